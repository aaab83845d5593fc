"""Work that outlives the request: written once, tried again, and never in two hands."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from konbit.accounts.models import Person
from konbit.foundation import clock, outbox
from konbit.foundation.models import Job
from tests.makers import AT, a_person, clock_stands_at

KIND = "test.letter"
pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a killed process leaves behind: nothing after the handler is run."""


@pytest.fixture
def handler():
    """Register a handler for this test alone; answers the list of what it was called with."""
    calls = []

    def register(act=lambda **_: None):
        def handle(**values):
            calls.append(values)
            act(**values)

        outbox.handles(KIND)(handle)
        return calls

    yield register
    outbox._handlers.pop(KIND, None)


def fails(**_):
    raise ValueError("ana@example.org wrote: my rent is late")


def is_killed(**_):
    raise Killed


def the_wait_is_over():
    """As if the worker's lease and the wait after a failure had passed on the machine's clock."""
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.exclude(retry_at=None).update(retry_at=past)
    Job.objects.exclude(lease_until=None).update(lease_until=past)


def test_the_same_dedupe_key_is_written_once(handler):
    calls = handler()
    for number in (1, 2, 3):
        outbox.post(KIND, due_at=AT, dedupe_key="digest:1", number=number)
    assert outbox.work_until_empty() == 1
    assert [call["number"] for call in calls] == [1]


def test_a_dedupe_key_is_not_used_again_after_the_job_is_done(handler):
    calls = handler()
    outbox.post(KIND, due_at=AT, dedupe_key="digest:1")
    outbox.work_until_empty()
    outbox.post(KIND, due_at=AT, dedupe_key="digest:1")
    assert outbox.work_until_empty() == 0
    assert len(calls) == 1


def test_jobs_without_a_key_are_each_done(handler):
    calls = handler()
    outbox.post(KIND, due_at=AT)
    outbox.post(KIND, due_at=AT)
    assert outbox.work_until_empty() == 2
    assert len(calls) == 2


def test_a_job_is_gone_when_its_transaction_is_rolled_back(handler):
    handler()
    with transaction.atomic():
        outbox.post(KIND, due_at=AT)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_ids_arrive_as_ids_and_the_moment_comes_from_the_settings_clock(handler, settings):
    clock_stands_at(settings)
    calls = handler()
    person = a_person()
    outbox.post(KIND, due_at=AT, person_id=person.pk, count=3)
    outbox.work_until_empty()
    assert calls == [{"at": AT, "person_id": person.pk, "count": 3}]


def test_a_job_waits_until_it_is_due(handler, settings):
    clock_stands_at(settings)
    calls = handler()
    outbox.post(KIND, due_at=AT + timedelta(hours=1))
    assert not outbox.work_once()
    clock.move_demo_clock(AT + timedelta(hours=1))
    assert outbox.work_once()
    assert len(calls) == 1


def test_the_job_that_was_due_first_is_done_first(handler):
    calls = handler()
    for hours in (2, 1, 3):
        outbox.post(KIND, due_at=AT + timedelta(hours=hours), hours=hours)
    outbox.work_until_empty()
    assert [call["hours"] for call in calls] == [1, 2, 3]


def test_a_failed_job_waits_and_is_tried_again(handler):
    faults = [ValueError(), ValueError()]

    def fails_twice(**_):
        if faults:
            raise faults.pop()

    calls = handler(fails_twice)
    outbox.post(KIND, due_at=AT)
    assert outbox.work_once()
    assert not outbox.work_once(), "tried again without a wait"
    the_wait_is_over()
    assert outbox.work_once()
    the_wait_is_over()
    assert outbox.work_once()
    job = Job.objects.get()
    assert job.done_at
    assert job.attempts == len(calls) == 3


def test_the_wait_grows_with_each_failure(handler):
    handler(fails)
    outbox.post(KIND, due_at=AT)
    waits = []
    for _ in range(3):
        the_wait_is_over()
        before = timezone.now()
        outbox.work_once()
        waits.append((Job.objects.get().retry_at - before).total_seconds())
    assert [round(wait) for wait in waits] == [2, 4, 8]


def test_after_eight_failures_a_job_is_dead_and_holds_up_no_other(handler):
    calls = handler(fails)
    outbox.post(KIND, due_at=AT)
    for _ in range(20):
        the_wait_is_over()
        outbox.work_once()
    job = Job.objects.get()
    assert len(calls) == job.attempts == outbox.TRIES == 8
    assert job.dead_at
    assert not job.done_at
    outbox.handles("test.other")(lambda **_: None)
    outbox.post("test.other", due_at=AT)
    try:
        assert outbox.work_until_empty() == 1
    finally:
        outbox._handlers.pop("test.other")


def test_a_killed_workers_job_comes_back_when_its_lease_runs_out(handler):
    calls = handler(is_killed)
    outbox.post(KIND, due_at=AT)
    with pytest.raises(Killed):
        outbox.work_once()
    assert not outbox.work_once(), "another worker took it while the lease still ran"
    assert Job.objects.get().lease_until > timezone.now()
    the_wait_is_over()
    handler()
    assert outbox.work_once()
    assert Job.objects.get().done_at
    assert len(calls) == 2


def test_a_job_that_kills_every_worker_is_dead_after_eight_too(handler):
    calls = handler(is_killed)
    outbox.post(KIND, due_at=AT)
    for _ in range(12):
        the_wait_is_over()
        try:
            outbox.work_once()
        except Killed:
            continue
    assert len(calls) == outbox.TRIES
    assert Job.objects.get().dead_at


