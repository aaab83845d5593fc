"""Commitments on their pages: who answers, who only writes down what was said, and what stays with the seat."""

from datetime import timedelta

import pytest
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.foundation.clock import move_demo_clock
from konbit.meetings.models import AgendaItem, Commitment, CommitmentChange, Meeting
from konbit.meetings.operations.meetings import close_meeting
from konbit.network.queries import day_in
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    a_person,
    a_role,
    a_seat,
    actor,
    client_of,
    facilitator_of,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
LATER = AT + timedelta(days=10)


class Table:
    """A closed meeting in which one commitment was proposed for the Department of Health."""

    def __init__(self):
        self.meeting = a_meeting(seats=0)
        self.group = self.meeting.group
        self.owner = a_person("Leader of health")
        self.seat = a_seat(self.group, "Department of Health", holder=self.owner)
        self.facilitator = the_person_with(self.group, "facilitator")
        self.commitment = a_commitment(self.meeting, self.seat.member, "Call three employers")
        self.meeting = close_meeting(meeting=self.meeting, by=facilitator_of(self.group), at=AT)

    @property
    def state(self):
        return Commitment.objects.get(pk=self.commitment.pk).state

    def page(self, person):
        return at(client_of(person), "commitment", self.commitment.pk)

    def stored(self):
        return (
            Commitment.objects.values().get(pk=self.commitment.pk),
            list(CommitmentChange.objects.order_by("id").values()),
        )


@pytest.fixture
def table(the_day):
    return Table()


# --- N-5 --------------------------------------------------------------------------------------


def test_n5_a_facilitator_edits_the_agenda_and_it_is_stored():
    meeting = a_meeting(seats=0, state="planned")
    item = meeting.items.get()
    page = at(client_of(the_person_with(meeting.group, "facilitator")), "edit_item", meeting.pk, item.pk)
    saved = page.send(title="Rides to work", minutes="25")
    assert "The item is saved." in saved.words
    item.refresh_from_db()
    assert (item.title, item.minutes) == ("Rides to work", 25)
    assert "Rides to work" in saved.part(f"item-{item.pk}")


def own_account(step):
    return {
        "accept": {"step": "accept"},
        "amend": {"step": "amend", "wording": "Call nobody"},
        "decline": {"step": "decline", "note": "No"},
        "done": {"step": "done", "note": "Called"},
        "drop": {"step": "drop", "note": "No"},
    }[step]


@pytest.mark.parametrize("step", ["accept", "amend", "decline", "done", "drop"])
def test_n5_a_facilitator_who_answers_for_an_owner_on_their_own_account_is_refused(step, table):
    if step in ("done", "drop"):
        table.page(table.owner).send(step="accept")
    before = table.stored()
    page = table.page(table.facilitator)
    assert not page.all("input", name="step"), "the page offers no such answer"
    refused = past_the_page(page.client, "commitment", table.commitment.pk, **own_account(step))

    assert refused.status == 403
    assert "Only the owner of a commitment answers it." in refused.words
    assert "enter it as the owner's words" in refused.words
    assert table.stored() == before
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.allowed, entry.refusal) == ("commitment", False, "not_the_owner")
    assert entry.person_id == table.facilitator.pk


@pytest.mark.parametrize("step", ["amend", "done", "drop"])
def test_n5_nor_once_it_is_accepted(step, table):
    table.page(table.owner).send(step="accept")
    before = table.stored()
    refused = past_the_page(
        client_of(table.facilitator), "commitment", table.commitment.pk, **own_account(step)
    )
    assert refused.status == 403
    assert table.stored() == before


@pytest.mark.parametrize(("told", "says"), [("paper", "on paper"), ("phone", "by phone")])
def test_n5_the_owners_words_are_entered_marked_shown_and_taken_back_in_one_step(told, says, table):
    entered = table.page(table.facilitator).send(told=told, step="accept")
    assert "The answer is noted." in entered.words
    change = CommitmentChange.objects.latest("id")
    assert (change.channel, change.entered_by, change.person) == (told, table.facilitator, None)
    assert table.state == "accepted"

    mark = f"{says}, entered by {table.facilitator.name}"
    assert mark in entered.part("history")
    shown = table.page(table.owner)
    assert mark in shown.part("history"), "the owner sees it"
    back = shown.send(reverse("undo_answer", args=[table.commitment.pk]))
    assert "The answer is taken back." in back.words
    assert table.state == "proposed"
    assert "taken back" in back.part("history")
    assert mark in back.part("history"), "it stays in the history"


