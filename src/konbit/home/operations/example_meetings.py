"""The made-up meetings of an example network: one held and published, one to come, for each group that has a script.

Everybody acts through the real operations, each on a day of their own, so nothing here could not have happened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from konbit.accounts.models import Person
from konbit.foundation.actor import Actor
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings.models import AgendaItem, Commitment, CycleStep, Meeting
from konbit.meetings.operations.access import answer_access, ask_for_access
from konbit.meetings.operations.agenda import add_item, ask_for_item, change_item
from konbit.meetings.operations.attendance import check_in, check_in_delegate
from konbit.meetings.operations.captures import ask_question, park
from konbit.meetings.operations.commitments import (
    accept_commitment,
    amend_commitment,
    decline_commitment,
    propose_commitment,
)
from konbit.meetings.operations.decisions import put_to_the_table, record_decision, vote
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_meeting, set_ready
from konbit.meetings.operations.progress import finish_commitment
from konbit.meetings.operations.records import publish_record
from konbit.meetings.operations.series import lay_series
from konbit.meetings.queries.cycle import planned_steps
from konbit.network.models import Group, GroupMember, Seat
from konbit.network.queries import actor_for, day_in, member_in, members_of, seats_of

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Cast:
    """A group and everybody in it, by name, with the moment at which the visitor arrives."""

    group: Group
    at: datetime
    facilitator: str
    place: str
    members: dict[str, GroupMember]
    seats: dict[str, Seat]
    people: dict[str, Person]

    def acting(self, name: str, at: datetime) -> Actor:
        """The person with the seats and roles they held at that moment."""
        return actor_for(self.people[name], at)

    def facilitating(self, at: datetime) -> Actor:
        return self.acting(self.facilitator, at)

    def member(self, name: str | None) -> GroupMember | None:
        return None if name is None else self.members[name]

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A moment on the clocks of the place where the group lives."""
        return datetime.combine(day, time(hour, minute), ZoneInfo(self.group.time_zone))

    def ago(self, days: int) -> datetime:
        return self.at - timedelta(days=days)


@transaction.atomic
def hold_and_plan_meetings(
    *, groups: Iterable[Group], scripts: Mapping[str, Line], by: Actor, at: datetime
) -> None:
    """Hold the last meeting of each group and prepare its next one, as the script for its address tells.

    `by` is who loads the example; the steps themselves are the made-up members' own.
    """
    for group in groups:
        script = scripts[group.address]
        cast = _cast(group, script, at)
        coming = day_in(group, at) + timedelta(days=script["next_in"])
        held = _prepare(cast, script["held"], coming - timedelta(days=script["held"]["days_before_next"]))
        _hold(cast, held, script["held"], coming)
        for planned in planned_steps(held):
            _note(held, planned.step, cast.moment(planned.day, 9))
        _plan(cast, script["next"], coming, set_on=day_in(group, held.starts_at) + timedelta(days=1))


def _note(meeting: Meeting, code: str, at: datetime) -> None:
    """The step belongs to the past that the visitor did not see: it does not run again, and no old letter arrives."""
    CycleStep.objects.create(meeting=meeting, code=code, ran_at=at)


def _cast(group: Group, script: Line, at: datetime) -> Cast:
    day = day_in(group, at)
    # A person who holds both a seat and a role speaks from the seat here.
    now = sorted(members_of(group, day), key=lambda one: one.kind == "seat")
    return Cast(
        group=group,
        at=at,
        facilitator=script["facilitator"],
        place=script["place"],
        members={one.name: member_in(group, one.id) for one in now},
        seats={seat.name: seat for seat in seats_of(group, day)},
        people={person.name: person for one in now for person in one.people},
    )


def _set_meeting(cast: Cast, day: date, at: datetime) -> Meeting:
    group = cast.group
    return set_meeting(
        group=group,
        day=day,
        begins=group.meets_from,
        ends=group.meets_until,
        place=cast.place,
        by=cast.facilitating(at),
        at=at,
    )


