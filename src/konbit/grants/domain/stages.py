"""The way of a pursuit of funding: its stages in their order, the days each took, and the middle of several."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

WAY = ("found", "deciding", "writing", "applied")
# From here the one who pursues no longer acts: the giver says which of the first two it is.
ENDS_OF_APPLIED = ("awarded", "declined")
DROPPED = "dropped"


@dataclass(frozen=True)
class Span:
    """A stage from the day it opened to the day it closed; open still where it has none."""

    stage: str
    opened_on: date
    closed_on: date | None = None


def ways_on(stage: str) -> tuple[str, ...]:
    """What may follow this stage: the next one, or dropping it. Nothing follows an end."""
    if stage not in WAY:
        return ()
    ahead = WAY[WAY.index(stage) + 1 :]
    return (*(ahead[:1] or ENDS_OF_APPLIED), DROPPED)


def is_an_end(stage: str) -> bool:
    return stage not in WAY


def days_of(span: Span, today: date) -> int:
    """How many days the stage took, or has taken by today."""
    return ((span.closed_on or today) - span.opened_on).days


def middle(days: Sequence[int]) -> float:
    """The median: as many took longer as took less; of an even number, halfway between the two in the middle."""
    found = statistics.median(days)
    return int(found) if found == int(found) else found


def closes_before_it_opened(span: Span) -> bool:
    return span.closed_on is not None and span.closed_on < span.opened_on


def are_in_order(spans: Sequence[Span]) -> bool:
    """Whether no stage opens before the one ahead of it has closed."""
    return all(
        one.closed_on is not None and one.closed_on <= after.opened_on for one, after in pairwise(spans)
    )
