"""To whom a report is owed, and which of its forms open: nobody reports to itself, nothing opens only to be refused."""

from datetime import date

import pytest

from konbit.grants.conditions import ReportOwedToItsWriter
from konbit.grants.operations.reports import save_report_draft, set_report_due, submit_report
from konbit.grants.operations.transitions import plan_transition
from konbit.network.operations.organizations import merge_organizations
from tests.grants.chain import Chain, at
from tests.makers import AT, SHELL, an_organization, clock_stands_at
from tests.results.standing_behind import read

pytestmark = pytest.mark.django_db

DAYS = {"period_from": date(2024, 10, 1), "period_until": date(2025, 1, 31), "due_on": date(2025, 3, 20)}
HANDED_OVER = date(2025, 4, 1)


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    return Chain()


def asked(chain, **said):
    return set_report_due(award=chain.first, **{**DAYS, **said}, by=SHELL, at=AT)


def get(chain, name, verb, report):
    answer = chain.clients[name].get(at(verb, report.pk))
    return answer.status_code, read(answer)


def test_who_took_over_the_communities_it_has_money_for_still_reports_to_its_funder(chain):
    given = chain.award(
        "Funder",
        "Grantee",
        1_000,
        code="north",
        ends_on=date(2026, 12, 31),
        places={chain.community.pk: None},
    )
    plan_transition(
        network=chain.network, name="To the grantee", on=HANDED_OVER, before=chain.body("Funder"),
        hand_overs=[(chain.community, chain.body("Grantee"))], by=SHELL, at=AT,
    )  # fmt: skip
    days = {"period_from": HANDED_OVER, "period_until": date(2025, 6, 30), "due_on": date(2025, 7, 30)}
    report = set_report_due(award=given, **days, by=chain.by("Funder"), at=AT)
    assert report.owed_to == chain.body("Funder")
    page = read(chain.clients["Second contractor"].get(at("reports")))
    assert "Grantee owes it to Funder" in page
    assert "Grantee owes it to Grantee" not in page


def test_a_report_owed_to_who_writes_it_is_refused(chain):
    writer = chain.body("Contractor")
    double = an_organization(chain.network, "Contractor Inc.")
    merge_organizations(kept=writer, doubled=double, by=chain.convener, at=AT)
    double.refresh_from_db()
    for who in (writer, double):
        with pytest.raises(ReportOwedToItsWriter) as refused:
            asked(chain, owed_to=who)
        assert "“Contractor” writes this report" in refused.value.sentence
    assert not chain.first.reports.exists()


def test_a_form_that_could_only_be_refused_is_refused_when_it_is_opened(chain):
    report = asked(chain)
    for verb in ("accept_report", "return_report"):
        status, page = get(chain, "Grantee", verb, report)
        assert (status, "This report does not wait for an answer." in page) == (409, True)
    assert get(chain, "Contractor", "correct_report", report)[0] == 409
    assert get(chain, "Contractor", "write_report", report)[0] == 200
    report = save_report_draft(report=report, written={"said": "A class."}, version=1, by=SHELL, at=AT)
    submit_report(report=report, version=2, by=SHELL, at=AT)
    status, page = get(chain, "Contractor", "write_report", report)
    assert (status, "This report was submitted." in page) == (409, True)
    for who, verb in (
        ("Contractor", "correct_report"),
        ("Grantee", "accept_report"),
        ("Grantee", "return_report"),
    ):
        assert get(chain, who, verb, report)[0] == 200
    assert get(chain, "Funder", "accept_report", report)[0] == 403


def test_what_is_too_short_for_a_receipt_is_told_how_long_one_is(chain):
    report = asked(chain)
    report = save_report_draft(report=report, written={"said": "A class."}, version=1, by=SHELL, at=AT)
    submit_report(report=report, version=2, by=SHELL, at=AT)
    for verb, typed in (("accept_report", {"receipt": "Thank you"}), ("return_report", {"because": "Bad"})):
        short = chain.clients["Grantee"].post(at(verb, report.pk), {**typed, "version": "3"})
        assert short.status_code == 422
        assert "at least 10 letters" in read(short)
        assert next(iter(typed.values())) in read(short)
