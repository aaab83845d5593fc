"""Before a meeting: the steps of the cycle that come before it, and their letters."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.accounts.letters import address_behind_sign_in, address_of, send_letter
from konbit.accounts.operations.links import make_link
from konbit.accounts.queries import person_by_id
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.meetings import policies, queries
from konbit.meetings.operations.before import invite_members, remind_to_approve, send_run_sheet
from konbit.meetings.pre_read_content import by_part, readable
from konbit.meetings.steps import runs
from konbit.meetings.words import BRING_ITEM, CANNOT_COME, STANDS_IN
from konbit.network.queries import actor_for, day_in, members_of

# A meeting may be moved: its links last longer than it was planned, and its pages say when it is over.
GRACE = timedelta(days=42)


@runs("invite")
def invite(meeting: Any, at: datetime) -> bool:
    """Members are asked what they bring, and whether they can come."""
    if not queries.can_be_asked(meeting, at):
        return False
    invite_members(meeting=meeting, by=SYSTEM, at=at)
    return True


@runs("approve")
def approve(meeting: Any, at: datetime) -> bool:
    """Facilitators are reminded of an agenda that nobody has approved."""
    if not queries.can_be_asked(meeting, at):
        return False
    if meeting.state == "planned":
        remind_to_approve(meeting=meeting, by=SYSTEM, at=at)
    return True


@runs("run_sheet")
def run_sheet(meeting: Any, at: datetime) -> bool:
    """Facilitators get the run sheet."""
    if not queries.can_be_asked(meeting, at):
        return False
    send_run_sheet(meeting=meeting, by=SYSTEM, at=at)
    return True


def _lasts(meeting: Any, at: datetime) -> timedelta:
    return meeting.ends_at - at + GRACE


@handles("meetings.before_letter", says=_("What do you bring, and can you come?"))
def send_before_letter(*, meeting_id: UUID, person_id: UUID, at: datetime) -> None:
    """One letter to one person, whatever they hold: when and where, and two links; nothing to somebody who has left."""
    person, meeting = person_by_id(person_id), queries.meeting_by_id(meeting_id)
    by = actor_for(person, at)
    if not queries.can_be_asked(meeting, at) or not policies.may_see_meetings(by, meeting.group):
        return
    make = {"person": person, "about_id": meeting.pk, "by": SYSTEM, "at": at, "lasts": _lasts(meeting, at)}
    today = day_in(meeting.group, at)
    facts = {
        "meeting": meeting,
        "mine": [one for one in members_of(meeting.group, today) if by.holds(one.id)],
        "bring": address_of("bring", person.language, token=make_link(purpose=BRING_ITEM, **make)),
        "cannot_come": address_of(
            "cannot_come_by_link", person.language, token=make_link(purpose=CANNOT_COME, **make)
        ),
        "access": address_behind_sign_in("access", person.language, meeting_id=str(meeting.pk)),
    }
    send_letter(person, "meetings/letters/before.txt", facts, kind="before_meeting")


@handles("meetings.pre_read_letter", says=_("The agenda with what to read"))
def send_pre_read_letter(*, pre_read_id: UUID, person_id: UUID, at: datetime) -> None:
    """The frozen agenda in full, as far as the person may read it now. None once it was taken back or a newer version
    is frozen, and none to somebody who has left."""
    person, pre_read = person_by_id(person_id), queries.pre_read_by_id(pre_read_id)
    meeting, by = pre_read.meeting, actor_for(person, at)
    is_newest = queries.pre_read_of(meeting).pk == pre_read.pk
    if meeting.state != "ready" or not is_newest or not policies.may_see_meetings(by, meeting.group):
        return
    content = readable(pre_read.content, private=bool(policies.may_see_private(by, meeting.group)))
    facts = {
        "pre_read": pre_read,
        "meeting": meeting,
        "content": content,
        "parts": by_part(content),
        "url": address_behind_sign_in(
            "pre_read_version",
            person.language,
            meeting_id=str(meeting.pk),
            version=str(pre_read.version),
        ),
    }
    send_letter(person, "meetings/letters/pre_read.txt", facts, kind="pre_read")


def _facilitates(person: Any, meeting: Any, at: datetime) -> bool:
    return bool(policies.may_facilitate(actor_for(person, at), meeting))


@handles("meetings.approve_letter", says=_("A reminder to approve the agenda"))
def send_approve_letter(*, meeting_id: UUID, person_id: UUID, at: datetime) -> None:
    """What stands in the way of an agenda that is not approved; nothing once it is."""
    person, meeting = person_by_id(person_id), queries.meeting_by_id(meeting_id)
    if meeting.state != "planned" or at >= meeting.ends_at or not _facilitates(person, meeting, at):
        return
    facts = {
        "meeting": meeting,
        "way": queries.in_the_way(meeting),
        "url": address_behind_sign_in("agenda", person.language, meeting_id=str(meeting.pk)),
    }
    send_letter(person, "meetings/letters/approve.txt", facts, kind="facilitator")


@handles("meetings.run_sheet_letter", says=_("The run sheet, for facilitators"))
def send_run_sheet_letter(*, meeting_id: UUID, person_id: UUID, at: datetime) -> None:
    """Items with their clock times, who is expected, what people need, and the quorum to expect."""
    person, meeting = person_by_id(person_id), queries.meeting_by_id(meeting_id)
    if not queries.can_be_asked(meeting, at) or not _facilitates(person, meeting, at):
        return
    minutes = queries.minutes_planned(meeting)
    facts = {
        "meeting": meeting,
        "timed": queries.timed(meeting, queries.agenda_of(meeting)),
        "minutes": minutes,
        "over": minutes - meeting.length_minutes,
        "left": meeting.length_minutes - minutes,
        "expected": queries.expected_at(meeting),
        "forecast": queries.quorum_forecast(meeting),
        "needs": queries.access_needs_of(meeting).exclude(state="met"),
        "url": address_behind_sign_in("run_sheet", person.language, meeting_id=str(meeting.pk)),
    }
    send_letter(person, "meetings/letters/run_sheet.txt", facts, kind="run_sheet")


@handles("meetings.delegate_letter", says=_("You stand in for somebody at one meeting"))
def send_delegate_letter(*, meeting_id: UUID, person_id: UUID, at: datetime) -> None:
    """To somebody who stands in: for whom, when and where, with a link to this one meeting; nothing once it was taken
    back. Nobody can switch it off: somebody asked for it by name."""
    person, meeting = person_by_id(person_id), queries.meeting_by_id(meeting_id)
    regrets = queries.standing_in(meeting, person)
    if not regrets or not queries.can_be_asked(meeting, at):
        return
    token = make_link(
        person=person, purpose=STANDS_IN, about_id=meeting.pk, by=SYSTEM, at=at, lasts=_lasts(meeting, at)
    )
    facts = {
        "meeting": meeting,
        "regrets": regrets,
        "url": address_of("stands_in", person.language, token=token),
    }
    send_letter(person, "meetings/letters/delegate.txt", facts, kind="")
