"""People: added by those who know them, changed by themselves."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from konbit.accounts import policies
from konbit.accounts.models import Person
from konbit.audit.operations import write_entries, write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.foundation.texts import plain_name


class AddressIsTaken(Refusal):
    code, kind, field = "address_is_taken", Kind.CONFLICT, "email"
    says = _(
        "Somebody here already uses the address %(email)s. Use another address, or leave the field empty."
    )


class NameIsEmpty(Refusal):
    code, kind, field = "name_is_empty", Kind.UNREADABLE, "name"
    says = _("Write a name.")


class OperatorExists(Refusal):
    code = "operator_exists"
    says = _("This installation has an operator already: %(email)s. Run the command with that address.")


def _name(typed: str) -> str:
    name = plain_name(typed)
    if not name:
        raise NameIsEmpty
    return name


@transaction.atomic
def add_person(
    *,
    name: str,
    by: Actor,
    at: datetime,
    email: str = "",
    language: str = "en",
    time_zone: str = "",
    is_example: bool = False,
) -> Person:
    """Add a person. With an address somebody here already uses, answers that person: nobody is made twice.

    `time_zone` is that of the group that brings them in: their quiet hours count by it until they choose another.

    Raises:
        NameIsEmpty.
    """
    address = email.strip().lower() or None
    if address is not None:
        known = Person.objects.filter(email__iexact=address).first()
        if known is not None:
            return known
    person = Person(name=_name(name), email=address, language=language, is_example=is_example)
    person.time_zone = time_zone or person.time_zone
    person.set_unusable_password()
    person.save()
    write_entry("accounts.add_person", about=person, by=by, at=at, fields=["name", "email", "language"])
    return person


@transaction.atomic
def change_details(
    *, person: Person, name: str, email: str, language: str, by: Actor, at: datetime
) -> Person:
    """Change one's own name, address and language. At another address, letters go out again.

    Raises:
        AddressIsTaken: somebody else here uses the address.
        NameIsEmpty.
    """
    require(policies.may_change_person(by, person))
    address = email.strip().lower() or None
    if address and Person.objects.filter(email__iexact=address).exclude(pk=person.pk).exists():
        raise AddressIsTaken(email=address)
    if address != person.email:
        person.bounced_at = None
    person.name, person.email, person.language = _name(name), address, language
    person.save(update_fields=["name", "email", "language", "bounced_at"])
    write_entry("accounts.change_details", about=person, by=by, at=at, fields=["name", "email", "language"])
    return person


@transaction.atomic
def speak(*, person: Person, language: str, by: Actor, at: datetime) -> Person:
    """Set the language of an example person to the one a visitor of the demo reads. Real people choose their own."""
    if person.is_example and person.language != language:
        person.language = language
        person.save(update_fields=["language"])
        write_entry("accounts.speak", about=person, by=by, at=at, fields=["language"])
    return person


class PersonIsKnownElsewhere(Refusal):
    code = "person_is_known_elsewhere"
    says = _("%(name)s signed in, got a letter or stands elsewhere here since. The person stays.")


@transaction.atomic
def remove_person(*, person: Person, by: Actor, at: datetime) -> None:
    """Remove a person whom a list brought in by mistake: somebody who never signed in and whom no record names.

    Raises:
        PersonIsKnownElsewhere: anything here names them.
    """
    is_used = person.last_login or person.is_operator or person.links.exists() or person.api_keys.exists()
    if is_used or person.muted_kinds.exists():
        raise PersonIsKnownElsewhere(name=person.name)
    write_entry("accounts.remove_person", about=person, by=by, at=at, fields=["name", "email", "language"])
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError as fault:
        raise PersonIsKnownElsewhere(name=person.name) from fault


@transaction.atomic
def remove_people(*, people: Sequence[Person], by: Actor, at: datetime) -> None:
    """Remove many people whom a list brought in by mistake, all or none.

    Raises:
        PersonIsKnownElsewhere: one of them signed in, got a letter, or anything here names them.
    """
    ids = [person.pk for person in people]
    there = Person.objects.filter(pk__in=ids)
    used = Q(last_login__isnull=False) | Q(is_operator=True)
    for kept in ("links", "api_keys", "muted_kinds"):
        used |= Q(**{f"{kept}__isnull": False})
    known = there.filter(used).first()
    if known is not None:
        raise PersonIsKnownElsewhere(name=known.name)
    fields = ["name", "email", "language"]
    write_entries("accounts.remove_person", about=people, by=by, at=at, fields=fields)
    try:
        with transaction.atomic():
            there.delete()
    except ProtectedError as fault:
        raise PersonIsKnownElsewhere(name=people[0].name) from fault


@transaction.atomic
def choose_password(*, person: Person, password: str, by: Actor, at: datetime) -> None:
    """Set a password of one's own. Nobody needs one: a sign-in link does the same."""
    require(policies.may_change_person(by, person))
    person.set_password(password)
    person.save(update_fields=["password"])
    write_entry("accounts.choose_password", about=person, by=by, at=at, fields=["password"])


@transaction.atomic
def make_first_operator(*, name: str, email: str, language: str, by: Actor, at: datetime) -> Person:
    """Make the person who looks after this installation. With that person's address again, answers that person.

    Raises:
        OperatorExists: there is another one already.
    """
    require(policies.may_operate(by))
    there = Person.objects.filter(is_operator=True, is_active=True).first()
    if there is not None and (there.email or "").lower() == email.strip().lower():
        return there
    if there is not None:
        raise OperatorExists(email=there.email)
    person = add_person(name=name, email=email, language=language, by=by, at=at)
    person.is_operator = True
    person.save(update_fields=["is_operator"])
    write_entry("accounts.make_first_operator", about=person, by=by, at=at, fields=["is_operator"])
    return person
