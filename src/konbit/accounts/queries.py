"""What pages want to know about people and letters."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from konbit.accounts.models import ApiKey, InboundLetter, MailboxLetter, Person
from konbit.accounts.words import LETTER_KINDS, UNPLACED
from konbit.foundation.refusals import NotFound


def person_by_id(person_id: UUID) -> Person:
    """The person with this id.

    Raises:
        Person.DoesNotExist: there is none; a fault, since ids come from our own rows.
    """
    return Person.objects.get(pk=person_id)


def person_if_there(person_id: UUID | None) -> Person | None:
    """The person with this id, who may be gone."""
    return Person.objects.filter(pk=person_id).first() if person_id else None


def person_by_address(email: str) -> Person | None:
    """The person who signs in with this address."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def letters(to: str | None = None) -> QuerySet[MailboxLetter]:
    """Letters in the mailbox, newest first; of one address when given."""
    found = MailboxLetter.objects.all()
    return found if to is None else found.filter(to__iexact=to)


def kinds_wanted(person: Person) -> list[str]:
    """The kinds of letters the person gets, in the order of their list."""
    muted = set(person.muted_kinds.values_list("kind", flat=True))
    return [kind for kind in LETTER_KINDS if kind not in muted]


def wants(person: Person, kind: str) -> bool:
    """Whether the person gets letters of this kind."""
    return not person.muted_kinds.filter(kind=kind).exists()


def unplaced_letters() -> QuerySet[InboundLetter]:
    """Letters that came in, that nobody could place, and that wait for the operator, newest first."""
    return InboundLetter.objects.filter(outcome=UNPLACED, dealt_with_at=None).order_by("-at", "pk")


def letters_dealt_with() -> QuerySet[InboundLetter]:
    """The letters nobody could place with which the operator has dealt, newest first."""
    return (
        InboundLetter.objects.filter(outcome=UNPLACED).exclude(dealt_with_at=None).order_by("-dealt_with_at")
    )


def inbound_letter(letter_id: UUID) -> InboundLetter:
    """A letter that nobody could place.

    Raises:
        NotFound: there is none.
    """
    found = InboundLetter.objects.filter(outcome=UNPLACED, pk=letter_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class KeyShown:
    """A key for programs as its owner sees it; `works` unless it has expired or was taken back."""

    api_key: ApiKey
    works: bool

    @property
    def may_write(self) -> bool:
        return "write" in self.api_key.scopes


def api_keys_of(person: Person, at: datetime) -> list[KeyShown]:
    """The person's keys, those that work first."""
    found = [
        KeyShown(one, one.revoked_at is None and one.expires_at > at)
        for one in person.api_keys.order_by("-made_at", "pk")
    ]
    return sorted(found, key=lambda one: not one.works)


def api_key_of(person: Person, key_id: UUID) -> ApiKey:
    """A key of this person.

    Raises:
        NotFound: it is none of theirs.
    """
    found = person.api_keys.filter(pk=key_id).first()
    if found is None:
        raise NotFound
    return found


def api_key_if_there(key_id: UUID) -> ApiKey | None:
    """The key with this id, which may be gone; nobody's rights are asked."""
    return ApiKey.objects.select_related("person").filter(pk=key_id).first()
