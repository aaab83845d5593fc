"""Many households as columns: one array a fact, so that the law goes over all of them at once.

Households are sorted by size, the largest first, and persons lie slot by slot: first every household's first person, then
the second of those that have one. So slot k belongs to the first `counts[k]` households, and a sum over members is a few
sums of whole arrays. What is the same for everybody may stand as one plain value.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from konbit_rules.households.facts import PAY_PERIODS, Fact
from konbit_rules.households.household import HOUSEHOLD_FACTS, PERSON_FACTS, FactValue, Household, Person

# Yes or no, an amount, or a choice's place among its choices: an array, or one value for everybody.
type Column = NDArray[Any] | bool | float
# Pay has a column for each of PAY_PERIODS; None where nobody is paid so.
type PayColumns = tuple[Column | None, ...]

NO_PAY: PayColumns = (None,) * len(PAY_PERIODS)
CODES = {
    fact.name: {choice: code for code, choice in enumerate(fact.choices)}
    for fact in (*PERSON_FACTS.values(), *HOUSEHOLD_FACTS.values())
    if fact.unit == "choice"
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Households in columns. `order[i]` is the place in the input of the i-th of the sorted households.

    `ids` stand in the order of the input. `unknown` names the facts that not every household told, with the place of the
    first that did not.
    """

    order: NDArray[np.intp]
    counts: tuple[int, ...]
    person: Mapping[str, Column | PayColumns]
    household: Mapping[str, Column]
    ids: Sequence[Any]
    unknown: Mapping[str, int]

    @property
    def households(self) -> int:
        """How many households there are."""
        return len(self.order)

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return sum(self.counts)

    def fact(self, name: str) -> Column | PayColumns:
        """The column of a fact.

        Raises:
            ValueError: a household did not tell it; it is named.
        """
        for columns in (self.person, self.household):
            if name in columns:
                return columns[name]
        if name in self.unknown:
            raise ValueError(f"{name} is unknown in household {self.ids[self.unknown[name]]}")
        raise ValueError(f"{name} is not among the columns")

    def parts(self, most: int) -> "Iterator[Columns]":
        """The same households, so many at a time, in their sorted order."""
        if self.households <= most:
            yield self
            return
        slots = self._slots()
        for start in range(0, self.households, most):
            stop = min(start + most, self.households)
            counts = tuple(min(count, stop) - start for count in self.counts if count > start)
            spans = [
                slice(first + start, first + start + count)
                for first, count in zip(slots, counts, strict=False)
            ]

            def persons(column: Column, spans: list[slice] = spans) -> Column:
                return (
                    np.concatenate([column[span] for span in spans])
                    if isinstance(column, np.ndarray)
                    else column
                )

            def households(column: Column, span: slice = slice(start, stop)) -> Column:
                return column[span] if isinstance(column, np.ndarray) else column

            yield replace(
                self,
                order=self.order[start:stop],
                counts=counts,
                person={name: _each(persons, column) for name, column in self.person.items()},
                household={name: households(column) for name, column in self.household.items()},
            )

    def join_persons(self, parts: Sequence[NDArray[Any]], most: int) -> NDArray[Any]:
        """One value a person from each of the parts, as one array in these columns' order."""
        slots: list[list[NDArray[Any]]] = [[] for _ in self.counts]
        for number, values in enumerate(parts):
            start = number * most
            counts = [min(count, start + most) - start for count in self.counts if count > start]
            ends = np.cumsum(counts)
            for slot, (end, count) in enumerate(zip(ends, counts, strict=True)):
                slots[slot].append(values[end - count : end])
        return np.concatenate([piece for pieces in slots for piece in pieces])

    def unsort(self, values: NDArray[Any]) -> NDArray[Any]:
        """One value a household, in the order of the input."""
        found = np.empty_like(values)
        found[self.order] = values
        return found

    def sizes(self) -> NDArray[np.intp]:
        """How many persons each household has, in the order of the input."""
        counts = np.array(self.counts, dtype=np.intp)
        sorted_sizes = np.count_nonzero(counts[:, None] > np.arange(self.households), axis=0)
        return self.unsort(sorted_sizes.astype(np.intp))

    def rows(self) -> NDArray[np.intp]:
        """For each person here, the row in the input, where each household's persons stand together."""
        starts = np.cumsum(sizes := self.sizes()) - sizes
        first = starts[self.order]
        slots = [first[:count] + slot for slot, count in enumerate(self.counts)]
        return np.concatenate(slots or [np.zeros(0, np.intp)])

    def persons_in_rows(self, values: NDArray[Any]) -> NDArray[Any]:
        """One value a person, in the order of the input's rows."""
        found = np.empty_like(values)
        found[self.rows()] = values
        return found

    def persons_of_households(self, values: NDArray[Any]) -> list[list[Any]]:
        """One value a person, as a list for each household in the order of the input."""
        found = self.persons_in_rows(values).tolist()
        ends = [0, *np.cumsum(self.sizes()).tolist()]
        return [found[start:end] for start, end in pairwise(ends)]

    def household_at(self, place: int, state: str) -> Household:
        """The household at a place of these columns' own order, as one family again."""
        slots = [slot for slot, count in enumerate(self.counts) if place < count]
        rows = [first + place for first in self._slots()[: len(slots)]]
        persons = tuple(
            Person(
                f"person {number}",
                {name: _told(PERSON_FACTS[name], column, row) for name, column in self.person.items()},
            )
            for number, row in enumerate(rows, 1)
        )
        facts = {name: _told(HOUSEHOLD_FACTS[name], column, place) for name, column in self.household.items()}
        return Household(state, persons, facts)

    def repeated(self, times: int) -> "Columns":
        """Every household so many times over, side by side."""

        def many(column: Column) -> Column:
            return np.repeat(column, times) if isinstance(column, np.ndarray) else column

        return replace(
            self,
            order=np.arange(self.households * times),
            counts=tuple(times * count for count in self.counts),
            person={name: _each(many, column) for name, column in self.person.items()},
            household={name: many(column) for name, column in self.household.items()},
            ids=range(self.households * times),
        )

    def _slots(self) -> list[int]:
        """Where each slot begins in a column of persons."""
        return [0, *np.cumsum(self.counts).tolist()]


