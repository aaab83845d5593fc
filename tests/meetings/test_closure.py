"""Closure: what was done of what fell due, counted from histories, alike on the day and ever after."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from konbit.meetings.domain.closure import Closure, Step, closure

DAY = date(2022, 10, 27)


def moment(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def history(*lines):
    """Each line: step, state after it, its day, due day after it."""
    return [Step(step, moment(on), on, state, due) for step, state, on, due in lines]


EARLIER, BEFORE, AFTER = date(2022, 9, 15), date(2022, 10, 20), date(2022, 11, 3)
ACCEPTED = ("accept", "accepted", EARLIER, DAY)


def counted(*histories, after=EARLIER):
    return closure(histories, after=after, until=DAY, at=moment(DAY, 20))


def test_done_by_the_meeting_counts_as_done_and_the_rest_as_not():
    assert counted(
        history(ACCEPTED, ("done", "done", BEFORE, DAY)), history(ACCEPTED), history(ACCEPTED)
    ) == Closure(done=1, due=3)


def test_dropped_before_its_day_leaves_the_fraction_and_on_its_day_stays_in():
    assert counted(history(ACCEPTED, ("drop", "dropped", BEFORE, DAY))) == Closure(dropped=1)
    assert counted(history(ACCEPTED, ("drop", "dropped", DAY, DAY))) == Closure(due=1)


def test_what_nobody_accepted_is_never_counted_and_shown_apart():
    proposed = history(("propose", "proposed", EARLIER, DAY))
    declined = history(("propose", "proposed", EARLIER, DAY), ("decline", "declined", BEFORE, DAY))
    assert counted(proposed, declined) == Closure(awaiting=1)


def test_what_falls_due_later_or_fell_due_before_is_not_counted():
    later = history(("accept", "accepted", EARLIER, AFTER))
    long_ago = history(("accept", "accepted", EARLIER, EARLIER))
    assert counted(later, long_ago) == Closure()


def test_what_the_meeting_carried_stood_due_when_it_ended():
    carried = [*history(ACCEPTED), Step("carry", moment(DAY, 20), DAY, "accepted", AFTER)]
    assert counted(carried) == Closure(due=1)


def test_what_was_said_and_taken_back_later_still_stood_that_day():
    done = Step("done", moment(BEFORE), BEFORE, "done", DAY, undone_at=moment(AFTER))
    assert counted([*history(ACCEPTED), done]) == Closure(done=1, due=1)
    undone_before = Step("done", moment(BEFORE), BEFORE, "done", DAY, undone_at=moment(BEFORE, 15))
    assert counted([*history(ACCEPTED), undone_before]) == Closure(due=1)


def test_no_percentage_below_ten():
    assert Closure(done=7, due=9).percent is None
    assert Closure(done=7, due=10).percent == 70
    assert Closure(done=1, due=200).percent == 1


days = st.dates(EARLIER, date(2023, 3, 1))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["accepted", "done", "dropped", "proposed", "handed_over", "declined"]),
            days,
            days,
        ),
        max_size=6,
    ),
    st.lists(
        st.tuples(st.sampled_from(["done", "dropped", "accepted"]), st.integers(1, 90), days), max_size=5
    ),
)
def test_nothing_said_after_the_meeting_changes_its_count(before, after):
    steps = [
        Step("x", moment(on), on, state, due)
        for state, on, due in sorted(before, key=lambda one: one[1])
        if on <= DAY
    ]
    later = [
        Step("y", moment(DAY + timedelta(days=days)), DAY + timedelta(days=days), state, due)
        for state, days, due in sorted(after, key=lambda one: one[1])
    ]
    assert counted([*steps, *later]) == counted(steps)
