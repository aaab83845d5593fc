"""What stands behind results: who had a part, documents with their receivers, events, career ladders and pilots."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.results import words
from konbit.results.operations import contributions as verbs
from konbit.results.queries import (
    artifacts,
    career_ladders,
    contributions,
    events,
    evidence,
    networks,
    pilots,
    result_by_code,
)
from konbit.ui.endpoints import Body, Page, Paging, Version, line, one_of, page_of

router = Router(tags=["What stands behind results"])
MANY = "How many, from 11 on. Fewer are not said."


class ContributionShown(Schema):
    """Who had a part in a result, what they did, and who says so. A contribution, never the cause."""

    id: UUID
    result: str = Field(description="The code of the result.")
    organization_id: UUID | None
    who: str
    did: str
    says_who: str
    written_at: datetime
    label: str
    source: str
    version: int


def _contribution(one: Any) -> ContributionShown:
    return ContributionShown(
        id=one.pk,
        result=one.result.code,
        organization_id=one.organization_id,
        who=one.who,
        did=one.did,
        says_who=one.says_who,
        written_at=one.written_at,
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/results/{slug:code}/contributions", response=Page[ContributionShown])
def result_contributions(request: HttpRequest, address: str, code: str, paging: Query[Paging]):
    """Who had a part in a result, in the order in which it was written down."""
    result = result_by_code(networks.public_network(request.by, address), code).result
    parts = contributions.parts_in(request.by, result)
    return page_of([part.contribution for part in parts], paging, _contribution)


class ContributionBody(Body):
    organization: UUID | None = Field(None, description="An organization of the network, or a body by name.")
    body: line(200, needed=False) = Field("", description="A body that is no organization of the network.")
    did: line(4000)
    says_who: line(300)


def _said(network: Any, body: ContributionBody) -> dict[str, Any]:
    typed = str(body.organization) if body.organization else ""
    return {**body.dict(), "organization": networks.chosen_organization(network, typed)}


@router.post("/groups/{slug:address}/results/{slug:code}/contributions", response={201: ContributionShown})
def add_a_contribution(request: HttpRequest, address: str, code: str, body: ContributionBody):
    """Write down who had a part in a result. For who keeps the register, and for the organization's own seat."""
    network = networks.network_for(request.by, address)
    result = result_by_code(network, code).result
    made = verbs.add_contribution(result=result, **_said(network, body), by=request.by, at=clock.now())
    return Status(201, _contribution(made))


class CorrectedContribution(ContributionBody):
    version: Version


@router.put("/groups/{slug:address}/contributions/{uuid:contribution_id}", response=ContributionShown)
def correct_a_contribution(
    request: HttpRequest, address: str, contribution_id: UUID, body: CorrectedContribution
):
    """Correct who had a part in a result."""
    network = networks.network_for(request.by, address)
    found = contributions.contribution_in(network, contribution_id)
    said = _said(network, body)
    return _contribution(
        verbs.correct_contribution(contribution=found, **said, by=request.by, at=clock.now())
    )


@router.delete("/groups/{slug:address}/contributions/{uuid:contribution_id}", response=ContributionShown)
def withdraw_a_contribution(request: HttpRequest, address: str, contribution_id: UUID):
    """Take a contribution off the list. On the page of its result it can be brought back."""
    found = contributions.contribution_in(networks.network_for(request.by, address), contribution_id)
    return _contribution(verbs.withdraw_contribution(contribution=found, by=request.by, at=clock.now()))


class ArtifactShown(Schema):
    """A document, a map or a form of the network's register."""

    id: UUID
    name: str
    kind: one_of(words.ARTIFACT_KINDS)
    state: one_of(words.ARTIFACT_STATES)
    approved_by: str
    approved_on: date | None
    address: str = Field(description="Where it can be read, when it is no file kept here.")
    note: str
    label: str
    source: str
    version: int


def _artifact(one: Any) -> ArtifactShown:
    return ArtifactShown(
        id=one.pk,
        name=one.name,
        kind=one.kind,
        state=one.state,
        approved_by=one.approved_by,
        approved_on=one.approved_on,
        address=one.address,
        note=one.note,
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/artifacts", response=Page[ArtifactShown])
def group_artifacts(request: HttpRequest, address: str, paging: Query[Paging]):
    """The documents, maps and forms of a network, by name."""
    return page_of(artifacts.artifacts_of(networks.public_network(request.by, address)), paging, _artifact)


class Receipt(Schema):
    """Who received an artifact, when, and how."""

    who: str
    received_on: date
    how: str
    label: str
    source: str


class ArtifactWithReceivers(ArtifactShown):
    """An artifact with everybody who received it, in the order of the days."""

    receivers: list[Receipt]


def _with_receivers(one: Any) -> ArtifactWithReceivers:
    return ArtifactWithReceivers(
        **_artifact(one).dict(),
        receivers=[
            Receipt(who=row.who, received_on=row.received_on, how=row.how, label=row.label, source=row.source)
            for row in artifacts.receipts_of(one)
        ],
    )


@router.get("/groups/{slug:address}/artifacts/{uuid:artifact_id}", response=ArtifactWithReceivers)
def artifact(request: HttpRequest, address: str, artifact_id: UUID):
    """One document, map or form, with who received it."""
    return _with_receivers(artifacts.artifact_in(networks.public_network(request.by, address), artifact_id))


class EventShown(Schema):
    """Something held for an audience."""

    id: UUID
    name: str
    held_on: date | None
    held_by: str | None
    audience: str
    people: int | None = Field(description=MANY)
    people_are_few: bool
    place: str
    note: str
    artifact_ids: list[UUID]
    label: str
    source: str
    version: int


def _event(one: Any) -> EventShown:
    return EventShown(
        id=one.pk,
        name=one.name,
        held_on=one.held_on,
        held_by=one.held_by and one.held_by.name,
        audience=one.audience,
        people=None if one.people_are_few else one.people,
        people_are_few=one.people_are_few,
        place=one.place,
        note=one.note,
        artifact_ids=[artifact.pk for artifact in one.artifacts.order_by("name", "pk")],
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/events", response=Page[EventShown])
def group_events(request: HttpRequest, address: str, paging: Query[Paging]):
    """The events of a network, the newest first."""
    return page_of(events.events_of(networks.public_network(request.by, address)), paging, _event)


class EvidenceShown(Schema):
    """A document or an event that is evidence for a result."""

    id: UUID
    artifact: ArtifactWithReceivers | None
    event: EventShown | None


def _evidence(one: Any) -> EvidenceShown:
    return EvidenceShown(
        id=one.tie.pk,
        artifact=one.artifact and _with_receivers(one.artifact),
        event=one.event and _event(one.event),
    )


@router.get("/groups/{slug:address}/results/{slug:code}/evidence", response=Page[EvidenceShown])
def result_evidence(request: HttpRequest, address: str, code: str, paging: Query[Paging]):
    """What is evidence for a result: documents with their receivers, then events."""
    result = result_by_code(networks.public_network(request.by, address), code).result
    return page_of(evidence.evidence_for(result), paging, _evidence)


class LadderStepShown(Schema):
    """One step of a career ladder, in whole cents for a period."""

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