def columns_from_rows(
    household_of_row: NDArray[np.intp],
    person_rows: Mapping[str, Column | PayColumns],
    household_rows: Mapping[str, Column],
    ids: Sequence[Any],
    unknown: Mapping[str, int] | None = None,
) -> Columns:
    """Columns from one row a person and one a household; `household_of_row` counts the households 0, 1, 2… in order."""
    sizes = np.bincount(household_of_row, minlength=len(ids))
    order = np.argsort(-sizes, kind="stable")
    ordered = sizes[order]
    counts = tuple(
        int(np.count_nonzero(ordered > slot)) for slot in range(int(ordered[0]) if len(ids) else 0)
    )
    first = (np.cumsum(sizes) - sizes)[order]
    rows = np.concatenate(
        [first[:count] + slot for slot, count in enumerate(counts)] or [np.zeros(0, np.intp)]
    )

    def sort(column: Column) -> Column:
        return column[rows] if isinstance(column, np.ndarray) else column

    return Columns(
        order=order,
        counts=counts,
        person={name: _each(sort, column) for name, column in person_rows.items()},
        household={
            name: column[order] if isinstance(column, np.ndarray) else column
            for name, column in household_rows.items()
        },
        ids=ids,
        unknown=unknown or {},
    )


def columns_of(households: Sequence[Household], ids: Sequence[Any] | None = None) -> Columns:
    """Households in columns. A fact that one of them did not tell has no column; asking for it names the household."""
    unknown: dict[str, int] = {}
    sizes = [len(household.persons) for household in households]
    owners = np.repeat(np.arange(len(households)), sizes)
    persons = [person.facts for household in households for person in household.persons]
    person_rows: dict[str, Column | PayColumns] = {}
    household_rows: dict[str, Column] = {}
    for name, fact in PERSON_FACTS.items():
        told = [facts.get(name) for facts in persons]
        if None in told:
            unknown[name] = int(owners[told.index(None)])
        else:
            person_rows[name] = _pay_columns(told) if fact.unit == "pay" else _column(fact, told)
    for name, fact in HOUSEHOLD_FACTS.items():
        told = [household.facts.get(name) for household in households]
        if None in told:
            unknown[name] = told.index(None)
        else:
            household_rows[name] = _column(fact, told)
    return columns_from_rows(
        owners, person_rows, household_rows, range(len(households)) if ids is None else ids, unknown
    )


def _told(fact: Fact, column: Column | PayColumns, place: int) -> FactValue:
    """One cell of a column as a family would tell it."""
    if isinstance(column, tuple):
        return tuple(0.0 if amounts is None else float(_cell(amounts, place)) for amounts in column)
    value = _cell(column, place)
    if fact.unit == "choice":
        return fact.choices[int(value)]
    return bool(value) if fact.unit == "bool" else float(value)


def _cell(column: Column, place: int) -> Any:
    return column[place] if isinstance(column, np.ndarray) else column


def _each(change: Callable[[Column], Column], column: Column | PayColumns) -> Column | PayColumns:
    if isinstance(column, tuple):
        return tuple(None if amounts is None else change(amounts) for amounts in column)
    return change(column)


def _column(fact: Fact, told: Sequence[FactValue | None]) -> NDArray[Any]:
    if fact.unit == "bool":
        return np.array(told, dtype=bool)
    if fact.unit != "choice":
        return np.array(told, dtype=np.float64)
    codes = CODES[fact.name]
    if strange := next((choice for choice in told if choice not in codes), None):
        raise ValueError(f"{strange} is no {fact.about} whose law is loaded")
    return np.array([codes[choice] for choice in told], dtype=np.int16)  # type: ignore[index]


def _pay_columns(told: Sequence[Any]) -> PayColumns:
    amounts = np.array(told, dtype=np.float64).reshape(len(told), len(PAY_PERIODS))
    return tuple(np.ascontiguousarray(column) if column.any() else None for column in amounts.T)
