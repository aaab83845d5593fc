"""The result ladder: idea, exploring, committed, in progress, achieved, sustained; and dropped, reachable from each.

A step up may skip rungs: some results are found finished when they are first written down. A step down, dropping a
result and taking it up again need a reason. Achieved and sustained need evidence, and sustained also a check at least
twelve months after the day of achievement, so that day must be known.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LADDER = ("idea", "exploring", "committed", "in_progress", "achieved", "sustained")
DROPPED = "dropped"
RUNGS = (*LADDER, DROPPED)
REACHED = frozenset({"achieved", "sustained"})
# Months after achievement at which somebody looks whether it still holds; the last one may make it sustained.
CHECKS_AFTER = (6, 12)


class Fault(StrEnum):
    """Why a step cannot be taken."""

    NO_SUCH_RUNG = "no_such_rung"
    SAME_RUNG = "same_rung"
    NEEDS_REASON = "needs_reason"
    NEEDS_EVIDENCE = "needs_evidence"
    NOT_YET_THERE = "not_yet_there"
    DAY_OF_ACHIEVEMENT_UNKNOWN = "day_of_achievement_unknown"
    NEEDS_CHECK = "needs_check"
    CHECK_NOT_YET_THERE = "check_not_yet_there"
    CHECK_TOO_EARLY = "check_too_early"


@dataclass(frozen=True)
class Step:
    """One step as it was asked for. `before` is empty when the result is new."""

    before: str
    after: str
    today: date
    evidence: str = ""
    reason: str = ""
    achieved_on: date | None = None
    checked_on: date | None = None


def months_after(day: date, months: int) -> date:
    """The same day some calendar months later; where that month has no such day, its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def planned_checks(achieved_on: date | None) -> tuple[date, ...]:
    """The days on which somebody looks again; none where the day of achievement is unknown."""
    if achieved_on is None:
        return ()
    return tuple(months_after(achieved_on, months) for months in CHECKS_AFTER)


def earliest_sustained(achieved_on: date) -> date:
    """The first day on which a check can show that an achieved result is sustained."""
    return months_after(achieved_on, CHECKS_AFTER[-1])


def is_step_down(before: str, after: str) -> bool:
    """Whether the step leads down the ladder, off it, or back onto it after dropping: what needs a reason."""
    if not before:
        return after == DROPPED
    if DROPPED in (before, after):
        return True
    return LADDER.index(after) < LADDER.index(before)


def fault_in(step: Step) -> Fault | None:
    """Why this step cannot be taken, or None when it can."""
    if step.after not in RUNGS or (step.before and step.before not in RUNGS):
        return Fault.NO_SUCH_RUNG
    if step.before == step.after:
        return Fault.SAME_RUNG
    if is_step_down(step.before, step.after) and not step.reason.strip():
        return Fault.NEEDS_REASON
    if step.after not in REACHED:
        return None
    if not step.evidence.strip():
        return Fault.NEEDS_EVIDENCE
    if step.achieved_on is not None and step.achieved_on > step.today:
        return Fault.NOT_YET_THERE
    return _fault_in_check(step) if step.after == "sustained" else None


def _fault_in_check(step: Step) -> Fault | None:
    if step.achieved_on is None:
        return Fault.DAY_OF_ACHIEVEMENT_UNKNOWN
    if step.checked_on is None:
        return Fault.NEEDS_CHECK
    if step.checked_on > step.today:
        return Fault.CHECK_NOT_YET_THERE
    if step.checked_on < earliest_sustained(step.achieved_on):
        return Fault.CHECK_TOO_EARLY
    return None
