"""Indicators with their figures, the long goal, and the ladders of pay of staff."""

import uuid

from django.db import models
from django.db.models import F, Q

from konbit.network.models import Group, Labeled, Organization
from konbit.results import words
from konbit.results.models.register import Priority, Result


class Indicator(Labeled):
    """A measured series about a population or about one organization, with its unit and the direction wished for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=40)
    name = models.JSONField()
    unit = models.CharField(max_length=60)
    direction = models.CharField(max_length=10, choices=words.DIRECTIONS.items())
    # population or organization: a figure of one is never summed into one of the other.
    level = models.CharField(max_length=20, choices=words.LEVELS.items(), default="population")
    # About whom: "children under 18 in Mississippi".
    population = models.CharField(max_length=300)
    # What its counts are counts of, which decides how small ones are withheld.
    counts = models.CharField(max_length=10, choices=words.COUNTED.items(), default="published")
    concerns_staff = models.BooleanField(default=False)
    priority = models.ForeignKey(Priority, null=True, on_delete=models.PROTECT, related_name="indicators")
    result = models.ForeignKey(Result, null=True, on_delete=models.PROTECT, related_name="indicators")
    # Whose staff it is about, where it is about one organization.
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="indicators"
    )
    goal_value = models.DecimalField(null=True, max_digits=20, decimal_places=6)
    goal_on = models.DateField(null=True)
    goal_source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["network", "code"], name="an_indicator_code_stands_once_in_a_network"
            ),
            models.CheckConstraint(
                condition=Q(goal_value=None) | Q(goal_on__isnull=False), name="a_goal_has_its_day"
            ),
        )


class Figure(Labeled):
    """One value of an indicator: for a period, a place and, where it is a breakdown, one part of the population.

    A figure without value, period, place, source or day of retrieval stays a draft.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    place = models.CharField(max_length=120, blank=True)
    # A breakdown: by what ("age"), and which part ("0 to 5"). Both empty for the whole.
    breakdown_dim = models.CharField(max_length=60, blank=True)
    breakdown_value = models.CharField(max_length=120, blank=True)
    value = models.DecimalField(null=True, max_digits=20, decimal_places=6)
    # What the source says before the number: "about", "nearly", "at least".
    qualifier = models.CharField(max_length=40, blank=True)
    numerator = models.DecimalField(null=True, max_digits=20, decimal_places=6)
    denominator = models.DecimalField(null=True, max_digits=20, decimal_places=6)
    # How many answered or were counted, where known.
    n = models.PositiveIntegerField(null=True)
    retrieved_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=words.FIGURE_STATES.items(), default="draft")
    is_baseline = models.BooleanField(default=False)
    is_provisional = models.BooleanField(default=False)
    # Something about how it is measured changed with this figure; what, in a sentence.
    method_changed = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("period_end", "place", "breakdown_dim", "breakdown_value")
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "indicator",
                    "period_start",
                    "period_end",
                    "place",
                    "breakdown_dim",
                    "breakdown_value",
                ],
                name="a_figure_stands_once",
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(is_baseline=True), name="an_indicator_has_one_baseline"
            ),
            models.CheckConstraint(
                condition=Q(period_start=None) | Q(period_end__gte=F("period_start")),
                name="a_period_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (
                    Q(value__isnull=False)
                    & Q(period_start__isnull=False)
                    & Q(period_end__isnull=False)
                    & ~Q(place="")
                    & ~Q(source="")
                    & Q(retrieved_on__isnull=False)
                ),
                name="a_published_figure_says_what_it_is",
            ),
        )


class LongGoal(Labeled):
    """A dated aim above all priorities, such as a North Star."""

    network = models.OneToOneField(
        Group, on_delete=models.PROTECT, primary_key=True, related_name="long_goal"
    )
    name = models.CharField(max_length=100)
    text = models.JSONField()
    due_on = models.DateField()
    # Where the source gives less than a day ("2028"), what was chosen and why.
    day_note = models.CharField(max_length=300, blank=True)
    # Without one, no page says anything about progress.
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)


class Milestone(Labeled):
    """A step on the way to the long goal, with its day; reached with evidence, or not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(LongGoal, on_delete=models.PROTECT, related_name="milestones")
    text = models.JSONField()
    due_on = models.DateField()
    reached_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(reached_on=None) | ~Q(evidence=""), name="a_reached_milestone_has_evidence"
            ),
        )


class CareerLadder(Labeled):
    """The career ladder of one organization's staff: its steps with their pay, who approved it, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="career_ladders")
    name = models.CharField(max_length=200)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True)
    result = models.ForeignKey(Result, null=True, on_delete=models.PROTECT, related_name="career_ladders")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)


class LadderStep(Labeled):
    """One step of a career ladder: its pay range and its pay at entry, in whole cents for a period."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ladder = models.ForeignKey(CareerLadder, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    low_cents = models.PositiveBigIntegerField()
    high_cents = models.PositiveBigIntegerField()
    entry_cents = models.PositiveBigIntegerField(null=True)
    per = models.CharField(max_length=10, choices=words.PAY_PERIODS.items(), default="year")
    currency = models.CharField(max_length=3, default="USD")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["ladder", "number"], name="a_ladder_has_each_step_once"),
            models.CheckConstraint(
                condition=Q(high_cents__gte=F("low_cents")), name="a_pay_range_does_not_run_backward"
            ),
        )
