"""A family as the law sees it: people, and facts told of them. What nobody told is unknown: the fact is absent.

A household that cannot be, or a fact beyond its bounds, is refused here, whatever file or form it came from.
"""

import difflib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from konbit_rules.households.facts import FACTS, HOUSEHOLD, LARGEST_PAY, PAY_PERIODS, PERSON, Fact
from konbit_rules.households.places import COUNTIES

# Yes or no, a number or amount, a choice, or pay: one amount for each of PAY_PERIODS.
type FactValue = bool | float | str | tuple[float, ...]

MOST_PERSONS = 20
LONGEST_NAME = 100
YOUNGEST_COUPLE = 14
YOUNGEST_PREGNANT, OLDEST_PREGNANT = 8, 70
HOURS_OF_A_WEEK = 168
PAYMENTS_A_YEAR = (52, 26, 24, 12, 1)  # to hold pay against its bound, not to calculate with
WHOLE_NUMBERS = {"age"}
PERSON_FACTS = {fact.name: fact for fact in FACTS if fact.entity == PERSON}
HOUSEHOLD_FACTS = {fact.name: fact for fact in FACTS if fact.entity == HOUSEHOLD}
# "receives_tanf" to "tanf_received", for the programs whose amount is asked.
AMOUNT_RECEIVED = {
    f"receives_{fact.name.removesuffix('_received')}": fact.name
    for fact in FACTS
    if fact.name.endswith("_received")
    and f"receives_{fact.name.removesuffix('_received')}" in {f.name for f in FACTS}
}


class HouseholdError(Exception):
    """A household that cannot be read or cannot be; `where` names file and line, `field` the fact (persons[0] first)."""

    def __init__(self, what: str, where: str = "", field: str = "") -> None:
        """Keep the sentence and the places apart, so that each face can set them as it needs."""
        super().__init__(": ".join(part for part in (where, field, what) if part))
        self.what, self.where, self.field = what, where, field


@dataclass(frozen=True, slots=True)
class Person:
    """One person: a name to speak of them by, and what was told."""

    name: str
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Household:
    """People who live together in a state, head first or not, and what was told of all of them together.

    Raises:
        HouseholdError: a fact is not known or out of bounds, or the household cannot be.
    """

    state: str
    persons: tuple[Person, ...]
    facts: Mapping[str, FactValue]

    def __post_init__(self) -> None:
        """Check everything; put whole numbers as amounts, and the defaults where the calculation has switches."""
        if not isinstance(self.state, str) or not re.fullmatch(r"[A-Z]{2}", self.state):
            raise HouseholdError("the state is a code of two letters, such as MS", field="state")
        if not self.persons:
            raise HouseholdError("a household has at least one person", field="persons")
        if len(self.persons) > MOST_PERSONS:
            raise HouseholdError(f"more than {MOST_PERSONS} persons are not one household", field="persons")
        object.__setattr__(
            self,
            "persons",
            tuple(_checked_person(person, place) for place, person in enumerate(self.persons)),
        )
        object.__setattr__(
            self, "facts", _checked_facts(self.facts, HOUSEHOLD_FACTS, PERSON_FACTS, "", self.state)
        )
        _can_be(self)

    @property
    def head(self) -> Person:
        """The person whose household it is."""
        return next(person for person in self.persons if person.facts["role"] == "head")


