"""The days of a meeting's cycle: when each step runs, and by which working day a person has to do theirs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# step -> (name of its offset in the group's settings, direction from the meeting)
STEPS = {
    "draft": ("draft", -1),
    "invite": ("draft", -1),
    "ask": ("ask", -1),
    "approve": ("pre_read", -1),
    "run_sheet": ("run_sheet", -1),
    "miss": ("publish", 1),
    "publish": ("publish", 1),
    "pulse": ("publish", 1),
    "pulse_end": ("answer", 1),
    "nudge": ("nudge", 1),
}


@dataclass(frozen=True)
class Planned:
    """One step with the day on which it runs."""

    step: str
    day: date


def steps(meeting_day: date, offsets: Mapping[str, int]) -> list[Planned]:
    """Every step of a meeting in the order of its days. System steps run on their calendar day, holiday or not."""
    found = [
        Planned(step, meeting_day + timedelta(days=direction * offsets[name]))
        for step, (name, direction) in STEPS.items()
    ]
    return sorted(found, key=lambda one: one.day)


def is_working_day(day: date, working_days: Collection[str], holidays: Collection[str]) -> bool:
    """Whether the group works on this day. Holidays are days as 2022-11-24."""
    return WEEK[day.weekday()] in working_days and day.isoformat() not in holidays


def deadline(
    day: date, *, before_meeting: bool, working_days: Collection[str], holidays: Collection[str]
) -> date:
    """The day by which a person does their part: off a working day, the one before (steps before the meeting) or after.

    A group that has no working day within two weeks has no say in it: the day stays.
    """
    way = -1 if before_meeting else 1
    for away in range(15):
        found = day + timedelta(days=way * away)
        if is_working_day(found, working_days, holidays):
            return found
    return day
