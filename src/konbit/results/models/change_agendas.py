"""What a community means to change, what a funder means to reach, and how the two are tied, both ways."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from konbit.meetings.models import Commitment
from konbit.network.models import Community, Group, Labeled, Organization
from konbit.results import words
from konbit.results.models.measures import Indicator
from konbit.results.models.register import Result

PERSON = settings.AUTH_USER_MODEL


class ChangeAgenda(Labeled):
    """A community's own set of strategies. Only its community partnership edits, publishes or closes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.OneToOneField(Community, on_delete=models.PROTECT, related_name="change_agenda")
    title = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class AgendaVersion(models.Model):
    """A change agenda as its community published it. It never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agenda = models.ForeignKey(ChangeAgenda, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    # The strategies with their actions, as they stood.
    content = models.JSONField()
    what_changed = models.CharField(max_length=400, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    acted_as = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["agenda", "number"], name="an_agenda_has_each_version_once"),
        )


class Strategy(Labeled):
    """How a community means to change a condition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agenda = models.ForeignKey(ChangeAgenda, on_delete=models.PROTECT, related_name="strategies")
    code = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=400)
    # The condition that it changes.
    condition = models.CharField(max_length=400, blank=True)
    retired_on = models.DateField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["agenda", "code"], name="a_strategy_code_stands_once_in_an_agenda"
            ),
        )

    def __str__(self):
        return self.text


class StrategyAction(Labeled):
    """One act of a strategy; it may be a commitment of a seat."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=400)
    commitment = models.ForeignKey(Commitment, null=True, on_delete=models.PROTECT, related_name="actions")
    done_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        ordering = ("position", "pk")


class AgendaComment(Labeled):
    """What a funder or an agency says about a change agenda. The community adopts it or says why not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agenda = models.ForeignKey(ChangeAgenda, on_delete=models.PROTECT, related_name="comments")
    strategy = models.ForeignKey(Strategy, null=True, on_delete=models.PROTECT, related_name="comments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="comments_made")
    text = models.TextField()
    # A funder may ask whether a strategy meets one of its outcomes; only the community proposes that it does.
    asks_about = models.ForeignKey("LongTermOutcome", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    acted_as = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, default="open", choices=words.COMMENT_STATES.items())
    because = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True)
    # The version whose change names this comment.
    adopted_in = models.ForeignKey(
        AgendaVersion, null=True, on_delete=models.PROTECT, related_name="comments_adopted"
    )
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("at",)

    @property
    def state_tag(self) -> str:
        return words.COMMENT_TAGS[self.state]


class LongTermOutcome(Labeled):
    """Something a funder means to reach in the long run."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="long_term_outcomes")
    funder = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="long_term_outcomes")
    code = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=400)
    # What it is measured by. Without a published figure it says that it is not measured.
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="outcomes")
    result = models.ForeignKey(Result, null=True, on_delete=models.PROTECT, related_name="outcomes")
    retired_on = models.DateField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["network", "code"], name="an_outcome_code_stands_once_in_a_network"
            ),
        )

    def __str__(self):
        return self.text


class Alignment(Labeled):
    """A strategy meets a long-term outcome: proposed by the community, confirmed or refused by the funder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="alignments")
    outcome = models.ForeignKey(LongTermOutcome, on_delete=models.PROTECT, related_name="alignments")
    state = models.CharField(max_length=10, default="proposed", choices=words.ALIGNMENT_STATES.items())
    why = models.CharField(max_length=400, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("proposed_at",)
        constraints = (
            models.UniqueConstraint(fields=["strategy", "outcome"], name="a_strategy_meets_an_outcome_once"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(because=""), name="a_refused_alignment_says_why"
            ),
        )

    @property
    def state_tag(self) -> str:
        return words.ALIGNMENT_TAGS[self.state]


class StrategicPlan(Labeled):
    """A funder's own strategy. It is refined version by version, with a log of who was consulted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="strategic_plans")
    funder = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="strategic_plans")
    name = models.CharField(max_length=200)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)


class PlanVersion(Labeled):
    """One version of a funder's strategy. A published one never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    what_changed = models.CharField(max_length=400, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="a_plan_has_each_version_once"),
        )


class Consultation(Labeled):
    """Who was asked about a version of a funder's strategy, when, what they said and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="consultations")
    who = models.CharField(max_length=300)
    on = models.DateField()
    said = models.TextField()
    became = models.TextField(blank=True)
    written_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        ordering = ("on",)
