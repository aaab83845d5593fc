"""One form, sent twice at the same moment: it is stored once, and whoever sent it is told so both times."""

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from konbit.meetings.models import AgendaItem, Commitment, Decision, ParkedItem, Question
from tests.makers import a_meeting, client_of, the_person_with
from tests.meetings.reading import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
CAPTURES = [
    (Decision, "decision", {}),
    (Commitment, "commitment", {"owner": "a seat"}),
    (Question, "question", {"asked_of": "a seat"}),
    (ParkedItem, "parkeditem", {}),
]


@pytest.fixture
def looks_too_early(monkeypatch):
    """The next sending looks for an earlier one of its key before that one is committed, and finds nothing."""
    first, blind = QuerySet.first, []

    def sees_nothing_once(found):
        asks_for_key = 'key" = ' in str(found.query)
        if asks_for_key and found.model in blind:
            blind.remove(found.model)
            return None
        return first(found)

    monkeypatch.setattr(QuerySet, "first", sees_nothing_once)
    yield blind.append
    assert not blind, "nothing looked for the key"


def sent_twice(page, model, looks_too_early, action="", **typed):
    once = page.send(action, **typed)
    stored = model.objects.count()
    looks_too_early(model)
    again = page.send(action, **typed)
    assert (again.status, again.address, again.heading) == (200, once.address, once.heading)
    assert model.objects.count() == stored


def test_an_item_asked_for(looks_too_early):
    meeting = a_meeting(seats=1, state="planned", item=None)
    member = meeting.group.seats.get().holders.get().person
    page = at(client_of(member), "ask_for_item", meeting.pk)
    sent_twice(page, AgendaItem, looks_too_early, title="Bus to the clinic")


def test_an_item_of_the_facilitator(looks_too_early):
    meeting = a_meeting(seats=1, state="planned", item=None)
    page = at(client_of(the_person_with(meeting.group, "facilitator")), "new_item", meeting.pk)
    sent_twice(page, AgendaItem, looks_too_early, title="Bus to the clinic")


@pytest.mark.parametrize(("model", "kind", "about"), CAPTURES)
def test_what_a_meeting_captures(looks_too_early, model, kind, about):
    meeting = a_meeting(seats=1)
    member = str(meeting.group.seats.get().member_id)
    page = at(client_of(the_person_with(meeting.group, "facilitator")), "live", meeting.pk)
    action = reverse("capture", args=[meeting.pk, meeting.items.get().pk, kind])
    typed = {"wording": "A bus stops at the clinic", **dict.fromkeys(about, member)}
    sent_twice(page, model, looks_too_early, action, **typed)
