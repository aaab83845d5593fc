"""The endpoint of this room: for whom the key speaks."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

router = Router(tags=["You"])


class Held(Schema):
    """A seat you hold or a role you have today."""

    id: UUID = Field(description="The member of the group, which owns commitments and is asked questions.")
    group_id: UUID
    kind: Literal["seat", "role"]
    role: str
    votes: bool


class You(Schema):
    """The person for whom the key speaks."""

    id: UUID
    name: str
    language: str
    scopes: list[Literal["read", "write"]]
    works_until: datetime
    memberships: list[Held]


@router.get("/me", response=You)
def you(request: HttpRequest):
    """For whom this key speaks, and in which seats and roles."""
    key, by = request.auth, request.by
    return You(
        id=key.person_id,
        name=key.person.name,
        language=key.person.language,
        scopes=key.scopes,
        works_until=key.expires_at,
        memberships=[
            Held(id=one.id, group_id=one.group_id, kind=one.kind, role=one.role, votes=one.votes)
            for one in by.memberships
        ],
    )
