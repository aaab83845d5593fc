"""What activities add up to at every level: once where records allow, and marked where a person may count twice."""

from collections import defaultdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.grants.domain.reached import Entry, Forest, roll_up
from konbit.grants.operations.activities import withdraw_activity
from konbit.grants.operations.awards import propose_award
from konbit.grants.queries.roll_up import roll_up as roll_up_of
from konbit.grants.queries.tree import tree_of
from tests.grants.chain import Chain
from tests.makers import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    return Chain()


def numbers(done):
    reached = done.reached
    return reached.activities, reached.people, reached.may_count_twice, reached.relationships


def test_an_activity_counts_at_every_level_above_it(chain):
    chain.done(people=12, kind="relationship")
    chain.done("Second contractor", chain.second, people=30)
    rolled = roll_up_of(chain.network)
    assert numbers(rolled.under(chain.first.pk)) == (1, 12, False, 1)
    assert numbers(rolled.under(chain.second.pk)) == (1, 30, False, 0)
    assert numbers(rolled.under(chain.root.pk)) == (2, 42, True, 1)
    assert [numbers(tier) for tier in rolled.tiers] == [(2, 42, True, 1)] * 2


def test_one_under_two_awards_counts_once_where_both_meet(chain):
    chain.done("Contractor", chain.first, chain.other, people=12)
    rolled = roll_up_of(chain.network)
    assert numbers(rolled.under(chain.first.pk)) == (1, 12, False, 0)
    assert numbers(rolled.under(chain.other.pk)) == (1, 12, False, 0)
    assert numbers(rolled.under(chain.root.pk)) == (1, 12, False, 0)
    assert [numbers(tier) for tier in rolled.tiers] == [(1, 12, False, 0)] * 2


def test_a_list_of_people_counts_once_by_its_largest_number(chain):
    chain.done(people=12, same_people="Class A")
    chain.done("Contractor", chain.other, people=15, same_people="  class  a")
    chain.done("Second contractor", chain.second, people=9, same_people="Class A")
    rolled = roll_up_of(chain.network)
    assert numbers(rolled.under(chain.first.pk)) == (1, 12, False, 0)
    # The other organization's list is another one, and may hold the same people.
    assert numbers(rolled.under(chain.root.pk)) == (3, 24, True, 0)


def test_what_nobody_counted_is_told_apart_from_nobody(chain):
    chain.done()
    chain.done(people=0)
    reached = roll_up_of(chain.network).under(chain.first.pk).reached
    assert (reached.people, reached.uncounted, reached.may_count_twice) == (0, 1, False)


def test_what_was_withdrawn_counts_no_more(chain):
    activity = chain.done(people=12)
    withdraw_activity(activity=activity, by=chain.by("Contractor"), at=AT)
    assert numbers(roll_up_of(chain.network).under(chain.root.pk)) == (0, 0, False, 0)


def test_the_number_of_queries_does_not_grow_with_the_tree(chain):
    def queries():
        with CaptureQueriesContext(connection) as told:
            roll_up_of(chain.network)
            tree_of(chain.network)
        return len(told)

    chain.done(people=12)
    before = queries()
    for number in range(4):
        deeper = chain.award("Contractor", "Second contractor", 100, parent=chain.first, code=f"d{number}")
        chain.done("Second contractor", deeper, people=number, same_people=f"List {number}")
    assert queries() == before <= 8


def test_a_proposed_award_stands_in_the_tree_with_nothing_done(chain):
    acts = {"by": chain.by("Grantee"), "at": AT}
    award = propose_award(
        network=chain.network, funder=chain.body("Grantee"), recipient=chain.body("Contractor"), title="More",
        cents=100, parent=chain.root, **acts,
    )  # fmt: skip
    assert numbers(roll_up_of(chain.network).under(award.pk)) == (0, 0, False, 0)


# --- the rule itself, against counting one by one ---

AWARDS = range(8)
FORESTS = st.lists(st.integers(-1, 6), min_size=8, max_size=8).map(
    lambda above: {one: above[one] if 0 <= above[one] < one else None for one in AWARDS}
)
WORK = st.lists(
    st.tuples(
        st.sets(st.sampled_from(AWARDS), min_size=1, max_size=3),
        st.sampled_from(["", "", "A", "B"]),
        st.one_of(st.none(), st.integers(0, 40)),
    ),
    max_size=12,
)


def entries(work):
    """As the database groups them."""
    grouped = defaultdict(list)
    for awards, people_list, people in work:
        together = frozenset(awards) if len(awards) > 1 else None
        for award in awards:
            grouped[award, together, people_list or None].append(people)
    for key, people in grouped.items():
        known = [one for one in people if one is not None]
        yield Entry(
            *key, len(people), 0, sum(known), len(known), sum(one > 0 for one in known), max([0, *known])
        )


def one_by_one(work, here):
    counted = [(people_list, people) for awards, people_list, people in work if awards & here]
    lists = defaultdict(int)
    for people_list, people in counted:
        if people_list:
            lists[people_list] = max(lists[people_list], people or 0)
    alone = [people or 0 for people_list, people in counted if not people_list]
    found = [one for one in [*alone, *lists.values()] if one]
    return len(counted), sum(found), len(found), sum(people is None for _list, people in counted)


def told(reached):
    return reached.activities, reached.people, reached.sources, reached.uncounted


@settings(max_examples=150, deadline=None)
@given(FORESTS, WORK)
def test_every_level_agrees_with_counting_one_by_one(parents, work):
    forest = Forest(parents)
    rolled = roll_up(forest, entries(work))
    for award in AWARDS:
        below = {one for one in AWARDS if award in forest.way_up(one)}
        assert told(rolled.under[award]) == one_by_one(work, below)
    for tier, reached in enumerate(rolled.tiers):
        here = {one for one in AWARDS if forest.depth[one] >= tier}
        assert told(reached) == one_by_one(work, here)


def test_nothing_at_all_adds_up_to_nothing():
    rolled = roll_up(Forest({}), [])
    assert (rolled.under, rolled.tiers) == ({}, [])


def test_g4_relationship_entries_are_counted_where_there_is_no_output(chain):
    for day in (3, 4, 5, 6):
        chain.done(kind="relationship", done_on=date(2025, 2, day))
    done = roll_up_of(chain.network).under(chain.first.pk)
    assert (done.reached.relationships, done.deliverables_done) == (4, 0)
