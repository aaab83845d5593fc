"""What stands behind results of the example: contributions from public pages; documents, events, ladders made up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from konbit.foundation.actor import Actor
from konbit.home.facts import label_of, source_words
from konbit.network.models import Group, Organization
from konbit.network.queries import day_in, organization_named
from konbit.results.models import Artifact, Result
from konbit.results.operations.artifacts import add_artifact, add_receiver
from konbit.results.operations.career_ladders import add_ladder, add_step
from konbit.results.operations.contributions import add_contribution
from konbit.results.operations.events import add_event
from konbit.results.operations.evidence import tie_artifact, tie_event
from konbit.results.operations.pilots import plan_pilot, start_pilot
from konbit.results.queries import result_by_code

MADE_UP = "made_up"


def write_evidence(
    *, network: Group, book: Mapping[str, Any], made_up: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Who had a part in which result, and what shows it. Each row says where it comes from."""
    names = {line["id"]: line["name"] for line in book["organizations"]}
    for number, line in enumerate(book["contributions"]):
        source = source_words(book, line["source"])
        named = line.get("organization")
        add_contribution(
            result=_result(network, line["result"]),
            organization=_organization(network, names[named]) if named else None,
            body=line.get("body", ""),
            did=line["did"],
            says_who=source,
            label=label_of(line),
            source=source,
            by=by,
            # In the order of the page they come from.
            at=at + timedelta(seconds=number),
        )
    told = made_up["evidence"]
    artifacts = {line["name"]: _artifact(network, line, by=by, at=at) for line in told["artifacts"]}
    for line in told["events"]:
        _event(network, line, artifacts, by=by, at=at)
    for line in told["pilots"]:
        _pilot(network, line, by=by, at=at)
    for line in told["career_ladders"]:
        _ladder(network, line, by=by, at=at)


def _artifact(network: Group, line: Mapping[str, Any], *, by: Actor, at: datetime) -> Artifact:
    today = day_in(network, at)
    approved = line.get("approved_days_ago")
    artifact = add_artifact(
        network=network,
        name=line["name"],
        kind=line["kind"],
        state="approved" if approved else "draft",
        approved_by=line.get("approved_by", ""),
        approved_on=today - timedelta(days=approved) if approved else None,
        note=line["note"],
        label=MADE_UP,
        by=by,
        at=at,
    )
    for code in line.get("evidence_for", []):
        tie_artifact(result=_result(network, code), artifact=artifact, by=by, at=at)
    for one in line.get("receivers", []):
        add_receiver(
            artifact=artifact,
            organization=_organization(network, one["organization"]),
            received_on=today - timedelta(days=one["days_ago"]),
            how=one["how"],
            label=MADE_UP,
            by=by,
            at=at,
        )
    return artifact


def _event(
    network: Group, line: Mapping[str, Any], artifacts: Mapping[str, Artifact], *, by: Actor, at: datetime
) -> None:
    event = add_event(
        network=network,
        name=line["name"],
        held_on=day_in(network, at) - timedelta(days=line["days_ago"]),
        held_by=_organization(network, line["held_by"]),
        audience=line["audience"],
        people=line["people"],
        place=line["place"],
        note=line["note"],
        artifacts=[artifacts[name] for name in line["artifacts"]],
        label=MADE_UP,
        by=by,
        at=at,
    )
    for code in line["evidence_for"]:
        tie_event(result=_result(network, code), event=event, by=by, at=at)


def _pilot(network: Group, line: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    today = day_in(network, at)
    pilot = plan_pilot(
        network=network,
        name=line["name"],
        what=line["what"],
        result=_result(network, line["result"]),
        owner=network.members.filter(seat__organization__name=line["owner"]).first(),
        baseline=line["baseline"],
        baseline_on=today - timedelta(days=line["baseline_days_ago"]),
        baseline_source=line["baseline_source"],
        participants=line["participants"],
        decide_on=today + timedelta(days=line["decide_in_days"]),
        label=MADE_UP,
        by=by,
        at=at,
    )
    start_pilot(pilot=pilot, by=by, at=at)


def _ladder(network: Group, line: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    ladder = add_ladder(
        organization=_organization(network, line["organization"]),
        name=line["name"],
        approved_by=line["approved_by"],
        approved_on=day_in(network, at) - timedelta(days=line["approved_days_ago"]),
        result=_result(network, line["result"]),
        label=MADE_UP,
        by=by,
        at=at,
    )
    for number, step in enumerate(line["steps"], start=1):
        add_step(
            ladder=ladder,
            number=number,
            title=step["title"],
            low=step["low"],
            high=step["high"],
            entry=step.get("entry"),
            per="year",
            label=MADE_UP,
            by=by,
            at=at,
        )


def _result(network: Group, code: str) -> Result:
    return result_by_code(network, code).result


def _organization(network: Group, name: str) -> Organization:
    found = organization_named(network, name)
    if found is None:
        raise LookupError(name)
    return found
