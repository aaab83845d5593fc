"""SQLite's own means: its backup interface. Copying the file of a living database loses what was saved last."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from konbit.home.backup.contents import Contents, quoted


def dump(part: Path) -> Contents:
    """Write the whole database, as it is at one moment, into a new file; answers what is in it."""
    if connection.in_atomic_block:
        raise TransactionManagementError("inside a transaction of its own a backup would wait for ever")
    part.touch(mode=0o600)
    connection.ensure_connection()
    with closing(sqlite3.connect(part)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    with closing(_read_only(part)) as copy:
        return Contents(_tables(copy), _migrations(copy))


def is_sound(part: Path, tables: dict[str, int]) -> bool:
    """Whether the file is a whole database that holds exactly these rows."""
    try:
        with closing(_read_only(part)) as copy:
            return copy.execute("PRAGMA integrity_check").fetchone() == ("ok",) and _tables(copy) == tables
    except sqlite3.DatabaseError:
        return False


def put_back(part: Path) -> None:
    """Put the whole database of the file in the place of this installation's, at once for everybody who reads it."""
    connection.ensure_connection()
    with closing(_read_only(part)) as copy:
        copy.backup(connection.connection)
    connection.close()


def leave_beside() -> Path | None:
    """Move a database that cannot be read out of the way; answers where it lies now."""
    connection.close()
    file = Path(settings.DATABASES["default"]["NAME"])
    if not file.exists():
        return None
    beside = file.with_name(f"{file.name}.unreadable-{timezone.now():%Y%m%d-%H%M%S}")
    for ending in ("-wal", "-shm", ""):
        one = file.with_name(file.name + ending)
        if one.exists():
            one.rename(beside.with_name(beside.name + ending))
    return beside


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _tables(copy: sqlite3.Connection) -> dict[str, int]:
    names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {
        name: copy.execute(f"SELECT COUNT(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608 - its own table
        for (name,) in sorted(names.fetchall())
    }


def _migrations(copy: sqlite3.Connection) -> list[str]:
    rows = copy.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [f"{app}.{name}" for app, name in rows]
