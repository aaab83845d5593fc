"""What pages want to know about meetings, agendas and what came of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies
from konbit.meetings.domain import quorum, run_sheet
from konbit.meetings.models import (
    AccessNeed,
    AgendaItem,
    Attendance,
    Captured,
    Commitment,
    Decision,
    Meeting,
    ParkedItem,
    Question,
    Record,
)
from konbit.network.models import Group, Seat
from konbit.network.queries import MemberNow, day_in, members_of

CAPTURED: dict[str, type[Captured]] = {
    "decision": Decision,
    "commitment": Commitment,
    "question": Question,
    "parkeditem": ParkedItem,
}
OWNERS = (
    "owner__seat__organization",
    "owner__seat__community",
    "owner__role_holding__person",
    "owner__role_holding__organization",
)


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


def record_by_id(record_id: UUID) -> Record:
    """The record behind a job; nobody's rights are asked."""
    return Record.objects.select_related("meeting__group").get(pk=record_id)


def item_for(by: Actor, meeting: Meeting, item_id: UUID | str) -> AgendaItem:
    """An item of this meeting that the person may see.

    Raises:
        NotFound: it is none, or private to others.
    """
    item = meeting.items.select_related("meeting__group", "lead", "asked_by").filter(pk=item_id).first()
    if item is None or not policies.may_see_item(by, item):
        raise NotFound
    return item


def commitment_for(by: Actor, commitment_id: UUID) -> Commitment:
    """A commitment that the person may see.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    found = (
        Commitment.objects.select_related("meeting__group", "item__meeting__group", *OWNERS)
        .filter(pk=commitment_id, withdrawn_at=None)
        .first()
    )
    if found is None or not policies.may_see_commitment(by, found):
        raise NotFound
    return found


def commitment_by_id(commitment_id: UUID) -> Commitment:
    """The commitment behind a link or a job; nobody's rights are asked."""
    return Commitment.objects.select_related("meeting__group", "item", *OWNERS).get(pk=commitment_id)


def captured_for(by: Actor, kind: str, captured_id: UUID) -> Any:
    """A decision, commitment, question or parked item that the person may see.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    model = CAPTURED.get(kind)
    found = (
        model
        and model.objects.select_related("meeting__group", "item__meeting__group")
        .filter(pk=captured_id)
        .first()
    )
    if found is None or not policies.may_see_item(by, found.item):
        raise NotFound
    return found


def meetings_of(group: Group) -> list[Meeting]:
    """Every meeting of the group, newest first."""
    return list(group.meetings.order_by("-starts_at"))


def next_meeting(group: Group) -> Meeting | None:
    """The meeting that comes next or is being held now."""
    return group.meetings.filter(state__in=["planned", "ready", "open"]).order_by("starts_at").first()


def last_meeting(group: Group) -> Meeting | None:
    """The newest meeting that was held."""
    return group.meetings.filter(state__in=["closed", "published"]).order_by("-starts_at").first()


def suggested_start(group: Group, at: datetime) -> date:
    """The day the group's interval suggests for its next meeting; never one that is past."""
    newest = group.meetings.order_by("-starts_at").first()
    today = day_in(group, at)
    if newest is None:
        return today + timedelta(days=14)
    day = newest.starts_at.astimezone(ZoneInfo(newest.time_zone)).date() + timedelta(days=group.interval_days)
    while day < today:
        day += timedelta(days=group.interval_days)
    return day


