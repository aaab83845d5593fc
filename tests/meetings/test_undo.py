"""H-7: a wrong tap is taken back in one step, by the line that tells what was done; and nothing else changes."""

import pytest
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.meetings.models import (
    AgendaItem,
    Attendance,
    Commitment,
    Decision,
    Meeting,
    ParkedItem,
    Question,
    Vote,
)
from konbit.meetings.operations.meetings import close_meeting
from konbit.network.models import Seat
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    a_parked_item,
    a_proposal,
    client_of,
    facilitator_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
MODELS = (Meeting, AgendaItem, Attendance, Decision, Vote, Commitment, Question, ParkedItem)


def stored():
    """Every row of the room as it stands, but for the number that counts how often it was saved."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name != "version"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in MODELS
    }


def as_facilitator(meeting):
    return client_of(the_person_with(meeting.group, "facilitator"))


def step(meeting, name):
    return reverse("meeting_step", args=[meeting.pk, name])


@pytest.mark.parametrize(
    ("state", "page", "name"),
    [
        ("planned", "agenda", "ready"),
        ("ready", "check_in", "open"),
        ("open", "live", "close"),
    ],
)
def test_h7_a_step_of_the_meeting_is_taken_back_in_one_step(state, page, name):
    meeting = a_meeting(seats=1, seats_present=1, state=state)
    before = stored()
    done = at(as_facilitator(meeting), page, meeting.pk).send(step(meeting, name))
    assert stored() != before
    back = done.undo()
    assert back.status == 200
    after = stored()
    for row in (*before["Meeting"], *after["Meeting"]):
        row.pop("votes_held")  # counted again at the next beginning
    assert after == before


@pytest.mark.parametrize("mode", ["in_person", "by_link", "absent"])
def test_h7_a_check_in_is_taken_back_in_one_step(mode):
    meeting = a_meeting(seats=1, state="ready")
    before = stored()
    tap = reverse("tap", args=[meeting.pk, meeting.group.seats.get().member_id])
    done = at(as_facilitator(meeting), "check_in", meeting.pk).send(tap, mode=mode)
    assert Attendance.objects.get().mode == mode
    done.undo()
    assert stored() == before


def test_h7_a_second_tap_is_taken_back_to_the_first():
    meeting = a_meeting(seats=1, state="ready")
    tap = reverse("tap", args=[meeting.pk, meeting.group.seats.get().member_id])
    at(as_facilitator(meeting), "check_in", meeting.pk).send(tap, mode="in_person")
    before = stored()
    done = at(as_facilitator(meeting), "check_in", meeting.pk).send(tap, mode="absent")
    assert Attendance.objects.get().mode == "absent"
    done.undo()
    assert stored() == before


def test_h7_a_delegate_is_taken_back_in_one_step():
    meeting = a_meeting(seats=1, state="ready")
    before = stored()
    address = reverse("delegate", args=[meeting.pk, meeting.group.seats.get().member_id])
    page = at(as_facilitator(meeting), "check_in", meeting.pk)
    done = page.send(address, delegate="Somebody", mode="in_person")
    assert Attendance.objects.get().is_delegate
    done.undo()
    assert stored() == before


def test_a_delegate_sent_twice_is_one_person():
    meeting = a_meeting(seats=1, state="ready")
    address = reverse("delegate", args=[meeting.pk, meeting.group.seats.get().member_id])
    page = at(as_facilitator(meeting), "check_in", meeting.pk)
    for mode in ("in_person", "by_link"):
        page.send(address, delegate="Somebody", mode=mode)
    assert Attendance.objects.get().mode == "by_link"
    page.send(address, delegate="Somebody else", mode="in_person")
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("kind", ["decision", "commitment", "question", "parkeditem"])
def test_h7_what_was_captured_is_taken_back_and_brought_back_each_in_one_step(kind):
    meeting = a_meeting(seats=1, seats_present=1)
    member = str(meeting.group.seats.get().member_id)
    more = {"commitment": {"owner": member}, "question": {"asked_of": member}}.get(kind, {})
    address = reverse("capture", args=[meeting.pk, meeting.items.get().pk, kind])
    done = at(as_facilitator(meeting), "live", meeting.pk).send(address, wording="Typed by mistake", **more)
    assert "Typed by mistake" in done.words
    captured = stored()
    gone = done.undo()
    assert "Typed by mistake" not in gone.words
    assert "It is taken back." in gone.words
    back = gone.undo()
    assert "Typed by mistake" in back.words
    assert stored() == captured


def test_h7_a_recorded_outcome_is_taken_back_in_one_step():
    meeting = a_meeting(seats=1, seats_present=1)
    decision = a_proposal(meeting)
    seat = Seat.objects.get()
    client = as_facilitator(meeting)
    at(client, "live", meeting.pk).send(reverse("vote", args=[decision.pk, seat.pk]), choice="yes")
    before = stored()
    outcome = reverse("outcome", args=[decision.pk])
    done = at(client, "live", meeting.pk).send(
        outcome, state="decided", right="agree", dissent="The county would wait.", review_on="2025-09-04"
    )
    assert Decision.objects.get().state == "decided"
    back = done.undo()
    assert "On the table" in back.part(f"decision-{decision.pk}")
    assert "Dissent" not in back.words.partition("Record what became of it")[0]
    assert "1 yes, 0 no" in back.words, "with its votes"
    after = stored()
    for row in (*before["Decision"], *after["Decision"]):
        for typed in ("right", "dissent", "review_on"):
            row.pop(typed)
    assert after == before

    # What was typed waits in the form, and is recorded as what it should have been.
    back.send(outcome, state="sense")
    decision.refresh_from_db()
    assert (decision.state, decision.right, decision.dissent) == ("sense", "agree", "The county would wait.")
    assert decision.review_on.isoformat() == "2025-09-04"


def test_h7_an_item_set_aside_is_taken_back_in_one_step():
    meeting = a_meeting(seats=0, state="planned")
    item = meeting.items.get()
    before = stored()
    page = at(as_facilitator(meeting), "edit_item", meeting.pk, item.pk)
    done = page.send(reverse("set_aside", args=[meeting.pk, item.pk]), because="Not this time")
    assert AgendaItem.objects.get().state == "set_aside"
    done.undo()
    assert stored() == before


def test_h7_a_request_set_aside_by_a_wrong_tap_waits_again_to_be_placed():
    meeting = a_meeting(seats=1, state="planned", item=None)
    at(client_of(Seat.objects.get().holders.get().person), "ask_for_item", meeting.pk).send(title="Buses")
    item = AgendaItem.objects.get()
    before = stored()
    page = at(as_facilitator(meeting), "edit_item", meeting.pk, item.pk)
    done = page.send(reverse("set_aside", args=[meeting.pk, item.pk]), because="Not this time")
    back = done.undo()
    assert stored() == before
    assert "Buses" in back.part("requests")


def test_h7_every_undo_stands_in_the_audit_trail_beside_what_it_took_back():
    meeting = a_meeting(seats=1, state="planned")
    at(as_facilitator(meeting), "agenda", meeting.pk).send(step(meeting, "ready")).undo()
    actions = list(Entry.objects.order_by("sequence").values_list("action", flat=True))
    assert actions[-2:] == ["meetings.set_ready", "meetings.undo_ready"]


def test_a_meeting_in_which_something_was_captured_does_not_go_back():
    meeting = a_meeting(seats=1, seats_present=1)
    a_parked_item(meeting)
    client = as_facilitator(meeting)
    assert not at(client, "meeting", meeting.pk).offers(step(meeting, "undo-open"))
    refused = past_the_page(client, "meeting_step", meeting.pk, "undo-open")
    assert refused.status == 409
    assert "something was captured already" in refused.words
    assert Meeting.objects.get().state == "open"


def test_a_published_record_is_not_unpublished():
    meeting = a_meeting(seats=1, seats_present=1, state="published")
    client = as_facilitator(meeting)
    for name in ("undo-close", "undo-open", "undo-ready", "open", "close", "ready"):
        assert past_the_page(client, "meeting_step", meeting.pk, name).status == 409
    assert Meeting.objects.get().state == "published"
    assert past_the_page(client, "meeting_step", meeting.pk, "erase").status == 404


def test_what_was_answered_is_not_taken_back_by_others():
    meeting = a_meeting(seats=1, seats_present=1)
    seat = Seat.objects.get()
    commitment = a_commitment(meeting, seat.member, accepted_by=seat.holders.get().person)
    client = as_facilitator(meeting)
    assert not at(client, "live", meeting.pk).offers(reverse("withdraw", args=["commitment", commitment.pk]))
    refused = past_the_page(client, "withdraw", "commitment", commitment.pk)
    assert refused.status == 409
    assert "Its owner has answered it already" in refused.words


def test_parked_items_taken_up_wait_again_when_the_close_is_taken_back():
    first = a_meeting(seats=1, seats_present=1)
    parked = a_parked_item(first)
    close_meeting(meeting=first, by=facilitator_of(first.group), at=AT)
    second = a_meeting(first.group, seats=1, state="planned", item=None)
    client = as_facilitator(first)
    at(client, "agenda", second.pk).send(reverse("build_draft", args=[second.pk]))
    at(client, "agenda", second.pk).send(step(second, "ready"))
    at(client, "check_in", second.pk).send(step(second, "open"))
    closed = at(client, "live", second.pk).send(step(second, "close"))
    assert ParkedItem.objects.get(pk=parked.pk).returned_at == AT
    closed.undo()
    assert ParkedItem.objects.get(pk=parked.pk).returned_at is None


def test_closing_by_a_wrong_tap_and_again_asks_each_owner_with_a_link_that_works():
    meeting = a_meeting(seats=1, seats_present=1)
    seat = Seat.objects.get()
    a_commitment(meeting, seat.member)
    client = as_facilitator(meeting)
    at(client, "live", meeting.pk).send(step(meeting, "close")).undo()
    at(client, "live", meeting.pk).send(step(meeting, "close"))
    letters = letters_sent(seat.holders.get().person)
    assert letters
    assert all("/answer/" in letter.body for letter in letters)
