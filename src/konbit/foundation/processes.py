"""The processes behind the pages: one loop does jobs, one does what is regular, and both leave a sign of life.

Any number of each may run. Signs of life are by the machine's clock, whatever the settings' clock says.
"""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from konbit.foundation import outbox
from konbit.foundation.models import Beat
from konbit.foundation.schedule import Scheduler

JOBS, SCHEDULE = "worker", "scheduler"
BEATS_EVERY = 10
# A letter may wait 20 seconds for a slow mail server; a silence longer than a lease means that nobody works.
ALIVE_WITHIN = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(hours=1)
PAUSE = 0.5
PAUSE_WITHOUT_DATABASE = 2.0
log = logging.getLogger("konbit.processes")


class SignOfLife:
    """The beat of one loop of this process: written at its start, then at most every ten seconds."""

    def __init__(self, kind: str) -> None:
        self._process = f"{_host()}:{os.getpid()}:{kind}"
        self._kind = kind
        self._started_at = timezone.now()
        self._written: float | None = None

    def beat(self) -> None:
        """Say that the loop turns. Processes that were silent for long are forgotten at the first beat."""
        real = time.monotonic()
        if self._written is not None and real - self._written < BEATS_EVERY:
            return
        now = timezone.now()
        if self._written is None:
            Beat.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
        Beat.objects.update_or_create(
            process=self._process,
            defaults={"kind": self._kind, "started_at": self._started_at, "seen_at": now},
        )
        self._written = real

    def end(self) -> None:
        """The loop ended as it was told to: its beat goes."""
        Beat.objects.filter(process=self._process).delete()


def last_seen(kind: str) -> datetime | None:
    """When a process of this kind was last seen; None where none ever was, or all ended as told."""
    newest = Beat.objects.filter(kind=kind).order_by("-seen_at").first()
    return newest.seen_at if newest else None


def is_alive(kind: str) -> bool:
    """Whether a process of this kind was seen lately."""
    seen = last_seen(kind)
    return seen is not None and timezone.now() - seen < ALIVE_WITHIN


def anybody_works() -> bool:
    """Whether a process works with this database. One of this machine that was killed does not count."""
    lately = Beat.objects.filter(seen_at__gt=timezone.now() - ALIVE_WITHIN)
    return any(_exists(process) for process in lately.values_list("process", flat=True))


def _exists(process: str) -> bool:
    host, pid, _kind = process.rsplit(":", 2)
    if host != _host():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _host() -> str:
    return socket.gethostname()[:60]


def keep_working(*, jobs: bool, schedule: bool) -> None:
    """Do jobs, or what is regular, or both side by side, until the process is told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    if jobs and schedule:
        # Beside the jobs, so that a slow mail server holds up neither.
        beside = threading.Thread(
            target=_turn, args=(SCHEDULE, Scheduler().do_what_is_due, stop), daemon=True
        )
        beside.start()
        _turn(JOBS, outbox.work_once, stop)
        beside.join(PAUSE * 4)
    elif jobs:
        _turn(JOBS, outbox.work_once, stop)
    else:
        _turn(SCHEDULE, Scheduler().do_what_is_due, stop)


def work_off() -> None:
    """Do each regular task once, then every job that is due."""
    Scheduler().do_what_is_due()
    outbox.work_until_empty()


def _turn(kind: str, do: Callable[[], object], stop: threading.Event) -> None:
    life = SignOfLife(kind)
    while not stop.is_set():
        pause = PAUSE
        try:
            life.beat()
            if do() and kind == JOBS:
                continue
        except DatabaseError as fault:
            # The database is away or busy: it comes back, and then the loop is still here.
            log.warning("the %s waits for the database: %s", kind, type(fault).__name__)
            connection.close()
            pause = PAUSE_WITHOUT_DATABASE
        stop.wait(pause)
    life.end()
    connection.close()
