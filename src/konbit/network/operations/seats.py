"""Seats and their holders, and roles of persons."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.audit.operations import write_entry
from konbit.foundation import ledger
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.foundation.texts import plain_name
from konbit.network import policies
from konbit.network.models import Community, Group, GroupMember, Holder, Organization, RoleHolding, Seat
from konbit.network.queries import day_in

LEFT, STAYS = "network.left", "network.stays"
# A day that lies further ahead is a slip of the hand.
PLANNED_AHEAD = timedelta(days=365)


class SeatIsNobodys(Refusal):
    code, kind, field = "seat_is_nobodys", Kind.UNREADABLE, "organization"
    says = _(
        "Say whose seat it is: choose an organization or a community, or write a title such as “Parent member”."
    )


class OrganizationHasASeat(Refusal):
    code, field = "organization_has_a_seat", "organization"
    says = _("“%(organization)s” has a seat in this group already. Add the person to that seat instead.")


class AlreadyHolds(Refusal):
    code, field = "already_holds", "name"
    says = _("%(person)s holds the seat “%(seat)s” already.")


class AlreadyHasRole(Refusal):
    code, field = "already_has_role", "role"
    says = _("%(person)s has this role in the group already.")


class HolderHasLeft(Refusal):
    code = "holder_has_left"
    says = _("%(person)s left this seat already.")


class LeavesBeforeComing(Refusal):
    code, kind, field = "leaves_before_coming", Kind.UNREADABLE, "until"
    says = _("%(person)s came on %(since)s; the last day cannot lie before it. Choose a later day.")


class LeavesTooFarAhead(Refusal):
    code, kind, field = "leaves_too_far_ahead", Kind.UNREADABLE, "until"
    says = _("%(until)s lies more than a year ahead. Choose a day within a year from today.")


class NothingIsPlanned(Refusal):
    code = "nothing_is_planned"
    says = _("No hand-over is planned for %(person)s, so there is nothing to take back.")


class RoleHasEnded(Refusal):
    code = "role_has_ended"
    says = _("%(person)s no longer has this role.")


class LastConvener(Refusal):
    code = "last_convener"
    says = _("A group keeps at least one convener. Name another convener first.")


@transaction.atomic
def open_seat(
    *,
    group: Group,
    by: Actor,
    at: datetime,
    organization: Organization | None = None,
    community: Community | None = None,
    title: str = "",
    role: str = "member",
    votes: bool = True,
    label: str = "",
    source: str = "",
) -> Seat:
    """Open a seat for an organization or a community, or for one person's place such as a parent's.

    Raises:
        SeatIsNobodys: neither organization nor community nor title is given.
        OrganizationHasASeat: the organization sits in this group.
    """
    require(policies.may_change_group(by, group))
    if organization is None and community is None and not title.strip():
        raise SeatIsNobodys
    if organization is not None and group.seats.filter(organization=organization, closed_on=None).exists():
        raise OrganizationHasASeat(organization=organization.name)
    seat = Seat.objects.create(
        member=GroupMember.objects.create(group=group),
        group=group,
        organization=organization,
        community=community,
        title=plain_name(title),
        role=role,
        votes=votes,
        opened_on=day_in(group, at),
        label=label,
        source=source,
    )
    write_entry("network.open_seat", about=seat, by=by, at=at, group_id=group.pk, fields=["role", "votes"])
    return seat


@transaction.atomic
def seat_person(*, seat: Seat, person: Person, by: Actor, at: datetime, since: date | None = None) -> Holder:
    """Put a person into a seat, from today or an earlier day on.

    Raises:
        AlreadyHolds: the person sits there now.
    """
    require(policies.may_change_group(by, seat.group))
    if Holder.objects.filter(seat=seat, person=person, until=None).exists():
        raise AlreadyHolds(person=person.name, seat=seat.name)
    holder = Holder.objects.create(seat=seat, person=person, since=since or day_in(seat.group, at))
    write_entry(
        "network.seat_person", about=holder, by=by, at=at, group_id=seat.group_id, fields=["person", "since"]
    )
    return holder


@transaction.atomic
def end_holder(*, holder: Holder, by: Actor, at: datetime, until: date | None = None) -> Holder:
    """End a person's time in a seat. The seat keeps everything: commitments, attendance, history.

    `until` is the first day without the seat; today when not given.

    Raises:
        HolderHasLeft: the time ended before.
        LeavesBeforeComing: the last day lies before the first.
        LeavesTooFarAhead: the last day lies more than a year ahead.
    """
    require(policies.may_change_group(by, holder.seat.group))
    holder = Holder.objects.select_for_update().select_related("seat__group", "person").get(pk=holder.pk)
    if holder.until is not None:
        raise HolderHasLeft(person=holder.person.name)
    today = day_in(holder.seat.group, at)
    until = until or today
    if until < holder.since:
        raise LeavesBeforeComing(person=holder.person.name, since=holder.since)
    if until > today + PLANNED_AHEAD:
        raise LeavesTooFarAhead(until=until)
    holder.until = until
    holder.save(update_fields=["until"])
    write_entry(
        "network.end_holder", about=holder, by=by, at=at, group_id=holder.seat.group_id, fields=["until"]
    )
    ledger.note(LEFT, held_id=holder.pk, until=until.isoformat())
    return holder


@transaction.atomic
def change_holder(
    *, holder: Holder, successor: Person, by: Actor, at: datetime, on: date | None = None
) -> Holder:
    """Hand a seat from one person to another, from `on` (today) on. Open commitments stay the seat's.

    Raises:
        HolderHasLeft, LeavesBeforeComing, LeavesTooFarAhead, AlreadyHolds.
    """
    ended = end_holder(holder=holder, by=by, at=at, until=on)
    return seat_person(seat=holder.seat, person=successor, by=by, at=at, since=ended.until)


@transaction.atomic
def undo_hand_over(*, holder: Holder, by: Actor, at: datetime) -> Holder:
    """Take a planned hand-over back before its day: the holder stays, and whoever would have come that day does not.

    Raises:
        NothingIsPlanned: no last day is set, or it has come.
    """
    require(policies.may_change_group(by, holder.seat.group))
    holder = Holder.objects.select_for_update().select_related("seat__group", "person").get(pk=holder.pk)
    seat, day = holder.seat, holder.until
    if day is None or day <= day_in(seat.group, at):
        raise NothingIsPlanned(person=holder.person.name)
    if not seat.holders.filter(until=day).exclude(pk=holder.pk).exists():
        # They never held it: nothing is about their time in the seat.
        seat.holders.filter(since=day, until=None).delete()
    holder.until = None
    holder.save(update_fields=["until"])
    write_entry(
        "network.undo_hand_over", about=holder, by=by, at=at, group_id=seat.group_id, fields=["until"]
    )
    ledger.note(STAYS, held_id=holder.pk)
    return holder


@transaction.atomic
def give_role(
    *,
    group: Group,
    role: str,
    person: Person,
    by: Actor,
    at: datetime,
    organization: Organization | None = None,
    since: date | None = None,
    label: str = "",
    source: str = "",
) -> RoleHolding:
    """Give a person a role in a group.

    Raises:
        AlreadyHasRole: the person has it now.
    """
    require(
        policies.may_convene(by, group)
        if role in ("convener", "facilitator")
        else policies.may_change_group(by, group)
    )
    if RoleHolding.objects.filter(group=group, role=role, person=person, until=None).exists():
        raise AlreadyHasRole(person=person.name)
    held = RoleHolding.objects.create(
        member=GroupMember.objects.create(group=group),
        group=group,
        role=role,
        person=person,
        organization=organization,
        since=since or day_in(group, at),
        label=label,
        source=source,
    )
    write_entry("network.give_role", about=held, by=by, at=at, group_id=group.pk, fields=["role", "person"])
    return held


@transaction.atomic
def end_role(*, held: RoleHolding, by: Actor, at: datetime) -> RoleHolding:
    """End a person's role today.

    Raises:
        RoleHasEnded: it ended before.
        LastConvener: nobody else convenes the group.
    """
    group = held.group
    privileged = held.role in ("convener", "facilitator")
    require(policies.may_convene(by, group) if privileged else policies.may_change_group(by, group))
    held = RoleHolding.objects.select_for_update().get(pk=held.pk)
    if held.until is not None:
        raise RoleHasEnded(person=held.person.name)
    others = RoleHolding.objects.filter(group=group, role="convener", until=None).exclude(pk=held.pk)
    if held.role == "convener" and not others.exists():
        raise LastConvener
    held.until = day_in(group, at)
    held.save(update_fields=["until"])
    write_entry("network.end_role", about=held, by=by, at=at, group_id=group.pk, fields=["until"])
    ledger.note(LEFT, held_id=held.pk, until=held.until.isoformat())
    return held


@transaction.atomic
def end_again(*, held_id: UUID, until: date, by: Actor, at: datetime) -> None:
    """End a seat or role that a restored backup knows as held."""
    for table in (Holder, RoleHolding):
        for held in table.objects.filter(pk=held_id, until=None):
            held.until = until
            held.save(update_fields=["until"])
            write_entry("network.end_again", about=held, by=by, at=at, fields=["until"])


@transaction.atomic
def stays_again(*, held_id: UUID, by: Actor, at: datetime) -> None:
    """Take a planned end back in a restored backup, as it was taken back after the backup was made."""
    for held in Holder.objects.filter(pk=held_id, until__isnull=False):
        if not Holder.objects.filter(seat=held.seat_id, person=held.person_id, until=None).exists():
            held.until = None
            held.save(update_fields=["until"])
            write_entry("network.stays_again", about=held, by=by, at=at, fields=["until"])
