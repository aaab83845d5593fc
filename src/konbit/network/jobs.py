"""Letters of this room, and what still holds after a backup was restored."""

from datetime import date, datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from konbit.accounts.letters import address_of, send_letter
from konbit.accounts.operations.links import make_link
from konbit.foundation import ledger
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.network.operations.seats import LEFT, STAYS, end_again, stays_again
from konbit.network.queries import day_in, invitation_by_id, standing_of
from konbit.network.words import INVITATION


@handles("network.invitation_letter", says=_("An invitation to a network"))
def send_invitation_letter(*, invitation_id: UUID, at: datetime) -> None:
    """Send an invitation with its link, unless it was answered meanwhile or the person has left."""
    invitation = invitation_by_id(invitation_id)
    person, group = invitation.person, invitation.group
    with translation.override(person.language):
        standing = standing_of(person, group, day_in(group, at))
    if invitation.accepted_at or invitation.refused_at or not standing:
        return
    token = make_link(person=person, purpose=INVITATION, about_id=invitation.pk, by=SYSTEM, at=at)
    facts = {
        "group": group,
        "standing": ", ".join(standing),
        "invited_by": invitation.invited_by,
        "url": address_of("invitation", person.language, token=token),
    }
    send_letter(person, "network/letters/invitation.txt", facts)


@ledger.replays(LEFT)
def left(*, noted_at: datetime, held_id: UUID, until: str) -> None:
    """The person gave up the seat or role after the backup was made."""
    end_again(held_id=held_id, until=date.fromisoformat(until), by=SYSTEM, at=noted_at)


@ledger.replays(STAYS)
def stays(*, noted_at: datetime, held_id: UUID) -> None:
    """The end that was planned for the person's time in a seat was taken back after the backup was made."""
    stays_again(held_id=held_id, by=SYSTEM, at=noted_at)
