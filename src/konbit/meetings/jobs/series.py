"""The series goes on by itself, and a meeting that nobody held is noted as missed."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import SYSTEM
from konbit.foundation.schedule import regularly
from konbit.meetings.operations.series import keep_series, note_missed
from konbit.meetings.steps import runs


@regularly("meetings.keep_series", every=timedelta(minutes=1), says=_("Keep every series a year ahead"))
def keep(*, at: datetime) -> None:
    """Lay what is missing to a year from today, and follow settings that were changed."""
    keep_series(by=SYSTEM, at=at)


@runs("miss")
def miss(meeting: Any, at: datetime) -> bool:
    """Note a meeting as missed when its day passed and nobody opened it."""
    return note_missed(meeting=meeting, by=SYSTEM, at=at)
