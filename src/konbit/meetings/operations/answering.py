"""The owner's answer, whichever it is: one way in for pages, links and programs."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal
from konbit.meetings import words
from konbit.meetings.commitment_steps import StepDoesNotFit, locked, require_owner
from konbit.meetings.models import Commitment
from konbit.meetings.operations import commitments, progress
from konbit.meetings.queries import answers_to
from konbit.network.models import GroupMember


class AnsweredMeanwhile(Refusal):
    """Facts: the last `step` that stands, the `state`; `theirs`, how it stands now, and its `version`."""

    code = "answered_meanwhile"
    says = _(
        "It was answered meanwhile. The last step is “%(step)s”, and it is “%(state)s” now. "
        "Look at it again, then answer once more if you must."
    )


@transaction.atomic
def answer_commitment(
    *,
    commitment: Commitment,
    step: str,
    version: int | None,
    by: Actor,
    at: datetime,
    note: str = "",
    wording: str = "",
    due_on: date | None = None,
    owner: GroupMember | None = None,
    told: str = "",
) -> Commitment:
    """Take the step that the owner chose: accept, amend, decline, on_track, blocked, done, drop, keep, hand_over or
    take_over. `told` is the channel by which the owner told the facilitator who enters it.

    Raises:
        NotAllowed: the person does not hold the owner's seat or role.
        AnsweredMeanwhile: it changed since `version`.
        StepDoesNotFit: the step is none of those that the owner can take now.
        ItsDayIsPast: it is accepted after its day, without another one.
        ReasonIsMissing, NothingAmended, ItsDayIsPast, DayIsPast, NamesInside, HandOverNeedsSomebodyElse.
    """
    require_owner(commitment, by, told)
    commitment = locked(commitment)
    if version not in (None, commitment.version):
        theirs = {"state": commitment.state, "wording": commitment.wording, "due_on": commitment.due_on}
        last = commitment.changes.filter(undone_at=None).last()
        raise AnsweredMeanwhile(
            step=words.COMMITMENT_STEPS[last.step if last else "propose"],
            state=commitment.get_state_display(),
            version=commitment.version,
            theirs=theirs,
        )
    if step not in answers_to(commitment, at):
        raise StepDoesNotFit(state=commitment.get_state_display())
    return _take(
        step,
        {"commitment": commitment, "by": by, "at": at, "told": told},
        note=note,
        wording=wording or commitment.wording,
        due_on=due_on,
        owner=owner,
    )


# The verbs that take a note and nothing else.
_NOTED = {
    "decline": commitments.decline_commitment,
    "done": progress.finish_commitment,
    "drop": progress.drop_commitment,
    "take_over": progress.take_over_commitment,
}


def _take(step: str, call: dict[str, Any], *, note: str, wording: str, due_on: Any, owner: Any) -> Commitment:
    if step in _NOTED:
        return _NOTED[step](**call, note=note)
    match step:
        case "accept":
            return commitments.accept_commitment(**call, due_on=due_on)
        case "amend":
            day = due_on or call["commitment"].due_on
            return commitments.amend_commitment(**call, wording=wording, due_on=day)
        case "keep":
            return progress.keep_commitment(**call, due_on=due_on, note=note)
        case "hand_over":
            return progress.hand_over_commitment(**call, owner=owner, due_on=due_on, note=note)
    return progress.report_progress(**call, progress=step, note=note)
