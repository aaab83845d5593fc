"""A person's own page: everything they owe, across groups and networks, each thing once and by its day."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from konbit.accounts.models import Person
from konbit.home.owed import owed
from konbit.meetings.models import Commitment
from konbit.network.operations.seats import give_role, seat_person
from tests import examples
from tests.makers import (
    AT,
    a_commitment,
    a_group,
    a_meeting,
    a_network,
    a_person,
    a_proposal,
    a_question,
    a_seat,
    actor,
    an_item,
    client_of,
    clock_stands_at,
    convener_of,
    the_person_with,
)
from tests.meetings.reading import at

pytestmark = pytest.mark.django_db


def a_place(group, person, **seat):
    """A meeting of the group, now over, in which the person holds a seat."""
    meeting = a_meeting(group, seats=0, seats_present=0)
    held = a_seat(group, **seat)
    seat_person(seat=held, person=person, by=convener_of(group), at=AT)
    return meeting, held.member


def over(meeting):
    meeting.state, meeting.closed_at = "closed", AT
    meeting.save()


@pytest.fixture
def leader(settings):
    clock_stands_at(settings)
    return a_person("Leader of health")


@pytest.fixture
def three_groups(leader):
    """One person with seats in two networks and in a group of one of them; something is open in each."""
    first, second = a_network(), a_network()
    inside = a_group(first)
    open_now = {}
    for number, group in enumerate((first, second, inside), start=1):
        meeting, member = a_place(group, leader, organization=f"Agency {number}")
        promised = a_commitment(
            meeting, member, f"Promise {number}", due_in=40 - 10 * number, accepted_by=leader
        )
        proposed = a_commitment(meeting, member, f"Proposal {number}", due_in=60)
        asked = a_question(meeting, member, f"Question {number}?")
        over(meeting)
        open_now[group.pk] = (promised, proposed, asked)
    return open_now


def test_h3_open_things_of_two_networks_and_three_groups_stand_once_each_by_day(leader, three_groups):
    found = owed(actor(leader), AT)
    wordings = [str(one.words) for one in found]
    assert sorted(wordings) == sorted(
        f"{kind} {number}{mark}"
        for number in (1, 2, 3)
        for kind, mark in (("Promise", ""), ("Proposal", ""), ("Question", "?"))
    )
    assert [one.by_day for one in found] == sorted(one.by_day for one in found)
    page = client_of(leader).get(reverse("my_page")).content.decode()
    shown = page[page.index('id="owed"') :]
    for wording in wordings:
        assert shown.count(f">{wording}<") == 1
    places = [shown.index(f">{wording}<") for wording in wordings]
    assert places == sorted(places), "in the order of their days"


def test_h3_each_is_done_in_three_actions_at_most(leader, three_groups):
    """Open the thing, choose or write, send: what is done no longer stands there."""
    client = client_of(leader)
    while found := owed(actor(leader), AT):
        thing, actions = found[0], 0
        page = client.get(thing.url.split("#")[0])
        actions += 1
        assert page.status_code == 200
        if thing.page == "question":
            values = {"answer": "In the spring."}
        else:
            commitment = Commitment.objects.get(pk=thing.commitment.pk)
            step = "accept" if commitment.state == "proposed" else "done"
            assert re.search(f'value="{step}"', page.content.decode())
            values = {"step": step, "version": commitment.version}
        actions += 1
        sent = client.post(thing.url.split("#")[0], values)
        actions += 1
        assert sent.status_code == 302
        assert actions <= 3
        left = {(one.page, one.arguments, one.do) for one in owed(actor(leader), AT)}
        assert (thing.page, thing.arguments, thing.do) not in left


def test_h3_what_a_meeting_asks_this_minute_comes_first(leader):
    group = a_network()
    meeting, member = a_place(group, leader, organization="Department of Health")
    a_commitment(meeting, member, due_in=0, accepted_by=leader)
    a_proposal(meeting, "We meet every six weeks")
    found = owed(actor(leader), AT)
    assert (found[0].now, found[0].words) == (True, "We meet every six weeks")


def test_h3_a_facilitator_finds_the_agenda_to_approve_and_the_record_to_publish(leader, settings):
    group = a_network()
    give_role(group=group, role="facilitator", person=leader, by=convener_of(group), at=AT)
    over(a_meeting(group, seats=0, seats_present=0))
    a_meeting(group, seats=0, state="planned", at=AT + timedelta(days=42))
    assert [str(one.do) for one in owed(actor(leader), AT)] == ["Publish the record"]
    two_weeks_before = AT + timedelta(days=28)
    assert {str(one.do) for one in owed(actor(leader, two_weeks_before), two_weeks_before)} == {
        "Publish the record",
        "Approve the agenda",
    }


def test_what_is_asked_for_after_the_agenda_was_approved_waits_for_the_facilitator(leader):
    group = a_network()
    meeting = a_meeting(group, seats=1, state="ready", at=AT + timedelta(days=9))
    client = client_of(the_person_with(group, "facilitator"))
    assert "Look at the run sheet" in at(client, "meeting", meeting.pk).words
    item = an_item(meeting, "Buses on Sunday")
    item.state = "requested"
    item.save()
    mine = at(client, "my_page")
    assert "Place what was asked for" in mine.part("owed")
    assert "Buses on Sunday" in mine.part("owed")
    place = reverse("agenda", args=[meeting.pk]) + f"#item-{item.pk}"
    assert mine.all("a", href=place)
    assert f'id="item-{item.pk}"' in at(client, "agenda", meeting.pk).html
    assert "1 item was asked for and waits to be placed." in at(client, "meeting", meeting.pk).words
    item.state = "on_agenda"
    item.save()
    assert "Buses on Sunday" not in at(client, "my_page").words
    assert "Look at the run sheet" in at(client, "meeting", meeting.pk).words


def test_h3_nothing_of_a_group_the_person_has_left(leader):
    group = a_network()
    meeting, member = a_place(group, leader, organization="Department of Health")
    a_commitment(meeting, member, accepted_by=leader)
    over(meeting)
    holder = member.seat.holders.get()
    holder.until = AT.date()
    holder.save()
    assert owed(actor(leader), AT) == []


def test_what_is_owed_says_itself_where_it_comes_from(settings):
    clock_stands_at(settings)
    examples.best_start()
    officer = client_of(Person.objects.get(name="First 5 LA program officer 1"))
    shown = at(officer, "my_page").html
    rows = re.findall(r"<li.*?</li>", shown[shown.index('id="owed"') :], re.DOTALL)
    labels = {
        wording: [label for label in ("made up", "our reading") if label in row]
        for wording in (
            "question to their funder about sustainability",
            "When does the second payment for Region 5",
        )
        for row in rows
        if wording in row and "/money/" in row
    }
    assert labels == {
        "question to their funder about sustainability": ["our reading"],
        "When does the second payment for Region 5": ["made up"],
    }
