"""The road map: calendar periods of 3, 6 or 12 months, and how far a result lies behind its plan (network.md, (c) 8).

A plan is the last day of its period. Where a network chooses longer or shorter periods later, a plan stands in the
period that holds its day.
"""

import calendar
from dataclasses import dataclass
from datetime import date

from konbit.results.domain.ladder import DROPPED, REACHED

MONTHS = (3, 6, 12)
# So far ahead a result can be planned.
YEARS_AHEAD = 5


@dataclass(frozen=True, order=True)
class Period:
    """Some months of one calendar year: quarter 3 of 2026, the second half of 2026, the year 2026."""

    year: int
    number: int
    months: int

    @property
    def ends_on(self) -> date:
        month = self.number * self.months
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def index(self) -> int:
        """Which period it is, counted from the first of the calendar: neighbors differ by one."""
        return self.year * (12 // self.months) + self.number - 1


def period_of(day: date, months: int) -> Period:
    """The period that holds this day."""
    return Period(day.year, (day.month - 1) // months + 1, months)


def periods_from(day: date, months: int) -> list[Period]:
    """The periods that a result can be planned for on this day: the one that runs, and those of the years ahead."""
    first = period_of(day, months)
    per_year = 12 // months
    indices = range(first.index, first.index + YEARS_AHEAD * per_year + 1)
    return [Period(index // per_year, index % per_year + 1, months) for index in indices]


def periods_between(earlier: date, later: date, months: int) -> int:
    """How many whole periods one day lies after another; below zero where it lies before it."""
    return period_of(later, months).index - period_of(earlier, months).index


def is_open(rung: str) -> bool:
    """Whether the result is still on its way: neither reached nor dropped."""
    return rung not in REACHED and rung != DROPPED


def drift(planned_until: date | None, rung: str, today: date, months: int) -> int:
    """How many whole periods a result lies behind its plan: by so many its plan would have to move to hold again.

    Zero while the planned period runs or lies ahead, and for what is reached, dropped or not planned.
    """
    if planned_until is None or not is_open(rung):
        return 0
    return max(0, periods_between(planned_until, today, months))


def moved(first_planned_until: date | None, planned_until: date | None, months: int) -> int:
    """How many whole periods the plan itself moved since the first one; below zero where it moved to an earlier one."""
    if first_planned_until is None or planned_until is None:
        return 0
    return periods_between(first_planned_until, planned_until, months)
