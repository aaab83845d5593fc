"""SNAP: help to buy food, as Mississippi runs it (no broad-based categorical eligibility since July 2019)."""

from konbit_rules.engine.language import any_member, program, round_up, rule

program(
    code="snap",
    title="SNAP (food benefits)",
    entity="snap_unit",
    eligible="snap_eligible",
    amount="snap_amount",
    receives="receives_snap",
    holds="snap_held",
    steps=("snap_interview_done", "snap_papers_done"),
    bites="next_report",
    bites_cites="7 CFR 273.12(a)(1), 273.13(a); 18 Miss. Code R. 1-2.2(A) (changes are reported within 10 days)",
)


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 273.1(a), 273.4, 273.5, 273.24",
    about="at least one person in the household counts for SNAP",
)
def snap_has_member(snap_unit_size):
    return snap_unit_size >= 1


@rule(
    unit="bool",
    entity="person",
    cites="7 CFR 273.2(j)(2)(i)",
    about="receives SSI, or TANF",
)
def snap_gets_cash_help(ssi_held, tanf_held, in_assistance_unit):
    return ssi_held or (tanf_held and in_assistance_unit)


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 USC 2014(a); 7 CFR 273.2(j)(2)(i), (v)",
    about="every member receives SSI or TANF, so limits on income and money held do not apply",
)
def snap_categorical(snap_has_member, snap_member, snap_gets_cash_help):
    return snap_has_member and not any_member(snap_member and not snap_gets_cash_help)


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 USC 2014(g)(1); 7 CFR 273.8(b)",
    about="money in bank accounts and cash is at or under the limit",
)
def snap_assets_ok(
    assets, snap_has_elderly_or_disabled, snap_asset_limit, snap_asset_limit_elderly_or_disabled
):
    return assets <= (
        snap_asset_limit_elderly_or_disabled if snap_has_elderly_or_disabled else snap_asset_limit
    )


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 273.9(a)(1)",
    about="gross income is at or under the limit",
)
def snap_gross_income_ok(snap_gross_income, snap_unit_size, snap_gross_income_limit):
    return snap_gross_income <= snap_gross_income_limit[max(snap_unit_size, 1)]


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 273.9(a)(2)",
    about="net income is at or under the limit",
)
def snap_net_income_ok(snap_net_income, snap_unit_size, snap_net_income_limit):
    return snap_net_income <= snap_net_income_limit[max(snap_unit_size, 1)]


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 USC 2014(a), (c), (g); 7 CFR 273.2(j), 273.8, 273.9(a)",
    about="may get SNAP",
)
def snap_eligible(
    snap_has_member,
    snap_categorical,
    snap_assets_ok,
    snap_has_elderly_or_disabled,
    snap_gross_income_ok,
    snap_net_income_ok,
):
    return (
        snap_has_member
        and (snap_gross_income_ok or snap_has_elderly_or_disabled or snap_categorical)
        and (snap_net_income_ok or snap_categorical)
        and (snap_assets_ok or snap_categorical)
    )


@rule(
    unit="money/month",
    entity="snap_unit",
    cites="7 USC 2017(a); 7 CFR 273.10(e)(2)(ii); 18 Miss. Code R. 14-30.13(B)",
    about="the largest benefit less 30 percent of net income, and at least the minimum for one or two persons",
)
def snap_amount(
    snap_eligible,
    snap_unit_size,
    snap_net_income,
    snap_maximum_allotment,
    snap_contribution_rate,
    snap_minimum_allotment,
    snap_minimum_allotment_size,
):
    if not snap_eligible:
        return 0
    due = snap_maximum_allotment[max(snap_unit_size, 1)] - round_up(snap_net_income * snap_contribution_rate)
    least = snap_minimum_allotment if snap_unit_size <= snap_minimum_allotment_size else 0
    return max(due, least)


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 271.2 (household); 273.10(e)(2)(iii)",
    about="receives SNAP, or takes up what is due",
)
def snap_held(receives_snap, takes_up_what_is_due, follows_pay, snap_amount):
    due = snap_amount > 0
    return (receives_snap and (due or not follows_pay)) or (takes_up_what_is_due and due)


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 273.2(e); 18 Miss. Code R. 14-1.4(B)(3)",
    about="had the interview",
    procedural=True,
)
def snap_interview_done(snap_interview_held):
    return snap_interview_held


@rule(
    unit="bool",
    entity="snap_unit",
    cites="7 CFR 273.2(f); 18 Miss. Code R. 14-3.3",
    about="gave proof of income, identity, status and Social Security numbers",
    procedural=True,
)
def snap_papers_done(snap_papers_given):
    return snap_papers_given
