"""Mississippi's TANF: cash help for families with children."""

from konbit_rules.engine.language import (
    any_member,
    as_paid,
    count_members,
    program,
    round_down,
    rule,
    sum_members,
)

program(
    code="tanf",
    title="Temporary Assistance for Needy Families (TANF)",
    entity="assistance_unit",
    eligible="tanf_eligible",
    amount="tanf_amount",
    receives="receives_tanf",
    holds="tanf_held",
    guaranteed=True,
    bites="next_report",
    bites_cites="18 Miss. Code R. 27-3.2(B), (D)",
)


@rule(
    unit="bool",
    entity="assistance_unit",
    cites="Miss. Code 43-17-1, 43-17-5; 18 Miss. Code R. Part 19",
    about="the family may have TANF",
)
def tanf_eligible(
    tanf_has_child,
    tanf_someone_to_aid,
    tanf_assets_ok,
    tanf_gross_income_ok,
    tanf_net_income_ok,
    tanf_child_support_ok,
):
    return (
        tanf_has_child
        and tanf_someone_to_aid
        and tanf_assets_ok
        and tanf_gross_income_ok
        and tanf_net_income_ok
        and tanf_child_support_ok
    )


# --- who counts -------------------------------------------------------------------------------------------------------


@rule(
    unit="bool",
    entity="person",
    cites="Mississippi Department of Human Services, TANF eligibility requirements; 8 USC 1612(b), 1613(a)",
    about="is a citizen, or a permanent resident of five years with the quarters of work asked",
)
def tanf_status_ok(immigration, five_years_resident):
    return immigration == "citizen" or (immigration == "permanent_resident" and five_years_resident)


@rule(
    unit="bool",
    entity="person",
    cites="Mississippi Department of Human Services, TANF eligibility requirements",
    about="is a child under 18",
)
def tanf_child(is_child, age, tanf_child_ends):
    return is_child and age < tanf_child_ends


@rule(
    unit="bool",
    entity="person",
    cites="45 CFR 233.20(a)(1)(ii) (AFDC, carried over); 8 USC 1612(b); TANF policy manual, assistance unit",
    about="counts in the TANF family: of an admitted status and without SSI",
)
def tanf_counts(is_adult, tanf_child, tanf_status_ok, ssi_held):
    return (is_adult or tanf_child) and tanf_status_ok and not ssi_held


@rule(
    unit="number",
    entity="assistance_unit",
    cites="45 CFR 233.20(a)(1)(ii) (AFDC, carried over); 18 Miss. Code R. Part 13 (TANF policy manual)",
    about="people who count in the TANF family",
)
def tanf_size(tanf_counts):
    return count_members(tanf_counts)


@rule(
    unit="bool",
    entity="assistance_unit",
    cites="Mississippi Department of Human Services, TANF; Miss. Code 43-17-1",
    about="a child under 18 who is a citizen or an admitted permanent resident lives with the family",
)
def tanf_has_child(tanf_child, tanf_status_ok):
    return any_member(tanf_child and tanf_status_ok)


@rule(
    unit="bool",
    entity="assistance_unit",
    cites="45 CFR 233.20(a)(1)(ii) (AFDC, carried over); 18 Miss. Code R. Part 13 (TANF policy manual)",
    about="someone in the family counts for TANF: not everyone has SSI or a status that TANF does not admit",
)
def tanf_someone_to_aid(tanf_size):
    return tanf_size > 0


@rule(
    unit="bool",
    entity="assistance_unit",
    cites="Mississippi Department of Human Services, TANF; 42 USC 608(a)(2)",
    about="the parent cooperates with child support for each child whose other parent lives elsewhere",
)
def tanf_child_support_ok(tanf_child, has_absent_parent, child_support_cooperation):
    return not any_member(tanf_child and has_absent_parent and not child_support_cooperation)


# --- income and means -------------------------------------------------------------------------------------------------


@rule(
    unit="money/month",
    entity="person",
    cites="45 CFR 233.20(a)(1)(ii) (AFDC, carried over); 18 Miss. Code R. Part 13 (TANF policy manual)",
    about="a parent's pay before taxes; of a parent with SSI nothing counts",
)
def tanf_earnings(is_adult, ssi_held, wages, self_employment, months_of_pay):
    if not is_adult or ssi_held:
        return 0
    return as_paid(wages, months_of_pay) + as_paid(self_employment, months_of_pay)


