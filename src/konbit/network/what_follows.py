"""What follows from a group's settings in the rooms above: told before they are saved, and beside them afterwards.

    @foretells_moves
    def moves(group: Group, at: datetime) -> list[Move]: ...

    @names_holidays
    def on_holidays(group: Group, at: datetime) -> list[OnHoliday]: ...

`group` holds the settings in question, saved or not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from konbit.network.models import Group


@dataclass(frozen=True)
class Move:
    """A planned meeting that these settings move from one day to another."""

    meeting_id: UUID
    before: date
    after: date


@dataclass(frozen=True)
class OnHoliday:
    """A planned meeting on a holiday of its group: its page, and the page where it can be moved."""

    day: date
    page: str
    move_page: str


Moves = Callable[[Group, datetime], list[Move]]
OnHolidays = Callable[[Group, datetime], list[OnHoliday]]
_moves: list[Moves] = []
_holidays: list[OnHolidays] = []


def foretells_moves(told: Moves) -> Moves:
    """Register who can tell what settings would move."""
    _moves.append(told)
    return told


def names_holidays(told: OnHolidays) -> OnHolidays:
    """Register who can tell what stands on a holiday."""
    _holidays.append(told)
    return told


def moves_by(group: Group, at: datetime) -> list[Move]:
    """Every planned meeting that moves by the settings this group holds, by its day."""
    return sorted((one for told in _moves for one in told(group, at)), key=lambda one: one.before)


def on_holidays(group: Group, at: datetime) -> list[OnHoliday]:
    """Every planned meeting on a holiday of this group, by its day."""
    return sorted((one for told in _holidays for one in told(group, at)), key=lambda one: one.day)


def mark_of(moves: list[Move]) -> str:
    """What a person sends who agreed to exactly these moves."""
    return sha256(repr([(str(one.meeting_id), one.before, one.after) for one in moves]).encode()).hexdigest()
