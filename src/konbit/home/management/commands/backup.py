"""`konbit backup`: the whole database and the files people added, in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand, demo_beside, must_be_started
from konbit.home.operations.backups import make_backup
from konbit.network.queries import networks


class Command(KonbitCommand):
    help = (
        "Write the whole database and the files people added into one archive that only its owner may read. "
        "It overwrites no file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="default: in the folder backups of the data folder"
        )

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        must_be_started()
        written, manifest = make_backup(file=file, by=shell_operator(), at=clock.now())
        self.stdout.write(
            f"{written}: {manifest.rows} rows in {len(manifest.tables)} tables, {len(manifest.files)} files."
        )
        self.stdout.write(
            "The signing key is not in it. Keep secret.key of the data folder too, at another place."
        )
        if not networks().exists():
            self.stdout.write("No network stands in this installation yet." + demo_beside())
