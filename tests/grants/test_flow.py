"""The pictures of money: every cent is followed once, from who gave it to the place it is meant for."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.grants.domain.flow import Grant, Stop, kept_by_place, run_of
from konbit.grants.flows import flow_pictures, payment_pictures
from konbit.grants.operations.payments import pay, promise_payment, record_return
from tests.grants.makers import ROOT_CENTS, SHELL, BestStartTree, Chain
from tests.makers import AT, clock_stands_at
from tests.results.standing_behind import read, stranger


def a_grant(key, parent=None, cents=100, places=None):
    return Grant(key, parent, "F", f"R{key}", cents, places or {})


@st.composite
def trees(draw):
    """Awards up to five deep, each with children within it and amounts for places within it."""
    grants = []

    def grow(key, parent, most, depth):
        cents = draw(st.integers(1, most))
        left, places = cents, {}
        for place in draw(st.sets(st.sampled_from("ABCDE"), max_size=3)):
            places[place] = draw(st.one_of(st.none(), st.integers(0, left)))
            left -= places[place] or 0
        grants.append(a_grant(key, parent, cents, places))
        for number in range(draw(st.integers(0, 2)) if depth < 5 else 0):
            if cents > 1:
                cents -= grow(f"{key}.{number}", key, cents - 1, depth + 1)
        return grants_by_key()[key].cents

    def grants_by_key():
        return {grant.key: grant for grant in grants}

    for number in range(draw(st.integers(1, 3))):
        grow(str(number), None, 10**9, 1)
    return grants


@settings(max_examples=100, deadline=None)
@given(trees())
def test_every_step_of_the_way_holds_what_was_given_at_the_top(grants):
    steps, flows = run_of(grants)
    top = sum(grant.cents for grant in grants if grant.parent is None)
    by_step, into, out_of = defaultdict(int), defaultdict(int), defaultdict(int)
    for (source, target), cents in flows.items():
        assert cents > 0
        assert target[0] == source[0] + 1
        by_step[target[0]] += cents
        out_of[source] += cents
        into[target] += cents
    assert dict(by_step) == dict.fromkeys(range(1, steps), top)
    assert steps <= 5
    for point, cents in into.items():
        assert point[0] == steps - 1 or out_of[point] == cents


@settings(max_examples=100, deadline=None)
@given(trees())
def test_no_more_stands_for_a_place_than_an_award_keeps(grants):
    for grant in grants:
        children = [one for one in grants if one.parent == grant.key]
        kept = kept_by_place(grant, children)
        assert sum(kept.values()) == grant.cents - sum(child.cents for child in children)


def test_what_is_named_for_a_place_is_not_counted_again_below():
    root = a_grant("root", cents=100, places={"A": 60, "B": 20})
    child = a_grant("child", "root", cents=50, places={"A": 45, "C": None})
    assert kept_by_place(root, [child]) == {"A": 15, "B": 20, Stop.NO_PLACE: 15}
    assert kept_by_place(child, []) == {"A": 45, Stop.NO_PLACE: 5}


@pytest.mark.django_db
class TestPictures:
    @pytest.fixture(autouse=True)
    def at_the_time(self, settings):
        clock_stands_at(settings, AT)

    def test_the_chain_of_row_g1_stands_in_columns_that_agree_to_the_cent(self):
        tree = BestStartTree()
        tree.contractors(tree.regions())
        [flow] = flow_pictures(tree.network)
        # Who gives the root gives it to one organization, which gives to five, which give to the 26.
        columns = {tier.name: len(tier.nodes) for tier in flow.tiers}
        assert columns == {
            "Funder": 1, "First recipient": 1, "Regional grantee": 5, "Local contractor": 26, "Communities served": 14,
        }  # fmt: skip
        assert {flow.held_by(tier) for tier in flow.tiers} == {ROOT_CENTS}
        places = [node.name for node in flow.tiers[-1].nodes]
        assert places == sorted(places)
        assert len(places) == 14
        assert "$16,500,000 is meant for 14 communities by name." in flow.finding
        assert flow.is_made_up

    def test_money_without_place_and_money_not_passed_on_are_nodes_of_their_own(self):
        chain = Chain()
        root = chain.award(cents=100_00, places={chain.place("Mill Street").pk: 30_00})
        chain.award("North grantee", "Mill contractor", 25_00, parent=root)
        [flow] = flow_pictures(chain.network)
        open_nodes = {
            node.name: flow.amounts[node.key] for tier in flow.tiers for node in tier.nodes if node.is_open
        }
        assert open_nodes == {"Not passed on": 75_00, "No place named": 70_00}
        assert flow.finding == (
            "$100 was awarded to 1 organization. Of it, $25 is passed on to 1 more. "
            "$30 is meant for 1 community by name. $70 names no place."
        )

    def test_currencies_are_never_mixed_and_proposals_are_not_drawn(self):
        chain = Chain()
        chain.award(cents=100_00)
        chain.award(cents=50_00, currency="EUR", recipient="South grantee")
        chain.proposal(cents=900_00)
        assert [(flow.currency, flow.cents) for flow in flow_pictures(chain.network)] == [
            ("EUR", 50_00), ("USD", 100_00),
        ]  # fmt: skip

    def test_pictures_of_several_currencies_each_name_theirs(self):
        chain = Chain()
        for currency in ("USD", "EUR"):
            award = chain.award(cents=100_00, currency=currency)
            promise_payment(award=award, cents=100_00, due_on=date(2025, 5, 1), by=SHELL, at=AT)
        flows, payments = flow_pictures(chain.network), payment_pictures(chain.network)
        assert [one.heading for one in flows] == ["Where the money goes: EUR", "Where the money goes: USD"]
        assert [one.heading for one in payments] == ["Promised and paid in EUR", "Promised and paid in USD"]

    def test_the_order_of_names_does_not_change_with_the_amounts(self):
        chain = Chain()
        for name, cents in (("Aster", 1_00), ("Birch", 9_00), ("Cedar", 5_00)):
            chain.award(recipient=name, cents=cents)
        [flow] = flow_pictures(chain.network)
        assert [node.name for node in flow.tiers[1].nodes] == ["Aster", "Birch", "Cedar"]

    def test_payments_stand_by_quarter_and_what_is_passed_on_apart(self):
        chain = Chain()
        root = chain.award(cents=100_000_00)
        below = chain.award("North grantee", "Mill contractor", 10_000_00, parent=root)
        for award, day in ((root, date(2025, 2, 1)), (root, date(2025, 8, 1)), (below, date(2025, 2, 1))):
            promise_payment(
                award=award, cents=5_000_00, due_on=day, promised_on=date(2025, 1, 15), by=SHELL, at=AT
            )
        pay(payment=root.payments.order_by("due_on").first(), paid_on=date(2025, 3, 5), by=SHELL, at=AT)
        record_return(award=root, cents=1_00, paid_on=date(2025, 3, 6), by=SHELL, at=AT)
        first, passed_on = payment_pictures(chain.network)
        assert first.finding == "Of $10,000 promised, $5,000 was paid; $1 came back."
        assert first.periods == (
            ("January to March 2025", (5_000_00, 5_000_00, 1_00)),
            ("July to September 2025", (5_000_00, 0, 0)),
        )
        assert passed_on.finding == (
            "Of $5,000 promised, $0 was paid. Each step that money is passed on counts the same money again."
        )
        assert len(passed_on.columns) == 2

    def test_both_pictures_stand_on_the_public_trail_with_their_tables(self):
        chain = Chain()
        chain.show_money()
        award = chain.award(cents=100_00)
        promise_payment(award=award, cents=100_00, due_on=date(2025, 5, 1), by=SHELL, at=AT)
        answer = stranger().get("/en/money/river/")
        page, markup = read(answer), answer.content.decode()
        assert "Where the money goes" in page
        assert "Promised and paid" in page
        assert markup.count('role="img"') == 4
        assert "ui/charts.css" in markup
        assert "Sum, from “Funder” to “Recipient” $100" in page
