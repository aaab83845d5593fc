"""The run sheet: when each timed item begins, and whether the minutes fit the meeting."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def begins(start: datetime, minutes: Sequence[int]) -> list[datetime]:
    """The moment at which each item begins, in the order given; untimed items take none."""
    moments, passed = [], 0
    for length in minutes:
        moments.append(start + timedelta(minutes=passed))
        passed += length
    return moments


def minutes_over(minutes: Sequence[int], length: int) -> int:
    """By how many minutes the items are longer than the meeting; 0 when they fit."""
    return max(0, sum(minutes) - length)