def agenda_of(meeting: Meeting, by: Actor | None = None) -> list[AgendaItem]:
    """The items on the agenda in their order; for a reader, only those they may see."""
    items = (
        meeting.items.filter(state="on_agenda")
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


def requests_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Items members asked for and the facilitator has not placed yet."""
    return meeting.items.filter(state="requested").select_related(
        "asked_by__seat__organization", "meeting__group"
    )


def set_aside_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Items the facilitator left out this time, with the reason."""
    return meeting.items.filter(state="set_aside").select_related(
        "asked_by__seat__organization", "meeting__group"
    )


def timed(meeting: Meeting, items: list[AgendaItem]) -> list[tuple[datetime, AgendaItem]]:
    """Each item with the moment it begins."""
    moments = run_sheet.begins(meeting.starts_at, [item.minutes for item in items])
    return list(zip(moments, items, strict=True))


def minutes_planned(meeting: Meeting) -> int:
    """The minutes of the items on the agenda."""
    return sum(meeting.items.filter(state="on_agenda").values_list("minutes", flat=True))


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


def votes_present(meeting: Meeting) -> int:
    """How many voting seats have somebody here: a holder or a delegate, in person or by link."""
    here = meeting.attendances.exclude(mode="absent").values_list("member_id", flat=True)
    return Seat.objects.filter(member__in=list(here), votes=True).count()


@dataclass(frozen=True)
class Quorum:
    """Voting seats present and held, and how many are needed to decide."""

    present: int
    held: int

    @property
    def needed(self) -> int:
        return quorum.needed(self.held)

    @property
    def is_met(self) -> bool:
        return quorum.is_met(present=self.present, held=self.held)


def quorum_of(meeting: Meeting, at: datetime) -> Quorum:
    """The quorum as it stands; of a meeting that was held, with the voting seats of that day."""
    if meeting.opened_at is None:
        held = sum(member.votes for member in members_of(meeting.group, day_in(meeting.group, at)))
    else:
        held = meeting.votes_held
    return Quorum(present=votes_present(meeting), held=held)


def expected_people(meeting: Meeting) -> list[MemberNow]:
    """The members who stand on the day of the meeting."""
    return members_of(meeting.group, day_in(meeting.group, meeting.starts_at))


def captured_in(meeting: Meeting, kind: str, by: Actor | None = None) -> list[Any]:
    """What the meeting brought about of one kind, withdrawn ones left out; for a reader, only what they may see."""
    found = (
        CAPTURED[kind]
        .objects.filter(meeting=meeting, withdrawn_at=None)
        .select_related("item__meeting__group")
    )
    if kind in ("commitment", "decision"):
        found = found.select_related(*OWNERS)
    if kind == "decision":
        found = found.select_related("proposed_by__seat__organization", "proposed_by__role_holding__person")
    if kind == "question":
        found = found.select_related("asked_of__seat__organization", "asked_of__role_holding__person")
    return [one for one in found.order_by("captured_at") if by is None or policies.may_see_item(by, one.item)]


def owed_in(meeting: Meeting, by: Actor) -> list[Commitment]:
    """The commitments of a meeting that is over, which wait for this person's answer."""
    if meeting.state not in ("closed", "published"):
        return []
    return [
        one
        for one in captured_in(meeting, "commitment")
        if one.state == "proposed" and not one.is_amended and by.holds(one.owner_id)
    ]


def votes_on(decision: Decision) -> dict[str, int]:
    """How many seats voted yes, no and abstain."""
    counts = {"yes": 0, "no": 0, "abstain": 0}
    for choice in decision.votes.values_list("choice", flat=True):
        counts[choice] += 1
    return counts


def open_commitments(group: Group) -> QuerySet[Commitment]:
    """Proposed and accepted commitments of the group, by due date."""
    return (
        Commitment.objects.filter(meeting__group=group, withdrawn_at=None, state__in=["proposed", "accepted"])
        .select_related("meeting__group", "item__meeting__group", *OWNERS)
        .order_by("due_on", "captured_at")
    )


def commitments_for(by: Actor, group: Group) -> list[Commitment]:
    """Every commitment of the group that the person may see: open ones by due date, then the rest."""
    found = (
        Commitment.objects.filter(meeting__group=group, withdrawn_at=None)
        .select_related("meeting__group", "item__meeting__group", *OWNERS)
        .order_by("due_on", "captured_at")
    )
    seen = [one for one in found if policies.may_see_commitment(by, one)]
    return sorted(seen, key=lambda one: one.state not in ("proposed", "accepted"))


def commitments_owned_by(by: Actor) -> list[Commitment]:
    """Open commitments of the seats and roles the person holds, across groups, by due date."""
    owners = [held.id for held in by.memberships]
    return list(
        Commitment.objects.filter(owner__in=owners, withdrawn_at=None, state__in=["proposed", "accepted"])
        .exclude(meeting__state="open")
        .select_related("meeting__group", "item__meeting__group", *OWNERS)
        .order_by("due_on", "captured_at")
    )


def waiting_for_agreement(by: Actor) -> list[Commitment]:
    """Amendments that wait for a facilitator of one of the person's groups."""
    groups = [held.group_id for held in by.memberships if held.role == "facilitator"]
    amended = Q(amended_due_on__isnull=False) | ~Q(amended_wording="")
    return list(
        Commitment.objects.filter(amended, meeting__group__in=groups, withdrawn_at=None, state="proposed")
        .select_related("meeting__group", "item__meeting__group", *OWNERS)
        .order_by("due_on")
    )


def votes_to_cast(by: Actor) -> list[Decision]:
    """Proposals on the table of an open meeting on which a seat of the person has not voted yet."""
    members = [held.id for held in by.memberships if held.votes]
    seats = Seat.objects.filter(member__in=members)
    found = Decision.objects.filter(
        state="proposed", withdrawn_at=None, meeting__state="open", meeting__group__seats__in=seats
    ).exclude(votes__seat__in=seats)
    return [
        one
        for one in found.select_related("item__meeting__group", "meeting__group").distinct()
        if policies.may_see_item(by, one.item)
    ]


def requests_by(by: Actor) -> list[AgendaItem]:
    """Items the person asked for in meetings still to come, with what became of each."""
    return list(
        AgendaItem.objects.filter(
            asked_by_person=by.person_id, meeting__state__in=["planned", "ready", "open"]
        )
        .select_related("meeting__group")
        .order_by("meeting__starts_at", "position")
    )


def history_of(commitment: Commitment) -> QuerySet[Any]:
    """Every step of the commitment, oldest first."""
    return commitment.changes.select_related("person", "entered_by")


def last_step(commitment: Commitment) -> Any | None:
    """The newest step that still stands and is not the proposal itself: the one that can be taken back."""
    return commitment.changes.filter(undone_at=None).exclude(step="propose").order_by("at", "id").last()


def records_of(meeting: Meeting) -> QuerySet[Record]:
    """The published versions, newest first."""
    return meeting.records.select_related("published_by")


def record_of(meeting: Meeting, version: int | None = None) -> Record:
    """The newest version of the record, or the one asked for.

    Raises:
        NotFound: it was not published.
    """
    records = records_of(meeting)
    found = records.first() if version is None else records.filter(version=version).first()
    if found is None:
        raise NotFound
    return found


def labels_of(meeting: Meeting) -> str:
    """Everything in a meeting of an example group is made up."""
    return "made_up" if meeting.group.is_example else ""
