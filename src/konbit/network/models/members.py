"""Organizations, groups, communities, seats, holders, roles, invitations and merges."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.network import words


def working_week() -> list[str]:
    return ["mon", "tue", "wed", "thu", "fri"]


def six_weeks() -> dict[str, int]:
    """How many days before or after a meeting each step of the cycle runs (network.md, section b)."""
    return {
        "draft": 14,
        "ask": 10,
        "pre_read": 7,
        "run_sheet": 1,
        "publish": 1,
        "answer": 3,
        "nudge": 14,
    }


class Labeled(models.Model):
    """A row that may come from an example network: then it carries a label and, as public record, its source."""

    label = models.CharField(max_length=20, blank=True, choices=words.LABELS.items())
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Group(Labeled):
    """A body that meets and keeps a cycle. Groups nest; the topmost is a network."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=40, choices=words.GROUP_KINDS.items())
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="subgroups")
    language = models.CharField(max_length=10, default="en")
    languages = models.JSONField(default=list)
    time_zone = models.CharField(max_length=60, default="America/Chicago")
    working_days = models.JSONField(default=working_week)
    meets_from = models.TimeField(null=True)
    meets_until = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    meeting_link = models.URLField(blank=True)
    interval_days = models.PositiveSmallIntegerField(default=42)
    offsets = models.JSONField(default=six_weeks)
    # Days on which nobody works, as 2022-11-24.
    holidays = models.JSONField(default=list)
    # How many voting seats must be there to decide; without it, more than half of those held.
    quorum_votes = models.PositiveSmallIntegerField(null=True)
    # More days than this between two held meetings: the rhythm is broken.
    longest_gap_days = models.PositiveSmallIntegerField(default=56)
    asks_how_staff_are = models.BooleanField(default=True)
    # How many months one period of the road map has: 3, 6 or 12.
    road_map_months = models.PositiveSmallIntegerField(default=3)
    results_are_public = models.BooleanField(default=False)
    founded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("id")), name="a_group_is_not_its_own_parent"),
            models.CheckConstraint(condition=Q(interval_days__gte=1), name="an_interval_is_at_least_a_day"),
        )

    def __str__(self):
        return self.name

    @property
    def is_example(self) -> bool:
        """Loaded as an example: every card made in it says made up, unless it carries a label of its own."""
        return bool(self.label)


class Organization(Labeled):
    """A body that can sign, receive money or hold a seat. Belongs to one network."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="organizations")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=40, default="other", choices=words.SECTORS.items())
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="doubles")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="an_organization_is_not_merged_into_itself"
            ),
        )

    def __str__(self):
        return self.name


class Community(Labeled):
    """A place whose residents own a change agenda through a community partnership."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="communities")
    name = models.CharField(max_length=200)
    region = models.ForeignKey(
        Group, null=True, on_delete=models.PROTECT, related_name="communities_of_region"
    )
    partnership = models.OneToOneField(Group, null=True, on_delete=models.PROTECT, related_name="community")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["network", "name"], name="a_community_stands_once_in_a_network"),
        )

    def __str__(self):
        return self.name


class GroupMember(models.Model):
    """A seat, or a person with a role: what owns commitments, is checked in and speaks in a group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")

    def __str__(self):
        return self.name

    @property
    def standing(self) -> "Seat | RoleHolding | None":
        """The seat or the role that this member is. None is the member without a name: it stands for whoever owned what
        was said without names, in a network that moved in."""
        return getattr(self, "seat", None) or getattr(self, "role_holding", None)

    @property
    def name(self) -> str:
        """The seat's name, or the person's; nothing for the member without a name."""
        return self.standing.name if self.standing else ""

    @property
    def role(self) -> str:
        return self.standing.role if self.standing else ""


class Seat(Labeled):
    """A place in a group, with a vote or without. It stays when people leave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(GroupMember, on_delete=models.PROTECT, related_name="seat")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="seats")
    community = models.ForeignKey(Community, null=True, on_delete=models.PROTECT, related_name="seats")
    # For a seat of nobody's organization, such as a parent's.
    title = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=40, default="member", choices=words.SEAT_ROLES.items())
    votes = models.BooleanField(default=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | Q(community__isnull=False) | ~Q(title=""),
                name="a_seat_is_somebodys",
            ),
        )

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """Whose seat it is."""
        if self.organization is not None:
            return self.organization.name
        return self.community.name if self.community is not None else self.title


class Holder(models.Model):
    """The person in a seat, from one day to another. A seat may have several at a time; it votes once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    since = models.DateField()
    # The first day on which the person no longer holds it.
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_holder_leaves_after_coming"
            ),
            models.UniqueConstraint(
                fields=["seat", "person"],
                condition=Q(until=None),
                name="a_person_holds_a_seat_once_at_a_time",
            ),
        )


class RoleHolding(Labeled):
    """A role that a person holds in a group, for an organization or for themselves, from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(GroupMember, on_delete=models.PROTECT, related_name="role_holding")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40, choices=words.PERSON_ROLES.items())
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="roles")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="a_role_ends_after_it_began"
            ),
            models.UniqueConstraint(
                fields=["group", "role", "person"],
                condition=Q(until=None),
                name="a_role_is_held_once_at_a_time",
            ),
        )

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name


class Invitation(models.Model):
    """A letter to a person who was given a seat or a role, until they answer it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    # "This is not me": the person answered that somebody else was meant.
    refused_at = models.DateTimeField(null=True)


class OrganizationMerge(models.Model):
    """Two rows that were one organization. What was moved is kept, so that the merge can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    doubled = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    # {"seats": [ids], "roles": [ids], ...}: the rows that pointed to the doubled one.
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
