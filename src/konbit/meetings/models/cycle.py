"""What the cycle leaves behind: steps that ran, frozen pre-reads, published records, pulses, packs, unread replies."""

import uuid

from django.conf import settings
from django.db import models

from konbit.meetings import words
from konbit.meetings.models.meetings import Meeting
from konbit.network.models import Holder

PERSON = settings.AUTH_USER_MODEL


class CycleStep(models.Model):
    """One step of a meeting's cycle that ran, or came too late. Each runs once, however many workers look."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=20, choices=words.CYCLE_STEPS.items())
    ran_at = models.DateTimeField()
    # The step came too late to do its work: a draft for a meeting that is over.
    was_late = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "code"], name="a_step_runs_once_a_meeting"),
        )


class PreRead(models.Model):
    """What members read before the meeting, frozen in one language as a version that never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="pre_reads")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)
    content = models.JSONField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "version", "language"], name="a_pre_read_is_frozen_once"
            ),
        )


class Record(models.Model):
    """What was published of a meeting, as a version that never changes. A correction is the next version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="records")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    correction = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "version"], name="a_version_is_published_once"),
        )


class PulseTicket(models.Model):
    """That somebody was asked how the meeting was, and whether they answered: never what, and never when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pulse_tickets")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    is_redeemed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_is_asked_once_a_meeting"),
        )


class PulseWaiting(models.Model):
    """Answers that wait until enough came to be shuffled: no person, no moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField()


class PulseAnswer(models.Model):
    """One shuffled answer: {question: yes or no}, without person, without moment, in no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pulse_answers")
    answers = models.JSONField()


class HandOverPack(models.Model):
    """What a leaving holder's seat has open, for the new holder; made once, with a note the leaving one may add."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.OneToOneField(Holder, on_delete=models.PROTECT, related_name="pack")
    content = models.JSONField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()


class Asked(models.Model):
    """What one letter asked a person about their commitments, in the order of its numbers, so that a reply can be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=(("ask", "ask"), ("nudge", "nudge")))
    commitments = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "person", "kind"], name="a_person_is_asked_once_a_step"
            ),
        )


class UnreadReply(models.Model):
    """A reply by mail that could not be read as an answer, for the facilitator: the text as it came, never guessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="unread_replies")
    person = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    from_address = models.CharField(max_length=254)
    text = models.TextField()
    because = models.CharField(max_length=40, choices=words.UNREAD_REASONS.items())
    at = models.DateTimeField()
    dealt_with_at = models.DateTimeField(null=True)
    dealt_with_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
