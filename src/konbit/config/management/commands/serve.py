"""`konbit serve`: bring the database up to date and serve this installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from konbit.config.serving import serve
from konbit.foundation.commands import KonbitCommand


class Command(KonbitCommand):
    help = "Serve this installation: web pages, and the worker that sends letters."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.stdout.write(f"Konbit answers at http://{host}:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()
        raise SystemExit(serve(host, port))
