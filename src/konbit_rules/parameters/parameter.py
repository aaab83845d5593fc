"""A figure of law: what it is, its unit, and its value from each day on which a new one took effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

type Scalar = bool | float | str
# Rows of (start, value): what holds from each start on, or above it where the parameter says `edge: above`.
type Schedule = tuple[tuple[float, Scalar], ...]
type Value = Scalar | Schedule | Table


@dataclass(frozen=True, slots=True)
class Table:
    """Values by a whole number without gaps, or by a word.

    Beyond the last whole number, `each_more` is added for each step, or `more` holds; else a look-up there is a fault.
    """

    rows: Mapping[int | str, Value]
    each_more: float | None = None
    more: Scalar | None = None


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value, the day it took effect, and where it stands.

    `read` says that the source's own text was read; otherwise `recorded_by` names who recorded the figure.
    """

    since: date
    value: Value
    source: str
    recorded_by: str | None
    read: bool
    line: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named figure with its values in the order of their days.

    `by` names the keys of a table, outermost first. `of` is the unit that a schedule is applied to; `edge` is "from"
    where a row of it holds from its start on, "above" where it holds above its start only.
    """

    name: str
    about: str
    unit: str
    of: str | None
    by: tuple[str, ...]
    edge: str
    values: tuple[DatedValue, ...]
    path: str
    line: int

    @property
    def where(self) -> str:
        """File and line of the name."""
        return f"{self.path}:{self.line}"

    def on(self, day: date) -> DatedValue | None:
        """The value in force on a day; none before the first."""
        for dated in reversed(self.values):
            if dated.since <= day:
                return dated
        return None
