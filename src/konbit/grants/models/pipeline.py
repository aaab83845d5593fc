"""The funding pipeline: sources of money, and who pursues them, stage by stage."""

import uuid

from django.conf import settings
from django.db import models

from konbit.grants import words
from konbit.grants.models.tree import Award, an_id
from konbit.network.models import Group, Labeled, Organization
from konbit.results.models import Result

PERSON = settings.AUTH_USER_MODEL


class FundingSource(Labeled):
    """Money that could be applied for, and whether a small group can manage it."""

    id = an_id()
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="funding_sources")
    name = models.CharField(max_length=200)
    giver = models.CharField(max_length=200)
    what = models.CharField(max_length=400, blank=True)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    most_cents = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="USD")
    # Fit for small groups: empty is not known.
    match_required = models.CharField(max_length=3, blank=True, choices=words.KNOWN.items())
    paid_in_advance = models.CharField(max_length=3, blank=True, choices=words.KNOWN.items())
    pages = models.PositiveSmallIntegerField(null=True)
    address = models.URLField(max_length=500, blank=True)
    results = models.ManyToManyField(Result, related_name="funding_sources")
    added_at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("closes_on", "name")


class Pursuit(Labeled):
    """One organization's way toward one source."""

    id = an_id()
    source_of_funding = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="pursuits")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="pursuits")
    partners = models.ManyToManyField(Organization, related_name="pursuits_joined")
    # Whether other members see it. A private one sees nobody either.
    is_visible = models.BooleanField(default=False)
    sought_cents = models.BigIntegerField(null=True)
    stage = models.CharField(max_length=10, default="found", choices=words.PURSUIT_STAGES.items())
    results = models.ManyToManyField(Result, related_name="pursuits")
    award = models.ForeignKey(Award, null=True, on_delete=models.PROTECT, related_name="pursuits")
    note = models.TextField(blank=True)
    entered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("entered_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["source_of_funding", "organization"], name="an_organization_pursues_a_source_once"
            ),
        )

    @property
    def stage_tag(self) -> str:
        return words.PURSUIT_TAGS[self.stage]


class PursuitStage(models.Model):
    """One stage of a pursuit, from the day it opened to the day it closed."""

    id = an_id()
    pursuit = models.ForeignKey(Pursuit, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=words.PURSUIT_STAGES.items())
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["pursuit", "number"], name="stages_of_a_pursuit_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="a_stage_closes_after_it_opened",
            ),
        )
