"""Counts of families from 1 to 10 are hidden, and nobody can work them out from what is printed beside them."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.foundation.small_counts import COMPLEMENTARY, PRIMARY, hidden_in, is_small
from konbit.foundation.table_bounds import TOTAL

COUNTS = st.integers(0, 40)


def one_row(*counts, total=None):
    table = {("", f"part {number}"): count for number, count in enumerate(counts)}
    table = {("here", column): count for (_row, column), count in table.items()}
    return {**table, ("here", TOTAL): sum(counts) if total is None else total}


def two_ways(rows):
    """A table with all its totals."""
    table = {(f"row {r}", f"column {c}"): count for r, row in enumerate(rows) for c, count in enumerate(row)}
    table |= {(f"row {r}", TOTAL): sum(row) for r, row in enumerate(rows)}
    table |= {(TOTAL, f"column {c}"): sum(column) for c, column in enumerate(zip(*rows, strict=True))}
    return {**table, (TOTAL, TOTAL): sum(map(sum, rows))}


def test_ones_to_ten_are_small_and_zero_is_not():
    assert [count for count in range(15) if is_small(count)] == list(range(1, 11))


def test_a_table_without_small_counts_is_printed_whole():
    assert hidden_in(one_row(0, 11, 250)) == {}


def test_one_small_count_takes_a_second_one_with_it():
    assert hidden_in(one_row(4, 60, 30)) == {("here", "part 0"): PRIMARY, ("here", "part 2"): COMPLEMENTARY}


def test_two_small_counts_whose_sum_is_known_take_a_third_with_them():
    hidden = hidden_in(one_row(4, 3, 90))
    assert hidden[("here", "part 2")] == COMPLEMENTARY


def test_a_small_total_is_hidden_like_any_other_count():
    assert hidden_in(one_row(4, 0))[("here", TOTAL)] == PRIMARY


def test_parts_that_leave_much_of_the_total_open_need_no_second_one():
    assert hidden_in(one_row(4, total=400)) == {("here", "part 0"): PRIMARY}


def test_an_agreement_may_raise_the_threshold():
    assert hidden_in(one_row(12, 60, 70), up_to=10) == {}
    assert hidden_in(one_row(12, 60, 70), up_to=15)[("here", "part 0")] == PRIMARY


def solutions(table, hidden, bound):
    """Every way to fill the hidden parts of one row so that it adds up: what somebody with patience finds."""
    parts = [key for key in table if key[1] != TOTAL and key in hidden]
    shown = sum(count for key, count in table.items() if key[1] != TOTAL and key not in hidden)
    total_shown = ("here", TOTAL) not in hidden
    rest = table["here", TOTAL] - shown if total_shown else bound
    ways = []
    for filled in product(range(rest + 1), repeat=len(parts) - 1):
        last = rest - sum(filled)
        if last >= 0:
            ways.append(dict(zip(parts, [*filled, last], strict=True)))
    return ways


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 16), min_size=2, max_size=4))
def test_n14_nobody_can_narrow_a_hidden_part_of_a_printed_total(counts):
    table = one_row(*counts)
    hidden = hidden_in(table)
    assert all(key in hidden for key, count in table.items() if is_small(count))
    if not hidden or ("here", TOTAL) in hidden:
        return
    ways = solutions(table, hidden, 0)
    for key in ways[0]:
        found = {way[key] for way in ways}
        assert max(found) - min(found) >= 11
    if PRIMARY not in hidden.values():
        return
    # Who knows the marks and the rule: a primary one is 1 to 10, a complementary one more.
    fitting = [
        way
        for way in ways
        if all(is_small(count) if hidden[key] == PRIMARY else count > 10 for key, count in way.items())
    ]
    for key in ways[0]:
        if hidden[key] == PRIMARY:
            assert {way[key] for way in fitting} == set(range(1, 11))


def propagated(table, hidden):
    """Bounds of the hidden counts by going round the sums until nothing gets narrower: an attack without our flows."""
    rows = sorted({row for row, _column in table})
    columns = sorted({column for _row, column in table})
    bounds = {key: (0, 10**6) if key in hidden else (count, count) for key, count in table.items()}
    sums = [((row, TOTAL), [(row, column) for column in columns if column != TOTAL]) for row in rows]
    sums += [((TOTAL, column), [(row, column) for row in rows if row != TOTAL]) for column in columns]
    for _round in range(30):
        before = dict(bounds)
        for total, parts in sums:
            low, high = sum(bounds[part][0] for part in parts), sum(bounds[part][1] for part in parts)
            bounds[total] = (max(bounds[total][0], low), min(bounds[total][1], high))
            for part in parts:
                least = bounds[total][0] - (high - bounds[part][1])
                most = bounds[total][1] - (low - bounds[part][0])
                bounds[part] = (max(bounds[part][0], least), min(bounds[part][1], most))
        if bounds == before:
            break
    return bounds


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=2, max_size=5)
    )
)
def test_nobody_can_narrow_a_hidden_count_of_a_table_with_its_totals(rows):
    table = two_ways(rows)
    hidden = hidden_in(table)
    assert all(key in hidden for key, count in table.items() if is_small(count))
    for key, (low, high) in propagated(table, hidden).items():
        if key in hidden:
            assert high - low >= 11


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(COUNTS, min_size=3, max_size=3), min_size=2, max_size=4))
def test_no_hidden_count_stands_alone_in_a_printed_sum(rows):
    table = two_ways(rows)
    hidden = hidden_in(table)
    for line in {row for row, _column in table}:
        inside = [key for key in table if key[0] == line and key in hidden]
        assert len(inside) != 1
    for line in {column for _row, column in table}:
        inside = [key for key in table if key[1] == line and key in hidden]
        assert len(inside) != 1
