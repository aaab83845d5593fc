"""A large network, written straight into the tables: only reading it is measured. Django must have begun."""

import time
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from konbit.accounts.operations.people import add_person
from konbit.foundation.actor import shell_operator
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings.models import (
    AgendaItem,
    Commitment,
    CommitmentChange,
    Decision,
    Meeting,
    ParkedItem,
    Question,
)
from konbit.network.models import GroupMember, Seat
from konbit.network.operations.groups import found_network
from konbit.network.queries import actor_for
from konbit.results.models import Priority, Result, ResultChange, ServedBy

NOW = datetime(2025, 3, 6, 16, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MEETINGS_A_ROUND = 60


class Town:
    """A network with seats, results, what was settled and what is open."""

    def __init__(self, seats: int, results: int) -> None:

        shell = shell_operator()
        self.person = add_person(name="Facilitator", email="facilitator@example.org", by=shell, at=NOW)
        self.group = found_network(founder=self.person, name="Town", address="town", by=shell, at=NOW)
        self.by = actor_for(self.person, NOW)
        self.members = GroupMember.objects.bulk_create(GroupMember(group=self.group) for _ in range(seats))
        Seat.objects.bulk_create(
            Seat(member=member, group=self.group, title=f"Seat {number}", opened_on=NOW.date())
            for number, member in enumerate(self.members)
        )
        priority = Priority.objects.create(network=self.group, code="GL", name={})
        rungs = ["achieved", "in_progress", "exploring", "committed"]
        self.results = Result.objects.bulk_create(
            Result(
                priority=priority,
                code=f"GL{number}",
                level="network",
                rung=rungs[number % len(rungs)],
                evidence="A page",
                text={
                    "en": {
                        "text": f"What the members mean to bring about, number {number}",
                        "state": "source",
                    }
                },
            )
            for number in range(results)
        )
        self.meetings = 0

    def _meeting(self, state: str, starts: datetime):

        self.meetings += 1
        meeting = Meeting.objects.create(
            group=self.group,
            number=self.meetings,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=120),
            time_zone="UTC",
            state=state,
        )
        items = AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, position=place, title=f"Item {place}") for place in range(20)
        )
        return meeting, items[0]

    def settle(self, commitments: int) -> None:
        """So many commitments that were done in meetings long past, with their answers and what came up beside them."""
        each = commitments // MEETINGS_A_ROUND
        for _round in range(MEETINGS_A_ROUND):
            at = NOW - (400 + self.meetings) * DAY
            meeting, item = self._meeting("published", at)
            base = {"meeting": meeting, "item": item, "captured_at": at, "wording": "Settled long ago"}
            done = Commitment.objects.bulk_create(
                Commitment(**base, owner=self.members[n % len(self.members)], due_on=at.date(), state="done")
                for n in range(each)
            )
            for step in ("propose", "accept", "on_track", "done"):
                CommitmentChange.objects.bulk_create(
                    CommitmentChange(
                        commitment=one,
                        at=at,
                        step=step,
                        state_after="done",
                        channel="page",
                        due_after=at.date(),
                    )
                    for one in done
                )
            ServedBy.objects.bulk_create(
                ServedBy(result=self.results[n % len(self.results)], commitment=one)
                for n, one in enumerate(done)
            )
            few = range(each // 5)
            Question.objects.bulk_create(
                Question(**base, asked_of=self.members[0], state="answered") for _ in few
            )
            Decision.objects.bulk_create(
                Decision(**base, state="decided", review_on=at.date(), reviewed_at=at) for _ in few
            )
            ParkedItem.objects.bulk_create(ParkedItem(**base, returned_at=at) for _ in few)
        ResultChange.objects.bulk_create(
            ResultChange(
                result=result,
                number=self.meetings + number,
                rung_before="idea",
                rung_after=result.rung,
                at=NOW - (400 + self.meetings) * DAY,
            )
            for result in self.results
            for number in range(2)
        )

    def leave_open(self, commitments: int) -> None:
        """What is open: promises of every kind, questions, decisions to review, parked items; three meetings held."""
        held = [self._meeting("published", NOW - days * DAY) for days in (130, 85, 43)]
        meeting, item = held[0]
        base = {"meeting": meeting, "item": item, "captured_at": meeting.starts_at, "wording": "Still open"}
        rows = Commitment.objects.bulk_create(
            Commitment(
                **base,
                owner=self.members[number % len(self.members)],
                due_on=(NOW + (number % 90) * DAY).date(),
                state="proposed" if number % 4 == 0 else "accepted",
                carried=number % 7 // 5,
                progress="on_track" if number % 3 else "",
            )
            for number in range(commitments)
        )
        CommitmentChange.objects.bulk_create(
            CommitmentChange(
                commitment=one,
                at=NOW - 20 * DAY,
                step="on_track",
                state_after="accepted",
                channel="link",
                due_after=one.due_on,
            )
            for one in rows
        )
        ServedBy.objects.bulk_create(
            ServedBy(result=self.results[number % len(self.results)], commitment=one)
            for number, one in enumerate(rows)
        )
        Question.objects.bulk_create(Question(**base, asked_of=self.members[n]) for n in range(20))
        Decision.objects.bulk_create(
            Decision(**base, state="decided", review_on=NOW.date()) for _ in range(10)
        )
        ParkedItem.objects.bulk_create(ParkedItem(**base) for _ in range(10))

    def build(self) -> tuple[float, int, int]:
        """Build the draft of a new meeting: seconds, queries, items."""
        meeting, _item = self._meeting("planned", NOW + 14 * DAY)
        meeting.items.all().delete()
        # As a page has it, with its group at hand.
        meeting = Meeting.objects.select_related("group").get(pk=meeting.pk)
        began = time.perf_counter()
        build_draft(meeting=meeting, by=self.by, at=NOW)
        seconds = time.perf_counter() - began
        items = meeting.items.count()
        meeting.items.all().delete()
        with CaptureQueriesContext(connection) as asked:
            build_draft(meeting=meeting, by=self.by, at=NOW)
        meeting.items.all().delete()
        meeting.delete()
        self.meetings -= 1
        return seconds, len(asked), items
