"""Set a meeting, change it, approve its agenda, open it, close it; and undo the last of these."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.conditions import refuse_past
from konbit.meetings.days import moments, next_number, number_by_day, others, refuse_taken
from konbit.meetings.domain.quorum import needed
from konbit.meetings.domain.run_sheet import minutes_over
from konbit.meetings.models import Decision, Meeting, ParkedItem
from konbit.meetings.operations.pre_reads import freeze_pre_read
from konbit.meetings.operations.progress import carry_due, undo_carry
from konbit.meetings.telling import tell_members
from konbit.network.models import Group
from konbit.network.queries import day_in, people_holding, voting_seats


class NotItsDay(Refusal):
    code = "not_its_day"
    says = _(
        "The meeting is set for %(day)s, and that day has not come. Change its day first if you meet earlier."
    )


class AccessNeedIsOpen(Refusal):
    code = "access_need_is_open"
    says = _(
        "The agenda cannot be approved: %(count)s access needs are open (%(needs)s). "
        "Mark each as met, or as not met with the reason."
    )


class AgendaIsEmpty(Refusal):
    code = "agenda_is_empty"
    says = _("The agenda cannot be approved: it is empty. Add an item, or build the draft first.")


class MinutesDoNotFit(Refusal):
    code = "minutes_do_not_fit"
    says = _(
        "The agenda cannot be approved: the items take %(planned)s minutes and the meeting lasts %(length)s. "
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
    """Set a meeting of the group on a day, in the group's time zone. It is none of the series.

    Raises:
        DayIsPast: the day lies before today.
        DayIsTaken: the group has a meeting on that day.
        EndsBeforeItBegins: the end is not after the beginning.
    """
    require(policies.may_call_meeting(by, group))
    refuse_past(group, day, "day", at)
    # The row of the group is locked, so that two people never give the same number.
    Group.objects.select_for_update().get(pk=group.pk)
    refuse_taken(group, day)
    meeting = Meeting.objects.create(
        group=group,
        number=next_number(group),
        time_zone=group.time_zone,
        place=place.strip(),
        link=link.strip(),
        **moments(group.time_zone, day, begins, ends),
    )
    number_by_day(group)
    meeting.refresh_from_db(fields=["number"])
    tell_members(group, at)
    write_entry(
        "meetings.set_meeting", about=meeting, by=by, at=at, group_id=group.pk, fields=["starts_at", "place"]
    )
    return meeting


class BeforeTheOneBefore(Refusal):
    code, kind, field = "before_the_one_before", Kind.UNREADABLE, "day"
    says = _("The meeting before this one is on %(day)s. Choose a later day.")


class AfterTheOneAfter(Refusal):
    code, kind, field = "after_the_one_after", Kind.UNREADABLE, "day"
    says = _(
        "The meeting after this one is on %(day)s. Choose an earlier day, or move the later meetings too."
    )


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
    moves_later: bool = False,
) -> Meeting:
    """Move a meeting that has not begun, or correct its place; with `moves_later`, the later ones by as many days.

    Its own steps move with it. Due days that were accepted do not, nor do steps that ran.

    Raises:
        MeetingIsNot: it has begun.
        ChangedMeanwhile: somebody changed it since `version`.
        BeforeTheOneBefore, AfterTheOneAfter: it would change its place among the meetings.
        DayIsPast, EndsBeforeItBegins.
    """
    require(policies.may_call_meeting(by, meeting.group))
    group = Group.objects.select_for_update().get(pk=meeting.group_id)
    meeting = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    _must_be(meeting, "planned", "ready")
    values = {
        "place": place.strip(),
        "link": link.strip(),
        **moments(meeting.time_zone, day, begins, ends),
    }
    changed = [name for name, value in values.items() if getattr(meeting, name) != value]
    if meeting.version != version and changed:
        theirs = {name: getattr(meeting, name) for name in changed}
        raise ChangedMeanwhile(theirs=theirs, version=meeting.version)
    if not changed:
        return meeting
    if "starts_at" in changed:
        refuse_past(meeting.group, day, "day", at)
    days = (day - meeting.day).days
    later = _later_ones(meeting, day, moves_later=moves_later) if days else []
    for name in changed:
        setattr(meeting, name, values[name])
    meeting.changed_by_hand = True
    meeting.version += 1
    meeting.save(update_fields=[*changed, "changed_by_hand", "version"])
    for one in later if moves_later else ():
        _move(one, days, by, at)
    number_by_day(group)
    write_entry(
        "meetings.change_meeting", about=meeting, by=by, at=at, group_id=meeting.group_id, fields=changed
    )
    tell_members(group, at)
    return meeting


def _later_ones(meeting: Meeting, day: date, *, moves_later: bool) -> list[Meeting]:
    """The meetings after this one, when it may be moved to `day` between its neighbors."""
    there = others(meeting.group, meeting)
    before = [one for one in there if one.starts_at < meeting.starts_at]
    later = [one for one in there if one.starts_at > meeting.starts_at]
    if before and before[-1].day >= day:
        raise BeforeTheOneBefore(day=before[-1].day.isoformat())
    if later and later[0].day <= day and not moves_later:
        raise AfterTheOneAfter(day=later[0].day.isoformat())
    return later


def _move(meeting: Meeting, days: int, by: Actor, at: datetime) -> None:
    """Move it by days; it begins at the same hour, whatever the clocks do in between."""
    zone = ZoneInfo(meeting.time_zone)
    for name in ("starts_at", "ends_at"):
        local = getattr(meeting, name).astimezone(zone)
        setattr(meeting, name, datetime.combine(local.date() + timedelta(days=days), local.time(), zone))
    meeting.version += 1
    meeting.save(update_fields=["starts_at", "ends_at", "version"])
    write_entry(
        "meetings.change_meeting",
        about=meeting,
        by=by,
        at=at,
        group_id=meeting.group_id,
        fields=["starts_at", "ends_at"],
    )


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
    """Approve the agenda, with every access need answered: the pre-read is frozen as a version and goes to each person.

    Raises:
        MeetingIsNot: it is approved, or has begun.
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
    freeze_pre_read(meeting=meeting, by=by, at=at)
    return _step(meeting, "meetings.set_ready", "ready", by, at)


