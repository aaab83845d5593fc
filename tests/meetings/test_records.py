"""H-7: the record in versions that never change, with what was corrected; and the digest, to each person once."""

import re

import pytest
from django.urls import reverse

from konbit.foundation.outbox import work_until_empty
from konbit.meetings.models import AgendaItem, Attendance, Meeting, ParkedItem, Record
from konbit.meetings.operations.records import publish_record
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_meeting,
    a_network,
    a_parent,
    a_parked_item,
    a_person,
    a_question,
    a_role,
    a_seat,
    an_item,
    client_of,
    facilitator_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page, visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


class Held:
    """A meeting that was held, with one of everything under one item, and its people."""

    def __init__(self, **group):
        self.group = a_network(name="Delta network", **group)
        self.facilitator = the_person_with(self.group, "facilitator")
        self.leader = a_person("Leader of health")
        self.seat = a_seat(self.group, "Department of Health", holder=self.leader)
        self.parent = a_parent(self.group)
        self.meeting = a_meeting(self.group, seats=2, seats_present=2)
        an_item(self.meeting, "Talked about, without more")
        self.decision = a_decision(self.meeting, "We meat every six weeks", dissent="The county would wait.")
        self.commitment = a_commitment(self.meeting, self.seat.member, "Call three employers")
        self.question = a_question(self.meeting, self.seat.member, "When do the funds come?")
        self.parked = a_parked_item(self.meeting, "Summer hours")
        live = at(client_of(self.facilitator), "live", self.meeting.pk)
        live.send(reverse("meeting_step", args=[self.meeting.pk, "close"]))

    def page(self, name, *args, person=None, **query):
        return at(client_of(person or self.facilitator), name, self.meeting.pk, *args, **query)

    def publish(self, **values):
        return self.page("review").send(**values)

    def correct(self, wording, row=None, kind="decision"):
        row = row or self.decision
        return at(client_of(self.facilitator), "correct", kind, row.pk).send(wording=wording)


@pytest.fixture
def held(the_day):
    return Held()


# --- versions ---------------------------------------------------------------------------------


def test_h7_a_corrected_record_is_version_2_with_the_difference_and_version_1_stays_readable(held):
    assert "The record is published." in held.publish().words
    first = Record.objects.values().get()
    first_page = held.page("record_version", 1).part("attendance"), held.page("record_version", 1).words
    assert "We meat every six weeks" in first_page[1]

    assert "The words are corrected." in held.correct("We meet every six weeks").words
    review = held.page("review")
    assert "We meat every six weeks" in review.part("changed")
    assert "We meet every six weeks" in review.part("changed")
    published = review.send(correction="A word was misspelled.")
    assert "Version 2" in published.words

    record = held.page("record", person=held.leader)
    corrected = record.part("corrected")
    assert "A word was misspelled." in corrected
    assert "Before We meat every six weeks Now We meet every six weeks" in corrected
    assert [one.children for one in record.all("del")] == [["We meat every six weeks"]]
    assert [one.children for one in record.all("ins")] == [["We meet every six weeks"]]
    assert "A word was misspelled." in held.page("record", query="?print").words

    assert Record.objects.values().get(version=1) == first, "version 1 is what it was, to the letter"
    before = held.page("record_version", 1, person=held.leader)
    assert "We meat every six weeks" in before.words
    assert "We meet every six weeks" not in before.words
    assert "A newer version is published" in before.words
    assert reverse("record_version", args=[held.meeting.pk, 1]) in record.html, "and can be found"


def test_h7_what_came_what_left_and_who_was_there_are_told_apart(held):
    held.publish()
    ParkedItem.objects.filter(pk=held.parked.pk).update(withdrawn_at=AT)
    Attendance.objects.filter(person=held.leader).update(mode="by_link")
    AgendaItem.objects.filter(title="Talked about, without more").update(state="set_aside")
    held.publish(correction="Three things.")
    corrected = held.page("record").part("corrected")
    assert "Taken out: Summer hours" in corrected
    assert "Taken out: Talked about, without more" in corrected
    assert "Before In person Now By link" in corrected
    page = held.page("record").words.partition("All versions")[0]
    assert "Parked for later: Summer hours" not in page


def test_h7_a_wrong_check_in_is_corrected_after_the_record_was_published(held):
    held.publish()
    tap = reverse("tap", args=[held.meeting.pk, held.seat.member_id])
    held.page("check_in").send(tap, mode="absent")
    held.publish(correction="The leader of health was not there.")
    record = held.page("record")
    assert "Before In person Now Absent" in record.part("corrected")
    assert "Voting seats present 1 of 2" in record.part("attendance")
    assert "Voting seats present 2 of 2" in held.page("record_version", 1).part("attendance")


def test_h7_nothing_corrected_makes_no_new_version(held):
    held.publish()
    assert "Nothing yet. Correct a line below first" in held.page("review").part("changed")
    refused = past_the_page(client_of(held.facilitator), "review", held.meeting.pk, correction="Nothing")
    assert refused.status == 409
    assert "Nothing differs from version 1" in refused.words
    held.correct("We meet every six weeks")
    refused = held.publish(correction="  ")
    assert refused.status == 422
    assert "Say in one sentence what was corrected." in refused.words
    assert Record.objects.count() == 1


