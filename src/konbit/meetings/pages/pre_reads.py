"""The pre-read: what members read before a meeting, in any of its frozen versions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from konbit.meetings import policies, queries
from konbit.meetings.pages.meetings import facts_of
from konbit.meetings.pre_read_content import by_part, has_changed, readable


def pre_read(request: HttpRequest, meeting_id: UUID, version: int | None = None) -> HttpResponse:
    """One version, the newest unless another is asked for; for printing too."""
    meeting = queries.meeting_for(request.by, meeting_id)
    found = queries.pre_read_of(meeting, version)
    versions = list(queries.pre_reads_of(meeting))
    private = bool(policies.may_see_private(request.by, meeting.group))
    prepares = bool(
        policies.may_facilitate(request.by, meeting) or policies.may_call_meeting(request.by, meeting.group)
    )
    is_newest = found.version == versions[0].version
    facts: dict[str, Any] = facts_of(
        request,
        meeting,
        pre_read=found,
        versions=versions,
        is_newest=is_newest,
        has_changed=is_newest and has_changed(found, private=private),
        **shown(found.content, private=private, in_full=prepares),
    )
    template = "meetings/pre_read_print.html" if "print" in request.GET else "meetings/pre_read.html"
    return render(request, template, facts)


def shown(content: dict[str, Any], *, private: bool, in_full: bool = False) -> dict[str, Any]:
    """What a page shows of a pre-read's content to one reader."""
    content = readable(content, private=private, in_full=in_full)
    return {"content": content, "parts": by_part(content)}
