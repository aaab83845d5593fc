"""The series of a group: a year of meetings, moved, missed and kept a year ahead; through pages."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.audit.models import Entry
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.domain.series import following, series
from konbit.meetings.models import CycleStep, Meeting
from konbit.meetings.operations.access import ask_for_access
from konbit.meetings.operations.commitments import accept_commitment, propose_commitment
from konbit.meetings.operations.cycle import post_due_steps
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.series import keep_series
from konbit.meetings.queries import last_meeting, next_meeting, suggested_start
from tests.makers import (
    a_network,
    a_person,
    a_role,
    a_seat,
    actor,
    an_item,
    client_of,
    clock_stands_at,
    facilitator_of,
    letters_are_kept,
    the_person_with,
)
from tests.meetings.reading import attributes, visit

pytestmark = pytest.mark.django_db

CENTRAL = ZoneInfo("America/Chicago")
FIRST = date(2022, 9, 15)
# Monday, ten days before the first day.
BEFORE = datetime(2022, 9, 5, 15, 0, tzinfo=UTC)


@pytest.fixture
def group(settings):
    """The network of the acceptance table on a Monday in September 2022."""
    letters_are_kept(settings)
    clock_stands_at(settings, BEFORE)
    group = a_network(address="delta", place="Town hall", meets_from="13:00", meets_until="15:00")
    # Makers act in 2025; here everybody was there before.
    group.roles.update(since=date(2022, 1, 1))
    group.refresh_from_db()
    return group


@pytest.fixture
def client(group):
    return client_of(the_person_with(group, "facilitator"))


@pytest.fixture
def laid(group, client):
    """The series, laid on its page."""
    page = visit(client, reverse("lay_series", args=["delta"]))
    done = page.send(first_day="2022-09-15")
    assert done.status == 200, done.words
    return group


def days(group, **only):
    return [one.day for one in group.meetings.filter(**only).order_by("starts_at")]


def nth(group, number):
    return group.meetings.get(number=number)


def change(client, meeting, **values):
    return visit(client, reverse("edit_meeting", args=[meeting.pk])).send(**values)


def hold(meeting, client):
    """Hold it on its day, as far as the record."""
    an_item(meeting)
    at = meeting.starts_at
    by = facilitator_of(meeting.group, at)
    set_ready(meeting=meeting, by=by, at=at)
    open_meeting(meeting=meeting, by=by, at=at)
    close_meeting(meeting=meeting, by=by, at=at)


def at_noon(day):
    return datetime.combine(day, datetime.min.time(), CENTRAL) + timedelta(hours=12)


# --- rules ------------------------------------------------------------------------------------

some_days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
intervals = st.integers(1, 120)


@given(first=some_days, interval=intervals, length=st.integers(0, 800))
def test_n1_a_series_has_its_interval_and_never_leaves_its_year(first, interval, length):
    found = series(first, interval, first + timedelta(days=length))
    assert found[0] == first
    assert {(after - before).days for before, after in pairwise(found)} <= {interval}
    assert found[-1] <= first + timedelta(days=length) < found[-1] + timedelta(days=interval)


@given(
    staying=st.lists(some_days, min_size=1, max_size=6),
    interval=intervals,
    length=st.integers(0, 900),
    at_least=st.integers(0, 30),
)
def test_days_that_follow_keep_away_from_those_that_stay(staying, interval, length, at_least):
    until = min(staying) + timedelta(days=length)
    found = following(staying, interval, until, at_least=at_least)
    assert found == sorted(set(found))
    assert len(found) >= at_least
    assert not set(found) & set(staying)
    assert all(day > min(staying) for day in found)
    every = sorted({*found, *staying})
    for before, after in pairwise(every):
        if after in found:
            assert (after - before).days == interval
        elif before in found:
            assert (after - before).days * 2 >= interval
    # Nothing is missing at the end.
    last = max([day for day in every if day <= until], default=min(staying))
    assert last + timedelta(days=interval) > until or any(
        until < day < last + timedelta(days=interval) * 2 for day in every
    )


# --- laying -----------------------------------------------------------------------------------


def test_n1_every_42_days_from_2022_09_15_makes_nine_meetings_in_365_days(laid, client):
    found = days(laid)
    assert len(found) == 9
    assert (found[0], found[-1]) == (FIRST, date(2023, 8, 17))
    assert [one.number for one in laid.meetings.order_by("starts_at")] == list(range(1, 10))
    assert all(one.state == "planned" and one.in_series for one in laid.meetings.all())
    # The same hour in Chicago, before and after each change of the clocks.
    assert {one.starts_at.astimezone(CENTRAL).time().isoformat() for one in laid.meetings.all()} == {
        "13:00:00"
    }
    page = visit(client, reverse("meetings", args=["delta"]))
    assert "1. Thursday, September 15, 2022" in page.words
    assert "9. Thursday, August 17, 2023" in page.words
    assert page.words.count("42 days after the one before") == 8
    assert page.words.index("2022") < page.words.index("2023")
    assert Entry.objects.filter(action="meetings.lay_series").count() == 1


def test_n1_one_is_missed_eight_are_held_and_the_missed_one_is_listed(laid, client, settings):
    missed = nth(laid, 4)
    page = visit(client, reverse("miss_meeting", args=[missed.pk])).send(because="An ice storm.")
    assert "The meeting is marked as missed." in page.words
    for meeting in laid.meetings.exclude(pk=missed.pk).order_by("starts_at"):
        hold(meeting, client)
    clock_stands_at(settings, at_noon(date(2023, 8, 18)))
    assert laid.meetings.filter(state="closed").count() == 8
    assert days(laid, state="missed") == [date(2023, 1, 19)]
    words = visit(client, reverse("meetings", args=["delta"])).words
    assert "4. Thursday, January 19, 2023 Missed An ice storm." in words


def test_a_member_can_neither_lay_nor_miss(laid):
    member = a_role(laid, "member").person
    laid.roles.update(since=date(2022, 1, 1))
    client = client_of(member)
    assert client.get(reverse("lay_series", args=["delta"])).status_code == 403
    assert client.get(reverse("miss_meeting", args=[nth(laid, 2).pk])).status_code == 403
    assert client.post(reverse("undo_miss", args=[nth(laid, 2).pk])).status_code == 403
    words = visit(client, reverse("meetings", args=["delta"])).words
    assert "We will not meet" not in words
    assert "Thursday, August 17, 2023" in words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"first_day": "2022-09-01"}, "September 1, 2022 is past."),
        ({"first_day": "soon"}, "is not a date we can read"),
        ({"first_day": "2022-09-15", "ends": "12:00"}, "but begins at 13:00"),
    ],
)
def test_what_cannot_be_laid_is_refused_and_lays_nothing(group, client, typed, says):
    page = visit(client, reverse("lay_series", args=["delta"])).send(**typed)
    assert page.status in (409, 422)
    assert says in page.words
    assert not group.meetings.exists()


def test_a_series_begins_after_what_is_set_already(laid, client):
    page = visit(client, reverse("lay_series", args=["delta"])).send(first_day="2023-01-01")
    assert page.status == 422
    assert "A meeting is set for August 17, 2023 already. Begin the series after it." in page.words
    assert laid.meetings.count() == 9


# --- the queries others stand on ----------------------------------------------------------------


def test_next_last_and_suggested_stay_right_with_a_year_ahead(laid, client):
    assert next_meeting(laid) == nth(laid, 1)
    assert last_meeting(laid) is None
    hold(nth(laid, 1), client)
    assert (last_meeting(laid), next_meeting(laid)) == (nth(laid, 1), nth(laid, 2))
    assert suggested_start(laid, BEFORE) == date(2023, 8, 17) + timedelta(days=42)
    # One more beside the series: only a person knows its day.
    page = visit(client, reverse("new_meeting", args=["delta"]))
    assert "It stands beside the series" in page.words
    assert page.send(day="2022-10-01").status == 200
    assert next_meeting(laid).day == date(2022, 10, 1)
    assert days(laid) == sorted(days(laid))
    assert [one.number for one in laid.meetings.order_by("starts_at")] == list(range(1, 11))


# --- moving -----------------------------------------------------------------------------------


def test_moving_one_moves_its_own_steps_and_no_later_meeting(laid, client, settings):
    before = days(laid)
    page = change(client, nth(laid, 2), day="2022-11-03")
    assert "The meeting is changed." in page.words
    assert days(laid) == [before[0], date(2022, 11, 3), *before[2:]]
    # Members are asked fourteen days before its new day, not before the old one.
    meeting = nth(laid, 2)
    clock_stands_at(settings, at_noon(date(2022, 10, 19)))
    post_due_steps(by=SYSTEM, at=at_noon(date(2022, 10, 19)))
    work_until_empty()
    assert not CycleStep.objects.filter(meeting=meeting, code="invite").exists()
    clock_stands_at(settings, at_noon(date(2022, 10, 20)))
    post_due_steps(by=SYSTEM, at=at_noon(date(2022, 10, 20)))
    work_until_empty()
    assert CycleStep.objects.filter(meeting=meeting, code="invite").exists()


def test_moving_the_later_ones_too_is_a_tick_and_keeps_the_hour(laid, client):
    before = days(laid)
    change(client, nth(laid, 2), day="2022-11-03", moves_later=True)
    assert days(laid) == [before[0], *(day + timedelta(days=7) for day in before[1:])]
    assert {one.starts_at.astimezone(CENTRAL).hour for one in laid.meetings.all()} == {13}


def test_a_due_day_that_was_accepted_does_not_move_with_a_meeting(laid, client):
    leader = a_person("Leader of health")
    seat = a_seat(laid, "Department of Health", holder=leader)
    laid.seats.update(opened_on=date(2022, 1, 1))
    seat.holders.update(since=date(2022, 1, 1))
    first, at = nth(laid, 1), nth(laid, 1).starts_at
    an_item(first)
    by = facilitator_of(laid, at)
    set_ready(meeting=first, by=by, at=at)
    open_meeting(meeting=first, by=by, at=at)
    promised = propose_commitment(
        item=nth(laid, 1).items.first(),
        wording="Call three employers",
        owner=seat.member,
        due_on=days(laid)[1],
        by=by,
        at=at,
    )
    accept_commitment(commitment=promised, by=actor(leader, at), at=at)
    change(client, nth(laid, 2), day="2022-11-03", moves_later=True)
    promised.refresh_from_db()
    assert promised.due_on == date(2022, 10, 27)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2022-09-15", "The meeting before this one is on September 15, 2022. Choose a later day."),
        ("2022-12-08", "The meeting after this one is on December 8, 2022."),
        ("2023-02-01", "or move the later meetings too."),
    ],
)
def test_a_meeting_never_passes_another_one(laid, client, day, says):
    before = days(laid)
    page = change(client, nth(laid, 2), day=day)
    assert page.status == 422
    assert says in page.words
    assert days(laid) == before


def test_a_group_meets_once_a_day(laid, client):
    page = visit(client, reverse("new_meeting", args=["delta"])).send(day="2022-10-27")
    assert page.status == 409
    assert "This group has a meeting on October 27, 2022 already." in page.words
    assert laid.meetings.count() == 9


def test_saving_without_a_change_changes_nothing(laid, client):
    change(client, nth(laid, 2))
    assert nth(laid, 2).version == 1
    assert not nth(laid, 2).changed_by_hand


def test_a_time_zone_chosen_later_leaves_a_meeting_on_its_own_clock(laid, client):
    laid.time_zone = "America/Los_Angeles"
    laid.save(update_fields=["time_zone"])
    change(client, nth(laid, 2), place="Library")
    assert nth(laid, 2).starts_at == datetime(2022, 10, 27, 13, 0, tzinfo=CENTRAL)


# --- missed -----------------------------------------------------------------------------------


def test_a_reason_is_asked_for_and_missed_is_taken_back_from_the_line_that_says_so(laid, client):
    meeting = nth(laid, 2)
    refused = visit(client, reverse("miss_meeting", args=[meeting.pk])).send(because=" ")
    assert refused.status == 422
    assert "Say in a few words why you did not meet" in refused.words
    done = visit(client, reverse("miss_meeting", args=[meeting.pk])).send(because="The hall is closed.")
    assert nth(laid, 2).state == "missed"
    shown = visit(client, reverse("meeting", args=[meeting.pk]))
    assert "The hall is closed." in shown.words
    assert not shown.offers(reverse("meeting_step", args=[meeting.pk, "open"]))
    assert done.undo().status == 200
    assert (nth(laid, 2).state, nth(laid, 2).missed_because) == ("planned", "")
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert {"meetings.miss_meeting", "meetings.undo_miss"} <= set(actions)


def test_a_meeting_nobody_opened_is_noted_as_missed_on_the_day_after(laid, client, settings):
    for day, state in ((FIRST, "planned"), (FIRST + timedelta(days=1), "missed")):
        clock_stands_at(settings, at_noon(day))
        post_due_steps(by=SYSTEM, at=at_noon(day))
        work_until_empty()
        assert nth(laid, 1).state == state
    words = visit(client, reverse("meetings", args=["delta"])).words
    assert "Its day passed and nobody opened it." in words
    assert next_meeting(laid) == nth(laid, 2)
    # It was held after all: it is written down late.
    page = visit(client, reverse("meetings", args=["delta"])).send(
        reverse("undo_miss", args=[nth(laid, 1).pk])
    )
    assert page.status == 200
    post_due_steps(by=SYSTEM, at=at_noon(FIRST + timedelta(days=1)))
    work_until_empty()
    assert nth(laid, 1).state == "planned"


def test_a_held_meeting_is_never_missed(laid, client, settings):
    hold(nth(laid, 1), client)
    day = FIRST + timedelta(days=2)
    clock_stands_at(settings, at_noon(day))
    post_due_steps(by=SYSTEM, at=at_noon(day))
    work_until_empty()
    assert nth(laid, 1).state == "closed"
    page = visit(client, reverse("miss_meeting", args=[nth(laid, 1).pk])).send(because="Wrong one")
    assert page.status == 409
    assert "This meeting cannot be marked as missed" in page.words


def test_missed_stays_once_a_later_meeting_was_held(laid, client):
    visit(client, reverse("miss_meeting", args=[nth(laid, 1).pk])).send(because="Storm")
    hold(nth(laid, 2), client)
    answer = client.post(reverse("undo_miss", args=[nth(laid, 1).pk]))
    assert answer.status_code == 409
    assert "The meeting of October 27, 2022 was held since" in answer.content.decode()


# --- kept a year ahead, and following the settings ----------------------------------------------


def keep(settings, day):
    clock_stands_at(settings, at_noon(day))
    return keep_series(by=SYSTEM, at=at_noon(day))


def test_n1_a_year_ahead_of_today_is_always_there(laid, settings):
    assert keep(settings, FIRST) == 0
    for months in range(1, 30):
        today = FIRST + timedelta(days=30 * months)
        keep(settings, today)
        found = days(laid)
        assert found[-1] + timedelta(days=42) > today + timedelta(days=365)
        assert {(after - before).days for before, after in pairwise(found)} == {42}
    assert keep(settings, today) == 0, "what is kept already is not touched again"
    assert [one.number for one in laid.meetings.order_by("starts_at")] == list(range(1, len(found) + 1))


def test_a_series_nobody_kept_for_years_goes_on_from_today_in_its_rhythm(laid, settings):
    keep(settings, date(2026, 1, 1))
    found = days(laid)
    later = [day for day in found if day >= date(2026, 1, 1)]
    assert len(found) == 9 + len(later)
    assert {(day - FIRST).days % 42 for day in later} == {0}


def agree(page):
    """Press the button that agrees to what the page says would move."""
    (button,) = page.all("button", name="agreed")
    return page.send(agreed=attributes(button)["value"])


def change_settings(client, **values):
    page = visit(client, reverse("group_settings", args=["delta"])).send(**values)
    if "Nothing is saved yet." in page.words:
        page = agree(page)
    assert "The settings are saved." in page.words, page.words
    return page


def test_h4_another_interval_moves_what_is_untouched_and_nothing_else(laid, client, settings):
    before = days(laid)
    ask_for_access(meeting=nth(laid, 3), kind="stipend", by=facilitator_of(laid, BEFORE), at=BEFORE)
    change(client, nth(laid, 6), day="2023-04-20")
    held = nth(laid, 6).pk
    change_settings(client, interval_days=28)
    assert days(laid) == sorted([*before[:5], date(2023, 4, 20), *before[6:]]), "only the next step follows"
    keep(settings, date(2022, 9, 6))
    found = days(laid)
    # The next one, the one with a need and the one moved by hand stay.
    assert found[0] == before[0]
    assert {before[2], date(2023, 4, 20)} <= set(found)
    assert Meeting.objects.get(pk=held).day == date(2023, 4, 20)
    assert found[1] == before[0] + timedelta(days=28)
    after = [day for day in found if day > date(2023, 4, 20)]
    assert {(later - one).days for one, later in pairwise([date(2023, 4, 20), *after])} == {28}
    assert found[-1] + timedelta(days=28) > date(2023, 9, 6)
    assert keep(settings, date(2022, 9, 6)) == 0


def test_h4_a_longer_interval_leaves_no_meeting_behind(laid, client, settings):
    ids = set(laid.meetings.values_list("pk", flat=True))
    change_settings(client, interval_days=56)
    keep(settings, date(2022, 9, 6))
    assert ids <= set(laid.meetings.values_list("pk", flat=True))
    assert {(after - before).days for before, after in pairwise(days(laid))} == {56}


def test_h4_hours_and_place_are_followed_from_the_second_meeting_on_each_day_staying(laid, client, settings):
    before = days(laid)
    change_settings(client, meets_from="09:30", meets_until="11:00", place="Library")
    keep(settings, date(2022, 9, 6))
    assert days(laid)[:9] == before
    first, second = nth(laid, 1), nth(laid, 2)
    assert (first.place, first.version) == ("Town hall", 1)
    assert (second.place, second.version) == ("Library", 2)
    assert second.starts_at.astimezone(CENTRAL).strftime("%H:%M") == "09:30"
    assert not second.changed_by_hand


def test_h4_a_meeting_whose_cycle_has_begun_stays(laid, client, settings):
    # Nine days before the second meeting its draft was built.
    hold(nth(laid, 1), client)
    visit(client, reverse("miss_meeting", args=[nth(laid, 2).pk])).send(because="Storm")
    today = days(laid)[2] - timedelta(days=13)
    clock_stands_at(settings, at_noon(today))
    third = nth(laid, 3)
    change_settings(client, interval_days=28, place="Library")
    keep(settings, today)
    third.refresh_from_db()
    assert (third.place, third.version) == ("Town hall", 1)


def test_a_meeting_set_by_hand_is_neither_moved_nor_met_by_the_series(group, client, settings):
    visit(client, reverse("lay_series", args=["delta"])).send(first_day="2022-09-15")
    visit(client, reverse("new_meeting", args=["delta"])).send(day="2023-09-28")
    for months in range(1, 8):
        keep(settings, FIRST + timedelta(days=30 * months))
    found = days(group)
    assert len(found) == len(set(found))
    assert group.meetings.get(in_series=False).day == date(2023, 9, 28)
