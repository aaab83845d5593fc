"""The days of a group's meetings: when one begins and ends, that no two stand on one day, and their numbers."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from konbit.foundation.refusals import Kind, Refusal
from konbit.meetings.models import Meeting
from konbit.network.models import Group


class EndsBeforeItBegins(Refusal):
    code, kind, field = "ends_before_it_begins", Kind.UNREADABLE, "ends"
    says = _("The meeting would end at %(ends)s, but begins at %(begins)s. Choose a later end.")


def moments(zone: str, day: date, begins: time, ends: time) -> dict[str, datetime]:
    """When a meeting on this day begins and ends, on the clocks of the zone.

    Raises:
        EndsBeforeItBegins: the end is not after the beginning.
    """
    if ends <= begins:
        raise EndsBeforeItBegins(begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")
    place = ZoneInfo(zone)
    return {"starts_at": datetime.combine(day, begins, place), "ends_at": datetime.combine(day, ends, place)}


class DayIsTaken(Refusal):
    code, field = "day_is_taken", "day"
    says = _("This group has a meeting on %(day)s already. Choose another day, or change that meeting.")


def refuse_taken(group: Group, day: date, but: Meeting | None = None) -> None:
    """A group meets once a day. A missed meeting takes no day.

    Raises:
        DayIsTaken: another meeting stands on this day.
    """
    if any(one.day == day for one in others(group, but)):
        raise DayIsTaken(day=day.isoformat())


def others(group: Group, but: Meeting | None) -> list[Meeting]:
    """The group's meetings in their order, without missed ones and without the one in hand."""
    found = group.meetings.exclude(state="missed").order_by("starts_at")
    return list(found.exclude(pk=but.pk) if but else found)


def number_by_day(group: Group) -> None:
    """Number the meetings in the order of their days, the first one 1. Call it with the group's row locked."""
    meetings = list(group.meetings.order_by("starts_at", "number"))
    wrong = [(number, one) for number, one in enumerate(meetings, 1) if one.number != number]
    # By way of numbers nobody has, since each number is there once at any moment.
    free = max((one.number for one in meetings), default=0)
    for beyond in (free, 0):
        for number, one in wrong:
            one.number = beyond + number
        Meeting.objects.bulk_update([one for _number, one in wrong], ["number"])


def next_number(group: Group) -> int:
    """A number no meeting of the group has."""
    newest = group.meetings.order_by("-number").first()
    return newest.number + 1 if newest else 1
