"""Freeze the pre-read of a meeting, as a version that never changes."""

from datetime import datetime

from django.db import transaction

from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import require
from konbit.meetings import policies
from konbit.meetings.models import Meeting, PreRead
from konbit.meetings.pre_read_content import content_of
from konbit.network.queries import day_in, people_of


@transaction.atomic
def freeze_pre_read(*, meeting: Meeting, by: Actor, at: datetime) -> PreRead:
    """Freeze the agenda as it stands, in the group's own language, and write it to each person. Frozen again, it is the
    next version; the earlier ones stay.
    """
    require(policies.may_facilitate(by, meeting))
    language = meeting.group.language
    newest = meeting.pre_reads.filter(language=language).first()
    pre_read = PreRead.objects.create(
        meeting=meeting,
        version=newest.version + 1 if newest else 1,
        language=language,
        content=content_of(meeting),
        frozen_at=at,
        frozen_by_id=by.person_id,
    )
    for person in people_of(meeting.group, day_in(meeting.group, at)):
        outbox.post(
            "meetings.pre_read_letter",
            due_at=at,
            dedupe_key=f"pre_read:{pre_read.pk}:{person.pk}",
            pre_read_id=pre_read.pk,
            person_id=person.pk,
        )
    write_entry(
        "meetings.freeze_pre_read",
        about=pre_read,
        by=by,
        at=at,
        group_id=meeting.group_id,
        fields=["version"],
    )
    return pre_read
