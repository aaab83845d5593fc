"""A dollar from the funder to the block, and its report back, in browsers: each by the person whose step it is."""

import pytest

from tests.browser.checks import assert_accessible, assert_no_sideways_scroll

MONEY = "/groups/best_start/money/"
AWARD, PASSED_ON = f"{MONEY}awards/evenings/", f"{MONEY}awards/evenings-metro/"
TERM = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
PERIOD = {"period_from": "2026-02-01", "period_until": "2026-02-16", "due_on": "2026-03-10"}
RECEIPT = "We read that parents asked for evenings, and we pay for them."


def ticks(visitor, name, words):
    """The box of this name whose words begin so: names are the same in every language."""
    visitor.page.locator(f'main label:has([name="{name}"]):has-text("{words}")').first.locator(
        "input"
    ).check()


def says_there_is_no_interest(visitor):
    """From one's own page, where it is owed."""
    visitor.goes_to("/me/").follows(visitor.page.locator('main a[href*="/money/interests/"]'))
    visitor.submits(answer="none")


def proposes(funder):
    funder.goes_to(f"{MONEY}propose/")
    ticks(funder, "deciding", "First 5 LA")
    funder.submits(
        title="Evenings in the region", code="evenings", cents="10,000.00",
        funder="First 5 LA", recipient="Para Los", money_kind="public", **TERM,
    )  # fmt: skip
    funder.goes_to(f"{AWARD}award/").submits(status=409, awarded_on="2026-02-17")
    says_there_is_no_interest(funder)
    funder.goes_to(f"{AWARD}award/").submits(awarded_on="2026-02-17")


def passes_on(grantee):
    grantee.goes_to(f"{AWARD}pass-on/")
    ticks(grantee, "deciding", "Para Los Niños")
    told = {
        "title": "Reading evenings",
        "code": "evenings-metro",
        "recipient": "Local contractor 1",
        "money_kind": "public",
    }
    grantee.submits(status=409, cents="10,000.01", **told)
    assert "0.01" in grantee.text
    grantee.submits(cents="2,500")
    grantee.goes_to(f"{PASSED_ON}places/")
    ticks(grantee, "serves", "Metro LA")
    grantee.sends(grantee.form(having="serves"))
    says_there_is_no_interest(grantee)
    grantee.goes_to(f"{PASSED_ON}award/").submits(awarded_on="2026-02-17")
    grantee.goes_to(f"{PASSED_ON}payments/new/").submits(cents="1,000", due_on="2026-02-17")
    grantee.follows(grantee.page.locator('main a[href$="/paid/"]')).submits(paid_on="2026-02-17")
    grantee.goes_to(f"{PASSED_ON}report-due/").submits(**PERIOD)


def records_once(contractor):
    contractor.goes_to(f"{MONEY}activities/").follows(
        contractor.page.locator('main a[href*="/activities/new/"]')
    )
    contractor.page.get_by_label("“Reading evenings”").fill("100")
    contractor.submits(kind="training", what="A reading evening", done_on="2026-02-10", people="14")


def reports(visitor, award, said):
    """From one's own page to a report about this award that is submitted; answers its address."""
    visitor.goes_to("/me/")
    owed = visitor.page.locator(f'main li:has-text("{award}")').locator('a[href*="/money/reports/"]')
    visitor.follows(owed)
    address = visitor.path.removeprefix(f"/{visitor.language}")
    visitor.goes_to(f"{address}write/").submits(said=said)
    visitor.goes_to(address).sends(visitor.form("/submit/"))
    visitor.sees("A reading evening", "Local contractor 1")
    return address


@pytest.mark.parametrize("language", ["en", pytest.param("vi", marks=pytest.mark.full)])
def test_g1_a_dollar_from_funder_to_block_and_its_report_back(demo_site, arrive, language):
    funder = arrive(demo_site, language).takes_seat("grant_maker")
    grantee = arrive(demo_site, "es").takes_seat("regional_grantee")
    contractor = arrive(demo_site, "ht", script=False).takes_seat("local_contractor")
    proposes(funder)
    passes_on(grantee)
    funder.goes_to(f"{AWARD}report-due/").submits(**PERIOD)
    records_once(contractor)

    reports(contractor, "Reading evenings", "Premye sware a te fèt.")
    above = reports(grantee, "Evenings in the region", "La primera tarde se realizó.")

    funder.goes_to(above).sees("A reading evening", "Local contractor 1")
    funder.sends(funder.form("/read/"))
    funder.goes_to(f"{above}accept/").submits(receipt=RECEIPT)
    grantee.goes_to(above).sees(RECEIPT)
    for visitor in (funder, grantee):
        assert_accessible(visitor.page)
        assert_no_sideways_scroll(visitor.page)

    visitor = arrive(demo_site, "vi")
    visitor.goes_to("/money/").follows("/money/best_start/").sees(
        "Evenings in the region", "$10,000", "$2,500"
    )
    assert_accessible(visitor.page)
    assert_no_sideways_scroll(visitor.page)
