"""School meals: free or reduced-price breakfast and lunch for children in school."""

from konbit_rules.engine.language import any_member, as_paid, program, rule, sum_members, yearly

program(
    code="school_meals",
    title="Free and reduced-price school meals",
    entity="household",
    eligible="school_meals_eligible",
    bites="end_of_period",
    bites_cites="42 USC 1758(b)(9); 7 CFR 245.6(c)(1) (a child's standing lasts the school year and 30 days into the next)",
)


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 1758(b)(1)(A); 7 CFR 245.1",
    about="a child of the family goes to school",
)
def school_meals_has_pupil(is_child, in_school):
    return any_member(is_child and in_school)


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 1758(b)(4), (b)(12)(A)(i); 7 CFR 245.6(b)(1)",
    about="the household receives SNAP",
)
def school_meals_by_snap(snap_held):
    return snap_held


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 1758(b)(12)(A)(ii); 7 CFR 245.6(b)(2)",
    about="the family receives TANF",
)
def school_meals_by_tanf(tanf_held):
    return tanf_held


@rule(
    unit="money/year",
    entity="person",
    cites="7 CFR 245.2 (current income), 245.6(a)(5)(ii)",
    about="the person's income a year, before taxes",
)
def school_meals_person_income(
    is_adult,
    is_child,
    wages,
    self_employment,
    unemployment,
    social_security_disability,
    social_security_retirement,
    pension,
    child_support_received,
    other_income,
    ssi_counted,
    years_of_pay,
):
    if not (is_adult or is_child):
        return 0
    earned = as_paid(wages, years_of_pay) + as_paid(self_employment, years_of_pay)
    social_security = as_paid(social_security_disability, years_of_pay) + as_paid(
        social_security_retirement, years_of_pay
    )
    other = (
        as_paid(unemployment, years_of_pay)
        + as_paid(pension, years_of_pay)
        + as_paid(child_support_received, years_of_pay)
        + as_paid(other_income, years_of_pay)
    )
    return earned + social_security + other + yearly(ssi_counted)


@rule(
    unit="money/year",
    entity="household",
    cites="7 CFR 245.2 (current income), 245.6(a)(5)(ii)",
    about="the household's income a year, before taxes",
)
def school_meals_income(school_meals_person_income, tanf_counted):
    return sum_members(school_meals_person_income) + yearly(tanf_counted)


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 1758(b)(1)(A), (B); 7 CFR 245.3(a)",
    about="income is at or under the limit for free meals",
)
def school_meals_free_income_ok(school_meals_income, household_size, school_meals_free_limit):
    return school_meals_income <= school_meals_free_limit[household_size]


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 1758(b)(1)(A), (B), (b)(9); 7 CFR 245.3(a)",
    about="income is at or under the limit for reduced-price meals",
)
def school_meals_reduced_income_ok(school_meals_income, household_size, school_meals_reduced_limit):
    return school_meals_income <= school_meals_reduced_limit[household_size]


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 1758(b)(4), (b)(9)(A), (b)(12); 7 CFR 245.3, 245.6(b)",
    about="meals are free: SNAP, TANF, or income under the limit for free meals",
)
def school_meals_free(school_meals_by_snap, school_meals_by_tanf, school_meals_free_income_ok):
    return school_meals_free_income_ok or school_meals_by_snap or school_meals_by_tanf


@rule(
    unit="choice:free|reduced|paid",
    entity="household",
    cites="42 USC 1758(b)(9); 7 CFR 245.3",
    about="what the family's children pay for school meals",
)
def school_meal_tier(school_meals_free, school_meals_reduced_income_ok):
    if school_meals_free:
        return "free"
    return "reduced" if school_meals_reduced_income_ok else "paid"


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 1758(b)(9); 7 CFR 245.3",
    about="a child in school gets free or reduced-price meals",
)
def school_meals_eligible(
    school_meals_has_pupil,
    school_meals_by_snap,
    school_meals_by_tanf,
    school_meals_reduced_income_ok,
):
    return school_meals_has_pupil and (
        school_meals_reduced_income_ok or school_meals_by_snap or school_meals_by_tanf
    )