def test_h7_answers_that_come_later_are_no_correction(held):
    held.publish()
    at(client_of(held.leader), "commitment", held.commitment.pk).send(step="accept")
    at(client_of(held.leader), "question", held.question.pk).send(answer="In May")
    assert "Nothing yet." in held.page("review").part("changed")


def test_h7_versions_go_on_and_each_compares_with_the_one_before(held):
    held.publish()
    for number, wording in ((2, "We meet every seven weeks"), (3, "We meet every six weeks")):
        held.correct(wording)
        held.publish(correction=f"Correction {number}")
    assert "Before We meet every seven weeks Now We meet every six weeks" in held.page("record").part(
        "corrected"
    )
    second = held.page("record_version", 2).part("corrected")
    assert "Before We meat every six weeks Now We meet every seven weeks" in second
    assert client_of(held.leader).get(reverse("record_version", args=[held.meeting.pk, 4])).status_code == 404


def test_only_a_facilitator_reviews_publishes_and_corrects(held):
    for client in (client_of(held.leader), client_of(held.parent)):
        assert client.get(reverse("review", args=[held.meeting.pk])).status_code == 403
        assert past_the_page(client, "review", held.meeting.pk).status == 403
        refused = past_the_page(client, "correct", "decision", held.decision.pk, wording="Mine", version="1")
        assert refused.status == 403
        assert client.get(reverse("record", args=[held.meeting.pk])).status_code == 404, "not published yet"
    assert not Record.objects.exists()
    held.decision.refresh_from_db()
    assert held.decision.wording == "We meat every six weeks"


def test_two_facilitators_who_correct_one_line_lose_nothing(held):
    second = client_of(a_role(held.group, "facilitator").person)
    one = at(client_of(held.facilitator), "correct", "decision", held.decision.pk)
    other = at(second, "correct", "decision", held.decision.pk)
    one.send(wording="We meet every six weeks")
    late = other.send(wording="We meet every 6 weeks")
    assert late.status == 409
    assert "We meet every six weeks" in late.words, "what stands now"
    assert "We meet every 6 weeks" in late.words, "what was typed"
    held.decision.refresh_from_db()
    assert held.decision.wording == "We meet every six weeks"
    late.send(wording="We meet every 6 weeks")
    held.decision.refresh_from_db()
    assert held.decision.wording == "We meet every 6 weeks"


def test_the_words_of_an_accepted_commitment_are_not_corrected_behind_its_owner(held):
    at(client_of(held.leader), "commitment", held.commitment.pk).send(step="accept")
    refused = held.correct("Call ten employers", held.commitment, "commitment")
    assert refused.status == 409
    assert "Its owner has answered it already" in refused.words
    assert "Call ten employers" in refused.html
    held.commitment.refresh_from_db()
    assert held.commitment.wording == "Call three employers"


def test_a_published_record_is_published_once_from_two_open_pages(held):
    one, other = held.page("review"), held.page("review")
    one.send()
    assert other.send().status == 200
    assert Record.objects.count() == 1
    assert len([letter for letter in letters_sent(held.leader) if "Record of" in letter.subject]) == 1


# --- the digest -------------------------------------------------------------------------------


def test_the_digest_reaches_each_person_once_with_the_full_text(held):
    second_seat = a_seat(held.group, "Second body of one person", holder=held.leader)
    a_role(held.group, "navigator", held.leader)
    silent = a_person("Without an address", email="")
    a_seat(held.group, "Silent body", holder=silent)
    held.publish()
    work_until_empty()
    letters = [letter for letter in letters_sent() if "Record of" in letter.subject]
    addresses = sorted(letter.to for letter in letters)
    assert addresses == sorted({held.facilitator.email, held.leader.email, held.parent.email})
    assert second_seat.holders.get().person == held.leader
    for letter in letters:
        for words in (
            "Transportation", "We meat every six weeks", "The county would wait.", "Call three employers",
            "Owner: Department of Health", "When do the funds come?", "Asked of Department of Health", "Summer hours",
            "Talked about, without more", "Leader of health", "Seat of Parent member 1",
        ):  # fmt: skip
            assert words in letter.body


