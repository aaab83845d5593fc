"""`konbit backup`: the whole database in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.home.operations.backups import make_backup


class Command(BaseCommand):
    help = "Write the whole database into one archive that only its owner may read. It overwrites no file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="default: in the folder backups of the data folder"
        )

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        written, manifest = make_backup(file=file, by=shell_operator(), at=clock.now())
        self.stdout.write(f"{written}: {manifest.rows} rows in {len(manifest.tables)} tables.")
        self.stdout.write(
            "The signing key is not in it. Keep secret.key of the data folder too, at another place."
        )
