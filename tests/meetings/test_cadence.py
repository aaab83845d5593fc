"""A broken rhythm is said, with the meeting after which it broke; and the days of a cycle, with holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.domain.cycle import WEEK, deadline, is_working_day
from konbit.meetings.domain.series import broken_since
from konbit.meetings.models import CycleStep
from konbit.meetings.operations.cycle import post_due_steps
from konbit.meetings.queries import deadline_for
from tests.makers import a_meeting, a_network, a_role, client_of, clock_stands_at, the_person_with
from tests.meetings.reading import visit

FIRST = datetime(2025, 3, 6, 16, 0, tzinfo=UTC)
BROKEN = "Cadence broken"


@pytest.fixture
def group(settings):
    clock_stands_at(settings, FIRST)
    return a_network(address="delta")


def held_after(group, *gaps):
    """Meetings held, the first on March 6, 2025, each so many days after the one before."""
    at = FIRST
    a_meeting(group, seats=1, seats_present=1, state="closed", at=at)
    for gap in gaps:
        at += timedelta(days=gap)
        a_meeting(group, seats=1, seats_present=1, state="closed", at=at)
    return at


def page_of(group, name="meetings", role="facilitator"):
    return visit(client_of(the_person_with(group, role)), reverse(name, args=[group.address]))


@given(gaps=st.lists(st.integers(1, 200), max_size=8), longest=st.integers(1, 120))
def test_n2_the_rhythm_is_broken_exactly_where_a_gap_is_longer(gaps, longest):
    days = [date(2025, 3, 6)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    broken = [day for day, gap in zip(days, gaps, strict=False) if gap > longest]
    assert broken_since(days, longest) == (broken[-1] if broken else None)
    assert broken_since(days, longest, days[-1] + timedelta(days=longest)) == (broken[-1] if broken else None)
    assert broken_since(days, longest, days[-1] + timedelta(days=longest + 1)) == days[-1]


@pytest.mark.django_db
def test_n2_56_days_between_held_meetings_raise_nothing(group, settings):
    clock_stands_at(settings, held_after(group, 56))
    assert BROKEN not in page_of(group).words


@pytest.mark.django_db
def test_n2_57_days_are_a_broken_cadence_that_names_the_last_held_meeting(group, settings):
    at = held_after(group, 57)
    clock_stands_at(settings, at)
    meeting = group.meetings.order_by("starts_at").last()
    for page in (
        page_of(group),
        page_of(group, "group"),
        visit(client_of(the_person_with(group, "facilitator")), reverse("meeting", args=[meeting.pk])),
    ):
        assert BROKEN in page.words
        assert "After the meeting of March 6, 2025, 57 days passed" in page.words
        assert "At most 56 days should lie between two meetings." in page.words
    member = a_role(group, "member").person
    assert BROKEN in visit(client_of(member), reverse("meetings", args=["delta"])).words
    assert BROKEN not in visit(client_of(member), reverse("meeting", args=[meeting.pk])).words


@pytest.mark.django_db
def test_n2_one_missed_at_42_days_makes_a_gap_of_84_that_is_flagged(group, settings):
    at = held_after(group)
    between = a_meeting(group, seats=1, state="planned", at=at + timedelta(days=42))
    client = client_of(the_person_with(group, "facilitator"))
    visit(client, reverse("miss_meeting", args=[between.pk])).send(because="Storm")
    later = at + timedelta(days=84)
    a_meeting(group, seats=1, seats_present=1, state="closed", at=later)
    clock_stands_at(settings, later)
    assert "After the meeting of March 6, 2025, 84 days passed" in page_of(group).words


@pytest.mark.django_db
def test_n2_days_up_to_today_count_when_nobody_met_since(group, settings):
    at = held_after(group, 42)
    clock_stands_at(settings, at + timedelta(days=56))
    assert BROKEN not in page_of(group).words
    clock_stands_at(settings, at + timedelta(days=57))
    assert "The last meeting held was on April 17, 2025, 57 days ago." in page_of(group).words


@pytest.mark.django_db
def test_a_rhythm_that_was_found_again_is_no_longer_called_broken(group, settings):
    clock_stands_at(settings, held_after(group, 84, 42))
    assert BROKEN not in page_of(group).words


@pytest.mark.django_db
def test_a_group_that_never_met_and_one_with_another_measure(group, settings):
    clock_stands_at(settings, FIRST + timedelta(days=300))
    assert BROKEN not in page_of(group).words
    group.longest_gap_days = 100
    group.save(update_fields=["longest_gap_days"])
    clock_stands_at(settings, FIRST + timedelta(days=301))
    at = FIRST + timedelta(days=301)
    a_meeting(group, seats=1, seats_present=1, state="closed", at=at)
    a_meeting(group, seats=1, seats_present=1, state="closed", at=at + timedelta(days=100))
    clock_stands_at(settings, at + timedelta(days=100))
    assert BROKEN not in page_of(group).words


# --- the days of a cycle ----------------------------------------------------------------------


@given(
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    before=st.booleans(),
    working=st.sets(st.sampled_from(WEEK)),
    off=st.sets(st.integers(-20, 20)),
)
def test_a_deadline_is_a_working_day_on_the_right_side_and_the_nearest(day, before, working, off):
    holidays = {(day + timedelta(days=away)).isoformat() for away in off}
    found = deadline(day, before_meeting=before, working_days=working, holidays=holidays)
    way = -1 if before else 1
    passed = [day + timedelta(days=way * away) for away in range(abs((found - day).days))]
    assert found == day or (found - day).days * way > 0
    if is_working_day(found, working, holidays):
        assert not any(is_working_day(one, working, holidays) for one in passed)
    else:
        assert found == day


@pytest.fixture
def thanksgiving(settings):
    """A meeting on December 8, 2022: its draft falls on Thanksgiving, November 24, which nobody works on."""
    at = datetime(2022, 12, 8, 19, 0, tzinfo=UTC)
    clock_stands_at(settings, at - timedelta(days=30))
    group = a_network(address="delta", holidays=["2022-11-24", "2022-12-01", "2022-12-09"])
    group.roles.update(since=date(2022, 1, 1))
    return a_meeting(group, seats=0, state="planned", at=at)


@pytest.mark.django_db
def test_h4_a_system_step_runs_on_a_holiday(thanksgiving, settings):
    noon = datetime(2022, 11, 24, 18, 0, tzinfo=UTC)
    clock_stands_at(settings, noon)
    post_due_steps(by=SYSTEM, at=noon - timedelta(days=1))
    assert not CycleStep.objects.exists()
    post_due_steps(by=SYSTEM, at=noon)
    work_until_empty()
    assert CycleStep.objects.filter(meeting=thanksgiving, code="invite").exists()


@pytest.mark.django_db
def test_h4_a_persons_deadline_moves_to_the_working_day_before_or_after(thanksgiving):
    # Seven days before is December 1; one day after is Friday, December 9, then a weekend.
    assert deadline_for(thanksgiving, "approve") == date(2022, 11, 30)
    assert deadline_for(thanksgiving, "publish") == date(2022, 12, 12)
    client = client_of(the_person_with(thanksgiving.group, "facilitator"))
    words = visit(client, reverse("meeting", args=[thanksgiving.pk])).words
    assert "Thursday, November 24, 2022 The draft agenda is built" in words
    assert "Wednesday, November 30, 2022 By this day the facilitator approves the agenda" in words
    assert "Monday, December 12, 2022 By this day the facilitator publishes the record" in words
    assert words.index("November 24, 2022 The draft") < words.index("Thursday, December 8, 2022 You meet")
