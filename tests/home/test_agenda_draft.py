"""The draft agenda: every open matter once, in the first part that fits it, and minutes that fit the meeting."""

import json
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.audit.models import Entry
from konbit.foundation.actor import SYSTEM
from konbit.foundation.refusals import NotAllowed
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings.models import AgendaItem, Commitment, Decision, Meeting, ParkedItem, Question
from konbit.meetings.operations.agenda import ask_for_item, change_item, move_item, set_aside
from konbit.meetings.operations.cycle import post_due_steps
from konbit.meetings.operations.meetings import MeetingIsNot, set_ready
from konbit.meetings.queries import agenda_of, is_drafted
from konbit.results.models import Priority, Result, ServedBy
from konbit.results.operations.results import change_rung
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_meeting,
    a_network,
    a_parked_item,
    a_person,
    a_proposal,
    a_question,
    a_role,
    a_seat,
    actor,
    an_item,
    client_of,
    clock_stands_at,
    convener_of,
    facilitator_of,
    work_until_empty,
)
from tests.meetings.reading import at

DAY = timedelta(days=1)
COMING = AT + 84 * DAY
BUILT = COMING - 14 * DAY
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings, BUILT)


def open_one(group=None):
    """A meeting that goes on, in which things are captured."""
    return a_meeting(group, seats=2, seats_present=2)


def over(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state="published")


def coming_of(group, **changes):
    return a_meeting(group, seats=2, state="planned", at=COMING, **{"item": None, **changes})


def accepted(meeting, wording, **changes):
    commitment = a_commitment(meeting, wording=wording, due_in=200)
    Commitment.objects.filter(pk=commitment.pk).update(state="accepted", **changes)
    return commitment


def built(meeting, moment=BUILT, by=None):
    build_draft(meeting=meeting, by=by or facilitator_of(meeting.group), at=moment)
    return [(item.part, item.title) for item in agenda_of(meeting)]


def results_of(group, **rungs):
    priority = Priority.objects.create(
        network=group, code="GL", name={"en": {"text": "P", "state": "source"}}
    )
    return [
        Result.objects.create(
            priority=priority,
            code=code,
            level="network",
            rung=rung,
            evidence="Seen",
            text={"en": {"text": f"Bring about {code}", "state": "source"}},
        )
        for code, rung in rungs.items()
    ]


# --- the order --------------------------------------------------------------------------------


def test_each_open_matter_stands_once_in_the_first_part_that_fits_it():
    meeting = open_one()
    group = meeting.group
    funder = a_role(group, "funder", a_person("Program officer")).member
    accepted(meeting, "Not due for long")
    a_commitment(meeting, wording="Waits for its owner", due_in=1)
    accepted(meeting, "Due by the meeting", due_on=COMING.date())
    accepted(meeting, "Blocked", progress="blocked")
    accepted(meeting, "Carried once", carried=1)
    accepted(meeting, "Carried twice and blocked", carried=2, progress="blocked")
    accepted(meeting, "Carried twice, kept since", carried=2, carried_when_chosen=2)
    for wording, state in (("Done", "done"), ("Dropped", "dropped"), ("Declined", "declined")):
        Commitment.objects.filter(pk=accepted(meeting, wording).pk).update(state=state)
    a_decision(meeting, "Due for review", review_on=COMING.date())
    outside = a_decision(meeting, "Outside the rights")
    Decision.objects.filter(pk=outside.pk).update(is_outside_rights=True)
    a_decision(meeting, "Decided for good")
    a_proposal(meeting, "Left on the table")
    a_question(meeting, funder, "Asked of the funder long ago")
    young = a_question(meeting, funder, "Asked of the funder lately")
    Question.objects.filter(pk=young.pk).update(captured_at=BUILT - 42 * DAY)
    a_question(meeting, wording="Asked of a member long ago")
    a_parked_item(meeting, "Parked")
    over(meeting)
    coming = coming_of(group)
    asked = {"title": "Asked for", "asked_by": group.seats.first().member}
    ask_for_item(meeting=coming, **asked, by=facilitator_of(group), at=AT)

    assert built(coming) == [
        (1, "Carried twice and blocked"),
        (2, "Due by the meeting"),
        (2, "Blocked"),
        (2, "Carried once"),
        (2, "Carried twice, kept since"),
        (3, "Outside the rights"),
        (3, "Due for review"),
        (3, "Left on the table"),
        (5, "Asked of the funder long ago"),
        (8, "Asked for"),
        (8, "Parked"),
        (9, "Waits for its owner"),
        (9, "Not due for long"),
        (9, "Asked of a member long ago"),
        (9, "Asked of the funder lately"),
    ]
    first = coming.items.get(part=1)
    assert (first.purpose, first.minutes, first.lead) == ("decide", 5, first.commitment.owner)
    assert "keep it as it is, re-size it, hand it over, or drop it" in first.background
    assert not coming.items.filter(part=9).exclude(minutes=0).exists()


