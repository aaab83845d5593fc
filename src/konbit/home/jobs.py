"""Work of this room after the transaction: a backup that was asked for on the page; the draft, on its day; the index of
the search, compared every night; and files that nobody needs any more."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.foundation import attachments, outbox
from konbit.foundation.actor import SYSTEM, Actor
from konbit.foundation.schedule import regularly
from konbit.home.operations.agenda_draft import build_draft
from konbit.home.operations.backups import MAKE, make_backup
from konbit.home.search import keeping
from konbit.home.search.kind import kinds
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


@outbox.handles(keeping.REBUILD, says=_("Compare the search with the records"), inside=True)
def rebuild_search(*, code: str, at: datetime) -> None:
    """Compare one kind whole, outside the job's transaction: people go on working meanwhile."""
    outbox.outside(lambda: keeping.rebuild(code))


@regularly(
    "home.search",
    every=timedelta(hours=24),
    says=_("Compare the search with the records, and sweep files away"),
)
def look_after_what_is_kept(*, at: datetime) -> None:
    """Once a night and after each start: a restored or upgraded installation has an index too."""
    for kind in kinds():
        keeping.rebuild_soon(kind.code, at)
    attachments.sweep(at, timezone.now())
