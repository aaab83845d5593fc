"""Commitments: proposed for an owner, answered by that owner alone, and never counted as promised before."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies
from konbit.meetings.conditions import must_capture, refuse_names, refuse_past
from konbit.meetings.domain import commitment_states
from konbit.meetings.models import AgendaItem, Commitment, CommitmentChange
from konbit.network.models import GroupMember


class CommitmentNeedsOwner(Refusal):
    code, kind, field = "commitment_needs_owner", Kind.UNREADABLE, "owner"
    says = _("Say who owns this commitment: choose a member of this group.")


class StepDoesNotFit(Refusal):
    code = "step_does_not_fit"
    says = _("This cannot be done now: the commitment is “%(state)s”. Look at the page again.")


class AnsweredMeanwhile(Refusal):
    code = "answered_meanwhile"
    says = _(
        "Somebody answered meanwhile: it is “%(state)s” now. Look at it again, then answer once more if you must."
    )


class ReasonIsMissing(Refusal):
    code, kind, field = "reason_is_missing", Kind.UNREADABLE, "note"
    says = _("Say why in a few words. The reason stands in the record.")


class NothingAmended(Refusal):
    code, kind, field = "nothing_amended", Kind.UNREADABLE, "wording"
    says = _("Nothing is different. Change the words or the day, or accept it as it is.")


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    says = _("There is no answer to take back.")


@transaction.atomic
def propose_commitment(
    *,
    item: AgendaItem,
    wording: str,
    owner: GroupMember | None,
    due_on: date,
    by: Actor,
    at: datetime,
    key=None,
) -> Commitment:
    """Capture a commitment for its owner. Proposed is not promised.

    Raises:
        MeetingIsNotOpen, NothingWritten, NamesInside.
        CommitmentNeedsOwner: no owner is named; whoever typed it is never the owner by default.
    """
    meeting = item.meeting
    require(policies.may_put_to_the_table(by, meeting))
    if key and (there := Commitment.objects.filter(key=key).first()):
        return there
    must_capture(meeting, item, wording)
    if owner is None:
        raise CommitmentNeedsOwner
    refuse_past(meeting.group, due_on, "due_on", at)
    commitment = Commitment(
        meeting=meeting,
        item=item,
        wording=wording.strip(),
        owner=owner,
        due_on=due_on,
        captured_at=at,
        captured_by_id=by.person_id,
    )
    if key:
        commitment.key = key
    commitment.save()
    CommitmentChange.objects.create(
        commitment=commitment,
        at=at,
        step="propose",
        state_after="proposed",
        person_id=by.person_id,
        channel=by.channel,
    )
    write_entry(
        "meetings.propose_commitment",
        about=commitment,
        by=by,
        at=at,
        group_id=meeting.group_id,
        fields=["wording", "owner", "due_on"],
        unnamed=item.is_no_names,
    )
    return commitment


def _step(
    commitment: Commitment,
    step: str,
    by: Actor,
    at: datetime,
    *,
    note: str = "",
    told: str = "",
    **values: Any,
) -> Commitment:
    """One step, written down with what stood before. `told` is the channel by which the owner told the facilitator."""
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("meeting__group", "item")
        .get(pk=commitment.pk)
    )
    if not commitment_states.can(step, commitment.state):
        raise StepDoesNotFit(state=commitment.get_state_display())
    before = {
        "wording": commitment.wording,
        "due_on": commitment.due_on.isoformat(),
        "amended_wording": commitment.amended_wording,
        "amended_due_on": commitment.amended_due_on and commitment.amended_due_on.isoformat(),
    }
    if step == "amend":
        asked_for = values["amended_due_on"]
        before |= {
            "asked_wording": values["amended_wording"],
            "asked_due_on": asked_for and asked_for.isoformat(),
        }
    CommitmentChange.objects.create(
        commitment=commitment,
        at=at,
        step=step,
        state_before=commitment.state,
        state_after=commitment_states.after(step),
        person_id=None if told else by.person_id,
        channel=told or by.channel,
        entered_by_id=by.person_id if told else None,
        note=note.strip(),
        before=before,
    )
    commitment.state = commitment_states.after(step)
    for name, value in values.items():
        setattr(commitment, name, value)
    commitment.version += 1
    commitment.save()
    write_entry(
        f"meetings.{step}_commitment",
        about=commitment,
        by=by,
        at=at,
        group_id=commitment.meeting.group_id,
        fields=["state", *values],
        unnamed=commitment.item.is_no_names,
    )
    return commitment


def _require_owner(commitment: Commitment, by: Actor, told: str) -> None:
    """The owner answers; a facilitator only writes down what the owner said on paper or by phone."""
    if told in ("paper", "phone"):
        require(policies.may_facilitate(by, commitment.meeting))
    else:
        require(policies.may_answer(by, commitment))


@transaction.atomic
def accept_commitment(*, commitment: Commitment, by: Actor, at: datetime, told: str = "") -> Commitment:
    """The owner accepts: from now on it is promised.

    Raises:
        NotAllowed: the person does not hold the owner's seat or role.
        StepDoesNotFit: it was answered already.
    """
    _require_owner(commitment, by, told)
    return _step(commitment, "accept", by, at, told=told, amended_wording="", amended_due_on=None)


@transaction.atomic
def decline_commitment(
    *, commitment: Commitment, note: str, by: Actor, at: datetime, told: str = ""
) -> Commitment:
    """The owner declines, and says why.

    Raises:
        ReasonIsMissing: without a reason.
        NotAllowed, StepDoesNotFit.
    """
    _require_owner(commitment, by, told)
    if not note.strip():
        raise ReasonIsMissing
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return _step(commitment, "decline", by, at, note=note, told=told)


@transaction.atomic
def amend_commitment(
    *, commitment: Commitment, wording: str, due_on: date, by: Actor, at: datetime, told: str = ""
) -> Commitment:
    """The owner asks for other words or another day. It stands as proposed until the facilitator agrees.

    Raises:
        NothingAmended: words and day are as they were.
        NotAllowed, StepDoesNotFit, NamesInside.
    """
    _require_owner(commitment, by, told)
    wording = wording.strip()
    if (not wording or wording == commitment.wording) and due_on == commitment.due_on:
        raise NothingAmended
    if due_on != commitment.due_on:
        refuse_past(commitment.meeting.group, due_on, "due_on", at)
    refuse_names(commitment.meeting, "wording", wording, no_names=commitment.item.is_no_names)
    return _step(
        commitment,
        "amend",
        by,
        at,
        told=told,
        amended_wording="" if wording == commitment.wording else wording,
        amended_due_on=None if due_on == commitment.due_on else due_on,
    )


@transaction.atomic
def agree_to_amendment(*, commitment: Commitment, by: Actor, at: datetime) -> Commitment:
    """The facilitator agrees to what the owner asked for: it is accepted in the new words, for the new day.

    Raises:
        StepDoesNotFit: no amendment waits.
    """
    require(policies.may_facilitate(by, commitment.meeting))
    if not commitment.is_amended:
        raise StepDoesNotFit(state=commitment.get_state_display())
    return _step(
        commitment,
        "agree",
        by,
        at,
        wording=commitment.amended_wording or commitment.wording,
        due_on=commitment.amended_due_on or commitment.due_on,
        amended_wording="",
        amended_due_on=None,
    )


@transaction.atomic
def refuse_amendment(*, commitment: Commitment, note: str, by: Actor, at: datetime) -> Commitment:
    """The facilitator does not agree: it stands as first proposed, and waits for the owner again.

    Raises:
        StepDoesNotFit: no amendment waits.
        ReasonIsMissing: without a reason.
        NamesInside: under a *no names* item, a reason that holds a name.
    """
    require(policies.may_facilitate(by, commitment.meeting))
    if not commitment.is_amended:
        raise StepDoesNotFit(state=commitment.get_state_display())
    if not note.strip():
        raise ReasonIsMissing
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return _step(commitment, "refuse", by, at, note=note, amended_wording="", amended_due_on=None)


@transaction.atomic
def finish_commitment(
    *, commitment: Commitment, note: str, by: Actor, at: datetime, told: str = ""
) -> Commitment:
    """The owner says that it is done, with what shows it if they wish.

    Raises:
        NotAllowed, StepDoesNotFit.
    """
    _require_owner(commitment, by, told)
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return _step(commitment, "done", by, at, note=note, told=told)


@transaction.atomic
def drop_commitment(
    *, commitment: Commitment, note: str, by: Actor, at: datetime, told: str = ""
) -> Commitment:
    """The owner drops it, and says why.

    Raises:
        ReasonIsMissing: without a reason.
        NotAllowed, StepDoesNotFit.
    """
    _require_owner(commitment, by, told)
    if not note.strip():
        raise ReasonIsMissing
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return _step(commitment, "drop", by, at, note=note, told=told)


@transaction.atomic
def undo_answer(*, commitment: Commitment, by: Actor, at: datetime) -> Commitment:
    """The owner takes the last answer back in one step, also one that a facilitator entered; all stays in the history.

    Raises:
        NothingToUndo: no answer stands.
        NotAllowed: somebody else than the owner (or the facilitator, for what they entered or agreed to) asks.
    """
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("meeting__group", "item")
        .get(pk=commitment.pk)
    )
    last = commitment.changes.filter(undone_at=None).exclude(step="propose").last()
    if last is None:
        raise NothingToUndo
    require(policies.may_take_back(by, last))
    last.undone_at = at
    last.save(update_fields=["undone_at"])
    before = last.before
    commitment.state = last.state_before
    commitment.wording, commitment.due_on = before["wording"], date.fromisoformat(before["due_on"])
    commitment.amended_wording = before["amended_wording"]
    amended = before["amended_due_on"]
    commitment.amended_due_on = date.fromisoformat(amended) if amended else None
    commitment.version += 1
    commitment.save()
    write_entry(
        "meetings.undo_answer",
        about=commitment,
        by=by,
        at=at,
        group_id=commitment.meeting.group_id,
        fields=["state"],
        unnamed=commitment.item.is_no_names,
    )
    return commitment
