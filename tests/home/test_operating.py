"""The operator's page on how the installation runs: kinds and counts, and what becomes of what failed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.audit.queries import entries
from konbit.foundation import outbox
from konbit.foundation.models import Beat, Job, RegularFault
from konbit.foundation.processes import JOBS, SCHEDULE
from tests.makers import a_person, an_operator, client_of

pytestmark = pytest.mark.django_db
PAGE = "/en/installation/running/"


@pytest.fixture
def operator():
    return an_operator()


@pytest.fixture
def reads(operator):
    """What the operator reads on the page."""
    client = client_of(operator)
    return lambda path=PAGE: client.get(path).content.decode()


def beats(kind, ago=timedelta()):
    now = timezone.now()
    Beat.objects.update_or_create(
        process=f"here:1:{kind}", defaults={"kind": kind, "started_at": now, "seen_at": now - ago}
    )


def somebody_works():
    beats(JOBS)
    beats(SCHEDULE)


def a_dead_job(kind="meetings.digest_letter", **changes):
    values = {"dead_at": timezone.now(), "attempts": 8, "last_error": "TimeoutError", **changes}
    return Job.objects.create(kind=kind, due_at=timezone.now(), payload={"person_id": "ana-s-id"}, **values)


def test_h9_the_page_says_when_nobody_works_and_what_to_do(reads):
    assert "does not work" in reads()
    assert "konbit serve" in reads()
    assert "Nobody works behind the pages" in reads("/en/installation/")
    somebody_works()
    assert "All is well" in reads()
    assert "does not work" not in reads()
    assert "All is well" in reads("/en/installation/")


def test_h9_a_worker_that_fell_silent_counts_as_one_that_does_not_work(reads):
    somebody_works()
    beats(JOBS, ago=timedelta(minutes=3))
    assert "does not work" in reads()
    assert "Last seen on" in reads()


def test_h9_what_waits_stands_there_by_kind_with_its_age(reads):
    somebody_works()
    for minutes in (3, 4):
        outbox.post("accounts.sign_in_letter", due_at=timezone.now() - timedelta(minutes=minutes))
    assert "2 wait." in reads()
    assert "waited for 4 minutes" in reads()
    assert "more than ten minutes" not in reads()
    outbox.post("home.make_backup", due_at=timezone.now() - timedelta(minutes=11))
    assert "more than ten minutes" in reads()
    assert "Something failed or has waited for long." in reads("/en/installation/")


def test_h9_a_job_that_is_due_later_does_not_wait_yet(reads):
    outbox.post("accounts.sign_in_letter", due_at=timezone.now() + timedelta(hours=1))
    assert "Nothing waits." in reads()


def test_h9_what_failed_shows_its_fault_and_nothing_of_its_contents(reads):
    a_dead_job()
    shown = reads()
    assert "TimeoutError" in shown
    assert "after 8 tries" in shown
    assert "ana-s-id" not in shown


def test_h9_a_regular_task_that_fails_is_named_in_words(reads):
    somebody_works()
    RegularFault.objects.create(name="meetings.cycle", failed_at=timezone.now(), last_error="KeyError")
    assert "Look which steps of the cycle have come" in reads()
    assert "KeyError" in reads()
    assert "All is well" not in reads()


@pytest.mark.parametrize(("decision", "action"), [("again", "home.try_again"), ("aside", "home.set_aside")])
def test_h9_the_operator_decides_about_a_dead_job_and_it_is_audited(operator, reads, decision, action):
    job = a_dead_job()
    path = reverse("decide_on_job", kwargs={"job_id": job.pk, "decision": decision})
    assert client_of(operator).post(path).status_code == 302
    job.refresh_from_db()
    assert (job.dead_at is None) == (decision == "again")
    assert (job.set_aside_at is None) == (decision == "again")
    assert entries().first().action == action
    assert entries().first().person_id == operator.pk
    assert "Nothing failed." in reads()
    assert client_of(operator).post(path).status_code == 409


def test_h9_a_job_tried_again_has_all_its_tries(operator):
    job = a_dead_job("test.again")
    calls = []
    outbox.handles("test.again")(lambda **_: calls.append(1))
    path = reverse("decide_on_job", kwargs={"job_id": job.pk, "decision": "again"})
    Job.objects.filter(pk=job.pk).update(payload={})
    client_of(operator).post(path)
    try:
        assert outbox.work_until_empty() == 1
    finally:
        outbox._handlers.pop("test.again")
    assert calls == [1]
    assert Job.objects.get(pk=job.pk).done_at


def test_h9_all_dead_jobs_are_decided_at_once(operator, reads):
    for _ in range(3):
        a_dead_job()
    client_of(operator).post(reverse("decide_on_jobs", kwargs={"decision": "aside"}))
    assert "Nothing failed." in reads()
    assert entries().filter(action="home.set_aside").count() == 3


def test_h9_a_backup_is_asked_for_on_the_page(operator, reads):
    assert "There is no backup yet." in reads()
    client_of(operator).post(reverse("new_backup"))
    assert "is not made yet" in reads()
    assert Job.objects.get().kind == "home.make_backup"
    assert entries().first().action == "home.ask_for_backup"


@pytest.mark.parametrize("somebody", ["nobody", "a person"])
def test_h9_nobody_but_operators_knows_of_these_pages(somebody):
    client = Client() if somebody == "nobody" else client_of(a_person())
    job = a_dead_job()
    decisions = [
        reverse("decide_on_job", kwargs={"job_id": job.pk, "decision": "again"}),
        reverse("decide_on_jobs", kwargs={"decision": "aside"}),
        reverse("new_backup"),
    ]
    assert client.get(PAGE).status_code == 404
    assert client.get("/en/installation/running/backups/konbit.zip/").status_code == 404
    assert [client.post(path).status_code for path in decisions] == [404, 404, 404]
    assert Job.objects.get().dead_at


def test_every_kind_of_job_has_words_an_operator_reads():
    kinds = [kind for kind in outbox._handlers if not kind.startswith("test.")]
    silent = [kind for kind in kinds if not str(outbox.kind_in_words(kind)).count(" ")]
    assert not silent, "@handles(kind, says=_('...')) is missing for: " + ", ".join(sorted(silent))
