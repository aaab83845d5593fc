"""The demo: the seats a visitor takes with one click, and the clock that moves only when told to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.meetings.models import Meeting
from konbit.meetings.queries import last_meeting, next_meeting
from konbit.meetings.queries.cycle import planned_steps
from konbit.meetings.steps import step_for
from konbit.meetings.words import CYCLE_STEPS
from konbit.network.models import Group
from konbit.network.queries import day_in, group_by_address, members_of, networks

# A Tuesday morning in Mississippi, nine days before a meeting of the example network.
BEGINS = datetime(2026, 2, 17, 15, 0, tzinfo=UTC)
NETWORK = "maln"


@dataclass(frozen=True)
class DemoSeat:
    """One of the seats of the front page."""

    key: str
    heading: Promise
    does: Promise
    person: Person

    @property
    def card(self) -> str:
        """On which card of the front page it stands: residents, money or coalition."""
        if self.key in RESIDENTS:
            return "residents"
        return "money" if self.key in MONEY_SEATS else "coalition"


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

# Those who give, pass on and receive money in the other example network, and who says what it is for: the group and
# the name of the seat.
MONEY_SEATS = {
    "local_contractor": (
        _("Local contractor"),
        _("Record what you did once, report about it, and see what your funder owes you."),
        ("best_start-region-1", "Local contractor 1"),
    ),
    "regional_grantee": (
        _("Regional grantee"),
        _("Pass money on, read the reports of your contractors, ask your funder."),
        ("best_start", "Para Los Niños"),
    ),
    "grant_maker": (
        _("Funder of grants"),
        _("See what you owe: answers, receipts and payments, as everybody else sees it."),
        ("best_start", "First 5 LA"),
    ),
    "resident": (
        _("Resident"),
        _("Write your community's change agenda, and say which outcomes it meets."),
        ("best_start-metro-la", "Resident of Metro LA 1"),
    ),
}
RESIDENTS = ("parent", "resident")


def seats(at: datetime) -> list[DemoSeat]:
    """The seats that can be taken, each with the example person who sits there."""
    return [*_coalition_seats(at), *_money_seats(at)]


def _money_seats(at: datetime) -> Iterator[DemoSeat]:
    for key, (heading, does, (address, name)) in MONEY_SEATS.items():
        group = group_by_address(address)
        members = members_of(group, day_in(group, at)) if group is not None else []
        for member in members:
            if member.kind == "seat" and member.name == name and member.people:
                yield DemoSeat(key, heading, does, member.people[0])


def _coalition_seats(at: datetime) -> list[DemoSeat]:
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
    """A moment the clock can be moved to, and what happens then."""

    moment: datetime
    says: tuple[Promise | str, ...]
    group: Group | None = None
    is_meeting: bool = False


# How many moments are offered beside a day on and the beginnings of meetings.
OFFERED = 6
# By this hour of a day the demo does what the day brings: letters are not written at night.
MORNING = time(9)


def moves(at: datetime) -> list[Move]:
    """A day on; then the next steps and the next meetings of every example group, soonest first."""
    meetings, steps = [], []
    for network in networks():
        for group in [network, *network.subgroups.all()]:
            coming, held = next_meeting(group), last_meeting(group)
            steps += [move for meeting in (held, coming) if meeting for move in _steps(meeting, at)]
            if coming and coming.starts_at > at:
                meetings.append(Move(coming.starts_at, (_("The meeting begins"),), group, is_meeting=True))
    soonest = sorted(steps, key=lambda move: move.moment)[:OFFERED]
    offered = sorted([*soonest, *meetings], key=lambda move: move.moment)
    return [Move(at + timedelta(days=1), (_("One day on"),)), *offered]


def _steps(meeting: Meeting, at: datetime) -> list[Move]:
    """The days on which the cycle of this meeting still has something to do. That it is missed, if nobody holds it,
    is nothing a visitor moves the clock for."""
    group = meeting.group
    days: dict[date, list[Promise | str]] = {}
    for planned in planned_steps(meeting):
        if step_for(planned.step) and planned.step != "miss":
            days.setdefault(planned.day, []).append(CYCLE_STEPS[planned.step])
    found = [Move(morning_of(group, day), tuple(says), group) for day, says in days.items()]
    return [move for move in found if move.moment > at]


def morning_of(group: Group, day: date) -> datetime:
    """When the demo does what this day brings, on the clocks of the place where the group lives."""
    return datetime.combine(day, MORNING, ZoneInfo(group.time_zone))
