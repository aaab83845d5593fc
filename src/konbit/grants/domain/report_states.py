"""A report from the day it is due: which step may follow, when it is late, and which periods a term has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# From which state a step may be taken.
MAY_WRITE = ("due", "draft", "returned")
MAY_ANSWER = ("submitted",)
MAY_CORRECT = ("submitted", "accepted")

VERY_LATE_AFTER = 14
# A report that was submitted should have its receipt within so many days.
RECEIPT_WITHIN = 14
# A receipt is a sentence: no fewer letters than this.
SHORTEST_RECEIPT = 10
# A report stands on lists from so many days before it is due, or once its period is over.
AHEAD = 14


def lateness(due_on: date, sent_on: date | None, today: date) -> str:
    """Empty in time, "late" after the due day, "very_late" 14 days later; by the day it was sent, else by today."""
    days = ((sent_on or today) - due_on).days
    if days <= 0:
        return ""
    return "very_late" if days > VERY_LATE_AFTER else "late"


def is_asked_for(period_until: date, due_on: date, today: date) -> bool:
    """Whether lists open with it: its period is over, or its day is near."""
    return period_until < today or due_on <= today + timedelta(days=AHEAD)


def quarters(starts_on: date, ends_on: date) -> Iterator[tuple[date, date]]:
    """The calendar quarters of a term; the first and the last one as far as they lie inside it."""
    begins = starts_on
    while begins <= ends_on:
        last_month = (begins.month + 2) // 3 * 3
        following = date(begins.year + last_month // 12, last_month % 12 + 1, 1)
        yield begins, min(ends_on, following - timedelta(days=1))
        begins = following


@dataclass(frozen=True)
class Change:
    """One thing that a version says otherwise than the one before. None: it was not there, or is there no more."""

    part: str
    about: str
    before: Any
    after: Any


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two versions of a report's content, in the order of the page."""
    found = [
        Change("written", name, before["written"].get(name, ""), said)
        for name, said in after["written"].items()
        if before["written"].get(name, "") != said
    ]
    for part in ("money", "reached"):
        old, new = before[part], after[part]
        found += [Change(part, name, old.get(name), new[name]) for name in new if old.get(name) != new[name]]
    for part in ("activities", "deliverables"):
        old, new = ({row["id"]: row for row in content[part]} for content in (before, after))
        ids = [*old, *(one for one in new if one not in old)]
        found += [
            Change(part, (new.get(one) or old[one])["what"], old.get(one), new.get(one))
            for one in ids
            if old.get(one) != new.get(one)
        ]
    return found
