"""Many households in a file of columns, one row a person: read into Columns, and their answers written.

Money in the file is yearly dollars; `rent`, `electricity_expense` and `bank_account_assets` are the household's, on the
head's row or repeated. What the file has no column for is no or 0; every step asked of a family is taken as done, and
everything due as taken up. docs/reference/people-file.md lists the columns.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from konbit_rules.households.columns import CODES, NO_PAY, Column, Columns, PayColumns, columns_from_rows
from konbit_rules.households.facts import Fact
from konbit_rules.households.household import (
    HOUSEHOLD_FACTS,
    MOST_PERSONS,
    PERSON_FACTS,
    YOUNGEST_COUPLE,
    HouseholdError,
)
from konbit_rules.households.places import COUNTIES

ROWS_AT_A_TIME = 2_000  # as many as stay in the processor's cache: larger takings are slower
MONTHS = 12.0
ID = "household_id"
# Column of the file -> the fact it tells.
PAY_A_YEAR = {
    "employment_income": "wages",
    "self_employment_income": "self_employment",
    "unemployment_compensation": "unemployment",
    "social_security_disability": "social_security_disability",
    "social_security_retirement": "social_security_retirement",
    "child_support_received": "child_support_received",
}
NUMBERS = {
    "age": "age",
    "weekly_hours_worked": "weekly_hours_worked",
    "childcare_hours_per_day": "care_hours_per_day",
    "childcare_days_per_week": "care_days_per_week",
    "childcare_attending_days_per_month": "care_days_per_month",
}
YEARLY = {"medical_expenses": "medical_costs", "child_care_charge": "care_charge"}
YES_OR_NO = {
    "is_female": "is_female",
    "is_disabled": "is_disabled",
    "is_pregnant": "is_pregnant",
    "has_esi": "has_job_coverage",
}
OF_THE_HOUSEHOLD = {
    "rent": "rent",
    "electricity_expense": "heating_or_cooling_bill",
    "bank_account_assets": "assets",
}
WORDS = {
    "role": ("role", {word: word for word in ("head", "spouse", "child")}),
    "ms_ccpp_provider_type": ("care_provider", {"CENTER": "center", "FAMILY_HOME": "family_home"}),
    "immigration_status": (
        "immigration",
        {
            "CITIZEN": "citizen",
            "LEGAL_PERMANENT_RESIDENT": "permanent_resident",
            "UNDOCUMENTED": "undocumented",
        },
    ),
}
NEEDED = (ID, *WORDS, "county", *NUMBERS, *YES_OR_NO, *PAY_A_YEAR, *YEARLY, *OF_THE_HOUSEHOLD)
TRUE_WORDS = {
    "True": True,
    "False": False,
    "true": True,
    "false": False,
    "1": True,
    "0": False,
    "yes": True,
    "no": False,
}
SCHOOL_AGES = (5, 17)
MEDICARE_AGE = 65

type Answer = bool | float | str | None


@dataclass(frozen=True, slots=True)
class People:
    """The households of a file, and those that were refused: id and why, where the reader was asked to go on."""

    columns: Columns
    refused: dict[str, str]

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the households in `columns`, in the order of the file."""
        return self.columns.ids


def read_people(path: Path | str, state: str = "MS", *, go_on: bool = False) -> People:
    """The households of a .csv or .csv.gz file. With `go_on`, those that cannot be are left out and named.

    Raises:
        HouseholdError: the file cannot be read, lacks a column, or (without `go_on`) holds a household that cannot be.
    """
    if state not in COUNTIES:
        raise HouseholdError(f"no county of {state} is known here", str(path), "state")
    try:
        with _reading(path) as file:
            return _Reading(str(path), state).people(csv.reader(file), go_on=go_on)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise HouseholdError(
            f"cannot be read: {getattr(error, 'strerror', None) or error}", str(path)
        ) from None


