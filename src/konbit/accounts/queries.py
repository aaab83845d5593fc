"""What pages want to know about people and letters."""

from uuid import UUID

from django.db.models import QuerySet

from konbit.accounts.models import MailboxLetter, Person


def person_by_id(person_id: UUID) -> Person:
    """The person with this id.

    Raises:
        Person.DoesNotExist: there is none; a fault, since ids come from our own rows.
    """
    return Person.objects.get(pk=person_id)


def person_by_address(email: str) -> Person | None:
    """The person who signs in with this address."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def letters(to: str | None = None) -> QuerySet[MailboxLetter]:
    """Letters in the mailbox, newest first; of one address when given."""
    found = MailboxLetter.objects.all()
    return found if to is None else found.filter(to__iexact=to)
