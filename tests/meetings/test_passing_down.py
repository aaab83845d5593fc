"""N-32: the answer comes down; three levels; and what each group knows of the others."""

from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.foundation.clock import move_demo_clock
from konbit.foundation.refusals import NotFound
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings import queries
from konbit.meetings.domain.passing import days_open, part_for
from konbit.meetings.models import AgendaItem
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.passing import pass_up
from konbit.meetings.operations.series import lay_series
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
from tests.meetings.passing import DAY, TITLE, House, above, fresh, held
from tests.meetings.reading import at, past_the_page


@pytest.fixture
def house(the_day):
    return House()


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
        assert "Answered after 9 days" in house.page(house.item, person=member).words, "it ends its age"

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


class TestMiddle:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

    def test_in_the_middle_a_refused_answer_stands_in_its_own_form_alone(self, house):
        coming = house.meets(house.partnership)
        house.pass_up(house.item)
        held(coming, "open")
        up = above(house.item)
        refused = house.answer(up, "  ")
        assert refused.status == 422
        assert refused.offers(reverse("pass_up", args=[up.meeting_id, up.pk]))
        assert refused.html.count('name="answer"') == 1
        assert refused.html.count('class="primary"') == 1


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
        assert "The network pays for it." not in house.page(house.item).words, (
            "the one below waits for its own"
        )
        assert "The network pays for it." in page.html.partition("<textarea")[2], "and is offered it to send"
        page.send(
            reverse("answer_down", args=[up.meeting_id, up.pk]), answer="The network pays, we begin in May."
        )
        assert "The network pays, we begin in May." in house.page(house.item).words

    def test_n32_three_groups_with_three_intervals_keep_three_series_and_hide_them_from_each_other(
        self, house
    ):
        groups = (house.network, house.partnership, house.working)
        first = day_in(house.working, AT) + 7 * DAY
        for group in groups:
            lay_series(
                group=group, first_day=first, begins=time(10), ends=time(11, 30), by=convener_of(group), at=AT
            )
        for group, days in zip(groups, (42, 28, 14), strict=True):
            laid = [one.day for one in group.meetings.filter(in_series=True).order_by("starts_at")]
            assert len(laid) == 365 // days + 1
            assert {later - earlier for earlier, later in pairwise(laid)} == {days * DAY}
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
        assert queries.age_of(fresh(up), datetime(2025, 4, 6, 16, tzinfo=AT.tzinfo)) == (
            1 if answered else 31
        )
