"""Makers of people, groups and meetings for tests: each shows only what matters to the test that asks.

Everything goes through the operations a person would use. Pages read the machine's clock, which is later than `AT`;
a page test in which the day or the hour matters asks for `clock_stands_at(settings)` first.
"""

from datetime import UTC, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.test import Client

from konbit.accounts.models import MailboxLetter, Person
from konbit.accounts.operations.people import add_person
from konbit.accounts.queries import letters
from konbit.foundation.actor import Actor, shell_operator
from konbit.foundation.clock import move_demo_clock
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.models import AgendaItem, Commitment, Decision, Meeting, ParkedItem, Question
from konbit.meetings.operations.agenda import add_item
from konbit.meetings.operations.attendance import check_in
from konbit.meetings.operations.captures import ask_question, park
from konbit.meetings.operations.commitments import accept_commitment, propose_commitment
from konbit.meetings.operations.decisions import put_to_the_table, record_decision
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_meeting, set_ready
from konbit.meetings.operations.records import publish_record
from konbit.network.models import Group, GroupMember, RoleHolding, Seat
from konbit.network.operations.groups import found_group, found_network
from konbit.network.operations.organizations import add_organization
from konbit.network.operations.seats import give_role, open_seat, seat_person
from konbit.network.queries import actor_for, day_in, members_of, network_of

# A Thursday, 10:00 in Chicago, where groups live unless a test says otherwise.
AT = datetime(2025, 3, 6, 16, 0, tzinfo=UTC)
SHELL = shell_operator()
_numbers = count(1)


# --- people -----------------------------------------------------------------------------------


def a_person(name="", *, email=None, language="en") -> Person:
    """A person; with an address of their own unless `email` says otherwise ("" for none)."""
    number = next(_numbers)
    email = f"person-{number}@example.org" if email is None else email
    person = add_person(name=name or f"Person {number}", email=email, language=language, by=SHELL, at=AT)
    # Pages read the machine's clock: a test must not depend on the hour at which it runs.
    person.quiet_from = person.quiet_until = None
    person.save(update_fields=["quiet_from", "quiet_until"])
    return person


def an_operator(name="Operator") -> Person:
    """A person who looks after the installation. The verb that makes the first one is tested by itself."""
    person = a_person(name)
    person.is_operator = True
    person.save(update_fields=["is_operator"])
    return person


def actor(person, at=AT) -> Actor:
    """Who acts when this person does, with the seats and roles of that moment."""
    return actor_for(person, at)


def client_of(person) -> Client:
    """A browser of this person's own, signed in."""
    return signed_in(Client(), person)


def signed_in(client, person):
    """The client, with this person signed in."""
    client.force_login(person)
    return client


def clock_stands_at(settings, moment=AT):
    """Let pages and jobs live at this moment, by the demo's own clock. `settings` is pytest-django's fixture."""
    settings.KONBIT_DEMO = True
    move_demo_clock(moment)


def letters_are_kept(settings):
    """Let letters go to the mailbox, as in the demo. In a test they else go to `django.core.mail.outbox`."""
    settings.MAILERS = {"default": {"BACKEND": "konbit.accounts.mailbox.MailboxBackend"}}


def letters_sent(to=None) -> list[MailboxLetter]:
    """Do every job that is due, then answer the letters in the mailbox, newest first; of one person when given."""
    work_until_empty()
    return list(letters(to.email if to else None))


# --- groups -----------------------------------------------------------------------------------


def a_network(*, founder=None, **changes) -> Group:
    """A network, founded by an operator, who convenes and facilitates it."""
    founder = founder or an_operator()
    number = next(_numbers)
    values = {"name": f"Network {number}", "address": f"network-{number}", **changes}
    return found_network(founder=founder, by=actor(founder), at=AT, **values)


def a_group(parent=None, *, convener=None, **changes) -> Group:
    """A group inside another, founded by the parent's convener; `convener` (a new person) convenes and facilitates it."""
    parent = parent or a_network()
    number = next(_numbers)
    convener = convener or a_person(f"Convener of group {number}")
    values = {"name": f"Group {number}", "address": f"group-{number}", "kind": "working_group", **changes}
    return found_group(parent=parent, founder=convener, by=convener_of(parent), at=AT, **values)


def the_person_with(group, role) -> Person:
    """Somebody who has the role in the group now."""
    return group.roles.filter(role=role, until=None).first().person


def convener_of(group, at=AT) -> Actor:
    return actor(the_person_with(group, "convener"), at)


def facilitator_of(group, at=AT) -> Actor:
    return actor(the_person_with(group, "facilitator"), at)


def an_organization(group, name="Department of Health", **changes):
    """The organization of this name in the group's network; added if there is none."""
    network = network_of(group)
    there = network.organizations.filter(name__iexact=name, merged_into=None).first()
    return there or add_organization(network=network, name=name, by=convener_of(network), at=AT, **changes)


def a_seat(
    group, organization="Department of Health", *, votes=True, holder=None, title="", role="member"
) -> Seat:
    """A seat of the organization, or with a title of nobody's organization; held by `holder` if given."""
    body = None if title else an_organization(group, organization)
    by = convener_of(group)
    seat = open_seat(group=group, organization=body, title=title, votes=votes, role=role, by=by, at=AT)
    if holder is not None:
        seat_person(seat=seat, person=holder, by=by, at=AT)
    return seat


