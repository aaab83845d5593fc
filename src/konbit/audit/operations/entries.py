"""Write entries: what succeeded in the caller's transaction, what was refused in one of its own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Model

from konbit.audit.models import Entry
from konbit.audit.written import entry_written
from konbit.foundation.actor import Actor
from konbit.foundation.many_rows import insert_rows


def write_entry(
    action: str,
    *,
    about: Model,
    by: Actor,
    at: datetime,
    group_id: UUID | None = None,
    fields: Iterable[str] = (),
    unnamed: bool = False,
) -> None:
    """Record that `action` (a stable code, room first) was done to `about`, in the caller's transaction.

    `fields` are names of fields that changed, never their values.
    """
    _insert(
        action,
        by=by,
        at=at,
        group_id=group_id,
        fields=list(fields),
        unnamed=unnamed,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
    )
    entry_written.send(sender=type(about), action=action, about=[about])


def write_entries(
    action: str,
    *,
    about: Iterable[Model],
    by: Actor,
    at: datetime,
    group_id: UUID | None = None,
    fields: Iterable[str] = (),
) -> None:
    """Record that `action` was done to each of many records of one kind alike, in the caller's transaction."""
    about = list(about)
    if not about:
        return
    same = {
        "at": at,
        "action": action,
        "group_id": group_id,
        "about_kind": about[0]._meta.label_lower,
        "fields": list(fields),
        **_acting(by, group_id),
    }
    insert_rows(Entry, same=same, each=({"id": uuid4(), "about_id": str(one.pk)} for one in about))
    entry_written.send(sender=None, action=action, about=about)


def write_refusal(action: str, *, refusal: str, by: Actor, at: datetime) -> None:
    """Record a refused attempt, in a transaction of its own, after everything else was rolled back."""
    with transaction.atomic():
        _insert(action, by=by, at=at, allowed=False, refusal=refusal)


@transaction.atomic
def import_entries(*, entries: Iterable[dict[str, Any]], by: Actor, at: datetime) -> None:
    """Store entries of a network that moves in, as they were written where it comes from, in their order.

    That they came is an entry of its own, which the verb that brings them writes with `by` and `at`.
    """
    Entry.objects.bulk_create([Entry(**entry) for entry in entries], batch_size=500)


def _insert(action: str, *, by: Actor, at: datetime, group_id: UUID | None = None, **rest: Any) -> None:
    Entry.objects.create(at=at, action=action, group_id=group_id, **_acting(by, group_id), **rest)


def _acting(by: Actor, group_id: UUID | None) -> dict[str, Any]:
    held = by.in_this_group(group_id)
    return {
        "person_id": by.person_id,
        "membership_id": held[0].id if held else None,
        "role": ", ".join(one.role for one in held) or ("operator" if by.is_operator else ""),
        "channel": by.channel,
    }
