"""Move the demo's clock forward, day by day, so that everything happens on the day it belongs to."""

from datetime import datetime

from konbit.foundation import clock
from konbit.foundation.actor import Actor
from konbit.foundation.models import Job
from konbit.foundation.outbox import work_until_empty
from konbit.foundation.schedule import Scheduler
from konbit.home.demo import morning_of
from konbit.meetings.models import Meeting
from konbit.meetings.queries.cycle import HORIZON, planned_steps
from konbit.meetings.steps import step_for


def move_clock(*, to: datetime, by: Actor, at: datetime) -> int:
    """Move the clock to each moment on the way at which something is due, do it there, and go on; answers how many
    moments that were. So a letter carries the day on which it would have come.

    Not one transaction: what was done on the way stands, as it would on a clock that runs.

    Raises:
        ClockOnlyMovesForward: the moment lies before the present one.
    """
    scheduler, stops = Scheduler(), 0
    while stops == 0 or at < to:
        at = _next_moment(at, to)
        clock.move_demo_clock(at)
        scheduler.do_what_is_due()
        work_until_empty()
        stops += 1
    return stops


def _next_moment(at: datetime, to: datetime) -> datetime:
    """The first moment after `at`, up to `to`, at which a step of a cycle or a waiting job is due; else `to`."""
    waiting = Job.objects.filter(done_at=None, dead_at=None, due_at__gt=at, due_at__lt=to)
    moments = [to, *waiting.order_by("due_at").values_list("due_at", flat=True)[:1]]
    near = Meeting.objects.filter(starts_at__gt=at - HORIZON, starts_at__lt=to + HORIZON)
    for meeting in near.select_related("group").prefetch_related("steps"):
        ran = {step.code for step in meeting.steps.all()}
        moments += [
            moment
            for planned in planned_steps(meeting)
            if planned.step not in ran and step_for(planned.step)
            if at < (moment := morning_of(meeting.group, planned.day)) < to
        ]
    return min(moments)
