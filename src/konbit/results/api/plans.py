"""The road map, and the shared future with the organizations that stand behind it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.network.queries import group_for, member_in, organization_in
from konbit.results.api.register import Rung
from konbit.results.operations.road_map import plan_result
from konbit.results.operations.shared_future import affirm_statement, withdraw_affirmation
from konbit.results.queries import result_by_code, road_map
from konbit.results.queries import shared_future as queries
from konbit.results.queries.networks import public_network
from konbit.ui.endpoints import Body, Day, Page, Paging, Version, Words, page_of, words_of

router = Router(tags=["Road map and shared future"])
LAST_STATEMENT = 2**31 - 1


class PlannedShown(Schema):
    """An open result with its plan."""

    code: str
    rung: Rung
    owner: str | None = Field(description="Who sees to it, for members of the network.")
    planned_until: date | None = Field(description="The last day of the period it is planned for.")
    first_planned_until: date | None
    periods_behind: int = Field(description="How many periods it lies behind its plan.")
    behind: str = Field(description="The same in words.")
    version: int


def _planned(row: Any, *, names_owners: bool) -> PlannedShown:
    one = row.result
    return PlannedShown(
        code=one.code,
        rung=one.rung,
        owner=one.owner.name if names_owners and one.owner else None,
        planned_until=one.planned_until,
        first_planned_until=one.first_planned_until,
        periods_behind=row.drift,
        behind=row.behind,
        version=one.version,
    )


@router.get("/groups/{slug:address}/road-map", response=Page[PlannedShown])
def group_road_map(request: HttpRequest, address: str, paging: Query[Paging]):
    """The open results of a network by the period they are planned for; what is not planned comes last."""
    found = road_map.road_map_for(request.by, public_network(request.by, address), clock.now())
    return page_of(found.rows, paging, lambda row: _planned(row, names_owners=found.names_owners))


class PlanBody(Body):
    owner: UUID | None = Field(None, description="The member of the network who sees to it.")
    planned_until: Day | None = Field(None, description="Any day of the period.")
    version: Version


@router.put("/groups/{slug:address}/results/{slug:code}/plan", response=PlannedShown)
def plan_a_result(request: HttpRequest, address: str, code: str, body: PlanBody):
    """Say who sees to a result, and for which period it is planned."""
    network, at = group_for(request.by, address), clock.now()
    found = result_by_code(network, code).result
    owner = body.owner and member_in(network, body.owner)
    values = {"owner": owner, "planned_until": body.planned_until, "version": body.version}
    plan_result(result=found, **values, by=request.by, at=at)
    rows = road_map.road_map_for(request.by, network, at).rows
    return _planned(next(row for row in rows if row.result.pk == found.pk), names_owners=True)


class StatementShown(Schema):
    """One version of the shared future that the members say they want."""

    number: int
    text: Words
    published_at: datetime | None = Field(description="A draft has none, and is for members of the network.")
    label: str
    source: str
    version: int


def _statement(one: Any) -> StatementShown:
    return StatementShown(
        number=one.number,
        text=words_of(one.text),
        published_at=one.published_at,
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/statements", response=Page[StatementShown])
def group_statements(request: HttpRequest, address: str, paging: Query[Paging]):
    """The versions of a network's shared future, newest first."""
    return page_of(queries.statements_of(request.by, public_network(request.by, address)), paging, _statement)


class AffirmationShown(Schema):
    """An organization that stands behind a version."""

    id: UUID
    organization_id: UUID
    organization: str
    at: datetime


class StatementWithAffirmations(StatementShown):
    """A version with who stands behind it. Who affirmed is for members of the network."""

    is_newest: bool
    affirmed: list[AffirmationShown]


def _with_affirmations(request: HttpRequest, statement: Any) -> StatementWithAffirmations:
    future = queries.shared_future_for(request.by, statement)
    return StatementWithAffirmations(
        **_statement(statement).dict(),
        is_newest=future.is_newest,
        affirmed=[
            AffirmationShown(
                id=one.affirmation.pk,
                organization_id=one.organization.pk,
                organization=one.organization.name,
                at=one.affirmation.at,
            )
            for one in future.affirmed
        ],
    )


def _by_number(request: HttpRequest, network: Any, number: int) -> Any:
    if not 1 <= number <= LAST_STATEMENT:
        raise NotFound
    return queries.statement_by_number(request.by, network, number)


@router.get("/groups/{slug:address}/statements/{int:number}", response=StatementWithAffirmations)
def statement(request: HttpRequest, address: str, number: int):
    """One version of the shared future."""
    return _with_affirmations(request, _by_number(request, public_network(request.by, address), number))


class AffirmationBody(Body):
    organization: UUID = Field(description="An organization whose seat you hold.")


@router.post(
    "/groups/{slug:address}/statements/{int:number}/affirmations", response={201: StatementWithAffirmations}
)
def affirm_a_statement(request: HttpRequest, address: str, number: int, body: AffirmationBody):
    """Stand behind the newest version for an organization, as the holder of its seat."""
    network = group_for(request.by, address)
    found = _by_number(request, network, number)
    organization = organization_in(network, body.organization)
    affirm_statement(statement=found, organization=organization, by=request.by, at=clock.now())
    return Status(201, _with_affirmations(request, found))


@router.delete(
    "/groups/{slug:address}/affirmations/{uuid:affirmation_id}", response=StatementWithAffirmations
)
def withdraw_an_affirmation(request: HttpRequest, address: str, affirmation_id: UUID):
    """The organization no longer stands behind that version. That it did stays written down."""
    found = queries.affirmation_in(group_for(request.by, address), affirmation_id)
    withdraw_affirmation(affirmation=found, by=request.by, at=clock.now())
    return _with_affirmations(request, found.statement)
