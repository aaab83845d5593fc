"""Quiet hours: when they end, wherever the person lives and whatever the clocks do."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from konbit.accounts.domain.quiet_hours import quiet_until

CHICAGO = "America/Chicago"
EVENING, MORNING = time(21), time(7)


def ends(*moment, zone=CHICAGO, begins=EVENING, until=MORNING):
    end = quiet_until(datetime(*moment, tzinfo=ZoneInfo(zone)), zone=zone, begins=begins, ends=until)
    return end and end.astimezone(ZoneInfo(zone)).strftime("%-d %H:%M")


def test_a_letter_of_the_evening_waits_for_the_morning():
    assert ends(2025, 3, 6, 21, 0) == "7 07:00"
    assert ends(2025, 3, 7, 3, 30) == "7 07:00"


def test_by_day_nothing_waits_and_the_first_minute_of_the_morning_is_day():
    assert ends(2025, 3, 6, 20, 59) is None
    assert ends(2025, 3, 7, 7, 0) is None


def test_hours_within_one_day():
    assert ends(2025, 3, 6, 13, 0, begins=time(12), until=time(14)) == "6 14:00"
    assert ends(2025, 3, 6, 11, 0, begins=time(12), until=time(14)) is None


@pytest.mark.parametrize(
    ("begins", "until"), [(None, None), (EVENING, None), (None, MORNING), (EVENING, EVENING)]
)
def test_without_two_different_times_there_are_no_quiet_hours(begins, until):
    assert ends(2025, 3, 6, 23, 0, begins=begins, until=until) is None


def test_in_the_hour_that_comes_twice_the_end_lies_ahead():
    # On 2 November 2025 one o'clock comes twice in Chicago; this is the second.
    at = datetime(2025, 11, 2, 7, 10, tzinfo=UTC)
    assert quiet_until(at, zone=CHICAGO, begins=time(0, 30), ends=time(1, 5)) is None
    assert quiet_until(at, zone=CHICAGO, begins=time(0, 30), ends=time(1, 45)) == datetime(
        2025, 11, 2, 7, 45, tzinfo=UTC
    )


moments = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
times = st.times().map(lambda one: one.replace(microsecond=0))


@given(moments, st.sampled_from(settings.KONBIT_TIME_ZONES), times, times)
def test_the_end_lies_ahead_within_a_day_and_is_not_quiet_itself(at, zone, begins, until):
    end = quiet_until(at, zone=zone, begins=begins, ends=until)
    if end is not None:
        assert at < end <= at + timedelta(hours=25)
        assert end.tzinfo is UTC
        again = quiet_until(end, zone=zone, begins=begins, ends=until)
        # Only where the clocks go back may the same hours begin once more.
        assert again is None or again - end <= timedelta(hours=1, minutes=30)
