"""What a list brings into a group: commitments as they stood, what a file says of them since, and who came to meetings.

A commitment is kept under a meeting of the group, in an item that stands on no agenda and in no record: no meeting brought
it about. Its history says that a file said so. Nobody accepts for an owner here: what a file calls accepted or done is
written down as the file's word, and its owner or whoever imported it takes it back in one step.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.audit.operations import write_entries, write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.many_rows import insert_rows
from konbit.foundation.refusals import Refusal, require
from konbit.meetings.commitment_steps import kept, locked, put_back
from konbit.meetings.models import AgendaItem, Attendance, Commitment, CommitmentChange, Meeting
from konbit.meetings.operations.meetings import MeetingIsNot
from konbit.network.models import Group, GroupMember
from konbit.network.policies import may_change_group

STEP, BROUGHT_IN, THE_LIST = "from_file", "brought_in", 9
OPEN = ("proposed", "accepted")


class ChangedSinceTheImport(Refusal):
    code = "changed_since_the_import"
    says = _("“%(name)s” was answered or changed since the import. It stays as it is.")


@dataclass(frozen=True)
class ListedCommitment:
    """One commitment as a list has it. `note` is what else the list says of it, whole sentences."""

    wording: str
    owner_id: UUID
    due_on: date
    state: str = "proposed"
    progress: str = ""
    topic: str = ""
    note: str = ""


@transaction.atomic
def bring_in_commitments(
    *, meeting: Meeting, listed: Sequence[ListedCommitment], by: Actor, at: datetime
) -> list[Commitment]:
    """Write commitments down as a list has them, in its order. Proposed ones wait for their owners."""
    group = meeting.group
    require(may_change_group(by, group))
    items = _items_for(meeting, {one.topic for one in listed})
    made = [Commitment(meeting=meeting, item=items[one.topic], wording=one.wording) for one in listed]
    insert_rows(
        Commitment,
        same={"meeting_id": meeting.pk, "captured_at": at, "captured_by_id": by.person_id},
        each=(
            {
                "id": commitment.pk,
                "item_id": commitment.item_id,
                "wording": one.wording,
                "owner_id": one.owner_id,
                "due_on": one.due_on,
                "state": one.state,
                "progress": one.progress,
                "progress_at": at if one.progress else None,
            }
            for commitment, one in zip(made, listed, strict=True)
        ),
    )
    insert_rows(CommitmentChange, same={"at": at, "channel": by.channel}, each=_histories(made, listed, by))
    write_entries(
        "meetings.bring_in_commitment",
        about=made,
        by=by,
        at=at,
        group_id=group.pk,
        fields=["wording", "owner", "due_on", "state"],
    )
    return made


def _items_for(meeting: Meeting, topics: set[str]) -> dict[str, AgendaItem]:
    """The item that keeps the commitments of each topic; made where there is none."""
    with translation.override(meeting.group.language):
        titles = {topic: topic[:300] or gettext("Brought in from a list") for topic in topics}
    there = {item.title: item for item in meeting.items.filter(state=BROUGHT_IN)}
    missing = [
        AgendaItem(meeting=meeting, title=title, state=BROUGHT_IN, part=THE_LIST, purpose="inform", minutes=0)
        for title in sorted(set(titles.values()) - there.keys())
    ]
    AgendaItem.objects.bulk_create(missing)
    there |= {item.title: item for item in missing}
    return {topic: there[title] for topic, title in titles.items()}


def _histories(
    made: Iterable[Commitment], listed: Iterable[ListedCommitment], by: Actor
) -> Iterable[dict[str, Any]]:
    """Proposed; and, where the file says more, what it says, with what stood before it."""
    before = {"progress": "", "progress_at": None}
    for commitment, one in zip(made, listed, strict=True):
        step = {"commitment_id": commitment.pk, "due_after": one.due_on}
        is_proposed = one.state == "proposed"
        yield {
            **step,
            "step": "propose",
            "state_before": "",
            "state_after": "proposed",
            "person_id": by.person_id,
            "entered_by_id": None,
            "note": one.note if is_proposed else "",
            "before": {},
        }
        if not is_proposed:
            yield {
                **step,
                "step": STEP,
                "state_before": "proposed",
                "state_after": one.state,
                "person_id": None,
                "entered_by_id": by.person_id,
                "note": one.note,
                "before": before,
            }


@transaction.atomic
def follow_file(
    *,
    commitment: Commitment,
    state: str,
    progress: str,
    due_on: date,
    note: str,
    by: Actor,
    at: datetime,
) -> Commitment:
    """Write down what a newer file says of an open commitment: its state, its progress, its day.

    Raises:
        ChangedSinceTheImport: it is over, or its owner asks for other words.
    """
    require(may_change_group(by, commitment.meeting.group))
    commitment = locked(commitment)
    if commitment.withdrawn_at or commitment.state not in OPEN or commitment.is_amended:
        raise ChangedSinceTheImport(name=commitment.wording)
    before, state_before = kept(commitment), commitment.state
    commitment.state, commitment.due_on = state, due_on
    if progress != commitment.progress:
        commitment.progress, commitment.progress_at = progress, at if progress else None
    commitment.version += 1
    commitment.save()
    CommitmentChange.objects.create(
        commitment=commitment,
        at=at,
        step=STEP,
        state_before=state_before,
        state_after=state,
        channel=by.channel,
        entered_by_id=by.person_id,
        note=note,
        before=before,
        due_after=due_on,
    )
    _write("meetings.follow_file", commitment, by, at, ["state", "progress", "due_on"])
    return commitment


@transaction.atomic
def take_listed_back(*, commitment: Commitment, by: Actor, at: datetime) -> Commitment:
    """Take a commitment back that a list brought in, while nobody answered it.

    Raises:
        ChangedSinceTheImport: its owner answered, a meeting carried it, or it comes back on an agenda.
    """
    require(may_change_group(by, commitment.meeting.group))
    commitment = locked(commitment)
    since = commitment.changes.exclude(step__in=["propose", STEP])
    if commitment.withdrawn_at or commitment.version > 1 or since.exists():
        raise ChangedSinceTheImport(name=commitment.wording)
    commitment.withdrawn_at = at
    commitment.save(update_fields=["withdrawn_at"])
    _write("meetings.take_listed_back", commitment, by, at, ["withdrawn_at"])
    return commitment


@transaction.atomic
def take_all_listed_back(*, group: Group, ids: Sequence[UUID], by: Actor, at: datetime) -> list[UUID]:
    """Take back those of many commitments of a list that nobody answered or changed; answers which."""
    require(may_change_group(by, group))
    answered = CommitmentChange.objects.filter(commitment__in=ids).exclude(step__in=["propose", STEP])
    untouched = Commitment.objects.filter(pk__in=ids, meeting__group=group, version=1, withdrawn_at=None)
    found = list(untouched.exclude(pk__in=answered.values("commitment")).only("pk"))
    taken = [one.pk for one in found]
    Commitment.objects.filter(pk__in=taken).update(withdrawn_at=at)
    write_entries(
        "meetings.take_listed_back",
        about=found,
        by=by,
        at=at,
        group_id=group.pk,
        fields=["withdrawn_at"],
    )
    return taken


@transaction.atomic
def unfollow_file(*, commitment: Commitment, version: int, by: Actor, at: datetime) -> Commitment:
    """Take back what a file said of a commitment, while nobody answered since. The history keeps both.

    Raises:
        ChangedSinceTheImport: it has another version than `version`, the one that the file left.
    """
    require(may_change_group(by, commitment.meeting.group))
    commitment = locked(commitment)
    last = commitment.changes.filter(undone_at=None).last()
    if commitment.version != version or last is None or last.step != STEP:
        raise ChangedSinceTheImport(name=commitment.wording)
    last.undone_at = at
    last.save(update_fields=["undone_at"])
    commitment.state = last.state_before
    put_back(commitment, last.before)
    commitment.version += 1
    commitment.save()
    _write("meetings.unfollow_file", commitment, by, at, ["state", "progress", "due_on"])
    return commitment


@transaction.atomic
def note_attendance(
    *,
    meeting: Meeting,
    member: GroupMember,
    person: Person,
    mode: str,
    is_delegate: bool,
    by: Actor,
    at: datetime,
) -> Attendance:
    """Note who was at a meeting, as a list says it. What was noted before is changed.

    Raises:
        MeetingIsNot: the meeting was not held and is not being held.
    """
    require(may_change_group(by, meeting.group))
    if not (meeting.is_open or meeting.is_held):
        raise MeetingIsNot(state=meeting.get_state_display())
    attendance, _made = Attendance.objects.update_or_create(
        meeting=meeting,
        member=member,
        person=person,
        defaults={"mode": mode, "is_delegate": is_delegate, "at": at},
    )
    _write_attendance("meetings.note_attendance", attendance, by, at)
    return attendance


@transaction.atomic
def take_attendance_back(
    *, attendance: Attendance, noted_at: datetime, before: dict[str, Any], by: Actor, at: datetime
) -> None:
    """Take back what a list said of somebody's attendance: what stood before stands again, or nothing.

    Raises:
        ChangedSinceTheImport: somebody checked the person in otherwise since `noted_at`.
    """
    require(may_change_group(by, attendance.meeting.group))
    if attendance.at != noted_at:
        raise ChangedSinceTheImport(name=attendance.person.name)
    _write_attendance("meetings.take_attendance_back", attendance, by, at)
    if not before:
        attendance.delete()
        return
    attendance.mode, attendance.is_delegate = before["mode"], before["is_delegate"]
    attendance.at = datetime.fromisoformat(before["at"])
    attendance.save(update_fields=["mode", "is_delegate", "at"])


def _write(action: str, commitment: Commitment, by: Actor, at: datetime, fields: list[str]) -> None:
    write_entry(
        action,
        about=commitment,
        by=by,
        at=at,
        group_id=commitment.meeting.group_id,
        fields=fields,
        unnamed=commitment.item.is_no_names,
    )


def _write_attendance(action: str, attendance: Attendance, by: Actor, at: datetime) -> None:
    group_id = attendance.meeting.group_id
    write_entry(action, about=attendance, by=by, at=at, group_id=group_id, fields=["mode"])
