"""Documents, maps and forms of a network, with who received them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.results import words
from konbit.results.operations import artifacts as verbs
from konbit.results.queries import artifacts, networks
from konbit.ui.endpoints import Body, Day, Page, Paging, Version, line, one_of, page_of

router = Router(tags=["What stands behind results"])


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

    id: UUID
    who: str
    received_on: date
    how: str
    label: str
    source: str


class ArtifactWithReceivers(ArtifactShown):
    """An artifact with everybody who received it, in the order of the days."""

    receivers: list[Receipt]


def with_receivers(one: Any) -> ArtifactWithReceivers:
    return ArtifactWithReceivers(
        **_artifact(one).dict(),
        receivers=[
            Receipt(
                id=row.pk,
                who=row.who,
                received_on=row.received_on,
                how=row.how,
                label=row.label,
                source=row.source,
            )
            for row in artifacts.receipts_of(one)
        ],
    )


@router.get("/groups/{slug:address}/artifacts/{uuid:artifact_id}", response=ArtifactWithReceivers)
def artifact(request: HttpRequest, address: str, artifact_id: UUID):
    """One document, map or form, with who received it."""
    return with_receivers(artifacts.artifact_in(networks.public_network(request.by, address), artifact_id))


class ArtifactBody(Body):
    """What an artifact is. An approved one names the body that approved it, and the day."""

    name: line(200)
    kind: one_of(words.ARTIFACT_KINDS)
    state: one_of(words.ARTIFACT_STATES) = "draft"
    approved_by: line(200, needed=False) = ""
    approved_on: Day | None = None
    address: line(500, needed=False) = Field(
        "", description="Where it can be read, such as https://example.org."
    )
    note: line(400, needed=False) = ""


@router.post("/groups/{slug:address}/artifacts", response={201: ArtifactWithReceivers})
def add_an_artifact(request: HttpRequest, address: str, body: ArtifactBody):
    """Put a document, a map or a form on the register. For conveners and facilitators."""
    network = networks.network_for(request.by, address)
    made = verbs.add_artifact(network=network, **body.dict(), by=request.by, at=clock.now())
    return Status(201, with_receivers(made))


class ChangedArtifact(ArtifactBody):
    version: Version


@router.put("/groups/{slug:address}/artifacts/{uuid:artifact_id}", response=ArtifactWithReceivers)
def change_an_artifact(request: HttpRequest, address: str, artifact_id: UUID, body: ChangedArtifact):
    """Say anew what it is, or that it was approved. For conveners and facilitators."""
    found = artifacts.artifact_in(networks.network_for(request.by, address), artifact_id)
    return with_receivers(verbs.change_artifact(artifact=found, **body.dict(), by=request.by, at=clock.now()))


class ReceiverBody(Body):
    """One receiver: an organization of the network, or somebody else by name."""

    organization: UUID | None = None
    receiver: line(200, needed=False) = ""
    received_on: Day
    how: line(200, needed=False) = ""


@router.post(
    "/groups/{slug:address}/artifacts/{uuid:artifact_id}/receivers", response={201: ArtifactWithReceivers}
)
def add_a_receiver(request: HttpRequest, address: str, artifact_id: UUID, body: ReceiverBody):
    """Write down who received it, and when. For conveners and facilitators."""
    network = networks.network_for(request.by, address)
    found = artifacts.artifact_in(network, artifact_id)
    said = body.dict() | {"organization": networks.organization_of(network, body.organization)}
    verbs.add_receiver(artifact=found, **said, by=request.by, at=clock.now())
    return Status(201, with_receivers(found))


@router.delete(
    "/groups/{slug:address}/artifacts/{uuid:artifact_id}/receivers/{uuid:receipt_id}",
    response=ArtifactWithReceivers,
)
def remove_a_receiver(request: HttpRequest, address: str, artifact_id: UUID, receipt_id: UUID):
    """Take a receiver off the list who did not receive it after all. For conveners and facilitators."""
    found = artifacts.artifact_in(networks.network_for(request.by, address), artifact_id)
    verbs.remove_receiver(receipt=artifacts.receipt_of(found, receipt_id), by=request.by, at=clock.now())
    return with_receivers(found)
