"""Who in the household counts for SNAP, and whose income is shared out among the others."""

from konbit_rules.engine.language import any_member, as_paid, count_members, rule


@rule(
    unit="bool",
    entity="person",
    cites="7 USC 2012(j)(2); 7 CFR 271.2 (elderly or disabled member, (2) and (3))",
    about="receives SSI or Social Security disability benefits",
)
def snap_disabled(ssi_held, social_security_disability, snap_months_of_pay):
    return ssi_held or as_paid(social_security_disability, snap_months_of_pay) > 0


@rule(
    unit="bool",
    entity="person",
    cites="7 USC 2012(j); 7 CFR 271.2 (elderly or disabled member)",
    about="is 60 or older, or receives SSI or Social Security disability benefits",
)
def snap_elderly_or_disabled(age, snap_disabled, snap_elderly_age):
    return age >= snap_elderly_age or snap_disabled


@rule(
    unit="bool",
    entity="person",
    cites="7 USC 2015(f); 8 USC 1612(a); 7 CFR 273.4(a)",
    about="is a citizen, or a permanent resident who need not wait five years",
)
def snap_status_ok(immigration, five_years_resident, age, snap_disabled, snap_resident_child_age):
    past_the_wait = five_years_resident or age < snap_resident_child_age or snap_disabled
    return immigration == "citizen" or (immigration == "permanent_resident" and past_the_wait)


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 273.5(b)(8)",
    about="a child under 6 lives in the household",
)
def snap_has_child_under_six(role, age, snap_student_child_age):
    return any_member(role == "child" and age < snap_student_child_age)


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 273.5(b)(10)",
    about="a child under 12 lives in the household",
)
def snap_has_child_under_twelve(role, age, snap_single_student_child_age):
    return any_member(role == "child" and age < snap_single_student_child_age)


@rule(
    unit="bool",
    entity="person",
    cites="7 USC 2015(e); 7 CFR 273.5; 18 Miss. Code R. 14-10.4",
    about="is not in college half time or more, or is a student whom an exception lets in",
)
def snap_student_ok(
    in_college,
    age,
    is_disabled,
    snap_disabled,
    weekly_hours_worked,
    is_adult,
    is_couple,
    in_school,
    in_assistance_unit,
    tanf_held,
    snap_has_child_under_six,
    snap_has_child_under_twelve,
    snap_student_first_age,
    snap_student_past_age,
    snap_student_hours,
):
    outside_the_ages = age < snap_student_first_age or age >= snap_student_past_age
    unfit_for_work = is_disabled or snap_disabled
    works_enough = weekly_hours_worked >= snap_student_hours
    cares_for_a_child = is_adult and (
        snap_has_child_under_six or (snap_has_child_under_twelve and not is_couple and in_school)
    )
    return (
        not in_college
        or outside_the_ages
        or unfit_for_work
        or works_enough
        or cares_for_a_child
        or (in_assistance_unit and tanf_held)
    )


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 USC 2015(o)(3)(C); 7 CFR 273.24(c)(3), (4)",
    about="a child young enough to free the household from the time limit lives in it",
)
def snap_has_child_that_frees(age, snap_time_limit_child_age):
    return any_member(age < snap_time_limit_child_age)


@rule(
    unit="bool",
    entity="person",
    cites="7 USC 2015(o)(3)(D), (d)(2); 7 CFR 273.7(b)(1); 18 Miss. Code R. 14-14.2",
    about="is unfit for work, in school, on unemployment, works 30 hours (or earns as much), or follows TANF's plan",
)
def snap_work_exempt(
    is_disabled,
    snap_disabled,
    in_school,
    in_college,
    unemployment,
    wages,
    self_employment,
    weekly_hours_worked,
    in_assistance_unit,
    tanf_held,
    follows_tanf_work_plan,
    snap_months_of_pay,
    snap_years_of_pay,
    snap_work_exempt_hours,
    snap_work_exempt_earnings,
):
    earned = as_paid(wages, snap_years_of_pay) + as_paid(self_employment, snap_years_of_pay)
    return (
        is_disabled
        or snap_disabled
        or in_school
        or in_college
        or as_paid(unemployment, snap_months_of_pay) > 0
        or weekly_hours_worked >= snap_work_exempt_hours
        or earned >= snap_work_exempt_earnings
        or (in_assistance_unit and tanf_held and follows_tanf_work_plan)
    )


@rule(
    unit="bool",
    entity="person",
    cites="7 USC 2015(o)(2), (3); 7 CFR 273.24; Public Law 119-21, section 10102",
    about="is free from the time limit, works 20 hours a week, or has months of it left",
)
def snap_time_limit_ok(
    age,
    is_female,
    is_pregnant,
    weekly_hours_worked,
    snap_work_exempt,
    snap_has_child_that_frees,
    snap_time_limit_used,
    snap_time_limit_first_age,
    snap_time_limit_past_age,
    snap_time_limit_hours,
):
    outside_the_ages = age < snap_time_limit_first_age or age >= snap_time_limit_past_age
    return (
        outside_the_ages
        or snap_has_child_that_frees
        or (is_female and is_pregnant)
        or snap_work_exempt
        or weekly_hours_worked >= snap_time_limit_hours
        or not snap_time_limit_used
    )


@rule(
    unit="bool",
    entity="person",
    cites="7 CFR 273.1(b)(7)",
    about="counts as a member for SNAP",
)
def snap_member(in_snap_unit, snap_status_ok, snap_student_ok, snap_time_limit_ok):
    return in_snap_unit and snap_status_ok and snap_student_ok and snap_time_limit_ok


@rule(
    unit="bool",
    entity="person",
    cites="7 CFR 273.11(c)(2), (c)(3), (d)",
    about="shares in income and costs, as a member or as one kept out by status or the time limit",
)
def snap_shares(in_snap_unit, snap_student_ok):
    # A student kept out is no member at all: neither counted nor shared with (273.11(d); 18 Miss. Code R. 14-10.5).
    return in_snap_unit and snap_student_ok


@rule(
    unit="number", entity="snap_unit", cites="7 CFR 273.10(e)(2), 273.11(c)(2)(iv)", about="members for SNAP"
)
def snap_unit_size(snap_member):
    return count_members(snap_member)


@rule(
    unit="number",
    entity="snap_unit",
    cites="7 CFR 273.11(c)(2)(ii), (c)(3); 18 Miss. Code R. 14-22.7(B), 14-17.6(B)",
    about="share of a left-out person's income that counts for the members",
)
def snap_income_share(snap_unit_size, snap_shares):
    return snap_unit_size / max(count_members(snap_shares), 1)


@rule(
    unit="number",
    entity="snap_unit",
    cites="7 CFR 273.11(c)(2)(iii); 18 Miss. Code R. 14-22.7(C)",
    about="share of rent, child care and child support paid that counts for the members",
)
def snap_cost_share(snap_income_share):
    # Who pays a cost is not asked: everybody is taken to pay an equal part, so left-out persons pay the part
    # (1 - share), and all but their share of that part counts.
    left_out = 1 - snap_income_share
    return 1 - left_out * left_out
