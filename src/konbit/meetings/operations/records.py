"""Publish the record of a meeting, as a version that never changes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.domain.record_difference import differences
from konbit.meetings.models import Meeting, Record
from konbit.meetings.operations.meetings import MeetingIsNot
from konbit.meetings.record_content import content_of
from konbit.network.queries import day_in, people_of


class NothingCorrected(Refusal):
    code = "nothing_corrected"
    says = _(
        "Nothing differs from version %(version)s, so there is no new version to publish. Correct something first."
    )


class CorrectionNeedsReason(Refusal):
    code, kind, field = "correction_needs_reason", Kind.UNREADABLE, "correction"
    says = _("Say in one sentence what was corrected. It stands above the new version.")


class DecisionOnTheTable(Refusal):
    code = "decision_on_the_table"
    says = _(
        "%(count)s proposals are still on the table. Open the meeting again and record what became of each, "
        "or take them back."
    )


class ClashIsOpen(Refusal):
    code = "clash_is_open"
    says = _(
        "Two people wrote different things, and nobody has chosen. Choose first which of both stands, then publish. "
        "Such places: %(count)s."
    )


@transaction.atomic
def publish_record(
    *, meeting: Meeting, by: Actor, at: datetime, correction: str = "", seen: int | None = None
) -> Record:
    """Publish the record and write the digest to each person. A correction is the next version; the first one stays.

    `seen` is the version that the page showed, 0 for none: the same sending twice publishes once.

    Raises:
        MeetingIsNot: the meeting is not over.
        DecisionOnTheTable: a proposal was neither recorded nor taken back.
        ClashIsOpen: nobody chose between two sayings of the same thing.
        NothingCorrected: a further version that says the same.
        CorrectionNeedsReason: a further version without a sentence on what was corrected.
    """
    require(policies.may_facilitate(by, meeting))
    meeting = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    if meeting.state not in ("closed", "published"):
        raise MeetingIsNot(state=meeting.get_state_display())
    on_the_table = meeting.decisions.filter(withdrawn_at=None, state="proposed").count()
    if on_the_table:
        raise DecisionOnTheTable(count=on_the_table)
    clashes = meeting.clashes.filter(resolved_at=None).count()
    if clashes:
        raise ClashIsOpen(count=clashes)
    content = content_of(meeting)
    newest = meeting.records.first()
    if newest is not None:
        changed = differences(newest.content, content)
        if not changed and seen is not None and newest.version == seen + 1:
            return newest
        if not changed:
            raise NothingCorrected(version=newest.version)
        if not correction.strip():
            raise CorrectionNeedsReason
    record = Record.objects.create(
        meeting=meeting,
        version=newest.version + 1 if newest else 1,
        content=content,
        correction=correction.strip(),
        published_at=at,
        published_by_id=by.person_id,
    )
    if meeting.state != "published":
        meeting.state = "published"
        meeting.save(update_fields=["state"])
    for person in people_of(meeting.group, day_in(meeting.group, at)):
        outbox.post(
            "meetings.digest_letter",
            due_at=at,
            record_id=record.pk,
            person_id=person.pk,
            dedupe_key=f"digest:{record.pk}:{person.pk}",
        )
    write_entry(
        "meetings.publish_record", about=record, by=by, at=at, group_id=meeting.group_id, fields=["version"]
    )
    return record


@transaction.atomic
def remind_to_publish(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Remind the facilitators of a record that nobody has published; answers how many letters were posted."""
    people = queries.facilitators_of(meeting, at)
    for person in people:
        outbox.post(
            "meetings.publish_letter",
            due_at=at,
            meeting_id=meeting.pk,
            person_id=person.pk,
            dedupe_key=f"publish:{meeting.pk}:{person.pk}",
        )
    write_entry("meetings.remind_to_publish", about=meeting, by=by, at=at, group_id=meeting.group_id)
    return len(people)
