"""Seats stay when people leave: holders over time, roles, and what stays with the seat."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.foundation.refusals import NotAllowed
from konbit.meetings.models import Attendance
from konbit.meetings.queries import attendance_of, commitments_owned_by, quorum_of, votes_present
from konbit.network.models import Holder, Organization, Seat
from konbit.network.operations.members import (
    HolderNeedsName,
    InvitationNeedsAddress,
    add_member,
    bring_in,
    hand_over,
)
from konbit.network.operations.seats import (
    AlreadyHasRole,
    AlreadyHolds,
    HolderHasLeft,
    LastConvener,
    LeavesBeforeComing,
    RoleHasEnded,
    SeatIsNobodys,
    change_holder,
    end_holder,
    end_role,
    give_role,
    seat_person,
)
from konbit.network.queries import day_in, holders_of, members_of, voting_seats
from tests.makers import (
    AT,
    a_commitment,
    a_group,
    a_meeting,
    a_network,
    a_person,
    a_role,
    a_seat,
    actor,
    convener_of,
    facilitator_of,
    the_person_with,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=10)


# --- N-4 --------------------------------------------------------------------------------------


def test_n4_a_seat_that_changes_hands_keeps_its_past_and_gives_its_promises_on():
    meeting = a_meeting(seats=3, seats_present=3)
    seat = meeting.group.seats.filter(votes=True).first()
    old = seat.holders.get().person
    promised = a_commitment(meeting, seat.member, accepted_by=old)
    proposed = a_commitment(meeting, seat.member, "Ask the county")
    new = a_person("New holder")
    change_holder(holder=seat.holders.get(), successor=new, by=convener_of(meeting.group), at=LATER)

    named = [attendance.person for attendance in attendance_of(meeting) if attendance.member == seat.member]
    assert named == [old], "past attendance names who was there"
    assert commitments_owned_by(actor(old, LATER)) == []
    meeting.state = "closed"
    meeting.save(update_fields=["state"])
    assert set(commitments_owned_by(actor(new, LATER))) == {promised, proposed}
    assert [holder.person for holder in holders_of(seat)] == [new, old]
    assert (
        seat.holders.get(person=old).until
        == seat.holders.get(person=new).since
        == day_in(meeting.group, LATER)
    )


def test_n4_fifteen_holders_of_ten_organizations_make_ten_organizations_and_a_quorum_of_ten():
    network = a_network()
    by = convener_of(network)
    names = [f"Organization {number}" for number in range(1, 11)]
    for name in names:
        bring_in(group=network, organization=name, name=f"First of {name}", by=by, at=AT)
    for name in names[:5]:
        seat = network.seats.get(organization__name=name)
        add_member(group=network, name=f"Second of {name}", seat=seat, by=by, at=AT)
    bring_in(
        group=network,
        organization="  the FUND ",
        role="funder",
        votes=False,
        name="Program officer",
        by=by,
        at=AT,
    )
    bring_in(group=network, organization="Initiative partner", votes=False, name="Coach", by=by, at=AT)
    # The same body again, written differently: in another group it sits as itself.
    coalition = a_group(network)
    bring_in(group=coalition, organization="organization  1", by=convener_of(coalition), at=AT)

    assert Organization.objects.filter(network=network).count() == 12
    assert Holder.objects.filter(seat__group=network, seat__votes=True).count() == 15
    assert voting_seats(network, day_in(network, AT)) == 10
    meeting = a_meeting(network, seats=10, seats_present=5)
    quorum = quorum_of(meeting, AT)
    assert (quorum.present, quorum.held, quorum.needed, quorum.is_met) == (5, 10, 6, False)


def test_n4_convener_funder_and_facilitator_have_no_vote_by_their_roles():
    network = a_network()
    a_role(network, "funder")
    assert voting_seats(network, day_in(network, AT)) == 0
    assert {member.votes for member in members_of(network, day_in(network, AT))} == {False}


def test_n4_two_holders_of_one_seat_count_once():
    meeting = a_meeting(seats=1, seats_present=1)
    seat = meeting.group.seats.get()
    second = a_person()
    seat_person(seat=seat, person=second, by=convener_of(meeting.group), at=AT)
    Attendance.objects.create(meeting=meeting, member=seat.member, person=second, mode="by_link", at=AT)
    assert votes_present(meeting) == 1


def test_n4_a_member_who_left_no_longer_acts_for_the_seat():
    network = a_network()
    person = a_person()
    seat = a_seat(network, holder=person)
    assert actor(person).holds(seat.member_id)
    end_holder(holder=seat.holders.get(), by=convener_of(network), at=LATER)
    assert actor(person, LATER - timedelta(days=1)).holds(seat.member_id)
    assert not actor(person, LATER).holds(seat.member_id)


class HandOvers(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), min_size=1, max_size=8))
    def test_n4_whoever_follows_whom_somebody_sits_every_day_and_nobody_twice(self, steps):
        network = a_network()
        people = [a_person() for _ in range(4)]
        seat = a_seat(network, holder=people[0])
        at, began = AT, day_in(network, AT)
        for index, days in steps:
            now = seat.holders.get(until=None)
            at += timedelta(days=days)
            try:
                change_holder(holder=now, successor=people[index], by=convener_of(network), at=at)
            except AlreadyHolds:
                assert people[index] == now.person
                assert seat.holders.get(until=None) == now
        for days in range((day_in(network, at) - began).days + 1):
            day = began + timedelta(days=days)
            (member,) = [member for member in members_of(network, day) if member.kind == "seat"]
            assert len(member.people) == 1
        assert Seat.objects.filter(group=network).count() == 1


# --- seats ------------------------------------------------------------------------------------


def test_a_seat_belongs_to_somebody():
    network = a_network()
    with pytest.raises(SeatIsNobodys):
        a_seat(network, title="  ")
    with pytest.raises(SeatIsNobodys):
        bring_in(group=network, title=" ", by=convener_of(network), at=AT)
    seat = a_seat(network, title="Parent member 1", role="parent_or_resident")
    assert seat.name == "Parent member 1"
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(title="")


def test_a_facilitator_may_open_a_seat_and_a_member_may_not():
    network = a_network()
    member = a_person()
    a_seat(network, holder=member)
    facilitator = a_role(network, "facilitator").person
    bring_in(group=network, title="Parent member 1", by=actor(facilitator), at=AT)
    for person in (member, a_role(network, "funder").person, a_person()):
        with pytest.raises(NotAllowed):
            bring_in(group=network, title="Parent member 2", by=actor(person), at=AT)
    assert not Seat.objects.filter(title="Parent member 2").exists()


def test_nobody_sits_twice_in_one_seat():
    network = a_network()
    person = a_person("Ana")
    seat = a_seat(network, holder=person)
    with pytest.raises(AlreadyHolds) as refused:
        seat_person(seat=seat, person=person, by=convener_of(network), at=AT)
    assert "Ana" in refused.value.sentence
    assert "Department of Health" in refused.value.sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        Holder.objects.create(seat=seat, person=person, since=day_in(network, AT))


def test_who_left_cannot_leave_again_nor_before_coming():
    network = a_network()
    seat = a_seat(network, holder=a_person("Ana"))
    holder, by = seat.holders.get(), convener_of(network)
    with pytest.raises(LeavesBeforeComing) as refused:
        end_holder(holder=holder, by=by, at=LATER, until=holder.since - timedelta(days=1))
    assert refused.value.field == "until"
    assert seat.holders.get().until is None
    end_holder(holder=holder, by=by, at=LATER)
    with pytest.raises(HolderHasLeft):
        end_holder(holder=holder, by=by, at=LATER)


def test_a_refused_hand_over_changes_nothing():
    network = a_network()
    ana, bo = a_person("Ana"), a_person("Bo", email="bo@example.org")
    seat = a_seat(network, holder=ana)
    by = convener_of(network)
    seat_person(seat=seat, person=bo, by=by, at=AT)
    holder = seat.holders.get(person=ana)
    with pytest.raises(AlreadyHolds):
        hand_over(
            holder=holder, name="Bo", email="BO@example.org", until=day_in(network, LATER), by=by, at=LATER
        )
    holder.refresh_from_db()
    assert holder.until is None
    assert seat.holders.count() == 2


def test_a_hand_over_planned_for_a_later_day_happens_on_that_day():
    network = a_network()
    ana = a_person("Ana")
    seat = a_seat(network, holder=ana)
    day = day_in(network, LATER)
    bo = hand_over(holder=seat.holders.get(), name="Bo", until=day, by=convener_of(network), at=AT)
    assert actor(ana, AT).holds(seat.member_id)
    assert not actor(bo, AT).holds(seat.member_id)
    assert not actor(ana, LATER).holds(seat.member_id)
    assert actor(bo, LATER).holds(seat.member_id)


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"email": "ana@example.org"}, HolderNeedsName, "name"),
        ({"send_invitation": True}, HolderNeedsName, "name"),
        ({"name": "Ana", "send_invitation": True}, InvitationNeedsAddress, "email"),
    ],
)
def test_a_seat_with_half_a_holder_is_refused_and_not_opened(changes, refusal, field):
    network = a_network()
    with pytest.raises(refusal) as refused:
        bring_in(group=network, organization="Acme", by=convener_of(network), at=AT, **changes)
    assert refused.value.field == field
    assert not Seat.objects.exists()
    assert not Organization.objects.exists()


# --- roles ------------------------------------------------------------------------------------


def test_only_the_convener_names_facilitators_and_conveners():
    network = a_network()
    facilitator = a_role(network, "facilitator").person
    for role in ("facilitator", "convener"):
        with pytest.raises(NotAllowed):
            give_role(group=network, role=role, person=a_person(), by=actor(facilitator), at=AT)
    held = give_role(group=network, role="navigator", person=a_person(), by=actor(facilitator), at=AT)
    end_role(held=held, by=actor(facilitator), at=AT)
    with pytest.raises(NotAllowed):
        end_role(held=network.roles.get(role="convener"), by=actor(facilitator), at=AT)


def test_nobody_has_one_role_twice():
    network = a_network()
    with pytest.raises(AlreadyHasRole):
        a_role(network, "convener", the_person_with(network, "convener"))


def test_a_group_keeps_a_convener():
    network = a_network()
    only = network.roles.get(role="convener")
    with pytest.raises(LastConvener):
        end_role(held=only, by=convener_of(network), at=AT)
    only.refresh_from_db()
    assert only.until is None
    a_role(network, "convener")
    end_role(held=only, by=actor(only.person), at=LATER)
    assert not actor(only.person, LATER).has_role(network.pk, "convener")


def test_a_role_ends_and_stays_in_the_history():
    network = a_network()
    held = a_role(network, "funder")
    end_role(held=held, by=convener_of(network), at=LATER)
    assert held.person in [
        person for member in members_of(network, day_in(network, AT)) for person in member.people
    ]
    assert held.person not in [
        person for member in members_of(network, day_in(network, LATER)) for person in member.people
    ]


def test_a_role_that_ended_is_not_ended_again():
    network = a_network()
    held = a_role(network, "funder")
    ended = end_role(held=held, by=convener_of(network), at=AT).until
    with pytest.raises(RoleHasEnded):
        end_role(held=held, by=convener_of(network), at=LATER)
    held.refresh_from_db()
    assert held.until == ended


def test_a_day_is_the_day_where_the_group_lives():
    # 02:00 in universal time is still the evening before in Chicago.
    night = AT.replace(hour=2)
    here, there = a_network(), a_network(time_zone="Asia/Ho_Chi_Minh")
    assert day_in(here, night) == night.date() - timedelta(days=1)
    assert day_in(there, night) == night.date()
    assert facilitator_of(here).in_group(here.pk)
