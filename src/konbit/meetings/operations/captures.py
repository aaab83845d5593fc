"""What every captured thing shares: it is withdrawn by one tap, brought back by another, and its words are corrected."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.meetings import policies
from konbit.meetings.conditions import (
    IsTakenBack,
    MeetingIsNotOpen,
    NothingWritten,
    must_capture,
    refuse_names,
    said_before,
)
from konbit.meetings.models import AgendaItem, Captured, ParkedItem, Question
from konbit.network.models import GroupMember


class ItIsAnswered(Refusal):
    code = "it_is_answered"
    says = _(
        "Its owner has answered it already, so it stays as it is. Other words or another day are for the owner to ask."
    )


class QuestionNeedsSomebody(Refusal):
    code, kind, field = "question_needs_somebody", Kind.UNREADABLE, "asked_of"
    says = _("Say who is asked: choose a member of this group.")


@transaction.atomic
def ask_question(
    *,
    item: AgendaItem,
    wording: str,
    asked_of: GroupMember | None,
    by: Actor,
    at: datetime,
    asked_by: GroupMember | None = None,
    key=None,
) -> Question:
    """Record a question to a named party; its age runs from here.

    Raises:
        MeetingIsNotOpen, NothingWritten, NamesInside.
        SaidOtherwise: the same form stored other words before.
        QuestionNeedsSomebody: nobody is asked.
    """
    meeting = item.meeting
    require(policies.may_put_to_the_table(by, meeting))
    if key and (there := Question.objects.filter(key=key).first()):
        return said_before(there, wording=wording.strip(), asked_of=asked_of)
    must_capture(meeting, item, wording)
    if asked_of is None:
        raise QuestionNeedsSomebody
    question = Question(
        meeting=meeting,
        item=item,
        wording=wording.strip(),
        asked_of=asked_of,
        asked_by=asked_by,
        captured_at=at,
        captured_by_id=by.person_id,
    )
    return _store(question, "meetings.ask_question", key, by, at)


@transaction.atomic
def park(*, item: AgendaItem, wording: str, by: Actor, at: datetime, key=None) -> ParkedItem:
    """Park what came up: it stands on the next draft agenda.

    Raises:
        MeetingIsNotOpen, NothingWritten, NamesInside.
        SaidOtherwise: the same form stored other words before.
    """
    meeting = item.meeting
    require(policies.may_put_to_the_table(by, meeting))
    if key and (there := ParkedItem.objects.filter(key=key).first()):
        return said_before(there, wording=wording.strip())
    must_capture(meeting, item, wording)
    parked = ParkedItem(
        meeting=meeting, item=item, wording=wording.strip(), captured_at=at, captured_by_id=by.person_id
    )
    return _store(parked, "meetings.park", key, by, at)


def _store(captured, action: str, key, by: Actor, at: datetime):
    if key:
        captured.key = key
    captured.save()
    write_entry(
        action,
        about=captured,
        by=by,
        at=at,
        group_id=captured.meeting.group_id,
        fields=["wording"],
        unnamed=captured.item.is_no_names,
    )
    return captured


def _may_take_back(captured: Captured, by: Actor) -> None:
    meeting = captured.meeting
    if meeting.state not in ("open", "closed"):
        raise MeetingIsNotOpen(state=meeting.get_state_display())
    # Who captured it may take it back at once: while the meeting goes on, and before the meeting made something of it.
    own = captured.captured_by_id is not None and captured.captured_by_id == by.person_id
    recorded = captured.kind == "decision" and captured.state != "proposed"
    if not own or recorded or not meeting.is_open:
        require(policies.may_facilitate(by, meeting))


@transaction.atomic
def withdraw(*, captured: Captured, by: Actor, at: datetime) -> Captured:
    """Take back what was captured by mistake. The row stays, out of every page, and can be brought back.

    Raises:
        MeetingIsNotOpen: the record is published; correct it instead.
        ItIsAnswered: a commitment that its owner answered.
    """
    _may_take_back(captured, by)
    if captured.kind == "commitment" and captured.state != "proposed":
        raise ItIsAnswered
    captured.withdrawn_at = at
    captured.save(update_fields=["withdrawn_at"])
    write_entry(
        "meetings.withdraw",
        about=captured,
        by=by,
        at=at,
        group_id=captured.meeting.group_id,
        fields=["withdrawn_at"],
        unnamed=captured.item.is_no_names,
    )
    return captured


@transaction.atomic
def undo_withdraw(*, captured: Captured, by: Actor, at: datetime) -> Captured:
    """Bring back what was taken back."""
    _may_take_back(captured, by)
    captured.withdrawn_at = None
    captured.save(update_fields=["withdrawn_at"])
    write_entry(
        "meetings.undo_withdraw",
        about=captured,
        by=by,
        at=at,
        group_id=captured.meeting.group_id,
        fields=["withdrawn_at"],
        unnamed=captured.item.is_no_names,
    )
    return captured


@transaction.atomic
def correct_wording(*, captured: Captured, wording: str, version: int, by: Actor, at: datetime) -> Captured:
    """Correct the words of something captured. A published record shows it from its next version on.

    Raises:
        ChangedMeanwhile: somebody corrected it since `version`.
        IsTakenBack: somebody took it back.
        NothingWritten, NamesInside.
        ItIsAnswered: a commitment that its owner accepted; other words need an amendment.
    """
    require(policies.may_facilitate(by, captured.meeting))
    captured = (
        type(captured)
        .objects.select_for_update()
        .select_related("item", "meeting__group")
        .get(pk=captured.pk)
    )
    if captured.withdrawn_at is not None:
        raise IsTakenBack
    if captured.wording == wording.strip():
        return captured
    if captured.version != version:
        raise ChangedMeanwhile(theirs={"wording": captured.wording}, version=captured.version)
    if not wording.strip():
        raise NothingWritten
    if captured.kind == "commitment" and captured.state != "proposed":
        raise ItIsAnswered
    refuse_names(captured.meeting, "wording", wording, no_names=captured.item.is_no_names)
    captured.wording = wording.strip()
    captured.version += 1
    captured.save(update_fields=["wording", "version"])
    write_entry(
        "meetings.correct_wording",
        about=captured,
        by=by,
        at=at,
        group_id=captured.meeting.group_id,
        fields=["wording"],
        unnamed=captured.item.is_no_names,
    )
    return captured
