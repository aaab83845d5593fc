"""Bring a list in: upload it, match its columns, settle its days, look what would happen, import it, take it back."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.exchange import policies, words
from konbit.exchange.forms.imports import ColumnsForm, DaysForm, SheetForm, UploadForm
from konbit.exchange.imports import KINDS
from konbit.exchange.imports.samples import sample_of
from konbit.exchange.operations.importing import UNDO_WITHIN, begin_import, stop_import, undo_import
from konbit.exchange.operations.imports import (
    check_import,
    choose_sheet,
    leave_cells_empty,
    match_columns,
    settle_dates,
    start_import,
    throw_import_away,
)
from konbit.exchange.operations.inviting import invite_listed
from konbit.exchange.queries import dry_runs
from konbit.exchange.queries import imports as queries
from konbit.exchange.tables.reading import MOST_BYTES
from konbit.exchange.tables.writing import csv_text, xlsx_bytes
from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.network.queries import group_for
from konbit.ui.attempt import attempt, posted

SHOWN_FAULTS = 50
SHOWN_KEPT = 50
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STEP_PAGES = {"uploaded": "import_columns", "dates": "import_days"}


def _group(request: HttpRequest, address: str) -> Any:
    """The group, for whoever may import into it; for everybody else there is no such page."""
    group = group_for(request.by, address)
    if not policies.may_import(request.by, group):
        raise NotFound
    return group


def _run(request: HttpRequest, address: str, run_id: UUID) -> Any:
    return queries.run_for(request.by, _group(request, address), run_id)


def _to_run(run: Any) -> HttpResponse:
    return redirect("import_run", address=run.group.address, run_id=run.pk)


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest, address: str) -> HttpResponse:
    """What can be imported, the samples, and what was imported before. A file that is sent is read, not imported."""
    group = _group(request, address)
    initial = {"kind": request.GET.get("kind", "")}
    form = UploadForm(posted(request), request.FILES or None, initial=initial)
    status = 200
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        tried = attempt(
            request,
            form,
            start_import,
            group=group,
            kind=form.cleaned_data["kind"],
            file_name=file.name,
            # One byte more than is allowed is enough to see that it is too much.
            data=file.read(MOST_BYTES + 1),
            by=request.by,
            at=clock.now(),
        )
        if tried:
            return redirect("import_columns", address=address, run_id=tried.value.pk)
        status = tried.status
    elif form.is_bound:
        status = 422
    # Each leads to the step it waits for.
    runs = [(run, STEP_PAGES.get(run.state, "import_run")) for run in queries.runs_of(group)]
    facts = {"group": group, "form": form, "runs": runs, "kinds": words.IMPORT_KINDS}
    facts["needs_meeting"] = queries.needs_a_meeting(group)
    return render(request, "exchange/imports.html", facts, status=status)


@require_GET
def import_sample(request: HttpRequest, address: str, sample: str, form: str) -> HttpResponse:
    """The sample sheet of a kind, with headers in the reader's language."""
    _group(request, address)
    if sample not in KINDS or form not in MEDIA:
        raise NotFound
    headers, rows = sample_of(sample)
    title = str(words.IMPORT_KINDS[sample])
    made = "\ufeff" + csv_text(headers, rows) if form == "csv" else xlsx_bytes(title, headers, rows)
    return _file(made, f"{sample}.{form}", MEDIA[form])


