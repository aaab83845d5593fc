"""Conditions that several verbs of this room share, each with its refusal."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.foundation.refusals import Kind, Refusal
from konbit.meetings.domain.no_names import names_within
from konbit.meetings.models import AgendaItem, Attendance, Captured, Meeting, Regret
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
    stands_in = Regret.objects.filter(meeting__group=meeting.group_id, delegate__isnull=False)
    names = {
        *names_in_group(meeting.group),
        *stood_in.values_list("person__name", flat=True),
        *stands_in.values_list("delegate_name", flat=True),
    }
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


class ItIsPassedUp(Refusal):
    code = "it_is_passed_up"
    says = _("This item was passed up to “%(parent)s”. Take it back from there first, then change it here.")


class MarksCameWithIt(Refusal):
    code, kind, field = "marks_came_with_it", Kind.CONFLICT, "is_private"
    says = _("This item came from “%(group)s” with its marks, “private” or “no names”. It keeps them here.")


def must_not_be_passed_up(item: AgendaItem) -> None:
    """Raise where the item left its own agenda for the one above."""
    if item.state == "passed_up":
        raise ItIsPassedUp(parent=item.above.meeting.group.name)


def refuse_loss_of_marks(item: AgendaItem, *, is_private: bool, is_no_names: bool) -> None:
    """An item that was passed up bears the same marks in both groups.

    Raises:
        MarksCameWithIt: it came from below with a mark that would go.
        ItIsPassedUp: it was passed up, and would get a mark that it has not got there.
    """
    origin, above = item.origin, item.above
    if origin is not None and (
        (origin.is_private and not is_private) or (origin.is_no_names and not is_no_names)
    ):
        raise MarksCameWithIt(group=origin.meeting.group.name)
    if above is not None and (
        (is_private and not above.is_private) or (is_no_names and not above.is_no_names)
    ):
        raise ItIsPassedUp(parent=above.meeting.group.name)


class SaidOtherwise(Refusal):
    """Facts: `captured`, what the same form stored before."""

    code = "said_otherwise"
    says = _(
        "This form was stored before, and said something else then. Nothing was overwritten. "
        "Send it once more to store this as a further one."
    )


class IsTakenBack(Refusal):
    code = "is_taken_back"
    says = _(
        "This was taken back meanwhile, so nothing was stored. Bring it back first, or write it down anew."
    )


def said_before(captured: Captured, **said: Any) -> Captured:
    """What the same form stored before: sending it twice stores once.

    Raises:
        SaidOtherwise: it says something else now.
    """
    if any(getattr(captured, name) != value for name, value in said.items()):
        raise SaidOtherwise(captured=captured)
    return captured
