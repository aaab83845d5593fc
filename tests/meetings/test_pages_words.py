"""What the pages of a meeting say, to whom, and what they offer: before it, in it, and after it."""

import re

import pytest
from django.test import Client

from konbit.meetings.operations.agenda import change_item
from konbit.meetings.operations.captures import correct_wording
from konbit.meetings.operations.commitments import accept_commitment, amend_commitment
from konbit.meetings.operations.records import publish_record
from konbit.network.models import Seat
from konbit.network.operations.groups import change_settings
from tests.makers import AT, actor, an_item, convener_of, letters_sent
from tests.meetings.story import HEALTH, PRIVATE, SERVICES, UNNAMED, a_story, words_of

pytestmark = [pytest.mark.walk, pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


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


def test_an_agenda_says_why_it_cannot_be_approved():
    story = a_story("planned")
    words = story.shown("facilitator", "agenda", story.meeting.pk)
    assert "20 of 90 minutes planned" in words
    assert "It cannot be approved yet" in words
    assert "Answer 1 access need." in words
    an_item(story.meeting, "A long talk", minutes=90)
    words = story.shown("facilitator", "agenda", story.meeting.pk)
    assert "Take 20 minutes away." in words
    assert "Approve the agenda" not in words


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


# --- in the meeting -------------------------------------------------------------------------------


def test_check_in_has_parents_and_residents_as_a_part_of_their_own():
    story = a_story("ready")
    words = story.shown("facilitator", "check_in", story.meeting.pk)
    parts = ["Seats with a vote", "Parents and residents", "Seats without a vote", "People with a role"]
    assert [part for part in parts if f" {part} " in words] == parts
    assert (
        words.index("Parents and residents")
        < words.index("Parent seat")
        < words.index("Seats without a vote")
    )
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
    fields = {
        "commitment-wording": "Call the mayor",
        "commitment-owner": "",
        "commitment-due_on": "2025-04-01",
    }
    item = story.item("Child care")
    answer, words = story.page("facilitator", "capture", story.meeting.pk, item.pk, "commitment", **fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="capture-commitment" open' in page
    assert 'id="capture-question" open' not in page
    assert "Call the mayor" in page
    assert "Choose an answer for “Whose commitment it is”" in words


@pytest.mark.parametrize(
    ("state", "said"), [("ready", "has not begun"), ("published", "The meeting is over")]
)
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
    amend_commitment(
        commitment=commitment, wording="Ask two sitters", due_on=commitment.due_on, by=owner, at=AT
    )
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
    assert "This is not me" not in words_of(Client().get(paths[0]))


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
    kept = {
        "interval_days": 42,
        "working_days": group.working_days,
        "place": "",
        "meeting_link": "",
        "purpose": "",
    }
    change_settings(group=group, version=group.version, **changes, **kept, by=convener_of(group), at=AT)
    answer, _words = story.page("member", "agenda", story.meeting.pk)
    assert f'<h3 lang="es">{PRIVATE}</h3>' in answer.content.decode()


def test_what_an_operation_asks_for_is_never_called_optional():
    story = a_story("open")
    words = story.shown("facilitator", "live", story.meeting.pk)
    assert "Whose commitment it is (optional)" not in words
    assert "Who is asked (optional)" not in words
    assert "Who sees to it (optional)" in words
