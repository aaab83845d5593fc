"""What an installation may set from outside, read in one place.

| variable | meaning | without it |
|---|---|---|
| KONBIT_HOME | folder of the data: database, secret key | `var` in a checkout, else `konbit-data` here |
| KONBIT_DATABASE_URL | database | SQLite in the home folder |
| KONBIT_ADDRESS | address that people type, used in letters | http://127.0.0.1:8000 |
| KONBIT_HOSTS | host names answered, with commas | the host of the address, and loopback |
| KONBIT_SMTP_URL | smtp:// or smtps://user:password@host:port | letters stay in the operator's mailbox page |
| KONBIT_MAIL_FROM | sender of letters | konbit@ the host of the address |
| KONBIT_SECRET_KEY | signing key | made once, kept in the home folder |
| KONBIT_DEMO | 1: the demo, with a clock of its own and open seats | off |
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve()
CHECKOUT = HERE.parents[3]


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
