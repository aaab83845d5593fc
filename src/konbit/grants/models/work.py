"""What was done with the money: activities recorded once, reports as frozen versions, and a grantee's first months."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.grants import words
from konbit.grants.domain.shares import percent_words
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
    # The same number for the same list of the same organization, however its name is written.
    people_list = models.BigIntegerField(null=True)
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
    """The part of an activity that stands under one award, in hundredths of a percent. All parts make 10,000.

    Half a million of them are added up at every level: what that needs is copied from the activity, so that one index
    answers it.
    """

    id = models.BigAutoField(primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="shares")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="activity_shares")
    share = models.PositiveIntegerField(default=10_000)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Where an activity stands under several awards: the same number for the same awards.
    together = models.BigIntegerField(null=True)
    people_list = models.BigIntegerField(null=True)
    is_relationship = models.BooleanField(default=False)
    people = models.PositiveIntegerField(null=True)
    # The activity was not withdrawn.
    stands = models.BooleanField(default=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["network", "stands", "award", "together", "people_list", "is_relationship", "people"],
                name="what_activities_add_up_to",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["activity", "award"], name="an_activity_names_an_award_once"),
            models.CheckConstraint(
                condition=Q(share__gt=0) & Q(share__lte=10_000), name="a_share_is_a_part_of_the_whole"
            ),
        )

    @property
    def percent(self) -> str:
        return percent_words(self.share)


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
    # The day it was first submitted: by it, it was in time or late.
    sent_on = models.DateField(null=True)
    # The newest frozen version was opened by whom it is owed to.
    opened_at = models.DateTimeField(null=True)
    # The receipt for the newest version; empty while that waits for it.
    receipt = models.TextField(blank=True)
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

    @property
    def state_tag(self) -> str:
        return words.REPORT_TAGS[self.state]


class ReportVersion(models.Model):
    """A report as it was submitted, and how it was answered. What it says never changes; a correction is the next one."""

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
    # Returned, with what is missing; or accepted, with the receipt: a sentence that a person wrote.
    answer = models.CharField(max_length=10, blank=True, choices=words.REPORT_ANSWERS.items())
    answer_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    answered_as = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="a_report_has_each_version_once"),
            models.CheckConstraint(
                condition=Q(answer="") | ~Q(answer_words=""), name="an_answer_to_a_report_has_words"
            ),
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