def _lay_series(cast: Cast, day: date, at: datetime) -> list[Meeting]:
    group = cast.group
    return lay_series(
        group=group,
        first_day=day,
        begins=group.meets_from,
        ends=group.meets_until,
        place=cast.place,
        by=cast.facilitating(at),
        at=at,
    )


def _prepare(cast: Cast, script: Line, day: date) -> Meeting:
    """Set the meeting, put its items on the agenda, and approve it."""
    meeting = _set_meeting(cast, day, cast.moment(day - timedelta(days=21), 9))
    for line in script["items"]:
        _put_on_agenda(cast, meeting, line, cast.moment(day - timedelta(days=14), 9))
    at = cast.moment(day - timedelta(days=7), 9)
    return set_ready(meeting=meeting, by=cast.facilitating(at), at=at)


def _put_on_agenda(cast: Cast, meeting: Meeting, line: Line, at: datetime) -> AgendaItem:
    planned = {"purpose": line["purpose"], "minutes": line["minutes"], "lead": cast.member(line.get("lead"))}
    words = {"title": line["title"], "background": line.get("background", "")}
    if "asked_by" not in line:
        marks = {"is_private": line.get("private", False), "is_no_names": line.get("no_names", False)}
        return add_item(meeting=meeting, **words, **planned, **marks, by=cast.facilitating(at), at=at)
    asked_by = line["asked_by"]
    earlier = at - timedelta(days=2)
    item = ask_for_item(
        meeting=meeting,
        **words,
        asked_by=cast.members[asked_by],
        by=cast.acting(asked_by, earlier),
        at=earlier,
    )
    return change_item(item=item, version=item.version, **planned, by=cast.facilitating(at), at=at)


def _hold(cast: Cast, meeting: Meeting, script: Line, coming: date) -> None:
    """Open, check everybody in, capture what came of each item, close, let owners answer, publish."""
    begins = meeting.starts_at
    meeting = open_meeting(meeting=meeting, by=cast.facilitating(begins), at=begins)
    _check_in_everybody(cast, meeting, script["attendance"], begins)
    items = {item.title: item for item in meeting.items.select_related("meeting__group")}
    answers: list[tuple[Line, Commitment]] = []
    passed = 0
    for line in script["items"]:
        at = begins + timedelta(minutes=passed + 5)
        answers += _capture(cast, items[line["title"]], line, coming, at)
        passed += line["minutes"]
    ends = begins + timedelta(minutes=passed + 5)
    meeting = close_meeting(meeting=meeting, by=cast.facilitating(ends), at=ends)
    held_on = day_in(cast.group, begins)
    first_day = [one for one in answers if one[0]["days"] == 0]
    for answer, commitment in first_day:
        _answer(cast, commitment, answer, held_on)
    published = cast.moment(held_on + timedelta(days=1), 9)
    publish_record(meeting=meeting, by=cast.facilitating(published), at=published)
    for answer, commitment in answers:
        if answer["days"] > 0:
            _answer(cast, commitment, answer, held_on)


def _check_in_everybody(cast: Cast, meeting: Meeting, told: Line, at: datetime) -> None:
    by = cast.facilitating(at)
    now = members_of(cast.group, day_in(cast.group, at))
    seated = {person.pk for one in now if one.kind == "seat" for person in one.people}
    modes = dict.fromkeys(told["by_link"], "by_link") | dict.fromkeys(told["absent"], "absent")
    for one in now:
        for person in one.people:
            if one.kind == "role" and person.pk in seated:
                # Checked in for their seat: a person comes once.
                continue
            mode = modes.get(person.name, "in_person")
            check_in(
                meeting=meeting, member=member_in(cast.group, one.id), person=person, mode=mode, by=by, at=at
            )
    for seat, name in told["delegates"].items():
        check_in_delegate(
            meeting=meeting, member=cast.members[seat], name=name, mode="in_person", by=by, at=at
        )


