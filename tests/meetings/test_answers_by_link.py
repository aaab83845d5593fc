"""The owner's answer from a letter: opening changes nothing, one button answers, and the link serves its owner alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from konbit.accounts.models import Link
from konbit.accounts.operations.links import make_link
from konbit.audit.models import Entry
from konbit.foundation.actor import SYSTEM
from konbit.foundation.clock import move_demo_clock
from konbit.meetings.models import Commitment, CommitmentChange
from konbit.meetings.operations.captures import withdraw
from konbit.meetings.operations.meetings import close_meeting
from konbit.network.operations.seats import change_holder
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    an_item,
    client_of,
    convener_of,
    facilitator_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import Page, past_the_page, visit, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


class Letters:
    """A closed meeting with one commitment for one owner, whose letter was sent."""

    def __init__(self, language="en", **group):
        self.group = a_network(name="Delta network", **group)
        self.owner = a_person("Leader of health", language=language)
        self.seat = a_seat(self.group, "Department of Health", holder=self.owner)
        self.meeting = a_meeting(self.group, seats=3, seats_present=3)
        an_item(self.meeting, "Something else on the agenda")
        self.commitment = a_commitment(self.meeting, self.seat.member, "Call three employers")
        other = self.group.seats.exclude(pk=self.seat.pk).first()
        a_commitment(self.meeting, other.member, "Somebody else's commitment")
        self.meeting = close_meeting(meeting=self.meeting, by=facilitator_of(self.group), at=AT)
        self.letter = letters_sent(self.owner)[0]
        self.address = re.search(r"http://[^/]+(/\S+/answer/\S+)", self.letter.body).group(1)
        self.token = self.address.rstrip("/").rpartition("/")[2]

    def open(self, client=None) -> Page:
        page = visit(client or Client(), self.address)
        assert page.status == 200
        return page

    def stored(self):
        return (
            list(Commitment.objects.order_by("pk").values()),
            list(CommitmentChange.objects.order_by("pk").values()),
            list(Link.objects.order_by("pk").values()),
        )

    @property
    def state(self):
        return Commitment.objects.get(pk=self.commitment.pk).state


@pytest.fixture
def letters(the_day):
    return Letters()


def test_what_some_answers_need_is_not_called_optional(letters):
    page = letters.open()
    marks = [words(one) for one in page.all("span", class_="optional")]
    labels = [words(one) for one in page.all("label")]
    assert "Other words (needed for a change, unless only the day changes)" in labels
    assert "Note (needed for some answers)" in labels
    assert "(optional)" in marks, "another day is, where the words change"


def test_each_owner_gets_one_letter_with_what_was_proposed_to_them_and_nothing_else():
    meeting = a_meeting(seats=3, seats_present=3)
    seats = list(meeting.group.seats.all())
    for wording in ("First thing", "Second thing"):
        a_commitment(meeting, seats[0].member, wording)
    a_commitment(meeting, seats[1].member, "Third thing")
    close_meeting(meeting=meeting, by=facilitator_of(meeting.group), at=AT)
    assert len(letters_sent()) == 2
    (letter,) = letters_sent(seats[0].holders.get().person)
    assert "First thing" in letter.body
    assert "Second thing" in letter.body
    assert "Third thing" not in letter.body
    assert len(set(re.findall(r"/answer/(\S+)", letter.body))) == 2, "one link for each question"
    assert "2 commitments were proposed to you" in letter.subject


@pytest.mark.parametrize("language", ["en", "es", "ht", "vi"])
def test_the_letter_leads_to_the_page_in_the_owners_language(language):
    letters = Letters(language=language)
    assert letters.letter.language == language
    assert letters.address.startswith(f"/{language}/answer/")
    page = letters.open()
    assert f'<html lang="{language}"' in page.html
    assert "Call three employers" in page.words


def test_opening_the_link_changes_nothing_however_often(letters):
    before, entries = letters.stored(), Entry.objects.count()
    for _scanner in range(3):
        page = letters.open()
        letters.open(client_of(letters.owner))
        Client().head(letters.address)
    assert "Opening this page changed nothing." in page.words
    assert letters.stored() == before
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("values", "state", "says"),
    [
        ({"step": "accept"}, "accepted", "You accepted it. It is promised."),
        ({"step": "decline", "note": "No staff"}, "declined", "You declined it. Nothing is promised."),
        ({"step": "amend", "wording": "Call two employers"}, "proposed", "You asked for a change"),
    ],
)
def test_the_owner_answers_without_signing_in_and_takes_it_back(values, state, says, letters):
    before = Commitment.objects.values().get(pk=letters.commitment.pk)
    answered = letters.open().send(**values)
    assert says in answered.words
    assert letters.state == state
    change = CommitmentChange.objects.latest("id")
    assert (change.person, change.channel, change.at) == (letters.owner, "link", AT)

    back = answered.send(undo="1")
    assert "The answer is taken back." in back.words
    after = Commitment.objects.values().get(pk=letters.commitment.pk)
    assert {**after, "version": 0} == {**before, "version": 0}
    change.refresh_from_db()
    assert change.undone_at == AT, "it stays in the history"
    assert "Opening this page changed nothing." in letters.open().words


def test_an_answer_is_changed_by_the_same_link_once_it_is_taken_back(letters):
    letters.open().send(step="decline", note="No staff").send(undo="1").send(step="accept")
    assert letters.state == "accepted"
    page = letters.open()
    page.send(step="done", note="All three called")
    assert letters.state == "done"


def test_what_is_missing_is_named_and_what_was_typed_stays(letters):
    page = letters.open()
    refused = page.send(step="decline", wording="Typed anyway", note=" ")
    assert refused.status == 422
    assert "Say why in a few words." in refused.words
    assert "Typed anyway" in refused.html
    assert page.send(step="amend").status == 422
    assert page.send(step="amend", due_on="soon").status == 422
    assert page.send(step=None, note="Typed anyway").status == 422
    assert letters.state == "proposed"


def test_this_is_not_me_answers_nothing_and_the_link_stops_working(letters):
    told = letters.open().send(reverse("not_me", args=[letters.token]))
    assert "Nothing was answered." in told.words
    assert letters.state == "proposed"
    page = visit(Client(), letters.address)
    assert page.status == 409
    assert "This link does not work any more" in page.words
    assert "Call three employers" not in page.words
    assert past_the_page(Client(), "answer", letters.token, step="accept").status == 409
    assert letters.state == "proposed"


def test_a_forwarded_link_shows_the_question_and_nothing_else_of_the_group(letters):
    for client in (Client(), client_of(a_person("Somebody else"))):
        page = letters.open(client)
        assert "Call three employers" in page.words
        assert "Department of Health" in page.words, "the seat it speaks for"
        assert "This is not me" in page.words
        others = [seat.holders.get().person for seat in letters.group.seats.exclude(pk=letters.seat.pk)]
        hidden = ["Somebody else's commitment", "Something else on the agenda", "Transportation"]
        hidden += [person.name for person in others] + [person.email for person in [letters.owner, *others]]
        hidden += [seat.name for seat in letters.group.seats.exclude(pk=letters.seat.pk)]
        hidden += [the_person_with(letters.group, "facilitator").name]
        assert [one for one in hidden if one in page.html] == []
        inside = reverse("group", args=[letters.group.address]), reverse("meeting", args=[letters.meeting.pk])
        assert not [one for one in inside if one in page.html]
        for address in inside:
            assert client.get(address).status_code == 404, "the link opens no other page"


def test_the_link_of_an_owner_signs_nobody_in(letters):
    client = Client()
    letters.open(client).send(step="accept")
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("my_page")).url == reverse("sign_in")


def test_who_left_the_seat_no_longer_answers_by_an_old_link(letters):
    holder = letters.seat.holders.get()
    change_holder(
        holder=holder, successor=a_person("Next leader"), by=convener_of(letters.group),
        at=AT + timedelta(days=1),
    )  # fmt: skip
    stale = letters.open()
    move_demo_clock(AT + timedelta(days=1))
    before = letters.stored()[:2]
    page = visit(Client(), letters.address)
    assert "You no longer hold the seat or role that was asked." in page.words
    assert not page.offers(page.address)
    refused = stale.send(step="accept")
    assert refused.status == 403
    assert letters.stored()[:2] == before


def test_who_left_the_seat_takes_nothing_back_by_an_old_link(letters):
    answered = letters.open().send(step="accept")
    change_holder(
        holder=letters.seat.holders.get(), successor=a_person("Next leader"), by=convener_of(letters.group),
        at=AT + timedelta(days=1),
    )  # fmt: skip
    move_demo_clock(AT + timedelta(days=1))
    assert answered.send(undo="1").status == 403
    assert letters.state == "accepted"


def test_a_link_ends_after_three_weeks(letters):
    page = letters.open()
    move_demo_clock(AT + timedelta(days=21))
    assert visit(Client(), letters.address).status == 409
    assert page.send(step="accept").status == 409
    assert letters.state == "proposed"


def test_a_link_answers_its_own_commitment_and_its_own_purpose(letters):
    others = Commitment.objects.get(wording="Somebody else's commitment")
    page = letters.open()
    page.send(step="accept")
    others.refresh_from_db()
    assert others.state == "proposed"
    for purpose in ("sign_in", "invitation"):
        token = make_link(
            person=letters.owner, purpose=purpose, about_id=letters.commitment.pk, by=SYSTEM, at=AT
        )
        assert Client().get(reverse("answer", args=[token])).status_code == 409
    wrong = f"{letters.token[:-2]}xx"
    assert Client().get(reverse("answer", args=[wrong])).status_code == 409


def test_what_was_taken_back_after_the_meeting_asks_for_no_answer(letters):
    page = letters.open()
    withdraw(captured=letters.commitment, by=facilitator_of(letters.group), at=AT)
    shown = letters.open()
    assert "There is nothing to answer." in shown.words
    assert not shown.offers(shown.address)
    page.send(step="accept")
    assert letters.state == "proposed"


def test_what_a_facilitator_entered_is_shown_to_the_owner_on_the_link_and_taken_back_there(letters):
    facilitator = client_of(the_person_with(letters.group, "facilitator"))
    entered = visit(facilitator, reverse("commitment", args=[letters.commitment.pk]))
    entered.send(told="phone", step="accept")
    page = letters.open()
    assert "A facilitator entered this as your words, told by phone." in page.words
    page.send(undo="1")
    assert letters.state == "proposed"


def test_two_answers_from_two_open_copies_of_the_page_are_one_answer(letters):
    one, other = letters.open(), letters.open()
    one.send(step="accept")
    late = other.send(step="decline", note="Typed anyway")
    assert late.status == 409
    assert "It was answered meanwhile" in late.words
    assert "Typed anyway" in late.html
    assert letters.state == "accepted"
    assert CommitmentChange.objects.filter(commitment=letters.commitment).count() == 2


def test_a_letter_that_waits_is_not_sent_for_what_was_answered_meanwhile():
    meeting = a_meeting(seats=1, seats_present=1)
    seat = meeting.group.seats.get()
    commitment = a_commitment(meeting, seat.member)
    close_meeting(meeting=meeting, by=facilitator_of(meeting.group), at=AT)
    past_the_page(client_of(seat.holders.get().person), "commitment", commitment.pk, step="accept")
    assert letters_sent() == []


def test_the_group_stays_closed_to_a_link_in_every_language(letters):
    for language in ("en", "es", "ht", "vi"):
        address = letters.address.replace("/en/", f"/{language}/")
        page = visit(Client(), address)
        assert page.status == 200
        assert f'<html lang="{language}"' in page.html
        assert "Somebody else's commitment" not in page.words
