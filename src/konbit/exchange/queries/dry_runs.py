"""What a dry run says, as pages and the command show it: samples of the rows, remarks, and cells that are left empty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from konbit.exchange.imports import KINDS
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import Fault
from konbit.exchange.imports.kind import CHANGED, NEW, SAME, Kind
from konbit.exchange.imports.remarks import SAYS
from konbit.exchange.imports.rows import faults_of
from konbit.exchange.models import ImportRun
from konbit.foundation.money import plain_amount
from konbit.network.words import ROLES


@dataclass(frozen=True)
class Change:
    """What a column says before and afterwards."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class SampleRow:
    """One row of the file: what a person knows it by, and what changes."""

    row: int
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Sample:
    """The first rows of one kind, and how many more there are."""

    action: str
    count: int
    rows: tuple[SampleRow, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Said:
    """One sentence, how many rows it is about, and the first of them: [number, name]."""

    code: str
    says: str
    count: int
    rows: tuple[tuple[int, str], ...]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def samples_of(run: ImportRun) -> list[Sample]:
    """The first rows that are new, changed and the same, where there are some."""
    kind, found = KINDS[run.kind], run.told.get("samples", {})
    return [
        Sample(action, run.counts.get(action, 0), tuple(_sample_row(kind, *row) for row in found[action]))
        for action in (NEW, CHANGED, SAME)
        if found.get(action)
    ]


def _sample_row(kind: type[Kind], row: int, name: str, changes: list[Any]) -> SampleRow:
    columns = {column.code: column for column in kind.columns}
    told = [
        Change(
            str(columns[code].says),
            _in_words(kind, columns[code], before),
            _in_words(kind, columns[code], after),
        )
        for code, before, after in changes
    ]
    return SampleRow(row, name, tuple(told))


def _in_words(kind: type[Kind], column: Column, value: Any) -> str:
    """A value as a person reads it; nothing is the empty text."""
    if value in (None, ""):
        return ""
    if column.reads == "choice":
        return kind.meaning(column, value)
    if column.reads == "money":
        return plain_amount(int(value))
    if column.reads == "yes_no":
        return _("yes") if value else _("no")
    if column.is_day:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return str(value)


def _read_as(kind: type[Kind], code: str, choice: str, word: str) -> dict[str, str]:
    (column,) = (column for column in kind.columns if column.code == code)
    return {"column": str(column.says), "word": word, "means": kind.meaning(column, choice)}


def _no_day(_kind: type[Kind], day: str) -> dict[str, str]:
    return {"day": date_format(date.fromisoformat(day), "DATE_FORMAT")}


def _role_given(_kind: type[Kind], role: str) -> dict[str, str]:
    return {"role": str(ROLES[role])}


def _seat_becomes(kind: type[Kind], code: str, value: str) -> dict[str, str]:
    (column,) = (column for column in kind.columns if column.code == code)
    said: Any = value == "True" if column.reads == "yes_no" else value
    return {"column": str(column.says), "value": _in_words(kind, column, said)}


_FACTS: dict[str, Callable[..., dict[str, str]]] = {
    "read_as": _read_as,
    "no_day": _no_day,
    "role_given": _role_given,
    "seat_becomes": _seat_becomes,
}


def said_of(run: ImportRun) -> list[Said]:
    """What is to be known before the import: how words were read, what empty cells stand for, who gets a role."""
    kind = KINDS[run.kind]
    found = []
    for code, facts, count, rows in run.told.get("remarks", ()):
        words = _FACTS[code](kind, *facts) if code in _FACTS else {}
        found.append(Said(code, str(SAYS[code]) % words, count, tuple((row, name) for row, name in rows)))
    return found


def faults_in(run: ImportRun) -> list[Fault]:
    """What refuses rows of the file, row by row."""
    return [fault for fault in _sorted_faults(run) if not fault.is_left_empty]


def left_empty_in(run: ImportRun) -> list[Fault]:
    """The cells that are left empty because they cannot be read, row by row."""
    return [fault for fault in _sorted_faults(run) if fault.is_left_empty]


def _sorted_faults(run: ImportRun) -> list[Fault]:
    return sorted(faults_of(run), key=lambda fault: fault.row)


def rows_that_could_come_in(faults: list[Fault]) -> int:
    """How many refused rows have nothing wrong but cells that could be left empty."""
    rows = {fault.row for fault in faults}
    return len(rows - {fault.row for fault in faults if not fault.column})
