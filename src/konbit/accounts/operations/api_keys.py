"""Keys with which a program speaks for a person: made, shown once, taken back."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts import policies, words
from konbit.accounts.models import ApiKey, Person
from konbit.audit.operations import write_entry
from konbit.foundation import ledger
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require

REVOKED = "accounts.api_key_revoked"
LONGEST = timedelta(days=365)
MOST = 20
_BYTES, _SHOWN = 32, 12
_BEGINS = "konbit_"


class KeyWasMade(Refusal):
    code = "key_was_made"
    says = _(
        "This key was made already, and a key is shown only once. If you did not copy it, take it back and make another."
    )


class TooManyKeys(Refusal):
    code = "too_many_keys"
    says = _("You have %(most)s keys that work. Take one back that nothing uses, then make another.")


class KeyLastsTooLong(Refusal):
    code, kind, field = "key_lasts_too_long", Kind.UNREADABLE, "days"
    says = _("A key works for a year at most. Choose between 1 and %(most)s days.")


class ScopesAreUnknown(Refusal):
    code, kind, field = "scopes_are_unknown", Kind.UNREADABLE, "scopes"
    says = _("A key may read, or read and write. Choose one of both.")


class KeyIsMissing(Refusal):
    code, kind = "key_is_missing", Kind.NOT_KNOWN
    says = _("Send a key: “Authorization: Bearer” and then the key.")


class KeyDoesNotWork(Refusal):
    code, kind = "key_does_not_work", Kind.NOT_KNOWN
    says = _(
        "This key does not work: it is unknown, has expired, or was taken back. Make a new one on your page."
    )


def _hash_of(secret: str) -> str:
    # A key holds 256 random bits, so nobody can guess it from its hash: no slow hash is needed.
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


@transaction.atomic
def make_api_key(
    *,
    person: Person,
    name: str,
    scopes: list[str],
    days: int,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> str:
    """Make a key for oneself and answer it: it is stored nowhere, so it can be shown this once and never again.

    `key` is made with the form, so that sending it twice makes one.

    Raises:
        KeyWasMade: the same form made a key before.
        KeyLastsTooLong, ScopesAreUnknown, TooManyKeys, NotAllowed.
    """
    require(policies.may_change_person(by, person))
    if not timedelta(days=1) <= timedelta(days=days) <= LONGEST:
        raise KeyLastsTooLong(most=LONGEST.days)
    if scopes not in words.KEY_SCOPES.values():
        raise ScopesAreUnknown
    Person.objects.select_for_update().get(pk=person.pk)
    if key is not None and ApiKey.objects.filter(pk=key).exists():
        raise KeyWasMade
    if person.api_keys.filter(revoked_at=None, expires_at__gt=at).count() >= MOST:
        raise TooManyKeys(most=MOST)
    secret = _BEGINS + secrets.token_urlsafe(_BYTES)
    made = ApiKey(
        person=person,
        name=name.strip(),
        prefix=secret[:_SHOWN],
        key_hash=_hash_of(secret),
        scopes=scopes,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    if key is not None:
        made.pk = key
    made.save(force_insert=True)
    write_entry("accounts.make_api_key", about=made, by=by, at=at, fields=["name", "scopes", "expires_at"])
    return secret


@transaction.atomic
def revoke_api_key(*, api_key: ApiKey, by: Actor, at: datetime) -> ApiKey:
    """Take a key back, for good. Taken back twice, it is taken back once.

    Raises:
        NotAllowed: it speaks for somebody else.
    """
    if by.channel != "system":
        require(policies.may_change_person(by, api_key.person))
    if ApiKey.objects.filter(pk=api_key.pk, revoked_at=None).update(revoked_at=at):
        write_entry("accounts.revoke_api_key", about=api_key, by=by, at=at, fields=["revoked_at"])
        ledger.note(REVOKED, key_id=api_key.pk)
    api_key.refresh_from_db()
    return api_key


def read_api_key(*, secret: str, by: Actor, at: datetime) -> ApiKey:
    """The key behind what a program sent, if it still works; the day of its last use is noted once a day.

    Raises:
        KeyIsMissing: nothing was sent.
        KeyDoesNotWork: unknown, expired, taken back, or of a person who is no longer here.
    """
    if not secret:
        raise KeyIsMissing
    found = ApiKey.objects.select_related("person").filter(key_hash=_hash_of(secret)).first()
    if found is None or found.revoked_at or found.expires_at <= at or not found.person.is_active:
        raise KeyDoesNotWork
    if found.last_used_on != at.date():
        ApiKey.objects.filter(pk=found.pk).update(last_used_on=at.date())
    return found
