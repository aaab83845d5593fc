"""PostgreSQL's own means: pg_dump and pg_restore, which the machine must have."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.refusals import Refusal
from konbit.home.backup.contents import Contents, count_here


class ProgramIsMissing(Refusal):
    code = "program_is_missing"
    says = _(
        "PostgreSQL's program %(program)s is not on this machine. Install PostgreSQL's client programs first."
    )


class ProgramRefused(Refusal):
    code = "program_refused"
    says = _("PostgreSQL's program %(program)s stopped: %(said)s")


def dump(part: Path) -> Contents:
    """Write the whole database, as it is at one moment, into a new file; answers what is in it.

    Raises:
        ProgramIsMissing: there is no pg_dump.
        ProgramRefused: it could not dump.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # The counts and the dump see one and the same moment.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
        contents = Contents(count_here(), migrations)
        part.touch(mode=0o600)
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={part}")
    return contents


def is_sound(part: Path, tables: dict[str, int]) -> bool:
    """Whether PostgreSQL can read the file, and it tells of every table. The rows are counted after it is put back.

    Raises:
        ProgramIsMissing: there is no pg_restore.
    """
    try:
        listed = _run("pg_restore", "--list", str(part), here=False)
    except ProgramRefused:
        return False
    return all(f" TABLE DATA public {table} " in listed for table in tables)


def put_back(part: Path) -> None:
    """Put the database of the file in the place of this installation's.

    Raises:
        ProgramIsMissing: there is no pg_restore.
        ProgramRefused: it could not restore.
    """
    _program("pg_restore")
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    _run(
        "pg_restore",
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={_name()}",
        str(part),
    )


def _name() -> str:
    return connection.settings_dict["NAME"]


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ProgramIsMissing(program=name)
    return found


def _run(program: str, *arguments: str, here: bool = True) -> str:
    """Run one of PostgreSQL's programs, connected as this installation is where `here`."""
    ours = connection.settings_dict
    named = {
        "PGHOST": ours["HOST"],
        "PGPORT": str(ours["PORT"] or ""),
        "PGUSER": ours["USER"],
        "PGPASSWORD": ours["PASSWORD"],
        "PGDATABASE": ours["NAME"],
    }
    done = subprocess.run(  # noqa: S603 - the arguments are written above
        [_program(program), *arguments],
        env={**os.environ, **({name: value for name, value in named.items() if value} if here else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramRefused(program=program, said=(done.stderr.strip().splitlines() or [""])[-1][:300])
    return done.stdout
