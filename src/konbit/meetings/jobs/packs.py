"""Hand-over packs: made by themselves, and their letters to the leaving holder and to the next one."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.accounts.letters import address_behind_sign_in, address_of, send_letter
from konbit.accounts.operations.links import make_link
from konbit.accounts.queries import person_by_id
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.foundation.schedule import regularly
from konbit.meetings import queries
from konbit.meetings.hand_over_content import readable
from konbit.meetings.operations.packs import make_packs
from konbit.meetings.words import ANSWER, PACK_NOTE
from konbit.network.queries import actor_for


@regularly(
    "meetings.make_packs",
    every=timedelta(seconds=10),
    says=_("Make what goes with a seat that changes hands"),
)
def make(*, at: datetime) -> None:
    """Make the packs of leaving holders, and post the letters of those whose seat is held again."""
    make_packs(by=SYSTEM, at=at)


@handles("meetings.leaving_letter", says=_("A note for the next holder of a seat"))
def send_leaving_letter(*, pack_id: UUID, at: datetime) -> None:
    """Ask the leaving holder for a note, by a link that does this and nothing else."""
    pack = queries.pack_by_id(pack_id)
    person = pack.holder.person
    token = make_link(person=person, purpose=PACK_NOTE, about_id=pack.pk, by=SYSTEM, at=at)
    facts = {
        "pack": pack,
        "group": pack.holder.seat.group,
        "seat": pack.holder.seat,
        "url": address_of("pack_note", person.language, token=token),
    }
    send_letter(person, "meetings/letters/leaving.txt", facts, kind="hand_over")


@handles("meetings.pack_letter", says=_("What goes with a seat, for its new holder"))
def send_pack_letter(*, pack_id: UUID, person_id: UUID, at: datetime) -> None:
    """The pack in full to the new holder, while they hold the seat, with a link for each promise to take over."""
    person, pack = person_by_id(person_id), queries.pack_by_id(pack_id)
    seat = pack.holder.seat
    if not actor_for(person, at).holds(seat.member_id):
        return
    content = readable(pack.content, of_the_seat=True)
    asked = [
        {
            **row,
            "url": address_of(
                "answer",
                person.language,
                token=make_link(person=person, purpose=ANSWER, about_id=UUID(row["id"]), by=SYSTEM, at=at),
            ),
        }
        for row in content["commitments"]
    ]
    facts = {
        "pack": pack,
        "group": seat.group,
        "seat": seat,
        "content": {**content, "commitments": asked},
        "url": address_behind_sign_in("pack", person.language, pack_id=str(pack.pk)),
    }
    send_letter(person, "meetings/letters/pack.txt", facts, kind="hand_over")
