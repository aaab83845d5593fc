"""Who is told by letter what to write into their calendar: each version of a meeting once, each person in one letter."""

from datetime import datetime

from konbit.foundation import outbox
from konbit.meetings.models import Meeting, ToldOfMeeting
from konbit.meetings.queries.calendars import untold
from konbit.network.models import Group


def tell_members(group: Group, at: datetime) -> int:
    """Post a letter to each member with every coming meeting that was set, moved or called off since their last one.

    It is noted as told in the transaction that changed the meeting. Answers how many letters were posted.
    """
    # Two who look at the same time tell nobody twice.
    Group.objects.select_for_update().get(pk=group.pk)
    waiting = untold(group, at)
    for person_id, meetings in waiting.items():
        _tell(group, person_id, meetings, at)
    return len(waiting)


def _tell(group: Group, person_id: object, meetings: list[Meeting], at: datetime) -> None:
    ToldOfMeeting.objects.bulk_create(
        [ToldOfMeeting(meeting=one, person_id=person_id, version=one.version) for one in meetings],
        update_conflicts=True,
        unique_fields=["meeting", "person"],
        update_fields=["version"],
    )
    outbox.post(
        "meetings.calendar_letter",
        due_at=at,
        group_id=group.pk,
        person_id=person_id,
        # Ids with versions, as "<id>:2": a letter that was overtaken by the next one is not sent.
        meetings=" ".join(f"{one.pk}:{one.version}" for one in meetings),
    )
