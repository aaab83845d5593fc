"""What was done with the money: activities recorded once, reports as frozen versions, and a grantee's first months."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.grants import words
from konbit.grants.models.tree import Award, an_id
from konbit.network.models import Community, Group, Labeled, Organization

PERSON = settings.AUTH_USER_MODEL


class Activity(Labeled):
    """Something an organization did, entered once by the one who did it."""

    id = an_id()
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="activities")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20, default="other", choices=words.ACTIVITY_KINDS.items())
    what = models.CharField(max_length=300)
    done_on = models.DateField()
    community = models.ForeignKey(Community, null=True, on_delete=models.PROTECT, related_name="activities")
    # How many people were reached; none: not counted.
    people = models.PositiveIntegerField(null=True)
    # The organization's own name for a list of people, such as a class: the same list is counted once.
    same_people = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    entered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-done_on", "-entered_at")
        indexes = (models.Index(fields=["organization", "done_on"], name="activity_of_whom_and_when"),)


class ActivityShare(models.Model):
    """The part of an activity that stands under one award, in hundredths of a percent. All parts make 10,000."""

    id = models.BigAutoField(primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="shares")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="activity_shares")
    share = models.PositiveIntegerField(default=10_000)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["activity", "award"], name="an_activity_names_an_award_once"),
            models.CheckConstraint(
                condition=Q(share__gt=0) & Q(share__lte=10_000), name="a_share_is_a_part_of_the_whole"
            ),
        )


class Report(Labeled):
    """What a recipient owes its funder about one award and one period: due, draft, submitted, returned, accepted."""

    id = an_id()
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="reports")
    # To whom it is owed. It stays so for its period, whoever looks after the community later.
    owed_to = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="reports_owed")
    period_from = models.DateField()
    period_until = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="due", choices=words.REPORT_STATES.items())
    # What the recipient is writing: said, learned and asked for, until it is submitted.
    draft = models.JSONField(default=dict)
    # The newest frozen version was opened by whom it is owed to.
    opened_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)
    # The receipt: a sentence that a person wrote.
    receipt = models.TextField(blank=True)
    receipt_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    receipt_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")), name="a_reports_period_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["award", "period_from", "period_until"], name="a_period_is_reported_once"
            ),
        )


class ReportVersion(models.Model):
    """A report as it was submitted. It never changes; a later correction is the next version."""

    id = an_id()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    # Which version of the form it was written with.
    form = models.CharField(max_length=20)
    content = models.JSONField()
    correction = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    acted_as = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="a_report_has_each_version_once"),
        )


class ChecklistItem(Labeled):
    """One thing to see to when a partner is taken on under an award."""

    id = an_id()
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="checklist")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=300)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        ordering = ("position",)
