"""The curve of a family that did not tell everything: a band, or a line where what was not told does not matter."""

from collections.abc import Callable, Iterator, Mapping
from itertools import cycle, islice

import numpy as np
from numpy.typing import NDArray

from konbit_rules.cliffs.curve import Curve, Point
from konbit_rules.cliffs.sweep import Sweep, pay_shares
from konbit_rules.cliffs.what_is_left import WHAT_IS_LEFT
from konbit_rules.engine.language import DUST
from konbit_rules.engine.spans import Facts, Fault, facts_of, high, low
from konbit_rules.households.facts import PERSON, Fact
from konbit_rules.households.household import FactValue, Household, Person
from konbit_rules.law import Law
from konbit_rules.parameters.errors import LawError
from konbit_rules.screening import Missing

BAND_POINTS, FIRST_LOOK_POINTS = 201, 11
TRIED_EVERY = 25  # dollars of pay at which fillings of the untold facts are held against each other
# Which end of what it could be each untold fact is set to, in turn: all low, all high, and both mixtures.
FILLINGS = ((0,), (1,), (0, 1), (1, 0))


def has_gaps(law: Law, household: Household) -> bool:
    """Whether what is left reads a fact that was not told."""
    return next(_gaps(law, household), None) is not None


def _gaps(law: Law, household: Household) -> Iterator[tuple[int | None, Fact]]:
    """Every untold fact that what is left reads, with the place of the person it is about."""
    facts = law.graph.texts.facts
    names = sorted(name for name in law.graph.upstream(WHAT_IS_LEFT) if name in facts)
    for name in names:
        if facts[name].entity != PERSON:
            if facts[name].default is None and name not in household.facts:
                yield None, facts[name]
            continue
        for place, person in enumerate(household.persons):
            if name not in person.facts:
                yield place, facts[name]


def fillings(law: Law, household: Household) -> list[Household]:
    """The household with its untold facts at the ends of what they could be, in several mixtures."""
    gaps = list(_gaps(law, household))
    return [
        _filled(household, dict(zip(gaps, islice(cycle(ends), len(gaps)), strict=True))) for ends in FILLINGS
    ]


def _filled(household: Household, ends: Mapping[tuple[int | None, Fact], int]) -> Household:
    persons = tuple(
        Person(
            person.name,
            {
                **person.facts,
                **{fact.name: _end(fact, end) for (of, fact), end in ends.items() if of == place},
            },
        )
        for place, person in enumerate(household.persons)
    )
    facts = {
        **household.facts,
        **{fact.name: _end(fact, end) for (of, fact), end in ends.items() if of is None},
    }
    return _unchecked(household.state, persons, facts)


def _unchecked(state: str, persons: tuple[Person, ...], facts: Mapping[str, FactValue]) -> Household:
    """A household that need not be one that can be: its untold facts stand at the ends of what they could be."""
    household = object.__new__(Household)
    for name, value in (("state", state), ("persons", persons), ("facts", facts)):
        object.__setattr__(household, name, value)
    return household


def _end(fact: Fact, end: int) -> FactValue:
    if fact.unit == "bool":
        return bool(end)
    if fact.unit == "choice":
        return fact.choices[-end]
    if fact.unit == "pay":
        return (0.0, 0.0, 0.0, end * fact.most / 12, 0.0)
    return (fact.least, fact.most)[end]


def disagreeing(law: Law, filled: list[Household], place: int, up_to: float, at: NDArray) -> NDArray:
    """The pays, among many and those of `at`, at which two fillings leave different amounts."""
    pay = np.union1d(np.arange(0.0, up_to + 1.0, TRIED_EVERY), at)
    first, *others = (Sweep(law, one, place).at(pay).left for one in filled)
    differs = np.zeros(len(pay), dtype=bool)
    for other in others:
        differs |= np.abs(first - other) > DUST
    return pay[differs]


def band(law: Law, household: Household, place: int, pays: list[float]) -> Curve:
    """The least and the most that could be left at some pays, and the facts behind the difference."""
    person = household.persons[place]
    shares, today = pay_shares(person.facts.get("wages"))
    left_at = _spans(law, household, place, shares)
    facts: Facts = frozenset()
    points = []
    for pay in (today, *pays):
        left = left_at(pay)
        if isinstance(left, Fault):
            raise LawError(f"{left.rule} could not be worked out at a pay of {pay:,.2f} a year: {left.what}")
        facts |= facts_of(left)
        points.append(Point(pay, low(left), high(left), {}))
    missing = tuple(
        Missing(
            fact,
            household.persons[whose].name if whose is not None else None,
            law.graph.texts.facts[fact].about,
            (),
        )
        for fact, whose in sorted(facts, key=str)
    )
    hours = person.facts.get("weekly_hours_worked")
    return Curve(
        law.day, law.version, person.name, points[0], tuple(points[1:]), (), (), (), missing,
        hours=hours if isinstance(hours, float) else None,
    )  # fmt: skip


def _spans(
    law: Law, household: Household, place: int, shares: tuple[float, ...]
) -> Callable[[float], object]:
    """What is left at a pay, as a span; what no pay changes is worked out once."""
    others = {**law.defaults, **household.facts}
    persons = [dict(person.facts) for person in household.persons]
    wanted = law.graph.upstream(WHAT_IS_LEFT)
    changing = {"wages"}
    for name, rule in law.graph.rules.items():
        if not changing.isdisjoint(rule.reads):
            changing.add(name)
    fixed = law.bounds.run(persons, others, wanted=wanted - changing)

    def left_at(pay: float) -> object:
        persons[place]["wages"] = tuple(pay * share for share in shares)
        return law.bounds.run(persons, others, fixed, wanted)[WHAT_IS_LEFT]

    return left_at


def evenly(up_to: float, many: int) -> list[float]:
    """So many pays from nothing to the end of the curve."""
    return np.linspace(0.0, up_to, many).tolist()
