"""What a family has left in a year: pay and other income, less taxes, plus help it holds, less child care, rent and premium.

Help that a family could get but does not hold is not counted; coverage such as Medicaid is not counted in dollars.
"""

from konbit_rules.engine.language import as_paid, rule, sum_members, yearly


@rule(
    unit="money/year",
    entity="person",
    cites="definition of this calculation",
    about="money coming in to this person",
)
def money_in(
    wages,
    self_employment,
    unemployment,
    social_security_disability,
    social_security_retirement,
    pension,
    child_support_received,
    other_income,
    years_of_pay,
):
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
    return earned + social_security + other


@rule(unit="money/year", entity="household", cites="definition of this calculation", about="money coming in")
def left_money_in(money_in):
    return sum_members(money_in)


@rule(unit="money/year", entity="household", cites="definition of this calculation", about="SNAP held")
def left_snap(snap_held, snap_amount):
    return yearly(snap_amount) if snap_held else 0


@rule(unit="money/year", entity="household", cites="definition of this calculation", about="TANF held")
def left_tanf(tanf_counted):
    return yearly(tanf_counted)


@rule(unit="money/year", entity="household", cites="definition of this calculation", about="SSI held")
def left_ssi(ssi_counted):
    return yearly(sum_members(ssi_counted))


@rule(unit="money/year", entity="household", cites="definition of this calculation", about="energy help held")
def left_liheap(liheap_held, liheap_amount):
    return liheap_amount if liheap_held else 0


@rule(
    unit="money/year",
    entity="child_care_family",
    cites="definition of this calculation",
    about="child care the family pays for itself",
)
def left_child_care(care_charge, child_care_counted):
    return max(yearly(sum_members(care_charge)) - yearly(child_care_counted), 0)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="definition of this calculation",
    about="payroll and self-employment tax",
)
def left_payroll_taxes(employee_payroll_tax, self_employment_tax):
    return employee_payroll_tax + sum_members(self_employment_tax)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="definition of this calculation",
    about="federal income tax after credits; the premium credit is paid to the insurer and stands apart",
)
def left_federal_tax(income_tax):
    return income_tax


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="definition of this calculation",
    about="Mississippi income tax",
)
def left_state_tax(mississippi_income_tax):
    return mississippi_income_tax


@rule(
    unit="money/year",
    entity="household",
    cites="definition of this calculation",
    about="rent, or the share a voucher leaves",
)
def left_rent(receives_housing_voucher, housing_voucher_rent_share, rent):
    return yearly(housing_voucher_rent_share) if receives_housing_voucher else yearly(rent)


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="definition of this calculation",
    about="the family's own share of the benchmark marketplace plan it has",
)
def left_health_premium(receives_marketplace_credit, premium_credit_benchmark, premium_credit):
    return premium_credit_benchmark - premium_credit if receives_marketplace_credit else 0


@rule(
    unit="money/year",
    entity="household",
    cites="definition of this calculation",
    about="what is left in a year",
)
def what_is_left(
    left_money_in,
    left_snap,
    left_tanf,
    left_ssi,
    left_liheap,
    left_child_care,
    left_payroll_taxes,
    left_federal_tax,
    left_state_tax,
    left_rent,
    left_health_premium,
):
    held = left_snap + left_tanf + left_ssi + left_liheap
    taxes = left_payroll_taxes + left_federal_tax + left_state_tax
    return left_money_in + held - taxes - left_child_care - left_rent - left_health_premium
