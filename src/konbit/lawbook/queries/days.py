"""The law of a day, and which days have one.

The law changes on few days. One law is kept for each stretch between two changes, so that a visitor who asks for many
days fills no memory.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any

from konbit_rules import Law, load_law

NEWEST = date(2199, 12, 31)


class NotLoadedThen(Exception):
    """No law is loaded for the day; `first` is the first day that has one."""

    def __init__(self, day: date, first: date) -> None:
        super().__init__(f"no law is loaded for {day}")
        self.day, self.first = day, first


def law_on(day: date) -> Law:
    """The law in force on a day.

    Raises:
        NotLoadedThen: the day lies before the loaded law.
    """
    if day < (first := first_day()):
        raise NotLoadedThen(day, first)
    return load_law(max(change for change in _changes() if change <= day))


@cache
def first_day() -> date:
    """The first day on which the law of any program is loaded."""
    law = load_law(NEWEST)
    return min(_loaded_from(law, program) for program in law.programs)


@cache
def _changes() -> tuple[date, ...]:
    """Every day on which a figure or a rule begins, or a rule has just ended."""
    texts = load_law(NEWEST).graph.texts
    found = {value.since for parameter in texts.parameters.values() for value in parameter.values}
    for rule in (rule for versions in texts.rules.values() for rule in versions):
        found.add(rule.since)
        if rule.until < NEWEST:
            found.add(rule.until + timedelta(days=1))
    return tuple(sorted(found))


def _loaded_from(law: Law, program: Any) -> date:
    """The first day on which all that a program rests on has a value."""
    names = frozenset().union(
        *(law.graph.upstream(name) for name in (program.eligible, program.amount) if name)
    )
    parameters = law.graph.texts.parameters
    return max((parameters[name].values[0].since for name in names if name in parameters), default=date.min)
