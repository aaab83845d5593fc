"""What pages want to know about seats, holders, roles and organizations."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from konbit.accounts.models import Person
from konbit.foundation.actor import NOBODY, Actor, Membership
from konbit.foundation.refusals import NotFound
from konbit.network import words
from konbit.network.models import (
    Community,
    Group,
    GroupMember,
    Holder,
    Invitation,
    Organization,
    OrganizationMerge,
    RoleHolding,
    Seat,
)
from konbit.network.queries.groups import network_of


def on_day(day: date) -> Q:
    """Rows with `since` and `until` that hold on this day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def day_in(group: Group, at: datetime) -> date:
    """The calendar day of a moment where the group lives."""
    return at.astimezone(ZoneInfo(group.time_zone)).date()


@dataclass(frozen=True)
class MemberNow:
    """A group member as of one day: a seat with its holders, or a person with a role."""

    id: UUID  # of the group member
    kind: str  # "seat" or "role"
    standing_id: UUID  # of the seat or the role
    name: str
    role: str
    votes: bool
    people: tuple[Person, ...]
    organization_id: UUID | None = None
    label: str = ""

    @property
    def role_word(self) -> str:
        return str(words.ROLES[self.role])

    @property
    def is_parent_or_resident(self) -> bool:
        return self.role == "parent_or_resident"

    @property
    def people_names(self) -> str:
        return ", ".join(person.name for person in self.people)


def actor_for(person: Person | None, at: datetime, channel: str = "page") -> Actor:
    """The frozen value of who acts, with every seat and role the person holds at this moment."""
    if person is None or not person.is_authenticated or not person.is_active:
        return NOBODY
    held = [
        Membership(
            h.seat.group_id, "seat", h.seat.member_id, h.seat.role, h.seat.votes, h.seat.organization_id
        )
        for h in Holder.objects.filter(person=person, seat__closed_on=None).select_related("seat__group")
        if h.since <= day_in(h.seat.group, at) and (h.until is None or h.until > day_in(h.seat.group, at))
    ]
    held += [
        Membership(r.group_id, "role", r.member_id, r.role, False, r.organization_id)
        for r in RoleHolding.objects.filter(person=person).select_related("group")
        if r.since <= day_in(r.group, at) and (r.until is None or r.until > day_in(r.group, at))
    ]
    return Actor(
        person_id=person.pk, is_operator=person.is_operator, memberships=tuple(held), channel=channel
    )


def seats_of(group: Group, day: date) -> list[Seat]:
    """The seats that stand on this day, voting ones first."""
    return list(
        group.seats.filter(opened_on__lte=day)
        .filter(Q(closed_on=None) | Q(closed_on__gt=day))
        .select_related("organization", "community", "group")
        .order_by("-votes", "organization__name", "community__name", "title")
    )


def voting_seats(group: Group, day: date) -> int:
    """How many seats with a vote stand on this day; the quorum counts these."""
    standing = group.seats.filter(opened_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))
    return standing.filter(votes=True).count()


def members_of(group: Group, day: date) -> list[MemberNow]:
    """Every seat with its holders, then every person with a role, as of this day."""
    people: dict[UUID, list[Person]] = {}
    for holder in (
        Holder.objects.filter(on_day(day), seat__group=group).select_related("person").order_by("since")
    ):
        people.setdefault(holder.seat_id, []).append(holder.person)
    seats = [
        MemberNow(
            seat.member_id,
            "seat",
            seat.pk,
            seat.name,
            seat.role,
            seat.votes,
            tuple(people.get(seat.pk, ())),
            seat.organization_id,
            seat.label,
        )
        for seat in seats_of(group, day)
    ]
    roles = [
        MemberNow(
            held.member_id,
            "role",
            held.pk,
            held.person.name,
            held.role,
            False,
            (held.person,),
            held.organization_id,
            held.label,
        )
        for held in RoleHolding.objects.filter(on_day(day), group=group)
        .select_related("person")
        .order_by("role", "person__name")
    ]
    return seats + roles


@dataclass(frozen=True)
class NameNow:
    """A group member by name alone, for a page that shows nothing else of it."""

    kind: str  # "seat" or "role"
    name: str
    role: str
    people_names: str

    @property
    def role_word(self) -> str:
        return str(words.ROLES[self.role])

    @property
    def is_held(self) -> bool:
        return bool(self.people_names)


def names_of(group: Group, day: date) -> list[NameNow]:
    """The names that `members_of` would give, in its order, without making a record of each row."""
    holders: dict[UUID, list[str]] = {}
    held = Holder.objects.filter(on_day(day), seat__group=group).order_by("since")
    for seat_id, name in held.values_list("seat_id", "person__name"):
        holders.setdefault(seat_id, []).append(name)
    standing = group.seats.filter(opened_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))
    seats = standing.order_by("-votes", "organization__name", "community__name", "title").values_list(
        "pk", "organization__name", "community__name", "title", "role"
    )
    roles = RoleHolding.objects.filter(on_day(day), group=group).order_by("role", "person__name")
    return [
        NameNow("seat", organization or community or title, role, ", ".join(holders.get(pk, ())))
        for pk, organization, community, title, role in seats
    ] + [NameNow("role", name, role, name) for role, name in roles.values_list("role", "person__name")]


