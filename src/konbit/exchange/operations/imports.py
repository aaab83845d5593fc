"""Take a file in, step by step: read it, match its columns, settle its days, and look what would become of each row."""

import hashlib
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.exchange import policies
from konbit.exchange.domain.days import DAY_FIRST, MONTH_FIRST
from konbit.exchange.domain.words_of_cells import plain, tidy
from konbit.exchange.imports import KINDS
from konbit.exchange.imports.columns import guess
from konbit.exchange.imports.faults import CannotTake, Fault
from konbit.exchange.imports.kind import SAME, Kind, Planned, Row
from konbit.exchange.imports.looking import Look
from konbit.exchange.imports.rows import (
    Reader,
    faults_kept,
    keep_rows,
    kind_for,
    order_rows,
    parts_of,
    two_ways,
)
from konbit.exchange.imports.steps import BEFORE, as_fault, locked
from konbit.exchange.models import ColumnMatch, ImportRun, TablePart
from konbit.exchange.tables.reading import read_table
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind as RefusalKind
from konbit.foundation.refusals import Refusal, require
from konbit.network.models import Group

# Up to so many rows, everything is done while the person waits.
AT_ONCE = 500
CHECK = "exchange.check_import"


class ColumnIsMissing(Refusal):
    code, kind = "column_is_missing", RefusalKind.UNREADABLE
    says = _("No header stands for “%(column)s”, and every row needs it. Choose the header that means it.")


class ColumnChosenTwice(Refusal):
    code, kind = "column_chosen_twice", RefusalKind.UNREADABLE
    says = _("“%(column)s” is chosen for two headers, “%(first)s” and “%(second)s”. Leave one of them out.")


class OrderIsMissing(Refusal):
    code, kind = "order_is_missing", RefusalKind.UNREADABLE
    says = _("Say for each of these columns whether the day or the month stands first.")


def start_import(
    *, group: Group, kind: str, file_name: str, data: bytes, by: Actor, at: datetime
) -> ImportRun:
    """Read a file and keep its rows, with its columns matched as last time or as their headers say. Nothing is imported.

    Raises:
        FileCannotBeRead: it is no table, or one that cannot be read.
        NoMeetingYet: commitments, in a group without a meeting.
    """
    require(policies.may_import(by, group))
    # Before any transaction: a large file takes seconds to read, and nobody else shall wait for it.
    sheets = read_table(data)
    with transaction.atomic():
        run = ImportRun(
            group=group,
            kind=kind,
            file_name=" ".join(file_name.split())[-200:] or "table",
            sheets=[
                {
                    "name": sheet.name,
                    "headers": sheet.headers,
                    "header_row": sheet.header_row,
                    "rows": len(sheet.rows),
                    "counted_from": sheet.counted_from,
                }
                for sheet in sheets
            ],
            started_by_id=by.person_id,
            channel=by.channel,
            uploaded_at=at,
        )
        kind_for(run, by, at)
        run.columns = _columns_known(run)
        run.save()
        keep_rows(run, sheets)
        write_entry("exchange.start_import", about=run, by=by, at=at, group_id=group.pk, fields=["kind"])
    return run


def _columns_known(run: ImportRun) -> dict[str, str]:
    """How the columns of this source were matched last time, else what their headers say."""
    headers = [text for _letters, text in run.table["headers"]]
    known = ColumnMatch.objects.filter(group=run.group, kind=run.kind, source=_source(headers)).first()
    if known is not None:
        run.dates = known.dates
    by_header = known.columns if known else guess(headers, KINDS[run.kind].columns)
    by_name = {tidy(header).casefold(): code for header, code in by_header.items()}
    found = {str(place): by_name.get(tidy(header).casefold()) for place, header in enumerate(headers)}
    return {place: code for place, code in found.items() if code}


def _source(headers: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(plain(header) for header in headers)).encode()).hexdigest()


