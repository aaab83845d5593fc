"""What a record holds: plain rows with ids, generated from what was typed once; and what of it a reader may see.

A *no names* item, and everything made from it, carries no person and no organization from here on: the names never
enter the content.
"""

from copy import deepcopy
from typing import Any

from konbit.meetings import queries, words
from konbit.meetings.models import Meeting

LISTS = ("items", "decisions", "commitments", "questions", "parked")


def content_of(meeting: Meeting) -> dict[str, Any]:
    """Everything the record of this meeting says, as of now."""
    quorum = queries.quorum_of(meeting, meeting.starts_at)
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": meeting.place,
        "votes_present": quorum.present,
        "votes_held": quorum.held,
        "votes_needed": quorum.needed,
        "closure": queries.counts_of_closure(meeting),
        "attendance": [
            {
                "id": str(row.pk),
                "person": row.person.name,
                "person_id": str(row.person_id),
                "member": row.member.name,
                "role": row.member.role,
                "mode": row.mode,
                "is_delegate": row.is_delegate,
            }
            for row in queries.attendance_of(meeting)
        ],
        "items": [
            {
                "id": str(item.pk),
                "title": item.title,
                "purpose": item.purpose,
                "lead": _named(item, item.lead),
                "asked_by": _named(item, item.asked_by),
                "private": item.is_private,
                "no_names": item.is_no_names,
                **({"passed_up_by": item.origin.meeting.group.name} if item.origin else {}),
            }
            for item in queries.agenda_of(meeting)
        ],
        "decisions": [
            {
                **_captured(row),
                "state": row.state,
                "right": row.right,
                "dissent": row.dissent,
                "review_on": row.review_on and row.review_on.isoformat(),
                **_rights_and_questions(row),
                "owner": _named(row.item, row.owner),
                "proposed_by": _named(row.item, row.proposed_by),
                **queries.votes_on(row),
            }
            for row in queries.captured_in(meeting, "decision")
        ],
        "commitments": [
            {
                # Its state is not here: what the owner answers afterwards is not a correction of the record.
                **_captured(row),
                "owner": _named(row.item, row.owner),
                "due_on": row.due_on.isoformat(),
            }
            for row in queries.captured_in(meeting, "commitment")
            # What an owner handed over later is no part of what this meeting brought about.
            if row.continues_id is None
        ],
        "questions": [
            {
                **_captured(row),
                "asked_of": _named(row.item, row.asked_of),
                "asked_by": _named(row.item, row.asked_by),
            }
            for row in queries.captured_in(meeting, "question")
        ],
        "parked": [_captured(row) for row in queries.captured_in(meeting, "parkeditem")],
    }


def _rights_and_questions(row: Any) -> dict[str, Any]:
    """Only what there is to say: a version that was published before these could be said does not differ by them."""
    found = {
        "topic": row.topic,
        "right_of": row.right_of,
        "outside_rights": row.is_outside_rights,
        "rights_declared": row.is_outside_rights
        and ", ".join(f"{role}:{right}" for role, right in row.rights_declared),
        "changes_structure": row.changes_structure,
    }
    if row.changes_structure:
        found |= {name: getattr(row, name) for name in words.THREE_QUESTIONS}
    return {name: value for name, value in found.items() if value}


def _named(item: Any, member: Any) -> str | None:
    return None if member is None or item.is_no_names else member.name


def _captured(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "item": str(row.item_id),
        "wording": row.wording,
        "private": row.item.is_private,
        "no_names": row.item.is_no_names,
    }


def readable(content: dict[str, Any], *, private: bool) -> dict[str, Any]:
    """The content for one reader: without private items and what came of them, unless the reader may see these."""
    if private:
        return content
    shown = deepcopy(content)
    for name in LISTS:
        shown[name] = [row for row in shown[name] if not row["private"]]
    return shown


def by_item(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The items in their order, each with what came of it."""
    return [
        {**item, **{name: [row for row in content[name] if row["item"] == item["id"]] for name in LISTS[1:]}}
        for item in content["items"]
    ]


def people_counts(content: dict[str, Any]) -> dict[str, int]:
    """How many people came, each once; parents and residents are a line of their own and never among the others."""
    here: dict[str, bool] = {}
    for row in content["attendance"]:
        if row["mode"] != "absent":
            is_resident = row["role"] == "parent_or_resident"
            here[row["person_id"]] = here.get(row["person_id"], False) or is_resident
    residents = sum(here.values())
    return {"parents_and_residents": residents, "others": len(here) - residents}
