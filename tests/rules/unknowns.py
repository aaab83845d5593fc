"""Families with facts hidden, and the many families they could be."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from konbit_rules.engine.spans import Fault, OneOf, Span
from konbit_rules.households.household import (
    AMOUNT_RECEIVED,
    HOUSEHOLD_FACTS,
    PERSON_FACTS,
    Household,
    HouseholdError,
)
from konbit_rules.screening import Screening
from tests.rules.households import random_household

CENT = 0.005
type Hidden = tuple[tuple[str, int | None], ...]


def facts_to_hide(household: Household) -> list[tuple[str, int | None]]:
    """Everything that a family may leave open: not the place in the household, nor switches of the calculation."""
    of_persons = [
        (name, place) for place in range(len(household.persons)) for name in PERSON_FACTS if name != "role"
    ]
    return of_persons + [(name, None) for name, fact in HOUSEHOLD_FACTS.items() if fact.default is None]


def with_facts(household: Household, values: Mapping[tuple[str, int | None], object]) -> Household:
    """The same family with some facts told otherwise, or not at all where the value is None."""

    def changed(facts: Mapping[str, object], place: int | None) -> dict:
        new = {**facts, **{name: value for (name, of), value in values.items() if of == place}}
        for receives, amount in AMOUNT_RECEIVED.items():
            if receives in new and not new[receives]:
                new[amount] = 0.0 if new[receives] is False else None  # nothing of what is not received
        return {name: value for name, value in new.items() if value is not None}

    persons = tuple(
        replace(person, facts=changed(person.facts, place)) for place, person in enumerate(household.persons)
    )
    return Household(household.state, persons, changed(household.facts, None))


def hide(household: Household, hidden: Hidden) -> Household:
    """The family with those facts not told."""
    return with_facts(household, dict.fromkeys(hidden))


def fill_ins(chance: random.Random, household: Household, hidden: Hidden, number: int) -> Iterator[Household]:
    """Families that this one could be: as it is, with the hidden facts at their ends, with random values."""
    yield household
    made = tries = 0
    while made < number and tries < number * 20:
        tries += 1
        other = random_household(chance, (1000.0, 1500.0, 2000.0, 3000.0))
        values = {(name, place): _value(chance, other, name, place) for name, place in hidden}
        for name, place in hidden:
            if (
                name in AMOUNT_RECEIVED
                and values[name, place]
                and (AMOUNT_RECEIVED[name], place) not in hidden
            ):
                values[AMOUNT_RECEIVED[name], place] = chance.choice([0.0, 1.0, chance.uniform(0, 800)])
        try:
            yield with_facts(household, values)
        except HouseholdError:
            continue  # it could not be
        made += 1


def every_fill_in(household: Household, hidden: Hidden) -> Iterator[Household]:
    """Every family that this one could be, where all that is hidden is yes or no, or a choice."""
    known = PERSON_FACTS | HOUSEHOLD_FACTS
    options = [known[name].choices or (False, True) for name, _ in hidden]
    for values in product(*options):
        try:
            yield with_facts(household, dict(zip(hidden, values, strict=True)))
        except HouseholdError:
            continue


def _value(chance: random.Random, other: Household, name: str, place: int | None) -> object:
    fact = (PERSON_FACTS | HOUSEHOLD_FACTS)[name]
    facts = other.facts if place is None else chance.choice(other.persons).facts
    if fact.unit in {"bool", "choice", "pay"}:
        return facts[name]
    end = chance.random()
    if name == "age":
        return float(chance.randint(0, 100)) if end < 0.9 else chance.choice([fact.least, fact.most])
    if end < 0.15:
        return chance.choice([fact.least, fact.most])
    return facts[name] if end < 0.6 else chance.uniform(fact.least, min(fact.most, 5000.0))


def could_be(bound: object, value: object) -> bool:
    """Whether a value lies in what the walk says it could be."""
    if isinstance(bound, Fault):
        return True
    if isinstance(bound, list):
        return all(could_be(one, other) for one, other in zip(bound, value, strict=True))  # type: ignore[call-overload]
    if isinstance(bound, OneOf):
        return value in bound.options
    if isinstance(bound, Span):
        near = max(CENT, abs(value) * 1e-9)  # type: ignore[arg-type]
        return bound.low - near <= value <= bound.high + near  # type: ignore[operator]
    if isinstance(bound, bool | str):
        return bound == value
    return abs(bound - value) < max(CENT, abs(value) * 1e-9)  # type: ignore[operator, arg-type]


def contradictions(open_: Screening, filled: Screening) -> list[str]:
    """Where a screening with facts hidden says what does not hold for one of the families it could be."""
    found = []
    for code, one in open_.answers.items():
        other = filled.answers[code]
        pairs = [(code, one, other)]
        pairs += [(f"{code} of {a.name}", a, b) for a, b in zip(one.persons, other.persons, strict=True)]
        for what, before, after in pairs:
            if after.fault:
                continue
            if before.answer not in {"need_info", after.answer}:
                found.append(f"{what}: {before.answer}, but {after.answer}")
            if (
                before.amount
                and not before.amount.lowest - CENT <= after.amount.lowest <= before.amount.highest + CENT
            ):
                found.append(f"{what}: {before.amount}, but {after.amount}")
            found += _conditions(what, before.conditions, after.conditions)
        found += _conditions(code, one.steps, other.steps)
    return found


def _conditions(what: str, before: tuple, after: tuple) -> list[str]:
    states = {condition.test.code: condition.state for condition in after}
    return [
        f"{what}: {condition.test.code} {condition.state}, but {states[condition.test.code]}"
        for condition in before
        if condition.state != "unknown" and states[condition.test.code] != condition.state
    ]
