"""What a value could be while facts are missing: a span, an open choice, pay of unknown size, or a fault.

A settled value stays the plain number, yes or no, or word that it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from konbit_rules.households.facts import Fact

Facts = frozenset[tuple[str, int | None]]  # a fact's name, and the place of the person it is about
NOTHING: Facts = frozenset()
VAST = 1e18  # beyond every amount; no infinity, which would leave sums and products without a value


@dataclass(frozen=True, slots=True)
class Span:
    """A number or amount that lies somewhere from `low` to `high`."""

    low: float
    high: float
    facts: Facts


@dataclass(frozen=True, slots=True)
class OneOf:
    """A yes or no, or a choice, that could still be any of these."""

    options: frozenset
    facts: Facts


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be worked out at all, and in which rule."""

    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class PaySpan:
    """Money as it is paid, of which the amount is unknown."""

    most: float
    facts: Facts


def is_settled(value: object) -> bool:
    """Whether a value is one value, whatever the unknown facts are."""
    return not isinstance(value, Span | OneOf | Fault | PaySpan)


def low(value: object) -> float:
    """The least it could be."""
    return value.low if isinstance(value, Span) else value  # type: ignore[return-value]


def high(value: object) -> float:
    """The most it could be."""
    return value.high if isinstance(value, Span) else value  # type: ignore[return-value]


def facts_of(*values: object) -> Facts:
    """The unknown facts behind some values."""
    found = NOTHING
    for value in values:
        if isinstance(value, Span | OneOf | PaySpan):
            found |= value.facts
    return found


def span(lowest: float, highest: float, facts: Facts) -> object:
    """A span, or the one value where both ends meet."""
    return lowest if lowest == highest else Span(lowest, highest, facts)


def options_of(value: object) -> frozenset:
    """Everything a yes or no, or a choice, could be."""
    return value.options if isinstance(value, OneOf) else frozenset([value])


def one_of(options: frozenset, facts: Facts) -> object:
    """An open choice, or the one that is left."""
    return next(iter(options)) if len(options) == 1 else OneOf(options, facts)


def joined(values: Sequence[object], facts: Facts) -> object:
    """What a value could be when any of several branches may be taken."""
    for value in values:
        if isinstance(value, Fault):
            return value
    facts |= facts_of(*values)
    if all(isinstance(value, bool | str | OneOf) for value in values):
        return one_of(frozenset().union(*map(options_of, values)), facts)
    return span(min(map(low, values)), max(map(high, values)), facts)


def unknown(fact: Fact, person: int | None) -> object:
    """Everything that a fact nobody told could be."""
    here: Facts = frozenset([(fact.name, person)])
    if fact.unit == "bool":
        return OneOf(frozenset([True, False]), here)
    if fact.unit == "choice":
        return OneOf(frozenset(fact.choices), here)
    if fact.unit == "pay":
        return PaySpan(fact.most, here)
    return Span(fact.least, fact.most, here)
