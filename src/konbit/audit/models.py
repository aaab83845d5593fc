"""The append-only table of entries."""

import uuid

from django.db import models


class Entry(models.Model):
    """One thing that was done, or refused. Ids and codes only; actor and object are plain ids, so that this room
    needs none above it."""

    sequence = models.BigAutoField(primary_key=True)
    id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField()
    action = models.CharField(max_length=100)
    allowed = models.BooleanField(default=True)
    refusal = models.CharField(max_length=100, blank=True)
    person_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    role = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=20)
    group_id = models.UUIDField(null=True)
    about_kind = models.CharField(max_length=120, blank=True)
    about_id = models.CharField(max_length=120, blank=True)
    fields = models.JSONField(default=list)
    # A "no names" item: pages show neither person nor organization, though the row keeps who acted.
    unnamed = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["group_id", "-sequence"], name="entries_of_a_group"),
            models.Index(fields=["about_kind", "about_id"], name="entries_about_a_record"),
        )
