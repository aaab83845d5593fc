"""A meeting with one of everything, in any of its states, and the people around it."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import translation

from konbit.meetings.models import Meeting
from konbit.meetings.operations.access import answer_access, ask_for_access
from konbit.meetings.operations.agenda import ask_for_item, set_aside
from konbit.meetings.operations.attendance import check_in_delegate
from konbit.meetings.operations.captures import ask_question, park
from konbit.meetings.operations.commitments import propose_commitment
from konbit.meetings.operations.decisions import put_to_the_table, record_decision, vote
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.records import publish_record
from konbit.network.models import Seat
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    actor,
    an_item,
    check_in_seats,
    facilitator_of,
    signed_in,
    the_person_with,
)

HEALTH = "Department of Health"
SERVICES = "Department of Human Services"
PRIVATE = "Vacancies that slow the pilot"
UNNAMED = "Speaking openly in this room"


@dataclass
class Story:
    """A meeting with one of everything, and the people around it."""

    meeting: Meeting
    people: dict[str, object]
    browsers: dict[str, Client] = field(default_factory=dict)

    @property
    def group(self):
        return self.meeting.group

    @property
    def by(self):
        return facilitator_of(self.group)

    def item(self, title):
        return self.meeting.items.select_related("meeting__group").get(title__startswith=title)

    def member(self, name):
        seat = Seat.objects.filter(group=self.group).exclude(title="").filter(title=name).first()
        return (seat or Seat.objects.get(group=self.group, organization__name=name)).member

    def browser_of(self, who):
        """Each person signs in once and goes from page to page."""
        if who not in self.browsers:
            self.browsers[who] = signed_in(Client(), self.people[who])
        return self.browsers[who]

    def page(self, who, name, *args, query="", language="en", **fields):
        """What this person gets: the answer, and its words in one line."""
        client = self.browser_of(who) if who else Client()
        with translation.override(language):
            address = reverse(name, args=args) + query
        answer = client.post(address, fields, follow=True) if fields else client.get(address)
        return answer, words_of(answer)

    def shown(self, who, name, *args, **more):
        """The words of a page that opens."""
        answer, words = self.page(who, name, *args, **more)
        assert answer.status_code == 200, (who, name, answer.status_code, words[:300])
        return words


def words_of(answer):
    html = re.sub(r"<(head|select|script)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    return words.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")


def prepared():
    """A network whose next meeting has items of every sort, requests, one item left out, and access needs."""
    group = a_network(name="County coalition")
    people = {
        "facilitator": the_person_with(group, "facilitator"),
        "member": a_person("Health leader"),
        "owner": a_person("Services leader"),
        "parent": a_person("Parent member"),
        "funder": a_person("Program officer"),
        "outsider": a_person("Somebody else"),
    }
    a_seat(group, HEALTH, holder=people["member"])
    a_seat(group, SERVICES, holder=people["owner"])
    a_seat(group, title="Parent seat", role="parent_or_resident", holder=people["parent"])
    a_seat(group, "County Foundation", votes=False, role="funder", holder=people["funder"])
    meeting = a_meeting(group, seats=4, state="planned", item="Child care at evening sessions")
    story = Story(meeting, people)
    an_item(meeting, PRIVATE, is_private=True, minutes=5, background="Two offices have nobody to hire.")
    an_item(meeting, UNNAMED, is_no_names=True, minutes=5, lead=story.member(HEALTH))
    asked = {
        "meeting": meeting,
        "asked_by": story.member("Parent seat"),
        "by": actor(people["parent"]),
        "at": AT,
    }
    ask_for_item(**asked, title="Say which offices are open in the evening")
    left_out = ask_for_item(**asked, title="Buses on Sunday")
    set_aside(item=left_out, because="The county decides it in May.", by=story.by, at=AT)
    ask_for_access(
        meeting=meeting, kind="child_care", detail="Two small children", asked_by=story.member("Parent seat"),
        by=actor(people["parent"]), at=AT,
    )  # fmt: skip
    return story


def capture(story, item):
    """One of everything comes of the item: a decision with votes and one on the table among them."""
    at, by, health, services = AT, story.by, story.member(HEALTH), story.member(SERVICES)
    decided = put_to_the_table(
        item=item, wording="We pay a sitter", proposed_by=health, owner=services, by=by, at=at
    )
    for seat in Seat.objects.filter(group=story.group, votes=True):
        vote(decision=decided, seat=seat, choice="no" if seat.organization is None else "yes", by=by, at=at)
    record_decision(
        decision=decided, state="decided", dissent="Ask the parents first.", review_on=(AT + timedelta(30)).date(),
        by=by, at=at,
    )  # fmt: skip
    propose_commitment(
        item=item,
        wording="Ask three sitters",
        owner=services,
        due_on=(AT + timedelta(42)).date(),
        by=by,
        at=at,
    )
    ask_question(
        item=item, wording="May the budget pay for it?", asked_of=health, asked_by=services, by=by, at=at
    )
    park(item=item, wording="A list of rooms with toys", by=by, at=at)


def a_story(state="published"):
    story = prepared()
    if state == "planned":
        return story
    story.meeting = brought_to(story, state)
    return story


def brought_to(story, state):
    meeting, by = story.meeting, story.by
    for need in meeting.access_needs.select_related("meeting__group"):
        answer_access(need=need, is_met=False, because="We pay for care at home.", by=by, at=AT)
    meeting = set_ready(meeting=meeting, by=by, at=AT)
    if state == "ready":
        return meeting
    meeting = open_meeting(meeting=meeting, by=by, at=AT)
    check_in_seats(meeting, 4)
    funder = story.member("County Foundation")
    check_in_delegate(meeting=meeting, member=funder, name="Deputy officer", mode="by_link", by=by, at=AT)
    for title in ("Child care", PRIVATE, UNNAMED):
        capture(story, story.item(title))
    if state == "open":
        put_to_the_table(item=story.item("Child care"), wording="We begin in May", by=by, at=AT)
        return meeting
    meeting = close_meeting(meeting=meeting, by=by, at=AT)
    if state == "published":
        publish_record(meeting=meeting, by=by, at=AT)
        meeting.refresh_from_db()
    return meeting
