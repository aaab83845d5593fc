"""Which letters a person gets and when; and that an address takes none."""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts import policies
from konbit.accounts.models import MutedKind, Person
from konbit.accounts.words import LETTER_KINDS
from konbit.audit.operations import write_entry
from konbit.foundation import ledger
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require

STOPPED, WANTED = "accounts.letters_stopped", "accounts.letters_wanted"


class QuietHoursNeedBothTimes(Refusal):
    code, kind, field = "quiet_hours_need_both_times", Kind.UNREADABLE, "quiet_until"
    says = _("Quiet hours need a beginning and an end. Write both times, or leave both empty.")


class QuietHoursAreNone(Refusal):
    code, kind, field = "quiet_hours_are_none", Kind.UNREADABLE, "quiet_until"
    says = _("Quiet hours that end when they begin are none. Write another end, or leave both empty.")


class UnknownKindOfLetter(Refusal):
    code, kind = "unknown_kind_of_letter", Kind.UNREADABLE
    says = _("There is no such kind of letter here. Choose your letters on the page with your details.")


@transaction.atomic
def change_letters(
    *,
    person: Person,
    kinds: Collection[str],
    quiet_from: time | None,
    quiet_until: time | None,
    time_zone: str,
    by: Actor,
    at: datetime,
) -> Person:
    """Choose which kinds of letters one gets, and between which hours of one's own clock none comes.

    Raises:
        QuietHoursNeedBothTimes: one time without the other.
        QuietHoursAreNone: they end when they begin.
    """
    require(policies.may_change_person(by, person))
    if (quiet_from is None) != (quiet_until is None):
        raise QuietHoursNeedBothTimes
    if quiet_from is not None and quiet_from == quiet_until:
        raise QuietHoursAreNone
    for kind in LETTER_KINDS:
        _choose(person, kind, at, wanted=kind in kinds)
    person.quiet_from, person.quiet_until, person.time_zone = quiet_from, quiet_until, time_zone
    person.save(update_fields=["quiet_from", "quiet_until", "time_zone"])
    fields = ["kinds", "quiet_from", "quiet_until", "time_zone"]
    write_entry("accounts.change_letters", about=person, by=by, at=at, fields=fields)
    return person


@transaction.atomic
def stop_letters(*, person: Person, kind: str, by: Actor, at: datetime) -> None:
    """Send the person no letters of this kind any more. What they owe stays on their page.

    Raises:
        UnknownKindOfLetter: there is no such kind.
    """
    require(policies.may_change_person(by, person))
    if kind not in LETTER_KINDS:
        raise UnknownKindOfLetter
    if _choose(person, kind, at, wanted=False):
        write_entry("accounts.stop_letters", about=person, by=by, at=at, fields=[kind])


@transaction.atomic
def send_letters_again(*, person: Person, kind: str, by: Actor, at: datetime) -> None:
    """Take back that the person wants no letters of this kind."""
    require(policies.may_change_person(by, person))
    if _choose(person, kind, at, wanted=True):
        write_entry("accounts.send_letters_again", about=person, by=by, at=at, fields=[kind])


def _choose(person: Person, kind: str, at: datetime, *, wanted: bool) -> bool:
    """Set whether letters of this kind come; answers whether that is new. Noted in the ledger, since what a person
    stopped stays stopped after a backup was restored."""
    if wanted:
        is_new = bool(person.muted_kinds.filter(kind=kind).delete()[0])
    else:
        _muted, is_new = MutedKind.objects.get_or_create(person=person, kind=kind, defaults={"at": at})
    if is_new:
        ledger.note(WANTED if wanted else STOPPED, person_id=person.pk, kind=kind)
    return is_new


@transaction.atomic
def note_bounce(*, person: Person, address: str, by: Actor, at: datetime) -> bool:
    """Note that letters to this address come back for good. False where the person has another address by now."""
    theirs = Person.objects.filter(pk=person.pk, email__iexact=address, bounced_at=None)
    if not theirs.update(bounced_at=at):
        return False
    write_entry("accounts.note_bounce", about=person, by=by, at=at, fields=["bounced_at"])
    return True


@transaction.atomic
def try_address_again(*, person: Person, by: Actor, at: datetime) -> Person:
    """Write to an address again from which letters came back, since its owner says that it works."""
    require(policies.may_change_person(by, person))
    person.bounced_at = None
    person.save(update_fields=["bounced_at"])
    write_entry("accounts.try_address_again", about=person, by=by, at=at, fields=["bounced_at"])
    return person
