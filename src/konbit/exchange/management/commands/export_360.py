"""Write a network's awards as a package of 360Giving: `konbit export-360 best_start --out grants.json`."""

from argparse import ArgumentParser
from typing import Any

from konbit.exchange.giving_360 import lost
from konbit.exchange.giving_360.reading import look_at
from konbit.exchange.management.writing import add_network_and_out, network_named, write_text
from konbit.exchange.operations.exports import export_awards
from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand, must_be_started


class Command(KonbitCommand):
    help = (
        "Write the awards of a network as a package of 360Giving 1.4, look at it again, and say what it does not tell. "
        "Unchanged awards give the same file to the byte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_network_and_out(parser, "grants.json")

    def handle(self, *_args: Any, network: str, out: Any, **_options: Any) -> None:
        must_be_started()
        found = network_named(network)
        at = clock.now()
        made = export_awards(network=found, form="360giving", by=shell_operator(), at=at)
        write_text(out, made)
        look = look_at(made, at.date())
        self.stdout.write(f"{out}: {look.grants} grants of {found.name}.")
        for line in look.lines():
            self.stdout.write(line)
        self.stdout.write("Not in it: " + " ".join(lost()))
