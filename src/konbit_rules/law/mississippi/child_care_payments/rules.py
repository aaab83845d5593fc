"""Mississippi's Child Care Payment Program: who may have a child care certificate."""

from konbit_rules.engine.language import (
    any_member,
    as_paid,
    count_members,
    monthly,
    program,
    rule,
    sum_members,
)

program(
    code="child_care",
    title="Child Care Payment Program",
    entity="child_care_family",
    eligible="child_care_eligible",
    amount="child_care_amount",
    receives="receives_child_care",
    holds="child_care_held",
    availability="child_care_availability",
    guaranteed=False,
    bites="next_report",  # changes are reported within ten days; only income above the limit or the end of work ends care
    bites_cites="18 Miss. Code R. 17-5.14(B), (D)",
    bites_while_eligible="end_of_period",  # a higher co-payment comes when the certificate is renewed
    bites_while_eligible_cites="18 Miss. Code R. 17-5.15(C)",
)


@rule(
    unit="bool",
    entity="child_care_family",
    cites="18 Miss. Code R. 17-5.14; policy manual Rule 5.1; child support condition of 2004 to May 14, 2023",
    about="the family may have a child care certificate",
    until="2023-05-14",
)
def child_care_eligible(
    child_care_has_child,
    child_care_activity_ok,
    child_care_income_ok,
    child_care_assets_ok,
    child_care_child_support_ok,
):
    return (
        child_care_has_child
        and child_care_activity_ok
        and child_care_income_ok
        and child_care_assets_ok
        and child_care_child_support_ok
    )


@rule(
    unit="bool",
    entity="child_care_family",
    cites="18 Miss. Code R. 17-5.14; policy manual Rule 5.1",
    about="the family may have a child care certificate",
    since="2023-05-15",
)
def child_care_eligible(
    child_care_has_child, child_care_activity_ok, child_care_income_ok, child_care_assets_ok
):
    return child_care_has_child and child_care_activity_ok and child_care_income_ok and child_care_assets_ok


# The condition that was removed on May 15, 2023: a dated look back, in this program only.
@rule(
    unit="bool",
    entity="child_care_family",
    cites="Mississippi Department of Human Services, statement of May 15, 2023 (the condition stood since 2004)",
    about="the parent cooperates with child support for each child whose other parent lives elsewhere",
    until="2023-05-14",
)
def child_care_child_support_ok(is_child, has_absent_parent, child_support_cooperation):
    return not any_member(is_child and has_absent_parent and not child_support_cooperation)


# --- the child --------------------------------------------------------------------------------------------------------


@rule(
    unit="bool",
    entity="person",
    cites="18 Miss. Code R. 5-1-2.5",
    about="has special needs: a disability that meets the Social Security definition",
)
def child_care_special_needs(ssi_disabled):
    return ssi_disabled


@rule(
    unit="bool",
    entity="person",
    cites="Mississippi Department of Human Services, priority groups; policy manual Rule 5.1",
    about="is under 13, or under 19 with special needs",
)
def child_care_child_of_age(
    age, child_care_special_needs, child_care_child_age, child_care_special_needs_age
):
    return age < child_care_child_age or (age < child_care_special_needs_age and child_care_special_needs)


@rule(
    unit="bool",
    entity="person",
    cites="45 CFR 98.20(c); 8 USC 1641",
    about="is a citizen or a permanent resident (the child alone; the parents' status is not asked)",
)
def child_care_child_status_ok(immigration):
    return immigration == "citizen" or immigration == "permanent_resident"


@rule(
    unit="bool",
    entity="person",
    cites="45 CFR 98.20(a)(1); policy manual Rule 5.1",
    about="is a child whom the program covers",
)
def child_care_child_covered(is_child, child_care_child_of_age, child_care_child_status_ok):
    return is_child and child_care_child_of_age and child_care_child_status_ok


@rule(
    unit="bool",
    entity="child_care_family",
    cites="45 CFR 98.20(a)(1), (c); policy manual Rule 5.1",
    about="a child is under 13 (under 19 with special needs) and a citizen or permanent resident",
)
def child_care_has_child(child_care_child_covered):
    return any_member(child_care_child_covered)


# --- work, school, training -------------------------------------------------------------------------------------------