@transaction.atomic
def undo_ready(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Take the approval back: the agenda is being prepared again.

    Raises:
        MeetingIsNot: it is not approved, or has begun.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "ready")
    return _step(meeting, "meetings.undo_ready", "planned", by, at)


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Begin the meeting. The voting seats of this day, and how many the group needs, hold for its quorum from here on.

    Raises:
        MeetingIsNot: its agenda was not approved, or it has begun.
        NotItsDay: its day has not come.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "ready")
    its_day = day_in(meeting.group, meeting.starts_at)
    if day_in(meeting.group, at) < its_day:
        raise NotItsDay(day=its_day.isoformat())
    held = voting_seats(meeting.group, day_in(meeting.group, at))
    return _step(
        meeting,
        "meetings.open_meeting",
        "open",
        by,
        at,
        opened_at=at,
        votes_held=held,
        votes_needed=needed(held, meeting.group.quorum_votes),
    )


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
    return _step(meeting, "meetings.undo_open", "ready", by, at, opened_at=None, votes_needed=None)


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """End the meeting, and ask each owner about the commitments proposed for them, one letter to one person.

    Parked items and decisions under review that stood on its agenda were taken up: they do not come back by themselves.
    What was promised by this day and is not done is carried to the next meeting.

    Raises:
        MeetingIsNot: it is not open.
    """
    meeting = _locked(meeting, by)
    _must_be(meeting, "open")
    _step(meeting, "meetings.close_meeting", "closed", by, at, closed_at=at)
    _note_taken_up(meeting, at)
    carry_due(meeting=meeting, by=by, at=at)
    today = day_in(meeting.group, at)
    owners = {
        one.owner_id: one.owner
        for one in queries.captured_in(meeting, "commitment", with_lists=True)
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
    undo_carry(meeting=meeting, by=by, at=at)
    return _step(meeting, "meetings.undo_close", "open", by, at, closed_at=None)


def _note_taken_up(meeting: Meeting, at: datetime | None) -> None:
    there = meeting.items.filter(state="on_agenda")
    ParkedItem.objects.filter(pk__in=there.values("parked")).update(returned_at=at)
    # One that stood there before its review day, because it was taken outside the declared rights, comes back on it.
    due = Decision.objects.filter(pk__in=there.values("decision"), review_on__lte=meeting.day)
    due.update(reviewed_at=at)
