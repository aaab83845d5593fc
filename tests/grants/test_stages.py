"""The way of a pursuit: what follows what, and the days its stages take."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from konbit.grants.domain.stages import (
    DROPPED,
    WAY,
    Span,
    are_in_order,
    closes_before_it_opened,
    days_of,
    is_an_end,
    middle,
    ways_on,
)
from konbit.grants.words import ENDING_STAGES, PURSUIT_STAGES, PURSUIT_TAGS

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))


def test_the_domain_and_the_stored_words_know_the_same_stages():
    assert {stage for stage in PURSUIT_STAGES if is_an_end(stage)} == set(ENDING_STAGES)
    assert [stage for stage in PURSUIT_STAGES if not is_an_end(stage)] == list(WAY)
    assert set(PURSUIT_TAGS) == set(PURSUIT_STAGES)


def test_stages_follow_each_other_and_every_one_may_be_dropped():
    assert ways_on("found") == ("deciding", "dropped")
    assert ways_on("deciding") == ("writing", "dropped")
    assert ways_on("writing") == ("applied", "dropped")
    assert ways_on("applied") == ("awarded", "declined", "dropped")
    assert all(DROPPED in ways_on(stage) for stage in WAY)
    assert all(ways_on(end) == () for end in ENDING_STAGES)


@given(DAYS, st.integers(0, 5000))
def test_n18_days_of_a_stage_are_counted_from_its_dates(opened, length):
    closed = opened + timedelta(days=length)
    assert days_of(Span("found", opened, closed), date(1980, 1, 1)) == length
    assert days_of(Span("found", opened), closed) == length


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=40))
def test_n18_the_median_has_as_many_below_as_above(days):
    found = middle(days)
    assert sum(one < found for one in days) <= len(days) / 2
    assert sum(one > found for one in days) <= len(days) / 2
    assert middle([*reversed(days)]) == found


def test_n18_the_median_of_an_even_number_lies_halfway():
    assert middle([4, 1, 9, 6]) == 5
    assert middle([4, 7]) == 5.5
    assert str(middle([3, 5])) == "4"


@given(DAYS, DAYS)
def test_n18_a_stage_closes_on_the_day_it_opened_or_later(opened, closed):
    assert closes_before_it_opened(Span("found", opened, closed)) == (closed < opened)
    assert not closes_before_it_opened(Span("found", opened))


@given(st.lists(st.integers(0, 100), min_size=2, max_size=6), st.integers(0, 4), st.integers(1, 50))
def test_no_stage_opens_before_the_one_ahead_of_it_closed(lengths, at, pulled):
    spans, opens = [], date(2025, 1, 1)
    for number, length in enumerate(lengths):
        closes = opens + timedelta(days=length)
        spans.append(Span(WAY[number % 4], opens, closes if number < len(lengths) - 1 else None))
        opens = closes
    assert are_in_order(spans)
    at = 1 + at % (len(spans) - 1)
    late = spans[at]
    spans[at] = Span(late.stage, spans[at - 1].closed_on - timedelta(days=pulled), late.closed_on)
    assert not are_in_order(spans)
