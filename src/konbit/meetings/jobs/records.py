"""The digest: the record's full text in a letter."""

from datetime import datetime
from uuid import UUID

from konbit.accounts.letters import address_behind_sign_in, send_letter
from konbit.accounts.queries import person_by_id
from konbit.foundation.outbox import handles
from konbit.meetings import policies, queries
from konbit.meetings.record_content import by_item, people_counts, readable
from konbit.network.queries import actor_for


@handles("meetings.digest_letter")
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
    send_letter(person, "meetings/letters/digest.txt", facts)
