"""A trial: an installation of its own, real worker processes, a mail server, and a clock that the trial moves.

The test's own process is the people: it calls the verbs they would use, in the database of the installation.
"""

import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from uuid import UUID

from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.db import connections

from konbit.foundation import outbox
from konbit.foundation.models import Job, RegularFault
from konbit.meetings.queries.cycle import due_steps
from tests.browser.sites import KONBIT, free_port, lay_tables

LEASE_SECONDS = 1
STEP = timedelta(hours=6)
# The trial fails when a step of the clock takes longer: then nobody does what is due.
PATIENCE = 60


@dataclass(frozen=True)
class Arrived:
    """A letter as it came to the mail server, with the moment of the trial's clock."""

    message_id: str
    to: str
    language: str
    subject: str
    stop: str
    at: datetime

    @property
    def job_id(self):
        return UUID(self.message_id.strip("<>").partition(".")[0])


class MailServer:
    """Takes every letter. Before or after it says so, it may kill who sends it."""

    def __init__(self, trial):
        self.arrived = []
        self._trial = trial
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()
        self.url = f"smtp://127.0.0.1:{self._controller.port}"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name is aiosmtpd's
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.arrived.append(
            Arrived(
                message_id="".join(str(message["Message-ID"]).split()),
                to=envelope.rcpt_tos[0],
                language=str(message["Content-Language"]),
                subject=str(message["Subject"]),
                stop="".join(str(message["List-Unsubscribe"] or "").split()).strip("<>"),
                at=self._trial.now,
            )
        )
        self._trial.a_letter_came(len(self.arrived))
        return "250 taken"

    def close(self):
        self._controller.stop()


@dataclass
class Trial:
    """The installation under trial. `kills` is how often its worker is to be killed on the way."""

    home: object
    kills: int
    seed: int = 20250306
    now: datetime | None = None
    killed: int = 0
    worker: subprocess.Popen | None = None
    begun: list = field(default_factory=list)
    at_letters: set = field(default_factory=set)

    def begin(self, moment):
        self.dice = random.Random(self.seed)
        self.mail = MailServer(self)
        # Some are killed while the mail server has the letter and they do not know it.
        self.at_letters = set(self.dice.sample(range(2, 60), self.kills // 2))
        self.move_to(moment)
        lay_tables(self.home)

    @property
    def clock(self):
        return self.home / "clock"

    @property
    def environment(self):
        plain = {name: value for name, value in os.environ.items() if not name.startswith("KONBIT_")}
        return {
            **plain,
            "KONBIT_HOME": str(self.home),
            "KONBIT_SMTP_URL": self.mail.url,
            "KONBIT_SECRET_KEY": django_settings.SECRET_KEY,
            "KONBIT_TRIAL_CLOCK": str(self.clock),
            "KONBIT_LEASE_SECONDS": str(LEASE_SECONDS),
        }

    def move_to(self, moment):
        self.now = moment
        new = self.clock.with_suffix(".new")
        new.write_text(moment.isoformat())
        new.replace(self.clock)

    # --- the worker ---

    def start_worker(self):
        with (self.home / "worker.log").open("a") as log:
            self.worker = subprocess.Popen(
                [KONBIT, "worker"], env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        self.begun.append(self.worker)

    def kill_worker(self):
        if self.killed < self.kills and self.worker is not None and self.worker.poll() is None:
            self.worker.send_signal(signal.SIGKILL)
            self.killed += 1

    def a_letter_came(self, number):
        if number in self.at_letters:
            self.at_letters.discard(number)
            self.kill_worker()

    def kill_at_a_moment(self):
        """One of the kills that are not kept for letters on their way: without those the trial proves nothing."""
        if self.killed + len(self.at_letters) < self.kills:
            self.kill_worker()

    def keep_worker(self):
        """Start it again, as `konbit serve` does."""
        if self.worker is None or self.worker.poll() is not None:
            self.start_worker()

    def stop(self, worker):
        """Stop a worker where it stands, but not while it holds the one lock to write: nobody can write then."""
        while True:
            worker.send_signal(signal.SIGSTOP)
            with closing(sqlite3.connect(self.home / "konbit.sqlite3", timeout=0.5)) as database:
                try:
                    database.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError:
                    worker.send_signal(signal.SIGCONT)
                    time.sleep(0.05)
                else:
                    return

    # --- time passes ---

    def settle(self):
        """Wait until everything is done that is due at this moment."""
        give_up = time.monotonic() + PATIENCE
        while due_steps(self.now) or outbox.waiting_jobs().exists():
            self.keep_worker()
            if time.monotonic() > give_up:
                raise AssertionError(f"at {self.now} this is not done: {self.undone()}")
            time.sleep(0.05)

    def undone(self):
        steps = [f"{meeting.day}: {planned.step}" for meeting, planned in due_steps(self.now)]
        jobs = list(outbox.waiting_jobs().values_list("kind", "attempts", "last_error")[:20])
        return steps, jobs, (self.home / "worker.log").read_text()[-2000:]

    def live_until(self, moment):
        """Let time pass, a quarter of a day at a step, and whoever works be killed now and then."""
        while self.now < moment:
            self.move_to(min(self.now + STEP, moment))
            if due_steps(self.now) or outbox.waiting_jobs().exists():
                self.kill_soon()
            self.settle()

    def kill_soon(self):
        """In the middle of what is due now: sometimes while it is begun, sometimes while letters go out."""
        if self.killed >= self.kills:
            return
        self.keep_worker()
        timer = threading.Timer(self.dice.uniform(0.0, 2.5), self.kill_at_a_moment)
        timer.daemon = True
        timer.start()

    def kill_the_rest(self):
        """The kills that are left, in the last days: while it starts, looks and works."""
        while self.killed < self.kills:
            self.keep_worker()
            time.sleep(self.dice.uniform(0.2, 1.5))
            self.kill_worker()

    def end(self):
        for worker in self.begun:
            if worker.poll() is None:
                worker.send_signal(signal.SIGCONT)
                worker.terminate()
                worker.wait(20)
        self.mail.close()

    # --- what came of it ---

    def letters(self):
        """Each letter that arrived, once for one Message-ID, with the kind and the payload of its job."""
        jobs = {job.pk: job for job in Job.objects.all()}
        once = {letter.message_id: letter for letter in self.mail.arrived}
        return [(letter, jobs[letter.job_id]) for letter in once.values()]

    def is_at_rest(self):
        assert list(outbox.dead_jobs().values_list("kind", "last_error")) == []
        assert list(RegularFault.objects.values_list("name", "last_error")) == []
        assert not Job.objects.filter(done_at=None, due_at__lte=self.now).exists()


@contextmanager
def database_of(home):
    """Let this process work in the installation's own database, an SQLite file."""
    former = connections["default"]
    kept = connections.settings["default"]
    connections.settings["default"] = {
        **kept,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home / "konbit.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = kept
        connections["default"] = former


def is_whole(file):
    with closing(sqlite3.connect(file)) as database:
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