def test_a_question_of_the_funder_is_taken_up_once_it_is_older_than_forty_two_days():
    meeting = open_one()
    a_question(meeting, a_role(meeting.group, "funder").member, "When do the funds come?")
    over(meeting)
    coming = coming_of(meeting.group)
    assert built(coming, AT + 28 * DAY) == [(9, "When do the funds come?")]
    assert built(coming, AT + 42 * DAY) == [(9, "When do the funds come?")]
    assert built(coming, AT + 70 * DAY) == [(5, "When do the funds come?")]


def test_what_stood_on_a_held_agenda_outside_the_rights_comes_back_on_its_review_day_alone():
    meeting = open_one()
    outside = a_decision(meeting, "Outside the rights", review_on=(COMING + 40 * DAY).date())
    Decision.objects.filter(pk=outside.pk).update(is_outside_rights=True)
    over(meeting)
    coming = coming_of(meeting.group)
    assert built(coming) == [(3, "Outside the rights")]
    assert "outside the rights that the group declared" in coming.items.get().background
    over(coming)
    later = a_meeting(meeting.group, seats=2, state="planned", item=None, at=COMING + 30 * DAY)
    assert built(later) == []
    last = a_meeting(meeting.group, seats=2, state="planned", item=None, at=COMING + 60 * DAY)
    assert built(last) == [(3, "Outside the rights")]


def three_held(group):
    for days in (0, 30, 60):
        a_meeting(group, seats=1, seats_present=1, state="closed", at=AT + days * DAY, item="Items")


def test_results_without_news_fold_into_one_item_that_can_be_opened():
    group = a_network()
    results = results_of(
        group,
        **{f"GL{number}": "in_progress" for number in range(1, 11)},
        DONE="achieved",
        OVER="dropped",
        HELD="sustained",
    )
    meeting = open_one(group)
    for number, result in enumerate(results[:3]):
        commitment = accepted(meeting, f"Serves {result.code}")
        ServedBy.objects.create(result=result, commitment=commitment)
        commitment.changes.create(
            at=AT + (20 + 20 * number) * DAY,
            step="on_track",
            state_after="accepted",
            channel="link",
            due_after=commitment.due_on,
        )
    over(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=AT - DAY, ends_at=AT - DAY + timedelta(hours=1))
    three_held(group)
    coming = coming_of(group)
    assert (4, "7 of 10 open results: no news") in built(coming)
    page = at(client_of(a_role(group, "facilitator").person), "agenda", coming.pk)
    for result in results[3:10]:
        assert reverse("result", args=[group.address, result.code]) in page.html
        assert f"{result.code}: Bring about {result.code}" in page.words
    assert "GL1: Bring about" not in page.words


def test_fewer_than_five_results_without_news_stand_by_themselves_and_those_that_moved_with_their_step():
    group = a_network()
    results_of(group, GL1="in_progress", GL2="exploring", GL3="idea")
    three_held(group)
    coming = coming_of(group)
    change = {"rung": "committed", "version": 1, "by": convener_of(group), "at": AT + 61 * DAY}
    change_rung(result=Result.objects.get(code="GL2"), **change)
    assert built(coming) == [
        (4, "GL2 moved from “Exploring” to “Committed”: Bring about GL2"),
        (4, "GL1, no news for two cycles: Bring about GL1"),
        (4, "GL3, no news for two cycles: Bring about GL3"),
    ]


