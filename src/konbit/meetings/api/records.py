"""Published records, in each of their versions, as one reader may see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from konbit.meetings import policies, queries
from konbit.meetings.record_content import readable
from konbit.network.queries import group_for
from konbit.ui.endpoints import Page, Paging, page_of

router = Router(tags=["Records"])
LAST_VERSION = 32_767


class RecordNamed(Schema):
    """A published version of a meeting's record."""

    meeting_id: UUID
    version: int
    published_at: datetime
    published_by: str | None
    correction: str = Field(description="What was corrected since the version before.")


def _named(one: Any) -> RecordNamed:
    return RecordNamed(
        meeting_id=one.meeting_id,
        version=one.version,
        published_at=one.published_at,
        published_by=one.published_by and one.published_by.name,
        correction=one.correction,
    )


@router.get("/groups/{slug:address}/records", response=Page[RecordNamed])
def group_records(request: HttpRequest, address: str, paging: Query[Paging]):
    """The newest published record of each meeting of a group, newest meeting first."""
    return page_of(queries.newest_records(group_for(request.by, address)), paging, _named)


@router.get("/meetings/{uuid:meeting_id}/records", response=Page[RecordNamed])
def meeting_records(request: HttpRequest, meeting_id: UUID, paging: Query[Paging]):
    """The published versions of a meeting's record, newest first."""
    return page_of(queries.records_of(queries.meeting_for(request.by, meeting_id)), paging, _named)


class RecordShown(RecordNamed):
    """What was published: rows with ids. A “no names” item, and everything made from it, names nobody."""

    content: dict[str, Any] = Field(
        description="attendance, items, decisions, commitments, questions and parked, each a list of rows."
    )


@router.get("/meetings/{uuid:meeting_id}/records/{int:version}", response=RecordShown)
def meeting_record(request: HttpRequest, meeting_id: UUID, version: int = Path(ge=1, le=LAST_VERSION)):
    """One published version of a meeting's record."""
    meeting = queries.meeting_for(request.by, meeting_id)
    found = queries.record_of(meeting, version)
    private = bool(policies.may_see_private(request.by, meeting.group))
    return RecordShown(**_named(found).dict(), content=readable(found.content, private=private))
