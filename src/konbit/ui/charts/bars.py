"""Amounts as bars, in groups: each bar with its name and its amount. One drawing for wide cards, one for narrow ones.

On a narrow card name and amount stand above their bar; on a wide one they stand at its two ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.utils.translation import gettext as _

from konbit.foundation.money import amount_words
from konbit.ui.charts.boxes import LEADING, Box, size_of, wrapped
from konbit.ui.charts.trend import Label

THICK = 12.0
# More periods than these would make the picture a list; the earlier ones stand in it together.
MOST_PERIODS = 8
# How the bars of a period differ, without color: an outline, a filled bar, a hatched one.
LOOKS = ("hollow", "full", "hatched")


@dataclass(frozen=True)
class Row:
    """One bar: its name, its amount in words, and which part of the longest bar it is."""

    name: str
    says: str
    part: float
    look: str = "full"


@dataclass(frozen=True)
class Rows:
    """Bars under one heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Bar:
    """A bar as it is drawn."""

    box: Box
    look: str


@dataclass(frozen=True)
class BarsDrawing:
    """One drawing, laid out for its width."""

    name: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Bars:
    """Amounts per period, in whole cents: one number for each of `columns`. `finding` is a sentence of the page."""

    id: str
    heading: str
    finding: str
    over: str
    columns: tuple[str, ...]
    periods: tuple[tuple[str, tuple[int, ...]], ...]
    currency: str = "USD"
    is_made_up: bool = False

    @cached_property
    def drawings(self) -> tuple[BarsDrawing, BarsDrawing]:
        """For wide cards and for narrow ones."""
        shown = _latest(self.periods)
        longest = max((cents for _period, amounts in shown for cents in amounts), default=0) or 1
        groups = [
            Rows(
                period,
                tuple(
                    Row(name, amount_words(cents, self.currency), cents / longest, LOOKS[number % len(LOOKS)])
                    for number, (name, cents) in enumerate(zip(self.columns, amounts, strict=True))
                ),
            )
            for period, amounts in shown
        ]
        return (
            lay_out_bars(groups, name="wide", width=680, size=14),
            lay_out_bars(groups, name="narrow", width=350, size=17),
        )

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Every period for the table, each amount with the name of its column, and the sums last."""
        sums = _sums([amounts for _period, amounts in self.periods], len(self.columns))
        return [
            (period, list(zip(self.columns, amounts, strict=True)))
            for period, amounts in (*self.periods, (_("Sum"), sums))
        ]


def _latest(periods: Sequence[tuple[str, tuple[int, ...]]]) -> Sequence[tuple[str, tuple[int, ...]]]:
    """The latest periods, the earlier ones together."""
    if len(periods) <= MOST_PERIODS:
        return periods
    earlier, latest = periods[: 1 - MOST_PERIODS], periods[1 - MOST_PERIODS :]
    together = _sums([amounts for _period, amounts in earlier], len(earlier[0][1]))
    return [(_("Earlier"), together), *latest]


def _sums(amounts: Iterable[tuple[int, ...]], columns: int) -> tuple[int, ...]:
    return tuple(map(sum, zip(*amounts, strict=True))) or (0,) * columns


def lay_out_bars(groups: Iterable[Rows], *, name: str, width: int, size: float) -> BarsDrawing:
    """Place headings, names, amounts and bars below each other: nothing can lie on anything else."""
    beside = name == "wide"
    line = LEADING * size
    bars: list[Bar] = []
    labels: list[Label] = []
    down = 2.0
    for group in groups:
        heading = wrapped(group.heading, width, size)
        labels.append(_label("heading", heading, 0, down, size))
        down += len(heading) * line + 4
        for row in group.rows:
            place = _beside if beside else _above
            bar, words, down = place(row, down, width, size)
            bars.append(bar)
            labels += words
        down += size
    return BarsDrawing(name, width, ceil(down), tuple(bars), tuple(labels))


def _label(kind: str, lines: tuple[str, ...], left: float, top: float, size: float) -> Label:
    wide, high = size_of(lines, size)
    return Label(kind, lines, Box(left, top, left + wide, top + high), size)


def _beside(row: Row, down: float, width: int, size: float) -> tuple[Bar, list[Label], float]:
    """Name, bar and amount on one line."""
    line, amount = LEADING * size, size_of([row.says], size)[0]
    name = _label("start", wrapped(row.name, width * 0.25, size, 1), 0, down, size)
    begins, ends = width * 0.27, width - max(amount, width * 0.22) - 10
    top = down + (line - THICK) / 2
    bar = Bar(Box(begins, top, begins + _long(row, ends - begins), top + THICK), row.look)
    says = _label("start", (row.says,), bar.box.right + 8, down, size)
    return bar, [name, says], down + line + 4


def _above(row: Row, down: float, width: int, size: float) -> tuple[Bar, list[Label], float]:
    """Name and amount above the bar, the amount at the end of the first line."""
    amount, line = size_of([row.says], size)
    says = _label("end", (row.says,), width - amount, down, size)
    name = _label("start", wrapped(row.name, width - amount - size, size), 0, down, size)
    top = down + len(name.lines) * line + 2
    bar = Bar(Box(0, top, _long(row, width), top + THICK), row.look)
    return bar, [name, says], top + THICK + 10


def _long(row: Row, whole: float) -> float:
    """How long the bar is: an amount that is not nothing can be seen."""
    return max(whole * row.part, 2.0 if row.part else 0.0)
