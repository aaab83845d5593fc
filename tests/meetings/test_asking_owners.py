"""The question of the cycle and the nudge: one letter to one person, and replies by mail."""

from datetime import timedelta
from email.message import EmailMessage
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from konbit.accounts.links import reply_token_for
from konbit.accounts.models import Link
from konbit.accounts.operations.inbound import receive_letter
from konbit.foundation.actor import SYSTEM
from konbit.meetings.models import Commitment, UnreadReply
from konbit.meetings.operations.cycle import run_step
from konbit.meetings.operations.progress import report_progress
from konbit.meetings.words import REPLY
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    actor,
    client_of,
    clock_stands_at,
    letters_are_kept,
    letters_sent,
    the_person_with,
)

pytestmark = pytest.mark.django_db
_numbers = count(1)
SIX_WEEKS = timedelta(days=42)
ASK_DAY, NUDGE_DAY = AT + SIX_WEEKS - timedelta(days=10), AT + timedelta(days=14)


class Cycle:
    """Two promises of one seat and one of another, all due by the next meeting; the last meeting is over."""

    def __init__(self):
        self.meeting = a_meeting(seats=2, seats_present=2)
        self.group = self.meeting.group
        first, second = self.group.seats.filter(votes=True).order_by("organization__name")
        self.owner, self.other = first.holders.get().person, second.holders.get().person
        make = {"due_in": 42}
        self.one = a_commitment(self.meeting, first.member, "Call employers", accepted_by=self.owner, **make)
        self.two = a_commitment(self.meeting, first.member, "Write a list", accepted_by=self.owner, **make)
        self.third = a_commitment(self.meeting, second.member, "Find a room", accepted_by=self.other, **make)
        self.meeting.state, self.meeting.closed_at = "closed", AT
        self.meeting.save()
        self.next = a_meeting(self.group, seats=2, state="planned", at=AT + SIX_WEEKS, item="")

    def state(self, commitment):
        return Commitment.objects.get(pk=commitment.pk).state


@pytest.fixture
def cycle(settings):
    letters_are_kept(settings)
    settings.KONBIT_MAIL_REPLY = "replies@konbit.example"
    clock_stands_at(settings)
    made = Cycle()
    clock_stands_at(settings, ASK_DAY)
    return made


def ask(cycle):
    run_step(meeting_id=cycle.next.pk, code="ask", by=SYSTEM, at=ASK_DAY)


def reply(person, text, *, sender=None):
    link = Link.objects.filter(person=person, purpose=REPLY).latest("made_at")
    letter = EmailMessage()
    letter["From"] = sender or person.email
    letter["To"] = f"replies+{reply_token_for(link.pk)}@konbit.example"
    letter["Message-ID"], letter["Subject"] = f"<{next(_numbers)}@example.org>", "Re: How does it stand?"
    letter.set_content(text)
    receive_letter(raw=letter.as_bytes(), by=SYSTEM, at=ASK_DAY)


def test_an_owner_gets_one_letter_with_a_question_for_each_commitment(cycle):
    ask(cycle)
    ask(cycle)
    letters = letters_sent(cycle.owner)
    assert len(letters) == 1
    assert "1. Call employers" in letters[0].body
    assert "2. Write a list" in letters[0].body
    assert letters[0].body.count("/answer/") == 2
    assert "Find a room" not in letters[0].body
    assert len(letters_sent(cycle.other)) == 1


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("1 done\nSeen by all.", "done", "accepted"),
        ("2. listo", "accepted", "done"),
        ("1 fini\n2 bloke\nYo pa reponn", "done", "accepted"),
        ("1 drop\nThe chamber does it", "dropped", "accepted"),
        ("1 xong\n2 bỏ\nkhông cần nữa", "done", "dropped"),
    ],
)
def test_replies_in_four_languages_answer_the_numbered_questions(cycle, text, first, second):
    ask(cycle)
    letters_sent()
    reply(cycle.owner, text)
    assert (cycle.state(cycle.one), cycle.state(cycle.two)) == (first, second)
    change = cycle.one.changes.last()
    if first == "done":
        assert (change.channel, change.person, change.purpose) == ("email", cycle.owner, "answer_commitment")
    assert not UnreadReply.objects.exists()


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("done", "which_one"),
        ("1 not done", "no_answer_word"),
        ("We will see", "no_answer_word"),
        ("7 done", "which_one"),
        ("1 drop", "refused"),
        ("1 done\n2 drop", "refused"),
    ],
)
def test_what_cannot_be_read_goes_to_the_facilitator_with_the_text_and_nothing_is_guessed(
    cycle, text, because
):
    ask(cycle)
    letters_sent()
    reply(cycle.owner, text)
    assert (cycle.state(cycle.one), cycle.state(cycle.two)) == ("accepted", "accepted")
    unread = UnreadReply.objects.get()
    assert (unread.text.strip(), unread.because, unread.person) == (text, because, cycle.owner)

    client = client_of(the_person_with(cycle.group, "facilitator"))
    assert "Read a reply that we could not read" in client.get(reverse("my_page")).content.decode()
    page = client.get(reverse("unread_replies", args=[cycle.next.pk])).content.decode()
    assert text.splitlines()[0] in page
    client.post(reverse("deal_with_reply", args=[cycle.next.pk, unread.pk]))
    assert "Read a reply" not in client.get(reverse("my_page")).content.decode()
    assert client_of(cycle.owner).get(reverse("unread_replies", args=[cycle.next.pk])).status_code == 403


