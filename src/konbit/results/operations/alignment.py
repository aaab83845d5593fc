"""Alignment of a community's strategies with a funder's long-term outcomes: proposed by one, answered by the other."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.results import policies
from konbit.results.agenda_writing import standing_strategy
from konbit.results.models import Alignment, LongTermOutcome, Strategy


class AlignedWithAnotherNetwork(Refusal):
    code, kind, field = "aligned_with_another_network", Kind.UNREADABLE, "outcome"
    says = _("This outcome belongs to another network. Choose one of this network.")


class OutcomeIsRetired(Refusal):
    code, field = "outcome_is_retired", "outcome"
    says = _("The funder no longer means to reach %(code)s. Choose another outcome.")


@transaction.atomic
def propose_alignment(
    *,
    strategy: Strategy,
    outcome: LongTermOutcome,
    by: Actor,
    at: datetime,
    why: str = "",
    label: str = "",
    source: str = "",
) -> Alignment:
    """Propose, as the community, that a strategy meets an outcome. One that was refused is proposed anew.

    Raises:
        NotAllowed: somebody else than the community proposes; a funder asks instead.
        AgendaIsClosed, StrategyIsRetired, OutcomeIsRetired: one of the two stands no longer.
        AlignedWithAnotherNetwork: the outcome is another network's.
    """
    require(policies.may_propose_alignment(by, strategy.agenda.community))
    strategy = standing_strategy(strategy, by)
    if outcome.network_id != strategy.agenda.community.network_id:
        raise AlignedWithAnotherNetwork
    if outcome.retired_on is not None:
        raise OutcomeIsRetired(code=outcome.code)
    proposed = {"why": why.strip(), "proposed_at": at, "proposed_by_id": by.person_id}
    alignment, is_new = Alignment.objects.select_for_update(of=("self",)).get_or_create(
        strategy=strategy, outcome=outcome, defaults={**proposed, "label": label, "source": source}
    )
    if not is_new and alignment.state != "refused":
        return alignment
    if not is_new:
        alignment.state, alignment.because, alignment.answered_at, alignment.answered_by = (
            "proposed",
            "",
            None,
            None,
        )
        for name, value in proposed.items():
            setattr(alignment, name, value)
        alignment.version += 1
        alignment.save()
    _note("results.propose_alignment", alignment, ["strategy", "outcome"], by=by, at=at)
    return alignment


class AlignmentNeedsAnswer(Refusal):
    code, kind, field = "alignment_needs_answer", Kind.UNREADABLE, "answer"
    says = _("Say whether this strategy meets the outcome: confirmed or refused.")


class RefusedNeedsReason(Refusal):
    code, kind, field = "refused_needs_reason", Kind.UNREADABLE, "because"
    says = _(
        "The community is owed a reason. Write in one sentence why this strategy does not meet the outcome."
    )


@transaction.atomic
def answer_alignment(
    *, alignment: Alignment, answer: str, version: int, by: Actor, at: datetime, because: str = ""
) -> Alignment:
    """Confirm, as the funder of the outcome, that the strategy meets it, or refuse and say why. It can be answered anew.

    Raises:
        NotAllowed: somebody else than the funder answers.
        AlignmentNeedsAnswer, RefusedNeedsReason: the answer is not whole.
        ChangedMeanwhile: it was proposed or answered anew since `version`.
    """
    alignment = _locked(alignment)
    require(policies.may_answer_alignment(by, alignment.outcome.funder))
    if answer not in ("confirmed", "refused"):
        raise AlignmentNeedsAnswer
    if answer == "refused" and not because.strip():
        raise RefusedNeedsReason
    if alignment.version != version:
        theirs = {"answer": alignment.state, "because": alignment.because}
        raise ChangedMeanwhile(theirs=theirs, version=alignment.version)
    alignment.state, alignment.because = answer, because.strip()
    alignment.answered_at, alignment.answered_by_id = at, by.person_id
    alignment.version += 1
    fields = ["state", "because", "answered_at", "answered_by"]
    alignment.save(update_fields=[*fields, "version"])
    _note("results.answer_alignment", alignment, fields, by=by, at=at)
    return alignment


@transaction.atomic
def withdraw_alignment(*, alignment: Alignment, by: Actor, at: datetime) -> None:
    """The community takes back that a strategy meets an outcome. It can be proposed again."""
    alignment = _locked(alignment)
    require(policies.may_propose_alignment(by, alignment.strategy.agenda.community))
    _note("results.withdraw_alignment", alignment, ["strategy", "outcome"], by=by, at=at)
    alignment.delete()


def _locked(alignment: Alignment) -> Alignment:
    return (
        Alignment.objects.select_for_update(of=("self",))
        .select_related("strategy__agenda__community", "outcome__funder")
        .get(pk=alignment.pk)
    )


def _note(action: str, alignment: Alignment, fields: list[str], *, by: Actor, at: datetime) -> None:
    write_entry(action, about=alignment, by=by, at=at, group_id=alignment.outcome.network_id, fields=fields)
