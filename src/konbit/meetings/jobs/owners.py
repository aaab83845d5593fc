"""Letters to owners: what was proposed to them, the question of the cycle, and the nudge."""

from datetime import datetime
from uuid import UUID

from konbit.accounts.letters import address_of, send_letter
from konbit.accounts.operations.links import make_link
from konbit.accounts.queries import person_by_id
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.meetings import queries
from konbit.meetings.words import ANSWER
from konbit.network.queries import actor_for


@handles("meetings.ask_owner_letter")
def send_ask_owner_letter(*, meeting_id: UUID, person_id: UUID, at: datetime) -> None:
    """One letter to one person: each commitment proposed for a seat or role they hold now, with its own link."""
    person = person_by_id(person_id)
    owners = {held.id for held in actor_for(person, at).memberships}
    meeting = queries.meeting_by_id(meeting_id)
    asked = [
        {
            "commitment": one,
            "owner": one.owner,
            "url": address_of(
                "answer",
                person.language,
                token=make_link(person=person, purpose=ANSWER, about_id=one.pk, by=SYSTEM, at=at),
            ),
        }
        for one in queries.captured_in(meeting, "commitment")
        if one.owner_id in owners and one.state == "proposed"
    ]
    if asked:
        send_letter(person, "meetings/letters/ask_owner.txt", {"meeting": meeting, "asked": asked})
