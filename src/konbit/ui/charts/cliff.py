"""A cliff: what a family has left as one person's pay rises, and every stretch where a raise is lost.

Each losing zone is shaded for its whole length and numbered; a plateau is hatched. The words of both stand in the list
under the drawing. Everything is laid out here, for two widths: the template only writes it down.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from konbit.ui.charts.boxes import Box, Room, Segment, size_of
from konbit.ui.charts.labels import Label, Tick, Wanted, place_words
from konbit.ui.charts.scales import ticks_for
from konbit.ui.formats import us_money

# How far a drawn line may lie from the curve, in the drawing's own units: less than anybody sees.
CLOSE = 0.6


@dataclass(frozen=True)
class Point:
    """What is left at a pay: one amount, or from lowest to highest where that is not settled."""

    pay: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Stretch:
    """Pay from `start` to `end` where a raise is lost; `end` is none where that lies beyond the curve. `says` is its line
    in the list."""

    start: float
    end: float | None
    says: str
    is_plateau: bool = False


@dataclass(frozen=True)
class Row:
    """A turning point as the table holds it, in words."""

    pay: str
    left: str
    alone: str
    remark: str


@dataclass(frozen=True)
class Drawing:
    """One drawing, laid out for its width."""

    name: str
    width: int
    height: int
    ticks: tuple[Tick, ...]
    zones: tuple[Box, ...]
    plateaus: tuple[Box, ...]
    band: str
    curve: str
    alone: str
    segments: tuple[Segment, ...]
    here: tuple[float, float] | None
    labels: tuple[Label, ...]
    listed: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Cliff:
    """A curve with its losing stretches, in the order of pay. The sentences and names are the page's words."""

    id: str
    heading: str
    finding: str
    units: str
    pay_name: str
    left_name: str
    alone_name: str
    points: tuple[Point, ...]
    # Pay alone, at the same pays: a straight line, since both are money of the same kind.
    alone: tuple[tuple[float, float], tuple[float, float]]
    stretches: tuple[Stretch, ...]
    rows: tuple[Row, ...]
    here: tuple[float, float] | None = None
    here_name: tuple[str, ...] = ()

    @property
    def is_band(self) -> bool:
        """Whether what is left is not settled somewhere."""
        return any(point.lowest != point.highest for point in self.points)

    @property
    def begins_at(self) -> str:
        """Where the value axis begins, if not at zero."""
        low = _value_scale(self)[0]
        return us_money(low) if low else ""

    @cached_property
    def drawings(self) -> tuple[Drawing, Drawing]:
        """For wide cards and for narrow ones; each keeps its letters at 12 px or more as shown."""
        return (
            _lay_out(self, "wide", width=680, height=380, size=14),
            _lay_out(self, "narrow", width=350, height=380, size=17),
        )


def _value_scale(cliff: Cliff) -> list[Decimal]:
    values = [value for point in cliff.points for value in (point.lowest, point.highest)]
    values += [value for _pay, value in cliff.alone]
    return ticks_for([Decimal(round(min(values))), Decimal(round(max(values)))])


