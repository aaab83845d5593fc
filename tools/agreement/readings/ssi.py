"""SSI as the other calculator reads it, one switch for each difference of the register."""

from konbit_rules.engine.language import as_paid, count_members, rule, sum_members


@rule(
    unit="money/month",
    entity="person",
    cites="other reading",
    about="child support is income of whom it is told for",
)
def ssi_other_unearned(
    social_security_disability,
    social_security_retirement,
    unemployment,
    pension,
    other_income,
    child_support_received,
    months_of_pay,
    ssi_support_is_the_parents,
):
    told = (
        as_paid(social_security_disability, months_of_pay)
        + as_paid(social_security_retirement, months_of_pay)
        + as_paid(unemployment, months_of_pay)
        + as_paid(pension, months_of_pay)
        + as_paid(other_income, months_of_pay)
    )
    return told + (as_paid(child_support_received, months_of_pay) if ssi_support_is_the_parents else 0)


@rule(
    unit="money/month",
    entity="person",
    cites="other reading",
    about="no child support is counted as the child's",
)
def ssi_child_support(
    ssi_is_minor,
    child_support_received,
    months_of_pay,
    ssi_support_told_for_parents,
    ssi_minors,
    ssi_support_is_the_parents,
):
    if ssi_support_is_the_parents or not ssi_is_minor:
        return 0
    return as_paid(child_support_received, months_of_pay) + ssi_support_told_for_parents / max(ssi_minors, 1)


@rule(unit="money/month", entity="person", cites="other reading", about="self-employment counts in full")
def ssi_earnings(
    wages, self_employment, months_of_pay, ssi_self_employment_share, ssi_self_employment_in_full
):
    share = 1 if ssi_self_employment_in_full else ssi_self_employment_share
    return as_paid(wages, months_of_pay) + as_paid(self_employment, months_of_pay) * share


@rule(
    unit="money/month",
    entity="person",
    cites="other reading",
    about="with a spouse's income, what the couple's gives",
)
def ssi_adult_worked_out(
    is_adult,
    ssi_is_couple,
    ssi_spouse_income_counts,
    ssi_individual_rate,
    ssi_couple_rate,
    ssi_own_countable,
    ssi_couple_countable,
    ssi_spouse_may_raise,
):
    alone = max(ssi_individual_rate - ssi_own_countable, 0)
    together = max(ssi_couple_rate - ssi_couple_countable, 0)
    if is_adult and ssi_is_couple:
        return together / 2
    if is_adult and ssi_spouse_income_counts:
        return min(together, ssi_individual_rate if ssi_spouse_may_raise else alone)
    return alone


@rule(
    unit="bool",
    entity="tax_unit",
    cites="other reading",
    about="a couple, whatever the status of the other one",
)
def ssi_is_couple(is_couple, ssi_adults_admitted, is_adult, ssi_aged_or_disabled, ssi_couple_without_status):
    both = count_members(is_adult and ssi_aged_or_disabled) >= 2
    return is_couple and (
        ssi_adults_admitted >= 2 or (ssi_couple_without_status and both and ssi_adults_admitted >= 1)
    )


@rule(
    unit="money/month",
    entity="tax_unit",
    cites="other reading",
    about="a couple sets nothing aside for children",
)
def ssi_allocations(ssi_child_allocation, ssi_is_couple, ssi_couple_without_status):
    return 0 if ssi_couple_without_status and ssi_is_couple else sum_members(ssi_child_allocation)


@rule(
    unit="money/month",
    entity="person",
    cites="other reading",
    about="nothing is set aside for a disabled child",
)
def ssi_child_allocation(
    ssi_is_minor,
    ssi_admitted,
    ssi_aged_or_disabled,
    ssi_couple_rate,
    ssi_individual_rate,
    ssi_other_unearned,
    ssi_child_support,
    ssi_earnings,
    ssi_disabled_child_without_status,
):
    if not ssi_is_minor or ssi_admitted or (ssi_aged_or_disabled and ssi_disabled_child_without_status):
        return 0
    return max(
        ssi_couple_rate - ssi_individual_rate - ssi_other_unearned - ssi_child_support - ssi_earnings, 0
    )
