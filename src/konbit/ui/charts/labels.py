"""Words in a drawing: each looks for a free place beside what it names.

Words that find none get a leader line; those that find no room at all stand in a numbered list under the drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from konbit.ui.charts.boxes import LEADING, Box, Room, Segment, size_of


@dataclass(frozen=True)
class Label:
    """Words in a drawing: what they are about (such as "baseline" or "axis"), their box, and a leader line."""

    kind: str
    lines: tuple[str, ...]
    box: Box
    size: float
    leader: Segment | None = None

    @property
    def middle(self) -> float:
        """Words stand in the middle of their box, whatever room their letters really take."""
        return (self.box.left + self.box.right) / 2

    @property
    def rows(self) -> list[tuple[float, str]]:
        """Each line of the words with how far down its letters stand."""
        step = LEADING * self.size
        return [
            (self.box.top + step * number + self.size * 1.02, line) for number, line in enumerate(self.lines)
        ]


@dataclass(frozen=True)
class Tick:
    """A grid line of the value axis, or a mark of the other axis."""

    segment: Segment
    label: Label


@dataclass(frozen=True)
class Wanted:
    """Words that look for a place beside their mark."""

    kind: str
    lines: tuple[str, ...]
    x: float
    y: float
    # How far along its line the words may stand.
    until: float


def place_words(
    wanted: Sequence[Wanted], room: Room, size: float, *, first_number: int = 1
) -> tuple[list[Label], list[tuple[int, str]]]:
    """A label for each, in turn; and the words of those that only a number found room for, with their number."""
    labels: list[Label] = []
    listed: list[tuple[int, str]] = []
    for one in wanted:
        wide, high = size_of(one.lines, size)
        box = room.find(wide, high, _beside(one, wide, high))
        leader = None
        if box is None:
            box, leader = _with_leader(one, room, wide, high, [label.box for label in labels])
        lines = one.lines
        if box is None:
            number = first_number + len(listed)
            lines = (str(number),)
            wide, high = size_of(lines, size)
            box = room.find(wide, high, [*_beside(one, wide, high), *anywhere(one, room.bounds, wide, high)])
            listed.append((number, ": ".join(one.lines)))
        if box is not None:
            labels.append(Label(one.kind, lines, box, size, leader))
    return labels, listed


def _beside(one: Wanted, wide: float, high: float) -> list[tuple[float, float]]:
    """Fixed places, best first: above and below the mark, then along its line."""
    above, below = one.y - high - 7, one.y + 7
    steps = [one.x + (one.until - one.x) * part / 6 for part in range(7)]
    places = [(one.x - wide / 2, above), (one.x - wide / 2, below)]
    places += [(one.x - wide + 8, above), (one.x - wide + 8, below), (one.x - 8, above), (one.x - 8, below)]
    for step in steps:
        places += [(left, top) for left in (step, step - wide) for top in (above, below)]
    return [*places, (one.x + 10, one.y - high / 2), (one.x - 10 - wide, one.y - high / 2)]


def anywhere(one: Wanted, bounds: Box, wide: float, high: float) -> list[tuple[float, float]]:
    """Places all over the drawing, the nearest to the mark first."""
    across = int((bounds.right - bounds.left - wide) // 10)
    down = int((bounds.bottom - bounds.top - high) // 8)
    places = [
        (bounds.left + 1 + 10 * column, bounds.top + 1 + 8 * row)
        for column in range(across + 1)
        for row in range(down + 1)
    ]
    return sorted(places, key=lambda at: (at[0] + wide / 2 - one.x) ** 2 + (at[1] + high / 2 - one.y) ** 2)


def _with_leader(
    one: Wanted, room: Room, wide: float, high: float, words: Sequence[Box]
) -> tuple[Box | None, Segment | None]:
    """The nearest free place, and a line from it to the mark that crosses no other words and no other point."""
    at_mark = Box(one.x - 7, one.y - 7, one.x + 7, one.y + 7)
    in_the_way = [*words, *(other for other in room.taken if not other.overlaps(at_mark))]
    for left, top in anywhere(one, room.bounds, wide, high):
        box = Box(left, top, left + wide, top + high)
        if not room.is_free(box):
            continue
        start = (min(max(one.x, box.left), box.right), box.bottom if box.bottom < one.y else box.top)
        leader = Segment(*start, one.x, one.y)
        if not any(leader.crosses(other) for other in in_the_way):
            room.lines.append(leader)
            return room.take(box), leader
    return None, None