@pytest.mark.parametrize(
    ("step", "values", "state"),
    [
        ("decline", {"note": "No staff"}, "declined"),
        ("amend", {"wording": "Call two employers"}, "proposed"),
        ("done", {"note": "Called"}, "done"),
        ("drop", {"note": "They closed"}, "dropped"),
    ],
)
def test_n5_every_answer_can_be_told_on_paper_and_taken_back_by_the_owner(step, values, state, table):
    if step in ("done", "drop"):
        table.page(table.owner).send(step="accept")
    before = table.stored()[0]
    table.page(table.facilitator).send(told="paper", step=step, **values)
    assert table.state == state
    table.page(table.owner).send(reverse("undo_answer", args=[table.commitment.pk]))
    assert {**table.stored()[0], "version": 0} == {**before, "version": 0}


def test_n5_the_facilitator_takes_back_what_they_entered_and_never_what_the_owner_answered(table):
    undone = table.page(table.facilitator).send(told="phone", step="accept").undo()
    assert "The answer is taken back." in undone.words
    assert table.state == "proposed"

    table.page(table.owner).send(step="accept")
    page = table.page(table.facilitator)
    assert not page.offers(reverse("undo_answer", args=[table.commitment.pk]))
    refused = past_the_page(page.client, "undo_answer", table.commitment.pk)
    assert refused.status == 403
    assert "Only the owner takes an answer back." in refused.words
    assert table.state == "accepted"


def test_n5_another_facilitator_takes_nothing_back_that_they_did_not_enter(table):
    table.page(table.facilitator).send(told="phone", step="accept")
    other = a_role(table.group, "facilitator").person
    assert past_the_page(client_of(other), "undo_answer", table.commitment.pk).status == 403
    assert table.state == "accepted"


def test_n5_what_was_told_must_say_how_it_was_told(table):
    before = table.stored()
    page = table.page(table.facilitator)
    refused = page.send(told=None, step="accept")
    assert refused.status == 422
    refused = page.send(told="paper", step="decline", note="  ")
    assert refused.status == 422
    assert "Say why in a few words." in refused.words
    forged = past_the_page(
        page.client, "commitment", table.commitment.pk, **{"told-step": "accept", "told-told": "page"}
    )
    assert forged.status == 422
    assert table.stored() == before


def test_a_facilitator_who_owns_a_commitment_answers_it_themselves(table):
    member = table.group.roles.get(role="facilitator").member
    mine = a_commitment(_reopened(table.meeting), member, "Book the room")
    close_meeting(meeting=table.meeting, by=facilitator_of(table.group), at=AT)
    at(client_of(table.facilitator), "commitment", mine.pk).send(step="accept")
    change = CommitmentChange.objects.latest("id")
    assert (change.channel, change.person, change.entered_by) == ("page", table.facilitator, None)


def _reopened(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state="open")
    meeting.refresh_from_db()
    return meeting


def test_a_member_who_is_neither_owner_nor_facilitator_answers_nothing(table):
    member = a_role(table.group, "member").person
    page = table.page(member)
    assert not page.all("input", name="step")
    assert not page.all("input", name="told-step")
    before = table.stored()
    for values in ({"step": "accept"}, {"told-step": "accept", "told-told": "paper"}):
        assert past_the_page(page.client, "commitment", table.commitment.pk, **values).status == 403
    assert past_the_page(page.client, "agree", table.commitment.pk, agree="1").status == 403
    assert past_the_page(page.client, "undo_answer", table.commitment.pk).status in (403, 409)
    assert table.stored() == before


# --- N-4 --------------------------------------------------------------------------------------


def handed_over(table, name="Second leader of health"):
    """The convener hands the seat over on its page; the day passes."""
    move_demo_clock(LATER)
    convener = the_person_with(table.group, "convener")
    holder = table.seat.holders.get(until=None)
    page = at(client_of(convener), "hand_over_seat", table.group.address, table.seat.pk, holder.pk)
    page.send(name=name, email="second@example.org", until=day_in(table.group, LATER).isoformat())
    return table.seat.holders.get(until=None).person


