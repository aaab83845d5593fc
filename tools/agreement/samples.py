"""Samples of households with another calculator's answers: a folder with a persons file and an expected file."""

import csv
import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from konbit_rules.bulk import BulkAnswers, screen_many
from konbit_rules.households.columns import Columns
from konbit_rules.households.table import read_people
from konbit_rules.law import load_law

# The answers are of June 2026; meals at school go by the guidelines of 1 July.
AS_OF, MEALS_AS_OF = date(2026, 6, 15), date(2026, 7, 15)
MEALS = "school_meal_tier"
PERSONS, EXPECTED = "persons_MS.csv.gz", "expected_MS.csv.gz"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample's households as they were told, what the other calculator answers, and what we do."""

    columns: Columns
    persons: tuple[tuple[Mapping[str, str], ...], ...]  # by household, in the order of the file
    expected: Sequence[Mapping[str, str]]
    ours: BulkAnswers

    @property
    def households(self) -> int:
        """How many."""
        return len(self.expected)


def read_sample(folder: Path) -> Sample:
    """A folder's households, answered with the law as it stands."""
    columns = read_people(folder / PERSONS).columns
    by_household: dict[str, list[Mapping[str, str]]] = {}
    for row in _rows(folder / PERSONS):
        by_household.setdefault(row["household_id"], []).append(row)
    expected = _rows(folder / EXPECTED)
    if [row["household_id"] for row in expected] != list(by_household):
        raise ValueError(f"{folder}: the two files do not hold the same households in the same order")
    june, july = (screen_many(columns, day, load_law(day)) for day in (AS_OF, MEALS_AS_OF))
    ours = BulkAnswers({**june.columns, MEALS: july.columns[MEALS]}, june.faults | july.faults)
    return Sample(columns, tuple(tuple(rows) for rows in by_household.values()), expected, ours)


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