@transaction.atomic
def choose_sheet(*, run: ImportRun, sheet: int, by: Actor, at: datetime) -> ImportRun:
    """Choose which sheet of a workbook is imported.

    Raises:
        ImportIs: it is imported, or on its way.
    """
    run = locked(run, by, *BEFORE)
    run.sheet, run.state = min(max(sheet, 0), len(run.sheets) - 1), "uploaded"
    run.columns = _columns_known(run)
    run.save(update_fields=["sheet", "state", "columns", "dates"])
    write_entry("exchange.choose_sheet", about=run, by=by, at=at, group_id=run.group_id, fields=["sheet"])
    return run


@transaction.atomic
def match_columns(*, run: ImportRun, columns: dict[str, str], by: Actor, at: datetime) -> ImportRun:
    """Say which header stands for which column; it is remembered for the next file of this source. Where days read in
    two ways they are asked about next, else the file can be checked.

    Raises:
        ImportIs: it is imported, or on its way.
        ColumnIsMissing: no header stands for a column that every row needs.
        ColumnChosenTwice: two headers stand for one column.
    """
    run = locked(run, by, *BEFORE)
    headers = [text for _letters, text in run.table["headers"]]
    chosen = {place: code for place, code in columns.items() if code and int(place) < len(headers)}
    _check_columns(run, chosen, headers)
    run.columns, run.state = chosen, "uploaded"
    order_rows(run)
    asked = two_ways(run)
    run.dates = {code: order for code, order in run.dates.items() if code in asked}
    if asked:
        run.state = "dates"
    run.save(update_fields=["columns", "dates", "state"])
    ColumnMatch.objects.update_or_create(
        group=run.group,
        kind=run.kind,
        source=_source(headers),
        defaults={"columns": {headers[int(place)]: code for place, code in chosen.items()}, "used_at": at},
    )
    write_entry("exchange.match_columns", about=run, by=by, at=at, group_id=run.group_id, fields=["columns"])
    return run


def _check_columns(run: ImportRun, chosen: dict[str, str], headers: list[str]) -> None:
    says = {column.code: column for column in KINDS[run.kind].columns}
    first: dict[str, str] = {}
    for place, code in chosen.items():
        header = headers[int(place)]
        if code in first:
            raise _about(place, ColumnChosenTwice(column=says[code].says, first=first[code], second=header))
        first[code] = header
    for code, column in says.items():
        if column.is_needed and code not in first:
            raise ColumnIsMissing(column=column.says)


def _about(place: str, refusal: Refusal) -> Refusal:
    refusal.field = f"column_{place}"
    return refusal


@transaction.atomic
def settle_dates(*, run: ImportRun, orders: dict[str, str], by: Actor, at: datetime) -> ImportRun:
    """Say for each column in which days read in two ways how they are meant.

    Raises:
        ImportIs: its days were settled, or it is imported.
        OrderIsMissing: a column has no answer.
    """
    run = locked(run, by, *BEFORE)
    asked = two_ways(run)
    if any(orders.get(code) not in (DAY_FIRST, MONTH_FIRST) for code in asked):
        raise OrderIsMissing
    run.dates, run.state = {code: orders[code] for code in asked}, "uploaded"
    run.save(update_fields=["dates", "state"])
    headers = [text for _letters, text in run.table["headers"]]
    ColumnMatch.objects.filter(group=run.group, kind=run.kind, source=_source(headers)).update(
        dates=run.dates
    )
    write_entry("exchange.settle_dates", about=run, by=by, at=at, group_id=run.group_id, fields=["dates"])
    return run


@transaction.atomic
def leave_cells_empty(*, run: ImportRun, leaves_empty: bool, by: Actor, at: datetime) -> ImportRun:
    """Say whether a cell that cannot be read refuses its row or is left empty, where it need not be there. What every row
    needs, and what says something by being empty, refuses the row in any case. The rows are to be checked anew.

    Raises:
        ImportIs: it is imported, or on its way.
    """
    run = locked(run, by, *BEFORE)
    run.leaves_cells_empty = leaves_empty
    run.save(update_fields=["leaves_cells_empty"])
    fields = ["leaves_cells_empty"]
    write_entry("exchange.leave_cells_empty", about=run, by=by, at=at, group_id=run.group_id, fields=fields)
    return run


