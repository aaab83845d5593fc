"""What a pre-read holds: plain rows with ids and versions, taken from the agenda as it stands; and what of it a reader
may see.

Nothing is typed for it: each text comes from a row that is named beside it, everything else from a template. A *no
names* item carries no person and no organization from here on.
"""

from copy import deepcopy
from typing import Any

from konbit.meetings import queries
from konbit.meetings.models import Meeting, PreRead
from konbit.network.queries import day_in

# What stands behind an item: its field, and the page that shows it.
MATTERS = {"commitment": "commitment", "decision": "record", "question": "question", "parked": "record"}
# What a reader notices when the agenda differs from what was frozen.
NOTICED = ("starts_at", "ends_at", "place", "link", "items")


def content_of(meeting: Meeting) -> dict[str, Any]:
    """Everything the pre-read of this meeting says, as of now."""
    quorum = queries.quorum_of(meeting, meeting.starts_at)
    return {
        "meeting": str(meeting.pk),
        "version_of_meeting": meeting.version,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": meeting.place,
        "link": meeting.link,
        "minutes": queries.minutes_planned(meeting),
        "votes_held": quorum.held,
        "votes_needed": quorum.needed,
        "items": [_item(begins, item) for begins, item in queries.timed(meeting, queries.agenda_of(meeting))],
        # What is needed and what became of it: never whose need it is.
        "needs": [
            {"id": str(need.pk), "kind": need.kind, "state": need.state, "because": need.because}
            for need in queries.access_needs_of(meeting).order_by("kind", "pk")
        ],
        "expected": [
            {
                "id": str(one.id),
                "member": one.name,
                "role": one.role,
                "kind": one.kind,
                "votes": one.votes,
                "held": bool(one.people),
            }
            for one in queries.expected_people(meeting)
        ],
        "closure": _closure(meeting),
    }


def _item(begins: Any, item: Any) -> dict[str, Any]:
    return {
        "id": str(item.pk),
        "version": item.version,
        "part": item.part,
        "title": item.title,
        "background": item.background,
        "purpose": item.purpose,
        "minutes": item.minutes,
        "begins": begins.isoformat(),
        "lead": None if item.lead is None or item.is_no_names else item.lead.name,
        "asked_by": None if item.asked_by is None or item.is_no_names else item.asked_by.name,
        "comes_back": _comes_back(item),
        "links": [] if item.is_no_names else item.links,
        "private": item.is_private,
        "no_names": item.is_no_names,
        **_passed_up(item),
    }


def _passed_up(item: Any) -> dict[str, str]:
    """The group that passed the item up, where there is one and names may stand: a version frozen before this could be
    said does not differ by it."""
    return {} if item.origin is None or item.is_no_names else {"passed_up_by": item.origin.meeting.group.name}


def _comes_back(item: Any) -> dict[str, Any] | None:
    """The open matter behind the item: its kind, its day, and the page that shows it."""
    for field, page in MATTERS.items():
        matter = getattr(item, field)
        if matter is None:
            continue
        due = field == "commitment"
        day = matter.due_on if due else day_in(item.meeting.group, matter.meeting.starts_at)
        about = matter.meeting_id if page == "record" else matter.pk
        return {
            "kind": field,
            "id": str(matter.pk),
            "day": day.isoformat(),
            "page": page,
            "arguments": [str(about)],
        }
    return None


def _closure(meeting: Meeting) -> dict[str, Any] | None:
    """What became of what fell due by the last meeting that was held before this one."""
    held = (
        meeting.group.meetings.filter(closed_at__isnull=False, starts_at__lt=meeting.starts_at)
        .order_by("-starts_at")
        .first()
    )
    counts = queries.counts_of_closure(held) if held else None
    if held is None or counts is None:
        return None
    return {"meeting": str(held.pk), "day": day_in(held.group, held.starts_at).isoformat(), **counts}


def readable(content: dict[str, Any], *, private: bool, in_full: bool = False) -> dict[str, Any]:
    """The content for one reader. Private items only for those who may see them; why a need is not met, which may tell
    whose need it is, only for those who prepare the meeting."""
    shown = deepcopy(content)
    if not private:
        shown["items"] = [item for item in shown["items"] if not item["private"]]
    if not in_full:
        for need in shown["needs"]:
            del need["because"]
    return shown


def held_and_empty(content: dict[str, Any]) -> dict[str, int]:
    """How many seats and roles somebody holds, and how many seats stand empty; nothing where a version of earlier days
    does not tell."""
    held = [one.get("held") for one in content["expected"]]
    return {} if None in held else {"held": sum(held), "empty": len(held) - sum(held)}


def by_part(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The items in their order, under the part of the agenda in which they stand."""
    parts: dict[int, list[Any]] = {}
    for item in content["items"]:
        parts.setdefault(item["part"], []).append(item)
    return [{"number": number, "items": items} for number, items in sorted(parts.items())]


def has_changed(pre_read: PreRead, *, private: bool) -> bool:
    """Whether the agenda of today says something else than this version, as far as the reader may see it."""
    frozen, now = (
        readable(content, private=private) for content in (pre_read.content, content_of(pre_read.meeting))
    )
    return any(_noticed(frozen[name]) != _noticed(now[name]) for name in NOTICED)


def _noticed(value: Any) -> Any:
    """The rows without their versions: an item that was changed and changed back says the same."""
    if isinstance(value, list):
        return [{name: held for name, held in row.items() if name != "version"} for row in value]
    return value
