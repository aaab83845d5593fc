"""G-12: before a change of structure, three questions; it is not decided while those affected are left out."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.meetings.domain.three_questions import LEAST_CHARACTERS, says_what_it_means
from konbit.meetings.models import Decision, Vote
from konbit.meetings.operations.decisions import record_decision
from konbit.meetings.record_content import content_of
from tests.makers import (
    AT,
    a_meeting,
    a_proposal,
    client_of,
    facilitator_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import at

WHOLE = {
    "changes_structure": True,
    "options": "Two other ways: a committee of parents, or leaving it as it is.",
    "if_it_fails": "We go back to one group after two meetings.",
    "meaning_for_affected": "Parents choose the hours themselves.",
    "who_was_asked": "Six parents of the evening group",
}


@given(st.text(max_size=40))
def test_g12_the_third_answer_counts_what_is_said_and_no_blanks(text):
    assert says_what_it_means(text) is (len(" ".join(text.split())) >= LEAST_CHARACTERS)
    assert not says_what_it_means(" " * 50 + "short" + "\n" * 50)


class Room:
    def __init__(self, *, no_names=False):
        self.meeting = a_meeting(seats=2, seats_present=2)
        self.group = self.meeting.group
        self.item = self.meeting.items.get()
        if no_names:
            self.item.is_no_names = True
            self.item.save(update_fields=["is_no_names"])
        self.decision = a_proposal(self.meeting, "Parents found a group of their own")
        self.client = client_of(the_person_with(self.group, "facilitator"))
        self.outcome = reverse("outcome", args=[self.decision.pk])

    def record(self, **changes):
        page = at(self.client, "live", self.meeting.pk)
        return page.send(self.outcome, **{"state": "decided", **WHOLE, **changes})

    def publish(self):
        page = at(self.client, "live", self.meeting.pk)
        page.send(reverse("meeting_step", args=[self.meeting.pk, "close"]))
        return at(self.client, "review", self.meeting.pk).send()

    @property
    def state(self):
        return Decision.objects.get(pk=self.decision.pk).state


@pytest.fixture
def room(the_day):
    return Room()


class TestPages:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

    @pytest.mark.parametrize("meaning", ["", "   ", "Good for parents.", "Nineteen characters", " " * 30])
    def test_g12_it_is_not_decided_while_the_third_question_is_empty_or_short(self, meaning, room):
        refused = room.record(meaning_for_affected=meaning)
        assert refused.status == 422
        assert "say what success means for those affected, in at least 20 characters" in refused.words
        assert room.state == "proposed"
        for kept in ("options", "if_it_fails", "who_was_asked"):
            assert WHOLE[kept] in refused.html, "typed words are never lost"

    def test_g12_it_is_not_decided_while_nobody_affected_was_asked(self, room):
        refused = room.record(who_was_asked="  ")
        assert refused.status == 422
        assert "name who among those affected was asked" in refused.words
        assert WHOLE["meaning_for_affected"] in refused.html
        assert room.state == "proposed"
        assert "It is recorded." in refused.send(room.outcome, who_was_asked="Six parents").words
        assert room.state == "decided"

    def test_g12_twenty_characters_are_enough(self, room):
        assert "It is recorded." in room.record(meaning_for_affected="Twenty characters ok").words
        assert room.state == "decided"

    def test_g12_a_sense_of_the_meeting_and_an_ordinary_decision_ask_for_none_of_it(self, room):
        page = room.record(meaning_for_affected="", who_was_asked="", state="sense")
        assert room.state == "sense"
        page = page.undo()
        assert WHOLE["options"] in page.html, "what was typed waits in the form"
        page.send(room.outcome, state="decided", changes_structure=False)
        assert room.state == "decided"
        assert "Changes our structure" not in at(room.client, "live", room.meeting.pk).part(
            f"decision-{room.decision.pk}"
        )

    def test_g12_the_record_the_letter_and_the_paper_name_who_was_asked(self, room):
        live = room.record().part(f"decision-{room.decision.pk}")
        room.publish()
        letter = letters_sent(room.group.seats.first().holders.get().person)[0].body
        pages = [
            live,
            at(room.client, "record", room.meeting.pk).words,
            at(room.client, "record", room.meeting.pk, query="?print").words,
            at(room.client, "review", room.meeting.pk).words,
            letter,
        ]
        for text in pages:
            for name, words in WHOLE.items():
                assert name == "changes_structure" or words in text
            for words in ("What other ways we looked at", "Who among those affected was asked"):
                assert words in text

    def test_g12_what_changes_between_versions_is_said_in_words(self, room):
        room.record()
        room.publish()
        Decision.objects.update(meaning_for_affected="Parents choose the hours and the place.")
        page = at(room.client, "review", room.meeting.pk)
        assert "What success means for those affected" in page.words
        assert "Parents choose the hours and the place." in page.words
        page.send(correction="The place was missing.")
        newest = at(room.client, "record", room.meeting.pk)
        assert "Parents choose the hours and the place." in newest.words

    def test_a_record_published_before_these_questions_differs_by_nothing(self, room):
        page = at(room.client, "live", room.meeting.pk)
        page.send(room.outcome, state="decided")
        row = content_of(room.meeting)["decisions"][0]
        assert not {"topic", "right_of", "changes_structure", "options", "outside_rights"} & set(row)

    @pytest.mark.parametrize("field", ["options", "if_it_fails", "meaning_for_affected", "who_was_asked"])
    def test_g12_without_names_stays_without_names(self, field, the_day):
        room = Room(no_names=True)
        refused = room.record(**{field: "Leader 1 said it would be good for everybody"})
        assert refused.status == 422
        assert "it holds a name: Leader 1" in refused.words
        assert room.state == "proposed"
        assert "It is recorded." in room.record().words

    def test_an_item_is_not_marked_without_names_while_an_answer_names_somebody(self, room):
        room.record(who_was_asked="Leader 1 and five parents")
        edit = at(room.client, "edit_item", room.meeting.pk, room.item.pk)
        refused = edit.send(is_no_names=True)
        assert refused.status == 422
        assert "Leader 1" in refused.words

    def test_a_vote_goes_with_the_check_in_that_was_taken_back(self, room):
        seat = room.group.seats.first()
        vote = reverse("vote", args=[room.decision.pk, seat.pk])
        at(client_of(seat.holders.get().person), "live", room.meeting.pk).send(vote, choice="yes")
        other = a_proposal(room.meeting, "Decided before")
        record_decision(decision=other, state="sense", by=facilitator_of(room.group), at=AT)
        kept = Vote.objects.create(decision=other, seat=seat, choice="yes", channel="page", at=AT)
        row = room.meeting.attendances.get(member=seat.member)
        page = at(room.client, "check_in", room.meeting.pk)
        done = page.send(reverse("undo_check_in", args=[room.meeting.pk, row.pk]))
        assert "its vote on 1 open proposal is taken back too" in done.words
        assert list(Vote.objects.all()) == [kept], "what was recorded stays"

    def test_a_vote_stays_while_somebody_is_left_for_the_seat(self, room):
        seat = room.group.seats.first()
        vote = reverse("vote", args=[room.decision.pk, seat.pk])
        at(client_of(seat.holders.get().person), "live", room.meeting.pk).send(vote, choice="yes")
        page = at(room.client, "check_in", room.meeting.pk)
        stands_in = reverse("delegate", args=[room.meeting.pk, seat.member_id])
        page.send(stands_in, delegate="Somebody", mode="in_person").undo()
        assert Vote.objects.count() == 1, "the holder is still here"

    def test_the_folded_part_opens_when_something_in_it_is_wrong(self, room):
        folded, opened = '<details class="unfold"><summary>', '<details class="unfold" open><summary>'
        assert f"{folded}If it changes our structure" in at(room.client, "live", room.meeting.pk).html
        assert f"{opened}If it changes our structure" in room.record(who_was_asked="").html
