"""A report from the day it is due to its receipt: drafted without loss, frozen when submitted, corrected in sight."""

import itertools
from datetime import date, timedelta
from uuid import uuid4

import pytest

from konbit.foundation.clock import move_demo_clock
from konbit.grants.domain.report_states import lateness, quarters
from konbit.grants.models import Report, ReportVersion
from konbit.grants.operations.deliverables import add_deliverable
from konbit.grants.operations.payments import pay, promise_payment
from konbit.grants.operations.reports import (
    save_report_draft,
    set_every_quarter_due,
    set_report_due,
    submit_report,
)
from konbit.grants.operations.spending import record_spending
from konbit.network.operations.organizations import merge_organizations
from tests.grants.chain import Chain, at
from tests.makers import AT, a_network, an_organization, client_of, clock_stands_at, the_person_with
from tests.results.standing_behind import read, stranger

pytestmark = pytest.mark.django_db

FROM, UNTIL, DUE = date(2024, 10, 1), date(2025, 1, 31), date(2025, 3, 20)
WRITTEN = {"said": "We held classes.", "learned": "Evenings work.", "asked_for": ""}


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    chain = Chain()
    chain.done(people=12, done_on=date(2025, 1, 14))
    return chain


def asked(chain, award=None, giver="Grantee", **days):
    days = {"period_from": FROM, "period_until": UNTIL, "due_on": DUE, **days}
    return set_report_due(award=award or chain.first, **days, by=chain.by(giver), at=AT)


def sent(chain, award=None, giver="Grantee", who="Contractor"):
    report = asked(chain, award, giver)
    acts = {"by": chain.by(who), "at": AT}
    report = save_report_draft(report=report, written=WRITTEN, version=1, **acts)
    submit_report(report=report, version=2, **acts)
    report.refresh_from_db()
    return report


def shown(chain, name, report, query=""):
    answer = chain.clients[name].get(at("report_on_award", report.pk) + query)
    assert answer.status_code == 200
    return read(answer)


def post(chain, name, verb, report, **typed):
    return chain.clients[name].post(at(verb, report.pk), typed)


# --- asking ---


def test_a_funder_asks_and_the_list_opens_with_what_is_due(chain):
    days = {
        "period_from": "2024-10-01",
        "period_until": "2025-01-31",
        "due_on": "2025-02-10",
        "key": str(uuid4()),
    }
    address = at("set_report_due", "first")
    assert chain.clients["Contractor"].post(address, days).status_code == 403
    for _twice in range(2):
        assert chain.clients["Grantee"].post(address, days).status_code == 302
    asked(chain, period_from=date(2025, 2, 1), period_until=date(2025, 6, 30), due_on=date(2025, 7, 30))
    page = read(chain.clients["Funder"].get(at("reports")))
    due, later = page.split("Submitted, waiting for an answer")
    assert "October 1, 2024 to January 31, 2025 Due Very late Contractor owes it to Grantee" in due
    assert "No report waits for its receipt. 1 report to come" in page
    assert "February 1, 2025 to June 30, 2025" in later
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"period_until": "2024-09-30"}, "A period ends on the day it begins, or later."),
        ({"due_on": "2025-01-30"}, "The period ends on January 31, 2025. Write that day or a later one."),
        (
            {"period_from": "2026-01-01", "period_until": "2026-03-31", "due_on": "2026-04-30"},
            "No day of this period",
        ),
        ({"period_from": ""}, "About the time from"),
    ],
)
def test_days_that_cannot_be_are_refused(chain, days, says):
    whole = {"period_from": "2024-10-01", "period_until": "2025-01-31", "due_on": "2025-02-10", **days}
    refused = chain.clients["Grantee"].post(at("set_report_due", "first"), whole)
    assert refused.status_code == 422
    assert says in read(refused)


def test_a_period_is_asked_for_once(chain):
    asked(chain)
    days = {"period_from": FROM, "period_until": UNTIL, "due_on": DUE}
    assert chain.clients["Grantee"].post(at("set_report_due", "first"), days).status_code == 409


