"""Where words may stand in a drawing: boxes that keep clear of each other, of lines and of points."""

from collections.abc import Iterable
from dataclasses import dataclass, field

# The widest a letter of the text font is, in parts of its size; marks above and below letters take no width.
LETTER = 0.6
LEADING = 1.3


@dataclass(frozen=True)
class Box:
    """A rectangle in the coordinates of a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_inside(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Segment:
    """A straight piece of a line."""

    x1: float
    y1: float
    x2: float
    y2: float

    def crosses(self, box: Box) -> bool:
        """Whether any of it lies in the box (clipped as by Liang and Barsky)."""
        begin, end = 0.0, 1.0
        dx, dy = self.x2 - self.x1, self.y2 - self.y1
        for step, room in (
            (-dx, self.x1 - box.left),
            (dx, box.right - self.x1),
            (-dy, self.y1 - box.top),
            (dy, box.bottom - self.y1),
        ):
            if step == 0:
                if room <= 0:
                    return False
            elif step < 0:
                begin = max(begin, room / step)
            else:
                end = min(end, room / step)
        return begin < end


def size_of(lines: Iterable[str], size: float) -> tuple[float, float]:
    """Width and height that the lines of a text take at most."""
    lines = list(lines)
    return max(len(line) for line in lines) * LETTER * size, len(lines) * LEADING * size


def wrapped(text: str, width: float, size: float, most: int = 2) -> tuple[str, ...]:
    """The words of a text in at most so many lines of this width; what does not fit ends in an ellipsis."""
    letters = max(int(width / (LETTER * size)), 2)
    lines, left = [], " ".join(text.split())
    while left and len(lines) < most - 1 and len(left) > letters:
        # At a space; else behind a hyphen or a stroke; else inside the word.
        cut = left.rfind(" ", 1, letters + 1)
        cut = cut if cut > 0 else max(left.rfind("-", 1, letters), left.rfind("/", 1, letters)) + 1 or letters
        lines.append(left[:cut].rstrip())
        left = left[cut:].lstrip()
    if len(left) > letters:
        left = left[: letters - 1].rstrip() + "…"
    return (*lines, left) if left or not lines else tuple(lines)


@dataclass
class Room:
    """A drawing's free room: what stands there already, and what may not be written over."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)
    lines: list[Segment] = field(default_factory=list)

    def is_free(self, box: Box) -> bool:
        return (
            box.is_inside(self.bounds)
            and not any(box.overlaps(other) for other in self.taken)
            and not any(line.crosses(box) for line in self.lines)
        )

    def take(self, box: Box) -> Box:
        self.taken.append(box)
        return box

    def find(self, width: float, height: float, wished: Iterable[tuple[float, float]]) -> Box | None:
        """The first of the wished places (left, top) that is free, taken at once."""
        for left, top in wished:
            box = Box(left, top, left + width, top + height)
            if self.is_free(box):
                return self.take(box)
        return None
