"""Links that let one person do one thing: made, used, revoked. Reading one changes nothing."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts.links import id_from, token_for
from konbit.accounts.models import Link, Person
from konbit.audit.operations import write_entry
from konbit.foundation import ledger
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal

LASTS = timedelta(days=21)
REVOKED = "accounts.link_revoked"


class LinkDoesNotWork(Refusal):
    code, kind = "link_does_not_work", Kind.CONFLICT
    says = _(
        "This link does not work any more: it was used, has expired, was taken back, or was not copied whole. "
        "Ask the person who sent it for a new one, or ask for a sign-in link."
    )
    instead = "sign_in", _("Ask for a sign-in link")


@transaction.atomic
def make_link(
    *,
    person: Person,
    purpose: str,
    by: Actor,
    at: datetime,
    about_id: UUID | None = None,
    lasts: timedelta = LASTS,
    single_use: bool = False,
) -> str:
    """Make a link for one person, one purpose and one object; answers its token, which is stored nowhere."""
    link = Link.objects.create(
        person=person,
        purpose=purpose,
        about_id=about_id,
        made_at=at,
        expires_at=at + lasts,
        single_use=single_use,
    )
    write_entry("accounts.make_link", about=link, by=by, at=at, fields=["purpose"])
    return token_for(link.pk)


def read_link(*, token: str, purpose: str, by: Actor, at: datetime) -> Link:
    """The link that this token proves, if it still works for this purpose. Changes nothing: mail scanners open links.

    Raises:
        LinkDoesNotWork: unknown, used, expired, revoked, or made for something else.
    """
    link = Link.objects.select_related("person").filter(pk=id_from(token), purpose=purpose).first()
    if link is None or link.revoked_at or link.expires_at <= at or (link.single_use and link.used_at):
        raise LinkDoesNotWork
    return link


@transaction.atomic
def use_link(*, link: Link, by: Actor, at: datetime) -> None:
    """Note that the link was used. A single-use link works for the first of two that arrive together.

    Raises:
        LinkDoesNotWork: somebody used the single-use link first.
    """
    fresh = Link.objects.filter(pk=link.pk, revoked_at=None)
    if link.single_use:
        fresh = fresh.filter(used_at=None)
    if not fresh.update(used_at=at):
        raise LinkDoesNotWork
    write_entry("accounts.use_link", about=link, by=by, at=at, fields=["used_at"])


@transaction.atomic
def revoke_links(*, person: Person, purpose: str, about_id: UUID | None, by: Actor, at: datetime) -> int:
    """Take back every link of a person for one purpose and object; answers how many."""
    live = Link.objects.filter(person=person, purpose=purpose, about_id=about_id, revoked_at=None)
    for link in live:
        write_entry("accounts.revoke_link", about=link, by=by, at=at, fields=["revoked_at"])
        ledger.note(REVOKED, link_id=link.pk)
    return live.update(revoked_at=at)


@transaction.atomic
def revoke_again(*, link_id: UUID, by: Actor, at: datetime) -> None:
    """Take back a link that a restored backup knows as live."""
    for link in Link.objects.filter(pk=link_id, revoked_at=None):
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        write_entry("accounts.revoke_link", about=link, by=by, at=at, fields=["revoked_at"])