def test_n5_a_facilitator_who_replies_to_the_owners_letter_answers_nothing(cycle):
    ask(cycle)
    letters_sent()
    facilitator = the_person_with(cycle.group, "facilitator")
    reply(cycle.owner, "1 done", sender=facilitator.email)
    assert cycle.state(cycle.one) == "accepted"
    assert UnreadReply.objects.get().because == "other_sender"


def test_the_nudge_goes_only_to_who_is_silent_or_blocked(cycle, settings):
    clock_stands_at(settings, ASK_DAY)
    ask(cycle)
    letters_sent()
    report_progress(commitment=cycle.third, progress="on_track", by=actor(cycle.other), at=ASK_DAY)
    nudge_day = AT + SIX_WEEKS + timedelta(days=14)
    cycle.next.state = "closed"
    cycle.next.save()
    clock_stands_at(settings, nudge_day)
    run_step(meeting_id=cycle.next.pk, code="nudge", by=SYSTEM, at=nudge_day)
    assert [one.subject[:1] for one in letters_sent(cycle.owner) if "for a word from you" in one.subject] == [
        "2"
    ]
    assert not [one for one in letters_sent(cycle.other) if "for a word from you" in one.subject]


def test_a_blocked_commitment_is_asked_about_again(cycle, settings):
    ask(cycle)
    letters_sent()
    for one, progress in ((cycle.one, "on_track"), (cycle.two, "blocked")):
        by = actor(cycle.owner, ASK_DAY)
        report_progress(commitment=one, progress=progress, note="No answer", by=by, at=ASK_DAY)
    nudge_day = AT + SIX_WEEKS + timedelta(days=14)
    cycle.next.state = "closed"
    cycle.next.save()
    clock_stands_at(settings, nudge_day)
    run_step(meeting_id=cycle.next.pk, code="nudge", by=SYSTEM, at=nudge_day)
    nudge = next(one for one in letters_sent(cycle.owner) if "for a word from you" in one.subject)
    assert "Write a list" in nudge.body
    assert "Call employers" not in nudge.body


def test_a_meeting_that_was_missed_nudges_nobody(cycle):
    cycle.next.state = "missed"
    cycle.next.save()
    at = AT + SIX_WEEKS + timedelta(days=14)
    run_step(meeting_id=cycle.next.pk, code="nudge", by=SYSTEM, at=at)
    assert cycle.next.steps.get(code="nudge").was_late
    assert not letters_sent(cycle.owner)


def test_the_link_of_a_question_takes_back_no_answer_that_was_given_before_it_was_asked(cycle):
    """The acceptance of six weeks ago stands: it is taken back on the commitment's own page, if at all."""
    ask(cycle)
    (letter,) = letters_sent(cycle.other)
    url = next(line for line in letter.body.splitlines() if "/answer/" in line)
    client, path = Client(), url.removeprefix("http://127.0.0.1:8000")
    assert "Take the last answer back" not in client.get(path).content.decode()
    client.post(path, {"undo": "1"})
    assert cycle.state(cycle.third) == "accepted"

    version = Commitment.objects.get(pk=cycle.third.pk).version
    client.post(path, {"step": "done", "version": version})
    assert cycle.state(cycle.third) == "done"
    assert "Take the last answer back" in client.get(path).content.decode()
    client.post(path, {"undo": "1"})
    assert cycle.state(cycle.third) == "accepted"
