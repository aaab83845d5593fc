"""The settings of a group: each is changed on the page, counts from the next step on, and changes no step that ran."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import work_until_empty
from konbit.foundation.refusals import ChangedMeanwhile
from konbit.meetings.models import CycleStep
from konbit.meetings.operations.cycle import post_due_steps
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.records import publish_record
from konbit.meetings.queries import quorum_of
from konbit.network.operations.groups import change_settings
from tests.makers import (
    AT,
    a_decision,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    actor,
    check_in_seats,
    client_of,
    clock_stands_at,
    facilitator_of,
    the_person_with,
)
from tests.meetings.reading import visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(settings):
    clock_stands_at(settings)
    return a_network(address="delta", name="Delta network")


@pytest.fixture
def settings_page(group):
    """Opens the settings page anew each time it is called."""
    client = client_of(the_person_with(group, "convener"))
    return lambda: visit(client, reverse("group_settings", args=["delta"]))


def saved(answer):
    assert "The settings are saved." in answer.words, answer.words
    return answer


def seats(group, how_many):
    for number in range(how_many):
        a_seat(group, f"Organization {number + 1}", holder=a_person(f"Leader {number + 1}"))


def in_days(days):
    return AT + timedelta(days=days)


# --- what can be set --------------------------------------------------------------------------


def test_h4_each_setting_is_changed_on_the_page_and_stands_there_afterwards(group, settings_page):
    seats(group, 5)
    values = {
        "interval_days": 35, "longest_gap_days": 49, "days_draft": 20, "days_ask": 12, "days_pre_read": 6,
        "days_run_sheet": 2, "days_publish": 2, "days_answer": 5, "days_nudge": 10,
        "quorum_votes": 4, "holidays": "2025-11-27\n12/25/2025",
        "working_days": ["mon", "tue", "wed", "thu"], "time_zone": "America/New_York", "languages": ["en", "ht"],
        "asks_how_staff_are": False, "results_are_public": True,
    }  # fmt: skip
    saved(settings_page().send(**values))
    group.refresh_from_db()
    assert group.offsets == {
        "draft": 20, "ask": 12, "pre_read": 6, "run_sheet": 2, "publish": 2, "answer": 5, "nudge": 10,
    }  # fmt: skip
    assert group.holidays == ["2025-11-27", "2025-12-25"]
    assert (group.interval_days, group.longest_gap_days, group.quorum_votes) == (35, 49, 4)
    assert (group.asks_how_staff_are, group.results_are_public) == (False, True)
    assert (group.time_zone, group.working_days) == ("America/New_York", ["mon", "tue", "wed", "thu"])
    # Sending the page again as it stands changes nothing.
    before = Entry.objects.filter(action="network.change_settings").latest("pk").fields
    assert {"offsets", "quorum_votes", "holidays", "interval_days"} <= set(before)
    saved(settings_page().send(holidays="2025-12-25\n11/27/2025\n\n2025-11-27"))
    assert Entry.objects.filter(action="network.change_settings").latest("pk").fields == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {"days_ask": 15},
            "“Owners are asked about their commitments” comes after “The draft agenda is built”, 14 days",
        ),
        ({"days_run_sheet": 8}, "Choose at most 7."),
        ({"days_draft": 61}, "60 is the most that works."),
        ({"days_publish": 0}, "1 is the least that works."),
        ({"days_publish": 4}, "Choose at least 4."),
        ({"days_nudge": "soon"}, "is not a whole number"),
        ({"longest_gap_days": 0}, "1 is the least that works."),
        ({"longest_gap_days": 41}, "The group means to meet every 42 days, so a gap of 41 days is no break."),
        ({"holidays": "2025-11-27\nThanksgiving"}, "Line 2, “Thanksgiving”, is not a day we can read."),
        ({"holidays": "2025-02-30"}, "Line 1, “2025-02-30”"),
        ({"quorum_votes": 0}, "1 is the least that works."),
    ],
)
def test_h4_what_contradicts_itself_is_refused_and_nothing_is_saved(group, settings_page, typed, says):
    answer = settings_page().send(**typed)
    assert answer.status == 422
    assert says in answer.words
    version = group.version
    group.refresh_from_db()
    assert group.version == version
    for value in typed.values():
        assert str(value).splitlines()[0] in answer.html, "what was typed stays"


def test_h4_a_quorum_above_the_voting_seats_is_refused_with_their_number(group, settings_page):
    seats(group, 3)
    answer = settings_page().send(quorum_votes=4)
    assert answer.status == 422
    assert "The group has 3 seats with a vote now, so 4 can never be present." in answer.words
    group.refresh_from_db()
    assert group.quorum_votes is None
    saved(settings_page().send(quorum_votes=3))
    saved(settings_page().send(quorum_votes=""))
    group.refresh_from_db()
    assert group.quorum_votes is None


def test_two_who_save_different_days_see_each_others(group):
    by = actor(the_person_with(group, "convener"))
    change_settings(group=group, version=1, by=by, at=AT, offsets={**group.offsets, "draft": 20})
    with pytest.raises(ChangedMeanwhile) as refused:
        change_settings(group=group, version=1, by=by, at=AT, offsets={**group.offsets, "draft": 21})
    assert refused.value.facts["theirs"]["days_draft"] == 20


# --- quorum -----------------------------------------------------------------------------------


def test_h4_a_quorum_of_its_own_counts_from_the_next_meeting_on(group, settings_page):
    held = a_meeting(group, seats=4, seats_present=3)
    assert (quorum_of(held, AT).needed, quorum_of(held, AT).is_met) == (3, True)
    a_decision(held)
    held = close_meeting(meeting=held, by=facilitator_of(group), at=AT)
    saved(settings_page().send(quorum_votes=4))
    held.refresh_from_db()
    assert (quorum_of(held, AT).needed, quorum_of(held, AT).is_met) == (3, True), "that meeting is over"
    record = publish_record(meeting=held, by=facilitator_of(group), at=AT)
    assert (record.content["votes_held"], record.content["votes_needed"]) == (4, 3)
    client = client_of(the_person_with(group, "facilitator"))
    assert "3 of 4; 3 needed to decide" in visit(client, reverse("record", args=[held.pk])).words
    group.refresh_from_db()
    coming = a_meeting(group, seats=4, seats_present=3, at=in_days(42))
    assert (quorum_of(coming, in_days(42)).needed, quorum_of(coming, in_days(42)).is_met) == (4, False)
    check_in_seats(coming, 4, at=in_days(42))
    assert quorum_of(coming, in_days(42)).is_met


def test_h4_an_open_meeting_keeps_the_quorum_it_began_with(group, settings_page):
    meeting = a_meeting(group, seats=4, seats_present=3)
    saved(settings_page().send(quorum_votes=4))
    meeting.refresh_from_db()
    assert quorum_of(meeting, AT).needed == 3
    client = client_of(the_person_with(group, "facilitator"))
    assert (
        "3 of 4 voting seats present; 3 needed: you can decide"
        in visit(client, reverse("live", args=[meeting.pk])).words
    )


def test_h4_a_smaller_quorum_of_its_own_lets_fewer_decide(group, settings_page):
    seats(group, 5)
    saved(settings_page().send(quorum_votes=2))
    group.refresh_from_db()
    meeting = a_meeting(group, seats=5, seats_present=2)
    client = client_of(the_person_with(group, "facilitator"))
    assert (
        "2 of 5 voting seats present; 2 needed: you can decide"
        in visit(client, reverse("live", args=[meeting.pk])).words
    )


# --- steps ------------------------------------------------------------------------------------


def steps_by(settings, at):
    clock_stands_at(settings, at)
    post_due_steps(by=SYSTEM, at=at)
    work_until_empty()


def test_h4_other_days_count_for_the_next_step_and_never_for_one_that_ran(group, settings_page, settings):
    meeting = a_meeting(group, seats=1, state="planned", at=in_days(30))
    steps_by(settings, in_days(16))
    ran = CycleStep.objects.get(meeting=meeting, code="invite").ran_at
    assert not CycleStep.objects.filter(meeting=meeting, code="ask").exists()
    saved(settings_page().send(days_draft=28, days_ask=14))
    steps_by(settings, in_days(16))
    assert CycleStep.objects.get(meeting=meeting, code="invite").ran_at == ran
    assert CycleStep.objects.filter(meeting=meeting, code="ask").exists()


def test_h4_a_time_zone_is_for_meetings_set_from_now_on(group, settings_page):
    before = a_meeting(group, seats=1, state="planned", at=datetime(2025, 4, 10, 16, 0, tzinfo=UTC))
    saved(settings_page().send(time_zone="America/Los_Angeles", meets_from="09:00", meets_until="10:00"))
    client = client_of(the_person_with(group, "facilitator"))
    visit(client, reverse("new_meeting", args=["delta"])).send(day="2025-05-22")
    before.refresh_from_db()
    later = group.meetings.get(number=2)
    assert (before.time_zone, later.time_zone) == ("America/Chicago", "America/Los_Angeles")
    assert later.starts_at == datetime(2025, 5, 22, 16, 0, tzinfo=UTC)
    assert before.day == date(2025, 4, 10)


def test_h4_who_sees_what_is_the_conveners_and_holds_at_once(group, settings_page):
    assert Client().get(reverse("group", args=["delta"])).status_code == 404
    saved(settings_page().send(results_are_public=True))
    assert Client().get(reverse("group", args=["delta"])).status_code == 200
