"""What still holds after an older backup was restored: noted outside the database, replayed, and harmless twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from konbit.accounts.models import MutedKind
from konbit.accounts.operations.letters import stop_letters
from konbit.foundation import ledger, outbox
from konbit.foundation.models import Job
from konbit.network.models import Holder, RoleHolding
from konbit.network.operations.seats import end_holder, end_role
from tests.makers import AT, a_network, a_person, a_role, a_seat, actor, convener_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KONBIT_HOME = tmp_path
    return tmp_path


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_note_is_written_only_when_the_transaction_commits(home, commits):
    with commits(), transaction.atomic():
        ledger.note("test.noted", person_id=uuid4())
        assert not (home / "ledger.jsonl").exists()
    assert (home / "ledger.jsonl").stat().st_mode & 0o777 == 0o600
    with commits(), transaction.atomic():
        ledger.note("test.never")
        transaction.set_rollback(True)
    assert "test.never" not in (home / "ledger.jsonl").read_text()


def test_the_ledger_answers_for_the_time_since_it_was_begun(home):
    assert not ledger.covers(timezone.now())
    ledger.begin()
    assert ledger.covers(timezone.now())
    assert not ledger.covers(timezone.now() - timedelta(days=1))


def test_a_line_that_was_cut_off_hides_no_other(home, commits, monkeypatch):
    seen = []
    monkeypatch.setitem(ledger._replays, "test.noted", lambda *, noted_at, number: seen.append(number))
    for number in ("1", "2"):
        with commits():
            ledger.note("test.noted", number=number)
        with (home / "ledger.jsonl").open("a") as file:
            file.write('{"at": "2026-02\n')
    assert ledger.replay_since(timezone.now()) == 2
    assert seen == ["1", "2"]


def test_x8_who_stopped_letters_after_the_backup_still_gets_none(commits):
    person = a_person()
    with commits():
        stop_letters(person=person, kind="digest", by=actor(person), at=AT)
    MutedKind.objects.all().delete()
    for _ in range(2):
        ledger.replay_since(timezone.now())
        assert MutedKind.objects.get().kind == "digest"


def test_x8_who_left_after_the_backup_is_still_gone(commits):
    network = a_network()
    leaver = a_person()
    seat = a_seat(network, holder=leaver)
    role = a_role(network, "facilitator", leaver)
    with commits():
        end_holder(holder=Holder.objects.get(seat=seat), by=convener_of(network), at=AT)
        end_role(held=role, by=convener_of(network), at=AT)
    Holder.objects.filter(person=leaver).update(until=None)
    RoleHolding.objects.filter(person=leaver).update(until=None)
    for _ in range(2):
        ledger.replay_since(timezone.now())
        assert not Holder.objects.filter(person=leaver, until=None).exists()
        assert not RoleHolding.objects.filter(person=leaver, until=None).exists()


def test_x8_what_went_out_is_done_also_where_the_backup_never_heard_of_it(commits, monkeypatch):
    monkeypatch.setitem(outbox._handlers, "test.letter", lambda **_: outbox.outside(lambda: None))
    job = outbox.post("test.letter", due_at=AT, dedupe_key="letter:1")
    with commits():
        outbox.work_until_empty()
    job.delete()
    ledger.replay_since(timezone.now())
    assert Job.objects.get().done_at
    outbox.post("test.letter", due_at=AT, dedupe_key="letter:1")
    assert outbox.work_until_empty() == 0


def test_a_job_that_only_changes_records_is_not_in_the_ledger(home, commits, monkeypatch):
    monkeypatch.setitem(outbox._handlers, "test.step", lambda **_: None)
    outbox.post("test.step", due_at=AT, dedupe_key="step:1")
    with commits():
        outbox.work_until_empty()
    assert not (home / "ledger.jsonl").exists()
