"""The settings' clock. Everywhere but in the demo it is the machine's; the demo's stands still until moved forward.

A trial, in which weeks shall pass in a minute, names a file in KONBIT_TRIAL_CLOCK: its first line is the moment. No
installation that people use does.

The clock is read at the edge (a page, a command or a job) and handed to operations as `at`. Sessions, leases and rate
limits run on the machine's time, whatever this clock says.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.foundation.models import DemoClock
from konbit.foundation.refusals import Refusal


class ClockOnlyMovesForward(Refusal):
    code = "clock_only_moves_forward"
    says = _("The clock of the demo only moves forward.")
    instead = "demo_clock", _("Go back to the clock")


def now() -> datetime:
    """The present moment by the settings' clock, with its time zone (UTC)."""
    if settings.KONBIT_TRIAL_CLOCK:
        return datetime.fromisoformat(Path(settings.KONBIT_TRIAL_CLOCK).read_text().strip())
    if settings.KONBIT_DEMO:
        demo = DemoClock.objects.first()
        if demo is not None:
            return demo.moment
    return timezone.now()


def demo_has_begun() -> bool:
    """Whether the demo's clock was ever set."""
    return DemoClock.objects.exists()


def move_demo_clock(moment: datetime) -> None:
    """Set the demo's clock to a later moment.

    Raises:
        ClockOnlyMovesForward: the moment lies before the present one.
    """
    demo = DemoClock.objects.first()
    if demo is not None and moment < demo.moment:
        raise ClockOnlyMovesForward
    DemoClock.objects.update_or_create(pk=1, defaults={"moment": moment})
