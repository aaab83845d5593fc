"""Who works with whom outside the meetings, who offers or looks for what, and what members must learn or be lent."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.network import policies
from konbit.network.models import Collaboration, Group, Offer, Organization, Seat, SupportNeed
from konbit.network.queries.groups import groups_of, network_of

# --- collaborations ---


def standing_organization(organization: Organization) -> Organization:
    """The organization itself; where it is a merged double, the one that stayed."""
    while organization.merged_into is not None:
        organization = organization.merged_into
    return organization


@dataclass(frozen=True)
class Edge:
    """One logged collaboration as a line of the map's record layer, between two organizations that stand."""

    collaboration: Collaboration
    one: Organization
    other: Organization


def collaborations_of(network: Group) -> QuerySet[Collaboration]:
    """Everything that was logged and not taken back, the latest beginning first."""
    return network.collaborations.filter(withdrawn_at=None).select_related(
        "one__merged_into", "other__merged_into", "network"
    )


def collaboration_in(group: Group, collaboration_id: UUID) -> Collaboration:
    """A collaboration of the group's network, taken back or not.

    Raises:
        NotFound: it is none of this network.
    """
    found = network_of(group).collaborations.select_related("one", "other", "network")
    there = found.filter(pk=collaboration_id).first()
    if there is None:
        raise NotFound
    return there


def edges_of(network: Group, day: date) -> list[Edge]:
    """The record layer of the map: one edge for each collaboration that stands on this day. What a merge made one with
    itself is no edge."""
    standing = (
        collaborations_of(network).filter(began_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))
    )
    edges = (
        Edge(each, standing_organization(each.one), standing_organization(each.other)) for each in standing
    )
    return [edge for edge in edges if edge.one.pk != edge.other.pk]


@dataclass(frozen=True)
class Collaborating:
    """How many of the network's seats collaborate with at least one other organization."""

    seats: int
    of: int


def collaborating_seats(network: Group, day: date) -> Collaborating:
    """Recomputed from the log: seats of organizations in the network that have at least one edge, of all such seats."""
    connected = {end.pk for edge in edges_of(network, day) for end in (edge.one, edge.other)}
    seats = Seat.objects.filter(group=network, organization__isnull=False, opened_on__lte=day).filter(
        Q(closed_on=None) | Q(closed_on__gt=day)
    )
    ids = [
        standing_organization(seat.organization).pk
        for seat in seats.select_related("organization__merged_into")
    ]
    return Collaborating(sum(one in connected for one in ids), len(ids))


# --- offers and asks ---


def folded(text: str) -> str:
    """The text without accents and capitals, as it is searched for."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def offers_of(
    network: Group,
    day: date,
    *,
    is_ask: bool = False,
    kind: str = "",
    community_id: str = "",
    said: str = "",
) -> list[Offer]:
    """Live offers (or asks): not taken back, begun, and not past their last day; narrowed by what is wanted.

    One that names no community stands everywhere, so it answers for each.
    """
    live = network.offers.filter(withdrawn_at=None, is_ask=is_ask, since__lte=day).filter(
        Q(until=None) | Q(until__gte=day)
    )
    if kind:
        live = live.filter(kind=kind)
    if community_id:
        live = live.filter(Q(communities=None) | Q(communities=community_id))
    found = live.select_related("organization__merged_into").prefetch_related("communities").distinct()
    wanted = folded(said).split()
    return [
        each
        for each in found
        if all(word in folded(f"{each.what} {each.organization.name}") for word in wanted)
    ]


def offer_in(group: Group, offer_id: UUID) -> Offer:
    """An offer or ask of the group's network, taken back or not.

    Raises:
        NotFound: it is none of this network.
    """
    found = network_of(group).offers.select_related("organization", "network").filter(pk=offer_id).first()
    if found is None:
        raise NotFound
    return found


# --- capacity ---


def needs_of(by: Actor, network: Group) -> list[SupportNeed]:
    """Every support need of the network and of its groups that the person may see, once each, open ones first."""
    groups = {group.pk for group in groups_of(by) if network_of(group).pk == network.pk}
    found = SupportNeed.objects.filter(group__in=groups, withdrawn_at=None).select_related(
        "group", "organization", "asked_of", "given_by"
    )
    return sorted(found, key=lambda need: (not need.is_open, need.needed_on, need.written_at))


@dataclass(frozen=True)
class NeedsOf:
    """Needs under one heading: a group's name or an organization's."""

    name: str
    needs: tuple[SupportNeed, ...]


def needs_by_group(needs: Iterable[SupportNeed]) -> list[NeedsOf]:
    """The same needs, each once, under the group that wrote them down."""
    return _under((need.group.name, need) for need in needs)


def needs_by_organization(needs: Iterable[SupportNeed], own: str) -> list[NeedsOf]:
    """The same needs, each once, under the organization they are about; `own` heads a group's own needs."""
    return _under((need.organization.name if need.organization else own, need) for need in needs)


def _under(named: Iterable[tuple[str, SupportNeed]]) -> list[NeedsOf]:
    found: dict[str, list[SupportNeed]] = {}
    for name, need in named:
        found.setdefault(name, []).append(need)
    return [NeedsOf(name, tuple(needs)) for name, needs in sorted(found.items())]


def need_in(by: Actor, group: Group, need_id: UUID) -> SupportNeed:
    """A support need of the group's network that the person may see.

    Raises:
        NotFound: there is none.
    """
    found = (
        SupportNeed.objects.select_related("group__parent", "organization", "asked_of", "given_by")
        .filter(pk=need_id, withdrawn_at=None)
        .first()
    )
    if found is None or network_of(found.group).pk != network_of(group).pk:
        raise NotFound
    if not policies.may_see_group(by, found.group):
        raise NotFound
    return found


def organizations_spoken_for(by: Actor, network: Group, found: Iterable[Organization]) -> list[Organization]:
    """Those of these organizations for which the person may speak."""
    return [one for one in found if policies.may_speak_for(by, network, one)]
