"""N-3: a *no names* item, and everything made from it, carries no person and no organization, wherever it is shown."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from konbit.accounts.operations.links import make_link
from konbit.audit.models import Entry
from konbit.foundation.actor import SYSTEM
from konbit.foundation.clock import move_demo_clock
from konbit.meetings.models import AgendaItem, Commitment, Decision, Meeting, ParkedItem, Question, Record
from konbit.meetings.words import ANSWER
from konbit.network.models import Holder, Seat
from konbit.network.queries import day_in
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_role,
    a_seat,
    client_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import Page, at, words

pytestmark = [pytest.mark.walk, pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

AUTHOR, AUTHORS = "Zylphina Quarrow", "Department of Marker Words"
OWNER, OWNERS = "Ottoline Vexwright", "Bureau of Plain Signs"
PROPOSER, PROPOSERS = "Quillon Amberthwaite", "Office of Odd Letters"
MARKERS = (AUTHOR, AUTHORS, OWNER, OWNERS, PROPOSER, PROPOSERS)
NEXT_DAY, NEXT_MEETING = AT + timedelta(days=1), AT + timedelta(days=42)
TITLE = "Speaking openly about staff who leave"


class Room:
    """A group with three marked members, a facilitator, an ordinary member, and an item without names."""

    def __init__(self):
        self.group = a_network(name="Delta network", address="delta")
        self.facilitator = the_person_with(self.group, "facilitator")
        self.member = a_person("Ordinary member")
        a_seat(self.group, "Health fund", holder=self.member)
        marked = ((AUTHOR, AUTHORS), (OWNER, OWNERS), (PROPOSER, PROPOSERS))
        self.marked = [a_person(name) for name, _body in marked]
        self.seats = [
            a_seat(self.group, body, holder=person)
            for (_name, body), person in zip(marked, self.marked, strict=True)
        ]
        self.meeting = a_meeting(self.group, seats=4, state="planned", item=None)

    def ask(self):
        """The author asks for the item on the page."""
        page = at(client_of(self.marked[0]), "ask_for_item", self.meeting.pk)
        page.send(title=TITLE, background="Two offices have nobody to hire.", is_no_names=True)
        return AgendaItem.objects.get(title=TITLE)

    def place(self, item):
        """The facilitator places it, led by the author."""
        page = at(client_of(self.facilitator), "edit_item", self.meeting.pk, item.pk)
        page.send(minutes="15", lead=str(self.seats[0].member_id))

    def begin(self):
        client = client_of(self.facilitator)
        at(client, "agenda", self.meeting.pk).send(reverse("meeting_step", args=[self.meeting.pk, "ready"]))
        at(client, "check_in", self.meeting.pk).send(reverse("meeting_step", args=[self.meeting.pk, "open"]))
        seat = Seat.objects.get(organization__name="Health fund")
        page = at(client, "check_in", self.meeting.pk)
        page.send(reverse("tap", args=[self.meeting.pk, seat.member_id]), mode="in_person")

    def live(self, person, item):
        return at(client_of(person), "live", self.meeting.pk, query=f"?item={item.pk}")

    def capture_everything(self, item):
        """The proposer puts a decision to the table; the others vote; the facilitator writes the rest down."""

        def to(kind):
            return reverse("capture", args=[self.meeting.pk, item.pk, kind])

        _author, owners, proposers = (str(seat.member_id) for seat in self.seats)
        page = self.live(self.marked[2], item)
        page.send(to("decision"), wording="We hold exit talks", proposed_by=proposers, owner=owners)
        decision = Decision.objects.get()
        for seat, person in zip(self.seats, self.marked, strict=True):
            # In the check-in only while they vote: who was there is named in the record, whoever asked for what.
            tap = reverse("tap", args=[self.meeting.pk, seat.member_id])
            tapped = at(client_of(self.facilitator), "check_in", self.meeting.pk).send(tap, mode="in_person")
            vote = reverse("vote", args=[decision.pk, seat.pk])
            self.live(person, item).send(vote, choice="yes")
            tapped.undo()
        page = self.live(self.facilitator, item)
        page.send(
            reverse("outcome", args=[decision.pk]),
            state="sense",
            dissent="Some would wait.",
            review_on="2025-04-01",
        )
        page.send(to("commitment"), wording="Write the first questions", owner=owners)
        page.send(to("question"), wording="Who may read the answers?", asked_of=proposers)
        self.live(self.marked[0], item).send(to("parkeditem"), wording="Pay of those who stay")
        return decision

    def close(self, item):
        self.live(self.facilitator, item).send(reverse("meeting_step", args=[self.meeting.pk, "close"]))

    def answer_all(self):
        """The owner declines first, is told about, and amends; the facilitator agrees; by page, paper and link."""
        commitment = Commitment.objects.get()
        page = at(client_of(self.marked[1]), "commitment", commitment.pk)
        page.send(step="decline", note="Too early").undo()
        token = make_link(
            person=self.marked[1], purpose=ANSWER, about_id=commitment.pk, by=SYSTEM, at=NEXT_DAY
        )
        link = at(client_of(self.marked[1]), "answer", token)
        link.send(step="amend", wording="Write the first five questions")
        page = at(client_of(self.facilitator), "commitment", commitment.pk)
        page.send(reverse("agree", args=[commitment.pk]), agree="1")
        question = Question.objects.get()
        at(client_of(self.marked[2]), "question", question.pk).send(answer="The group alone.")
        return commitment

    def publish(self):
        at(client_of(self.facilitator), "review", self.meeting.pk).send()


@pytest.fixture
def room(the_day):
    return Room()


def shown_to(person, room, item):
    """Every page of the group that shows the item or what came of it, as this person gets them."""
    client, meeting = client_of(person), room.meeting
    facilitates = person == room.facilitator
    commitment, question = Commitment.objects.get(), Question.objects.get()
    pages = {
        "meetings": [room.group.address], "commitments": [room.group.address], "group": [room.group.address],
        "my_page": [], "meeting": [meeting.pk], "agenda": [meeting.pk], "agenda?print": [meeting.pk],
        "commitment": [commitment.pk], "question": [question.pk], f"live?item={item.pk}": [meeting.pk],
    }  # fmt: skip
    if facilitates:
        pages |= {
            "run_sheet": [meeting.pk], "run_sheet?print": [meeting.pk], "group_audit": [room.group.address],
        }  # fmt: skip
    if meeting.state in ("closed", "published") and facilitates:
        pages |= {"review": [meeting.pk], "check_in": [meeting.pk]}
    if meeting.state == "published":
        pages |= {"record": [meeting.pk], "record?print": [meeting.pk]}
        coming = Meeting.objects.exclude(pk=meeting.pk).first()
        if coming is not None:
            pages |= {f"agenda?coming={coming.pk}": [coming.pk]}
    for name, args in pages.items():
        view, _sep, query = name.partition("?")
        yield name, at(client, view, *args, query=f"?{query}" if query else "")


def names_shown(page: Page, *left_out: str) -> list[str]:
    """The marked names that stand anywhere in what was sent: words, attributes, addresses."""
    text = page.without(*left_out).casefold()
    assert len(text) > 200
    return [name for name in MARKERS if name.casefold() in text]


def test_n3_while_it_is_prepared_nothing_says_who_asked_for_it(room):
    item = room.ask()
    assert (item.is_no_names, item.asked_by, item.asked_by_person) == (
        True, room.seats[0].member, room.marked[0],
    )  # fmt: skip
    for person in (room.facilitator, room.member, room.marked[1]):
        own = (person.name, OWNERS) if person == room.marked[1] else ()
        page = at(client_of(person), "agenda", room.meeting.pk)
        assert TITLE in page.part("requests")
        assert [name for name in names_shown(page) if name not in own] == []
    placing = at(client_of(room.facilitator), "edit_item", room.meeting.pk, item.pk)
    assert names_shown(placing, "select") == []
    aside = placing.send(
        reverse("set_aside", args=[room.meeting.pk, item.pk]), because="We need the county first"
    )
    assert TITLE in aside.part("aside")
    assert names_shown(aside) == []
    assert TITLE in at(client_of(room.marked[0]), "my_page").words, "the author finds their own request"
    assert TITLE not in at(client_of(room.member), "my_page").words


def test_n3_from_the_agenda_to_the_digest_no_name_stands_on_any_page(room):
    item = room.ask()
    room.place(item)
    room.begin()
    room.capture_everything(item)
    room.close(item)
    move_demo_clock(NEXT_DAY)
    room.answer_all()
    room.publish()
    room.meeting.refresh_from_db()
    seen = set()
    for person in (room.facilitator, room.member):
        for name, page in shown_to(person, room, item):
            # Who is expected stands on some pages, whoever asked for what: these are looked at whole in the next test.
            if name == "meeting":
                continue
            if name.startswith("run_sheet"):
                before_the_list = page.words.partition("People expected")[0]
                assert TITLE in before_the_list
                assert not [one for one in MARKERS if one in before_the_list]
            elif name != "check_in":
                assert names_shown(page, "select") == [], f"{name}, as {person.name} gets it"
            seen.add(name.partition("?")[0])
    assert seen >= {
        "agenda",
        "live",
        "review",
        "record",
        "commitments",
        "commitment",
        "my_page",
        "group_audit",
    }

    content = json.dumps(Record.objects.get().content)
    assert TITLE in content
    assert [one for one in MARKERS if one in content] == []
    letters = letters_sent(room.member)
    assert TITLE in letters[0].body
    assert "We hold exit talks" in letters[0].body
    for letter in letters:
        assert [one for one in MARKERS if one in letter.subject + letter.body] == []


def test_n3_once_the_members_have_left_their_names_stand_nowhere_in_the_meeting(room):
    """The same pages whole, lists of members too: what is left of the item is all that could still name them."""
    item = room.ask()
    room.place(item)
    room.begin()
    room.capture_everything(item)
    room.close(item)
    move_demo_clock(NEXT_DAY)
    room.answer_all()
    today = day_in(room.group, NEXT_DAY)
    Holder.objects.filter(person__in=room.marked).update(until=room.seats[0].opened_on)
    Seat.objects.filter(pk__in=[seat.pk for seat in room.seats]).update(closed_on=room.seats[0].opened_on)
    assert today > room.seats[0].opened_on
    room.publish()
    coming = a_meeting(room.group, seats=1, state="planned", item=None, at=NEXT_MEETING)
    page = at(client_of(room.facilitator), "agenda", coming.pk)
    page.send(reverse("build_draft", args=[coming.pk]))
    assert coming.items.filter(is_no_names=True).count() == coming.items.count() >= 2, (
        "what comes back is marked too"
    )
    room.meeting.refresh_from_db()
    for person in (room.facilitator, room.member):
        for name, page in shown_to(person, room, item):
            assert names_shown(page) == [], f"{name}, as {person.name} gets it"
    later = at(client_of(room.facilitator), "agenda", coming.pk)
    assert "Pay of those who stay" in later.words
    assert names_shown(later) == []
    for letter in letters_sent():
        if letter.to in (room.facilitator.email, room.member.email):
            assert [one for one in MARKERS if one in letter.subject + letter.body] == []


def test_n3_the_audit_page_of_the_group_shows_nobody_for_it(room):
    """Whoever acted: also the facilitator, who may be its author."""
    item = room.ask()
    room.place(item)
    client = client_of(room.facilitator)
    at(client, "new_item", room.meeting.pk).send(title="Buses")
    page = at(client, "agenda", room.meeting.pk)
    page.send(reverse("move_item", args=[room.meeting.pk, item.pk, "down"]))
    page = at(client, "edit_item", room.meeting.pk, item.pk)
    page.send(reverse("set_aside", args=[room.meeting.pk, item.pk]), because="Not yet").undo()
    room.begin()
    decision = room.capture_everything(item)
    live = room.live(room.facilitator, item)
    live.send(reverse("undo_outcome", args=[decision.pk]))
    parked = ParkedItem.objects.get()
    room.live(room.facilitator, item).send(reverse("withdraw", args=["parkeditem", parked.pk])).undo()
    page = at(client, "correct", "parkeditem", parked.pk)
    page.send(wording="Pay of those who stay on")

    rows = [item, decision, parked, Commitment.objects.get(), Question.objects.get()]
    entries = Entry.objects.filter(about_id__in=[str(row.pk) for row in rows])
    assert {entry.action for entry in entries} >= {
        "meetings.ask_for_item", "meetings.change_item", "meetings.move_item", "meetings.set_aside",
        "meetings.undo_set_aside", "meetings.put_to_the_table", "meetings.vote", "meetings.record_decision",
        "meetings.undo_record_decision", "meetings.withdraw", "meetings.undo_withdraw", "meetings.correct_wording",
        "meetings.propose_commitment", "meetings.ask_question", "meetings.park",
    }  # fmt: skip
    assert [entry.action for entry in entries if not entry.unnamed] == []
    trail = at(client, "group_audit", room.group.address)
    for row in trail.all("tr"):
        line = words(row)
        if any(
            action in line for action in ("ask_for_item", "move_item", "vote", "table", "question", "park")
        ):
            assert "no names" in line
            assert room.facilitator.name not in line
    assert names_shown(trail) == []


# --- a wording that holds a name -------------------------------------------------------------------


def test_n3_a_request_that_holds_a_name_is_refused_and_what_was_typed_stays(room):
    page = at(client_of(room.marked[0]), "ask_for_item", room.meeting.pk)
    for title, background in (
        (f"What {AUTHOR} saw", "As typed"),
        ("What one of us saw", f"It was in the {AUTHORS.upper()}, as typed"),
        ("What one of us saw", "It was zylphina  quarrow, as typed"),
    ):
        refused = page.send(title=title, background=background, is_no_names=True)
        assert refused.status == 422
        assert "it holds a name:" in refused.words
        assert "s typed" in refused.html
        assert f'value="{title}"' in refused.html
    assert not AgendaItem.objects.exists()
    assert page.send(title=f"What {AUTHOR} saw").status == 200, "without the mark it may"


@pytest.mark.parametrize("name", [AUTHOR, AUTHORS, "Ordinary member", "Somebody who left"])
def test_n3_whatever_is_captured_under_it_is_refused_with_a_name_and_what_was_typed_stays(name, room):
    left = a_person("Somebody who left")
    a_role(room.group, "member", left)
    room.group.roles.filter(person=left).update(until=day_in(room.group, AT))
    item = room.ask()
    room.place(item)
    room.begin()
    page = room.live(room.facilitator, item)
    member = str(room.seats[1].member_id)
    for kind, more in (
        ("decision", {"proposed_by": member}), ("commitment", {"owner": member}), ("question", {"asked_of": member}),
        ("parkeditem", {}),
    ):  # fmt: skip
        wording = f"We ask {name} for it"
        refused = page.send(
            reverse("capture", args=[room.meeting.pk, item.pk, kind]), wording=wording, **more
        )
        assert refused.status == 422, kind
        assert f"it holds a name: {name}." in refused.words
        assert wording in refused.html, "what was typed stays"
        stays = [value for value in more.values() if f'value="{value}" selected' in refused.html]
        assert len(stays) == len(more), "and what was chosen"
    assert not any(model.objects.exists() for model in (Decision, Commitment, Question, ParkedItem))


def test_n3_dissent_reasons_notes_answers_and_corrections_hold_no_name_either(room):
    item = room.ask()
    client = client_of(room.facilitator)
    page = at(client, "edit_item", room.meeting.pk, item.pk)
    refused = page.send(reverse("set_aside", args=[room.meeting.pk, item.pk]), because=f"{AUTHOR} is away")
    assert (refused.status, AgendaItem.objects.get().state) == (422, "requested")
    assert f"{AUTHOR} is away" in refused.html
    refused = page.send(title=f"{AUTHORS} and its staff")
    assert refused.status == 422

    room.place(item)
    room.begin()
    decision = room.capture_everything(item)
    room.live(room.facilitator, item).send(reverse("undo_outcome", args=[decision.pk]))
    outcome = reverse("outcome", args=[decision.pk])
    refused = room.live(room.facilitator, item).send(outcome, state="sense", dissent=f"{PROPOSER} would wait")
    assert (refused.status, Decision.objects.get().state) == (422, "proposed")
    assert f"{PROPOSER} would wait" in refused.html
    room.live(room.facilitator, item).send(outcome, state="sense", dissent="Some would wait")
    for kind, model in (("decision", Decision), ("commitment", Commitment), ("question", Question)):
        row = model.objects.get()
        refused = at(client, "correct", kind, row.pk).send(wording=f"{OWNER} does it")
        assert (refused.status, model.objects.get().wording) == (422, row.wording)
        assert f"{OWNER} does it" in refused.html
    room.close(item)

    move_demo_clock(NEXT_DAY)
    commitment = Commitment.objects.get()
    owner = at(client_of(room.marked[1]), "commitment", commitment.pk)
    for values in (
        {"step": "decline", "note": f"{OWNERS} has no staff"},
        {"step": "amend", "wording": f"{OWNER} writes two"},
    ):
        refused = owner.send(**values)
        assert refused.status == 422
        assert "it holds a name:" in refused.words
    owner.send(step="amend", wording="Write two questions")
    page = at(client, "commitment", commitment.pk)
    refused = page.send(reverse("agree", args=[commitment.pk]), note=f"{OWNER} said five")
    assert refused.status == 422
    assert f"{OWNER} said five" in refused.html
    assert Commitment.objects.get().is_amended
    question = at(client_of(room.marked[2]), "question", Question.objects.get().pk)
    assert question.send(answer=f"{PROPOSER} may").status == 422
    assert Question.objects.get().state == "open"


def test_n3_a_delegates_name_is_a_name_too(room):
    item = room.ask()
    room.place(item)
    room.begin()
    page = at(client_of(room.facilitator), "check_in", room.meeting.pk)
    page.send(
        reverse("delegate", args=[room.meeting.pk, room.seats[0].member_id]), delegate="Wendeline Orrick",
        mode="in_person",
    )  # fmt: skip
    refused = room.live(room.facilitator, item).send(
        reverse("capture", args=[room.meeting.pk, item.pk, "parkeditem"]), wording="As Wendeline Orrick said"
    )
    assert refused.status == 422
    assert not ParkedItem.objects.exists()


def test_n3_an_item_is_not_marked_afterwards_while_names_stand_in_what_came_of_it(room):
    item = room.ask()
    page = at(client_of(room.facilitator), "edit_item", room.meeting.pk, item.pk)
    page.send(is_no_names=False)
    room.begin()
    capture = reverse("capture", args=[room.meeting.pk, item.pk, "parkeditem"])
    room.live(room.facilitator, item).send(capture, wording=f"What {AUTHOR} told us")
    page = at(client_of(room.facilitator), "edit_item", room.meeting.pk, item.pk)
    refused = page.send(is_no_names=True)
    assert refused.status == 422
    assert f"it holds a name: {AUTHOR}." in refused.words
    assert not AgendaItem.objects.get().is_no_names


# --- in the room ------------------------------------------------------------------------------


def test_n3_in_the_live_meeting_nobody_sees_how_a_seat_voted_but_its_holder(room):
    item = room.ask()
    room.place(item)
    room.begin()
    client = client_of(room.facilitator)
    for seat in room.seats:
        page = at(client, "check_in", room.meeting.pk)
        page.send(reverse("tap", args=[room.meeting.pk, seat.member_id]), mode="in_person")
    page = room.live(room.marked[2], item)
    page.send(reverse("capture", args=[room.meeting.pk, item.pk, "decision"]), wording="We hold exit talks")
    decision = Decision.objects.get()
    vote = reverse("vote", args=[decision.pk, room.seats[0].pk])
    room.live(room.marked[0], item).send(vote, choice="no")

    own = room.live(room.marked[0], item)
    assert [button.children for button in own.all("button", **{"aria-pressed": "true"})] == [["No"]]
    for person in (room.facilitator, room.member, room.marked[1]):
        page = room.live(person, item)
        assert page.all("button", **{"aria-pressed": "true"}) == []
        assert "0 yes, 1 no" in page.words
    assert names_shown(room.live(room.member, item), "select") == []


def test_n3_the_owner_of_one_is_asked_as_the_owner_and_by_no_name_of_a_seat(room):
    item = room.ask()
    room.place(item)
    room.begin()
    room.capture_everything(item)
    room.close(item)
    (letter,) = [one for one in letters_sent(room.marked[1]) if "Write the first questions" in one.body]
    assert "You are asked as the owner." in letter.body
    assert OWNERS not in letter.body
    assert AUTHOR not in letter.body
    page = at(client_of(room.marked[1]), "commitment", Commitment.objects.get().pk)
    assert "You are asked as the owner." in page.words
    others = [name for name in names_shown(page) if name not in (OWNER, OWNERS)]
    assert others == []