def people_of(group: Group, day: date) -> list[Person]:
    """Everybody who holds a seat or a role on this day, each once."""
    found = {person.pk: person for member in members_of(group, day) for person in member.people}
    return sorted(found.values(), key=lambda person: person.name)


def names_in_group(group: Group) -> list[str]:
    """Every name of a person or organization that was ever in the group: what a *no names* item may not hold."""
    names = set(Holder.objects.filter(seat__group=group).values_list("person__name", flat=True))
    names |= set(RoleHolding.objects.filter(group=group).values_list("person__name", flat=True))
    for organization in network_of(group).organizations.all():
        names |= {organization.name, organization.short_name}
    return sorted(name for name in names if name)


def holders_of(seat: Seat) -> QuerySet[Holder]:
    """Who held the seat and when, newest first."""
    return seat.holders.select_related("person").order_by("-since", "person__name")


def holder_in(group: Group, holder_id: UUID) -> Holder:
    """Somebody's time in a seat of this group.

    Raises:
        NotFound: it is none of this group.
    """
    found = (
        Holder.objects.select_related("seat__group", "person").filter(pk=holder_id, seat__group=group).first()
    )
    if found is None:
        raise NotFound
    return found


def seat_in(group: Group, seat_id: UUID) -> Seat:
    """A seat of this group.

    Raises:
        NotFound: it is no seat of this group.
    """
    seat = (
        Seat.objects.select_related("organization", "community", "group")
        .filter(pk=seat_id, group=group)
        .first()
    )
    if seat is None:
        raise NotFound
    return seat


def role_in(group: Group, role_id: UUID) -> RoleHolding:
    """A role held in this group.

    Raises:
        NotFound: it is none of this group.
    """
    held = (
        RoleHolding.objects.select_related("person", "organization").filter(pk=role_id, group=group).first()
    )
    if held is None:
        raise NotFound
    return held


def member_in(group: Group, member_id: UUID | str) -> GroupMember:
    """A member of this group, by the id a form sent.

    Raises:
        NotFound: it is none of this group.
    """
    found = (
        GroupMember.objects.select_related(
            "seat__organization", "seat__community", "role_holding__person", "role_holding__organization"
        )
        .filter(pk=member_id, group=group)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def people_holding(member: GroupMember, day: date) -> list[Person]:
    """Who holds this seat or role on this day."""
    if hasattr(member, "seat"):
        held = member.seat.holders.filter(on_day(day)).select_related("person").order_by("since")
        return [holder.person for holder in held]
    held = getattr(member, "role_holding", None)
    if held is None:
        return []
    return [held.person] if held.since <= day and (held.until is None or held.until > day) else []


def organizations_of(group: Group) -> list[Organization]:
    """The organizations of the group's network, doubles left out."""
    return list(network_of(group).organizations.filter(merged_into=None))


def organization_named(network: Group, name: str) -> Organization | None:
    """The organization of this name, whatever its capitals; where that is a merged double, the one that stayed."""
    called = network.organizations.filter(name__iexact=" ".join(name.split()))
    found = called.filter(merged_into=None).first() or called.first()
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def organization_in(group: Group, organization_id: UUID) -> Organization:
    """An organization of the group's network.

    Raises:
        NotFound: it is none of this network.
    """
    found = network_of(group).organizations.filter(pk=organization_id).first()
    if found is None:
        raise NotFound
    return found


def merges_of(group: Group) -> QuerySet[OrganizationMerge]:
    """Merges of this network that still stand, newest first."""
    return OrganizationMerge.objects.filter(kept__network=network_of(group), undone_at=None).order_by(
        "-merged_at"
    )


def communities_of(group: Group) -> QuerySet[Community]:
    """The communities of the group's network."""
    return network_of(group).communities.select_related("region", "partnership")


def open_invitations(group: Group) -> QuerySet[Invitation]:
    """Invitations nobody has answered yet."""
    return (
        group.invitations.filter(accepted_at=None, refused_at=None)
        .select_related("person")
        .order_by("-invited_at")
    )


def invitation_by_id(invitation_id: UUID) -> Invitation:
    """The invitation behind a link or a job."""
    return Invitation.objects.select_related("group", "person", "invited_by").get(pk=invitation_id)


def standing_of(person: Person, group: Group, day: date) -> list[str]:
    """In which seats and roles the person stands in the group on this day, or will from a later day on, in words:
    "Department of Health", "Facilitator"."""
    planned = Holder.objects.filter(seat__group=group, person=person, since__gt=day, until=None)
    days = [day, *planned.order_by("since").values_list("since", flat=True)]
    found = [
        member.name if member.kind == "seat" else member.role_word
        for one in days
        for member in members_of(group, one)
        if person in member.people
    ]
    return list(dict.fromkeys(found))


def seats_held(by: Actor) -> list[str]:
    """The names of the seats the person holds, across groups; each once."""
    seats = Seat.objects.filter(member__in=[held.id for held in by.memberships if held.kind == "seat"])
    return list(dict.fromkeys(seat.name for seat in seats.select_related("organization", "community")))


def roles_of(by: Actor) -> list[str]:
    """The roles the person has, across groups, in words; each once."""
    return list(dict.fromkeys(str(words.ROLES[held.role]) for held in by.memberships if held.kind == "role"))
