"""The demo: the seats a visitor takes with one click, and the clock that moves only when told to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.meetings.queries import next_meeting
from konbit.network.models import Group
from konbit.network.queries import day_in, group_by_address, members_of, networks

# A Tuesday morning in Mississippi, nine days before a meeting of the example network.
BEGINS = datetime(2026, 2, 17, 15, 0, tzinfo=UTC)
NETWORK = "maln"


@dataclass(frozen=True)
class DemoSeat:
    """One of the five seats of the front page."""

    key: str
    heading: Promise
    does: Promise
    person: Person


SEATS = {
    "facilitator": (
        _("Facilitator"),
        _("Build the agenda, check people in, capture what is decided, publish the record."),
    ),
    "agency_leader": (
        _("Agency leader"),
        _("Ask for an item, vote, and answer the commitments that wait for your agency."),
    ),
    "parent": (_("Parent"), _("Propose, vote in the parent coalition, and say what you need to take part.")),
    "convener": (_("Convener"), _("Call meetings, invite people, look after seats and settings.")),
    "funder": (_("Funder"), _("See what was asked of you, and the record without its private items.")),
}


def seats(at: datetime) -> list[DemoSeat]:
    """The seats that can be taken, each with the example person who sits there."""
    network = group_by_address(NETWORK)
    if network is None:
        return []
    found: dict[str, Person] = {}
    for member in members_of(network, day_in(network, at)):
        key = {"parent_or_resident": "parent"}.get(member.role, member.role) if member.kind == "role" else ""
        if member.kind == "seat" and member.name == "Department of Health":
            key = "agency_leader"
        if key in SEATS and member.people:
            found.setdefault(key, member.people[0])
    return [DemoSeat(key, *words, found[key]) for key, words in SEATS.items() if key in found]


@dataclass(frozen=True)
class Move:
    """A moment the clock can be moved to."""

    moment: datetime
    says: Promise | str
    group: Group | None = None


def moves(at: datetime) -> list[Move]:
    """The next steps of every example group, soonest first: a day on, the run sheet, the meeting, the record."""
    found = [Move(at + timedelta(days=1), _("One day on"))]
    for network in networks():
        for group in [network, *network.subgroups.all()]:
            meeting = next_meeting(group)
            if meeting is None:
                continue
            for offset, says in (
                (timedelta(days=-7), _("A week before the meeting: the agenda is approved")),
                (timedelta(days=-1), _("The day before the meeting: the run sheet")),
                (timedelta(), _("The meeting begins")),
                (timedelta(days=1), _("The day after: the record is published")),
            ):
                if meeting.starts_at + offset > at:
                    found.append(Move(meeting.starts_at + offset, says, group))
    return sorted(found, key=lambda move: move.moment)
