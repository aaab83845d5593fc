"""Who looks after which community on which day, and the dated plans by which that changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from konbit.foundation.refusals import NotFound
from konbit.grants.domain.handing_over import Span, who_on
from konbit.grants.models import Award, RelationOwner, Transition, TransitionTask
from konbit.grants.queries.bodies import is_of
from konbit.network.models import Community, Group, Organization


def relation_owner_on(community: Community, day: date) -> Organization | None:
    """The organization that looks after this community on this day; None where nobody is named."""
    return who_on(_spans(community.relation_owners.select_related("organization")), day)


def _spans(rows: Iterable[RelationOwner]) -> list[Span[Organization]]:
    return [Span(row.organization, row.since, row.until) for row in rows]


def report_owed_to(award: Award, period_from: date) -> Organization:
    """To whom a report about a period that begins on this day is owed.

    The funder of the award; but where the funder itself looked after every community that the award serves, and handed
    all of them over to one and the same organization, that one from the day of the hand-over. Nobody reports to itself:
    what a recipient took over it reports about to the funder.
    """
    keepers = {
        place.community_id: _spans(place.community.relation_owners.all())
        for place in award.places.select_related("community").prefetch_related(
            "community__relation_owners__organization"
        )
    }
    looked_after = [any(span.who == award.funder for span in spans) for spans in keepers.values()]
    then = {who_on(spans, period_from) for spans in keepers.values()}
    keeper = then.pop() if keepers and all(looked_after) and len(then) == 1 else None
    return award.funder if keeper is None or is_of(keeper, award.recipient) else keeper


@dataclass(frozen=True)
class CommunityKept:
    """A community with who looks after it now, and every span of it, the earliest first."""

    community: Community
    now: RelationOwner | None
    spans: list[RelationOwner]

    @property
    def next(self) -> RelationOwner | None:
        """Who takes over on a day that is still to come."""
        after = [span for span in self.spans if self.now is None or span.since == self.now.until]
        return next((span for span in after if span != self.now and span.since is not None), None)


def communities_kept(network: Group, today: date) -> list[CommunityKept]:
    """Every community of the network with its relation owner, by name."""
    found = network.communities.prefetch_related(
        "relation_owners__organization", "relation_owners__transition"
    ).select_related("region")
    return [_kept(one, today) for one in found.order_by("name")]


def _kept(community: Community, today: date) -> CommunityKept:
    spans = list(community.relation_owners.all())
    now = who_on([Span(one, one.since, one.until) for one in spans], today)
    return CommunityKept(community, now, spans)


def community_in(network: Group, community_id: UUID) -> Community:
    """A community of this network.

    Raises:
        NotFound: it is none of this network.
    """
    found = network.communities.filter(pk=community_id).first()
    if found is None:
        raise NotFound
    return found


def transitions_of(network: Group) -> QuerySet[Transition]:
    """The network's plans, the latest first, with their tasks and hand-overs."""
    return network.transitions.prefetch_related("tasks", "hand_overs__organization").order_by("-on", "name")


def transition_in(network: Group, transition_id: UUID) -> Transition:
    """One of the network's plans.

    Raises:
        NotFound: it is none of this network.
    """
    found = network.transitions.select_related("network").filter(pk=transition_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class HandedOver:
    """A community that a plan hands over: from whom, to whom."""

    community: Community
    before: Organization | None
    after: Organization


def handed_over_by(transition: Transition) -> list[HandedOver]:
    """What the plan hands over, by community."""
    rows = transition.hand_overs.select_related("community", "organization").prefetch_related(
        "community__relation_owners__organization"
    )
    return [HandedOver(row.community, _before(row), row.organization) for row in rows]


def _before(row: RelationOwner) -> Organization | None:
    spans = row.community.relation_owners.all()
    return next((one.organization for one in spans if one.until is not None and one.until == row.since), None)


def tasks_of(transition: Transition) -> list[TransitionTask]:
    """Its tasks in their order, with who owns each."""
    return list(transition.tasks.select_related("owner"))


def task_in(network: Group, task_id: UUID) -> TransitionTask:
    """A task of one of this network's plans.

    Raises:
        NotFound: it is none of this network.
    """
    found = (
        TransitionTask.objects.filter(transition__network=network, pk=task_id)
        .select_related("transition__network", "owner")
        .first()
    )
    if found is None:
        raise NotFound
    return found
