"""Letters that come in: each is read once, placed where it belongs, or put before the operator."""

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from konbit.accounts import policies
from konbit.accounts.inbound import Bounce, Incoming, read_incoming
from konbit.accounts.links import ids_from_addresses, wrote_to
from konbit.accounts.models import InboundLetter, Link, Person
from konbit.accounts.operations.letters import note_bounce
from konbit.accounts.operations.links import use_link
from konbit.accounts.replies import taker_of
from konbit.accounts.words import AUTOMATIC, BOUNCE, PLACED, UNPLACED
from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import require

LONGEST_KEPT = 20_000
log = logging.getLogger("konbit.inbound")


@transaction.atomic
def receive_letter(*, raw: bytes, by: Actor, at: datetime) -> InboundLetter:
    """Take a letter in, once, however often it is delivered. What nobody takes is kept for the operator with its text."""
    read = read_incoming(raw)
    letter, is_new = InboundLetter.objects.get_or_create(
        message_id=read.message_id, defaults={"at": at, "outcome": UNPLACED}
    )
    if not is_new:
        return letter
    letter.outcome = _place(read, by=by, at=at)
    if letter.outcome == UNPLACED:
        letter.from_address, letter.subject = read.from_address, read.subject
        letter.text = read.text[:LONGEST_KEPT]
    letter.save()
    write_entry("accounts.receive_letter", about=letter, by=by, at=at, fields=[letter.outcome])
    return letter


@transaction.atomic
def deal_with_letter(*, letter: InboundLetter, by: Actor, at: datetime) -> None:
    """Note that the operator dealt with a letter that nobody could place."""
    require(policies.may_operate(by))
    letter.dealt_with_at = at
    letter.save(update_fields=["dealt_with_at"])
    write_entry("accounts.deal_with_letter", about=letter, by=by, at=at, fields=["dealt_with_at"])


@transaction.atomic
def take_letter_up_again(*, letter: InboundLetter, by: Actor, at: datetime) -> None:
    """Take back that the operator dealt with a letter."""
    require(policies.may_operate(by))
    letter.dealt_with_at = None
    letter.save(update_fields=["dealt_with_at"])
    write_entry("accounts.take_letter_up_again", about=letter, by=by, at=at, fields=["dealt_with_at"])


def _place(read: Incoming, *, by: Actor, at: datetime) -> str:
    if read.bounce is not None:
        return _take_bounce(read.bounce, by=by, at=at)
    if read.is_automatic:
        return AUTOMATIC
    link = _live_link(read.addressed_to, at)
    return PLACED if link is not None and _was_taken(link, read, at) else UNPLACED


def _take_bounce(bounce: Bounce, *, by: Actor, at: datetime) -> str:
    if not bounce.for_good:
        return BOUNCE
    # Anybody can write such a notice. Only who got our letter can name its id, which proves the address it went to.
    proved = [to for to in bounce.addresses if any(wrote_to(one, to) for one in bounce.message_ids)]
    for person in Person.objects.filter(email__in={to.lower() for to in proved}):
        note_bounce(person=person, address=person.email or "", by=by, at=at)
    return BOUNCE if proved else UNPLACED


def _live_link(addressed_to: str, at: datetime) -> Link | None:
    live = Link.objects.filter(person__is_active=True, revoked_at=None, expires_at__gt=at)
    found = live.select_related("person").in_bulk(ids_from_addresses(addressed_to))
    return next(iter(found.values()), None)


def _was_taken(link: Link, read: Incoming, at: datetime) -> bool:
    taker = taker_of(link.purpose)
    if taker is None:
        return False
    try:
        with transaction.atomic():
            use_link(link=link, by=Actor(person_id=link.person_id, channel="mail"), at=at)
            taker(
                link=link,
                from_address=read.from_address,
                text=read.new_text,
                attachments=read.attachments,
                at=at,
            )
    except (OperationalError, InterfaceError):
        # The database is away or busy: the letter stays where it is and is read again.
        raise
    except Exception as fault:
        # The name only: what the fault says may hold what the person wrote. A refusal comes this way too.
        log.warning("a reply for %s was not taken: %s", link.purpose, type(fault).__name__)
        return False
    return True
