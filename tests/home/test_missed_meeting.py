"""A meeting is missed: nothing that was asked for or typed for it is lost, and whoever asked sees where it stands."""

from datetime import timedelta

import pytest
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings.models import AgendaItem
from konbit.meetings.operations.agenda import ask_for_item, set_aside
from konbit.meetings.operations.series import miss_meeting
from konbit.meetings.queries import agenda_of
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_parked_item,
    a_person,
    a_seat,
    actor,
    an_item,
    client_of,
    clock_stands_at,
    facilitator_of,
)
from tests.meetings.passing import House, above, held
from tests.meetings.reading import at, visit

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings)


class Group:
    """A parked item of a meeting that is over, a meeting next week and one six weeks later, and who asks for items."""

    def __init__(self):
        self.group = a_network()
        self.by = facilitator_of(self.group)
        self.asker = a_person("Parent member 1")
        self.seat = a_seat(self.group, title="Parent seat", role="parent_or_resident", holder=self.asker)
        before = a_meeting(self.group, seats=1, seats_present=1)
        a_parked_item(before, "A list of rooms with toys")
        before.state, before.closed_at = "published", AT
        before.save()
        self.missed = a_meeting(self.group, seats=1, state="planned", at=AT + 7 * DAY, item="Evening buses")
        self.next = a_meeting(self.group, seats=1, state="planned", at=AT + 49 * DAY, item=None)

    def asks(self, title):
        return ask_for_item(
            meeting=self.missed, title=title, asked_by=self.seat.member, by=actor(self.asker), at=AT
        )

    def draft(self, meeting):
        build_draft(meeting=meeting, by=self.by, at=AT)

    def miss(self):
        miss_meeting(meeting=self.missed, because="Storm", by=self.by, at=AT)

    def titles(self):
        return sorted(item.title for item in agenda_of(self.next))


def test_what_stood_on_the_agenda_of_a_missed_meeting_comes_to_the_next_draft_each_once():
    group = Group()
    group.asks("Say which offices are open")
    group.draft(group.missed)
    group.asks("Asked for after the draft")
    set_aside(item=an_item(group.missed, "Left out"), because="Not now", by=group.by, at=AT)
    group.miss()
    group.draft(group.next)
    group.draft(group.next)
    assert group.titles() == [
        "A list of rooms with toys",
        "Asked for after the draft",
        "Evening buses",
        "Say which offices are open",
    ]
    request = AgendaItem.objects.get(title="Say which offices are open")
    assert (request.asked_by, request.asked_by_person, request.raised_at) == (
        group.seat.member,
        group.asker,
        AT,
    )


def test_what_was_asked_for_a_missed_meeting_stands_on_my_page_with_where_it_went():
    group = Group()
    group.asks("Say which offices are open")
    group.draft(group.missed)
    group.miss()
    mine = at(client_of(group.asker), "my_page").words
    assert "Say which offices are open" in mine
    assert "That meeting was missed. What you asked for comes with the draft agenda of the next one." in mine
    group.draft(group.next)
    mine = at(client_of(group.asker), "my_page")
    assert "Say which offices are open On the agenda" in mine.words
    assert "was missed" not in mine.words
    assert mine.all("a", href=reverse("agenda", args=[group.next.pk]))


def test_what_a_held_meeting_left_unplaced_stands_on_my_page():
    group = Group()
    group.asks("Say which offices are open")
    group.missed.state = "published"
    group.missed.save()
    assert "That meeting did not take it up." in at(client_of(group.asker), "my_page").words


def test_n32_an_answer_that_comes_down_stands_on_the_pages_of_who_asked_and_of_the_facilitator():
    house = House(held="planned")
    asker = house.members[house.working]
    seat = house.working.seats.get()
    item = ask_for_item(
        meeting=house.meeting, title="Two more sitters", asked_by=seat.member, by=actor(asker), at=AT
    )
    coming = house.meets(house.partnership)
    house.pass_up(item)
    assert "It waits for an answer from Eastside partnership." in at(client_of(asker), "my_page").words
    held(coming)
    passed = above(item)
    house.answer(passed)
    for client in (client_of(asker), house.client(house.working)):
        shown = at(client, "my_page")
        assert "Two more sitters Yes, from September. Eastside partnership answered Evening hours." in (
            shown.part("answers-down")
        )
        assert "It waits for an answer" not in shown.words
    stranger = at(client_of(house.members[house.partnership]), "my_page")
    assert "Answers that came down" not in stranger.words
    for one in (item, passed):
        page = house.page(one)
        assert "Answered after 7 days" in page.words
        assert "Open 7 days" not in page.words


def test_an_answer_that_a_held_meeting_took_up_leaves_my_page():
    house = House()
    coming = house.meets(house.partnership)
    house.pass_up(house.item)
    held(coming)
    house.answer(above(house.item))
    by = facilitator_of(house.working)
    next_one = house.meets(house.working, AT + 14 * DAY)
    assert "Answers that came down" in at(house.client(house.working), "my_page").words
    build_draft(meeting=next_one, by=by, at=AT + 8 * DAY)
    held(next_one)
    assert "Answers that came down" not in at(house.client(house.working), "my_page").words


def test_the_trail_speaks_in_words_pages_by_fifty_and_shows_codes_it_does_not_know():
    group = Group()
    client = client_of(group.group.roles.filter(role="facilitator").first().person)
    for number in range(60):
        Entry.objects.create(
            at=AT + timedelta(minutes=number),
            action="meetings.set_meeting" if number else "meetings.juggle",
            channel="page",
            role="facilitator, operator",
            group_id=group.group.pk,
        )
    shown = at(client, "group_audit", group.group.address)
    assert len(shown.all("tr")) == 51
    assert "Set a meeting on a page" in shown.words
    assert "Facilitator, Operator" in shown.words
    second = visit(client, reverse("group_audit", args=[group.group.address]) + "?page=2")
    assert "meetings.juggle" in second.words
    assert "Page 2 of" in second.words
    assert visit(client, reverse("group_audit", args=[group.group.address]) + "?page=zzz").status == 200


def test_an_answer_without_a_name_stands_in_the_trail_where_its_day_begins_and_shows_no_time():
    group = Group()
    client = client_of(group.group.roles.filter(role="facilitator").first().person)
    midnight = AT.replace(hour=6, minute=0) + DAY
    for action, moment in (
        ("meetings.add_item", AT + DAY),
        ("meetings.answer_pulse", midnight),
        ("meetings.move_item", AT + DAY + timedelta(minutes=5)),
    ):
        Entry.objects.create(at=moment, action=action, channel="system", group_id=group.group.pk)
    shown = at(client, "group_audit", group.group.address).words
    pulse = shown.index("Somebody said how the meeting was")
    assert shown.index("Moved an item") < shown.index("Put an item on the agenda") < pulse
    assert "March 7, 2025 — — Somebody said how the meeting was" in shown
