"""The life of a commitment under any order of attempts: by its owner, by a facilitator, by everybody else."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.foundation.refusals import NotAllowed, Refusal
from konbit.meetings.models import Commitment, CommitmentChange
from konbit.meetings.operations import commitments as verbs
from konbit.meetings.operations import progress
from konbit.network.operations.seats import change_holder
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    actor,
    convener_of,
    facilitator_of,
)

LATER = AT + timedelta(days=1)
# step -> (verb, what it needs besides who and when)
OWNERS = {
    "accept": (verbs.accept_commitment, {}),
    "decline": (verbs.decline_commitment, {"note": "No staff"}),
    "amend": (verbs.amend_commitment, {"wording": "Call two employers"}),
    "on_track": (progress.report_progress, {"progress": "on_track"}),
    "blocked": (progress.report_progress, {"progress": "blocked", "note": "No answer"}),
    "done": (progress.finish_commitment, {"note": "Called"}),
    "drop": (progress.drop_commitment, {"note": "They closed"}),
}
FACILITATORS = {
    "agree": (verbs.agree_to_amendment, {}),
    "refuse": (verbs.refuse_amendment, {"note": "The day stands"}),
}


@dataclass(frozen=True)
class Attempt:
    """Who tries what; told on paper or by phone, where a channel is named; for another day, where it is an amendment."""

    who: str
    step: str
    channel: str = ""
    another_day: bool = False

    @property
    def is_for_another(self) -> bool:
        """An owner's answer, on somebody else's own account."""
        told = self.channel and self.who == "facilitator"
        return self.step in OWNERS and self.who != "owner" and not told


attempts = st.builds(
    Attempt,
    who=st.sampled_from(["owner", "former", "facilitator", "member", "stranger"]),
    step=st.sampled_from([*OWNERS, *FACILITATORS, "undo"]),
    channel=st.sampled_from(["", "", "paper", "phone"]),
    another_day=st.booleans(),
)
# Attempts that mostly succeed, so that long lives are tried too.
likely = st.builds(
    Attempt,
    who=st.just("owner"),
    step=st.sampled_from(["accept", "accept", "amend", "on_track", "done", "undo"]),
    another_day=st.booleans(),
) | st.builds(Attempt, who=st.just("facilitator"), step=st.sampled_from(["agree", "refuse", "undo"]))


def standing(commitment):
    """Everything that a step may change."""
    row = Commitment.objects.get(pk=commitment.pk)
    return (
        row.state,
        row.wording,
        row.due_on,
        row.amended_wording,
        row.amended_due_on,
        row.progress,
        row.progress_at,
    )


def steps_of(commitment):
    return list(CommitmentChange.objects.filter(commitment=commitment).order_by("id").values())


def without_the_mark(steps):
    """A step never changes, but for the mark that it was taken back."""
    return [{**step, "undone_at": None} for step in steps]


class LivesOfACommitment(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.meeting = a_meeting(seats=2, seats_present=2)
        seat = cls.meeting.group.seats.first()
        former = seat.holders.get()
        owner = a_person("Owner now")
        change_holder(holder=former, successor=owner, by=convener_of(cls.meeting.group), at=LATER)
        cls.seat = seat
        other = cls.meeting.group.seats.exclude(pk=seat.pk).get().holders.get().person
        outsider = a_person("Outsider")
        a_seat(a_network(), holder=outsider)
        cls.by = {
            "owner": actor(owner, LATER),
            "former": actor(former.person, LATER),
            "facilitator": facilitator_of(cls.meeting.group, LATER),
            "member": actor(other, LATER),
            "stranger": actor(outsider, LATER),
        }

    @settings(max_examples=60, deadline=None)
    @given(st.lists(attempts | likely, min_size=1, max_size=12))
    def test_only_the_owners_answers_count_and_every_step_can_be_taken_back(self, tried):
        commitment = a_commitment(self.meeting, self.seat.member)
        stood = []  # what stood before each step that still stands
        for one in tried:
            self._try(commitment, stood, one)
            self._nothing_is_promised_that_was_not_accepted(commitment)

    def _try(self, commitment, stood, attempt):
        before, history = standing(commitment), steps_of(commitment)
        refused = None
        try:
            self._do(commitment, attempt)
        except Refusal as refusal:
            refused = refusal
        if refused is not None:
            assert standing(commitment) == before, "a refusal changes nothing"
            assert steps_of(commitment) == history
            assert isinstance(refused, NotAllowed) or not attempt.is_for_another
            return
        self._only_who_may(attempt, history)
        step = attempt.step
        after = steps_of(commitment)
        assert without_the_mark(after)[: len(history)] == without_the_mark(history), "the history only grows"
        if step == "undo":
            assert standing(commitment) == stood.pop(), "what stood before stands again, to the letter"
            assert len(after) == len(history)
            assert sum(one["undone_at"] is None for one in after) == len(stood) + 1
        else:
            stood.append(before)
            assert len(after) == len(history) + 1
            assert (after[-1]["step"], after[-1]["state_before"]) == (step, before[0])
            assert after[-1]["state_after"] == standing(commitment)[0]

    def _do(self, commitment, attempt):
        row = Commitment.objects.select_related("meeting__group", "item").get(pk=commitment.pk)
        given_ = {"commitment": row, "by": self.by[attempt.who], "at": LATER}
        step = attempt.step
        if step == "undo":
            verbs.undo_answer(**given_)
        elif step in FACILITATORS:
            verb, needs = FACILITATORS[step]
            verb(**given_, **needs)
        else:
            verb, needs = OWNERS[step]
            if step == "amend":
                needs = {**needs, "due_on": row.due_on + timedelta(days=7 if attempt.another_day else 0)}
                needs["wording"] += "" if row.wording != needs["wording"] else " more"
            verb(**given_, **needs, told=attempt.channel)

    def _only_who_may(self, attempt, history):
        who, step, channel = attempt.who, attempt.step, attempt.channel
        last = next(
            (one for one in reversed(history) if one["undone_at"] is None and one["step"] != "propose"), None
        )
        if step in OWNERS:
            assert who == "owner" or (who == "facilitator" and channel in ("paper", "phone"))
        elif step in FACILITATORS:
            assert who == "facilitator"
        else:
            by = self.by[who].person_id
            assert who == "owner" or last["entered_by_id"] == by or last["step"] in FACILITATORS
            assert who in ("owner", "facilitator")

    def _nothing_is_promised_that_was_not_accepted(self, commitment):
        row = Commitment.objects.get(pk=commitment.pk)
        stands = [one for one in steps_of(commitment) if one["undone_at"] is None]
        accepted = [one["step"] for one in stands if one["step"] in ("accept", "agree")]
        if row.is_promised:
            assert accepted
            if "agree" in accepted:
                assert "amend" in [one["step"] for one in stands], "agreed to the owner's own words"
        if not accepted:
            assert not row.is_promised
        assert not (row.is_amended and row.is_promised)

    @settings(max_examples=25, deadline=None)
    @given(
        words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), days=st.integers(-5, 5)
    )
    def test_an_amendment_agreed_to_says_what_the_owner_asked_for_and_nothing_else(self, words, days):
        commitment = a_commitment(self.meeting, self.seat.member)
        due: date = commitment.due_on + timedelta(days=days)
        try:
            verbs.amend_commitment(
                commitment=commitment, wording=words, due_on=due, by=self.by["owner"], at=LATER
            )
        except verbs.NothingAmended:
            assert words.strip() in ("", commitment.wording)
            assert days == 0
            return
        row = Commitment.objects.get(pk=commitment.pk)
        assert row.is_amended
        assert not row.is_promised
        assert (row.wording, row.due_on) == (commitment.wording, commitment.due_on)
        agreed = verbs.agree_to_amendment(commitment=row, by=self.by["facilitator"], at=LATER)
        assert (agreed.wording, agreed.due_on) == (words.strip() or commitment.wording, due)
        assert agreed.is_promised
        assert not agreed.is_amended
