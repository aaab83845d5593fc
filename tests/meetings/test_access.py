"""N-21: parents and residents are full members: what they need is answered, they are counted, they propose and own."""

import pytest
from django.urls import reverse

from konbit.meetings.models import AccessNeed, AgendaItem, Commitment, Decision, Meeting, Vote
from konbit.network.words import ROLES
from tests.makers import (
    a_meeting,
    a_network,
    a_parent,
    a_person,
    a_role,
    a_seat,
    client_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page
from tests.meetings.reading import words as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


class Coalition:
    """A network of two organizations and two parents, each with a voting seat, and a meeting to come."""

    def __init__(self):
        self.group = a_network(name="Delta network")
        self.facilitator = the_person_with(self.group, "facilitator")
        self.leaders = [a_person("Leader one"), a_person("Leader two")]
        for number, leader in enumerate(self.leaders, start=1):
            a_seat(self.group, f"Organization {number}", holder=leader)
        self.parent, self.other_parent = a_parent(self.group), a_parent(self.group, "Parent member 2")
        self.meeting = a_meeting(self.group, seats=4, state="planned")
        self.item = self.meeting.items.get()
        self.ready = reverse("meeting_step", args=[self.meeting.pk, "ready"])

    def seat_of(self, person):
        return person.holdings.get().seat

    def page(self, person, name, **query):
        return at(client_of(person), name, self.meeting.pk, **query)

    def begin(self, *people):
        self.page(self.facilitator, "agenda").send(self.ready)
        self.page(self.facilitator, "check_in").send(reverse("meeting_step", args=[self.meeting.pk, "open"]))
        for person in people:
            tap = reverse("tap", args=[self.meeting.pk, self.seat_of(person).member_id])
            self.page(self.facilitator, "check_in").send(tap, mode="in_person")

    def end(self):
        self.page(self.facilitator, "live").send(reverse("meeting_step", args=[self.meeting.pk, "close"]))
        self.page(self.facilitator, "review").send()


@pytest.fixture
def coalition(the_day):
    return Coalition()


def labels(page):
    """Every label of the page, in one line."""
    return " | ".join(read(one) for one in (*page.all("label"), *page.all("legend")))


# --- what people need -------------------------------------------------------------------------


def test_a_reason_that_is_needed_for_one_answer_is_never_called_optional(coalition):
    coalition.page(coalition.parent, "access").send(kind="child_care")
    page = coalition.page(coalition.facilitator, "access")
    assert "If not, why (needed if it is not met)" in labels(page)
    assert "If not, why (optional)" not in labels(page)


def test_n21_a_meeting_with_an_open_need_cannot_be_set_ready_and_the_page_says_which(coalition):
    asked = coalition.page(coalition.parent, "access").send(kind="child_care", detail="Two small children")
    assert "It is noted." in asked.words
    need = AccessNeed.objects.get()
    assert need.asked_by == coalition.seat_of(coalition.parent).member

    for name in ("agenda", "meeting"):
        page = coalition.page(coalition.facilitator, name)
        assert not page.offers(coalition.ready)
        assert "access need" in page.words
        assert reverse("access", args=[coalition.meeting.pk]) in page.html
    refused = past_the_page(client_of(coalition.facilitator), "meeting_step", coalition.meeting.pk, "ready")
    assert refused.status == 409
    assert (
        "The agenda cannot be approved: 1 access needs are open (Child care)." in refused.words
        or "The agenda cannot be approved: 1 access need is open (Child care)." in refused.words
    )
    assert Meeting.objects.get().state == "planned"


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ({"is_met": "yes"}, "Met"),
        ({"is_met": "no", "because": "We pay for care at home"}, "Not met, with a reason"),
    ],
)
def test_n21_once_the_need_is_met_or_unmet_because_the_meeting_is_set_ready(answer, shown, coalition):
    coalition.page(coalition.parent, "access").send(kind="child_care", detail="Two small children")
    need = AccessNeed.objects.get()
    address = reverse("answer_need", args=[coalition.meeting.pk, need.pk])
    coalition.page(coalition.facilitator, "access").send(address, **answer)
    told = coalition.page(coalition.parent, "access").part(f"need-{need.pk}")
    assert shown in told
    assert answer.get("because", "") in told
    assert (
        "The agenda is approved."
        in coalition.page(coalition.facilitator, "agenda").send(coalition.ready).words
    )
    assert Meeting.objects.get().state == "ready"


def test_n21_unmet_without_because_is_refused_and_one_of_two_is_not_enough(coalition):
    for kind in ("child_care", "stipend"):
        coalition.page(coalition.parent, "access").send(kind=kind)
    needs = {need.kind: need for need in AccessNeed.objects.all()}
    for because in ("", "   "):
        page = coalition.page(coalition.facilitator, "access")
        address = reverse("answer_need", args=[coalition.meeting.pk, needs["stipend"].pk])
        refused = page.send(address, is_met="no", because=because)
        assert refused.status == 422
        assert "A need that is not met stands with its reason." in refused.words
    assert set(AccessNeed.objects.values_list("state", flat=True)) == {"open"}
    page = coalition.page(coalition.facilitator, "access")
    page.send(reverse("answer_need", args=[coalition.meeting.pk, needs["child_care"].pk]), is_met="yes")
    refused = past_the_page(client_of(coalition.facilitator), "meeting_step", coalition.meeting.pk, "ready")
    assert refused.status == 409
    assert "(Stipend)" in refused.words
    assert Meeting.objects.get().state == "planned"


def test_n21_a_need_named_after_that_opens_the_preparation_again(coalition):
    coalition.page(coalition.facilitator, "agenda").send(coalition.ready)
    coalition.page(coalition.parent, "access").send(kind="interpretation", detail="Vietnamese")
    assert Meeting.objects.get().state == "planned"
    page = coalition.page(coalition.facilitator, "meeting")
    assert "1 access need is open." in page.words


