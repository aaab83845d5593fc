"""Priorities with their baselines, results, and every step a result took on the ladder."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from konbit.meetings.models import Commitment
from konbit.network.models import Group, GroupMember, Labeled
from konbit.results import words


class Priority(Labeled):
    """One of the few areas a network has chosen, with the first dated, sourced statement or value about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="priorities")
    code = models.CharField(max_length=20)
    # A text in several languages, each part with its review state.
    name = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)
    baseline_text = models.JSONField(null=True)
    baseline_value = models.CharField(max_length=100, blank=True)
    baseline_on = models.DateField(null=True)
    baseline_source = models.CharField(max_length=300, blank=True)
    # From this day on nothing new stands under it; what stood under it stays.
    retired_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["network", "code"], name="a_priority_code_stands_once_in_a_network"
            ),
        )

    @property
    def has_baseline(self) -> bool:
        """Something was said or measured, on a known day, by a named source. Anything less is flagged."""
        return bool((self.baseline_text or self.baseline_value) and self.baseline_on and self.baseline_source)

    @property
    def has_started_baseline(self) -> bool:
        """Something was written down, though a day or a source may be missing."""
        return bool(self.baseline_text or self.baseline_value)


class PriorityName(models.Model):
    """A name that a priority had, until it was renamed: what was written under it keeps it."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="names_before")
    number = models.PositiveIntegerField()
    name = models.JSONField()
    until = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["priority", "number"], name="names_of_a_priority_are_numbered_once"
            ),
        )


class Result(Labeled):
    """Something the network means to bring about, under one priority, at one level, on one rung."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="results")
    code = models.CharField(max_length=20)
    level = models.CharField(max_length=20, choices=words.LEVELS.items())
    rung = models.CharField(max_length=20, choices=words.RUNGS.items())
    text = models.JSONField()
    evidence = models.TextField(blank=True)
    evidence_source = models.CharField(max_length=300, blank=True)
    # Unknown where a public source tells of the achievement and not of its day.
    achieved_on = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)
    # Who sees to it, and the last day of the period it is planned for; the first plan stays in sight.
    owner = models.ForeignKey(GroupMember, null=True, on_delete=models.PROTECT, related_name="results_owned")
    planned_until = models.DateField(null=True)
    first_planned_until = models.DateField(null=True)
    # When a member wrote it down. Unknown of a loaded record: loading it is no news.
    written_at = models.DateTimeField(null=True)
    # How many earlier names its priority had had by then: what was written under a name keeps it in sight.
    names_before = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("priority__position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["priority", "code"], name="a_result_code_stands_once_in_a_priority"
            ),
            models.CheckConstraint(
                condition=~Q(rung__in=["achieved", "sustained"]) | ~Q(evidence=""),
                name="an_achievement_has_evidence",
            ),
        )

    @property
    def then_called(self) -> dict[str, Any] | None:
        """The name that its priority had when this was written, where it has another one now."""
        later = [one for one in self.priority.names_before.all() if one.number > self.names_before]
        return later[0].name if later else None

    @property
    def rung_word(self) -> str:
        return str(words.RUNGS[self.rung])

    @property
    def rung_tag(self) -> str:
        return words.RUNG_TAGS[self.rung]

    @property
    def level_word(self) -> str:
        return str(words.LEVELS[self.level])

    @property
    def level_meaning(self) -> str:
        return str(words.LEVEL_MEANINGS[self.level])


class ResultChange(models.Model):
    """One step of a result: from which rung to which, who took it and for whom, when, and what they showed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="changes")
    # Steps of one result count from 1; a demo's clock may give several of them the same moment.
    number = models.PositiveIntegerField()
    rung_before = models.CharField(max_length=20, choices=words.RUNGS.items())
    rung_after = models.CharField(max_length=20, choices=words.RUNGS.items())
    at = models.DateTimeField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The seat or role it was done in, in the network's language.
    acted_as = models.CharField(max_length=300, blank=True)
    evidence = models.TextField(blank=True)
    evidence_source = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    achieved_on = models.DateField(null=True)
    checked_on = models.DateField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["result", "number"], name="steps_of_a_result_are_numbered_once"),
        )
        indexes = (models.Index(fields=["at"], name="result_change_since"),)

    @property
    def is_check(self) -> bool:
        """Somebody looked whether it still holds, and it does: it stayed where it was."""
        return self.rung_before == self.rung_after

    @property
    def word_before(self) -> str:
        return str(words.RUNGS[self.rung_before])

    @property
    def word_after(self) -> str:
        return str(words.RUNGS[self.rung_after])


class ServedBy(models.Model):
    """The tie between a result and a commitment that serves it: an answer of its owner is news for the result."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="served_by")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="serves")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["result", "commitment"], name="a_commitment_serves_a_result_once"
            ),
        )
