"""Mississippi's TANF as the other calculator reads it, one switch for each difference of the register."""

from konbit_rules.engine.language import any_member, as_paid, rule, sum_members


@rule(unit="bool", entity="person", cites="other reading", about="counts, whatever SSI or status")
def tanf_counts(
    is_adult,
    tanf_child,
    tanf_status_ok,
    ssi_held,
    tanf_people_with_ssi_count,
    tanf_people_without_status_count,
):
    return (
        (is_adult or tanf_child)
        and (tanf_status_ok or tanf_people_without_status_count)
        and (tanf_people_with_ssi_count or not ssi_held)
    )


@rule(unit="money/month", entity="person", cites="other reading", about="pay of a parent with SSI counts")
def tanf_earnings(is_adult, ssi_held, wages, self_employment, months_of_pay, tanf_people_with_ssi_count):
    if not is_adult or (ssi_held and not tanf_people_with_ssi_count):
        return 0
    return as_paid(wages, months_of_pay) + as_paid(self_employment, months_of_pay)


@rule(
    unit="money/month",
    entity="person",
    cites="other reading",
    about="other money of a person with SSI counts",
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
    tanf_people_with_ssi_count,
):
    if ssi_held and not tanf_people_with_ssi_count:
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
    unit="bool",
    entity="assistance_unit",
    cites="other reading",
    about="an expected child is enough, and any status",
)
def tanf_has_child(
    tanf_child, tanf_status_ok, expects_child, tanf_expected_child_is_enough, tanf_people_without_status_count
):
    return any_member(tanf_child and (tanf_status_ok or tanf_people_without_status_count)) or (
        tanf_expected_child_is_enough and any_member(expects_child)
    )


@rule(unit="bool", entity="assistance_unit", cites="other reading", about="someone is of an admitted status")
def tanf_someone_to_aid(tanf_size, tanf_status_ok, tanf_counts):
    return any_member(tanf_counts and tanf_status_ok) and tanf_size > 0


@rule(unit="bool", entity="assistance_unit", cites="other reading", about="only gross income is tested")
def tanf_net_income_ok(tanf_countable_income, tanf_need_standard, tanf_size, tanf_gross_test_alone):
    return tanf_gross_test_alone or tanf_countable_income <= tanf_need_standard[max(tanf_size, 1)]


@rule(unit="money/month", entity="assistance_unit", cites="other reading", about="nothing is taken off pay")
def tanf_countable_income(
    tanf_earnings, tanf_work_disregard, tanf_child_care_paid, tanf_unearned, tanf_pay_in_full
):
    off = 0 if tanf_pay_in_full else tanf_work_disregard
    earned = sum_members(max(tanf_earnings - off, 0))
    return max(earned - tanf_child_care_paid, 0) + sum_members(tanf_unearned)
