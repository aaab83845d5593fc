"""N-32: an item goes up to the parent group with its origin and an owner, and the answer comes down."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.audit.models import Entry
from konbit.foundation.clock import move_demo_clock
from konbit.foundation.refusals import NotFound
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings import queries
from konbit.meetings.domain.passing import days_open, part_for
from konbit.meetings.models import AgendaItem, Decision
from konbit.meetings.operations.agenda import ask_for_item, set_aside
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.passing import pass_up
from konbit.meetings.operations.records import publish_record
from konbit.meetings.operations.series import lay_series
from konbit.network.models import Seat
from konbit.network.queries import day_in
from tests.makers import (
    AT,
    a_decision,
    a_group,
    a_meeting,
    a_network,
    a_person,
    a_role,
    a_seat,
    actor,
    an_item,
    client_of,
    convener_of,
    facilitator_of,
    signed_in,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page

TITLE = "Evening child care in two streets"
DAY = timedelta(days=1)


@given(st.dates(), st.integers(0, 4000), st.integers(0, 4000))
def test_n32_the_age_runs_from_the_first_day_until_the_answer(raised, open_for, answered_after):
    today, answered = raised + timedelta(0), None
    try:
        today, answered = raised + timedelta(open_for), raised + timedelta(answered_after)
    except OverflowError:
        return
    assert days_open(raised, today) == open_for
    assert days_open(raised, today, answered) == answered_after
    assert {part_for("decide"), part_for("discuss"), part_for("inform")} == {3, 8}


class House:
    """A working group in a community partnership in a network; each with its convener, who facilitates, and a member."""

    def __init__(self, *, held="open"):
        self.network = a_network(name="Delta network", address="delta", interval_days=42)
        self.partnership = a_group(
            self.network, name="Eastside partnership", address="eastside", kind="community_partnership",
            interval_days=28,
        )  # fmt: skip
        self.working = a_group(self.partnership, name="Evening hours", address="evening", interval_days=14)
        self.members = {}
        for group in (self.network, self.partnership, self.working):
            self.members[group] = a_person(f"Member of {group.address}")
            a_seat(group, f"Body of {group.address}", holder=self.members[group])
        self.meeting = a_meeting(self.working, seats=1, seats_present=1, state=held)
        self.item = an_item(self.meeting, TITLE, purpose="decide", background="Two sitters left.")

    def client(self, group):
        return client_of(the_person_with(group, "facilitator"))

    def meets(self, group, moment=AT + 7 * DAY, **more):
        return a_meeting(group, seats=1, state="planned", at=moment, **more)

    def page(self, item, group=None, person=None):
        client = client_of(person) if person else self.client(group or item.meeting.group)
        return at(client, "passing", item.meeting_id, item.pk)

    def pass_up(self, item, **typed):
        return self.page(item).send(reverse("pass_up", args=[item.meeting_id, item.pk]), **typed)

    def answer(self, item, text="Yes, from September."):
        return self.page(item).send(reverse("answer_down", args=[item.meeting_id, item.pk]), answer=text)


def held(meeting, state="published"):
    """The meeting, brought to this state on its day."""
    by, moment = facilitator_of(meeting.group), meeting.starts_at
    move_demo_clock(moment)
    meeting.refresh_from_db()
    if meeting.state == "planned":
        meeting = set_ready(meeting=meeting, by=by, at=moment)
    meeting = open_meeting(meeting=meeting, by=by, at=moment)
    if state in ("closed", "published"):
        meeting = close_meeting(meeting=meeting, by=by, at=moment)
    if state == "published":
        publish_record(meeting=meeting, by=by, at=moment)
    return meeting


def above(item):
    return AgendaItem.objects.select_related("meeting__group").get(origin=item)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def house(the_day):
    return House()


class TestUp:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

    def test_n32_an_item_passed_up_stands_on_the_parents_next_agenda_with_its_origin_and_an_owner(self, house):
        a_meeting(house.partnership, seats=1, state="published")
        later = house.meets(house.partnership, AT + 35 * DAY, item=None)
        coming = house.meets(house.partnership)
        done = house.pass_up(house.item)
        assert "It is passed up to “Eastside partnership”." in done.words
        up = above(house.item)
        assert (up.meeting, up.part, up.state) == (coming, 3, "on_agenda")
        assert (up.title, up.background, up.purpose, up.minutes) == (TITLE, "Two sitters left.", "decide", 10)
        facilitator = house.partnership.roles.get(role="facilitator")
        assert up.lead == facilitator.member, "the parent's facilitator owns it unless they say otherwise"
        assert not later.items.exists()
        move_demo_clock(AT + 3 * DAY)
        agenda = at(client_of(house.members[house.partnership]), "agenda", coming.pk)
        part = agenda.part("part-3")
        for words in (TITLE, "Passed up by Evening hours", "first raised on March 6, 2025", "open for 3 days"):
            assert words in part
        assert f"Led by {facilitator.person.name}" in part

    def test_n32_the_parents_facilitator_gives_it_another_owner(self, house):
        house.meets(house.partnership)
        house.pass_up(house.item)
        up, seat = above(house.item), Seat.objects.get(group=house.partnership)
        edit = at(house.client(house.partnership), "edit_item", up.meeting_id, up.pk)
        edit.send(lead=str(seat.member_id))
        assert fresh(up).lead == seat.member
        held(up.meeting, "open")
        owner = house.members[house.partnership]
        page = house.page(up, person=owner)
        assert "Send the answer down" in page.words, "the owner answers, who does not facilitate"

    def test_n32_what_is_not_for_a_decision_stands_among_what_was_asked_for(self, house):
        house.meets(house.partnership)
        item = an_item(house.meeting, "A round of news", purpose="inform", minutes=0)
        house.pass_up(item)
        assert above(item).part == 8
        assert above(item).minutes == 10

    def test_n32_on_its_own_agenda_it_stays_in_sight_marked_as_passed_up(self, the_day):
        house = House(held="planned")
        house.meets(house.partnership)
        house.pass_up(house.item)
        member = client_of(house.members[house.working])
        agenda = at(member, "agenda", house.meeting.pk)
        assert TITLE in agenda.part("passed-up")
        assert "Passed up to Eastside partnership" in agenda.part("passed-up")
        assert "10 of 90 minutes planned" in agenda.words, "its minutes are free for something else"
        edit = at(house.client(house.working), "edit_item", house.meeting.pk, house.item.pk)
        refused = edit.send(title="Another title")
        assert refused.status == 409
        assert "This item was passed up to “Eastside partnership”." in refused.words
        for name, sent in (("set_aside", {"because": "Not now"}), ("undo_set_aside", {})):
            answer = past_the_page(
                house.client(house.working), name, house.meeting.pk, house.item.pk, **sent
            )
            assert answer.status == 409
        assert fresh(house.item).state == "passed_up"

    def test_n32_passed_up_in_its_meeting_it_stays_in_the_record(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        assert fresh(house.item).state == "on_agenda"
        client = house.client(house.working)
        live = at(client, "live", house.meeting.pk, query=f"?item={house.item.pk}")
        assert "Passed up to Eastside partnership" in live.words
        live.send(reverse("meeting_step", args=[house.meeting.pk, "close"]))
        at(client, "review", house.meeting.pk).send()
        assert TITLE in at(client, "record", house.meeting.pk).words
        held(coming)
        record = at(client_of(house.members[house.partnership]), "record", coming.pk)
        assert TITLE in record.words

    def test_n32_a_network_passes_nothing_up_and_is_told_why(self, house):
        item = an_item(a_meeting(house.network, seats=1, state="planned", item=None), "Of the network")
        assert "Pass it up" not in house.page(item).words
        refused = past_the_page(house.client(house.network), "pass_up", item.meeting_id, item.pk)
        assert refused.status == 409
        assert "“Delta network” lies in no other group" in refused.words

    @pytest.mark.parametrize("state", [None, "open", "closed", "past"])
    def test_n32_where_the_parent_has_no_coming_meeting_one_reads_what_to_do(self, state, house):
        if state == "past":
            meeting = a_meeting(house.partnership, seats=1, state="planned")
            type(meeting).objects.filter(pk=meeting.pk).update(starts_at=AT - 5 * DAY)
        elif state:
            a_meeting(house.partnership, seats=1, state=state)
        refused = house.pass_up(house.item)
        assert refused.status == 409
        assert "Ask its facilitator to set the next meeting, then pass it up." in refused.words
        assert not AgendaItem.objects.exclude(origin=None).exists()

    def test_n32_an_agenda_that_was_set_ready_gives_it_the_minutes_that_are_left(self, house):
        coming = house.meets(house.partnership)
        an_item(coming, "A long talk", minutes=75)
        set_ready(meeting=coming, by=facilitator_of(house.partnership), at=AT)
        house.pass_up(house.item)
        assert above(house.item).minutes == 5
        assert queries.minutes_planned(coming) == coming.length_minutes

    def test_n32_sent_twice_it_goes_up_once(self, house):
        house.meets(house.partnership)
        page = house.page(house.item)
        address = reverse("pass_up", args=[house.item.meeting_id, house.item.pk])
        for _tap in range(2):
            assert page.send(address).status == 200
        assert AgendaItem.objects.filter(origin=house.item).count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            AgendaItem.objects.create(meeting=house.meeting, title="Twice", origin=house.item)

    def test_only_a_facilitator_or_convener_of_its_group_passes_an_item_up(self, house):
        house.meets(house.partnership)
        for person, status in (
            (house.members[house.working], 403),
            (the_person_with(house.partnership, "facilitator"), 404),
            (a_person(), 404),
        ):
            for name in ("pass_up", "undo_pass_up"):
                answer = past_the_page(client_of(person), name, house.item.meeting_id, house.item.pk)
                assert answer.status == status
        assert not AgendaItem.objects.exclude(origin=None).exists()
        convener = a_role(house.working, "convener").person
        page = house.page(house.item, person=convener)
        page.send(reverse("pass_up", args=[house.item.meeting_id, house.item.pk]))
        assert above(house.item)

    def test_h7_passing_up_is_taken_back_in_one_step(self, the_day):
        house = House(held="planned")
        house.meets(house.partnership, item=None)
        asked = ask_for_item(
            meeting=house.meeting, title="Buses", asked_by=Seat.objects.get(group=house.working).member,
            by=actor(house.members[house.working]), at=AT,
        )  # fmt: skip
        aside = an_item(house.meeting, "Later")
        set_aside(item=aside, because="In May.", by=facilitator_of(house.working), at=AT)
        for item, state in ((house.item, "on_agenda"), (asked, "requested"), (aside, "set_aside")):
            done = house.pass_up(item)
            assert fresh(item).state == "passed_up"
            done.undo()
            assert (fresh(item).state, AgendaItem.objects.filter(origin=item).count()) == (state, 0)
        assert fresh(aside).because == "In May."
        house.pass_up(asked)
        again = house.page(asked).send(reverse("undo_pass_up", args=[asked.meeting_id, asked.pk]))
        assert "It is taken back." in again.words

    def test_n32_once_the_parents_meeting_has_begun_it_stays_there(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        held(coming, "open")
        page = house.page(house.item)
        back = reverse("undo_pass_up", args=[house.item.meeting_id, house.item.pk])
        assert not page.offers(back)
        refused = past_the_page(page.client, "undo_pass_up", house.item.meeting_id, house.item.pk)
        assert refused.status == 409
        assert "The meeting of “Eastside partnership” has begun" in refused.words
        assert above(house.item)

    def test_both_trails_say_what_was_done_and_the_parents_names_nobody_of_the_child(self, house):
        house.meets(house.partnership)
        house.pass_up(house.item).undo()
        mine = Entry.objects.filter(group_id=house.working.pk, action__endswith="pass_up")
        theirs = Entry.objects.filter(group_id=house.partnership.pk, action__contains="below")
        assert [one.unnamed for one in mine] == [False, False]
        assert [one.action for one in theirs.order_by("sequence")] == [
            "meetings.receive_from_below", "meetings.taken_back_below",
        ]  # fmt: skip
        assert all(one.unnamed for one in theirs)


class TestMarks:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

    @pytest.mark.parametrize("mark", ["is_private", "is_no_names"])
    def test_n32_a_marked_item_goes_up_only_by_the_groups_own_decision(self, mark, house):
        coming = house.meets(house.partnership)
        item = an_item(house.meeting, "How staff are", **{mark: True})
        refused = house.pass_up(item)
        assert refused.status == 409
        assert "it goes up only by the group's own decision" in refused.words
        assert not AgendaItem.objects.filter(origin=item).exists()
        elsewhere = a_decision(a_meeting(seats=1, seats_present=1), "Of another group")
        sense = a_decision(house.meeting, "We felt like it", state="sense")
        own = a_decision(house.meeting, "“How staff are” goes up to the partnership")
        for wrong in (elsewhere, sense):
            answer = past_the_page(
                house.client(house.working), "pass_up", item.meeting_id, item.pk, decision=wrong.pk
            )
            assert answer.status == 422
        Decision.objects.filter(pk=own.pk).update(withdrawn_at=AT)
        answer = past_the_page(
            house.client(house.working), "pass_up", item.meeting_id, item.pk, decision=own.pk
        )
        assert answer.status == 422
        Decision.objects.filter(pk=own.pk).update(withdrawn_at=None)
        done = house.pass_up(item, decision=str(own.pk))
        assert "“How staff are” goes up to the partnership" in done.part("passed-up")
        up = above(item)
        assert (up.is_private, up.is_no_names) == (mark == "is_private", mark == "is_no_names")
        assert up.passed_by == own
        agenda = at(client_of(house.members[house.partnership]), "agenda", coming.pk)
        assert "goes up to the partnership" not in agenda.words, "the child's decision is the child's"

    def test_n32_it_keeps_its_marks_in_both_groups(self, house):
        house.meets(house.partnership)
        item = an_item(house.meeting, "How staff are", is_private=True, is_no_names=True)
        own = a_decision(house.meeting, "It goes up")
        house.pass_up(item, decision=str(own.pk))
        up = above(item)
        edit = at(house.client(house.partnership), "edit_item", up.meeting_id, up.pk)
        for mark in ("is_private", "is_no_names"):
            refused = edit.send(**{mark: False})
            assert refused.status == 409
            assert "It keeps them here." in refused.words
        assert edit.send(minutes="20").status == 200
        up = fresh(up)
        assert (up.is_private, up.is_no_names, up.minutes) == (True, True, 20)
        # One that went up without a mark gets none here that it has not got there.
        house.pass_up(house.item)
        edit = at(house.client(house.working), "edit_item", house.meeting.pk, house.item.pk)
        assert edit.send(is_private=True).status == 409
        assert not fresh(house.item).is_private

    def test_n32_without_names_no_page_of_the_parent_names_a_person_or_an_organization(self, house):
        coming = house.meets(house.partnership)
        item = an_item(
            house.meeting, "How staff are", is_no_names=True,
            lead=Seat.objects.get(group=house.working).member,
        )  # fmt: skip
        own = a_decision(house.meeting, "It goes up")
        house.pass_up(item, decision=str(own.pk))
        up = above(item)
        lead = up.lead.name
        for name, query in (("agenda", ""), ("agenda", "?print")):
            page = at(client_of(house.members[house.partnership]), name, coming.pk, query=query)
            assert "How staff are" in page.words
            assert not [one for one in (lead, "Body of evening", "Member of evening") if one in page.words]
        held(coming, "open")
        member = client_of(house.members[house.partnership])
        for name, args in (("passing", [coming.pk, up.pk]), ("live", [coming.pk])):
            page = at(member, name, *args, query=f"?item={up.pk}" if name == "live" else "")
            assert f"Led by {lead}" not in page.words
            assert "Who owns it here" not in page.words
        for name in ("Member of evening", "Body of eastside", lead):
            refused = house.answer(up, f"We talked with {name}.")
            assert refused.status == 422
            assert f"it holds a name: {name}" in refused.words
            assert f"We talked with {name}." in refused.html
        house.answer(up, "We add a second evening.")
        page = house.page(item, person=house.members[house.working])
        assert "We add a second evening." in page.words
        assert lead not in page.words

    def test_n32_a_private_item_stays_closed_to_a_funder_of_either_group(self, house):
        coming = house.meets(house.partnership)
        item = an_item(house.meeting, "Vacancies", is_private=True)
        own = a_decision(house.meeting, "It goes up")
        house.pass_up(item, decision=str(own.pk))
        up = above(item)
        held(coming, "open")
        house.answer(up, "We lend a person.")
        for group, one in ((house.working, item), (house.partnership, up)):
            client = client_of(a_role(group, "funder").person)
            assert client.get(reverse("passing", args=[one.meeting_id, one.pk])).status_code == 404
            for name, args in (("agenda", [one.meeting_id]), ("passed", [group.address])):
                page = at(client, name, *args)
                assert "Vacancies" not in page.words
                assert "We lend a person." not in page.words


class TestAnswer:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

    def test_n32_the_answer_comes_down_to_part_6_of_the_asking_groups_next_agenda(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        close_meeting(meeting=house.meeting, by=facilitator_of(house.working), at=AT)
        up = above(house.item)
        page = house.page(up)
        assert "It can be answered once the meeting has begun." in page.words
        assert past_the_page(page.client, "answer_down", up.meeting_id, up.pk, answer="Yes").status == 409

        held(coming)
        move_demo_clock(coming.starts_at + 2 * DAY)
        member = house.members[house.working]
        assert "Open 9 days" in house.page(house.item, person=member).words
        assert "Open 9 days" in house.page(up, person=house.members[house.partnership]).words
        assert queries.answers_owed_by(actor(the_person_with(house.partnership, "facilitator"))) == [up]
        done = house.answer(up)
        assert "The answer went down to the group that asked." in done.words
        read = house.page(house.item, person=member)
        assert "Yes, from September." in read.words
        assert "Yes, from September." in at(client_of(member), "passed", house.working.address).words
        assert "the answer is there" in at(client_of(member), "agenda", house.meeting.pk).words
        move_demo_clock(coming.starts_at + 30 * DAY)
        assert "Open 9 days" in house.page(house.item, person=member).words, "the answer ends its age"

        following = house.meets(house.working, AT + 45 * DAY, item=None)
        assert build_draft(meeting=following, by=facilitator_of(house.working), at=AT + 38 * DAY)
        agenda = at(client_of(member), "agenda", following.pk)
        assert TITLE in agenda.part("part-6")
        assert "Yes, from September." in agenda.part("part-6")
        held(following, "closed")
        assert queries.answers_come_down(house.working) == [], "it was taken up"

    def test_an_answer_stands_on_no_agenda_of_another_group(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        held(coming, "open")
        house.answer(above(house.item))
        assert queries.answers_come_down(house.working) == [house.item]
        for group in (house.partnership, house.network):
            assert queries.answers_come_down(group) == []

    def test_n32_the_answer_is_taken_back_until_the_asking_group_has_taken_it_up(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        close_meeting(meeting=house.meeting, by=facilitator_of(house.working), at=AT)
        held(coming)
        up = above(house.item)
        following = house.meets(house.working, AT + 14 * DAY, item=None)
        done = house.answer(up)
        build_draft(meeting=following, by=facilitator_of(house.working), at=coming.starts_at)
        assert following.items.filter(part=6).count() == 1
        back = done.undo()
        assert "The item is open again in both groups." in back.words
        assert fresh(up).answer == ""
        assert not following.items.filter(part=6).exists(), "an agenda tells of no answer that stands nowhere"
        house.answer(up, "No.")
        build_draft(meeting=following, by=facilitator_of(house.working), at=coming.starts_at)
        held(following, "open")
        refused = past_the_page(house.client(house.partnership), "undo_answer_down", up.meeting_id, up.pk)
        assert refused.status == 409
        assert "“Evening hours” has taken the answer up in a meeting" in refused.words
        assert fresh(up).answer == "No."

    def test_only_the_owner_or_a_facilitator_of_the_parent_answers_and_only_once(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        held(coming, "open")
        up = above(house.item)
        strangers = {
            house.members[house.partnership]: 403,
            the_person_with(house.working, "facilitator"): 404,
            the_person_with(house.network, "facilitator"): 404,
        }
        for person, status in strangers.items():
            for name in ("answer_down", "undo_answer_down"):
                answer = past_the_page(client_of(person), name, up.meeting_id, up.pk, answer="Mine")
                assert answer.status == status
        empty = house.answer(up, "   ")
        assert empty.status == 422
        assert "Write the answer first." in empty.words
        page = house.page(up)
        house.answer(up)
        late = page.send(reverse("answer_down", args=[up.meeting_id, up.pk]), answer="Another one")
        assert late.status == 409
        assert fresh(up).answer == "Yes, from September."

    def test_n32_what_came_from_below_and_stays_unanswered_is_not_lost(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        up = above(house.item)
        assert queries.waiting_from_below(house.partnership) == [], "it stands on the agenda itself"
        assert queries.waiting_above(house.working) == [house.item]
        held(coming)
        assert queries.waiting_from_below(house.partnership) == [up]
        following = house.meets(house.partnership, AT + 35 * DAY, item=None)
        build_draft(meeting=following, by=facilitator_of(house.partnership), at=coming.starts_at)
        assert TITLE in at(house.client(house.partnership), "agenda", following.pk).part("part-3")
        house.answer(up)
        assert queries.waiting_from_below(house.partnership) == []
        assert queries.waiting_above(house.working) == []


class TestThreeLevels:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

    def test_n32_an_item_goes_up_twice_and_its_answer_comes_down_twice(self, house):
        middle = house.meets(house.partnership, item=None)
        top = house.meets(house.network, AT + 10 * DAY, item=None)
        house.pass_up(house.item)
        up = above(house.item)
        move_demo_clock(AT + 2 * DAY)
        house.pass_up(up)
        highest = above(up)
        assert (highest.meeting, highest.part) == (top, 3)
        assert highest.raised_at == up.raised_at, "its age runs from the first group on"
        agenda = at(client_of(house.members[house.network]), "agenda", top.pk)
        assert "Passed up by Eastside partnership" in agenda.part("part-3")
        assert "open for 2 days" in agenda.part("part-3")
        assert "Evening hours" not in agenda.words

        refused = past_the_page(
            house.client(house.working), "undo_pass_up", house.item.meeting_id, house.item.pk
        )
        assert refused.status == 409
        assert "“Eastside partnership” has passed this up further." in refused.words

        an_item(middle, "Something of its own")
        held(middle)
        held(top)
        house.answer(highest, "The network pays for it.")
        page = house.page(up)
        assert "The network pays for it." in page.words
        assert "The network pays for it." not in house.page(house.item).words, "the one below waits for its own"
        assert "The network pays for it." in page.html.partition("<textarea")[2], "and is offered it to send"
        page.send(reverse("answer_down", args=[up.meeting_id, up.pk]), answer="The network pays, we begin in May.")
        assert "The network pays, we begin in May." in house.page(house.item).words

    def test_n32_three_groups_with_three_intervals_keep_three_series_and_hide_them_from_each_other(self, house):
        groups = (house.network, house.partnership, house.working)
        first = day_in(house.working, AT) + 7 * DAY
        for group in groups:
            lay_series(
                group=group, first_day=first, begins=time(10), ends=time(11, 30), by=convener_of(group), at=AT
            )
        for group, days in zip(groups, (42, 28, 14), strict=True):
            laid = [one.day for one in group.meetings.filter(in_series=True).order_by("starts_at")]
            assert len(laid) == 365 // days + 1
            assert {later - earlier for earlier, later in zip(laid, laid[1:], strict=False)} == {days * DAY}
        for group in groups:
            client = client_of(house.members[group])
            shown = at(client, "meetings", group.address).words
            for other in groups:
                if other == group:
                    continue
                assert f"Body of {other.address}" not in shown
                assert client.get(reverse("meetings", args=[other.address])).status_code == 404
                for meeting in other.meetings.all()[:2]:
                    for name in ("meeting", "agenda"):
                        assert client.get(reverse(name, args=[meeting.pk])).status_code == 404

    def test_n32_a_member_of_one_group_sees_that_group_only_whatever_was_passed(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        up = above(house.item)
        child = client_of(house.members[house.working])
        page = at(child, "passing", house.item.meeting_id, house.item.pk)
        assert "Eastside partnership" in page.words
        assert str(up.pk) not in page.html
        assert str(coming.pk) not in page.html
        assert "March 13, 2025" not in page.words, "not even the day of the parent's meeting"
        parent = client_of(house.members[house.partnership])
        page = at(parent, "passing", coming.pk, up.pk)
        assert "Evening hours" in page.words
        for hidden in (str(house.item.pk), str(house.meeting.pk), "/groups/evening/", "Body of evening"):
            assert hidden not in page.html
        both = house.members[house.working]
        a_seat(house.partnership, "Second body", holder=both)
        page = at(signed_in(child, both), "passing", house.item.meeting_id, house.item.pk)
        assert reverse("passing", args=[coming.pk, up.pk]) in page.html


PLACES = ("child", "parent", "top")


class WhoSeesWhat(TestCase):
    """Whatever marks an item bears, whoever asks: each side sees its own group, and the other's name and age alone."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.booleans(), st.booleans(), st.booleans(),
        st.sets(st.sampled_from(PLACES)), st.sets(st.sampled_from(PLACES)),
    )  # fmt: skip
    def test_n32_who_sees_what_of_a_passed_item(self, private, no_names, answered, seats, funds):
        top = a_network()
        parent = a_group(top)
        child = a_group(parent)
        groups = dict(zip(PLACES, (child, parent, top), strict=True))
        meeting = a_meeting(child, seats=1, seats_present=1)
        item = an_item(meeting, TITLE, is_private=private, is_no_names=no_names)
        own = a_decision(meeting, "It goes up")
        a_meeting(parent, seats=1, state="planned", at=AT + DAY)
        up = pass_up(item=item, by=facilitator_of(child), at=AT, decision=own)
        if answered:
            AgendaItem.objects.filter(pk=up.pk).update(answer="Yes.", answered_at=AT + DAY)
        person = a_person()
        for place in seats:
            a_seat(groups[place], "A body", holder=person)
        for place in funds:
            a_role(groups[place], "funder", person)
        by = actor(person)

        def opens(one, group):
            try:
                return queries.item_for(by, queries.meeting_for(by, one.meeting_id), one.pk)
            except NotFound:
                return None

        def may(place):
            return place in seats or (place in funds and not private)

        for one, place in ((item, "child"), (up, "parent")):
            found = opens(one, groups[place])
            assert (found is not None) == may(place)
            if found is None:
                continue
            below, upward = queries.sides_of(by, found)
            assert (below is None) == (place == "child")
            assert (upward is None) == (place == "parent")
            assert (below or upward).may_open == may("parent" if place == "child" else "child")
        by_child, _here = queries.passed_by_and_to(by, child)
        _up, to_parent = queries.passed_by_and_to(by, parent)
        assert ([one.pk for one in by_child] == [item.pk]) == may("child")
        assert ([one.pk for one in to_parent] == [up.pk]) == may("parent")
        assert queries.answers_come_down(child) == ([item] if answered else [])
        assert queries.age_of(fresh(up), datetime(2025, 4, 6, 16, tzinfo=AT.tzinfo)) == (1 if answered else 31)
