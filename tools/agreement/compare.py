"""Column by column: how many households get the same answer from both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from konbit_rules.bulk import BulkAnswers

DOLLARS_A_MONTH, DOLLARS_A_YEAR = 1.0, 12.0
DUST = 1e-6
TIER, PAID = "school_meal_tier", 2
COPAY = "child_care_copay_month"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One column: households compared, those that agree, those with something to get, and the ids that disagree."""

    compared: int
    agree: int
    positives: int
    disagreeing: tuple[str, ...]

    @property
    def share(self) -> float:
        """How much of one agrees."""
        return self.agree / self.compared if self.compared else 1.0


def compare(answers: BulkAnswers, expected: Sequence[Mapping[str, str]]) -> dict[str, Agreement]:
    """Our answers beside the rows of an expected file, in the same order.

    The same yes or no; within $1 a month or $12 a year for each amount; for answers of persons, everybody's. A household
    that our law could not answer disagrees. A co-payment is compared where there is a certificate to be had.
    """
    found: dict[str, Agreement] = {}
    for column, ours in answers.columns.items():
        compared = [(row, one) for row, one in zip(expected, ours, strict=True) if is_compared(column, row)]
        bad = tuple(row["household_id"] for row, one in compared if not agrees(column, one, row[column]))
        positives = sum(is_positive(column, row[column]) for row, _ in compared)
        found[column] = Agreement(len(compared), len(compared) - len(bad), positives, bad)
    return found


def is_compared(column: str, row: Mapping[str, str]) -> bool:
    """Whether the household counts for this column."""
    return column != COPAY or row["child_care_eligible"] == "True"


def agrees(column: str, ours: Any, theirs: str) -> bool:
    """Whether one household's answer is the same; `ours` is a value, or a list with one for each person."""
    if ours is None:
        return False
    each = ours if isinstance(ours, list) else [ours]
    others = theirs.split("|")
    return len(each) == len(others) and all(map(lambda a, b: _same(column, a, b), each, others))


def is_positive(column: str, theirs: str) -> bool:
    """Whether there is something to get: a yes, an amount other than 0, meals that are not paid in full."""
    if column == TIER:
        return float(theirs) < PAID
    return any(one == "True" or (one != "False" and abs(float(one)) > DUST) for one in theirs.split("|"))


def _same(column: str, ours: Any, theirs: str) -> bool:
    if theirs in {"True", "False"}:
        return bool(ours) == (theirs == "True")
    near = 0 if column == TIER else DOLLARS_A_MONTH if column.endswith("_month") else DOLLARS_A_YEAR
    return abs(float(ours) - float(theirs)) <= near + DUST
