"""The series of a group: its meetings by year, whether its rhythm holds, and the days of a meeting's cycle."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from konbit.meetings import words
from konbit.meetings.days import others
from konbit.meetings.domain import cycle
from konbit.meetings.domain.series import broken_since, following
from konbit.meetings.models import Meeting, Series
from konbit.network.models import Group
from konbit.network.queries import day_in

# The settings that a series follows; the group's language or quorum does not move a meeting.
FOLLOWED = ("interval_days", "meets_from", "meets_until", "place", "meeting_link")
A_YEAR = timedelta(days=365)


def settings_of_series(group: Group) -> dict[str, Any]:
    """What a series follows, as it can be kept."""
    values = {name: getattr(group, name) for name in FOLLOWED}
    return {
        name: value if isinstance(value, str | int | None) else value.isoformat()
        for name, value in values.items()
    }


def changed_for_series(series: Series) -> list[str]:
    """The settings that were changed since the series was laid."""
    now = settings_of_series(series.group)
    return [name for name in FOLLOWED if series.settings.get(name) != now[name]]


def has_series(group: Group) -> bool:
    """Whether meetings of a series lie ahead, or are laid by themselves."""
    return Series.objects.filter(group=group).exists()


def has_later(meeting: Meeting) -> bool:
    """Whether meetings that have not begun stand after this one."""
    later = meeting.group.meetings.filter(starts_at__gt=meeting.starts_at, state__in=["planned", "ready"])
    return later.exists()


def series_to_keep(at: datetime) -> list[UUID]:
    """The groups whose series must be laid on, or follow changed settings."""
    found = []
    for series in Series.objects.select_related("group").annotate(
        newest=Max("group__meetings__starts_at", filter=Q(group__meetings__in_series=True))
    ):
        group = series.group
        last_day = day_in(group, at) + A_YEAR
        ends = day_in(group, series.newest) if series.newest else None
        if changed_for_series(series) or (
            ends is not None and ends + timedelta(days=group.interval_days) <= last_day
        ):
            found.append(group.pk)
    return found


def untouched_in_series(group: Group, at: datetime) -> QuerySet[Meeting]:
    """The meetings that follow changed settings: their cycle has not begun, and nobody did anything with them yet."""
    next_one = group.meetings.filter(state__in=["planned", "ready", "open"]).order_by("starts_at").first()
    before = max(days for name, days in group.offsets.items() if _is_before(name))
    found = group.meetings.filter(
        in_series=True,
        changed_by_hand=False,
        state="planned",
        starts_at__gt=at + timedelta(days=before + 1),
        steps=None,
        items=None,
        regrets=None,
        access_needs=None,
    )
    return found.exclude(pk=next_one.pk if next_one else None).order_by("starts_at")


def days_that_follow(group: Group, at: datetime, *, by_interval: bool) -> list[tuple[Meeting, date]]:
    """The meetings that follow changed settings, each with the day it gets; its own where the interval is as it was."""
    free = list(untouched_in_series(group, at))
    days = [one.day for one in free]
    if by_interval and free:
        staying = [one.day for one in others(group, None) if one not in free]
        # Only the last one before the free ones, and what lies between or after them, hold the others in place.
        first = max((day for day in staying if day < days[0]), default=day_in(group, at))
        held = [first, *(day for day in staying if day > first)]
        days = following(held, group.interval_days, first, at_least=len(free))
    return list(zip(free, days, strict=False))


def moves_by_settings(group: Group, at: datetime) -> list[tuple[Meeting, date]]:
    """The meetings that another interval moves, by the settings this group holds, saved or not; each with its new day."""
    series = Series.objects.filter(group=group).first()
    if series is None:
        return []
    series.group = group
    by_interval = "interval_days" in changed_for_series(series)
    return [(one, day) for one, day in days_that_follow(group, at, by_interval=by_interval) if day != one.day]


def planned_on_holidays(group: Group, at: datetime) -> list[Meeting]:
    """The coming meetings that stand on a holiday of the group."""
    today = day_in(group, at)
    coming = group.meetings.filter(state__in=["planned", "ready"]).order_by("starts_at")
    return [one for one in coming if one.day >= today and is_holiday(one)]


def is_holiday(meeting: Meeting) -> bool:
    """Whether its group named the day of this meeting a holiday."""
    return meeting.day.isoformat() in meeting.group.holidays


def _is_before(offset: str) -> bool:
    return any(name == offset and direction < 0 for name, direction in cycle.STEPS.values())


@dataclass(frozen=True)
class Row:
    """One meeting in the list of a series, with the days since the one before."""

    meeting: Meeting
    days_since: int | None
    is_next: bool
    is_on_holiday: bool


@dataclass(frozen=True)
class Year:
    number: int
    rows: list[Row]


def series_of(group: Group) -> tuple[list[Year], list[Year]]:
    """The coming meetings by year, soonest first; and the others, newest first. Missed ones stand among them."""
    meetings = list(group.meetings.order_by("starts_at"))
    next_one = next((one for one in meetings if one.is_before or one.is_open), None)
    rows = [
        Row(
            one,
            (one.day - before.day).days if before else None,
            is_next=one == next_one,
            is_on_holiday=one.is_before and is_holiday(one),
        )
        for before, one in zip([None, *meetings], meetings, strict=False)
    ]
    coming = [
        row
        for row in rows
        if row.meeting.is_before
        or row.meeting.is_open
        or (next_one is not None and row.meeting.starts_at > next_one.starts_at)
    ]
    past = [row for row in rows if row not in coming]
    return _by_year(coming), _by_year(past[::-1])


def _by_year(rows: list[Row]) -> list[Year]:
    return [Year(year, list(found)) for year, found in groupby(rows, key=lambda row: row.meeting.day.year)]


@dataclass(frozen=True)
class Break:
    """The rhythm is broken: too many days lie, or lay, after this meeting."""

    last_held: Meeting
    days: int
    longest: int
    goes_on: bool


def cadence_break(group: Group, at: datetime) -> Break | None:
    """Whether the rhythm is broken now: between the two meetings held last, or since the last one."""
    held = list(group.meetings.filter(state__in=["open", "closed", "published"]).order_by("-starts_at")[:2])
    by_day = {one.day: one for one in reversed(held)}
    today, longest = day_in(group, at), group.longest_gap_days
    since = broken_since(list(by_day), longest, max(today, *by_day) if by_day else today)
    if since is None:
        return None
    following = next((day for day in by_day if day > since), None)
    return Break(by_day[since], ((following or today) - since).days, longest, following is None)


def deadline_for(meeting: Meeting, step: str) -> date:
    """The day by which a person does their part of this step, by the group's working days and holidays."""
    group = meeting.group
    name, direction = cycle.STEPS[step]
    return cycle.deadline(
        meeting.day + timedelta(days=direction * group.offsets[name]),
        before_meeting=direction < 0,
        working_days=group.working_days,
        holidays=group.holidays,
    )


@dataclass(frozen=True)
class CycleDay:
    """What happens on one day of a meeting's cycle, in words."""

    day: date
    says: str
    is_past: bool
    is_meeting: bool = False


def cycle_days(meeting: Meeting, at: datetime) -> list[CycleDay]:
    """The days of a meeting's cycle in their order: what Konbit does on its day, and what people do by theirs."""
    today = day_in(meeting.group, at)
    found = [(meeting.day, str(words.THE_MEETING))]
    for step, says in words.DONE_ON.items():
        name, direction = cycle.STEPS[step]
        day = meeting.day + timedelta(days=direction * meeting.group.offsets[name])
        found.append((day, str(says)))
    found += [(deadline_for(meeting, step), str(says)) for step, says in words.DONE_BY.items()]
    return [
        CycleDay(day, says, day < today, says == str(words.THE_MEETING))
        for day, says in sorted(found, key=lambda one: one[0])
    ]
