"""Backups: made, put back, and asked for on a page.

What takes long stands outside the transaction: while a backup is written, people go on working.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.accounts import policies
from konbit.audit.operations import write_entry
from konbit.foundation import ledger, outbox
from konbit.foundation.actor import SYSTEM, Actor
from konbit.foundation.models import Beat
from konbit.foundation.processes import anybody_works
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.home.backup import sqlite
from konbit.home.backup.archive import Manifest, means, opened, put_files_back, write_archive
from konbit.home.backup.contents import count_here, known_migrations
from konbit.home.backup.places import backups_folder, named, wanted_file
from konbit.meetings.operations.cycle import post_due_steps

MAKE, RESTORE = "home.make_backup", "home.restore_backup"
# Tables that say nothing about people: an empty installation has rows in them too.
OF_NO_ONE = ("auth_", "django_", "foundation_", "home_searchtext")


def make_backup(*, by: Actor, at: datetime, file: Path | None = None) -> tuple[Path, Manifest]:
    """Write the whole database and the files people added into one archive: into `file`, or into the folder of backups.

    Raises:
        FileExists: there is a file of that name.
        ProgramIsMissing: PostgreSQL's own program is not on this machine.
    """
    require(policies.may_operate(by))
    target = file or named("konbit")
    manifest = write_archive(target)
    with transaction.atomic():
        write_entry(MAKE, about=outbox.note_done(MAKE, at=at), by=by, at=at)
    return target, manifest


@transaction.atomic
def ask_for_backup(*, by: Actor, at: datetime) -> None:
    """Let the worker make a backup as soon as it can."""
    require(policies.may_operate(by))
    job = outbox.post(MAKE, due_at=at)
    write_entry("home.ask_for_backup", about=job, by=by, at=at)


class KonbitIsRunning(Refusal):
    code = "konbit_is_running"
    says = _(
        "Konbit is running. Stop it first, then restore. "
        "A process of another machine that was killed is forgotten after two minutes."
    )


class DatabaseIsNotEmpty(Refusal):
    code = "database_is_not_empty"
    says = _(
        "This installation holds %(rows)s rows already. To replace them, run the command again with --yes: "
        "what is here now is kept as a backup first."
    )


class RowsDiffer(Refusal):
    code, kind = "rows_differ", Kind.CONFLICT
    says = _(
        "After the restore the database does not hold what the backup lists. "
        "Go back with: konbit restore %(kept)s --yes"
    )


@dataclass(frozen=True)
class Restored:
    """What a restore did: from which archive, where the former database lies, and what happened to letters."""

    manifest: Manifest
    kept: Path | None
    replayed: int
    held: int


def restore_backup(
    *, file: Path, by: Actor, at: datetime, replace: bool = False, hold: bool = False
) -> Restored:
    """Put a backup in the place of this installation's database. Everybody has to sign in again.

    What the ledger notes since the backup holds afterwards: letters that went out are not sent again. Letters of steps
    that the backup does not know wait for the operator's word. Where the ledger does not reach back to the backup, or
    with `hold`, every letter that is due waits.

    Raises:
        KonbitIsRunning, DatabaseIsNotEmpty: nothing was changed.
        NoSuchBackup, NoBackup, BackupIsBroken, OtherDatabase, MadeByNewerKonbit, ProgramIsMissing: nothing was changed.
        RowsDiffer: it did not go well; the former database is kept.
    """
    require(policies.may_operate(by))
    rows = _rows_here()
    with opened(file, known_migrations()) as (manifest, part):
        if rows and not replace:
            raise DatabaseIsNotEmpty(rows=rows)
        kept = _keep_what_is_here() if rows != 0 else None
        means().put_back(part)
        put_files_back(part)
    if count_here() != manifest.tables:
        raise RowsDiffer(kept=kept or "")
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        Beat.objects.all().delete()
        Session.objects.all().delete()
        replayed = ledger.replay_since(manifest.moment)
        write_entry(RESTORE, about=outbox.note_done(RESTORE, at=at), by=by, at=at)
    held = _hold(at, everything=hold or not ledger.covers(manifest.moment))
    return Restored(manifest, kept, replayed, held)


def _rows_here() -> int | None:
    """How many rows people have written; None where the database cannot be read.

    Raises:
        KonbitIsRunning: a process works with it.
    """
    try:
        counts = count_here()
        if Beat._meta.db_table in counts and anybody_works():
            raise KonbitIsRunning
        return sum(count for table, count in counts.items() if not table.startswith(OF_NO_ONE))
    except DatabaseError:
        return None


def _keep_what_is_here() -> Path | None:
    kept = named("before-restore")
    try:
        write_archive(kept)
    except DatabaseError:
        if connection.vendor != "sqlite":
            raise
        return sqlite.leave_beside()
    return kept


def _hold(at: datetime, *, everything: bool) -> int:
    """Let the steps that have come by now happen in the records, and hold each letter that comes of them: it may have
    gone out in the time the backup does not know. With `everything`, letters that waited in the backup are held too."""
    held, since = outbox.hold_what_goes_outside() if everything else 0, timezone.now()
    post_due_steps(by=SYSTEM, at=at)
    outbox.work_inside_until_empty()
    return held + outbox.hold_what_goes_outside(written_since=since)


class NoBackupOfThatName(Refusal):
    code, kind = "no_backup_of_that_name", Kind.NOT_FOUND
    says = _("There is no backup of that name.")


class NobodyRestores(Refusal):
    code = "nobody_restores"
    says = _(
        "Konbit was not started by “konbit serve” here, so it cannot stop itself. "
        "Stop it and run “konbit restore” on the machine."
    )


@transaction.atomic
def ask_for_restore(*, name: str, by: Actor, at: datetime) -> None:
    """Let `konbit serve` stop everything, put this backup back, and start again.

    Raises:
        NobodyRestores: Konbit was started in another way.
        NoBackupOfThatName: there is none in the folder of backups.
        NoBackup, BackupIsBroken, OtherDatabase, MadeByNewerKonbit, ProgramIsMissing: it cannot be used.
    """
    require(policies.may_operate(by))
    if not settings.KONBIT_KEPT_BY_SERVE:
        raise NobodyRestores
    if name not in {file.name for file in backups_folder().glob("*.zip")}:
        raise NoBackupOfThatName
    with opened(backups_folder() / name, known_migrations()):
        pass
    write_entry("home.ask_for_restore", about=outbox.note_done("home.ask_for_restore", at=at), by=by, at=at)
    wanted = {"file": name, "person_id": str(by.person_id)}
    transaction.on_commit(lambda: wanted_file().write_text(json.dumps(wanted)))
