"""WIC: food, advice and care for women in and after pregnancy, babies, and children under five."""

from konbit_rules.engine.language import (
    any_member,
    as_paid,
    count_members,
    monthly,
    program,
    round_up,
    rule,
    sum_members,
)

program(
    code="wic",
    title="WIC (food for women, babies and young children)",
    entity="person",
    eligible="wic_eligible",
    receives="receives_wic",
    guaranteed=False,
    bites="end_of_period",
    bites_cites="7 CFR 246.7(g)(1), (h)(1)",
)


# Who WIC is for


@rule(unit="bool", entity="person", cites="7 CFR 246.2 (infants)", about="a baby under one")
def wic_infant(age, wic_infant_ends):
    return age < wic_infant_ends


@rule(unit="bool", entity="person", cites="7 CFR 246.2 (children)", about="a child under five")
def wic_child(age, wic_child_ends):
    return age < wic_child_ends


@rule(
    unit="bool",
    entity="person",
    cites="7 CFR 246.2 (breastfeeding women)",
    about="breastfeeds a baby under one",
)
def wic_breastfeeding(is_female, age, is_breastfeeding, pregnancy_least_age, pregnancy_most_age):
    return is_female and age >= pregnancy_least_age and age <= pregnancy_most_age and is_breastfeeding


@rule(
    unit="bool",
    entity="person",
    cites="7 CFR 246.7(c)(1)",
    about="pregnant, after a birth, or a child under five",
)
def wic_group(wic_child, expects_child, recently_pregnant, wic_breastfeeding):
    return wic_child or expects_child or recently_pregnant or wic_breastfeeding


# Income


@rule(
    unit="number",
    entity="tax_unit",
    cites="7 CFR 246.2 (family), 246.7(d)(2)(iv)(D)",
    about="family size, with a child for each pregnancy",
)
def wic_family_size(in_tax_unit, expects_child):
    return count_members(in_tax_unit) + count_members(in_tax_unit and expects_child)


@rule(
    unit="money/month",
    entity="person",
    cites="7 CFR 246.7(d)(2)(ii)",
    about="all money of the person in a month, before taxes",
)
def wic_own_income(
    wages,
    self_employment,
    unemployment,
    social_security_disability,
    social_security_retirement,
    pension,
    child_support_received,
    other_income,
    months_of_pay,
    ssi_counted,
):
    work = as_paid(wages, months_of_pay) + as_paid(self_employment, months_of_pay)
    social_security = as_paid(social_security_disability, months_of_pay)
    retirement = as_paid(social_security_retirement, months_of_pay) + as_paid(pension, months_of_pay)
    support = as_paid(child_support_received, months_of_pay) + as_paid(unemployment, months_of_pay)
    return work + social_security + retirement + support + as_paid(other_income, months_of_pay) + ssi_counted


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="7 CFR 246.7(d)(2)(ii)",
    about="all money of the family in a month, before taxes",
)
def wic_income(wic_own_income, tanf_counted):
    return sum_members(wic_own_income) + tanf_counted


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="7 CFR 246.7(d)(1), (d)(2)(iii); USDA FNS, WIC Income Eligibility Guidelines (rounded up)",
    about="WIC's income limit, 185 percent of the poverty guideline",
)
def wic_income_limit(wic_family_size, wic_poverty_guideline, wic_income_share):
    return round_up(monthly(round_up(wic_poverty_guideline[wic_family_size] * wic_income_share)))


@rule(
    unit="bool",
    entity="tax_unit",
    cites="7 CFR 246.7(d)(1)",
    about="family income at or under 185 percent of the poverty guideline",
)
def wic_income_ok(wic_income, wic_income_limit):
    return wic_income <= wic_income_limit


# Help that stands in for the income test


@rule(
    unit="bool",
    entity="person",
    cites="7 CFR 246.7(d)(2)(vi)(A)(1)",
    about="is a member for SNAP that the family has",
)
def wic_by_snap(snap_held, snap_member):
    return snap_held and snap_member


@rule(unit="bool", entity="tax_unit", cites="7 CFR 246.7(d)(2)(vi)(A)(2)", about="the family has TANF")
def wic_by_tanf(tanf_held):
    return tanf_held


@rule(unit="bool", entity="person", cites="7 CFR 246.7(d)(2)(vi)(A)(1)", about="has Medicaid")
def wic_by_own_medicaid(medicaid_held):
    return medicaid_held


@rule(
    unit="bool",
    entity="tax_unit",
    cites="7 CFR 246.7(d)(2)(vi)(A)(3)",
    about="a pregnant woman or a baby in the family has Medicaid",
)
def wic_by_family_medicaid(expects_child, wic_infant, medicaid_held):
    return any_member((wic_infant or expects_child) and medicaid_held)


@rule(unit="bool", entity="person", cites="42 USC 1786(d); 7 CFR 246.7(c), (d)", about="may have WIC")
def wic_eligible(
    wic_group, wic_income_ok, wic_by_snap, wic_by_tanf, wic_by_own_medicaid, wic_by_family_medicaid
):
    by_other_help = wic_by_snap or wic_by_tanf or wic_by_own_medicaid or wic_by_family_medicaid
    return wic_group and (wic_income_ok or by_other_help)
