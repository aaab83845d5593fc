"""When nothing was heard of a result for two full cycles, it says so: "no news", never "on track"."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.audit.models import Entry
from konbit.meetings.models import Commitment, Meeting
from konbit.meetings.operations.progress import finish_commitment, report_progress
from konbit.results.domain.ladder import RUNGS
from konbit.results.domain.news import TESTED, is_silent
from konbit.results.models import Result, ServedBy
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result, change_rung
from konbit.results.operations.serving import CommitmentIsOver, ServesAnotherNetwork, tie_commitment
from konbit.results.queries import register, results_in_order, silent_ids
from tests.makers import (
    AT,
    SHELL,
    a_commitment,
    a_meeting,
    a_network,
    a_person,
    a_role,
    actor,
    client_of,
    clock_stands_at,
    convener_of,
)
from tests.meetings.reading import at, past_the_page

DAY = timedelta(days=1)
TODAY = AT + 100 * DAY
moments = st.datetimes(datetime(2024, 1, 1), datetime(2025, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(rung=st.sampled_from(RUNGS), since=moments, news=st.none() | moments, written=st.none() | moments)
def test_silence_is_two_full_cycles_without_any_news(rung, since, news, written):
    silent = is_silent(rung=rung, since=since, last_news=news, written_at=written)
    heard = any(moment is not None and moment >= since for moment in (news, written))
    assert silent == (rung in TESTED and not heard)
    assert not is_silent(rung=rung, since=None, last_news=None)


def test_reached_and_dropped_results_are_not_tested_for_silence():
    assert set(RUNGS) - set(TESTED) == {"achieved", "sustained", "dropped"}


# --- with records -----------------------------------------------------------------------------


def a_register(*codes, group=None, by=None):
    """A network with results that were loaded."""
    group = group or a_network()
    priority = add_priority(network=group, code="GL", name="Good leaders", by=convener_of(group), at=AT)
    for code in codes:
        values = {"level": "network", "text": f"Result {code}", "rung": "exploring"}
        add_result(priority=priority, code=code, **values, by=by or SHELL, at=AT)
    return group


def held(group, *days):
    """Meetings that were held so many days after the group was founded."""
    for later in days:
        a_meeting(group, seats=1, seats_present=1, state="closed", at=AT + later * DAY)


def silent(group):
    return [result.code for result in results_in_order(silent_ids(group))]


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings, TODAY)


def a_tied_commitment(group, code):
    """A commitment that serves this result, accepted by the holder of its seat."""
    meeting = a_meeting(group, seats=1, seats_present=1)
    seat = group.seats.first()
    person = seat.holders.get().person
    commitment = a_commitment(meeting, seat.member, accepted_by=person)
    Meeting.objects.filter(pk=meeting.pk).update(state="planned")
    tie_commitment(result=Result.objects.get(code=code), commitment=commitment, by=convener_of(group), at=AT)
    return commitment, person


def test_it_takes_three_held_meetings_before_anything_is_silent():
    group = a_register("GL1", "GL2")
    held(group, 10, 50)
    assert silent(group) == []
    held(group, 90)
    assert silent(group) == ["GL1", "GL2"]


def test_loading_is_no_news_and_a_result_younger_than_two_cycles_cannot_be_silent_for_two():
    group = a_register("GL1")
    held(group, 10, 50, 90)
    priority = group.priorities.get()
    add_result(
        priority=priority, code="GL2", level="network", text="New", by=convener_of(group), at=AT + 80 * DAY
    )
    assert silent(group) == ["GL1"]


def test_a_step_on_the_ladder_is_news_until_two_cycles_have_passed():
    group = a_register("GL1")
    held(group, 10, 50, 90)
    result = Result.objects.get()
    change_rung(result=result, rung="committed", version=1, by=convener_of(group), at=AT + 40 * DAY)
    assert silent(group) == []
    held(group, 95)
    assert silent(group) == ["GL1"]


def test_an_answered_or_dropped_commitment_is_news_and_accepting_is_not():
    group = a_register("GL1", "GL2")
    held(group, 10, 50, 90)
    commitment, person = a_tied_commitment(group, "GL1")
    assert commitment.state == "accepted"
    assert silent(group) == ["GL1", "GL2"]
    report_progress(commitment=commitment, progress="on_track", by=actor(person), at=TODAY)
    assert silent(group) == ["GL2"]


def test_an_answer_taken_back_is_no_news():
    group = a_register("GL1")
    held(group, 10, 50, 90)
    commitment, person = a_tied_commitment(group, "GL1")
    finish_commitment(commitment=commitment, note="Ten were made", by=actor(person), at=TODAY)
    assert silent(group) == []
    commitment.changes.filter(step="done").update(undone_at=AT)
    assert silent(group) == ["GL1"]


def test_pages_say_no_news_and_never_on_track():
    group = a_register("GL1", group=a_network(results_are_public=True))
    held(group, 10, 50, 90)
    client = client_of(a_role(group, "facilitator").person)
    for page in (
        at(client, "results", group.address),
        at(client, "result", group.address, "GL1"),
        at(client, "priority", group.address, "GL"),
    ):
        assert "No news" in page.words
        assert "On track" not in page.words
    assert [one.is_silent for card in register(group) for one in card.standings] == [True]


# --- which commitments serve it ---------------------------------------------------------------


def test_a_facilitator_says_which_commitment_serves_a_result_and_takes_it_back():
    group = a_register("GL1")
    meeting = a_meeting(group, seats=1, seats_present=1)
    commitment = a_commitment(meeting, wording="Call three employers")
    client = client_of(a_role(group, "facilitator").person)
    page = at(client, "add_serving", group.address, "GL1").send(commitment=str(commitment.pk))
    assert "Call three employers" in page.words
    assert ServedBy.objects.get().commitment == commitment
    page = page.send(reverse("end_serving", args=[commitment.pk, "GL1"]))
    assert not ServedBy.objects.exists()
    assert {"results.tie_commitment", "results.untie_commitment"} <= set(
        Entry.objects.values_list("action", flat=True)
    )


def test_the_owner_says_it_from_the_commitment_s_page_and_other_members_do_not():
    group = a_register("GL1")
    meeting = a_meeting(group, seats=2, seats_present=2)
    owner, other = group.seats.all()
    commitment = a_commitment(meeting, owner.member)
    client = client_of(owner.holders.get().person)
    page = at(client, "serves", commitment.pk).send(result="GL1")
    assert "Result GL1" in page.words
    refused = client_of(other.holders.get().person).get(f"/en/commitments/{commitment.pk}/serves/")
    assert refused.status_code == 403


def test_a_public_register_shows_no_commitment_to_visitors_and_no_private_one_to_the_funder():
    group = a_register("GL1", group=a_network(results_are_public=True))
    meeting = a_meeting(group, seats=1, seats_present=1)
    meeting.items.update(is_private=True)
    commitment = a_commitment(meeting, wording="Talk with the landlord")
    tie_commitment(result=Result.objects.get(), commitment=commitment, by=convener_of(group), at=AT)
    funder = client_of(a_role(group, "funder").person)
    for client in (client_of(a_person()), funder):
        page = at(client, "result", group.address, "GL1")
        assert "Talk with the landlord" not in page.words
    assert (
        "Talk with the landlord"
        in at(client_of(a_role(group, "facilitator").person), "result", group.address, "GL1").words
    )


def test_a_commitment_of_another_network_cannot_serve_and_one_that_is_over_begins_nothing():
    group = a_register("GL1")
    other = a_network()
    elsewhere = a_commitment(a_meeting(other, seats=1, seats_present=1))
    client = client_of(a_role(group, "facilitator").person)
    assert "No open commitment to choose" in at(client, "add_serving", group.address, "GL1").words
    refused = past_the_page(client, "add_serving", group.address, "GL1", commitment=str(elsewhere.pk))
    assert refused.status == 422
    own = a_commitment(a_meeting(group, seats=1, seats_present=1))
    Commitment.objects.filter(pk=own.pk).update(state="done")
    own.refresh_from_db()
    result = Result.objects.get()
    for commitment, refusal in ((elsewhere, ServesAnotherNetwork), (own, CommitmentIsOver)):
        with pytest.raises(refusal):
            tie_commitment(result=result, commitment=commitment, by=convener_of(group), at=AT)
    assert not ServedBy.objects.exists()
