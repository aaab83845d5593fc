"""Who acts: a frozen value, built once per request, handed down as `by`. Lower rooms read it and never look it up."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Membership:
    """One seat held, or one role held, in one group."""

    group_id: UUID
    kind: str  # "seat" or "role"
    id: UUID
    role: str
    votes: bool = False
    organization_id: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """A person (or nobody) with the seats and roles held today, and the channel through which the act came."""

    person_id: UUID | None = None
    is_operator: bool = False
    memberships: tuple[Membership, ...] = ()
    channel: str = "page"  # page, link, email, api, command, system

    def in_group(self, group_id: UUID) -> bool:
        """Whether the person holds a seat or a role in the group."""
        return any(held.group_id == group_id for held in self.memberships)

    def has_role(self, group_id: UUID, *roles: str) -> bool:
        """Whether the person acts in one of these roles in the group."""
        return any(held.group_id == group_id and held.role in roles for held in self.memberships)

    def holds(self, membership_id: UUID | None) -> bool:
        """Whether the person holds this very seat or role."""
        return membership_id is not None and any(held.id == membership_id for held in self.memberships)

    def in_this_group(self, group_id: UUID | None) -> tuple[Membership, ...]:
        """The seats and roles the person holds in the group, seats first."""
        mine = [held for held in self.memberships if held.group_id == group_id]
        return tuple(sorted(mine, key=lambda held: (held.kind != "seat", held.role)))


NOBODY = Actor()
SYSTEM = Actor(channel="system")


def shell_operator() -> Actor:
    """The person at the command line of the machine: an operator, without a name we could know."""
    return Actor(is_operator=True, channel="command")
