"""What the funder of the example means to reach, what two communities mean to change, and how both are tied: made up."""

from typing import Any

from konbit.home.best_start_money.ledger import MADE_UP, Ledger
from konbit.network.models import Organization
from konbit.results.models import LongTermOutcome, Strategy
from konbit.results.operations.agenda_actions import add_action
from konbit.results.operations.agenda_comments import comment_on_agenda
from konbit.results.operations.alignment import answer_alignment, propose_alignment
from konbit.results.operations.change_agendas import add_strategy, begin_agenda, publish_agenda
from konbit.results.operations.outcomes import set_outcome


def write_agendas(ledger: Ledger) -> dict[int, Strategy]:
    """Write outcomes and change agendas; answers the strategy under which each contractor's award stands, by number."""
    acts = {"label": MADE_UP, "by": ledger.by, "at": ledger.began}
    funder = ledger.organizations[ledger.book["funder"]["name"]]
    outcomes = {
        line["code"]: set_outcome(network=ledger.network, funder=funder, **line, **acts)
        for line in ledger.script["outcomes"]
    }
    served: dict[int, Strategy] = {}
    for line in ledger.script["agendas"]:
        served |= _write_agenda(ledger, line, outcomes)
    return served


def _write_agenda(ledger: Ledger, told: Any, outcomes: dict[str, LongTermOutcome]) -> dict[int, Strategy]:
    acts = {"label": MADE_UP, "by": ledger.by, "at": ledger.began}
    agenda = begin_agenda(community=ledger.communities[told["community"]], title=told["title"], **acts)
    served: dict[int, Strategy] = {}
    written: dict[str, Strategy] = {}
    for line in told["strategies"]:
        said = {name: line[name] for name in ("code", "text", "condition")}
        strategy = written[line["code"]] = add_strategy(agenda=agenda, **said, **acts)
        for what in line["actions"]:
            add_action(strategy=strategy, what=what, **acts)
        if "outcome" in line:
            _align(ledger, strategy, outcomes[line["outcome"]], line.get("answer", ""))
        served |= dict.fromkeys(line.get("awards", ()), strategy)
    agenda.refresh_from_db()
    publish_agenda(agenda=agenda, version=agenda.version, by=ledger.by, at=ledger.began)
    if "comment" in told:
        organization: Organization = ledger.organizations[told["comment"]["organization"]]
        comment_on_agenda(
            agenda=agenda,
            organization=organization,
            text=told["comment"]["text"],
            strategy=written[told["comment"]["strategy"]],
            **acts,
        )
    return served


def _align(ledger: Ledger, strategy: Strategy, outcome: LongTermOutcome, answer: str) -> None:
    """The community proposes; the funder's own people confirm."""
    proposed = propose_alignment(
        strategy=strategy, outcome=outcome, label=MADE_UP, by=ledger.by, at=ledger.began
    )
    if answer:
        officer = ledger.acting_for(outcome.funder, ledger.began)
        answer_alignment(
            alignment=proposed, answer=answer, version=proposed.version, by=officer, at=ledger.began
        )
