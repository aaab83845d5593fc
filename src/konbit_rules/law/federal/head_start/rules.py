"""Head Start for children from three until school, Early Head Start for pregnant women and children under three."""

from konbit_rules.engine.language import any_member, as_paid, count_members, program, rule, sum_members

program(
    code="head_start",
    title="Head Start",
    entity="person",
    eligible="head_start_eligible",
    receives="receives_head_start",
    availability="head_start_availability",
    guaranteed=False,
    bites="end_of_period",
    bites_cites="45 CFR 1302.12(j)",
)
program(
    code="early_head_start",
    title="Early Head Start",
    entity="person",
    eligible="early_head_start_eligible",
    receives="receives_head_start",
    availability="head_start_availability",
    guaranteed=False,
    bites="end_of_period",
    bites_cites="45 CFR 1302.12(j)",
)


# Age


@rule(unit="bool", entity="person", cites="45 CFR 1302.12(b)(2)", about="three to five years old")
def head_start_age(age, head_start_begins, head_start_ends):
    return age >= head_start_begins and age < head_start_ends


@rule(
    unit="bool",
    entity="person",
    cites="45 CFR 1302.12(b)(1), (3)",
    about="under three, or pregnant",
)
def early_head_start_age(age, head_start_begins, expects_child):
    return age < head_start_begins or expects_child


# Money


@rule(
    unit="money/year",
    entity="person",
    cites="45 CFR 1305.2 (income)",
    about="wages, business income, unemployment compensation and pensions in a year",
)
def head_start_own_income(wages, self_employment, unemployment, pension, years_of_pay):
    work = as_paid(wages, years_of_pay) + as_paid(self_employment, years_of_pay)
    return work + as_paid(unemployment, years_of_pay) + as_paid(pension, years_of_pay)


@rule(unit="money/year", entity="tax_unit", cites="45 CFR 1302.12(i)(1)", about="family income in a year")
def head_start_income(head_start_own_income):
    return sum_members(head_start_own_income)


@rule(
    unit="number",
    entity="tax_unit",
    cites="45 CFR 1305.2 (family)",
    about="family size",
)
def head_start_family_size(in_tax_unit):
    return count_members(in_tax_unit)


@rule(
    unit="bool",
    entity="tax_unit",
    cites="45 CFR 1302.12(c)(1)(i); 42 USC 9840(a)(1)(B)(i)",
    about="family income at or under the poverty guideline",
)
def head_start_income_ok(head_start_income, head_start_family_size, head_start_poverty_guideline):
    return head_start_income <= head_start_poverty_guideline[head_start_family_size]


@rule(
    unit="bool",
    entity="tax_unit",
    cites="45 CFR 1302.12(c)(1)(ii), 1305.2 (public assistance)",
    about="the family has SNAP or may have it",
)
def head_start_by_snap(receives_snap, snap_eligible):
    return receives_snap or snap_eligible


@rule(
    unit="bool",
    entity="tax_unit",
    cites="45 CFR 1302.12(c)(1)(ii), 1305.2 (public assistance)",
    about="the family has TANF or may have it",
)
def head_start_by_tanf(receives_tanf, tanf_eligible):
    return receives_tanf or tanf_eligible


@rule(
    unit="bool",
    entity="tax_unit",
    cites="45 CFR 1302.12(c)(1)(ii), 1305.2 (public assistance)",
    about="someone in the family has SSI or may have it",
)
def head_start_by_ssi(receives_ssi, ssi_eligible):
    return any_member(receives_ssi or ssi_eligible)


@rule(
    unit="bool", entity="person", cites="45 CFR 1302.12(b)(2), (c)(1)", about="may be admitted to Head Start"
)
def head_start_eligible(
    head_start_age, head_start_income_ok, head_start_by_snap, head_start_by_tanf, head_start_by_ssi
):
    by_help = head_start_by_snap or head_start_by_tanf or head_start_by_ssi
    return head_start_age and (head_start_income_ok or by_help)


@rule(
    unit="bool",
    entity="person",
    cites="45 CFR 1302.12(b)(1), (b)(3), (c)(1)",
    about="may be admitted to Early Head Start",
)
def early_head_start_eligible(
    early_head_start_age, head_start_income_ok, head_start_by_snap, head_start_by_tanf, head_start_by_ssi
):
    by_help = head_start_by_snap or head_start_by_tanf or head_start_by_ssi
    return early_head_start_age and (head_start_income_ok or by_help)