@transaction.atomic
def check_import(*, run: ImportRun, by: Actor, at: datetime, at_once: bool = False) -> ImportRun:
    """Look what would become of each row, without writing any; a large file is looked at by a worker.

    Raises:
        ImportIs: it is imported, or on its way.
        OrderIsMissing: days read in two ways, and nobody said how they are meant.
    """
    run = locked(run, by, *BEFORE, "checking")
    if run.state == "dates" or two_ways(run).keys() - run.dates.keys():
        raise OrderIsMissing
    if run.rows_total > AT_ONCE and not at_once:
        run.state = "checking"
        run.save(update_fields=["state"])
        outbox.post(CHECK, due_at=at, run_id=run.pk)
        return run
    return look_at_rows(run=run, by=by, at=at)


@transaction.atomic
def look_at_rows(*, run: ImportRun, by: Actor, at: datetime) -> ImportRun:
    """The dry run: every row is planned, and those that verbs write one by one are written and rolled back."""
    run = locked(run, by, *BEFORE, "checking")
    kind, reader, look = kind_for(run, by, at), Reader(run), Look()
    if kind.in_bulk:
        kind.prepare()
    for part in parts_of(run):
        with transaction.atomic():
            if not kind.in_bulk:
                kind.prepare()
            _look_at_part(kind, reader, part, look)
            if not kind.in_bulk:
                transaction.set_rollback(True)
    run.state, run.counts, run.faults = "checked", look.counts, faults_kept(look.faults)
    run.told = {"samples": look.samples.as_dict(), "remarks": look.remarks.as_list()}
    run.save(update_fields=["state", "counts", "faults", "told"])
    return run


def _look_at_part(kind: Kind, reader: Reader, part: TablePart, look: Look) -> None:
    for row, faults in reader.rows(part):
        if row is None:
            look.refuse(faults)
            continue
        left_empty = list(faults)
        try:
            planned = _rehearsed_or_without(kind, reader, row, left_empty)
        except CannotTake as why:
            refused = [replace(fault, is_left_empty=False) for fault in left_empty]
            look.refuse([*refused, reader.fault(row.number, row.cells, why)])
            continue
        look.take(kind, reader, planned, left_empty)


def _rehearsed_or_without(kind: Kind, reader: Reader, row: Row, left_empty: list[Fault]) -> Planned:
    """What would become of the row, or of the row without a cell that it would be refused for."""
    try:
        return _rehearsed(kind, row)
    except CannotTake as why:
        without = reader.without(row, why)
        if without is None:
            raise
        left_empty.append(without[1])
        return _rehearsed_or_without(kind, reader, without[0], left_empty)


def _rehearsed(kind: Kind, row: Row) -> Planned:
    """What would become of the row. One that is not written in bulk is written, for the caller to roll back.

    Raises:
        CannotTake: it cannot be taken in, or a verb of its room refuses it.
    """
    planned = kind.plan(row)
    if planned.action != SAME and not kind.in_bulk:
        try:
            with transaction.atomic():
                kind.write(planned)
        except Refusal as refusal:
            raise as_fault(kind, refusal) from refusal
    return planned


@transaction.atomic
def throw_import_away(*, run: ImportRun, by: Actor, at: datetime) -> None:
    """Forget a file that was not imported.

    Raises:
        ImportIs: it is imported, or on its way.
    """
    run = locked(run, by, *BEFORE, "checking")
    group_id = run.group_id
    write_entry("exchange.throw_import_away", about=run, by=by, at=at, group_id=group_id, fields=["kind"])
    run.delete()


@transaction.atomic
def forget_uploads(*, before: datetime, by: Actor, at: datetime) -> None:
    """Forget files that were uploaded before this moment and never imported."""
    old = ImportRun.objects.filter(state__in=[*BEFORE, "checking"], uploaded_at__lt=before)
    for run in old.defer("faults") if old.exists() else ():
        write_entry("exchange.forget_upload", about=run, by=by, at=at, group_id=run.group_id, fields=["kind"])
        run.delete()
