"""The base of commands that are about one network or group: `konbit agenda maln`, `konbit results maln`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from konbit.foundation.commands import KonbitCommand, demo_beside
from konbit.network.models import Group
from konbit.network.queries import group_by_address

# The networks that `konbit load-example` knows, by their short addresses.
EXAMPLES = ("maln", "best_start")


class NetworkCommand(KonbitCommand):
    """Finds what is named on the command line, and hands it to `tell`."""

    takes = "short address of the network, such as maln"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("network", help=self.takes)
        parser.add_argument("--format", choices=["text", "json"], default="text", help="text or json")

    def handle(self, *_args: Any, network: str, **options: Any) -> None:
        # An installation that was never started has no tables yet.
        call_command("migrate", verbosity=0)
        found = group_by_address(network)
        if found is None:
            raise CommandError(
                f"There is no network with the short address “{network}” here. "
                + _hint(network)
                + demo_beside()
            )
        self.tell(found, as_json=options["format"] == "json")

    def tell(self, group: Group, *, as_json: bool) -> None:
        """Print it, as JSON or as a table."""
        raise NotImplementedError


def _hint(typed: str) -> str:
    if typed in EXAMPLES:
        return f"It is an example, and comes with: konbit load-example {typed}"
    ways = ", ".join(f"konbit load-example {one}" for one in EXAMPLES)
    return f"The examples come with: {ways}"
