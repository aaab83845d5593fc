"""One step in the life of a commitment, written down with what stood before it; shared by all its verbs."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies
from konbit.meetings.domain import commitment_states
from konbit.meetings.models import Commitment, CommitmentChange
from konbit.meetings.words import ANSWER
from konbit.network.queries import day_in, people_holding

# What a step may change, and what is kept of it so that the step can be taken back.
CHANGEABLE = (
    "wording",
    "due_on",
    "amended_wording",
    "amended_due_on",
    "progress",
    "progress_at",
    "carried",
    "carried_when_chosen",
    "accepted_by_id",
)
# How an owner may tell a facilitator, who writes it down.
TOLD = ("paper", "phone", "email")
_DAYS, _MOMENTS = ("due_on", "amended_due_on"), ("progress_at",)


class StepDoesNotFit(Refusal):
    code = "step_does_not_fit"
    says = _("This cannot be done now: the commitment is “%(state)s”. Look at the page again.")


class ReasonIsMissing(Refusal):
    code, kind, field = "reason_is_missing", Kind.UNREADABLE, "note"
    says = _("Say why in a few words. The reason stands in the record.")


def locked(commitment: Commitment) -> Commitment:
    """The commitment as it stands now; nobody else changes it until this transaction ends."""
    return (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("meeting__group", "item")
        .get(pk=commitment.pk)
    )


def kept(commitment: Commitment) -> dict[str, Any]:
    """What stands before a step, so that the step can be taken back."""
    found = {name: getattr(commitment, name) for name in CHANGEABLE}
    for name in (*_DAYS, *_MOMENTS):
        found[name] = found[name] and found[name].isoformat()
    found["accepted_by_id"] = found["accepted_by_id"] and str(found["accepted_by_id"])
    return found


def put_back(commitment: Commitment, before: dict[str, Any]) -> None:
    """Set what stood before a step; what a step of an older installation did not keep stays."""
    for name in (name for name in CHANGEABLE if name in before):
        value = before[name]
        if value and name in _DAYS:
            value = date.fromisoformat(value)
        elif value and name in _MOMENTS:
            value = datetime.fromisoformat(value)
        setattr(commitment, name, value)


def require_owner(commitment: Commitment, by: Actor, told: str) -> None:
    """The owner answers; a facilitator only writes down what the owner said on paper, by phone or in a letter."""
    if told in TOLD:
        require(policies.may_facilitate(by, commitment.meeting))
    else:
        require(policies.may_answer(by, commitment))


def who_takes_it_on(commitment: Commitment, by: Actor, at: datetime, told: str) -> Person | None:
    """The person who promises: who answers; where a facilitator writes it down, whoever holds the seat on that day."""
    if not told:
        return Person.objects.filter(pk=by.person_id).first()
    return next(iter(people_holding(commitment.owner, day_in(commitment.meeting.group, at))), None)


def take_step(
    commitment: Commitment,
    step: str,
    by: Actor,
    at: datetime,
    *,
    note: str = "",
    told: str = "",
    asked_for: dict[str, Any] | None = None,
    **values: Any,
) -> Commitment:
    """Take the step and write it down. `told` is the channel by which the owner told the facilitator.

    Raises:
        StepDoesNotFit: the commitment is in a state that knows no such step.
    """
    commitment = locked(commitment)
    if commitment.withdrawn_at or not commitment_states.can(step, commitment.state):
        raise StepDoesNotFit(state=commitment.get_state_display())
    before, state_before = {**kept(commitment), **(asked_for or {})}, commitment.state
    commitment.state = commitment_states.after(step)
    for name, value in values.items():
        setattr(commitment, name, value)
    commitment.version += 1
    commitment.save()
    CommitmentChange.objects.create(
        commitment=commitment,
        at=at,
        step=step,
        state_before=state_before,
        state_after=commitment.state,
        person_id=None if told else by.person_id,
        channel=told or by.channel,
        purpose=ANSWER if by.channel in ("link", "email") and not told else "",
        entered_by_id=by.person_id if told else None,
        note=note.strip(),
        before=before,
        due_after=commitment.due_on,
    )
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
