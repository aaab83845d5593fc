"""What a hand-over pack holds: what a seat has open when its holder leaves, as plain rows with ids, frozen on that day."""

from datetime import date, datetime
from typing import Any

from konbit.meetings.models import Commitment, Decision, Question, Record
from konbit.network.models import Seat
from konbit.network.queries import day_in, members_of

RECORDS = 3
CONTACT_ROLES = ("convener", "facilitator")


def content_of(seat: Seat, at: datetime) -> dict[str, Any]:
    """Open commitments, decisions with a review day, open questions, the last three records, and whom to ask."""
    group, member = seat.group, seat.member_id
    standing = {"withdrawn_at": None, "meeting__group": group.pk}
    commitments = Commitment.objects.filter(**standing, owner=member, state__in=["proposed", "accepted"])
    decisions = Decision.objects.filter(**standing, owner=member, review_on__isnull=False, reviewed_at=None)
    questions = Question.objects.filter(**standing, asked_of=member, state="open")
    records = (
        Record.objects.filter(meeting__group=group, meeting__state="published")
        .select_related("meeting")
        .order_by("-meeting__starts_at", "-version")
    )
    return {
        "seat": seat.name,
        "commitments": [
            {
                "id": str(one.pk),
                "wording": one.wording,
                "due_on": one.due_on.isoformat(),
                "state": one.state,
                "progress": one.progress,
                "carried": one.carried,
                "no_names": one.item.is_no_names,
            }
            for one in commitments.select_related("item").order_by("due_on", "captured_at")
        ],
        "decisions": [
            {
                "id": str(one.pk),
                "wording": one.wording,
                "review_on": one.review_on.isoformat(),
                "no_names": one.item.is_no_names,
            }
            for one in decisions.select_related("item").order_by("review_on")
        ],
        "questions": [
            {
                "id": str(one.pk),
                "wording": one.wording,
                "asked_on": _day(one.captured_at, seat),
                "no_names": one.item.is_no_names,
            }
            for one in questions.select_related("item").order_by("captured_at")
        ],
        "records": _newest_of_each_meeting(list(records[: RECORDS * 4]), seat),
        "contacts": [
            {"name": person.name, "role": member.role, "email": person.email or ""}
            for member in members_of(group, day_in(group, at))
            if member.role in CONTACT_ROLES
            for person in member.people
        ],
    }


def _day(at: datetime, seat: Seat) -> str:
    day: date = day_in(seat.group, at)
    return day.isoformat()


def _newest_of_each_meeting(records: list[Record], seat: Seat) -> list[dict[str, Any]]:
    newest: dict[object, Record] = {}
    for record in records:
        newest.setdefault(record.meeting_id, record)
    return [
        {
            "id": str(record.pk),
            "meeting": str(record.meeting_id),
            "version": record.version,
            "day": _day(record.meeting.starts_at, seat),
        }
        for record in list(newest.values())[:RECORDS]
    ]


def readable(content: dict[str, Any], *, of_the_seat: bool) -> dict[str, Any]:
    """The pack for one reader. That a *no names* matter is this seat's, only the seat's own people may know."""
    if of_the_seat:
        return content
    lists = ("commitments", "decisions", "questions")
    return {**content, **{name: [row for row in content[name] if not row["no_names"]] for name in lists}}
