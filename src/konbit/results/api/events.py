"""Events of a network, and what is evidence for which result: documents and events."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.results.api.artifacts import ArtifactWithReceivers, with_receivers
from konbit.results.operations import events as verbs
from konbit.results.operations.evidence import end_tie, tie_artifact, tie_event
from konbit.results.queries import artifacts, events, evidence, networks, result_by_code
from konbit.ui.endpoints import Body, Day, Page, Paging, Version, line, page_of

router = Router(tags=["What stands behind results"])
MANY = "How many, from 11 on. Fewer are not said."


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


@router.get("/groups/{slug:address}/events/{uuid:event_id}", response=EventShown)
def event(request: HttpRequest, address: str, event_id: UUID):
    """One event."""
    return _event(events.event_in(networks.public_network(request.by, address), event_id))


class EventBody(Body):
    """What was held. With its day, its audience and its material it can be evidence for a result."""

    name: line(200)
    held_on: Day | None = None
    held_by: UUID | None = Field(None, description="An organization of the network.")
    audience: line(300, needed=False) = ""
    people: int | None = Field(None, ge=0, le=1_000_000, strict=True, description="How many came.")
    place: line(200, needed=False) = ""
    note: line(4000, needed=False) = Field("", description="What was said or shown.")
    artifacts: list[UUID] = Field(
        [], max_length=100, description="Documents of the register that were shown."
    )


def _said(network: Any, body: EventBody) -> dict[str, Any]:
    return body.dict() | {
        "held_by": networks.organization_of(network, body.held_by),
        "artifacts": [artifacts.artifact_in(network, one) for one in body.artifacts],
    }


@router.post("/groups/{slug:address}/events", response={201: EventShown})
def add_an_event(request: HttpRequest, address: str, body: EventBody):
    """Write down an event. For conveners and facilitators."""
    network = networks.network_for(request.by, address)
    made = verbs.add_event(network=network, **_said(network, body), by=request.by, at=clock.now())
    return Status(201, _event(made))


class ChangedEvent(EventBody):
    """What was held. A number of people that is left out stays; null takes it away."""

    version: Version


@router.put("/groups/{slug:address}/events/{uuid:event_id}", response=EventShown)
def change_an_event(request: HttpRequest, address: str, event_id: UUID, body: ChangedEvent):
    """Say anew what was held, when, for whom and with which material. For conveners and facilitators."""
    network = networks.network_for(request.by, address)
    found, said = events.event_in(network, event_id), _said(network, body)
    if "people" not in body.model_fields_set:
        # A program that was told "few" cannot send the number back.
        said["people"] = found.people
    return _event(verbs.change_event(event=found, **said, by=request.by, at=clock.now()))


class EvidenceShown(Schema):
    """A document or an event that is evidence for a result."""

    id: UUID
    artifact: ArtifactWithReceivers | None
    event: EventShown | None


def _evidence(one: Any) -> EvidenceShown:
    return EvidenceShown(
        id=one.tie.pk,
        artifact=one.artifact and with_receivers(one.artifact),
        event=one.event and _event(one.event),
    )


@router.get("/groups/{slug:address}/results/{slug:code}/evidence", response=Page[EvidenceShown])
def result_evidence(request: HttpRequest, address: str, code: str, paging: Query[Paging]):
    """What is evidence for a result: documents with their receivers, then events."""
    result = result_by_code(networks.public_network(request.by, address), code).result
    return page_of(evidence.evidence_for(result), paging, _evidence)


class EvidenceBody(Body):
    """What is evidence for the result."""

    kind: Literal["artifact", "event"]
    id: UUID


@router.post("/groups/{slug:address}/results/{slug:code}/evidence", response={201: EvidenceShown})
def add_evidence(request: HttpRequest, address: str, code: str, body: EvidenceBody):
    """Say that a document or an event is evidence for a result. For those who may change where it stands."""
    network = networks.network_for(request.by, address)
    result = result_by_code(network, code).result
    about = {"result": result, "by": request.by, "at": clock.now()}
    if body.kind == "artifact":
        tie = tie_artifact(artifact=artifacts.artifact_in(network, body.id), **about)
    else:
        tie = tie_event(event=events.event_in(network, body.id), **about)
    return Status(201, _tied(tie))


@router.delete("/groups/{slug:address}/evidence/{uuid:tie_id}", response=EvidenceShown)
def end_evidence(request: HttpRequest, address: str, tie_id: UUID):
    """Say that something is no evidence for its result after all."""
    tie = evidence.tie_in(networks.network_for(request.by, address), tie_id)
    was = _tied(tie)
    end_tie(tie=tie, by=request.by, at=clock.now())
    return was


def _tied(tie: Any) -> EvidenceShown:
    return next(_evidence(one) for one in evidence.evidence_for(tie.result) if one.tie.pk == tie.pk)
