"""CHIP in Mississippi: health coverage for uninsured children whose families earn too much for Medicaid."""

from konbit_rules.engine.language import monthly, program, round_up, rule

program(
    code="chip",
    title="CHIP (children's health insurance)",
    entity="person",
    eligible="chip_eligible",
    receives="receives_chip",
    holds="chip_held",
    bites="end_of_period",
    bites_cites="42 CFR 457.342 (twelve months)",
)


@rule(unit="bool", entity="person", cites="42 USC 1397jj(c)(1)", about="under 19")
def chip_age_ok(age, chip_age_limit):
    return age < chip_age_limit


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1397jj(b)(1)(C); 42 CFR 457.350",
    about="may not have Medicaid",
)
def chip_no_medicaid(medicaid_in_main_group, receives_medicaid, follows_pay):
    return not (medicaid_in_main_group or (receives_medicaid and not follows_pay))


@rule(
    unit="money/month",
    entity="person",
    cites="42 CFR 457.310, 457.315(a); Division of Medicaid income table (whole dollars, rounded up)",
    about="CHIP's income limit",
)
def chip_income_limit(
    medicaid_household_size, medicaid_poverty_guideline, chip_income_share, medicaid_disregard_share
):
    share = chip_income_share + medicaid_disregard_share
    return round_up(monthly(medicaid_poverty_guideline[medicaid_household_size] * share))


@rule(
    unit="bool",
    entity="person",
    cites="42 CFR 457.310, 457.315(a); 23 Miss. Admin. Code Part 101, Rule 1.13(C)",
    about="family income at or under CHIP's limit",
)
def chip_income_ok(medicaid_household_income, chip_income_limit):
    return medicaid_household_income <= chip_income_limit


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1397jj(b)(1)(C); 42 CFR 457.310(b)(2)",
    about="has no other health coverage",
)
def chip_uninsured(has_job_coverage):
    return not has_job_coverage


@rule(unit="bool", entity="person", cites="42 USC 1397jj(b); 42 CFR 457.310", about="may have CHIP")
def chip_eligible(chip_age_ok, medicaid_status_ok, chip_no_medicaid, chip_income_ok, chip_uninsured):
    return chip_age_ok and medicaid_status_ok and chip_no_medicaid and chip_income_ok and chip_uninsured


@rule(unit="bool", entity="person", cites="42 CFR 457.310", about="has CHIP")
def chip_held(receives_chip, takes_up_what_is_due, follows_pay, chip_eligible):
    return (receives_chip and (chip_eligible or not follows_pay)) or (takes_up_what_is_due and chip_eligible)
