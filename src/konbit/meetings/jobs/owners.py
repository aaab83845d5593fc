"""Letters to owners: what was proposed to them, the question of the cycle, and the nudge; and their replies."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.accounts.letters import address_of, reply_address, send_letter
from konbit.accounts.operations.links import make_link
from konbit.accounts.queries import person_by_id
from konbit.accounts.replies import takes_replies
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.meetings import queries
from konbit.meetings.operations.asking import ask_owners, nudge_owners
from konbit.meetings.operations.replies import Came, take_reply
from konbit.meetings.steps import runs
from konbit.meetings.words import ANSWER, REPLY
from konbit.network.queries import actor_for, day_in

# A reminder that comes later than this, after a worker that stood still, would meet the next question.
LATEST = timedelta(days=7)


@runs("ask")
def ask(meeting: Any, at: datetime) -> bool:
    """Before a meeting: each owner is asked about what falls due by it."""
    if not meeting.is_before:
        return False
    ask_owners(meeting=meeting, by=SYSTEM, at=at)
    return True


@runs("nudge")
def nudge(meeting: Any, at: datetime) -> bool:
    """After a meeting that was held: the silent and the blocked are asked once more, not long after its day."""
    is_late = (
        day_in(meeting.group, at) > meeting.day + timedelta(days=meeting.group.offsets["nudge"]) + LATEST
    )
    if is_late or meeting.state not in ("closed", "published"):
        return False
    nudge_owners(meeting=meeting, by=SYSTEM, at=at)
    return True


def _with_links(commitments: Iterable[Any], person: Any, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "commitment": one,
            "owner": one.owner,
            "url": address_of(
                "answer",
                person.language,
                token=make_link(person=person, purpose=ANSWER, about_id=one.pk, by=SYSTEM, at=at),
            ),
            "waits_for_holder": queries.waits_for_holder(one, at),
        }
        for one in commitments
    ]


@handles("meetings.ask_owner_letter", says=_("A letter about a proposed commitment"))
def send_ask_owner_letter(*, meeting_id: UUID, person_id: UUID, at: datetime) -> None:
    """One letter to one person: each commitment proposed for a seat or role they hold now, with its own link."""
    person = person_by_id(person_id)
    owners = {held.id for held in actor_for(person, at).memberships}
    meeting = queries.meeting_by_id(meeting_id)
    proposed = [
        one
        for one in queries.captured_in(meeting, "commitment", with_lists=True)
        if one.owner_id in owners and one.state == "proposed"
    ]
    if proposed:
        facts = {"meeting": meeting, "asked": _with_links(proposed, person, at)}
        send_letter(person, "meetings/letters/ask_owner.txt", facts, kind="questions_to_owner")


@handles("meetings.asked_letter", says=_("A question about commitments, or a reminder"))
def send_asked_letter(*, asked_id: UUID, at: datetime) -> None:
    """The question of the cycle, or the nudge: what is still open of a person's commitments, numbered, each with a link."""
    asked = queries.asked_by_id(asked_id)
    person, owners = asked.person, {held.id for held in actor_for(asked.person, at).memberships}
    commitments = queries.commitments_asked(asked)
    numbered = [
        {**one, "number": asked.commitments.index(str(one["commitment"].pk)) + 1}
        for one in _with_links(commitments, person, at)
        if one["commitment"].owner_id in owners and one["commitment"].state in ("proposed", "accepted")
    ]
    if not numbered:
        return
    # A proposal is accepted by its link alone: no word of the reply means "accept".
    promised = any(one["commitment"].state == "accepted" for one in numbered)
    reply_to = reply_address(person, REPLY, asked.pk, at) if promised else None
    blocked = sum(one["commitment"].progress == "blocked" for one in numbered)
    facts = {
        "meeting": asked.meeting,
        "asked": numbered,
        "of": len(asked.commitments),
        "reply_to": reply_to,
        "is_reminder": asked.kind == "nudge",
        "blocked": blocked,
        "silent": len(numbered) - blocked,
    }
    kind = "nudge" if asked.kind == "nudge" else "questions_to_owner"
    send_letter(person, f"meetings/letters/{asked.kind}.txt", facts, kind=kind, reply_to=reply_to)


@takes_replies(REPLY)
def take(*, link: Any, from_address: str, text: str, attachments: tuple[str, ...], at: datetime) -> None:
    """A reply to the question of the cycle or to the nudge."""
    take_reply(
        asked=queries.asked_by_id(link.about_id),
        came=Came(from_address, text, attachments),
        by=actor_for(link.person, at, channel="email"),
        at=at,
    )