def test_n4_open_commitments_list_the_new_holder_who_may_answer_while_the_old_one_may_not(table):
    a_role(table.group, "member", table.owner)  # stays in the group, without the seat
    new = handed_over(table)

    listed = at(client_of(new), "commitments", table.group.address).part("waiting")
    assert "Call three employers" in listed
    assert "Yours" in listed
    assert "Call three employers" in at(client_of(new), "my_page").words
    assert "Yours" not in at(client_of(table.owner), "commitments", table.group.address).part("waiting")
    assert "Call three employers" not in at(client_of(table.owner), "my_page").words

    before = table.stored()
    old_page = table.page(table.owner)
    assert not old_page.all("input", name="step")
    refused = past_the_page(old_page.client, "commitment", table.commitment.pk, step="accept")
    assert refused.status == 403
    assert "Only the owner of a commitment answers it." in refused.words
    assert table.stored() == before

    accepted = table.page(new).send(step="accept")
    assert "The answer is noted." in accepted.words
    assert table.state == "accepted"
    change = CommitmentChange.objects.latest("id")
    assert (change.person, change.channel) == (new, "page")


def test_n4_who_left_the_group_with_the_seat_finds_no_commitment_at_all(table):
    handed_over(table)
    client = client_of(table.owner)
    assert client.get(reverse("commitment", args=[table.commitment.pk])).status_code == 404
    assert past_the_page(client, "commitment", table.commitment.pk, step="accept").status == 404
    assert table.state == "proposed"


def test_n4_past_attendance_names_the_old_holder_after_the_seat_changed_hands():
    meeting = a_meeting(seats=0, state="ready")
    seat = a_seat(meeting.group, "Department of Health", holder=a_person("Leader of health"))
    facilitator = client_of(the_person_with(meeting.group, "facilitator"))
    page = at(facilitator, "check_in", meeting.pk)
    page = page.send(reverse("tap", args=[meeting.pk, seat.member_id]), mode="in_person")
    page.send(reverse("meeting_step", args=[meeting.pk, "open"]))
    at(facilitator, "live", meeting.pk).send(reverse("meeting_step", args=[meeting.pk, "close"]))

    move_demo_clock(LATER)
    holder = seat.holders.get()
    page = at(facilitator, "hand_over_seat", meeting.group.address, seat.pk, holder.pk)
    page.send(name="Second leader of health", until=day_in(meeting.group, LATER).isoformat())
    at(facilitator, "review", meeting.pk).send()

    for query in ("", "?print"):
        there = at(facilitator, "record", meeting.pk, query=query).part("attendance")
        assert "Leader of health" in there
        assert "Second leader of health" not in there
    history = at(facilitator, "seat", meeting.group.address, seat.pk).words
    assert "Leader of health" in history
    assert "Second leader of health" in history


def test_n4_the_history_keeps_who_answered_for_the_seat_then(table):
    table.page(table.owner).send(step="accept")
    new = handed_over(table)
    page = table.page(new)
    assert "Leader of health" in page.part("history")
    page.send(step="done", note="All three called")
    history = table.page(new).part("history")
    assert history.index("Leader of health") < history.index("Second leader of health")


# --- proposed is not promised ----------------------------------------------------------------------


def test_a_proposed_commitment_is_never_counted_as_promised(table):
    def parts():
        page = at(client_of(table.facilitator), "commitments", table.group.address)
        return page.part("promised"), page.part("waiting")

    promised, waiting = parts()
    assert "Call three employers" not in promised
    assert "Call three employers" in waiting
    assert "Proposed, and not promised until its owner accepts it." in table.page(table.facilitator).words

    table.page(table.owner).send(step="accept")
    promised, waiting = parts()
    assert "Call three employers" in promised
    assert "Call three employers" not in waiting

    due = (table.commitment.due_on + timedelta(days=7)).isoformat()
    table.page(table.owner).send(step="amend", due_on=due)
    promised, waiting = parts()
    assert "Call three employers" not in promised, "an amendment returns it to proposed"
    assert "The owner asks for a change" in waiting


