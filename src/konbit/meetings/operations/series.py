"""The series of a group: lay a year of meetings, keep a year ahead of today, and note meetings that are missed."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.conditions import refuse_past
from konbit.meetings.days import moments, next_number, number_by_day, others, refuse_taken
from konbit.meetings.domain import series as ideas
from konbit.meetings.models import Meeting, Series
from konbit.meetings.telling import tell_members
from konbit.network.models import Group
from konbit.network.queries import day_in

A_YEAR = timedelta(days=365)


class SeriesBeginsTooEarly(Refusal):
    code, kind, field = "series_begins_too_early", Kind.UNREADABLE, "first_day"
    says = _("A meeting is set for %(day)s already. Begin the series after it.")


@transaction.atomic
def lay_series(
    *,
    group: Group,
    first_day: date,
    begins: time,
    ends: time,
    by: Actor,
    at: datetime,
    place: str = "",
    link: str = "",
) -> list[Meeting]:
    """Lay the meetings of a year: the first day, and every so many days as the group's interval says.

    From here on the series is kept a year ahead. Each member gets one letter with every day.

    Raises:
        DayIsPast: the first day lies before today.
        SeriesBeginsTooEarly: a meeting is set for that day or a later one.
        EndsBeforeItBegins: the end is not after the beginning.
    """
    require(policies.may_call_meeting(by, group))
    refuse_past(group, first_day, "first_day", at)
    group = Group.objects.select_for_update().get(pk=group.pk)
    there = others(group, None)
    if there and there[-1].day >= first_day:
        raise SeriesBeginsTooEarly(day=there[-1].day.isoformat())
    values = {"begins": begins, "ends": ends, "place": place.strip(), "link": link.strip()}
    series, _is_new = Series.objects.update_or_create(
        group=group, defaults={**values, "settings": queries.settings_of_series(group)}
    )
    laid = _lay(series, ideas.series(first_day, group.interval_days, first_day + A_YEAR))
    number_by_day(group)
    write_entry(
        "meetings.lay_series",
        about=group,
        by=by,
        at=at,
        group_id=group.pk,
        fields=["interval_days", *values],
    )
    tell_members(group, at)
    return list(group.meetings.filter(pk__in=[one.pk for one in laid]))


def _lay(series: Series, days: list[date]) -> list[Meeting]:
    group = series.group
    number = next_number(group)
    return Meeting.objects.bulk_create(
        Meeting(
            group=group,
            number=number + place,
            in_series=True,
            time_zone=group.time_zone,
            place=series.place,
            link=series.link,
            **moments(group.time_zone, day, series.begins, series.ends),
        )
        for place, day in enumerate(days)
    )


def keep_series(*, by: Actor, at: datetime) -> int:
    """Keep every series a year ahead of today, by the settings as they stand now; answers how many were touched.

    Where interval, hours or place were changed, the later meetings follow. A meeting whose cycle has begun stays, and so
    do the next one, one that somebody changed by hand, and one that holds anything. Each group is a transaction of its
    own.
    """
    waiting = queries.series_to_keep(at)
    for group_id in waiting:
        _keep(group_id, by, at)
    return len(waiting)


@transaction.atomic
def _keep(group_id: Any, by: Actor, at: datetime) -> None:
    group = Group.objects.select_for_update().get(pk=group_id)
    series = Series.objects.get(group=group)
    series.group = group
    changed = queries.changed_for_series(series)
    moved = _follow_settings(series, changed, at) if changed else []
    laid = _lay(series, _days_to_lay(group, at))
    number_by_day(group)
    fields = [*changed, *(["meetings"] if moved or laid else [])]
    write_entry("meetings.keep_series", about=group, by=by, at=at, group_id=group.pk, fields=fields)
    if moved:
        # What is laid a year ahead is told with the next letter there is.
        tell_members(group, at)


def _days_to_lay(group: Group, at: datetime) -> list[date]:
    """The days that are missing until a year from today."""
    meetings = list(group.meetings.order_by("starts_at"))
    newest = max((one.day for one in meetings if one.in_series), default=None)
    if newest is None:
        return []
    today = day_in(group, at)
    staying = [newest, *(one.day for one in meetings if one.day > newest and one.state != "missed")]
    days = ideas.following(staying, group.interval_days, today + A_YEAR)
    return [day for day in days if day >= today]


def _follow_settings(series: Series, changed: list[str], at: datetime) -> list[Meeting]:
    """Bring the series and its later meetings to the settings of now; answers the meetings that were moved."""
    group = series.group
    _take_settings(series, changed)
    moved = []
    for one, day in queries.days_that_follow(group, at, by_interval="interval_days" in changed):
        values = {
            "place": series.place,
            "link": series.link,
            **moments(one.time_zone, day, series.begins, series.ends),
        }
        fields = [name for name, value in values.items() if getattr(one, name) != value]
        if fields:
            for name in fields:
                setattr(one, name, values[name])
            one.version += 1
            one.save(update_fields=[*fields, "version"])
            moved.append(one)
    return moved


def _take_settings(series: Series, changed: list[str]) -> None:
    group = series.group
    begins = group.meets_from if "meets_from" in changed and group.meets_from else series.begins
    ends = group.meets_until if "meets_until" in changed and group.meets_until else series.ends
    if begins < ends:
        series.begins, series.ends = begins, ends
    if "place" in changed:
        series.place = group.place
    if "meeting_link" in changed:
        series.link = group.meeting_link
    series.settings = queries.settings_of_series(group)
    series.save()


class CannotBeMissed(Refusal):
    code = "cannot_be_missed"
    says = _("This meeting cannot be marked as missed: its state is “%(state)s”.")


class WhyIsMissing(Refusal):
    code, kind, field = "why_is_missing", Kind.UNREADABLE, "because"
    says = _("Say in a few words why you did not meet, or will not. It stands in the list of meetings.")


@transaction.atomic
def miss_meeting(*, meeting: Meeting, because: str, by: Actor, at: datetime) -> Meeting:
    """Say that the group will not meet, or did not. The meeting stays in the list, as missed.

    What was promised stays as it is, and is carried at the next meeting that is held.

    Raises:
        CannotBeMissed: it was held, is being held, or is missed already.
        WhyIsMissing: there is no reason.
    """
    require(policies.may_call_meeting(by, meeting.group))
    meeting = _locked(meeting)
    if not meeting.is_before:
        raise CannotBeMissed(state=meeting.get_state_display())
    if not because.strip():
        raise WhyIsMissing
    meeting.state, meeting.missed_because = "missed", because.strip()
    return _save(meeting, "meetings.miss_meeting", by, at)


@transaction.atomic
def note_missed(*, meeting: Meeting, by: Actor, at: datetime) -> bool:
    """The cycle's own step: a meeting whose day passed and that nobody opened is missed; answers whether it is."""
    meeting = _locked(meeting)
    if not meeting.is_before or meeting.day >= day_in(meeting.group, at):
        return False
    meeting.state = "missed"
    _save(meeting, "meetings.miss_meeting", by, at)
    return True


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)


