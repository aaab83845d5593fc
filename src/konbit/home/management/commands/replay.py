"""`konbit replay two-cycles`: play the story of two six-week cycles on an empty database, and say what came of each step."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from konbit.foundation.commands import KonbitCommand
from konbit.home.replay import STORIES
from konbit.network.queries import networks

WORDS = {True: "passed", False: "FAILED"}


class Command(KonbitCommand):
    help = "Play a story on an empty database of its own, and compare each step with what is expected."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("story", choices=sorted(STORIES))
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, story: str, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not settings.KONBIT_DEMO or networks().exists():
            raise CommandError("A replay needs an empty database of its own: run it as `konbit replay`.")
        told = STORIES[story]()
        if options["format"] == "json":
            self.stdout.write(json.dumps([asdict(step) for step in told], indent=2, ensure_ascii=False))
        else:
            for step in told:
                self.stdout.write(
                    f"{step.number:>2} {step.date or 'all':<10} {WORDS.get(step.passed, step.passed):<6} {step.do}"
                )
                if step.passed is False:
                    self.stdout.write(f"   expected {step.expected}\n   found    {step.found}")
        if any(step.passed is False for step in told):
            raise SystemExit(1)
