"""Check-in: who is here, for which seat or in which role, and who stands in for whom."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.accounts.operations.people import add_person
from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies
from konbit.meetings.models import Attendance, Meeting, Vote
from konbit.meetings.operations.meetings import MeetingIsNot
from konbit.network.models import GroupMember


class DelegateNeedsName(Refusal):
    code, kind, field = "delegate_needs_name", Kind.UNREADABLE, "delegate"
    says = _("Write the name of the person who stands in.")


class OnlySeatsHaveDelegates(Refusal):
    code, kind, field = "only_seats_have_delegates", Kind.CONFLICT, "delegate"
    says = _("A delegate stands in for a seat; %(name)s has a role of their own.")


def _may_check_in(meeting: Meeting, by: Actor) -> None:
    require(policies.may_facilitate(by, meeting))
    if meeting.state == "planned":
        raise MeetingIsNot(state=meeting.get_state_display())


@transaction.atomic
def check_in(
    *, meeting: Meeting, member: GroupMember, person: Person, mode: str, by: Actor, at: datetime
) -> Attendance:
    """Note that a person is here in person or by link, or absent. A second tap changes the first.

    Raises:
        MeetingIsNot: the agenda is still being prepared.
    """
    _may_check_in(meeting, by)
    attendance, _made = Attendance.objects.update_or_create(
        meeting=meeting, member=member, person=person, defaults={"mode": mode, "at": at}
    )
    write_entry(
        "meetings.check_in", about=attendance, by=by, at=at, group_id=meeting.group_id, fields=["mode"]
    )
    return attendance


@transaction.atomic
def check_in_delegate(
    *,
    meeting: Meeting,
    member: GroupMember,
    mode: str,
    by: Actor,
    at: datetime,
    name: str = "",
    person: Person | None = None,
) -> Attendance:
    """Note that somebody stands in for a seat at this one meeting: organization present, holder absent.

    `person` is who was named beforehand; whom they stand in for is noted as absent, unless checked in already. The same
    name for the same seat is the same person: a second tap changes the first.

    Raises:
        DelegateNeedsName: the name is empty.
        OnlySeatsHaveDelegates: the member is a person with a role.
        MeetingIsNot: the agenda is still being prepared.
    """
    _may_check_in(meeting, by)
    if not name.strip() and person is None:
        raise DelegateNeedsName
    if not hasattr(member, "seat"):
        raise OnlySeatsHaveDelegates(name=member.name)
    person = person or _known(meeting, member, name.strip())
    if person is None:
        group = meeting.group
        person = add_person(name=name, language=group.language, is_example=group.is_example, by=by, at=at)
    for regret in meeting.regrets.filter(member=member, delegate=person):
        Attendance.objects.get_or_create(
            meeting=meeting, member=member, person_id=regret.person_id, defaults={"mode": "absent", "at": at}
        )
    attendance, _made = Attendance.objects.update_or_create(
        meeting=meeting, member=member, person=person, is_delegate=True, defaults={"mode": mode, "at": at}
    )
    write_entry(
        "meetings.check_in_delegate",
        about=attendance,
        by=by,
        at=at,
        group_id=meeting.group_id,
        fields=["mode"],
    )
    return attendance


def _known(meeting: Meeting, member: GroupMember, name: str) -> Person | None:
    """Who of this name stands in for the seat: checked in already, or named beforehand."""
    there = meeting.attendances.filter(member=member, is_delegate=True, person__name__iexact=name).first()
    if there is not None:
        return there.person
    named = meeting.regrets.filter(member=member, delegate__isnull=False, delegate_name__iexact=name).first()
    return named.delegate if named else None


@transaction.atomic
def undo_check_in(*, attendance: Attendance, by: Actor, at: datetime, before: str = "") -> int:
    """Take a wrong tap back: the person is checked in as `before` that tap, or not at all.

    A seat that nobody is left for has not voted either: while the meeting is open, its votes on what is still on the
    table go too. Answers how many.
    """
    _may_check_in(attendance.meeting, by)
    write_entry(
        "meetings.undo_check_in",
        about=attendance,
        by=by,
        at=at,
        group_id=attendance.meeting.group_id,
        fields=["mode"],
    )
    if before:
        attendance.mode = before
        attendance.save(update_fields=["mode"])
    else:
        attendance.delete()
    return _withdraw_votes(attendance, by, at)


def _withdraw_votes(attendance: Attendance, by: Actor, at: datetime) -> int:
    meeting, member_id = attendance.meeting, attendance.member_id
    if not meeting.is_open or meeting.attendances.filter(member=member_id).exclude(mode="absent").exists():
        return 0
    votes = Vote.objects.filter(
        decision__meeting=meeting, decision__state="proposed", seat__member=member_id
    ).select_related("decision__item")
    withdrawn = list(votes)
    for vote in withdrawn:
        write_entry(
            "meetings.withdraw_vote",
            about=vote.decision,
            by=by,
            at=at,
            group_id=meeting.group_id,
            fields=["choice"],
            unnamed=vote.decision.item.is_no_names,
        )
    votes.delete()
    return len(withdrawn)
