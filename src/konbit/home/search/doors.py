"""Who may find what: each record stands behind doors, and each person holds keys. The database compares both.

A door is a plain word in the index: what it opens to, then the id of the group or member. The room's own policy is asked
again for every hit that is shown, so a door may be too narrow for a moment, and never lets anybody in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from konbit.foundation.actor import Actor
from konbit.meetings.policies import may_see_private
from konbit.network.models import Group
from konbit.network.queries import groups_of, network_of


def to_all_who_see(group_id: UUID) -> str:
    """Whoever may open the group's public pages: everybody, where it shows its results; else its members."""
    return f"open{group_id.hex}"


def to_members(group_id: UUID) -> str:
    return f"group{group_id.hex}"


def to_private_members(group_id: UUID) -> str:
    """Members who see what is private to members."""
    return f"private{group_id.hex}"


def to_network(network_id: UUID) -> str:
    """The members of any group of the network."""
    return f"network{network_id.hex}"


def to_owner(member_id: UUID) -> str:
    """Whoever holds this seat or role."""
    return f"owner{member_id.hex}"


def of_kind(code: str) -> str:
    """Not for a person: lets a search ask for one kind alone."""
    return "kind" + code.replace("_", "")


@dataclass(frozen=True)
class Seeker:
    """Somebody who looks for something, with the groups they belong to."""

    by: Actor

    @cached_property
    def groups(self) -> list[Group]:
        return groups_of(self.by)

    @cached_property
    def in_networks(self) -> dict[UUID, Group]:
        """For each network of the person, one of their groups in it: where its common pages open to them."""
        found: dict[UUID, Group] = {}
        for group in self.groups:
            network = network_of(group)
            # The network itself, where they belong to it.
            if network.pk not in found or group.pk == network.pk:
                found[network.pk] = group
        return found

    @cached_property
    def keys(self) -> list[str]:
        """Every door that opens to this person."""
        return sorted(set(self._keys()))

    def _keys(self) -> Iterator[str]:
        for group_id in Group.objects.filter(results_are_public=True).values_list("pk", flat=True):
            yield to_all_who_see(group_id)
        for group in self.groups:
            yield to_all_who_see(group.pk)
            yield to_members(group.pk)
            if may_see_private(self.by, group):
                yield to_private_members(group.pk)
        for network_id in self.in_networks:
            yield to_network(network_id)
        for held in self.by.memberships:
            yield to_owner(held.id)

    def is_in_network(self, network: Any) -> bool:
        return network.pk in self.in_networks
