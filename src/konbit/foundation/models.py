"""Tables every room may need: work to be done after the transaction, what processes report, and the demo's clock."""

import uuid

from django.db import models


class DemoClock(models.Model):
    """One row, in the demo only: the moment its visitors live in."""

    moment = models.DateTimeField()


class Job(models.Model):
    """Work to do after the caller's transaction. The payload holds ids only, never a value a person typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, unique=True, null=True)
    # By the settings' clock: not before this moment.
    due_at = models.DateTimeField()
    # By the machine's clock: a worker holds it until, and after a failure it waits until.
    lease_until = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    # The operator decided that nobody shall try it again.
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        # Workers ask for the next one twice a second, also when millions are done.
        indexes = (
            models.Index(
                fields=["due_at", "written_at"],
                condition=models.Q(done_at=None, dead_at=None),
                name="job_waiting",
            ),
        )


class Beat(models.Model):
    """A sign of life of a process that works in the background, by the machine's clock."""

    process = models.CharField(max_length=100, unique=True)
    # "worker" or "scheduler"
    kind = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class RegularFault(models.Model):
    """A regular task that failed when it was done last; the row goes when it succeeds. By the machine's clock."""

    name = models.CharField(max_length=80, unique=True)
    first_failed_at = models.DateTimeField(auto_now_add=True)
    failed_at = models.DateTimeField()
    last_error = models.CharField(max_length=200)


class Attachment(models.Model):
    """A file that somebody added to a record. It is kept outside the web root under a name that says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The record it belongs to, by a stable code of its kind ("agenda_item") and its id: this room needs none above it.
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=64, unique=True)
    added_by_id = models.UUIDField(null=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("added_at", "name")
        indexes = (models.Index(fields=["about_kind", "about_id"], name="attachments_of_a_record"),)