@rule(
    unit="bool",
    entity="person",
    cites="policy manual Rule 5.5; 18 Miss. Code R. 17-5.14(D)(2)",
    about="works and trains 25 hours a week or more, or goes to school full time",
)
def child_care_hours_ok(weekly_hours_worked, weekly_hours_in_school, in_school, child_care_activity_hours):
    return weekly_hours_worked + weekly_hours_in_school >= child_care_activity_hours or in_school


@rule(
    unit="bool",
    entity="person",
    cites="policy manual Rules 3.2(A), 5.5, 5.9",
    about="works or learns enough, or has special needs, or takes part in TANF's work program",
)
def child_care_parent_active(
    child_care_hours_ok, child_care_special_needs, follows_tanf_work_plan, tanf_held
):
    return child_care_hours_ok or child_care_special_needs or (follows_tanf_work_plan and tanf_held)


@rule(
    unit="bool",
    entity="child_care_family",
    cites="policy manual Rules 3.2(A), 5.5, 5.9",
    about="each parent works or learns 25 hours a week, or is excused from it",
)
def child_care_activity_ok(is_adult, child_care_parent_active):
    return not any_member(is_adult and not child_care_parent_active)


# --- income and means -------------------------------------------------------------------------------------------------


@rule(
    unit="number",
    entity="child_care_family",
    cites="45 CFR 98.2 (family); policy manual Chapter 2",
    about="people in the family",
)
def child_care_family_size(is_adult, is_child):
    return count_members(is_adult or is_child)


@rule(
    unit="money/month",
    entity="person",
    cites="18 Miss. Code R. 17-5.5(A)(3), (B)(1), (3); policy manual Rule 5.4",
    about="gross pay of a parent; a student under 18 counts none",
)
def child_care_earnings(
    is_adult, age, in_school, wages, self_employment, months_of_pay, child_care_student_age
):
    if not is_adult or (age < child_care_student_age and in_school):
        return 0
    return as_paid(wages, months_of_pay) + as_paid(self_employment, months_of_pay)


# Child support received is not on the list of what counts, and TANF is not either.
@rule(
    unit="money/month",
    entity="person",
    cites="18 Miss. Code R. 17-5.5(B)(4)-(11); policy manual Rule 5.4",
    about="Social Security, SSI, pensions and other money that counts; unemployment benefits only when care is renewed",
)
def child_care_unearned_income(
    social_security_disability,
    social_security_retirement,
    pension,
    other_income,
    unemployment,
    ssi_counted,
    receives_child_care,
    months_of_pay,
):
    renewed = as_paid(unemployment, months_of_pay) if receives_child_care else 0
    return (
        as_paid(social_security_disability, months_of_pay)
        + as_paid(social_security_retirement, months_of_pay)
        + as_paid(pension, months_of_pay)
        + as_paid(other_income, months_of_pay)
        + renewed
        + ssi_counted
    )


@rule(
    unit="money/month",
    entity="child_care_family",
    cites="18 Miss. Code R. 17-5.5; policy manual Rule 5.4",
    about="the family's gross income that counts for child care",
)
def child_care_income(child_care_earnings, child_care_unearned_income):
    return sum_members(child_care_earnings + child_care_unearned_income)


@rule(
    unit="money/month",
    entity="child_care_family",
    cites="42 USC 9858n(4)(B); 45 CFR 96.85(b)",
    about="a twelfth of the state's median income for a family of this size",
)
def child_care_median_income_month(
    child_care_median_income, child_care_median_share_by_size, child_care_family_size
):
    return monthly(child_care_median_income * child_care_median_share_by_size[child_care_family_size])


@rule(
    unit="bool",
    entity="child_care_family",
    cites="18 Miss. Code R. 17-5.14(B); policy manual Rule 5.1; 45 CFR 98.20(a)(2)(i)",
    about="gross income is at or under 85% of the state's median income",
)
def child_care_income_ok(child_care_income, child_care_median_income_month, child_care_income_share):
    return child_care_income <= child_care_median_income_month * child_care_income_share


@rule(
    unit="bool",
    entity="child_care_family",
    cites="42 USC 9858n(4)(B); 45 CFR 98.20(a)(2)(ii)",
    about="the family owns no more than $1,000,000, which it certifies itself",
)
def child_care_assets_ok(assets, child_care_asset_limit):
    return assets <= child_care_asset_limit
