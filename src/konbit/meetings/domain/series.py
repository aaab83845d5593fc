"""The series of a group's meetings: an interval in days, never "monthly"; and whether the rhythm broke."""

from collections.abc import Sequence
from datetime import date, timedelta


def series(first: date, interval: int, until: date) -> list[date]:
    """The days of a series: `first` and every `interval` days (at least 1), up to and with `until`."""
    count = (until - first).days // interval + 1
    return [first + timedelta(days=interval * number) for number in range(max(0, count))]


def broken_since(held: Sequence[date], longest: int, today: date | None = None) -> date | None:
    """The last meeting held before a gap of more than `longest` days, or None where the rhythm holds.

    `held` are the days of held meetings in order. With `today`, the time since the last one counts as a gap too. The
    newest gap is answered.
    """
    days = [*held, *([today] if today is not None and held else [])]
    gaps = [
        before for before, after in zip(days, days[1:], strict=False) if (after - before).days > longest
    ]
    return gaps[-1] if gaps else None
