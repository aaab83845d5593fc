"""The agenda: items asked for, placed, changed, moved and set aside."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.attachments import ReadFile, files_of
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.meetings import policies, queries, words
from konbit.meetings.conditions import must_not_be_passed_up, refuse_loss_of_marks, refuse_names
from konbit.meetings.models import AgendaItem, Meeting
from konbit.meetings.operations.meetings import MeetingIsNot
from konbit.network.models import GroupMember
from konbit.network.operations.attachments import add_attachment

EDITABLE = ("title", "background", "purpose", "minutes", "lead", "is_private", "is_no_names")
PART_OF_REQUESTS = 8


class TooLateForTheAgenda(Refusal):
    code = "too_late_for_the_agenda"
    says = _("This meeting has begun, so nothing more can be asked for. Ask for it in the next one.")


class TooLateToTakeBack(Refusal):
    code = "too_late_to_take_back"
    says = _("This stands on an agenda that is approved. Ask the facilitator to leave it out.")


class SettingAsideNeedsReason(Refusal):
    code, kind, field = "setting_aside_needs_reason", Kind.UNREADABLE, "because"
    says = _("Say in a few words why this is not taken up this time. The person who asked reads it.")


def _must_take_items(meeting: Meeting) -> None:
    if not (meeting.is_before or meeting.is_open):
        raise MeetingIsNot(state=meeting.get_state_display())


@transaction.atomic
def ask_for_item(
    *,
    meeting: Meeting,
    title: str,
    by: Actor,
    at: datetime,
    asked_by: GroupMember,
    background: str = "",
    is_private: bool = False,
    is_no_names: bool = False,
    file: ReadFile | None = None,
    key: UUID | None = None,
) -> AgendaItem:
    """A member asks for something to be taken up. The facilitator places it, or sets it aside with a reason.

    The same words once more, for the same seat and while they still wait or are placed, are the same item: a browser's
    way back shows what was typed in a form that it made anew.

    Raises:
        TooLateForTheAgenda: the meeting has begun.
        NamesInside: a *no names* item that holds a name.
    """
    require(policies.may_ask_for_item(by, meeting))
    if key and (there := AgendaItem.objects.filter(key=key).first()):
        return there
    if not meeting.is_before:
        raise TooLateForTheAgenda
    refuse_names(meeting, "title", title, background, no_names=is_no_names)
    asked = {
        "meeting": meeting,
        "title": title.strip(),
        "background": background.strip(),
        "asked_by": asked_by,
        "asked_by_person_id": by.person_id,
        "is_private": is_private,
        "is_no_names": is_no_names,
    }
    there = AgendaItem.objects.filter(**asked, state__in=["requested", "on_agenda"]).first()
    if there is not None:
        if file is not None and all(one.name != file.name for one in files_of("agenda_item", there.pk)):
            _attach(there, file, by=by, at=at)
        return there
    item = AgendaItem.objects.create(
        **asked,
        part=PART_OF_REQUESTS,
        position=queries.next_position(meeting, PART_OF_REQUESTS),
        state="requested",
        raised_at=at,
        key=key or uuid4(),
    )
    write_entry(
        "meetings.ask_for_item",
        about=item,
        by=by,
        at=at,
        group_id=meeting.group_id,
        fields=["title"],
        unnamed=is_no_names,
    )
    _attach(item, file, by=by, at=at)
    return item


@transaction.atomic
def take_back_request(*, item: AgendaItem, by: Actor, at: datetime) -> AgendaItem:
    """Whoever asked for an item takes it back: nobody is asked to place it, and it leaves the agenda.

    Raises:
        NotAllowed: somebody else asked for it.
        TooLateToTakeBack: it stands on an approved agenda, or the meeting has begun.
        ItIsPassedUp: it left for the group above.
    """
    require(policies.may_take_back_request(by, item))
    item = _locked(item)
    if item.state in ("set_aside", "taken_back"):
        return item
    must_not_be_passed_up(item)
    if not queries.can_be_taken_back(item):
        raise TooLateToTakeBack
    return _asked_again(item, "meetings.take_back_request", "taken_back", by=by, at=at)


@transaction.atomic
def undo_take_back_request(*, item: AgendaItem, by: Actor, at: datetime) -> AgendaItem:
    """The item is asked for after all; the facilitator places it.

    Raises:
        NotAllowed: somebody else asked for it.
        TooLateForTheAgenda: the meeting has begun.
    """
    require(policies.may_take_back_request(by, item))
    item = _locked(item)
    if item.state != "taken_back":
        return item
    if not item.meeting.is_before:
        raise TooLateForTheAgenda
    return _asked_again(item, "meetings.undo_take_back_request", "requested", by=by, at=at)


def _locked(item: AgendaItem) -> AgendaItem:
    found = AgendaItem.objects.select_for_update(of=("self",))
    return found.select_related("meeting__group").get(pk=item.pk)


def _asked_again(item: AgendaItem, action: str, state: str, *, by: Actor, at: datetime) -> AgendaItem:
    item.state = state
    item.version += 1
    item.save(update_fields=["state", "version"])
    write_entry(
        action,
        about=item,
        by=by,
        at=at,
        group_id=item.meeting.group_id,
        fields=["state"],
        unnamed=item.is_no_names,
    )
    return item


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    by: Actor,
    at: datetime,
    background: str = "",
    purpose: str = "discuss",
    minutes: int = 10,
    lead: GroupMember | None = None,
    is_private: bool = False,
    is_no_names: bool = False,
    part: int = PART_OF_REQUESTS,
    file: ReadFile | None = None,
    key: UUID | None = None,
) -> AgendaItem:
    """The facilitator puts an item on the agenda.

    Raises:
        MeetingIsNot: the meeting is over.
        NamesInside: a *no names* item that holds a name.
    """
    require(policies.may_facilitate(by, meeting))
    if key and (there := AgendaItem.objects.filter(key=key).first()):
        return there
    _must_take_items(meeting)
    refuse_names(meeting, "title", title, background, no_names=is_no_names)
    item = AgendaItem.objects.create(
        meeting=meeting,
        part=part,
        position=queries.next_position(meeting, part),
        title=title.strip(),
        background=background.strip(),
        purpose=purpose,
        minutes=minutes,
        lead=lead,
        is_private=is_private,
        is_no_names=is_no_names,
        raised_at=at,
        key=key or uuid4(),
    )
    write_entry(
        "meetings.add_item",
        about=item,
        by=by,
        at=at,
        group_id=meeting.group_id,
        fields=["title"],
        unnamed=is_no_names,
    )
    _attach(item, file, by=by, at=at)
    return item


def _attach(item: AgendaItem, file: ReadFile | None, *, by: Actor, at: datetime) -> None:
    if file is not None:
        add_attachment(kind="agenda_item", record_id=item.pk, file=file, by=by, at=at)


def _names_of_files(item: AgendaItem) -> list[str]:
    """What the files of the item and of the commitments that came of it are called."""
    found = [*files_of("agenda_item", item.pk)]
    for commitment_id in item.commitments.values_list("pk", flat=True):
        found += files_of("commitment", commitment_id)
    return [one.name for one in found]


def _came_of(item: AgendaItem) -> list[str]:
    """The words of everything that came of the item."""
    found = [
        *item.decisions.values_list("wording", "dissent", *words.THREE_QUESTIONS),
        *item.commitments.values_list("wording", "amended_wording"),
        *item.commitments.exclude(changes=None).values_list("changes__note"),
        *item.questions.values_list("wording", "answer"),
        (item.answer,),
        *item.parkeditems.values_list("wording"),
    ]
    return [text for texts in found for text in texts]


@transaction.atomic
def change_item(
    *,
    item: AgendaItem,
    version: int,
    by: Actor,
    at: datetime,
    file: ReadFile | None = None,
    **values: Any,
) -> AgendaItem:
    """Change an item's words, purpose, minutes, lead or marks, or add a file. An item asked for comes onto the agenda
    by this.

    Raises:
        ChangedMeanwhile: somebody changed it since `version`; nothing is overwritten.
        MeetingIsNot: the meeting is over.
        NamesInside: a *no names* item that holds a name, itself or in what came of it.
        ItIsPassedUp, MarksCameWithIt: it stands in two groups, and would be another in one of them.
    """
    require(policies.may_facilitate(by, item.meeting))
    item = AgendaItem.objects.select_for_update().select_related("meeting__group").get(pk=item.pk)
    _must_take_items(item.meeting)
    must_not_be_passed_up(item)
    changed = [name for name in EDITABLE if name in values and getattr(item, name) != values[name]]
    if item.version != version and changed:
        raise ChangedMeanwhile(theirs={name: getattr(item, name) for name in changed}, version=item.version)
    for name in changed:
        setattr(item, name, values[name])
    refuse_loss_of_marks(item, is_private=item.is_private, is_no_names=item.is_no_names)
    texts = (item.title, item.background, *_came_of(item), *_names_of_files(item))
    refuse_names(item.meeting, "title", *texts, no_names=item.is_no_names)
    item.state, item.because = "on_agenda", ""
    item.version += 1
    item.save(update_fields=[*changed, "state", "because", "version"])
    write_entry(
        "meetings.change_item",
        about=item,
        by=by,
        at=at,
        group_id=item.meeting.group_id,
        fields=changed,
        unnamed=item.is_no_names,
    )
    _attach(item, file, by=by, at=at)
    return item


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool, by: Actor, at: datetime) -> AgendaItem:
    """Move an item one place up or down. An item that passes the border of a part of the agenda joins that part."""
    require(policies.may_facilitate(by, item.meeting))
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    _must_take_items(item.meeting)
    order = list(
        AgendaItem.objects.filter(meeting=item.meeting_id, state="on_agenda").order_by("part", "position")
    )
    here = next((index for index, one in enumerate(order) if one.pk == item.pk), -1)
    there = here - 1 if up else here + 1
    if here < 0 or not 0 <= there < len(order):
        return item
    if order[here].part != order[there].part:
        # The facilitator's own choice: a draft built again leaves it.
        order[here].part = order[there].part
        order[here].version += 1
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(order, ["part", "position", "version"])
    write_entry(
        "meetings.move_item",
        about=item,
        by=by,
        at=at,
        group_id=item.meeting.group_id,
        fields=["position"],
        unnamed=item.is_no_names,
    )
    return order[there]


@transaction.atomic
def set_aside(*, item: AgendaItem, because: str, by: Actor, at: datetime) -> AgendaItem:
    """Leave an item out this time, with a reason that the person who asked for it reads.

    Raises:
        SettingAsideNeedsReason: the reason is empty.
        MeetingIsNot: the meeting has begun.
        NamesInside: the reason of a *no names* item that holds a name.
        ItIsPassedUp: it left for the group above.
    """
    require(policies.may_facilitate(by, item.meeting))
    if not item.meeting.is_before:
        raise MeetingIsNot(state=item.meeting.get_state_display())
    must_not_be_passed_up(item)
    if not because.strip():
        raise SettingAsideNeedsReason
    refuse_names(item.meeting, "because", because, no_names=item.is_no_names)
    item.state, item.because = "set_aside", because.strip()
    item.version += 1
    item.save(update_fields=["state", "because", "version"])
    write_entry(
        "meetings.set_aside",
        about=item,
        by=by,
        at=at,
        group_id=item.meeting.group_id,
        fields=["state", "because"],
        unnamed=item.is_no_names,
    )
    return item


@transaction.atomic
def undo_set_aside(*, item: AgendaItem, by: Actor, at: datetime, as_requested: bool = False) -> AgendaItem:
    """Take an item back onto the agenda; one that was only asked for, back among the requests."""
    require(policies.may_facilitate(by, item.meeting))
    _must_take_items(item.meeting)
    must_not_be_passed_up(item)
    item.state, item.because = "requested" if as_requested and item.asked_by else "on_agenda", ""
    item.version += 1
    item.save(update_fields=["state", "because", "version"])
    write_entry(
        "meetings.undo_set_aside",
        about=item,
        by=by,
        at=at,
        group_id=item.meeting.group_id,
        fields=["state"],
        unnamed=item.is_no_names,
    )
    return item
