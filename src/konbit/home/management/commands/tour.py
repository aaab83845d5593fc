"""Print the tour "where this comes from": `konbit tour`, as a table or as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.utils import translation

from konbit.foundation.commands import KonbitCommand
from konbit.home.facts import SOURCE_LANGUAGE
from konbit.home.tour import stops

COLUMNS = {"kind": 16, "id": 28}


class Command(KonbitCommand):
    help = "Print every named thing of the public documents, with the screen that serves it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text", help="text or json")

    def handle(self, *_args: Any, **options: Any) -> None:
        # An installation that was never started has no tables yet.
        call_command("migrate", verbosity=0)
        with translation.override(SOURCE_LANGUAGE):
            listed = [stop.exported() for stop in stops()]
        if options["format"] == "json":
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2))
            return
        for line in listed:
            cells = [f"{line[name]:<{width}}" for name, width in COLUMNS.items()]
            self.stdout.write("  ".join([*cells, line["url"] or "not yet", line["title"]]))
