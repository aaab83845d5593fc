"""What the cycle does before a meeting: it asks members, reminds the facilitators, and sends them the run sheet."""

from datetime import datetime

from django.db import transaction

from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.meetings import queries
from konbit.meetings.models import Meeting
from konbit.network.queries import day_in, people_of


@transaction.atomic
def invite_members(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Ask each person of the group what they bring and whether they can come, one letter to one person; answers how
    many are asked."""
    people = people_of(meeting.group, day_in(meeting.group, at))
    for person in people:
        _post("meetings.before_letter", meeting, person.pk, at)
    return len(people)


@transaction.atomic
def remind_to_approve(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Remind each facilitator that the agenda waits to be approved; answers how many are reminded."""
    return _tell_facilitators("meetings.approve_letter", meeting, at)


@transaction.atomic
def send_run_sheet(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Write the run sheet to each facilitator; answers to how many."""
    return _tell_facilitators("meetings.run_sheet_letter", meeting, at)


def _tell_facilitators(kind: str, meeting: Meeting, at: datetime) -> int:
    found = queries.facilitators_of(meeting, at)
    for person in found:
        _post(kind, meeting, person.pk, at)
    return len(found)


def _post(kind: str, meeting: Meeting, person_id: object, at: datetime) -> None:
    outbox.post(
        kind,
        due_at=at,
        dedupe_key=f"{kind}:{meeting.pk}:{person_id}",
        meeting_id=meeting.pk,
        person_id=person_id,
    )
