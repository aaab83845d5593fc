"""The series goes on by itself, follows settings as they foretell it, and notes a meeting that nobody held."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import SYSTEM
from konbit.foundation.schedule import regularly
from konbit.meetings import queries
from konbit.meetings.operations.series import keep_series, note_missed
from konbit.meetings.steps import runs
from konbit.network.what_follows import Move, OnHoliday, foretells_moves, names_holidays


@regularly("meetings.keep_series", every=timedelta(minutes=1), says=_("Keep every series a year ahead"))
def keep(*, at: datetime) -> None:
    """Lay what is missing to a year from today, and follow settings that were changed."""
    keep_series(by=SYSTEM, at=at)


@runs("miss")
def miss(meeting: Any, at: datetime) -> bool:
    """Note a meeting as missed when its day passed and nobody opened it."""
    return note_missed(meeting=meeting, by=SYSTEM, at=at)


@foretells_moves
def moves(group: Any, at: datetime) -> list[Move]:
    """The later meetings, which follow another interval."""
    return [Move(one.pk, one.day, day) for one, day in queries.moves_by_settings(group, at)]


@names_holidays
def on_holidays(group: Any, at: datetime) -> list[OnHoliday]:
    """Coming meetings on a day on which nobody works. They stay there until somebody moves them."""
    return [
        OnHoliday(one.day, reverse("meeting", args=[one.pk]), reverse("edit_meeting", args=[one.pk]))
        for one in queries.planned_on_holidays(group, at)
    ]
