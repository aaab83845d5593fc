"""The steps of a cycle, as jobs."""

from datetime import datetime
from uuid import UUID

from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.meetings.operations.cycle import run_step


@handles("meetings.run_step")
def run(*, meeting_id: UUID, code: str, at: datetime) -> None:
    """Run one step of a meeting's cycle, unless it ran before."""
    run_step(meeting_id=meeting_id, code=code, by=SYSTEM, at=at)
