"""What a list brings into a network, and takes back: many organizations at once, and seats as the list says them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model, ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.accounts.operations.people import remove_people, remove_person
from konbit.audit.operations import write_entries, write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.many_rows import insert_rows
from konbit.foundation.refusals import Refusal, require
from konbit.network import policies
from konbit.network.models import Group, GroupMember, Holder, Invitation, Organization, RoleHolding, Seat
from konbit.network.queries import network_of


class IsUsedSince(Refusal):
    code = "is_used_since"
    says = _("“%(name)s” was used or changed since the import. It stays.")


@dataclass(frozen=True)
class ListedOrganization:
    """One organization as a list names it."""

    name: str
    short_name: str = ""
    sector: str = "other"


@transaction.atomic
def add_organizations(
    *,
    network: Group,
    within: Group,
    listed: Sequence[ListedOrganization],
    by: Actor,
    at: datetime,
    source: str = "",
) -> list[Organization]:
    """Add many organizations at once. Whoever calls has looked that none of these names is there."""
    require(policies.may_change_group(by, within))
    made = [
        Organization(
            network=network, name=one.name, short_name=one.short_name, sector=one.sector, source=source
        )
        for one in listed
    ]
    each = (
        {"id": one.pk, "name": one.name, "short_name": one.short_name, "sector": one.sector} for one in made
    )
    insert_rows(Organization, same={"network_id": network.pk, "source": source}, each=each)
    write_entries(
        "network.add_organization", about=made, by=by, at=at, group_id=network.pk, fields=["name", "sector"]
    )
    return made


@transaction.atomic
def remove_organization(*, organization: Organization, within: Group, by: Actor, at: datetime) -> None:
    """Remove an organization that a list brought in, as long as nothing in the network names it.

    Raises:
        IsUsedSince: a seat, a merge, a result or anything else names it, or somebody corrected it.
    """
    require(policies.may_change_group(by, within))
    if organization.version > 1:
        raise IsUsedSince(name=organization.name)
    write_entry(
        "network.remove_organization",
        about=organization,
        by=by,
        at=at,
        group_id=organization.network_id,
        fields=["name", "sector"],
    )
    _delete(organization, organization.name)


@transaction.atomic
def remove_organizations(
    *, network: Group, within: Group, ids: Sequence[UUID], by: Actor, at: datetime
) -> None:
    """Remove many organizations that a list brought in, all or none.

    Raises:
        IsUsedSince: something in the network names one of them, or somebody corrected it.
    """
    require(policies.may_change_group(by, within))
    found = list(network.organizations.filter(pk__in=ids))
    for one in found:
        if one.version > 1:
            raise IsUsedSince(name=one.name)
    fields = ["name", "sector"]
    write_entries(
        "network.remove_organization", about=found, by=by, at=at, group_id=network.pk, fields=fields
    )
    try:
        with transaction.atomic():
            network.organizations.filter(pk__in=[one.pk for one in found]).delete()
    except ProtectedError as fault:
        raise IsUsedSince(name=network.name) from fault


@transaction.atomic
def change_seat(*, seat: Seat, role: str, votes: bool, by: Actor, at: datetime) -> Seat:
    """Say anew what a seat stands for, and whether it votes. A meeting that has begun keeps its quorum."""
    require(policies.may_change_group(by, seat.group))
    seat = Seat.objects.select_for_update(of=("self",)).select_related("group").get(pk=seat.pk)
    values = {"role": role, "votes": votes}
    changed = [name for name, value in values.items() if getattr(seat, name) != value]
    if changed:
        seat.role, seat.votes = role, votes
        seat.save(update_fields=changed)
        write_entry("network.change_seat", about=seat, by=by, at=at, group_id=seat.group_id, fields=changed)
    return seat


@transaction.atomic
def remove_seat(*, seat: Seat, by: Actor, at: datetime) -> None:
    """Remove a seat that a list opened, as long as nobody holds or held it and nothing names it.

    Raises:
        IsUsedSince: somebody sits there, or a meeting knows it.
    """
    require(policies.may_change_group(by, seat.group))
    write_entry(
        "network.remove_seat", about=seat, by=by, at=at, group_id=seat.group_id, fields=["role", "votes"]
    )
    member, name = seat.member, seat.name
    _delete(seat, name)
    _delete(member, name)


@transaction.atomic
def unseat(*, holder: Holder, by: Actor, at: datetime) -> None:
    """Take a person out of a seat into which a list put them by mistake, as if they had never sat there.

    Raises:
        IsUsedSince: they left it meanwhile, were invited, or a pack was made for them.
    """
    group = holder.seat.group
    require(policies.may_change_group(by, group))
    if holder.until is not None or _is_invited(group, holder.person_id):
        raise IsUsedSince(name=holder.person.name)
    write_entry("network.unseat", about=holder, by=by, at=at, group_id=group.pk, fields=["person", "since"])
    _delete(holder, holder.person.name)


@transaction.atomic
def take_role_back(*, held: RoleHolding, by: Actor, at: datetime) -> None:
    """Take a role back that a list gave by mistake, as if it had never been given.

    Raises:
        IsUsedSince: it ended meanwhile, the person was invited, or a meeting knows them in it.
    """
    group = held.group
    privileged = held.role in ("convener", "facilitator")
    require(policies.may_convene(by, group) if privileged else policies.may_change_group(by, group))
    if held.until is not None or _is_invited(group, held.person_id):
        raise IsUsedSince(name=held.person.name)
    write_entry(
        "network.take_role_back", about=held, by=by, at=at, group_id=group.pk, fields=["role", "person"]
    )
    member, name = held.member, held.person.name
    _delete(held, name)
    _delete(member, name)


@dataclass(frozen=True)
class BroughtIn:
    """What rows of a list brought in, by id."""

    holders: Sequence[UUID] = ()
    roles: Sequence[UUID] = ()
    seats: Sequence[UUID] = ()
    people: Sequence[UUID] = ()
    organizations: Sequence[UUID] = ()


@transaction.atomic
def take_members_out(*, group: Group, brought: BroughtIn, by: Actor, at: datetime) -> None:
    """Take many people out of their seats and roles, with the seats, organizations and people that came with them, as if
    no list had named them: all or none.

    Raises:
        IsUsedSince: one of them was invited, left, was corrected, or anything else names one of them.
        PersonIsKnownElsewhere: the same of a person.
    """
    require(policies.may_change_group(by, group))
    network = network_of(group)
    holders = list(Holder.objects.filter(pk__in=brought.holders, seat__group=group).select_related("seat"))
    roles = list(RoleHolding.objects.filter(pk__in=brought.roles, group=group))
    seats = list(Seat.objects.filter(pk__in=brought.seats, group=group))
    bodies = list(network.organizations.filter(pk__in=brought.organizations))
    people = list(Person.objects.filter(pk__in=brought.people))
    if any(held.role in ("convener", "facilitator") for held in roles):
        require(policies.may_convene(by, group))
    _refuse_used(group, [*holders, *roles], people, bodies)
    acts = {"by": by, "at": at, "group_id": group.pk}
    write_entries("network.unseat", about=holders, fields=["person", "since"], **acts)
    write_entries("network.take_role_back", about=roles, fields=["role", "person"], **acts)
    write_entries("network.remove_seat", about=seats, fields=["role", "votes"], **acts)
    of_network = {**acts, "group_id": network.pk}
    write_entries("network.remove_organization", about=bodies, fields=["name", "sector"], **of_network)
    members = [one.member_id for one in [*roles, *seats]]
    try:
        with transaction.atomic():
            for table, rows in ((Holder, holders), (RoleHolding, roles), (Seat, seats)):
                table.objects.filter(pk__in=[one.pk for one in rows]).delete()
            GroupMember.objects.filter(pk__in=members).delete()
            network.organizations.filter(pk__in=[one.pk for one in bodies]).delete()
    except ProtectedError as fault:
        raise IsUsedSince(name=group.name) from fault
    if people:
        remove_people(people=people, by=by, at=at)


def _refuse_used(
    group: Group,
    standing: Sequence[Holder | RoleHolding],
    people: Sequence[Person],
    bodies: Sequence[Organization],
) -> None:
    """Refuse what somebody invited, ended or corrected since."""
    invited = Q(group=group, person__in=[one.person_id for one in standing]) | Q(person__in=people)
    ended = any(one.until is not None for one in standing)
    if ended or any(one.version > 1 for one in bodies) or Invitation.objects.filter(invited).exists():
        raise IsUsedSince(name=group.name)


@transaction.atomic
def forget_person(*, person: Person, within: Group, by: Actor, at: datetime) -> None:
    """Remove a person whom a list brought in, once they sit nowhere.

    Raises:
        PersonIsKnownElsewhere: anything here names them.
    """
    require(policies.may_change_group(by, within))
    if person.invitations.exists():
        raise IsUsedSince(name=person.name)
    remove_person(person=person, by=by, at=at)


def _is_invited(group: Group, person_id: UUID) -> bool:
    return Invitation.objects.filter(group=group, person_id=person_id).exists()


def _delete(row: Model, name: str) -> None:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as fault:
        raise IsUsedSince(name=name) from fault
