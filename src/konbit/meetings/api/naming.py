"""Who is named: nobody, where an item carries no names."""

from typing import Any
from uuid import UUID

from ninja import Schema


class Named(Schema):
    """A member of the group: a seat, or a person with a role."""

    id: UUID
    name: str


def named(item: Any, member: Any) -> Named | None:
    """The member, unless the item carries no person and no organization."""
    return None if member is None or item.is_no_names else Named(id=member.pk, name=member.name)


def person_name(item: Any, person: Any) -> str | None:
    """The person's name, unless the item carries none."""
    return None if person is None or item.is_no_names else person.name
