"""Activities as pages and reports read them: who did what, when, and under which awards."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants import policies
from konbit.grants.domain.reached import Forest
from konbit.grants.models import Activity, ActivityShare, Award
from konbit.grants.queries.bodies import same_as
from konbit.network.models import Group, Organization

SHOWN_AT_ONCE = 50


def activities_of(
    network: Group, *, award: Award | None = None, organization: Organization | None = None
) -> QuerySet[Activity]:
    """Activities that stand: of the network, of one organization, under one award with everything below it."""
    found = with_origin(network.activities.filter(withdrawn_at=None))
    if organization is not None:
        found = found.filter(organization__in=same_as(organization))
    if award is not None:
        shares = ActivityShare.objects.filter(award__in=awards_under(award))
        found = found.filter(pk__in=shares.values("activity"))
    return found


def with_origin(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """The activities with who did each and under which awards."""
    shares = ActivityShare.objects.select_related("award").order_by("award__code")
    around = activities.select_related("organization", "community", "network")
    return around.prefetch_related(Prefetch("shares", queryset=shares))


def awards_under(award: Award) -> QuerySet[Award]:
    """The award and every one below it, as one condition: a level of the tree adds a comparison and no query."""
    awards = Award.objects.filter(network=award.network_id).order_by()
    forest = Forest(dict(awards.values_list("pk", "parent_id")))
    levels = forest.tiers - forest.depth.get(award.pk, 0)
    below = Q(pk=award.pk)
    for level in range(1, levels):
        below |= Q(**{"__".join(["parent"] * level): award.pk})
    return Award.objects.filter(below)


def activity_in(network: Group, activity_id: UUID) -> Activity:
    """An activity of this network, withdrawn or not.

    Raises:
        NotFound: it is none of this network.
    """
    found = with_origin(network.activities.all()).filter(pk=activity_id).first()
    if found is None:
        raise NotFound
    return found


def award_for_filter(network: Group, code: str) -> Award | None:
    """The award with this code; None where there is none. What no database could look for is no code."""
    if not code.isprintable():
        return None
    return network.awards.select_related("network", "funder__network").filter(code=code).first()


def awards_with_work(organization: Organization) -> list[Award]:
    """Awards that carry or carried this organization's work: received, and awarded."""
    received = Award.objects.filter(recipient__in=same_as(organization), state__in=("active", "completed"))
    return list(received.select_related("network").order_by("code"))


def working_organizations(by: Actor, network: Group) -> list[Organization]:
    """Organizations of the network for which this person may write what they did: those that received an award."""
    received = Award.objects.filter(network=network, state__in=("active", "completed")).values("recipient")
    found = network.organizations.filter(Q(pk__in=received) | Q(doubles__in=received), merged_into=None)
    return [one for one in found.distinct().order_by("name") if policies.may_work_for(by, one)]


def organizations_that_worked(network: Group) -> list[Organization]:
    """Organizations of which an activity stands, by name."""
    worked = network.activities.filter(withdrawn_at=None).order_by().values("organization")
    return list(network.organizations.filter(pk__in=worked).order_by("name"))


ACTIVITY_COLUMNS = (
    "done_on", "organization", "kind", "what", "community", "people", "same_people", "awards", "shares", "label",
)  # fmt: skip


def activity_rows(activities: Iterable[Activity]) -> Iterable[tuple[Any, ...]]:
    """Activities as rows of a file, in the order of ACTIVITY_COLUMNS; awards by their codes, shares in percent."""
    for one in activities:
        shares = list(one.shares.all())
        yield (
            one.done_on,
            one.organization.name,
            one.kind,
            one.what,
            one.community.name if one.community else "",
            one.people,
            one.same_people,
            " ".join(share.award.code for share in shares),
            " ".join(share.percent for share in shares),
            one.label,
        )
