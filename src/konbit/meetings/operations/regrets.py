"""Somebody cannot come, and says who stands in for them; and takes it back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.accounts.operations.links import revoke_links
from konbit.accounts.operations.people import add_person
from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, NotFound, Refusal, require
from konbit.foundation.texts import plain_name
from konbit.meetings import policies
from konbit.meetings.models import Meeting, Regret
from konbit.meetings.operations.attendance import DelegateNeedsName, OnlySeatsHaveDelegates
from konbit.meetings.words import STANDS_IN
from konbit.network.models import GroupMember
from konbit.network.queries import day_in, people_holding


class TooLateToSay(Refusal):
    code = "too_late_to_say"
    says = _("This meeting has begun or is over. Who came is noted at the check-in.")


class SayForWhat(Refusal):
    code, kind, field = "say_for_what", Kind.UNREADABLE, "members"
    says = _("Choose at least one seat or role for which you cannot come.")


class DelegateIsYou(Refusal):
    code, kind, field = "delegate_is_you", Kind.CONFLICT, "email"
    says = _(
        "This is the address of the person who cannot come. Write the address of the person who stands in."
    )


@transaction.atomic
def say_cannot_come(
    *,
    meeting: Meeting,
    members: Sequence[GroupMember],
    person: Person,
    by: Actor,
    at: datetime,
    delegate: str = "",
    email: str = "",
    language: str = "",
    told: str = "",
) -> list[Regret]:
    """The person cannot come, for these of their seats and roles; the delegate, if named, stands in for the seats.

    Saying it again changes who stands in. A delegate with an address gets a letter with a link to this one meeting;
    whoever does not stand in any more loses theirs. The letter is in `language`, or in the group's; somebody who is known
    here gets it in their own. `told` is the channel by which the person told the facilitator.

    Raises:
        NotAllowed: the person does not hold the seat or role.
        TooLateToSay: the meeting has begun.
        SayForWhat: no seat or role is chosen.
        DelegateNeedsName: an address without a name.
        DelegateIsYou, OnlySeatsHaveDelegates.
    """
    meeting = _locked(meeting)
    _require_own(meeting, person, by, told)
    if not members:
        raise SayForWhat
    held = [one for one in members if person in people_holding(one, day_in(meeting.group, at))]
    if len(held) != len(members):
        raise NotFound
    name, address = plain_name(delegate), email.strip().lower()
    if address and not name:
        raise DelegateNeedsName
    if address and address == (person.email or "").lower():
        raise DelegateIsYou
    if name and not any(hasattr(one, "seat") for one in members):
        raise OnlySeatsHaveDelegates(name=members[0].name)
    language = language or meeting.group.language
    stands_in = _delegate_person(meeting, person, name, address, language, by=by, at=at) if name else None
    said = {"channel": told or by.channel, "entered_by_id": by.person_id if told else None, "at": at}
    return [
        _regret(
            meeting, one, person, (stands_in, name) if hasattr(one, "seat") else (None, ""), by=by, **said
        )
        for one in members
    ]


@transaction.atomic
def undo_cannot_come(*, regret: Regret, by: Actor, at: datetime) -> None:
    """The person can come after all: whoever stood in does so no more, and their link ends.

    Raises:
        NotAllowed: it is somebody else's word.
        TooLateToSay: the meeting has begun.
    """
    meeting = _locked(regret.meeting)
    _require_own(meeting, regret.person, by, "phone" if by.person_id != regret.person_id else "")
    delegate = regret.delegate
    write_entry(
        "meetings.undo_cannot_come",
        about=regret,
        by=by,
        at=at,
        group_id=meeting.group_id,
        fields=["delegate"],
    )
    regret.delete()
    _end_link(meeting, delegate, by, at)


def _locked(meeting: Meeting) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if not meeting.is_before:
        raise TooLateToSay
    return meeting


def _require_own(meeting: Meeting, person: Person, by: Actor, told: str) -> None:
    """Everybody speaks for themselves; a facilitator only writes down what the person said on paper or by phone."""
    if told in ("paper", "phone"):
        require(policies.may_facilitate(by, meeting))
    else:
        require(policies.may_send_regrets(by, meeting, person))


def _delegate_person(
    meeting: Meeting, person: Person, name: str, address: str, language: str, *, by: Actor, at: datetime
) -> Person:
    """Who stands in: the same name, for the same person, with the same address or none, is the same one as before."""
    before = meeting.regrets.filter(person=person, delegate__isnull=False, delegate_name__iexact=name).first()
    if before is not None and before.delegate and address in ("", (before.delegate.email or "").lower()):
        return before.delegate
    is_example = meeting.group.is_example
    return add_person(name=name, email=address, language=language, is_example=is_example, by=by, at=at)


def _regret(
    meeting: Meeting,
    member: GroupMember,
    person: Person,
    stands_in: tuple[Person | None, str],
    *,
    by: Actor,
    at: datetime,
    **said: object,
) -> Regret:
    delegate, name = stands_in
    key = {"meeting": meeting, "member": member, "person": person}
    standing = Regret.objects.filter(**key).select_related("delegate").first()
    before = standing.delegate if standing else None
    told_already = delegate is not None and meeting.regrets.filter(delegate=delegate).exists()
    regret, _made = Regret.objects.update_or_create(
        **key, defaults={"delegate": delegate, "delegate_name": name, "at": at, **said}
    )
    write_entry(
        "meetings.say_cannot_come", about=regret, by=by, at=at, group_id=meeting.group_id, fields=["delegate"]
    )
    if before != delegate:
        _end_link(meeting, before, by, at)
    if delegate is not None and delegate.email and not told_already:
        outbox.post("meetings.delegate_letter", due_at=at, meeting_id=meeting.pk, person_id=delegate.pk)
    return regret


def _end_link(meeting: Meeting, delegate: Person | None, by: Actor, at: datetime) -> None:
    """Whoever stands in for nobody any more reads nothing any more."""
    if delegate is not None and not meeting.regrets.filter(delegate=delegate).exists():
        revoke_links(person=delegate, purpose=STANDS_IN, about_id=meeting.pk, by=by, at=at)
