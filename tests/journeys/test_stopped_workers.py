"""Workers that are stopped or killed with a letter in hand: the others go on, and nobody gets it twice."""

import signal
import time

import pytest

from konbit.foundation import clock, outbox
from konbit.foundation.models import Job
from tests import makers
from tests.journeys import trial as trials


@pytest.fixture
def trial(tmp_path, settings, django_db_blocker):
    began = trials.Trial(tmp_path, kills=0)
    settings.KONBIT_TRIAL_CLOCK = str(began.clock)
    with django_db_blocker.unblock(), trials.database_of(tmp_path):
        began.begin(makers.AT)
        yield began
        began.end()


def post_letters(how_many):
    for _ in range(how_many):
        outbox.post("accounts.sign_in_letter", due_at=clock.now(), person_id=makers.a_person().pk)


def wait_until(is_so, patience=30):
    give_up = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < give_up, list(Job.objects.values_list("kind", "attempts", "last_error")[:9])
        time.sleep(0.05)


@pytest.mark.slow
def test_x21_a_worker_that_is_stopped_with_a_letter_in_hand_holds_up_nobody_and_nothing_doubles(trial):
    post_letters(6)
    trial.start_worker()
    stopped = trial.worker
    trial.a_letter_came = lambda number: trial.stop(stopped) if number == 2 else None
    wait_until(lambda: len(trial.mail.arrived) >= 2)
    trial.start_worker()
    try:
        wait_until(lambda: not outbox.waiting_jobs().exists())
        assert len(trial.mail.arrived) == 7, (
            "the other worker sent the letter in hand again, with its own Message-ID"
        )
    finally:
        stopped.send_signal(signal.SIGCONT)
    # Awake again, it finishes what it had in hand and harms nothing.
    time.sleep(1)
    stopped.terminate()
    stopped.wait(20)
    assert len({letter.message_id for letter in trial.mail.arrived}) == 6
    assert len({letter.to for letter in trial.mail.arrived}) == 6
    trial.is_at_rest()


@pytest.mark.full
def test_x6_two_hundred_kills_lose_double_and_strand_nothing(trial):
    post_letters(400)
    trial.kills, trial.at_letters = 200, set(range(2, 402, 2))
    give_up = time.monotonic() + 1200
    while outbox.waiting_jobs().exists():
        trial.keep_worker()
        assert time.monotonic() < give_up
        time.sleep(0.02)
    assert trial.killed == 200
    once = {letter.message_id: letter.to for letter in trial.mail.arrived}
    assert len(once) == len(set(once.values())) == 400
    assert len(trial.mail.arrived) > 400, "no kill met a letter on its way: the trial proved nothing"
    trial.is_at_rest()
