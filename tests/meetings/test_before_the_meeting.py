"""The letter before a meeting: one to a person, with two links that do one thing each and change nothing when opened."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from konbit.accounts.models import Link
from konbit.audit.models import Entry
from konbit.foundation.actor import SYSTEM
from konbit.foundation.clock import move_demo_clock
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.models import AgendaItem, CycleStep, Regret
from konbit.meetings.operations.access import answer_access, ask_for_access
from konbit.meetings.operations.before import invite_members
from konbit.meetings.operations.cycle import post_due_steps
from konbit.meetings.operations.meetings import open_meeting, set_ready
from tests.makers import (
    AT,
    a_meeting,
    a_network,
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
from tests.meetings.reading import at, past_the_page, visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

MEETS = AT + timedelta(days=15)
ASKED = AT + timedelta(days=1)


def the_cycle_turns(day=ASKED):
    """The clock stands on this day, its steps are posted, and every job that is due is done."""
    move_demo_clock(day)
    post_due_steps(by=SYSTEM, at=day)
    work_until_empty()


def addresses(letter, name):
    return re.findall(rf"https?://[^/]+(/\S+/{name}/\S+)", letter.body)


class Coalition:
    """A network that meets in fifteen days: three voting seats, and somebody who holds a seat and a role."""

    def __init__(self, language="en"):
        self.group = a_network(name="Delta network")
        self.leader = a_person("Leader of health", language=language)
        self.seat = a_seat(self.group, "Department of Health", holder=self.leader)
        self.both = a_person("Leader of services")
        a_seat(self.group, "Department of Human Services", holder=self.both)
        a_role(self.group, "facilitator", self.both)
        self.parent = a_person("Parent member 1")
        a_seat(self.group, title="Parent seat", role="parent_or_resident", holder=self.parent)
        self.meeting = a_meeting(self.group, seats=3, state="planned", at=MEETS)

    @property
    def facilitator(self):
        return the_person_with(self.group, "facilitator")

    def leader_leaves(self):
        holder = self.seat.holders.get()
        holder.until = holder.since
        holder.save()

    def letter(self, person=None):
        the_cycle_turns()
        (letter,) = [
            one for one in letters_sent(person or self.leader) if "Before the meeting" in one.subject
        ]
        return letter

    def link(self, name, person=None):
        (address,) = addresses(self.letter(person), name)
        return address


@pytest.fixture
def coalition(the_day):
    return Coalition()


def stored():
    return list(AgendaItem.objects.values()), list(Regret.objects.values()), list(Link.objects.values())


# --- the letter -------------------------------------------------------------------------------


def test_each_person_gets_one_letter_on_the_day_also_with_two_seats(coalition):
    the_cycle_turns()
    the_cycle_turns()
    (letter,) = letters_sent(coalition.both)
    assert "Department of Human Services" in letter.body
    assert "Facilitator" in letter.body
    assert len(addresses(letter, "bring")) == len(addresses(letter, "cannot-come")) == 1
    everybody = {coalition.leader.email, coalition.both.email, coalition.parent.email}
    assert everybody <= {one.to for one in letters_sent()}
    assert len({one.to for one in letters_sent()}) == len(letters_sent())


def test_before_its_day_no_letter_goes_out(coalition):
    the_cycle_turns(AT)
    assert letters_sent() == []
    assert not CycleStep.objects.filter(code="invite").exists()


def test_the_groups_own_offset_says_which_day(coalition):
    coalition.group.offsets = {**coalition.group.offsets, "draft": 9}
    coalition.group.save()
    the_cycle_turns()
    assert letters_sent() == []
    the_cycle_turns(AT + timedelta(days=6))
    assert len(letters_sent(coalition.leader)) == 1


@pytest.mark.parametrize("language", ["en", "es", "ht", "vi"])
def test_the_letter_and_its_pages_speak_the_persons_language(language):
    coalition = Coalition(language)
    letter = next(iter(letters_of_the_day(coalition)))
    assert letter.language == language
    for name in ("bring", "cannot-come"):
        (address,) = addresses(letter, name)
        assert address.startswith(f"/{language}/")
        assert f'<html lang="{language}"' in visit(Client(), address).html


def letters_of_the_day(coalition):
    the_cycle_turns()
    return letters_sent(coalition.leader)


def test_somebody_who_left_gets_no_letter(coalition):
    invite_members(meeting=coalition.meeting, by=SYSTEM, at=AT)
    coalition.leader_leaves()
    work_until_empty()
    assert letters_sent(coalition.leader) == []
    assert len(letters_sent(coalition.parent)) == 1


def test_a_meeting_that_began_before_the_step_ran_asks_nobody(coalition):
    meeting = set_ready(meeting=coalition.meeting, by=facilitator_of(coalition.group), at=AT)
    move_demo_clock(MEETS)
    open_meeting(meeting=meeting, by=facilitator_of(coalition.group, MEETS), at=MEETS)
    the_cycle_turns(MEETS)
    assert [one for one in letters_sent() if "Before the meeting" in one.subject] == []
    assert CycleStep.objects.get(code="invite").was_late


# --- the links --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bring", "cannot-come"])
def test_opening_a_link_changes_nothing_however_often(coalition, name):
    address = coalition.link(name)
    before, entries = stored(), Entry.objects.count()
    for _scanner in range(3):
        assert visit(Client(), address).status == 200
        Client().head(address)
    assert stored() == before
    assert Entry.objects.count() == entries


def test_an_item_is_asked_for_from_the_link_for_the_seat(coalition):
    address = coalition.link("bring")
    page = visit(Client(), address)
    assert "Leader of health" in page.words
    assert "Department of Health" in page.words
    sent = page.send(title="Buses on Sunday", background="Two lines end on Saturday.")
    assert "Your item is asked for." in sent.words
    (item,) = AgendaItem.objects.filter(title="Buses on Sunday")
    assert (item.state, item.asked_by, item.asked_by_person) == (
        "requested",
        coalition.seat.member,
        coalition.leader,
    )
    assert Entry.objects.get(action="meetings.ask_for_item").channel == "link"


def test_what_was_asked_for_stands_at_the_link_and_is_taken_back_and_asked_for_again(coalition):
    page = visit(Client(), coalition.link("bring")).send(title="Buses on Sunday")
    assert "Buses on Sunday" in page.part("main")
    item = AgendaItem.objects.get(title="Buses on Sunday")
    page = page.send(take_back=str(item.pk))
    assert "It is taken back." in page.words
    item.refresh_from_db()
    assert item.state == "taken_back"
    facilitator = client_of(coalition.facilitator)
    assert "Buses on Sunday" not in at(facilitator, "agenda", coalition.meeting.pk).part("main")
    assert visit(facilitator, reverse("edit_item", args=[coalition.meeting.pk, item.pk])).status == 404
    assert "Buses on Sunday" not in at(client_of(coalition.leader), "my_page").words
    page.send(ask_again=str(item.pk))
    assert "Buses on Sunday" in at(facilitator, "agenda", coalition.meeting.pk).part("requests")
    actions = list(Entry.objects.filter(action__endswith="_request").values_list("action", "channel"))
    assert actions == [
        ("meetings.take_back_request", "link"),
        ("meetings.undo_take_back_request", "link"),
    ]


def test_placed_on_the_agenda_it_is_taken_back_until_the_agenda_is_approved(coalition):
    address = coalition.link("bring")
    visit(Client(), address).send(title="Buses on Sunday")
    item = AgendaItem.objects.get(title="Buses on Sunday")
    AgendaItem.objects.filter(pk=item.pk).update(state="on_agenda")
    before = visit(Client(), address)
    set_ready(meeting=coalition.meeting, by=facilitator_of(coalition.group), at=AT)
    page = visit(Client(), address)
    assert "The agenda is approved. To take it back, tell the facilitator." in page.words
    # From a page that was opened before.
    assert "This stands on an agenda that is approved." in before.send(take_back=str(item.pk)).words
    item.refresh_from_db()
    assert item.state == "on_agenda"
    # Asked for afterwards and not placed, it still can be.
    page.send(title="Later wish")
    later = AgendaItem.objects.get(title="Later wish")
    visit(Client(), address).send(take_back=str(later.pk))
    later.refresh_from_db()
    assert later.state == "taken_back"


def test_the_link_takes_back_nothing_that_somebody_else_asked_for(coalition):
    visit(Client(), coalition.link("bring", coalition.parent)).send(title="A parent's wish")
    page = visit(Client(), coalition.link("bring"))
    page.send(title="Buses on Sunday")
    assert "A parent's wish" not in visit(Client(), page.address).html
    theirs = AgendaItem.objects.get(title="A parent's wish")
    past_the_page(Client(), "bring", page.address.rstrip("/").rpartition("/")[2], take_back=str(theirs.pk))
    theirs.refresh_from_db()
    assert theirs.state == "requested"


def test_sent_twice_the_item_stands_once(coalition):
    page = visit(Client(), coalition.link("bring"))
    for _time in range(2):
        page.send(title="Buses on Sunday")
    assert AgendaItem.objects.filter(title="Buses on Sunday").count() == 1


def test_a_person_with_several_seats_and_roles_chooses(coalition):
    page = visit(Client(), coalition.link("bring", coalition.both))
    role = coalition.group.members.get(role_holding__person=coalition.both)
    page.send(title="Who takes the notes", asked_by=str(role.pk))
    assert AgendaItem.objects.get(title="Who takes the notes").asked_by == role


def test_the_link_asks_for_no_seat_of_somebody_else(coalition):
    page = visit(Client(), coalition.link("bring"))
    other = coalition.group.members.filter(seat__title="Parent seat").get()
    with pytest.raises(AssertionError):
        page.send(title="Not mine", asked_by=str(other.pk))
    token = page.address.rstrip("/").rpartition("/")[2]
    refused = past_the_page(Client(), "bring", token, title="Not mine", asked_by=str(other.pk))
    assert refused.status == 422
    assert not AgendaItem.objects.filter(title="Not mine").exists()


def test_n3_a_no_names_item_with_a_name_is_refused_at_the_link_and_keeps_what_was_typed(coalition):
    page = visit(Client(), coalition.link("bring"))
    refused = page.send(title="What Leader of services said", is_no_names=True)
    assert refused.status == 422
    assert "it holds a name" in refused.words
    assert "What Leader of services said" in refused.html
    assert not AgendaItem.objects.filter(is_no_names=True).exists()


def test_a_forwarded_link_shows_nothing_of_the_group(coalition):
    an_item(coalition.meeting, "What two offices cannot do", is_private=True)
    bring = coalition.link("bring")
    visit(Client(), bring).send(title="My private wish", is_private=True)
    for name in ("bring", "cannot-come"):
        page = visit(Client(), coalition.link(name))
        for hidden in ("What two offices cannot do", "Transportation", "Leader of services", "Parent seat"):
            assert hidden not in page.html, (name, hidden)
    assert "My private wish" not in visit(Client(), bring).html


@pytest.mark.parametrize(
    ("made_for", "used_at"), [("bring", "cannot_come_by_link"), ("cannot-come", "bring")]
)
def test_n5_a_link_does_nothing_but_its_purpose(coalition, made_for, used_at):
    token = coalition.link(made_for).rstrip("/").rpartition("/")[2]
    for name in (used_at, "stands_in", "answer"):
        assert "This link does not work" in visit(Client(), reverse(name, args=[token])).words
    past_the_page(Client(), used_at, token, title="Smuggled", asked_by=str(coalition.seat.member.pk))
    assert not AgendaItem.objects.filter(title="Smuggled").exists()
    assert not Regret.objects.exists()


def test_this_is_not_me_ends_both_links_and_says_nothing(coalition):
    bring, regret = coalition.link("bring"), coalition.link("cannot-come")
    page = visit(Client(), bring).send(bring + "not-me/")
    assert "Nothing was answered." in page.words
    for address in (bring, regret):
        assert "This link does not work" in visit(Client(), address).words
    assert not Regret.objects.exists()


def test_the_links_end_with_the_meeting_also_when_it_was_moved(coalition):
    bring = coalition.link("bring")
    coalition.meeting.starts_at += timedelta(days=7)
    coalition.meeting.ends_at += timedelta(days=7)
    coalition.meeting.save()
    move_demo_clock(MEETS + timedelta(days=3))
    assert visit(Client(), bring).status == 200
    move_demo_clock(coalition.meeting.ends_at)
    assert "This link does not work" in visit(Client(), bring).words


def test_whoever_left_is_told_so_and_can_ask_for_nothing(coalition):
    bring = coalition.link("bring")
    coalition.leader_leaves()
    page = visit(Client(), bring)
    assert "You are not asked any more" in page.words
    assert not page.offers(page.address)
    token = bring.rstrip("/").rpartition("/")[2]
    past_the_page(Client(), "bring", token, title="From outside", asked_by=str(coalition.seat.member.pk))
    assert not AgendaItem.objects.filter(title="From outside").exists()


# --- cannot come ------------------------------------------------------------------------------


def test_from_the_link_one_says_so_and_takes_it_back(coalition):
    address = coalition.link("cannot-come")
    page = visit(Client(), address).send()
    assert "You are not expected" in page.words
    regret = Regret.objects.get()
    assert (regret.person, regret.member, regret.delegate, regret.channel) == (
        coalition.leader,
        coalition.seat.member,
        None,
        "link",
    )
    page.send(undo=str(regret.pk))
    assert not Regret.objects.exists()
    assert "You are not expected" not in visit(Client(), address).part("main")
    actions = list(Entry.objects.filter(action__contains="cannot_come").values_list("action", flat=True))
    assert actions == ["meetings.say_cannot_come", "meetings.undo_cannot_come"]


def test_a_person_with_a_seat_and_a_role_says_for_which(coalition):
    page = visit(Client(), coalition.link("cannot-come", coalition.both))
    seat = coalition.group.members.get(seat__organization__name="Department of Human Services")
    page.send(members=str(seat.pk))
    assert [one.member for one in Regret.objects.all()] == [seat]
    empty = visit(Client(), page.address).send(members=None)
    assert empty.status == 422
    assert "Choose at least one seat or role" in empty.words


def test_on_the_page_of_the_meeting_a_member_says_so_and_undoes_it(coalition):
    client = client_of(coalition.leader)
    page = at(client, "cannot_come", coalition.meeting.pk)
    page = page.send()
    assert Regret.objects.get().channel == "page"
    assert "You said that you cannot come." in at(client, "meeting", coalition.meeting.pk).words
    page.undo()
    assert not Regret.objects.exists()


def test_n5_a_facilitator_enters_what_was_told_by_phone_marked_so_and_the_person_takes_it_back(coalition):
    client = client_of(coalition.facilitator)
    page = at(client, "cannot_come", coalition.meeting.pk)
    who = f"{coalition.seat.member.pk}:{coalition.leader.pk}"
    page.send(who=who, told="phone")
    regret = Regret.objects.get()
    assert (regret.person, regret.channel, regret.entered_by) == (
        coalition.leader,
        "phone",
        coalition.facilitator,
    )
    mine = at(client_of(coalition.leader), "cannot_come", coalition.meeting.pk)
    assert f"Told by phone, entered by {coalition.facilitator.name}" in mine.words
    mine.send(reverse("undo_cannot_come", args=[coalition.meeting.pk, regret.pk]))
    assert not Regret.objects.exists()


def test_n5_nobody_says_it_for_somebody_else_on_their_own_account(coalition):
    who = f"{coalition.seat.member.pk}:{coalition.leader.pk}"
    sent = {"told-who": who, "told-told": "phone"}
    past_the_page(client_of(coalition.parent), "cannot_come", coalition.meeting.pk, **sent)
    assert not Regret.objects.exists()
    at(client_of(coalition.leader), "cannot_come", coalition.meeting.pk).send()
    regret = Regret.objects.get()
    refused = past_the_page(client_of(coalition.parent), "undo_cannot_come", coalition.meeting.pk, regret.pk)
    assert refused.status == 404
    assert Regret.objects.exists()


def test_after_the_meeting_has_begun_nothing_more_is_said(coalition):
    address = coalition.link("cannot-come")
    meeting = set_ready(meeting=coalition.meeting, by=facilitator_of(coalition.group), at=AT)
    move_demo_clock(MEETS)
    open_meeting(meeting=meeting, by=facilitator_of(coalition.group, MEETS), at=MEETS)
    assert "This link does not work" in visit(Client(), address).words
    page = at(client_of(coalition.leader), "cannot_come", meeting.pk)
    assert not page.offers(page.address)
    past_the_page(client_of(coalition.leader), "cannot_come", meeting.pk)
    assert not Regret.objects.exists()


# --- the facilitator's letters ----------------------------------------------------------------


def of_facilitator(coalition, words):
    return [one for one in letters_sent(coalition.facilitator) if words in one.subject]


def test_an_agenda_that_is_not_approved_a_week_before_brings_one_reminder_with_what_is_in_the_way(coalition):
    an_item(coalition.meeting, "Far too long", minutes=100)
    ask_for_access(meeting=coalition.meeting, kind="child_care", by=actor(coalition.parent), at=AT)
    week_before = MEETS - timedelta(days=7)
    the_cycle_turns(week_before)
    the_cycle_turns(week_before)
    (letter,) = of_facilitator(coalition, "waits for you")
    assert "Take 20 minutes away." in letter.body
    assert "Answer 1 access need." in letter.body
    assert [one for one in letters_sent(coalition.leader) if "waits for you" in one.subject] == []


def test_an_agenda_that_is_approved_brings_no_reminder(coalition):
    set_ready(meeting=coalition.meeting, by=facilitator_of(coalition.group), at=AT)
    the_cycle_turns(MEETS - timedelta(days=7))
    assert of_facilitator(coalition, "waits for you") == []


def test_the_day_before_facilitators_get_the_run_sheet_with_times_people_and_the_quorum_to_expect(coalition):
    the_cycle_turns()
    visit(Client(), coalition.link("cannot-come")).send(delegate="Deputy of health")
    visit(Client(), coalition.link("cannot-come", coalition.parent)).send()
    need = ask_for_access(meeting=coalition.meeting, kind="transport", by=actor(coalition.parent), at=AT)
    answer_access(need=need, is_met=False, because="No bus runs.", by=facilitator_of(coalition.group), at=AT)
    set_ready(meeting=coalition.meeting, by=facilitator_of(coalition.group), at=AT)
    the_cycle_turns(MEETS - timedelta(days=1))
    (letter,) = of_facilitator(coalition, "Run sheet")
    assert "Transportation" in letter.body
    assert "11:00" in letter.body, "clock times where the group lives"
    assert "2 of 3 voting seats are expected, 2 are needed: the meeting can decide." in letter.body
    assert "Leader of health cannot come; Deputy of health stands in." in letter.body
    assert "Parent member 1 cannot come; nobody stands in." in letter.body
    assert "No bus runs." in letter.body
    assert "The meeting ends\n  80 minutes stay free." in letter.body
    page = at(client_of(coalition.facilitator), "run_sheet", coalition.meeting.pk)
    assert "2 of 3 voting seats are expected, 2 are needed: the meeting can decide." in page.words
    assert "Leader of health cannot come; Deputy of health stands in." in page.words
    assert [one for one in letters_sent(coalition.leader) if "Run sheet" in one.subject] == []


def test_too_few_expected_seats_are_said_plainly(coalition):
    for person in (coalition.leader, coalition.both):
        at(client_of(person), "cannot_come", coalition.meeting.pk).send()
    page = at(client_of(coalition.facilitator), "run_sheet", coalition.meeting.pk)
    assert "1 of 3 voting seats are expected, 2 are needed: too few to decide." in page.words
