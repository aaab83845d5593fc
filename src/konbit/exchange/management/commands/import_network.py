"""Take a whole network in: `konbit import-network maln.zip`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from konbit.exchange.operations.moving_in import import_network
from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand


class Command(KonbitCommand):
    help = (
        "Take a whole network in from an archive that “konbit export” made: all of it, or nothing. "
        "No letter is sent by it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        # An installation that was never started has no tables yet.
        call_command("migrate", verbosity=0)
        network = import_network(source=file, by=shell_operator(), at=clock.now())
        self.stdout.write(
            f"{network.name} is taken in, under the short address {network.address}. Nobody was written to."
        )
        self.stdout.write(
            "People sign in by a letter. For the first operator here: konbit first-operator you@example.org"
        )
