"""Meetings, their agendas, access needs, check-in and quorum."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, QuerySet

from konbit.accounts.models import Person
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies
from konbit.meetings.domain import quorum, run_sheet
from konbit.meetings.models import (
    AccessNeed,
    AgendaItem,
    Attendance,
    Meeting,
)
from konbit.meetings.queries.passing import with_passing
from konbit.network.models import Group, GroupMember, Seat
from konbit.network.queries import MemberNow, NameNow, day_in, members_of, names_of, voting_seats

# Of the first meeting of a group that has not said when it meets.
FIRST_HOURS = time(10), time(11, 30)


def meeting_for(by: Actor, meeting_id: UUID) -> Meeting:
    """A meeting, for a member of its group.

    Raises:
        NotFound: there is none, or the person is no member.
    """
    meeting = Meeting.objects.select_related("group").filter(pk=meeting_id).first()
    if meeting is None or not policies.may_see_meetings(by, meeting.group):
        raise NotFound
    return meeting


def meeting_by_id(meeting_id: UUID) -> Meeting:
    """The meeting behind a job; nobody's rights are asked."""
    return Meeting.objects.select_related("group").get(pk=meeting_id)


def item_for(by: Actor, meeting: Meeting, item_id: UUID | str) -> AgendaItem:
    """An item of this meeting that the person may see.

    Raises:
        NotFound: it is none, private to others, or taken back by whoever asked for it.
    """
    items = meeting.items.exclude(state__in=["taken_back", "brought_in"]).select_related(
        "meeting__group", "lead", "asked_by"
    )
    item = items.filter(pk=item_id).first()
    if item is None or not policies.may_see_item(by, item):
        raise NotFound
    return item


def meetings_of(group: Group) -> list[Meeting]:
    """Every meeting of the group, newest first."""
    return list(group.meetings.order_by("-starts_at"))


def next_meeting(group: Group) -> Meeting | None:
    """The meeting that comes next or is being held now."""
    return group.meetings.filter(state__in=["planned", "ready", "open"]).order_by("starts_at").first()


def last_meeting(group: Group) -> Meeting | None:
    """The newest meeting that was held."""
    return group.meetings.filter(state__in=["closed", "published"]).order_by("-starts_at").first()


WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _working_day(group: Group, day: date) -> date:
    """This day, or the next one on which the group works; a group without working days has no say in it."""
    for later in range(7):
        found = day + timedelta(days=later)
        if WEEK[found.weekday()] in group.working_days:
            return found
    return day


def suggested_start(group: Group, at: datetime) -> date:
    """The day the group's interval suggests for its next meeting, never one that is past; for the first meeting, the
    first working day in two weeks."""
    newest = group.meetings.order_by("-starts_at").first()
    today = day_in(group, at)
    if newest is None:
        return _working_day(group, today + timedelta(days=14))
    day = newest.starts_at.astimezone(ZoneInfo(newest.time_zone)).date() + timedelta(days=group.interval_days)
    while day < today:
        day += timedelta(days=group.interval_days)
    return day


def suggested_hours(group: Group) -> tuple[time, time]:
    """The hours of the group's next meeting: those it has said; else those of its newest one; else a late morning, so that
    whoever moves in with two lists sets a first meeting by its button alone."""
    if group.meets_from and group.meets_until:
        return group.meets_from, group.meets_until
    newest = group.meetings.order_by("-starts_at").first()
    if newest is None:
        return FIRST_HOURS
    zone = ZoneInfo(newest.time_zone)
    return newest.starts_at.astimezone(zone).time(), newest.ends_at.astimezone(zone).time()


def agenda_of(meeting: Meeting, by: Actor | None = None) -> list[AgendaItem]:
    """The items on the agenda in their order; for a reader, only those they may see."""
    items = (
        with_passing(meeting.items.filter(state="on_agenda"))
        .select_related(
            "meeting__group",
            "lead__seat__organization",
            "lead__role_holding__person",
            "lead__seat__community",
            "asked_by__seat__organization",
            "asked_by__role_holding__person",
            "asked_by__seat__community",
            "commitment",
            "decision__meeting",
            "question__meeting",
            "parked__meeting",
        )
        .order_by("part", "position")
    )
    return [item for item in items if by is None or policies.may_see_item(by, item)]


def next_position(meeting: Meeting, part: int) -> int:
    """The place at the end of this part of the agenda."""
    last = meeting.items.filter(part=part).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def requests_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Items members asked for and the facilitator has not placed yet."""
    return with_passing(meeting.items.filter(state="requested")).select_related(
        "asked_by__seat__organization"
    )


def set_aside_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Items the facilitator left out this time, with the reason."""
    return with_passing(meeting.items.filter(state="set_aside")).select_related(
        "asked_by__seat__organization"
    )


