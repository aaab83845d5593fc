"""What differs between two versions of a text that people agreed on."""

from dataclasses import dataclass
from typing import Protocol

from konbit.results.domain.word_difference import ADDED, TAKEN_OUT, Run, count_of


class Numbered(Protocol):
    """A version with its number."""

    number: int


@dataclass(frozen=True)
class Difference:
    """What differs between a version and the one before it, word by word."""

    before: Numbered
    runs: list[Run]

    @property
    def added(self) -> int:
        return count_of(self.runs, ADDED)

    @property
    def taken_out(self) -> int:
        return count_of(self.runs, TAKEN_OUT)
