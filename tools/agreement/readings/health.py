"""Medicaid, CHIP and the premium credit as the other calculator reads them, one switch for each difference."""

from konbit_rules.engine.language import any_member, monthly, rule


@rule(unit="bool", entity="tax_unit", cites="other reading", about="one parent at home")
def medicaid_child_is_deprived(is_couple, medicaid_parent_cannot_support, medicaid_one_parent_only):
    return not is_couple or (any_member(medicaid_parent_cannot_support) and not medicaid_one_parent_only)


@rule(
    unit="number",
    entity="person",
    cites="other reading",
    about="an expected child counts for the mother alone",
)
def medicaid_household_size(
    is_adult,
    is_tax_dependent,
    medicaid_family_size,
    medicaid_members,
    expects_child,
    medicaid_expected_child_for_mother,
):
    if is_adult or is_tax_dependent:
        of_the_person = medicaid_members + (1 if expects_child else 0)
        return of_the_person if medicaid_expected_child_for_mother else medicaid_family_size
    return 2 if expects_child else 1


@rule(
    unit="bool", entity="person", cites="other reading", about="21.9 percent of the guideline for every size"
)
def medicaid_parent_income_ok(
    medicaid_household_income,
    medicaid_household_size,
    medicaid_parent_limit,
    medicaid_poverty_guideline,
    medicaid_parent_limit_by_share,
):
    by_share = monthly(medicaid_poverty_guideline[medicaid_household_size]) * 219 / 1000
    by_table = medicaid_parent_limit[medicaid_household_size]
    return medicaid_household_income <= (by_share if medicaid_parent_limit_by_share else by_table)


@rule(unit="money/month", entity="person", cites="other reading", about="SSI's general exclusion")
def medicaid_countable_unearned(
    medicaid_unearned, medicaid_general_exclusion, ssi_general_exclusion, medicaid_exclusion_of_ssi
):
    off = ssi_general_exclusion if medicaid_exclusion_of_ssi else medicaid_general_exclusion
    return max(medicaid_unearned - off, 0)


@rule(unit="money/month", entity="person", cites="other reading", about="pay after SSI's general exclusion")
def medicaid_countable_earned(
    is_adult,
    medicaid_couple_earned,
    ssi_earnings,
    medicaid_unearned,
    medicaid_general_exclusion,
    ssi_general_exclusion,
    ssi_earned_exclusion,
    ssi_earned_share,
    medicaid_exclusion_of_ssi,
):
    off = ssi_general_exclusion if medicaid_exclusion_of_ssi else medicaid_general_exclusion
    earned = medicaid_couple_earned if is_adult else ssi_earnings
    return max(earned - max(off - medicaid_unearned, 0) - ssi_earned_exclusion, 0) * ssi_earned_share
