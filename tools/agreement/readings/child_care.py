"""The Child Care Payment Program as the other calculator reads it, one switch for each difference of the register."""

from konbit_rules.engine.language import any_member, as_paid, monthly, rule, sum_members


@rule(
    unit="money/month",
    entity="child_care_family",
    cites="other reading",
    about="all charges, at most all rates",
)
def child_care_amount(
    child_care_eligible,
    child_care_child_payment,
    child_care_copay,
    child_care_child_covered,
    is_child,
    care_charge,
    care_hours_per_day,
    child_care_weekly_rate,
    child_care_rates_together,
    child_care_uncovered_child_counts,
):
    if not child_care_eligible:
        return 0
    charges = sum_members(
        care_charge if child_care_child_covered or (is_child and child_care_uncovered_child_counts) else 0
    )
    rates = sum_members(
        monthly(child_care_weekly_rate) if child_care_child_covered and care_hours_per_day > 0 else 0
    )
    paid = min(charges, rates) if child_care_rates_together else sum_members(child_care_child_payment)
    return max(paid - child_care_copay, 0)


@rule(
    unit="bool",
    entity="child_care_family",
    cites="other reading",
    about="special needs of any child lower the fee",
)
def child_care_minimum_fee_holds(
    is_adult,
    is_child,
    child_care_child_covered,
    child_care_special_needs,
    ssi_counted,
    child_care_uncovered_child_counts,
):
    return any_member(
        (
            child_care_special_needs
            and (child_care_child_covered or (is_child and child_care_uncovered_child_counts))
        )
        or (is_adult and ssi_counted > 0)
    )


@rule(unit="money/month", entity="person", cites="other reading", about="unemployment benefits always count")
def child_care_unearned_income(
    social_security_disability,
    social_security_retirement,
    pension,
    other_income,
    unemployment,
    ssi_counted,
    receives_child_care,
    months_of_pay,
    child_care_unemployment_always,
):
    counts = receives_child_care or child_care_unemployment_always
    return (
        as_paid(social_security_disability, months_of_pay)
        + as_paid(social_security_retirement, months_of_pay)
        + as_paid(pension, months_of_pay)
        + as_paid(other_income, months_of_pay)
        + (as_paid(unemployment, months_of_pay) if counts else 0)
        + ssi_counted
    )
