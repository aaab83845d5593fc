"""`konbit failed`: jobs that wait for the operator's word."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand, must_be_started
from konbit.home.operating import dead_jobs
from konbit.home.operations.dead_jobs import decide_on_all, set_aside, try_again


class Command(KonbitCommand):
    help = "List the jobs that failed, or say what becomes of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        decision = parser.add_mutually_exclusive_group()
        decision.add_argument("--again", metavar="ID", help='try it again; "all" for every one')
        decision.add_argument("--aside", metavar="ID", help='leave it for good; "all" for every one')

    def handle(self, *args: Any, again: str | None, aside: str | None, **options: Any) -> None:
        must_be_started()
        chosen = again or aside
        if chosen is None:
            for job in dead_jobs():
                self.stdout.write(f"{job.id}  {job.kind}  {job.attempts} tries  {job.last_error}")
        elif chosen == "all":
            count = decide_on_all(again=again is not None, by=shell_operator(), at=clock.now())
            self.stdout.write(f"{count} decided.")
        else:
            try:
                job_id = UUID(chosen)
            except ValueError as unreadable:
                raise CommandError(f"{chosen} is no id of a job.") from unreadable
            verb = try_again if again else set_aside
            verb(job_id=job_id, by=shell_operator(), at=clock.now())
