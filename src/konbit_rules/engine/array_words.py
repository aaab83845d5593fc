"""What the arrays' generated code calls. Persons lie slot by slot: first every household's first person, then the second.

`counts[k]` households have a person in slot k; households are sorted by size, so each slot holds the first `counts[k]`.
A value may be one plain number for everybody.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from konbit_rules.engine.language import DUST
from konbit_rules.engine.runtime import Rows, Schedule

# An array, or one plain value for everybody; which of both is known only when the law is run.
type Array = Any
FEW_STARTS = 24
type SearchSide = Literal["left", "right"]


class Run:
    """One pass of the law over some households: their layout, and where a look-up found no row."""

    def __init__(self, counts: Sequence[int]) -> None:
        """`counts`: households with a person in each slot."""
        self.counts = tuple(counts)
        self.households = self.counts[0] if counts else 0
        self.persons = sum(self.counts)
        self.faults: dict[str, NDArray] = {}

    def spread(self, value: Array) -> Array:
        """A household's value for each of its persons."""
        if np.ndim(value) == 0 or len(self.counts) == 1:
            return value
        return np.concatenate([value[:count] for count in self.counts])

    def _slots(self, values: Array) -> list[NDArray]:
        if np.ndim(values) == 0:
            values = np.full(self.persons, values)
        ends = np.cumsum(self.counts)
        return [values[end - count : end] for end, count in zip(ends, self.counts, strict=True)]

    def sum(self, amounts: Array, members: Array) -> NDArray:
        """Each household's sum, person after person."""
        first, *others = self._slots(np.where(members, amounts, 0.0))
        total = first.astype(float)
        for part in others:
            total[: len(part)] += part
        return total

    def count(self, tests: Array, members: Array) -> NDArray:
        """How many of each household's members pass."""
        return self.sum(np.logical_and(tests, members), np.True_)

    def any(self, tests: Array, members: Array) -> NDArray:
        """Whether a member passes."""
        first, *others = self._slots(np.logical_and(tests, members))
        found: NDArray = first.copy()
        for part in others:
            found[: len(part)] |= part
        return found

    def largest(self, amounts: Array, members: Array) -> NDArray:
        """The largest member's amount, 0 where there is none."""
        first, *others = self._slots(np.where(members, amounts, 0.0))
        found: NDArray = np.maximum(first, 0.0)
        for part in others:
            found[: len(part)] = np.maximum(found[: len(part)], part)
        return found

    def sum_largest(self, amounts: Array, members: Array, how_many: int) -> NDArray:
        """The sum of each household's largest so many amounts."""
        slots = self._slots(np.where(members, amounts, 0.0))
        table = np.zeros((len(slots), self.households))
        for row, part in zip(table, slots, strict=True):
            row[: len(part)] = part
        np.maximum(table, 0.0, out=table)
        table.sort(axis=0)
        total = np.zeros(self.households)
        for row in table[::-1][:how_many]:
            total += row
        return total

    def note(self, name: str, bad: NDArray, where: Callable[[], Array]) -> None:
        """Remember which households met a fault in this rule, where the branch was taken at all."""
        bad = np.logical_and(bad, where())
        if not bad.any():
            return
        if len(bad) == 1:
            bad = np.repeat(bad, self.households)  # the same for everybody
        if len(bad) == self.persons and len(self.counts) > 1:
            bad = self.any(bad, np.True_)
        self.faults[name] = self.faults.get(name, np.False_) | bad


class Lookup:
    """A table as an array, by whole numbers, by the places of a choice's words, or both."""

    def __init__(
        self, rows: Rows, choices: Sequence[tuple[str, ...] | None], codes: Mapping[str, int] | None
    ) -> None:
        """`choices[i]` are the words of key i, None for whole numbers; `codes` turn the values' words into numbers."""
        self.words = choices
        self.starts = [0 for _ in choices]
        axes: list[Sequence] = []
        tables: list[Any] = [rows]
        for position, words in enumerate(choices):
            keys = {key for table in tables for key in table}
            if words is None:
                self.starts[position] = int(min(keys))
                axes.append(range(int(min(keys)), int(max(keys)) + 1))
            else:
                axes.append(words)
            tables = [inner for table in tables for inner in table.values()]
        cells: list[Any] = [rows]
        for axis in axes:
            cells = [cell.get(key) if cell is not None else None for cell in cells for key in axis]
        shape = tuple(len(axis) for axis in axes)
        self.known = np.array([cell is not None for cell in cells]).reshape(shape)
        sample = next(cell for cell in cells if cell is not None)
        self.schedules: list[Any] = []
        self.values: NDArray
        if isinstance(sample, Schedule):
            self.schedules = cells
            self.values = np.arange(len(cells)).reshape(shape)
        else:
            filled = [sample if cell is None else cell for cell in cells]
            self.values = np.array([coded(cell, codes) for cell in filled]).reshape(shape)
        self.whole = bool(self.known.all())

    def at(self, run: Run, name: str, where: Callable[[], Array], *keys: Array) -> Array:
        """The rows' values; a key without a row is noted as a fault of that rule."""
        places = []
        bad: Array = np.False_
        for key, start, words, size in zip(keys, self.starts, self.words, self.values.shape, strict=True):
            place = np.asarray(key)
            if words is None:
                whole = place.astype(np.intp)
                if not np.array_equal(whole, place):
                    bad = bad | (whole != place)
                place = whole - start
                if place.size and (place.min() < 0 or place.max() >= size):
                    bad = bad | (place < 0) | (place >= size)
                    place = np.clip(place, 0, size - 1)
            places.append(place)
        index = tuple(places)
        if not self.whole:
            bad = bad | ~self.known[index]
        if np.any(bad):
            run.note(name, np.atleast_1d(bad), where)
        return self.values[index]