def test_every_quarter_of_the_term_is_asked_for_at_once(chain):
    chain.award(
        "Funder", "Second contractor", 100, starts_on=date(2024, 11, 15), ends_on=date(2025, 8, 10), code="q"
    )
    address = at("set_quarters_due", "q")
    assert chain.clients["Funder"].post(address, {"days": "30"}).status_code == 302
    assert chain.clients["Funder"].post(address, {"days": "45"}).status_code == 302
    found = Report.objects.filter(award__code="q").values_list("period_from", "period_until", "due_on")
    assert list(found) == [
        (date(2024, 11, 15), date(2024, 12, 31), date(2025, 1, 30)),
        (date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 30)),
        (date(2025, 4, 1), date(2025, 6, 30), date(2025, 7, 30)),
        (date(2025, 7, 1), date(2025, 8, 10), date(2025, 9, 9)),
    ]
    assert chain.clients["Funder"].post(address, {"days": "400"}).status_code == 422
    chain.award("Funder", "Second contractor", 100, ends_on=None, code="endless")
    refused = chain.clients["Funder"].post(at("set_quarters_due", "endless"), {"days": "30"})
    assert "has no first and last day" in read(refused)


def test_quarters_cover_a_term_day_by_day():
    found = list(quarters(date(2023, 12, 31), date(2025, 1, 1)))
    assert found[0] == (date(2023, 12, 31), date(2023, 12, 31))
    assert found[-1] == (date(2025, 1, 1), date(2025, 1, 1))
    assert all(after[0] == before[1] + timedelta(days=1) for before, after in itertools.pairwise(found))


def test_what_was_asked_for_by_mistake_is_dropped_until_somebody_writes(chain):
    report = asked(chain)
    assert post(chain, "Contractor", "drop_due_report", report).status_code == 403
    assert post(chain, "Grantee", "drop_due_report", report).status_code == 302
    assert not Report.objects.exists()
    assert post(chain, "Grantee", "drop_due_report", sent(chain)).status_code == 409


@pytest.mark.parametrize(("days", "is_late"), [(0, ""), (1, "late"), (14, "late"), (15, "very_late")])
def test_a_report_is_late_after_its_day_and_very_late_after_fourteen(days, is_late):
    day = DUE + timedelta(days=days)
    assert lateness(DUE, None, day) == is_late
    assert lateness(DUE, day, day + timedelta(days=400)) == is_late


# --- writing ---


def test_a_draft_is_kept_and_seen_by_nobody_else(chain):
    report = asked(chain)
    assert post(chain, "Grantee", "write_report", report, **WRITTEN, version="1").status_code == 403
    assert (
        post(chain, "Contractor", "write_report", report, learned="Evenings work.", version="1").status_code
        == 302
    )
    page = chain.clients["Contractor"].get(at("write_report", report.pk))
    assert "Evenings work." in read(page)
    assert "Evenings work." in shown(chain, "Contractor", report)
    assert "Evenings work." not in shown(chain, "Grantee", report)
    stale = post(chain, "Contractor", "write_report", report, learned="Mornings.", version="1")
    assert stale.status_code == 409
    assert "What stands there now: Evenings work." in read(stale)
    assert Report.objects.get().draft["learned"] == "Evenings work."
    assert post(chain, "Contractor", "submit_report", report, version="2").status_code == 422
    assert post(chain, "Contractor", "submit_report", report, version="x").status_code == 409
    assert not ReportVersion.objects.exists()


def test_work_money_and_deliverables_stand_in_it_by_themselves_with_their_origin(chain):
    acts = {"by": chain.by("Grantee"), "at": AT}
    payment = promise_payment(award=chain.first, cents=15_000, due_on=date(2025, 1, 10), **acts)
    pay(payment=payment, paid_on=date(2025, 1, 12), **acts)
    contractor = {"by": chain.by("Contractor"), "at": AT}
    record_spending(award=chain.first, cents=5_050, spent_on=date(2025, 1, 20), what="Rent", **contractor)
    add_deliverable(award=chain.first, what="Ten classes", due_on=date(2025, 6, 1), **acts)
    own, above = sent(chain), sent(chain, chain.root, "Funder", "Grantee")
    said = shown(chain, "Grantee", own)
    assert "We held classes." in said
    assert "A class Training January 14, 2025 Contractor To Contractor (first, 100%) 12" in said
    for words in (
        "Awarded $400",
        "Paid to the recipient $150",
        "Spent $50.50",
        "Ten classes Contractor: not done yet",
    ):
        assert words in said
    told = shown(chain, "Funder", above)
    assert "A class Training January 14, 2025 Contractor To Contractor (first, 100%) 12" in told
    assert "Awarded $1,000 Passed on $900 Still held $100" in told
    assert "To Contractor first Contractor $400 $150 $50.50" in told
    assert "Ten classes Contractor: not done yet, due on June 1, 2025" in told


