"""Letters of this room, the mailbox that is read regularly, and what still holds after a backup was restored."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konbit.accounts.imap import read_mailbox
from konbit.accounts.letters import address_of, send_letter
from konbit.accounts.operations.api_keys import REVOKED as KEY_REVOKED
from konbit.accounts.operations.api_keys import revoke_api_key
from konbit.accounts.operations.letters import STOPPED, WANTED, send_letters_again, stop_letters
from konbit.accounts.operations.links import REVOKED, revoke_again
from konbit.accounts.operations.sign_in import make_sign_in_link
from konbit.accounts.queries import api_key_if_there, person_by_id, person_if_there
from konbit.foundation import ledger
from konbit.foundation.actor import SYSTEM, Actor
from konbit.foundation.outbox import handles
from konbit.foundation.schedule import regularly


@handles("accounts.sign_in_letter", says=_("A link to sign in"))
def send_sign_in_letter(*, person_id: UUID, at: datetime) -> None:
    """Send the letter with a fresh sign-in link, also to an address from which letters came back: it is asked for."""
    person = person_by_id(person_id)
    token = make_sign_in_link(person=person, by=SYSTEM, at=at)
    url = address_of("sign_in_link", person.language, token=token)
    send_letter(person, "accounts/letters/sign_in.txt", {"url": url}, asked_for=True)


@regularly(
    "accounts.read_mail",
    every=timedelta(minutes=settings.KONBIT_IMAP_MINUTES),
    says=_("Read letters that came in"),
)
def read_mail(*, at: datetime) -> None:
    """Take in what came to the mailbox of the settings, where there is one."""
    read_mailbox(at)


@ledger.replays(STOPPED)
def stop_again(*, noted_at: datetime, person_id: UUID, kind: str) -> None:
    """The person stopped these letters after the backup was made."""
    person = person_if_there(person_id)
    if person is not None:
        stop_letters(person=person, kind=kind, by=Actor(person_id=person_id, channel="system"), at=noted_at)


@ledger.replays(WANTED)
def let_come_again(*, noted_at: datetime, person_id: UUID, kind: str) -> None:
    """The person asked for these letters again after the backup was made."""
    person = person_if_there(person_id)
    if person is not None:
        send_letters_again(
            person=person, kind=kind, by=Actor(person_id=person_id, channel="system"), at=noted_at
        )


@ledger.replays(REVOKED)
def revoke(*, noted_at: datetime, link_id: UUID) -> None:
    """The link was taken back after the backup was made."""
    revoke_again(link_id=link_id, by=SYSTEM, at=noted_at)


@ledger.replays(KEY_REVOKED)
def revoke_key(*, noted_at: datetime, key_id: UUID) -> None:
    """The key was taken back after the backup was made."""
    found = api_key_if_there(key_id)
    if found is not None:
        revoke_api_key(api_key=found, by=SYSTEM, at=noted_at)
