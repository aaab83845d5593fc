"""Konbit as people meet it: a server process of its own, with a data folder and a port of its own, on loopback."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from aiosmtpd.controller import Controller

KONBIT = Path(sys.executable).parent / "konbit"
STARTS_WITHIN = 90
LETTER_COMES_WITHIN = 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Letter:
    """One letter as it arrived."""

    to: list[str]
    subject: str
    text: str

    @property
    def links(self):
        return re.findall(r"https?://[^\s<>\"]+[^\s<>\".,;:)]", self.text)


class Sink:
    """An SMTP server on loopback that keeps what it is given."""

    def __init__(self):
        self.letters = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()
        self.address = f"smtp://127.0.0.1:{self._controller.port}"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name is aiosmtpd's
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain", "html"))
        self.letters.append(
            Letter(list(envelope.rcpt_tos), str(message["subject"]), body.get_content() if body else "")
        )
        return "250 taken"

    def close(self):
        self._controller.stop()


@dataclass
class Site:
    """A running installation. `run` gives its `konbit` command; `letters` what it has mailed."""

    home: Path
    verb: str
    sink: Sink | None = None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self):
        return self.home.with_name(self.home.name + ".log")

    @property
    def letters(self):
        return self.sink.letters if self.sink else []

    @property
    def environment(self):
        # Nothing of the test run's own settings reaches the installation.
        plain = {
            name: value for name, value in os.environ.items() if not name.startswith(("KONBIT_", "DJANGO_"))
        }
        mail = {"KONBIT_SMTP_URL": self.sink.address} if self.sink else {}
        return {
            **plain,
            **mail,
            "KONBIT_HOME": str(self.home),
            "KONBIT_ADDRESS": self.url,
            "PYTHONUNBUFFERED": "1",
        }

    def run(self, *arguments, check=True):
        environment = self.environment
        if self.verb == "demo" and arguments[0] != "demo":
            # The demo keeps its data apart and tells only itself.
            environment |= {"KONBIT_HOME": str(self.home / "demo"), "KONBIT_DEMO": "1"}
        done = subprocess.run(
            [KONBIT, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=STARTS_WITHIN,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"konbit {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
        return done

    def start(self):
        self.home.mkdir(parents=True, exist_ok=True)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [KONBIT, self.verb, "--host", "127.0.0.1", "--port", str(self.port)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that its workers end with it
            )
        give_up = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > give_up:
                self.stop()
                raise AssertionError(f"konbit {self.verb} did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.1)
        return self

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self):
        if self.process is None:
            return
        for sign, patience in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(patience)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
            break
        self.process = None

    def letter(self, *, to, subject="", after=0):
        """The first letter to this address whose subject holds `subject`; waits for it.

        `after` leaves out the first so many letters of the site.
        """
        give_up = time.monotonic() + LETTER_COMES_WITHIN
        while True:
            for letter in self.letters[after:]:
                if to in letter.to and subject in letter.subject:
                    return letter
            if time.monotonic() > give_up:
                came = [(letter.to, letter.subject) for letter in self.letters]
                raise AssertionError(f"no letter to {to} with “{subject}”; these came: {came}")
            time.sleep(0.1)


@cache
def _home_with_tables():
    folder = TemporaryDirectory(prefix="konbit-tables-")
    Site(Path(folder.name), "serve").run("migrate", "-v0")
    return folder


def lay_tables(home):
    """Give a data folder a database with every table and no row. They are made once a process: to migrate takes long."""
    shutil.copytree(_home_with_tables().name, home, dirs_exist_ok=True)


def copy_of(home, to):
    """A copy of a data folder that no server is using."""
    shutil.copytree(home, to)
    return to
