"""Somebody stands in: one letter, one page with that meeting's material and nothing else, one tap at the check-in."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from konbit.accounts.models import Link, Person
from konbit.foundation.clock import move_demo_clock
from konbit.meetings.models import AgendaItem, Attendance, Regret
from konbit.meetings.operations.access import ask_for_access
from konbit.meetings.operations.meetings import open_meeting, set_ready
from konbit.meetings.queries import quorum_of
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_role,
    a_seat,
    actor,
    an_item,
    client_of,
    facilitator_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page, visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

MEETS = AT + timedelta(days=5)
DEPUTY = "deputy@example.org"


class StandingIn:
    """A network that meets soon; the leader of one seat cannot come and names a deputy."""

    def __init__(self):
        self.group = a_network(name="Delta network")
        self.leader = a_person("Leader of health")
        self.seat = a_seat(self.group, "Department of Health", holder=self.leader)
        self.meeting = a_meeting(self.group, seats=3, state="planned", at=MEETS, item="Evening sessions")
        an_item(self.meeting, "What two offices cannot do", is_private=True)
        self.unnamed = an_item(
            self.meeting,
            "Speaking openly",
            is_no_names=True,
            lead=self.seat.member,
            background="Who spoke last",
        )
        self.other = a_meeting(
            self.group, state="planned", at=MEETS + timedelta(days=42), item="Another matter"
        )

    @property
    def facilitator(self):
        return the_person_with(self.group, "facilitator")

    def says(self, delegate="Deputy of health", email=DEPUTY, person=None):
        return at(client_of(person or self.leader), "cannot_come", self.meeting.pk).send(
            delegate=delegate, email=email
        )

    def letters(self, email=DEPUTY):
        return [one for one in letters_sent() if one.to == email]

    def address(self, email=DEPUTY):
        (letter,) = self.letters(email)[:1]
        return re.search(r"https?://[^/]+(/\S+/standing-in/\S+)", letter.body)[1]

    def is_ready(self):
        return set_ready(meeting=self.meeting, by=facilitator_of(self.group), at=AT)


@pytest.fixture
def story(the_day):
    return StandingIn()


def works(address):
    return "This link does not work" not in visit(Client(), address).words


def test_a_delegate_with_an_address_gets_one_letter_also_when_it_is_said_again(story):
    story.says()
    story.says()
    (letter,) = story.letters()
    said = "Leader of health cannot come and asks you to stand in for the seat of Department of Health."
    assert said in letter.body
    assert Person.objects.filter(name="Deputy of health").count() == 1


def test_a_change_that_leaves_the_address_out_keeps_who_was_named(story):
    page = story.says()
    address = story.address()
    page.send()
    assert Regret.objects.get().delegate.email == DEPUTY
    assert works(address)
    assert DEPUTY not in page.html
    page.send(delegate="")
    assert Regret.objects.get().delegate is None
    assert not works(address)


def test_a_delegate_without_an_address_is_one_person_however_often_it_is_said(story):
    story.says(email="")
    story.says(email="")
    assert letters_sent() == []
    assert Person.objects.filter(name="Deputy of health").count() == 1
    assert Regret.objects.get().delegate.name == "Deputy of health"


def test_the_page_shows_that_meetings_material_without_what_is_private(story):
    story.says()
    page = visit(Client(), story.address())
    assert page.status == 200
    for shown in (
        "Leader of health cannot come.",
        "Department of Health",
        "Evening sessions",
        "Speaking openly",
    ):
        assert shown in page.words
    assert "What two offices cannot do" not in page.html
    assert "Another matter" not in page.html


def test_n3_a_no_names_item_names_nobody_there(story):
    story.says()
    page = visit(Client(), story.address())
    assert "Led by" not in page.words


@pytest.mark.parametrize("ready", [False, True])
def test_it_says_whether_the_agenda_is_a_draft_or_frozen(story, ready):
    story.says()
    if ready:
        story.is_ready()
        an_item(story.meeting, "Added after it was frozen", minutes=0)
    page = visit(Client(), story.address())
    assert ("Version 1, as it stood on" in page.words) is ready
    assert ("A draft" in page.words) is not ready
    assert "Added after it was frozen" not in page.words


def test_the_link_opens_nothing_else_of_the_group(story):
    story.is_ready()
    story.says()
    address, client = story.address(), Client()
    page = visit(client, address)
    for link in page.all("a"):
        assert "/groups/" not in str(link.attributes)
        assert "/meetings/" not in str(link.attributes)
    for name, *args in (
        ("meeting", story.meeting.pk),
        ("pre_read", story.meeting.pk),
        ("agenda", story.meeting.pk),
        ("meeting", story.other.pk),
        ("group", story.group.address),
    ):
        assert visit(client, reverse(name, args=args)).status == 404
    token = address.rstrip("/").rpartition("/")[2]
    for name in ("bring", "cannot_come_by_link", "answer"):
        assert "This link does not work" in visit(client, reverse(name, args=[token])).words
    past_the_page(client, "bring", token, title="Smuggled", asked_by=str(story.seat.member.pk))
    assert not AgendaItem.objects.filter(title="Smuggled").exists()
    assert past_the_page(client, "stands_in", token, title="Smuggled").status in {200, 405}


def test_opening_it_changes_nothing(story):
    story.says()
    address = story.address()
    before = list(Link.objects.values()), list(Regret.objects.values())
    for _scanner in range(3):
        visit(Client(), address)
    assert (list(Link.objects.values()), list(Regret.objects.values())) == before


def test_taken_back_the_link_ends_at_once(story):
    page = story.says()
    address = story.address()
    assert works(address)
    page.undo()
    assert not works(address)


def test_another_delegate_gets_a_letter_and_the_first_link_ends(story):
    story.says()
    first = story.address()
    story.says("Second deputy", "second@example.org")
    second = story.address("second@example.org")
    assert works(second)
    assert not works(first)


def test_whoever_stands_in_for_two_seats_keeps_the_link_until_both_are_taken_back(story):
    other = a_person("Leader of services")
    a_seat(story.group, "Department of Human Services", holder=other)
    story.says()
    address = story.address()
    story.says(person=other)
    assert len(story.letters()) == 1
    assert "Leader of services cannot come." in visit(Client(), address).words
    at(client_of(story.leader), "cannot_come", story.meeting.pk).send(
        reverse("undo_cannot_come", args=[story.meeting.pk, Regret.objects.get(person=story.leader).pk])
    )
    assert "Leader of health" not in visit(Client(), address).words
    assert works(address)


def test_taken_back_before_the_letter_went_out_no_letter_goes(story):
    story.says().undo()
    assert story.letters() == []


def test_the_link_works_until_two_days_after_the_meeting(story):
    story.says()
    address = story.address()
    story.meeting.refresh_from_db()
    move_demo_clock(story.meeting.ends_at + timedelta(hours=47))
    assert works(address)
    move_demo_clock(story.meeting.ends_at + timedelta(hours=48))
    assert not works(address)


def test_this_is_not_me_ends_the_link(story):
    story.says()
    address = story.address()
    visit(Client(), address).send(address + "not-me/")
    assert not works(address)


def test_the_address_of_somebody_known_here_leads_to_them_without_telling_their_name(story):
    known = a_person("Name on file")
    page = story.says("Our deputy", known.email)
    assert Regret.objects.get().delegate == known
    assert "Our deputy stands in." in page.words
    assert "Name on file" not in page.words


@pytest.mark.parametrize(
    ("delegate", "email", "says"),
    [
        ("", DEPUTY, "Write the name of the person who stands in."),
        ("Deputy", "no address", "no address"),
    ],
)
def test_what_cannot_be_stored_stays_in_the_form_with_its_reason(story, delegate, email, says):
    page = story.says(delegate, email)
    assert page.status == 422
    assert says in page.html
    assert not Regret.objects.exists()


def test_nobody_stands_in_for_themselves(story):
    assert "Write the address of the person who stands in." in story.says("Me", story.leader.email).words
    assert not Regret.objects.exists()


def test_a_role_has_no_delegate(story):
    person = a_person("Advisor")
    a_role(story.group, "elected_official", person)
    page = at(client_of(person), "cannot_come", story.meeting.pk)
    assert "stands in" not in page.part("main").replace("name who stands in for your seat", "")
    page.send()
    assert Regret.objects.get().delegate is None


# --- at the check-in --------------------------------------------------------------------------


def opened(story):
    meeting = story.is_ready()
    move_demo_clock(MEETS)
    open_meeting(meeting=meeting, by=facilitator_of(story.group, MEETS), at=MEETS)
    return meeting


def test_one_tap_checks_in_who_was_named_organization_present_and_person_absent(story):
    story.says()
    meeting = opened(story)
    page = at(client_of(story.facilitator), "check_in", meeting.pk)
    assert "was named to stand in for Leader of health" in page.words
    assert "sent word: cannot come" in page.words
    regret = Regret.objects.get()
    page.send(reverse("delegate_is_here", args=[meeting.pk, regret.pk]), mode="in_person")
    rows = {row.person: (row.mode, row.is_delegate) for row in Attendance.objects.all()}
    assert rows == {regret.delegate: ("in_person", True), story.leader: ("absent", False)}
    assert Person.objects.filter(name="Deputy of health").count() == 1
    assert quorum_of(meeting, MEETS).present == 1
    again = at(client_of(story.facilitator), "check_in", meeting.pk)
    assert "was named to stand in" not in again.words


def test_the_tap_is_taken_back_in_one_step(story):
    story.says()
    meeting = opened(story)
    page = at(client_of(story.facilitator), "check_in", meeting.pk)
    page = page.send(reverse("delegate_is_here", args=[meeting.pk, Regret.objects.get().pk]), mode="by_link")
    page.undo()
    assert not Attendance.objects.filter(is_delegate=True).exists()
    assert "was named to stand in" in at(client_of(story.facilitator), "check_in", meeting.pk).words


def test_the_same_name_typed_at_the_door_is_the_same_person(story):
    story.says()
    meeting = opened(story)
    page = at(client_of(story.facilitator), "check_in", meeting.pk)
    page.send(reverse("delegate", args=[meeting.pk, story.seat.member.pk]), delegate="deputy of health")
    assert Attendance.objects.get(is_delegate=True).person == Regret.objects.get().delegate


def test_n5_only_a_facilitator_taps(story):
    story.says()
    meeting = opened(story)
    regret = Regret.objects.get()
    refused = past_the_page(
        client_of(story.leader), "delegate_is_here", meeting.pk, regret.pk, mode="in_person"
    )
    assert refused.status == 403
    assert not Attendance.objects.exists()


def test_a_need_said_meanwhile_does_not_touch_who_stands_in(story):
    story.is_ready()
    story.says()
    ask_for_access(meeting=story.meeting, kind="child_care", by=actor(story.leader), at=AT)
    assert works(story.address())
