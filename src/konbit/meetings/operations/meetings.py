"""Set a meeting, change it, set it ready, open it, close it; and undo the last of these."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.conditions import refuse_past
from konbit.meetings.domain.run_sheet import minutes_over
from konbit.meetings.models import Decision, Meeting, ParkedItem
from konbit.network.models import Group
from konbit.network.queries import day_in, people_holding, voting_seats


class EndsBeforeItBegins(Refusal):
    code, kind, field = "ends_before_it_begins", Kind.UNREADABLE, "ends"
    says = _("The meeting would end at %(ends)s, but begins at %(begins)s. Choose a later end.")


class NotItsDay(Refusal):
    code = "not_its_day"
    says = _(
        "The meeting is set for %(day)s, and that day has not come. Change its day first if you meet earlier."
    )


class AccessNeedIsOpen(Refusal):
    code = "access_need_is_open"
    says = _(
        "The meeting cannot be set ready: %(count)s access needs are open (%(needs)s). "
        "Mark each as met, or as not met with the reason."
    )


class AgendaIsEmpty(Refusal):
    code = "agenda_is_empty"
    says = _("The meeting cannot be set ready: its agenda is empty. Add an item, or build the draft first.")


class MinutesDoNotFit(Refusal):
    code = "minutes_do_not_fit"
    says = _(
        "The meeting cannot be set ready: the items take %(planned)s minutes and the meeting lasts %(length)s. "
        "Take %(over)s minutes away."
    )


class MeetingIsNot(Refusal):
    code = "meeting_is_in_another_state"
    says = _("This cannot be done now: the state of the meeting is “%(state)s”. Look at the page again.")


class SomethingWasCaptured(Refusal):
    code = "something_was_captured"
    says = _(
        "The meeting cannot go back: something was captured already. Undo that first, or close the meeting."
    )


def _must_be(meeting: Meeting, *states: str) -> None:
    if meeting.state not in states:
        raise MeetingIsNot(state=meeting.get_state_display())


def _moments(group: Group, day: date, begins: time, ends: time) -> dict[str, datetime]:
    if ends <= begins:
        raise EndsBeforeItBegins(begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")
    zone = ZoneInfo(group.time_zone)
    return {"starts_at": datetime.combine(day, begins, zone), "ends_at": datetime.combine(day, ends, zone)}


@transaction.atomic
def set_meeting(
    *,
    group: Group,
    day: date,
    begins: time,
    ends: time,
    by: Actor,
    at: datetime,
    place: str = "",
    link: str = "",
) -> Meeting:
    """Set the group's next meeting on a day, in the group's time zone.

    Raises:
        DayIsPast: the day lies before today.
        EndsBeforeItBegins: the end is not after the beginning.
    """
    require(policies.may_call_meeting(by, group))
    refuse_past(group, day, "day", at)
    # The row of the group is locked, so that two people never give the same number.
    Group.objects.select_for_update().get(pk=group.pk)
    number = (group.meetings.aggregate(last=Max("number"))["last"] or 0) + 1
    meeting = Meeting.objects.create(
        group=group,
        number=number,
        time_zone=group.time_zone,
        place=place.strip(),
        link=link.strip(),
        **_moments(group, day, begins, ends),
    )
    write_entry(
        "meetings.set_meeting", about=meeting, by=by, at=at, group_id=group.pk, fields=["starts_at", "place"]
    )
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    day: date,
    begins: time,
    ends: time,
    place: str,
    link: str,
    version: int,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Move a meeting that has not begun, or correct its place.

    Raises:
        MeetingIsNot: it has begun.
        ChangedMeanwhile: somebody changed it since `version`.
        DayIsPast, EndsBeforeItBegins.
    """
    require(policies.may_call_meeting(by, meeting.group))
    meeting = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    _must_be(meeting, "planned", "ready")
    values = {"place": place.strip(), "link": link.strip(), **_moments(meeting.group, day, begins, ends)}
    changed = [name for name, value in values.items() if getattr(meeting, name) != value]
    if meeting.version != version and changed:
        theirs = {name: getattr(meeting, name) for name in changed}
        raise ChangedMeanwhile(theirs=theirs, version=meeting.version)
    if "starts_at" in changed:
        refuse_past(meeting.group, day, "day", at)
    for name in changed:
        setattr(meeting, name, values[name])
    meeting.version += 1
    meeting.save(update_fields=[*changed, "version"])
    write_entry(
        "meetings.change_meeting", about=meeting, by=by, at=at, group_id=meeting.group_id, fields=changed
    )
    return meeting


