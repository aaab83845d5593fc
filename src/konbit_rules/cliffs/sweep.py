"""One household many times over, each with another pay of its earner, under the law's arrays."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from konbit_rules.cliffs.curve import Point
from konbit_rules.cliffs.what_is_left import WHAT_IS_LEFT, Part, parts_of_what_is_left
from konbit_rules.households.columns import Column, Columns, PayColumns, columns_of
from konbit_rules.households.facts import PAY_PERIODS
from konbit_rules.households.household import PAYMENTS_A_YEAR, Household
from konbit_rules.law import Law
from konbit_rules.parameters.errors import LawError

COVERAGE = ("medicaid", "chip")
MOST_PERSONS_AT_ONCE = 200_000  # in memory, over all the pays of one go


@dataclass(slots=True)
class Swept:
    """What the law gave along a row of pays."""

    parts: tuple[Part, ...]
    pay: NDArray
    left: NDArray
    terms: dict[str, NDArray]  # by rule: the terms of what is left, and the amounts of tax credits
    held: dict[str, NDArray]  # coverage program -> for each person, a row of yes or no along the pays
    may: dict[str, NDArray]  # the same of who may have it
    lasting: dict[
        str, NDArray
    ]  # programs whose smaller amount waits longer than their end: may the family still have it

    def points(self) -> tuple[Point, ...]:
        """Each pay as a point of the curve."""
        pays, lefts = self.pay.tolist(), self.left.tolist()
        names = [part.rule for part in self.parts]
        terms = zip(*(self.terms[name].tolist() for name in names), strict=True)
        return tuple(
            Point(pay, left, left, dict(zip(names, values, strict=True)))
            for pay, left, values in zip(pays, lefts, terms, strict=True)
        )


class Sweep:
    """One household along its earner's pay, with every fact told that what is left rests on."""

    def __init__(self, law: Law, household: Household, place: int) -> None:
        """`place` is the earner's among the persons, from 0."""
        self.law, self.household, self.place = law, household, place
        self.parts = parts_of_what_is_left(law)
        self.shares, self.pay_today = pay_shares(household.persons[place].facts.get("wages"))
        self.coverage_programs = [program for program in law.programs if program.code in COVERAGE]
        of_credits = [str(credit.amount) for part in self.parts for credit in part.credits]
        self.terms = [*(part.rule for part in self.parts), *of_credits]
        self.held = {program.code: program.holds for program in self.coverage_programs}
        self.may = {program.code: program.eligible for program in self.coverage_programs}
        self.lasting = {
            program.code: program.eligible for program in law.programs if program.bites_while_eligible
        }
        asked = [WHAT_IS_LEFT, *self.terms, *self.held.values(), *self.may.values(), *self.lasting.values()]
        self.arrays = law.arrays(asked)
        self.one = _plain_where_all_alike(columns_of([household]))

    def at(self, pay: NDArray) -> Swept:
        """The household once for each pay.

        Raises:
            LawError: a rule fails at one of these pays.
        """
        at_once = max(MOST_PERSONS_AT_ONCE // len(self.household.persons), 1)
        pieces = [self._run(pay[start : start + at_once]) for start in range(0, max(len(pay), 1), at_once)]
        if len(pieces) == 1:
            return pieces[0]
        return Swept(
            self.parts,
            pay,
            np.concatenate([piece.left for piece in pieces]),
            {name: np.concatenate([piece.terms[name] for piece in pieces]) for name in self.terms},
            {code: np.concatenate([piece.held[code] for piece in pieces], axis=1) for code in self.held},
            {code: np.concatenate([piece.may[code] for piece in pieces], axis=1) for code in self.may},
            {code: np.concatenate([piece.lasting[code] for piece in pieces]) for code in self.lasting},
        )

    def _run(self, pay: NDArray) -> Swept:
        columns = self.one.repeated(len(pay))
        own = slice(self.place * len(pay), (self.place + 1) * len(pay))
        slots: list[Column | None] = []
        for share, wages in zip(self.shares, columns.person["wages"], strict=True):  # type: ignore[arg-type]
            if not share and (wages is None or not np.any(wages)):
                slots.append(None)
                continue
            amounts = np.zeros(columns.persons)
            amounts[:] = 0.0 if wages is None else wages
            amounts[own] = pay * share
            slots.append(amounts)
        columns = replace(columns, person={**columns.person, "wages": tuple(slots)})
        answers = self.arrays.run(columns)
        for rule, bad in answers.faults.items():
            where = pay[np.flatnonzero(bad)[0]]
            raise LawError(f"{rule} could not be worked out at a pay of {where:,.2f} a year")
        values, by_person = answers.values, (len(self.household.persons), len(pay))
        return Swept(
            self.parts,
            pay,
            values[WHAT_IS_LEFT],
            {name: values[name] for name in self.terms},
            {code: values[rule].reshape(by_person) for code, rule in self.held.items()},
            {code: values[rule].reshape(by_person) for code, rule in self.may.items()},
            {code: values[rule] for code, rule in self.lasting.items()},
        )


def pay_shares(wages: object) -> tuple[tuple[float, ...], float]:
    """How a dollar of yearly pay is spread over the pay periods the earner has, and today's pay a year.

    Who is not paid today is paid by the year.
    """
    told = wages if isinstance(wages, tuple) else (0.0,) * len(PAY_PERIODS)
    today = sum(amount * times for amount, times in zip(told, PAYMENTS_A_YEAR, strict=True))
    if today == 0:
        return (*(0.0 for _ in PAY_PERIODS[:-1]), 1.0), 0.0
    return tuple(amount / today for amount in told), today


def _plain_where_all_alike(columns: Columns) -> Columns:
    """The same household, with one plain value for what is alike for all its persons: far less to go through."""

    def plain(column: Column) -> Column:
        if not isinstance(column, np.ndarray) or not (column == column[0]).all():
            return column
        first: Column = column[0]
        return first

    def each(column: Column | PayColumns) -> Column | PayColumns:
        if isinstance(column, tuple):
            return tuple(None if amounts is None else plain(amounts) for amounts in column)
        return plain(column)

    return replace(
        columns,
        person={name: each(column) for name, column in columns.person.items()},
        household={name: plain(column) for name, column in columns.household.items()},
    )
