"""What a publisher of grants should look at again: each slip is seen where it is made, and nowhere else."""

from datetime import date
from decimal import Decimal

from konbit.exchange.giving_360.slips import SLIPS, about

TODAY = date(2026, 3, 6)


def slips(grant):
    return {one.slip.code for one in about({"grants": [grant]}, TODAY)}


GOOD = {
    "id": "360G-x-1", "title": "Family visits", "description": "Visits in the port", "currency": "USD",
    "amountAwarded": Decimal("5000.00"), "awardDate": "2025-01-15", "dateModified": "2025-01-15T00:00:00Z",
    "plannedDates": [{"startDate": "2025-02-01", "endDate": "2026-01-31", "duration": 12}],
    "recipientOrganization": [{"id": "US-EIN-12-3456789", "name": "Center"}],
    "fundingOrganization": [{"id": "US-EIN-987654321", "name": "Fund"}],
    "beneficiaryLocation": [{"name": "Port", "geoCode": "28049"}], "grantProgramme": [{"code": "IP"}],
}  # fmt: skip
SLIPPED = {
    "amount_zero": {"amountAwarded": 0}, "amount_negative": {"amountAwarded": -4000},
    "amount_tiny": {"amountAwarded": Decimal("0.5")},
    "amount_huge": {"amountAwarded": 10**10}, "amount_part_of_a_cent": {"amountAwarded": Decimal("5.005")},
    "paid_over_awarded": {"amountDisbursed": 5001}, "awarded_over_sought": {"amountAppliedFor": 10},
    "awarded_ahead": {"awardDate": "2031-01-01"}, "awarded_long_ago": {"awardDate": "1899-01-01"},
    "awarded_on_no_day": {"awardDate": "2025-02-30"}, "no_term": {"plannedDates": []},
    "ends_before_it_begins": {"plannedDates": [{"startDate": "2025-02-01", "endDate": "2024-02-01"}]},
    "term_very_long": {"plannedDates": [{"startDate": "2025-02-01", "endDate": "2041-02-01"}]},
    "ends_far_ahead": {"plannedDates": [{"endDate": "2050-02-01"}]},
    "begins_long_before_award": {"plannedDates": [{"startDate": "2020-02-01"}]},
    "duration_differs": {"plannedDates": [{"startDate": "2025-02-01", "endDate": "2026-02-01", "duration": 36}]},
    "no_moment_of_change": {"dateModified": ""}, "changed_ahead": {"dateModified": "2031-01-01T00:00:00Z"},
    "title_is_description": {"description": "family visits"}, "title_long": {"title": "x" * 141},
    "title_short": {"title": "x"},
    "description_short": {"description": "x"}, "email_inside": {"description": "Ask somebody@example.org about it"},
    "phone_inside": {"description": "Call (601) 555-0100 about it"}, "person_named": {"recipientIndividual": {}},
    "ein_wrong": {"recipientOrganization": [{"id": "US-EIN-12345", "name": "Center"}]},
    "body_not_listed": {"recipientOrganization": [{"id": "R-1", "name": "Center"}]},
    "gives_to_itself": {"recipientOrganization": [{"id": "US-EIN-987654321", "name": "Fund"}]},
    "several_recipients": {"recipientOrganization": GOOD["recipientOrganization"] * 2},
    "several_funders": {"fundingOrganization": GOOD["fundingOrganization"] * 2},
    "no_place": {"beneficiaryLocation": []}, "place_without_name": {"beneficiaryLocation": [{"geoCode": "28049"}]},
    "place_without_code": {"beneficiaryLocation": [{"name": "Port"}]}, "no_program": {"grantProgramme": []},
    "identifier_without_prefix": {"id": "1"}, "identifier_odd": {"id": "360G-x-1 2"},
    "related_unknown": {"relatedActivity": ["360G-x-9"]}, "regrant_unknown": {"regrantType": "FRG080"},
}  # fmt: skip


def test_each_slip_is_seen_where_it_is_made_and_nowhere_else():
    assert slips(GOOD) == set()
    for code, spoiled in SLIPPED.items():
        assert code in slips({**GOOD, **spoiled}), code
    of_packages = {"currencies_mixed", "prefixes_mixed", "passed_on_over_awarded"}
    assert {one.code for one in SLIPS} == set(SLIPPED) | of_packages
    other = {**GOOD, "id": "360G-y-2", "currency": "EUR", "relatedActivity": ["360G-x-1"]}
    other |= {"fundingOrganization": GOOD["recipientOrganization"], "amountAwarded": 5001}
    assert {one.slip.code for one in about({"grants": [GOOD, other]}, TODAY)} >= of_packages
    for nonsense in ({"grants": [None, 5, {}, {"id": []}]}, {"grants": None}, {}):
        about(nonsense, TODAY)