def test_under_two_awards_of_one_parent_it_counts_once_above(chain):
    chain.done("Contractor", chain.first, chain.other, people=30, done_on=date(2025, 1, 20), what="A fair")
    told = shown(chain, "Funder", sent(chain, chain.root, "Funder", "Grantee"))
    assert "2 activities. They reached 42 people. This may count a person twice." in told
    assert told.count("A fair") == 1
    own = shown(chain, "Grantee", sent(chain))
    assert "A fair Training January 20, 2025 Contractor To Contractor (first, 50%) 30" in own


def test_what_was_submitted_stays_as_it_was_and_a_correction_shows_the_difference(chain):
    report = sent(chain)
    chain.done(people=8, done_on=date(2025, 1, 28), what="A second class")
    assert "A second class" not in shown(chain, "Grantee", report)
    assert post(chain, "Contractor", "write_report", report, **WRITTEN, version="3").status_code == 409
    said = {**WRITTEN, "said": "We held two classes.", "version": "3"}
    assert post(chain, "Contractor", "correct_report", report, **said, correction=" ").status_code == 422
    assert (
        post(chain, "Contractor", "correct_report", report, **said, correction="One was missing").status_code
        == 302
    )
    newest = shown(chain, "Grantee", report)
    assert "What version 2 says otherwise than version 1 One was missing" in newest
    assert "We held two classes." in newest
    assert "Activities Before: 1. Now: 2" in newest
    assert "A second class Added: 2025-01-28 · A second class · Contractor · 8" in newest
    first = read(chain.clients["Grantee"].get(at("report_version", report.pk, 1)))
    assert "This is not the newest version" in first
    assert "We held classes." in first
    assert chain.clients["Grantee"].get(at("report_version", report.pk, 3)).status_code == 404
    assert ReportVersion.objects.filter(form="1").count() == 2


def test_a_period_that_is_not_over_is_not_reported_yet(chain):
    report = asked(chain, period_until=date(2025, 3, 7))
    post(chain, "Contractor", "write_report", report, **WRITTEN, version="1")
    refused = post(chain, "Contractor", "submit_report", report, version="2")
    assert refused.status_code == 409
    assert "ends on March 7, 2025" in read(refused)


# --- answering ---


def test_looking_changes_nothing_and_reading_is_said(chain):
    report = sent(chain)
    shown(chain, "Grantee", report)
    assert Report.objects.get().opened_at is None
    assert "Not opened yet" in read(chain.clients["Grantee"].get(at("reports")))
    assert post(chain, "Contractor", "open_report", report).status_code == 403
    keeper = client_of(the_person_with(chain.network, "facilitator"))
    assert keeper.post(at("open_report", report.pk)).status_code == 403
    assert post(chain, "Grantee", "open_report", report).status_code == 302
    assert Report.objects.get().opened_at == AT


def test_it_is_accepted_by_a_sentence_that_a_person_wrote(chain):
    report = sent(chain)
    short = post(chain, "Grantee", "accept_report", report, receipt="Thanks.", version="3")
    assert short.status_code == 422
    assert "A receipt is a sentence that you write" in read(short)
    receipt = "We read about the classes and will pay for the evenings."
    assert post(chain, "Funder", "accept_report", report, receipt=receipt, version="3").status_code == 403
    assert post(chain, "Grantee", "accept_report", report, receipt=receipt, version="2").status_code == 409
    assert post(chain, "Grantee", "accept_report", report, receipt=receipt, version="3").status_code == 302
    assert f"Receipt {receipt} March 6, 2025 · Grantee" in shown(chain, "Contractor", report)
    assert Report.objects.get().receipt == receipt
    assert post(chain, "Grantee", "accept_report", report, receipt=receipt, version="4").status_code == 409
    assert "1 report accepted" in read(chain.clients["Contractor"].get(at("reports")))


