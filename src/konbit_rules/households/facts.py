"""The facts a family can tell: the only things, besides parameters, that the law may read.

Each fact has a name, whom it is about, a unit with its period, and bounds beyond which a household is impossible.
A fact that nobody told is unknown, never zero; the few with a default are switches of the calculation, not of a family.
"""

from dataclasses import dataclass

from konbit_rules.households.places import MISSISSIPPI_COUNTIES

PERSON, HOUSEHOLD = "person", "household"
# How money comes in: wages paid by the week stay weekly until a program's own rule turns them into months.
PAY_PERIODS = ("week", "two_weeks", "half_month", "month", "year")
LARGEST_PAY = 10_000_000.0  # a year, in dollars; more is taken for a slip of the pen


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be told of a person or a household.

    `unit` is bool, number, choice, money (an amount held), money/month, money/year or pay (money as it is paid).
    `least` and `most` are the bounds of a possible answer, in the unit's own terms.
    """

    name: str
    entity: str
    unit: str
    about: str
    least: float = 0.0
    most: float = 1.0
    choices: tuple[str, ...] = ()
    default: bool | float | str | None = None
    step: bool = (
        False  # taken with an agency: what was not told of it is still to do, even in a file of `rest: none`
    )


def _person(name: str, unit: str, about: str, **more: object) -> Fact:
    return Fact(name, PERSON, unit, about, **more)  # type: ignore[arg-type]


def _household(name: str, unit: str, about: str, **more: object) -> Fact:
    return Fact(name, HOUSEHOLD, unit, about, **more)  # type: ignore[arg-type]


def _pay(name: str, about: str) -> Fact:
    return Fact(name, PERSON, "pay", about, most=LARGEST_PAY)


INCOME = (
    _pay("wages", "pay from a job before taxes, tips included"),
    _pay("self_employment", "what is left of self-employment after its costs, before taxes"),
    _pay("unemployment", "unemployment compensation"),
    _pay("social_security_disability", "Social Security disability benefits"),
    _pay("social_security_retirement", "Social Security retirement or survivor benefits"),
    _pay("pension", "pension or retirement account payments"),
    _pay("child_support_received", "child support received"),
    _pay("other_income", "other money coming in that is not earned and is taxed, such as interest"),
)

FACTS = (
    # who
    _person("age", "number", "age in whole years", most=120),
    _person("role", "choice", "place in the household", choices=("head", "spouse", "child", "other")),
    _person("is_female", "bool", "sex recorded as female"),
    _person("is_pregnant", "bool", "pregnant now"),
    _person("is_postpartum", "bool", "a pregnancy ended less than six months ago"),
    _person("is_breastfeeding", "bool", "breastfeeds a baby under one year"),
    _person(
        "is_disabled", "bool", "has a disability that meets Social Security's definition, its pay test aside"
    ),
    _person(
        "immigration",
        "choice",
        "immigration status",
        choices=("citizen", "permanent_resident", "undocumented"),
    ),
    _person(
        "five_years_resident",
        "bool",
        "permanent resident for five years, with 40 quarters of work where asked",
    ),
    _person("in_school", "bool", "goes to school full time"),
    _person("in_college", "bool", "is enrolled at least half time in college or a school like it"),
    _person("has_job_coverage", "bool", "has health coverage from an employer"),
    _person("has_medicare", "bool", "has Medicare, or may have its hospital part without a premium"),
    # work
    _person("weekly_hours_worked", "number", "hours of work in a usual week", most=168),
    _person("weekly_hours_in_school", "number", "hours of school or training in a usual week", most=168),
    _person(
        "snap_time_limit_used",
        "bool",
        "had three months of SNAP in three years while not meeting its work rule",
    ),
    _person("follows_tanf_work_plan", "bool", "does what TANF's work program asks"),
    *INCOME,
    _person(
        "child_support_paid", "money/month", "child support paid by order for a child elsewhere", most=20_000
    ),
    _person("medical_costs", "money/month", "medical costs the person pays, premiums included", most=100_000),
    # child care, per child
    _person("care_charge", "money/month", "what child care charges for this child", most=20_000),
    _person("care_hours_per_day", "number", "hours of child care on a day of care", most=24),
    _person("care_days_per_week", "number", "days of child care in a week", most=7),
    _person("care_days_per_month", "number", "days of child care attended in a month", most=31),
    _person("care_provider", "choice", "kind of child care", choices=("center", "family_home")),
    _person(
        "child_support_cooperation",
        "bool",
        "the custodial parent cooperates with child support enforcement",
        step=True,
    ),
    _person("has_absent_parent", "bool", "a parent of this child lives elsewhere"),
    # held by a person already
    _person("receives_ssi", "bool", "receives SSI"),
    _person("ssi_received", "money/month", "SSI received", most=5_000),
    _person("receives_medicaid", "bool", "is covered by Medicaid"),
    _person("receives_chip", "bool", "is covered by CHIP"),
    _person("receives_wic", "bool", "receives WIC"),
    _person("receives_head_start", "bool", "has a place in Head Start or Early Head Start"),
    # the household
    _household("county", "choice", "county", choices=MISSISSIPPI_COUNTIES),
    _household("assets", "money", "money in bank accounts and cash", most=LARGEST_PAY),
    _household("rent", "money/month", "rent or house payment", most=50_000),
    _household(
        "heating_or_cooling_bill",
        "money/month",
        "electricity or other bill for heating or cooling",
        most=5_000,
    ),
    _household(
        "heating_fuel",
        "choice",
        "what mainly heats the home",
        choices=("electricity", "natural_gas", "propane", "other_fuel"),
    ),
    _household(
        "heating_fuel_bill",
        "money/month",
        "bill for gas, propane, wood or other fuel for heating",
        most=5_000,
    ),
    _household("receives_snap", "bool", "receives SNAP"),
    _household("snap_received", "money/month", "SNAP received", most=10_000),
    _household("receives_tanf", "bool", "receives TANF"),
    _household("tanf_received", "money/month", "TANF received", most=5_000),
    _household("receives_child_care", "bool", "holds a child care certificate"),
    _household("receives_housing_voucher", "bool", "holds a housing voucher"),
    _household("receives_liheap", "bool", "received energy assistance (LIHEAP) this year"),
    _household(
        "receives_marketplace_credit", "bool", "has a marketplace health plan with the premium tax credit"
    ),
    # steps taken with an agency
    _household("snap_interview_held", "bool", "had the interview for SNAP", step=True),
    _household("snap_papers_given", "bool", "gave the papers that SNAP asks for", step=True),
    _household(
        "liheap_papers_given", "bool", "gave the papers that energy assistance (LIHEAP) asks for", step=True
    ),
    # how to calculate
    _household(
        "takes_up_what_is_due",
        "bool",
        "count every program the family may get as if it had it already",
        default=False,
    ),
    _household(
        "follows_pay",
        "bool",
        "work out anew what the family holds as its pay changes, instead of the amount it told",
        default=False,
    ),
)
