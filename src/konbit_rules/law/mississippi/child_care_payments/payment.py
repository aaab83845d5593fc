"""What the Child Care Payment Program pays for each child, and the family's co-payment."""

from konbit_rules.engine.language import any_member, monthly, rule, sum_members

# --- what is paid for a child -----------------------------------------------------------------------------------------


@rule(
    unit="choice:infant|toddler|preschool|school_age",
    entity="person",
    cites="policy manual, definitions 49, 66, 74, 87",
    about="age group for the rate",
)
def child_care_age_group(age, child_care_infant_ends, child_care_toddler_ends, child_care_preschool_ends):
    if age < child_care_infant_ends:
        return "infant"
    if age < child_care_toddler_ends:
        return "toddler"
    return "preschool" if age < child_care_preschool_ends else "school_age"


@rule(
    unit="choice:full_time|part_time",
    entity="person",
    cites="policy manual, definitions 44, 65",
    about="full-time care (6 hours a day or more) or part-time care",
)
def child_care_time(care_hours_per_day, child_care_full_time_hours):
    return "full_time" if care_hours_per_day >= child_care_full_time_hours else "part_time"


@rule(
    unit="choice:metro|other_county",
    entity="child_care_family",
    cites="2024 Mississippi Child Care Market Rate Survey, page 24",
    about="metropolitan county or another one",
)
def child_care_place(county, child_care_metro_county):
    return "metro" if child_care_metro_county[county] else "other_county"


@rule(
    unit="money/week",
    entity="person",
    cites="policy manual Rule 8.1; 45 CFR 98.45",
    about="the most the program pays a week for this child",
)
def child_care_weekly_rate(
    child_care_special_needs,
    child_care_place,
    care_provider,
    child_care_age_group,
    child_care_time,
    child_care_full_time_rate,
    child_care_part_time_rate,
    child_care_special_needs_rate,
):
    if child_care_special_needs:
        return child_care_special_needs_rate[care_provider, child_care_time]
    if child_care_time == "full_time":
        return child_care_full_time_rate[child_care_place, care_provider, child_care_age_group]
    return child_care_part_time_rate[child_care_place, care_provider, child_care_age_group]


# A certificate is one child's: where a provider charges more than the rate, the parent pays the difference.
@rule(
    unit="money/month",
    entity="person",
    cites="Mississippi Department of Human Services, Child Care Payment Program for parents; policy manual Rule 8.1",
    about="what is paid for this child before the co-payment: the charge, at most the rate",
)
def child_care_child_payment(child_care_child_covered, care_charge, child_care_weekly_rate):
    if not child_care_child_covered or care_charge <= 0:
        return 0
    return min(care_charge, monthly(child_care_weekly_rate))


# --- the family's co-payment ------------------------------------------------------------------------------------------


@rule(
    unit="bool",
    entity="child_care_family",
    cites="policy manual Rule 6.2 (page 40)",
    about="no co-payment: income at or under the poverty guideline, or the family has TANF",
)
def child_care_copay_waived(
    child_care_income, child_care_poverty_guideline, child_care_family_size, tanf_held
):
    return child_care_income <= monthly(child_care_poverty_guideline[child_care_family_size]) or tanf_held


@rule(
    unit="bool",
    entity="child_care_family",
    cites="policy manual Rule 6.2 (page 41)",
    about="a child has special needs or a parent has SSI: the co-payment is at most $10",
)
def child_care_minimum_fee_holds(is_adult, child_care_child_covered, child_care_special_needs, ssi_counted):
    return any_member(
        (child_care_child_covered and child_care_special_needs) or (is_adult and ssi_counted > 0)
    )


@rule(
    unit="number",
    entity="child_care_family",
    cites="Mississippi CCDF State Plan FFY 2025-2027, section 3.1; family co-payment fee scale of November 2021",
    about="the co-payment's share of gross income",
)
def child_care_fee_rate(
    child_care_income,
    child_care_median_income_month,
    child_care_lower_fee_share,
    child_care_family_size,
    child_care_lower_fee_rate,
    child_care_higher_fee_rate,
):
    if child_care_income <= child_care_median_income_month * child_care_lower_fee_share:
        return child_care_lower_fee_rate[child_care_family_size]
    return child_care_higher_fee_rate[child_care_family_size]


# Worked out for every family, eligible or not: what a certificate would leave it to pay. The scale starts at two people.
@rule(
    unit="money/month",
    entity="child_care_family",
    cites="policy manual Rule 6.2; family co-payment fee scale of November 2021",
    about="what a family with a certificate pays its provider a month",
)
def child_care_copay(
    child_care_family_size,
    child_care_copay_waived,
    child_care_minimum_fee_holds,
    child_care_income,
    child_care_fee_rate,
    child_care_minimum_fee,
):
    if child_care_family_size < 2 or child_care_copay_waived:
        return 0
    fee = child_care_income * child_care_fee_rate
    return min(fee, child_care_minimum_fee) if child_care_minimum_fee_holds else fee


# --- the certificate --------------------------------------------------------------------------------------------------


@rule(
    unit="money/month",
    entity="child_care_family",
    cites="policy manual Rules 6.2, 8.1",
    about="what the program pays a month for all children, after the co-payment",
)
def child_care_amount(child_care_eligible, child_care_child_payment, child_care_copay):
    if not child_care_eligible:
        return 0
    return max(sum_members(child_care_child_payment) - child_care_copay, 0)


@rule(
    unit="bool",
    entity="child_care_family",
    cites="45 CFR 98.21",
    about="the family holds a child care certificate",
)
def child_care_held(receives_child_care, takes_up_what_is_due, follows_pay, child_care_eligible):
    return (receives_child_care and (child_care_eligible or not follows_pay)) or (
        takes_up_what_is_due and child_care_eligible
    )


@rule(
    unit="money/month",
    entity="child_care_family",
    cites="45 CFR 98.21",
    about="what other programs count: the payments of a certificate that the family holds",
)
def child_care_counted(child_care_held, child_care_amount):
    return child_care_amount if child_care_held else 0
