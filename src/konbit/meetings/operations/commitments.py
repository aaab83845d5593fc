"""Commitments: proposed for an owner, answered by that owner alone, and never counted as promised before."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies
from konbit.meetings.commitment_steps import (
    ReasonIsMissing,
    StepDoesNotFit,
    locked,
    put_back,
    require_owner,
    take_step,
    who_takes_it_on,
)
from konbit.meetings.conditions import must_capture, refuse_names, refuse_past, said_before
from konbit.meetings.models import AgendaItem, Commitment, CommitmentChange
from konbit.network.models import GroupMember
from konbit.network.queries import day_in


class CommitmentNeedsOwner(Refusal):
    code, kind, field = "commitment_needs_owner", Kind.UNREADABLE, "owner"
    says = _("Say who owns this commitment: choose a member of this group.")


class NothingAmended(Refusal):
    code, kind, field = "nothing_amended", Kind.UNREADABLE, "wording"
    says = _("Nothing is different. Change the words or the day, or accept it as it is.")


class ItsDayIsPast(Refusal):
    code, kind, field = "its_day_is_past", Kind.UNREADABLE, "due_on"
    says = _("It was to be done by %(day)s, and that day is past. To accept it, write a day from today on.")


class HandedOverAndAnswered(Refusal):
    code = "handed_over_and_answered"
    says = _(
        "It was handed over, and the next owner has answered. It cannot be taken back; talk with the next owner."
    )


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
        SaidOtherwise: the same form stored other words before.
        CommitmentNeedsOwner: no owner is named; whoever typed it is never the owner by default.
    """
    meeting = item.meeting
    require(policies.may_put_to_the_table(by, meeting))
    if key and (there := Commitment.objects.filter(key=key).first()):
        return said_before(there, wording=wording.strip(), owner=owner, due_on=due_on)
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
        due_after=due_on,
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


@transaction.atomic
def accept_commitment(
    *, commitment: Commitment, by: Actor, at: datetime, due_on: date | None = None, told: str = ""
) -> Commitment:
    """The owner accepts: from now on it is promised. After its day, for `due_on`; before, another day is an amendment.

    Raises:
        NotAllowed: the person does not hold the owner's seat or role.
        ItsDayIsPast: its day has passed, and no other is named.
        DayIsPast: the other day has passed as well.
        StepDoesNotFit: it was answered already.
    """
    require_owner(commitment, by, told)
    other_day: dict[str, date] = {}
    group = commitment.meeting.group
    if commitment.state == "proposed" and commitment.due_on < day_in(group, at):
        if due_on is None:
            raise ItsDayIsPast(day=commitment.due_on)
        refuse_past(group, due_on, "due_on", at)
        other_day = {"due_on": due_on}
    return take_step(
        commitment,
        "accept",
        by,
        at,
        told=told,
        **other_day,
        amended_wording="",
        amended_due_on=None,
        accepted_by=who_takes_it_on(commitment, by, at, told),
    )


@transaction.atomic
def decline_commitment(
    *, commitment: Commitment, note: str, by: Actor, at: datetime, told: str = ""
) -> Commitment:
    """The owner declines, and says why.

    Raises:
        ReasonIsMissing: without a reason.
        NotAllowed, StepDoesNotFit.
    """
    require_owner(commitment, by, told)
    if not note.strip():
        raise ReasonIsMissing
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return take_step(commitment, "decline", by, at, note=note, told=told)


@transaction.atomic
def amend_commitment(
    *, commitment: Commitment, wording: str, due_on: date, by: Actor, at: datetime, told: str = ""
) -> Commitment:
    """The owner asks for other words or another day. It stands as proposed until the facilitator agrees.

    Raises:
        NothingAmended: words and day are as they were.
        NotAllowed, StepDoesNotFit, NamesInside.
    """
    require_owner(commitment, by, told)
    wording = wording.strip()
    if (not wording or wording == commitment.wording) and due_on == commitment.due_on:
        raise NothingAmended
    # A day that is past cannot be promised again, also where only the words are to change.
    refuse_past(commitment.meeting.group, due_on, "due_on", at)
    refuse_names(commitment.meeting, "wording", wording, no_names=commitment.item.is_no_names)
    other_words = "" if wording == commitment.wording else wording
    other_day = None if due_on == commitment.due_on else due_on
    return take_step(
        commitment,
        "amend",
        by,
        at,
        told=told,
        asked_for={"asked_wording": other_words, "asked_due_on": other_day and other_day.isoformat()},
        amended_wording=other_words,
        amended_due_on=other_day,
        accepted_by=who_takes_it_on(commitment, by, at, told),
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
    return take_step(
        commitment,
        "agree",
        by,
        at,
        wording=commitment.amended_wording or commitment.wording,
        due_on=commitment.amended_due_on or commitment.due_on,
        amended_wording="",
        amended_due_on=None,
        # To re-size a commitment that was carried twice is one of the owner's four choices.
        carried_when_chosen=commitment.carried,
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
    return take_step(commitment, "refuse", by, at, note=note, amended_wording="", amended_due_on=None)


@transaction.atomic
def undo_answer(*, commitment: Commitment, by: Actor, at: datetime) -> Commitment:
    """The owner takes the last answer back in one step, also one that a facilitator entered; all stays in the history.

    What a meeting carried stays carried: an answer given before cannot be taken back.

    Raises:
        NothingToUndo: no answer stands, or a meeting carried it since.
        HandedOverAndAnswered: the next owner has answered what was handed over.
        NotAllowed: somebody else than the owner (or the facilitator, for what they entered or agreed to) asks.
    """
    commitment = locked(commitment)
    last = commitment.changes.filter(undone_at=None).last()
    if last is None or last.step in ("propose", "carry"):
        raise NothingToUndo
    require(policies.may_take_back(by, last))
    if last.step == "hand_over":
        _take_handed_over_back(commitment, at)
    last.undone_at = at
    last.save(update_fields=["undone_at"])
    commitment.state = last.state_before
    put_back(commitment, last.before)
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


def _take_handed_over_back(commitment: Commitment, at: datetime) -> None:
    following = commitment.continued_as.select_for_update().filter(withdrawn_at=None)
    if following.exclude(state="proposed").exists() or any(one.is_amended for one in following):
        raise HandedOverAndAnswered
    following.update(withdrawn_at=at)
