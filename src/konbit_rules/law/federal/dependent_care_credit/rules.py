"""The Child and Dependent Care Credit: lower income tax for families who pay for care in order to work."""

from konbit_rules.engine.language import (
    any_member,
    count_members,
    program,
    round_up,
    rule,
    sum_members,
    yearly,
)

program(
    code="cdcc",
    title="Child and Dependent Care Credit",
    entity="tax_unit",
    eligible="cdcc_eligible",
    amount="cdcc",
    bites="tax_return",
    bites_cites="26 USC 21(a)",
)


@rule(unit="bool", entity="person", cites="26 USC 21(b)(1)(A)", about="child under 13")
def is_cdcc_child(is_child, age, cdcc_child_age):
    return is_child and age < cdcc_child_age


@rule(unit="number", entity="tax_unit", cites="26 USC 21(b)(1)(A)", about="children under 13")
def cdcc_children(is_cdcc_child):
    return count_members(is_cdcc_child)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 21(b)(2)",
    about="what the family itself pays for care",
)
def cdcc_paid(is_cdcc_child, care_charge, child_care_counted):
    charged = sum_members(care_charge if is_cdcc_child else 0)
    return yearly(max(charged - child_care_counted, 0))


@rule(
    unit="money/year", entity="tax_unit", cites="26 USC 21(d)(1), 32(c)(2)", about="earned income of the head"
)
def cdcc_head_earned(role, tax_earned_income):
    return sum_members(tax_earned_income if role == "head" else 0)


@rule(unit="money/year", entity="tax_unit", cites="26 USC 21(d)(1)(B)", about="earned income of the spouse")
def cdcc_spouse_earned(role, tax_earned_income):
    return sum_members(tax_earned_income if role == "spouse" else 0)


@rule(unit="bool", entity="tax_unit", cites="26 USC 21(d)(2), (e)(7)", about="the head studies full time")
def cdcc_head_studies(role, in_school):
    return any_member(role == "head" and in_school)


@rule(unit="bool", entity="tax_unit", cites="26 USC 21(d)(2), (e)(7)", about="the spouse studies full time")
def cdcc_spouse_studies(role, in_school):
    return any_member(role == "spouse" and in_school)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 21(d)",
    about="earned income of the one who earns less; one of a couple may count studies as earnings",
)
def cdcc_lower_earned(
    is_couple,
    cdcc_head_earned,
    cdcc_spouse_earned,
    cdcc_head_studies,
    cdcc_spouse_studies,
    cdcc_children,
    cdcc_student_earnings,
):
    if not is_couple:
        return cdcc_head_earned
    studies = cdcc_student_earnings[cdcc_children]
    head = max(cdcc_head_earned, studies) if cdcc_head_studies else cdcc_head_earned
    spouse = max(cdcc_spouse_earned, studies) if cdcc_spouse_studies else cdcc_spouse_earned
    return max(min(head, cdcc_spouse_earned), min(cdcc_head_earned, spouse))


@rule(unit="money/year", entity="tax_unit", cites="26 USC 21(c), (d)(1)", about="costs of care that count")
def cdcc_costs(cdcc_paid, cdcc_children, cdcc_lower_earned, cdcc_costs_most):
    return min(cdcc_paid, cdcc_costs_most[cdcc_children], cdcc_lower_earned)


@rule(unit="number", entity="tax_unit", cites="26 USC 21(a)(2)", about="share of the costs that is credited")
def cdcc_rate(
    adjusted_gross_income,
    filing_status,
    cdcc_rate_most,
    cdcc_rate_middle,
    cdcc_rate_least,
    cdcc_rate_each_step,
    cdcc_first_start,
    cdcc_first_step,
    cdcc_second_start,
    cdcc_second_step,
):
    first = round_up(max(adjusted_gross_income - cdcc_first_start, 0) / cdcc_first_step)
    second = round_up(
        max(adjusted_gross_income - cdcc_second_start[filing_status], 0) / cdcc_second_step[filing_status]
    )
    after_first = max(cdcc_rate_most - first * cdcc_rate_each_step, cdcc_rate_middle)
    return max(after_first - second * cdcc_rate_each_step, cdcc_rate_least)


@rule(unit="bool", entity="tax_unit", cites="26 USC 21(b)(1)(A)", about="there is a child under 13")
def cdcc_has_child(cdcc_children):
    return cdcc_children > 0


@rule(unit="bool", entity="tax_unit", cites="26 USC 21(b)(2)", about="the family pays for care itself")
def cdcc_pays_for_care(cdcc_paid):
    return cdcc_paid > 0


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 21(d)",
    about="the parent, or both parents, earn or one studies full time",
)
def cdcc_parents_earn(cdcc_lower_earned):
    return cdcc_lower_earned > 0


@rule(unit="bool", entity="tax_unit", cites="26 USC 21(a)(1), 26(a)", about="there is income tax to lower")
def cdcc_has_tax_to_lower(income_tax_before_credits):
    return income_tax_before_credits > 0


@rule(unit="bool", entity="tax_unit", cites="26 USC 21", about="may have the Child and Dependent Care Credit")
def cdcc_eligible(cdcc_has_child, cdcc_pays_for_care, cdcc_parents_earn, cdcc_has_tax_to_lower):
    return cdcc_has_child and cdcc_pays_for_care and cdcc_parents_earn and cdcc_has_tax_to_lower


@rule(
    unit="money/year", entity="tax_unit", cites="26 USC 21(a), 26(a)", about="Child and Dependent Care Credit"
)
def cdcc(cdcc_eligible, cdcc_costs, cdcc_rate, income_tax_before_credits):
    if cdcc_eligible:
        return min(cdcc_costs * cdcc_rate, income_tax_before_credits)
    return 0
