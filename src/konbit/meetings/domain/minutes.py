"""Minutes for a draft agenda: they fit the meeting, first things first."""

from collections.abc import Sequence

LEAST = 2


def fitting(wished: Sequence[int], length: int) -> list[int]:
    """The minutes of each item, in the agenda's order, so that they fit into `length` minutes.

    Fitting wishes stay. Otherwise all shrink alike, to no less than two minutes; what still does not fit gets none, the
    last items first.
    """
    total = sum(wished)
    if total <= length:
        return list(wished)
    found = [max(LEAST, minutes * length // total) if minutes else 0 for minutes in wished]
    over = sum(found) - length
    for place in reversed(range(len(found))):
        if over <= 0:
            break
        over -= found[place]
        found[place] = 0
    return found
