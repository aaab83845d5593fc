"""The Earned Income Tax Credit: money back at tax time for people who work."""

from konbit_rules.engine.language import any_member, count_members, program, rule, sum_members

program(
    code="eitc",
    title="Earned Income Tax Credit",
    entity="tax_unit",
    eligible="eitc_eligible",
    amount="eitc",
    bites="tax_return",
    bites_cites="26 USC 32(a), 6402",
)


@rule(unit="bool", entity="person", cites="26 USC 32(c)(3), (m)", about="child who counts for the credit")
def is_eitc_child(is_child_by_age, has_work_number):
    return is_child_by_age and has_work_number


@rule(unit="number", entity="tax_unit", cites="26 USC 32(c)(3)", about="children who count for the credit")
def eitc_children(is_eitc_child):
    return count_members(is_eitc_child)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 32(a)(2)(B)",
    about="the larger of earned income and adjusted gross income",
)
def eitc_income(earned_income_on_return, adjusted_gross_income):
    return max(earned_income_on_return, adjusted_gross_income)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 32(b)(2)",
    about="income from which the credit is reduced",
)
def eitc_reduction_from(eitc_children, filing_status, eitc_reduction_start, eitc_reduction_start_joint_more):
    if filing_status == "joint":
        return eitc_reduction_start[eitc_children] + eitc_reduction_start_joint_more[eitc_children]
    return eitc_reduction_start[eitc_children]


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 32(a)(2)",
    about="income at which nothing is left of the credit",
)
def eitc_income_limit(eitc_children, eitc_reduction_from, eitc_most, eitc_reduction_rate):
    return eitc_reduction_from + eitc_most[eitc_children] / eitc_reduction_rate[eitc_children]


@rule(unit="bool", entity="tax_unit", cites="26 USC 32(a)(1), (c)(2)", about="there is pay from work")
def eitc_has_earnings(earned_income_on_return):
    return earned_income_on_return > 0


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 32(c)(1)(E), (m)",
    about="head and spouse have Social Security numbers valid for work",
)
def eitc_filers_have_work_numbers(is_adult, has_work_number):
    return not any_member(is_adult and not has_work_number)


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 32(c)(1)(A)(i)",
    about="a child with a Social Security number lives with the family",
)
def eitc_has_child(eitc_children):
    return eitc_children > 0


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 32(c)(1)(A)(ii)(II)",
    about="head or spouse is 25 to 64 years old",
)
def eitc_age_ok(is_adult, age, eitc_youngest_without_children, eitc_oldest_without_children):
    return any_member(is_adult and eitc_youngest_without_children <= age <= eitc_oldest_without_children)


@rule(unit="bool", entity="tax_unit", cites="26 USC 32(a)(2)", about="income is under the limit")
def eitc_income_ok(eitc_income, eitc_income_limit):
    return eitc_income < eitc_income_limit


@rule(unit="bool", entity="tax_unit", cites="26 USC 32(i)", about="investment income is not over the limit")
def eitc_investment_income_ok(is_adult, tax_other_income, eitc_investment_income_limit):
    return sum_members(tax_other_income if is_adult else 0) <= eitc_investment_income_limit


@rule(unit="bool", entity="tax_unit", cites="26 USC 32", about="may have the Earned Income Tax Credit")
def eitc_eligible(
    eitc_has_earnings,
    eitc_filers_have_work_numbers,
    eitc_has_child,
    eitc_age_ok,
    eitc_income_ok,
    eitc_investment_income_ok,
):
    return (
        eitc_has_earnings
        and eitc_filers_have_work_numbers
        and (eitc_has_child or eitc_age_ok)
        and eitc_income_ok
        and eitc_investment_income_ok
    )


@rule(unit="money/year", entity="tax_unit", cites="26 USC 32(a)", about="Earned Income Tax Credit")
def eitc(
    eitc_eligible,
    eitc_children,
    earned_income_on_return,
    eitc_income,
    eitc_reduction_from,
    eitc_rate,
    eitc_most,
    eitc_reduction_rate,
):
    if not eitc_eligible:
        return 0
    earned = min(earned_income_on_return * eitc_rate[eitc_children], eitc_most[eitc_children])
    lost = max(eitc_income - eitc_reduction_from, 0) * eitc_reduction_rate[eitc_children]
    return max(min(earned, eitc_most[eitc_children] - lost), 0)
