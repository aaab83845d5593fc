"""Conditions that several verbs of this room share, each with its refusal."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from konbit.foundation.refusals import Kind, Refusal
from konbit.meetings.domain.no_names import names_within
from konbit.meetings.models import AgendaItem, Attendance, Meeting
from konbit.network.models import Group
from konbit.network.queries import day_in, names_in_group


class NamesInside(Refusal):
    code, kind, field = "names_inside", Kind.UNREADABLE, "title"
    says = _("This is a “no names” item, but it holds a name: %(names)s. Write it without the name.")


def refuse_names(meeting: Meeting, field: str, *texts: str, no_names: bool) -> None:
    """A *no names* item, and everything made from it, carries no person and no organization.

    Raises:
        NamesInside: one of the texts holds the name of somebody in the group.
    """
    if not no_names:
        return
    stood_in = Attendance.objects.filter(meeting__group=meeting.group_id, is_delegate=True)
    names = {*names_in_group(meeting.group), *stood_in.values_list("person__name", flat=True)}
    found = names_within(" | ".join(texts), names)
    if found:
        refusal = NamesInside(names=", ".join(found))
        refusal.field = field
        raise refusal


class MeetingIsNotOpen(Refusal):
    code = "meeting_is_not_open"
    says = _("The meeting is not open, so nothing can be captured. Its state is “%(state)s”.")


class NothingWritten(Refusal):
    code, kind, field = "nothing_written", Kind.UNREADABLE, "wording"
    says = _("Write it in a sentence first.")


class DayIsPast(Refusal):
    code, kind = "day_is_past", Kind.UNREADABLE
    says = _("%(day)s is past. Choose today or a later day.")


def refuse_past(group: Group, day: date | None, field: str, at: datetime) -> None:
    """A due day or a review day lies ahead.

    Raises:
        DayIsPast: it lies before today, where the group lives.
    """
    if day is not None and day < day_in(group, at):
        refusal = DayIsPast(day=day.isoformat())
        refusal.field = field
        raise refusal


def must_capture(meeting: Meeting, item: AgendaItem, wording: str) -> None:
    """Raise unless the meeting is open, the words are there, and a *no names* item stays without names."""
    if not meeting.is_open:
        raise MeetingIsNotOpen(state=meeting.get_state_display())
    if not wording.strip():
        raise NothingWritten
    refuse_names(meeting, "wording", wording, no_names=item.is_no_names)
