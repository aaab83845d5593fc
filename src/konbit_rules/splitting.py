"""What a walk over unknown facts leaves open is settled where it can be by trying every yes, no and choice in turn.

A walk takes each unknown value on its own and forgets that two of them rest on the same fact: "either a parent works or no
parent works" stays open. Tried one after the other, few unknown facts give exactly what the answers could be.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import product
from math import prod

from konbit_rules.engine.explained import Explained
from konbit_rules.engine.spans import Facts, Fault, OneOf, Span, facts_of, is_settled, joined
from konbit_rules.households.facts import PERSON, Fact
from konbit_rules.households.household import FactValue, Household, HouseholdError
from konbit_rules.law import Law

MOST_FACTS = 6
MOST_WAYS = 64  # each costs a run of plain Python
MOST_WALKS = 8  # or a walk, where an amount is unknown too
type Place = tuple[str, int | None]


def told_facts(
    household: Household, explained: Explained
) -> tuple[dict[str, list], dict[str, object]] | None:
    """The facts that the law reads, if every one of them was told."""
    facts = explained.graph.texts.facts
    persons: dict[str, list] = {}
    others: dict[str, object] = {}
    for name in explained.facts:
        if facts[name].entity == PERSON:
            column = [person.facts.get(name) for person in household.persons]
            if None in column:
                return None
            persons[name] = column
        else:
            value = household.facts.get(name, facts[name].default)
            if value is None:
                return None
            others[name] = value
    return persons, others


def narrowed(law: Law, household: Household, values: dict[str, object]) -> dict[str, object]:
    """The values of a walk, narrowed to what they are under some combination of the open facts."""
    split = _worth_trying(law, household, values)
    if not split:
        return values
    facts = law.graph.texts.facts
    ways: dict[tuple, Mapping[str, object]] = {}
    for combination in product(*(_options(facts[name]) for name, _ in split)):
        try:
            family = _with_facts(household, dict(zip(split, combination, strict=True)))
        except HouseholdError:
            continue  # nobody is both
        ways[combination] = _values(law, family)
    if not ways:
        return values
    return values | {name: _together(values[name], name, ways, split) for name in law.explained.names}


def _worth_trying(law: Law, household: Household, values: Mapping[str, object]) -> list[Place]:
    """The open yes-or-nos and choices behind the programs' answers, those behind most programs first."""
    behind: dict[Place, int] = {}
    for program in law.programs:
        answers = [values[name] for name in (program.eligible, program.amount) if name]
        for place in facts_of(
            *(one for answer in answers for one in (answer if isinstance(answer, list) else [answer]))
        ):
            behind[place] = behind.get(place, 0) + 1
    facts = law.graph.texts.facts
    found = sorted(
        (place for place in behind if _options(facts[place[0]])),
        key=lambda place: (-behind[place], str(place)),
    )
    if len(found) > MOST_FACTS:
        return []
    most = MOST_WAYS if len(found) == _unknown(law, household) else MOST_WALKS
    while prod(len(_options(facts[name])) for name, _ in found) > most:
        found.pop()
    return found


def _options(fact: Fact) -> Sequence[bool | str]:
    return (True, False) if fact.unit == "bool" else fact.choices


def _unknown(law: Law, household: Household) -> int:
    """How many facts that the law reads nobody told."""
    facts = law.graph.texts.facts
    persons = sum(
        name not in one.facts
        for one in household.persons
        for name in law.explained.facts
        if facts[name].entity == PERSON
    )
    return persons + sum(
        name not in household.facts for name in law.explained.facts if facts[name].entity != PERSON
    )


def _with_facts(household: Household, told: Mapping[Place, FactValue]) -> Household:
    persons = tuple(
        replace(
            person,
            facts={**person.facts, **{name: value for (name, of), value in told.items() if of == place}},
        )
        for place, person in enumerate(household.persons)
    )
    others = {**household.facts, **{name: value for (name, of), value in told.items() if of is None}}
    return Household(household.state, persons, others)


def _values(law: Law, household: Household) -> Mapping[str, object]:
    told = told_facts(household, law.explained)
    if told is not None:
        with suppress(Exception):  # the walk below finds the rule it lies in
            values, _ = law.explained.run(*told, household.persons)
            return dict(zip(law.explained.names, values, strict=True))
    return law.bounds.run([person.facts for person in household.persons], {**law.defaults, **household.facts})


def _together(
    value: object, name: str, ways: Mapping[tuple, Mapping[str, object]], split: list[Place]
) -> object:
    if isinstance(value, list):
        return [
            _one(one, {way: values[name][place] for way, values in ways.items()}, split)  # type: ignore[index]
            for place, one in enumerate(value)
        ]
    return _one(value, {way: values[name] for way, values in ways.items()}, split)


def _one(value: object, found: Mapping[tuple, object], split: list[Place]) -> object:
    """What a value could be over all ways; the facts behind it are those that change it."""
    if is_settled(value) or not isinstance(value, OneOf | Span | Fault):
        return value
    facts: Facts = facts_of(*found.values()) - set(split)
    for at, place in enumerate(split):
        others: dict[tuple, object] = {}
        for way, one in found.items():
            if others.setdefault((*way[:at], *way[at + 1 :]), one) != one:
                facts |= {place}
    return joined(list(found.values()), facts)
