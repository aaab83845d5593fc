"""The actions of a strategy: what somebody does, perhaps as a commitment of a seat."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal
from konbit.meetings.models import Commitment
from konbit.network.queries import day_in
from konbit.results.agenda_writing import note, open_agenda, standing_strategy, written_on
from konbit.results.models import Strategy, StrategyAction
from konbit.results.queries.change_agendas import belongs_to_community


class ActionNeedsWhat(Refusal):
    code, kind, field = "action_needs_what", Kind.UNREADABLE, "what"
    says = _("Write what is done.")


class CommitmentOfAnotherCommunity(Refusal):
    code, kind, field = "commitment_of_another_community", Kind.UNREADABLE, "commitment"
    says = _("An action may be a commitment of a seat of this community. Choose one from the list.")


@transaction.atomic
def add_action(
    *,
    strategy: Strategy,
    what: str,
    by: Actor,
    at: datetime,
    commitment: Commitment | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> StrategyAction:
    """Add an action to a strategy. Sent twice, it stands once.

    Raises:
        AgendaIsClosed, StrategyIsRetired: nothing is written on it any more.
        ActionNeedsWhat: it says nothing.
        CommitmentOfAnotherCommunity: the commitment is not one of a seat of this community.
    """
    strategy = standing_strategy(strategy, by)
    if key and (there := StrategyAction.objects.filter(key=key, strategy=strategy).first()):
        return there
    if not what.strip():
        raise ActionNeedsWhat
    if commitment is not None and not belongs_to_community(commitment, strategy.agenda.community):
        raise CommitmentOfAnotherCommunity
    action = StrategyAction.objects.create(
        strategy=strategy,
        position=strategy.actions.count(),
        what=what.strip(),
        commitment=commitment,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    written_on(strategy.agenda)
    note("results.add_action", action, strategy.agenda, ["what", "commitment"], by=by, at=at)
    return action


class ActionIsStillToCome(Refusal):
    code, kind, field = "action_is_still_to_come", Kind.UNREADABLE, "done_on"
    says = _("%(typed)s is still to come. Write the day on which it was done, up to %(today)s.")


@transaction.atomic
def finish_action(
    *, action: StrategyAction, by: Actor, at: datetime, done_on: date | None = None
) -> StrategyAction:
    """Say that an action is done: today, or on the day named. A commitment is answered by its owner elsewhere.

    Raises:
        AgendaIsClosed: nothing is written on it any more.
        ActionIsStillToCome: the day lies ahead.
    """
    action = _locked(action, by)
    today = day_in(action.strategy.agenda.community.partnership, at)
    if done_on is not None and done_on > today:
        raise ActionIsStillToCome(typed=done_on.isoformat(), today=today.isoformat())
    action.done_on = done_on or today
    return _saved("results.finish_action", action, "done_on", by=by, at=at)


@transaction.atomic
def undo_finish_action(*, action: StrategyAction, by: Actor, at: datetime) -> StrategyAction:
    """The action is not done after all."""
    action = _locked(action, by)
    action.done_on = None
    return _saved("results.undo_finish_action", action, "done_on", by=by, at=at)


@transaction.atomic
def withdraw_action(*, action: StrategyAction, by: Actor, at: datetime) -> StrategyAction:
    """The community no longer means to do this. Versions that name it stay as they are."""
    action = _locked(action, by)
    action.withdrawn_at = at
    return _saved("results.withdraw_action", action, "withdrawn_at", by=by, at=at)


@transaction.atomic
def undo_withdraw_action(*, action: StrategyAction, by: Actor, at: datetime) -> StrategyAction:
    """The action stands again."""
    action = _locked(action, by)
    action.withdrawn_at = None
    return _saved("results.undo_withdraw_action", action, "withdrawn_at", by=by, at=at)


def _locked(action: StrategyAction, by: Actor) -> StrategyAction:
    agenda = open_agenda(action.strategy.agenda, by)
    action = (
        StrategyAction.objects.select_for_update(of=("self",)).select_related("strategy").get(pk=action.pk)
    )
    action.strategy.agenda = agenda
    return action


def _saved(verb: str, action: StrategyAction, field: str, *, by: Actor, at: datetime) -> StrategyAction:
    action.save(update_fields=[field])
    written_on(action.strategy.agenda)
    note(verb, action, action.strategy.agenda, [field], by=by, at=at)
    return action
