"""Career ladders of a network's organizations, and their steps."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.network.queries import organization_in
from konbit.results import words
from konbit.results.domain.pay import MOST_CENTS
from konbit.results.operations import career_ladders as verbs
from konbit.results.queries import career_ladders, networks, result_by_code
from konbit.ui.endpoints import Body, Code, Day, Page, Paging, Version, line, one_of, page_of

router = Router(tags=["What stands behind results"])


class LadderStepShown(Schema):
    """One step of a career ladder, in whole cents for a period."""

    id: UUID
    number: int
    title: str
    low_cents: int
    high_cents: int
    entry_cents: int | None
    entry_is_outside: bool = Field(description="Pay at entry lies outside the range.")
    per: one_of(words.PAY_PERIODS)
    currency: str
    label: str
    source: str


class LadderShown(Schema):
    """The career ladder of one organization's staff."""

    id: UUID
    organization_id: UUID
    organization: str
    name: str
    approved_by: str
    approved_on: date | None
    result: str | None = Field(description="The code of the result it belongs to.")
    steps: list[LadderStepShown]
    label: str
    source: str
    version: int


def _ladder(one: Any) -> LadderShown:
    return LadderShown(
        id=one.pk,
        organization_id=one.organization_id,
        organization=one.organization.name,
        name=one.name,
        approved_by=one.approved_by,
        approved_on=one.approved_on,
        result=one.result and one.result.code,
        steps=[
            LadderStepShown(
                id=shown.step.pk,
                number=shown.step.number,
                title=shown.step.title,
                low_cents=shown.step.low_cents,
                high_cents=shown.step.high_cents,
                entry_cents=shown.step.entry_cents,
                entry_is_outside=shown.entry_is_outside,
                per=shown.step.per,
                currency=shown.step.currency,
                label=shown.step.label,
                source=shown.step.source,
            )
            for shown in career_ladders.steps_of(one)
        ],
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/career-ladders", response=Page[LadderShown])
def group_career_ladders(request: HttpRequest, address: str, paging: Query[Paging]):
    """The career ladders of a network's organizations, with their steps and what they pay."""
    network = networks.public_network(request.by, address)
    return page_of(career_ladders.ladders_of(network), paging, _ladder)


@router.get("/groups/{slug:address}/career-ladders/{uuid:ladder_id}", response=LadderShown)
def career_ladder(request: HttpRequest, address: str, ladder_id: UUID):
    """One career ladder with its steps."""
    return _ladder(career_ladders.ladder_in(networks.public_network(request.by, address), ladder_id))


class LadderBody(Body):
    """What a ladder is called. An approval has a body and a day."""

    name: line(200)
    approved_by: line(200, needed=False) = ""
    approved_on: Day | None = None
    result: Code | None = Field(None, description="The code of the result it belongs to.")


def _said(network: Any, body: LadderBody) -> dict[str, Any]:
    return body.dict() | {"result": body.result and result_by_code(network, body.result).result}


class NewLadder(LadderBody):
    organization: UUID = Field(description="Whose staff.")


@router.post("/groups/{slug:address}/career-ladders", response={201: LadderShown})
def add_a_career_ladder(request: HttpRequest, address: str, body: NewLadder):
    """Begin the ladder of an organization's staff. For who keeps the register, and for the organization's own seat."""
    network = networks.network_for(request.by, address)
    said = _said(network, body) | {"organization": organization_in(network, body.organization)}
    return Status(201, _ladder(verbs.add_ladder(**said, by=request.by, at=clock.now())))


class ChangedLadder(LadderBody):
    version: Version


@router.put("/groups/{slug:address}/career-ladders/{uuid:ladder_id}", response=LadderShown)
def change_a_career_ladder(request: HttpRequest, address: str, ladder_id: UUID, body: ChangedLadder):
    """Say anew what it is called, who approved it and when, or to which result it belongs."""
    network = networks.network_for(request.by, address)
    found = career_ladders.ladder_in(network, ladder_id)
    return _ladder(verbs.change_ladder(ladder=found, **_said(network, body), by=request.by, at=clock.now()))


class LadderStepBody(Body):
    """A step with what it pays, in whole cents for a period. Pay at entry may lie outside the range."""

    number: int = Field(ge=1, le=99, strict=True)
    title: line(200)
    low_cents: int = Field(ge=0, le=MOST_CENTS, strict=True)
    high_cents: int = Field(ge=0, le=MOST_CENTS, strict=True)
    entry_cents: int | None = Field(None, ge=0, le=MOST_CENTS, strict=True)
    per: one_of(words.PAY_PERIODS)


def _step(body: LadderStepBody) -> dict[str, Any]:
    return {
        "number": body.number,
        "title": body.title,
        "low": body.low_cents,
        "high": body.high_cents,
        "entry": body.entry_cents,
        "per": body.per,
    }


@router.post("/groups/{slug:address}/career-ladders/{uuid:ladder_id}/steps", response={201: LadderShown})
def add_a_step(request: HttpRequest, address: str, ladder_id: UUID, body: LadderStepBody):
    """Add a step to a ladder. For who keeps the register, and for the organization's own seat."""
    found = career_ladders.ladder_in(networks.network_for(request.by, address), ladder_id)
    verbs.add_step(ladder=found, **_step(body), by=request.by, at=clock.now())
    return Status(201, _ladder(found))


@router.put(
    "/groups/{slug:address}/career-ladders/{uuid:ladder_id}/steps/{uuid:step_id}", response=LadderShown
)
def change_a_step(request: HttpRequest, address: str, ladder_id: UUID, step_id: UUID, body: LadderStepBody):
    """Say anew what a step is called, where it stands and what it pays."""
    found = career_ladders.ladder_in(networks.network_for(request.by, address), ladder_id)
    step = career_ladders.step_of(found, step_id)
    verbs.change_step(step=step, **_step(body), by=request.by, at=clock.now())
    return _ladder(found)


@router.delete(
    "/groups/{slug:address}/career-ladders/{uuid:ladder_id}/steps/{uuid:step_id}", response=LadderShown
)
def remove_a_step(request: HttpRequest, address: str, ladder_id: UUID, step_id: UUID):
    """Take a step off a ladder that does not belong there."""
    found = career_ladders.ladder_in(networks.network_for(request.by, address), ladder_id)
    verbs.remove_step(step=career_ladders.step_of(found, step_id), by=request.by, at=clock.now())
    return _ladder(found)
