"""Write the rows of a checked file, stop on the way, and take back what was written.

Up to 500 rows are written in one transaction while the person waits. A larger file is written part by part: each part in
a job and a transaction of its own, which posts the next one, so nobody else waits and a killed worker goes on where it was.
An import that is stopped takes back what it had written: a file is in whole, or not at all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.exchange.imports.faults import CannotTake, Fault
from konbit.exchange.imports.kind import SAME, Kind, Planned, Row, Trace, trace_from
from konbit.exchange.imports.rows import Reader, faults_kept, faults_of, kind_for
from konbit.exchange.imports.steps import as_fault, locked
from konbit.exchange.models import ImportedRow, ImportRun, TablePart
from konbit.exchange.operations.imports import AT_ONCE, look_at_rows
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.many_rows import insert_rows
from konbit.foundation.refusals import Refusal

PART, UNDO_PART = "exchange.import_part", "exchange.undo_import_part"
UNDO_WITHIN = timedelta(days=30)
ROWS_BACK, ROWS_BACK_IN_BULK = 250, 5_000


class RowsAreRefused(Refusal):
    code = "rows_are_refused"
    says = _("%(count)s rows are refused. Choose to leave them out, or mend the file and upload it again.")


class NothingToImport(Refusal):
    code = "nothing_to_import"
    says = _("Every row that can be imported is here already. Nothing would change.")


class RecordsChanged(Refusal):
    code = "records_changed"
    says = _(
        "Records changed since this file was checked, so nothing was imported. It was checked again: look at it once more."
    )


class UndoTooLate(Refusal):
    code = "undo_too_late"
    says = _("An import can be taken back for 30 days, and they are over.")


def begin_import(
    *, run: ImportRun, by: Actor, at: datetime, leaves_out_refused: bool = False, posts: bool = True
) -> ImportRun:
    """Import what the dry run found; a large file by a worker, part by part. Asked twice, it is done once.

    Without `posts` no worker is asked: whoever calls writes the parts of a large file by `import_part`.

    Raises:
        RowsAreRefused: some rows are refused, and nobody said to leave them out.
        NothingToImport: no row would change anything.
        RecordsChanged: a row that could be taken in cannot any more; nothing was imported.
        ImportIs: it was not checked, or is over.
    """
    try:
        return _begin(run, by, at, leaves_out_refused=leaves_out_refused, posts=posts)
    except RecordsChanged:
        look_at_rows(run=run, by=by, at=at)
        raise


@transaction.atomic
def _begin(run: ImportRun, by: Actor, at: datetime, *, leaves_out_refused: bool, posts: bool) -> ImportRun:
    run = locked(run, by, "checked", "importing", "done")
    if run.state != "checked":
        return run
    if run.refused and not leaves_out_refused:
        raise RowsAreRefused(count=run.refused)
    if not run.to_write:
        raise NothingToImport
    run.state, run.rows_done = "importing", 0
    run.counts = {**run.counts, "found": run.refused}
    run.save(update_fields=["state", "rows_done", "counts"])
    write_entry("exchange.begin_import", about=run, by=by, at=at, group_id=run.group_id, fields=["state"])
    if run.rows_total > AT_ONCE:
        if posts:
            outbox.post(PART, due_at=at, run_id=run.pk, part=0)
        return run
    for number in range(run.parts.filter(sheet=run.sheet).count()):
        run = import_part(run=run, part=number, by=by, at=at)
        if run.refused > run.counts["found"]:
            raise RecordsChanged
    return run


@transaction.atomic
def import_part(*, run: ImportRun, part: int, by: Actor, at: datetime) -> ImportRun:
    """Write one part of the rows. The last one ends the import. A part that was written before writes nothing.

    Raises:
        ImportIs: the import was stopped.
    """
    run = locked(run, by, "importing")
    kept = run.parts.filter(sheet=run.sheet, number=part).first()
    if kept is not None:
        _write_part(run, kept, by, at)
        kept.delete()
    if not run.parts.filter(sheet=run.sheet).exists():
        run.state, run.finished_at, run.told = "done", at, {}
        run.parts.all().delete()
        write_entry("exchange.import", about=run, by=by, at=at, group_id=run.group_id, fields=["state"])
    run.save(update_fields=["state", "finished_at", "rows_done", "counts", "faults", "told"])
    return run


def _write_part(run: ImportRun, part: TablePart, by: Actor, at: datetime) -> None:
    known = faults_of(run)
    left_empty: dict[int, set[str]] = {}
    for fault in known:
        if fault.is_left_empty:
            left_empty.setdefault(fault.row, set()).add(fault.column)
    refused_before = {fault.row for fault in known if not fault.is_left_empty}
    kind, reader = kind_for(run, by, at), Reader(run, left_empty)
    kind.prepare()
    faults: list[Fault] = []
    rows, seen = [], 0
    for row, _faults in reader.rows(part):
        seen += 1
        if row is not None and row.number not in refused_before:
            rows.append(row)
    write = _write_in_bulk if kind.in_bulk else _write_one_by_one
    written = write(kind, reader, rows, faults)
    insert_rows(
        ImportedRow,
        same={"run_id": run.pk},
        each=({"row": number, "traces": [one.as_dict() for one in traces]} for number, traces in written),
    )
    run.rows_done += seen
    if faults:
        run.counts = {**run.counts, "refused": run.refused + len({fault.row for fault in faults})}
        run.faults = faults_kept([*known, *faults])


def _write_in_bulk(
    kind: Kind, reader: Reader, rows: Iterable[Row], faults: list[Fault]
) -> list[tuple[int, list[Trace]]]:
    planned: list[Planned] = []
    for row in rows:
        try:
            planned.append(kind.plan(row))
        except CannotTake as why:
            faults.append(reader.fault(row.number, row.cells, why))
    planned = [one for one in planned if one.action != SAME]
    try:
        with transaction.atomic():
            traces = kind.write_all(planned)
        return [(one.row.number, done) for one, done in zip(planned, traces, strict=True)]
    except Refusal:
        # One of them is refused by its room: each by itself, so that the others are written.
        return _each(kind, reader, planned, faults)


def _each(
    kind: Kind, reader: Reader, planned: Iterable[Planned], faults: list[Fault]
) -> list[tuple[int, list[Trace]]]:
    written = []
    for one in planned:
        try:
            with transaction.atomic():
                written += [(one.row.number, traces) for traces in kind.write_all([one])]
        except Refusal as refusal:
            faults.append(reader.fault(one.row.number, one.row.cells, as_fault(kind, refusal)))
    return written


def _write_one_by_one(
    kind: Kind, reader: Reader, rows: Iterable[Row], faults: list[Fault]
) -> list[tuple[int, list[Trace]]]:
    written = []
    for row in rows:
        try:
            planned = kind.plan(row)
        except CannotTake as why:
            faults.append(reader.fault(row.number, row.cells, why))
            continue
        if planned.action != SAME:
            written += _each(kind, reader, [planned], faults)
    return written


# --- stopping, and taking back ---


@transaction.atomic
def stop_import(*, run: ImportRun, by: Actor, at: datetime) -> ImportRun:
    """Stop an import on its way, or a check: what was written is taken back. Stopped twice, it is stopped once.

    Raises:
        ImportIs: it is over.
    """
    run = locked(run, by, "importing", "stopping", "checking")
    if run.state == "checking":
        run.state = "uploaded"
        run.save(update_fields=["state"])
    elif run.state == "importing":
        _begin_undo(run, "stopping", by, at)
    write_entry("exchange.stop_import", about=run, by=by, at=at, group_id=run.group_id, fields=["state"])
    return run


@transaction.atomic
def undo_import(*, run: ImportRun, by: Actor, at: datetime) -> ImportRun:
    """Take an import back, row by row, the last one first. What somebody used or changed since stays, and is named.

    Raises:
        UndoTooLate: it was imported more than 30 days ago.
        ImportIs: it was not imported, or was taken back.
    """
    run = locked(run, by, "done", "undoing", "undone")
    if run.state != "done":
        return run
    if run.finished_at is not None and at > run.finished_at + UNDO_WITHIN:
        raise UndoTooLate
    write_entry("exchange.undo_import", about=run, by=by, at=at, group_id=run.group_id, fields=["state"])
    if run.imported_rows.filter(undone_at=None).count() > AT_ONCE:
        return _begin_undo(run, "undoing", by, at)
    run.state, run.rows_done = "undoing", 0
    run.save(update_fields=["state", "rows_done"])
    while run.state == "undoing":
        run = undo_part(run=run, by=by, at=at)
    return run


def _begin_undo(run: ImportRun, state: str, by: Actor, at: datetime) -> ImportRun:
    run.state, run.rows_done = state, 0
    run.save(update_fields=["state", "rows_done"])
    outbox.post(UNDO_PART, due_at=at, run_id=run.pk, number=0)
    return run


@transaction.atomic
def undo_part(*, run: ImportRun, by: Actor, at: datetime) -> ImportRun:
    """Take back the newest rows that were not tried yet; the last part ends it.

    Raises:
        ImportIs: nobody asked to take it back.
    """
    run = locked(run, by, "undoing", "stopping")
    kind = kind_for(run, by, at)
    size = ROWS_BACK_IN_BULK if kind.in_bulk else ROWS_BACK
    rows = list(run.imported_rows.filter(undone_at=None).order_by("-id")[:size])
    traces = {row.pk: [trace_from(kept) for kept in row.traces] for row in rows}
    taken = kind.take_back_many(list(traces.values()))
    left = [row for row in rows if not {trace.id for trace in traces[row.pk]} <= taken]
    kept = [[row.row, name] for row in left if (name := _kept(kind, traces[row.pk]))]
    if rows:
        run.imported_rows.filter(undone_at=None, pk__gte=rows[-1].pk).update(undone_at=at)
    run.kept = [*run.kept, *kept]
    run.rows_done += len(rows)
    if not run.imported_rows.filter(undone_at=None).exists():
        run.state, run.undone_at = "undone", at
        run.parts.all().delete()
    run.save(update_fields=["kept", "rows_done", "state", "undone_at"])
    return run


def _kept(kind: Kind, traces: Sequence[Trace]) -> str:
    """Take the row back, whole; or answer the name of what somebody used or changed since."""
    name = ""
    try:
        with transaction.atomic():
            for trace in reversed(traces):
                name = trace.name
                kind.take_back(trace)
    except Refusal:
        return name
    return ""
