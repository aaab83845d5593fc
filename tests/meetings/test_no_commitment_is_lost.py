"""The life of all of a group's commitments over many meetings: none is lost, none is counted that nobody accepted, and
only owners answer. Closure recounted from the records is what was printed."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from konbit.foundation.refusals import NotAllowed, Refusal
from konbit.meetings.models import Commitment, Meeting, Record
from konbit.meetings.operations import commitments as verbs
from konbit.meetings.operations import progress
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.records import publish_record
from konbit.meetings.queries import closure_of, counts_of_closure
from konbit.network.operations.seats import change_holder
from konbit.network.queries import actor_for, day_in
from tests.makers import AT, a_meeting, a_network, a_person, convener_of, facilitator_of

OWNERS_WORDS = (
    "accept",
    "decline",
    "amend",
    "on_track",
    "blocked",
    "done",
    "drop",
    "keep",
    "hand_over",
    "take_over",
)
OVER = ("done", "dropped", "declined", "handed_over")


class Cycles(RuleBasedStateMachine):
    """Three seats, one facilitator, and meetings every six weeks."""

    commitments = Bundle("commitments")

    def __init__(self):
        super().__init__()
        self.at = AT
        self.group = a_network()
        self.meeting = a_meeting(self.group, seats=3, seats_present=3, at=self.at)
        self.seats = list(self.group.seats.select_related("member"))
        self.printed = {}
        self.known = {}  # id -> who owns it, and whether that owner ever accepted it

    # --- who acts

    def owner_of(self, commitment):
        person = commitment.owner.seat.holders.get(until=None).person
        return actor_for(person, self.at)

    def somebody_else(self, commitment):
        other = next(seat for seat in self.seats if seat.member_id != commitment.owner_id)
        return actor_for(other.holders.get(until=None).person, self.at)

    def fresh(self, commitment):
        return Commitment.objects.select_related("owner__seat", "meeting__group", "item").get(pk=commitment)

    def attempt(self, verb, **kwargs):
        try:
            with transaction.atomic():
                return verb(**kwargs)
        except Refusal as refusal:
            return refusal

    def answer(self, commitment, step, by):
        call = {"commitment": commitment, "by": by, "at": self.at}
        day = day_in(self.group, self.at) + timedelta(days=20)
        match step:
            case "accept":
                return self.attempt(verbs.accept_commitment, **call)
            case "decline":
                return self.attempt(verbs.decline_commitment, **call, note="No staff")
            case "amend":
                return self.attempt(verbs.amend_commitment, **call, wording="Other words", due_on=day)
            case "on_track" | "blocked":
                return self.attempt(progress.report_progress, **call, progress=step, note="Waiting")
            case "keep":
                return self.attempt(progress.keep_commitment, **call)
            case "hand_over":
                owner = next(seat for seat in self.seats if seat.member_id != commitment.owner_id).member
                return self.attempt(progress.hand_over_commitment, **call, owner=owner, note="Better placed")
            case "take_over":
                return self.attempt(progress.take_over_commitment, **call)
            case "done":
                return self.attempt(progress.finish_commitment, **call, note="Seen")
            case "drop":
                return self.attempt(progress.drop_commitment, **call, note="Not needed")

    # --- what happens

    @rule(target=commitments, seat=st.integers(0, 2), due_in=st.integers(0, 60))
    def propose_to_somebody(self, seat, due_in):
        return self.propose(seat, due_in)

    def propose(self, seat, due_in):
        found = verbs.propose_commitment(
            item=self.meeting.items.first(),
            wording=f"Do thing {len(self.known)}",
            owner=self.seats[seat].member,
            due_on=day_in(self.group, self.at) + timedelta(days=due_in),
            by=facilitator_of(self.group, self.at),
            at=self.at,
        )
        self.known[found.pk] = False
        return found.pk

    @rule(target=commitments, seat=st.integers(0, 2), due_in=st.integers(0, 42))
    def promise(self, seat, due_in):
        found = self.propose(seat, due_in)
        return self.owner_answers(found, "accept")

    @rule(target=commitments, one=commitments, step=st.sampled_from(OWNERS_WORDS))
    def somebody_answers(self, one, step):
        return self.owner_answers(one, step)

    def owner_answers(self, one, step):
        before = self.fresh(one)
        came = self.answer(before, step, self.owner_of(before))
        assert not isinstance(came, NotAllowed), "the owner may always answer"
        if isinstance(came, Refusal):
            assert self.fresh(one).state == before.state
            return one
        if step in ("accept", "amend"):
            self.known[one] = True
        if step == "hand_over":
            self.known[came.pk] = False
            return came.pk
        return one

    @rule(one=commitments, step=st.sampled_from(OWNERS_WORDS), facilitates=st.booleans())
    def another_answers(self, one, step, facilitates):
        before = self.fresh(one)
        by = facilitator_of(self.group, self.at) if facilitates else self.somebody_else(before)
        assert isinstance(self.answer(before, step, by), Refusal)
        assert self.fresh(one).version == before.version

    @rule(one=commitments, agrees=st.booleans())
    def facilitator_answers_an_amendment(self, one, agrees):
        call = {"commitment": self.fresh(one), "by": facilitator_of(self.group, self.at), "at": self.at}
        if agrees:
            self.attempt(verbs.agree_to_amendment, **call)
        else:
            self.attempt(verbs.refuse_amendment, **call, note="The day stands")

    @rule(one=commitments)
    def owner_takes_back(self, one):
        found = self.fresh(one)
        self.attempt(verbs.undo_answer, commitment=found, by=self.owner_of(found), at=self.at)

    @rule(seat=st.integers(0, 2))
    def a_new_person_holds_the_seat(self, seat):
        holder = self.seats[seat].holders.get(until=None)
        by = convener_of(self.group, self.at)
        self.attempt(change_holder, holder=holder, successor=a_person(), by=by, at=self.at)

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        self.at += timedelta(days=days)

    @rule(times=st.integers(1, 3))
    def meetings_are_held(self, times):
        for _meeting in range(times):
            self.the_meeting_ends_and_the_next_one_begins()

    def the_meeting_ends_and_the_next_one_begins(self):
        by = facilitator_of(self.group, self.at)
        self.meeting = close_meeting(meeting=self.meeting, by=by, at=self.at)
        record = publish_record(meeting=self.meeting, by=by, at=self.at)
        self.printed[self.meeting.pk] = record.content["closure"]
        self.at += timedelta(days=42)
        self.meeting = a_meeting(self.group, seats=3, seats_present=3, at=self.at)

    # --- what always holds

    @invariant()
    def none_is_lost(self):
        stored = dict(Commitment.objects.values_list("pk", "state"))
        assert set(self.known) <= set(stored)
        for one, state in stored.items():
            row = Commitment.objects.get(pk=one)
            assert state in OVER or row.withdrawn_at or row.due_on is not None
            assert row.carried - row.carried_when_chosen <= 2, (
                "nothing is carried a third time without a choice"
            )
            assert row.changes.exists()

    @invariant()
    def nothing_is_promised_that_no_owner_accepted(self):
        for row in Commitment.objects.filter(withdrawn_at=None):
            standing = row.changes.filter(undone_at=None)
            agreed = standing.filter(step__in=["accept", "agree"]).exists()
            assert not row.is_promised or agreed

    @invariant()
    def closure_recounted_is_what_was_printed(self):
        for meeting in Meeting.objects.filter(pk__in=list(self.printed)):
            assert counts_of_closure(meeting) == self.printed[meeting.pk]
            assert closure_of(meeting).done <= closure_of(meeting).due
            assert Record.objects.get(meeting=meeting).content["closure"] == self.printed[meeting.pk]


@pytest.mark.walk
class NoCommitmentIsLost(TestCase):
    def test_whatever_is_said_over_many_meetings_nothing_is_lost_and_closure_stands(self):
        class InTransaction(Cycles):
            """Each run begins with an empty database again."""

            def __init__(self):
                self.sandbox = transaction.atomic()
                self.sandbox.__enter__()
                super().__init__()

            def teardown(self):
                transaction.set_rollback(True)
                self.sandbox.__exit__(None, None, None)

        run_state_machine_as_test(
            InTransaction, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
        )
