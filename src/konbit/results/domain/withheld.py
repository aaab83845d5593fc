"""Which figures of an indicator may be printed, and how: small numbers of families and of members are withheld."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from konbit.foundation.small_counts import (
    COMPLEMENTARY,
    FEWEST,
    HIDDEN_UP_TO,
    PERCENT_FROM,
    PRIMARY,
    Shown,
    hidden_in,
    shown,
)
from konbit.foundation.table_bounds import TOTAL, Key

FAMILIES, MEMBERS = "families", "members"
PERCENT = frozenset({"percent", "%", "per cent"})


@dataclass(frozen=True)
class Measured:
    """One figure as the rules of small numbers read it."""

    id: Hashable
    period_start: date | None
    period_end: date | None
    place: str
    dim: str
    part: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None


@dataclass(frozen=True)
class Withheld:
    """Why a figure is not printed as it is.

    `mark` is "primary" or "complementary" where its number is withheld, else empty; `instead` is what members' answers
    print in its place (a count, a band).
    """

    mark: str = ""
    instead: Shown | None = None


def withheld(
    figures: Iterable[Measured], *, counts: str, unit: str, is_sensitive: bool
) -> dict[Hashable, Withheld]:
    """What must not be printed of an indicator's figures, by their ids. A published statistic is printed as it is."""
    known = [figure for figure in figures if figure.value is not None]
    if counts == FAMILIES:
        return {id_: Withheld(mark) for id_, mark in _families(known, unit).items()}
    if counts == MEMBERS:
        return _members(known, unit, is_sensitive=is_sensitive)
    return {}


def counts_in(figure: Measured, unit: str) -> dict[str, Decimal]:
    """Every count that a figure tells or gives back, by what it is a count of."""
    if figure.numerator is None and figure.n is None:
        return {"value": figure.value} if figure.value is not None else {}
    told = {"numerator": figure.numerator, "denominator": figure.denominator}
    if figure.n is not None:
        told["n"] = Decimal(figure.n)
    whole = figure.denominator if figure.denominator is not None else told.get("n")
    if figure.numerator is None and whole is not None and is_share(unit) and figure.value is not None:
        told["numerator"] = Decimal(round(figure.value * whole / 100))
    if told["numerator"] is not None and whole is not None:
        told["others"] = whole - told["numerator"]
    return {name: Decimal(count) for name, count in told.items() if count is not None}


def is_share(unit: str) -> bool:
    return unit.strip().lower() in PERCENT


# --- families ---


def _families(figures: list[Measured], unit: str) -> dict[Hashable, str]:
    """The marks of each figure that is small, and of those that would give a small one back."""
    return _marks(figures, ("value", "numerator", "denominator", "n", "others"), unit, HIDDEN_UP_TO)


def _marks(figures: list[Measured], names: tuple[str, ...], unit: str, up_to: int) -> dict[Hashable, str]:
    """The marks of every table. What one of them hides, the others hide too, until no table hides more."""
    marks: dict[Hashable, str] = {}
    tables, known = _tables(figures), -1
    while len(marks) > known:
        known = len(marks)
        for table in tables:
            for name in names:
                _hide_in(table, name, unit, up_to, marks)
    return marks


def _hide_in(
    table: Mapping[Key, Measured], name: str, unit: str, up_to: int, marks: dict[Hashable, str]
) -> None:
    """Hide what is small among the counts of one name, with what keeps it hidden."""
    counts = {}
    for key, figure in table.items():
        count = counts_in(figure, unit).get(name)
        if count is None:
            continue
        if count == count.to_integral_value():
            counts[key] = int(count)
        elif 0 < count <= up_to:
            marks[figure.id] = PRIMARY
    elsewhere = frozenset(key for key in counts if table[key].id in marks)
    for key, mark in hidden_in(counts, up_to=up_to, elsewhere=elsewhere).items():
        if marks.get(table[key].id) != PRIMARY:
            marks[table[key].id] = mark


def _tables(figures: list[Measured]) -> list[dict[Key, Measured]]:
    """One table for each period and each way to break it down: places by parts, with their totals.

    A place whose counts are the sum of the others' is their total.
    """
    by_period: dict[tuple[date | None, date | None], list[Measured]] = defaultdict(list)
    for figure in figures:
        by_period[figure.period_start, figure.period_end].append(figure)
    tables: list[dict[Key, Measured]] = []
    for rows in by_period.values():
        whole = _widest_place(rows)
        dims = dict.fromkeys([figure.dim for figure in rows if figure.dim] or [""])
        tables += [
            {
                (TOTAL if figure.place == whole else figure.place, figure.part): figure
                for figure in rows
                if figure.dim in {dim, ""}
            }
            for dim in dims
        ]
    return tables


def _widest_place(figures: list[Measured]) -> str | None:
    """The place whose figure for everybody is the sum of those of all the other places."""
    sizes = {figure.place: figure.numerator or figure.value for figure in figures if not figure.dim}
    total = sum(size for size in sizes.values() if size is not None)
    if len(sizes) > 2:
        for place, size in sizes.items():
            if size is not None and 2 * size == total:
                return place
    return None


# --- members ---


def _members(figures: list[Measured], unit: str, *, is_sensitive: bool) -> dict[Hashable, Withheld]:
    """What prints instead of a number of few answers; and a second part, where one is hidden, so that it stays so."""
    marks = _marks(figures, ("denominator", "n"), unit, FEWEST - 1)
    found = {}
    for figure in figures:
        instead = _printed_of(figure, unit, is_sensitive=is_sensitive)
        if instead is not None and instead.kind == "too_few":
            found[figure.id] = Withheld(PRIMARY, instead)
        elif figure.id in marks:
            found[figure.id] = Withheld(COMPLEMENTARY)
        elif instead is not None:
            found[figure.id] = Withheld("" if instead.kind == "count" else PRIMARY, instead)
    return found


def _printed_of(figure: Measured, unit: str, *, is_sensitive: bool) -> Shown | None:
    """What prints of one figure in place of its value, or None where it prints as it is."""
    answered = figure.denominator if figure.denominator is not None else figure.n
    if answered is None or answered < FEWEST:
        return Shown("too_few")
    yes = counts_in(figure, unit).get("numerator")
    if yes is None:
        # A mean of fewer than ten tells too much of each.
        return Shown("withheld") if answered < PERCENT_FROM else None
    told = shown(yes=int(yes), answered=int(answered), sensitive=is_sensitive)
    return None if told.kind == "percent" else told
