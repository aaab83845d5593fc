"""Ask owners how their commitments stand: the question of the cycle, and one nudge to whoever is silent or blocked."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.meetings import queries
from konbit.meetings.models import Asked, Commitment, Meeting
from konbit.network.queries import day_in, people_holding


@transaction.atomic
def ask_owners(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Ask each owner about what falls due by this meeting: one letter to one person, one question per commitment.

    Answers how many letters were posted. Whoever answers nothing after it is silent.
    """
    due = list(queries.to_ask_before(meeting))
    Commitment.objects.filter(pk__in=[one.pk for one in due]).update(asked_at=at)
    return _post(meeting, "ask", due, by, at)


@transaction.atomic
def nudge_owners(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Ask once more, after this meeting, about commitments that are silent or blocked; nobody else gets a letter."""
    return _post(meeting, "nudge", queries.silent_or_blocked(meeting.group), by, at)


def _post(meeting: Meeting, kind: str, commitments: Iterable[Commitment], by: Actor, at: datetime) -> int:
    today = day_in(meeting.group, at)
    of_person: dict[object, list[str]] = {}
    holding: dict[object, list[object]] = {}
    for one in commitments:
        if one.owner_id not in holding:
            holding[one.owner_id] = [person.pk for person in people_holding(one.owner, today)]
        for person_id in holding[one.owner_id]:
            of_person.setdefault(person_id, []).append(str(one.pk))
    for person_id, asked_about in of_person.items():
        asked, is_new = Asked.objects.get_or_create(
            meeting=meeting, person_id=person_id, kind=kind, defaults={"commitments": asked_about, "at": at}
        )
        if is_new:
            key = f"asked:{meeting.pk}:{kind}:{person_id}"
            outbox.post("meetings.asked_letter", due_at=at, dedupe_key=key, asked_id=asked.pk)
    write_entry(f"meetings.{kind}_owners", about=meeting, by=by, at=at, group_id=meeting.group_id)
    return len(of_person)
