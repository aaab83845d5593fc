"""Indicators with their figures, and the long goal. Small numbers are withheld here as they are on pages."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.network.queries import day_in, group_for, organization_in, public_group
from konbit.results import words
from konbit.results.operations.figures import correct_figure, mark_baseline, publish_figure, record_figure
from konbit.results.operations.indicators import add_indicator
from konbit.results.queries import indicators as queries
from konbit.results.queries import long_goals, priority_by_code, result_by_code
from konbit.ui.endpoints import (
    Body,
    Code,
    Day,
    Number,
    Page,
    Paging,
    Version,
    Words,
    YesOrNo,
    line,
    one_of,
    page_of,
    words_of,
)

router = Router(tags=["Indicators"])
LARGEST_COUNT = 2**31 - 1


class FigureShown(Schema):
    """A published figure. Where its number is withheld, `value` and `n` are null, and `says` tells what may be said."""

    id: UUID
    period_start: date
    period_end: date
    place: str
    breakdown_dim: str = Field(description="Broken down by what; empty for everybody.")
    breakdown_value: str
    value: Decimal | None
    qualifier: str
    n: int | None = Field(description="How many answered or were counted.")
    withheld: Literal["", "primary", "complementary"]
    says: str = Field(description="The value with its unit, or what stands in its place.")
    is_baseline: bool
    is_provisional: bool
    is_stale: bool = Field(description="Its period ended more than 18 months ago.")
    method_changed: str
    note: str
    retrieved_on: date | None
    label: str
    source: str
    version: int


def _figure(printed: Any) -> FigureShown:
    one = printed.figure
    # A withheld number may stand in a note or a qualifier too.
    says_all = printed.value is not None
    return FigureShown(
        id=one.pk,
        period_start=one.period_start,
        period_end=one.period_end,
        place=one.place,
        breakdown_dim=one.breakdown_dim,
        breakdown_value=one.breakdown_value,
        value=plain(printed.value),
        qualifier=one.qualifier if says_all else "",
        n=printed.n,
        withheld=printed.suppressed,
        says=printed.says,
        is_baseline=one.is_baseline,
        is_provisional=one.is_provisional,
        is_stale=printed.is_stale,
        method_changed=one.method_changed if says_all else "",
        note=one.note if says_all else "",
        retrieved_on=one.retrieved_on,
        label=one.label,
        source=one.source,
        version=one.version,
    )


def plain(value: Decimal | None) -> Decimal | None:
    """The number without the zeros that the table fills it up with."""
    whole = value is not None and value == value.to_integral_value()
    return value if value is None else value.quantize(Decimal(1)) if whole else value.normalize()


class IndicatorShown(Schema):
    """A measured series about a population or about one organization."""

    id: UUID
    code: str
    name: Words
    unit: str
    direction: one_of(words.DIRECTIONS)
    level: one_of(words.LEVELS)
    population: str
    counts: one_of(words.COUNTED)
    concerns_staff: bool
    priority: str | None = Field(description="The code of the priority it measures.")
    result: str | None = Field(description="The code of the result it measures.")
    organization_id: UUID | None
    is_stale: bool
    has_baseline: bool
    goal_value: Decimal | None = Field(description="Shown once there is a baseline.")
    goal_on: date | None
    goal_source: str
    note: str
    label: str
    source: str
    version: int


def _indicator(card: Any) -> IndicatorShown:
    one, has_baseline = card.indicator, card.both is not None
    return IndicatorShown(
        id=one.pk,
        code=one.code,
        name=words_of(one.name),
        unit=one.unit,
        direction=one.direction,
        level=one.level,
        population=one.population,
        counts=one.counts,
        concerns_staff=one.concerns_staff,
        priority=one.priority and one.priority.code,
        result=one.result and one.result.code,
        organization_id=one.organization_id,
        is_stale=card.is_stale,
        has_baseline=has_baseline,
        # A goal without its baseline would say nothing about how far it is.
        goal_value=plain(one.goal_value) if has_baseline else None,
        goal_on=one.goal_on if has_baseline else None,
        goal_source=one.goal_source if has_baseline else "",
        note=one.note,
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/indicators", response=Page[IndicatorShown])
def group_indicators(request: HttpRequest, address: str, paging: Query[Paging]):
    """The indicators of a network, populations first and each level apart."""
    return page_of(
        queries.indicator_cards(public_group(request.by, address), clock.now()), paging, _indicator
    )


class IndicatorWithFigures(IndicatorShown):
    """An indicator with what its page prints: every figure for everybody, and the latest of each breakdown."""

    figures: list[FigureShown]


def _with_figures(network: Any, indicator: Any) -> IndicatorWithFigures:
    card = queries.card_of(indicator, day_in(network, clock.now()))
    shown = {one.figure.pk: one for one in card.table}
    for breakdown in card.breakdowns:
        shown |= {part.printed.figure.pk: part.printed for part in breakdown.parts}
        shown |= {one.figure.pk: one for one in breakdown.whole}
    return IndicatorWithFigures(**_indicator(card).dict(), figures=[_figure(one) for one in shown.values()])


@router.get("/groups/{slug:address}/indicators/{slug:code}", response=IndicatorWithFigures)
def indicator(request: HttpRequest, address: str, code: str):
    """One indicator, with its published figures as they may be printed."""
    network = public_group(request.by, address)
    return _with_figures(network, queries.indicator_by_code(network, code))


class NewIndicator(Body):
    code: Code
    name: line(200)
    unit: line(60)
    direction: one_of(words.DIRECTIONS)
    population: line(300)
    level: one_of(words.LEVELS) = "population"
    counts: one_of(words.COUNTED) = "published"
    concerns_staff: YesOrNo = False
    organization: UUID | None = Field(None, description="Whose staff it is about.")
    priority: Code | None = Field(None, description="The code of a priority.")
    result: Code | None = Field(None, description="The code of a result.")
    note: line(400, needed=False) = ""


@router.post("/groups/{slug:address}/indicators", response={201: IndicatorWithFigures})
def add_an_indicator(request: HttpRequest, address: str, body: NewIndicator):
    """Add an indicator to a network. For its conveners and facilitators."""
    network, values = group_for(request.by, address), body.dict()
    values["organization"] = body.organization and organization_in(network, body.organization)
    values["priority"] = body.priority and priority_by_code(network, body.priority)
    values["result"] = body.result and result_by_code(network, body.result).result
    made = add_indicator(network=network, **values, by=request.by, at=clock.now())
    return Status(201, _with_figures(network, queries.indicator_by_code(network, made.code)))


class FigureBody(Body):
    """What a figure is. A draft may miss anything; to publish it, the first seven are needed."""

    value: Number | None = None
    period_start: Day | None = None
    period_end: Day | None = None
    place: line(120, needed=False) = ""
    source: line(300, needed=False) = ""
    retrieved_on: Day | None = None
    breakdown_dim: line(60, needed=False) = ""
    breakdown_value: line(120, needed=False) = ""
    qualifier: line(40, needed=False) = ""
    numerator: Number | None = None
    denominator: Number | None = None
    n: int | None = Field(None, ge=0, le=LARGEST_COUNT, strict=True)
    is_provisional: YesOrNo = False
    method_changed: line(300, needed=False) = ""
    note: line(400, needed=False) = ""


class FigureKept(Schema):
    """A figure as it was kept: a draft until it is published, and only then on the indicator's page."""

    id: UUID
    state: one_of(words.FIGURE_STATES)
    is_baseline: bool
    still_missing: list[str] = Field(description="What it needs before it can be published.")
    version: int


