"""Medicaid for people who are aged or disabled: what counts of their income and savings, and the waiver.

Income is counted as for SSI with a larger general exclusion, in one test for husband and wife.
"""

from konbit_rules.engine.language import monthly, round_up, rule, sum_members

# What counts of income and of what the family owns


@rule(
    unit="bool",
    entity="person",
    cites="20 CFR 416.1160(d)",
    about="a grown person, aged or with a disability",
)
def medicaid_aged_or_disabled_adult(is_adult, age, ssi_age, is_disabled):
    return is_adult and (age >= ssi_age or is_disabled)


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="23 Miss. Admin. Code Part 104, Rule 1.1(C)(2)(c); 20 CFR 416.1163(b)",
    about="unearned income of head and spouse, what is set aside for children taken from a spouse without a disability",
)
def medicaid_couple_unearned(is_adult, medicaid_aged_or_disabled_adult, ssi_other_unearned, ssi_allocations):
    own = sum_members(ssi_other_unearned if medicaid_aged_or_disabled_adult else 0)
    spouse = sum_members(ssi_other_unearned if is_adult and not medicaid_aged_or_disabled_adult else 0)
    return own + max(spouse - ssi_allocations, 0)


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="23 Miss. Admin. Code Part 104, Rule 1.1(C)(2)(c); 20 CFR 416.1163(b)",
    about="pay of head and spouse, what is still set aside for children taken from a spouse without a disability",
)
def medicaid_couple_earned(
    is_adult, medicaid_aged_or_disabled_adult, ssi_other_unearned, ssi_earnings, ssi_allocations
):
    own = sum_members(ssi_earnings if medicaid_aged_or_disabled_adult else 0)
    spouse = sum_members(ssi_earnings if is_adult and not medicaid_aged_or_disabled_adult else 0)
    spouse_unearned = sum_members(
        ssi_other_unearned if is_adult and not medicaid_aged_or_disabled_adult else 0
    )
    return own + max(spouse - max(ssi_allocations - spouse_unearned, 0), 0)


@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.1121, 416.1124(c)(11), 416.1165; 23 Miss. Admin. Code Part 104, Rule 4.2(C)(3)",
    about="unearned income of the person, with spouse or parents",
)
def medicaid_unearned(
    ssi_is_minor,
    is_adult,
    medicaid_couple_unearned,
    ssi_other_unearned,
    ssi_child_support,
    ssi_child_support_share,
    ssi_income_deemed_to_children,
    ssi_children_admitted,
):
    if is_adult:
        return medicaid_couple_unearned
    if ssi_is_minor:
        deemed = ssi_income_deemed_to_children / max(ssi_children_admitted, 1)
        return ssi_other_unearned + ssi_child_support * ssi_child_support_share + deemed
    return ssi_other_unearned


@rule(
    unit="money/month",
    entity="person",
    cites="23 Miss. Admin. Code Part 104, Rule 4.2(A)(1), (B)",
    about="unearned income of the person, with spouse or parents, after the general exclusion",
)
def medicaid_countable_unearned(medicaid_unearned, medicaid_general_exclusion):
    return max(medicaid_unearned - medicaid_general_exclusion, 0)


@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.1112(c); 23 Miss. Admin. Code Part 104, Rule 4.2(B)",
    about="pay of the person, with a spouse, after the exclusions",
)
def medicaid_countable_earned(
    is_adult,
    medicaid_couple_earned,
    ssi_earnings,
    medicaid_unearned,
    medicaid_general_exclusion,
    ssi_earned_exclusion,
    ssi_earned_share,
):
    earned = medicaid_couple_earned if is_adult else ssi_earnings
    left_over = max(medicaid_general_exclusion - medicaid_unearned, 0)
    return max(earned - left_over - ssi_earned_exclusion, 0) * ssi_earned_share


@rule(
    unit="choice:single|couple",
    entity="person",
    cites="20 CFR 416.1801",
    about="counted alone or as a couple",
)
def medicaid_counted_as(is_adult, is_couple):
    return "couple" if is_adult and is_couple else "single"


