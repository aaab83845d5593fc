"""Runs the law every way there is over the same households, and says where two ways differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from konbit_rules.engine.nodes import PERSON
from konbit_rules.engine.spans import Fault, is_settled
from konbit_rules.households.columns import columns_of
from konbit_rules.households.household import Household
from konbit_rules.law import Law
from konbit_rules.splitting import told_facts

CENT = 0.005


@dataclass
class ThreeWays:
    """Every rule's value, by household: as arrays, as spans (all facts told), and explained where no rule failed."""

    arrays: list[dict[str, object]]
    bounds: list[dict[str, object]]
    explained: list[dict[str, object] | None]
    faults: list[set[str]]  # the rules that the arrays say have failed


def three_ways(law: Law, households: Sequence[Household]) -> ThreeWays:
    """The same households through every back end, procedural steps left to the walk."""
    names = law.explained.names
    columns = columns_of(households)
    answers = law.arrays(names).run(columns)
    arrays: list[dict[str, object]] = [{} for _ in households]
    for name in names:
        rule, values = law.graph.rules[name], answers.values[name]
        words = rule.unit.options
        each = (
            columns.persons_of_households(values) if rule.level == PERSON else columns.unsort(values).tolist()
        )
        for found, value in zip(arrays, each, strict=True):
            if words:
                value = [words[int(one)] for one in value] if rule.level == PERSON else words[int(value)]  # noqa: PLW2901
            found[name] = value
    faults: list[set[str]] = [set() for _ in households]
    for name, bad in answers.faults.items():
        for found, failed in zip(faults, columns.unsort(bad).tolist(), strict=True):
            if failed:
                found.add(name)
    bounds = [
        law.bounds.run([person.facts for person in household.persons], {**law.defaults, **household.facts})
        for household in households
    ]
    return ThreeWays(arrays, bounds, [explained_of(law, household) for household in households], faults)


def explained_of(law: Law, household: Household) -> dict[str, object] | None:
    """The values of plain Python, none where a rule failed."""
    told = told_facts(household, law.explained)
    assert told is not None, "every fact is told here"
    try:
        values, _ = law.explained.run(*told, household.persons)
    except Exception:  # noqa: BLE001 - whatever it was, the walk names it
        return None
    return dict(zip(law.explained.names, values, strict=True))


def differences(law: Law, ways: ThreeWays) -> list[str]:
    """Where two ways differ, in a line each."""
    found = []
    for place, (arrays, bounds, explained, faults) in enumerate(
        zip(ways.arrays, ways.bounds, ways.explained, ways.faults, strict=True)
    ):
        failed = {value.rule for value in every(bounds) if isinstance(value, Fault)}
        if not failed <= faults or bool(failed) != bool(faults) or bool(failed) != (explained is None):
            found.append(
                f"household {place}: faults {sorted(failed)}, in arrays {sorted(faults)}, explained {explained is None}"
            )
        for name, one in arrays.items():
            for walked, column, told in _pairs(
                bounds[name], one, None if explained is None else explained[name]
            ):
                if isinstance(walked, Fault):
                    continue
                if (
                    not is_settled(walked)
                    or not _same(walked, column)
                    or (explained is not None and not _same(walked, told))
                ):
                    found.append(
                        f"household {place}: {name} is {walked} walked, {column} as array, {told} explained"
                    )
    return found


def every(values: dict[str, object]):
    """Every single value of a household."""
    for value in values.values():
        if isinstance(value, list):
            yield from value
        else:
            yield value


def _pairs(walked: object, column: object, told: object) -> list[tuple[object, object, object]]:
    if not isinstance(column, list):
        return [(walked, column, told)]
    if not isinstance(walked, list):
        walked = [walked] * len(column)
    return list(zip(walked, column, [None] * len(column) if told is None else told, strict=True))


def _same(one: object, other: object) -> bool:
    if isinstance(one, bool | str):
        return one == other
    return abs(one - other) < max(CENT, abs(one) * 1e-9)  # type: ignore[operator, arg-type]
