"""`konbit worker`: do the jobs of the outbox, one after another, until told to stop."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from konbit.foundation.outbox import work_once


class Command(BaseCommand):
    help = "Send letters and do other work that waits in the outbox."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stopping: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda got, _frame: stopping.append(got))
        while not stopping:
            if not work_once():
                if once:
                    return
                close_old_connections()
                time.sleep(0.5)