def _save(meeting: Meeting, action: str, by: Actor, at: datetime) -> Meeting:
    meeting.version += 1
    fields = ["state", "missed_because"]
    meeting.save(update_fields=[*fields, "version"])
    write_entry(action, about=meeting, by=by, at=at, group_id=meeting.group_id, fields=fields)
    if meeting.day >= day_in(meeting.group, at):
        tell_members(meeting.group, at)
    return meeting


class IsNotMissed(Refusal):
    code = "is_not_missed"
    says = _("This meeting is not marked as missed. Look at the page again.")


class LaterMeetingWasHeld(Refusal):
    code = "later_meeting_was_held"
    says = _("The meeting of %(day)s was held since, so this one stays missed.")


@transaction.atomic
def undo_miss(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Take "missed" back: the meeting is being prepared again, so that it can be held, or written down late.

    Raises:
        IsNotMissed: it is not missed.
        LaterMeetingWasHeld: a later one was opened since.
        DayIsTaken: another meeting was set for its day.
    """
    require(policies.may_call_meeting(by, meeting.group))
    meeting = _locked(meeting)
    if meeting.state != "missed":
        raise IsNotMissed
    later = meeting.group.meetings.filter(starts_at__gt=meeting.starts_at, opened_at__isnull=False).first()
    if later is not None:
        raise LaterMeetingWasHeld(day=later.day.isoformat())
    refuse_taken(meeting.group, meeting.day, meeting)
    meeting.state, meeting.missed_because = "planned", ""
    return _save(meeting, "meetings.undo_miss", by, at)