def _round_pays(least: float, most: float, about: int) -> list[Decimal]:
    """Round pays along the axis, none beyond the curve."""
    found = [
        tick
        for tick in ticks_for([Decimal(str(least)), Decimal(str(most))])
        if least <= tick <= Decimal(most)
    ]
    return found[:: max(1, len(found) // about)]


def _lay_out(cliff: Cliff, name: str, *, width: int, height: int, size: float) -> Drawing:
    """Place everything: the grid, the shaded stretches, both lines, then the words where they disturb nothing."""
    scale = _value_scale(cliff)
    values = [us_money(tick) for tick in scale]
    # The top row is the numbers' own, so that none is written over a line.
    numbers_high = size * 1.7
    left = max(size_of([value], size)[0] for value in values) + 12
    plot = Box(left, numbers_high + 4, width - 10, height - 2.2 * size)
    least, most = cliff.points[0].pay, cliff.points[-1].pay

    def x(pay: float) -> float:
        return plot.left + (plot.right - plot.left) * (min(max(pay, least), most) - least) / (most - least)

    def y(value: float) -> float:
        low, high = float(scale[0]), float(scale[-1])
        return plot.bottom - (value - low) / (high - low) * (plot.bottom - plot.top)

    room = Room(Box(0, 0, width, height))
    ticks = [
        _value_tick(words, y(float(tick)), plot, size) for words, tick in zip(values, scale, strict=True)
    ]
    ticks += _pay_ticks(_round_pays(least, most, 6 if width > 500 else 4), x, plot, size, width)
    for tick in ticks:
        room.take(tick.label.box)
    lowest = _simpler([(x(point.pay), y(point.lowest)) for point in cliff.points])
    highest = _simpler([(x(point.pay), y(point.highest)) for point in cliff.points]) if cliff.is_band else []
    alone = [(x(pay), y(value)) for pay, value in cliff.alone]
    segments = [Segment(*start, *end) for line in (lowest, highest, alone) for start, end in pairwise(line)]
    room.lines += segments
    strips = [
        Box(
            x(one.start),
            plot.top,
            max(x(most if one.end is None else one.end), x(one.start) + 3),
            plot.bottom,
        )
        for one in cliff.stretches
    ]
    room.bounds = Box(plot.left, 0, width, numbers_high)
    numbers = _numbers(strips, cliff.stretches, room, size)
    here = (x(cliff.here[0]), y(cliff.here[1])) if cliff.here else None
    if here:
        room.take(Box(here[0] - 8, here[1] - 8, here[0] + 8, here[1] + 8))
    room.bounds = Box(plot.left + 2, plot.top, width - 2, plot.bottom - 1)
    wanted = _wanted(cliff, lowest, alone, here)
    words, listed = place_words(wanted, room, size, first_number=len(strips) + 1)
    return Drawing(
        name=name,
        width=width,
        height=height,
        ticks=tuple(ticks),
        zones=tuple(box for box, one in zip(strips, cliff.stretches, strict=True) if not one.is_plateau),
        plateaus=tuple(box for box, one in zip(strips, cliff.stretches, strict=True) if one.is_plateau),
        band=_path([*lowest, *reversed(highest)]) + "Z" if highest else "",
        curve="" if highest else _path(lowest),
        alone=_path(alone),
        segments=tuple(segments),
        here=here,
        labels=(*numbers, *words),
        listed=tuple(listed),
    )


def _value_tick(words: str, at: float, plot: Box, size: float) -> Tick:
    wide, high = size_of([words], size)
    box = Box(plot.left - 8 - wide, at - high / 2, plot.left - 8, at + high / 2)
    return Tick(Segment(plot.left, at, plot.right, at), Label("value", (words,), box, size))


def _pay_ticks(
    pays: Sequence[Decimal], x: Callable[[float], float], plot: Box, size: float, width: int
) -> list[Tick]:
    """The pays that find room under the axis, from the first one on."""
    ticks: list[Tick] = []
    for pay in pays:
        words = us_money(pay)
        wide, high = size_of([words], size)
        at = x(float(pay))
        left = min(max(at - wide / 2, plot.left - 6), width - wide)
        box = Box(left, plot.bottom + 8, left + wide, plot.bottom + 8 + high)
        roomy = Box(box.left - size / 2, box.top, box.right + size / 2, box.bottom)
        if not any(roomy.overlaps(tick.label.box) for tick in ticks):
            mark = Segment(at, plot.bottom, at, plot.bottom + 5)
            ticks.append(Tick(mark, Label("time", (words,), box, size)))
    return ticks


def _numbers(strips: Sequence[Box], stretches: Sequence[Stretch], room: Room, size: float) -> list[Label]:
    """The number of each stretch over its strip; moved aside, with a leader, where another number stands.

    Where there are more than fit, plateaus go without, since their hatch and the list still tell of them.
    """
    wides = {number: size_of([str(number)], size)[0] + 4 for number in range(1, len(strips) + 1)}
    across = room.bounds.right - room.bounds.left
    if sum(wides.values()) > across:
        wides = {number: wide for number, wide in wides.items() if not stretches[number - 1].is_plateau}
    while sum(wides.values()) > across:
        wides.popitem()
    labels: list[Label] = []
    begin, rest = room.bounds.left, sum(wides.values())
    for number, wide in wides.items():
        strip = strips[number - 1]
        middle = (strip.left + strip.right) / 2
        # What is still to come needs room to the right.
        left = max(min(middle - wide / 2, room.bounds.right - rest), begin)
        rest -= wide
        box = room.take(Box(left, 0, left + wide, room.bounds.bottom))
        begin = box.right
        leader = None
        if not box.left <= middle <= box.right:
            leader = Segment(min(max(middle, box.left), box.right), box.bottom, middle, strip.top)
        labels.append(Label("stretch", (str(number),), box, size, leader))
    return labels


def _wanted(
    cliff: Cliff,
    curve: Sequence[tuple[float, float]],
    alone: Sequence[tuple[float, float]],
    here: tuple[float, float] | None,
) -> list[Wanted]:
    wanted = []
    if here:
        wanted.append(Wanted("here", cliff.here_name, *here, here[0]))
    # Where both lines lie furthest apart, each name stands clear of the other.
    middle = curve[len(curve) // 2]
    wanted.append(Wanted("left", (cliff.left_name,), *middle, curve[-1][0]))
    end = alone[-1]
    wanted.append(
        Wanted("alone", (cliff.alone_name,), (alone[0][0] + end[0]) / 2, (alone[0][1] + end[1]) / 2, end[0])
    )
    return wanted


def _path(line: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{'L' if n else 'M'}{px:.1f} {py:.1f}" for n, (px, py) in enumerate(line))


def _simpler(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line without the points that nobody would miss (as by Ramer, Douglas and Peucker)."""
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        furthest, distance = 0, CLOSE
        for at in range(first + 1, last):
            away = _distance(line[at], line[first], line[last])
            if away > distance:
                furthest, distance = at, away
        if furthest:
            kept.add(furthest)
            waiting += [(first, furthest), (furthest, last)]
    return [line[at] for at in sorted(kept)]


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """How far a point lies from a piece of a line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return ((point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2) ** 0.5