def test_both_sides_agree_on_other_words_side_by_side(table):
    due = table.commitment.due_on + timedelta(days=7)
    table.page(table.owner).send(step="amend", wording="Call two employers", due_on=due.isoformat())
    page = table.page(table.facilitator)
    side_by_side = page.part("amendment")
    assert side_by_side.index("Call three employers") < side_by_side.index("Call two employers")
    agreed = page.send(reverse("agree", args=[table.commitment.pk]), agree="1")
    assert "Both sides agree" in agreed.words
    table.commitment.refresh_from_db()
    assert (table.commitment.state, table.commitment.wording, table.commitment.due_on) == (
        "accepted", "Call two employers", due,
    )  # fmt: skip
    assert "Before, it said: Call three employers" in agreed.part("history")


def test_h7_a_wrong_tap_on_agree_is_taken_back_in_one_step(table):
    table.page(table.owner).send(step="amend", wording="Call two employers")
    before = table.stored()[0]
    page = table.page(table.facilitator).send(reverse("agree", args=[table.commitment.pk]), agree="1")
    page.undo()
    assert {**table.stored()[0], "version": 0} == {**before, "version": 0}
    page = table.page(table.facilitator)
    page = page.send(reverse("agree", args=[table.commitment.pk]), note="Three were agreed in the room")
    page.undo()
    assert {**table.stored()[0], "version": 0} == {**before, "version": 0}


def test_a_facilitator_who_does_not_agree_says_why_and_it_waits_for_the_owner_again(table):
    table.page(table.owner).send(step="amend", wording="Call two employers")
    page = table.page(table.facilitator)
    agree = reverse("agree", args=[table.commitment.pk])
    refused = page.send(agree, note="  ")
    assert refused.status == 422
    assert "Say why in a few words." in refused.words
    assert Commitment.objects.get().is_amended
    page.send(agree, note="Three were agreed in the room")
    commitment = Commitment.objects.get()
    assert (commitment.state, commitment.is_amended, commitment.wording) == (
        "proposed", False, "Call three employers",
    )  # fmt: skip
    assert "Three were agreed in the room" in table.page(table.owner).part("history")


def test_an_answer_that_needs_a_reason_keeps_what_was_typed_when_it_is_refused(table):
    page = table.page(table.owner)
    refused = page.send(step="decline", wording="Typed anyway", note="")
    assert refused.status == 422
    assert "Say why in a few words." in refused.words
    assert "Typed anyway" in refused.html
    nothing = page.send(step="amend")
    assert nothing.status == 422
    assert "Nothing is different." in nothing.words
    assert page.send(step=None).status == 422
    assert table.state == "proposed"


def test_answering_twice_from_one_open_page_answers_once(table):
    page = table.page(table.owner)
    page.send(step="accept")
    again = page.send(step="accept")
    assert again.status == 409
    assert "and it is “Accepted” now." in again.words
    assert table.state == "accepted"
    assert CommitmentChange.objects.filter(step="accept").count() == 1


def test_who_typed_it_is_never_its_owner_by_default():
    meeting = a_meeting(seats=1, seats_present=1)
    item = meeting.items.get()
    holder = meeting.group.seats.get().holders.get().person
    for person in (the_person_with(meeting.group, "facilitator"), holder):
        page = at(client_of(person), "live", meeting.pk)
        refused = page.send(reverse("capture", args=[meeting.pk, item.pk, "commitment"]), wording="Call them")
        assert refused.status == 422
        assert "Choose an answer for “Whose commitment it is”" in refused.words
        assert "Call them" in refused.html
    assert not Commitment.objects.exists()


def test_the_due_day_offered_is_the_next_meeting():
    meeting = a_meeting(seats=1, seats_present=1)
    seat = meeting.group.seats.get()
    page = at(client_of(the_person_with(meeting.group, "facilitator")), "live", meeting.pk)
    page.send(
        reverse("capture", args=[meeting.pk, meeting.items.get().pk, "commitment"]),
        wording="Call them",
        owner=str(seat.member_id),
    )
    assert Commitment.objects.get().due_on == AT.date() + timedelta(days=meeting.group.interval_days)
    assert AgendaItem.objects.count() == 1
    assert actor(seat.holders.get().person).holds(Commitment.objects.get().owner_id)
