"""How the money of awards runs from who gave it, over who passes it on, to the places it is meant for.

Every cent is followed once: what an award passes on is followed in the awards under it, and what it keeps goes to its own
places. So each step of the way holds the same sum.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from konbit.foundation.money import split_by

# Steps of recipients that are told apart; what is passed on further stays with the last of them.
MOST_STEPS = 3


class Stop(StrEnum):
    """Where money stands that reached nobody further, and no place."""

    NOT_PASSED_ON = "not passed on"
    NO_PLACE = "no place"


@dataclass(frozen=True)
class Grant:
    """One award as far as its money matters. Names are keys of organizations and communities."""

    key: str
    parent: str | None
    funder: str
    recipient: str
    cents: int
    places: Mapping[str, int | None]


# A stop on the way: at which step, and who or what stands there.
Point = tuple[int, str]
Flows = dict[tuple[Point, Point], int]


def run_of(grants: Iterable[Grant]) -> tuple[int, Flows]:
    """How many steps the way has, places last, and how much runs between each two points of neighboring steps."""
    known = {grant.key: grant for grant in grants}
    children = defaultdict(list)
    for grant in known.values():
        if grant.parent in known:
            children[grant.parent].append(grant)
    ways = {grant.key: _way(grant, known)[: 1 + MOST_STEPS] for grant in known.values()}
    last = max(map(len, ways.values()), default=0)
    flows: Flows = defaultdict(int)
    for grant in known.values():
        way = ways[grant.key]
        way = [*way, *[Stop.NOT_PASSED_ON] * (last - len(way))]
        for place, cents in kept_by_place(grant, children[grant.key]).items():
            points = list(enumerate([*way, place]))
            for before, after in pairwise(points):
                flows[before, after] += cents
    return last + 1, dict(flows)


def _way(grant: Grant, known: Mapping[str, Grant]) -> list[str]:
    """Who gave the money first, then everybody who received it, down to this award's recipient."""
    above = known.get(grant.parent) if grant.parent else None
    return [*_way(above, known), grant.recipient] if above else [grant.funder, grant.recipient]


def kept_by_place(grant: Grant, children: Sequence[Grant]) -> dict[str, int]:
    """What the award does not pass on, by the place it is meant for; what names none stands under `NO_PLACE`.

    Of the amount named for a place, the amounts that awards under it name for the same place are passed on.
    """
    kept = max(0, grant.cents - sum(child.cents for child in children))
    named = {
        place: max(0, (cents or 0) - sum(child.places.get(place) or 0 for child in children))
        for place, cents in grant.places.items()
    }
    if (wanted := sum(named.values())) > kept:
        named = dict(zip(named, split_by(kept, list(named.values())), strict=True))
    else:
        named[Stop.NO_PLACE] = kept - wanted
    return {place: cents for place, cents in named.items() if cents}
