"""Commitments: read by who may see them, answered by their owners alone."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.meetings import queries, words
from konbit.meetings.api.captured import CapturedShown, captured_fields
from konbit.meetings.api.naming import Named, named, person_name
from konbit.meetings.operations.answering import answer_commitment
from konbit.meetings.operations.commitments import propose_commitment, undo_answer
from konbit.network.queries import group_for, member_in
from konbit.ui.endpoints import Body, Day, Page, Paging, Version, line, one_of, page_of

router = Router(tags=["Commitments"])
CommitmentState = one_of(words.COMMITMENT_STATES)


class CommitmentShown(CapturedShown):
    """One act, one owner, one due date. Proposed is not promised: only the owner accepts, amends or declines."""

    state: CommitmentState
    owner: Named | None
    is_yours: bool = Field(description="You hold the seat or role that owns it.")
    due_on: date
    progress: Literal["", *words.PROGRESS]
    progress_at: datetime | None
    carried: int
    owes_choice: bool = Field(description="Carried twice: its owner must choose.")
    amended_wording: str = Field(
        description="Other words that the owner asks for, until the facilitator agrees."
    )
    amended_due_on: date | None
    continues_id: UUID | None = Field(description="The commitment of another owner that it goes on from.")
    answers: list[str] = Field(description="The steps its owner can take now.")


def _commitment(request: HttpRequest, one: Any) -> CommitmentShown:
    return CommitmentShown(
        **captured_fields(one),
        state=one.state,
        owner=named(one.item, one.owner),
        is_yours=request.by.holds(one.owner_id),
        due_on=one.due_on,
        progress=one.progress,
        progress_at=one.progress_at,
        carried=one.carried,
        owes_choice=one.owes_choice,
        amended_wording=one.amended_wording,
        amended_due_on=one.amended_due_on,
        continues_id=one.continues_id,
        answers=queries.answers_to(one, clock.now()),
    )


def _page(request: HttpRequest, found: Any, paging: Paging) -> dict[str, Any]:
    return page_of(found, paging, lambda one: _commitment(request, one))


@router.get("/groups/{slug:address}/commitments", response=Page[CommitmentShown])
def group_commitments(
    request: HttpRequest, address: str, paging: Query[Paging], state: CommitmentState | None = None
):
    """The commitments of a group that you may see: open ones by due date, then the rest."""
    found = queries.commitments_for(request.by, group_for(request.by, address))
    return _page(request, [one for one in found if state in (None, one.state)], paging)


@router.get("/me/commitments", response=Page[CommitmentShown])
def your_commitments(request: HttpRequest, paging: Query[Paging]):
    """The open commitments of the seats and roles you hold, over all your groups, by due date."""
    return _page(request, queries.commitments_owned_by(request.by), paging)


class Change(Schema):
    """One step of a commitment."""

    at: datetime
    step: one_of(words.COMMITMENT_STEPS)
    state_after: CommitmentState
    person: str | None
    channel: one_of(words.CHANNELS)
    entered_by: str | None = Field(description="The facilitator who wrote down what the owner said.")
    note: str
    due_on: date | None = Field(description="The due day after this step.")
    undone_at: datetime | None


class CommitmentWithHistory(CommitmentShown):
    """A commitment with every step it took, oldest first."""

    history: list[Change]


def _with_history(request: HttpRequest, one: Any) -> CommitmentWithHistory:
    return CommitmentWithHistory(
        **_commitment(request, one).dict(),
        history=[
            Change(
                at=change.at,
                step=change.step,
                state_after=change.state_after,
                person=person_name(one.item, change.person),
                channel=change.channel,
                entered_by=person_name(one.item, change.entered_by),
                note=change.note,
                due_on=change.due_after,
                undone_at=change.undone_at,
            )
            for change in queries.history_of(one)
        ],
    )


@router.get("/commitments/{uuid:commitment_id}", response=CommitmentWithHistory)
def commitment(request: HttpRequest, commitment_id: UUID):
    """One commitment with its history."""
    return _with_history(request, queries.commitment_for(request.by, commitment_id))


class CommitmentBody(Body):
    item: UUID = Field(description="The agenda item it belongs to.")
    wording: line(2000)
    owner: UUID = Field(description="The member of the group who is asked to own it.")
    due_on: Day


@router.post("/meetings/{uuid:meeting_id}/commitments", response={201: CommitmentShown})
def propose_a_commitment(request: HttpRequest, meeting_id: UUID, body: CommitmentBody):
    """Capture a commitment for its owner, in an open meeting. It is promised once the owner accepts it."""
    meeting = queries.meeting_for(request.by, meeting_id)
    made = propose_commitment(
        item=queries.item_for(request.by, meeting, body.item),
        wording=body.wording,
        owner=member_in(meeting.group, body.owner),
        due_on=body.due_on,
        by=request.by,
        at=clock.now(),
    )
    return Status(201, _commitment(request, made))


class OwnersAnswer(Body):
    step: Literal[
        "accept", "amend", "decline", "on_track", "blocked", "done", "drop", "keep", "hand_over", "take_over"
    ]
    version: Version
    note: line(2000, needed=False) = Field(
        "", description="Needed if it is blocked, declined, dropped or handed over: why."
    )
    wording: line(2000, needed=False) = Field("", description="Other words, to amend it.")
    due_on: Day | None = Field(
        None, description="Another day, to amend, keep or hand it over, or to accept it after its day."
    )
    owner: UUID | None = Field(None, description="The next owner, to hand it over.")


@router.post("/commitments/{uuid:commitment_id}/answers", response=CommitmentWithHistory)
def answer_a_commitment(request: HttpRequest, commitment_id: UUID, body: OwnersAnswer):
    """Answer a commitment that you own. Nobody answers for another owner here, whatever their role."""
    found, values = queries.commitment_for(request.by, commitment_id), body.dict()
    values["owner"] = body.owner and member_in(found.meeting.group, body.owner)
    answer_commitment(commitment=found, **values, by=request.by, at=clock.now())
    return _with_history(request, queries.commitment_by_id(commitment_id))


@router.delete("/commitments/{uuid:commitment_id}/answers/last", response=CommitmentWithHistory)
def take_the_last_answer_back(request: HttpRequest, commitment_id: UUID):
    """Take your last answer back in one step. It stays in the history."""
    found = queries.commitment_for(request.by, commitment_id)
    undo_answer(commitment=found, by=request.by, at=clock.now())
    return _with_history(request, queries.commitment_by_id(commitment_id))