def test_what_a_fault_says_stands_neither_in_the_table_nor_in_the_log(handler, caplog):
    handler(fails)
    outbox.post(KIND, due_at=AT)
    with caplog.at_level(logging.DEBUG):
        outbox.work_once()
    assert Job.objects.get().last_error == "ValueError"
    assert "ValueError" in caplog.text
    assert "ana@example.org" not in caplog.text
    assert "rent" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


def test_a_job_of_a_kind_nobody_handles_fails_like_any_other():
    outbox.post("test.unknown", due_at=AT)
    assert outbox.work_once()
    assert Job.objects.get().last_error == "KeyError"
    assert not outbox.work_once()


@pytest.mark.postgres
def test_two_workers_never_take_the_same_job(handler):
    # Both workers need rows that are truly committed. A flush afterwards would run into the audit triggers, so this
    # test removes exactly what it wrote.
    met = threading.Barrier(2, timeout=10)
    calls = handler(lambda **_: met.wait())
    tried = []

    def worker():
        try:
            tried.append(outbox.work_once())
        finally:
            connection.close()

    def elsewhere(task):
        thread = threading.Thread(target=task)
        thread.start()
        return thread

    def write():
        for number in (1, 2):
            outbox.post(KIND, due_at=AT, number=number)
        connection.close()

    def clear():
        Job.objects.filter(kind=KIND).delete()
        connection.close()

    elsewhere(write).join()
    try:
        for thread in [elsewhere(worker), elsewhere(worker)]:
            thread.join()
        assert tried == [True, True]
        assert sorted(call["number"] for call in calls) == [1, 2]
    finally:
        elsewhere(clear).join()


# --- later, and outside ----------------------------------------------------------------------------


def test_a_job_that_must_wait_waits_until_its_moment_without_counting_a_try(handler, settings):
    clock_stands_at(settings)
    later = AT + timedelta(hours=9)

    def not_now(*, at, **_):
        a_person("Nobody")
        if at < later:
            raise outbox.Later(until=later)

    calls = handler(not_now)
    outbox.post(KIND, due_at=AT)
    for _ in range(outbox.TRIES + 1):
        outbox.work_once()
    job = Job.objects.get()
    assert (job.due_at, job.attempts, job.last_error, job.lease_until) == (later, 0, "", None)
    assert not Person.objects.exists(), "what the handler wrote is rolled back"
    clock.move_demo_clock(later)
    outbox.work_until_empty()
    assert Job.objects.get().done_at
    assert len(calls) == 2
    assert Person.objects.count() == 1


def test_what_a_handler_wrote_is_rolled_back_when_it_fails(handler):
    def writes_and_fails(**_):
        a_person()
        raise ValueError

    handler(writes_and_fails)
    outbox.post(KIND, due_at=AT)
    outbox.work_once()
    assert not Person.objects.exists()


def test_what_speaks_to_the_outside_is_done_after_the_handlers_transaction(handler):
    seen = []

    def look():
        seen.append((len(connection.savepoint_ids), outbox.current_job_id()))

    def writes(**_):
        look()
        outbox.outside(look)

    handler(writes)
    outbox.post(KIND, due_at=AT)
    outbox.work_once()
    job = Job.objects.get()
    inside, outside = seen
    assert inside[0] == outside[0] + 1
    assert inside[1] == outside[1] == job.pk
    assert outbox.current_job_id() is None


def test_nothing_goes_outside_when_the_handler_fails_after_asking_for_it(handler):
    said = []

    def asks_and_fails(**_):
        outbox.outside(lambda: said.append("letter"))
        raise ValueError

    handler(asks_and_fails)
    outbox.post(KIND, due_at=AT)
    outbox.work_once()
    assert said == []


def test_when_the_outside_fails_the_job_is_tried_again(handler):
    handler(lambda **_: outbox.outside(fails))
    outbox.post(KIND, due_at=AT)
    outbox.work_once()
    job = Job.objects.get()
    assert (job.done_at, job.attempts, job.last_error) == (None, 1, "ValueError")


def test_outside_a_job_the_outside_is_spoken_to_at_once():
    said = []
    outbox.outside(lambda: said.append("letter"))
    assert said == ["letter"]


def test_many_jobs_are_written_at_once_and_a_used_key_writes_nothing(handler):
    calls = handler()
    person = a_person()
    outbox.post(KIND, due_at=AT, dedupe_key="letter:1", number=1)
    outbox.post_many(
        KIND, [outbox.Posting(AT, f"letter:{n}", {"number": n, "person_id": person.pk}) for n in (1, 2, 3)]
    )
    assert outbox.work_until_empty() == 3
    assert sorted(call["number"] for call in calls) == [1, 2, 3]
    assert calls[-1]["person_id"] == person.pk


def test_looking_for_work_takes_no_lock_where_nothing_is_due(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert not outbox.work_once()
    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def test_a_dead_job_that_is_revived_has_all_its_tries_again(handler):
    handler(fails)
    job = outbox.post(KIND, due_at=AT)
    for _ in range(2):
        for _try in range(outbox.TRIES):
            the_wait_is_over()
            outbox.work_once()
        job.refresh_from_db()
        assert job.dead_at
        assert outbox.revive(job)
        assert not outbox.revive(job)


def test_what_was_held_after_a_restore_is_what_speaks_to_the_outside(handler):
    handler()
    outbox.handles("test.inside", inside=True)(lambda **_: None)
    outbox.post(KIND, due_at=AT)
    outbox.post("test.inside", due_at=AT)
    try:
        assert outbox.hold_what_goes_outside() == 1
        assert outbox.work_until_empty() == 1
    finally:
        outbox._handlers.pop("test.inside")
        outbox._inside.discard("test.inside")
    assert outbox.dead_jobs().get().last_error == outbox.RESTORED
