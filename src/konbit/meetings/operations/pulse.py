"""The pulse: how the meeting was, in answers that carry no person and no moment (safety.md, section 5).

That somebody answered stands in one table, what was answered in another, and nothing ties a row of one to a row of the
other: answers wait until five came, and are then written in a shuffled order.
"""

import random
from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import SYSTEM, Actor
from konbit.foundation.refusals import NotAllowed, Refusal
from konbit.foundation.small_counts import FEWEST
from konbit.meetings import queries
from konbit.meetings.models import Meeting, PulseAnswer, PulseTicket, PulseWaiting
from konbit.network.queries import day_in

_shuffle = random.SystemRandom().shuffle


class PulseIsOver(Refusal):
    code = "pulse_is_over"
    says = _("Answers about this meeting were taken until %(day)s. Thank you all the same.")


class AnsweredAlready(Refusal):
    code = "answered_already"
    says = _("You have answered already. Nobody can see or change what you said, you neither.")


class NothingAnswered(Refusal):
    code = "nothing_answered"
    says = _("Answer at least one question, or leave the page.")


@transaction.atomic
def ask_how_it_was(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Ask everybody who was there, one letter to one person; answers how many."""
    people = set(meeting.attendances.exclude(mode="absent").values_list("person_id", flat=True))
    for person_id in sorted(people):
        ticket, is_new = PulseTicket.objects.get_or_create(meeting=meeting, person_id=person_id)
        if is_new:
            outbox.post(
                "meetings.pulse_letter",
                due_at=at,
                dedupe_key=f"pulse:{meeting.pk}:{person_id}",
                ticket_id=ticket.pk,
            )
    write_entry("meetings.ask_how_it_was", about=meeting, by=by, at=at, group_id=meeting.group_id)
    return len(people)


@transaction.atomic
def answer_pulse(*, ticket_id: UUID, answers: Mapping[str, bool], by: Actor, at: datetime) -> None:
    """Take somebody's answers, once. Questions may be left out.

    The audit trail notes the day and the meeting, and nobody.

    Raises:
        NotAllowed: the person was not asked.
        AnsweredAlready, NothingAnswered, PulseIsOver.
    """
    ticket = (
        PulseTicket.objects.select_for_update(of=("self",)).select_related("meeting__group").get(pk=ticket_id)
    )
    meeting = ticket.meeting
    if ticket.person_id != by.person_id:
        raise NotAllowed
    if ticket.is_redeemed:
        raise AnsweredAlready
    last_day = queries.deadline_for(meeting, "pulse_end")
    if day_in(meeting.group, at) > last_day:
        raise PulseIsOver(day=last_day.isoformat())
    said = {
        question: bool(answers[question])
        for question in queries.pulse_questions(meeting)
        if answers.get(question) is not None
    }
    if not said:
        raise NothingAnswered
    ticket.is_redeemed = True
    ticket.save(update_fields=["is_redeemed"])
    PulseWaiting.objects.create(meeting=meeting, answers=said)
    if PulseWaiting.objects.filter(meeting=meeting).count() >= FEWEST:
        _write_shuffled(meeting)
    day = datetime.combine(day_in(meeting.group, at), time(), ZoneInfo(meeting.group.time_zone))
    write_entry("meetings.answer_pulse", about=meeting, by=SYSTEM, at=day, group_id=meeting.group_id)


@transaction.atomic
def count_pulses(*, by: Actor, at: datetime) -> int:
    """Write down the last answers of every meeting whose time to answer is over; answers how many meetings."""
    waiting = Meeting.objects.filter(pk__in=PulseWaiting.objects.values("meeting")).select_related("group")
    over = [one for one in waiting if day_in(one.group, at) > queries.deadline_for(one, "pulse_end")]
    for meeting in over:
        _write_shuffled(meeting)
        write_entry("meetings.count_pulse", about=meeting, by=by, at=at, group_id=meeting.group_id)
    return len(over)


def _write_shuffled(meeting: Meeting) -> None:
    waiting = list(PulseWaiting.objects.select_for_update().filter(meeting=meeting))
    _shuffle(waiting)
    PulseAnswer.objects.bulk_create(PulseAnswer(meeting=meeting, answers=one.answers) for one in waiting)
    PulseWaiting.objects.filter(pk__in=[one.pk for one in waiting]).delete()
