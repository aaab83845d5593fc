"""Print a network's results: `konbit results maln`, as a table or as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from konbit.network.queries import group_by_address
from konbit.results.exports import exported_results

COLUMNS = {"id": 5, "priority": 8, "rung": 11, "level": 12, "label": 13}


class Command(BaseCommand):
    help = "Print the results of a network: what each is, where it stands, and where that comes from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("network", help="short address of the network, such as maln")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="text or json")

    def handle(self, *_args: Any, **options: Any) -> None:
        # An installation that was never started has no tables yet.
        call_command("migrate", verbosity=0)
        network = group_by_address(options["network"])
        if network is None:
            raise CommandError(
                f"There is no network with the short address “{options['network']}” here. "
                "The example comes with: konbit load-example maln"
            )
        results = exported_results(network)
        if options["format"] == "json":
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
            return
        for line in [{name: name for name in (*COLUMNS, "text")}, *results]:
            cells = [f"{line[name]:<{width}}" for name, width in COLUMNS.items()]
            self.stdout.write("  ".join([*cells, line["text"]]))
