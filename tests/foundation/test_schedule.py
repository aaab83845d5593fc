"""What is done regularly: when its time has come, at once when the clock moved, and never stopped by another's failure."""

from datetime import timedelta

import pytest

from konbit.foundation import clock, schedule
from konbit.foundation.models import RegularFault
from tests.makers import AT, clock_stands_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_tasks_of_the_test(monkeypatch):
    monkeypatch.setattr(schedule, "_tasks", {})


def a_task(name="test.task", *, every=timedelta(hours=1), act=lambda: None):
    calls = []

    @schedule.regularly(name, every=every, says="A task of the test")
    def task(*, at):
        calls.append(at)
        act()

    return calls


def fails():
    raise ValueError("ana@example.org wrote: my rent is late")


def test_a_task_is_done_at_the_start_and_then_waits():
    calls = a_task()
    scheduler = schedule.Scheduler()
    assert scheduler.do_what_is_due() == 1
    assert scheduler.do_what_is_due() == 0
    assert len(calls) == 1


def test_a_task_is_done_again_when_its_time_has_come(monkeypatch):
    calls = a_task(every=timedelta(seconds=5))
    real = [100.0]
    monkeypatch.setattr(schedule.time, "monotonic", lambda: real[0])
    scheduler = schedule.Scheduler()
    scheduler.do_what_is_due()
    for later in (2.0, 2.9, 0.2):
        real[0] += later
        scheduler.do_what_is_due()
    assert len(calls) == 2


def test_every_task_is_done_at_once_when_the_settings_clock_has_moved(settings):
    clock_stands_at(settings)
    calls = a_task(every=timedelta(days=1))
    scheduler = schedule.Scheduler()
    scheduler.do_what_is_due()
    assert scheduler.do_what_is_due() == 0
    clock.move_demo_clock(AT + timedelta(days=7))
    assert scheduler.do_what_is_due() == 1
    assert calls == [AT, AT + timedelta(days=7)]


def test_a_task_that_fails_stops_no_other_and_is_seen_until_it_succeeds(caplog):
    faults = [fails]
    a_task("test.a", act=lambda: faults and faults[0]())
    calls = a_task("test.b")
    schedule.Scheduler().do_what_is_due()
    assert len(calls) == 1
    fault = RegularFault.objects.get()
    assert (fault.name, fault.last_error) == ("test.a", "ValueError")
    assert "rent" not in caplog.text
    since = fault.first_failed_at
    schedule.Scheduler().do_what_is_due()
    assert RegularFault.objects.get().first_failed_at == since
    faults.clear()
    schedule.Scheduler().do_what_is_due()
    assert not RegularFault.objects.exists()
