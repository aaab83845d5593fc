"""Load an example network: `konbit load-example maln`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.home.operations.example import load_maln

LOADERS = {"maln": load_maln}


class Command(BaseCommand):
    help = "Load an example network: public facts, and made-up people and meetings beside them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "example", choices=sorted(LOADERS), help="which example: maln, the Mississippi network"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        loaded = LOADERS[options["example"]](by=shell_operator(), at=clock.now())
        if loaded.was_there:
            self.stdout.write(f"{loaded.network.name} is loaded already; nothing was changed.")
        else:
            self.stdout.write(
                f"{loaded.network.name} is loaded. Organizations, priorities and results are public record; "
                "people and meetings are made up and say so."
            )
