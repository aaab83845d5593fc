"""Rules of figures on plain values: stale, which way is better, what is missing, what is withheld."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.results.domain.figures import Move, is_stale, missing_in, move, stale_from, still_to_go
from konbit.results.domain.withheld import Measured, withheld

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def test_n14_a_figure_is_stale_eighteen_calendar_months_after_its_period():
    end = date(2022, 12, 31)
    assert not is_stale(end, date(2024, 6, 30))
    assert is_stale(end, date(2024, 7, 1))


@pytest.mark.parametrize(
    ("end", "stale"),
    [
        (date(2022, 6, 30), date(2024, 1, 1)),
        (date(2022, 8, 30), date(2024, 2, 29)),
        (date(2023, 3, 14), date(2024, 9, 15)),
    ],
)
def test_a_month_that_is_shorter_ends_with_its_last_day(end, stale):
    assert stale_from(end) == stale


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 900))
def test_what_is_stale_stays_stale(end, days):
    later = date.fromordinal(stale_from(end).toordinal() + days)
    assert is_stale(end, later)


def test_n14_for_a_rank_lower_is_better():
    assert move("down", Decimal(49), Decimal(47)) == Move.BETTER
    assert move("down", Decimal(47), Decimal(49)) == Move.WORSE
    assert move("up", Decimal(47), Decimal(49)) == Move.BETTER
    assert move("none", Decimal(47), Decimal(49)) == Move.CHANGED
    assert move("up", Decimal(47), Decimal(47)) == Move.SAME


def test_a_goal_that_is_passed_leaves_nothing_to_go():
    assert still_to_go("down", Decimal(14), Decimal(27)) == 13
    assert still_to_go("down", Decimal(14), Decimal(9)) == 0
    assert still_to_go("up", Decimal(80), Decimal(60)) == 20


def test_what_is_missing_is_named_in_the_order_of_the_form():
    nothing = {
        "value": None,
        "period_start": None,
        "period_end": YEAR[1],
        "place": " ",
        "source": "",
        "retrieved_on": None,
    }
    assert missing_in(**nothing, unit="", population="") == (
        "value", "unit", "period", "place", "population", "source", "retrieved_on",
    )  # fmt: skip


def a_figure(id_, value, *, dim="", part="", place="Mississippi", **counts):
    numbers = {
        name: None if count is None else Decimal(count) for name, count in counts.items() if name != "n"
    }
    return Measured(id_, *YEAR, place, dim, part, Decimal(str(value)), n=counts.get("n"), **numbers)


def marks(*figures, counts="families", unit="families", is_sensitive=False):
    found = withheld(figures, counts=counts, unit=unit, is_sensitive=is_sensitive)
    return {id_: one.mark for id_, one in found.items() if one.mark}


def test_a_published_statistic_is_printed_as_it_is():
    assert marks(a_figure(1, 3), counts="published") == {}


def test_a_small_part_takes_a_second_one_with_it_where_the_total_is_printed():
    found = marks(
        a_figure("all", 100),
        a_figure("a", 4, dim="age", part="0 to 5"),
        a_figure("b", 30, dim="age", part="6 to 12"),
        a_figure("c", 66, dim="age", part="13 and more"),
    )
    assert found == {"a": "primary", "b": "complementary"}


def test_a_share_that_gives_a_small_count_back_is_withheld_too():
    assert marks(a_figure(1, 4, numerator=4, denominator=100), unit="percent") == {1: "primary"}
    assert marks(a_figure(1, 96, numerator=96, denominator=100), unit="percent") == {1: "primary"}
    assert marks(a_figure(1, 4, n=100), unit="percent") == {1: "primary"}
    assert marks(a_figure(1, 40, n=100), unit="percent") == {}


def test_a_mean_of_few_families_is_withheld():
    assert marks(a_figure(1, 33, n=8), unit="days") == {1: "primary"}
    assert marks(a_figure(1, 33, n=11), unit="days") == {}


def test_places_and_parts_are_one_table_where_a_place_is_the_sum_of_the_others():
    found = marks(
        a_figure("ms", 100), a_figure("ms a", 34, dim="age", part="a"), a_figure("ms b", 66, dim="age", part="b"),
        a_figure("hinds", 60, place="Hinds"), a_figure("hinds a", 30, dim="age", part="a", place="Hinds"),
        a_figure("hinds b", 30, dim="age", part="b", place="Hinds"),
        a_figure("rankin", 40, place="Rankin"), a_figure("rankin a", 4, dim="age", part="a", place="Rankin"),
        a_figure("rankin b", 36, dim="age", part="b", place="Rankin"),
    )  # fmt: skip
    # Hiding one part of the county would leave it to be had from the state's.
    assert set(found) == {"rankin a", "rankin b", "hinds a", "hinds b"}


def test_what_one_breakdown_hides_another_does_not_give_back():
    found = marks(
        a_figure("all", 15),
        a_figure("a", 4, dim="age", part="a"), a_figure("b", 11, dim="age", part="b"),
        a_figure("x", 15, dim="sex", part="x"), a_figure("y", 0, dim="sex", part="y"),
    )  # fmt: skip
    assert {"a", "b", "all", "x"} <= set(found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=5), st.lists(st.integers(1, 60), min_size=2, max_size=4)
)
def test_no_small_count_of_families_is_ever_printed(ages, regions):
    figures = [a_figure("all", sum(ages))]
    figures += [a_figure(f"age {n}", count, dim="age", part=str(n)) for n, count in enumerate(ages)]
    figures += [a_figure(f"region {n}", count, dim="region", part=str(n)) for n, count in enumerate(regions)]
    found = marks(*figures)
    assert all(one.id in found for one in figures if 1 <= one.value <= 10)


def kinds(*figures, is_sensitive=False, unit="percent"):
    found = withheld(figures, counts="members", unit=unit, is_sensitive=is_sensitive)
    return {id_: one.instead.kind if one.instead else one.mark for id_, one in found.items()}


def test_n38_staff_figures_follow_the_rule_for_answers_of_members():
    assert kinds(a_figure(1, 50, n=4), is_sensitive=True) == {1: "too_few"}
    assert kinds(a_figure(1, 50, n=8), is_sensitive=True) == {1: "half"}
    assert kinds(a_figure(1, 100, n=8), is_sensitive=True) == {1: "withheld"}
    assert kinds(a_figure(1, 50, n=8)) == {1: "count"}
    assert kinds(a_figure(1, 5, n=20), is_sensitive=True) == {1: "withheld"}
    assert kinds(a_figure(1, 25, n=20), is_sensitive=True) == {}


def test_n38_a_mean_of_fewer_than_ten_is_withheld():
    assert kinds(a_figure(1, 3000, n=9), unit="dollars") == {1: "withheld"}
    assert kinds(a_figure(1, 3000, n=10), unit="dollars") == {}


def test_a_group_of_fewer_than_five_takes_a_second_one_with_it():
    found = kinds(
        a_figure("all", 30, n=30),
        a_figure("a", 50, n=3, dim="unit", part="a"),
        a_figure("b", 50, n=12, dim="unit", part="b"),
        a_figure("c", 50, n=15, dim="unit", part="c"),
    )
    assert found["a"] == "too_few"
    assert "complementary" in found.values()