@rule(
    unit="money/month",
    entity="person",
    cites="45 CFR 233.20(a)(1)(ii) (AFDC, carried over); 18 Miss. Code R. Part 13 (TANF policy manual)",
    about="other money coming in, child support included; of a person with SSI nothing counts",
)
def tanf_unearned(
    ssi_held,
    social_security_disability,
    social_security_retirement,
    unemployment,
    pension,
    child_support_received,
    other_income,
    months_of_pay,
):
    if ssi_held:
        return 0
    return (
        as_paid(social_security_disability, months_of_pay)
        + as_paid(social_security_retirement, months_of_pay)
        + as_paid(unemployment, months_of_pay)
        + as_paid(pension, months_of_pay)
        + as_paid(child_support_received, months_of_pay)
        + as_paid(other_income, months_of_pay)
    )


@rule(
    unit="money/month",
    entity="assistance_unit",
    cites="18 Miss. Code R. Part 19",
    about="the family's gross income",
)
def tanf_gross_income(tanf_earnings, tanf_unearned):
    return sum_members(tanf_earnings + tanf_unearned)


@rule(
    unit="money/month",
    entity="assistance_unit",
    cites="Mississippi Department of Human Services, TANF income guidelines",
    about="gross income limit: 185% of the need standard, rounded down to the dollar",
)
def tanf_gross_limit(tanf_need_standard, tanf_size, tanf_gross_share):
    return round_down(tanf_need_standard[max(tanf_size, 1)] * tanf_gross_share)


@rule(
    unit="bool",
    entity="assistance_unit",
    cites="18 Miss. Code R. Part 19; Mississippi Department of Human Services, TANF income guidelines",
    about="gross income is at or under 185% of the need standard",
)
def tanf_gross_income_ok(tanf_gross_income, tanf_gross_limit):
    return tanf_gross_income <= tanf_gross_limit


# A certificate pays for care, so only a family without one has the cost to take off: this cuts the circle of the two.
@rule(
    unit="money/month",
    entity="assistance_unit",
    cites="Mississippi Department of Human Services, TANF income guidelines (cost of child care)",
    about="child care that a working family pays for itself",
)
def tanf_child_care_paid(tanf_earnings, care_charge, is_child, receives_child_care, takes_up_what_is_due):
    if receives_child_care or takes_up_what_is_due:
        return 0
    return sum_members(care_charge if is_child else 0) if sum_members(tanf_earnings) > 0 else 0


@rule(
    unit="money/month",
    entity="assistance_unit",
    cites="Mississippi Department of Human Services, TANF income guidelines; HHS report of 2004 on Mississippi",
    about="income that counts: each worker's pay less $90, less child care paid, and other money",
)
def tanf_countable_income(tanf_earnings, tanf_work_disregard, tanf_child_care_paid, tanf_unearned):
    earned = sum_members(max(tanf_earnings - tanf_work_disregard, 0))
    return max(earned - tanf_child_care_paid, 0) + sum_members(tanf_unearned)


@rule(
    unit="bool",
    entity="assistance_unit",
    cites="45 CFR 233.20(a)(3)(ii) (AFDC, carried over); Mississippi Department of Human Services, TANF income guidelines",
    about="income that counts is at or under the need standard",
)
def tanf_net_income_ok(tanf_countable_income, tanf_need_standard, tanf_size):
    return tanf_countable_income <= tanf_need_standard[max(tanf_size, 1)]


@rule(
    unit="bool",
    entity="assistance_unit",
    cites="Mississippi Department of Human Services, TANF eligibility requirements; Miss. Code 43-12-1 and following",
    about="the family owns no more than $2,000, its home and a vehicle apart",
)
def tanf_assets_ok(assets, tanf_asset_limit):
    return assets <= tanf_asset_limit


# --- amount -----------------------------------------------------------------------------------------------------------


@rule(
    unit="money/month",
    entity="assistance_unit",
    cites="Miss. Code 43-17-5(1)",
    about="the most for a family of this size, less income that counts",
)
def tanf_amount(tanf_eligible, tanf_payment_maximum, tanf_size, tanf_countable_income):
    if not tanf_eligible:
        return 0
    return max(tanf_payment_maximum[max(tanf_size, 1)] - tanf_countable_income, 0)


@rule(
    unit="bool",
    entity="assistance_unit",
    cites="Miss. Code 43-17-5",
    about="the family has TANF, or counts as having it",
)
def tanf_held(receives_tanf, takes_up_what_is_due, follows_pay, tanf_eligible, tanf_amount):
    due = tanf_eligible and tanf_amount > 0
    return (receives_tanf and (due or not follows_pay)) or (takes_up_what_is_due and due)


@rule(
    unit="money/month",
    entity="assistance_unit",
    cites="Miss. Code 43-17-5",
    about="TANF that other programs count: what is received, or what is due where it is taken up",
)
def tanf_counted(receives_tanf, tanf_received, takes_up_what_is_due, follows_pay, tanf_amount):
    if receives_tanf and not follows_pay:
        return tanf_received
    return tanf_amount if receives_tanf or takes_up_what_is_due else 0
