"""What a story needs to be played: a clock that runs on to a day, who acts, and a meeting held from check-in to record."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from konbit.accounts.links import reply_token_for
from konbit.accounts.models import Link, Person
from konbit.accounts.operations.inbound import receive_letter
from konbit.accounts.operations.links import read_link
from konbit.accounts.queries import letters
from konbit.foundation import clock
from konbit.foundation.actor import SYSTEM, Actor
from konbit.home.operations.demo_clock import move_clock
from konbit.meetings import queries
from konbit.meetings.models import Commitment, Meeting
from konbit.meetings.operations.agenda import add_item
from konbit.meetings.operations.attendance import check_in
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.records import publish_record
from konbit.meetings.words import ANSWER, REPLY
from konbit.network.models import Group, Seat
from konbit.network.queries import actor_for, member_in, members_of

ZONE = ZoneInfo("America/Chicago")
LATER = "later"


@dataclass(frozen=True)
class StepTold:
    """One step of a story: what was done on which day, what is expected, what was found, and whether they are alike."""

    number: int
    date: str
    do: str
    expected: dict[str, Any]
    found: dict[str, Any]
    passed: bool | str


class Stage:
    """A network, the meetings of its series, and what was promised, by the names the story gives."""

    def __init__(self) -> None:
        self.group: Group
        self.meetings: list[Meeting] = []
        self.promised: dict[str, Commitment] = {}
        # Whose seat owns each of them.
        self.seat_of: dict[str, str] = {}
        self.seen_letters = 0

    # --- the clock, and who acts

    def go_on(self, day: date) -> None:
        """Let the clock run to the morning of this day; everything due on the way happens on its own day."""
        moment = datetime.combine(day, time(9, 30), ZONE)
        if not clock.demo_has_begun():
            clock.move_demo_clock(moment)
        elif moment > clock.now():
            move_clock(to=moment, by=SYSTEM, at=clock.now())

    def at(self, hour: int, minute: int = 0) -> datetime:
        """Later on the same day."""
        moment = clock.now().astimezone(ZONE).replace(hour=hour, minute=minute)
        if moment > clock.now():
            move_clock(to=moment, by=SYSTEM, at=clock.now())
        return clock.now()

    def facilitator(self) -> Actor:
        held = self.group.roles.filter(role="facilitator", until=None).order_by("person__name").first()
        return actor_for(held.person, clock.now())

    def seat(self, name: str) -> Seat:
        return self.group.seats.get(organization__name=name)

    def holder(self, name: str) -> Person:
        day = clock.now().astimezone(ZONE).date()
        return next(m.people[0] for m in members_of(self.group, day) if m.name == name and m.kind == "seat")

    def addresses_of(self, name: str) -> list[str]:
        """Everybody who holds the seat gets the seat's letters."""
        holders = self.seat(name).holders.filter(until=None).select_related("person")
        return [holder.person.email or "" for holder in holders]

    def by_link(self, name: str, person: Person | None = None) -> Actor:
        """The owner, as who holds the newest link of their letter."""
        commitment, person = self.promised[name], person or self.holder(self.seat_of[name])
        newest = Link.objects.filter(person=person, purpose=ANSWER, about_id=commitment.pk).latest("made_at")
        letter = next(one for one in letters(person.email) if f"/answer/{newest.pk.hex}" in one.body)
        token = re.search(r"/answer/([^/\s]+)/", letter.body[letter.body.index(newest.pk.hex) - 10 :])
        link = read_link(token=token[1], purpose=ANSWER, by=SYSTEM, at=clock.now())
        return actor_for(link.person, clock.now(), channel="link")

    def now(self, name: str) -> Commitment:
        return Commitment.objects.get(pk=self.promised[name].pk)

    def states(self, *names: str) -> dict[str, str]:
        return {name: self.now(name).state for name in names}

    # --- meetings

    def hold(self, meeting: Meeting, during: Callable[[Meeting], None] = lambda _meeting: None) -> Meeting:
        """Approve what is not approved, check everybody in, let it happen, close."""
        by = self.facilitator()
        meeting = Meeting.objects.get(pk=meeting.pk)
        if meeting.state == "planned":
            meeting = set_ready(meeting=meeting, by=by, at=clock.now())
        meeting = open_meeting(meeting=meeting, by=by, at=clock.now())
        for member in members_of(self.group, meeting.day):
            if member.kind == "seat" and member.people:
                check_in(
                    meeting=meeting,
                    member=member_in(self.group, member.id),
                    person=member.people[0],
                    mode="in_person",
                    by=by,
                    at=clock.now(),
                )
        during(meeting)
        meeting = close_meeting(meeting=meeting, by=by, at=self.at(17))
        publish_record(meeting=meeting, by=by, at=self.at(18))
        self.at(18, 30)
        return meeting

    def held(self) -> list[Meeting]:
        return list(self.group.meetings.filter(state__in=["closed", "published"]).order_by("starts_at"))

    def agenda(self, number: int) -> list[Any]:
        return queries.agenda_of(Meeting.objects.get(pk=self.meetings[number - 1].pk))

    def newly_written_to(self, kind: str) -> set[str]:
        """The addresses of the letters of this kind since the last look; the way out in its foot names its kind."""
        new = [one for one in letters() if one.sequence > self.seen_letters]
        return {one.to for one in new if f".{kind}." in one.body}

    def look_at_letters(self) -> None:
        newest = letters().first()
        self.seen_letters = newest.sequence if newest else 0

    def put_on_agenda(self, meeting: Meeting, title: str) -> None:
        add_item(meeting=meeting, title=title, by=self.facilitator(), at=clock.now())

    def count_promised(self) -> int:
        return sum(self.now(name).is_promised for name in self.promised)

    def reply(self, name: str, text: str) -> None:
        """The owner replies to the question of the cycle from their own address."""
        person = self.holder(self.seat_of[name])
        link = Link.objects.filter(person=person, purpose=REPLY).latest("made_at")
        letter = EmailMessage()
        letter["From"], letter["To"] = person.email, f"replies+{reply_token_for(link.pk)}@konbit.example"
        letter["Message-ID"], letter["Subject"] = f"<{name}.reply@maln.example>", "Re: How does it stand?"
        letter.set_content(text)
        receive_letter(raw=letter.as_bytes(), by=SYSTEM, at=clock.now())