@rule(unit="number", entity="person", cites="20 CFR 416.1801", about="counted as one or as two")
def medicaid_counted_size(is_adult, is_couple):
    return 2 if is_adult and is_couple else 1


@rule(
    unit="money",
    entity="person",
    cites="20 CFR 416.1202",
    about="what the person owns, with spouse or parents",
)
def medicaid_resources(ssi_is_minor, ssi_assets_deemed_to_children, ssi_children_admitted, assets):
    if ssi_is_minor:
        return ssi_assets_deemed_to_children / max(ssi_children_admitted, 1)
    return assets


# The Healthier Mississippi Waiver


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 426, 426-1",
    about="has Medicare or may have it without a premium",
)
def counts_as_medicare(age, is_disabled, has_medicare, ssi_age):
    return (age >= ssi_age or is_disabled) and has_medicare


@rule(
    unit="bool", entity="person", cites="Healthier Mississippi waiver, special terms", about="has no Medicare"
)
def medicaid_waiver_no_medicare(counts_as_medicare):
    return not counts_as_medicare


@rule(
    unit="bool", entity="person", cites="Healthier Mississippi waiver, special terms", about="is not pregnant"
)
def medicaid_waiver_not_pregnant(expects_child):
    return not expects_child


@rule(
    unit="money/month",
    entity="person",
    cites="Healthier Mississippi waiver, special terms; 23 Miss. Admin. Code Part 104, Rule 1.1(C)",
    about="income that counts for the waiver",
)
def medicaid_waiver_income(medicaid_countable_unearned, medicaid_countable_earned):
    return medicaid_countable_unearned + medicaid_countable_earned


@rule(
    unit="money/month",
    entity="person",
    cites="Healthier Mississippi waiver, special terms (135 percent of the poverty guideline)",
    about="the waiver's income limit for one person or a couple",
)
def medicaid_waiver_income_limit(
    medicaid_counted_size, medicaid_poverty_guideline, medicaid_waiver_income_share
):
    return round_up(monthly(medicaid_poverty_guideline[medicaid_counted_size] * medicaid_waiver_income_share))


@rule(
    unit="bool",
    entity="person",
    cites="Healthier Mississippi waiver, special terms (135 percent of the poverty guideline)",
    about="income at or under the waiver's limit",
)
def medicaid_waiver_income_ok(medicaid_waiver_income, medicaid_waiver_income_limit):
    return medicaid_waiver_income <= medicaid_waiver_income_limit


@rule(
    unit="bool",
    entity="person",
    cites="Healthier Mississippi waiver, special terms; 20 CFR 416.1202",
    about="owns no more than the waiver allows",
)
def medicaid_waiver_resources_ok(medicaid_resources, medicaid_counted_as, medicaid_waiver_resource_limit):
    return medicaid_resources <= medicaid_waiver_resource_limit[medicaid_counted_as]


@rule(
    unit="bool",
    entity="person",
    cites="Healthier Mississippi waiver, special terms",
    about="may not have CHIP instead",
)
def medicaid_waiver_no_chip(chip_eligible):
    return not chip_eligible


@rule(
    unit="bool",
    entity="person",
    cites="Healthier Mississippi section 1115 waiver, special terms approved 24 September 2024",
    about="in the Healthier Mississippi Waiver, while it has places",
)
def medicaid_in_waiver(
    ssi_aged_or_disabled,
    medicaid_waiver_no_medicare,
    medicaid_waiver_not_pregnant,
    medicaid_waiver_income_ok,
    medicaid_waiver_resources_ok,
    medicaid_waiver_no_chip,
):
    person = ssi_aged_or_disabled and medicaid_waiver_no_medicare and medicaid_waiver_not_pregnant
    return person and medicaid_waiver_income_ok and medicaid_waiver_resources_ok and medicaid_waiver_no_chip
