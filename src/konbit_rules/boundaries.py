"""Where the law turns: every comparison of amounts in its rules, and the pay at which a family crosses each.

Cases worth working by hand, and worth running every way there is, lie just below, at and just above these.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from konbit_rules.engine.nodes import PERSON, Node, parts_of
from konbit_rules.engine.reasons import COMPARED
from konbit_rules.households.household import Household
from konbit_rules.law import Law

STEPS = 64  # looks between no pay and the most, before each crossing is closed in on
NEAR = 1e-7  # dollars a year


@dataclass(frozen=True, slots=True)
class Threshold:
    """One comparison of amounts or counts; a rule may hold several, counted in `place`."""

    rule: str
    place: int
    comparison: Node


class Crossing(NamedTuple):
    """The pay, in dollars a year, at which a comparison comes out differently, of one person where it is of persons."""

    threshold: Threshold
    person: int | None
    pay: float


def thresholds(law: Law) -> tuple[Threshold, ...]:
    """Every comparison of amounts in the law of the day, steps with an agency left out."""
    found = []
    for name in law.explained.names:
        compared = [part for part in parts_of(law.graph.rules[name].node) if part.op in COMPARED]
        amounts = [part for part in compared if part.value.is_amount]  # type: ignore[attr-defined]
        found += [Threshold(name, place, part) for place, part in enumerate(amounts)]
    return tuple(found)


def with_pay(household: Household, earner: int, pay: float) -> Household:
    """The same family, with one person's wages so many dollars a year and paid by the year."""
    persons = list(household.persons)
    facts = {**persons[earner].facts, "wages": (0.0, 0.0, 0.0, 0.0, pay)}
    persons[earner] = replace(persons[earner], facts=facts)
    return replace(household, persons=tuple(persons))


def crossings(law: Law, household: Household, earner: int, up_to: float = 120_000.0) -> Iterator[Crossing]:
    """Every crossing that lies alone between two looks, for a family of which everything else is told."""
    known = thresholds(law)
    before, before_pay = _gaps(law, household, earner, 0.0, known), 0.0
    for look in range(1, STEPS + 1):
        pay = up_to * look / STEPS
        here = _gaps(law, household, earner, pay, known)
        for (threshold, person), gap in here.items():
            if (gap > 0) != (before.get((threshold, person), math.nan) > 0):
                families = (law, household, earner)
                yield Crossing(threshold, person, _closed_in(families, threshold, person, (before_pay, pay)))
        before, before_pay = here, pay


type Gaps = Mapping[tuple[Threshold, int | None], float]


def _gaps(law: Law, household: Household, earner: int, pay: float, known: tuple[Threshold, ...]) -> Gaps:
    """How far the left side of each comparison lies above its right one."""
    family = with_pay(household, earner, pay)
    persons, others = [person.facts for person in family.persons], {**law.defaults, **family.facts}
    columns = {
        name: [facts.get(name) for facts in persons] for name in law.explained.facts if name in persons[0]
    }
    values, _ = law.explained.run(columns, others, family.persons)
    walk = law.bounds.walk(persons, others, dict(zip(law.explained.names, values, strict=True)))
    found: dict[tuple[Threshold, int | None], float] = {}
    for threshold in known:
        of_persons = threshold.comparison.level == PERSON
        for person in range(len(persons)) if of_persons else (None,):
            left, right = walk.sides(threshold.comparison, person)
            if isinstance(left, float) and isinstance(right, float):
                found[threshold, person] = left - right
    return found


def _closed_in(
    families: tuple[Law, Household, int], threshold: Threshold, person: int | None, pays: tuple[float, float]
) -> float:
    """The pay of the crossing, by halves."""
    low, high = pays

    def above(pay: float) -> bool:
        return _gaps(*families, pay, (threshold,)).get((threshold, person), math.nan) > 0

    begins = above(low)
    while high - low > NEAR:
        middle = (low + high) / 2
        low, high = (middle, high) if above(middle) == begins else (low, middle)
    return high
