"""From the form's answers to a household as the law's library reads it, and from its refusals back to the form's fields."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.lawbook.fact_words import HOUSEHOLD_TOPICS, PERSON_TOPICS
from konbit_rules import FACTS

UNKNOWN, NOTHING = "unknown", "none"
STATE = "MS"
HEAD = 1
OTHER_INCOMES = (1, 2)
INCOMES = tuple(fact.name for fact in FACTS if fact.unit == "pay")
# Told of children alone: the head of a household is nobody's child in it.
OF_A_CHILD = ("care_charge", "care_hours_per_day", "care_days_per_week", "care_days_per_month")

# What no family on earth looks like, by the fact where the library noticed it.
IMPOSSIBLE = {
    "age": _(
        "This age does not fit. The head of a household and the spouse are 14 or older, and no child is older than "
        "its parents."
    ),
    "role": _("There is one husband or wife at most."),
    "is_pregnant": _("Pregnant does not fit with this person's age, or with not being recorded as female."),
    "five_years_resident": _("A permanent resident is not without papers. Change one of the two answers."),
    "weekly_hours_worked": _("Work and school together fill more hours than a week has."),
    "care_days_per_month": _("More days of care in a month than the days in a week allow."),
    "snap_received": _("You gave an amount of SNAP. Answer yes to receiving it, or take the amount out."),
    "tanf_received": _("You gave an amount of TANF. Answer yes to receiving it, or take the amount out."),
    "ssi_received": _("You gave an amount of SSI. Answer yes to receiving it, or take the amount out."),
    "": _("This cannot be so. Look at it again."),
}


def data_of(said: Mapping[str, Any], people: int) -> dict[str, Any]:
    """A household in the form of a family file. What was left empty counts as the family said it shall."""
    rest = said["rest"]
    data = {"state": STATE, **_facts(said, "", [name for topic in HOUSEHOLD_TOPICS for name in topic.facts])}
    data["persons"] = [_person(said, person, rest) for person in range(1, people + 1)]
    if rest == NOTHING:
        data["rest"] = NOTHING
    return data


def _person(said: Mapping[str, Any], person: int, rest: str) -> dict[str, Any]:
    prefix = f"p{person}_"
    data = {
        "name": str(person),
        **_facts(said, prefix, [name for topic in PERSON_TOPICS for name in topic.facts]),
    }
    if person == HEAD:
        data |= {"role": "head", **dict.fromkeys(OF_A_CHILD, 0)}
    hours = _value(said.get(f"{prefix}hours"))
    if hours is None and said.get(f"{prefix}pay_amount"):
        # Pay without hours: they were worked, whatever else was left empty.
        hours = UNKNOWN
    if hours is not None:
        data["weekly_hours_worked"] = hours
    income = _incomes(said, prefix, hours)
    if income and rest == UNKNOWN:
        told = {entry["kind"] for entry in income}
        income += [{"kind": kind, "amount": UNKNOWN} for kind in INCOMES if kind not in told]
    if income:
        data["income"] = income
    return data


def _facts(said: Mapping[str, Any], prefix: str, names: list[str]) -> dict[str, Any]:
    found = {name: _value(said.get(prefix + name)) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _incomes(said: Mapping[str, Any], prefix: str, hours: Any) -> list[dict[str, Any]]:
    entries = []
    amount = _value(said.get(f"{prefix}pay_amount"))
    if amount is not None:
        every = said.get(f"{prefix}pay_every")
        entries.append(_income("wages", amount, every, hours if every == "hour" else None))
    for place in OTHER_INCOMES:
        kind = said.get(f"{prefix}other{place}_kind")
        amount = _value(said.get(f"{prefix}other{place}_amount"))
        if kind and amount is not None:
            entries.append(_income(kind, amount, said.get(f"{prefix}other{place}_every")))
    return entries


def _income(kind: str, amount: Any, every: str | None, hours: Any = None) -> dict[str, Any]:
    entry = {"kind": kind, "amount": amount}
    if amount != UNKNOWN:
        entry["every"] = every
        if hours is not None:
            entry["hours"] = hours
    return entry


def _value(said: Any) -> Any:
    if said in {None, ""}:
        return None
    return float(said) if isinstance(said, Decimal) else said


def field_of(where: str) -> tuple[str, str]:
    """The form's field that a refusal of the library is about, and the fact in it."""
    found = re.fullmatch(r"(?:persons\[(\d+)\]\.?)?(\w*)(?:\[(\d+)\])?.*", where)
    if found is None:
        return "", ""
    person, fact = found[1], found[2]
    prefix = f"p{int(person) + 1}_" if person is not None else ""
    if fact == "income":
        return f"{prefix}pay_amount", fact
    return f"{prefix}{'hours' if fact == 'weekly_hours_worked' else fact}", fact
