"""G-11: a question of a meeting is not answered until its asker says so; the earlier answer stays in sight."""

from datetime import timedelta

import pytest

from konbit.foundation.clock import move_demo_clock
from konbit.meetings.operations.captures import ask_question
from konbit.meetings.operations.questions import answer_question
from konbit.network.models import GroupMember
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    actor,
    client_of,
    clock_stands_at,
    facilitator_of,
)
from tests.results.standing_behind import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def asked():
    """A question that a grantee asked of a funder, which answered it."""
    return Asked()


class Asked:
    def __init__(self, no_names=False):
        network = a_network()
        self.grantee, self.officer, self.other = a_person(), a_person(), a_person()
        asker = a_seat(network, "Grantee", holder=self.grantee)
        funder = a_seat(network, "Funder", holder=self.officer, role="funder")
        a_seat(network, "Somebody else", holder=self.other)
        meeting = a_meeting(network)
        meeting.items.update(is_no_names=no_names)
        self.question = ask_question(
            item=meeting.items.get(),
            wording="Until when is support promised?",
            asked_of=GroupMember.objects.get(pk=funder.member_id),
            asked_by=GroupMember.objects.get(pk=asker.member_id),
            by=facilitator_of(network),
            at=AT,
        )
        answer_question(question=self.question, answer="For a while.", by=actor(self.officer), at=AT)
        self.page = f"/en/questions/{self.question.pk}/"

    def say(self, person, because="It names no day."):
        return client_of(person).post(f"{self.page}not-answered/", {"because": because})

    def shown(self, person):
        return read(client_of(person).get(self.page))


def test_g11_the_asker_opens_a_question_of_a_meeting_again_and_its_age_runs_on(asked):
    move_demo_clock(AT + timedelta(days=43))
    assert "This does not answer it" in asked.shown(asked.grantee)
    assert asked.say(asked.grantee).status_code == 302
    shown = asked.shown(asked.officer)
    assert "Asked 43 days ago" in shown
    assert "An earlier answer For a while." in shown
    assert "It names no day." in shown
    answer_question(
        question=asked.question, answer="Until 2026.", by=actor(asked.officer), at=AT + timedelta(days=44)
    )
    shown = asked.shown(asked.grantee)
    assert shown.index("For a while.") < shown.index("Until 2026.")


def test_g11_nobody_but_the_asker_says_that_it_is_not_answered(asked):
    for person in (asked.officer, asked.other):
        assert "This does not answer it" not in asked.shown(person)
        assert asked.say(person).status_code == 403
    asked.question.refresh_from_db()
    assert asked.question.state == "answered"


def test_g11_it_needs_a_reason_and_an_answer(asked):
    refused = asked.say(asked.grantee, because="  ")
    assert refused.status_code == 422
    assert "Say in a sentence what is still missing." in read(refused)
    assert asked.say(asked.grantee).status_code == 302
    again = asked.say(asked.grantee)
    assert again.status_code == 409
    assert "This question has no answer now." in read(again)


def test_what_is_still_missing_names_nobody_where_the_question_does_not():
    asked = Asked(no_names=True)
    refused = asked.say(asked.grantee, because="Funder says nothing.")
    assert refused.status_code in (409, 422)
    assert asked.say(asked.grantee, because="No day is named.").status_code == 302
