"""Medicaid in Mississippi: who has a group, and the groups whose test is the family's tax income (MAGI)."""

from konbit_rules.engine.language import any_member, count_members, monthly, program, round_up, rule, step

program(
    code="medicaid",
    title="Medicaid",
    entity="person",
    eligible="medicaid_eligible",
    receives="receives_medicaid",
    holds="medicaid_held",
    bites="end_of_period",
    bites_cites="42 CFR 435.926 (children: twelve months); 435.916, 431.211 (others: ten days after a notice)",
)


# Who the family is, and what it has


# Pregnancy is asked of women between two ages only; the ages are no law, they keep the question from the others.
@rule(unit="bool", entity="person", cites="42 CFR 435.116", about="is pregnant")
def expects_child(is_female, age, is_pregnant, pregnancy_least_age, pregnancy_most_age):
    return is_female and age >= pregnancy_least_age and age <= pregnancy_most_age and is_pregnant


@rule(unit="number", entity="tax_unit", cites="42 CFR 435.603(f)(1)", about="people on the tax return")
def medicaid_members(is_adult, is_tax_dependent):
    return count_members(is_adult or is_tax_dependent)


@rule(
    unit="number",
    entity="tax_unit",
    cites="42 CFR 435.603(b) (family size); 23 Miss. Admin. Code Part 105, Rule 1.1(B)",
    about="family size, with a child for each pregnancy",
)
def medicaid_family_size(medicaid_members, expects_child, is_adult, is_tax_dependent):
    return medicaid_members + count_members(expects_child and (is_adult or is_tax_dependent))


@rule(
    unit="number",
    entity="person",
    cites="42 CFR 435.603(f)",
    about="size of the person's own Medicaid household",
)
def medicaid_household_size(is_adult, is_tax_dependent, medicaid_family_size, expects_child):
    if is_adult or is_tax_dependent:
        return medicaid_family_size
    return 2 if expects_child else 1


@rule(
    unit="money/year",
    entity="tax_unit",
    cites="26 USC 36B(d)(2)(B); 42 CFR 435.603(e)",
    about="tax income with all Social Security in it (MAGI)",
)
def modified_adjusted_gross_income(adjusted_gross_income, social_security_on_return, taxable_social_security):
    untaxed = max(social_security_on_return - taxable_social_security, 0)
    return max(adjusted_gross_income + untaxed, 0)


# A grown child who is nobody's dependent is a household of one, with their own income.
@rule(
    unit="money/month",
    entity="person",
    cites="42 CFR 435.603(d), (f)(3)",
    about="the Medicaid household's income in a month",
)
def medicaid_household_income(
    is_adult,
    is_tax_dependent,
    modified_adjusted_gross_income,
    tax_wages,
    tax_self_employment,
    tax_unemployment,
    tax_pension,
    tax_other_income,
    tax_social_security,
):
    if is_adult or is_tax_dependent:
        return monthly(modified_adjusted_gross_income)
    own = (
        tax_wages
        + tax_self_employment
        + tax_unemployment
        + tax_pension
        + tax_other_income
        + tax_social_security
    )
    return monthly(own)


@rule(
    unit="bool",
    entity="person",
    cites="8 USC 1611, 1612(b), 1613; 42 CFR 435.406",
    about="citizen, or permanent resident for five years with 40 quarters of work",
)
def medicaid_status_ok(immigration, five_years_resident):
    return immigration == "citizen" or (immigration == "permanent_resident" and five_years_resident)


# Children


@rule(unit="bool", entity="person", cites="42 CFR 435.118(a)", about="under 19")
def medicaid_is_child_age(age, medicaid_child_age_limit):
    return age < medicaid_child_age_limit


@rule(
    unit="money/month",
    entity="person",
    cites="42 CFR 435.118(c), 435.603(d)(4); Division of Medicaid income table (whole dollars, rounded up)",
    about="income limit for a child of this age",
)
def medicaid_child_limit(
    age,
    medicaid_is_child_age,
    medicaid_household_size,
    medicaid_poverty_guideline,
    medicaid_child_share,
    medicaid_disregard_share,
):
    if not medicaid_is_child_age:
        return 0
    share = step(age, medicaid_child_share) + medicaid_disregard_share
    return round_up(monthly(medicaid_poverty_guideline[medicaid_household_size] * share))


@rule(
    unit="bool",
    entity="person",
    cites="42 CFR 435.118; 42 USC 1396a(l)",
    about="family income at or under the limit for a child of this age",
)
def medicaid_child_income_ok(medicaid_household_income, medicaid_child_limit):
    return medicaid_household_income <= medicaid_child_limit


@rule(unit="bool", entity="person", cites="42 CFR 435.118", about="in Medicaid's group for children")
def medicaid_as_child(medicaid_is_child_age, medicaid_child_income_ok):
    return medicaid_is_child_age and medicaid_child_income_ok


# Pregnancy


@rule(
    unit="money/month",
    entity="person",
    cites="42 CFR 435.116(c), 435.603(d)(4); Division of Medicaid income table (whole dollars, rounded up)",
    about="income limit in pregnancy",
)
def medicaid_pregnant_limit(
    medicaid_household_size, medicaid_poverty_guideline, medicaid_pregnant_share, medicaid_disregard_share
):
    share = medicaid_pregnant_share + medicaid_disregard_share
    return round_up(monthly(medicaid_poverty_guideline[medicaid_household_size] * share))


