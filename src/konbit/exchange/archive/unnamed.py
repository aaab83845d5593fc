"""What was said without names leaves without names: who asked, led, owned, voted or wrote it down is left out (N-3).

It holds for every file, the convener's too. What had to point to somebody points to the group's *member without a name*.
"""

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q

from konbit.meetings.models import (
    AgendaItem,
    Asked,
    Commitment,
    Decision,
    ParkedItem,
    Question,
)

Row = dict[str, Any]

# What the columns of a row tell about who it was.
NAMING = {
    "meetings.AgendaItem": ("lead_id", "asked_by_id", "asked_by_person_id"),
    "meetings.Decision": ("captured_by_id", "proposed_by_id", "owner_id"),
    "meetings.Commitment": ("captured_by_id", "accepted_by_id"),
    "meetings.CommitmentChange": ("person_id", "entered_by_id"),
    "meetings.Question": ("captured_by_id", "asked_of_id", "asked_by_id"),
    "meetings.ParkedItem": ("captured_by_id",),
    "meetings.CaptureClash": ("person_id", "resolved_by_id"),
    "audit.Entry": ("person_id", "membership_id"),
    "foundation.Attachment": ("added_by_id",),
}
# What leads to something that was captured, and would say who was behind it.
TIES = {
    "grants.Award": ("decision_id", "meetings.Decision"),
    "results.StrategyAction": ("commitment_id", "meetings.Commitment"),
}
CAPTURED = {
    "meetings.Decision": Decision,
    "meetings.Commitment": Commitment,
    "meetings.Question": Question,
    "meetings.ParkedItem": ParkedItem,
}
# The lists of a frozen pre-read or record; and the fields that name a group member there, and in a clash of two captures.
FROZEN_LISTS = ("items", "decisions", "commitments", "questions", "parked")
MEMBERS = ("owner", "proposed_by", "asked_of", "asked_by")


def member_without_name(group_id: UUID | str) -> str:
    """The id of the group member that stands for whoever owned what was said without names."""
    return str(uuid5(NAMESPACE_URL, f"konbit:member-without-name:{group_id}"))


class Unnamed:
    """What was said without names in some groups, and what came of it."""

    def __init__(self, groups: Iterable[UUID]) -> None:
        self._groups = list(groups)
        within = Q(meeting__group__in=self._groups)
        marked = Q(is_no_names=True) | Q(origin__is_no_names=True)
        for matter in ("commitment", "decision", "question", "parked"):
            marked |= Q(**{f"{matter}__item__is_no_names": True})
        found = AgendaItem.objects.filter(within & marked)
        self.items: dict[str, Row] = {
            str(pk): {"title": title, "background": background}
            for pk, title, background in found.values_list("pk", "title", "background")
        }
        self._captured = {
            label: {
                str(pk) for pk in model.objects.filter(within, item__in=found).values_list("pk", flat=True)
            }
            for label, model in CAPTURED.items()
        }
        self._group_of_commitment = {
            str(pk): str(group)
            for pk, group in Commitment.objects.filter(within, item__in=found).values_list(
                "pk", "meeting__group"
            )
        }
        self._asked_about = self._people_asked_about()
        self._ids = set(self.items).union(*self._captured.values())

    def _people_asked_about(self) -> set[tuple[str, str]]:
        """Who was asked, before which meeting, about a commitment without names: what they wrote may be its answer."""
        commitments = self._captured["meetings.Commitment"]
        return {
            (str(asked.meeting_id), str(asked.person_id))
            for asked in Asked.objects.filter(meeting__group__in=self._groups if commitments else [])
            if commitments.intersection(asked.commitments)
        }

    def members(self) -> set[tuple[str, str]]:
        """The members without a name that are needed, each with its group."""
        return {(member_without_name(group), group) for group in self._group_of_commitment.values()}

    def cleared(self, label: str, row: Row) -> Row | None:
        """The row without names where none may stand; None where nothing of it could be left."""
        if label == "meetings.Vote":
            return None if row["decision_id"] in self._captured["meetings.Decision"] else row
        if label == "meetings.UnreadReply":
            return None if (row["meeting_id"], row["person_id"]) in self._asked_about else row
        if label in TIES:
            column, captured = TIES[label]
            return {**row, column: None} if row[column] in self._captured[captured] else row
        if label == "meetings.HandOverPack":
            return {**row, "content": _without_unnamed(row["content"])}
        if label in ("meetings.PreRead", "meetings.Record"):
            return {**row, "content": self._told(row["content"])}
        if label not in NAMING or not self._is_unnamed(label, row):
            return row
        return {**row, **dict.fromkeys(NAMING[label]), **self._instead(label, row)}

    def _instead(self, label: str, row: Row) -> Row:
        """What stands in the columns that cannot simply be empty."""
        if label == "meetings.AgendaItem":
            return {"links": []}
        if label == "meetings.Commitment":
            return {"owner_id": member_without_name(self._group_of_commitment[row["id"]])}
        if label == "meetings.CommitmentChange":
            return {"before": _nobody(row["before"])}
        if label == "meetings.CaptureClash":
            return {name: _nobody(row[name]) for name in ("standing", "arrived")}
        return {"role": "", "unnamed": True} if label == "audit.Entry" else {}

    def _is_unnamed(self, label: str, row: Row) -> bool:
        if label in CAPTURED:
            return row["id"] in self._captured[label]
        if label == "meetings.AgendaItem":
            return row["id"] in self.items
        if label == "meetings.CommitmentChange":
            return row["commitment_id"] in self._captured["meetings.Commitment"]
        if label == "meetings.CaptureClash":
            return row["item_id"] in self.items
        if label == "audit.Entry":
            return bool(row["unnamed"]) or row["about_id"] in self._ids
        return row["about_id"] in self._ids

    def _told(self, content: Any) -> Any:
        """What was frozen before the item was marked: it says what the item says now, and names nobody."""
        told = dict(content)
        for name in FROZEN_LISTS:
            if isinstance(told.get(name), list):
                told[name] = [
                    self._told_line(name, one) if isinstance(one, dict) else one for one in told[name]
                ]
        return told

    def _told_line(self, name: str, line: Row) -> Row:
        if line.get("id" if name == "items" else "item") not in self.items:
            return line
        told = {**line, **{field: None for field in (*MEMBERS, "lead") if field in line}}
        if name == "items":
            told |= self._words(line)
            if "links" in line:
                told["links"] = []
        return told

    def _words(self, one: Row) -> Row:
        words = self.items[one["id"]]
        return {name: words[name] for name in ("title", "background") if name in one}


def _nobody(fields: Row) -> Row:
    naming = (*MEMBERS, *(f"{name}_id" for name in MEMBERS), "accepted_by_id")
    return {name: None if name in naming else value for name, value in fields.items()}


def _without_unnamed(content: Any) -> Any:
    """A pack belongs to one seat: what it lists without names would say whose it is."""
    return {
        name: [one for one in value if not (isinstance(one, dict) and one.get("no_names"))]
        if isinstance(value, list)
        else value
        for name, value in content.items()
    }
