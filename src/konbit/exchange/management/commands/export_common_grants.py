"""Write a network's awards in the words of CommonGrants: `konbit export-common-grants best_start --out awards.json`."""

from argparse import ArgumentParser
from typing import Any

from konbit.exchange.management.writing import add_network_and_out, network_named, write_text
from konbit.exchange.operations.exports import export_awards
from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand, must_be_started


class Command(KonbitCommand):
    help = "Write the awards and organizations of a network in the words of CommonGrants 0.4.0, as one JSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_network_and_out(parser, "awards.json")

    def handle(self, *_args: Any, network: str, out: Any, **_options: Any) -> None:
        must_be_started()
        found = network_named(network)
        write_text(
            out, export_awards(network=found, form="common-grants", by=shell_operator(), at=clock.now())
        )
        self.stdout.write(f"{out}: the awards of {found.name}.")