def timed(meeting: Meeting, items: list[AgendaItem]) -> list[tuple[datetime, AgendaItem]]:
    """Each item with the moment it begins."""
    moments = run_sheet.begins(meeting.starts_at, [item.minutes for item in items])
    return list(zip(moments, items, strict=True))


def minutes_planned(meeting: Meeting) -> int:
    """The minutes of the items on the agenda."""
    return sum(meeting.items.filter(state="on_agenda").values_list("minutes", flat=True))


@dataclass(frozen=True)
class Outline:
    """A meeting in numbers: items that a reader may see, minutes of all of them, requests that wait to be placed, access
    needs, seats whose holders cannot come (and whether the reader is one), and people checked in."""

    items: int
    minutes: int
    requests: int
    needs: int
    open_needs: int
    regrets: int
    cannot_come: bool
    checked_in: int


def outline_of(meeting: Meeting, by: Actor) -> Outline:
    """A meeting in numbers, with one small statement for each kind of row."""
    rows = list(meeting.items.order_by().values_list("state", "minutes", "is_private"))
    sees_private = bool(policies.may_see_private(by, meeting.group))
    placed = [(minutes, private) for state, minutes, private in rows if state == "on_agenda"]
    needs = list(meeting.access_needs.values_list("state", flat=True))
    away = list(meeting.regrets.values_list("person_id", flat=True))
    return Outline(
        items=sum(sees_private or not private for _minutes, private in placed),
        minutes=sum(minutes for minutes, _private in placed),
        requests=sum(state == "requested" for state, _minutes, _private in rows),
        needs=len(needs),
        open_needs=needs.count("open"),
        regrets=len(away),
        cannot_come=by.person_id in away,
        # Nobody is checked in while the agenda is being prepared.
        checked_in=0 if meeting.state == "planned" else meeting.attendances.count(),
    )


def access_needs_of(meeting: Meeting) -> QuerySet[AccessNeed]:
    return meeting.access_needs.select_related(
        "asked_by__seat__organization", "asked_by__role_holding__person"
    )


def open_needs_in(meeting: Meeting) -> int:
    """How many access needs nobody has answered yet."""
    return meeting.access_needs.filter(state="open").count()


def attendance_for(meeting: Meeting, attendance_id: UUID) -> Attendance:
    """One row of this meeting's check-in.

    Raises:
        NotFound: it is none of this meeting.
    """
    found = meeting.attendances.select_related("meeting__group").filter(pk=attendance_id).first()
    if found is None:
        raise NotFound
    return found


def need_for(meeting: Meeting, need_id: UUID) -> AccessNeed:
    """One access need of this meeting.

    Raises:
        NotFound: it is none of this meeting.
    """
    found = meeting.access_needs.select_related("meeting__group").filter(pk=need_id).first()
    if found is None:
        raise NotFound
    return found


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """Who was checked in, in the order of their seats."""
    return list(
        meeting.attendances.select_related(
            "person", "member__seat__organization", "member__seat__community", "member__role_holding__person"
        ).order_by("at")
    )


def checked_in_as(meeting: Meeting, member: GroupMember, person: Person) -> str:
    """How this person is checked in for this seat or role; "" when not at all."""
    row = meeting.attendances.filter(member=member, person=person).first()
    return row.mode if row else ""


def votes_present(meeting: Meeting) -> int:
    """How many voting seats have somebody here: a holder or a delegate, in person or by link."""
    here = meeting.attendances.exclude(mode="absent").values("member")
    return Seat.objects.filter(member__in=here, votes=True).count()


@dataclass(frozen=True)
class Quorum:
    """Voting seats present and held, and how many are needed to decide."""

    present: int
    held: int
    chosen: int | None = None  # the group's own number; else more than half

    @property
    def needed(self) -> int:
        return quorum.needed(self.held, self.chosen)

    @property
    def is_met(self) -> bool:
        return quorum.is_met(present=self.present, held=self.held, chosen=self.chosen)


def quorum_of(meeting: Meeting, at: datetime) -> Quorum:
    """The quorum as it stands; of a meeting that was held, with the voting seats and the number needed of that day."""
    if meeting.opened_at is None:
        held = voting_seats(meeting.group, day_in(meeting.group, at))
        chosen = meeting.group.quorum_votes
    else:
        held, chosen = meeting.votes_held, meeting.votes_needed
    return Quorum(present=votes_present(meeting), held=held, chosen=chosen)


def expected_people(meeting: Meeting) -> list[MemberNow]:
    """The members who stand on the day of the meeting."""
    return members_of(meeting.group, day_in(meeting.group, meeting.starts_at))


def expected_names(meeting: Meeting) -> list[NameNow]:
    """The members who stand on the day of the meeting, by name alone."""
    return names_of(meeting.group, day_in(meeting.group, meeting.starts_at))


def labels_of(meeting: Meeting) -> str:
    """Everything in a meeting of an example group is made up."""
    return "made_up" if meeting.group.is_example else ""