def _step(meeting: Meeting, action: str, state: str, by: Actor, at: datetime, **values: object) -> Meeting:
    meeting.state = state
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=["state", *values])
    write_entry(action, about=meeting, by=by, at=at, group_id=meeting.group_id, fields=["state", *values])
    return meeting


def _locked(meeting: Meeting, by: Actor) -> Meeting:
    require(policies.may_facilitate(by, meeting))
    return Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)


@transaction.atomic
def set_ready(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Say that agenda and access are ready.

    Raises:
        MeetingIsNot: it is ready, or has begun.
        AccessNeedIsOpen: somebody's need is neither met nor not met with a reason.
        AgendaIsEmpty, MinutesDoNotFit.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "planned")
    needs = list(meeting.access_needs.filter(state="open"))
    if needs:
        listed = ", ".join(str(need.get_kind_display()) for need in needs)
        raise AccessNeedIsOpen(count=len(needs), needs=listed)
    minutes = list(meeting.items.filter(state="on_agenda").values_list("minutes", flat=True))
    if not minutes:
        raise AgendaIsEmpty
    over = minutes_over(minutes, meeting.length_minutes)
    if over:
        raise MinutesDoNotFit(planned=sum(minutes), length=meeting.length_minutes, over=over)
    return _step(meeting, "meetings.set_ready", "ready", by, at)


@transaction.atomic
def undo_ready(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Take "ready" back: the agenda is being prepared again.

    Raises:
        MeetingIsNot: it is not ready, or has begun.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "ready")
    return _step(meeting, "meetings.undo_ready", "planned", by, at)


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Begin the meeting. The voting seats of this day are what the quorum counts from here on.

    Raises:
        MeetingIsNot: it was not set ready, or has begun.
        NotItsDay: its day has not come.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "ready")
    its_day = day_in(meeting.group, meeting.starts_at)
    if day_in(meeting.group, at) < its_day:
        raise NotItsDay(day=its_day.isoformat())
    held = voting_seats(meeting.group, day_in(meeting.group, at))
    return _step(meeting, "meetings.open_meeting", "open", by, at, opened_at=at, votes_held=held)


@transaction.atomic
def undo_open(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Take a wrong "begin" back, while nothing was captured.

    Raises:
        MeetingIsNot: it is not open.
        SomethingWasCaptured: a decision, commitment, question or parked item is there.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "open")
    if any(queries.captured_in(meeting, kind) for kind in queries.CAPTURED):
        raise SomethingWasCaptured
    return _step(meeting, "meetings.undo_open", "ready", by, at, opened_at=None)


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """End the meeting, and ask each owner about the commitments proposed for them, one letter to one person.

    Parked items and decisions under review that stood on its agenda were taken up: they do not come back by themselves.

    Raises:
        MeetingIsNot: it is not open.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "open")
    _step(meeting, "meetings.close_meeting", "closed", by, at, closed_at=at)
    _note_taken_up(meeting, at)
    today = day_in(meeting.group, at)
    owners = {
        one.owner_id: one.owner
        for one in queries.captured_in(meeting, "commitment")
        if one.state == "proposed"
    }
    people = {person.pk for owner in owners.values() for person in people_holding(owner, today)}
    for person_id in sorted(people):
        outbox.post("meetings.ask_owner_letter", due_at=at, meeting_id=meeting.pk, person_id=person_id)
    return meeting


@transaction.atomic
def undo_close(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Take a wrong "close" back: the meeting goes on.

    Raises:
        MeetingIsNot: it is not closed, or its record is published.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "closed")
    _note_taken_up(meeting, None)
    return _step(meeting, "meetings.undo_close", "open", by, at, closed_at=None)


def _note_taken_up(meeting: Meeting, at: datetime | None) -> None:
    there = meeting.items.filter(state="on_agenda")
    ParkedItem.objects.filter(pk__in=there.values("parked")).update(returned_at=at)
    Decision.objects.filter(pk__in=there.values("decision")).update(reviewed_at=at)
