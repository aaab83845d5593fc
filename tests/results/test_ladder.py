"""The result ladder: which step can be taken, from which rung to which, with what."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.results import words
from konbit.results.domain.ladder import (
    DROPPED,
    LADDER,
    REACHED,
    RUNGS,
    Fault,
    Step,
    earliest_sustained,
    fault_in,
    is_step_down,
    months_after,
    planned_checks,
)

TODAY = date(2025, 3, 6)
days = st.dates(date(2015, 1, 1), TODAY + timedelta(days=400))
some_text = st.sampled_from(["", "   ", "Minutes of the personnel board"])
steps = st.builds(
    Step,
    before=st.sampled_from(["", *RUNGS]),
    after=st.sampled_from(RUNGS),
    today=st.just(TODAY),
    evidence=some_text,
    reason=some_text,
    achieved_on=st.none() | days,
    checked_on=st.none() | days,
)


def step(before, after, **given_facts):
    return Step(before, after, TODAY, **given_facts)


@given(steps)
def test_a_step_that_is_taken_has_everything_its_rung_asks_for(tried):
    if fault_in(tried) is not None:
        return
    assert tried.before != tried.after
    if is_step_down(tried.before, tried.after):
        assert tried.reason.strip()
    if tried.after in REACHED:
        assert tried.evidence.strip()
        assert tried.achieved_on is None or tried.achieved_on <= TODAY
    if tried.after == "sustained":
        assert earliest_sustained(tried.achieved_on) <= tried.checked_on <= TODAY


@given(st.sampled_from(LADDER))
def test_every_rung_can_be_dropped_with_a_reason_and_not_without(rung):
    assert fault_in(step(rung, DROPPED)) is Fault.NEEDS_REASON
    assert fault_in(step(rung, DROPPED, reason="The money ended")) is None


@given(st.sampled_from(LADDER), st.sampled_from(LADDER))
def test_a_step_down_needs_a_reason_and_a_step_up_may_skip_rungs(before, after):
    lower, higher = min(before, after, key=LADDER.index), max(before, after, key=LADDER.index)
    if lower == higher:
        assert fault_in(step(before, before)) is Fault.SAME_RUNG
        return
    assert fault_in(step(higher, lower)) is Fault.NEEDS_REASON
    everything = {"evidence": "A vote", "achieved_on": date(2023, 1, 1), "checked_on": date(2024, 1, 1)}
    assert fault_in(step(lower, higher, **everything)) is None


@given(days, st.integers(0, 60))
def test_months_are_calendar_months_and_never_skip_one(day, months):
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


def test_a_month_without_such_a_day_ends_on_its_last():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2024, 8, 31), 6) == date(2025, 2, 28)


def test_checks_are_planned_six_and_twelve_months_after_and_none_where_the_day_is_unknown():
    assert planned_checks(date(2025, 3, 6)) == (date(2025, 9, 6), date(2026, 3, 6))
    assert planned_checks(None) == ()


@pytest.mark.parametrize(
    ("given_facts", "fault"),
    [
        ({}, Fault.NEEDS_EVIDENCE),
        ({"evidence": "A look"}, Fault.DAY_OF_ACHIEVEMENT_UNKNOWN),
        ({"evidence": "A look", "achieved_on": date(2024, 3, 6)}, Fault.NEEDS_CHECK),
        (
            {"evidence": "A look", "achieved_on": date(2024, 3, 6), "checked_on": date(2025, 3, 7)},
            Fault.CHECK_NOT_YET_THERE,
        ),
        (
            {"evidence": "A look", "achieved_on": date(2024, 3, 7), "checked_on": date(2025, 3, 6)},
            Fault.CHECK_TOO_EARLY,
        ),
        ({"evidence": "A look", "achieved_on": date(2024, 3, 6), "checked_on": date(2025, 3, 6)}, None),
        (
            {"evidence": "A look", "achieved_on": date(2025, 3, 7), "checked_on": date(2025, 3, 6)},
            Fault.NOT_YET_THERE,
        ),
    ],
)
def test_sustained_needs_a_check_twelve_months_after_a_known_day(given_facts, fault):
    assert fault_in(step("achieved", "sustained", **given_facts)) is fault


def test_a_rung_nobody_knows_is_refused():
    assert fault_in(step("idea", "finished")) is Fault.NO_SUCH_RUNG


def test_every_rung_has_its_words():
    for table in (words.RUNGS, words.RUNG_MEANINGS, words.RUNG_COUNTS, words.RUNG_TAGS, words.EXPORTED_RUNGS):
        assert tuple(table) == RUNGS
