"""N-32: an item goes up to the parent group with its origin and an owner, and keeps its marks there."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.foundation.clock import move_demo_clock
from konbit.meetings import queries
from konbit.meetings.models import AgendaItem, Decision
from konbit.meetings.operations.agenda import ask_for_item, set_aside
from konbit.meetings.operations.meetings import set_ready
from konbit.network.models import Seat
from tests.makers import (
    AT,
    a_decision,
    a_meeting,
    a_person,
    a_role,
    actor,
    an_item,
    client_of,
    facilitator_of,
    the_person_with,
)
from tests.meetings.passing import DAY, TITLE, House, above, fresh, held
from tests.meetings.reading import at, past_the_page


@pytest.fixture
def house(the_day):
    return House()


class TestUp:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

    def test_n32_an_item_passed_up_stands_on_the_parents_next_agenda_with_its_origin_and_an_owner(
        self, house
    ):
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
        for words in (
            TITLE,
            "Passed up by Evening hours",
            "first raised on March 6, 2025",
            "open for 3 days",
        ):
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
            answer = past_the_page(house.client(house.working), name, house.meeting.pk, house.item.pk, **sent)
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

    def test_n32_an_agenda_that_was_approved_gives_it_the_minutes_that_are_left(self, house):
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
