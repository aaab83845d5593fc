"""Sorts every household that disagrees into the groups of the register.

Each program is worked out again with the other calculator's answers told for the programs that come before it. Where it
then agrees, the difference was carried on from those. What is left is the program's own: the fewest other readings that
together make it agree are its groups, else the test that it passes. What none of this explains is not explained.
"""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from konbit_rules.bulk import ANSWER_COLUMNS
from konbit_rules.engine.arrays import Arrays
from konbit_rules.engine.graph import graph_on, read_texts
from konbit_rules.engine.source import read_file
from konbit_rules.households.columns import Columns
from konbit_rules.households.facts import Fact
from konbit_rules.law import folders_of_state
from tools.agreement.compare import agrees, is_compared
from tools.agreement.register import GROUPS, HOUSEHOLD, PERSON, PROGRAMS, TOLD, Differing
from tools.agreement.samples import AS_OF, MEALS, MEALS_AS_OF, Sample

READINGS = sorted((Path(__file__).parent / "readings").glob("*.py"))
CARRIED_ON = "carried on from "


@dataclass(slots=True)
class Sorted:
    """Households by column and group, each with its id; a household may be in more than one group."""

    groups: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    not_explained: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def households(self, group: str) -> set[str]:
        """Every household of a group, whatever the column."""
        return set().union(*(found.get(group, set()) for found in self.groups.values()))


def sort(sample: Sample) -> Sorted:
    """Every disagreeing household of every column, in its groups."""
    found = Sorted()
    for code in PROGRAMS:
        again = _Again(code, sample)
        for column in PROGRAMS[code].columns:
            again.sort(column, found)
    return found


class _Again:
    """One program worked out again over a sample."""

    def __init__(self, code: str, sample: Sample) -> None:
        self.program, self.sample = PROGRAMS[code], sample
        self.arrays = _law(code)
        mine = [group for group in GROUPS if code in {group.program, *group.also}]
        self.switches = tuple(group.code for group in mine if group.test is None)
        self.tests = tuple(group for group in mine if group.test)
        self.columns = _with_told(sample, self.program.told)
        self.answers: dict[frozenset[str], dict[str, list]] = {}

    def sort(self, column: str, found: Sorted) -> None:
        """Finds the groups of every household that disagrees in a column."""
        waiting = [
            place
            for place, row in enumerate(self.sample.expected)
            if is_compared(column, row)
            and not agrees(column, self.sample.ours.columns[column][place], row[column])
        ]
        for place in waiting:
            household = self.sample.expected[place]["household_id"]
            groups = list(self.groups(column, place))
            for group in groups:
                found.groups[column][group].add(household)
            if not groups:
                found.not_explained[column].add(household)

    def groups(self, column: str, place: int) -> Iterator[str]:
        """The groups of one household."""
        if self.agrees(column, place, frozenset()):
            yield from (CARRIED_ON + one for one in self.differing_before(place))
            return
        for many in range(1, len(self.switches) + 1):
            for together in combinations(self.switches, many):
                if self.agrees(column, place, frozenset(together)):
                    yield from together
                    return
        differing = self.differing(column, place)
        for group in self.tests:
            if group.test and group.test(differing):
                yield group.code
                return

    def agrees(self, column: str, place: int, switched: frozenset[str]) -> bool:
        """Whether a household agrees with these readings switched to the other calculator's."""
        if switched not in self.answers:
            self.answers[switched] = self.run(switched)
        return agrees(column, self.answers[switched][column][place], self.sample.expected[place][column])

    def run(self, switched: frozenset[str]) -> dict[str, list]:
        """All answers with these readings."""
        columns = replace(self.columns, household={**self.columns.household, **dict.fromkeys(switched, True)})
        answers = self.arrays.run(columns)
        if answers.faults:
            raise ValueError(f"a reading fails: {', '.join(answers.faults)}")
        rules = self.arrays.graph.rules
        found: dict[str, list] = {}
        for column in self.program.columns:
            rule = ANSWER_COLUMNS[column]
            each = columns.persons_of_households if rules[rule].level == PERSON else _one_each(columns)
            found[column] = each(answers.values[rule])
        return found

    def differing_before(self, place: int) -> list[str]:
        """The programs before this one in which the household disagrees."""
        row, ours = self.sample.expected[place], self.sample.ours.columns
        columns = [one for one in self.program.told if not agrees(one, ours[one][place], row[one])]
        return [code for code, program in PROGRAMS.items() if set(program.columns) & set(columns)]

    def differing(self, column: str, place: int) -> Differing:
        """One household's two answers, person by person."""
        ours = self.answers[frozenset()][column][place]
        expected = self.sample.expected[place]
        pairs = zip(ours, expected[column].split("|"), strict=True) if isinstance(ours, list) else ()
        places = [number for number, (one, other) in enumerate(pairs) if not agrees(column, one, other)]
        return Differing(self.sample.persons[place], expected, ours if isinstance(ours, list) else (), places)


def _one_each(columns: Columns) -> Callable[[NDArray[Any]], list[Any]]:
    return lambda values: columns.unsort(values).tolist()


@cache
def _law(code: str) -> Arrays:
    """The law with every other reading in it, switched off, and with what is told in the place of our own rules."""
    program = PROGRAMS[code]
    law = read_texts(folders_of_state())
    texts = replace(law, rules=dict(law.rules), facts=dict(law.facts))
    for group in GROUPS:
        if group.test is None:
            texts.facts[group.code] = Fact(group.code, HOUSEHOLD, "bool", group.title)
    for path in READINGS:
        for rule in read_file(path).rules:
            texts.rules[rule.name] = [rule]
    for column in program.told:
        entity, unit, rules = TOLD[column]
        name = f"told_{column}"
        texts.facts[name] = Fact(name, entity, unit, f"{column} as the other calculator answers it")
        for rule, answer in rules.items():
            body = ast.parse(f"return {answer.replace('told', name)}").body
            one = replace(texts.rules[rule][0], since=date.min, until=date.max, reads=(name,), body=body)
            texts.rules[rule] = [one]
    day = MEALS_AS_OF if MEALS in program.columns else AS_OF
    return Arrays(graph_on(texts, day), [ANSWER_COLUMNS[column] for column in program.columns])


def _with_told(sample: Sample, told: Sequence[str]) -> Columns:
    """The sample's columns with every reading switched off, and the other calculator's answers among them."""
    columns = sample.columns
    person, household = dict(columns.person), dict(columns.household)
    household |= {group.code: False for group in GROUPS if group.test is None}
    for column in told:
        entity, unit, _ = TOLD[column]
        said = [one for row in sample.expected for one in row[column].split("|")]
        values = np.array([one == "True" for one in said] if unit == "bool" else [float(one) for one in said])
        if entity == PERSON:
            person[f"told_{column}"] = values[columns.rows()]
        else:
            household[f"told_{column}"] = values[columns.order]
    return replace(columns, person=person, household=household)
