"""What an installation may set from outside, read in one place.

| variable | meaning | without it |
|---|---|---|
| KONBIT_HOME | folder of the data: database, secret key | `var` in a checkout, else `konbit-data` here |
| KONBIT_DATABASE_URL | database | SQLite in the home folder |
| KONBIT_ADDRESS | address that people type, used in letters | http://127.0.0.1:8000 |
| KONBIT_HOSTS | host names answered, with commas | the host of the address, and loopback |
| KONBIT_SMTP_URL | smtp:// or smtps://user:password@host:port | letters stay in the operator's mailbox page |
| KONBIT_MAIL_FROM | sender of letters | konbit@ the host of the address |
| KONBIT_MAIL_REPLY | mailbox that is read: replies, and letters that fail, go there | user of KONBIT_IMAP_URL, else none |
| KONBIT_IMAP_URL | imaps://user:password@host/folder of that mailbox | letters come in by `konbit read-mail` only |
| KONBIT_IMAP_MINUTES | how often the mailbox is read | 2 |
| KONBIT_SECRET_KEY | signing key | made once, kept in the home folder |
| KONBIT_WORKER | what `serve` starts beside the pages: together, separate, jobs, schedule or none | together |
| KONBIT_LEASE_SECONDS | how long a job may take before another worker takes it over | 120 |
| KONBIT_DEMO | 1: the demo, with a clock of its own and open seats | off |
| KONBIT_TRIAL_CLOCK | for trials only: a file that holds the moment everybody lives in | the machine's clock |
"""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve()
CHECKOUT = HERE.parents[3]
# A mail address takes 64 letters before its @; a plus and 42 of them prove which letter is answered.
LONGEST_MAILBOX = 21


def home() -> Path:
    """The data folder; made when missing, readable by its owner alone."""
    chosen = os.environ.get("KONBIT_HOME")
    if chosen:
        folder = Path(chosen)
    elif (CHECKOUT / "pyproject.toml").exists():
        folder = CHECKOUT / "var"
    else:
        folder = Path.cwd() / "konbit-data"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The signing key: from the environment, or made once and kept beside the data."""
    given = os.environ.get("KONBIT_SECRET_KEY")
    if given:
        return given
    file = folder / "secret.key"
    try:
        with file.open("x") as new:
            file.chmod(0o600)
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text()


def address() -> str:
    return os.environ.get("KONBIT_ADDRESS", "http://127.0.0.1:8000")


def hosts() -> list[str]:
    given = [host.strip() for host in os.environ.get("KONBIT_HOSTS", "").split(",") if host.strip()]
    return [*given, urlsplit(address()).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]


def lease_seconds() -> float:
    return float(os.environ.get("KONBIT_LEASE_SECONDS", "120"))


def worker() -> str:
    return os.environ.get("KONBIT_WORKER", "together")


def smtp() -> dict[str, object] | None:
    """The options of the SMTP mailer from one address, or None where none is given."""
    given = os.environ.get("KONBIT_SMTP_URL")
    if not given:
        return None
    parts = urlsplit(given)
    secure = parts.scheme == "smtps"
    return {
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or (465 if secure else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": secure,
        "timeout": 20,
    }


def imap_url() -> str:
    return os.environ.get("KONBIT_IMAP_URL", "")


def imap_minutes() -> float:
    return float(os.environ.get("KONBIT_IMAP_MINUTES", "2"))


def mail_reply() -> str:
    """The address people answer letters at: the one given, else the mailbox that is read; empty where there is none.

    Raises:
        SystemExit: it is no address, or too long to carry what proves a reply.
    """
    user = unquote(urlsplit(imap_url()).username or "")
    chosen = os.environ.get("KONBIT_MAIL_REPLY") or (user if "@" in user else "")
    mailbox, _at, host = chosen.rpartition("@")
    if chosen and not (0 < len(mailbox) <= LONGEST_MAILBOX and host):
        sys.exit(
            f"KONBIT_MAIL_REPLY is “{chosen}”. It must be an e-mail address with at most {LONGEST_MAILBOX} letters "
            "before the @, such as konbit@example.org."
        )
    return chosen
