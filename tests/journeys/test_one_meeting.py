"""One meeting of a new network, from its founding to the corrected record: one story, told through pages and letters."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from konbit.accounts.models import Person
from konbit.foundation.clock import move_demo_clock
from konbit.meetings.models import Commitment, Meeting, Question
from konbit.network.models import Group, Seat
from tests.makers import AT, an_operator, client_of, clock_stands_at, letters_are_kept, letters_sent
from tests.meetings.reading import Page, at, visit

pytestmark = pytest.mark.django_db
DAY = date(2025, 4, 10)
DAYS_BEFORE = AT + timedelta(days=20)
MEETING_DAY = AT + timedelta(days=35)  # summer time has come meanwhile: 11:00 in Chicago
DAY_AFTER = MEETING_DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings)
    letters_are_kept(settings)


def newest_letter(email):
    letters_sent()
    return letters_sent(Person.objects.get(email=email))[0]


def link_in(letter, kind):
    """The address of this kind that a letter holds, as one would click it."""
    return re.search(rf"http://[^/]+(/\S*/{kind}/\S+)", letter.body).group(1)


def from_the_letter(email) -> Client:
    """Somebody who follows their invitation, and is signed in by it, in a browser of their own."""
    client = Client()
    page = visit(client, link_in(newest_letter(email), "invitation"))
    assert page.send(accept="1").status == 200
    assert "_auth_user_id" in client.session
    return client


class Story:
    """The people, each with a browser, and the pages of their meeting."""

    def __init__(self, founder):
        self.founder = founder

    @property
    def meeting(self):
        return Meeting.objects.get()

    def page(self, client, name, query="") -> Page:
        return at(client, name, self.meeting.pk, query=query)

    def to(self, name, *args):
        return reverse(name, args=[self.meeting.pk, *args])

    def step(self, name):
        return self.to("meeting_step", name)

    def seat(self, name):
        return next(seat for seat in Seat.objects.all() if seat.name == name)


def test_a_network_is_founded_meets_and_corrects_its_record():
    story = Story(client_of(an_operator("Founder")))

    # A network is founded, with who sits in it.
    page = at(story.founder, "new_network")
    page = page.send(name="Delta coalition", address="delta", meets_from="10:00", meets_until="11:30")
    assert "“Delta coalition” is founded. You convene it." in page.words
    for organization, name, email, language in (
        ("Department of Health", "Health leader", "health@example.org", "es"),
        ("Delta Business Council", "Business leader", "business@example.org", "en"),
    ):
        page = at(story.founder, "open_seat", "delta")
        page.send(organization=organization, name=name, email=email, language=language, send_invitation=True)
    page = at(story.founder, "open_seat", "delta")
    page.send(
        title="Parent member 1", role="parent_or_resident", name="Parent", email="parent@example.org",
        language="vi", send_invitation=True,
    )  # fmt: skip
    members = at(story.founder, "members", "delta").words
    for name in ("Department of Health", "Delta Business Council", "Parent member 1", "Business leader"):
        assert name in members
    assert newest_letter("health@example.org").language == "es"
    health, parent = from_the_letter("health@example.org"), from_the_letter("parent@example.org")
    assert Group.objects.get().invitations.filter(accepted_at=AT).count() == 2

    # A meeting is set; what people need and want is said; the agenda is built.
    page = at(story.founder, "new_meeting", "delta")
    page = page.send(day=DAY.isoformat(), begins="11:00", ends="12:30", place="Town library")
    assert "Being prepared" in page.words
    assert "Town library" in page.words
    move_demo_clock(DAYS_BEFORE)
    story.page(parent, "ask_for_item").send(
        title="Evening hours at the office", background="Parents work by day."
    )
    story.page(parent, "access").send(kind="interpretation", detail="Vietnamese")
    story.page(health, "ask_for_item").send(title="Pay of those who stay", is_private=True)
    page = story.page(story.founder, "agenda")
    assert "Evening hours at the office" in page.part("requests")
    page = page.send(story.to("build_draft"))
    assert "2 items came onto the agenda." in page.words
    assert not page.offers(story.step("ready")), "somebody's need is open"
    need = story.meeting.access_needs.get()
    story.page(story.founder, "access").send(story.to("answer_need", need.pk), is_met="yes")
    ready = story.page(story.founder, "agenda").send(story.step("ready"))
    assert "Agenda approved" in ready.words

    # The day has come: people are checked in; the meeting decides, and writes down what comes of it.
    move_demo_clock(MEETING_DAY)
    for name in ("Department of Health", "Parent member 1"):
        tap = story.to("tap", story.seat(name).member_id)
        page = story.page(story.founder, "check_in").send(tap, mode="in_person")
    assert "2 of 3 voting seats present; 2 needed: you can decide" in page.words
    live = page.send(story.step("open"))
    hours = story.meeting.items.get(title="Evening hours at the office")
    query = f"?item={hours.pk}"
    live = story.page(parent, "live", query)
    live = live.send(story.to("capture", hours.pk, "decision"), wording="We meet every six weaks")
    decision = story.meeting.decisions.get()
    for client, name in ((parent, "Parent member 1"), (health, "Department of Health")):
        vote = reverse("vote", args=[decision.pk, story.seat(name).pk])
        story.page(client, "live", query).send(vote, choice="yes")
    live = story.page(story.founder, "live", query)
    live = live.send(reverse("outcome", args=[decision.pk]), state="decided", right="agree")
    assert "2 yes, 0 no" in live.part(f"decision-{decision.pk}")
    live = live.send(
        story.to("capture", hours.pk, "commitment"), wording="Open on Thursdays until eight",
        owner=str(story.seat("Department of Health").member_id),
    )  # fmt: skip
    live = live.send(
        story.to("capture", hours.pk, "commitment"), wording="Tell every employer",
        owner=str(story.seat("Delta Business Council").member_id),
    )  # fmt: skip
    live = live.send(
        story.to("capture", hours.pk, "question"), wording="Who pays for the light?",
        asked_of=str(story.seat("Delta Business Council").member_id),
    )  # fmt: skip
    live = live.send(story.to("capture", hours.pk, "parkeditem"), wording="Saturdays")
    promised = at(story.founder, "commitments", "delta").part("promised")
    assert "Open on Thursdays" not in promised, "nothing is promised yet"
    live.send(story.step("close"))

    # Each owner has a letter; one answers by its link without signing in, another says how it could be done.
    letter = newest_letter("health@example.org")
    assert letter.language == "es"
    assert "Open on Thursdays until eight" in letter.body
    assert "Tell every employer" not in letter.body
    page = visit(Client(), link_in(letter, "answer"))
    page.send(step="accept")
    assert Commitment.objects.get(wording="Open on Thursdays until eight").state == "accepted"
    page = visit(Client(), link_in(newest_letter("business@example.org"), "answer"))
    page.send(step="amend", wording="Tell every employer of ten or more")
    amended = Commitment.objects.get(wording="Tell every employer")
    page = at(story.founder, "commitment", amended.pk)
    page.send(reverse("agree", args=[amended.pk]), agree="1")
    listed = at(parent, "commitments", "delta").part("promised")
    assert "Open on Thursdays until eight" in listed
    assert "Tell every employer of ten or more" in listed

    # The record is published, and everybody reads it in a letter.
    move_demo_clock(DAY_AFTER)
    page = story.page(story.founder, "review").send()
    assert "The record is published." in page.words
    record = story.page(health, "record").words
    for words in (
        "We meet every six weaks", "2 yes, 0 no", "Open on Thursdays until eight", "Who pays for the light?", "Saturdays",
        "Pay of those who stay",
    ):  # fmt: skip
        assert words in record
    digests = {email: newest_letter(f"{email}@example.org") for email in ("health", "business", "parent")}
    assert {email: letter.language for email, letter in digests.items()} == {
        "health": "es", "business": "en", "parent": "vi",
    }  # fmt: skip
    for letter in digests.values():
        assert "We meet every six weaks" in letter.body
        assert "Saturdays" in letter.body
    assert "Parents and residents: 1" in digests["business"].body

    # A word was wrong: version 2 says so, and version 1 stays.
    page = at(story.founder, "correct", "decision", decision.pk)
    page.send(wording="We meet every six weeks")
    page = story.page(story.founder, "review").send(correction="A word was misspelled.")
    assert "Version 2" in page.words
    corrected = story.page(parent, "record").part("corrected")
    assert "A word was misspelled." in corrected
    assert "Before We meet every six weaks Now We meet every six weeks" in corrected
    first = at(parent, "record_version", story.meeting.pk, 1).words
    assert "We meet every six weaks" in first
    assert "version 2" in newest_letter("business@example.org").subject

    # What waits for somebody stands on their own page, and comes back by itself.
    business = client_of(Person.objects.get(email="business@example.org"))
    mine = at(business, "my_page").words
    assert "Who pays for the light?" in mine
    assert "Tell every employer of ten or more" in mine
    page = at(business, "question", Question.objects.get().pk)
    page.send(answer="The county, from May on.")
    next_day = (DAY + timedelta(days=42)).isoformat()
    at(story.founder, "new_meeting", "delta").send(day=next_day, begins="11:00", ends="12:30")
    coming = Meeting.objects.get(state="planned")
    page = at(story.founder, "agenda", coming.pk)
    page = page.send(reverse("build_draft", args=[coming.pk]))
    agenda = page.words
    for words in ("Open on Thursdays until eight", "Tell every employer of ten or more", "Saturdays"):
        assert words in agenda
    assert "Who pays for the light?" not in agenda, "it is answered"
