"""What a draft agenda is built from: the open matters of a group. Every statement goes by an index of open rows, so that
none grows with what was settled.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from konbit.meetings.models import (
    AgendaItem,
    Captured,
    Commitment,
    CommitmentChange,
    Decision,
    Meeting,
    ParkedItem,
    Question,
)
from konbit.network.models import Group, GroupMember

HELD = ("closed", "published")
OVER = (*HELD, "missed")
# What an owner says that is news of the work: not that they took it on.
NEWS = ("on_track", "blocked", "done", "drop")


def _of[Matter: Captured](model: type[Matter], group: Group) -> QuerySet[Matter]:
    found = model.objects.filter(meeting__group=group, withdrawn_at=None).select_related("item")
    own = [field.name for field in model._meta.concrete_fields]
    return found.only(*own, "item__is_private", "item__is_no_names")


def open_commitments_to_draft(group: Group) -> list[Commitment]:
    """Proposed and accepted commitments, by due day."""
    found = _of(Commitment, group).filter(state__in=["proposed", "accepted"])
    return sorted(found, key=lambda one: (one.due_on, one.captured_at, one.wording))


def decisions_to_review(group: Group, day: date) -> list[Decision]:
    """Decisions outside the declared rights that no held meeting looked at yet, then those whose review day has come."""
    looked_at = AgendaItem.objects.filter(decision=OuterRef("pk"), state="on_agenda", meeting__state__in=HELD)
    outside = _of(Decision, group).filter(~Exists(looked_at), is_outside_rights=True)
    due = _of(Decision, group).filter(reviewed_at=None, review_on__lte=day, state__in=["decided", "sense"])
    found = {
        one.pk: one
        for one in [
            *outside.order_by("captured_at", "wording"),
            *due.order_by("review_on", "captured_at", "wording"),
        ]
    }
    return sorted(found.values(), key=lambda one: not one.is_outside_rights)


def proposals_left(group: Group) -> list[Decision]:
    """Proposals that a meeting left on the table."""
    found = _of(Decision, group).filter(state="proposed", meeting__state__in=HELD)
    return sorted(found, key=lambda one: (one.captured_at, one.wording))


def open_questions(group: Group) -> list[Question]:
    """Questions without an answer, the oldest first, each with whom it was asked of."""
    found = _of(Question, group).filter(state="open")
    found = found.select_related("item", "asked_of__seat", "asked_of__role_holding")
    return sorted(found, key=lambda one: (one.captured_at, one.wording))


def parked_items(group: Group) -> list[ParkedItem]:
    """What was parked and did not come back yet."""
    found = _of(ParkedItem, group).filter(returned_at=None)
    return sorted(found, key=lambda one: (one.captured_at, one.wording))


def left_over() -> Q:
    """Items that a meeting left to the next one: what was asked for and nobody placed or set aside; and of a meeting
    that was missed, whatever stood on its agenda and does not come back as a matter of its own."""
    waits = Q(meeting__state__in=OVER, state="requested")
    was_placed = Q(meeting__state="missed", state="on_agenda", matter="", origin=None, passed_up_as=None)
    own = Q(commitment=None, decision=None, question=None, parked=None)
    return waits | (was_placed & own)


def items_left_over(meeting: Meeting) -> list[AgendaItem]:
    """What the group's other meetings left to this one."""
    left = AgendaItem.objects.filter(left_over(), meeting__group=meeting.group_id)
    return list(left.exclude(meeting=meeting).order_by("meeting__starts_at", "part", "position"))


def is_drafted(meeting: Meeting) -> bool:
    """Whether a draft of its agenda was built: the cycle did, or open matters were brought back by hand."""
    brought_back = (
        ~Q(matter="")
        | Q(commitment__isnull=False)
        | Q(decision__isnull=False)
        | Q(question__isnull=False)
        | Q(parked__isnull=False)
    )
    return (
        meeting.steps.filter(code="draft", was_late=False).exists()
        or meeting.items.filter(brought_back).exists()
    )


def taken_up(group: Group, matters: Iterable[str]) -> set[str]:
    """Which of these matters stood on the agenda of a held meeting of the group."""
    found = AgendaItem.objects.filter(
        meeting__group=group, meeting__state__in=HELD, state="on_agenda", matter__in=list(matters)
    )
    return set(found.values_list("matter", flat=True))


def held_since(group: Group, cycles: int) -> datetime | None:
    """When the meeting began that lies so many full cycles back; None where fewer meetings were held.

    A full cycle runs from one held meeting to the next: the last one held lies no full cycle back.
    """
    held = group.meetings.filter(state__in=HELD).order_by("-starts_at")
    return next(iter(held.values_list("starts_at", flat=True)[cycles : cycles + 1]), None)


def answered_since(moment: datetime) -> QuerySet[Any]:
    """The ids of commitments whose owner answered since this moment, in words that are news."""
    found = CommitmentChange.objects.filter(step__in=NEWS, at__gte=moment, undone_at=None)
    return found.values_list("commitment_id", flat=True)


def lead_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these members, for a list that is not stored."""
    found = GroupMember.objects.filter(pk__in=set(ids)).select_related(
        "seat__organization", "seat__community", "role_holding__person"
    )
    return {one.pk: one.name for one in found}
