"""The steps of a cycle by their code: each room registers what it does when a step's day has come.

Codes and days stand in `domain.cycle`. A step is called inside the transaction in which it is noted as run, so it runs
once, whatever happens to the worker; it changes records and posts jobs, and never speaks to the outside itself.
"""

from collections.abc import Callable
from datetime import datetime

from konbit.meetings.models import Meeting

Step = Callable[[Meeting, datetime], bool]
_steps: dict[str, Step] = {}


def runs(code: str) -> Callable[[Step], Step]:
    """Register what a step does. It gets the meeting, locked, and `at`; it answers False when it came too late."""

    def register(step: Step) -> Step:
        _steps[code] = step
        return step

    return register


def step_for(code: str) -> Step | None:
    """What runs for this code; None where no room has anything to do."""
    return _steps.get(code)
