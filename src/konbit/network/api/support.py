"""What members must learn or be lent, and who is wanted at the table."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.network import queries
from konbit.network.api.together import OrganizationNamed, named_organization
from konbit.network.operations.capacity import (
    record_support,
    say_what_changed,
    say_who_was_asked,
    withdraw_need,
    write_need,
)
from konbit.network.queries import launching
from konbit.network.queries import together as found
from konbit.ui.endpoints import Body, Day, Page, Paging, Version, line, must_be_version, page_of

router = Router(tags=["Support and seats"])


class NeedShown(Schema):
    """What must be learned or lent: needed, asked, given, and what changed. Open until all four are written."""

    id: UUID
    group: str = Field(description="The address of the group that wrote it down.")
    organization: OrganizationNamed | None = Field(description="Whose need it is; none: the group's own.")
    need: str
    needed_on: date
    asked_of: OrganizationNamed | None
    asked_on: date | None
    given_by: OrganizationNamed | None
    given_on: date | None
    given: str
    what_changed: str
    is_open: bool
    label: str
    source: str
    version: int


def _need(one: Any) -> NeedShown:
    return NeedShown(
        id=one.pk,
        group=one.group.address,
        organization=named_organization(one.organization),
        need=one.need,
        needed_on=one.needed_on,
        asked_of=named_organization(one.asked_of),
        asked_on=one.asked_on,
        given_by=named_organization(one.given_by),
        given_on=one.given_on,
        given=one.given,
        what_changed=one.what_changed,
        is_open=one.is_open,
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/support-needs", response=Page[NeedShown])
def group_support_needs(request: HttpRequest, address: str, paging: Query[Paging]):
    """The support needs of the network and of its groups that you may see, open ones first."""
    network = queries.network_of(queries.group_for(request.by, address))
    return page_of(found.needs_of(request.by, network), paging, _need)


class NewNeed(Body):
    need: line(1000)
    organization: UUID | None = Field(None, description="Whose need it is; none: the group's own.")
    needed_on: Day


@router.post("/groups/{slug:address}/support-needs", response={201: NeedShown})
def write_a_support_need(request: HttpRequest, address: str, body: NewNeed):
    """Write down what the group or an organization must learn or be lent."""
    group, values = queries.group_for(request.by, address), body.dict()
    values["organization"] = body.organization and queries.organization_in(group, body.organization)
    return Status(201, _need(write_need(group=group, **values, by=request.by, at=clock.now())))


class NeedAsked(Body):
    asked_of: UUID
    asked_on: Day
    version: Version


@router.put("/groups/{slug:address}/support-needs/{uuid:need_id}/asked", response=NeedShown)
def say_who_was_asked_for_support(request: HttpRequest, address: str, need_id: UUID, body: NeedAsked):
    """Say which organization was asked for this support, and when."""
    group = queries.group_for(request.by, address)
    need = found.need_in(request.by, group, need_id)
    must_be_version(need, body.version, "asked_on")
    asked_of = queries.organization_in(group, body.asked_of)
    call = {"asked_of": asked_of, "asked_on": body.asked_on, "by": request.by, "at": clock.now()}
    return _need(say_who_was_asked(need=need, **call))


class NeedGiven(Body):
    given_by: UUID
    given_on: Day
    given: line(1000)
    version: Version


@router.put("/groups/{slug:address}/support-needs/{uuid:need_id}/given", response=NeedShown)
def record_given_support(request: HttpRequest, address: str, need_id: UUID, body: NeedGiven):
    """Say which organization gave this support, when, and what it was."""
    group = queries.group_for(request.by, address)
    need = found.need_in(request.by, group, need_id)
    must_be_version(need, body.version, "given", "given_on")
    given_by = queries.organization_in(group, body.given_by)
    call = {"given_by": given_by, "given_on": body.given_on, "given": body.given}
    return _need(record_support(need=need, **call, by=request.by, at=clock.now()))


class NeedChanged(Body):
    what_changed: line(1000)
    version: Version


@router.put("/groups/{slug:address}/support-needs/{uuid:need_id}/changed", response=NeedShown)
def say_what_support_changed(request: HttpRequest, address: str, need_id: UUID, body: NeedChanged):
    """Say what changed through this support: with that, the need is no longer open."""
    need = found.need_in(request.by, queries.group_for(request.by, address), need_id)
    must_be_version(need, body.version, "what_changed")
    return _need(say_what_changed(need=need, what_changed=body.what_changed, by=request.by, at=clock.now()))


@router.delete("/groups/{slug:address}/support-needs/{uuid:need_id}", response=NeedShown)
def take_a_support_need_back(request: HttpRequest, address: str, need_id: UUID):
    """Take back a need that was written down by mistake."""
    need = found.need_in(request.by, queries.group_for(request.by, address), need_id)
    return _need(withdraw_need(need=need, by=request.by, at=clock.now()))


class AtTheTableShown(Schema):
    """Sectors by code, and communities by name."""

    sectors: list[str]
    communities: list[str]


class LaunchShown(Schema):
    """The founding record: who was wanted, who had a seat, and who was missing on that day."""

    at: datetime
    wanted: AtTheTableShown
    held: AtTheTableShown
    missing: AtTheTableShown
    note: str
    label: str
    source: str


class TableShown(Schema):
    """Who is wanted at the table, who of them has a seat that somebody holds, and who is missing today."""

    wanted: AtTheTableShown
    held: AtTheTableShown
    missing: AtTheTableShown
    launch: LaunchShown | None


PARTS = ("wanted", "held", "missing")


@router.get("/groups/{slug:address}/table", response=TableShown)
def group_table(request: HttpRequest, address: str):
    """Who is wanted at the table of a network, and who is missing; with its founding record, once it was launched."""
    network = queries.group_for(request.by, address)
    if network.parent_id is not None:
        raise NotFound
    gaps = launching.gaps_of(network, queries.day_in(network, clock.now()))
    kept = launching.launch_of(network)
    return TableShown(
        **{part: AtTheTableShown(**getattr(gaps, part).as_kept()) for part in PARTS},
        launch=kept
        and LaunchShown(
            at=kept.at,
            **{part: AtTheTableShown(**getattr(kept, part)) for part in PARTS},
            note=kept.note,
            label=kept.label,
            source=kept.source,
        ),
    )