def test_the_same_job_done_twice_writes_no_second_letter_for_one_version(held):
    held.publish()
    letters_sent()
    count = len(letters_sent(held.leader))
    held.correct("We meet every six weeks")
    held.publish(correction="A word")
    newest = letters_sent(held.leader)
    assert len(newest) == count + 1
    assert "version 2" in newest[0].subject
    assert "What was corrected: A word" in newest[0].body


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Who was there", "Parents and residents: 1", "Owner: Department of Health"]),
        ("es", []), ("ht", []), ("vi", []),
    ],
)  # fmt: skip
def test_the_digest_speaks_the_readers_language_around_the_networks_own_words(language, labels, held):
    reader = a_person("Reader", language=language)
    a_seat(held.group, "Readers", votes=False, holder=reader)
    held.publish()
    (letter,) = letters_sent(reader)
    assert letter.language == language
    address = re.search(r"http://[^/]+(/\S+)", letter.body).group(1)
    assert address.startswith(f"/{language}/sign-in/"), "for who is not signed in"
    page = visit(client_of(reader), address)
    assert (page.status, page.address) == (200, f"/{language}/meetings/{held.meeting.pk}/record/")
    for words in ("We meat every six weeks", "Call three employers", "Summer hours"):
        assert words in letter.body
    for label in labels:
        assert label in letter.body
    if language != "en":
        for english in ("Who was there", "Parents and residents", "here is the full record"):
            assert english not in letter.body


def test_letters_keep_their_letters(held):
    """Plain text: what was typed stands there as it was typed, and no entity."""
    held.correct("We meet “every” six weeks & don't <stop>")
    held.publish()
    letter = letters_sent(held.leader)[0]
    assert "We meet “every” six weeks & don't <stop>" in letter.body
    assert "&amp;" not in letter.body
    shown = held.page("record")
    assert "We meet “every” six weeks & don't <stop>" in shown.words
    assert "<stop>" not in shown.html


def test_somebody_who_left_before_the_letter_went_out_gets_none(held):
    held.publish()
    holder = held.seat.holders.get()
    holder.until = holder.since
    holder.save()
    assert [letter for letter in letters_sent(held.leader) if "Record of" in letter.subject] == []


# --- a funder and private items --------------------------------------------------------------------


def test_a_funder_finds_no_private_item_and_nothing_that_came_of_it():
    group = a_network()
    facilitator, funder, member = (
        the_person_with(group, "facilitator"), a_person("Program officer"), a_person("Member"),
    )  # fmt: skip
    a_seat(group, "County fund", votes=False, role="funder", holder=funder)
    a_role(group, "funder", funder)
    seat = a_seat(group, "Department of Health", holder=member)
    meeting = a_meeting(group, seats=1, seats_present=1, item="Pay of those who stay")
    meeting.items.update(is_private=True)
    an_item(meeting, "Open to all members")
    private = ["Pay of those who stay"]
    for make, wording in (
        (a_decision, "We pay more"), (a_question, "Who pays?"), (a_parked_item, "Part of the county"),
    ):  # fmt: skip
        make(meeting, wording=wording)
        private.append(wording)
    commitment = a_commitment(meeting, seat.member, "Ask the county for money")
    private.append("Ask the county for money")

    def everything_of(person):
        client = client_of(person)
        pages = [at(client, name, meeting.pk) for name in ("meeting", "agenda", "live", "access")]
        pages.append(at(client, "agenda", meeting.pk, query="?print"))
        pages += [at(client, "live", meeting.pk, query=f"?item={item.pk}") for item in meeting.items.all()]
        pages += [at(client, name, group.address) for name in ("commitments", "group", "meetings", "members")]
        pages.append(at(client, "my_page"))
        if Meeting.objects.get().state == "published":
            pages += [at(client, "record", meeting.pk, query=query) for query in ("", "?print")]
        return "\n".join(page.html for page in pages)

    assert [word for word in private if word in everything_of(funder)] == []
    assert [word for word in private if word not in everything_of(member)] == []
    live = at(client_of(facilitator), "live", meeting.pk)
    live.send(reverse("meeting_step", args=[meeting.pk, "close"]))
    at(client_of(facilitator), "review", meeting.pk).send()
    shown = everything_of(funder)
    assert [word for word in private if word in shown] == []
    assert "Open to all members" in shown
    (letter,) = letters_sent(funder)
    assert [word for word in private if word in letter.body] == []
    assert "Open to all members" in letter.body
    assert "Pay of those who stay" in letters_sent(member)[0].body
    assert client_of(funder).get(reverse("commitment", args=[commitment.pk])).status_code == 404

    # A correction of a private line is no difference for the funder.
    decision = meeting.decisions.get()
    at(client_of(facilitator), "correct", "decision", decision.pk).send(wording="We pay much more")
    at(client_of(facilitator), "review", meeting.pk).send(correction="A word was missing.")
    corrected = at(client_of(funder), "record", meeting.pk)
    assert "We pay" not in corrected.html
    assert "Nothing that you may see differs." in corrected.words


def test_the_record_is_made_from_what_was_typed_once(held):
    record = publish_record(meeting=held.meeting, by=facilitator_of(held.group), at=AT)
    typed = {
        "decisions": held.decision.wording, "commitments": held.commitment.wording,
        "questions": held.question.wording, "parked": held.parked.wording,
    }  # fmt: skip
    for name, wording in typed.items():
        assert [row["wording"] for row in record.content[name]] == [wording]
    assert [item["title"] for item in record.content["items"]] == [
        "Transportation", "Talked about, without more",
    ]  # fmt: skip
