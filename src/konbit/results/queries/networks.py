"""The network at an address: what this room keeps belongs to whole networks, never to a group inside one."""

from uuid import UUID

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.network.models import Group, Organization
from konbit.network.queries import group_for, organization_in, organizations_of, public_group


def public_network(by: Actor, address: str) -> Group:
    """The network at this address, for whoever may see its register.

    Raises:
        NotFound: there is none, it is a group inside one, or the person may not know of it.
    """
    return _topmost(public_group(by, address))


def network_for(by: Actor, address: str) -> Group:
    """The network at this address, for one of its members.

    Raises:
        NotFound: there is none, it is a group inside one, or the person is no member.
    """
    return _topmost(group_for(by, address))


def _topmost(group: Group) -> Group:
    if group.parent_id is not None:
        raise NotFound
    return group


def organization_choices(network: Group) -> list[tuple[str, str]]:
    """The network's organizations, for a form."""
    return [(str(one.pk), one.name) for one in organizations_of(network)]


def chosen_organization(network: Group, typed: str) -> Organization | None:
    """The organization that was chosen in a form; None where none was."""
    return organization_of(network, UUID(typed) if typed else None)


def organization_of(network: Group, organization_id: UUID | None) -> Organization | None:
    """The network's organization of this id; None where none is named."""
    return organization_in(network, organization_id) if organization_id else None
