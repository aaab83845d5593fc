"""Who is on the tax return, in which filing status, and the income counted on it.

A child's own pay is never on the parents' return, so every sum here goes over head and spouse.
"""

from konbit_rules.engine.language import any_member, as_paid, count_members, rule, sum_members


@rule(unit="money/year", entity="person", cites="26 USC 61(a)(1)", about="wages in a year")
def tax_wages(wages, years_of_pay):
    return as_paid(wages, years_of_pay)


@rule(
    unit="money/year", entity="person", cites="26 USC 61(a)(2)", about="profit from self-employment in a year"
)
def tax_self_employment(self_employment, years_of_pay):
    return as_paid(self_employment, years_of_pay)


@rule(unit="money/year", entity="person", cites="26 USC 85", about="unemployment compensation in a year")
def tax_unemployment(unemployment, years_of_pay):
    return as_paid(unemployment, years_of_pay)


@rule(unit="money/year", entity="person", cites="26 USC 72, 61(a)(8)", about="pensions in a year")
def tax_pension(pension, years_of_pay):
    return as_paid(pension, years_of_pay)


@rule(
    unit="money/year",
    entity="person",
    cites="26 USC 61(a)(4)",
    about="other taxed income, such as interest, in a year",
)
def tax_other_income(other_income, years_of_pay):
    return as_paid(other_income, years_of_pay)


@rule(
    unit="money/year",
    entity="person",
    cites="26 USC 86(d)(1)",
    about="Social Security benefits in a year, SSI apart",
)
def tax_social_security(social_security_disability, social_security_retirement, years_of_pay):
    return as_paid(social_security_disability, years_of_pay) + as_paid(
        social_security_retirement, years_of_pay
    )


@rule(
    unit="bool",
    entity="person",
    cites="26 USC 32(m), 24(h)(7)",
    about="has a Social Security number valid for work",
)
def has_work_number(immigration):
    return immigration != "undocumented"


@rule(unit="bool", entity="person", cites="26 USC 152(c)(3)", about="a child by the age test of the tax law")
def is_child_by_age(is_child, age, in_school, is_disabled, dependent_child_age, dependent_student_age):
    return is_child and (
        age < dependent_child_age or (age < dependent_student_age and in_school) or is_disabled
    )


@rule(
    unit="bool",
    entity="person",
    cites="26 USC 152(d)(1)(B)",
    about="a grown child with hardly any income of their own",
)
def is_dependent_relative(
    is_child,
    tax_wages,
    tax_self_employment,
    tax_unemployment,
    tax_pension,
    tax_other_income,
    dependent_relative_income_limit,
):
    income = tax_wages + tax_self_employment + tax_unemployment + tax_pension + tax_other_income
    return is_child and income < dependent_relative_income_limit


@rule(unit="bool", entity="person", cites="26 USC 152(a)", about="dependent on the family's tax return")
def is_tax_dependent(is_child_by_age, is_dependent_relative):
    return is_child_by_age or is_dependent_relative


@rule(unit="number", entity="tax_unit", cites="26 USC 152(a)", about="dependents on the tax return")
def tax_dependents(is_tax_dependent):
    return count_members(is_tax_dependent)


@rule(unit="number", entity="tax_unit", cites="26 USC 151, 152", about="people on the tax return")
def tax_unit_size(is_adult, is_tax_dependent):
    return count_members(is_adult or is_tax_dependent)


@rule(
    unit="choice:single|joint|head_of_household",
    entity="tax_unit",
    cites="26 USC 1(a)-(c), 2(b)",
    about="filing status",
)
def filing_status(is_couple, tax_dependents):
    if is_couple:
        return "joint"
    if tax_dependents > 0:
        return "head_of_household"
    return "single"


@rule(unit="money/year", entity="tax_unit", cites="26 USC 164(f)", about="half of the self-employment tax")
def self_employment_tax_deduction(is_adult, self_employment_tax, self_employment_tax_deductible_share):
    return sum_members(self_employment_tax if is_adult else 0) * self_employment_tax_deductible_share


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 86(b)(2)",
    about="adjusted gross income without Social Security",
)
def income_without_social_security(
    is_adult,
    tax_wages,
    tax_self_employment,
    tax_unemployment,
    tax_pension,
    tax_other_income,
    self_employment_tax_deduction,
):
    earned = sum_members(tax_wages + tax_self_employment if is_adult else 0)
    other = sum_members(tax_unemployment + tax_pension + tax_other_income if is_adult else 0)
    return max(earned + other - self_employment_tax_deduction, 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 86(d)(1)",
    about="Social Security benefits of head and spouse",
)
def social_security_on_return(is_adult, tax_social_security):
    return sum_members(tax_social_security if is_adult else 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 86(a)",
    about="Social Security benefits that are taxed",
)
def taxable_social_security(
    income_without_social_security,
    social_security_on_return,
    filing_status,
    taxable_social_security_half,
    taxable_social_security_upper_share,
    taxable_social_security_base,
    taxable_social_security_adjusted_base,
):
    half = social_security_on_return * taxable_social_security_half
    tested = income_without_social_security + half
    base = taxable_social_security_base[filing_status]
    adjusted_base = taxable_social_security_adjusted_base[filing_status]
    over_base = max(tested - base, 0) * taxable_social_security_half
    over_adjusted_base = max(tested - adjusted_base, 0) * taxable_social_security_upper_share
    first_band = min(half, over_base, (adjusted_base - base) * taxable_social_security_half)
    return min(
        social_security_on_return * taxable_social_security_upper_share, first_band + over_adjusted_base
    )


@rule(unit="money/year", entity="tax_unit", cites="26 USC 62(a)", about="adjusted gross income")
def adjusted_gross_income(income_without_social_security, taxable_social_security):
    return income_without_social_security + taxable_social_security


@rule(
    unit="money/year",
    entity="person",
    cites="26 USC 32(c)(2), 164(f)",
    about="earned income, half of self-employment tax off",
)
def tax_earned_income(
    tax_wages, tax_self_employment, self_employment_tax, self_employment_tax_deductible_share
):
    half = self_employment_tax * self_employment_tax_deductible_share
    return max(tax_wages + tax_self_employment - half, 0)


@rule(unit="money/year", entity="tax_unit", cites="26 USC 32(c)(2)", about="earned income of head and spouse")
def earned_income_on_return(is_adult, tax_earned_income):
    return sum_members(tax_earned_income if is_adult else 0)


@rule(
    unit="bool",
    entity="tax_unit",
    cites="26 USC 24(h)(7)(A)",
    about="a parent has a Social Security number valid for work",
)
def a_filer_has_work_number(is_adult, has_work_number):
    return any_member(is_adult and has_work_number)
