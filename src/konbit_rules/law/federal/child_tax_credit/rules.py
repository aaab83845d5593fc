"""The Child Tax Credit: it lowers the income tax first, and part of what is left is paid out."""

from konbit_rules.engine.language import count_members, program, round_up, rule, sum_members

program(
    code="ctc",
    title="Child Tax Credit",
    entity="tax_unit",
    eligible="ctc_eligible",
    amount="ctc_used",
    bites="tax_return",
    bites_cites="26 USC 24(a), 6402",
)


@rule(
    unit="bool",
    entity="person",
    cites="26 USC 24(c)(1), (h)(7)(A)(ii)",
    about="child under 17 with a Social Security number",
)
def is_ctc_child(is_child, age, has_work_number, ctc_child_age):
    return is_child and age < ctc_child_age and has_work_number


@rule(
    unit="number",
    entity="tax_unit",
    cites="26 USC 24(c), (h)(7)(A)",
    about="children for whom the full credit is given",
)
def ctc_children(is_ctc_child, a_filer_has_work_number):
    if a_filer_has_work_number:
        return count_members(is_ctc_child)
    return 0


@rule(
    unit="money/year", entity="tax_unit", cites="26 USC 24(b)(1), (h)(3)", about="credit lost to high income"
)
def ctc_reduction(
    adjusted_gross_income, filing_status, ctc_reduction_start, ctc_reduction_step, ctc_reduction_each_step
):
    over = max(adjusted_gross_income - ctc_reduction_start[filing_status], 0)
    return round_up(over / ctc_reduction_step) * ctc_reduction_each_step


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 24(a), (h)(2), (h)(4)",
    about="credit before it is held against the tax",
)
def ctc(tax_dependents, ctc_children, ctc_reduction, ctc_each_child, ctc_each_other_dependent):
    more_for_a_child = ctc_each_child - ctc_each_other_dependent
    full = tax_dependents * ctc_each_other_dependent + ctc_children * more_for_a_child
    return max(full - ctc_reduction, 0)


@rule(
    unit="money/year", entity="tax_unit", cites="26 USC 26(a)", about="income tax that the credit may lower"
)
def ctc_tax_to_lower(income_tax_before_credits, cdcc):
    return max(income_tax_before_credits - cdcc, 0)


@rule(unit="money/year", entity="tax_unit", cites="26 USC 24(a), 26(a)", about="credit that lowers the tax")
def nonrefundable_ctc(ctc, ctc_tax_to_lower):
    return min(ctc, ctc_tax_to_lower)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 24(d)(1)(B)(i), (h)(6)",
    about="what earnings allow to be paid out",
)
def ctc_refund_by_earnings(earned_income_on_return, ctc_refund_earnings_start, ctc_refund_earnings_rate):
    return max(earned_income_on_return - ctc_refund_earnings_start, 0) * ctc_refund_earnings_rate


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 24(d)(1)(B)(ii), (d)(2)",
    about="what payroll tax allows to be paid out with three or more children",
)
def ctc_refund_by_payroll_tax(
    ctc_children,
    is_adult,
    social_security_tax,
    medicare_tax,
    self_employment_tax_deduction,
    eitc,
    ctc_refund_children_by_payroll_tax,
):
    if ctc_children < ctc_refund_children_by_payroll_tax:
        return 0
    paid = sum_members(social_security_tax + medicare_tax if is_adult else 0) + self_employment_tax_deduction
    return max(paid - eitc, 0)


@rule(unit="money/year", entity="tax_unit", cites="26 USC 24(d), (h)(5)", about="credit that is paid out")
def refundable_ctc(
    ctc,
    nonrefundable_ctc,
    ctc_children,
    ctc_refund_by_earnings,
    ctc_refund_by_payroll_tax,
    ctc_refund_most_each_child,
):
    unused = max(ctc - nonrefundable_ctc, 0)
    allowed = max(ctc_refund_by_earnings, ctc_refund_by_payroll_tax)
    return min(unused, ctc_children * ctc_refund_most_each_child, allowed)


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 24(a), (c), (h)(4)",
    about="there is a child or another dependent",
)
def ctc_has_dependent(tax_dependents):
    return tax_dependents > 0


@rule(unit="bool", entity="tax_unit", cites="26 USC 24(b)", about="income has not used up the credit")
def ctc_income_ok(ctc):
    return ctc > 0


@rule(unit="bool", entity="tax_unit", cites="26 USC 26(a)", about="there is income tax to lower")
def ctc_has_tax_to_lower(ctc_tax_to_lower):
    return ctc_tax_to_lower > 0


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 24(c), (h)(7)(A)",
    about="child under 17 and a parent both have a Social Security number",
)
def ctc_has_child(ctc_children):
    return ctc_children > 0


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 24(d)(1)(B)(i), (h)(6)",
    about="pay is over the amount from which the credit is paid out",
)
def ctc_has_earnings(earned_income_on_return, ctc_refund_earnings_start):
    return earned_income_on_return > ctc_refund_earnings_start


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 24(d)(1)(B)(ii)",
    about="three children, and payroll tax over the Earned Income Tax Credit",
)
def ctc_has_payroll_tax(ctc_refund_by_payroll_tax):
    return ctc_refund_by_payroll_tax > 0


@rule(unit="bool", entity="tax_unit", cites="26 USC 24", about="may have the Child Tax Credit")
def ctc_eligible(
    ctc_has_dependent,
    ctc_income_ok,
    ctc_has_tax_to_lower,
    ctc_has_child,
    ctc_has_earnings,
    ctc_has_payroll_tax,
):
    return (
        ctc_has_dependent
        and ctc_income_ok
        and (ctc_has_tax_to_lower or (ctc_has_child and (ctc_has_earnings or ctc_has_payroll_tax)))
    )


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 24(a), (d)",
    about="Child Tax Credit, as lower tax and as money paid out",
)
def ctc_used(ctc_eligible, ctc, nonrefundable_ctc, refundable_ctc):
    if ctc_eligible:
        return min(nonrefundable_ctc + refundable_ctc, ctc)
    return 0
