"""Closure of a meeting, counted from what was written down of each commitment."""

from dataclasses import asdict
from datetime import date

from django.db.models import Q

from konbit.meetings.domain.closure import Closure, Step, closure
from konbit.meetings.models import CommitmentChange, Meeting
from konbit.network.queries import day_in


def closure_of(meeting: Meeting) -> Closure | None:
    """How much of what fell due since the meeting held before was done by the end of this one; None while it lasts.

    It comes out alike on the day of the meeting and ever after, whatever owners say later.
    """
    if meeting.closed_at is None:
        return None
    group = meeting.group
    before = (
        group.meetings.filter(closed_at__isnull=False, starts_at__lt=meeting.starts_at)
        .order_by("-starts_at")
        .first()
    )
    after = day_in(group, before.starts_at) if before else None
    return closure(
        _histories(meeting, after),
        after=after,
        until=day_in(group, meeting.starts_at),
        at=meeting.closed_at,
    )


def counts_of_closure(meeting: Meeting) -> dict[str, int | None] | None:
    """The closure as a record keeps it and pages print it: its counts, and the percentage from ten on."""
    found = closure_of(meeting)
    return found and {**asdict(found), "percent": found.percent}


def _histories(meeting: Meeting, after: date | None) -> list[list[Step]]:
    """The histories of the group's commitments that can have fallen due in the time: what falls due later than it did
    was carried, so a due day of today that lies before the time leaves a commitment out."""
    group = meeting.group
    rows = CommitmentChange.objects.filter(
        Q(commitment__withdrawn_at=None) | Q(commitment__withdrawn_at__gt=meeting.closed_at),
        commitment__meeting__group=group.pk,
        commitment__captured_at__lte=meeting.closed_at,
    )
    if after is not None:
        rows = rows.filter(commitment__due_on__gt=after)
    histories: dict[object, list[Step]] = {}
    for row in rows.order_by("commitment_id", "id").values(
        "commitment_id", "step", "at", "state_after", "due_after", "undone_at"
    ):
        histories.setdefault(row["commitment_id"], []).append(
            Step(
                step=row["step"],
                at=row["at"],
                on=day_in(group, row["at"]),
                state=row["state_after"],
                due_on=row["due_after"],
                undone_at=row["undone_at"],
            )
        )
    return list(histories.values())