def test_titles_speak_the_language_of_the_group():
    group = a_network(language="es", languages=["es"])
    results_of(group, GL1="in_progress")
    three_held(group)
    assert built(coming_of(group))[0][1].startswith("GL1")


def test_private_and_unnamed_matters_keep_their_marks_and_nobody_leads_the_unnamed():
    meeting = open_one()
    meeting.items.update(is_private=True, is_no_names=True)
    accepted(meeting, "Speak with them", due_on=AT.date())
    over(meeting)
    coming = coming_of(meeting.group)
    built(coming)
    item = coming.items.get()
    assert (item.is_private, item.is_no_names, item.lead) == (True, True, None)


# --- built again ------------------------------------------------------------------------------


def test_built_again_it_refreshes_what_nobody_edited_and_leaves_what_somebody_wrote():
    meeting = open_one()
    first, second = accepted(meeting, "First promise"), accepted(meeting, "Second promise")
    over(meeting)
    coming = coming_of(meeting.group)
    by = facilitator_of(meeting.group)
    assert built(coming) == [(9, "First promise"), (9, "Second promise")]
    item = coming.items.get(commitment=second)
    change_item(item=item, version=1, title="In our own words", by=by, at=BUILT)
    Commitment.objects.update(progress="blocked", wording="Both are blocked")
    assert built(coming) == [(2, "Both are blocked"), (9, "In our own words")]
    assert coming.items.get(commitment=first).minutes == 5


def test_an_item_that_somebody_moved_to_another_part_stays_there():
    meeting = open_one()
    accepted(meeting, "Not due")
    a_parked_item(meeting, "Parked")
    over(meeting)
    coming = coming_of(meeting.group)
    built(coming)
    item = coming.items.get(title="Not due")
    move_item(item=item, up=True, by=facilitator_of(meeting.group), at=BUILT)
    assert built(coming) == [(8, "Not due"), (8, "Parked")]


def test_what_was_settled_meanwhile_makes_room_and_comes_back_when_it_is_open_again():
    meeting = open_one()
    done = accepted(meeting, "Done meanwhile", progress="blocked")
    left_out = a_parked_item(meeting, "Left out by hand")
    over(meeting)
    coming = coming_of(meeting.group)
    by = facilitator_of(meeting.group)
    built(coming)
    set_aside(item=coming.items.get(parked=left_out), because="In May", by=by, at=BUILT)
    Commitment.objects.filter(pk=done.pk).update(state="done")
    assert built(coming) == []
    item = coming.items.get(commitment=done)
    assert (item.state, item.because) == ("set_aside", "Settled since the draft was built.")
    Commitment.objects.filter(pk=done.pk).update(state="accepted")
    assert built(coming) == [(2, "Done meanwhile")]


def test_requests_that_a_meeting_left_unplaced_come_over_to_the_next_one():
    meeting = a_meeting(seats=1, state="planned")
    group = meeting.group
    asked = {"title": "Summer hours", "asked_by": group.seats.first().member}
    request = ask_for_item(meeting=meeting, **asked, by=facilitator_of(group), at=AT)
    over(meeting)
    coming = coming_of(group)
    assert built(coming) == [(8, "Summer hours")]
    assert AgendaItem.objects.get(title="Summer hours").pk == request.pk
    assert built(coming) == [(8, "Summer hours")]


# --- who builds it ----------------------------------------------------------------------------


def test_the_cycle_builds_it_on_its_day_by_itself():
    meeting = open_one()
    a_parked_item(meeting, "Parked")
    over(meeting)
    coming = coming_of(meeting.group)
    post_due_steps(by=SYSTEM, at=BUILT)
    work_until_empty()
    assert [item.title for item in agenda_of(coming)] == ["Parked"]
    entry = Entry.objects.get(action="meetings.build_draft")
    assert (entry.channel, entry.person_id) == ("system", None)


