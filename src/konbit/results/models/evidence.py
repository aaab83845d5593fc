"""What stands behind a result: who had a part in it, documents with their receivers, events, and pilots."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.foundation.small_counts import is_small
from konbit.network.models import Group, GroupMember, Labeled, Organization
from konbit.results import words
from konbit.results.models.register import Result

PERSON = settings.AUTH_USER_MODEL


class Contribution(Labeled):
    """Who had a part in a result, what they did, and who says so. A contribution, never the cause."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="contributions")
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="contributions"
    )
    # A body that is no organization of the network, or a group of people.
    body = models.CharField(max_length=200, blank=True)
    did = models.TextField()
    says_who = models.CharField(max_length=300)
    written_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("written_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(body=""), name="a_contribution_is_somebodys"
            ),
        )

    @property
    def who(self) -> str:
        """The body that had the part; of a merged double, the organization that stayed."""
        if self.organization is None:
            return self.body
        return (self.organization.merged_into or self.organization).name


class Artifact(Labeled):
    """A document, a map or a form that the network keeps a register of, with who approved it and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="artifacts")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=words.ARTIFACT_KINDS.items())
    state = models.CharField(max_length=10, choices=words.ARTIFACT_STATES.items(), default="draft")
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True)
    # Where it can be read, when it is no file kept here.
    address = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=400, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="approved") | (~Q(approved_by="") & Q(approved_on__isnull=False)),
                name="an_approved_artifact_names_body_and_day",
            ),
        )

    @property
    def state_tag(self) -> str:
        return words.ARTIFACT_TAGS[self.state]


class ArtifactReceipt(Labeled):
    """Who received an artifact, when, and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="receipts")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    # Whoever is no organization of the network.
    receiver = models.CharField(max_length=200, blank=True)
    received_on = models.DateField()
    how = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("received_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(receiver=""), name="a_receipt_is_somebodys"
            ),
        )

    @property
    def who(self) -> str:
        return self.organization.name if self.organization else self.receiver


class Event(Labeled):
    """Something held for an audience, such as an information-sharing meeting, with its material."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="events")
    name = models.CharField(max_length=200)
    held_on = models.DateField(null=True)
    held_by = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=300, blank=True)
    people = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=200, blank=True)
    # What was said or shown there; a document is an artifact.
    note = models.TextField(blank=True)
    artifacts = models.ManyToManyField(Artifact, related_name="events")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-held_on", "name")

    @property
    def people_are_few(self) -> bool:
        """So few came that their number is not printed."""
        return self.people is not None and is_small(self.people)


class EvidenceTie(models.Model):
    """An event or an artifact that is evidence for a result."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="evidence_ties")
    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="evidence_ties")
    artifact = models.ForeignKey(Artifact, null=True, on_delete=models.PROTECT, related_name="evidence_ties")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(event__isnull=False, artifact__isnull=True)
                | Q(event__isnull=True, artifact__isnull=False),
                name="evidence_is_an_event_or_an_artifact",
            ),
            models.UniqueConstraint(fields=["result", "event"], name="an_event_is_evidence_once"),
            models.UniqueConstraint(fields=["result", "artifact"], name="an_artifact_is_evidence_once"),
        )


class Pilot(Labeled):
    """Something tried for a while, with a baseline, participants and the day on which it is decided about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="pilots")
    result = models.ForeignKey(Result, null=True, on_delete=models.PROTECT, related_name="pilots")
    owner = models.ForeignKey(GroupMember, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    what = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=words.PILOT_STATES.items(), default="planned")
    baseline = models.TextField(blank=True)
    baseline_on = models.DateField(null=True)
    baseline_source = models.CharField(max_length=300, blank=True)
    participants = models.PositiveIntegerField(null=True)
    starts_on = models.DateField(null=True)
    decide_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=words.PILOT_OUTCOMES.items(), blank=True)
    because = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("decide_on", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="planned")
                | (~Q(baseline="") & Q(participants__isnull=False) & Q(decide_on__isnull=False)),
                name="a_pilot_begins_with_baseline_participants_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (~Q(outcome="") & ~Q(because="")),
                name="a_closed_pilot_says_what_and_why",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(decide_on=None) | Q(decide_on__gte=F("starts_on")),
                name="a_pilot_is_decided_after_it_starts",
            ),
        )

    @property
    def state_tag(self) -> str:
        return words.PILOT_TAGS[self.state]

    @property
    def participants_are_few(self) -> bool:
        """So few take part that their number is not printed: they may be families."""
        return self.participants is not None and is_small(self.participants)


class Statement(Labeled):
    """One version of the shared future the members say they want. A published version never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.JSONField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["network", "number"], name="a_statement_has_each_version_once"),
        )


class Affirmation(Labeled):
    """An organization stands behind one version of the shared future, since a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="affirmations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="affirmations")
    at = models.DateTimeField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    acted_as = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=["statement", "organization"],
                condition=Q(withdrawn_at=None),
                name="an_organization_affirms_a_version_once",
            ),
        )
