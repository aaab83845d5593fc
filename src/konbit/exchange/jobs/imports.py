"""Large imports, part by part; and files that nobody went on with."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.accounts.queries import person_by_id
from konbit.exchange.operations.importing import PART, UNDO_PART, import_part, undo_part
from konbit.exchange.operations.imports import CHECK, forget_uploads, look_at_rows
from konbit.exchange.queries.imports import run_by_id
from konbit.foundation import outbox
from konbit.foundation.actor import SYSTEM, Actor, shell_operator
from konbit.foundation.refusals import Refusal
from konbit.foundation.schedule import regularly
from konbit.network.queries import actor_for

FORGOTTEN_AFTER = timedelta(days=7)


def _actor(run: Any, at: datetime) -> Actor:
    """Whoever began it, with the rights of now; at the command line, whoever runs the installation."""
    if run.channel == "command":
        return shell_operator()
    return actor_for(person_by_id(run.started_by_id), at)


@outbox.handles(CHECK, says=_("The check of an imported file"), inside=True)
def check(*, run_id: UUID, at: datetime) -> None:
    """Look what would become of each row, unless somebody stopped it or threw it away."""
    run = run_by_id(run_id)
    if run is not None and run.state == "checking":
        look_at_rows(run=run, by=_actor(run, at), at=at)


@outbox.handles(PART, says=_("A part of an import"), inside=True)
def write_part(*, run_id: UUID, part: int, at: datetime) -> None:
    """Write one part, and post the next one. Whoever lost the right to import stops it by that."""
    run = run_by_id(run_id)
    if run is None or run.state != "importing":
        return
    try:
        run = import_part(run=run, part=part, by=_actor(run, at), at=at)
    except Refusal:
        return
    if run.state == "importing":
        outbox.post(PART, due_at=at, run_id=run.pk, part=part + 1)


@outbox.handles(UNDO_PART, says=_("A part of an import that is taken back"), inside=True)
def take_part_back(*, run_id: UUID, number: int, at: datetime) -> None:
    """Take some rows back, and post the next part."""
    run = run_by_id(run_id)
    if run is None or run.state not in ("undoing", "stopping"):
        return
    run = undo_part(run=run, by=_actor(run, at), at=at)
    if run.state != "undone":
        outbox.post(UNDO_PART, due_at=at, run_id=run.pk, number=number + 1)


@regularly("exchange.uploads", every=timedelta(hours=1), says=_("Forget files that nobody imported"))
def forget(*, at: datetime) -> None:
    """A file that was uploaded and not imported for a week is forgotten."""
    forget_uploads(before=at - FORGOTTEN_AFTER, by=SYSTEM, at=at)
