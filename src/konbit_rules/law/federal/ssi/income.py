"""SSI's income: what counts, what of a spouse's or parent's income counts, and the benefit worked out from it."""

from konbit_rules.engine.language import as_paid, count_members, rule, sum_members

# --- each person's own income -----------------------------------------------------------------------------------------


# Support for a child is the child's income, whoever it is paid to; told for a parent, it is shared equally.
@rule(
    unit="money/month",
    entity="tax_unit",
    cites="20 CFR 416.1121(b)",
    about="child support told for a parent",
)
def ssi_support_told_for_parents(is_adult, child_support_received, months_of_pay):
    return sum_members(as_paid(child_support_received, months_of_pay) if is_adult else 0)


@rule(unit="number", entity="tax_unit", cites="20 CFR 416.1856", about="children under 18")
def ssi_minors(ssi_is_minor):
    return count_members(ssi_is_minor)


@rule(
    unit="number",
    entity="tax_unit",
    cites="20 CFR 416.1160(a)(2)",
    about="children under 18 with a disability whom SSI admits",
)
def ssi_children_admitted(ssi_is_minor, ssi_admitted):
    return count_members(ssi_is_minor and ssi_admitted)


@rule(unit="money/month", entity="person", cites="20 CFR 416.1121(b)", about="child support of this child")
def ssi_child_support(
    ssi_is_minor, child_support_received, months_of_pay, ssi_support_told_for_parents, ssi_minors
):
    if not ssi_is_minor:
        return 0
    return as_paid(child_support_received, months_of_pay) + ssi_support_told_for_parents / max(ssi_minors, 1)


@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.1121",
    about="unearned income other than child support: Social Security, pensions, unemployment benefits and the like",
)
def ssi_other_unearned(
    social_security_disability, social_security_retirement, unemployment, pension, other_income, months_of_pay
):
    return (
        as_paid(social_security_disability, months_of_pay)
        + as_paid(social_security_retirement, months_of_pay)
        + as_paid(unemployment, months_of_pay)
        + as_paid(pension, months_of_pay)
        + as_paid(other_income, months_of_pay)
    )


@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.1112(c), 416.1124(c)",
    about="the person's own income that counts: $20 and $65 taken off, and half of the rest of pay",
)
def ssi_own_countable(
    ssi_other_unearned, ssi_earnings, ssi_general_exclusion, ssi_earned_exclusion, ssi_earned_share
):
    left_over = max(ssi_general_exclusion - ssi_other_unearned, 0)
    earned = max(ssi_earnings - left_over - ssi_earned_exclusion, 0) * ssi_earned_share
    return max(ssi_other_unearned - ssi_general_exclusion, 0) + earned


# --- a couple, and the income of a spouse who is not eligible ---------------------------------------------------------


@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.1163(b), 416.1165(b)",
    about="set aside for a child without SSI: the couple's rate less one person's, less the child's own income",
)
def ssi_child_allocation(
    ssi_is_minor,
    ssi_admitted,
    ssi_couple_rate,
    ssi_individual_rate,
    ssi_other_unearned,
    ssi_child_support,
    ssi_earnings,
):
    if not ssi_is_minor or ssi_admitted:
        return 0
    return max(
        ssi_couple_rate - ssi_individual_rate - ssi_other_unearned - ssi_child_support - ssi_earnings, 0
    )


@rule(
    unit="money/month", entity="tax_unit", cites="20 CFR 416.1163(b)", about="set aside for all such children"
)
def ssi_allocations(ssi_child_allocation):
    return sum_members(ssi_child_allocation)


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="20 CFR 416.1163(a), (b)(3)",
    about="unearned income of the spouse without SSI, after what is set aside for children",
)
def ssi_spouse_unearned(is_adult, ssi_admitted, ssi_other_unearned, ssi_allocations):
    return max(sum_members(ssi_other_unearned if is_adult and not ssi_admitted else 0) - ssi_allocations, 0)


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="20 CFR 416.1163(a), (b)(3)",
    about="pay of the spouse without SSI, after what is still to be set aside for children",
)
def ssi_spouse_earned(is_adult, ssi_admitted, ssi_other_unearned, ssi_earnings, ssi_allocations):
    unearned = sum_members(ssi_other_unearned if is_adult and not ssi_admitted else 0)
    earned = sum_members(ssi_earnings if is_adult and not ssi_admitted else 0)
    return max(earned - max(ssi_allocations - unearned, 0), 0)


