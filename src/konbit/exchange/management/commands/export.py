"""Write a whole network into one archive: `konbit export maln --out maln.zip`."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from konbit.exchange.management.writing import network_named
from konbit.exchange.operations.exports import export_network
from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand, must_be_started


class Command(KonbitCommand):
    help = (
        "Write a whole network into one archive of tables, which an empty installation takes in. "
        "Unchanged records give the same file to the byte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("network", help="short address of the network, such as maln")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="where to write, such as maln.zip"
        )

    def handle(self, *_args: Any, network: str, out: Path, **_options: Any) -> None:
        must_be_started()
        found = network_named(network)
        beside = out.with_name(f".{out.name}.part")
        try:
            # Only its owner reads it: it holds private items and addresses.
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                manifest = export_network(network=found, to=file, by=shell_operator(), at=clock.now())
            beside.replace(out)
        except OSError as fault:
            raise CommandError(f"{out} cannot be written: {fault.strerror}.") from fault
        finally:
            beside.unlink(missing_ok=True)
        rows = manifest["rows"]
        self.stdout.write(f"{out}: {sum(rows.values())} rows in {len(rows)} tables of {found.name}.")
