"""N-22: a pilot from its plan to the choice about it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from konbit.foundation.clock import move_demo_clock
from konbit.home.operations.agenda_draft import build_draft
from konbit.results.models import Pilot
from konbit.results.operations.pilots import start_pilot
from tests.makers import AT, a_meeting, clock_stands_at, convener_of, facilitator_of
from tests.results.standing_behind import River, at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    return River(results_are_public=True)


WHOLE = {
    "baseline": "Three visits until an application is complete", "baseline_on": "2025-02-01",
    "baseline_source": "Count in two offices", "participants": 40, "decide_on": "2025-05-01",
}  # fmt: skip


def plan(river, **typed):
    answer = river.keeper.post(at("new_pilot"), {"name": "Navigators", "key": str(uuid4()), **typed})
    assert answer.status_code == 302, read(answer)
    return Pilot.objects.get()


def start(river, pilot):
    return river.keeper.post(at("start_pilot", pilot.pk))


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ("baseline", "how things stood before"),
        ("baseline_source", "the source of the baseline"),
        ("participants", "the number of participants"),
        ("decide_on", "the day on which the network decides about it"),
    ],
)
def test_n22_it_cannot_start_without_baseline_participants_and_day_of_decision(river, left_out, named):
    pilot = plan(river, **{name: value for name, value in WHOLE.items() if name != left_out})
    assert f"Before it starts it needs: {named}." in page(stranger(), "pilot", pilot.pk)
    refused = start(river, pilot)
    assert refused.status_code == 422
    assert f"Missing: {named}." in read(refused)
    assert Pilot.objects.get().state == "planned"


def test_n22_with_all_of_them_it_starts_today(river):
    pilot = plan(river, **WHOLE, result="H1")
    assert start(river, pilot).status_code == 302
    pilot.refresh_from_db()
    assert (pilot.state, pilot.starts_on) == ("running", date(2025, 3, 6))
    assert start(river, pilot).status_code == 409
    assert "Navigators Running Decided about on May 1, 2025" in page(stranger(), "result", "H1")


def test_n22_on_its_day_it_stands_on_the_agenda_under_decisions_due(river):
    pilot = plan(river, **WHOLE, owner=river.seat.member_id)
    start(river, pilot)
    by = facilitator_of(river.network)
    before, on_the_day = (
        a_meeting(river.network, state="planned", at=AT + timedelta(days=days), item="") for days in (55, 56)
    )
    assert on_the_day.day == date(2025, 5, 1)
    for meeting in (before, on_the_day):
        build_draft(meeting=meeting, by=by, at=AT)
    assert not before.items.exists()
    item = on_the_day.items.get()
    assert (item.part, item.purpose, item.title) == (3, "decide", "Navigators: keep, change or stop it?")
    assert item.lead_id == river.seat.member_id
    agenda = river.member.get(f"/en/meetings/{on_the_day.pk}/agenda/")
    assert f'href="{at("pilot", pilot.pk)}"' in agenda.content.decode()
    river.keeper.post(
        at("close_pilot", pilot.pk), {"outcome": "keep", "because": "One visit now", "version": 2}
    )
    build_draft(meeting=on_the_day, by=by, at=AT)
    assert on_the_day.items.get().state == "set_aside"


def test_n22_closing_needs_keep_change_or_stop_with_a_reason(river):
    pilot = plan(river, **WHOLE)
    start(river, pilot)
    address = at("close_pilot", pilot.pk)
    no_choice = river.keeper.post(address, {"because": "One visit now", "version": 2})
    assert no_choice.status_code == 422
    assert "Say what becomes of it: keep, change or stop." in read(no_choice)
    no_reason = river.keeper.post(address, {"outcome": "stop", "because": " ", "version": 2})
    assert no_reason.status_code == 422
    assert "Closing a pilot needs a reason." in read(no_reason)
    assert Pilot.objects.get().state == "running"
    assert (
        river.keeper.post(address, {"outcome": "keep", "because": "One visit now", "version": 2}).status_code
        == 302
    )
    shown = page(stranger(), "pilot", pilot.pk)
    assert "What was decided Keep · March 6, 2025 One visit now" in shown
    again = river.keeper.post(address, {"outcome": "stop", "because": "No", "version": 3})
    assert again.status_code == 409
    typed = {"name": "Other", **WHOLE, "version": 3}
    assert river.keeper.post(at("change_pilot", pilot.pk), typed).status_code == 409


def test_a_pilot_that_never_started_is_not_closed(river):
    pilot = plan(river)
    refused = river.keeper.post(
        at("close_pilot", pilot.pk), {"outcome": "stop", "because": "No", "version": 1}
    )
    assert refused.status_code == 409
    assert "This one has not started." in read(refused)


def test_a_running_pilot_keeps_what_it_needed_to_start(river):
    pilot = plan(river, **WHOLE)
    start(river, pilot)
    typed = {"name": "Navigators", **WHOLE, "participants": "", "version": 2}
    refused = river.keeper.post(at("change_pilot", pilot.pk), typed)
    assert refused.status_code == 422
    assert "Missing: the number of participants." in read(refused)


def test_its_days_stand_in_their_order(river):
    ahead = {"name": "Navigators", **WHOLE, "baseline_on": "2025-03-07"}
    assert "A baseline looks back" in read(river.keeper.post(at("new_pilot"), ahead))
    backward = {"name": "Navigators", **WHOLE, "starts_on": "2025-05-02"}
    assert "decided about after it started on May 2, 2025" in read(
        river.keeper.post(at("new_pilot"), backward)
    )
    pilot = plan(river, **WHOLE)
    move_demo_clock(AT + timedelta(days=56))
    late = start(river, pilot)
    assert late.status_code == 409
    assert "Set a later one, then start the pilot." in read(late)


def test_few_participants_are_not_counted_in_public(river):
    pilot = plan(river, **{**WHOLE, "participants": 6})
    shown = page(stranger(), "pilot", pilot.pk)
    assert "How many take part Fewer than 11" in shown
    assert "Who sees to it" not in shown


def test_only_who_keeps_the_register_plans_starts_and_closes(river):
    pilot = plan(river, **WHOLE)
    for name in ("change_pilot", "close_pilot", "start_pilot"):
        assert river.member.post(at(name, pilot.pk), {}).status_code == 403
        assert stranger().post(at(name, pilot.pk), {}).status_code == 404
    start_pilot(pilot=pilot, by=convener_of(river.network), at=AT)
    assert Pilot.objects.get().state == "running"
