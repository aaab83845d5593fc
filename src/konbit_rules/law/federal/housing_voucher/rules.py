"""Housing choice vouchers: who may be given one, and what a family pays toward rent and utilities."""

from konbit_rules.engine.language import (
    any_member,
    as_paid,
    count_members,
    monthly,
    program,
    rule,
    sum_members,
    yearly,
)

program(
    code="housing_voucher",
    title="Housing choice voucher",
    entity="tax_unit",
    eligible="housing_voucher_eligible",
    receives="receives_housing_voucher",
    holds="housing_voucher_held",
    availability="housing_voucher_availability",
    guaranteed=False,
    bites="next_report",
    bites_cites="24 CFR 982.516(b)-(d)",
)


@rule(
    unit="bool",
    entity="tax_unit",
    cites="24 CFR 982.201(a), (b)(1)",
    about="the family may be put on a waiting list for a voucher",
)
def housing_voucher_eligible(housing_income_ok, housing_status_ok):
    return housing_income_ok and housing_status_ok


@rule(
    unit="bool",
    entity="tax_unit",
    cites="24 CFR 5.506(b), 982.201(a)",
    about="at least one member is a citizen or a permanent resident",
)
def housing_status_ok(in_tax_unit, immigration):
    return any_member(in_tax_unit and (immigration == "citizen" or immigration == "permanent_resident"))


@rule(
    unit="bool",
    entity="tax_unit",
    cites="24 CFR 982.201(b)(1)(i), 5.603(b) (very low income family)",
    about="yearly income is at or under the county's very low income limit",
)
def housing_income_ok(housing_income, housing_income_limit, county, household_size):
    return housing_income <= housing_income_limit[county, household_size]


# --- yearly income ----------------------------------------------------------------------------------------------------


@rule(
    unit="money/year",
    entity="person",
    cites="24 CFR 5.609(a), (b)(3)",
    about="pay of a member of 18 or older",
)
def housing_earnings(age, housing_dependent_ends, wages, self_employment, years_of_pay):
    if age < housing_dependent_ends:
        return 0
    return as_paid(wages, years_of_pay) + as_paid(self_employment, years_of_pay)


@rule(
    unit="money/year",
    entity="person",
    cites="24 CFR 5.609(a)",
    about="money not earned: Social Security, SSI, pensions, unemployment benefits, child support and other money",
)
def housing_unearned(
    social_security_disability,
    social_security_retirement,
    unemployment,
    pension,
    child_support_received,
    other_income,
    years_of_pay,
    ssi_counted,
):
    return (
        as_paid(social_security_disability, years_of_pay)
        + as_paid(social_security_retirement, years_of_pay)
        + as_paid(unemployment, years_of_pay)
        + as_paid(pension, years_of_pay)
        + as_paid(child_support_received, years_of_pay)
        + as_paid(other_income, years_of_pay)
        + yearly(ssi_counted)
    )


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="24 CFR 5.609",
    about="the family's yearly income, TANF included",
)
def housing_income(housing_earnings, housing_unearned, tanf_counted):
    return sum_members(housing_earnings + housing_unearned) + yearly(tanf_counted)


# --- deductions -------------------------------------------------------------------------------------------------------


@rule(
    unit="bool",
    entity="tax_unit",
    cites="24 CFR 5.403 (elderly family, disabled family)",
    about="head or spouse is 62 or older, or disabled",
)
def housing_elderly_or_disabled(is_adult, age, is_disabled, housing_elderly_age):
    return any_member(is_adult and (age >= housing_elderly_age or is_disabled))


@rule(
    unit="number",
    entity="tax_unit",
    cites="24 CFR 5.603(b) (dependent)",
    about="members other than head and spouse who are under 18, disabled or full-time students",
)
def housing_dependents(is_adult, age, is_disabled, in_school, housing_dependent_ends):
    return count_members(not is_adult and (age < housing_dependent_ends or is_disabled or in_school))


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="24 CFR 5.611(a)(3)",
    about="medical costs of an elderly or disabled family above a tenth of its income",
)
def housing_medical_deduction(
    housing_elderly_or_disabled, medical_costs, housing_income, housing_medical_share
):
    if not housing_elderly_or_disabled:
        return 0
    return max(yearly(sum_members(medical_costs)) - housing_income * housing_medical_share, 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="24 CFR 5.611(a)(4), 5.603(b) (child care expenses)",
    about="care of children under 13 that the family pays so that it can work, at most what is earned",
)
def housing_child_care_deduction(
    care_charge, is_child, age, housing_child_care_ends, child_care_counted, housing_earnings
):
    paid = max(
        sum_members(care_charge if is_child and age < housing_child_care_ends else 0) - child_care_counted, 0
    )
    return min(yearly(paid), sum_members(housing_earnings))


@rule(unit="money/month", entity="tax_unit", cites="24 CFR 5.611", about="adjusted income a month")
def housing_adjusted_income(
    housing_income,
    housing_dependents,
    housing_dependent_deduction,
    housing_elderly_or_disabled,
    housing_elderly_deduction,
    housing_medical_deduction,
    housing_child_care_deduction,
):
    elderly = housing_elderly_deduction if housing_elderly_or_disabled else 0
    deductions = (
        housing_dependent_deduction * housing_dependents
        + elderly
        + housing_medical_deduction
        + housing_child_care_deduction
    )
    return monthly(max(housing_income - deductions, 0))


# --- the family's share -----------------------------------------------------------------------------------------------


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="24 CFR 5.628(a), 982.515",
    about="what the family pays a month toward rent and utilities: 30% of adjusted income, at least 10% of income",
)
def housing_voucher_rent_share(
    housing_adjusted_income, housing_adjusted_share, housing_income, housing_gross_share
):
    return max(
        housing_adjusted_income * housing_adjusted_share, monthly(housing_income) * housing_gross_share
    )


@rule(unit="bool", entity="tax_unit", cites="24 CFR 982.302", about="the family holds a voucher")
def housing_voucher_held(receives_housing_voucher):
    return receives_housing_voucher
