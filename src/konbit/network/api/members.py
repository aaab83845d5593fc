"""Groups, organizations, communities, members and seats, for who may see them on pages."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.network import policies, queries, words
from konbit.network.operations.organizations import add_organization, change_organization
from konbit.ui.endpoints import Body, Page, Paging, Version, line, one_of, page_of

router = Router(tags=["Groups and members"])
Sector = one_of(words.SECTORS)


class GroupShown(Schema):
    """A group. The topmost group above it is its network."""

    id: UUID
    address: str = Field(description="Its name in addresses.")
    name: str
    short_name: str
    purpose: str
    kind: one_of(words.GROUP_KINDS)
    parent: str | None = Field(description="The address of the group it lies in, where you may see that one.")
    network: str | None = Field(description="The address of its network, where you may see that one.")
    language: str
    time_zone: str
    interval_days: int
    results_are_public: bool
    label: str
    source: str


def _address(request: HttpRequest, group: Any) -> str | None:
    return group.address if group and policies.may_see_group_publicly(request.by, group) else None


def _group(request: HttpRequest, group: Any) -> GroupShown:
    return GroupShown(
        id=group.pk,
        address=group.address,
        name=group.name,
        short_name=group.short_name,
        purpose=group.purpose,
        kind=group.kind,
        parent=_address(request, group.parent),
        network=_address(request, queries.network_of(group)),
        language=group.language,
        time_zone=group.time_zone,
        interval_days=group.interval_days,
        results_are_public=group.results_are_public,
        label=group.label,
        source=group.source,
    )


@router.get("/groups", response=Page[GroupShown])
def groups(request: HttpRequest, paging: Query[Paging]):
    """The groups in which you hold a seat or have a role."""
    return page_of(queries.groups_of(request.by), paging, lambda one: _group(request, one))


@router.get("/groups/{slug:address}", response=GroupShown)
def group(request: HttpRequest, address: str):
    """One of your groups."""
    return _group(request, queries.group_for(request.by, address))


@router.get("/groups/{slug:address}/subgroups", response=Page[GroupShown])
def subgroups(request: HttpRequest, address: str, paging: Query[Paging]):
    """The groups directly inside that you may see."""
    found = queries.subgroups_for(request.by, queries.group_for(request.by, address))
    return page_of(found, paging, lambda one: _group(request, one))


class OrganizationShown(Schema):
    """An organization of the group's network."""

    id: UUID
    name: str
    short_name: str
    sector: Sector
    label: str
    source: str
    version: int