def test_the_cycle_leaves_an_agenda_that_is_approved_and_comes_too_late_for_a_meeting_that_began():
    meeting = open_one()
    a_parked_item(meeting, "Parked")
    over(meeting)
    by = facilitator_of(meeting.group)
    coming = set_ready(meeting=coming_of(meeting.group, item="Ours"), by=by, at=AT)
    post_due_steps(by=SYSTEM, at=BUILT)
    work_until_empty()
    assert [item.title for item in agenda_of(coming)] == ["Ours"]
    assert not coming.steps.get(code="draft").was_late
    coming.steps.filter(code="draft").delete()
    Meeting.objects.filter(pk=coming.pk).update(state="open")
    with pytest.raises(MeetingIsNot):
        build_draft(meeting=coming, by=by, at=COMING)


def test_members_do_not_build_it():
    group = a_network()
    coming = coming_of(group)
    member = a_seat(group, "A member", holder=a_person("Member")).holders.get().person
    with pytest.raises(NotAllowed):
        build_draft(meeting=coming, by=actor(member), at=BUILT)


# --- the command ------------------------------------------------------------------------------


def printed(group):
    out = StringIO()
    call_command("agenda", group.address, format="json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_prints_what_would_be_built_and_stores_nothing():
    meeting = open_one()
    accepted(meeting, "Carried twice", carried=2)
    meeting.items.update(is_no_names=True, is_private=True)
    over(meeting)
    coming = coming_of(meeting.group)
    agenda = printed(meeting.group)
    assert agenda["network"] == meeting.group.address
    assert agenda["meeting"]["id"] == str(coming.pk)
    assert agenda["is_built"] is False
    assert not coming.items.exists()
    assert [part["part"] for part in agenda["parts"]] == [1]
    (item,) = agenda["parts"][0]["items"]
    assert item["title"] == "Carried twice"
    assert item["choices"] == ["keep", "resize", "hand_over", "drop"]
    assert item["lead"] is None
    assert "/commitments/" in item["link"]
    assert Entry.objects.get(action="meetings.preview_draft").channel == "command"

    built(coming)
    assert is_drafted(coming)
    again = printed(meeting.group)
    assert again["is_built"] is True
    assert again["parts"] == agenda["parts"]


def test_the_command_says_what_is_missing():
    with pytest.raises(CommandError, match="no network"):
        call_command("agenda", "nowhere")
    with pytest.raises(CommandError, match="no next meeting"):
        call_command("agenda", a_network().address)


def test_the_command_prints_lines_for_people():
    meeting = open_one()
    a_parked_item(meeting, "Summer hours")
    over(meeting)
    coming_of(meeting.group)
    out = StringIO()
    call_command("agenda", meeting.group.address, stdout=out)
    assert "8. Asked for by members" in out.getvalue()
    assert "10 min  Summer hours" in out.getvalue()


# --- how much it asks the database ------------------------------------------------------------


def closed_history(group, meeting, count):
    """So many commitments, questions, decisions and parked items that were settled long ago."""
    item, owner = meeting.items.first(), group.members.filter(seat__isnull=False).first()
    base = {"meeting": meeting, "item": item, "captured_at": AT}
    for number in range(count):
        words = {**base, "wording": f"Settled {number}"}
        Commitment.objects.create(**words, owner=owner, due_on=AT.date(), state="done")
        Question.objects.create(**words, asked_of=owner, state="answered")
        Decision.objects.create(**words, state="decided", review_on=AT.date(), reviewed_at=AT)
        ParkedItem.objects.create(**words, returned_at=AT)


def test_building_asks_at_most_31_times_and_no_more_for_a_long_history():
    meeting = open_one()
    group = meeting.group
    results_of(group, **{f"GL{number}": "in_progress" for number in range(1, 8)})
    for number in range(12):
        accepted(meeting, f"Promise {number}", progress="blocked")
    over(meeting)
    counts = []
    for later in (0, 1):
        closed_history(group, meeting, 40)
        coming = a_meeting(group, seats=2, state="planned", item=None, at=COMING + later * DAY)
        by = facilitator_of(group)
        with CaptureQueriesContext(connection) as asked:
            build_draft(meeting=coming, by=by, at=BUILT)
        counts.append(len(asked))
        assert coming.items.count() == 12
    assert counts[0] == counts[1]
    assert counts[0] <= 31, "\n".join(query["sql"] for query in asked.captured_queries)


# --- whatever is open -------------------------------------------------------------------------

commitments = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["proposed", "accepted", "declined", "done", "dropped", "handed_over"]),
        "progress": st.sampled_from(["", "on_track", "blocked"]),
        "carried": st.integers(0, 3),
        "carried_when_chosen": st.integers(0, 1),
        "days": st.integers(-10, 120),
    }
)
matters = st.fixed_dictionaries(
    {
        "commitments": st.lists(commitments, max_size=8),
        "questions": st.lists(st.tuples(st.sampled_from(["open", "answered"]), st.booleans()), max_size=4),
        "decisions": st.lists(
            st.tuples(
                st.sampled_from(["proposed", "decided", "sense", "not_adopted"]),
                st.sampled_from([None, -1, 200]),
                st.booleans(),
            ),
            max_size=4,
        ),
        "parked": st.lists(st.booleans(), max_size=4),
        "rungs": st.lists(st.sampled_from(["idea", "in_progress", "achieved", "dropped"]), max_size=8),
        "length": st.integers(1, 120),
        "own": st.integers(0, 30),
    }
)


