"""What the example's funder was asked: five subjects of the first year, and questions that are made up; and its plan."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from konbit.grants.operations.funder_questions import (
    answer_funder_question,
    ask_funder,
    close_funder_question,
)
from konbit.home.best_start_money.ledger import MADE_UP, Ledger
from konbit.home.facts import label_of, source_words
from konbit.network.models import Organization
from konbit.network.queries import actor_for
from konbit.results.models import PlanVersion
from konbit.results.operations.strategic_plans import (
    add_consultation,
    found_plan,
    publish_version,
    write_version,
)


def write_duties(ledger: Ledger) -> None:
    """Ask the questions of the first year, which nobody answered in public; and let others show how an answer goes."""
    funder = ledger.organizations[ledger.book["funder"]["name"]]
    seat = ledger.seat_of(funder.name)
    told = ledger.told["questions"]
    asked_at = datetime.combine(told["asked_on"], time(12), ZoneInfo(ledger.network.time_zone))
    for line in told["items"]:
        ask_funder(
            network=ledger.network,
            asked_of=funder,
            asked_by_words=told["asked_by"],
            owner=seat,
            about=line["about"],
            wording=line["text"],
            label=label_of(told),
            source=f"{source_words(ledger.book, told['source'])}; {told['day_note']}",
            by=ledger.by,
            at=asked_at,
        )
    plan_version = _write_plan(ledger, funder)
    for line in ledger.script["questions"]:
        _ask(ledger, funder, line, plan_version)


def _write_plan(ledger: Ledger, funder: Organization) -> PlanVersion:
    """That the plan was refined is public record; what its first version says here is made up."""
    acts = {"by": ledger.by, "at": ledger.at}
    told, said = ledger.told["questions"], ledger.script["plan"]
    plan = found_plan(
        network=ledger.network,
        funder=funder,
        name=told["plan"],
        label="public_record",
        source=source_words(ledger.book, told["source"]),
        **acts,
    )
    draft = write_version(plan=plan, text=said["text"], version=0, label=MADE_UP, **acts)
    consultation = dict(said["consultation"])
    on = ledger.day(-consultation.pop("days_ago"))
    add_consultation(plan_version=draft, on=on, **consultation, label=MADE_UP, **acts)
    officer = ledger.acting_for(funder, ledger.at)
    return publish_version(plan_version=draft, version=draft.version, by=officer, at=ledger.ago(21))


def _ask(ledger: Ledger, funder: Organization, line: Any, plan_version: PlanVersion) -> None:
    """A question of one grantee; answered where an answer is told, and closed by who asked."""
    asked_at = ledger.ago(line["days_ago"])
    seat = ledger.network.seats.get(organization=ledger.organizations[line["by"]])
    asker = actor_for(seat.holders.get().person, asked_at)
    question = ask_funder(
        network=ledger.network,
        asked_of=funder,
        asked_by=seat,
        owner=ledger.seat_of(funder.name),
        about=line["about"],
        wording=line["wording"],
        label=MADE_UP,
        by=asker,
        at=asked_at,
    )
    answer = line.get("answer")
    if answer is None:
        return
    answered_at = ledger.ago(answer["days_ago"])
    answer_funder_question(
        question=question,
        text=answer["text"],
        plan_version=plan_version if answer.get("names_plan") else None,
        by=ledger.acting_for(funder, answered_at),
        at=answered_at,
    )
    if "closed_days_ago" in line:
        close_funder_question(question=question, by=asker, at=ledger.ago(line["closed_days_ago"]))
