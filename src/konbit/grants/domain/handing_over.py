"""Who looks after a community on which day. What was stays as it was: a hand-over only ends one span and begins the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span[Who]:
    """Somebody looks after a community from one day on (none: from the beginning) until another (none: no end is known).

    `until` is the first day on which they no longer do.
    """

    who: Who
    since: date | None
    until: date | None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def who_on[Who](spans: Iterable[Span[Who]], day: date) -> Who | None:
    """Who looks after it on this day; None where nobody does."""
    return next((span.who for span in spans if span.holds_on(day)), None)


def may_change_hands_on(day: date, since: date | None, until: date | None) -> bool:
    """Whether one span may end, and the next begin, on this day: after the first began, before the next one ends."""
    return (since is None or since < day) and (until is None or day < until)
