"""What people need to take part in a meeting, and what became of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies
from konbit.meetings.models import AccessNeed, Meeting
from konbit.meetings.operations.meetings import MeetingIsNot
from konbit.network.models import GroupMember


class UnmetNeedsReason(Refusal):
    code, kind, field = "unmet_needs_reason", Kind.UNREADABLE, "because"
    says = _("A need that is not met stands with its reason. Write why.")


@transaction.atomic
def ask_for_access(
    *,
    meeting: Meeting,
    kind: str,
    by: Actor,
    at: datetime,
    detail: str = "",
    asked_by: GroupMember | None = None,
) -> AccessNeed:
    """Say what somebody needs to take part. An approved agenda is being prepared again until it is answered.

    Raises:
        MeetingIsNot: the meeting has begun.
    """
    require(policies.may_ask_for_item(by, meeting))
    meeting = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    if not meeting.is_before:
        raise MeetingIsNot(state=meeting.get_state_display())
    need = AccessNeed.objects.create(meeting=meeting, kind=kind, detail=detail.strip(), asked_by=asked_by)
    if meeting.state == "ready":
        meeting.state = "planned"
        meeting.save(update_fields=["state"])
    write_entry(
        "meetings.ask_for_access", about=need, by=by, at=at, group_id=meeting.group_id, fields=["kind"]
    )
    return need


@transaction.atomic
def answer_access(
    *, need: AccessNeed, is_met: bool, by: Actor, at: datetime, because: str = ""
) -> AccessNeed:
    """Say that a need is met, or not met and why.

    Raises:
        UnmetNeedsReason: not met, without a reason.
        MeetingIsNot: the meeting is over.
    """
    require(policies.may_facilitate(by, need.meeting))
    if not (need.meeting.is_before or need.meeting.is_open):
        raise MeetingIsNot(state=need.meeting.get_state_display())
    if not is_met and not because.strip():
        raise UnmetNeedsReason
    need.state, need.because = ("met", "") if is_met else ("unmet", because.strip())
    need.save(update_fields=["state", "because"])
    write_entry(
        "meetings.answer_access",
        about=need,
        by=by,
        at=at,
        group_id=need.meeting.group_id,
        fields=["state", "because"],
    )
    return need
