"""Priorities, baselines and results. A network that shows its results shows them here too, to whoever has a key."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.network.queries import group_for, public_group
from konbit.results import queries, words
from konbit.results.operations.priorities import add_priority, set_baseline
from konbit.results.operations.results import add_result, change_rung
from konbit.ui.endpoints import Body, Code, Day, Page, Paging, Version, Words, line, one_of, page_of, words_of

router = Router(tags=["Priorities and results"])
Rung, Level = one_of(words.RUNGS), one_of(words.LEVELS)


class BaselineShown(Schema):
    """How things stood before, said or measured on a day by a named source."""

    text: Words | None
    value: str
    on: date | None
    source: str


class PriorityShown(Schema):
    """One of the few areas a network has chosen."""

    id: UUID
    code: str
    name: Words
    position: int
    has_baseline: bool
    baseline: BaselineShown
    label: str
    source: str
    version: int


def _priority(one: Any) -> PriorityShown:
    return PriorityShown(
        id=one.pk,
        code=one.code,
        name=words_of(one.name),
        position=one.position,
        has_baseline=one.has_baseline,
        baseline=BaselineShown(
            text=words_of(one.baseline_text),
            value=one.baseline_value,
            on=one.baseline_on,
            source=one.baseline_source,
        ),
        label=one.label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/priorities", response=Page[PriorityShown])
def group_priorities(request: HttpRequest, address: str, paging: Query[Paging]):
    """The priorities of a network, in its own order."""
    return page_of(queries.priorities_of(public_group(request.by, address)), paging, _priority)


@router.get("/groups/{slug:address}/priorities/{slug:code}", response=PriorityShown)
def priority(request: HttpRequest, address: str, code: str):
    """One priority with its baseline."""
    return _priority(queries.priority_by_code(public_group(request.by, address), code))


class NewPriority(Body):
    code: Code
    name: line(120)


@router.post("/groups/{slug:address}/priorities", response={201: PriorityShown})
def add_a_priority(request: HttpRequest, address: str, body: NewPriority):
    """Add a priority to a network. For its conveners and facilitators."""
    network = group_for(request.by, address)
    made = add_priority(network=network, **body.dict(), by=request.by, at=clock.now())
    return Status(201, _priority(made))


class BaselineBody(Body):
    text: line(2000, needed=False) = ""
    value: line(100, needed=False) = ""
    on: Day | None = None
    source: line(300, needed=False) = ""
    version: Version


@router.put("/groups/{slug:address}/priorities/{slug:code}/baseline", response=PriorityShown)
def set_a_baseline(request: HttpRequest, address: str, code: str, body: BaselineBody):
    """Write down how things stood before. For conveners and facilitators."""
    found = queries.priority_by_code(group_for(request.by, address), code)
    return _priority(set_baseline(priority=found, **body.dict(), by=request.by, at=clock.now()))


class ResultShown(Schema):
    """Something the network means to bring about, and where it stands on the ladder."""

    id: UUID
    code: str
    priority: str = Field(description="The code of its priority.")
    text: Words
    level: Level
    rung: Rung
    evidence: str
    evidence_source: str
    achieved_on: date | None
    planned_checks: list[date]
    has_no_news: bool = Field(description="Nothing was heard of it for two full cycles.")
    note: str
    label: str
    rung_label: str
    source: str
    version: int


def _result(standing: Any) -> ResultShown:
    one = standing.result
    return ResultShown(
        id=one.pk,
        code=one.code,
        priority=one.priority.code,
        text=words_of(one.text),
        level=one.level,
        rung=one.rung,
        evidence=one.evidence,
        evidence_source=one.evidence_source,
        achieved_on=one.achieved_on,
        planned_checks=standing.planned_checks,
        has_no_news=standing.is_silent,
        # Pages show a note beside the label of what was loaded, and nowhere else.
        note=one.note if one.label else "",
        label=one.label,
        rung_label=standing.rung_label,
        source=one.source,
        version=one.version,
    )


@router.get("/groups/{slug:address}/results", response=Page[ResultShown])
def group_results(
    request: HttpRequest,
    address: str,
    paging: Query[Paging],
    rung: Rung | None = None,
    level: Level | None = None,
):
    """The results of a network, in the order of its priorities."""
    found = [one for card in queries.register(public_group(request.by, address)) for one in card.standings]
    seen = [one for one in found if rung in (None, one.result.rung) and level in (None, one.result.level)]
    return page_of(seen, paging, _result)


class ResultChangeShown(Schema):
    """One step of a result on the ladder."""

    number: int
    at: datetime
    rung_before: Rung
    rung_after: Rung
    person: str | None = Field(description="Who took it, for members of the network.")
    acted_as: str
    evidence: str
    evidence_source: str
    reason: str
    achieved_on: date | None
    checked_on: date | None


class ResultWithChanges(ResultShown):
    """A result with every step it took, newest first."""

    changes: list[ResultChangeShown]


def _with_changes(request: HttpRequest, group: Any, standing: Any) -> ResultWithChanges:
    names_people = request.by.in_group(group.pk)
    return ResultWithChanges(
        **_result(standing).dict(),
        changes=[
            ResultChangeShown(
                number=one.number,
                at=one.at,
                rung_before=one.rung_before,
                rung_after=one.rung_after,
                person=one.person.name if names_people and one.person else None,
                acted_as=one.acted_as,
                evidence=one.evidence,
                evidence_source=one.evidence_source,
                reason=one.reason,
                achieved_on=one.achieved_on,
                checked_on=one.checked_on,
            )
            for one in queries.changes_of(standing.result)
        ],
    )


@router.get("/groups/{slug:address}/results/{slug:code}", response=ResultWithChanges)
def result(request: HttpRequest, address: str, code: str):
    """One result, and every step it took."""
    group = public_group(request.by, address)
    return _with_changes(request, group, queries.result_by_code(group, code))


class NewResult(Body):
    priority: Code = Field(description="The code of the priority it belongs to.")
    code: Code
    text: line(2000)
    level: Level
    rung: one_of(
        {rung: word for rung, word in words.RUNGS.items() if rung not in ("sustained", "dropped")}
    ) = "idea"
    evidence: line(4000, needed=False) = ""
    evidence_source: line(300, needed=False) = ""
    achieved_on: Day | None = None


@router.post("/groups/{slug:address}/results", response={201: ResultWithChanges})
def add_a_result(request: HttpRequest, address: str, body: NewResult):
    """Add a result under a priority. For conveners and facilitators."""
    network = group_for(request.by, address)
    chosen = queries.priority_by_code(network, body.priority)
    values = body.dict(exclude={"priority"})
    made = add_result(priority=chosen, **values, by=request.by, at=clock.now())
    return Status(201, _with_changes(request, network, queries.result_by_code(network, made.code)))


class RungBody(Body):
    rung: Rung
    version: Version
    evidence: line(4000, needed=False) = ""
    evidence_source: line(300, needed=False) = ""
    reason: line(2000, needed=False) = ""
    achieved_on: Day | None = None
    checked_on: Day | None = None


@router.put("/groups/{slug:address}/results/{slug:code}/rung", response=ResultWithChanges)
def change_the_rung(request: HttpRequest, address: str, code: str, body: RungBody):
    """Move a result on the ladder. For conveners, facilitators and holders of seats with a vote."""
    network = group_for(request.by, address)
    found = queries.result_by_code(network, code).result
    change_rung(result=found, **body.dict(), by=request.by, at=clock.now())
    return _with_changes(request, network, queries.result_by_code(network, code))
