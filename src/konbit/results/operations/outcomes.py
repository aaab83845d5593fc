"""A funder's long-term outcomes: what it means to reach, and by what that is measured."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network.models import Group, Organization
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.changing import set_changed
from konbit.results.models import Indicator, LongTermOutcome, Result


class OutcomeNeedsText(Refusal):
    code, kind, field = "outcome_needs_text", Kind.UNREADABLE, "text"
    says = _("Write what the funder means to reach.")


class OutcomeOfAnotherNetwork(Refusal):
    code, kind, field = "outcome_of_another_network", Kind.UNREADABLE, "funder"
    says = _("The funder, the indicator and the result of an outcome belong to its own network.")


class OutcomeCodeStands(Refusal):
    code, field = "outcome_code_stands", "code"
    says = _("A long-term outcome with the code “%(code)s” stands in this network already.")


@transaction.atomic
def set_outcome(
    *,
    network: Group,
    funder: Organization,
    text: str,
    by: Actor,
    at: datetime,
    code: str = "",
    indicator: Indicator | None = None,
    result: Result | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> LongTermOutcome:
    """Set a long-term outcome of a funder. Without a code of its own it gets the next one: O1, O2.

    Raises:
        OutcomeNeedsText: it says nothing.
        OutcomeOfAnotherNetwork: something named belongs to another network, or it is no whole network.
        OutcomeCodeStands: the code is another outcome's.
    """
    require(policies.may_keep_for_funder(by, funder))
    network = Group.objects.select_for_update().get(pk=network.pk)
    if key and (there := LongTermOutcome.objects.filter(key=key, network=network).first()):
        return there
    if not text.strip():
        raise OutcomeNeedsText
    _check(network, funder, indicator, result)
    taken = {one.upper() for one in network.long_term_outcomes.values_list("code", flat=True)}
    if code.upper() in taken:
        raise OutcomeCodeStands(code=code)
    outcome = LongTermOutcome.objects.create(
        network=network,
        funder=funder,
        code=code or next(free for number in range(1, len(taken) + 2) if (free := f"O{number}") not in taken),
        position=len(taken),
        text=text.strip(),
        indicator=indicator,
        result=result,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _note("results.set_outcome", outcome, ["text", "indicator", "result"], by=by, at=at)
    return outcome


@transaction.atomic
def change_outcome(
    *,
    outcome: LongTermOutcome,
    text: str,
    version: int,
    by: Actor,
    at: datetime,
    indicator: Indicator | None = None,
    result: Result | None = None,
) -> LongTermOutcome:
    """Say an outcome anew, or by what it is measured.

    Raises:
        OutcomeNeedsText: it says nothing.
        OutcomeOfAnotherNetwork: its indicator or result is another network's.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    outcome = _locked(outcome, by)
    if not text.strip():
        raise OutcomeNeedsText
    _check(outcome.network, outcome.funder, indicator, result)
    values = {
        "text": text.strip(),
        "indicator_id": indicator.pk if indicator else None,
        "result_id": result.pk if result else None,
    }
    fields = set_changed(outcome, values, version)
    outcome.save(update_fields=[*(name.removesuffix("_id") for name in fields), "version"])
    _note("results.change_outcome", outcome, fields, by=by, at=at)
    return outcome


@transaction.atomic
def retire_outcome(*, outcome: LongTermOutcome, by: Actor, at: datetime) -> LongTermOutcome:
    """The funder no longer means to reach this. Its alignments stay written down."""
    outcome = _locked(outcome, by)
    if outcome.retired_on is None:
        outcome.retired_on = day_in(outcome.network, at)
        _stand("results.retire_outcome", outcome, by=by, at=at)
    return outcome


@transaction.atomic
def undo_retire_outcome(*, outcome: LongTermOutcome, by: Actor, at: datetime) -> LongTermOutcome:
    """The funder means to reach this again."""
    outcome = _locked(outcome, by)
    if outcome.retired_on is not None:
        outcome.retired_on = None
        _stand("results.undo_retire_outcome", outcome, by=by, at=at)
    return outcome


def _check(network: Group, funder: Organization, indicator: Indicator | None, result: Result | None) -> None:
    tied = [funder.network_id, indicator and indicator.network_id, result and result.priority.network_id]
    if network.parent_id is not None or any(one is not None and one != network.pk for one in tied):
        raise OutcomeOfAnotherNetwork


def _locked(outcome: LongTermOutcome, by: Actor) -> LongTermOutcome:
    outcome = (
        LongTermOutcome.objects.select_for_update(of=("self",))
        .select_related("network", "funder__network")
        .get(pk=outcome.pk)
    )
    require(policies.may_keep_for_funder(by, outcome.funder))
    return outcome


def _stand(action: str, outcome: LongTermOutcome, *, by: Actor, at: datetime) -> None:
    outcome.version += 1
    outcome.save(update_fields=["retired_on", "version"])
    _note(action, outcome, ["retired_on"], by=by, at=at)


def _note(action: str, outcome: LongTermOutcome, fields: list[str], *, by: Actor, at: datetime) -> None:
    write_entry(action, about=outcome, by=by, at=at, group_id=outcome.network_id, fields=fields)
