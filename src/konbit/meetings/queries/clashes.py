"""What two people wrote differently, and nobody has chosen between."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies
from konbit.meetings.models import CaptureClash, Captured, Meeting
from konbit.meetings.queries.captured import CAPTURED
from konbit.network.models import GroupMember

MEMBERS = ("owner", "proposed_by", "asked_of")


@dataclass(frozen=True)
class Difference:
    """One field in both sayings. A hidden one names somebody where no names stand."""

    field: str
    standing: str
    arrived: str
    is_hidden: bool = False


@dataclass(frozen=True)
class ClashNow:
    """A clash with what stands now."""

    clash: CaptureClash
    captured: Captured
    differences: list[Difference]

    @property
    def is_outcome(self) -> bool:
        return "state" in self.clash.arrived


def clash_for(by: Actor, meeting: Meeting, clash_id: UUID) -> CaptureClash:
    """A clash of this meeting, chosen or not, for who may see its item.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    clashes = meeting.clashes.select_related("meeting__group", "item__meeting__group")
    found = clashes.filter(pk=clash_id).first()
    if found is None or not policies.may_see_item(by, found.item):
        raise NotFound
    return found


def open_clashes(meeting: Meeting, by: Actor) -> list[ClashNow]:
    """What waits for the facilitator's choice, oldest first: to the facilitator, and only what they may see."""
    if not policies.may_facilitate(by, meeting):
        return []
    found = (
        meeting.clashes.filter(resolved_at=None)
        .select_related("item__meeting__group", "person")
        .order_by("at", "pk")
    )
    return [_as_it_stands(clash) for clash in found if policies.may_see_item(by, clash.item)]


def _as_it_stands(clash: CaptureClash) -> ClashNow:
    captured = CAPTURED[clash.captured_kind].objects.get(pk=clash.captured_id)
    differences = []
    for name, value in clash.arrived.items():
        stands = getattr(captured, name, None)
        if name in MEMBERS:
            other = GroupMember.objects.filter(pk=value).first() if value else None
            if stands != other:
                hidden = clash.item.is_no_names
                names = ("", "") if hidden else (_name(stands), _name(other))
                differences.append(Difference(name, *names, is_hidden=hidden))
        elif _text(stands) != _text(value):
            differences.append(Difference(name, _text(stands), _text(value)))
    return ClashNow(clash, captured, differences)


def _name(member: GroupMember | None) -> str:
    return member.name if member else ""


def _text(value: Any) -> str:
    return "" if value in (None, "") else str(value)
