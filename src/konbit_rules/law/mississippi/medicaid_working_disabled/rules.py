"""Medicaid for working people with a disability: the buy-in, whatever they earn up to a high limit."""

from konbit_rules.engine.language import monthly, program, round_up, rule

program(
    code="medicaid_working_disabled",
    title="Medicaid for working people with a disability",
    entity="person",
    eligible="working_disabled_eligible",
    bites="next_report",
    bites_cites="42 CFR 435.916, 431.211",
)


@rule(
    unit="bool",
    entity="person",
    cites="23 Miss. Admin. Code Part 100, Rule 8.14(A)",
    about="a grown person with a disability",
)
def working_disabled_person(is_adult, is_disabled):
    return is_adult and is_disabled


@rule(
    unit="bool",
    entity="person",
    cites="Division of Medicaid, Working Disabled",
    about="works at least 40 hours a month for pay",
)
def working_disabled_works(weekly_hours_worked, medicaid_weeks_in_month, working_disabled_hours):
    return weekly_hours_worked * medicaid_weeks_in_month >= working_disabled_hours


@rule(
    unit="bool",
    entity="person",
    cites="23 Miss. Admin. Code Part 100, Rule 8.14(A); Rule 104-1.1(C)",
    about="countable earnings of the couple at or under 250 percent of the poverty guideline",
)
def working_disabled_earned_ok(
    medicaid_countable_earned,
    medicaid_counted_size,
    medicaid_poverty_guideline,
    working_disabled_earned_share,
):
    limit = monthly(medicaid_poverty_guideline[medicaid_counted_size] * working_disabled_earned_share)
    return medicaid_countable_earned <= round_up(limit)


@rule(
    unit="bool",
    entity="person",
    cites="23 Miss. Admin. Code Part 100, Rule 8.14(A); Rule 104-1.1(C)",
    about="countable unearned income of the couple at or under 135 percent of the poverty guideline",
)
def working_disabled_unearned_ok(
    medicaid_countable_unearned,
    medicaid_counted_size,
    medicaid_poverty_guideline,
    working_disabled_unearned_share,
):
    limit = monthly(medicaid_poverty_guideline[medicaid_counted_size] * working_disabled_unearned_share)
    return medicaid_countable_unearned <= round_up(limit)


@rule(
    unit="bool",
    entity="person",
    cites="Eligibility Policy and Procedures Manual, section 400.06",
    about="owns no more than the program allows",
)
def working_disabled_resources_ok(medicaid_resources, medicaid_counted_as, working_disabled_resource_limit):
    return medicaid_resources <= working_disabled_resource_limit[medicaid_counted_as]


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1396a(a)(10)(A)(ii)(XIII)",
    about="has no other way into Medicaid",
)
def working_disabled_no_other_group(medicaid_eligible):
    return not medicaid_eligible


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1396a(a)(10)(A)(ii)(XIII); 23 Miss. Admin. Code Part 100, Rule 8.14(A)",
    about="may have Medicaid as a working person with a disability",
)
def working_disabled_eligible(
    working_disabled_person,
    working_disabled_works,
    medicaid_status_ok,
    working_disabled_earned_ok,
    working_disabled_unearned_ok,
    working_disabled_resources_ok,
    working_disabled_no_other_group,
):
    person = working_disabled_person and working_disabled_works and medicaid_status_ok
    money = working_disabled_earned_ok and working_disabled_unearned_ok and working_disabled_resources_ok
    return person and money and working_disabled_no_other_group


@rule(
    unit="money/month",
    entity="person",
    cites="Eligibility Policy and Procedures Manual, Appendix A-5",
    about="premium of a working person with a disability",
)
def working_disabled_premium(
    working_disabled_eligible,
    medicaid_countable_earned,
    medicaid_counted_size,
    medicaid_poverty_guideline,
    working_disabled_premium_share,
    working_disabled_premium_rate,
):
    free_up_to = monthly(medicaid_poverty_guideline[medicaid_counted_size] * working_disabled_premium_share)
    if working_disabled_eligible and medicaid_countable_earned > free_up_to:
        return medicaid_countable_earned * working_disabled_premium_rate
    return 0