class WhateverIsOpen(TestCase):
    """Any mixture of matters: each open one stands exactly once, and the minutes fit, also when it is built again."""

    @classmethod
    def setUpTestData(cls):
        cls.group = a_network()
        cls.funder = a_role(cls.group, "funder").member
        for days in (0, 20, 40):
            a_meeting(cls.group, seats=1, seats_present=1, state="closed", at=AT + days * DAY)
        cls.held = cls.group.meetings.first()
        cls.item = cls.held.items.first()
        cls.owner = cls.group.seats.first().member
        cls.by = facilitator_of(cls.group)
        cls.priority = Priority.objects.create(network=cls.group, code="GL", name={})

    @settings(max_examples=60, deadline=None)
    @given(drawn=matters)
    def test_each_open_matter_stands_exactly_once(self, drawn):
        wanted = self.lay(drawn)
        coming = coming_of(self.group)
        Meeting.objects.filter(pk=coming.pk).update(ends_at=COMING + timedelta(minutes=drawn["length"]))
        if drawn["own"]:
            an_item(coming, "Written by hand", minutes=drawn["own"])
        for _again in range(2):
            build_draft(meeting=coming, by=self.by, at=BUILT)
            placed = list(coming.items.filter(state="on_agenda"))
            stands = Counter(
                one.commitment_id or one.question_id or one.decision_id or one.parked_id or one.matter
                for one in placed
                if one.title != "Written by hand"
            )
            assert stands == Counter(wanted)
            given_out = sum(one.minutes for one in placed)
            assert given_out <= max(drawn["length"], drawn["own"])

    def lay(self, drawn):
        """Store what was drawn; answers what is open of it."""
        base = {"meeting": self.held, "item": self.item, "captured_at": AT}
        found = []
        for one in drawn["commitments"]:
            values = {**one, "due_on": (AT + one["days"] * DAY).date()}
            values.pop("days")
            row = Commitment.objects.create(**base, wording="Act", owner=self.owner, **values)
            found += [row.pk] * (row.state in ("proposed", "accepted"))
        for state, of_funder in drawn["questions"]:
            asked_of = self.funder if of_funder else self.owner
            row = Question.objects.create(**base, wording="Ask", asked_of=asked_of, state=state)
            found += [row.pk] * (state == "open")
        for state, review, outside in drawn["decisions"]:
            day = None if review is None else (COMING + review * DAY).date()
            row = Decision.objects.create(
                **base, wording="Choose", state=state, review_on=day, is_outside_rights=outside
            )
            is_due = review == -1 and state in ("decided", "sense")
            found += [row.pk] * (is_due or outside or state == "proposed")
        for returned in drawn["parked"]:
            row = ParkedItem.objects.create(**base, wording="Park", returned_at=AT if returned else None)
            found += [row.pk] * (not returned)
        silent = []
        for number, rung in enumerate(drawn["rungs"]):
            row = Result.objects.create(
                priority=self.priority,
                code=f"GL{number}",
                level="network",
                rung=rung,
                text={},
                evidence="Seen",
            )
            silent += [f"result:{row.pk}"] * (rung in ("idea", "in_progress"))
        return found + (silent if len(silent) < 5 else ["results_without_news"])
