"""The outbox: a job is written in the caller's transaction and done by a worker afterwards, at least once.

A worker leases one job at a time. If it is killed, the lease runs out and another worker takes the job again; so a
handler must do no harm when it runs twice. After `TRIES` failures, or tries that never came back, the job is dead and
waits for the operator.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from konbit.foundation import clock
from konbit.foundation.models import Job

LEASE = timedelta(minutes=2)
TRIES = 8
log = logging.getLogger("konbit.outbox")

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind; it gets the payload as keywords and `at`."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def post(kind: str, *, due_at: datetime, dedupe_key: str | None = None, **payload: UUID | str | int) -> None:
    """Write a job in the caller's transaction. The same dedupe key twice writes once."""
    values = {name: str(value) if isinstance(value, UUID) else value for name, value in payload.items()}
    if dedupe_key is None:
        Job.objects.create(kind=kind, payload=values, due_at=due_at)
    else:
        Job.objects.get_or_create(
            dedupe_key=dedupe_key, defaults={"kind": kind, "payload": values, "due_at": due_at}
        )


def _lease_one() -> Job | None:
    real = timezone.now()
    with transaction.atomic():
        waiting = (
            Job.objects.filter(done_at=None, dead_at=None, due_at__lte=clock.now())
            .filter(Q(retry_at=None) | Q(retry_at__lte=real))
            .filter(Q(lease_until=None) | Q(lease_until__lt=real))
            .order_by("due_at", "written_at")
        )
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is not None:
            job.lease_until = real + LEASE
            job.attempts += 1
            job.save(update_fields=["lease_until", "attempts"])
        return job


def work_once() -> bool:
    """Do one waiting job. Answers whether there was one."""
    job = _lease_one()
    if job is None:
        return False
    if job.attempts > TRIES:
        # The last try never came back: the job kills whoever does it.
        job.last_error, job.lease_until, job.dead_at = "WorkerKilled", None, timezone.now()
        job.save(update_fields=["last_error", "lease_until", "dead_at"])
        return True
    try:
        _handlers[job.kind](at=clock.now(), **_typed(job.payload))
    except Exception as fault:
        # The name of the fault only: its text may hold an address or what a person wrote.
        log.warning("job %s (%s) failed: %s", job.pk, job.kind, type(fault).__name__)
        job.last_error = type(fault).__name__
        job.lease_until = None
        if job.attempts >= TRIES:
            job.dead_at = timezone.now()
        else:
            job.retry_at = timezone.now() + timedelta(seconds=2**job.attempts)
        job.save(update_fields=["last_error", "lease_until", "dead_at", "retry_at"])
        return True
    job.done_at = timezone.now()
    job.save(update_fields=["done_at"])
    return True


def work_until_empty() -> int:
    """Do every job that is due; answers how many were tried."""
    done = 0
    while work_once():
        done += 1
    return done


def _typed(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: UUID(value) if name.endswith("_id") else value for name, value in payload.items()}
