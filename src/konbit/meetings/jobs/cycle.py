"""The steps of a cycle: looked for regularly, run as jobs."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.foundation.schedule import regularly
from konbit.meetings.operations.cycle import post_due_steps, run_step
from konbit.meetings.queries.cycle import due_steps


@regularly("meetings.cycle", every=timedelta(seconds=5), says=_("Look which steps of the cycle have come"))
def turn_the_cycle(*, at: datetime) -> None:
    """Post a job for each step whose day has come."""
    if due_steps(at):
        post_due_steps(by=SYSTEM, at=at)


@handles("meetings.run_step", says=_("A step of a meeting's cycle"), inside=True)
def run(*, meeting_id: UUID, code: str, at: datetime) -> None:
    """Run one step of a meeting's cycle, unless it ran before."""
    run_step(meeting_id=meeting_id, code=code, by=SYSTEM, at=at)
