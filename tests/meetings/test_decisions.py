"""Decisions in the live meeting: put to the table, voted on by seat, recorded with a quorum; through its page."""

import pytest
from django.urls import reverse

from konbit.meetings.models import Commitment, Decision, ParkedItem, Question, Vote
from konbit.meetings.operations.captures import withdraw
from konbit.meetings.operations.meetings import close_meeting
from konbit.network.operations.seats import seat_person
from tests.makers import (
    AT,
    a_decision,
    a_meeting,
    a_person,
    a_proposal,
    a_role,
    a_seat,
    check_in_seats,
    client_of,
    facilitator_of,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


class Table:
    """An open meeting of three voting seats, two of them here, and one seat without a vote; a proposal on the table."""

    def __init__(self, seats_present=2):
        self.meeting = a_meeting(seats=3, seats_present=seats_present)
        self.group = self.meeting.group
        self.item = self.meeting.items.get()
        self.facilitator = the_person_with(self.group, "facilitator")
        self.seats = list(self.group.seats.order_by("organization__name"))
        self.without_vote = a_seat(self.group, "County fund", votes=False, holder=a_person())
        self.decision = a_proposal(self.meeting, "We meet every six weeks")

    def holder(self, number=0):
        return self.seats[number].holders.get().person

    def live(self, person=None):
        return at(client_of(person or self.facilitator), "live", self.meeting.pk)

    def vote_of(self, seat):
        return reverse("vote", args=[self.decision.pk, seat.pk])

    @property
    def outcome(self):
        return reverse("outcome", args=[self.decision.pk])

    def capture(self, kind):
        return reverse("capture", args=[self.meeting.pk, self.item.pk, kind])


@pytest.fixture
def table(the_day):
    return Table()


def choices():
    return dict(Vote.objects.values_list("seat__organization__name", "choice"))


# --- putting ----------------------------------------------------------------------------------


def test_every_seat_puts_something_to_the_table_with_a_vote_or_without(table):
    for seat in (table.seats[0], table.without_vote):
        holder = seat.holders.get().person
        page = table.live(holder).send(table.capture("decision"), wording=f"Proposed by {seat.name}")
        assert "It is on the table." in page.words
        decision = Decision.objects.get(wording=f"Proposed by {seat.name}")
        assert decision.proposed_by == seat.member, (
            "who proposes is their own seat, unless they say otherwise"
        )
        assert f"Proposed by {seat.name}" in table.live().words


def test_who_has_neither_seat_nor_that_role_captures_nothing(table):
    funder = a_role(table.group, "funder").person
    page = table.live(funder)
    member = str(table.seats[0].member_id)
    typed = {"wording": "Typed", "due_on": "2025-04-01", "owner": member, "asked_of": member}
    for kind in ("decision", "commitment", "question", "parkeditem"):
        assert not page.offers(table.capture(kind))
        sent = {f"{kind}-{name}": value for name, value in typed.items()}
        assert (
            past_the_page(page.client, "capture", table.meeting.pk, table.item.pk, kind, **sent).status == 403
        )
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "model"),
    [("decision", Decision), ("commitment", Commitment), ("question", Question), ("parkeditem", ParkedItem)],
)
def test_the_same_form_sent_twice_captures_once(kind, model, table):
    page = table.live()
    member = str(table.seats[0].member_id)
    more = {"commitment": {"owner": member}, "question": {"asked_of": member}}.get(kind, {})
    for _tap in range(2):
        assert page.send(table.capture(kind), wording="Typed once", **more).status == 200
    assert model.objects.filter(wording="Typed once").count() == 1


@pytest.mark.parametrize("kind", ["decision", "commitment", "question", "parkeditem"])
def test_nothing_is_captured_without_words_or_somebody_and_what_was_typed_stays(kind, table):
    page = table.live()
    refused = page.send(table.capture(kind), wording="   ")
    assert refused.status == 422
    assert f'id="capture-{kind}" open' in refused.html
    refused = page.send(table.capture(kind), wording="Typed once")
    if kind in ("commitment", "question"):
        assert refused.status == 422
        assert "Typed once" in refused.html
    assert not Commitment.objects.exists()
    assert not Question.objects.exists()


