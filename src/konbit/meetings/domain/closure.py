"""Closure: how much of what fell due was done (network.md, section b, rule 8), counted from histories alone.

A history is what was written down of one commitment, in order. So the count of a meeting long past comes out as it was
printed on its day, whatever happened since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

# Below this many, counts are printed and no percentage.
PERCENT_FROM = 10


@dataclass(frozen=True)
class Step:
    """One line of a history: what stood after it. `undone_at` is when it was taken back, if it was."""

    step: str
    at: datetime
    on: date  # the day of `at` where the group lives
    state: str
    due_on: date
    undone_at: datetime | None = None


@dataclass(frozen=True)
class Closure:
    """Of the commitments that were accepted and fell due, how many were done; and beside the fraction, the others."""

    done: int = 0
    due: int = 0
    dropped: int = 0
    handed_over: int = 0
    awaiting: int = 0

    @property
    def percent(self) -> int | None:
        """The whole percentage, rounded half up; None below ten, where it would say more than it knows."""
        if self.due < PERCENT_FROM:
            return None
        return (200 * self.done + self.due) // (2 * self.due)


def standing(history: Sequence[Step], at: datetime) -> Step | None:
    """The step that stood at this moment, before the end of a meeting at that very moment carried anything."""
    known = [
        line
        for line in history
        if (line.at < at or (line.at == at and line.step != "carry"))
        and (line.undone_at is None or line.undone_at > at)
    ]
    return known[-1] if known else None


def closure(histories: Iterable[Sequence[Step]], *, after: date | None, until: date, at: datetime) -> Closure:
    """Count what fell due after the day `after` (None: ever) and up to `until`, as it stood at `at`.

    Dropped or handed over before its due day leaves the fraction and stands beside it; on the due day or later it stays
    in as not done. What nobody accepted is never counted, only shown as awaiting its owner.
    """
    counts = dict.fromkeys(("done", "due", "dropped", "handed_over", "awaiting"), 0)
    for history in histories:
        last = standing(history, at)
        if last is None or last.due_on > until or (after is not None and last.due_on <= after):
            continue
        if last.state == "proposed":
            counts["awaiting"] += 1
        elif last.state in ("dropped", "handed_over") and last.on < last.due_on:
            counts[last.state] += 1
        elif last.state != "declined":
            counts["due"] += 1
            counts["done"] += last.state == "done"
    return Closure(**counts)
