"""How a network's strategies and its funders' long-term outcomes meet, both ways; and by what outcomes are measured."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.network.models import Group, Organization
from konbit.network.queries import organizations_of
from konbit.results import policies
from konbit.results.models import Alignment, LongTermOutcome, Strategy
from konbit.results.queries.change_agendas import organizations_acted_for
from konbit.results.queries.indicators import BaselineAndLatest, cards_for, indicator_cards


@dataclass(frozen=True)
class Side:
    """A strategy, or an outcome, with the alignments that name it."""

    about: Strategy | LongTermOutcome
    alignments: tuple[Alignment, ...]

    @property
    def is_met(self) -> bool:
        """Something on the other side meets it. What is proposed or was refused does not count."""
        return any(one.state == "confirmed" for one in self.alignments)

    @property
    def proposed(self) -> int:
        return sum(one.state == "proposed" for one in self.alignments)

    @property
    def refused(self) -> int:
        return sum(one.state == "refused" for one in self.alignments)


@dataclass(frozen=True)
class BothWays:
    """The strategies and the outcomes of a network. They are told together or not at all (network.md, section g, rule 4)."""

    strategies: tuple[Side, ...]
    outcomes: tuple[Side, ...]

    @property
    def unmet_strategies(self) -> list[Side]:
        """Strategies that no outcome meets."""
        return [one for one in self.strategies if not one.is_met]

    @property
    def unmet_outcomes(self) -> list[Side]:
        """Outcomes that no strategy meets."""
        return [one for one in self.outcomes if not one.is_met]

    @property
    def alignments(self) -> list[Alignment]:
        """Every tie between a strategy and an outcome, once."""
        return [one for side in self.strategies for one in side.alignments]


def both_ways(network: Group) -> BothWays:
    """Every strategy of an open agenda, and every outcome, that stands in the network today."""
    strategies = _strategies(network).filter(retired_on=None, agenda__closed_at=None)
    outcomes = network.long_term_outcomes.filter(retired_on=None).select_related("funder")
    ties = list(
        Alignment.objects.filter(strategy__in=strategies, outcome__in=outcomes).select_related(
            "strategy__agenda__community__partnership", "outcome__funder"
        )
    )
    return BothWays(
        tuple(Side(one, tuple(tie for tie in ties if tie.strategy_id == one.pk)) for one in strategies),
        tuple(Side(one, tuple(tie for tie in ties if tie.outcome_id == one.pk)) for one in outcomes),
    )


def _strategies(network: Group) -> QuerySet[Strategy]:
    found = Strategy.objects.filter(agenda__community__network=network)
    return found.select_related("agenda__community__partnership").order_by(
        "agenda__community__name", "position", "code"
    )


def alignment_in(network: Group, alignment_id: UUID) -> Alignment:
    """An alignment of this network.

    Raises:
        NotFound: it is none of this network.
    """
    found = Alignment.objects.select_related(
        "strategy__agenda__community__partnership", "strategy__agenda__community__network", "outcome__funder"
    )
    alignment = found.filter(outcome__network=network, pk=alignment_id).first()
    if alignment is None:
        raise NotFound
    return alignment


def ties_to_answer(by: Actor, ties: list[Alignment]) -> set[UUID]:
    """Those of the ties that this person may confirm or refuse, as somebody of the outcome's funder."""
    return {one.pk for one in ties if policies.may_answer_alignment(by, one.outcome.funder)}


# --- long-term outcomes ---


@dataclass(frozen=True)
class OutcomeNow:
    """A long-term outcome with the figures that it is measured by: baseline beside latest, or nothing."""

    outcome: LongTermOutcome
    measured: tuple[BaselineAndLatest, ...]


def outcomes_now(network: Group, at: datetime) -> list[OutcomeNow]:
    """The outcomes of the network by funder, each measured by its indicator, else by what measures its result."""
    found = network.long_term_outcomes.select_related(
        "funder__network", "network", "indicator", "result__priority"
    )
    cards = indicator_cards(network, at)
    by_indicator = {card.indicator.pk: card for card in cards}
    answer = []
    for outcome in found.order_by("funder__name", "position", "code"):
        if outcome.indicator_id is not None:
            mine = [by_indicator[outcome.indicator_id]]
        else:
            mine = list(cards_for(cards, result=outcome.result)) if outcome.result else []
        answer.append(OutcomeNow(outcome, tuple(card.both for card in mine if card.both)))
    return answer


def outcome_in(network: Group, code: str) -> LongTermOutcome:
    """The long-term outcome of this network with this code, whatever its capitals.

    Raises:
        NotFound: the network has none.
    """
    found = network.long_term_outcomes.select_related("funder__network", "indicator", "result").filter(
        code__iexact=code
    )
    outcome = found.first()
    if outcome is None:
        raise NotFound
    return outcome


def outcome_choices(network: Group, *, without: Strategy | None = None) -> list[tuple[str, str]]:
    """Code and words of the outcomes that stand, with their funder; those a strategy is tied to left out."""
    found = network.long_term_outcomes.filter(retired_on=None).select_related("funder")
    if without is not None:
        found = found.exclude(
            pk__in=without.alignments.exclude(state="refused").values_list("outcome_id", flat=True)
        )
    return [(one.code, f"{one.code} ({one.funder.name}): {one.text}") for one in found]


def own_outcome_choices(network: Group, funders: list[Organization]) -> list[tuple[str, str]]:
    """Code and words of the outcomes of these funders, for a form."""
    found = network.long_term_outcomes.filter(retired_on=None, funder__in=funders)
    return [(one.code, f"{one.code}: {one.text}") for one in found]


def funders_kept(by: Actor, network: Group) -> list[Organization]:
    """The organizations whose outcomes and plans this person keeps: their own; all for those who keep the register."""
    if policies.may_keep_register(by, network):
        return organizations_of(network)
    return organizations_acted_for(by, network)
