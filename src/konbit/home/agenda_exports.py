"""An agenda as plain values, for other programs, in the words of the group's own language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from konbit.meetings.queries import lead_names
from konbit.meetings.words import PARTS
from konbit.network.queries import day_in

# What an item brings back, with the page where that stands.
PAGES = {"commitment": "commitment", "question": "question"}
# What the owner of a commitment in the first part chooses from.
NEEDS_A_CHOICE, CHOICES = 1, ("keep", "resize", "hand_over", "drop")


def exported_agenda(group: Any, meeting: Any, items: Sequence[Any], *, is_built: bool) -> dict[str, Any]:
    """The meeting with its parts and their items. Parts without items are left out."""
    leads = lead_names(item.lead_id for item in items if item.lead_id)
    return {
        "network": group.address,
        "meeting": {
            "id": str(meeting.pk),
            "day": day_in(group, meeting.starts_at).isoformat(),
            "starts_at": meeting.starts_at.isoformat(),
            "minutes": meeting.length_minutes,
            "state": meeting.state,
        },
        # Not built yet: what stands here is what would be built now, and nothing is stored.
        "is_built": is_built,
        "parts": [
            {"part": number, "name": str(name), "items": lines}
            for number, name in PARTS.items()
            if (lines := [_line(item, leads) for item in items if item.part == number])
        ],
    }


def _line(item: Any, leads: Mapping[Any, str]) -> dict[str, Any]:
    links = _links(item)
    return {
        "title": item.title,
        "minutes": item.minutes,
        "purpose": item.purpose,
        "lead": None if item.is_no_names else leads.get(item.lead_id),
        "link": links[0]["url"] if links else None,
        "links": links,
        "choices": list(CHOICES) if item.part == NEEDS_A_CHOICE else [],
        "is_private": item.is_private,
        "is_no_names": item.is_no_names,
    }


def _links(item: Any) -> list[dict[str, str]]:
    found = [
        {"url": reverse(page, args=[getattr(item, f"{kind}_id")]), "words": item.title}
        for kind, page in PAGES.items()
        if getattr(item, f"{kind}_id")
    ]
    return found + [
        {"url": reverse(link["page"], args=link["arguments"]), "words": link["words"]} for link in item.links
    ]