@rule(
    unit="bool",
    entity="tax_unit",
    cites="20 CFR 416.1163(d)(1)",
    about="the spouse's income left is more than the couple's rate less one person's, so it counts",
)
def ssi_spouse_income_counts(
    ssi_has_ineligible_spouse, ssi_spouse_unearned, ssi_spouse_earned, ssi_couple_rate, ssi_individual_rate
):
    return (
        ssi_has_ineligible_spouse
        and ssi_spouse_unearned + ssi_spouse_earned > ssi_couple_rate - ssi_individual_rate
    )


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="20 CFR 416.1163(d)(2), 416.1112(c), 416.1124(c)",
    about="the couple's income together that counts: $20 and $65 taken off once, and half of the rest of pay",
)
def ssi_couple_countable(
    is_adult,
    ssi_admitted,
    ssi_other_unearned,
    ssi_earnings,
    ssi_spouse_unearned,
    ssi_spouse_earned,
    ssi_general_exclusion,
    ssi_earned_exclusion,
    ssi_earned_share,
):
    unearned = sum_members(ssi_other_unearned if is_adult and ssi_admitted else 0) + ssi_spouse_unearned
    earned = sum_members(ssi_earnings if is_adult and ssi_admitted else 0) + ssi_spouse_earned
    left_over = max(ssi_general_exclusion - unearned, 0)
    counted = max(earned - left_over - ssi_earned_exclusion, 0) * ssi_earned_share
    return max(unearned - ssi_general_exclusion, 0) + counted


# A benefit with a spouse's income counted is never more than without it.
@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.410, 416.412, 416.1163(d), (e)",
    about="a grown person's SSI as the incomes give it",
)
def ssi_adult_worked_out(
    is_adult,
    ssi_is_couple,
    ssi_spouse_income_counts,
    ssi_individual_rate,
    ssi_couple_rate,
    ssi_own_countable,
    ssi_couple_countable,
):
    alone = max(ssi_individual_rate - ssi_own_countable, 0)
    together = max(ssi_couple_rate - ssi_couple_countable, 0)
    if is_adult and ssi_is_couple:
        return together / 2
    if is_adult and ssi_spouse_income_counts:
        return min(alone, together)
    return alone


# --- a child, and the income of parents -------------------------------------------------------------------------------


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="20 CFR 416.1165(b)-(d)",
    about="parents' income left for disabled children: after other children, $20, $65, half of pay, and the parents",
)
def ssi_parents_income_left(
    is_adult,
    is_couple,
    ssi_other_unearned,
    ssi_earnings,
    ssi_allocations,
    ssi_general_exclusion,
    ssi_earned_exclusion,
    ssi_earned_share,
    ssi_individual_rate,
    ssi_couple_rate,
):
    told_unearned = sum_members(ssi_other_unearned if is_adult else 0)
    told_earned = sum_members(ssi_earnings if is_adult else 0)
    unearned = max(told_unearned - ssi_allocations, 0)
    earned = max(told_earned - max(ssi_allocations - told_unearned, 0), 0)
    left_over = max(ssi_general_exclusion - unearned, 0)
    counted = max(earned - left_over - ssi_earned_exclusion, 0) * ssi_earned_share
    parents = ssi_couple_rate if is_couple else ssi_individual_rate
    return max(max(unearned - ssi_general_exclusion, 0) + counted - parents, 0)


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="20 CFR 416.1165(e), 416.1166(e)",
    about="parents' income counted as the disabled children's",
)
def ssi_income_deemed_to_children(
    ssi_parent_is_paid,
    ssi_has_ineligible_spouse,
    ssi_adult_assets_ok,
    ssi_spouse_income_counts,
    ssi_couple_countable,
    ssi_couple_rate,
    ssi_parents_income_left,
):
    if ssi_parent_is_paid:
        return 0
    if ssi_has_ineligible_spouse and ssi_adult_assets_ok:
        return max(ssi_couple_countable - ssi_couple_rate, 0) if ssi_spouse_income_counts else 0
    return ssi_parents_income_left


@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.1165(e), (f), 416.1124(c)(11)",
    about="a child's SSI as the incomes give it",
)
def ssi_child_worked_out(
    ssi_individual_rate,
    ssi_income_deemed_to_children,
    ssi_children_admitted,
    ssi_child_support,
    ssi_child_support_share,
    ssi_other_unearned,
    ssi_earnings,
    ssi_general_exclusion,
    ssi_earned_exclusion,
    ssi_earned_share,
):
    deemed = ssi_income_deemed_to_children / max(ssi_children_admitted, 1)
    unearned = deemed + ssi_child_support * ssi_child_support_share + ssi_other_unearned
    left_over = max(ssi_general_exclusion - unearned, 0)
    counted = max(ssi_earnings - left_over - ssi_earned_exclusion, 0) * ssi_earned_share
    return max(ssi_individual_rate - max(unearned - ssi_general_exclusion, 0) - counted, 0)


@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.420",
    about="SSI as the incomes give it, before the other tests",
)
def ssi_worked_out(ssi_is_minor, ssi_child_worked_out, ssi_adult_worked_out):
    return ssi_child_worked_out if ssi_is_minor else ssi_adult_worked_out


@rule(
    unit="bool",
    entity="person",
    cites="20 CFR 416.202(c), 416.1100",
    about="income that counts is under the SSI rate",
)
def ssi_income_ok(ssi_worked_out):
    return ssi_worked_out > 0
