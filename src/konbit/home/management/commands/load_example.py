"""Load an example network: `konbit load-example maln`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand
from konbit.home.operations.example import load_maln
from konbit.home.operations.example_best_start import load_best_start

LOADERS = {"maln": load_maln, "best_start": load_best_start}


class Command(KonbitCommand):
    help = "Load an example network: public facts, and made-up people and meetings beside them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "example",
            choices=sorted(LOADERS),
            help="which example: maln, the Mississippi network, or best_start, of Los Angeles",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        loaded = LOADERS[options["example"]](by=shell_operator(), at=clock.now())
        if loaded.was_there:
            self.stdout.write(f"{loaded.network.name} is loaded already; nothing was changed.")
        else:
            self.stdout.write(
                f"{loaded.network.name} is loaded. Organizations, priorities and results are public record; "
                "people and meetings are made up and say so, and so is how money was shared out."
            )
