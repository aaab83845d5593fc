"""A grantee's first six months: relationship entries count as work done, and outputs are asked for from month 7 on.

Months are calendar months from the first day of the award; where a month has no such day, its last one.
"""

from datetime import date, timedelta

from konbit.results.domain.ladder import months_after

FIRST_MONTHS = 6
RELATIONSHIP = "relationship"


def month_begins(starts_on: date, number: int) -> date:
    """The first day of month 1, 2, 3 ... of an award."""
    return months_after(starts_on, number - 1)


def month_ends(starts_on: date, number: int) -> date:
    """The last day of month 1, 2, 3 ... of an award."""
    return month_begins(starts_on, number + 1) - timedelta(days=1)


def month_of(starts_on: date, day: date) -> int:
    """In which month of the award this day lies, from 1; 0 before it starts."""
    if day < starts_on:
        return 0
    whole = (day.year - starts_on.year) * 12 + day.month - starts_on.month
    # This month's day may still be ahead.
    return whole + 1 if day >= months_after(starts_on, whole) else whole


def outputs_are_asked_for(month: int, outputs: int) -> bool:
    """After the first months an award without an output is asked for one; before that, never."""
    return month > FIRST_MONTHS and outputs == 0
