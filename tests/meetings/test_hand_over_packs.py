"""What goes with a seat that changes hands: the pack, its letters, and who may read it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from konbit.foundation.actor import SYSTEM
from konbit.meetings.models import Commitment, HandOverPack
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.packs import make_packs
from konbit.meetings.operations.records import publish_record
from konbit.meetings.queries import waits_for_holder
from konbit.network.operations.seats import change_holder, end_holder
from konbit.network.queries import day_in
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_meeting,
    a_person,
    a_question,
    actor,
    client_of,
    clock_stands_at,
    convener_of,
    facilitator_of,
    letters_are_kept,
    letters_sent,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=14)


class Table:
    """A seat with everything open that a seat can have, and a holder who leaves."""

    def __init__(self):
        self.meeting = a_meeting(seats=3, seats_present=3)
        self.group = self.meeting.group
        self.seat = self.group.seats.filter(votes=True).first()
        self.old = self.seat.holders.get()
        self.promised = a_commitment(self.meeting, self.seat.member, accepted_by=self.old.person)
        self.proposed = a_commitment(self.meeting, self.seat.member, "Write to the board")
        review = day_in(self.group, AT) + timedelta(days=60)
        self.decision = a_decision(self.meeting, review_on=review, owner=self.seat.member)
        self.question = a_question(self.meeting, self.seat.member)
        by = facilitator_of(self.group)
        self.meeting = close_meeting(meeting=self.meeting, by=by, at=AT)
        self.record = publish_record(meeting=self.meeting, by=by, at=AT)
        self.new = a_person("Leader who comes")

    def change_hands(self):
        by = convener_of(self.group, LATER)
        change_holder(holder=self.old, successor=self.new, by=by, at=LATER)
        make_packs(by=SYSTEM, at=LATER)
        return HandOverPack.objects.get(holder=self.old)


@pytest.fixture
def table(settings):
    letters_are_kept(settings)
    clock_stands_at(settings)
    made = Table()
    clock_stands_at(settings, LATER)
    return made


def test_n4_the_pack_has_every_open_commitment_decision_question_and_record_of_the_seat(table):
    pack = table.change_hands()
    ids = {
        name: [row["id"] for row in rows]
        for name, rows in pack.content.items()
        if isinstance(rows, list) and name != "contacts"
    }
    assert ids == {
        "commitments": [str(table.promised.pk), str(table.proposed.pk)],
        "decisions": [str(table.decision.pk)],
        "questions": [str(table.question.pk)],
        "records": [str(table.record.pk)],
    }
    assert {row["role"] for row in pack.content["contacts"]} == {"convener", "facilitator"}
    page = client_of(table.new).get(reverse("pack", args=[pack.pk])).content.decode()
    for wording in ("Call three employers", "Write to the board", "We meet every six weeks"):
        assert wording in page


def test_n4_what_the_seat_promised_waits_for_the_new_holder_and_still_counts(table):
    table.change_hands()
    assert waits_for_holder(table.promised, LATER)
    assert Commitment.objects.get(pk=table.promised.pk).is_promised
    letter = next(one for one in letters_sent(table.new) if "What goes with your seat" in one.subject)
    urls = [line for line in letter.body.splitlines() if "/answer/" in line]
    url = urls[0].removeprefix("http://127.0.0.1:8000")
    client = Client()
    assert "Will you take it over?" in client.get(url).content.decode()
    client.post(url, {"step": "take_over", "version": Commitment.objects.get(pk=table.promised.pk).version})
    taken = Commitment.objects.get(pk=table.promised.pk)
    assert (taken.accepted_by, taken.state) == (table.new, "accepted")
    assert not waits_for_holder(taken, LATER)


def test_the_leaving_holder_adds_a_note_by_a_link_that_does_nothing_else(table):
    pack = table.change_hands()
    letter = next(
        one for one in letters_sent(table.old.person) if "A note for who comes after you" in one.subject
    )
    url = next(line for line in letter.body.splitlines() if "/note/" in line).removeprefix(
        "http://127.0.0.1:8000"
    )
    client = Client()
    opened = client.get(url).content.decode()
    assert "Call three employers" not in opened
    client.post(url, {"note": "Ask the clerk on Tuesdays."})
    pack.refresh_from_db()
    assert pack.note == "Ask the clerk on Tuesdays."
    assert client.post(url, {"note": " "}).status_code == 422
    assert "Ask the clerk" in client_of(table.new).get(reverse("pack", args=[pack.pk])).content.decode()


def test_only_the_seats_people_and_who_looks_after_the_group_may_read_it(table):
    pack = table.change_hands()
    other = table.group.seats.filter(votes=True).last().holders.get().person
    address = reverse("pack", args=[pack.pk])
    assert client_of(other).get(address).status_code == 404
    assert client_of(a_person()).get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert client_of(table.old.person).get(address).status_code == 200


def test_packs_and_their_letters_come_once_however_often_the_worker_looks(table):
    table.change_hands()
    for _time in range(3):
        make_packs(by=SYSTEM, at=LATER)
    assert HandOverPack.objects.count() == 1
    subjects = [one.subject for one in letters_sent(table.new)]
    assert len([one for one in subjects if "What goes with your seat" in one]) == 1


def test_a_pack_made_ahead_is_made_anew_on_the_day_the_holder_leaves(table):
    last_day = day_in(table.group, LATER) + timedelta(days=10)
    end_holder(holder=table.old, by=convener_of(table.group, LATER), at=LATER, until=last_day)
    make_packs(by=SYSTEM, at=LATER)
    pack = HandOverPack.objects.get()
    assert len(pack.content["commitments"]) == 2
    table.proposed.withdrawn_at = LATER
    table.proposed.save()
    make_packs(by=SYSTEM, at=LATER + timedelta(days=11))
    pack.refresh_from_db()
    assert len(pack.content["commitments"]) == 1
    assert actor(table.old.person, LATER).holds(table.seat.member_id)
