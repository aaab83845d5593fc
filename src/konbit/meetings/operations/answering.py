"""The owner's answer, whichever it is: one way in for pages, links and programs."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal
from konbit.meetings.commitment_steps import StepDoesNotFit, locked, require_owner
from konbit.meetings.models import Commitment
from konbit.meetings.operations import commitments, progress
from konbit.meetings.queries import answers_to
from konbit.network.models import GroupMember


class AnsweredMeanwhile(Refusal):
    """Facts: `theirs`, how it stands now, and its `version`."""

    code = "answered_meanwhile"
    says = _(
        "Somebody answered meanwhile: it is “%(state)s” now. Look at it again, then answer once more if you must."
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
        ReasonIsMissing, NothingAmended, DayIsPast, NamesInside, HandOverNeedsSomebodyElse.
    """
    require_owner(commitment, by, told)
    commitment = locked(commitment)
    if version not in (None, commitment.version):
        theirs = {"state": commitment.state, "wording": commitment.wording, "due_on": commitment.due_on}
        raise AnsweredMeanwhile(
            state=commitment.get_state_display(), version=commitment.version, theirs=theirs
        )
    if step not in answers_to(commitment, at):
        raise StepDoesNotFit(state=commitment.get_state_display())
    call = {"commitment": commitment, "by": by, "at": at, "told": told}
    match step:
        case "accept":
            return commitments.accept_commitment(**call)
        case "amend":
            words, day = wording or commitment.wording, due_on or commitment.due_on
            return commitments.amend_commitment(**call, wording=words, due_on=day)
        case "decline":
            return commitments.decline_commitment(**call, note=note)
        case "on_track" | "blocked":
            return progress.report_progress(**call, progress=step, note=note)
        case "keep":
            return progress.keep_commitment(**call, due_on=due_on, note=note)
        case "hand_over":
            return progress.hand_over_commitment(**call, owner=owner, due_on=due_on, note=note)
        case "take_over":
            return progress.take_over_commitment(**call, note=note)
        case "done":
            return progress.finish_commitment(**call, note=note)
    return progress.drop_commitment(**call, note=note)