@rule(
    unit="bool",
    entity="person",
    cites="42 CFR 435.116(c)",
    about="family income at or under the limit in pregnancy",
)
def medicaid_pregnant_income_ok(medicaid_household_income, medicaid_pregnant_limit):
    return medicaid_household_income <= medicaid_pregnant_limit


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1396a(e)(16)",
    about="a pregnancy ended less than six months ago",
)
def recently_pregnant(is_female, age, is_postpartum, pregnancy_least_age, pregnancy_most_age):
    return is_female and age >= pregnancy_least_age and age <= pregnancy_most_age and is_postpartum


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1396a(e)(16); Mississippi state plan amendment 23-0015",
    about="had Medicaid in pregnancy; it stays for twelve months after",
)
def medicaid_after_birth(receives_medicaid, recently_pregnant):
    return receives_medicaid and recently_pregnant


@rule(
    unit="bool", entity="person", cites="42 CFR 435.116, 435.170", about="in Medicaid's group for pregnancy"
)
def medicaid_as_pregnant(expects_child, medicaid_pregnant_income_ok, medicaid_after_birth):
    return (expects_child and medicaid_pregnant_income_ok) or medicaid_after_birth


# Parents and other caretaker relatives


@rule(
    unit="bool",
    entity="tax_unit",
    cites="42 CFR 435.4 (dependent child)",
    about="a child under 18 lives in the family",
)
def medicaid_has_dependent_child(is_child, age, medicaid_dependent_child_age):
    return any_member(is_child and age < medicaid_dependent_child_age)


@rule(
    unit="bool",
    entity="person",
    cites="42 CFR 435.4 (dependent child); 45 CFR 233.101(a)(1)(i)",
    about="a parent who is disabled or works under 100 hours a month",
)
def medicaid_parent_cannot_support(
    is_adult, is_disabled, weekly_hours_worked, medicaid_weeks_in_month, medicaid_unemployed_hours
):
    return is_adult and (
        weekly_hours_worked * medicaid_weeks_in_month < medicaid_unemployed_hours or is_disabled
    )


@rule(
    unit="bool",
    entity="tax_unit",
    cites="42 CFR 435.4 (dependent child)",
    about="one parent at home, or a parent who is disabled or hardly works",
)
def medicaid_child_is_deprived(is_couple, medicaid_parent_cannot_support):
    return not is_couple or any_member(medicaid_parent_cannot_support)


@rule(
    unit="bool",
    entity="person",
    cites="42 CFR 435.110(c); Division of Medicaid, Income Limits for Medicaid and CHIP Programs",
    about="family income at or under the limit for parents",
)
def medicaid_parent_income_ok(medicaid_household_income, medicaid_household_size, medicaid_parent_limit):
    return medicaid_household_income <= medicaid_parent_limit[medicaid_household_size]


@rule(
    unit="bool",
    entity="person",
    cites="42 CFR 435.110",
    about="in Medicaid's group for parents and caretakers",
)
def medicaid_as_parent(
    is_adult, medicaid_has_dependent_child, medicaid_child_is_deprived, medicaid_parent_income_ok
):
    return (
        is_adult and medicaid_has_dependent_child and medicaid_child_is_deprived and medicaid_parent_income_ok
    )


# All groups


@rule(
    unit="bool",
    entity="person",
    cites="42 CFR 435.120; 23 Miss. Admin. Code Part 100, Rule 8.8(A)",
    about="receives SSI, which brings Medicaid with it",
)
def medicaid_as_ssi_recipient(ssi_held):
    return ssi_held


@rule(unit="bool", entity="person", cites="42 CFR 435.110-435.120", about="in a group other than the waiver")
def medicaid_in_main_group(
    medicaid_as_child, medicaid_as_pregnant, medicaid_as_parent, medicaid_as_ssi_recipient
):
    return medicaid_as_child or medicaid_as_pregnant or medicaid_as_parent or medicaid_as_ssi_recipient


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1396a(a)(10)(A); Miss. Code Ann. 43-13-115",
    about="may have Medicaid",
)
def medicaid_eligible(
    medicaid_status_ok,
    medicaid_as_child,
    medicaid_as_pregnant,
    medicaid_as_parent,
    medicaid_as_ssi_recipient,
    medicaid_in_waiver,
):
    in_a_group = (
        medicaid_as_child
        or medicaid_as_pregnant
        or medicaid_as_parent
        or medicaid_as_ssi_recipient
        or medicaid_in_waiver
    )
    return medicaid_status_ok and in_a_group


@rule(unit="bool", entity="person", cites="42 CFR 435.4", about="has Medicaid")
def medicaid_held(
    receives_medicaid, takes_up_what_is_due, follows_pay, medicaid_eligible, working_disabled_eligible
):
    still = medicaid_eligible or working_disabled_eligible or not follows_pay
    return (receives_medicaid and still) or (takes_up_what_is_due and medicaid_eligible)