def test_nothing_is_captured_before_the_meeting_begins_or_after_it_ends(table):
    open_page = table.live()
    close_meeting(meeting=table.meeting, by=facilitator_of(table.group), at=AT)
    refused = open_page.send(table.capture("parkeditem"), wording="Too late, but typed")
    assert refused.status == 409
    assert "The meeting is not open" in refused.words
    assert not ParkedItem.objects.exists()
    assert not table.live().offers(table.capture("parkeditem"))
    for name, values in (
        ("vote", {"choice": "yes"}),
        ("outcome", {f"{table.decision.pk.hex}-state": "sense"}),
    ):
        args = [table.decision.pk, table.seats[0].pk] if name == "vote" else [table.decision.pk]
        answer = past_the_page(client_of(table.facilitator), name, *args, **values)
        assert answer.status in (409, 422)
    assert not Vote.objects.exists()
    assert Decision.objects.get().state == "proposed"


# --- voting -----------------------------------------------------------------------------------


def test_each_seat_votes_once_and_may_change_it_until_it_is_recorded(table):
    seat = table.seats[0]
    page = table.live(table.holder())
    assert f"Your vote for {seat.name}" in page.words
    page = page.send(table.vote_of(seat), choice="yes")
    assert choices() == {seat.name: "yes"}
    page = page.send(table.vote_of(seat), choice="no")
    assert choices() == {seat.name: "no"}
    assert "0 yes, 1 no" in page.words
    vote = Vote.objects.get()
    assert (vote.channel, vote.entered_by) == ("page", None)

    table.live().send(table.outcome, state="not_adopted")
    refused = past_the_page(page.client, "vote", table.decision.pk, seat.pk, choice="yes")
    assert refused.status == 409
    assert "This was recorded already as “Not adopted”." in refused.words
    assert choices() == {seat.name: "no"}


def test_two_holders_of_one_seat_have_one_vote(table):
    seat = table.seats[0]
    second = a_person("Second holder")
    first = table.holder()
    seat_person(seat=seat, person=second, by=facilitator_of(table.group), at=AT)
    table.live(first).send(table.vote_of(seat), choice="yes")
    table.live(second).send(table.vote_of(seat), choice="abstain")
    assert choices() == {seat.name: "abstain"}


def test_the_facilitator_counts_hands_in_the_room_and_it_is_marked_so(table):
    here = [row.member.seat for row in table.meeting.attendances.select_related("member__seat")]
    away = next(seat for seat in table.seats if seat not in here)
    page = table.live()
    assert not page.offers(table.vote_of(away)), "a seat that is not here raises no hand"
    page = page.send(table.vote_of(here[0]), choice="yes")
    vote = Vote.objects.get()
    assert (vote.channel, vote.entered_by, vote.choice) == ("room", table.facilitator, "yes")

    # The holder's own vote is theirs again, and says so.
    holder = here[0].holders.get().person
    table.live(holder).send(table.vote_of(here[0]), choice="no")
    vote.refresh_from_db()
    assert (vote.channel, vote.entered_by, vote.choice) == ("page", None, "no")


def test_a_seat_without_a_vote_is_refused(table):
    holder = table.without_vote.holders.get().person
    assert not table.live(holder).offers(table.vote_of(table.without_vote))
    for person in (holder, table.facilitator):
        refused = past_the_page(
            client_of(person), "vote", table.decision.pk, table.without_vote.pk, choice="yes"
        )
        assert refused.status == 409
        assert "The seat “County fund” has no vote in this group." in refused.words
    assert not Vote.objects.exists()


def test_a_seat_that_is_not_checked_in_does_not_vote(table):
    away = next(s for s in table.seats if not table.meeting.attendances.filter(member=s.member).exists())
    holder = away.holders.get().person
    page = table.live(holder)
    assert not page.offers(table.vote_of(away))
    for person in (holder, table.facilitator):
        refused = past_the_page(client_of(person), "vote", table.decision.pk, away.pk, choice="yes")
        assert refused.status == 409
        assert f"The seat “{away.name}” is not checked in at this meeting." in refused.words
    tap = reverse("tap", args=[table.meeting.pk, away.member_id])
    at(client_of(table.facilitator), "check_in", table.meeting.pk).send(tap, mode="absent")
    assert not table.live(holder).offers(table.vote_of(away))
    at(client_of(table.facilitator), "check_in", table.meeting.pk).send(tap, mode="by_link")
    table.live(holder).send(table.vote_of(away), choice="yes")
    assert choices() == {away.name: "yes"}


