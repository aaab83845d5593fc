"""Replies by mail to a question about commitments: read as answers, or put before the facilitator as they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.domain.reply import Reply, read_replies
from konbit.meetings.models import Asked, Commitment, UnreadReply
from konbit.meetings.operations.progress import drop_commitment, finish_commitment, report_progress


@dataclass(frozen=True)
class Came:
    """A reply as it came: from which address, its new words, and the names of files that came with it."""

    from_address: str
    text: str
    attachments: tuple[str, ...] = ()


@transaction.atomic
def take_reply(*, asked: Asked, came: Came, by: Actor, at: datetime) -> UnreadReply | None:
    """Take the answers of a reply, all or none; answers what goes to the facilitator where it could not be read.

    `by` is the person who was asked, by e-mail. A letter from another address is nobody's answer.
    """
    if came.from_address.casefold() != (asked.person.email or "").casefold():
        return _put_before_facilitator(asked, came, "other_sender", by, at)
    commitments = queries.commitments_asked(asked)
    replies = read_replies(came.text, questions=len(asked.commitments))
    unread = next((reply for reply in replies if reply.step is None), None)
    if unread is not None:
        because = "which_one" if unread.why in ("which", "no_such_number", "several") else "no_answer_word"
        return _put_before_facilitator(asked, came, because, by, at)
    numbered = {asked.commitments.index(str(one.pk)) + 1: one for one in commitments}
    try:
        with transaction.atomic():
            for reply in replies:
                _answer(numbered.get(reply.number or 1), reply, came.attachments, by, at)
    except Refusal:
        return _put_before_facilitator(asked, came, "refused", by, at)
    return None


class CommitmentIsGone(Refusal):
    code = "commitment_is_gone"


def _answer(
    commitment: Commitment | None, reply: Reply, attachments: Sequence[str], by: Actor, at: datetime
) -> None:
    if commitment is None:
        raise CommitmentIsGone
    call = {"commitment": commitment, "note": _with_files(reply.note, attachments), "by": by, "at": at}
    if reply.step in ("on_track", "blocked"):
        report_progress(**call, progress=reply.step)
    else:
        {"done": finish_commitment, "drop": drop_commitment}[reply.step](**call)


def _with_files(note: str, attachments: Sequence[str]) -> str:
    """The note, and the names of files that came with it: the files themselves stay in the mailbox they came to."""
    return "\n".join([*([note] if note else []), *(f"[{name}]" for name in attachments)])


def _put_before_facilitator(asked: Asked, came: Came, because: str, by: Actor, at: datetime) -> UnreadReply:
    unread = UnreadReply.objects.create(
        meeting=asked.meeting,
        person=asked.person,
        from_address=came.from_address,
        text=_with_files(came.text, came.attachments),
        because=because,
        at=at,
    )
    write_entry(
        "meetings.put_reply_before_facilitator",
        about=unread,
        by=by,
        at=at,
        group_id=asked.meeting.group_id,
        fields=[because],
    )
    return unread


@transaction.atomic
def deal_with_reply(*, reply: UnreadReply, by: Actor, at: datetime) -> UnreadReply:
    """The facilitator has seen to a reply that could not be read."""
    return _mark(reply, "meetings.deal_with_reply", at, by, at)


@transaction.atomic
def take_reply_up_again(*, reply: UnreadReply, by: Actor, at: datetime) -> UnreadReply:
    """Take back that a reply was seen to."""
    return _mark(reply, "meetings.take_reply_up_again", None, by, at)


def _mark(
    reply: UnreadReply, action: str, dealt_with_at: datetime | None, by: Actor, at: datetime
) -> UnreadReply:
    require(policies.may_facilitate(by, reply.meeting))
    reply.dealt_with_at = dealt_with_at
    reply.dealt_with_by_id = by.person_id if dealt_with_at else None
    reply.save(update_fields=["dealt_with_at", "dealt_with_by"])
    write_entry(action, about=reply, by=by, at=at, group_id=reply.meeting.group_id, fields=["dealt_with_at"])
    return reply
