"""What owners say of a commitment they accepted: on track, blocked, done, dropped, kept, handed over, taken over."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.commitment_steps import (
    ReasonIsMissing,
    locked,
    put_back,
    require_owner,
    take_step,
    who_takes_it_on,
)
from konbit.meetings.conditions import refuse_names, refuse_past
from konbit.meetings.domain.carry_over import is_carried
from konbit.meetings.models import Commitment, CommitmentChange, Meeting
from konbit.network.models import GroupMember
from konbit.network.queries import day_in, people_holding


class NoChoiceIsOwed(Refusal):
    code = "no_choice_is_owed"
    says = _(
        "It was not carried twice, so there is nothing to keep. Say that it is on track, or ask for another day."
    )


class HandOverNeedsSomebodyElse(Refusal):
    code, kind, field = "hand_over_needs_somebody_else", Kind.UNREADABLE, "owner"
    says = _("Choose another member of this group as the next owner.")


class NothingToTakeOver(Refusal):
    code = "nothing_to_take_over"
    says = _("Nobody left: this commitment is taken on already.")


@transaction.atomic
def report_progress(
    *, commitment: Commitment, progress: str, by: Actor, at: datetime, note: str = "", told: str = ""
) -> Commitment:
    """The owner says that it is on track, or blocked and by what.

    Raises:
        ReasonIsMissing: blocked, without saying by what.
        NotAllowed, StepDoesNotFit, NamesInside.
    """
    require_owner(commitment, by, told)
    if progress == "blocked" and not note.strip():
        raise ReasonIsMissing
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return take_step(commitment, progress, by, at, note=note, told=told, progress=progress, progress_at=at)


@transaction.atomic
def finish_commitment(
    *, commitment: Commitment, note: str, by: Actor, at: datetime, told: str = ""
) -> Commitment:
    """The owner says that it is done, with what shows it if they wish.

    Raises:
        NotAllowed, StepDoesNotFit.
    """
    require_owner(commitment, by, told)
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return take_step(commitment, "done", by, at, note=note, told=told)


@transaction.atomic
def drop_commitment(
    *, commitment: Commitment, note: str, by: Actor, at: datetime, told: str = ""
) -> Commitment:
    """The owner drops it, and says why.

    Raises:
        ReasonIsMissing: without a reason.
        NotAllowed, StepDoesNotFit.
    """
    require_owner(commitment, by, told)
    if not note.strip():
        raise ReasonIsMissing
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return take_step(commitment, "drop", by, at, note=note, told=told)


@transaction.atomic
def keep_commitment(
    *,
    commitment: Commitment,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
    note: str = "",
    told: str = "",
) -> Commitment:
    """The owner keeps a commitment that was carried twice, until `due_on` or else the next meeting.

    Raises:
        NoChoiceIsOwed: it was not carried twice since the last choice.
        DayIsPast, NotAllowed, NamesInside.
    """
    require_owner(commitment, by, told)
    commitment = locked(commitment)
    if not commitment.owes_choice:
        raise NoChoiceIsOwed
    refuse_past(commitment.meeting.group, due_on, "due_on", at)
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    return take_step(
        commitment,
        "keep",
        by,
        at,
        note=note,
        told=told,
        due_on=due_on or queries.next_day(commitment.meeting.group, at),
        carried_when_chosen=commitment.carried,
        accepted_by=who_takes_it_on(commitment, by, at, told),
    )


@transaction.atomic
def hand_over_commitment(
    *,
    commitment: Commitment,
    owner: GroupMember | None,
    note: str,
    by: Actor,
    at: datetime,
    told: str = "",
    due_on: date | None = None,
) -> Commitment:
    """The owner hands it to another member, who is asked: it is proposed to them, and promised once they accept.

    Answers the commitment as proposed to the next owner, due on `due_on`, else on its day or, past that, at the next
    meeting.

    Raises:
        HandOverNeedsSomebodyElse: no other member is chosen.
        ReasonIsMissing, DayIsPast, NotAllowed, StepDoesNotFit, NamesInside.
    """
    require_owner(commitment, by, told)
    group = commitment.meeting.group
    if owner is None or owner.pk == commitment.owner_id or owner.group_id != group.pk:
        raise HandOverNeedsSomebodyElse
    if not note.strip():
        raise ReasonIsMissing
    refuse_past(group, due_on, "due_on", at)
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    handed = take_step(commitment, "hand_over", by, at, note=note, told=told)
    today = day_in(group, at)
    following = Commitment.objects.create(
        meeting=handed.meeting,
        item=handed.item,
        wording=handed.wording,
        owner=owner,
        due_on=due_on or (handed.due_on if handed.due_on > today else queries.next_day(group, at)),
        captured_at=at,
        captured_by_id=by.person_id,
        continues=handed,
    )
    CommitmentChange.objects.create(
        commitment=following,
        at=at,
        step="propose",
        state_after="proposed",
        person_id=None if told else by.person_id,
        channel=told or by.channel,
        entered_by_id=by.person_id if told else None,
        due_after=following.due_on,
    )
    for person in people_holding(owner, today):
        outbox.post(
            "meetings.ask_owner_letter",
            due_at=at,
            meeting_id=handed.meeting_id,
            person_id=person.pk,
            dedupe_key=f"handed over:{following.pk}:{person.pk}",
        )
    return following


@transaction.atomic
def take_over_commitment(
    *, commitment: Commitment, by: Actor, at: datetime, note: str = "", told: str = ""
) -> Commitment:
    """The new holder of a seat takes on what the seat had promised before they came.

    Raises:
        NothingToTakeOver: whoever promised it still holds the seat.
        NotAllowed, StepDoesNotFit.
    """
    require_owner(commitment, by, told)
    if not queries.waits_for_holder(commitment, at):
        raise NothingToTakeOver
    refuse_names(commitment.meeting, "note", note, no_names=commitment.item.is_no_names)
    taker = who_takes_it_on(commitment, by, at, told)
    return take_step(commitment, "take_over", by, at, note=note, told=told, accepted_by=taker)


@transaction.atomic
def carry_due(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Carry what was promised and not done by the day of this meeting to the next one; answers how many.

    What was carried twice since its owner last chose is not carried again: it owes a choice.
    """
    require(policies.may_facilitate(by, meeting))
    day, carried = day_in(meeting.group, meeting.starts_at), 0
    due = Commitment.objects.filter(
        meeting__group=meeting.group_id, state="accepted", withdrawn_at=None, due_on__lte=day
    )
    following = queries.next_day(meeting.group, at, after=meeting)
    for one in due.order_by("due_on", "captured_at"):
        if is_carried(
            state=one.state, due=True, carried=one.carried, carried_when_chosen=one.carried_when_chosen
        ):
            take_step(one, "carry", by, at, due_on=following, carried=one.carried + 1)
            carried += 1
    return carried


@transaction.atomic
def undo_carry(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Take back what the end of this meeting carried, where nobody answered since; answers how many."""
    require(policies.may_facilitate(by, meeting))
    taken_back = 0
    carries = CommitmentChange.objects.filter(
        step="carry", at=meeting.closed_at, undone_at=None, commitment__meeting__group=meeting.group_id
    )
    for change in carries.select_related("commitment"):
        commitment = locked(change.commitment)
        if commitment.changes.filter(undone_at=None).last() == change:
            change.undone_at = at
            change.save(update_fields=["undone_at"])
            put_back(commitment, change.before)
            commitment.version += 1
            commitment.save()
            taken_back += 1
    return taken_back
