"""Pilots of a network, from the plan to the choice about each."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.network.queries import member_in
from konbit.results import words
from konbit.results.operations import pilots as verbs
from konbit.results.queries import networks, pilots, result_by_code
from konbit.ui.endpoints import (
    Body,
    Code,
    Day,
    Page,
    Paging,
    Version,
    line,
    must_be_version,
    one_of,
    page_of,
)

router = Router(tags=["What stands behind results"])
MANY = "How many, from 11 on. Fewer are not said."


class PilotShown(Schema):
    """Something tried for a while, until the network decides about it."""

    id: UUID
    name: str
    what: str
    state: one_of(words.PILOT_STATES)
    result: str | None = Field(description="The code of the result it belongs to.")
    owner: str | None = Field(description="Who sees to it, for members of the network.")
    baseline: str
    baseline_on: date | None
    baseline_source: str
    participants: int | None = Field(description=MANY)
    participants_are_few: bool
    starts_on: date | None
    decide_on: date | None
    outcome: str
    because: str
    label: str
    source: str
    version: int


def _pilot(one: Any, *, names_people: bool) -> PilotShown:
    return PilotShown(
        id=one.pk,
        name=one.name,
        what=one.what,
        state=one.state,
        result=one.result and one.result.code,
        owner=one.owner.name if names_people and one.owner else None,
        baseline=one.baseline,
        baseline_on=one.baseline_on,
        baseline_source=one.baseline_source,
        participants=None if one.participants_are_few else one.participants,
        participants_are_few=one.participants_are_few,
        starts_on=one.starts_on,
        decide_on=one.decide_on,
        outcome=one.outcome,
        because=one.because,
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/pilots", response=Page[PilotShown])
def group_pilots(request: HttpRequest, address: str, paging: Query[Paging]):
    """The pilots of a network: those that run first, then planned ones, then closed ones."""
    network = networks.public_network(request.by, address)
    names_people = request.by.in_group(network.pk)
    return page_of(pilots.pilots_of(network), paging, lambda one: _pilot(one, names_people=names_people))


@router.get("/groups/{slug:address}/pilots/{uuid:pilot_id}", response=PilotShown)
def pilot(request: HttpRequest, address: str, pilot_id: UUID):
    """One pilot."""
    network = networks.public_network(request.by, address)
    return _pilot(pilots.pilot_in(network, pilot_id), names_people=request.by.in_group(network.pk))


class PilotBody(Body):
    """What is tried. What it needs to start may come later: baseline with day and source, participants, decision day."""

    name: line(200)
    what: line(2000, needed=False) = ""
    result: Code | None = Field(None, description="The code of the result it belongs to.")
    owner: UUID | None = Field(None, description="The member of the network who sees to it.")
    baseline: line(2000, needed=False) = ""
    baseline_on: Day | None = None
    baseline_source: line(300, needed=False) = ""
    participants: int | None = Field(None, ge=1, le=1_000_000, strict=True)
    starts_on: Day | None = None
    decide_on: Day | None = None


def _said(network: Any, body: PilotBody) -> dict[str, Any]:
    return body.dict() | {
        "result": body.result and result_by_code(network, body.result).result,
        "owner": body.owner and member_in(network, body.owner),
    }


@router.post("/groups/{slug:address}/pilots", response={201: PilotShown})
def plan_a_pilot(request: HttpRequest, address: str, body: PilotBody):
    """Plan something to be tried for a while. For conveners and facilitators."""
    network = networks.network_for(request.by, address)
    made = verbs.plan_pilot(network=network, **_said(network, body), by=request.by, at=clock.now())
    return Status(201, _pilot(made, names_people=True))


class ChangedPilot(PilotBody):
    """What is tried. A number of participants that is left out stays; null takes it away."""

    version: Version


@router.put("/groups/{slug:address}/pilots/{uuid:pilot_id}", response=PilotShown)
def change_a_pilot(request: HttpRequest, address: str, pilot_id: UUID, body: ChangedPilot):
    """Say anew what is tried, by whom, with how many, and when it is decided about. For conveners and facilitators."""
    network = networks.network_for(request.by, address)
    found, said = pilots.pilot_in(network, pilot_id), _said(network, body)
    if "participants" not in body.model_fields_set:
        # A program that was told "few" cannot send the number back.
        said["participants"] = found.participants
    changed = verbs.change_pilot(pilot=found, **said, by=request.by, at=clock.now())
    return _pilot(changed, names_people=True)


class PilotStart(Body):
    version: Version


@router.put("/groups/{slug:address}/pilots/{uuid:pilot_id}/started", response=PilotShown)
def start_a_pilot(request: HttpRequest, address: str, pilot_id: UUID, body: PilotStart):
    """Start a planned pilot. For conveners and facilitators."""
    found = pilots.pilot_in(networks.network_for(request.by, address), pilot_id)
    must_be_version(found, body.version, "state", "starts_on")
    return _pilot(verbs.start_pilot(pilot=found, by=request.by, at=clock.now()), names_people=True)


class PilotClosing(Body):
    """What becomes of a running pilot, and why."""

    outcome: one_of(words.PILOT_OUTCOMES)
    because: line(2000)
    version: Version


@router.put("/groups/{slug:address}/pilots/{uuid:pilot_id}/closed", response=PilotShown)
def close_a_pilot(request: HttpRequest, address: str, pilot_id: UUID, body: PilotClosing):
    """Close a running pilot: keep it, change it or stop it. For conveners and facilitators."""
    found = pilots.pilot_in(networks.network_for(request.by, address), pilot_id)
    closed = verbs.close_pilot(pilot=found, **body.dict(), by=request.by, at=clock.now())
    return _pilot(closed, names_people=True)
