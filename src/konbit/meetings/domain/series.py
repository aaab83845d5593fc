"""The series of a group's meetings: an interval in days, never "monthly"; and whether the rhythm broke."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise


def series(first: date, interval: int, until: date) -> list[date]:
    """The days of a series: `first` and every `interval` days (at least 1), up to and with `until`."""
    count = (until - first).days // interval + 1
    return [first + timedelta(days=interval * number) for number in range(max(0, count))]


def following(staying: Sequence[date], interval: int, until: date, *, at_least: int = 0) -> list[date]:
    """The free days of a series whose meetings on `staying` (at least one) stay where they are, in order.

    They follow the first of these every `interval` days (at least 1), and go on from each later one. None falls onto
    one that stays, nor nearer before it than half an interval. They end with `until`, but there are `at_least` so many.
    """
    first, *rest = sorted(set(staying))
    found: list[date] = []
    day = first + timedelta(days=interval)
    while day <= until or len(found) < at_least:
        if rest and (rest[0] - day).days * 2 < interval:
            day = rest.pop(0)
        else:
            found.append(day)
        day += timedelta(days=interval)
    return found


def broken_since(held: Sequence[date], longest: int, today: date | None = None) -> date | None:
    """The last meeting held before a gap of more than `longest` days, or None where the rhythm holds.

    `held` are the days of held meetings in order. With `today`, the time since the last one counts as a gap too. The
    newest gap is answered.
    """
    days = [*held, *([today] if today is not None and held else [])]
    gaps = [before for before, after in pairwise(days) if (after - before).days > longest]
    return gaps[-1] if gaps else None
