"""The pulse after a meeting: who is asked, the letter, and the counting when the time is over."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.accounts.letters import address_of, send_letter
from konbit.accounts.operations.links import make_link
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.foundation.schedule import regularly
from konbit.meetings import queries
from konbit.meetings.operations.pulse import ask_how_it_was, count_pulses
from konbit.meetings.steps import runs
from konbit.meetings.words import PULSE_LINK
from konbit.network.queries import day_in


@runs("pulse")
def ask(meeting: Any, at: datetime) -> bool:
    """The day after a meeting that was held: whoever was there is asked how it was, while they can still answer."""
    is_over = day_in(meeting.group, at) > queries.deadline_for(meeting, "pulse_end")
    if is_over or meeting.state not in ("closed", "published"):
        return False
    ask_how_it_was(meeting=meeting, by=SYSTEM, at=at)
    return True


@regularly("meetings.count_pulses", every=timedelta(hours=1), says=_("Count the answers about meetings"))
def count(*, at: datetime) -> None:
    """Write down the last answers of meetings whose time to answer is over."""
    count_pulses(by=SYSTEM, at=at)


@handles("meetings.pulse_letter", says=_("How was the meeting?"))
def send_pulse_letter(*, ticket_id: UUID, at: datetime) -> None:
    """The questions' link to one person who was there; nothing to whoever has answered already."""
    ticket = queries.ticket_by_id(ticket_id)
    last_day = queries.deadline_for(ticket.meeting, "pulse_end")
    if ticket.is_redeemed or day_in(ticket.meeting.group, at) > last_day:
        return
    person = ticket.person
    token = make_link(person=person, purpose=PULSE_LINK, about_id=ticket.pk, by=SYSTEM, at=at)
    facts = {
        "meeting": ticket.meeting,
        "last_day": last_day,
        "url": address_of("pulse", person.language, token=token),
    }
    send_letter(person, "meetings/letters/pulse.txt", facts, kind="pulse")
