"""What makes a figure complete, when it is stale, and which way a change between two of them goes."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from konbit.results.domain.ladder import months_after

# So many calendar months after the end of its period a figure is stale.
STALE_AFTER = 18


class Move(StrEnum):
    """Which way a value went, measured against the direction wished for."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    # No direction is wished for.
    CHANGED = "changed"


def stale_from(period_end: date) -> date:
    """The first day on which a figure for a period that ended then is stale."""
    return months_after(period_end + timedelta(days=1), STALE_AFTER)


def is_stale(period_end: date, today: date) -> bool:
    """Whether more than 18 calendar months have passed since the period's end."""
    return today >= stale_from(period_end)


def move(direction: str, before: Decimal, after: Decimal) -> Move:
    """Which way the value went. A rank has the direction "down": lower is better."""
    if before == after:
        return Move.SAME
    if direction == "none":
        return Move.CHANGED
    return Move.BETTER if (after > before) == (direction == "up") else Move.WORSE


def still_to_go(direction: str, goal: Decimal, latest: Decimal) -> Decimal:
    """How far the latest value is from the goal; zero once it is reached."""
    if direction == "none":
        return abs(goal - latest)
    return max(goal - latest if direction == "up" else latest - goal, Decimal(0))


def missing_in(
    *,
    value: Decimal | None,
    period_start: date | None,
    period_end: date | None,
    place: str,
    source: str,
    retrieved_on: date | None,
    unit: str,
    population: str,
) -> tuple[str, ...]:
    """What keeps a figure from being published, by name; nothing when it is complete."""
    there = {
        "value": value is not None,
        "unit": bool(unit.strip()),
        "period": period_start is not None and period_end is not None,
        "place": bool(place.strip()),
        "population": bool(population.strip()),
        "source": bool(source.strip()),
        "retrieved_on": retrieved_on is not None,
    }
    return tuple(name for name, is_there in there.items() if not is_there)
