"""`konbit grants`: the tree with amounts in cents, as lines and as JSON."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konbit.grants.operations.payments import pay, promise_payment
from konbit.grants.operations.spending import record_spending
from konbit.grants.queries.tree import tree_of
from tests.grants.makers import ROOT_CENTS, SHELL, BestStartTree, Chain
from tests.makers import AT

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 6)


def told(*arguments):
    out = StringIO()
    call_command("grants", *arguments, stdout=out)
    return out.getvalue()


def test_g1_the_tree_says_in_cents_what_is_awarded_committed_and_paid():
    tree = BestStartTree()
    regions = tree.regions()
    payment = promise_payment(award=regions[0], cents=100_000_00, due_on=TODAY, by=SHELL, at=AT)
    promise_payment(award=regions[0], cents=1, due_on=TODAY, by=SHELL, at=AT)
    pay(payment=payment, paid_on=TODAY, by=SHELL, at=AT)
    found = json.loads(told("river", "--format", "json"))
    (root,) = found["awards"]
    assert (root["awarded"], root["passed_on"], root["held"]) == (ROOT_CENTS, ROOT_CENTS, 0)
    assert [child["awarded"] for child in root["children"]] == [region.cents for region in regions]
    first = root["children"][0]
    assert (first["committed"], first["paid"], first["held"]) == (100_000_01, 100_000_00, 471_428_572)
    assert sum(place["cents"] for child in root["children"] for place in child["places"]) == ROOT_CENTS
    assert [(one["tier"], one["awards"], one["awarded"]) for one in found["totals"]] == [
        (1, 1, ROOT_CENTS),
        (2, 5, ROOT_CENTS),
    ]


def test_as_lines_each_award_stands_under_the_one_it_comes_from():
    chain = Chain()
    root = chain.award(code="ROOT", cents=100_00)
    chain.award("North grantee", "Mill contractor", 40_00, parent=root, code="KID")
    record_spending(award=root, cents=1_00, spent_on=TODAY, what="Rent", by=SHELL, at=AT)
    assert told("river").splitlines() == [
        "ROOT  North grantee: awarded $100, committed $0, paid $0 (active)",
        "  KID  Mill contractor: awarded $40, committed $0, paid $0 (active)",
    ]


def test_a_network_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="nowhere"):
        told("nowhere")


def test_the_tree_takes_four_queries():
    chain = Chain()
    root = chain.award()
    chain.award("North grantee", "Mill contractor", 1, parent=root)
    with CaptureQueriesContext(connection) as caught:
        tree_of(chain.network)
    assert len(caught) == 4
