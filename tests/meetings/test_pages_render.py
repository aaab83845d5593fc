"""Every page of the meetings room, in every state of a meeting, for everybody who may open it and somebody who may not."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from konbit.meetings.models import Commitment, Meeting
from konbit.meetings.operations.access import answer_access, ask_for_access
from konbit.meetings.operations.agenda import ask_for_item, change_item, set_aside
from konbit.meetings.operations.attendance import check_in_delegate
from konbit.meetings.operations.captures import ask_question, correct_wording, park
from konbit.meetings.operations.commitments import accept_commitment, amend_commitment, propose_commitment
from konbit.meetings.operations.decisions import put_to_the_table, record_decision, vote
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.records import publish_record
from konbit.network.models import Seat
from konbit.network.operations.groups import change_settings
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    actor,
    an_item,
    check_in_seats,
    convener_of,
    facilitator_of,
    letters_sent,
    signed_in,
    the_person_with,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

STATES = ["planned", "ready", "open", "closed", "published"]
PEOPLE = ["facilitator", "member", "parent", "funder"]
LANGUAGES = ["en", "es", "ht", "vi"]
OF_GROUP = ["meetings", "commitments"]
FOR_MEMBERS = ["meeting", "agenda", "access", "live", "ask_for_item"]
FOR_CALLERS = ["edit_meeting", "new_item", "run_sheet", "check_in"]
PRINTED = ["agenda", "run_sheet"]

HEALTH = "Department of Health"
SERVICES = "Department of Human Services"
PRIVATE = "Vacancies that slow the pilot"
UNNAMED = "Speaking openly in this room"


@dataclass
class Story:
    """A meeting with one of everything, and the people around it."""

    meeting: Meeting
    people: dict[str, object]

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

    def page(self, who, name, *args, query="", language="en", **fields):
        """What this person gets: the answer, and its words in one line."""
        client = signed_in(Client(), self.people[who]) if who else Client()
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
    asked = {"meeting": meeting, "asked_by": story.member("Parent seat"), "by": actor(people["parent"]), "at": AT}
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
        decision=decided, state="decided", dissent="Ask the parents first.", review_on=(AT + timedelta(30)).date(), by=by, at=at
    )  # fmt: skip
    propose_commitment(
        item=item, wording="Ask three sitters", owner=services, due_on=(AT + timedelta(42)).date(), by=by, at=at
    )
    ask_question(item=item, wording="May the budget pay for it?", asked_of=health, asked_by=services, by=by, at=at)
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


def every_page(story):
    """(name, arguments, query) of every page about this meeting that a person can ask for."""
    one = story.meeting.pk
    yield from ((name, [story.group.address], "") for name in [*OF_GROUP, "new_meeting"])
    yield from ((name, [one], "") for name in [*FOR_MEMBERS, *FOR_CALLERS, "review", "record"])
    yield from ((name, [one], "?print") for name in [*PRINTED, "record"])
    for item in story.meeting.items.all():
        yield "edit_item", [one, item.pk], ""
        yield "live", [one], f"?item={item.pk}"
    for commitment in Commitment.objects.filter(meeting=one):
        yield "commitment", [commitment.pk], ""
        yield "correct", ["commitment", commitment.pk], ""


def expected(story, who, name, args):
    """The status with which a page answers this person."""
    state = story.meeting.state
    if name == "record":
        return 200 if state == "published" else 404
    if name in {"commitment", "correct"} and who == "funder":
        private = Commitment.objects.get(pk=args[-1]).item.is_private
        return 404 if private else (200 if name == "commitment" else 403)
    if name in {"review", "edit_item", "new_meeting", "correct", *FOR_CALLERS} and who != "facilitator":
        return 403
    if name == "review":
        return 200 if state in {"closed", "published"} else 404
    return 200


# --- everybody, everywhere ------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_every_page_answers_everybody_as_it_should(state):
    story = a_story(state)
    for who in PEOPLE:
        for name, args, query in every_page(story):
            answer, words = story.page(who, name, *args, query=query)
            assert answer.status_code == expected(story, who, name, args), (who, name, query, words[:200])


@pytest.mark.parametrize("state", ["planned", "published"])
def test_an_outsider_meets_the_one_fixed_page_and_nothing_else(state):
    story = a_story(state)
    nowhere = Client().get("/en/nowhere/").content
    for who in ("outsider", None):
        for name, args, query in every_page(story):
            answer, _words = story.page(who, name, *args, query=query)
            assert (answer.status_code, answer.content) == (404, nowhere), (who, name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["planned", "open", "published"])
def test_every_page_opens_in_every_language(state, language):
    story = a_story(state)
    for name, args, query in every_page(story):
        answer, _words = story.page("facilitator", name, *args, query=query, language=language)
        assert answer.status_code == expected(story, "facilitator", name, args), (name, query)
        if answer.status_code == 200:
            assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize("state", STATES)
def test_a_page_has_one_heading_and_at_most_one_filled_button(state):
    story = a_story(state)
    for who in ("facilitator", "member"):
        for name, args, query in every_page(story):
            answer, _words = story.page(who, name, *args, query=query)
            if answer.status_code == 200:
                page = answer.content.decode()
                assert page.count("<h1") == 1, (name, query)
                assert len(re.findall(r'class="(?:button )?primary"', page)) <= 1, (who, name, query)
                levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
                leaps = [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1]
                assert not leaps, (name, query, levels)


def test_no_id_stands_twice_on_a_page():
    for state in ("planned", "open", "published"):
        story = a_story(state)
        for name, args, query in every_page(story):
            answer, _words = story.page("facilitator", name, *args, query=query)
            ids = re.findall(r'\sid="([^"]+)"', answer.content.decode())
            assert len(ids) == len(set(ids)), (name, sorted(one for one in ids if ids.count(one) > 1))


# --- before ---------------------------------------------------------------------------------------


def test_the_next_thing_to_do_changes_with_the_meeting():
    said = {
        "planned": ("Place what was asked for", "Ask for an item"),
        "open": ("Go on with the meeting", "Follow the meeting"),
        "closed": ("Review and publish the record", "Nothing waits for you"),
    }
    for state, (to_facilitator, to_member) in said.items():
        story = a_story(state)
        assert to_facilitator in story.shown("facilitator", "meeting", story.meeting.pk)
        assert to_member in story.shown("member", "meeting", story.meeting.pk)


def test_an_owner_is_led_to_what_waits_for_their_answer():
    story = a_story("closed")
    assert "Answer what was proposed to you" in story.shown("owner", "meeting", story.meeting.pk)


def test_an_agenda_says_why_it_cannot_be_set_ready():
    story = a_story("planned")
    words = story.shown("facilitator", "agenda", story.meeting.pk)
    assert "20 of 90 minutes planned" in words
    assert "Not ready yet" in words
    assert "Answer 1 access need." in words
    an_item(story.meeting, "A long talk", minutes=90)
    words = story.shown("facilitator", "agenda", story.meeting.pk)
    assert "Take 20 minutes away." in words
    assert "Set the agenda ready" not in words


def test_buttons_of_the_agenda_name_the_item_they_act_on():
    story = a_story("planned")
    words = story.shown("facilitator", "agenda", story.meeting.pk)
    for button in ("Change", "Up", "Down"):
        assert re.search(rf"\b{button} : {PRIVATE}", words), button
    assert "Place it : Say which offices are open in the evening" in words


def test_an_item_left_out_stands_with_its_reason():
    story = a_story("ready")
    for who in ("facilitator", "parent"):
        words = story.shown(who, "agenda", story.meeting.pk)
        assert "Buses on Sunday" in words
        assert "The county decides it in May." in words


def test_leaving_an_item_out_without_a_reason_keeps_what_stands_in_its_form():
    story = a_story("planned")
    item = story.item(PRIVATE)
    answer, words = story.page("facilitator", "set_aside", story.meeting.pk, item.pk, because="")
    assert answer.status_code == 422
    assert "Why not this time" in words
    assert item.background in answer.content.decode()


def test_who_needs_what_stands_before_the_facilitator_and_the_person_alone():
    story = a_story("planned")
    for who, sees in {"facilitator": True, "parent": True, "member": False, "funder": False}.items():
        words = story.shown(who, "access", story.meeting.pk)
        assert "Child care" in words
        assert ("Two small children" in words) == sees, who
        assert ("Asked for by Parent seat" in words) == sees, who


# --- what not everybody reads ---------------------------------------------------------------------


def test_a_funder_sees_nothing_of_a_private_item():
    for state in ("planned", "open", "published"):
        story = a_story(state)
        for name, args, query in every_page(story):
            answer, words = story.page("funder", name, *args, query=query)
            if answer.status_code == 200:
                assert PRIVATE not in words, (state, name)
        assert PRIVATE in story.shown("member", "agenda", story.meeting.pk)


def test_a_no_names_item_names_nobody_on_any_page_it_stands_on_alone():
    names = [HEALTH, SERVICES, "Health leader", "Services leader"]
    for state in ("open", "published"):
        story = a_story(state)
        item = story.item(UNNAMED)
        commitment = item.commitments.get()
        owner_sees = story.shown("owner", "commitment", commitment.pk)
        assert "You are asked as the owner." in owner_sees
        pages = [("live", [story.meeting.pk], f"?item={item.pk}"), ("commitment", [commitment.pk], "")]
        for name, args, query in pages:
            words = story.shown("parent", name, *args, query=query)
            assert not [one for one in names if one in words], (state, name)


def test_where_no_names_stand_the_count_of_hands_shows_no_vote_of_a_seat():
    story = a_story("open")
    item = story.item(UNNAMED)
    decision = put_to_the_table(item=item, wording="We speak in turn", by=story.by, at=AT)
    seat = Seat.objects.get(group=story.group, organization__name=HEALTH)
    vote(decision=decision, seat=seat, choice="yes", by=actor(story.people["member"]), at=AT)
    pressed = 'aria-pressed="true"'
    see = {"query": f"?item={item.pk}"}
    assert pressed not in story.page("facilitator", "live", story.meeting.pk, **see)[0].content.decode()
    assert pressed not in story.page("parent", "live", story.meeting.pk, **see)[0].content.decode()
    own = story.page("member", "live", story.meeting.pk, **see)[0].content.decode()
    assert own.count(pressed) == 1
    assert HEALTH not in story.shown("member", "live", story.meeting.pk, **see).split("Your vote")[1]


def test_the_record_gives_a_no_names_item_without_any_name():
    story = a_story("published")
    item = story.item(UNNAMED)
    answer, _words = story.page("member", "record", story.meeting.pk)
    section = re.search(rf'<section class="card" id="item-{item.pk}">.*?</section>', answer.content.decode(), re.DOTALL)
    assert section
    assert not [one for one in (HEALTH, SERVICES) if one in section.group(0)]


# --- in the meeting -------------------------------------------------------------------------------


def test_check_in_has_parents_and_residents_as_a_part_of_their_own():
    story = a_story("ready")
    words = story.shown("facilitator", "check_in", story.meeting.pk)
    parts = ["Seats with a vote", "Parents and residents", "Seats without a vote", "People with a role"]
    assert [part for part in parts if f" {part} " in words] == parts
    assert words.index("Parents and residents") < words.index("Parent seat") < words.index("Seats without a vote")
    assert "0 of 4 voting seats present; 3 needed to decide" in words


def test_check_in_marks_what_was_chosen_and_counts_the_quorum():
    story = a_story("open")
    answer, words = story.page("facilitator", "check_in", story.meeting.pk)
    assert "4 of 4 voting seats present; 3 needed: you can decide" in words
    assert answer.content.decode().count('aria-pressed="true"') == 4
    assert "Deputy officer" in words


def test_a_person_comes_once_to_the_check_in():
    story = a_story("ready")
    founder = story.people["facilitator"]
    words = story.shown("facilitator", "check_in", story.meeting.pk)
    assert words.count(f"In person : {founder.name},") == 1


def test_a_holder_votes_for_their_seat_and_the_facilitator_counts_hands():
    story = a_story("open")
    see = {"query": f"?item={story.item('Child care').pk}"}
    words = story.shown("member", "live", story.meeting.pk, **see)
    assert f"Your vote for {HEALTH}" in words
    assert "Count hands" not in words
    words = story.shown("facilitator", "live", story.meeting.pk, **see)
    assert "Your vote for" not in words
    assert f"Yes : {HEALTH}" in words
    assert "3 yes, 1 no" in words


def test_a_hand_counted_keeps_the_count_open():
    story = a_story("open")
    decision = story.item("Child care").decisions.get(state="proposed")
    seat = Seat.objects.get(group=story.group, organization__name=HEALTH)
    answer, words = story.page("facilitator", "vote", decision.pk, seat.pk, choice="yes", hands="1")
    assert f'id="hands-{decision.pk}" open' in answer.content.decode()
    assert "1 yes, 0 no" in words


def test_a_form_with_an_error_stands_open_with_what_was_typed():
    story = a_story("open")
    fields = {"commitment-wording": "Call the mayor", "commitment-owner": "", "commitment-due_on": "2025-04-01"}
    item = story.item("Child care")
    answer, words = story.page("facilitator", "capture", story.meeting.pk, item.pk, "commitment", **fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="capture-commitment" open' in page
    assert 'id="capture-question" open' not in page
    assert "Call the mayor" in page
    assert "Say who owns this commitment" in words


@pytest.mark.parametrize(("state", "said"), [("ready", "has not begun"), ("published", "The meeting is over")])
def test_a_meeting_that_is_not_open_takes_nothing_down(state, said):
    story = a_story(state)
    words = story.shown("facilitator", "live", story.meeting.pk)
    assert said in words
    assert "Put a proposal on the table" not in words


# --- commitments ----------------------------------------------------------------------------------


def test_words_told_on_paper_are_marked_so():
    story = a_story("closed")
    commitment = story.item("Child care").commitments.get()
    accept_commitment(commitment=commitment, told="paper", by=story.by, at=AT)
    words = story.shown("owner", "commitment", commitment.pk)
    assert f"on paper, entered by {story.people['facilitator'].name}" in words
    assert "Take the last answer back" in words
    assert "Take the last answer back" not in story.shown("member", "commitment", commitment.pk)
    story.page("owner", "undo_answer", commitment.pk, yes="1")
    assert "taken back on March 6, 2025" in story.shown("member", "commitment", commitment.pk)


def test_an_amendment_stands_beside_the_first_words_and_asks_the_facilitator():
    story = a_story("closed")
    commitment = story.item("Child care").commitments.get()
    owner = actor(story.people["owner"])
    amend_commitment(commitment=commitment, wording="Ask two sitters", due_on=commitment.due_on, by=owner, at=AT)
    for who in ("facilitator", "member"):
        words = story.shown(who, "commitment", commitment.pk)
        assert "As first proposed Ask three sitters" in words
        assert "As the owner asks Ask two sitters" in words
        assert ("Agree: it is accepted in the new form" in words) == (who == "facilitator")
    answer, words = story.page("facilitator", "agree", commitment.pk, **{"disagree-note": ""})
    assert answer.status_code == 422
    assert "Say why in a few words." in words


def test_a_facilitator_who_answers_on_their_own_account_keeps_the_form_and_is_told_no():
    story = a_story("closed")
    commitment = story.item("Child care").commitments.get()
    answer, words = story.page("facilitator", "commitment", commitment.pk, step="accept", note="I think so")
    assert answer.status_code == 403
    assert "Only the owner of a commitment answers it." in words
    assert "I think so" in answer.content.decode()


def test_a_letter_leads_the_owner_to_a_page_that_asks_without_signing_in():
    story = a_story("closed")
    letter = letters_sent(story.people["owner"])[0]
    assert "Ask three sitters" in letter.body
    paths = re.findall(r"/en/answer/\S+", letter.body)
    assert len(paths) == 3
    for path in paths:
        words = words_of(Client().get(path))
        assert "Opening this page changed nothing." in words
        assert "This is not me" in words
    assert sum(f"for {SERVICES}" in words_of(Client().get(path)) for path in paths) == 2
    answer = Client().post(paths[0], {"step": "accept"}, follow=True)
    assert "You accepted it. It is promised." in words_of(answer)
    answer = Client().post(paths[0], {"undo": "1"}, follow=True)
    assert "Opening this page changed nothing." in words_of(answer)
    assert "Nothing was answered." in words_of(Client().post(paths[0] + "not-me/"))
    assert Client().get(paths[0]).status_code == 404


# --- afterwards -----------------------------------------------------------------------------------


def test_the_record_counts_parents_and_residents_on_a_line_of_their_own():
    story = a_story("published")
    words = story.shown("member", "record", story.meeting.pk)
    assert "Parents and residents 1 Other people 4" in words
    assert "3 yes, 1 no" in words
    assert "Dissent: Ask the parents first." in words
    printed = story.shown("member", "record", story.meeting.pk, query="?print")
    assert "Printed from Konbit on March 6, 2025" in printed
    assert "County coalition" in printed
    assert "Sign out" not in printed


def test_a_second_version_shows_before_and_after():
    story = a_story("published")
    parked = story.item("Child care").parkeditems.get()
    assert "Nothing yet. Correct a line below first" in story.shown("facilitator", "review", story.meeting.pk)
    correct_wording(captured=parked, wording="A list of rooms with beds", version=1, by=story.by, at=AT)
    assert "Publish the new version" in story.shown("facilitator", "review", story.meeting.pk)
    publish_record(meeting=story.meeting, correction="Beds, not toys.", by=story.by, at=AT)
    words = story.shown("parent", "record", story.meeting.pk)
    assert "Version 2" in words
    assert "Beds, not toys." in words
    assert "Before A list of rooms with toys Now A list of rooms with beds" in words
    first = story.shown("parent", "record_version", story.meeting.pk, 1)
    assert "A newer version is published" in first
    assert "with toys" in first


def test_the_digest_holds_the_full_record_as_far_as_its_reader_may_see_it():
    story = a_story("published")
    for who in ("parent", "funder"):
        letter = letters_sent(story.people[who])[0]
        assert letter.subject == "Record of March 6, 2025: County coalition"
        assert "* Decision: We pay a sitter" in letter.body
        assert "Parents and residents: 1" in letter.body
        assert "&" not in letter.body
        assert (PRIVATE in letter.body) == (who == "parent")
        unnamed = letter.body.split(UNNAMED)[1].split("====")[0]
        assert not [one for one in (HEALTH, SERVICES) if one in unnamed]


def test_an_item_placed_by_the_facilitator_stands_on_the_agenda():
    story = a_story("planned")
    item = story.item("Say which offices")
    change_item(item=item, version=item.version, minutes=10, by=story.by, at=AT)
    words = story.shown("parent", "agenda", story.meeting.pk)
    assert "Asked for by Parent seat" in words
    assert "30 of 90 minutes planned" in words


def test_a_private_name_of_the_place_carries_the_language_of_the_group():
    story = a_story("planned")
    group = story.group
    changes = {"name": group.name, "language": "es", "languages": ["es"], "time_zone": group.time_zone}
    kept = {"interval_days": 42, "working_days": group.working_days, "place": "", "meeting_link": "", "purpose": ""}
    change_settings(group=group, version=group.version, **changes, **kept, by=convener_of(group), at=AT)
    answer, _words = story.page("member", "agenda", story.meeting.pk)
    assert f'<h3 lang="es">{PRIVATE}</h3>' in answer.content.decode()
