"""The premium tax credit: help with the premium of a marketplace health plan for people without other coverage."""

from konbit_rules.engine.language import (
    any_member,
    program,
    round_down,
    round_near,
    rule,
    step,
    sum_largest_members,
    sum_members,
    yearly,
)

program(
    code="premium_credit",
    title="Marketplace premium tax credit",
    entity="tax_unit",
    eligible="premium_credit_eligible",
    amount="premium_credit",
    receives="receives_marketplace_credit",
    bites="tax_return",
    bites_cites="26 USC 36B(f)(2) (what was paid in advance is settled on the tax return)",
)


# Income against the poverty guideline


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 CFR 1.36B-1(h)",
    about="poverty guideline for the people on the tax return",
)
def premium_credit_guideline(tax_unit_size, premium_credit_poverty_guideline):
    return premium_credit_poverty_guideline[tax_unit_size]


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 36B(c)(1)(A); Pub. L. 119-21 sec. 71302",
    about="income at least the poverty guideline",
)
def premium_credit_income_high_enough(
    modified_adjusted_gross_income, premium_credit_guideline, premium_credit_least_share
):
    return modified_adjusted_gross_income >= premium_credit_guideline * premium_credit_least_share


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 36B(c)(1)(A)",
    about="income at or under 400 percent of the poverty guideline",
)
def premium_credit_income_low_enough(
    modified_adjusted_gross_income, premium_credit_guideline, premium_credit_most_share
):
    return modified_adjusted_gross_income <= premium_credit_guideline * premium_credit_most_share


# Who has no other coverage to turn to


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 18032(f)(3); 45 CFR 155.20",
    about="citizen or lawfully present",
)
def premium_credit_lawfully_present(immigration):
    return immigration != "undocumented"


# A group that rests on a disability bars the credit only once the agency has found it (here: once it is held).
@rule(
    unit="bool",
    entity="person",
    cites="26 USC 36B(c)(2)(B); 26 CFR 1.36B-2(c)(2); IRS Notice 2013-41",
    about="may not have Medicaid",
)
def premium_credit_no_medicaid(medicaid_held, medicaid_status_ok, medicaid_in_main_group):
    return not (medicaid_held or (medicaid_status_ok and medicaid_in_main_group))


@rule(
    unit="bool", entity="person", cites="26 USC 36B(c)(2)(B); 26 CFR 1.36B-2(c)(2)", about="may not have CHIP"
)
def premium_credit_no_chip(chip_eligible, chip_held):
    return not (chip_eligible or chip_held)


@rule(
    unit="bool", entity="person", cites="26 USC 36B(c)(2)(B), (C)", about="has no coverage from an employer"
)
def premium_credit_no_job_coverage(has_job_coverage):
    return not has_job_coverage


@rule(
    unit="bool",
    entity="person",
    cites="26 USC 36B(c)(2)(B); 26 CFR 1.36B-2(c)(2)(i)",
    about="has no Medicare",
)
def premium_credit_no_medicare(counts_as_medicare):
    return not counts_as_medicare


@rule(unit="bool", entity="person", cites="26 CFR 1.36B-1(d); 1.36B-3(b)(1)", about="on the tax return")
def premium_credit_on_return(is_adult, is_tax_dependent):
    return is_adult or is_tax_dependent


@rule(
    unit="bool", entity="person", cites="26 CFR 1.36B-3(b)(1), (c)(1)", about="may be covered with the credit"
)
def premium_credit_person(
    premium_credit_on_return,
    premium_credit_lawfully_present,
    premium_credit_no_medicaid,
    premium_credit_no_chip,
    premium_credit_no_job_coverage,
    premium_credit_no_medicare,
):
    public = premium_credit_no_medicaid and premium_credit_no_chip and premium_credit_no_medicare
    return (
        premium_credit_on_return
        and premium_credit_lawfully_present
        and premium_credit_no_job_coverage
        and public
    )


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 CFR 1.36B-2(a)",
    about="someone on the tax return has no other coverage to turn to",
)
def premium_credit_someone(premium_credit_person):
    return any_member(premium_credit_person)


# The benchmark plan


@rule(
    unit="money/month",
    entity="person",
    cites="26 CFR 1.36B-3(f); 45 CFR 147.102",
    about="benchmark premium of this person",
)
def premium_credit_premium(
    premium_credit_person,
    age,
    county,
    premium_credit_age_curve,
    premium_credit_rating_area,
    premium_credit_child_premium,
):
    if not premium_credit_person:
        return 0
    return premium_credit_child_premium[premium_credit_rating_area[county]] * step(
        age, premium_credit_age_curve
    )


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 CFR 1.36B-3(f); 45 CFR 147.102(c)(1)",
    about="benchmark premium of everybody who may be covered with the credit",
)
def premium_credit_benchmark(
    premium_credit_premium, age, premium_credit_adult_age, premium_credit_rated_children
):
    adults = sum_members(premium_credit_premium if age >= premium_credit_adult_age else 0)
    children = sum_largest_members(
        premium_credit_rated_children, premium_credit_premium if age < premium_credit_adult_age else 0
    )
    return yearly(adults + children)


# What the family pays itself


@rule(
    unit="number",
    entity="tax_unit",
    cites="26 USC 36B(b)(3)(A); Instructions for Form 8962",
    about="income as a share of the poverty guideline, in whole percents",
)
def premium_credit_income_share(
    modified_adjusted_gross_income, premium_credit_guideline, premium_credit_income_step
):
    return round_down(modified_adjusted_gross_income / premium_credit_guideline, premium_credit_income_step)


@rule(
    unit="number",
    entity="tax_unit",
    cites="26 USC 36B(b)(3)(A); 26 CFR 1.36B-3(g)",
    about="share of income the family pays itself",
)
def premium_credit_percentage(
    premium_credit_income_share,
    premium_credit_band_start,
    premium_credit_band_width,
    premium_credit_initial_percentage,
    premium_credit_final_percentage,
    premium_credit_percentage_step,
):
    start = step(premium_credit_income_share, premium_credit_band_start)
    width = step(premium_credit_income_share, premium_credit_band_width)
    initial = step(premium_credit_income_share, premium_credit_initial_percentage)
    final = step(premium_credit_income_share, premium_credit_final_percentage)
    within = max(min((premium_credit_income_share - start) / width, 1), 0)
    return round_near(initial + (final - initial) * within, premium_credit_percentage_step)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 36B(b)(2)(B)",
    about="what the family pays itself for the benchmark plan",
)
def premium_credit_own_share(modified_adjusted_gross_income, premium_credit_percentage):
    return modified_adjusted_gross_income * premium_credit_percentage


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 36B(b)(2)(B)",
    about="the benchmark plan costs more than the family's own share",
)
def premium_credit_leaves_something(premium_credit_benchmark, premium_credit_own_share):
    return premium_credit_benchmark > premium_credit_own_share


@rule(unit="bool", entity="tax_unit", cites="26 USC 36B(a), (c)", about="may have the premium tax credit")
def premium_credit_eligible(
    premium_credit_income_high_enough,
    premium_credit_income_low_enough,
    premium_credit_someone,
    premium_credit_leaves_something,
):
    income = premium_credit_income_high_enough and premium_credit_income_low_enough
    return income and premium_credit_someone and premium_credit_leaves_something


@rule(unit="money/year", entity="tax_unit", cites="26 USC 36B(b)(2)(B)", about="premium tax credit")
def premium_credit(premium_credit_eligible, premium_credit_benchmark, premium_credit_own_share):
    return max(premium_credit_benchmark - premium_credit_own_share, 0) if premium_credit_eligible else 0
