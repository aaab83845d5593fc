"""The index kept as the records are: in the transaction of each verb, and compared whole every night.

Every verb writes an entry into the audit trail, and the trail tells of it; so no verb needs to know of the search.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from konbit.audit.written import entry_written
from konbit.foundation import clock, outbox
from konbit.home.search import index
from konbit.home.search.kind import Kind, kind_of, kinds

# What more records than these need is done by a job, so that an import is not held up.
AT_ONCE, IN_ONE_GO = 200, 500
REBUILD = "home.rebuild_search"
# These write rows by the thousand, under one entry.
BRINGS_ANYTHING = ("exchange.import", "exchange.undo_import", "exchange.stop_import")


def listen() -> None:
    """Hear of every entry that is written."""
    entry_written.connect(_heard, dispatch_uid="konbit.home.search")


def _heard(sender: Any, *, action: str, about: Collection[Model], **_more: Any) -> None:
    """Let the index hold what now stands; of very many records, write a job that does."""
    for kind in kinds():
        told = [one for one in about if isinstance(one, kind.model) or type(one) in kind.follows]
        if action.startswith(BRINGS_ANYTHING) or len(told) > AT_ONCE:
            rebuild_soon(kind.code)
            continue
        touched = {record_id for one in told for record_id in kind.touched_by(one)}
        if len(touched) > AT_ONCE:
            rebuild_soon(kind.code)
        elif touched:
            refresh(kind, touched)


def refresh(kind: Kind, record_ids: Collection[UUID]) -> int:
    """Let the index hold these records as they are now; answers how many rows differed."""
    rows = [kind.row(one) for one in kind.records().filter(pk__in=record_ids)]
    return index.put(rows, kind=kind.code, of=record_ids)


def rebuild_soon(code: str, at: datetime | None = None) -> None:
    """Write the job that compares a kind whole, in the caller's transaction."""
    waiting = outbox.waiting_jobs().filter(kind=REBUILD, payload={"code": code}, lease_until=None)
    if not waiting.exists():
        outbox.post(REBUILD, due_at=at or clock.now(), code=code)


def rebuild(code: str) -> tuple[int, int]:
    """Compare every record of a kind with the index and mend it; answers how many are there and how many differed."""
    kind = kind_of(code)
    there, differed = 0, 0
    for ids in _in_turn(kind.model.objects.order_by("pk").values_list("pk", flat=True).iterator()):
        with transaction.atomic():
            differed += refresh(kind, ids)
        there += len(ids)
    for ids in _in_turn(index.record_ids(code)):
        lost = set(ids) - set(kind.model.objects.filter(pk__in=ids).values_list("pk", flat=True))
        if lost:
            with transaction.atomic():
                differed += index.put([], kind=code, of=lost)
    return there, differed


def rebuild_everything() -> dict[str, tuple[int, int]]:
    """Compare every kind; answers of each how many records are there and how many rows differed."""
    index.forget_kinds_but([kind.code for kind in kinds()])
    return {kind.code: rebuild(kind.code) for kind in kinds()}


def _in_turn(ids: Iterable[UUID]) -> Iterable[tuple[UUID, ...]]:
    return batched(ids, IN_ONE_GO)
