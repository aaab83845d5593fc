"""Let the cycle turn: every step whose day has come becomes a job, and each runs once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.meetings.models import CycleStep, Meeting
from konbit.meetings.queries.cycle import due_steps, planned_steps
from konbit.meetings.steps import step_for
from konbit.network.queries import day_in


@transaction.atomic
def post_due_steps(*, by: Actor, at: datetime) -> int:
    """Post a job for every step of every group whose day has come, in the order of their days; answers how many.

    As jobs, steps have what jobs have: a lease, tries, and a page where failures are seen.
    """
    due = due_steps(at)
    for meeting, planned in due:
        outbox.post(
            "meetings.run_step",
            due_at=at,
            dedupe_key=f"step:{meeting.pk}:{planned.step}:{planned.day}",
            meeting_id=meeting.pk,
            code=planned.step,
        )
    return len(due)


@transaction.atomic
def run_step(*, meeting_id: UUID, code: str, by: Actor, at: datetime) -> bool:
    """Run one step of a meeting with the note that it ran, in one transaction; answers whether it ran.

    A step that ran before, or whose day lies ahead because the meeting was moved, does not run.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting_id)
    planned = next(one for one in planned_steps(meeting) if one.step == code)
    run = step_for(code)
    if run is None or planned.day > day_in(meeting.group, at) or meeting.steps.filter(code=code).exists():
        return False
    noted = CycleStep.objects.create(meeting=meeting, code=code, ran_at=at)
    if not run(meeting, at):
        noted.was_late = True
        noted.save(update_fields=["was_late"])
    write_entry("meetings.run_step", about=meeting, by=by, at=at, group_id=meeting.group_id, fields=[code])
    return True