def test_it_is_returned_with_a_reason_written_on_and_sent_again(chain):
    report = sent(chain)
    assert post(chain, "Grantee", "return_report", report, because="No", version="3").status_code == 422
    because = "Say how many evenings there were."
    assert post(chain, "Grantee", "return_report", report, because=because, version="3").status_code == 302
    assert because in shown(chain, "Contractor", report)
    assert "Write again on a report that came back" in read(chain.clients["Contractor"].get("/en/me/"))
    said = {**WRITTEN, "said": "We held classes on nine evenings.", "version": "4"}
    assert post(chain, "Contractor", "write_report", report, **said).status_code == 302
    assert Report.objects.get().state == "returned"
    assert post(chain, "Contractor", "submit_report", report, version="5").status_code == 302
    assert "on nine evenings." in shown(chain, "Grantee", report)
    assert Report.objects.get().sent_on == date(2025, 3, 6)


def test_a_correction_waits_for_a_receipt_again_and_the_first_receipt_stays_in_sight(chain):
    report = sent(chain)
    receipt = "We read about the classes."
    post(chain, "Grantee", "accept_report", report, receipt=receipt, version="3")
    post(chain, "Contractor", "correct_report", report, **WRITTEN, correction="A wrong day", version="4")
    report.refresh_from_db()
    assert (report.state, report.opened_at, report.receipt) == ("submitted", None, "")
    assert f"Accepted: {receipt}" in shown(chain, "Contractor", report)


def test_what_is_owed_stands_on_my_page(chain):
    report = asked(chain)
    assert "Write a report" in read(chain.clients["Contractor"].get("/en/me/"))
    assert "Write a report" not in read(chain.clients["Grantee"].get("/en/me/"))
    post(chain, "Contractor", "write_report", report, **WRITTEN, version="1")
    post(chain, "Contractor", "submit_report", report, version="2")
    assert "Write a report" not in read(chain.clients["Contractor"].get("/en/me/"))
    assert "Answer a report with a receipt" in read(chain.clients["Grantee"].get("/en/me/"))


def test_it_stays_owed_to_whom_it_was_owed(chain):
    other = an_organization(chain.network, "Other body")
    acts = {"by": chain.by("Grantee"), "at": AT}
    days = {"period_from": FROM, "period_until": UNTIL, "due_on": DUE}
    report = set_report_due(award=chain.first, owed_to=other, **days, **acts)
    assert "Contractor owes it to Other body" in read(chain.clients["Contractor"].get(at("reports")))
    merge_organizations(kept=chain.body("Funder"), doubled=other, by=chain.convener, at=AT)
    report.refresh_from_db()
    assert "Contractor owes it to" in read(chain.clients["Funder"].get(at("reports")))


# --- who, and how it looks ---


def test_the_print_view_holds_everything_open(chain):
    paper = read(chain.clients["Funder"].get(at("report_on_award", sent(chain).pk) + "?print"))
    assert "Version 1, submitted on March 6, 2025 with form 1. It never changes." in paper
    assert "A class Training January 14, 2025 Contractor" in paper
    raw = (
        chain.clients["Funder"]
        .get(at("report_on_award", Report.objects.get().pk) + "?print")
        .content.decode()
    )
    assert "<details" not in raw


def test_lateness_runs_with_the_days_of_the_network(chain):
    asked(chain)
    assert "Late" not in read(chain.clients["Funder"].get(at("reports"))).split("Due", 1)[1].replace(
        "Later", ""
    )
    move_demo_clock(AT + timedelta(days=15))
    assert "Due Late Contractor owes it to Grantee" in read(chain.clients["Funder"].get(at("reports")))
    move_demo_clock(AT + timedelta(days=29))
    assert "Due Very late" in read(chain.clients["Funder"].get(at("reports")))


def test_members_of_another_network_and_strangers_find_no_report(chain):
    report = sent(chain)
    keeper = client_of(the_person_with(a_network(address="delta"), "convener"))
    for client in (keeper, stranger()):
        assert client.get(at("report_on_award", report.pk)).status_code == 404
        assert client.post(at("open_report", report.pk)).status_code == 404
    assert keeper.get(at("report_on_award", report.pk).replace("river", "delta")).status_code == 404


def test_quarters_of_many_years_are_not_asked_for_at_once(chain):
    award = chain.award("Funder", "Second contractor", 100, ends_on=date(2100, 1, 1), code="long")
    refused = chain.clients["Funder"].post(at("set_quarters_due", "long"), {"days": "30"})
    assert "more than 60 quarters" in read(refused)
    assert set_every_quarter_due(award=chain.first, by=chain.by("Grantee"), at=AT)
    assert not award.reports.exists()
