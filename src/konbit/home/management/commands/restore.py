"""`konbit restore`: an archive in the place of this installation's database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from konbit.foundation import clock
from konbit.foundation.actor import Actor, shell_operator
from konbit.foundation.commands import KonbitCommand
from konbit.home.backup.places import backups_folder, wanted_file
from konbit.home.operations.backups import restore_backup


class Command(KonbitCommand):
    help = "Put a backup in the place of the database. What is there is kept as a backup first. Stop Konbit before."
    # The checks ask the database, which may be damaged or not there yet.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--yes", action="store_true", help="replace what the database holds")
        parser.add_argument(
            "--hold-letters",
            action="store_true",
            help="let every letter that is due wait for the operator's word",
        )
        parser.add_argument(
            "--wanted", action="store_true", help="the one asked for on the page; used by serve"
        )

    def handle(
        self, *args: Any, file: Path | None, yes: bool, hold_letters: bool, wanted: bool, **options: Any
    ) -> None:
        by = shell_operator()
        if wanted:
            asked = json.loads(wanted_file().read_text())
            # Tried once: a restore that fails does not come back at each start.
            wanted_file().unlink()
            file, yes = backups_folder() / asked["file"], True
            by = Actor(person_id=UUID(asked["person_id"]), is_operator=True)
        if file is None:
            raise CommandError("Which archive? konbit restore FILE")
        done = restore_backup(file=file, replace=yes, hold=hold_letters, by=by, at=clock.now())
        self.stdout.write(
            f"Restored: {done.manifest.rows} rows of {done.manifest.made_at}. Everybody signs in again."
        )
        self.stdout.write(f"Noted since then outside the database, and held to: {done.replayed}.")
        if done.held:
            self.stdout.write(
                f"{done.held} letters may have gone out already; they wait on the operator's page."
            )
        if done.kept:
            self.stdout.write(f"What was here before is kept. To go back: konbit restore {done.kept} --yes")
        self.stdout.write(
            "The signing key is not part of a backup: links in letters work only with the former one."
        )
