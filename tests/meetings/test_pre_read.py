"""The pre-read: frozen as a version when the agenda is approved, read by each as far as they may see, and mailed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from konbit.foundation.clock import move_demo_clock
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.models import PreRead
from konbit.meetings.operations.access import ask_for_access
from konbit.meetings.operations.meetings import set_ready, undo_ready
from konbit.meetings.pre_read_content import content_of
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_parent,
    a_person,
    a_role,
    a_seat,
    actor,
    an_item,
    client_of,
    facilitator_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import at, visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

MEETS = AT + timedelta(days=7)
PRIVATE, UNNAMED = "What two offices cannot do", "Speaking openly in this room"


class Coalition:
    """A network whose next meeting has items of every sort and one access need, not approved yet."""

    def __init__(self, **group):
        self.group = a_network(name="Delta network", **group)
        self.leader = a_person("Leader of health")
        self.seat = a_seat(self.group, "Department of Health", holder=self.leader)
        self.funder = a_person("Program officer")
        a_seat(self.group, "County Foundation", votes=False, role="funder", holder=self.funder)
        self.parent = a_parent(self.group)
        self.meeting = a_meeting(self.group, seats=3, state="planned", at=MEETS, item="Evening sessions")
        an_item(self.meeting, PRIVATE, is_private=True, minutes=5)
        an_item(self.meeting, UNNAMED, is_no_names=True, lead=self.seat.member, minutes=5)
        an_item(self.meeting, "Buses", lead=self.seat.member, background="Two lines end.", minutes=5)
        self.needs("child_care", "Two children of Parent member 1")

    @property
    def facilitator(self):
        return the_person_with(self.group, "facilitator")

    def needs(self, kind, detail=""):
        owner = self.group.members.get(seat__title="Seat of Parent member 1")
        return ask_for_access(
            meeting=self.meeting, kind=kind, detail=detail, asked_by=owner, by=actor(self.parent), at=AT
        )

    def answers_the_need(self, because="No sitter could come to Parent member 1."):
        need = self.meeting.access_needs.filter(state="open").first()
        page = at(client_of(self.facilitator), "access", self.meeting.pk)
        page.send(reverse("answer_need", args=[self.meeting.pk, need.pk]), is_met="no", because=because)

    def is_approved(self):
        """Through the page of the meeting, as a facilitator does."""
        page = at(client_of(self.facilitator), "meeting", self.meeting.pk)
        return page.send(reverse("meeting_step", args=[self.meeting.pk, "ready"]))

    def goes_back(self):
        page = at(client_of(self.facilitator), "meeting", self.meeting.pk)
        return page.send(reverse("meeting_step", args=[self.meeting.pk, "undo-ready"]))

    def read_by(self, person, *version, query=""):
        name = "pre_read_version" if version else "pre_read"
        return at(client_of(person), name, self.meeting.pk, *version, query=query)


@pytest.fixture
def coalition(the_day):
    found = Coalition()
    found.answers_the_need()
    return found


def test_approving_freezes_version_1_in_the_groups_language(coalition):
    coalition.is_approved()
    frozen = PreRead.objects.get()
    assert (frozen.version, frozen.language, frozen.frozen_by) == (1, "en", coalition.facilitator)
    assert [item["title"] for item in frozen.content["items"]] == [
        "Evening sessions",
        PRIVATE,
        UNNAMED,
        "Buses",
    ]
    assert frozen.content["items"][1]["begins"] > frozen.content["items"][0]["begins"]


def test_seats_that_nobody_holds_are_not_counted_as_expected(coalition):
    empty = a_seat(coalition.group, "Department of Education")
    a_seat(coalition.group, "School district")
    at_first = at(client_of(coalition.leader), "meeting", coalition.meeting.pk)
    roles, held = coalition.group.roles.count(), coalition.group.seats.count() - 2
    count = f"{roles + held} seats and roles are held. 2 seats stand empty."
    assert count in at_first.words
    coalition.is_approved()
    for query in ("", "?print"):
        expected = coalition.read_by(coalition.leader, query=query).part("expected")
        assert count in expected
        assert "Department of Education (nobody holds it)" in expected
        assert "Department of Health (nobody" not in expected
    letter = next(one for one in letters_sent(coalition.leader) if "Agenda for" in one.subject)
    assert count in letter.body
    assert "* Department of Education (nobody holds it)" in letter.body
    # A version frozen before Konbit told it says neither.
    frozen = PreRead.objects.get()
    for one in frozen.content["expected"]:
        del one["held"]
    PreRead.objects.update(content=frozen.content)
    expected = coalition.read_by(coalition.leader).part("expected")
    assert empty.name in expected
    assert "held" not in expected
    assert "nobody holds it" not in expected


def test_an_open_need_keeps_it_from_being_frozen():
    story = Coalition()
    refused = visit(client_of(story.facilitator), reverse("meeting_step", args=[story.meeting.pk, "ready"]))
    assert refused.status in {403, 404, 405, 409}
    assert not PreRead.objects.exists()


def test_what_is_changed_afterwards_does_not_change_it_and_the_page_says_so(coalition):
    coalition.is_approved()
    assert "The agenda has changed since" not in coalition.read_by(coalition.leader).words
    item = coalition.meeting.items.get(title="Buses")
    client = client_of(coalition.facilitator)
    at(client, "edit_item", coalition.meeting.pk, item.pk).send(title="Buses on Sunday")
    page = coalition.read_by(coalition.leader)
    assert "Buses on Sunday" not in page.words
    assert "The agenda has changed since" in page.words


def test_a_change_of_a_private_item_is_no_news_for_whoever_may_not_see_it(coalition):
    coalition.is_approved()
    item = coalition.meeting.items.get(title=PRIVATE)
    client = client_of(coalition.facilitator)
    at(client, "edit_item", coalition.meeting.pk, item.pk).send(title="Something else entirely")
    assert "The agenda has changed since" in coalition.read_by(coalition.leader).words
    assert "The agenda has changed since" not in coalition.read_by(coalition.funder).words


def test_taken_back_and_approved_again_it_is_version_2_and_version_1_stays_readable(coalition):
    coalition.is_approved()
    coalition.goes_back()
    an_item(coalition.meeting, "Summer hours", minutes=5)
    coalition.is_approved()
    newest = coalition.read_by(coalition.leader)
    assert "Summer hours" in newest.words
    earlier = coalition.read_by(coalition.leader, 1)
    assert "Summer hours" not in earlier.words
    assert "This is an earlier version" in earlier.words
    assert (
        visit(client_of(coalition.leader), reverse("pre_read_version", args=[coalition.meeting.pk, 3])).status
        == 404
    )


def test_private_items_stand_only_before_those_who_may_see_them(coalition):
    coalition.is_approved()
    for query in ("", "?print"):
        assert PRIVATE in coalition.read_by(coalition.leader, query=query).words
        assert PRIVATE not in coalition.read_by(coalition.funder, query=query).html


def test_n3_a_no_names_item_carries_no_person_and_no_organization(coalition):
    coalition.is_approved()
    (item,) = [one for one in PreRead.objects.get().content["items"] if one["no_names"]]
    assert item["lead"] is None
    assert item["asked_by"] is None
    page = coalition.read_by(coalition.leader)
    assert "Department of Health" not in page.part(f"item-{item['id']}")
    assert page.words.count("Led by Department of Health") == 1, "the item beside it names who leads it"


def test_n21_each_need_stands_met_or_unmet_and_nobody_beside_it(coalition):
    coalition.is_approved()
    for person in (coalition.leader, coalition.funder):
        for query in ("", "?print"):
            needs = coalition.read_by(person, query=query).part("needs")
            assert "Child care" in needs
            assert "Not met, with a reason" in needs
            assert "Parent member 1" not in needs
            assert "sitter" not in needs
    assert "No sitter could come" in coalition.read_by(coalition.facilitator).part("needs")
    assert "Two children" not in str(PreRead.objects.get().content)


def test_nobody_from_outside_knows_of_it(coalition):
    coalition.is_approved()
    for name, *args in (("pre_read", coalition.meeting.pk), ("pre_read_version", coalition.meeting.pk, 1)):
        assert visit(client_of(a_person("Outsider")), reverse(name, args=args)).status == 404


def test_before_it_is_frozen_there_is_no_page(coalition):
    assert visit(client_of(coalition.leader), reverse("pre_read", args=[coalition.meeting.pk])).status == 404


def test_every_sentence_comes_from_a_record_or_from_a_template(coalition):
    """The content holds no text that is not, letter for letter, in the row whose id stands beside it."""
    coalition.is_approved()
    for item in PreRead.objects.get().content["items"]:
        row = coalition.meeting.items.get(pk=item["id"])
        assert item["version"] == row.version
        assert (item["title"], item["background"]) == (row.title, row.background)
        assert item["lead"] in (None, row.lead and row.lead.name)


# --- the letter -------------------------------------------------------------------------------


def agendas(person):
    return [one for one in letters_sent(person) if one.subject.startswith("Agenda for")]


def test_each_person_gets_the_full_agenda_once_as_far_as_they_may_see_it(coalition):
    a_role(coalition.group, "facilitator", coalition.leader)
    coalition.is_approved()
    (letter,) = agendas(coalition.leader)
    for said in (
        "Evening sessions",
        PRIVATE,
        UNNAMED,
        "Two lines end.",
        "Child care: Not met, with a reason",
    ):
        assert said in letter.body
    assert f"/sign-in/?next=/en/meetings/{coalition.meeting.pk}/pre-read/1/" in letter.body
    (other,) = agendas(coalition.funder)
    assert PRIVATE not in other.body
    assert "sitter" not in other.body
    assert letter.body.count("Led by") == 1


@pytest.mark.parametrize(("language", "words"), [("es", "Hola"), ("vi", "Kính chào")])
def test_the_letter_speaks_the_persons_language_and_the_agenda_the_groups(coalition, language, words):
    coalition.leader.language = language
    coalition.leader.save()
    coalition.is_approved()
    (letter,) = [one for one in letters_sent(coalition.leader) if "Two lines end." in one.body]
    assert letter.language == language
    assert words in letter.body


def test_a_letter_for_each_version_and_none_for_one_that_was_taken_back(coalition):
    coalition.is_approved()
    coalition.goes_back()
    work_until_empty()
    assert agendas(coalition.leader) == []
    coalition.is_approved()
    (letter,) = agendas(coalition.leader)
    assert "version 2" in letter.subject


def test_freezing_twice_in_a_row_mails_the_newest_alone(coalition):
    by = facilitator_of(coalition.group)
    set_ready(meeting=coalition.meeting, by=by, at=AT)
    undo_ready(meeting=coalition.meeting, by=by, at=AT)
    set_ready(meeting=coalition.meeting, by=by, at=AT)
    assert len(agendas(coalition.leader)) == 1


def test_whoever_left_meanwhile_gets_none(coalition):
    coalition.is_approved()
    holder = coalition.seat.holders.get()
    holder.until = holder.since
    holder.save()
    assert agendas(coalition.leader) == []


# --- the meeting before -----------------------------------------------------------------------


def test_it_says_what_became_of_the_promises_due_by_the_meeting_before(the_day):
    group = a_network()
    held = a_meeting(group, seats=3, seats_present=3, state="published")
    coming = a_meeting(group, state="ready", at=AT + timedelta(days=42))
    closure = coming.pre_reads.get().content["closure"]
    assert closure["meeting"] == str(held.pk)
    assert (closure["done"], closure["due"]) == (0, 0)
    move_demo_clock(AT + timedelta(days=40))
    page = at(client_of(the_person_with(group, "facilitator")), "pre_read", coming.pk)
    assert "What became of the promises due by March 6, 2025" in page.words


def test_making_it_takes_no_more_queries_with_more_items(coalition, django_assert_max_num_queries):
    for number in range(20):
        an_item(coalition.meeting, f"One more {number}", minutes=0)
    with django_assert_max_num_queries(25):
        content_of(coalition.meeting)
