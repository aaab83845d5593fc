"""Endpoints of this room: meetings, what came of them, and the answers of who owns or was asked."""

from ninja import Router

from konbit.meetings.api.captured import router as captured
from konbit.meetings.api.commitments import router as commitments
from konbit.meetings.api.meetings import router as meetings
from konbit.meetings.api.records import router as records

router = Router()
for part in (meetings, captured, commitments, records):
    router.add_router("", part)
