"""What meetings brought about: decisions, questions and parked items; and what can be captured while one is open."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.meetings import queries, words
from konbit.meetings.api.meetings import asking_member
from konbit.meetings.api.naming import Named, named
from konbit.meetings.operations import captures
from konbit.meetings.operations import questions as verbs
from konbit.network.queries import group_for, member_in
from konbit.ui.endpoints import Body, Page, Paging, Version, line, must_be_version, one_of, page_of

router = Router(tags=["What meetings brought about"])


class CapturedShown(Schema):
    """What a meeting brought about, in the words in which it was captured."""

    id: UUID
    meeting_id: UUID
    item_id: UUID
    wording: str
    captured_at: datetime
    is_private: bool
    is_no_names: bool
    label: str = Field(description="made_up in an example group.")
    version: int


def captured_fields(one: Any) -> dict[str, Any]:
    """What every captured thing shows."""
    return {
        "id": one.pk,
        "meeting_id": one.meeting_id,
        "item_id": one.item_id,
        "wording": one.wording,
        "captured_at": one.captured_at,
        "is_private": one.item.is_private,
        "is_no_names": one.item.is_no_names,
        "label": queries.labels_of(one.meeting),
        "version": one.version,
    }


class Votes(Schema):
    yes: int
    no: int
    abstain: int


class DecisionShown(CapturedShown):
    """A choice: put to the table, voted on or agreed, and recorded in its own words."""

    state: one_of(words.DECISION_STATES)
    right: one_of(words.RIGHTS)
    topic: str
    is_outside_rights: bool
    dissent: str
    review_on: date | None
    decided_at: datetime | None
    owner: Named | None
    proposed_by: Named | None
    votes: Votes | None = Field(description="How many seats voted how, once it is recorded.")


def _decision(one: Any) -> DecisionShown:
    return DecisionShown(
        **captured_fields(one),
        state=one.state,
        right=one.right,
        topic=one.topic,
        is_outside_rights=one.is_outside_rights,
        dissent=one.dissent,
        review_on=one.review_on,
        decided_at=one.decided_at,
        owner=named(one.item, one.owner),
        proposed_by=named(one.item, one.proposed_by),
        votes=None if one.state == "proposed" else Votes(**queries.votes_on(one)),
    )


@router.get("/groups/{slug:address}/decisions", response=Page[DecisionShown])
def group_decisions(
    request: HttpRequest,
    address: str,
    paging: Query[Paging],
    state: one_of(words.DECISION_STATES) | None = None,
):
    """The decisions of a group that you may see, newest first."""
    found = queries.captured_of(request.by, group_for(request.by, address), "decision")
    return page_of([one for one in found if state in (None, one.state)], paging, _decision)


class ParkedShown(CapturedShown):
    """What came up and waits for a later meeting."""

    returned_at: datetime | None = Field(description="When it stood on an agenda again.")


def _parked(one: Any) -> ParkedShown:
    return ParkedShown(**captured_fields(one), returned_at=one.returned_at)


@router.get("/groups/{slug:address}/parked-items", response=Page[ParkedShown])
def group_parked_items(request: HttpRequest, address: str, paging: Query[Paging]):
    """The parked items of a group that you may see, newest first."""
    found = queries.captured_of(request.by, group_for(request.by, address), "parkeditem")
    return page_of(found, paging, _parked)


class ParkedBody(Body):
    item: UUID = Field(description="The agenda item under which it came up.")
    wording: line(2000)


@router.post("/meetings/{uuid:meeting_id}/parked-items", response={201: ParkedShown})
def park_an_item(request: HttpRequest, meeting_id: UUID, body: ParkedBody):
    """Park what came up in an open meeting: it stands on the next draft agenda."""
    meeting = queries.meeting_for(request.by, meeting_id)
    item = queries.item_for(request.by, meeting, body.item)
    made = captures.park(item=item, wording=body.wording, by=request.by, at=clock.now())
    return Status(201, _parked(made))


class QuestionShown(CapturedShown):
    """Something asked of a named party, open until that party answers."""

    state: one_of(words.QUESTION_STATES)
    asked_of: Named | None
    asked_by: Named | None
    is_yours: bool = Field(description="You hold the seat or role that was asked.")
    answer: str
    answered_at: datetime | None


def _question(request: HttpRequest, one: Any) -> QuestionShown:
    return QuestionShown(
        **captured_fields(one),
        state=one.state,
        asked_of=named(one.item, one.asked_of),
        asked_by=named(one.item, one.asked_by),
        is_yours=request.by.holds(one.asked_of_id),
        answer=one.answer,
        answered_at=one.answered_at,
    )


@router.get("/groups/{slug:address}/questions", response=Page[QuestionShown])
def group_questions(
    request: HttpRequest,
    address: str,
    paging: Query[Paging],
    state: one_of(words.QUESTION_STATES) | None = None,
):
    """The questions of a group that you may see, newest first."""
    found = queries.captured_of(request.by, group_for(request.by, address), "question")
    seen = [one for one in found if state in (None, one.state)]
    return page_of(seen, paging, lambda one: _question(request, one))


@router.get("/questions/{uuid:question_id}", response=QuestionShown)
def question(request: HttpRequest, question_id: UUID):
    """One question, with its answer."""
    return _question(request, queries.captured_for(request.by, "question", question_id))


class QuestionBody(Body):
    item: UUID = Field(description="The agenda item it belongs to.")
    wording: line(2000)
    asked_of: UUID = Field(description="The member of the group who is asked.")


@router.post("/meetings/{uuid:meeting_id}/questions", response={201: QuestionShown})
def ask_a_question(request: HttpRequest, meeting_id: UUID, body: QuestionBody):
    """Ask a member a question, in an open meeting."""
    meeting = queries.meeting_for(request.by, meeting_id)
    made = captures.ask_question(
        item=queries.item_for(request.by, meeting, body.item),
        wording=body.wording,
        asked_of=member_in(meeting.group, body.asked_of),
        asked_by=asking_member(request, meeting.group, None),
        by=request.by,
        at=clock.now(),
    )
    return Status(201, _question(request, made))


class AnswerBody(Body):
    answer: line(4000)
    version: Version


@router.post("/questions/{uuid:question_id}/answer", response=QuestionShown)
def answer_a_question(request: HttpRequest, question_id: UUID, body: AnswerBody):
    """Answer a question, as the seat or person it was asked of."""
    found = queries.captured_for(request.by, "question", question_id)
    must_be_version(found, body.version, "answer", "state")
    answered = verbs.answer_question(question=found, answer=body.answer, by=request.by, at=clock.now())
    return _question(request, answered)


@router.delete("/questions/{uuid:question_id}/answer", response=QuestionShown)
def take_an_answer_back(request: HttpRequest, question_id: UUID):
    """Take your own answer back: the question is open again."""
    found = queries.captured_for(request.by, "question", question_id)
    undone = verbs.undo_answer_question(question=found, by=request.by, at=clock.now())
    return _question(request, undone)
