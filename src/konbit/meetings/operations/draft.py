"""The draft agenda: open matters that a room above hands over, put on the agenda of a meeting, each once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import require
from konbit.meetings import policies
from konbit.meetings.domain.minutes import fitting
from konbit.meetings.models import AgendaItem, Meeting
from konbit.meetings.operations.meetings import MeetingIsNot
from konbit.meetings.queries import is_drafted, items_left_over

# What an item brings back, by the field that says so: a matter comes back once a meeting.
MATTERS = ("commitment_id", "decision_id", "question_id", "parked_id", "matter")
REFRESHED = ("part", "title", "purpose", "is_private", "is_no_names", "lead_id", "links", "background")

Key = tuple[str, Any]


@dataclass(frozen=True)
class DraftItem:
    """An open matter as it shall stand on the agenda: plain values, in the words of the group's own language."""

    part: int
    title: str
    purpose: str = "discuss"
    # How many it would like; it gets those that fit the meeting.
    minutes: int = 0
    is_private: bool = False
    is_no_names: bool = False
    lead_id: UUID | None = None
    background: str = ""
    # Each {"page", "arguments", "words"}: where the reader can open what stands behind it.
    links: Sequence[Mapping[str, Any]] = field(default_factory=list)
    # What it brings back: one of these.
    commitment_id: UUID | None = None
    decision_id: UUID | None = None
    question_id: UUID | None = None
    parked_id: UUID | None = None
    matter: str = ""
    origin_id: UUID | None = None

    @property
    def key(self) -> Key:
        """What it brings back, as one value."""
        return next(_keys(self))

    @property
    def values(self) -> dict[str, Any]:
        """What of it is refreshed when the draft is built again."""
        return {name: getattr(self, name) for name in REFRESHED} | {
            "title": self.title[:300],
            "links": list(self.links),
        }


def _keys(one: DraftItem | AgendaItem) -> Iterable[Key]:
    return ((name, getattr(one, name)) for name in (*MATTERS, "origin_id") if getattr(one, name))