def _capture(
    cast: Cast, item: AgendaItem, line: Line, coming: date, at: datetime
) -> list[tuple[Line, Commitment]]:
    """What came of one item; answers the commitments that their owners answer later, with those answers."""
    by = cast.facilitating(at)
    for told in line.get("decisions", ()):
        _decide(cast, item, told, coming, at)
    for told in line.get("questions", ()):
        asked = {"asked_of": cast.members[told["asked_of"]], "asked_by": cast.members[told["asked_by"]]}
        ask_question(item=item, wording=told["wording"], **asked, by=by, at=at)
    for wording in line.get("parked", ()):
        park(item=item, wording=wording, by=by, at=at)
    answers = []
    for told in line.get("commitments", ()):
        commitment = propose_commitment(
            item=item, wording=told["wording"], owner=cast.members[told["owner"]], due_on=coming, by=by, at=at
        )
        if "answer" in told:
            answers.append((told["answer"], commitment))
    return answers


def _decide(cast: Cast, item: AgendaItem, told: Line, coming: date, at: datetime) -> None:
    by = cast.facilitating(at)
    decision = put_to_the_table(
        item=item,
        wording=told["wording"],
        proposed_by=cast.members[told["proposed_by"]],
        owner=cast.member(told.get("owner")),
        by=by,
        at=at,
    )
    for choice, seats in told.get("votes", {}).items():
        for name in seats:
            vote(decision=decision, seat=cast.seats[name], choice=choice, by=by, at=at)
    record_decision(
        decision=decision,
        state="decided",
        right=told.get("right", "decide"),
        dissent=told.get("dissent", ""),
        review_on=coming if told.get("review_at_next") else None,
        by=by,
        at=at + timedelta(minutes=5),
    )


def _answer(cast: Cast, commitment: Commitment, answer: Line, held_on: date) -> None:
    """The owner answers on a day of their own, always by their own hand."""
    at = cast.moment(held_on + timedelta(days=answer["days"]), 20)
    by = cast.acting(answer["by"], at)
    match answer["step"]:
        case "accept":
            accept_commitment(commitment=commitment, by=by, at=at)
        case "decline":
            decline_commitment(commitment=commitment, note=answer["note"], by=by, at=at)
        case "amend":
            later = commitment.due_on + timedelta(days=answer["later"])
            amend_commitment(commitment=commitment, wording=answer["wording"], due_on=later, by=by, at=at)
        case "done":
            accepted = accept_commitment(commitment=commitment, by=by, at=at)
            done = cast.moment(held_on + timedelta(days=answer["done_days"]), 10)
            finish_commitment(
                commitment=accepted, note=answer["note"], by=cast.acting(answer["by"], done), at=done
            )


def _plan(cast: Cast, script: Line, day: date, set_on: date) -> Meeting:
    """Lay the coming year, and bring its first meeting as far as a draft agenda, not yet approved."""
    meeting = _lay_series(cast, day, cast.moment(set_on, 10))[0]
    for line in script["access"]:
        _ask_for_access(cast, meeting, line)
    for line in script["requests_before_draft"]:
        _ask_for_item(cast, meeting, line)
    drafted = cast.ago(script["draft_days_ago"])
    build_draft(meeting=meeting, by=cast.facilitating(drafted), at=drafted)
    _note(meeting, "draft", drafted)
    for line in script["items"]:
        _put_on_agenda(cast, meeting, line, drafted)
    for line in script["requests_after_draft"]:
        _ask_for_item(cast, meeting, line)
    return meeting


def _ask_for_access(cast: Cast, meeting: Meeting, line: Line) -> None:
    at = cast.ago(line["days_ago"])
    need = ask_for_access(
        meeting=meeting,
        kind=line["kind"],
        detail=line["detail"],
        asked_by=cast.members[line["standing"]],
        by=cast.acting(line["who"], at),
        at=at,
    )
    if line.get("is_met"):
        later = at + timedelta(days=1)
        answer_access(need=need, is_met=True, by=cast.facilitating(later), at=later)


def _ask_for_item(cast: Cast, meeting: Meeting, line: Line) -> None:
    at = cast.ago(line["days_ago"])
    ask_for_item(
        meeting=meeting,
        title=line["title"],
        background=line["background"],
        asked_by=cast.members[line["standing"]],
        by=cast.acting(line["who"], at),
        at=at,
    )
