"""No sequence of awards, changes, payments, returns and endings breaks the tree or loses a cent."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konbit.foundation.refusals import Refusal
from konbit.grants.domain.balances import (
    Balance,
    Term,
    faults_of,
    over_what_is_awarded,
    over_what_is_held,
    over_what_was_paid,
    what_an_amount_leaves_out,
)
from konbit.grants.models import Award
from konbit.grants.operations.awards import cancel_award, change_amount, complete_award
from konbit.grants.operations.payments import pay, promise_payment, record_return, withdraw_payment
from konbit.grants.operations.spending import record_spending, withdraw_spending
from konbit.grants.queries.balances import balance_of
from konbit.grants.queries.tree import tree_of
from tests.grants.makers import SHELL, Chain
from tests.makers import AT

TODAY = date(2025, 3, 6)
ROOT = 1_000


@dataclass
class Line:
    """One award in the books: by the rules alone, without a database."""

    parent: int | None
    balance: Balance
    state: str = "active"
    open_promises: list[int] = field(default_factory=list)
    spending: list[int] = field(default_factory=list)


class Books:
    """The tree by the rules alone. Each verb answers whether the rules let it happen, and then does it."""

    def __init__(self):
        self.lines = [Line(None, Balance(ROOT))]

    def set(self, number, **changes):
        line = self.lines[number]
        line.balance = replace(line.balance, **changes)

    def pass_on(self, number, cents):
        line = self.lines[number]
        if line.state != "active" or over_what_is_held(line.balance, cents):
            return False
        self.set(number, passed_on=line.balance.passed_on + cents)
        self.lines.append(Line(number, Balance(cents)))
        return True

    def change(self, number, cents):
        line = self.lines[number]
        before = line.balance.awarded
        if line.state != "active" or what_an_amount_leaves_out(line.balance, cents):
            return False
        return self._is_worth(number, cents) if cents != before else True

    def _is_worth(self, number, cents):
        line = self.lines[number]
        more = cents - line.balance.awarded
        if line.parent is not None:
            above = self.lines[line.parent].balance
            if more > 0 and over_what_is_held(above, more):
                return False
            self.set(line.parent, passed_on=above.passed_on + more)
        self.set(number, awarded=cents)
        return True

    def promise(self, number, cents):
        line = self.lines[number]
        if line.state != "active" or over_what_is_awarded(line.balance, cents):
            return False
        line.open_promises.append(cents)
        self.set(number, promised=line.balance.promised + cents)
        return True

    def pay(self, number, cents):
        line = self.lines[number]
        if line.state == "cancelled" or not line.open_promises:
            return False
        self.set(number, paid=line.balance.paid + line.open_promises.pop(0))
        return True

    def withdraw(self, number, cents):
        line = self.lines[number]
        if line.state == "cancelled" or not line.open_promises:
            return False
        self.set(number, promised=line.balance.promised - line.open_promises.pop(0))
        return True

    def give_back(self, number, cents):
        line = self.lines[number]
        if over_what_was_paid(line.balance, cents):
            return False
        after = replace(line.balance, returned=line.balance.returned + cents)
        if line.state == "cancelled":
            if after.used > after.kept:
                return False
            line.balance = after
            return self._is_worth(number, after.kept)
        line.balance = after
        return True

    def spend(self, number, cents):
        line = self.lines[number]
        if line.state == "cancelled" or over_what_is_held(line.balance, cents):
            return False
        line.spending.append(cents)
        self.set(number, spent=line.balance.spent + cents)
        return True

    def take_spending_back(self, number, cents):
        line = self.lines[number]
        if not line.spending:
            return False
        self.set(number, spent=line.balance.spent - line.spending.pop(0))
        return True

    def complete(self, number, cents):
        return self._end(number, "completed")

    def cancel(self, number, cents):
        line = self.lines[number]
        if line.balance.used > line.balance.kept or not self._end(number, "cancelled"):
            return False
        self.set(number, promised=line.balance.paid)
        line.open_promises.clear()
        return self._is_worth(number, line.balance.kept)

    def _end(self, number, state):
        children = (line for line in self.lines if line.parent == number)
        if self.lines[number].state != "active" or any(child.state == "active" for child in children):
            return False
        self.lines[number].state = state
        return True


class Real:
    """The same verbs, done to the database by the operations a person would use."""

    def __init__(self, chain):
        self.chain = chain
        self.awards = [chain.award("Funder", "Body 1", ROOT)]

    def did(self, verb, number, cents):
        award = Award.objects.get(pk=self.awards[number].pk)
        try:
            getattr(self, verb)(award, cents)
        except (Refusal, ValueError):
            return False
        return True

    def pass_on(self, award, cents):
        number = len(self.awards) + 1
        child = self.chain.award(award.recipient.name, f"Body {number}", cents, parent=award)
        self.awards.append(child)

    def change(self, award, cents):
        change_amount(award=award, cents=cents, reason="So", version=award.version, by=SHELL, at=AT)

    def promise(self, award, cents):
        promise_payment(award=award, cents=cents, due_on=TODAY, by=SHELL, at=AT)

    def pay(self, award, cents):
        pay(payment=_smallest_open(award), paid_on=TODAY, by=SHELL, at=AT)

    def withdraw(self, award, cents):
        withdraw_payment(payment=_smallest_open(award), by=SHELL, at=AT)

    def give_back(self, award, cents):
        record_return(award=award, cents=cents, paid_on=TODAY, by=SHELL, at=AT)

    def spend(self, award, cents):
        record_spending(award=award, cents=cents, spent_on=TODAY, what="Rent", by=SHELL, at=AT)

    def take_spending_back(self, award, cents):
        smallest = min(award.spending.filter(withdrawn_at=None), key=lambda one: one.cents)
        withdraw_spending(spending=smallest, by=SHELL, at=AT)

    def complete(self, award, cents):
        complete_award(award=award, version=award.version, by=SHELL, at=AT)

    def cancel(self, award, cents):
        cancel_award(award=award, reason="So", version=award.version, by=SHELL, at=AT)


def _smallest_open(award):
    return min(award.payments.filter(withdrawn_at=None, paid_on=None), key=lambda one: one.cents)


VERBS = (
    "pass_on", "pass_on", "change", "promise", "promise", "pay", "pay", "withdraw", "give_back", "spend",
    "take_spending_back", "complete", "cancel",
)  # fmt: skip
# Amounts near each other, so that a sum is often a cent over, exact, or a cent under.
AMOUNTS = st.sampled_from([1, 100, 333, 334, 499, 500, 501, 999, 1_000, 1_001])
STEP = st.tuples(st.sampled_from(VERBS), st.integers(0, 7), AMOUNTS)


def check_books(books):
    for line in books.lines:
        assert faults_of(line.balance) == [], line
    for number, line in enumerate(books.lines):
        children = [one.balance.awarded for one in books.lines if one.parent == number]
        assert line.balance.passed_on == sum(children)
    whole = sum(line.balance.held + line.balance.spent for line in books.lines)
    assert whole == books.lines[0].balance.awarded, "a cent was lost"


@given(st.lists(STEP, max_size=30))
@settings(max_examples=300, deadline=None)
def test_by_the_rules_alone_no_sequence_breaks_the_tree_or_loses_a_cent(steps):
    books = Books()
    for verb, number, cents in steps:
        getattr(books, verb)(number % len(books.lines), cents)
        for line in books.lines:
            # Which of several promises is paid first matters to no rule.
            line.open_promises.sort()
            line.spending.sort()
        check_books(books)


def play(chain, steps):
    """Do the same to the books and to the database: they say yes and no alike, and hold the same to the cent."""
    books, real = Books(), Real(chain)
    for verb, index, cents in steps:
        number = index % len(books.lines)
        was = real.did(verb, number, cents)
        assert was == getattr(books, verb)(number, cents), (verb, number, cents)
        for line in books.lines:
            line.open_promises.sort()
            line.spending.sort()
        check_books(books)
    tree = tree_of(chain.network)
    assert len(tree) == len(books.lines)
    for line, award in zip(books.lines, real.awards, strict=True):
        assert balance_of(award.__class__.objects.get(pk=award.pk)) == line.balance
        now = tree.by_id[award.pk]
        assert (now.balance, now.state) == (line.balance, line.state)
    by_tier = {}
    for now in tree:
        tier = by_tier.setdefault(now.depth, [0, 0])
        tier[0] += now.awarded
        tier[1] += now.passed_on
    for depth, (awarded, _passed_on) in by_tier.items():
        assert depth == 0 or awarded == by_tier[depth - 1][1]


@pytest.fixture
def chain():
    return Chain()


def rolled_back(chain, steps):
    with transaction.atomic():
        play(chain, steps)
        transaction.set_rollback(True)


on_one_database = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.django_db
@given(steps=st.lists(STEP, max_size=6))
@settings(max_examples=100, deadline=None, suppress_health_check=on_one_database)
def test_operations_say_yes_and_no_as_the_rules_do(chain, steps):
    rolled_back(chain, steps)


@pytest.mark.full
@pytest.mark.django_db
@given(steps=st.lists(STEP, min_size=10, max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=on_one_database)
def test_operations_say_yes_and_no_as_the_rules_do_in_long_sequences(chain, steps):
    rolled_back(chain, steps)


def test_a_term_holds_its_first_and_its_last_day():
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    term = Term(first, last)
    assert term.holds(first)
    assert term.holds(last)
    assert not term.holds(date(2026, 1, 1))
    assert not term.holds(date(2024, 12, 31))
    assert Term(None, None).within(term) == term
    assert term.lies_in(Term(None, last))
    assert not Term(None, last).lies_in(term)
    assert not Term(first, date(2026, 1, 1)).lies_in(term)
    assert Term(None, None).holds(first)


def test_a_broken_balance_says_which_rule_it_breaks():
    assert faults_of(Balance(10, passed_on=6, spent=5)) == ["used"]
    assert faults_of(Balance(10, promised=11, paid=2, returned=3, placed=11)) == ["negative", "placed"]
    assert faults_of(Balance(10, promised=3, paid=4)) == ["paid"]
    assert faults_of(Balance(10, promised=11)) == ["promised"]