def coded(value: Any, codes: Mapping[str, int] | None) -> Any:
    """A choice's word as its number; everything else as it is."""
    return codes[value] if codes else value


def reached(amount: Array, starts: Sequence[float], side: SearchSide) -> Any:
    """The place of the last start that each amount has reached (or lies above, from the left); -1 below the first."""
    if len(starts) > FEW_STARTS:
        return np.searchsorted(starts, amount, side=side) - 1
    # A pass over the whole array for each start is quicker than a search for each amount.
    passed = np.greater_equal if side == "right" else np.greater
    found = np.full(np.shape(amount), -1, dtype=np.intp)
    for start in starts:
        found += passed(amount, start)
    return found


class Steps:
    """A schedule, or a table of schedules, over arrays."""

    def __init__(self, schedules: Sequence[Schedule | None], codes: Mapping[str, int] | None) -> None:
        """One schedule for each place of the table."""
        self.schedules = list(schedules)
        real = [schedule for schedule in schedules if schedule is not None]
        width = max(len(schedule.starts) for schedule in real)
        padded = [schedule or real[0] for schedule in schedules]

        def column(values: Sequence[Any]) -> NDArray:
            return np.array([*values, *[values[-1]] * (width - len(values))])

        self.width = width
        self.starts = np.concatenate([column(schedule.starts) for schedule in padded])
        self.values = np.concatenate(
            [column([coded(value, codes) for value in schedule.values]) for schedule in padded]
        )
        self.bases = np.concatenate(
            [
                column(schedule.bases if len(schedule.bases) == len(schedule.starts) else [0.0])
                for schedule in padded
            ]
        )

    def _place(
        self, amount: Array, table: Array | None, starts: str, side: SearchSide
    ) -> tuple[NDArray, NDArray]:
        if table is None:
            found = reached(amount, getattr(self.schedules[0], starts), side)
            return found, found
        amount, table = np.broadcast_arrays(amount, table)
        first = np.zeros(amount.shape, dtype=np.intp)
        for number, schedule in enumerate(self.schedules):
            if schedule is not None:
                here = table == number
                first[here] = reached(amount[here], getattr(schedule, starts), side)
        return first + table * self.width, first

    def bracket(self, amount: Array, table: Array | None = None) -> Array:
        """What marginal rates take."""
        place, first = self._place(amount, table, "starts", "right")
        taken = self.bases[place] + (amount - self.starts[place]) * self.values[place]
        return np.where(first < 0, 0.0, taken) if np.any(first < 0) else taken

    def step(
        self, run: Run, name: str, where: Callable[[], Array], amount: Array, table: Array | None = None
    ) -> Array:
        """The value of the last row reached; below the first row is a fault of that rule."""
        side: SearchSide = "left" if next(s for s in self.schedules if s is not None).above else "right"
        place, first = self._place(amount, table, "edges", side)
        if np.any(first < 0):
            run.note(name, np.atleast_1d(first < 0), where)
        return self.values[place]


def as_paid(pay: Sequence[NDArray | None] | float, factors: Sequence[float]) -> Array:
    """Pay by period as one amount; a period nobody is paid by costs nothing."""
    if not isinstance(pay, tuple | list):
        return 0.0
    total: Array = 0.0
    for amounts, factor in zip(pay, factors, strict=True):
        if amounts is not None:
            total = total + amounts * factor
    return total


def divided(run: Run, name: str, where: Callable[[], Array], left: Array, right: Array) -> Array:
    """A quotient; division by nothing is a fault of that rule, where the branch was taken."""
    zero = np.equal(right, 0.0)
    if np.any(zero):
        run.note(name, np.atleast_1d(zero), where)
        right = np.where(zero, 1.0, right)
    return left / right


def round_down(amount: Array, to: Array = 1.0) -> Array:
    """Down to a whole multiple."""
    return np.floor(amount / to + DUST) * to


def round_up(amount: Array, to: Array = 1.0) -> Array:
    """Up to a whole multiple."""
    return np.ceil(amount / to - DUST) * to


def round_near(amount: Array, to: Array = 1.0) -> Array:
    """To the nearest whole multiple, halves up."""
    return np.floor(amount / to + 0.5 + DUST) * to
