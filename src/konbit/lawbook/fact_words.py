"""The questions of the form, one for each fact that the law may ask of a family, and the topics they stand under."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class FactWords:
    """How a fact is asked for, with a hint where one helps."""

    label: Any
    hint: Any = ""


@dataclass(frozen=True)
class Topic:
    """Questions that stand together. `open` ones are always in sight, others are folded away."""

    code: str
    name: Any
    facts: tuple[str, ...]
    open: bool = False


_MONTHLY = _("Dollars a month.")

PERSON_TOPICS = (
    Topic("who", _("Who this is"), ("role", "age", "is_female", "is_pregnant", "is_disabled"), open=True),
    Topic(
        "care",
        _("Child care for this child"),
        ("care_charge", "care_hours_per_day", "care_days_per_week", "care_days_per_month", "care_provider"),
    ),
    Topic(
        "receives",
        _("What this person receives already"),
        (
            "receives_ssi",
            "ssi_received",
            "receives_medicaid",
            "receives_chip",
            "receives_wic",
            "receives_head_start",
        ),
    ),
    Topic(
        "more",
        _("School, health and status"),
        (
            "in_school",
            "in_college",
            "weekly_hours_in_school",
            "immigration",
            "five_years_resident",
            "is_postpartum",
            "is_breastfeeding",
            "has_job_coverage",
            "has_medicare",
            "medical_costs",
            "child_support_paid",
            "has_absent_parent",
            "child_support_cooperation",
            "snap_time_limit_used",
            "follows_tanf_work_plan",
        ),
    ),
)
HOUSEHOLD_TOPICS = (
    Topic("home", _("Where you live"), ("county", "rent", "heating_or_cooling_bill"), open=True),
    Topic(
        "receives",
        _("What the family receives already"),
        (
            "receives_snap",
            "snap_received",
            "receives_tanf",
            "tanf_received",
            "receives_child_care",
            "receives_housing_voucher",
            "receives_liheap",
            "receives_marketplace_credit",
        ),
    ),
    Topic(
        "more",
        _("Money held, other bills, and steps taken"),
        (
            "assets",
            "heating_fuel",
            "heating_fuel_bill",
            "snap_interview_held",
            "snap_papers_given",
            "liheap_papers_given",
        ),
    ),
)

FACTS_IN_WORDS = {
    "role": FactWords(_("Place in the household")),
    "age": FactWords(_("Age in years")),
    "is_female": FactWords(_("Recorded as female"), _("Some programs ask it, as the law is written.")),
    "is_pregnant": FactWords(_("Pregnant now")),
    "is_postpartum": FactWords(_("A pregnancy ended less than six months ago")),
    "is_breastfeeding": FactWords(_("Breastfeeds a baby under one year")),
    "is_disabled": FactWords(_("Has a disability that keeps from work, as Social Security defines it")),
    "immigration": FactWords(_("Citizenship or status"), _("You need not say. Nothing is saved.")),
    "five_years_resident": FactWords(
        _("A permanent resident for five years, with 40 quarters of work where that is asked")
    ),
    "in_school": FactWords(_("Goes to school full time")),
    "in_college": FactWords(_("In college, or a school like it, at least half time")),
    "has_job_coverage": FactWords(_("Has health coverage from an employer")),
    "has_medicare": FactWords(_("Has Medicare, or may have its hospital part without a premium")),
    "weekly_hours_worked": FactWords(_("Hours of work in a usual week")),
    "weekly_hours_in_school": FactWords(_("Hours of school or training in a usual week")),
    "snap_time_limit_used": FactWords(
        _("Had three months of SNAP in three years while not meeting its work rule")
    ),
    "follows_tanf_work_plan": FactWords(_("Does what TANF's work program asks")),
    "wages": FactWords(_("Pay from a job, before taxes and with tips")),
    "self_employment": FactWords(_("What is left of self-employment after its costs, before taxes")),
    "unemployment": FactWords(_("Unemployment compensation")),
    "social_security_disability": FactWords(_("Social Security disability benefits")),
    "social_security_retirement": FactWords(_("Social Security retirement or survivor benefits")),
    "pension": FactWords(_("Pension or retirement account")),
    "child_support_received": FactWords(_("Child support received")),
    "other_income": FactWords(_("Other money that is taxed, such as interest")),
    "child_support_paid": FactWords(_("Child support paid by order for a child elsewhere"), _MONTHLY),
    "medical_costs": FactWords(_("Medical costs this person pays, with premiums"), _MONTHLY),
    "care_charge": FactWords(_("What child care charges for this child"), _MONTHLY),
    "care_hours_per_day": FactWords(_("Hours of child care on a day of care")),
    "care_days_per_week": FactWords(_("Days of child care in a week")),
    "care_days_per_month": FactWords(_("Days of child care in a month")),
    "care_provider": FactWords(_("Kind of child care")),
    "child_support_cooperation": FactWords(
        _("The parent cooperates with child support enforcement for this child")
    ),
    "has_absent_parent": FactWords(_("A parent of this child lives elsewhere")),
    "receives_ssi": FactWords(_("Receives SSI")),
    "ssi_received": FactWords(_("How much SSI"), _MONTHLY),
    "receives_medicaid": FactWords(_("Is covered by Medicaid")),
    "receives_chip": FactWords(_("Is covered by CHIP")),
    "receives_wic": FactWords(_("Receives WIC")),
    "receives_head_start": FactWords(_("Has a place in Head Start or Early Head Start")),
    "county": FactWords(_("County")),
    "assets": FactWords(_("Money in bank accounts and cash"), _("Dollars.")),
    "rent": FactWords(_("Rent or house payment"), _MONTHLY),
    "heating_or_cooling_bill": FactWords(_("Electricity or other bill for heating or cooling"), _MONTHLY),
    "heating_fuel": FactWords(_("What mainly heats the home")),
    "heating_fuel_bill": FactWords(_("Bill for gas, propane, wood or other fuel for heating"), _MONTHLY),
    "receives_snap": FactWords(_("Receives SNAP")),
    "snap_received": FactWords(_("How much SNAP"), _MONTHLY),
    "receives_tanf": FactWords(_("Receives TANF")),
    "tanf_received": FactWords(_("How much TANF"), _MONTHLY),
    "receives_child_care": FactWords(_("Holds a child care certificate")),
    "receives_housing_voucher": FactWords(_("Holds a housing voucher")),
    "receives_liheap": FactWords(_("Received energy assistance (LIHEAP) this year")),
    "receives_marketplace_credit": FactWords(
        _("Has a health plan from the marketplace with the premium tax credit")
    ),
    "snap_interview_held": FactWords(_("Had the interview for SNAP")),
    "snap_papers_given": FactWords(_("Gave the papers that SNAP asks for")),
    "liheap_papers_given": FactWords(_("Gave the papers that energy assistance asks for")),
}

CHOICES_IN_WORDS: dict[str, dict[str, Any]] = {
    "county": {"desoto": "DeSoto"},
    "role": {
        "head": _("You, or the person whose household it is"),
        "spouse": _("Husband or wife"),
        "child": _("Child of the family"),
        "other": _("Somebody else who lives here"),
    },
    "immigration": {
        "citizen": _("Citizen"),
        "permanent_resident": _("Permanent resident"),
        "undocumented": _("Without papers"),
    },
    "care_provider": {"center": _("A child care center"), "family_home": _("Care in a home")},
    "heating_fuel": {
        "electricity": _("Electricity"),
        "natural_gas": _("Natural gas"),
        "propane": _("Propane"),
        "other_fuel": _("Wood or another fuel"),
    },
}

PAID_EVERY = {
    "hour": _("an hour"),
    "week": _("a week"),
    "two_weeks": _("every two weeks, such as every other Friday"),
    "half_month": _("twice a month, such as on the 1st and the 15th"),
    "month": _("a month"),
    "year": _("a year"),
}


def fact_in_words(name: str, about: str) -> str:
    """A fact as its question names it; the law's own English words where it has none yet."""
    return str(FACTS_IN_WORDS[name].label) if name in FACTS_IN_WORDS else about
