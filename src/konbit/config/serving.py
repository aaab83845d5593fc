"""Serve the product: web processes, and the worker and scheduler behind them, started and stopped together."""

import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from konbit.config import environment
from konbit.foundation import ledger
from konbit.foundation.refusals import Refusal
from konbit.home.backup.places import wanted_file

WAIT_BEFORE_KILL = 10
LONGEST_PAUSE = 60.0
# What ran this long was well: the next pause is short again.
WAS_WELL_AFTER = 60.0
# KONBIT_WORKER -> the arguments of each process behind the pages.
BEHIND = {
    "together": [[]],
    "separate": [["--only", "jobs"], ["--only", "schedule"]],
    "jobs": [["--only", "jobs"]],
    "schedule": [["--only", "schedule"]],
    "none": [],
}
KONBIT = [sys.executable, "-m", "konbit.config.command"]
WEB = [
    sys.executable,
    "-m",
    "gunicorn",
    "konbit.config.wsgi:application",
    "--workers",
    "2",
    "--threads",
    "4",
    "--worker-class",
    "gthread",
    "--log-level",
    "warning",
]
log = logging.getLogger("konbit.serving")


class UnknownWorker(Refusal):
    code = "unknown_worker"
    says = _("KONBIT_WORKER is “%(given)s”. It can be one of: %(known)s.")


@dataclass
class Kept:
    """A process that is started again when it ends, after a pause that grows as long as it keeps ending early."""

    command: list[str]
    process: subprocess.Popen | None = None
    began: float = 0.0
    pause: float = 0.5
    start_at: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        """Start it, or note that it ended and when it is to be started again."""
        real = time.monotonic()
        if self.process is None:
            if real >= self.start_at:
                self.process, self.began = _start(self.command), real
        elif self.process.poll() is not None:
            self.pause = 1.0 if real - self.began > WAS_WELL_AFTER else min(self.pause * 2, LONGEST_PAUSE)
            log.warning("%s ended; it is started again in %d s", " ".join(self.command[3:]), self.pause)
            self.process, self.start_at = None, real + self.pause


def _start(command: list[str]) -> subprocess.Popen:
    # The commands are written below; nothing of them comes from outside but a host and a port.
    return subprocess.Popen(command)  # noqa: S603


def serve(host: str, port: int) -> int:
    """Run until told to stop or until the web processes end; answers the exit code. What works behind the pages is
    started again when it dies.

    Raises:
        UnknownWorker: KONBIT_WORKER names nothing we know.
    """
    chosen = environment.worker()
    if chosen not in BEHIND:
        raise UnknownWorker(given=chosen, known=", ".join(BEHIND))
    ledger.begin()
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: told.append(got))
    # Pages offer a restore where somebody can carry it out.
    os.environ["KONBIT_KEPT_BY_SERVE"] = "1"
    code = None
    while not told and code is None:
        code = _serve_until(bind, BEHIND[chosen], told)
        if code is None and not told:
            _start([*KONBIT, "restore", "--wanted"]).wait()
    return 0 if told else code or 1


def _serve_until(bind: str, behind: list[list[str]], told: list[int]) -> int | None:
    """Serve until told to stop, until the web processes end (answers their code), or until a restore is wanted."""
    web = _start([*WEB, "--bind", bind])
    kept = [Kept([*KONBIT, "worker", *more]) for more in behind]
    while not told and web.poll() is None and not wanted_file().exists():
        for one in kept:
            one.look()
        time.sleep(0.2)
    code = web.poll()
    _end([web, *(one.process for one in kept if one.process is not None)])
    return code


def _end(running: list[subprocess.Popen]) -> None:
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(WAIT_BEFORE_KILL)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
