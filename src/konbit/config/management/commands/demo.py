"""`konbit demo`: a Konbit with example networks, open seats, and a clock of its own."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from konbit.config.serving import serve
from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand
from konbit.home.demo import BEGINS
from konbit.home.operations.example import load_maln
from konbit.home.operations.example_best_start import load_best_start


class Command(KonbitCommand):
    help = "Show Konbit with its example networks. Everybody may take a seat; letters stay in its mailbox."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare", action="store_true", help="load everything, then stop")

    def handle(self, *args: Any, host: str, port: int, prepare: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not clock.demo_has_begun():
            clock.move_demo_clock(BEGINS)
            load_maln(by=shell_operator(), at=BEGINS)
            load_best_start(by=shell_operator(), at=BEGINS)
        if prepare:
            return
        self.stdout.write(f"The demo of Konbit answers at http://{host}:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()
        raise SystemExit(serve(host, port))
