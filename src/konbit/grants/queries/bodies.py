"""Organizations as parties to money: who gives, who receives, and which rows mean the same body."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.grants.models import Award
from konbit.network.models import Group, Holder, Organization, RoleHolding, Seat
from konbit.network.queries import network_of


def is_of(organization: Organization | None, other: Organization) -> bool:
    """Whether both are one body: the same row, or a double that was merged into it."""
    if organization is None:
        return False
    rows = ({one.pk, one.merged_into_id or one.pk} for one in (organization, other))
    return not set.isdisjoint(*rows)


def same_as(organization: Organization) -> list[UUID]:
    """The organization, and the doubles that were merged into it."""
    return [organization.pk, *organization.doubles.values_list("pk", flat=True)]


def is_within(network: Group, group: Group) -> bool:
    """Whether the group is the network or one inside it."""
    return network_of(group).pk == network.pk


def groups_within(network: Group) -> list[UUID]:
    """The network and every group inside it."""
    found = level = [network.pk]
    while level := list(Group.objects.filter(parent__in=level).values_list("pk", flat=True)):
        found = [*found, *level]
    return found


def _giving(network: Group) -> Q:
    """Who gives money in this network: it awarded some, or sits or acts there as a funder."""
    inside = groups_within(network)
    return (
        Q(pk__in=Award.objects.filter(network=network).values("funder"))
        | Q(seats__role="funder", seats__closed_on=None, seats__group__in=inside)
        | Q(roles__role="funder", roles__until=None, roles__group__in=inside)
    )


def is_funder(network: Group, organization: Organization) -> bool:
    """Whether this organization gives money in the network."""
    return network.organizations.filter(_giving(network), pk=organization.pk).exists()


def parties_of(network: Group) -> list[Organization]:
    """Every organization that gives or receives money in the network, by name."""
    receives = Q(pk__in=Award.objects.filter(network=network).values("recipient"))
    found = network.organizations.filter(_giving(network) | receives, merged_into=None)
    return list(found.distinct().order_by("name"))


def funders_of(network: Group) -> list[Organization]:
    """Every organization that gives money in the network, by name."""
    found = network.organizations.filter(_giving(network), merged_into=None)
    return list(found.distinct().order_by("name"))


def bodies_with_people(network: Group, today: date) -> set[UUID]:
    """Organizations for which somebody sits or acts in the network or in a group inside it: these can answer."""
    inside, stays = groups_within(network), Q(until=None) | Q(until__gt=today)
    held = Holder.objects.filter(stays, seat__closed_on=None, seat__group__in=inside)
    acting = RoleHolding.objects.filter(stays, group__in=inside)
    sides = held.values_list("seat__organization", flat=True), acting.values_list("organization", flat=True)
    return {one for side in sides for one in side if one is not None}


def can_answer(network: Group, organization: Organization, today: date) -> bool:
    """Whether somebody sits or acts in the network for this organization."""
    same = {organization.pk, organization.merged_into_id} - {None}
    return not same.isdisjoint(bodies_with_people(network, today))


def seats_for_asking(by: Actor, network: Group, funder: Organization) -> list[Seat]:
    """The seats that the person holds in the network, or in a group inside it, of other organizations than the funder's."""
    held = [one.id for one in by.memberships if one.kind == "seat"]
    return [seat for seat in _seats(network).filter(member__in=held) if not is_of(seat.organization, funder)]


def seats_at(network: Group, organization: Organization) -> list[Seat]:
    """The seats that this organization has in the network or in a group inside it."""
    return list(_seats(network).filter(organization__in=same_as(organization)))


def _seats(network: Group) -> QuerySet[Seat]:
    return (
        Seat.objects.filter(group__in=groups_within(network), closed_on=None)
        .select_related("organization", "community", "group", "member")
        .order_by("group__name", "pk")
    )
