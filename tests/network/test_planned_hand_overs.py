"""A hand-over planned for a later day: not years ahead by a slip of the hand, and taken back in one step."""

from datetime import timedelta

import pytest
from django.urls import reverse

from konbit.foundation.clock import move_demo_clock
from konbit.network.models import Holder
from konbit.network.operations.members import hand_over
from konbit.network.operations.seats import NothingIsPlanned, end_holder, stays_again, undo_hand_over
from konbit.network.queries import day_in
from tests.makers import (
    AT,
    SHELL,
    a_network,
    a_person,
    a_seat,
    client_of,
    clock_stands_at,
    convener_of,
    the_person_with,
)
from tests.meetings.reading import at

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Planned:
    """A seat whose holder hands it over to Bo in ten days."""

    def __init__(self):
        self.group = a_network()
        self.by = convener_of(self.group)
        self.seat = a_seat(self.group, holder=a_person("Ana"))
        self.ana = self.seat.holders.get()
        self.day = day_in(self.group, AT) + 10 * DAY

    @property
    def page(self):
        return at(
            client_of(the_person_with(self.group, "convener")), "seat", self.group.address, self.seat.pk
        )

    def typed(self, until, name="Bo"):
        form = at(
            client_of(the_person_with(self.group, "convener")),
            "hand_over_seat", self.group.address, self.seat.pk, self.ana.pk,
        )  # fmt: skip
        return form.send(name=name, email="", until=until)

    def leads_to(self, name, holder):
        return self.page.offers(reverse(name, args=[self.group.address, holder.pk]))


@pytest.fixture
def planned(settings):
    clock_stands_at(settings)
    return Planned()


def test_a_day_that_is_years_ahead_is_refused_in_words_of_the_page(planned):
    page = planned.typed("2030-01-01")
    assert page.status == 422
    assert "January 1, 2030 lies more than a year ahead." in page.words
    assert planned.seat.holders.get().until is None
    assert planned.typed((day_in(planned.group, AT) + 365 * DAY).isoformat()).status == 200


def test_a_planned_hand_over_is_told_with_its_day_and_taken_back_in_one_step(planned):
    page = planned.typed(planned.day.isoformat())
    assert "Bo holds the seat from March 16, 2025 on." in page.words
    back = page.undo()
    assert "The hand-over is taken back. Ana stays in the seat." in back.words
    assert [(one.person.name, one.until) for one in planned.seat.holders.all()] == [("Ana", None)]
    assert planned.leads_to("end_holding", planned.ana)


def test_a_planned_hand_over_can_be_taken_back_from_the_page_of_the_seat_until_its_day(planned):
    planned.typed(planned.day.isoformat())
    bo = planned.seat.holders.get(person__name="Bo")
    assert planned.leads_to("undo_hand_over", planned.ana)
    assert not planned.leads_to("end_holding", bo), "who has not come yet does not leave today"
    assert "Hand over to somebody else" not in planned.page.words
    move_demo_clock(AT + 10 * DAY)
    assert not planned.leads_to("undo_hand_over", planned.ana)
    assert planned.leads_to("end_holding", bo)
    with pytest.raises(NothingIsPlanned):
        undo_hand_over(holder=planned.ana, by=planned.by, at=AT + 10 * DAY)


def test_where_two_leave_on_one_day_who_comes_stays_until_both_are_taken_back(planned):
    second = a_person("Eve")
    Holder.objects.create(seat=planned.seat, person=second, since=planned.ana.since)
    eve = planned.seat.holders.get(person=second)
    hand_over(holder=planned.ana, name="Bo", until=planned.day, by=planned.by, at=AT)
    end_holder(holder=eve, until=planned.day, by=planned.by, at=AT)
    undo_hand_over(holder=planned.ana, by=planned.by, at=AT)
    assert planned.seat.holders.filter(person__name="Bo").exists()
    undo_hand_over(holder=eve, by=planned.by, at=AT)
    assert not planned.seat.holders.filter(person__name="Bo").exists()


def test_in_a_restored_backup_who_stays_stays(planned):
    end_holder(holder=planned.ana, until=planned.day, by=planned.by, at=AT)
    for _again in range(2):
        stays_again(held_id=planned.ana.pk, by=SHELL, at=AT)
        planned.ana.refresh_from_db()
        assert planned.ana.until is None