def _kept(one: Any) -> FigureKept:
    return FigureKept(
        id=one.pk,
        state=one.state,
        is_baseline=one.is_baseline,
        still_missing=queries.missing_of(one),
        version=one.version,
    )


@router.post("/groups/{slug:address}/indicators/{slug:code}/figures", response={201: FigureKept})
def record_a_figure(request: HttpRequest, address: str, code: str, body: FigureBody):
    """Write down a figure as a draft, complete or not. For conveners and facilitators."""
    found = queries.indicator_by_code(group_for(request.by, address), code)
    return Status(201, _kept(record_figure(indicator=found, **body.dict(), by=request.by, at=clock.now())))


class CorrectedFigure(FigureBody):
    """What a figure is from now on; of a published one, the note says what was corrected."""

    version: Version


@router.put("/groups/{slug:address}/figures/{uuid:figure_id}", response=FigureKept)
def correct_a_figure(request: HttpRequest, address: str, figure_id: UUID, body: CorrectedFigure):
    """Say anew what a figure is."""
    found = queries.figure_by_id(group_for(request.by, address), figure_id)
    return _kept(correct_figure(figure=found, **body.dict(), by=request.by, at=clock.now()))


class FigureStep(Body):
    version: Version


@router.put("/groups/{slug:address}/figures/{uuid:figure_id}/published", response=FigureKept)
def publish_a_figure(request: HttpRequest, address: str, figure_id: UUID, body: FigureStep):
    """Publish a complete figure. For conveners and facilitators."""
    found = queries.figure_by_id(group_for(request.by, address), figure_id)
    return _kept(publish_figure(figure=found, version=body.version, by=request.by, at=clock.now()))


@router.put("/groups/{slug:address}/figures/{uuid:figure_id}/baseline", response=FigureKept)
def mark_a_baseline(request: HttpRequest, address: str, figure_id: UUID, body: FigureStep):
    """Make a published figure the baseline of its indicator. For conveners and facilitators."""
    found = queries.figure_by_id(group_for(request.by, address), figure_id)
    return _kept(mark_baseline(figure=found, version=body.version, by=request.by, at=clock.now()))


class MilestoneShown(Schema):
    """A step on the way to the long goal."""

    id: UUID
    text: Words
    due_on: date
    reached_on: date | None
    is_late: bool
    evidence: str
    label: str
    source: str
    version: int


class LongGoalShown(Schema):
    """A dated aim above all priorities, with the days that are left."""

    name: str
    text: Words
    due_on: date
    days_left: int = Field(description="Below zero once its day has passed.")
    day_note: str
    indicator: str | None = Field(description="The code of the indicator that shows progress.")
    milestones: list[MilestoneShown]
    label: str
    source: str
    version: int


@router.get("/groups/{slug:address}/long-goal", response=LongGoalShown)
def group_long_goal(request: HttpRequest, address: str):
    """The long goal of a network, where it has one."""
    now = long_goals.long_goal_of(public_group(request.by, address), clock.now())
    if now is None:
        raise NotFound
    goal = now.goal
    return LongGoalShown(
        name=goal.name,
        text=words_of(goal.text),
        due_on=goal.due_on,
        days_left=now.days_left,
        day_note=goal.day_note,
        indicator=goal.indicator and goal.indicator.code,
        milestones=[
            MilestoneShown(
                id=one.pk,
                text=words_of(one.text),
                due_on=one.due_on,
                reached_on=one.reached_on,
                is_late=now.is_late(one),
                evidence=one.evidence,
                label=one.label,
                source=one.source,
                version=one.version,
            )
            for one in now.milestones
        ],
        label=goal.label,
        source=goal.source,
        version=goal.version,
    )