def meant(word: str, known: Iterable[str]) -> str:
    """A question that helps who misspelled a word; empty where nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _checked_person(person: Person, place: int) -> Person:
    field = f"persons[{place}]"
    name = person.name
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise HouseholdError(f"a name is text of up to {LONGEST_NAME} letters", field=f"{field}.name")
    facts = _checked_facts(person.facts, PERSON_FACTS, HOUSEHOLD_FACTS, f"{field}.")
    if "role" not in facts:
        choices = ", ".join(PERSON_FACTS["role"].choices)
        raise HouseholdError(
            f"everybody has a place in the household: one of {choices}", field=f"{field}.role"
        )
    return Person(name, facts)


def _checked_facts(
    told: Mapping[str, FactValue],
    known: Mapping[str, Fact],
    elsewhere: Mapping[str, Fact],
    prefix: str,
    state: str = "",
) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    for name, value in told.items():
        if (fact := known.get(name)) is None:
            of_whom = "the household" if known is PERSON_FACTS else "each person"
            why = f"is told of {of_whom}" if name in elsewhere else f"is no known fact{meant(name, known)}"
            raise HouseholdError(f"{name} {why}", field=f"{prefix}{name}")
        facts[name] = _checked(fact, value, state, f"{prefix}{name}")
    for name, fact in known.items():
        if fact.default is not None:
            facts.setdefault(name, fact.default)
    for receives, amount in AMOUNT_RECEIVED.items():
        if amount in known:
            _receives(facts, receives, amount, prefix)
    return facts


def _receives(facts: dict[str, FactValue], receives: str, amount: str, prefix: str) -> None:
    """Who does not receive a program receives nothing of it; who receives some of it receives it."""
    if facts.get(receives) is False:
        facts.setdefault(amount, 0.0)
    if facts.get(amount, 0.0) != 0 and facts.get(receives) is not True:
        raise HouseholdError(f"an amount, but {receives} is not yes", field=f"{prefix}{amount}")


def _checked(fact: Fact, value: FactValue, state: str, field: str) -> FactValue:
    """The value as the law reads it."""
    if fact.unit == "bool":
        if not isinstance(value, bool):
            raise HouseholdError(f"yes or no is due, not {value!s:.60}", field=field)
        return value
    if fact.unit == "choice":
        return _checked_choice(fact, value, state, field)
    if fact.unit == "pay":
        return _checked_pay(value, field)
    amount = _finite(value, field)
    if fact.name in WHOLE_NUMBERS and amount != int(amount):
        raise HouseholdError(f"a whole number is due, not {amount:g}", field=field)
    if not fact.least <= amount <= fact.most:
        raise HouseholdError(
            f"{amount:,.12g} is not between {fact.least:,.12g} and {fact.most:,.12g}", field=field
        )
    return amount


def _checked_choice(fact: Fact, value: FactValue, state: str, field: str) -> str:
    if not isinstance(value, str):
        raise HouseholdError(f"a word is due, not {value!s:.60}", field=field)
    if fact.name == "county":
        # Of a state whose law is not loaded nobody here knows the counties; asking for its law is refused elsewhere.
        if state in COUNTIES and value not in COUNTIES[state]:
            raise HouseholdError(
                f"{value[:60]} is no county of {state}{meant(value, COUNTIES[state])}", field=field
            )
    elif value not in fact.choices:
        raise HouseholdError(
            f"{value[:60]} is no {fact.about}: one of {', '.join(fact.choices)}", field=field
        )
    return value


def _checked_pay(value: FactValue, field: str) -> tuple[float, ...]:
    if not isinstance(value, tuple) or len(value) != len(PAY_PERIODS):
        raise HouseholdError(f"pay is one amount for each of {', '.join(PAY_PERIODS)}", field=field)
    amounts = tuple(_finite(amount, field) for amount in value)
    if min(amounts) < 0:
        raise HouseholdError(f"pay is not below 0, as {min(amounts):,.12g} is", field=field)
    if sum(amount * times for amount, times in zip(amounts, PAYMENTS_A_YEAR, strict=True)) > LARGEST_PAY:
        raise HouseholdError(
            f"more than {LARGEST_PAY:,.0f} a year is taken for a slip of the pen", field=field
        )
    return amounts


def _finite(value: object, field: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise HouseholdError(f"a number is due, not {value!s:.60}", field=field)
    try:
        amount = float(value)
    except OverflowError:
        amount = math.inf
    if not math.isfinite(amount):
        raise HouseholdError("a number that has an end is due", field=field)
    return amount + 0.0  # never -0.0


def _can_be(household: Household) -> None:
    """No rule of law: what no family on earth looks like, so most likely a slip of the pen."""
    roles = [person.facts["role"] for person in household.persons]
    if roles.count("head") != 1:
        raise HouseholdError(f"a household has one head, not {roles.count('head')}", field="persons")
    if roles.count("spouse") > 1:
        second = [place for place, role in enumerate(roles) if role == "spouse"][1]
        raise HouseholdError(
            "a household has one spouse of its head at most", field=f"persons[{second}].role"
        )
    ages = {role: person.facts.get("age") for role, person in zip(roles, household.persons, strict=True)}
    parents = [ages[role] for role in ("head", "spouse") if role in ages]
    for place, person in enumerate(household.persons):
        field, facts = f"persons[{place}].", person.facts
        age = facts.get("age")
        if not isinstance(age, float):
            continue
        if facts["role"] in {"head", "spouse"} and age < YOUNGEST_COUPLE:
            raise HouseholdError(f"a {facts['role']} is {YOUNGEST_COUPLE} or older", field=f"{field}age")
        if facts["role"] == "child" and all(isinstance(parent, float) and age > parent for parent in parents):
            raise HouseholdError("a child is not older than its parents", field=f"{field}age")
        if facts.get("is_pregnant") is True and not YOUNGEST_PREGNANT <= age <= OLDEST_PREGNANT:
            raise HouseholdError(f"pregnant at the age of {age:g}", field=f"{field}is_pregnant")
    for place, person in enumerate(household.persons):
        _one_person_can_be(person.facts, f"persons[{place}].")


def _one_person_can_be(facts: Mapping[str, FactValue], field: str) -> None:
    if facts.get("is_pregnant") is True and facts.get("is_female") is False:
        raise HouseholdError("pregnant, but not female", field=f"{field}is_pregnant")
    if facts.get("five_years_resident") is True and facts.get("immigration") == "undocumented":
        raise HouseholdError("a permanent resident is not undocumented", field=f"{field}five_years_resident")
    hours = [facts.get(name, 0.0) for name in ("weekly_hours_worked", "weekly_hours_in_school")]
    if sum(hour for hour in hours if isinstance(hour, float)) > HOURS_OF_A_WEEK:
        raise HouseholdError(
            f"work and school fill more than {HOURS_OF_A_WEEK} hours", field=f"{field}weekly_hours_worked"
        )
    weekly, monthly = facts.get("care_days_per_week"), facts.get("care_days_per_month")
    if isinstance(weekly, float) and isinstance(monthly, float) and monthly > 5 * weekly:
        what = f"{monthly:g} days of care a month are more than {weekly:g} a week"
        raise HouseholdError(what, field=f"{field}care_days_per_month")
