"""`konbit health`: what the operator's page says, for the shell and for programs that watch."""

import sys
from typing import Any

from konbit.foundation import clock
from konbit.foundation.commands import KonbitCommand, must_be_started
from konbit.home.operating import standing


class Command(KonbitCommand):
    help = "Say whether somebody works, what waits and what failed. Exit code 1 where something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        must_be_started()
        now = standing(clock.now())
        for loop in now.loops:
            seen = f"last seen {loop.last_seen:%Y-%m-%d %H:%M:%S} UTC" if loop.last_seen else "never seen"
            self.stdout.write(f"{loop.kind}: {'works' if loop.is_alive else 'does NOT work'}, {seen}")
        for kind in now.waiting:
            late = ", LATE" if kind.is_late else ""
            self.stdout.write(
                f"waiting: {kind.count} {kind.kind}, the oldest for {kind.minutes} minutes{late}"
            )
        self.stdout.write(f"failed: {now.dead}")
        for fault in now.faults:
            self.stdout.write(f"fails regularly: {fault.name}: {fault.last_error}")
        if not now.is_well:
            sys.exit(1)
