"""Federal income tax of a year, after the credits of earned income, children and care."""

from konbit_rules.engine.language import bracket, count_members, program, rule, sum_members

program(
    code="income_tax",
    title="Federal income tax",
    entity="tax_unit",
    amount="income_tax",
    owed=True,
    bites="tax_return",
    bites_cites="26 USC 6072(a)",
)


@rule(unit="number", entity="tax_unit", cites="26 USC 63(f)(1)", about="head and spouse aged 65 or older")
def filers_aged(is_adult, age, senior_age):
    return count_members(is_adult and age >= senior_age)


@rule(unit="money/year", entity="tax_unit", cites="26 USC 63(c)", about="standard deduction")
def standard_deduction(filing_status, filers_aged, standard_deduction_basic, standard_deduction_aged):
    return standard_deduction_basic[filing_status] + filers_aged * standard_deduction_aged[filing_status]


@rule(
    unit="number",
    entity="tax_unit",
    cites="26 USC 151(d)(5)(C)(ii), (v)",
    about="head and spouse who get the senior deduction",
)
def senior_deduction_persons(is_adult, age, has_work_number, senior_age):
    return count_members(is_adult and age >= senior_age and has_work_number)


@rule(unit="money/year", entity="tax_unit", cites="26 USC 151(d)(5)(C)", about="senior deduction")
def senior_deduction(
    senior_deduction_persons,
    adjusted_gross_income,
    filing_status,
    senior_deduction_each,
    senior_deduction_start,
    senior_deduction_reduction_rate,
):
    over = max(adjusted_gross_income - senior_deduction_start[filing_status], 0)
    return senior_deduction_persons * max(senior_deduction_each - over * senior_deduction_reduction_rate, 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 199A(e)(1)",
    about="taxable income before the business income deduction",
)
def income_before_business_deduction(adjusted_gross_income, standard_deduction, senior_deduction):
    return max(adjusted_gross_income - standard_deduction - senior_deduction, 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 199A(c)",
    about="business income, half of self-employment tax off",
)
def business_income(is_adult, tax_self_employment, self_employment_tax_deduction):
    return max(sum_members(tax_self_employment if is_adult else 0) - self_employment_tax_deduction, 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 199A(a), (b)(3), (i)",
    about="business income deduction",
)
def business_deduction(
    business_income,
    income_before_business_deduction,
    filing_status,
    business_deduction_rate,
    business_deduction_floor,
    business_deduction_floor_income,
    business_deduction_threshold,
    business_deduction_band,
):
    over = max(income_before_business_deduction - business_deduction_threshold[filing_status], 0)
    kept = max(1 - over / business_deduction_band[filing_status], 0)
    of_business = business_income * business_deduction_rate * kept
    deduction = min(of_business, income_before_business_deduction * business_deduction_rate)
    if business_income >= business_deduction_floor_income:
        deduction = max(deduction, business_deduction_floor)
    return deduction


@rule(unit="money/year", entity="tax_unit", cites="26 USC 63(b)", about="taxable income")
def taxable_income(income_before_business_deduction, business_deduction):
    return max(income_before_business_deduction - business_deduction, 0)


@rule(unit="money/year", entity="tax_unit", cites="26 USC 1(j)", about="income tax before credits")
def income_tax_before_credits(taxable_income, filing_status, income_tax_brackets):
    return bracket(taxable_income, income_tax_brackets[filing_status])


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 21, 24, 26(a)",
    about="income tax after the credits that only lower tax",
)
def income_tax_before_refunds(income_tax_before_credits, cdcc, nonrefundable_ctc):
    return max(income_tax_before_credits - cdcc - nonrefundable_ctc, 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 24(d), 32",
    about="income tax; below zero it is paid to the family",
)
def income_tax(income_tax_before_refunds, eitc, refundable_ctc):
    return income_tax_before_refunds - eitc - refundable_ctc
