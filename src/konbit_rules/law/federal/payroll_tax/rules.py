"""Social Security and Medicare tax: what comes off wages, and what the self-employed pay for themselves."""

from konbit_rules.engine.language import program, rule, sum_members

program(
    code="payroll_tax",
    title="Payroll and self-employment tax",
    entity="tax_unit",
    amount="payroll_tax",
    owed=True,
    bites="at_once",
    bites_cites="26 USC 3102(a), 6654",
)


@rule(
    unit="money/year",
    entity="person",
    cites="26 USC 3101(a), 3121(a)(1)",
    about="Social Security tax on wages",
)
def social_security_tax(tax_wages, social_security_tax_rate, social_security_wage_base):
    return min(tax_wages, social_security_wage_base) * social_security_tax_rate


@rule(unit="money/year", entity="person", cites="26 USC 3101(b)(1)", about="Medicare tax on wages")
def medicare_tax(tax_wages, medicare_tax_rate):
    return tax_wages * medicare_tax_rate


@rule(
    unit="money/year",
    entity="person",
    cites="26 USC 1402(a)(12), (b)(2)",
    about="net earnings from self-employment that are taxed",
)
def self_employment_net_earnings(
    tax_self_employment, self_employment_net_share, self_employment_least_earnings
):
    earnings = tax_self_employment * self_employment_net_share
    if earnings < self_employment_least_earnings:
        return 0
    return earnings


@rule(
    unit="money/year",
    entity="person",
    cites="26 USC 1401(a), (b)(1), 1402(b)(1)",
    about="self-employment tax",
)
def self_employment_tax(
    tax_wages,
    self_employment_net_earnings,
    social_security_wage_base,
    self_employment_social_security_rate,
    self_employment_medicare_rate,
):
    room = max(social_security_wage_base - tax_wages, 0)
    social_security = min(self_employment_net_earnings, room) * self_employment_social_security_rate
    return social_security + self_employment_net_earnings * self_employment_medicare_rate


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 3101(b)(2), 1401(b)(2)",
    about="Additional Medicare Tax",
)
def additional_medicare_tax(
    is_adult,
    tax_wages,
    self_employment_net_earnings,
    filing_status,
    additional_medicare_rate,
    additional_medicare_threshold,
):
    earnings = sum_members(tax_wages + self_employment_net_earnings if is_adult else 0)
    return max(earnings - additional_medicare_threshold[filing_status], 0) * additional_medicare_rate


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 3101, 1401(b)(2)",
    about="payroll tax with the Additional Medicare Tax",
)
def employee_payroll_tax(social_security_tax, medicare_tax, additional_medicare_tax):
    return sum_members(social_security_tax + medicare_tax) + additional_medicare_tax


@rule(
    unit="money/year", entity="tax_unit", cites="26 USC 3101, 1401", about="payroll and self-employment tax"
)
def payroll_tax(employee_payroll_tax, self_employment_tax):
    return employee_payroll_tax + sum_members(self_employment_tax)