def test_nobody_votes_for_another_seat_or_a_seat_of_another_group(table):
    refused = past_the_page(
        client_of(table.holder(1)), "vote", table.decision.pk, table.seats[0].pk, choice="yes"
    )
    assert refused.status == 403
    elsewhere = a_seat(a_meeting(seats=0, state="planned").group, "Elsewhere", holder=table.facilitator)
    refused = past_the_page(
        client_of(table.facilitator), "vote", table.decision.pk, elsewhere.pk, choice="yes"
    )
    assert refused.status == 404
    assert past_the_page(
        client_of(table.facilitator), "vote", table.decision.pk, table.seats[0].pk, choice="maybe"
    ).status == 404  # fmt: skip
    assert not Vote.objects.exists()


def test_a_vote_that_is_asked_for_stands_on_ones_own_page_until_every_seat_has_voted(table):
    person = table.holder()
    second = a_seat(table.group, "Second body of one person", holder=person)
    check_in_seats(table.meeting, 4)
    assert "We meet every six weeks" in at(client_of(person), "my_page").words
    table.live(person).send(table.vote_of(table.seats[0]), choice="yes")
    assert "We meet every six weeks" in at(client_of(person), "my_page").words, (
        "the other seat is still asked"
    )
    table.live(person).send(table.vote_of(second), choice="yes")
    assert "We meet every six weeks" not in at(client_of(person), "my_page").words


# --- recording --------------------------------------------------------------------------------


def test_without_a_quorum_a_decision_is_refused_and_a_sense_of_the_meeting_offered(the_day):
    table = Table(seats_present=1)
    page = table.live()
    assert "1 of 3 voting seats present; 2 needed to decide." in page.words
    refused = page.send(table.outcome, state="decided", dissent="The county would wait.")
    assert refused.status == 409
    assert (
        "This meeting has 1 of 3 voting seats present; a decision needs 2. You can record a sense of the meeting."
    ) in refused.words
    assert "The county would wait." in refused.html, "what was typed stays"
    assert Decision.objects.get().state == "proposed"

    recorded = refused.send(table.outcome, state="sense")
    assert "It is recorded." in recorded.words
    assert "Sense of the meeting" in recorded.part(f"decision-{table.decision.pk}")
    assert Decision.objects.get().dissent == "The county would wait."


def test_a_delegate_counts_for_the_quorum_and_an_absence_does_not(the_day):
    table = Table(seats_present=1)
    away = [seat for seat in table.seats if not table.meeting.attendances.filter(member=seat.member).exists()]
    client = client_of(table.facilitator)
    page = at(client, "check_in", table.meeting.pk)
    page.send(reverse("tap", args=[table.meeting.pk, away[0].member_id]), mode="absent")
    assert "1 of 3 voting seats present" in table.live().words
    page = at(client, "check_in", table.meeting.pk)
    page.send(
        reverse("delegate", args=[table.meeting.pk, away[0].member_id]), delegate="Somebody", mode="by_link"
    )
    assert "2 of 3 voting seats present; 2 needed: you can decide" in table.live().words
    assert "It is recorded." in table.live().send(table.outcome, state="decided").words


def test_the_quorum_is_that_of_the_day_the_meeting_began(table):
    for number in range(3):
        a_seat(table.group, f"Late seat {number}", holder=a_person())
    assert "2 of 3 voting seats present; 2 needed: you can decide" in table.live().words


def test_more_against_than_for_is_not_decided(table):
    table.live(table.holder(0)).send(table.vote_of(table.seats[0]), choice="yes")
    table.live(table.holder(1)).send(table.vote_of(table.seats[1]), choice="no")
    refused = table.live().send(table.outcome, state="decided")
    assert refused.status == 409
    assert "The votes do not carry it: 1 yes, 1 no." in refused.words
    table.live(table.holder(1)).send(table.vote_of(table.seats[1]), choice="yes")
    assert "It is recorded." in table.live().send(table.outcome, state="decided", right="agree").words
    decision = Decision.objects.get()
    assert (decision.state, decision.right, decision.votes_present) == ("decided", "agree", 2)


