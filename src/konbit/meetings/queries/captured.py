"""What meetings brought about: decisions, commitments, questions, parked items; and the published records."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies
from konbit.meetings.models import (
    AgendaItem,
    Captured,
    Commitment,
    Decision,
    Meeting,
    ParkedItem,
    Question,
    Record,
    Vote,
)
from konbit.meetings.queries.draft import left_over
from konbit.meetings.queries.passing import with_passing
from konbit.network.models import Group, Seat

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

PROPOSERS = (
    "proposed_by__seat__organization",
    "proposed_by__seat__community",
    "proposed_by__role_holding__person",
)
ASKED = tuple(
    f"{side}__{standing}"
    for side in ("asked_of", "asked_by")
    for standing in ("seat__organization", "seat__community", "role_holding__person")
)


def record_by_id(record_id: UUID) -> Record:
    """The record behind a job; nobody's rights are asked."""
    return Record.objects.select_related("meeting__group").get(pk=record_id)


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


def captured_for(by: Actor, kind: str, captured_id: UUID, *, withdrawn: bool = False) -> Any:
    """A decision, commitment, question or parked item that the person may see; one taken back only with `withdrawn`.

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
    if found is None or (found.withdrawn_at and not withdrawn) or not policies.may_see_item(by, found.item):
        raise NotFound
    return found


def is_stored(kind: str, key: UUID | None) -> bool:
    """Whether the form with this key was stored, taken back since or not."""
    return key is not None and CAPTURED[kind].objects.filter(key=key).exists()


def captured_in(
    meeting: Meeting, kind: str, by: Actor | None = None, *, with_lists: bool = False
) -> list[Any]:
    """What the meeting brought about of one kind, withdrawn ones left out; for a reader, only what they may see.

    What was brought in by a list is kept under a meeting that did not bring it about: only `with_lists`.
    """
    lists = () if with_lists else ("brought_in",)
    found = (
        CAPTURED[kind]
        .objects.filter(meeting=meeting, withdrawn_at=None)
        .exclude(item__state__in=lists)
        .select_related("item__meeting__group")
    )
    if kind in ("commitment", "decision"):
        found = found.select_related(*OWNERS)
    if kind == "decision":
        found = found.select_related("proposed_by__seat__organization", "proposed_by__role_holding__person")
    if kind == "question":
        found = found.select_related("asked_of__seat__organization", "asked_of__role_holding__person")
    return [one for one in found.order_by("captured_at") if by is None or policies.may_see_item(by, one.item)]


def captured_of(by: Actor, group: Group, kind: str) -> list[Any]:
    """What the group's meetings brought about of one kind, as far as the person may see it, newest first."""
    found = CAPTURED[kind].objects.filter(meeting__group=group, withdrawn_at=None)
    named = {"decision": (*OWNERS, *PROPOSERS), "commitment": OWNERS, "question": ASKED}.get(kind, ())
    found = found.select_related("meeting__group", "item__meeting__group", *named)
    found = found.order_by("-captured_at", "pk")
    return [one for one in found if policies.may_see_item(by, one.item)]


def has_captures(meeting: Meeting) -> bool:
    """Whether the meeting brought anything about that was not taken back."""
    return any(
        model.objects.filter(meeting=meeting, withdrawn_at=None).exclude(item__state="brought_in").exists()
        for model in CAPTURED.values()
    )


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
        .exclude(Q(meeting__state="open") & ~Q(item__state="brought_in"))
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
    cast = Vote.objects.filter(seat=OuterRef("pk"), decision=OuterRef(OuterRef("pk")))
    asked = Seat.objects.filter(~Exists(cast), member__in=members, group=OuterRef("meeting__group"))
    found = Decision.objects.filter(
        Exists(asked), state="proposed", withdrawn_at=None, meeting__state="open"
    ).select_related("item__meeting__group", "meeting__group")
    return [one for one in found if policies.may_see_item(by, one.item)]


def questions_owed_by(by: Actor) -> list[Question]:
    """Open questions asked of a seat or role the person holds, the oldest first."""
    found = Question.objects.filter(
        asked_of__in=[held.id for held in by.memberships], state="open", withdrawn_at=None
    ).exclude(meeting__state="open")
    found = found.select_related("meeting__group", "item__meeting__group").order_by("captured_at")
    return [one for one in found if policies.may_see_item(by, one.item)]


def requests_by(by: Actor) -> list[AgendaItem]:
    """Items the person asked for, with what became of each: in meetings still to come, what a meeting left to the next
    one, and what waits for an answer in the group above."""
    to_come = Q(meeting__state__in=["planned", "ready", "open"])
    waits_above = Q(passed_up_as__isnull=False, passed_up_as__answered_at=None)
    mine = AgendaItem.objects.filter(to_come | left_over() | waits_above, asked_by_person=by.person_id)
    found = with_passing(mine.exclude(state="taken_back").exclude(passed_up_as__answered_at__isnull=False))
    return list(found.order_by("meeting__starts_at", "position"))


def history_of(commitment: Commitment) -> QuerySet[Any]:
    """Every step of the commitment, oldest first."""
    return commitment.changes.select_related("person", "entered_by")


def last_step(commitment: Commitment) -> Any | None:
    """The newest step, where it can be taken back: not the proposal itself, nor what the end of a meeting carried."""
    last = commitment.changes.filter(undone_at=None).last()
    return None if last is None or last.step in ("propose", "carry") else last


def records_of(meeting: Meeting) -> QuerySet[Record]:
    """The published versions, newest first."""
    return meeting.records.select_related("published_by")


def newest_records(group: Group) -> list[Record]:
    """The newest version of each published record of the group, newest meeting first."""
    found = Record.objects.filter(meeting__group=group).select_related("published_by")
    newest: dict[UUID, Record] = {}
    for one in found.order_by("-meeting__starts_at", "-version"):
        newest.setdefault(one.meeting_id, one)
    return list(newest.values())


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


def owed_in(meeting: Meeting, by: Actor) -> list[Commitment]:
    """The commitments of a meeting that is over, which wait for this person's answer."""
    if meeting.state not in ("closed", "published"):
        return []
    return [
        one
        for one in captured_in(meeting, "commitment", with_lists=True)
        if one.state == "proposed" and not one.is_amended and by.holds(one.owner_id)
    ]