def test_what_somebody_needs_is_read_by_them_and_by_who_prepares_the_meeting_alone(coalition):
    coalition.page(coalition.parent, "access").send(kind="stipend", detail="Lost wages of a night shift")
    for person, sees in (
        (coalition.parent, True), (coalition.facilitator, True), (coalition.other_parent, False),
        (coalition.leaders[0], False),
    ):  # fmt: skip
        page = coalition.page(person, "access")
        assert "Stipend" in page.words
        assert ("Lost wages" in page.html) == sees
        assert "Lost wages" not in coalition.page(person, "meeting").html or sees


def test_only_a_facilitator_answers_a_need(coalition):
    coalition.page(coalition.parent, "access").send(kind="stipend")
    need = AccessNeed.objects.get()
    address = reverse("answer_need", args=[coalition.meeting.pk, need.pk])
    assert not coalition.page(coalition.parent, "access").offers(address)
    refused = past_the_page(
        client_of(coalition.parent), "answer_need", coalition.meeting.pk, need.pk,
        **{f"{need.pk.hex}-is_met": "yes"},
    )  # fmt: skip
    assert refused.status == 403
    assert AccessNeed.objects.get().state == "open"


# --- counted as their own ---------------------------------------------------------------------------


def test_n21_attendance_prints_parents_and_residents_as_their_own_line(coalition):
    navigator = a_role(coalition.group, "parent_or_resident", a_person("Resident member"))
    coalition.begin(coalition.leaders[0], coalition.parent, coalition.other_parent)
    tap = reverse("tap", args=[coalition.meeting.pk, navigator.member_id])
    coalition.page(coalition.facilitator, "check_in").send(tap, mode="by_link")
    check_in = coalition.page(coalition.facilitator, "check_in")
    headings = [one.children[0] for one in check_in.all("h2")]
    assert str(ROLES["parent_or_resident"]) not in headings
    assert "Parents and residents" in headings
    coalition.end()

    for query in ("", "?print"):
        there = coalition.page(coalition.leaders[0], "record", query=query).part("attendance")
        assert "Parents and residents 3 Other people 1 Voting seats present 3 of 4" in there
        assert "stakeholder" not in there.lower()
    review = coalition.page(coalition.facilitator, "review").part("attendance")
    assert "Parents and residents 3 Other people 1" in review
    (letter,) = letters_sent(coalition.leaders[1])
    lines = letter.body.splitlines()
    assert "Parents and residents: 3" in lines
    assert "Other people: 1" in lines


def test_n21_the_line_stands_there_when_no_parent_came(coalition):
    coalition.begin(coalition.leaders[0])
    tap = reverse("tap", args=[coalition.meeting.pk, coalition.seat_of(coalition.parent).member_id])
    coalition.page(coalition.facilitator, "check_in").send(tap, mode="absent")
    coalition.end()
    there = coalition.page(coalition.leaders[0], "record").part("attendance")
    assert "Parents and residents 0 Other people 1" in there
    (letter,) = letters_sent(coalition.parent)
    assert "Parents and residents: 0" in letter.body.splitlines()


# --- full members -----------------------------------------------------------------------------------


def test_n21_a_parent_seat_asks_proposes_votes_and_owns_through_the_pages(coalition):
    parent, seat = coalition.parent, coalition.seat_of(coalition.parent)
    coalition.page(parent, "ask_for_item").send(title="Evening hours at the office")
    item = AgendaItem.objects.get(title="Evening hours at the office")
    assert item.asked_by == seat.member
    page = at(client_of(coalition.facilitator), "edit_item", coalition.meeting.pk, item.pk)
    page.send(minutes="15", purpose="decide")
    coalition.begin(coalition.leaders[0], parent, coalition.other_parent)

    live = at(client_of(parent), "live", coalition.meeting.pk, query=f"?item={item.pk}")
    live = live.send(
        reverse("capture", args=[coalition.meeting.pk, item.pk, "decision"]),
        wording="The office opens one evening a week",
        owner=str(seat.member_id),
    )
    decision = Decision.objects.get()
    assert (decision.proposed_by, decision.owner) == (seat.member, seat.member)
    live.send(reverse("vote", args=[decision.pk, seat.pk]), choice="yes")
    vote = Vote.objects.get()
    assert (vote.seat, vote.choice, vote.entered_by) == (seat, "yes", None)

    page = at(client_of(coalition.facilitator), "live", coalition.meeting.pk, query=f"?item={item.pk}")
    page = page.send(reverse("outcome", args=[decision.pk]), state="decided")
    assert f"{seat.name} sees to it" in page.words
    page.send(
        reverse("capture", args=[coalition.meeting.pk, item.pk, "commitment"]),
        wording="Ask ten families which evening", owner=str(seat.member_id),
    )  # fmt: skip
    coalition.end()
    record = coalition.page(coalition.leaders[0], "record").words
    for words in (
        f"Proposed by {seat.name}", f"{seat.name} sees to it", "1 yes, 0 no", f"Owner: {seat.name}",
        f"Asked for by {seat.name}",
    ):  # fmt: skip
        assert words in record
    commitment = Commitment.objects.get()
    at(client_of(parent), "commitment", commitment.pk).send(step="accept")
    assert Commitment.objects.get().state == "accepted"


def test_n21_a_parents_seat_counts_for_the_quorum_as_any_other(coalition):
    coalition.begin(coalition.parent, coalition.other_parent, coalition.leaders[0])
    assert (
        "3 of 4 voting seats present; 3 needed: you can decide"
        in coalition.page(coalition.facilitator, "live").words
    )
