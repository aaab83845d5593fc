"""Row H-5: one letter to one person, none of a kind they stopped, and what they owe stays on their page."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from konbit.accounts.queries import letters
from konbit.foundation.clock import move_demo_clock
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.operations.meetings import close_meeting
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    client_of,
    clock_stands_at,
    facilitator_of,
    letters_are_kept,
    the_person_with,
)
from tests.meetings.reading import at, attributes, visit

pytestmark = pytest.mark.django_db
PROMISE = "Call three employers about evening shifts"
NEXT_TIME = AT + timedelta(days=42)


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings)
    letters_are_kept(settings)


def records_that_came(person):
    work_until_empty()
    return [letter for letter in letters(person.email) if letter.subject.startswith("Record of")]


def publish(meeting, moment):
    """The facilitator closes the meeting and publishes its record, on the page."""
    by = facilitator_of(meeting.group, moment)
    close_meeting(meeting=meeting, by=by, at=moment)
    facilitator = client_of(the_person_with(meeting.group, "facilitator"))
    page = at(facilitator, "review", meeting.pk)
    assert "The record is published." in page.send().words


def test_h5_one_letter_for_two_seats_and_none_after_unsubscribing_while_the_promise_stays():
    network = a_network()
    ana, bob = a_person("Ana"), a_person("Bob")
    health = a_seat(network, "Department of Health", holder=ana)
    a_seat(network, "Department of Human Services", holder=ana)
    a_seat(network, "Library", holder=bob)
    meeting = a_meeting(network, seats=3, seats_present=3)
    a_commitment(meeting, health.member, PROMISE, due_in=60, accepted_by=ana)

    # Two seats, one letter.
    publish(meeting, AT)
    (record,) = records_that_came(ana)
    assert len(records_that_came(bob)) == 1

    # Opening the address in its foot changes nothing; the button does, without signing in.
    path = re.search(r"http://[^/]+(/\S*/letters/stop/\S+)", record.body)[1]
    nobody = Client()
    page = visit(nobody, path)
    assert "The record after a meeting" in page.words
    assert "Only the button stops the letters." in page.words
    assert "These letters have stopped" in page.send().words

    # The next record comes to everybody else.
    move_demo_clock(NEXT_TIME)
    publish(a_meeting(network, seats=3, seats_present=3, at=NEXT_TIME), NEXT_TIME)
    assert len(records_that_came(ana)) == 1
    assert len(records_that_came(bob)) == 2

    # What Ana owes stays on her page, and her details show what she chose.
    mine = client_of(ana)
    assert PROMISE in at(mine, "my_page").words
    boxes = [attributes(box) for box in at(mine, "details").all("input", name="kinds")]
    assert [box["value"] for box in boxes if "checked" not in box] == ["digest"]

    # One step takes it back.
    assert "Stop letters of one kind" in visit(nobody, path).send(again="1").words
    assert not ana.muted_kinds.exists()
