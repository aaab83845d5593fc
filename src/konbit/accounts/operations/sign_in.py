"""The two ways in: a link by mail, or a password. Known and unknown addresses get the same answer."""

import hashlib
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person, SignInAttempt
from konbit.accounts.operations.links import make_link
from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal

SIGN_IN = "sign_in"
LINK_LASTS = timedelta(minutes=30)
WINDOW, TRIES = timedelta(minutes=15), 10
# Checked when the address is unknown, so that the answer takes as long as for a known one.
_NOBODYS_PASSWORD = make_password("nobody")


class PasswordDoesNotFit(Refusal):
    code, kind, field = "password_does_not_fit", Kind.NOT_ALLOWED, "password"
    says = _(
        "Address and password do not fit together. Try again, or ask for a sign-in link: it needs no password."
    )


class TooManyTries(Refusal):
    code, kind, field = "too_many_tries", Kind.NOT_ALLOWED, "email"
    says = _("Too many tries with this address. Wait 15 minutes, then try again.")


def _count_try(email: str) -> None:
    # Counted in the database, outside the operation's transaction, so that a refusal does not roll it back.
    key = hashlib.sha256(email.strip().lower().encode()).hexdigest()
    since = timezone.now() - WINDOW
    SignInAttempt.objects.filter(at__lt=since).delete()
    if SignInAttempt.objects.filter(key=key, at__gte=since).count() >= TRIES:
        raise TooManyTries
    SignInAttempt.objects.create(key=key)


def ask_for_link(*, email: str, by: Actor, at: datetime) -> None:
    """Write a sign-in letter to the address, if somebody here uses it. Never tells whether.

    Raises:
        TooManyTries: more than ten tries with this address within 15 minutes.
    """
    _count_try(email)
    with transaction.atomic():
        person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person is not None:
            outbox.post("accounts.sign_in_letter", due_at=at, person_id=person.pk)
            write_entry("accounts.ask_for_link", about=person, by=by, at=at)


def sign_in_with_password(*, email: str, password: str, by: Actor, at: datetime) -> Person:
    """The person whose address and password these are.

    Raises:
        TooManyTries: more than ten tries with this address within 15 minutes.
        PasswordDoesNotFit: nobody here has both.
    """
    _count_try(email)
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    fits = check_password(password, person.password if person else _NOBODYS_PASSWORD)
    if person is None or not fits:
        raise PasswordDoesNotFit
    with transaction.atomic():
        write_entry(
            "accounts.sign_in", about=person, by=Actor(person_id=person.pk), at=at, fields=["password"]
        )
    return person


def make_sign_in_link(*, person: Person, by: Actor, at: datetime) -> str:
    """A token that signs this person in once, within half an hour."""
    return make_link(person=person, purpose=SIGN_IN, by=by, at=at, lasts=LINK_LASTS, single_use=True)
