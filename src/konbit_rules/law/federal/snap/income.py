"""SNAP income and deductions of one month, from gross to net."""

from konbit_rules.engine.language import any_member, as_paid, round_near, rule, sum_members


@rule(
    unit="money/month",
    entity="person",
    cites="7 CFR 273.9(b)(1), (c)(7), 273.10(c)(2)(i)",
    about="earnings a month, a pupil's left out",
)
def snap_person_earnings(
    role, age, in_school, wages, self_employment, snap_months_of_pay, snap_child_worker_age
):
    if role == "child" and age < snap_child_worker_age and in_school:
        return 0
    return as_paid(wages, snap_months_of_pay) + as_paid(self_employment, snap_months_of_pay)


@rule(
    unit="money/month",
    entity="person",
    cites="7 CFR 273.9(b)(2), 273.10(c)(2)(i)",
    about="other income a month, SSI included",
)
def snap_person_other_income(
    unemployment,
    social_security_disability,
    social_security_retirement,
    pension,
    child_support_received,
    other_income,
    ssi_counted,
    snap_months_of_pay,
):
    social_security = as_paid(social_security_disability, snap_months_of_pay) + as_paid(
        social_security_retirement, snap_months_of_pay
    )
    return (
        as_paid(unemployment, snap_months_of_pay)
        + social_security
        + as_paid(pension, snap_months_of_pay)
        + as_paid(child_support_received, snap_months_of_pay)
        + as_paid(other_income, snap_months_of_pay)
        + ssi_counted
    )


@rule(
    unit="number",
    entity="person",
    cites="7 CFR 273.11(c)(2)(ii), (c)(3), (d)",
    about="share of the person's income that counts: all, all but a share, or none",
)
def snap_counted_share(snap_member, snap_shares, snap_income_share):
    if snap_member:
        return 1
    return snap_income_share if snap_shares else 0


@rule(unit="money/month", entity="snap_unit", cites="7 CFR 273.9(b)(1)", about="earnings that count")
def snap_earned_income(snap_person_earnings, snap_counted_share):
    return sum_members(snap_person_earnings * snap_counted_share)


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(b)(2); 18 Miss. Code R. 14-30.13(A)(3)",
    about="other income that counts, TANF included",
)
def snap_unearned_income(snap_person_other_income, snap_counted_share, tanf_counted):
    return sum_members(snap_person_other_income * snap_counted_share) + tanf_counted


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(b); 18 Miss. Code R. 14-30.13(A)(1)",
    about="gross income",
)
def snap_gross_income(snap_earned_income, snap_unearned_income):
    return snap_earned_income + snap_unearned_income


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 271.2, 273.9(a)",
    about="a member is 60 or older, or receives SSI or Social Security disability benefits",
)
def snap_has_elderly_or_disabled(snap_member, snap_elderly_or_disabled):
    return any_member(snap_member and snap_elderly_or_disabled)


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(d)(1); 18 Miss. Code R. 14-22.7(D)(2)",
    about="standard deduction",
)
def snap_standard_deduction(snap_unit_size, snap_standard_deduction_by_size):
    return snap_standard_deduction_by_size[max(snap_unit_size, 1)]


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(d)(2); 18 Miss. Code R. 14-30.13(A)(2)",
    about="earned income deduction",
)
def snap_earned_income_deduction(snap_earned_income, snap_earned_income_rate):
    return snap_earned_income * snap_earned_income_rate


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(d)(3); 18 Miss. Code R. 14-18.4",
    about="medical costs of elderly or disabled members above the disregard",
)
def snap_medical_deduction(snap_member, snap_elderly_or_disabled, medical_costs, snap_medical_disregard):
    costs = sum_members(medical_costs if snap_member and snap_elderly_or_disabled else 0)
    return max(costs - snap_medical_disregard, 0)


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(d)(4), 273.10(d)(1)(i); 18 Miss. Code R. 14-18.5(C)",
    about="child care that the household pays itself",
)
def snap_dependent_care_deduction(care_charge, child_care_counted, snap_cost_share):
    return max(sum_members(care_charge) - child_care_counted, 0) * snap_cost_share


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(d)(5); 18 Miss. Code R. 14-30.13(A)(7)",
    about="child support that members pay",
)
def snap_child_support_deduction(child_support_paid, snap_cost_share):
    return sum_members(child_support_paid) * snap_cost_share


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.10(e)(1)(i); 18 Miss. Code R. 14-30.13(A)",
    about="income after every deduction but shelter",
)
def snap_income_before_shelter(
    snap_gross_income,
    snap_standard_deduction,
    snap_earned_income_deduction,
    snap_medical_deduction,
    snap_dependent_care_deduction,
    snap_child_support_deduction,
):
    return max(
        snap_gross_income
        - snap_earned_income_deduction
        - snap_standard_deduction
        - snap_medical_deduction
        - snap_dependent_care_deduction
        - snap_child_support_deduction,
        0,
    )


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 273.9(d)(6)(iii)(C); 7 USC 2014(e)(6)(C)(iv) as amended by Public Law 119-21, section 10103",
    about="pays for heating or cooling, or has an elderly or disabled member and received energy assistance",
)
def snap_has_heating_or_cooling(
    heating_or_cooling_bill, heating_fuel_bill, receives_liheap, snap_has_elderly_or_disabled
):
    return heating_or_cooling_bill + heating_fuel_bill > 0 or (
        snap_has_elderly_or_disabled and receives_liheap
    )


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(d)(6)(ii), (iii), 273.11(c)(2)(iii); 18 Miss. Code R. 14-18.8(C)",
    about="rent and the standard utility allowance",
)
def snap_shelter_costs(rent, snap_cost_share, snap_has_heating_or_cooling, snap_standard_utility_allowance):
    # The allowance is not shared out with persons who are left out (273.9(d)(6)(iii)(F)).
    return rent * snap_cost_share + (snap_standard_utility_allowance if snap_has_heating_or_cooling else 0)


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.9(d)(6)(ii); 18 Miss. Code R. 14-18.8(A), (B)",
    about="shelter costs above half of the income left, up to a cap without elderly or disabled members",
)
def snap_shelter_deduction(
    snap_shelter_costs,
    snap_income_before_shelter,
    snap_shelter_income_share,
    snap_shelter_cap,
    snap_has_elderly_or_disabled,
):
    excess = max(snap_shelter_costs - snap_income_before_shelter * snap_shelter_income_share, 0)
    return excess if snap_has_elderly_or_disabled else min(excess, snap_shelter_cap)


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 CFR 273.10(e)(1)(i), (ii)(A); 18 Miss. Code R. 14-30.13(A)(10)",
    about="net income, to the nearest dollar",
)
def snap_net_income(snap_income_before_shelter, snap_shelter_deduction):
    return round_near(max(snap_income_before_shelter - snap_shelter_deduction, 0))
