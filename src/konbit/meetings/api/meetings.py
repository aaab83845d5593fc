"""Meetings of a group, and the items of their agendas."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies, queries, words
from konbit.meetings.api.naming import Named, named
from konbit.meetings.operations.agenda import ask_for_item
from konbit.network.queries import day_in, group_for, member_in, members_of
from konbit.ui.endpoints import Body, Page, Paging, YesOrNo, line, one_of, page_of

router = Router(tags=["Meetings"])
MeetingState = one_of(words.MEETING_STATES)
ItemState = Literal["requested", "on_agenda", "set_aside", "passed_up"]


class MeetingShown(Schema):
    """One meeting of a group, from its date to its published record."""

    id: UUID
    group: str = Field(description="The address of the group.")
    number: int
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    link: str
    state: MeetingState
    label: str = Field(description="made_up in an example group.")
    version: int


def _meeting(one: Any) -> MeetingShown:
    return MeetingShown(
        id=one.pk,
        group=one.group.address,
        number=one.number,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        time_zone=one.time_zone,
        place=one.place,
        link=one.link,
        state=one.state,
        label=queries.labels_of(one),
        version=one.version,
    )


@router.get("/groups/{slug:address}/meetings", response=Page[MeetingShown])
def group_meetings(
    request: HttpRequest, address: str, paging: Query[Paging], state: MeetingState | None = None
):
    """The meetings of a group, newest first."""
    found = queries.meetings_of(group_for(request.by, address))
    return page_of([one for one in found if state in (None, one.state)], paging, _meeting)


@router.get("/meetings/{uuid:meeting_id}", response=MeetingShown)
def meeting(request: HttpRequest, meeting_id: UUID):
    """One meeting."""
    return _meeting(queries.meeting_for(request.by, meeting_id))


class ItemShown(Schema):
    """What a meeting takes up, or was asked to. A “no names” item names nobody."""

    id: UUID
    meeting_id: UUID
    state: ItemState
    part: int = Field(description="The part of the agenda, from 1 to 9.")
    position: int
    title: str
    background: str
    purpose: one_of(words.PURPOSES)
    minutes: int
    lead: Named | None
    asked_by: Named | None
    is_private: bool
    is_no_names: bool
    because: str = Field(description="Why it was set aside.")
    commitment_id: UUID | None = Field(description="The commitment that comes back with it.")
    decision_id: UUID | None
    question_id: UUID | None
    parked_item_id: UUID | None
    version: int


def _item(one: Any) -> ItemShown:
    return ItemShown(
        id=one.pk,
        meeting_id=one.meeting_id,
        state=one.state,
        part=one.part,
        position=one.position,
        title=one.title,
        background=one.background,
        purpose=one.purpose,
        minutes=one.minutes,
        lead=named(one, one.lead),
        asked_by=named(one, one.asked_by),
        is_private=one.is_private,
        is_no_names=one.is_no_names,
        because=one.because,
        commitment_id=one.commitment_id,
        decision_id=one.decision_id,
        question_id=one.question_id,
        parked_item_id=one.parked_id,
        version=one.version,
    )


@router.get("/meetings/{uuid:meeting_id}/items", response=Page[ItemShown])
def meeting_items(
    request: HttpRequest, meeting_id: UUID, paging: Query[Paging], state: ItemState = "on_agenda"
):
    """The items of a meeting that you may see, in their order: those on the agenda, unless you ask for another state."""
    found = queries.meeting_for(request.by, meeting_id)
    of_state = {
        "on_agenda": queries.agenda_of,
        "requested": queries.requests_of,
        "set_aside": queries.set_aside_of,
        "passed_up": queries.passed_up_in,
    }
    seen = [one for one in of_state[state](found) if policies.may_see_item(request.by, one)]
    return page_of(seen, paging, _item)


class AskedItem(Body):
    title: line(300)
    background: line(5000, needed=False) = ""
    asked_by: UUID | None = Field(
        None, description="The member you ask for, one of your own; without it, your first."
    )
    is_private: YesOrNo = False
    is_no_names: YesOrNo = False


@router.post("/meetings/{uuid:meeting_id}/items", response={201: ItemShown})
def ask_for_an_item(request: HttpRequest, meeting_id: UUID, body: AskedItem):
    """Ask for something to be taken up. The facilitator places it, or sets it aside with a reason."""
    found, at = queries.meeting_for(request.by, meeting_id), clock.now()
    asked_by = asking_member(request, found.group, body.asked_by)
    values = body.dict(exclude={"asked_by"})
    made = ask_for_item(meeting=found, asked_by=asked_by, **values, by=request.by, at=at)
    return Status(201, _item(made))


def asking_member(request: HttpRequest, group: Any, wanted: UUID | None) -> Any:
    """The member of the group for whom the person speaks: the one they named, or their first.

    Raises:
        NotFound: it is none of their own.
    """
    members = members_of(group, day_in(group, clock.now()))
    mine = [one.id for one in members if request.by.holds(one.id)]
    chosen = wanted or next(iter(mine), None)
    if chosen not in mine:
        raise NotFound
    return member_in(group, chosen)
