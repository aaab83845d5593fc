"""What every kind of import has: its columns, how a row is matched, how it is written, and how it is taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction

from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.remarks import Remark
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal
from konbit.network.models import Group
from konbit.network.queries import day_in, network_of

# So few rows are no longer taken back together.
FEW = 8
NEW, CHANGED, SAME = "new", "changed", "same"
# A row as the file has it: its number, and its cells.
NumberedCells = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Row:
    """One row of the table: the number a person sees, and what its filled cells say, by column."""

    number: int
    values: dict[str, Any]
    cells: Sequence[str] = ()

    def get(self, column: str, otherwise: Any = "") -> Any:
        return self.values.get(column, otherwise)

    def changes_from(self, stands: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
        """What the row says otherwise than what stands; an empty cell says nothing."""
        return [
            (name, value, self.values[name])
            for name, value in stands.items()
            if name in self.values and self.values[name] != value
        ]


@dataclass(frozen=True)
class Planned:
    """What would become of a row, and what the kind needs to know to write it."""

    row: Row
    action: str
    data: Any = None
    # What stands otherwise afterwards: (column, before, after).
    changes: Sequence[tuple[str, Any, Any]] = ()
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True)
class Trace:
    """One record that a row made or changed. `after` is what an undo must still find there."""

    what: str
    id: UUID
    name: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """To be kept, and read again by `trace_from`."""
        kept = {"what": self.what, "id": str(self.id), "name": self.name}
        return {**kept, "before": self.before, "after": self.after}


def trace_from(kept: dict[str, Any]) -> Trace:
    return Trace(kept["what"], UUID(kept["id"]), kept["name"], kept["before"], kept["after"])


@dataclass(frozen=True)
class Setting:
    """Into which group, by whom, when, and from which file."""

    group: Group
    by: Actor
    at: datetime
    file_name: str = ""


class Kind:
    """One kind of table. An object lives for one reading of rows and remembers what earlier rows said."""

    code: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    # The columns by which a person knows a row again.
    known_by: ClassVar[tuple[str, ...]]
    # Its plans are complete in themselves and are written many at once; others are rehearsed, row after row.
    in_bulk: ClassVar[bool] = False
    # The column whose value stands in one row of a file alone; where it stands in two, both are refused.
    stands_once: ClassVar[str] = ""
    # Some rows can be written after others only: `in_order` says how.
    orders_rows: ClassVar[bool] = False

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.group, self.by, self.at = setting.group, setting.by, setting.at
        self.network = network_of(setting.group)
        self.day = day_in(setting.group, setting.at)
        self._rows_by_key: dict[Any, tuple[int, int]] = {}

    def prepare(self) -> None:
        """Look up what is there. Called before the first row, and again where written rows were rolled back."""

    @classmethod
    def in_order(cls, rows: Sequence[NumberedCells], places: Mapping[str, int]) -> Sequence[NumberedCells]:
        """The rows of the file in the order in which they can be written; `places` says where each column stands."""
        raise NotImplementedError

    def plan(self, row: Row) -> Planned:
        """Say what would become of the row.

        Raises:
            CannotTake: it cannot be taken in.
        """
        raise NotImplementedError

    def write(self, planned: Planned) -> list[Trace]:
        """Write one row through the verbs of its room, and remember it for the rows to come."""
        raise NotImplementedError

    def write_all(self, planned: Sequence[Planned]) -> list[list[Trace]]:
        """Write many rows at once, where the kind can."""
        return [self.write(one) for one in planned]

    def take_back(self, trace: Trace) -> None:
        """Take back what a row did, through a verb of its room.

        Raises:
            Refusal: somebody changed or used it since.
        """
        raise NotImplementedError

    def take_back_many(self, rows: Sequence[Sequence[Trace]]) -> set[UUID]:
        """Take rows back at once that nobody touched, newest first; answers which records were. The others are taken back
        one by one."""
        del rows
        return set()

    def once(self, row: Row, key: Any, column: str = "") -> None:
        """Refuse a row about what an earlier one of the file is about, whether it says the same of it or not."""
        said = hash(tuple(row.values.items()))
        first, said_first = self._rows_by_key.setdefault(key, (row.number, said))
        if first != row.number:
            raise CannotTake("doubled_row" if said == said_first else "told_otherwise", column, first=first)

    @classmethod
    def meaning(cls, column: Column, choice: str) -> str:
        """What a choice of a column comes to, in the words of the pages."""
        return str(column.choices[choice])

    def name_of(self, row: Row) -> str:
        """What a person knows the row by."""
        return " · ".join(str(row.get(code)) for code in self.known_by if row.get(code))


def by_name[Found](rows: Iterable[Found], *names: Callable[[Found], str]) -> dict[str, list[Found]]:
    """The rows by each of their names, ready to be compared; one name may be several rows'."""
    found: dict[str, list[Found]] = {}
    for row in rows:
        for name in {plain(name(row)) for name in names} - {""}:
            found.setdefault(name, []).append(row)
    return found


def taken_together(
    rows: Sequence[Sequence[Trace]], take: Callable[[Sequence[Sequence[Trace]]], None]
) -> set[UUID]:
    """Take rows back together; where that is refused, each half by itself, until few are left for one by one."""
    if not rows:
        return set()
    try:
        with transaction.atomic():
            take(rows)
    except Refusal:
        if len(rows) <= FEW:
            return set()
        half = len(rows) // 2
        return taken_together(rows[:half], take) | taken_together(rows[half:], take)
    return {trace.id for row in rows for trace in row}
