"""Hand-over packs: made by themselves when a holder leaves, with a note the leaving one may add, for whoever comes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.hand_over_content import content_of
from konbit.meetings.models import HandOverPack
from konbit.network.queries import day_in

# Whoever left longer ago than this, before packs were made, gets none.
LOOKS_BACK = timedelta(days=42)


class NoteIsEmpty(Refusal):
    code, kind, field = "note_is_empty", Kind.UNREADABLE, "note"
    says = _("Write what the next person should know, or leave the page.")


@transaction.atomic
def make_packs(*, by: Actor, at: datetime) -> int:
    """Make the pack of every holder whose end is set, and again on the day it comes; see that the next holder gets it.

    Answers how many packs were made for the first time. Each letter goes out once.
    """
    made = 0
    for holder in queries.leaving_holders(at, LOOKS_BACK):
        pack, is_new = HandOverPack.objects.get_or_create(
            holder=holder, defaults={"content": content_of(holder.seat, at), "made_at": at}
        )
        if is_new:
            made += 1
            group = holder.seat.group
            write_entry("meetings.make_pack", about=pack, by=by, at=at, group_id=group.pk, fields=["content"])
            outbox.post(
                "meetings.leaving_letter",
                due_at=at,
                pack_id=pack.pk,
                dedupe_key=f"leaving:{holder.pk}",
            )
        elif _was_made_ahead(pack, at):
            pack.content, pack.made_at = content_of(holder.seat, at), at
            pack.save(update_fields=["content", "made_at"])
        for next_holder in queries.next_holders(pack, at):
            outbox.post(
                "meetings.pack_letter",
                due_at=at,
                pack_id=pack.pk,
                person_id=next_holder.person_id,
                dedupe_key=f"pack:{holder.pk}:{next_holder.person_id}",
            )
    return made


@transaction.atomic
def write_note(*, pack: HandOverPack, note: str, by: Actor, at: datetime) -> HandOverPack:
    """The leaving holder adds a note, or writes it anew; nobody else does.

    Raises:
        NoteIsEmpty, NotAllowed.
    """
    require(policies.may_write_note(by, pack))
    if not note.strip():
        raise NoteIsEmpty
    pack.note = note.strip()
    pack.save(update_fields=["note"])
    group_id = pack.holder.seat.group_id
    write_entry("meetings.write_note", about=pack, by=by, at=at, group_id=group_id, fields=["note"])
    return pack


def _was_made_ahead(pack: HandOverPack, at: datetime) -> bool:
    """The pack was made when the end was set, and now the day has come: what was open since then belongs into it."""
    holder, group = pack.holder, pack.holder.seat.group
    return day_in(group, pack.made_at) < holder.until <= day_in(group, at)