class _Desk:
    """The agenda while the draft is laid on it; nothing is stored before the end."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.items = list(meeting.items.order_by("part", "position"))
        self.there = {key: item for item in self.items for key in _keys(item)}
        self.last = {item.part: item.position for item in self.items}
        # Minutes that the draft's items would like; all others keep theirs.
        self.wished: dict[UUID, int] = {}
        self.fresh: dict[UUID, AgendaItem] = {}
        self.changed: dict[UUID, AgendaItem] = {}

    def at_the_end(self, part: int) -> int:
        self.last[part] = self.last.get(part, 0) + 1
        return self.last[part]

    def change(self, item: AgendaItem, **values: Any) -> None:
        differing = {name: value for name, value in values.items() if getattr(item, name) != value}
        for name, value in differing.items():
            setattr(item, name, value)
        if differing and item.pk not in self.fresh:
            self.changed[item.pk] = item

    def lay(self, draft: DraftItem) -> bool:
        """Put it on the agenda, or refresh what nobody edited. Answers whether it came onto the agenda."""
        item = self.there.get(draft.key)
        if item is None:
            self._add(draft)
            return True
        if item.pk in self.wished or item.version > 1 or item.state not in ("on_agenda", "set_aside"):
            return False
        comes = item.state == "set_aside"
        if item.part != draft.part:
            self.change(item, position=self.at_the_end(draft.part))
        self.change(item, state="on_agenda", because="", **draft.values)
        self.wished[item.pk] = draft.minutes
        return comes

    def _add(self, draft: DraftItem) -> None:
        item = AgendaItem(
            meeting=self.meeting,
            position=self.at_the_end(draft.part),
            **draft.values,
            **dict(_keys(draft)),
        )
        self.fresh[item.pk] = self.there[draft.key] = item
        self.wished[item.pk] = draft.minutes

    def place(self, request: AgendaItem) -> None:
        """Put what was asked for on the agenda; what another meeting left comes over to this one."""
        if request.meeting_id != self.meeting.pk:
            self.change(request, meeting=self.meeting, position=self.at_the_end(request.part))
            self.items.append(request)
        self.change(request, state="on_agenda", version=request.version + 1)
        self.wished[request.pk] = request.minutes

    def put_settled_aside(self, open_now: set[Key]) -> None:
        """What an earlier draft brought back and is not open any more makes room, unless somebody edited it."""
        for item in self.items:
            brought = {key for key in _keys(item) if key[0] in MATTERS}
            if brought and not brought & open_now and item.version == 1 and item.state == "on_agenda":
                self.change(item, state="set_aside", because=_("Settled since the draft was built."))

    def share_out_minutes(self) -> None:
        """Minutes for the draft's items out of what the others leave, first things first."""
        placed = sorted(
            (item for item in [*self.items, *self.fresh.values()] if item.state == "on_agenda"),
            key=lambda item: (item.part, item.position),
        )
        fixed = sum(item.minutes for item in placed if item.pk not in self.wished)
        timed = [item for item in placed if item.pk in self.wished]
        wishes = [self.wished[item.pk] for item in timed]
        for item, minutes in zip(
            timed, fitting(wishes, max(0, self.meeting.length_minutes - fixed)), strict=True
        ):
            self.change(item, minutes=minutes)

    def store(self) -> None:
        AgendaItem.objects.bulk_create(self.fresh.values())
        fields = [*REFRESHED, "position", "minutes", "state", "because", "version", "meeting"]
        names = [name.removesuffix("_id") for name in fields]
        if self.changed:
            AgendaItem.objects.bulk_update(self.changed.values(), names)

    def build(self, drafts: Sequence[DraftItem]) -> int:
        """Lay everything in its order; answers how many items came onto the agenda."""
        requests = [item for item in self.items if item.state == "requested"]
        requests += items_left_over(self.meeting)
        for request in requests:
            self.place(request)
        added = len(requests) + sum([self.lay(draft) for draft in drafts])
        with translation.override(self.meeting.group.language):
            self.put_settled_aside({draft.key for draft in drafts})
        self.share_out_minutes()
        return added


@transaction.atomic
def put_draft(*, meeting: Meeting, items: Sequence[DraftItem], by: Actor, at: datetime) -> int:
    """Put these matters on the agenda, each once, in the order handed over, and every request; answers how many came.

    Building again adds what is new, refreshes what nobody edited, sets aside what was settled meanwhile, and leaves
    what the facilitator wrote. The minutes fit the meeting.

    Raises:
        NotAllowed: neither a facilitator of the group nor the cycle itself.
        MeetingIsNot: the meeting has begun.
    """
    require(policies.may_build_draft(by, meeting))
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if not meeting.is_before:
        raise MeetingIsNot(state=meeting.get_state_display())
    desk = _Desk(meeting)
    added = desk.build(items)
    desk.store()
    write_entry(
        "meetings.build_draft", about=meeting, by=by, at=at, group_id=meeting.group_id, fields=["items"]
    )
    return added


@transaction.atomic
def preview_draft(
    *, meeting: Meeting, items: Sequence[DraftItem], by: Actor, at: datetime
) -> list[AgendaItem]:
    """The agenda as it stands, or as these matters would make it where no draft was built; only the look is noted.

    Raises:
        NotAllowed: neither a facilitator of the group nor who runs the installation.
    """
    require(policies.may_preview_draft(by, meeting))
    desk = _Desk(meeting)
    if not is_drafted(meeting):
        desk.build(items)
    write_entry("meetings.preview_draft", about=meeting, by=by, at=at, group_id=meeting.group_id)
    placed = {item.pk: item for item in [*desk.items, *desk.fresh.values()] if item.state == "on_agenda"}
    return sorted(placed.values(), key=lambda item: (item.part, item.position))
