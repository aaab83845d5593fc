"""What every kind of import has: its columns, how a row is matched, how it is written, and how it is taken back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import CannotTake
from konbit.foundation.actor import Actor
from konbit.network.models import Group
from konbit.network.queries import day_in, network_of

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True)
class Row:
    """One row of the table: the number a person sees, and what its filled cells say, by column."""

    number: int
    values: dict[str, Any]
    cells: Sequence[str] = ()

    def get(self, column: str, otherwise: Any = "") -> Any:
        return self.values.get(column, otherwise)


@dataclass(frozen=True)
class Planned:
    """What would become of a row, and what the kind needs to know to write it."""

    row: Row
    action: str
    data: Any = None


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
    # Its plans are complete in themselves and are written many at once; others are rehearsed, row after row.
    in_bulk: ClassVar[bool] = False

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.group, self.by, self.at = setting.group, setting.by, setting.at
        self.network = network_of(setting.group)
        self.day = day_in(setting.group, setting.at)
        self._rows_by_key: dict[Any, int] = {}

    def prepare(self) -> None:
        """Look up what is there. Called before the first row, and again where written rows were rolled back."""

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

    def take_back_many(self, traces: Sequence[Trace]) -> set[UUID]:
        """Take back at once what nobody touched; answers which records were. The others are taken back one by one."""
        del traces
        return set()

    def once(self, row: Row, key: Any, column: str = "") -> None:
        """Refuse a row that says the same as an earlier one of the file."""
        first = self._rows_by_key.setdefault(key, row.number)
        if first != row.number:
            raise CannotTake("doubled_row", column, first=first)


def by_name[Found](rows: Iterable[Found], *names: Callable[[Found], str]) -> dict[str, list[Found]]:
    """The rows by each of their names, ready to be compared; one name may be several rows'."""
    found: dict[str, list[Found]] = {}
    for row in rows:
        for name in {plain(name(row)) for name in names} - {""}:
            found.setdefault(name, []).append(row)
    return found
