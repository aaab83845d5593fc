"""The processes behind the pages, as they really run: they leave a sign of life, come back when killed, and keep quiet."""

import os
import re
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.utils import timezone

from konbit.foundation.models import Beat
from konbit.foundation.processes import FORGOTTEN_AFTER, JOBS, SCHEDULE, SignOfLife, is_alive, last_seen
from tests.browser.sites import KONBIT, Site, lay_tables

PATIENCE = 40


@pytest.mark.django_db
def test_a_beat_is_written_once_in_ten_seconds():
    life = SignOfLife(JOBS)
    life.beat()
    first = last_seen(JOBS)
    life.beat()
    assert last_seen(JOBS) == first
    assert is_alive(JOBS)
    assert not is_alive(SCHEDULE)
    life.end()
    assert last_seen(JOBS) is None


@pytest.mark.django_db
def test_processes_that_were_silent_for_long_are_forgotten():
    then = timezone.now() - 2 * FORGOTTEN_AFTER
    Beat.objects.create(process="there:1", kind=JOBS, started_at=then, seen_at=then)
    assert not is_alive(JOBS)
    assert last_seen(JOBS) == then
    SignOfLife(JOBS).beat()
    assert not Beat.objects.filter(process="there:1").exists()


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "home", "serve")
    lay_tables(site.home)
    yield site
    site.stop()


@contextmanager
def database(site):
    with closing(sqlite3.connect(site.home / "konbit.sqlite3", timeout=20)) as opened:
        yield opened


def beats(site):
    """The processes that were seen, by kind."""
    with database(site) as opened:
        found = opened.execute("SELECT kind, process FROM foundation_beat").fetchall()
    return {kind: int(process.split(":")[1]) for kind, process in found}


def wait_until(is_so):
    give_up = time.monotonic() + PATIENCE
    while not (found := is_so()):
        assert time.monotonic() < give_up
        time.sleep(0.1)
    return found


@contextmanager
def running(site, *arguments):
    process = subprocess.Popen([KONBIT, *arguments], env=site.environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("only", "kinds"),
    [((), {JOBS, SCHEDULE}), (("--only", "jobs"), {JOBS}), (("--only", "schedule"), {SCHEDULE})],
    ids=["together", "jobs", "schedule"],
)
def test_h9_each_loop_is_seen_while_it_runs_and_gone_when_told_to_stop(site, only, kinds):
    with running(site, "worker", *only):
        wait_until(lambda: set(beats(site)) == kinds)
    assert beats(site) == {}


@pytest.mark.slow
def test_an_idle_worker_neither_writes_nor_holds_the_lock(site):
    with running(site, "worker"), database(site) as watching:
        wait_until(lambda: len(beats(site)) == 2)
        time.sleep(1.5)
        version = watching.execute("PRAGMA data_version").fetchone()
        for _ in range(20):
            watching.execute("BEGIN IMMEDIATE")
            watching.rollback()
            time.sleep(0.1)
        assert watching.execute("PRAGMA data_version").fetchone() == version


class Operator:
    """The operator at their pages, without a browser."""

    def __init__(self, site):
        self._site = site
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def reads(self, path):
        return self._opener.open(self._site.url + path, timeout=20).read().decode()

    def presses(self, path, page=None):
        """Press the button of the form that leads to `path` on the page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.reads(page or path)).group(1)
        sent = urlencode({"csrfmiddlewaretoken": token}).encode()
        return self._opener.open(Request(self._site.url + path, sent), timeout=20)


@pytest.mark.slow
def test_h9_serve_starts_a_killed_worker_again_and_a_backup_is_made_and_put_back_on_pages(site):
    site.start()
    killed = wait_until(lambda: beats(site).get(JOBS))
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: beats(site).get(JOBS) not in {None, killed})
    assert site.process.poll() is None

    operator, page = Operator(site), "/en/installation/running/"
    operator.presses(
        site.run("first-operator", "first@county.test").stdout.split()[-1].removeprefix(site.url)
    )
    assert "There is no backup yet." in operator.reads(page)
    operator.presses(page + "backups/new/", page)
    wait_until(lambda: "is not made yet" not in operator.reads(page))
    (archive,) = (site.home / "backups").glob("konbit-*.zip")
    with database(site) as opened:
        opened.execute("UPDATE accounts_person SET name = 'Changed since'")
        opened.commit()
    assert operator.presses(f"{page}backups/{archive.name}/").status == 202

    def is_back():
        with database(site) as opened:
            return opened.execute("SELECT 1 FROM accounts_person WHERE name <> 'Changed since'").fetchone()

    wait_until(is_back)
    wait_until(lambda: len(beats(site)) == 2 and site._answers())
    assert site.process.poll() is None
    assert len(list((site.home / "backups").glob("before-restore-*.zip"))) == 1
    with pytest.raises(HTTPError, match="404"):
        operator.reads(page)
