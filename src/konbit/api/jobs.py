"""Regular work of this room: kept answers are thrown away after 30 days."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from konbit.api.operations.answers import throw_old_answers_away
from konbit.foundation.actor import SYSTEM
from konbit.foundation.schedule import regularly


@regularly("api.old_answers", every=timedelta(hours=6), says=_("Throw away old answers of the API"))
def old_answers(*, at: datetime) -> None:
    """Answers that are older than 30 days go."""
    throw_old_answers_away(by=SYSTEM, at=at)
