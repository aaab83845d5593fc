"""Pass an item up to the parent group, and let the answer come down."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.conditions import refuse_names
from konbit.meetings.domain.passing import answer_matter, part_for
from konbit.meetings.models import AgendaItem, Decision, Meeting
from konbit.meetings.operations.questions import AnswerIsEmpty

MINUTES = 10


class NoGroupAbove(Refusal):
    code = "no_group_above"
    says = _(
        "“%(group)s” lies in no other group, so there is nobody to pass this up to. "
        "Its convener can place it inside another group, under Settings."
    )


class NoMeetingAbove(Refusal):
    code = "no_meeting_above"
    says = _(
        "“%(parent)s” has no coming meeting yet, so this would stand nowhere. "
        "Ask its facilitator to set the next meeting, then pass it up."
    )


class NeedsTheGroupsDecision(Refusal):
    code, field = "needs_the_groups_decision", "decision"
    says = _(
        "This item is private or without names, so it goes up only by the group's own decision. "
        "Let the group decide it in a meeting, then choose that decision here."
    )


class NotPassedUp(Refusal):
    code = "not_passed_up"
    says = _("This item was not passed up.")


class MeetingAboveHasBegun(Refusal):
    code = "meeting_above_has_begun"
    says = _(
        "The meeting of “%(parent)s” has begun, so this cannot be taken back. Its answer comes down to you."
    )


class PassedUpFurther(Refusal):
    code = "passed_up_further"
    says = _("“%(parent)s” has passed this up further. Ask its facilitator to take that back first.")


class NotTakenUpYet(Refusal):
    code = "not_taken_up_yet"
    says = _("No meeting has taken this up yet. It can be answered once its meeting has begun.")


class AnswerStands(Refusal):
    code = "answer_stands"
    says = _("This is answered already. Take that answer back first.")


class NoAnswerStands(Refusal):
    code = "no_answer_stands"
    says = _("There is no answer to take back.")


class AnswerIsTakenUp(Refusal):
    code = "answer_is_taken_up"
    says = _(
        "“%(group)s” has taken the answer up in a meeting, so it stays. Tell them what is different now."
    )


def _locked(item: AgendaItem) -> AgendaItem:
    found = AgendaItem.objects.select_for_update(of=("self",))
    return found.select_related("meeting__group__parent", "origin__meeting__group").get(pk=item.pk)


def _write(
    action: str, item: AgendaItem, by: Actor, at: datetime, *fields: str, theirs: bool = False
) -> None:
    """An entry in the trail of the item's group; of what `theirs`, the other group's person did, without the person."""
    write_entry(
        action,
        about=item,
        by=by,
        at=at,
        group_id=item.meeting.group_id,
        fields=fields,
        unnamed=theirs or item.is_no_names,
    )


def _must_be_decided(item: AgendaItem, decision: Decision | None) -> Decision | None:
    """The decision by which a private item, or one without names, goes up; None where none is needed."""
    if not (item.is_private or item.is_no_names):
        return None
    named = decision and queries.decisions_to_name(item.meeting.group).filter(pk=decision.pk).first()
    if named is None:
        raise NeedsTheGroupsDecision
    return named


def _room_for(item: AgendaItem, meeting: Meeting) -> int:
    """The minutes it takes there: its own, but no more than an agenda that was approved has left."""
    wished = item.minutes or MINUTES
    if meeting.state != "ready":
        return wished
    return min(wished, max(0, meeting.length_minutes - queries.minutes_planned(meeting)))


@transaction.atomic
def pass_up(*, item: AgendaItem, by: Actor, at: datetime, decision: Decision | None = None) -> AgendaItem:
    """Put the item on the agenda of the parent group's next meeting, owned there, with its origin; answers that item.

    It keeps its marks. Sent twice, it goes up once. On its own agenda it stays in sight, marked as passed up.

    Raises:
        NotAllowed: neither a facilitator nor a convener of the item's group.
        NoGroupAbove, NoMeetingAbove: there is nowhere to pass it to.
        NeedsTheGroupsDecision: private or without names, and no decision of the group that says so is named.
        NamesInside: without names, and it holds a name of the group above.
    """
    require(policies.may_pass_up(by, item.meeting.group))
    item = _locked(item)
    group, there = item.meeting.group, item.above
    if there is not None:
        return there
    if group.parent is None:
        raise NoGroupAbove(group=group.name)
    named = _must_be_decided(item, decision)
    meeting = queries.coming_meeting(group.parent, at)
    if meeting is None:
        raise NoMeetingAbove(parent=group.parent.name)
    refuse_names(meeting, "decision", item.title, item.background, no_names=item.is_no_names)
    part = part_for(item.purpose)
    above = AgendaItem.objects.create(
        meeting=meeting,
        part=part,
        position=queries.next_position(meeting, part),
        title=item.title,
        background=item.background,
        purpose=item.purpose,
        minutes=_room_for(item, meeting),
        lead_id=queries.owner_in(group.parent, at),
        is_private=item.is_private,
        is_no_names=item.is_no_names,
        origin=item,
        passed_by=named,
        raised_at=queries.first_raised(item, at),
    )
    if item.meeting.is_before:
        item.state = "passed_up"
        item.version += 1
        item.save(update_fields=["state", "version"])
    _write("meetings.pass_up", item, by, at, "passed_up_as")
    _write("meetings.receive_from_below", above, by, at, "origin", theirs=True)
    return above


@transaction.atomic
def undo_pass_up(*, item: AgendaItem, by: Actor, at: datetime, as_requested: bool = False) -> AgendaItem:
    """Take an item back from the agenda above: to where it stood, one that was only asked for among the requests.

    Raises:
        NotPassedUp: it is not above.
        MeetingAboveHasBegun: the parent's meeting has begun, or is over.
        PassedUpFurther: the parent group has passed it up itself.
    """
    require(policies.may_pass_up(by, item.meeting.group))
    item = _locked(item)
    above = item.above
    if above is None:
        raise NotPassedUp
    parent = above.meeting.group.name
    if not above.meeting.is_before:
        raise MeetingAboveHasBegun(parent=parent)
    if above.above is not None:
        raise PassedUpFurther(parent=parent)
    _write("meetings.undo_pass_up", item, by, at, "passed_up_as")
    _write("meetings.taken_back_below", above, by, at, "origin", theirs=True)
    above.delete()
    if item.state == "passed_up":
        waits = as_requested and item.asked_by is not None
        # One that was set aside before kept its reason.
        item.state = "set_aside" if item.because else "requested" if waits else "on_agenda"
        item.version += 1
        item.save(update_fields=["state", "version"])
    return item


@transaction.atomic
def answer_down(*, item: AgendaItem, answer: str, by: Actor, at: datetime) -> AgendaItem:
    """Answer the group that passed this item up. It reads the answer at once, and finds it on its next draft agenda.

    Raises:
        NotAllowed: neither who leads the item nor a facilitator of the group it came to.
        NotPassedUp: it came from no group below.
        NotTakenUpYet: its meeting has not begun.
        AnswerStands, AnswerIsEmpty.
        NamesInside: without names, and the answer holds a name of either group.
    """
    require(policies.may_answer_down(by, item))
    item = _locked(item)
    if item.origin is None:
        raise NotPassedUp
    if item.answered_at is not None:
        raise AnswerStands
    if not queries.is_taken_up(item):
        raise NotTakenUpYet
    if not answer.strip():
        raise AnswerIsEmpty
    no_names = item.is_no_names or item.origin.is_no_names
    for meeting in (item.meeting, item.origin.meeting):
        refuse_names(meeting, "answer", answer, no_names=no_names)
    item.answer, item.answered_at = answer.strip(), at
    item.save(update_fields=["answer", "answered_at"])
    _write("meetings.answer_down", item, by, at, "answer")
    _write("meetings.answer_came_down", item.origin, by, at, "answer", theirs=True)
    return item


@transaction.atomic
def undo_answer_down(*, item: AgendaItem, by: Actor, at: datetime) -> AgendaItem:
    """Take the answer back: the item is open again in both groups, and its age runs on from its first day.

    Raises:
        NotAllowed: neither who leads the item nor a facilitator of the group it came to.
        NoAnswerStands: it has none.
        AnswerIsTakenUp: the group that asked began a meeting with the answer on its agenda.
    """
    require(policies.may_answer_down(by, item))
    item = _locked(item)
    if item.origin is None or item.answered_at is None:
        raise NoAnswerStands
    if queries.answer_is_taken_up(item.origin):
        raise AnswerIsTakenUp(group=item.origin.meeting.group.name)
    item.answer, item.answered_at = "", None
    item.save(update_fields=["answer", "answered_at"])
    # An agenda that is only prepared would else speak of an answer that stands nowhere.
    AgendaItem.objects.filter(
        meeting__group=item.origin.meeting.group_id, matter=answer_matter(item.origin_id)
    ).delete()
    _write("meetings.undo_answer_down", item, by, at, "answer")
    _write("meetings.answer_went_back", item.origin, by, at, "answer", theirs=True)
    return item
