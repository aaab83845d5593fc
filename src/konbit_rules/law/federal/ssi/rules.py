"""Supplemental Security Income: who may have it, and what it pays."""

from konbit_rules.engine.language import any_member, as_paid, count_members, program, rule

program(
    code="ssi",
    title="Supplemental Security Income (SSI)",
    entity="person",
    eligible="ssi_eligible",
    amount="ssi_amount",
    receives="receives_ssi",
    holds="ssi_held",
    guaranteed=True,
    bites="next_report",
    bites_cites="20 CFR 416.708, 416.714",
)


@rule(unit="bool", entity="person", cites="42 USC 1382(a); 20 CFR 416.202", about="may have SSI")
def ssi_eligible(ssi_aged_or_disabled, ssi_status_ok, ssi_assets_ok, ssi_income_ok):
    return ssi_aged_or_disabled and ssi_status_ok and ssi_assets_ok and ssi_income_ok


@rule(unit="money/month", entity="person", cites="20 CFR 416.410, 416.412, 416.420", about="SSI a month")
def ssi_amount(ssi_eligible, ssi_worked_out):
    return ssi_worked_out if ssi_eligible else 0


# --- age, disability, status ------------------------------------------------------------------------------------------


@rule(
    unit="money/month",
    entity="person",
    cites="20 CFR 416.1110, 416.1111",
    about="pay before taxes and net earnings from self-employment",
)
def ssi_earnings(wages, self_employment, months_of_pay, ssi_self_employment_share):
    return as_paid(wages, months_of_pay) + as_paid(self_employment, months_of_pay) * ssi_self_employment_share


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1382c(a)(3); 20 CFR 416.905, 416.974(b)(2), 416.975(c)",
    about="has a disability and does not earn more than substantial work pays",
)
def ssi_disabled(is_disabled, wages, self_employment, months_of_pay, ssi_substantial_work):
    earned = as_paid(wages, months_of_pay) + as_paid(self_employment, months_of_pay)
    return is_disabled and earned <= ssi_substantial_work


@rule(
    unit="bool",
    entity="person",
    cites="42 USC 1382c(a)(1)(A), (a)(3); 20 CFR 416.202(a)",
    about="is 65 or older, or disabled under Social Security's definition",
)
def ssi_aged_or_disabled(age, ssi_age, ssi_disabled):
    return age >= ssi_age or ssi_disabled


@rule(
    unit="bool",
    entity="person",
    cites="8 USC 1612(a)(2)(B), 1613(a); 20 CFR 416.202(b)",
    about="is a citizen, or a permanent resident of five years with 40 quarters of work",
)
def ssi_status_ok(immigration, five_years_resident):
    return immigration == "citizen" or (immigration == "permanent_resident" and five_years_resident)


@rule(
    unit="bool",
    entity="person",
    cites="20 CFR 416.202(a), (b)",
    about="is aged or disabled, and of a status that SSI admits",
)
def ssi_admitted(ssi_aged_or_disabled, ssi_status_ok):
    return ssi_aged_or_disabled and ssi_status_ok


@rule(
    unit="bool",
    entity="person",
    cites="20 CFR 416.1165, 416.1856",
    about="is a child under 18, whose parents' money counts",
)
def ssi_is_minor(is_child, age, ssi_child_ends):
    return is_child and age < ssi_child_ends


@rule(
    unit="number",
    entity="tax_unit",
    cites="20 CFR 416.1801, 416.1806",
    about="how many of the adult couple (or of one adult) SSI admits",
)
def ssi_adults_admitted(is_adult, ssi_admitted):
    return count_members(is_adult and ssi_admitted)


@rule(
    unit="bool",
    entity="tax_unit",
    cites="20 CFR 416.1801(c), 416.1806",
    about="both of the couple are aged or disabled and admitted: they are paid as a couple",
)
def ssi_is_couple(is_couple, ssi_adults_admitted):
    return is_couple and ssi_adults_admitted >= 2


@rule(
    unit="bool",
    entity="tax_unit",
    cites="20 CFR 416.1160(a)(1), 416.1163",
    about="one of the couple is admitted to SSI and the other is not",
)
def ssi_has_ineligible_spouse(is_couple, ssi_adults_admitted):
    return is_couple and ssi_adults_admitted == 1


# --- what the household owns ------------------------------------------------------------------------------------------


@rule(
    unit="bool",
    entity="household",
    cites="20 CFR 416.1202(a), 416.1205",
    about="what a single adult owns is at most $2,000; for a couple, $3,000",
)
def ssi_adult_assets_ok(assets, is_couple, ssi_individual_asset_limit, ssi_couple_asset_limit):
    return assets <= (ssi_couple_asset_limit if is_couple else ssi_individual_asset_limit)


@rule(
    unit="money",
    entity="household",
    cites="20 CFR 416.1202(b)",
    about="what parents own above their own limit, counted as their disabled children's; nothing when a parent has SSI",
)
def ssi_assets_deemed_to_children(
    assets, is_couple, ssi_parent_is_paid, ssi_individual_asset_limit, ssi_couple_asset_limit
):
    if ssi_parent_is_paid:
        return 0
    return max(assets - (ssi_couple_asset_limit if is_couple else ssi_individual_asset_limit), 0)


@rule(
    unit="bool",
    entity="person",
    cites="20 CFR 416.1202, 416.1205",
    about="what the person owns, with the share of spouse or parents that counts, is within the limit",
)
def ssi_assets_ok(
    ssi_is_minor,
    ssi_assets_deemed_to_children,
    ssi_children_admitted,
    ssi_individual_asset_limit,
    is_adult,
    ssi_adult_assets_ok,
    assets,
):
    if ssi_is_minor:
        return ssi_assets_deemed_to_children <= ssi_individual_asset_limit * max(ssi_children_admitted, 1)
    if is_adult:
        return ssi_adult_assets_ok
    return assets <= ssi_individual_asset_limit


# --- held and counted -------------------------------------------------------------------------------------------------


@rule(unit="bool", entity="person", cites="42 USC 1382(a)", about="has SSI, or is counted as having it")
def ssi_held(receives_ssi, takes_up_what_is_due, follows_pay, ssi_eligible):
    return (receives_ssi and (ssi_eligible or not follows_pay)) or (takes_up_what_is_due and ssi_eligible)


@rule(
    unit="money/month",
    entity="person",
    cites="42 USC 1382(a)",
    about="SSI that other programs count: what is received, or what is due where it is taken up",
)
def ssi_counted(receives_ssi, ssi_received, takes_up_what_is_due, follows_pay, ssi_amount):
    if receives_ssi and not follows_pay:
        return ssi_received
    return ssi_amount if receives_ssi or takes_up_what_is_due else 0


@rule(
    unit="bool",
    entity="tax_unit",
    cites="20 CFR 416.1160(a)(2), 416.1161(a)(2)",
    about="a parent is paid SSI: nothing of the parents counts as the child's",
)
def ssi_parent_is_paid(is_adult, ssi_admitted, ssi_adult_worked_out, ssi_adult_assets_ok):
    return ssi_adult_assets_ok and any_member(is_adult and ssi_admitted and ssi_adult_worked_out > 0)
