"""Every page of the meetings room, in every state of a meeting, for everybody who may open it and somebody who may not."""

import re
from itertools import pairwise

import pytest
from django.test import Client

from konbit.meetings.models import Commitment, Question
from konbit.meetings.operations.decisions import put_to_the_table, vote
from konbit.network.models import Seat
from tests.makers import AT, actor
from tests.meetings.story import HEALTH, PRIVATE, SERVICES, UNNAMED, a_story

pytestmark = [pytest.mark.walk, pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

STATES = ["planned", "ready", "open", "closed", "published"]
PEOPLE = ["facilitator", "member", "parent", "funder"]
OF_GROUP = ["meetings", "commitments"]
FOR_MEMBERS = ["meeting", "agenda", "access", "live", "ask_for_item"]
FOR_CALLERS = ["edit_meeting", "new_item", "run_sheet", "check_in"]
PRINTED = ["agenda", "run_sheet"]


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
    for question in Question.objects.filter(meeting=one):
        yield "question", [question.pk], ""


def expected(story, who, name, args):
    """The status with which a page answers this person."""
    state = story.meeting.state
    if name == "record":
        return 200 if state == "published" else 404
    if name in {"commitment", "correct", "question"} and who == "funder":
        model = Question if name == "question" else Commitment
        private = model.objects.get(pk=args[-1]).item.is_private
        return 404 if private else (403 if name == "correct" else 200)
    if name in {"review", "edit_item", "new_meeting", "correct", *FOR_CALLERS} and who != "facilitator":
        return 403
    if name == "review":
        return 200 if state in {"closed", "published"} else 404
    return 200


# --- everybody, everywhere ------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_every_page_answers_everybody_as_it_should(state):
    story = a_story(state)
    for who in PEOPLE:
        for name, args, query in every_page(story):
            answer, words = story.page(who, name, *args, query=query)
            assert answer.status_code == expected(story, who, name, args), (who, name, query, words[:200])
            if answer.status_code == 200 and who in {"facilitator", "member"}:
                assert not faults_in(answer.content.decode()), (who, name, query)


def faults_in(page):
    """What is wrong with the bones of a page: headings, ids, and more than one filled button."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    ids = re.findall(r'\sid="([^"]+)"', page)
    found = {
        "headings": levels.count(1) != 1 or any(after > before + 1 for before, after in pairwise(levels)),
        "ids": len(ids) != len(set(ids)),
        "filled buttons": len(re.findall(r'class="(?:button )?primary"', page)) > 1,
    }
    return [name for name, wrong in found.items() if wrong]


@pytest.mark.parametrize("state", ["planned", "published"])
def test_an_outsider_meets_the_one_fixed_page_and_nothing_else(state):
    story = a_story(state)
    nowhere = Client().get("/en/nowhere/").content
    for who in ("outsider", None):
        for name, args, query in every_page(story):
            answer, _words = story.page(who, name, *args, query=query)
            assert (answer.status_code, answer.content) == (404, nowhere), (who, name)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["es", "ht", "vi"])
@pytest.mark.parametrize("state", ["planned", "open", "published"])
def test_every_page_opens_in_every_language(state, language):
    story = a_story(state)
    for name, args, query in every_page(story):
        answer, _words = story.page("facilitator", name, *args, query=query, language=language)
        assert answer.status_code == expected(story, "facilitator", name, args), (name, query)
        if answer.status_code == 200:
            assert f'<html lang="{language}">' in answer.content.decode()


# --- what not everybody reads ---------------------------------------------------------------------


@pytest.mark.slow
def test_a_funder_sees_nothing_of_a_private_item():
    for state in ("open", "published"):
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
    section = re.search(
        rf'<section class="card" id="item-{item.pk}">.*?</section>', answer.content.decode(), re.DOTALL
    )
    assert section
    assert not [one for one in (HEALTH, SERVICES) if one in section.group(0)]
