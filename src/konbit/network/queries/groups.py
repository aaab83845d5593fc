"""Groups as pages ask for them: by address, those of a person, and how they nest."""

from django.db.models import QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.network import policies
from konbit.network.models import Group


def group_for(by: Actor, address: str) -> Group:
    """The group at this address, for one of its members.

    Raises:
        NotFound: there is none, or the person is no member. Both look the same.
    """
    group = Group.objects.filter(address=address).first()
    if group is None or not policies.may_see_group(by, group):
        raise NotFound
    return group


def public_group(by: Actor, address: str) -> Group:
    """The group at this address, for everybody if it shows its results, else for its members.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    group = Group.objects.filter(address=address).first()
    if group is None or not policies.may_see_group_publicly(by, group):
        raise NotFound
    return group


def group_by_address(address: str) -> Group | None:
    """The group at this address, for the command line and the loader of examples: nobody's rights are asked."""
    return Group.objects.filter(address=address).first()


def groups_of(by: Actor) -> list[Group]:
    """The groups in which the person holds a seat or a role."""
    ids = {held.group_id for held in by.memberships}
    return list(Group.objects.filter(pk__in=ids).select_related("parent").order_by("name"))


def networks() -> QuerySet[Group]:
    """Every network of the installation: name and kind only, for the operator's page."""
    return Group.objects.filter(parent=None).order_by("founded_at")


def public_networks() -> QuerySet[Group]:
    """Networks that show their results to everybody."""
    return networks().filter(results_are_public=True)


def network_of(group: Group) -> Group:
    """The topmost group above."""
    while group.parent is not None:
        group = group.parent
    return group


def is_inside(by: Actor, network: Group) -> bool:
    """Whether the person is a member of the network or of any group inside it."""
    return by.in_group(network.pk) or any(network_of(group).pk == network.pk for group in groups_of(by))


def subgroups_for(by: Actor, group: Group) -> list[Group]:
    """The groups directly inside that the person may see."""
    return [inside for inside in group.subgroups.order_by("name") if policies.may_see_group(by, inside)]
