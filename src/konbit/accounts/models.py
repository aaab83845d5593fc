"""People, their links, attempts to sign in, and (where mail is not sent out) the letters of the mailbox."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


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

    class Meta:
        ordering = ("-sequence",)
