"""People, their links, attempts to sign in, and (where mail is not sent out) the letters of the mailbox."""

import uuid
from datetime import time

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from konbit.accounts import words


def nine_in_the_evening() -> time:
    return time(21)


def seven_in_the_morning() -> time:
    return time(7)


class People(BaseUserManager):
    """Finds a person by the address they sign in with, whatever its capitals."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):
    """Anyone with contact details. Most need no password, and some have no address at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(null=True, blank=True)
    language = models.CharField(max_length=10, default="en")
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # Made up for an example network: shown so, and never written to outside the mailbox of the demo.
    is_example = models.BooleanField(default=False)
    # When letters may come: none between these hours, by the person's own clock.
    time_zone = models.CharField(max_length=60, default="America/Chicago")
    quiet_from = models.TimeField(null=True, default=nine_in_the_evening)
    quiet_until = models.TimeField(null=True, default=seven_in_the_morning)
    # A letter came back for good: none goes out until the address is changed.
    bounced_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = People()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_person_for_each_address"),)

    def __str__(self):
        return self.name


class Link(models.Model):
    """The right of one person to do one thing to one object without signing in. The secret is a signature over the id;
    the table holds none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=60)
    about_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    single_use = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["person", "purpose", "about_id"], name="links_of_a_person"),)


class MutedKind(models.Model):
    """A kind of letter that a person does not want. What they owe stays on their page."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="muted_kinds")
    kind = models.CharField(max_length=40, choices=words.LETTER_KINDS.items())
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "kind"], name="a_kind_is_muted_once_a_person"),
        )


class InboundLetter(models.Model):
    """A letter that came in, by its Message-ID: read once, however often it is delivered. The text is kept only where
    nobody could place it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message_id = models.CharField(max_length=300, unique=True)
    from_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    # placed, bounce, automatic or unplaced
    outcome = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    dealt_with_at = models.DateTimeField(null=True)


class SignInAttempt(models.Model):
    """One try to sign in, counted on the machine's clock so that the limit holds over all server processes."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["key", "at"], name="attempts_by_key"),)


class MailboxLetter(models.Model):
    """A letter kept on this machine instead of being sent: the visible mailbox of the demo."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=400)
    body = models.TextField()
    language = models.CharField(max_length=10)
    at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField()
    # A letter that is sent again after a worker was killed is kept once.
    message_id = models.CharField(max_length=300, unique=True, null=True)
    # The names of the files that came with it.
    attachments = models.JSONField(default=list)

    class Meta:
        ordering = ("-sequence",)


class ApiKey(models.Model):
    """A key with which a program speaks for one person, within its scopes. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=100)
    # The first characters, so that its owner can tell keys apart.
    prefix = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
