"""Bring people in: into a seat or a role, with an invitation by mail if wished."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.accounts.operations.people import add_person
from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network import policies
from konbit.network.models import Community, Group, Holder, Invitation, RoleHolding, Seat
from konbit.network.operations.organizations import add_organization
from konbit.network.operations.seats import change_holder, give_role, open_seat, seat_person
from konbit.network.queries import day_in, network_of, organization_named


class HolderNeedsName(Refusal):
    code, kind, field = "holder_needs_name", Kind.UNREADABLE, "name"
    says = _("Write the name of the person too.")


class InvitationNeedsAddress(Refusal):
    code, kind, field = "invitation_needs_address", Kind.UNREADABLE, "email"
    says = _("An invitation goes by mail. Write an e-mail address, or take the tick for the invitation away.")


@transaction.atomic
def invite(*, group: Group, person: Person, by: Actor, at: datetime) -> Invitation:
    """Write an invitation to a person who has a seat or a role in the group. One that waits for an answer is sent again.

    Raises:
        InvitationNeedsAddress: the person has no e-mail address.
    """
    require(policies.may_change_group(by, group))
    if not person.email:
        raise InvitationNeedsAddress
    invitation, _made = Invitation.objects.update_or_create(
        group=group, person=person, accepted_at=None, refused_at=None,
        defaults={"invited_by_id": by.person_id, "invited_at": at},
    )  # fmt: skip
    outbox.post("network.invitation_letter", due_at=at, invitation_id=invitation.pk)
    write_entry("network.invite", about=invitation, by=by, at=at, group_id=group.pk, fields=["person"])
    return invitation


@transaction.atomic
def add_member(
    *,
    group: Group,
    name: str,
    by: Actor,
    at: datetime,
    email: str = "",
    language: str = "en",
    seat: Seat | None = None,
    role: str = "",
    send_invitation: bool = False,
) -> Person:
    """Add a person to a seat or in a role, and invite them by mail if wished, in one step.

    Raises:
        AlreadyHolds, AlreadyHasRole: the person with that address is there already.
        InvitationNeedsAddress: an invitation without an address.
    """
    require(policies.may_change_group(by, group))
    if send_invitation and not email.strip():
        raise InvitationNeedsAddress
    person = add_person(name=name, email=email, language=language, time_zone=group.time_zone, by=by, at=at)
    if seat is not None:
        seat_person(seat=seat, person=person, by=by, at=at)
    if role:
        give_role(group=group, role=role, person=person, by=by, at=at)
    if send_invitation:
        invite(group=group, person=person, by=by, at=at)
    return person


@transaction.atomic
def answer_invitation(*, invitation: Invitation, accepts: bool, by: Actor, at: datetime) -> Invitation:
    """Accept an invitation, or say "this is not me". The latter ends what the person was given here."""
    invitation = (
        Invitation.objects.select_for_update().select_related("group", "person").get(pk=invitation.pk)
    )
    if invitation.accepted_at is None and invitation.refused_at is None:
        if accepts:
            invitation.accepted_at = at
        else:
            invitation.refused_at = at
            today = day_in(invitation.group, at)
            # What would have begun on a later day ends on that day, before it began.
            ends = Greatest(F("since"), Value(today))
            mine = {"person": invitation.person, "until": None}
            Holder.objects.filter(seat__group=invitation.group, **mine).update(until=ends)
            RoleHolding.objects.filter(group=invitation.group, **mine).update(until=ends)
        invitation.save(update_fields=["accepted_at", "refused_at"])
        write_entry(
            "network.accept_invitation" if accepts else "network.refuse_invitation",
            about=invitation,
            by=by,
            at=at,
            group_id=invitation.group_id,
            fields=["accepted_at", "refused_at"],
        )
    return invitation


@transaction.atomic
def bring_in(
    *,
    group: Group,
    by: Actor,
    at: datetime,
    organization: str = "",
    community: Community | None = None,
    title: str = "",
    sector: str = "other",
    role: str = "member",
    votes: bool = True,
    name: str = "",
    email: str = "",
    language: str = "en",
    send_invitation: bool = False,
) -> Seat:
    """Open a seat for an organization named by its name (added if the network has none of that name), for a community,
    or for a title such as "Parent member 1"; and put its first holder in, if one is named.

    Raises:
        SeatIsNobodys: neither organization nor community nor title.
        HolderNeedsName: an address without a name.
        InvitationNeedsAddress: an invitation without an address.
    """
    require(policies.may_change_group(by, group))
    if not name.strip() and (email.strip() or send_invitation):
        raise HolderNeedsName
    network, body = network_of(group), None
    if organization.strip():
        body = organization_named(network, organization)
        if body is None:
            # Whoever may fill the group may name the organization that sits in it.
            body = add_organization(
                network=network, within=group, name=organization, sector=sector, by=by, at=at
            )
    seat = open_seat(
        group=group, organization=body, community=community, title=title, role=role, votes=votes, by=by, at=at
    )
    if name.strip():
        add_member(
            group=group,
            name=name,
            email=email,
            language=language,
            seat=seat,
            send_invitation=send_invitation,
            by=by,
            at=at,
        )
    return seat


@transaction.atomic
def hand_over(
    *,
    holder: Holder,
    name: str,
    until: date,
    by: Actor,
    at: datetime,
    email: str = "",
    language: str = "en",
    send_invitation: bool = False,
) -> Person:
    """A holder leaves on `until`, and the person named sits in the seat from that day on.

    Raises:
        HolderHasLeft, LeavesBeforeComing, LeavesTooFarAhead, AlreadyHolds.
        InvitationNeedsAddress: an invitation without an address.
    """
    require(policies.may_change_group(by, holder.seat.group))
    if send_invitation and not email.strip():
        raise InvitationNeedsAddress
    time_zone = holder.seat.group.time_zone
    person = add_person(name=name, email=email, language=language, time_zone=time_zone, by=by, at=at)
    change_holder(holder=holder, successor=person, by=by, at=at, on=until)
    if send_invitation:
        invite(group=holder.seat.group, person=person, by=by, at=at)
    return person
