"""How often each key was used in a minute, and answers that are kept so that sending twice stores once."""

from django.db import models


class KeyMinute(models.Model):
    """How many requests came with one key in one minute of the machine's clock, over all server processes."""

    key_id = models.UUIDField()
    minute = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["key_id", "minute"], name="a_minute_of_a_key_is_counted_once"),
        )


class KeptAnswer(models.Model):
    """What was answered to a request that named an idempotency key: the same request gets the same answer."""

    api_key_id = models.UUIDField()
    name = models.CharField(max_length=100)
    # Of method, address and body: another request under the same name is refused.
    request_hash = models.CharField(max_length=64)
    # Of the seats and roles held then: who holds others now may no longer see what was answered.
    standing_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.TextField(blank=True)
    # By the machine's clock, by which it is thrown away.
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["api_key_id", "name"], name="a_request_is_answered_once"),
        )
        indexes = (models.Index(fields=["at"], name="kept_answers_by_age"),)
