"""Mississippi income tax: one rate over an untaxed part that each spouse has of their own."""

from konbit_rules.engine.language import program, rule, sum_members

program(
    code="mississippi_income_tax",
    title="Mississippi income tax",
    entity="tax_unit",
    amount="mississippi_income_tax",
    owed=True,
    bites="tax_return",
    bites_cites="Miss. Code 27-7-41",
)


@rule(
    unit="money/year",
    entity="person",
    cites="Miss. Code 27-7-15(1), (4)(k)-(l), (6)(c)",
    about="income that Mississippi taxes: not Social Security, not pensions, half of self-employment tax off",
)
def mississippi_income(
    tax_wages,
    tax_self_employment,
    tax_unemployment,
    tax_other_income,
    self_employment_tax,
    self_employment_tax_deductible_share,
):
    half = self_employment_tax * self_employment_tax_deductible_share
    return tax_wages + tax_self_employment + tax_unemployment + tax_other_income - half


@rule(
    unit="number",
    entity="tax_unit",
    cites="Miss. Code 27-7-21(d), (e)",
    about="dependents with an exemption of their own",
)
def mississippi_dependents(tax_dependents, filing_status):
    if filing_status == "head_of_household":
        return tax_dependents - 1
    return tax_dependents


@rule(unit="money/year", entity="tax_unit", cites="Miss. Code 27-7-21", about="exemptions")
def mississippi_exemptions(
    filing_status,
    mississippi_dependents,
    filers_aged,
    mississippi_exemption,
    mississippi_exemption_dependent,
    mississippi_exemption_aged,
):
    family = mississippi_exemption[filing_status] + mississippi_dependents * mississippi_exemption_dependent
    return family + filers_aged * mississippi_exemption_aged


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="Miss. Code 27-7-5(1), 27-7-21(c), 27-7-17",
    about="income over the untaxed part of each spouse, less exemptions and standard deduction shared as serves best",
)
def mississippi_taxed_income(
    is_adult,
    mississippi_income,
    filing_status,
    mississippi_exemptions,
    mississippi_standard_deduction,
    mississippi_untaxed_income,
):
    over = sum_members(max(mississippi_income - mississippi_untaxed_income, 0) if is_adult else 0)
    return max(over - mississippi_exemptions - mississippi_standard_deduction[filing_status], 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="Miss. Code 27-7-5(1)",
    about="Mississippi income tax before the care credit",
)
def mississippi_tax_before_credit(mississippi_taxed_income, mississippi_tax_rate):
    return mississippi_taxed_income * mississippi_tax_rate


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="Mississippi 2023 House Bill 1671",
    about="Mississippi care credit",
)
def mississippi_care_credit(
    adjusted_gross_income,
    cdcc,
    mississippi_tax_before_credit,
    mississippi_care_credit_share,
    mississippi_care_credit_income_limit,
):
    if adjusted_gross_income <= mississippi_care_credit_income_limit:
        return min(cdcc * mississippi_care_credit_share, mississippi_tax_before_credit)
    return 0


@rule(unit="money/year", entity="tax_unit", cites="Miss. Code 27-7-5(1)", about="Mississippi income tax")
def mississippi_income_tax(mississippi_tax_before_credit, mississippi_care_credit):
    return max(mississippi_tax_before_credit - mississippi_care_credit, 0)
