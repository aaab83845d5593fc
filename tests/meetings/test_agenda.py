"""The agenda: asked for, built, changed by two at once, moved, and approved when it fits; through its pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.audit.models import Entry
from konbit.foundation.clock import move_demo_clock
from konbit.foundation.refusals import ChangedMeanwhile
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings.models import AgendaItem, Meeting
from konbit.meetings.operations.agenda import add_item, change_item, move_item
from konbit.meetings.operations.meetings import set_ready
from konbit.meetings.queries import agenda_of
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_meeting,
    a_network,
    a_parked_item,
    a_person,
    a_question,
    a_role,
    a_seat,
    an_item,
    client_of,
    facilitator_of,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page, visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
LATER = AT + timedelta(days=42)


def as_facilitator(meeting):
    return client_of(the_person_with(meeting.group, "facilitator"))


def titles(meeting):
    return [item.title for item in agenda_of(meeting)]


def planned(**changes):
    return a_meeting(seats=1, **{"state": "planned", "item": None, **changes})


# --- asked for --------------------------------------------------------------------------------


def test_a_member_asks_and_the_facilitator_places_it():
    meeting = planned()
    member = meeting.group.seats.get().holders.get().person
    asked = at(client_of(member), "ask_for_item", meeting.pk).send(
        title="Bus to the clinic", background="It stops at six."
    )
    assert "Your item is asked for." in asked.words
    item = AgendaItem.objects.get()
    assert (item.state, item.asked_by, item.asked_by_person) == (
        "requested", meeting.group.seats.get().member, member,
    )  # fmt: skip

    agenda = at(as_facilitator(meeting), "agenda", meeting.pk)
    assert "Bus to the clinic" in agenda.part("requests")
    page = at(as_facilitator(meeting), "edit_item", meeting.pk, item.pk)
    page.send(minutes="20", purpose="decide")
    item.refresh_from_db()
    assert (item.state, item.minutes, item.purpose) == ("on_agenda", 20, "decide")
    assert "Bus to the clinic" in at(client_of(member), "agenda", meeting.pk).part(f"item-{item.pk}")


def test_who_asks_speaks_only_for_their_own_seat():
    meeting = planned()
    other = a_seat(meeting.group, "Somebody else's", holder=a_person())
    client = client_of(meeting.group.seats.exclude(pk=other.pk).get().holders.get().person)
    page = at(client, "ask_for_item", meeting.pk)
    assert "Somebody else's" not in page.words
    sent = {"title": "Buses", "background": "As typed", "asked_by": str(other.member_id)}
    answer = client.post(page.address, sent)
    assert answer.status_code == 422
    assert "As typed" in answer.content.decode()
    assert not AgendaItem.objects.exists()


def test_the_same_request_sent_twice_stands_once():
    meeting = planned()
    client = client_of(meeting.group.seats.get().holders.get().person)
    page = at(client, "ask_for_item", meeting.pk)
    for _tap in range(2):
        assert page.send(title="Bus to the clinic").status == 200
    assert AgendaItem.objects.count() == 1


def test_the_same_item_sent_twice_stands_once():
    meeting = planned()
    page = at(as_facilitator(meeting), "new_item", meeting.pk)
    for _tap in range(2):
        page.send(title="Bus to the clinic")
    assert titles(meeting) == ["Bus to the clinic"]


def test_an_item_set_aside_says_why_and_without_a_reason_it_stays():
    meeting = planned()
    member = meeting.group.seats.get().holders.get().person
    at(client_of(member), "ask_for_item", meeting.pk).send(title="Bus to the clinic")
    item = AgendaItem.objects.get()
    page = at(as_facilitator(meeting), "edit_item", meeting.pk, item.pk)
    aside = reverse("set_aside", args=[meeting.pk, item.pk])
    refused = page.send(aside, because="  ")
    assert refused.status == 422
    assert AgendaItem.objects.get().state == "requested"
    page.send(aside, because="We need the county first")
    assert "We need the county first" in at(client_of(member), "agenda", meeting.pk).part("aside")
    assert "We need the county first" in at(client_of(member), "my_page").words


def test_nothing_is_asked_for_once_the_meeting_has_begun():
    meeting = a_meeting(seats=1, seats_present=1)
    client = client_of(meeting.group.seats.get().holders.get().person)
    refused = at(client, "ask_for_item", meeting.pk).send(title="Bus to the clinic")
    assert refused.status == 409
    assert "This meeting has begun" in refused.words
    assert "Bus to the clinic" in refused.html
    assert titles(meeting) == ["Transportation"]


# --- the draft --------------------------------------------------------------------------------


def a_group_with_open_matters():
    """A group whose last meeting left one of everything behind, and its next meeting."""
    held = a_meeting(seats=2, seats_present=2)
    seat = held.group.seats.first()
    left = [
        a_commitment(held, seat.member, "Accepted and due", due_in=30, accepted_by=seat.holders.get().person),
        a_commitment(held, seat.member, "Proposed and waiting", due_in=90),
        a_decision(held, "Decided, to be looked at again", review_on=AT.date() + timedelta(days=30)),
        a_question(held, wording="Asked and not answered"),
        a_parked_item(held, "Parked for later"),
    ]
    a_decision(held, "Decided for good")
    a_decision(held, "Not adopted", state="not_adopted", review_on=AT.date() + timedelta(days=30))
    Meeting.objects.filter(pk=held.pk).update(state="published")
    coming = a_meeting(held.group, seats=2, state="planned", item=None, at=LATER)
    move_demo_clock(AT + timedelta(days=1))
    return coming, left


def test_the_draft_holds_every_open_matter_once_and_in_its_part():
    meeting, left = a_group_with_open_matters()
    asked = at(client_of(meeting.group.seats.first().holders.get().person), "ask_for_item", meeting.pk)
    asked.send(title="Asked for by a member")
    page = at(as_facilitator(meeting), "agenda", meeting.pk)
    page = page.send(reverse("build_draft", args=[meeting.pk]))
    assert "6 items came onto the agenda." in page.words
    by_part = [(item.part, item.title) for item in agenda_of(meeting)]
    assert by_part == [
        (2, "Accepted and due"),
        (3, "Decided, to be looked at again"),
        (8, "Asked for by a member"),
        (8, "Parked for later"),
        (9, "Proposed and waiting"),
        (9, "Asked and not answered"),
    ]
    assert {matter.wording for matter in left} < {title for _part, title in by_part}
    for title in {title for _part, title in by_part}:
        assert page.words.count(title) >= 1
    assert "Comes back: a commitment due on" in page.words


def test_built_again_the_draft_adds_nothing_twice_and_leaves_what_was_written():
    meeting, _left = a_group_with_open_matters()
    client = as_facilitator(meeting)
    at(client, "agenda", meeting.pk).send(reverse("build_draft", args=[meeting.pk]))
    first = AgendaItem.objects.get(title="Parked for later")
    at(client, "edit_item", meeting.pk, first.pk).send(title="Summer hours, in our words", minutes="25")
    question = AgendaItem.objects.get(title="Asked and not answered")
    page = at(client, "edit_item", meeting.pk, question.pk)
    page.send(reverse("set_aside", args=[meeting.pk, question.pk]), because="They answer in May")

    before = list(AgendaItem.objects.order_by("pk").values())
    page = at(client, "agenda", meeting.pk).send(reverse("build_draft", args=[meeting.pk]))
    assert "0 items came onto the agenda." in page.words
    assert list(AgendaItem.objects.order_by("pk").values()) == before


def test_what_comes_back_keeps_its_marks():
    held = a_meeting(seats=1, seats_present=1)
    held.items.update(is_private=True, is_no_names=True)
    a_parked_item(held)
    coming = a_meeting(held.group, seats=1, state="planned", item=None, at=LATER)
    build_draft(meeting=coming, by=facilitator_of(held.group), at=AT)
    item = coming.items.get()
    assert (item.is_private, item.is_no_names) == (True, True)


def test_the_draft_of_one_group_holds_nothing_of_another():
    held = a_meeting(seats=1, seats_present=1)
    a_parked_item(held)
    other = planned()
    assert build_draft(meeting=other, by=facilitator_of(other.group), at=AT) == 0


# --- two at once ------------------------------------------------------------------------------


def test_two_facilitators_who_change_one_item_lose_nothing():
    meeting = planned(item="Transportation")
    item = meeting.items.get()
    first, second = as_facilitator(meeting), client_of(a_role(meeting.group, "facilitator").person)
    address = reverse("edit_item", args=[meeting.pk, item.pk])
    one, other = visit(first, address), visit(second, address)
    one.send(title="Transportation to work", background="The county pays half.")
    answered = other.send(title="Transportation at night", minutes="30")

    assert answered.status == 409
    assert "Somebody else changed this while you were writing. Nothing was overwritten." in answered.words
    assert 'value="Transportation at night"' in answered.html, "what this person typed"
    assert "Transportation to work" in answered.words, "what stands now"
    assert "The county pays half." in answered.words, "what stands now, in a field this person left as it was"
    item.refresh_from_db()
    assert (item.title, item.background, item.minutes) == (
        "Transportation to work", "The county pays half.", 10,
    )  # fmt: skip

    chosen = answered.send(title="Transportation to work at night", background="The county pays half.")
    assert chosen.status == 200
    item.refresh_from_db()
    assert (item.title, item.background, item.minutes) == (
        "Transportation to work at night", "The county pays half.", 30,
    )  # fmt: skip


def test_saving_what_stands_already_is_no_conflict():
    meeting = planned(item="Transportation")
    item = meeting.items.get()
    address = reverse("edit_item", args=[meeting.pk, item.pk])
    one, other = visit(as_facilitator(meeting), address), visit(as_facilitator(meeting), address)
    one.send(title="Buses")
    assert other.send(title="Buses").status == 200


def test_what_cannot_be_read_names_the_field_and_keeps_what_was_typed():
    meeting = planned(item="Transportation")
    item = meeting.items.get()
    page = at(as_facilitator(meeting), "edit_item", meeting.pk, item.pk)
    for changes, field in (
        ({"title": ""}, "title"),
        ({"minutes": "ten"}, "minutes"),
        ({"minutes": "-5"}, "minutes"),
    ):
        refused = page.send(background="The county pays half.", **changes)
        assert refused.status == 422
        assert "The county pays half." in refused.html
        assert f'id="id_{field}_error"' in refused.html
    item.refresh_from_db()
    assert (item.title, item.background, item.minutes) == ("Transportation", "", 10)


# --- moving -----------------------------------------------------------------------------------


def test_an_item_moves_up_and_down_by_its_buttons():
    meeting = planned()
    one, two, three = (an_item(meeting, title) for title in ("One", "Two", "Three"))
    client = as_facilitator(meeting)
    page = at(client, "agenda", meeting.pk)
    assert not page.offers(reverse("move_item", args=[meeting.pk, one.pk, "up"])), "nothing stands above it"
    assert not page.offers(reverse("move_item", args=[meeting.pk, three.pk, "down"])), (
        "nothing stands below it"
    )
    page = page.send(reverse("move_item", args=[meeting.pk, three.pk, "up"]))
    assert titles(meeting) == ["One", "Three", "Two"]
    page.send(reverse("move_item", args=[meeting.pk, one.pk, "down"]))
    assert titles(meeting) == ["Three", "One", "Two"]
    words = at(client, "agenda", meeting.pk).words
    assert words.index("Three") < words.index("One") < words.index("Two")
    assert two.title in words


class MovingItems(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.meeting = a_meeting(seats=0, state="planned", item=None)
        cls.by = facilitator_of(cls.meeting.group)

    @settings(max_examples=25, deadline=None)
    @given(
        parts=st.lists(st.integers(1, 9), min_size=1, max_size=6),
        aside=st.integers(0, 5),
        moves=st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=12),
    )
    def test_moving_keeps_every_item_once_and_one_step_is_one_place(self, parts, aside, moves):
        items = [
            add_item(meeting=self.meeting, title=f"Item {number}", part=part, by=self.by, at=AT)
            for number, part in enumerate(parts)
        ]
        if aside < len(items):
            AgendaItem.objects.filter(pk=items[aside].pk).update(state="set_aside")
        before = [item.pk for item in agenda_of(self.meeting)]
        for which, up in moves:
            moved = items[which % len(items)]
            move_item(item=moved, up=up, by=self.by, at=AT)
            expected = list(before)
            if moved.pk in expected:
                here = expected.index(moved.pk)
                there = here - 1 if up else here + 1
                if 0 <= there < len(expected):
                    expected[here], expected[there] = expected[there], expected[here]
            after = agenda_of(self.meeting)
            assert [item.pk for item in after] == expected
            places = [(item.part, item.position) for item in after]
            assert places == sorted(set(places)), "a total order: no two in one place"
            before = expected
        assert AgendaItem.objects.filter(meeting=self.meeting).count() == len(items)


# --- ready ------------------------------------------------------------------------------------


def test_the_minutes_must_fit_the_meeting():
    meeting = planned()
    long = an_item(meeting, "Long", minutes=60)
    an_item(meeting, "Longer", minutes=45)
    client = as_facilitator(meeting)
    page = at(client, "agenda", meeting.pk)
    assert "105 of 90 minutes planned" in page.words
    assert "Take 15 minutes away." in page.words
    ready = reverse("meeting_step", args=[meeting.pk, "ready"])
    assert not page.offers(ready)
    refused = past_the_page(client, "meeting_step", meeting.pk, "ready")
    assert refused.status == 409
    assert "the items take 105 minutes and the meeting lasts 90. Take 15 minutes away." in refused.words
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"

    at(client, "edit_item", meeting.pk, long.pk).send(minutes="45")
    page = at(client, "agenda", meeting.pk).send(ready)
    assert "The agenda is approved." in page.words
    assert Meeting.objects.get(pk=meeting.pk).state == "ready"


def test_an_item_set_aside_or_only_asked_for_takes_no_minutes():
    meeting = planned()
    an_item(meeting, "Stays", minutes=90)
    AgendaItem.objects.filter(pk=an_item(meeting, "Aside", minutes=90).pk).update(state="set_aside")
    AgendaItem.objects.filter(pk=an_item(meeting, "Asked", minutes=90).pk).update(state="requested")
    assert set_ready(meeting=meeting, by=facilitator_of(meeting.group), at=AT).state == "ready"


def test_an_empty_agenda_is_not_approved():
    meeting = planned()
    refused = past_the_page(as_facilitator(meeting), "meeting_step", meeting.pk, "ready")
    assert refused.status == 409
    assert "The agenda cannot be approved: it is empty." in refused.words
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"


def test_the_run_sheet_says_when_each_item_begins():
    meeting = planned()
    for title, minutes in (("First", 20), ("On the list", 0), ("Second", 15), ("Third", 5)):
        an_item(meeting, title, minutes=minutes)
    for query in ("", "?print"):
        words = at(as_facilitator(meeting), "run_sheet", meeting.pk, query=query).words
        for line in ("10:00 am First 20", "10:20 am Second 15", "10:35 am Third 5"):
            assert line in words
        assert "On the list" not in words
        assert "40 of 90 minutes planned" in words
        assert "11:30 am The meeting ends 50 minutes stay free. 40" in words


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (89, "1 minute stays free."),
        (90, "No minute stays free."),
        (91, "The items run over by 1 minute."),
        (105, "The items run over by 15 minutes."),
    ],
)
def test_the_last_line_of_the_run_sheet_says_what_is_left_or_too_much(minutes, says):
    meeting = planned()
    an_item(meeting, "Long", minutes=minutes)
    assert f"The meeting ends {says} {minutes}" in at(as_facilitator(meeting), "run_sheet", meeting.pk).words


def test_only_a_facilitator_works_on_the_agenda():
    meeting = planned(item="Transportation")
    item = meeting.items.get()
    client = client_of(meeting.group.seats.get().holders.get().person)
    before = list(AgendaItem.objects.values())
    for name, args in (
        ("new_item", []), ("edit_item", [item.pk]), ("set_aside", [item.pk]), ("undo_set_aside", [item.pk]),
        ("move_item", [item.pk, "up"]), ("build_draft", []), ("run_sheet", []), ("check_in", []),
    ):  # fmt: skip
        answer = client.post(
            reverse(name, args=[meeting.pk, *args]), {"title": "Mine", "minutes": 5, "because": "no"}
        )
        assert answer.status_code == 403, name
    assert list(AgendaItem.objects.values()) == before
    assert set(Entry.objects.filter(allowed=False).values_list("refusal", flat=True)) == {"facilitator_only"}


def test_a_refused_change_is_not_half_stored():
    meeting = a_meeting(seats=0, state="planned")
    item = meeting.items.get()
    by = facilitator_of(meeting.group)
    change_item(item=item, version=1, title="Buses", by=by, at=AT)
    with pytest.raises(ChangedMeanwhile) as refused:
        change_item(item=item, version=1, title="Trains", minutes=30, by=by, at=AT)
    assert refused.value.facts["theirs"] == {"title": "Buses", "minutes": 10}
    assert (AgendaItem.objects.get().title, AgendaItem.objects.get().minutes) == ("Buses", 10)


def test_a_network_without_meetings_offers_to_set_one():
    network = a_network()
    client = client_of(the_person_with(network, "convener"))
    page = at(client, "new_meeting", network.address)
    past = page.send(day="2025-03-05", begins="10:00", ends="11:30", place="Library")
    assert past.status == 422
    assert "March 5, 2025 is past" in past.words
    assert 'value="Library"' in past.html
    turned = page.send(day="2025-04-10", begins="10:00", ends="09:30")
    assert turned.status == 422
    assert not Meeting.objects.exists()
    assert page.send(day="2025-04-10", begins="10:00", ends="11:30").status == 200
    assert Meeting.objects.get().length_minutes == 90