def _organization(one: Any) -> OrganizationShown:
    return OrganizationShown(
        id=one.pk,
        name=one.name,
        short_name=one.short_name,
        sector=one.sector,
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/organizations", response=Page[OrganizationShown])
def organizations(request: HttpRequest, address: str, paging: Query[Paging], sector: Sector | None = None):
    """The organizations of the group's network, by name, doubles left out."""
    found = queries.organizations_of(queries.group_for(request.by, address))
    return page_of([one for one in found if sector in (None, one.sector)], paging, _organization)


class NewOrganization(Body):
    name: line(200)
    short_name: line(40, needed=False) = ""
    sector: Sector = "other"


@router.post("/groups/{slug:address}/organizations", response={201: OrganizationShown})
def add_an_organization(request: HttpRequest, address: str, body: NewOrganization):
    """Add an organization to the network. For its convener and its facilitators."""
    network = queries.network_of(queries.group_for(request.by, address))
    made = add_organization(network=network, **body.dict(), by=request.by, at=clock.now())
    return Status(201, _organization(made))


@router.get("/groups/{slug:address}/organizations/{uuid:organization_id}", response=OrganizationShown)
def organization(request: HttpRequest, address: str, organization_id: UUID):
    """One organization of the group's network."""
    return _organization(queries.organization_in(queries.group_for(request.by, address), organization_id))


class CorrectedOrganization(Body):
    name: line(200)
    short_name: line(40, needed=False) = ""
    sector: Sector
    version: Version


@router.put("/groups/{slug:address}/organizations/{uuid:organization_id}", response=OrganizationShown)
def correct_an_organization(
    request: HttpRequest, address: str, organization_id: UUID, body: CorrectedOrganization
):
    """Correct name, short name and sector. For the network's convener and its facilitators."""
    found = queries.organization_in(queries.group_for(request.by, address), organization_id)
    return _organization(
        change_organization(organization=found, **body.dict(), by=request.by, at=clock.now())
    )


class CommunityShown(Schema):
    """A community of the group's network, with the groups of its region and its partnership by name."""

    id: UUID
    name: str
    region: str | None
    partnership: str | None
    label: str
    source: str


def _community(one: Any) -> CommunityShown:
    return CommunityShown(
        id=one.pk,
        name=one.name,
        region=one.region and one.region.name,
        partnership=one.partnership and one.partnership.name,
        label=one.label,
        source=one.source,
    )


@router.get("/groups/{slug:address}/communities", response=Page[CommunityShown])
def communities(request: HttpRequest, address: str, paging: Query[Paging]):
    """The communities of the group's network."""
    found = queries.communities_of(queries.group_for(request.by, address))
    return page_of(found.order_by("name", "pk"), paging, _community)


class PersonShown(Schema):
    """A person, by name alone."""

    id: UUID
    name: str
    is_example: bool = Field(description="Made up for an example.")


class MemberShown(Schema):
    """A seat with who holds it today, or a person with a role."""

    id: UUID = Field(description="What owns commitments and is asked questions.")
    kind: Literal["seat", "role"]
    seat_id: UUID | None
    name: str
    role: one_of(words.ROLES)
    votes: bool
    organization_id: UUID | None
    people: list[PersonShown]
    label: str


def _person(person: Any) -> PersonShown:
    return PersonShown(id=person.pk, name=person.name, is_example=person.is_example)


def _member(one: queries.MemberNow) -> MemberShown:
    return MemberShown(
        id=one.id,
        kind=one.kind,
        seat_id=one.standing_id if one.kind == "seat" else None,
        name=one.name,
        role=one.role,
        votes=one.votes,
        organization_id=one.organization_id,
        people=[_person(person) for person in one.people],
        label=one.label,
    )


@router.get("/groups/{slug:address}/members", response=Page[MemberShown])
def group_members(
    request: HttpRequest, address: str, paging: Query[Paging], role: one_of(words.ROLES) | None = None
):
    """The group's members today: seats with their holders, then people with a role."""
    found = queries.group_for(request.by, address)
    members = queries.members_of(found, queries.day_in(found, clock.now()))
    return page_of([one for one in members if role in (None, one.role)], paging, _member)


class HolderShown(Schema):
    person: PersonShown
    since: date
    until: date | None = Field(description="The first day on which the person no longer holds it.")


class SeatShown(Schema):
    """A seat with everybody who held it, newest first."""

    id: UUID
    member_id: UUID
    name: str
    role: one_of(words.SEAT_ROLES)
    votes: bool
    opened_on: date
    closed_on: date | None
    label: str
    source: str
    holders: list[HolderShown]


@router.get("/groups/{slug:address}/seats/{uuid:seat_id}", response=SeatShown)
def group_seat(request: HttpRequest, address: str, seat_id: UUID):
    """One seat, and who held it when."""
    seat = queries.seat_in(queries.group_for(request.by, address), seat_id)
    return SeatShown(
        id=seat.pk,
        member_id=seat.member_id,
        name=seat.name,
        role=seat.role,
        votes=seat.votes,
        opened_on=seat.opened_on,
        closed_on=seat.closed_on,
        label=seat.label,
        source=seat.source,
        holders=[
            HolderShown(person=_person(one.person), since=one.since, until=one.until)
            for one in queries.holders_of(seat)
        ],
    )
