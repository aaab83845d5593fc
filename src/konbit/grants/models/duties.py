"""What a funder owes: answers to questions, and a dated way from direct support to a network."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konbit.grants import words
from konbit.grants.models.tree import an_id
from konbit.network.models import Community, Group, Labeled, Organization, Seat
from konbit.results.models import PlanVersion

PERSON = settings.AUTH_USER_MODEL


class FunderQuestion(Labeled):
    """A question to a funder. Its age runs from the first asking until the asker says that it was answered."""

    id = an_id()
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="funder_questions")
    asked_of = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="questions_to_answer")
    # The seat that asks: only its holder closes the question. None: asked by several, as a public source tells.
    asked_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="questions_asked")
    asked_by_words = models.CharField(max_length=200, blank=True)
    # The seat at the funder that sees to the answer.
    owner = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="questions_seen_to")
    about = models.CharField(max_length=100, blank=True)
    wording = models.TextField()
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="open", choices=words.QUESTION_STATES.items())
    closed_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("asked_at",)


class QuestionAnswer(models.Model):
    """One answer of a funder, which the asker takes or marks "not answered". Earlier answers stay in sight."""

    id = an_id()
    question = models.ForeignKey(FunderQuestion, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    # The version of a strategy that settles it.
    plan_version = models.ForeignKey(PlanVersion, null=True, on_delete=models.PROTECT, related_name="answers")
    at = models.DateTimeField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    acted_as = models.CharField(max_length=300, blank=True)
    # The asker said that this is no answer, and why.
    not_answered_at = models.DateTimeField(null=True)
    not_answered_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("at",)


class Transition(Labeled):
    """A dated plan for moving communities from one organization's support to another's, with tasks and hand-over."""

    id = an_id()
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="transitions")
    name = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    # From this day on the communities' relation owner is the new one.
    on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    # Before its day came, somebody said that it will not be.
    called_off_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("on", "name")


class TransitionTask(Labeled):
    """One task of a transition. The plan cannot close while one is open."""

    id = an_id()
    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        ordering = ("position", "due_on")


class RelationOwner(Labeled):
    """Which organization looks after a community, from one day to another. The past stays as it was."""

    id = an_id()
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="relation_owners")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="communities_kept")
    # None: from the beginning.
    since = models.DateField(null=True)
    # The first day on which it no longer does.
    until = models.DateField(null=True)
    # The plan by which it took over.
    transition = models.ForeignKey(Transition, null=True, on_delete=models.PROTECT, related_name="hand_overs")

    class Meta:
        ordering = ("community__name", F("since").asc(nulls_first=True))
        constraints = (
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="a_relation_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["community"], condition=Q(until=None), name="a_community_has_one_relation_owner"
            ),
        )
