"""Letters of this room."""

from datetime import datetime
from uuid import UUID

from konbit.accounts.letters import address_of, send_letter
from konbit.accounts.operations.sign_in import make_sign_in_link
from konbit.accounts.queries import person_by_id
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles


@handles("accounts.sign_in_letter")
def send_sign_in_letter(*, person_id: UUID, at: datetime) -> None:
    """Send the letter with a fresh sign-in link."""
    person = person_by_id(person_id)
    token = make_sign_in_link(person=person, by=SYSTEM, at=at)
    url = address_of("sign_in_link", person.language, token=token)
    send_letter(person, "accounts/letters/sign_in.txt", {"url": url})