def a_parent(group, name="Parent member 1", *, votes=True) -> Person:
    """A parent with a seat of their own in the group."""
    person = a_person(name)
    a_seat(group, title=f"Seat of {name}", role="parent_or_resident", votes=votes, holder=person)
    return person


def a_role(group, role="facilitator", person=None) -> RoleHolding:
    """A person, a new one unless given, with a role in the group."""
    return give_role(group=group, role=role, person=person or a_person(), by=convener_of(group), at=AT)


# --- meetings ---------------------------------------------------------------------------------


def a_meeting(
    group=None, *, seats=10, seats_present=6, state="open", at=AT, item="Transportation"
) -> Meeting:
    """A meeting of 90 minutes that begins at `at`, in any of its states, with one item on its agenda.

    The group gets voting seats, each with a holder, until it has `seats` of them. From "open" on, the holders of
    `seats_present` of them are checked in.
    """
    group = group or a_network()
    by = facilitator_of(group, at)
    voting = [member for member in members_of(group, day_in(group, at)) if member.votes]
    for number in range(len(voting), seats):
        a_seat(group, f"Organization {number + 1}", holder=a_person(f"Leader {number + 1}"))
    begins, ends = _hours(group, at)
    _make_room(group, at)
    meeting = set_meeting(group=group, day=day_in(group, at), begins=begins, ends=ends, by=by, at=at)
    if item:
        an_item(meeting, item)
    steps = ["planned", "ready", "open", "closed", "published"]
    steps = steps[: steps.index(state) + 1]
    if "ready" in steps:
        meeting = set_ready(meeting=meeting, by=by, at=at)
    if "open" in steps:
        meeting = open_meeting(meeting=meeting, by=by, at=at)
        check_in_seats(meeting, seats_present, at=at)
    if "closed" in steps:
        meeting = close_meeting(meeting=meeting, by=by, at=at)
    if "published" in steps:
        publish_record(meeting=meeting, by=by, at=at)
        meeting.refresh_from_db()
    return meeting


def check_in_seats(meeting, how_many, *, at=AT):
    """The holders of so many voting seats are here, in person."""
    by = facilitator_of(meeting.group, at)
    voting = [member for member in members_of(meeting.group, day_in(meeting.group, at)) if member.votes]
    for member in voting[:how_many]:
        owner = GroupMember.objects.get(pk=member.id)
        check_in(meeting=meeting, member=owner, person=member.people[0], mode="in_person", by=by, at=at)


def an_item(meeting, title="Transportation", **changes) -> AgendaItem:
    """An item that the facilitator put on the agenda."""
    return add_item(meeting=meeting, title=title, by=facilitator_of(meeting.group), at=AT, **changes)


def a_commitment(
    meeting, owner=None, wording="Call three employers", *, due_in=30, accepted_by=None
) -> Commitment:
    """A commitment captured in an open meeting for `owner` (a group member), accepted if a person is given for it."""
    owner = owner or meeting.group.members.filter(seat__votes=True).first()
    commitment = propose_commitment(
        item=meeting.items.first(),
        wording=wording,
        owner=owner,
        due_on=day_in(meeting.group, AT) + timedelta(days=due_in),
        by=facilitator_of(meeting.group),
        at=AT,
    )
    if accepted_by is not None:
        commitment = accept_commitment(commitment=commitment, by=actor(accepted_by), at=AT)
    return commitment


def a_proposal(meeting, wording="We meet every six weeks", **changes) -> Decision:
    """A decision put to the table in an open meeting, not recorded yet."""
    by = facilitator_of(meeting.group)
    return put_to_the_table(item=meeting.items.first(), wording=wording, by=by, at=AT, **changes)


def a_question(meeting, asked_of=None, wording="When do the child care funds come?") -> Question:
    """A question captured in an open meeting, asked of a group member."""
    return ask_question(
        item=meeting.items.first(),
        wording=wording,
        asked_of=asked_of or meeting.group.members.filter(seat__votes=True).first(),
        by=facilitator_of(meeting.group),
        at=AT,
    )


def a_parked_item(meeting, wording="Summer hours") -> ParkedItem:
    """Something that came up in an open meeting and waits for a later one."""
    return park(item=meeting.items.first(), wording=wording, by=facilitator_of(meeting.group), at=AT)


def a_decision(meeting, wording="We meet every six weeks", *, state="decided", **changes) -> Decision:
    """A decision recorded in an open meeting."""
    decision = a_proposal(meeting, wording)
    return record_decision(decision=decision, state=state, by=facilitator_of(meeting.group), at=AT, **changes)


def _make_room(group, at):
    """A group meets once a day: one that was held on this day was held earlier, one that is prepared comes later."""
    for one in group.meetings.order_by("starts_at"):
        away = timedelta(days=42 if one.is_before else -42)
        while one.day == day_in(group, at) or group.meetings.filter(starts_at=one.starts_at).count() > 1:
            one.starts_at, one.ends_at = one.starts_at + away, one.ends_at + away
            one.save(update_fields=["starts_at", "ends_at"])


def _hours(group, at) -> tuple[time, time]:
    local = at.astimezone(ZoneInfo(group.time_zone))
    return local.time(), (local + timedelta(minutes=90)).time()
