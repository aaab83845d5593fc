"""Pilots of a network, and those about which its next meeting decides."""

from datetime import date
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When

from konbit.foundation.refusals import NotFound
from konbit.network.models import Group
from konbit.results import words
from konbit.results.models import Pilot, Result

RUNNING_FIRST = Case(
    When(state="running", then=Value(0)), When(state="planned", then=Value(1)), default=Value(2)
)


def pilots_of(network: Group) -> QuerySet[Pilot]:
    """The network's pilots: those that run first, then planned ones, then closed ones, by the day of their decision."""
    return network.pilots.select_related("result__priority").order_by(RUNNING_FIRST, "decide_on", "name")


def pilot_in(network: Group, pilot_id: UUID) -> Pilot:
    """A pilot of this network.

    Raises:
        NotFound: it is none of this network.
    """
    found = (
        network.pilots.select_related(
            "network",
            "result__priority",
            "owner__seat__organization",
            "owner__seat__community",
            "owner__role_holding__person",
        )
        .filter(pk=pilot_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def pilots_to_decide(network: Group, day: date) -> list[Pilot]:
    """Running pilots about which a meeting on this day decides: their day has come."""
    due = network.pilots.filter(state="running", decide_on__lte=day)
    return list(due.order_by("decide_on", "name"))


def pilots_for(result: Result) -> QuerySet[Pilot]:
    """The pilots that belong to a result."""
    return result.pilots.order_by(RUNNING_FIRST, "decide_on", "name")


def missing_of(pilot: Pilot) -> list[str]:
    """What a pilot still needs before it can start, in words."""
    return [str(name) for part, name in words.PILOT_PARTS.items() if not getattr(pilot, part)]
