"""Which steps of which meetings have come."""

from datetime import datetime, timedelta

from konbit.meetings.domain.cycle import Planned, steps
from konbit.meetings.models import Meeting
from konbit.meetings.steps import step_for
from konbit.network.queries import day_in

# Longer than any offset a group can choose: beyond it, no step of a meeting is looked for.
HORIZON = timedelta(days=100)


def planned_steps(meeting: Meeting) -> list[Planned]:
    """Every step of the meeting's cycle with its day."""
    return steps(day_in(meeting.group, meeting.starts_at), meeting.group.offsets)


def due_steps(at: datetime) -> list[tuple[Meeting, Planned]]:
    """The steps whose day has come and that did not run yet, in the order of their days."""
    near = (
        Meeting.objects.filter(starts_at__gt=at - HORIZON, starts_at__lt=at + HORIZON)
        .select_related("group")
        .prefetch_related("steps")
    )
    found = []
    for meeting in near:
        ran = {step.code for step in meeting.steps.all()}
        today = day_in(meeting.group, at)
        found += [
            (meeting, planned)
            for planned in planned_steps(meeting)
            if planned.day <= today and planned.step not in ran and step_for(planned.step)
        ]
    return sorted(found, key=lambda due: (due[1].day, due[0].starts_at))
