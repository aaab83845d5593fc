"""LIHEAP in Mississippi: help with bills for heating and cooling."""

from konbit_rules.engine.language import (
    any_member,
    as_paid,
    count_members,
    program,
    rule,
    step,
    sum_members,
    yearly,
)

program(
    code="liheap",
    title="Energy assistance (LIHEAP)",
    entity="household",
    eligible="liheap_eligible",
    amount="liheap_amount",
    receives="receives_liheap",
    holds="liheap_held",
    steps=("liheap_papers_done",),
    guaranteed=False,
    bites="end_of_period",
    bites_cites="18 Miss. Code R. 24-6.8(A), (C) (benefits are per program year and worked out anew at each request)",
)


@rule(
    unit="bool",
    entity="person",
    cites="8 USC 1611(a); 18 Miss. Code R. 24-5.3 and 28-5.3",
    about="counts in the household's size: a citizen or a resident with papers",
)
def liheap_counts(is_adult, is_child, immigration):
    return (is_adult or is_child) and immigration != "undocumented"


@rule(
    unit="number",
    entity="household",
    cites="18 Miss. Code R. 24-5.3 and 28-5.3",
    about="people who count in the household's size",
)
def liheap_size(liheap_counts):
    return count_members(liheap_counts)


@rule(
    unit="bool",
    entity="household",
    cites="8 USC 1611(a); 18 Miss. Code R. 24-5.3",
    about="at least one person counts",
)
def liheap_has_member(liheap_size):
    return liheap_size >= 1


@rule(
    unit="bool",
    entity="household",
    cites="Mississippi LIHEAP Policy Manual, rule 6.1(D)",
    about="somebody in the family is 18 or older and can apply",
)
def liheap_has_applicant(is_adult, is_child, age, liheap_adult_age):
    return any_member((is_adult or is_child) and age >= liheap_adult_age)


@rule(
    unit="money/year",
    entity="person",
    cites="18 Miss. Code R. 24-5.11(C)(1)-(3), (D)(3)",
    about="the person's earnings a year, none under 18",
)
def liheap_earnings(age, wages, self_employment, years_of_pay, liheap_adult_age):
    if age < liheap_adult_age:
        return 0
    return as_paid(wages, years_of_pay) + as_paid(self_employment, years_of_pay)


@rule(
    unit="money/year",
    entity="person",
    cites="18 Miss. Code R. 24-5.11(C)(4)-(14)",
    about="the person's other income a year; child support and TANF are not on the list",
)
def liheap_other_income(
    unemployment,
    social_security_disability,
    social_security_retirement,
    pension,
    other_income,
    ssi_counted,
    years_of_pay,
):
    social_security = as_paid(social_security_disability, years_of_pay) + as_paid(
        social_security_retirement, years_of_pay
    )
    other = (
        as_paid(unemployment, years_of_pay)
        + as_paid(pension, years_of_pay)
        + as_paid(other_income, years_of_pay)
    )
    return social_security + other + yearly(ssi_counted)


@rule(
    unit="money/year",
    entity="household",
    cites="18 Miss. Code R. 24-5.11(B), 28-5.3(B)",
    about="the household's income a year, that of people who do not count in its size included",
)
def liheap_income(is_adult, is_child, liheap_earnings, liheap_other_income):
    return sum_members(liheap_earnings + liheap_other_income if is_adult or is_child else 0)


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 8624(b)(2)(B); Mississippi LIHEAP Policy Manual, rule 6.1(C)",
    about="income is at or under 60 percent of the state median",
)
def liheap_income_ok(liheap_income, liheap_size, liheap_income_limit):
    return liheap_income <= liheap_income_limit[max(liheap_size, 1)]


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 8624(b)(1); 18 Miss. Code R. 24-5.1",
    about="pays for heating or cooling",
)
def liheap_has_bill(heating_or_cooling_bill, heating_fuel_bill):
    return heating_or_cooling_bill + heating_fuel_bill > 0


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 8624(b); 18 Miss. Code R. 24-5.1; Mississippi LIHEAP Policy Manual, rule 6.1",
    about="may get energy assistance",
)
def liheap_eligible(liheap_has_member, liheap_has_applicant, liheap_income_ok, liheap_has_bill):
    return liheap_has_member and liheap_has_applicant and liheap_income_ok and liheap_has_bill


@rule(
    unit="number",
    entity="household",
    cites="18 Miss. Code R. 24-6.8 and its benefit matrix",
    about="bands of the benefit matrix above the first",
)
def liheap_bands_above_first(liheap_income, liheap_size, liheap_income_bands, liheap_matrix_size):
    row = min(max(liheap_size, 1), liheap_matrix_size)
    return step(liheap_income, liheap_income_bands[row]) - 1


@rule(
    unit="money/year",
    entity="household",
    cites="42 USC 8624(b)(5); 18 Miss. Code R. 24-6.8(A), (C), (D)",
    about="the year's bills, up to the matrix's caps by band, fuel and household size",
)
def liheap_amount(
    liheap_eligible,
    liheap_bands_above_first,
    heating_fuel,
    heating_or_cooling_bill,
    heating_fuel_bill,
    liheap_electric_cap,
    liheap_electric_step,
    liheap_fuel_cap,
    liheap_fuel_step,
    liheap_most,
):
    if not liheap_eligible:
        return 0
    bands = liheap_bands_above_first
    electric_cap = max(liheap_electric_cap[heating_fuel] - liheap_electric_step[heating_fuel] * bands, 0)
    fuel_cap = max(liheap_fuel_cap[heating_fuel] - liheap_fuel_step[heating_fuel] * bands, 0)
    electric = min(yearly(heating_or_cooling_bill), electric_cap)
    fuel = min(yearly(heating_fuel_bill), fuel_cap)
    return min(electric + fuel, liheap_most)


@rule(
    unit="bool",
    entity="household",
    cites="42 USC 8624(b)(5)",
    about="received energy assistance this year, or takes up what is due",
)
def liheap_held(receives_liheap, takes_up_what_is_due, follows_pay, liheap_eligible):
    return (receives_liheap and (liheap_eligible or not follows_pay)) or (
        takes_up_what_is_due and liheap_eligible
    )


@rule(
    unit="bool",
    entity="household",
    cites="18 Miss. Code R. 24-5.8",
    about="gave Social Security cards, photo identification, proof of income and the bill",
    procedural=True,
)
def liheap_papers_done(liheap_papers_given):
    return liheap_papers_given
