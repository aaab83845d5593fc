"""Imports as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format

from konbit.accounts.models import Person
from konbit.exchange import policies
from konbit.exchange.domain.days import DAY_FIRST, MONTH_FIRST, read_day
from konbit.exchange.imports import KINDS
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.rows import matched, parts_of, two_ways, unpack
from konbit.exchange.models import ImportRun
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings.queries import last_meeting, next_meeting
from konbit.network.models import Group

EXAMPLES = 3


def run_by_id(run_id: UUID) -> ImportRun | None:
    """The import behind a job, or None where it was thrown away; nobody's rights are asked."""
    return ImportRun.objects.select_related("group").filter(pk=run_id).first()


def run_for(by: Actor, group: Group, run_id: UUID) -> ImportRun:
    """An import of this group, for whoever may import.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    found = ImportRun.objects.select_related("group", "started_by").filter(pk=run_id, group=group).first()
    if found is None or not policies.may_import(by, group):
        raise NotFound
    return found


def runs_of(group: Group) -> list[ImportRun]:
    """The imports of this group, newest first."""
    return list(ImportRun.objects.filter(group=group).select_related("started_by").defer("faults")[:50])


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns that this kind knows."""
    return KINDS[kind].columns


@dataclass(frozen=True)
class HeaderNow:
    """One header of the file, with what stands under it and the column it stands for."""

    place: int
    letters: str
    text: str
    examples: tuple[str, ...]
    column: str


def headers_of(run: ImportRun) -> list[HeaderNow]:
    """The headers of the sheet that is imported, with a few of the values under each."""
    first = next(iter(parts_of(run)), None)
    rows = [cells for _number, cells in unpack(first.rows)["rows"]] if first else []
    found = []
    for place, (letters, text) in enumerate(run.table["headers"]):
        values = list(dict.fromkeys(cells[place][:60] for cells in rows if cells[place]))
        column = run.columns.get(str(place), "")
        found.append(HeaderNow(place, letters, text, tuple(values[:EXAMPLES]), column))
    return found


@dataclass(frozen=True)
class DaysAsked:
    """A column in which days read in two ways."""

    code: str
    header: str
    examples: tuple[str, ...]
    order: str
    # What the first example is, read in each of the two ways.
    as_day_first: str
    as_month_first: str


def days_asked(run: ImportRun) -> list[DaysAsked]:
    """The columns whose days are asked about, with examples and the answer given last."""
    headers = {column.code: run.table["headers"][place][1] for place, column in matched(run)}
    return [
        DaysAsked(
            code,
            headers[code],
            tuple(examples),
            run.dates.get(code, ""),
            *(
                date_format(read_day(examples[0], order=order).day, "DATE_FORMAT")
                for order in (DAY_FIRST, MONTH_FIRST)
            ),
        )
        for code, examples in two_ways(run).items()
    ]


def needs_a_meeting(group: Group) -> bool:
    """Whether commitments cannot be brought in yet: they are kept under a meeting."""
    return (next_meeting(group) or last_meeting(group)) is None


def people_to_invite(run: ImportRun) -> list[Person]:
    """Whom this list put into a seat or a role, who have an address and were never invited to this group."""
    if run.kind != "people_and_seats" or run.state != "done":
        return []
    ids = {
        trace["id"]
        for row in run.imported_rows.filter(undone_at=None)
        for trace in row.traces
        if trace["what"] in ("holder", "role")
    }
    seated = Q(holdings__in=ids, holdings__until=None) | Q(roles__in=ids, roles__until=None)
    found = Person.objects.filter(seated, email__isnull=False, last_login=None).distinct()
    return list(found.exclude(invitations__group=run.group).order_by("name"))


def can_be_undone(run: ImportRun, at: datetime, within: Any) -> bool:
    """Whether the import stands and its days of undoing last."""
    return run.state == "done" and run.finished_at is not None and at <= run.finished_at + within
