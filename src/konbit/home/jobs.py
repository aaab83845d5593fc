"""Work of this room after the transaction: a backup that was asked for on the page; and the draft, on its day."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.foundation import outbox
from konbit.foundation.actor import SYSTEM, Actor
from konbit.home.operations.agenda_draft import build_draft
from konbit.home.operations.backups import MAKE, make_backup
from konbit.meetings.steps import runs

# The person who asked stands in the entry of their asking.
WORKER = Actor(is_operator=True, channel="system")


@outbox.handles(MAKE, says=_("A backup"), inside=True)
def make(*, at: datetime) -> None:
    """Make a backup, outside the job's transaction: people go on working meanwhile."""
    outbox.outside(lambda: make_backup(by=WORKER, at=at))


@runs("draft")
def draft(meeting: Any, at: datetime) -> bool:
    """Build the draft of a meeting that is being prepared; one that was approved stays as it is."""
    if meeting.state == "planned":
        build_draft(meeting=meeting, by=SYSTEM, at=at)
    return meeting.is_before
