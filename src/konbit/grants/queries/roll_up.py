"""What activities add up to under each award and at each tier, in a number of queries that no tree makes larger."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Aggregate, Case, Count, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import NullIf

from konbit.grants.domain.reached import Entry, Forest, Reached, RolledUp, reached_by
from konbit.grants.domain.reached import roll_up as added_up
from konbit.grants.models import Activity, ActivityShare, Award, Deliverable
from konbit.network.models import Group


@dataclass(frozen=True)
class Done:
    """What stands under one award, or one tier, with everything below: work, people and deliverables."""

    reached: Reached
    deliverables: int = 0
    deliverables_done: int = 0


@dataclass(frozen=True)
class _Planned:
    """How many deliverables are planned, and done: under each award, by its number, and by each tier."""

    under: dict[Hashable, list[int]]
    tiers: list[list[int]]


class RollUp:
    """Every award of a network with everything below it, and every tier."""

    def __init__(self, numbers: dict[Any, int], reached: RolledUp, planned: _Planned) -> None:
        self._numbers, self._reached, self._planned = numbers, reached, planned
        # All awards, then all but those at the top, and so on.
        self.tiers = [Done(one, *planned.tiers[tier]) for tier, one in enumerate(reached.tiers)]

    def under(self, award_id: UUID) -> Done:
        """What stands under this award and everything below it."""
        number = self._numbers[award_id if connection.features.has_native_uuid_field else award_id.hex]
        return Done(self._reached.under[number], *self._planned.under.get(number, (0, 0)))


def roll_up(network: Group) -> RollUp:
    """What every award and every tier of the network adds up to. An activity under two awards, and a list of people that
    several activities name, count once wherever they meet."""
    awards = _as_stored(Award.objects.filter(network=network).order_by().values_list("id", "parent_id"))
    # A number is looked up many times faster than an id.
    numbers = {award: number for number, (award, _above) in enumerate(awards)}
    forest = Forest({numbers[award]: numbers.get(above) for award, above in awards})
    entries = (Entry(numbers[award], *sums) for award, *sums in _as_stored(_entries_of(network)))
    return RollUp(numbers, added_up(forest, entries), _planned_in(network, numbers, forest))


def _planned_in(network: Group, numbers: dict[Any, int], forest: Forest) -> _Planned:
    found = _Planned({}, [[0, 0] for _ in range(forest.tiers)])
    deliverables = Deliverable.objects.filter(award__network=network).order_by().values_list("award_id")
    for award, planned, done in _as_stored(deliverables.annotate(Count("pk"), Count("done_on"))):
        number = numbers[award]
        under = [found.under.setdefault(above, [0, 0]) for above in forest.way_up(number)]
        for both in under + found.tiers[: forest.depth[number] + 1]:
            both[0] += planned
            both[1] += done
    return found


def _entries_of(network: Group) -> QuerySet[ActivityShare, Any]:
    """Activities that stand, added up as far as no two of them may be one: read from one index."""
    shares = ActivityShare.objects.filter(network=network, stands=True).order_by()
    found = shares.values_list("award_id", "together", "people_list")
    return found.annotate(**_sums(Q(is_relationship=True)))


def _as_stored(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """What the database gives, ids as it keeps them: to make an object of each costs more than all the adding up."""
    sql, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def reached_of(activities: QuerySet[Activity]) -> Reached:
    """What these activities add up to."""
    found = activities.values_list("people_list").annotate(**_sums(Q(kind="relationship")))
    return reached_by(Entry(None, None, *row) for row in found.order_by())


def _sums(is_relationship: Q) -> dict[str, Aggregate]:
    """In the order of an entry's numbers."""
    return {
        "entries": Count("*"),
        "relationships": Count(Case(When(is_relationship, then=Value(1)))),
        "people_sum": Sum("people", default=0),
        "counted": Count("people"),
        "reaching": Count(NullIf("people", Value(0))),
        "most": Max("people", default=0),
    }
