"""Groups nest. A group can be neither its own ancestor nor inside one of its own groups."""

from collections.abc import Mapping
from uuid import UUID


def ancestors(group: UUID, parent_of: Mapping[UUID, UUID | None]) -> list[UUID]:
    """The groups above, nearest first. A chain that runs into itself ends where it repeats."""
    above: list[UUID] = []
    parent = parent_of.get(group)
    while parent is not None and parent not in above and parent != group:
        above.append(parent)
        parent = parent_of.get(parent)
    return above


def would_be_own_ancestor(group: UUID, new_parent: UUID, parent_of: Mapping[UUID, UUID | None]) -> bool:
    """Whether placing `group` under `new_parent` would make it one of its own ancestors."""
    return new_parent == group or group in ancestors(new_parent, parent_of)
