"""After a meeting: the reminder to publish its record, and the digest with the record's full text."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.accounts.letters import address_behind_sign_in, send_letter
from konbit.accounts.queries import person_by_id
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.meetings import policies, queries
from konbit.meetings.operations.records import remind_to_publish
from konbit.meetings.record_content import by_item, people_counts, readable
from konbit.meetings.steps import runs
from konbit.network.queries import actor_for


@runs("publish")
def publish(meeting: Any, at: datetime) -> bool:
    """Facilitators are reminded of a record that nobody has published."""
    if meeting.state == "closed":
        remind_to_publish(meeting=meeting, by=SYSTEM, at=at)
    return meeting.state in ("closed", "published")


@handles("meetings.publish_letter", says=_("The record waits to be published"))
def send_publish_letter(*, meeting_id: UUID, person_id: UUID, at: datetime) -> None:
    """One letter to one facilitator, unless the record was published meanwhile or they are none any more."""
    person, meeting = person_by_id(person_id), queries.meeting_by_id(meeting_id)
    if meeting.state != "closed" or not policies.may_facilitate(actor_for(person, at), meeting):
        return
    url = address_behind_sign_in("review", person.language, meeting_id=str(meeting.pk))
    send_letter(person, "meetings/letters/publish.txt", {"meeting": meeting, "url": url}, kind="facilitator")


@handles("meetings.digest_letter", says=_("The record after a meeting"))
def send_digest_letter(*, record_id: UUID, person_id: UUID, at: datetime) -> None:
    """The record's full text to one person, as far as they may read it now; nothing to somebody who has left."""
    person, record = person_by_id(person_id), queries.record_by_id(record_id)
    group = record.meeting.group
    by = actor_for(person, at)
    if not policies.may_see_meetings(by, group):
        return
    content = readable(record.content, private=bool(policies.may_see_private(by, group)))
    facts = {
        "record": record,
        "meeting": record.meeting,
        "content": content,
        "items": by_item(content),
        "counts": people_counts(content),
        "url": address_behind_sign_in("record", person.language, meeting_id=str(record.meeting_id)),
    }
    send_letter(person, "meetings/letters/digest.txt", facts, kind="digest")