def _file(made: str | bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(made, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def import_sheet(request: HttpRequest, address: str, run_id: UUID) -> HttpResponse:
    run = _run(request, address, run_id)
    form = SheetForm(request.POST, sheets=run.sheets)
    if form.is_valid():
        sheet = int(form.cleaned_data["sheet"])
        choose_sheet(run=run, sheet=sheet, by=request.by, at=clock.now())
    return redirect("import_columns", address=address, run_id=run.pk)


@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, address: str, run_id: UUID) -> HttpResponse:
    """Which header of the file means which column."""
    run = _run(request, address, run_id)
    if run.state not in ("uploaded", "dates", "checked"):
        return _to_run(run)
    columns = queries.columns_of(run.kind)
    form = ColumnsForm(posted(request), headers=queries.headers_of(run), columns=columns)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            tried = attempt(
                request, form, match_columns, run=run, columns=form.chosen(), by=request.by, at=clock.now()
            )
            if tried:
                return _next_step(request, tried.value)
            status = tried.status
    facts = {
        "group": run.group,
        "run": run,
        "form": form,
        "columns": columns,
        "sheet_form": SheetForm(sheets=run.sheets, initial={"sheet": str(run.sheet)})
        if run.sheets[1:]
        else None,
    }
    return render(request, "exchange/import_columns.html", facts, status=status)


def _next_step(request: HttpRequest, run: Any) -> HttpResponse:
    """Days are asked about where they read in two ways; else the rows are looked at."""
    if run.state == "dates":
        return redirect("import_days", address=run.group.address, run_id=run.pk)
    attempt(request, None, check_import, run=run, by=request.by, at=clock.now())
    return _to_run(run)


@require_http_methods(["GET", "POST"])
def import_days(request: HttpRequest, address: str, run_id: UUID) -> HttpResponse:
    """How days that read in two ways are meant, once for each column."""
    run = _run(request, address, run_id)
    if run.state not in ("uploaded", "dates", "checked"):
        return _to_run(run)
    asked = queries.days_asked(run)
    if not asked:
        return redirect("import_columns", address=address, run_id=run.pk)
    form = DaysForm(posted(request), asked=asked)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            tried = attempt(
                request, form, settle_dates, run=run, orders=form.chosen(), by=request.by, at=clock.now()
            )
            if tried:
                return _next_step(request, tried.value)
            status = tried.status
    facts = {"group": run.group, "run": run, "form": form}
    return render(request, "exchange/import_days.html", facts, status=status)


@require_GET
def import_run(request: HttpRequest, address: str, run_id: UUID) -> HttpResponse:
    """Where an import stands: what would happen, how far it is, what came of it."""
    run = _run(request, address, run_id)
    if run.state in STEP_PAGES:
        return redirect(STEP_PAGES[run.state], address=address, run_id=run.pk)
    return _show(request, run)


def _show(request: HttpRequest, run: Any, refusal: Any = None, status: int = 200) -> HttpResponse:
    faults, left_empty = dry_runs.faults_in(run), dry_runs.left_empty_in(run)
    at = clock.now()
    facts = {
        "group": run.group,
        "run": run,
        "refusal": refusal,
        "faults": faults[:SHOWN_FAULTS],
        "more_faults": max(0, len(faults) - SHOWN_FAULTS),
        "left_empty": left_empty[:SHOWN_FAULTS],
        "more_left_empty": max(0, len(left_empty) - SHOWN_FAULTS),
        "could_come_in": dry_runs.rows_that_could_come_in(faults),
        "samples": dry_runs.samples_of(run),
        "said": dry_runs.said_of(run),
        "kept": run.kept[:SHOWN_KEPT],
        "more_kept": max(0, len(run.kept) - SHOWN_KEPT),
        "can_be_undone": queries.can_be_undone(run, at, UNDO_WITHIN),
        "undo_until": run.finished_at and run.finished_at + UNDO_WITHIN,
        "to_invite": queries.people_to_invite(run),
        "keeps_meeting": run.kind == "commitments",
    }
    return render(request, "exchange/import_run.html", facts, status=status)


@require_GET
def import_faults(request: HttpRequest, address: str, run_id: UUID) -> HttpResponse:
    """Every refused row with what is wrong with it, as a table; and every cell that is left empty, where one is."""
    run = _run(request, address, run_id)
    headers = [_("Row"), _("Column"), _("Header"), _("What stands there"), _("What is wrong")]
    rows = [_told(fault) for fault in dry_runs.faults_in(run)]
    rows += [
        [*_told(fault)[:-1], _("Left empty: %(why)s") % {"why": fault.says}]
        for fault in dry_runs.left_empty_in(run)
    ]
    return _file("\ufeff" + csv_text(headers, rows), "refused-rows.csv", MEDIA["csv"])


def _told(fault: Any) -> list[Any]:
    return [fault.row, fault.letters, fault.header, fault.value, fault.says]


def _begin(request: HttpRequest, run: Any, **acts: Any) -> Any:
    return begin_import(run=run, leaves_out_refused=bool(request.POST.get("leaves_out_refused")), **acts)


def _check_with(run: Any, *, leaves_empty: bool, **acts: Any) -> Any:
    run = leave_cells_empty(run=run, leaves_empty=leaves_empty, **acts)
    return check_import(run=run, **acts)


STEPS = {
    "leave-empty": lambda _request, run, **acts: _check_with(run, leaves_empty=True, **acts),
    "refuse-again": lambda _request, run, **acts: _check_with(run, leaves_empty=False, **acts),
    "begin": _begin,
    "stop": lambda _request, run, **acts: stop_import(run=run, **acts),
    "invite": lambda _request, run, **acts: invite_listed(run=run, **acts),
    "undo": lambda _request, run, **acts: undo_import(run=run, **acts),
    "throw-away": lambda _request, run, **acts: throw_import_away(run=run, **acts),
}


@require_POST
def import_step(request: HttpRequest, address: str, run_id: UUID, name: str) -> HttpResponse:
    """Import, check anew with unreadable cells left empty or refused, stop, take back, or throw away."""
    run = _run(request, address, run_id)
    if name not in STEPS:
        raise NotFound
    acts = {"run": run, "by": request.by, "at": clock.now()}
    tried = attempt(request, None, partial(STEPS[name], request), **acts)
    if not tried:
        return _show(request, queries.run_for(request.by, run.group, run_id), tried.refusal, tried.status)
    if name == "throw-away":
        messages.success(request, _("The file is thrown away. Nothing was imported."))
        return redirect("imports", address=address)
    if name == "invite":
        said = ngettext("%(count)d person is invited.", "%(count)d people are invited.", tried.value)
        messages.success(request, said % {"count": tried.value})
        return _to_run(run)
    if name == "begin" and tried.value.state == "done":
        undo = reverse("import_step", args=[address, run_id, "undo"])
        messages.success(request, _("The list is imported."), extra_tags=f"undo:{undo}")
    return _to_run(run)
