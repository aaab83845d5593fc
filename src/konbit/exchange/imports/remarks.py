"""What the dry run says besides its counts: how words were understood, what an empty cell stands for, who gets a role.

What is said alike of many rows is said once, with how many rows it is about and the first of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import shortened

SHOWN = 20
SAYS = {
    "read_as": _("“%(word)s” under “%(column)s” is read as “%(means)s”."),
    "no_day": _("No day: the next meeting, %(day)s."),
    "no_day_done": _("No due day: the day on which it was done."),
    "person_holds": _(
        "The owner is the seat that this person holds. Their name is kept in the history of the commitment."
    ),
    "person_elsewhere": _(
        "The person named does not hold the seat that owns the action, and is not asked. Their name is kept in the "
        "history of the commitment."
    ),
    "role_given": _("Gets a role in this group: %(role)s."),
    "body_added": _("The network does not have this organization yet. It is added."),
    "place_left_out": _("The network has no community of this name. The award comes in without it."),
    "program_left_out": _("The network has no such priority. The award comes in without it."),
    "read_as_dollars": _("Nothing says which currency is meant. It is read as US dollars."),
    "comes_in_active": _(
        "The file says that the award is completed. It comes in active: complete it on its page."
    ),
    "seat_becomes": _("%(column)s of a seat that is here already becomes: %(value)s."),
}


@dataclass(frozen=True)
class Remark:
    """What is to be said of a row: a code, what it depends on, and whom or what it names."""

    code: str
    facts: tuple[str, ...] = ()
    name: str = ""


class Remarks:
    """Gathers what is said of the rows of one file."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, tuple[str, ...]], list[Any]] = {}
        # For each word of a choice as it stands: what is said of it, or None where it speaks for itself.
        self._words: dict[tuple[str, str], Remark | None] = {}
        self._written: dict[tuple[str, str], str] = {}

    def add(self, remark: Remark, row: int) -> None:
        found = self._found.setdefault((remark.code, remark.facts), [0, []])
        found[0] += 1
        if found[0] <= SHOWN:
            found[1].append([row, remark.name])

    def add_word(self, column: Column, word: str, choice: str, kind: Any, row: int) -> None:
        """Say how a word of a choice is read, unless it is the very word that pages use."""
        key = (column.code, word)
        if key not in self._words:
            first = self._written.setdefault((column.code, plain(word)), word)
            speaks_for_itself = plain(word) in meanings(kind, column, choice)
            self._words[key] = None if speaks_for_itself else Remark("read_as", (column.code, choice, first))
        remark = self._words[key]
        if remark is not None:
            self.add(remark, row)

    def as_list(self) -> list[list[Any]]:
        """To be kept: [code, facts, count, [[row, name], and the next ones]]."""
        order = list(SAYS)
        found = sorted(self._found.items(), key=lambda pair: order.index(pair[0][0]))
        return [[code, list(facts), count, rows] for (code, facts), (count, rows) in found]


def meanings(kind: Any, column: Column, choice: str) -> set[str]:
    """What a choice comes to, in each language, ready to be compared."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(plain(kind.meaning(column, choice)))
    return found


class Samples:
    """The first rows of what is new, changed and the same."""

    def __init__(self) -> None:
        self._rows: dict[str, list[list[Any]]] = {}

    def add(self, action: str, row: int, name: str, changes: Sequence[tuple[str, Any, Any]]) -> None:
        told = [[column, _plainly(before), _plainly(after)] for column, before, after in changes]
        self._rows.setdefault(action, []).append([row, shortened(name), told])

    def wants(self, action: str) -> bool:
        return len(self._rows.get(action, ())) < SHOWN

    def as_dict(self) -> dict[str, list[list[Any]]]:
        """To be kept: [row, name, [[column, before, after]]] for each kind of row."""
        return self._rows


def _plainly(value: Any) -> Any:
    """A value as it can be kept."""
    if value is None or isinstance(value, bool):
        return value
    return value.isoformat() if isinstance(value, date) else shortened(str(value))
