"""Checks of achieved results after six and after twelve months."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from konbit.foundation.clock import move_demo_clock
from konbit.results.models import Result, ResultChange
from tests.makers import AT, clock_stands_at
from tests.results.standing_behind import River, at, page, read, stranger

pytestmark = pytest.mark.django_db

SEPTEMBER = datetime(2025, 9, 6, 16, 0, tzinfo=UTC)
NEXT_MARCH = datetime(2026, 3, 6, 16, 0, tzinfo=UTC)


@pytest.fixture
def river(settings):
    clock_stands_at(settings, AT)
    river = River(results_are_public=True)
    typed = {
        "rung": "achieved",
        "evidence": "Keys were handed over",
        "achieved_on": "2025-03-06",
        "version": 1,
    }
    assert river.member.post(at("result", "H1"), typed).status_code == 302
    return river


def check(river, day="2025-09-06", evidence="All ten are lived in", version=None):
    version = version or Result.objects.get(code="H1").version
    return river.member.post(
        at("check_result", "H1"), {"checked_on": day, "evidence": evidence, "version": version}
    )


def overview(client):
    return read(client.get(reverse("group", args=["river"])))


def test_both_checks_stand_on_the_result_and_are_due_on_their_day(river):
    assert "September 6, 2025: planned March 6, 2026: planned" in page(stranger(), "result", "H1")
    assert "Does it still hold?" not in overview(river.member)
    move_demo_clock(SEPTEMBER)
    assert "September 6, 2025: Due March 6, 2026: planned" in page(stranger(), "result", "H1")
    assert "H1: Ten homes near the mill Check due since September 6, 2025" in overview(river.member)
    assert "Does it still hold?" not in overview(stranger())


def test_a_check_is_written_down_and_the_result_stays_on_its_rung(river):
    move_demo_clock(SEPTEMBER)
    assert check(river).status_code == 302
    shown = page(stranger(), "result", "H1")
    assert "September 6, 2025: checked on September 6, 2025 March 6, 2026: planned" in shown
    assert "Somebody looked: it still holds." in shown
    assert "Does it still hold?" not in overview(river.member)
    assert Result.objects.get(code="H1").rung == "achieved"


def test_the_last_check_makes_it_sustained_by_a_step_of_its_own(river):
    move_demo_clock(NEXT_MARCH)
    assert "September 6, 2025: nobody looked March 6, 2026: Due" in page(stranger(), "result", "H1")
    refused = check(river, "2026-03-06")
    assert refused.status_code == 409
    assert "Choose “Sustained” on the result's page" in read(refused)
    typed = {
        "rung": "sustained",
        "evidence": "All ten are lived in",
        "checked_on": "2026-03-06",
        "version": 2,
    }
    assert river.member.post(at("result", "H1"), typed).status_code == 302
    assert "March 6, 2026: checked on March 6, 2026" in page(stranger(), "result", "H1")
    assert "Does it still hold?" not in overview(river.member)


@pytest.mark.parametrize(
    ("day", "evidence", "said"),
    [
        ("2025-09-07", "All", "September 7, 2025 is still to come."),
        ("2025-03-06", "All", "It was achieved on March 6, 2025. Write a later day."),
        ("2025-09-06", "", "Fill in “What shows that it still holds”."),
    ],
)
def test_a_check_says_what_was_looked_at_and_when(river, day, evidence, said):
    move_demo_clock(SEPTEMBER)
    refused = check(river, day, evidence)
    assert refused.status_code == 422
    assert said in read(refused)
    assert ResultChange.objects.count() == 1


def test_what_is_not_achieved_has_no_check(river):
    typed = {"checked_on": "2025-03-05", "evidence": "All", "version": 1}
    refused = river.member.post(at("check_result", "H2"), typed)
    assert refused.status_code == 409
    assert "A check looks whether an achieved result still holds" in read(refused)
    assert stranger().get(at("check_result", "H2")).status_code == 404
