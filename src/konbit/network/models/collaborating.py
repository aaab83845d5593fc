"""What organizations do together between meetings: collaborations, offers and asks, what the network still lacks,
and what a member must learn or be lent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.network import words
from konbit.network.models.members import Community, Group, Labeled, Organization

PERSON = settings.AUTH_USER_MODEL


class Collaboration(Labeled):
    """Two organizations that work together outside the meetings, since when, and how it began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="collaborations")
    one = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=300)
    began_how = models.CharField(max_length=30, choices=words.BEGINNINGS.items())
    began_on = models.DateField()
    # The first day on which they no longer did.
    ended_on = models.DateField(null=True)
    logged_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    # Made when the form was shown: sending it twice stores it once.
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-began_on", "logged_at")
        constraints = (
            models.CheckConstraint(condition=~Q(one=F("other")), name="a_collaboration_is_between_two"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                name="a_collaboration_ends_after_it_began",
            ),
        )


class Offer(Labeled):
    """What an organization can host, facilitate, train, lend or interpret, or what it asks for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="offers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="offers")
    is_ask = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, choices=words.OFFER_KINDS.items())
    what = models.CharField(max_length=300)
    # Where it is offered or needed; none: everywhere in the network.
    communities = models.ManyToManyField(Community, related_name="+")
    since = models.DateField()
    # The last day on which it stands; none: until taken back.
    until = models.DateField(null=True)
    said_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("kind", "said_at")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="an_offer_ends_after_it_began"
            ),
        )


class Wanted(Labeled):
    """A sector or a community that the network said it needs at the table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="wanted")
    sector = models.CharField(max_length=40, blank=True, choices=words.SECTORS.items())
    community = models.ForeignKey(Community, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(Q(sector="") & Q(community__isnull=False))
                | (~Q(sector="") & Q(community__isnull=True)),
                name="wanted_is_a_sector_or_a_community",
            ),
            models.UniqueConstraint(
                fields=["network", "sector"], condition=~Q(sector=""), name="a_sector_is_wanted_once"
            ),
            models.UniqueConstraint(
                fields=["network", "community"],
                condition=Q(community__isnull=False),
                name="a_community_is_wanted_once",
            ),
        )


class Launch(Labeled):
    """The founding record of a network: on that day, who was wanted, who had a seat, and who was missing."""

    network = models.OneToOneField(Group, on_delete=models.PROTECT, primary_key=True, related_name="launch")
    at = models.DateTimeField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    # Each {"sectors": [codes], "communities": [names]}, as it stood then.
    wanted = models.JSONField()
    held = models.JSONField()
    missing = models.JSONField()
    note = models.TextField(blank=True)


class SupportNeed(Labeled):
    """What a group or an organization must learn or be lent: needed, asked, given, and what changed.

    Open until all four are filled.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="support_needs")
    # Whose need it is; none: the group's own.
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="support_needs"
    )
    need = models.TextField()
    needed_on = models.DateField()
    asked_of = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(null=True)
    given_by = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField(null=True)
    given = models.TextField(blank=True)
    what_changed = models.TextField(blank=True)
    changed_on = models.DateField(null=True)
    written_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("needed_on", "written_at")

    @property
    def is_open(self) -> bool:
        return not (self.need and self.asked_on and self.given_on and self.what_changed)
