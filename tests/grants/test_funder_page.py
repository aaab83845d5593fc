"""G-11: the page of an organization that gives or receives: what it owes, what it is owed, recounted from the records."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from konbit.foundation.clock import move_demo_clock
from konbit.grants.models import Report
from konbit.grants.operations.awards import complete_award
from konbit.grants.operations.payments import pay, promise_payment
from konbit.grants.operations.reports import (
    accept_report,
    open_report,
    save_report_draft,
    set_report_due,
    submit_report,
)
from tests.grants.makers import SHELL, Chain
from tests.makers import AT, a_network, a_person, a_seat, client_of, clock_stands_at
from tests.results.standing_behind import at, page, read, stranger

pytestmark = pytest.mark.django_db

OWES, OWED = "What it owes", "What it is owed"


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    chain = Chain()
    chain.given = chain.award("Funder", "North grantee", code="north", ends_on=date(2026, 9, 30))
    return chain


def sides(chain, name, reader="Mill contractor"):
    """What the page of this organization says that it owes, and that it is owed."""
    text = page(chain.clients[reader], "funder_page", chain.body(name).pk)
    begin = text.index("Support is promised to it until")
    owes, owed = text.index(f" {OWES} ", begin), text.index(f" {OWED} ", begin)
    return text[owes:owed], text[owed:]


def a_submitted_report(chain):
    said = {"by": SHELL, "at": AT}
    report = set_report_due(
        award=chain.given, period_from=date(2025, 1, 1), period_until=date(2025, 2, 28),
        due_on=date(2025, 3, 31), **said,
    )  # fmt: skip
    save_report_draft(report=report, written={"said": "We met the elders."}, version=report.version, **said)
    report.refresh_from_db()
    submit_report(report=report, version=report.version, **said)
    return Report.objects.get()


def test_g11_a_report_waits_to_be_opened_and_then_for_a_sentence_on_both_pages(chain):
    report = a_submitted_report(chain)
    move_demo_clock(AT + timedelta(days=9))
    for name, side in (("Funder", 0), ("North grantee", 1)):
        shown = sides(chain, name)[side]
        assert "1 report submitted and not opened 1 receipt owed" in shown
        assert "For North grantee Not opened North grantee to Funder" in shown
        assert "It came 9 days ago" in shown
    open_report(report=report, by=SHELL, at=AT)
    for name, side in (("Funder", 0), ("North grantee", 1)):
        shown = sides(chain, name)[side]
        assert "0 reports submitted and not opened 1 receipt owed" in shown
        assert "Receipt owed" in shown
    report.refresh_from_db()
    accept_report(
        report=report, receipt="We read how you met the elders.", version=report.version, by=SHELL, at=AT
    )
    assert "0 receipts owed" in sides(chain, "Funder")[0]
    assert "No report waits." in sides(chain, "North grantee")[1]


def test_g11_payments_due_paid_and_days_late(chain):
    said = {"award": chain.given, "cents": 10_000_00, "promised_on": date(2025, 1, 15), "by": SHELL, "at": AT}
    for due_on, paid_on in (
        (date(2025, 2, 1), date(2025, 2, 1)),
        (date(2025, 2, 1), date(2025, 2, 5)),
        (date(2025, 2, 1), date(2025, 2, 11)),
        (date(2025, 2, 24), None),
        (date(2025, 4, 1), None),
    ):
        payment = promise_payment(due_on=due_on, **said)
        if paid_on:
            pay(payment=payment, paid_on=paid_on, by=SHELL, at=AT)
    for name, side in (("Funder", 0), ("North grantee", 1)):
        shown = sides(chain, name)[side]
        assert "1 payment late" in shown
        assert "3 payments were made, 2 of them after their day." in shown
        assert "4 days in the middle of all payments." in shown
        assert "$10,000 to North grantee 10 days late Due on February 24, 2025" in shown
        assert "$10,000 to North grantee To come Due on April 1, 2025" in shown
    assert "No payments." in sides(chain, "South grantee")[0]


def test_g11_support_is_promised_until_the_last_active_award_ends_or_not_said(chain):
    def promised():
        return page(chain.keeper, "funder_page", chain.body("Funder").pk)

    assert "It promises support until September 30, 2026" in promised()
    longer = chain.award("Funder", "South grantee", code="south", ends_on=date(2027, 1, 31))
    assert "It promises support until January 31, 2027" in promised()
    assert "January 31, 2027" in page(chain.keeper, "funders")
    complete_award(award=longer, version=longer.version, by=SHELL, at=AT)
    assert "It promises support until September 30, 2026" in promised()
    complete_award(award=chain.given, version=chain.given.version, by=SHELL, at=AT)
    assert "It promises support until not said" in promised()
    of_the_grantee = page(chain.keeper, "funder_page", chain.body("North grantee").pk)
    assert "It promises support until it gives no money here" in of_the_grantee


def test_g11_every_organization_has_the_same_page_and_every_member_reads_it(chain):
    a_submitted_report(chain)
    shapes = {
        tuple(
            part
            for part in ("without an answer", "submitted and not opened", " owed", " late")
            if part in side
        )
        for name in ("Funder", "North grantee", "Dam contractor")
        for reader in chain.clients
        for side in sides(chain, name, reader)
    }
    assert shapes == {("without an answer", "submitted and not opened", " owed", " late")}
    elsewhere = a_network()
    other = a_person()
    a_seat(elsewhere, "Other body", holder=other)
    for visitor in (stranger(), client_of(other)):
        assert visitor.get(at("funder_page", chain.body("Funder").pk)).status_code == 404
        assert visitor.get(at("funders")).status_code == 404
    assert chain.keeper.get(at("funder_page", uuid4())).status_code == 404
    assert chain.keeper.post(at("funder_page", chain.body("Funder").pk)).status_code == 405


def test_the_list_counts_what_each_owes_in_a_number_of_queries_that_does_not_grow(
    chain, django_assert_max_num_queries
):
    a_submitted_report(chain)
    for number in range(5):
        chain.award("Funder", f"Partner {number}", 100)
    chain.keeper.get(at("funders"))
    with django_assert_max_num_queries(32):
        shown = page(chain.keeper, "funders")
    assert "Funder 0 1 1 0 0 December 31, 2026" in shown
    assert "Partner 4 0 0 0 0 0 gives no money" in shown


def test_g11_people_of_a_funder_see_what_it_owes_on_their_own_page(chain):
    typed = {"wording": "Until when?", "asked_by": chain.seats["North grantee"].pk, "key": str(uuid4())}
    chain.clients["North grantee"].post(at("ask_funder", chain.body("Funder").pk), typed)
    promise_payment(
        award=chain.given,
        cents=500_00,
        promised_on=date(2025, 1, 15),
        due_on=date(2025, 3, 1),
        by=SHELL,
        at=AT,
    )
    mine = read(chain.clients["Funder"].get("/en/me/"))
    assert "Answer a question" in mine
    assert "Until when?" in mine
    assert "Pay what was promised" in mine
    others = read(chain.clients["South grantee"].get("/en/me/"))
    assert "Until when?" not in others
    question = chain.network.funder_questions.get()
    chain.clients["Funder"].post(at("answer_funder_question", question.pk), {"text": "2026"})
    assert "Until when?" not in read(chain.clients["Funder"].get("/en/me/"))
    assert "Say whether this answers your question" in read(chain.clients["North grantee"].get("/en/me/"))
