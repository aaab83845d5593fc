"""Payments: paid never exceeds promised, promised never exceeds awarded, and money that came back is not lost."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from konbit.foundation.refusals import NotAllowed, Refusal
from konbit.grants.models import OutsideMoney, Payment, Spending
from konbit.grants.operations.awards import cancel_award
from konbit.grants.operations.outside_money import record_outside_money, withdraw_outside_money
from konbit.grants.operations.payments import pay, promise_payment, record_return, withdraw_payment
from konbit.grants.operations.spending import record_spending, withdraw_spending
from konbit.grants.queries.tree import tree_of
from tests.grants.makers import AWARDED_ON, SHELL, Chain
from tests.makers import AT, a_network, actor, an_organization

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 6)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def chain():
    return Chain()


@pytest.fixture
def award(chain):
    return chain.award(cents=100_00)


def refusal_of(operation, **said):
    with pytest.raises(Refusal) as caught:
        operation(**{"by": SHELL, "at": AT, **said})
    assert caught.value.sentence
    return caught.value


def promise(award, cents, **said):
    return promise_payment(**{"award": award, "cents": cents, "due_on": TODAY, "by": SHELL, "at": AT, **said})


def now(chain, award):
    return tree_of(chain.network).by_id[award.pk]


def test_promises_are_refused_a_cent_over_the_award(chain, award):
    promise(award, 60_00)
    refusal = refusal_of(promise, award=award, cents=40_01)
    assert "0.01 over" in refusal.sentence
    promise(award, 40_00)
    assert (now(chain, award).committed, now(chain, award).paid) == (100_00, 0)


@pytest.mark.parametrize("cents", [0, -1, None])
def test_a_payment_is_more_than_nothing(award, cents):
    for operation in (promise, record_return, record_spending):
        said = {record_return: {"paid_on": TODAY}, record_spending: {"spent_on": TODAY, "what": "Rent"}}
        refusal = refusal_of(operation, award=award, cents=cents, **said.get(operation, {}))
        assert refusal.code == "amount_is_nothing"
    assert not Payment.objects.exists()
    assert not Spending.objects.exists()


def test_money_moves_from_the_day_of_the_award_on_and_not_ahead_of_today(award):
    early = AWARDED_ON - timedelta(days=1)
    assert refusal_of(promise, award=award, cents=1, due_on=early).field == "due_on"
    assert refusal_of(promise, award=award, cents=1, promised_on=early).field == "promised_on"
    assert refusal_of(promise, award=award, cents=1, due_on=None).code == "day_is_missing"
    payment = promise(award, 1)
    for day, code in ((early, "day_before_award"), (TOMORROW, "day_lies_ahead"), (None, "day_is_missing")):
        assert refusal_of(pay, payment=payment, paid_on=day).code == code
        assert refusal_of(record_return, award=award, cents=1, paid_on=day).code == code
    payment.refresh_from_db()
    assert payment.paid_on is None


def test_a_payment_is_paid_once(award):
    payment = pay(payment=promise(award, 60_00), paid_on=TODAY, by=SHELL, at=AT)
    assert refusal_of(pay, payment=payment, paid_on=TODAY).code == "paid_already"
    withdrawn = withdraw_payment(payment=promise(award, 40_00), by=SHELL, at=AT)
    assert refusal_of(pay, payment=withdrawn, paid_on=TODAY).code == "payment_is_withdrawn"
    assert refusal_of(withdraw_payment, payment=withdrawn).code == "payment_is_withdrawn"


def test_no_more_comes_back_than_was_paid(chain, award):
    payment = pay(payment=promise(award, 60_00), paid_on=TODAY, by=SHELL, at=AT)
    back = {"award": award, "paid_on": TODAY, "by": SHELL, "at": AT}
    assert "0.01 over" in refusal_of(record_return, **back, cents=60_01).sentence
    record_return(**back, cents=20_00)
    assert refusal_of(withdraw_payment, payment=payment).code == "return_leans_on_payment"
    found = now(chain, award)
    assert (found.committed, found.paid, found.returned) == (40_00, 40_00, 20_00)
    # What came back may be promised again, and then the return cannot be taken back.
    promise(award, 60_00)
    returned = Payment.objects.get(kind="return")
    assert "20.00 over" in refusal_of(withdraw_payment, payment=returned).sentence


def test_what_comes_back_of_a_cancelled_award_lowers_it(chain, award):
    pay(payment=promise(award, 60_00), paid_on=TODAY, by=SHELL, at=AT)
    record_spending(award=award, cents=10_00, spent_on=TODAY, what="Rent", by=SHELL, at=AT)
    award.refresh_from_db()
    cancel_award(award=award, reason="Closed", version=award.version, by=SHELL, at=AT)
    back = {"award": award, "paid_on": TODAY, "by": SHELL, "at": AT}
    assert "0.01 over" in refusal_of(record_return, **back, cents=50_01).sentence
    record_return(**back, cents=50_00)
    award.refresh_from_db()
    found = now(chain, award)
    assert (award.cents, found.paid, found.committed, found.held) == (10_00, 10_00, 10_00, 0)
    last = award.changes.last()
    assert (last.step, last.cents_before, last.cents_after) == ("lowered", 60_00, 10_00)
    assert refusal_of(promise, award=award, cents=1).code == "award_is_in_another_state"


def test_spending_and_awards_passed_on_share_what_is_held(chain, award):
    chain.award("North grantee", "Mill contractor", 70_00, parent=award)
    spend = {"award": award, "spent_on": TODAY, "what": "Rent", "by": SHELL, "at": AT}
    assert "0.01 over" in refusal_of(record_spending, **spend, cents=30_01).sentence
    spending = record_spending(**spend, cents=30_00)
    with pytest.raises(Refusal) as caught:
        chain.award("North grantee", "Dam contractor", 1, parent=award)
    assert "0.01 over" in caught.value.sentence
    withdraw_spending(spending=spending, by=SHELL, at=AT)
    assert refusal_of(withdraw_spending, spending=spending).code == "spending_is_withdrawn"
    assert now(chain, award).held == 30_00


def test_spending_lies_in_the_term_and_says_what_for(award):
    spend = {"award": award, "cents": 1}
    assert refusal_of(record_spending, **spend, what=" ", spent_on=TODAY).code == "spending_needs_words"
    early = refusal_of(record_spending, **spend, what="Rent", spent_on=date(2024, 12, 31))
    assert (early.code, early.field) == ("day_before_term", "spent_on")
    assert refusal_of(record_spending, **spend, what="Rent", spent_on=TOMORROW).code == "day_lies_ahead"


def test_the_same_sending_is_stored_once(award):
    key = uuid4()
    for _ in range(2):
        promise(award, 10_00, key=key)
        record_spending(award=award, cents=1, spent_on=TODAY, what="Rent", key=key, by=SHELL, at=AT)
    assert (Payment.objects.count(), Spending.objects.count()) == (1, 1)


def test_the_funder_pays_and_the_recipient_spends(chain, award):
    funder, recipient, other = (
        actor(chain.people[name]) for name in ("Funder", "North grantee", "Dam contractor")
    )
    payment = promise(award, 10_00, by=funder)
    for by in (recipient, other):
        with pytest.raises(NotAllowed):
            promise(award, 10_00, by=by)
        with pytest.raises(NotAllowed):
            pay(payment=payment, paid_on=TODAY, by=by, at=AT)
    pay(payment=payment, paid_on=TODAY, by=funder, at=AT)
    record_return(award=award, cents=1, paid_on=TODAY, by=recipient, at=AT)
    spend = {"award": award, "cents": 1, "spent_on": TODAY, "what": "Rent", "at": AT}
    for by in (funder, other):
        with pytest.raises(NotAllowed):
            record_spending(**spend, by=by)
    assert record_spending(**spend, by=recipient).cents == 1


def test_money_from_outside_raises_no_ceiling_and_no_total(chain, award):
    said = {"network": chain.network, "from_whom": "A foundation", "what": "Homes", "cents": 500_000_00}
    money = record_outside_money(**said, recipient=chain.body("North grantee"), year=2021, by=SHELL, at=AT)
    with pytest.raises(Refusal) as caught:
        chain.award("North grantee", "Mill contractor", 100_01, parent=award)
    assert "0.01 over" in caught.value.sentence
    assert sum(one.awarded for one in tree_of(chain.network).tops) == 100_00
    withdraw_outside_money(money=money, by=SHELL, at=AT)
    assert refusal_of(withdraw_outside_money, money=money).code == "outside_money_is_withdrawn"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "outside_money_went_to_nobody"),
        ({"body": "A body", "cents": 0}, "amount_is_nothing"),
        ({"body": "A body", "from_whom": " "}, "outside_money_needs_words"),
        ({"body": "A body", "currency": "XYZ"}, "unknown_word"),
        ({"body": "A body", "year": 21}, "year_is_no_year"),
        ({"body": "A body", "received_on": TOMORROW}, "day_lies_ahead"),
    ],
)
def test_outside_money_that_cannot_be_is_refused(chain, said, code):
    whole = {"network": chain.network, "from_whom": "A foundation", "what": "Homes", "cents": 1, **said}
    assert refusal_of(record_outside_money, **whole).code == code
    elsewhere = an_organization(a_network(), "Elsewhere")
    other = refusal_of(record_outside_money, **{**whole, "cents": 1, "recipient": elsewhere, "from_whom": "x",
                                                "currency": "USD"})  # fmt: skip
    assert other.code == "award_outside_network"
    assert not OutsideMoney.objects.exists()
