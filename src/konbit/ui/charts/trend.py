"""A trend: one series over time, with its baseline and its goal.

Everything is laid out here, for two widths: the template only writes it down. Words that find no free place beside their
mark get a leader line; those that find none at all stand in a numbered list under the drawing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from konbit.ui.charts.boxes import Box, Room, Segment, size_of
from konbit.ui.charts.labels import Label, Tick, Wanted, place_words
from konbit.ui.charts.scales import ticks_for
from konbit.ui.formats import us_number


@dataclass(frozen=True)
class Point:
    """One figure of the series. A withheld one has no value and says why in `says`."""

    on: date
    value: Decimal | None
    says: str
    period: str
    short: str
    is_provisional: bool = False
    method_changed: str = ""


@dataclass(frozen=True)
class Line:
    """A value that the series is held against, with its day: the baseline or the goal. `lines` are its words."""

    value: Decimal
    on: date
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """A point as it is drawn."""

    x: float
    y: float
    is_hollow: bool


@dataclass(frozen=True)
class Drawing:
    """One drawing, laid out for its width."""

    name: str
    width: int
    height: int
    ticks: tuple[Tick, ...]
    paths: tuple[str, ...]
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]
    gaps: tuple[Box, ...]
    breaks: tuple[Segment, ...]
    baseline: Segment | None
    goal: Segment | None
    labels: tuple[Label, ...]
    listed: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Trend:
    """A series with what it is held against. `finding`, `direction` and `unit` are sentences and words of the page."""

    id: str
    heading: str
    finding: str
    direction: str
    unit: str
    points: tuple[Point, ...]
    baseline: Line | None = None
    goal: Line | None = None
    is_made_up: bool = False

    @cached_property
    def drawings(self) -> tuple[Drawing, Drawing]:
        """For wide cards and for narrow ones; each keeps its letters at 12 px or more as shown."""
        return (
            _lay_out(self, "wide", width=680, height=320, size=14),
            _lay_out(self, "narrow", width=350, height=320, size=17),
        )

    @property
    def begins_at(self) -> str:
        """Where the value axis begins, if not at zero."""
        low = _scale(self)[0]
        return us_number(low) if low else ""

    @property
    def method_changes(self) -> list[Point]:
        return [point for point in self.points if point.method_changed]

    @property
    def has_provisional(self) -> bool:
        return any(point.is_provisional for point in self.points)

    @property
    def has_withheld(self) -> bool:
        return any(point.value is None for point in self.points)


def _scale(trend: Trend) -> list[Decimal]:
    values = [point.value for point in trend.points if point.value is not None]
    values += [line.value for line in (trend.baseline, trend.goal) if line]
    return ticks_for(values)


def _lay_out(trend: Trend, name: str, *, width: int, height: int, size: float) -> Drawing:
    """Place everything: the grid, the series, the two lines, then the words where they disturb nothing."""
    scale = _scale(trend)
    numbers = [us_number(tick) for tick in scale]
    left = max(size_of([number], size)[0] for number in numbers) + 12
    plot = Box(left, size * 1.2, width - 14, height - 2.2 * size)
    days = [point.on for point in trend.points] + [line.on for line in (trend.baseline, trend.goal) if line]
    first, last = min(days), max(days)

    def x(day: date) -> float:
        span = (last - first).days
        inner = plot.right - plot.left - 24
        return plot.left + 12 + (inner * (day - first).days / span if span else inner / 2)

    def y(value: Decimal) -> float:
        return plot.bottom - float((value - scale[0]) / (scale[-1] - scale[0])) * (plot.bottom - plot.top)

    room = Room(Box(0, 0, width, height))
    ticks = [_value_tick(number, y(tick), plot, size) for number, tick in zip(numbers, scale, strict=True)]
    ticks += _time_ticks(trend.points, x, plot, size, width)
    for tick in ticks:
        room.take(tick.label.box)
    runs = _runs(trend.points, x, y)
    marks = [
        Mark(x(one.on), y(one.value), one.is_provisional) for one in trend.points if one.value is not None
    ]
    segments = [Segment(*start, *end) for run in runs for start, end in pairwise(run)]
    gaps = tuple(
        Box(x(one.on) - 6, plot.top, x(one.on) + 6, plot.bottom) for one in trend.points if one.value is None
    )
    breaks = tuple(
        Segment(x(one.on) - 8, plot.top, x(one.on) - 8, plot.bottom) for one in trend.method_changes
    )
    baseline = goal = None
    if trend.baseline:
        at = y(trend.baseline.value)
        baseline = Segment(x(trend.baseline.on), at, plot.right, at)
    if trend.goal:
        at = y(trend.goal.value)
        goal = Segment(plot.left, at, x(trend.goal.on), at)
    room.lines += [*segments, *breaks, *(line for line in (baseline, goal) if line)]
    for mark in marks:
        room.take(Box(mark.x - 6, mark.y - 6, mark.x + 6, mark.y + 6))
    room.taken += gaps
    room.bounds = Box(plot.left + 2, 0, width - 2, plot.bottom - 1)
    wanted = _wanted(trend, marks, baseline, goal)
    labels, listed = place_words(wanted, room, size)
    return Drawing(
        name=name,
        width=width,
        height=height,
        ticks=tuple(ticks),
        paths=tuple(
            " ".join(f"{'L' if n else 'M'}{px:.1f} {py:.1f}" for n, (px, py) in enumerate(run))
            for run in runs
        ),
        segments=tuple(segments),
        marks=tuple(marks),
        gaps=gaps,
        breaks=breaks,
        baseline=baseline,
        goal=goal,
        labels=tuple(labels),
        listed=tuple(listed),
    )


def _value_tick(number: str, at: float, plot: Box, size: float) -> Tick:
    wide, high = size_of([number], size)
    box = Box(plot.left - 8 - wide, at - high / 2, plot.left - 8, at + high / 2)
    return Tick(Segment(plot.left, at, plot.right, at), Label("value", (number,), box, size))


def _time_ticks(
    points: Sequence[Point], x: Callable[[date], float], plot: Box, size: float, width: int
) -> list[Tick]:
    """The periods that find room under the axis, from the last one back."""
    ticks: list[Tick] = []
    for point in reversed(points):
        wide, high = size_of([point.short], size)
        at = x(point.on)
        left = min(max(at - wide / 2, plot.left - 6), width - wide)
        box = Box(left, plot.bottom + 8, left + wide, plot.bottom + 8 + high)
        roomy = Box(box.left - size, box.top, box.right + size, box.bottom)
        if not any(roomy.overlaps(tick.label.box) for tick in ticks):
            mark = Segment(at, plot.bottom, at, plot.bottom + 5)
            ticks.append(Tick(mark, Label("time", (point.short,), box, size)))
    return ticks


def _runs(
    points: Sequence[Point], x: Callable[[date], float], y: Callable[[Decimal], float]
) -> list[list[tuple[float, float]]]:
    """The series in pieces: a withheld figure is a gap and stays one."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append((x(point.on), y(point.value)))
    return [run for run in runs if run]


def _wanted(
    trend: Trend, marks: Sequence[Mark], baseline: Segment | None, goal: Segment | None
) -> list[Wanted]:
    wanted = []
    shown = [point for point in trend.points if point.value is not None]
    if shown:
        mark = marks[-1]
        wanted.append(Wanted("last", (shown[-1].says, shown[-1].period), mark.x, mark.y, mark.x))
    if trend.goal and goal:
        wanted.append(Wanted("goal", trend.goal.lines, goal.x2, goal.y2, goal.x1))
    if trend.baseline and baseline:
        wanted.append(Wanted("baseline", trend.baseline.lines, baseline.x1, baseline.y1, baseline.x2))
    return wanted
