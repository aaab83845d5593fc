"""Taking along: the whole network for its convener, what one may see for everybody, and single tables."""

import tempfile
from collections.abc import Callable
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.exchange import policies
from konbit.exchange.operations.exports import export_mine, export_network, note_table
from konbit.exchange.tables.lists import LISTS
from konbit.exchange.tables.writing import csv_lines, json_lines, xlsx_bytes
from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.network.queries import group_for, groups_of, network_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# An archive up to this size never touches the disk.
IN_MEMORY = 8 << 20


@require_GET
def take_along(request: HttpRequest, address: str) -> HttpResponse:
    """What can be taken along from a group, and what each file holds."""
    group = group_for(request.by, address)
    network = network_of(group)
    facts = {
        "group": group,
        "network": network,
        "is_network": network.pk == group.pk,
        "may_take_all": bool(policies.may_export_network(request.by, network)),
        "lists": {code: one for code, one in LISTS.items() if one.is_open(request.by, group)},
    }
    return render(request, "exchange/take_along.html", facts)


@require_POST
def take_network(request: HttpRequest, address: str) -> HttpResponseBase:
    """The whole network as one file."""
    group = group_for(request.by, address)
    return _archive(
        f"konbit-{group.address}.zip",
        lambda to: export_network(network=group, to=to, by=request.by, at=clock.now()),
    )


@require_http_methods(["GET", "POST"])
def take_mine(request: HttpRequest) -> HttpResponseBase:
    """Everything one may see, in all one's groups, as one file."""
    if request.by.person_id is None:
        raise NotFound
    if request.method == "GET":
        return render(request, "exchange/take_mine.html", {"groups": groups_of(request.by)})
    return _archive("konbit-mine.zip", lambda to: export_mine(to=to, by=request.by, at=clock.now()))


@require_GET
def download_table(request: HttpRequest, address: str, table: str, form: str) -> HttpResponseBase:
    """One list of a group as CSV, XLSX or JSON, with the rows that its page shows the same reader."""
    found = LISTS.get(table)
    if found is None or form not in _FORMS:
        raise NotFound
    group = found.door(request.by, address)
    header, rows = found.rows(group, request.by, clock.now())
    note_table(group=group, table=table, by=request.by, at=clock.now())
    response = _FORMS[form](table, header, rows)
    response["Content-Disposition"] = f'attachment; filename="{group.address}-{table}.{form}"'
    return response


def _csv(_table: str, header: Any, rows: Any) -> HttpResponseBase:
    return StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")


def _json(_table: str, header: Any, rows: Any) -> HttpResponseBase:
    return StreamingHttpResponse(json_lines(header, rows), content_type="application/json")


def _xlsx(table: str, header: Any, rows: Any) -> HttpResponseBase:
    return HttpResponse(xlsx_bytes(table, header, rows), content_type=XLSX)


_FORMS: dict[str, Callable[[str, Any, Any], HttpResponseBase]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}


def _archive(name: str, write: Callable[[IO[bytes]], Any]) -> FileResponse:
    """The archive as it is sent: in memory while it is small, else in a file that nobody else sees."""
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    try:
        write(made)
    except BaseException:
        made.close()
        raise
    made.seek(0)
    return FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
