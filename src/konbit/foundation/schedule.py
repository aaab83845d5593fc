"""What is done again and again: each room registers its tasks, and every scheduler process does those that are due.

    @regularly("meetings.cycle", every=timedelta(seconds=5), says=_("Look which steps of the cycle have come"))
    def turn_the_cycle(*, at: datetime) -> None: ...

`every` is time by the machine's clock, counted in each process: after a start, and when the settings' clock has moved,
every task is done at once. So a task must do no harm when it is done twice, or by two schedulers at the same time; it
posts jobs with a dedupe key. It should look with a plain read whether there is anything to do, and write only then.
A task that fails is noted for the operator and stops no other.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise

from konbit.foundation import clock
from konbit.foundation.models import RegularFault

Task = Callable[..., None]
# The settings' clock runs beside the machine's, but for a demo or a trial, whose clock is moved.
MOVED = timedelta(minutes=1)
log = logging.getLogger("konbit.schedule")


@dataclass(frozen=True)
class Regular:
    """A task that is done regularly, with the words an operator reads."""

    name: str
    every: timedelta
    says: str | Promise
    do: Task


_tasks: dict[str, Regular] = {}


def regularly(name: str, *, every: timedelta, says: str | Promise) -> Callable[[Task], Task]:
    """Register a task; it gets `at` by the settings' clock. `says` names it for the operator: “Look for replies”."""

    def register(task: Task) -> Task:
        _tasks[name] = Regular(name, every, says, task)
        return task

    return register


def regular_tasks() -> list[Regular]:
    """Every registered task, in the order of their names."""
    return sorted(_tasks.values(), key=lambda task: task.name)


class Scheduler:
    """What one process knows of its regular tasks: when each was done last, and where the clock stood."""

    def __init__(self) -> None:
        self._done: dict[str, float] = {}
        self._looked: tuple[datetime, float] | None = None

    def do_what_is_due(self) -> int:
        """Do every task whose time has come, all of them when the settings' clock has moved; answers how many."""
        at, real = clock.now(), time.monotonic()
        if self._has_moved(at, real):
            self._done.clear()
        self._looked = (at, real)
        due = [task for task in regular_tasks() if self._is_due(task, real)]
        for task in due:
            self._done[task.name] = real
            _do(task, at)
        return len(due)

    def _has_moved(self, at: datetime, real: float) -> bool:
        if self._looked is None:
            return True
        looked_at, looked_real = self._looked
        return abs(at - looked_at - timedelta(seconds=real - looked_real)) > MOVED

    def _is_due(self, task: Regular, real: float) -> bool:
        done = self._done.get(task.name)
        return done is None or real - done >= task.every.total_seconds()


def _do(task: Regular, at: datetime) -> None:
    try:
        task.do(at=at)
    except Exception as fault:
        # The name of the fault only: its text may hold an address or what a person wrote.
        log.warning("regular task %s failed: %s", task.name, type(fault).__name__)
        RegularFault.objects.update_or_create(
            name=task.name, defaults={"last_error": type(fault).__name__, "failed_at": timezone.now()}
        )
        return
    if RegularFault.objects.filter(name=task.name).exists():
        RegularFault.objects.filter(name=task.name).delete()
