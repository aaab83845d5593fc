"""What may be shown of the answers about a meeting."""

from datetime import datetime
from uuid import UUID

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.foundation.small_counts import Shown, shown
from konbit.meetings import words
from konbit.meetings.models import Meeting, PulseTicket
from konbit.meetings.queries.series import deadline_for
from konbit.network.queries import day_in


def pulse_questions(meeting: Meeting) -> list[str]:
    """The questions asked after a meeting, by code; the one about staff unless the members switched it off."""
    asks_about_staff = meeting.group.asks_how_staff_are
    return [code for code in words.PULSE if code != "staff" or asks_about_staff]


def ticket_of(by: Actor, ticket_id: UUID) -> PulseTicket:
    """The ticket behind a link, for the person who was asked.

    Raises:
        NotFound: it is somebody else's.
    """
    found = (
        PulseTicket.objects.select_related("meeting__group", "person")
        .filter(pk=ticket_id, person=by.person_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def ticket_by_id(ticket_id: UUID) -> PulseTicket:
    """The ticket behind a job; nobody's rights are asked."""
    return PulseTicket.objects.select_related("meeting__group", "person").get(pk=ticket_id)


def pulse_of(meeting: Meeting, at: datetime) -> dict[str, Shown]:
    """Question -> what may be printed of its answers; empty while people can still answer.

    Printed once and not as answers come in: two prints, one answer apart, would show what that one said.
    """
    over = day_in(meeting.group, at) > deadline_for(meeting, "pulse_end")
    if not over or not meeting.pulse_tickets.exists():
        return {}
    answers = list(meeting.pulse_answers.values_list("answers", flat=True))
    found = {}
    for code in words.PULSE:
        said = [bool(one[code]) for one in answers if code in one]
        if said or code in pulse_questions(meeting):
            found[code] = shown(yes=sum(said), answered=len(said), sensitive=code in words.SENSITIVE_PULSE)
    return found
