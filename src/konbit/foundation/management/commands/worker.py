"""`konbit worker`: do jobs and what is done regularly, until told to stop."""

from argparse import ArgumentParser
from typing import Any

from konbit.foundation.commands import KonbitCommand
from konbit.foundation.processes import keep_working, work_off


class Command(KonbitCommand):
    help = (
        "Do the jobs that wait, such as letters, and what is done regularly, such as the steps of the cycle."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")
        parser.add_argument(
            "--only", choices=["jobs", "schedule"], help="one of both, beside another process"
        )

    def handle(self, *args: Any, once: bool, only: str | None, **options: Any) -> None:
        if once:
            work_off()
        else:
            keep_working(jobs=only != "schedule", schedule=only != "jobs")
