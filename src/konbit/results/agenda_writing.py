"""How every verb about a change agenda begins and ends: what is locked, who may, and what the trail says."""

from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.results import policies
from konbit.results.models import ChangeAgenda, Strategy


class AgendaIsClosed(Refusal):
    code = "agenda_is_closed"
    says = _("This change agenda is closed. The community can open it again.")


class StrategyIsRetired(Refusal):
    code = "strategy_is_retired"
    says = _("The strategy %(code)s was retired. Take it up again first.")


def locked_agenda(agenda: ChangeAgenda, by: Actor) -> ChangeAgenda:
    """The agenda, for one of its community; nobody else writes on it until the transaction ends.

    Raises:
        NotAllowed: the person is not of the community partnership.
    """
    agenda = (
        ChangeAgenda.objects.select_for_update(of=("self",))
        .select_related("community__partnership", "community__network")
        .get(pk=agenda.pk)
    )
    require(policies.may_edit_agenda(by, agenda.community))
    return agenda


def open_agenda(agenda: ChangeAgenda, by: Actor) -> ChangeAgenda:
    """The same, where it is written on.

    Raises:
        NotAllowed: the person is not of the community partnership.
        AgendaIsClosed: nothing is written on it any more.
    """
    agenda = locked_agenda(agenda, by)
    if agenda.closed_at is not None:
        raise AgendaIsClosed
    return agenda


def locked_strategy(strategy: Strategy, by: Actor) -> Strategy:
    """A strategy of an agenda that is written on.

    Raises:
        NotAllowed, AgendaIsClosed: as for its agenda.
    """
    agenda = open_agenda(strategy.agenda, by)
    strategy = Strategy.objects.select_for_update().get(pk=strategy.pk)
    strategy.agenda = agenda
    return strategy


def standing_strategy(strategy: Strategy, by: Actor) -> Strategy:
    """A strategy that the community follows.

    Raises:
        NotAllowed, AgendaIsClosed: as for its agenda.
        StrategyIsRetired: the community follows it no longer.
    """
    strategy = locked_strategy(strategy, by)
    if strategy.retired_on is not None:
        raise StrategyIsRetired(code=strategy.code)
    return strategy


def written_on(agenda: ChangeAgenda) -> None:
    """Whoever read the agenda before now publishes nothing that they did not see."""
    agenda.version += 1
    agenda.save(update_fields=["closed_at", "version"])


def note(
    action: str, about: Model, agenda: ChangeAgenda, fields: list[str], *, by: Actor, at: datetime
) -> None:
    """Say in the trail of the community partnership what was done."""
    write_entry(action, about=about, by=by, at=at, group_id=agenda.community.partnership_id, fields=fields)