def write_answers(path: Path | str, ids: Iterable[Any], columns: Mapping[str, Sequence[Any]]) -> None:
    """One row a household: answers by column, each a value or, for answers of persons, a list of values.

    Yes and no are True and False, amounts have at most two decimals, persons are joined with `|`; None is empty.
    """
    with _writing(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([ID, *columns])
        for one, *answers in zip(ids, *columns.values(), strict=True):
            writer.writerow([one, *map(_answer, answers)])


@contextmanager
def _reading(path: Path | str) -> Iterator[TextIO]:
    """The text of a file, gzip or not: its first bytes tell."""
    with Path(path).open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        with io.TextIOWrapper(
            gzip.GzipFile(fileobj=file) if packed else file, "utf-8-sig", newline=""
        ) as text:
            yield text


def _writing(path: Path | str) -> TextIO:
    if str(path).endswith(".gz"):
        return io.TextIOWrapper(gzip.GzipFile(path, "wb", compresslevel=6, mtime=0), "utf-8", newline="")
    return Path(path).open("w", encoding="utf-8", newline="")


def _answer(value: Answer | list[Answer]) -> str:
    if isinstance(value, list):
        return "|".join(_said(one, lambda amount: f"{amount:.2f}") for one in value)
    return _said(value, repr)


def _said(value: Answer, amount: Callable[[float], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return str(value)
    return amount(round(float(value), 2) + 0.0)  # never -0.0


@dataclass(slots=True)
class _Reading:
    """One file while it is read: its cells by column, and what is wrong with which row."""

    path: str
    state: str
    cells: dict[str, NDArray[Any]] = field(default_factory=dict)
    wrong: dict[int, tuple[str, str]] = field(default_factory=dict)  # row -> column, what is wrong

    def people(self, reader: Any, *, go_on: bool) -> People:
        """Everything, from the header to the columns."""
        lines = self.read(reader)
        ids, owners = self.households()
        self.check_households(owners, len(ids))
        if self.wrong and not go_on:
            row = min(self.wrong)
            column, what = self.wrong[row]
            raise HouseholdError(f"household {ids[owners[row]]}: {what}", f"{self.path}:{lines[row]}", column)
        refused: dict[str, str] = {}
        for row in sorted(self.wrong):
            column, what = self.wrong[row]
            refused.setdefault(ids[owners[row]], f"{self.path}:{lines[row]}: {column}: {what}")
        if refused:
            kept_ids = [one for one in ids if one not in refused]
            kept = np.isin(np.array(ids), kept_ids)[owners]
            self.cells = {name: cells[kept] for name, cells in self.cells.items()}
            owners = np.unique(owners[kept], return_inverse=True)[1]
            ids = kept_ids
        return People(self.columns(owners, ids), refused)

    def read(self, reader: Any) -> list[int]:
        """Fills the cells; gives each row's line in the file."""
        header: list[str] = next(reader, [])
        if missing := [name for name in NEEDED if name not in header]:
            raise HouseholdError(f"missing columns: {', '.join(missing)}", f"{self.path}:1", missing[0])
        if twice := next((name for name in header if header.count(name) > 1 and name in NEEDED), None):
            raise HouseholdError("a column that stands here twice", f"{self.path}:1", twice)
        pieces: dict[str, list[NDArray[Any]]] = {name: [] for name in NEEDED}
        lines: list[int] = []
        while taken := [(reader.line_num, row) for row in islice(reader, ROWS_AT_A_TIME)]:
            if not (rows := [(line, row) for line, row in taken if row]):
                continue
            for place, (_, row) in enumerate(rows):
                if len(row) != len(header):
                    self.note(len(lines) + place, ID, f"{len(row)} cells where {len(header)} are due")
                    rows[place] = (rows[place][0], (row + [""] * len(header))[: len(header)])
            columns = dict(zip(header, zip(*(row for _, row in rows), strict=True), strict=False))
            for name in NEEDED:
                pieces[name].append(self.parsed(name, columns[name], len(lines)))
            lines += [line for line, _ in rows]
        if not lines:
            raise HouseholdError("no row of a person", self.path)
        self.cells = {name: np.concatenate(found) for name, found in pieces.items()}
        return lines

    def note(self, row: int, column: str, what: str) -> None:
        """Remember what is wrong with a row, the first thing only."""
        self.wrong.setdefault(row, (column, what))

    def parsed(self, name: str, cells: Sequence[str], first: int) -> NDArray[Any]:
        """A column's cells as what they tell; `first` is the row of the first of them."""
        if name == ID:
            return np.array(cells, dtype=object)
        if name in WORDS:
            fact, words = WORDS[name]
            return self.words(
                name, cells, first, {word: CODES[fact][choice] for word, choice in words.items()}
            )
        if name == "county":
            codes = {
                f"{code.upper()}_COUNTY_{self.state}": CODES["county"][code] for code in COUNTIES[self.state]
            }
            return self.words(name, cells, first, codes)
        if name in YES_OR_NO:
            return self.words(name, cells, first, TRUE_WORDS).astype(bool)
        return self.numbers(name, cells, first)

    def words(self, name: str, cells: Sequence[str], first: int, known: Mapping[str, int]) -> NDArray[Any]:
        found = [known.get(cell, -1) for cell in cells]
        if -1 in found:
            for place, (cell, code) in enumerate(zip(cells, found, strict=True)):
                if code < 0:
                    self.note(first + place, name, f"{cell[:60]!r} is not known here")
        return np.array(found, dtype=np.int16)

    def numbers(self, name: str, cells: Sequence[str], first: int) -> NDArray[Any]:
        least, most = _bounds(name)
        try:
            found = np.fromiter(map(float, cells), np.float64, len(cells))
        except ValueError:
            found = np.array([_number(cell) for cell in cells])
        bad = ~((found >= least) & (found <= most))  # what is not a number is on neither side
        if name == "age":
            bad |= found != np.floor(found)
        for place in np.flatnonzero(bad).tolist():
            self.note(
                first + place, name, f"{cells[place][:60]!r} is no number from {least:,g} to {most:,.0f}"
            )
        return np.where(bad, 0.0, found)

    def households(self) -> tuple[list[str], NDArray[np.intp]]:
        """The ids in the order of the file, and for each row the place of its household."""
        ids = self.cells[ID]
        begins = np.ones(len(ids), dtype=bool)
        begins[1:] = ids[1:] != ids[:-1]
        owners = np.cumsum(begins) - 1
        names: list[str] = ids[begins].tolist()
        seen: set[str] = set()
        for row in np.flatnonzero(begins):
            if (name := ids[row]) in seen or not name:
                self.note(
                    int(row),
                    ID,
                    "the rows of a household stand together" if name else "a household has an id",
                )
            seen.add(name)
        return names, owners

    def check_households(self, owners: NDArray[np.intp], households: int) -> None:
        """What Household says of one family, over columns."""
        cells, role = self.cells, CODES["role"]
        heads, spouses, children = (cells["role"] == role[word] for word in ("head", "spouse", "child"))
        age, first_rows = cells["age"], np.flatnonzero(np.diff(owners, prepend=-1))

        def count(test: NDArray[Any]) -> NDArray[Any]:
            return np.bincount(owners, weights=test, minlength=households)

        of_parents = np.zeros(households)
        np.maximum.at(of_parents, owners, np.where(heads | spouses, age, 0.0))
        self.mark(first_rows[count(heads) != 1], "role", "a household has one head")
        self.mark(first_rows[count(spouses) > 1], "role", "a household has one spouse of its head at most")
        self.mark(first_rows[count(heads | True) > MOST_PERSONS], ID, f"more than {MOST_PERSONS} persons")
        self.mark(children & (age > of_parents[owners]), "age", "a child is not older than its parents")
        self.mark(
            (heads | spouses) & (age < YOUNGEST_COUPLE), "age", f"head or spouse below {YOUNGEST_COUPLE}"
        )
        self.mark(cells["is_pregnant"] & ~cells["is_female"], "is_pregnant", "pregnant, but not female")
        for name in ("county", *OF_THE_HOUSEHOLD):
            of_head = np.zeros(households, dtype=cells[name].dtype)
            of_head[owners[heads]] = cells[name][heads]
            differs = (cells[name] != of_head[owners]) & ((cells[name] != 0) | (name == "county"))
            self.mark(differs, name, "differs from the head's row")

    def mark(self, rows: NDArray[Any], column: str, what: str) -> None:
        """Note rows given as a test of each or as places."""
        for row in np.flatnonzero(rows) if rows.dtype == bool else rows:
            self.note(int(row), column, what)

    def columns(self, owners: NDArray[np.intp], ids: Sequence[str]) -> Columns:
        """The cells as facts, and plain values for all that the file does not tell."""
        cells = self.cells
        person: dict[str, Column | PayColumns] = {name: _untold(fact) for name, fact in PERSON_FACTS.items()}
        person |= {fact: cells[name] for name, fact in (NUMBERS | YES_OR_NO).items()}
        person |= {fact: cells[name] / MONTHS for name, fact in YEARLY.items()}
        person |= {fact: cells[name] for name, (fact, _) in WORDS.items()}
        person |= {
            fact: (*NO_PAY[:-1], cells[name]) for name, fact in PAY_A_YEAR.items() if cells[name].any()
        }
        person["in_school"] = (cells["age"] >= SCHOOL_AGES[0]) & (cells["age"] <= SCHOOL_AGES[1])
        person["five_years_resident"] = person["immigration"] == CODES["immigration"]["permanent_resident"]
        person["has_medicare"] = cells["age"] >= MEDICARE_AGE
        person["snap_time_limit_used"] = (
            True  # SNAP's three months without work are over for whoever has no more than those
        )
        heads = cells["role"] == CODES["role"]["head"]
        household: dict[str, Column] = {name: _untold(fact) for name, fact in HOUSEHOLD_FACTS.items()}  # type: ignore[misc]
        household["county"] = cells["county"][heads]
        for name, fact in OF_THE_HOUSEHOLD.items():
            household[fact] = cells[name][heads] / (1.0 if fact == "assets" else MONTHS)
        household["takes_up_what_is_due"] = True
        return columns_from_rows(owners, person, household, ids)


def _untold(fact: Fact) -> Column | PayColumns:
    if fact.unit == "pay":
        return NO_PAY
    return fact.step if fact.unit == "bool" else 0 if fact.unit == "choice" else 0.0


def _bounds(name: str) -> tuple[float, float]:
    """The least and most of a column, in the terms of the file."""
    if name in YEARLY:
        return 0.0, PERSON_FACTS[YEARLY[name]].most * MONTHS
    if name in OF_THE_HOUSEHOLD:
        fact = HOUSEHOLD_FACTS[OF_THE_HOUSEHOLD[name]]
        return 0.0, fact.most * (1.0 if fact.unit == "money" else MONTHS)
    fact = PERSON_FACTS[NUMBERS.get(name) or PAY_A_YEAR[name]]
    return fact.least, fact.most


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")
