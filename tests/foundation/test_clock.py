"""The machine's clock everywhere, and the demo's own, which only moves forward."""

from datetime import timedelta

import pytest
from django.utils import timezone

from konbit.foundation import clock
from tests.makers import AT, clock_stands_at

pytestmark = pytest.mark.django_db


def test_outside_the_demo_the_clock_is_the_machines(settings):
    clock.move_demo_clock(AT)
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)


def test_the_demos_clock_stands_still_until_moved(settings):
    clock_stands_at(settings)
    assert clock.now() == AT
    assert clock.now() == AT
    clock.move_demo_clock(AT + timedelta(days=9))
    assert clock.now() == AT + timedelta(days=9)


def test_the_demos_clock_refuses_to_go_back_and_stays_where_it_was(settings):
    clock_stands_at(settings)
    with pytest.raises(clock.ClockOnlyMovesForward):
        clock.move_demo_clock(AT - timedelta(seconds=1))
    assert clock.now() == AT


def test_a_demo_that_was_not_set_yet_lives_now(settings):
    settings.KONBIT_DEMO = True
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)