def test_only_a_facilitator_records_what_became_of_it(table):
    page = table.live(table.holder())
    assert not page.offers(table.outcome)
    values = {f"{table.decision.pk.hex}-state": "decided", f"{table.decision.pk.hex}-right": "decide"}
    assert past_the_page(page.client, "outcome", table.decision.pk, **values).status == 403
    assert past_the_page(page.client, "undo_outcome", table.decision.pk).status == 403
    assert Decision.objects.get().state == "proposed"


def test_recorded_twice_from_two_open_pages_the_first_stands(table):
    one, other = table.live(), table.live()
    one.send(table.outcome, state="decided")
    late = other.send(table.outcome, state="not_adopted")
    assert late.status == 409
    assert Decision.objects.get().state == "decided"


def test_who_put_a_proposal_may_take_it_back_and_not_what_the_meeting_made_of_it(table):
    person = table.holder()
    table.live(person).send(table.capture("decision"), wording="A proposal of mine")
    mine = Decision.objects.get(wording="A proposal of mine")
    take_back = reverse("withdraw", args=["decision", mine.pk])
    table.live(person).send(take_back).undo()
    table.live().send(reverse("outcome", args=[mine.pk]), state="decided")

    page = table.live(person)
    assert not page.offers(take_back)
    refused = past_the_page(page.client, "withdraw", "decision", mine.pk)
    assert refused.status == 403
    assert Decision.objects.get(pk=mine.pk).withdrawn_at is None


def test_after_the_meeting_only_a_facilitator_takes_something_back(table):
    person = table.holder()
    table.live(person).send(table.capture("parkeditem"), wording="Parked by me")
    parked = ParkedItem.objects.get()
    close_meeting(meeting=table.meeting, by=facilitator_of(table.group), at=AT)
    assert past_the_page(client_of(person), "withdraw", "parkeditem", parked.pk).status == 403
    assert ParkedItem.objects.get().withdrawn_at is None


def test_what_was_taken_back_is_neither_voted_on_nor_recorded(table):
    page, voter = table.live(), table.live(table.holder())
    withdraw(captured=table.decision, by=facilitator_of(table.group), at=AT)
    assert voter.send(table.vote_of(table.seats[0]), choice="yes").status == 404
    assert page.send(table.outcome, state="decided").status == 404
    assert not Vote.objects.exists()
    assert Decision.objects.get().state == "proposed"


def test_a_proposal_that_is_still_on_the_table_keeps_the_record_back(table):
    client = client_of(table.facilitator)
    table.live().send(reverse("meeting_step", args=[table.meeting.pk, "close"]))
    refused = at(client, "review", table.meeting.pk).send()
    assert refused.status == 409
    assert "still on the table" in refused.words
    assert not table.meeting.records.exists()


def test_a_question_is_answered_by_whom_it_was_asked_of_and_by_nobody_else(table):
    table.live().send(
        table.capture("question"), wording="When do the funds come?", asked_of=str(table.seats[0].member_id)
    )
    question = Question.objects.get()
    close_meeting(meeting=table.meeting, by=facilitator_of(table.group), at=AT)
    for person in (table.facilitator, table.holder(1)):
        refused = past_the_page(client_of(person), "question", question.pk, answer="In May")
        assert refused.status == 403
        assert past_the_page(client_of(person), "undo_answer_question", question.pk).status == 403
    assert Question.objects.get().state == "open"
    assert "When do the funds come?" in at(client_of(table.holder()), "my_page").words
    page = at(client_of(table.holder()), "question", question.pk)
    assert page.send(answer="  ").status == 422
    answered = page.send(answer="In May")
    assert "In May" in answered.words
    answered.undo()
    assert (Question.objects.get().state, Question.objects.get().answer) == ("open", "")


def test_what_was_decided_shows_its_votes_dissent_and_review_day(table):
    check_in_seats(table.meeting, 3)
    for number, choice in enumerate(("yes", "yes", "no")):
        table.live(table.holder(number)).send(table.vote_of(table.seats[number]), choice=choice)
    page = table.live().send(
        table.outcome, state="decided", dissent="The county would wait.", review_on="2025-09-04"
    )
    shown = page.part(f"decision-{table.decision.pk}")
    for words in (
        "Decided",
        "2 yes, 1 no",
        "The county would wait.",
        "September 4, 2025",
        "Right used: Decide",
    ):
        assert words in shown
    assert a_decision(table.meeting, "Agreed without a vote").votes_present == 3
