"""Who had a part in which result."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.results.operations import contributions as verbs
from konbit.results.queries import contributions, networks, result_by_code
from konbit.ui.endpoints import Body, Page, Paging, Version, line, page_of

router = Router(tags=["What stands behind results"])


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
    return {**body.dict(), "organization": networks.organization_of(network, body.organization)}


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
