"""The pulse: who is asked, answers without a person, and what small numbers allow to be shown."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from konbit.audit.models import Entry
from konbit.foundation.actor import SYSTEM
from konbit.foundation.refusals import NotFound
from konbit.foundation.small_counts import shown
from konbit.meetings.models import PulseAnswer, PulseTicket, PulseWaiting
from konbit.meetings.operations.cycle import run_step
from konbit.meetings.operations.pulse import AnsweredAlready, PulseIsOver, answer_pulse, count_pulses
from konbit.meetings.queries import pulse_of
from tests.makers import AT, a_meeting, actor, clock_stands_at, letters_are_kept, letters_sent

pytestmark = pytest.mark.django_db
NEXT_DAY = AT + timedelta(days=1)
YES = {"useful": True, "honest": True, "next_step": True, "staff": True}


@pytest.fixture
def held(settings):
    """A meeting at which six seats were present, the day after; whoever was there has been asked."""
    letters_are_kept(settings)
    clock_stands_at(settings)
    meeting = a_meeting(seats=8, seats_present=6, state="published")
    clock_stands_at(settings, NEXT_DAY)
    run_step(meeting_id=meeting.pk, code="pulse", by=SYSTEM, at=NEXT_DAY)
    return meeting


def answer(ticket, answers=YES, at=NEXT_DAY):
    answer_pulse(ticket_id=ticket.pk, answers=answers, by=actor(ticket.person, at), at=at)


def answer_all(meeting, count, answers=YES):
    for ticket in PulseTicket.objects.filter(meeting=meeting)[:count]:
        answer(ticket, answers)


def link_in(letter):
    return next(line for line in letter.body.splitlines() if "/pulse/" in line)


def test_whoever_was_there_gets_one_letter_and_nobody_else(held):
    asked = [one for one in letters_sent() if "How was the meeting?" in one.subject]
    present = held.attendances.exclude(mode="absent")
    assert sorted(one.to for one in asked) == sorted(row.person.email for row in present)
    assert len(asked) == 6


def test_an_answer_from_the_link_is_kept_without_person_and_moment(held):
    letter = next(one for one in letters_sent() if "How was the meeting?" in one.subject)
    url, client = link_in(letter).removeprefix("http://127.0.0.1:8000"), Client()
    page = client.get(url)
    assert "Could you speak honestly?" in page.content.decode()
    assert not PulseWaiting.objects.exists(), "opening changes nothing"
    before = Entry.objects.count()
    client.post(url, {"useful": "yes", "honest": "no"})

    assert PulseWaiting.objects.get().answers == {"useful": True, "honest": False}
    stored = PulseWaiting.objects.values().get()
    assert set(stored) == {"id", "meeting_id", "answers"}, "nothing else is kept"
    assert set(PulseTicket.objects.values().first()) == {"id", "meeting_id", "person_id", "is_redeemed"}
    written = Entry.objects.order_by("sequence")[before:]
    assert [(one.action, one.person_id, one.at.hour % 24 in (5, 6)) for one in written] == [
        ("meetings.answer_pulse", None, True)
    ], "the trail knows the day and nobody"
    assert "You have answered." in client.get(url).content.decode()


def test_answers_are_written_shuffled_and_not_in_the_order_they_came(held, monkeypatch):
    swapped = []
    monkeypatch.setattr(
        "konbit.meetings.operations.pulse._shuffle",
        lambda waiting: (waiting.reverse(), swapped.append(len(waiting))),
    )
    answer_all(held, 4)
    assert (PulseWaiting.objects.count(), PulseAnswer.objects.count()) == (4, 0)
    answer(PulseTicket.objects.filter(meeting=held, is_redeemed=False).first())
    assert (PulseWaiting.objects.count(), PulseAnswer.objects.count()) == (0, 5)
    assert swapped == [5]


def test_nobody_answers_twice_or_for_somebody_else_or_too_late(held):
    first, second = PulseTicket.objects.filter(meeting=held)[:2]
    answer(first)
    with pytest.raises(AnsweredAlready):
        answer(first, {"useful": False})
    from konbit.foundation.refusals import NotAllowed

    with pytest.raises(NotAllowed):
        answer_pulse(ticket_id=second.pk, answers=YES, by=actor(first.person, NEXT_DAY), at=NEXT_DAY)
    with pytest.raises(PulseIsOver):
        answer(second, at=AT + timedelta(days=9))
    assert PulseWaiting.objects.count() == 1


def test_nothing_is_shown_while_people_can_still_answer_and_a_few_stay_hidden(held):
    answer_all(held, 4)
    assert pulse_of(held, NEXT_DAY) == {}
    later = AT + timedelta(days=9)
    count_pulses(by=SYSTEM, at=later)
    assert {code: one.kind for code, one in pulse_of(held, later).items()} == dict.fromkeys(YES, "too_few")


def test_six_answers_are_counted_for_ordinary_questions_and_banded_for_sensitive_ones(held):
    answer_all(held, 5)
    answer(
        PulseTicket.objects.get(meeting=held, is_redeemed=False),
        {"useful": False, "honest": False, "staff": True},
    )
    later = AT + timedelta(days=9)
    count_pulses(by=SYSTEM, at=later)
    found = pulse_of(held, later)
    assert (found["useful"].kind, found["useful"].yes, found["useful"].answered) == ("count", 5, 6)
    assert (found["honest"].kind, found["honest"].yes) == ("most", None)
    assert found["staff"].kind == "withheld", "all answered alike"


def test_the_question_about_staff_is_asked_unless_the_members_switched_it_off(held):
    held.group.asks_how_staff_are = False
    held.group.save()
    ticket = PulseTicket.objects.filter(meeting=held).first()
    answer(ticket)
    assert "staff" not in PulseWaiting.objects.get().answers


@given(st.integers(0, 60), st.booleans(), st.data())
def test_small_numbers_never_tell_who_said_what(answered, sensitive, data):
    yes = data.draw(st.integers(0, answered))
    found = shown(yes=yes, answered=answered, sensitive=sensitive)
    if answered < 5:
        assert (found.kind, found.yes, found.answered, found.percent) == ("too_few", None, None, None)
    elif answered < 10:
        assert found.percent is None
        assert not sensitive or found.yes is None
        assert not sensitive or found.kind == "withheld" or 0 < yes < answered
    elif sensitive and min(yes, answered - yes) <= 1:
        assert (found.kind, found.yes, found.percent) == ("withheld", None, None)
    else:
        assert (found.yes, found.answered) == (yes, answered)


def test_a_stranger_learns_nothing_of_a_ticket(held):
    from konbit.meetings.queries import ticket_of
    from tests.makers import a_person

    with pytest.raises(NotFound):
        ticket_of(actor(a_person()), PulseTicket.objects.first().pk)
