"""The curve as data: its points, and what happens along it. Everything is in dollars a year of pay and of what is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from konbit_rules.screening import Missing


@dataclass(frozen=True, slots=True)
class Point:
    """What is left at a yearly pay of the earner, and the parts it is made of.

    Where a fact that matters was not told, `left` is the least and `highest` the most it could be, without parts.
    """

    earnings: float
    left: float
    highest: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Drop:
    """A place where a little more pay leaves the family with less.

    `start` is the last pay before the drop, to the cent. `regained_at` is the first whole dollar of pay at which the
    family has again at least what it had at `start`; None where that lies beyond the curve. Where every cent of a dollar
    loses its part, the drop goes over that whole dollar.
    """

    start: float
    before: float
    after: float
    loss: float
    driver: str
    others: tuple[str, ...]
    regained_at: float | None
    bites: str
    bites_cites: str
    over_floor: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of pay in which the family has less than at its start, by $500 a year or more at its worst.

    One large drop makes a zone, and so do many small ones that no raise between them makes good. `loss` is the most that
    is lost, at `lowest_at`; `driver` is the program that takes most of it. `drops` says how many drops lie in it.
    """

    start: float
    end: float | None
    loss: float
    lowest_at: float
    driver: str
    others: tuple[str, ...]
    bites: str
    bites_cites: str
    drops: int


@dataclass(frozen=True, slots=True)
class Plateau:
    """A stretch of pay, outside all zones, of which the family keeps a fifth or less."""

    start: float
    end: float
    kept: float  # of each dollar


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """Where a person's health coverage ends or begins; coverage is not counted in dollars.

    `at` is the last pay before the change, to the cent. `instead` is another coverage that the person may have from there.
    """

    program: str
    person: str
    at: float
    ends: bool
    instead: str = ""


@dataclass(frozen=True, slots=True)
class ToldOtherwise:
    """Help that the family told it receives, of which the law works out another amount at today's pay, or none.

    The curve counts what is worked out. Amounts are dollars a month; `told` is None where no amount was told.
    """

    program: str
    person: str | None
    told: float | None
    worked_out: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """What is left over a range of yearly pay. `here` is the family today. `missing` are the facts that leave a band.

    Along the curve the earner works the same hours of a week, `hours`, for another pay; None where they were not told.
    """

    as_of: date
    law_version: str
    earner: str
    here: Point
    points: tuple[Point, ...]
    drops: tuple[Drop, ...]
    plateaus: tuple[Plateau, ...]
    coverage: tuple[CoverageChange, ...]
    missing: tuple[Missing, ...] = ()
    zones: tuple[Zone, ...] = ()
    told_otherwise: tuple[ToldOtherwise, ...] = ()
    hours: float | None = None

    @property
    def is_band(self) -> bool:
        """Whether facts are missing, so that there is no single line and no drop is told."""
        return bool(self.missing)
