"""Working together between meetings: collaborations, and what members offer and look for."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.network import queries, words
from konbit.network.operations.collaborations import (
    end_collaboration,
    log_collaboration,
    withdraw_collaboration,
)
from konbit.network.operations.offers import make_offer, withdraw_offer
from konbit.network.queries import launching
from konbit.network.queries import together as found
from konbit.ui.endpoints import (
    Body,
    Day,
    Page,
    Paging,
    Version,
    YesOrNo,
    line,
    must_be_version,
    one_of,
    page_of,
)

router = Router(tags=["Working together"])
OfferKind = one_of(words.OFFER_KINDS)


class OrganizationNamed(Schema):
    """An organization, by name."""

    id: UUID
    name: str


def named_organization(organization: Any) -> OrganizationNamed | None:
    return organization and OrganizationNamed(id=organization.pk, name=organization.name)


class CollaborationShown(Schema):
    """Two organizations that work together outside the meetings."""

    id: UUID
    one: OrganizationNamed
    other: OrganizationNamed
    about: str
    began_how: one_of(words.BEGINNINGS)
    began_on: date
    ended_on: date | None = Field(description="The first day on which they no longer did.")
    label: str
    source: str
    version: int


def _collaboration(one: Any) -> CollaborationShown:
    return CollaborationShown(
        id=one.pk,
        one=named_organization(one.one),
        other=named_organization(one.other),
        about=one.about,
        began_how=one.began_how,
        began_on=one.began_on,
        ended_on=one.ended_on,
        label=one.label,
        source=one.source,
        version=one.version,
    )


def _network(request: HttpRequest, address: str) -> Any:
    return queries.network_of(queries.group_for(request.by, address))


@router.get("/groups/{slug:address}/collaborations", response=Page[CollaborationShown])
def group_collaborations(request: HttpRequest, address: str, paging: Query[Paging]):
    """Who works with whom in the group's network, the latest beginning first."""
    return page_of(found.collaborations_of(_network(request, address)), paging, _collaboration)


class NewCollaboration(Body):
    one: UUID = Field(description="An organization for which you may speak.")
    other: UUID
    about: line(300)
    began_how: one_of(words.BEGINNINGS)
    began_on: Day


@router.post("/groups/{slug:address}/collaborations", response={201: CollaborationShown})
def log_a_collaboration(request: HttpRequest, address: str, body: NewCollaboration):
    """Log that two organizations work together. For holders of their seats and who looks after the network."""
    network, values = _network(request, address), body.dict()
    ends = {name: queries.organization_in(network, values.pop(name)) for name in ("one", "other")}
    made = log_collaboration(network=network, **ends, **values, by=request.by, at=clock.now())
    return Status(201, _collaboration(made))


class EndedBody(Body):
    ended_on: Day
    version: Version


@router.put("/groups/{slug:address}/collaborations/{uuid:collaboration_id}/end", response=CollaborationShown)
def end_a_collaboration(request: HttpRequest, address: str, collaboration_id: UUID, body: EndedBody):
    """Say on which day it ended. It stays on the record."""
    logged = found.collaboration_in(queries.group_for(request.by, address), collaboration_id)
    must_be_version(logged, body.version, "ended_on")
    ended = end_collaboration(collaboration=logged, ended_on=body.ended_on, by=request.by, at=clock.now())
    return _collaboration(ended)


@router.delete("/groups/{slug:address}/collaborations/{uuid:collaboration_id}", response=CollaborationShown)
def take_a_collaboration_back(request: HttpRequest, address: str, collaboration_id: UUID):
    """Take back what was logged by mistake. On its page it can be brought back."""
    logged = found.collaboration_in(queries.group_for(request.by, address), collaboration_id)
    return _collaboration(withdraw_collaboration(collaboration=logged, by=request.by, at=clock.now()))


class OfferShown(Schema):
    """What an organization can do for others, or looks for."""

    id: UUID
    organization: OrganizationNamed
    is_ask: bool
    kind: OfferKind
    what: str
    communities: list[str] = Field(description="Where; none: everywhere in the network.")
    since: date
    until: date | None = Field(description="The last day on which it stands.")
    label: str
    source: str
    version: int


def _offer(one: Any) -> OfferShown:
    return OfferShown(
        id=one.pk,
        organization=named_organization(one.organization),
        is_ask=one.is_ask,
        kind=one.kind,
        what=one.what,
        communities=sorted(place.name for place in one.communities.all()),
        since=one.since,
        until=one.until,
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/offers", response=Page[OfferShown])
def group_offers(
    request: HttpRequest,
    address: str,
    paging: Query[Paging],
    side: Literal["offers", "asks"] = "offers",
    kind: OfferKind | None = None,
):
    """What stands today in the group's network: what is offered, or what is asked for."""
    group = queries.group_for(request.by, address)
    today = queries.day_in(group, clock.now())
    live = found.offers_of(queries.network_of(group), today, is_ask=side == "asks", kind=kind or "")
    return page_of(live, paging, _offer)


class NewOffer(Body):
    organization: UUID = Field(description="An organization for which you may speak.")
    is_ask: YesOrNo = False
    kind: OfferKind
    what: line(300)
    communities: list[UUID] = Field([], max_length=100)
    until: Day | None = None


@router.post("/groups/{slug:address}/offers", response={201: OfferShown})
def make_an_offer(request: HttpRequest, address: str, body: NewOffer):
    """Offer something for an organization, or ask for it."""
    network, values = _network(request, address), body.dict()
    values["organization"] = queries.organization_in(network, body.organization)
    values["communities"] = launching.communities_in(network, body.communities)
    made = make_offer(network=network, **values, by=request.by, at=clock.now())
    return Status(201, _offer(made))


@router.delete("/groups/{slug:address}/offers/{uuid:offer_id}", response=OfferShown)
def take_an_offer_back(request: HttpRequest, address: str, offer_id: UUID):
    """Take an offer or an ask back. On its page it can be brought back."""
    offer = found.offer_in(queries.group_for(request.by, address), offer_id)
    return _offer(withdraw_offer(offer=offer, by=request.by, at=clock.now()))
