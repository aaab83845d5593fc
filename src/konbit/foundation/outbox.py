"""The outbox: a job is written in the caller's transaction and done by a worker afterwards, at least once.

A worker leases one job at a time. If it is killed, the lease runs out and another worker takes the job again; so a
handler must do no harm when it runs twice. After `TRIES` failures, or tries that never came back, the job is dead and
waits for the operator. A handler runs in one transaction; what speaks to the outside is handed to `outside` and happens
after it, so no other machine's silence holds the database. What went outside is written into the ledger too, so that no
restored backup sends it again.
"""

import logging
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from konbit.foundation import clock, ledger
from konbit.foundation.models import Job

TRIES = 8
SENT = "outbox.sent"
# Why a job is dead that nobody tried: a backup was restored, and it may have gone out after that backup.
RESTORED = "Restored"
log = logging.getLogger("konbit.outbox")

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}
_words: dict[str, str | Promise] = {}
_inside: set[str] = set()


class Later(Exception):
    """Raised by a handler whose job must wait until a moment by the settings' clock. What the handler wrote is rolled
    back, and the try does not count."""

    def __init__(self, *, until: datetime) -> None:
        super().__init__("later")
        self.until = until


@dataclass
class _Doing:
    """The job this worker has in hand, and what is to be done outside once its transaction stands."""

    job_id: UUID
    due_at: datetime
    outside: list[Callable[[], None]] = field(default_factory=list)


_doing: ContextVar[_Doing | None] = ContextVar("doing", default=None)


def current_job_id() -> UUID | None:
    """The id of the job that is being done, the same at each try; None outside a job."""
    doing = _doing.get()
    return doing.job_id if doing else None


def due_at_of_current_job() -> datetime | None:
    """When the job that is being done fell due, which may be long before it is done; None outside a job."""
    doing = _doing.get()
    return doing.due_at if doing else None


def outside(act: Callable[[], None]) -> None:
    """Do what speaks to the outside once the handler's transaction stands; at once where no job is being done.

    If it fails, the job is tried again from its start: so a handler never writes down that this has happened.
    """
    doing = _doing.get()
    if doing is None:
        act()
    else:
        doing.outside.append(act)


def handles(kind: str, *, says: str | Promise = "", inside: bool = False) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind; it gets the payload as keywords and `at`.

    `says` names the kind for the operator, as “The record after a meeting”. `inside`: it changes records only and tells
    nobody outside, so it is done again after a backup was restored that does not know of it.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        _words[kind] = says
        if inside:
            _inside.add(kind)
        return handler

    return register


def kind_in_words(kind: str) -> str | Promise:
    """What an operator reads for this kind; its code where nobody named it."""
    return _words.get(kind) or kind


def inside_kinds() -> frozenset[str]:
    """The kinds of jobs that tell nobody outside."""
    return frozenset(_inside)


@dataclass(frozen=True)
class Posting:
    """One of many jobs to be written at once."""

    due_at: datetime
    dedupe_key: str
    payload: dict[str, UUID | str | int] = field(default_factory=dict)


def post_many(kind: str, postings: Iterable[Posting]) -> None:
    """Write many jobs in the caller's transaction, a thousand at a time. A dedupe key that was used writes nothing."""
    Job.objects.bulk_create(
        (
            Job(kind=kind, payload=_plain(one.payload), due_at=one.due_at, dedupe_key=one.dedupe_key)
            for one in postings
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


def post(kind: str, *, due_at: datetime, dedupe_key: str | None = None, **payload: UUID | str | int) -> Job:
    """Write a job in the caller's transaction and answer it. The same dedupe key twice writes once."""
    values = _plain(payload)
    if dedupe_key is None:
        return Job.objects.create(kind=kind, payload=values, due_at=due_at)
    job, _made = Job.objects.get_or_create(
        dedupe_key=dedupe_key, defaults={"kind": kind, "payload": values, "due_at": due_at}
    )
    return job


def waiting_jobs() -> QuerySet[Job]:
    """The jobs that a worker has to do now or is doing, the one that was due first in front."""
    return Job.objects.filter(done_at=None, dead_at=None, due_at__lte=clock.now()).order_by(
        "due_at", "written_at"
    )


def _lease_one(among: QuerySet[Job]) -> Job | None:
    real = timezone.now()
    waiting = among.filter(
        Q(retry_at=None) | Q(retry_at__lte=real), Q(lease_until=None) | Q(lease_until__lt=real)
    )
    # A plain read first: on SQLite a transaction takes the lock of all who write, also where there is nothing to do.
    if not waiting.exists():
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is not None:
            job.lease_until = real + timedelta(seconds=settings.KONBIT_LEASE_SECONDS)
            job.attempts += 1
            job.save(update_fields=["lease_until", "attempts"])
        return job


def work_once() -> bool:
    """Do one waiting job. Answers whether there was one."""
    return _work(waiting_jobs())


def _work(among: QuerySet[Job]) -> bool:
    job = _lease_one(among)
    if job is None:
        return False
    if job.attempts > TRIES:
        # The last try never came back: the job kills whoever does it.
        job.last_error, job.lease_until, job.dead_at = "WorkerKilled", None, timezone.now()
        job.save(update_fields=["last_error", "lease_until", "dead_at"])
        return True
    try:
        spoke = _do(job)
    except Later as later:
        job.due_at, job.lease_until = later.until, None
        job.attempts -= 1
        job.save(update_fields=["due_at", "lease_until", "attempts"])
        return True
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
    if spoke and job.kind not in _inside:
        ledger.note(SENT, job_id=job.pk, kind=job.kind, dedupe_key=job.dedupe_key)
    job.done_at = timezone.now()
    job.save(update_fields=["done_at"])
    return True


def _do(job: Job) -> bool:
    """Do the job; answers whether anything was done outside."""
    doing = _Doing(job.pk, job.due_at)
    token = _doing.set(doing)
    try:
        with transaction.atomic():
            _handlers[job.kind](at=clock.now(), **_typed(job.payload))
        for act in doing.outside:
            act()
    finally:
        _doing.reset(token)
    return bool(doing.outside)


def work_until_empty() -> int:
    """Do every job that is due; answers how many were tried."""
    done = 0
    while work_once():
        done += 1
    return done


def work_inside_until_empty() -> int:
    """Do every job that is due and tells nobody outside; answers how many were tried."""
    done = 0
    while _work(waiting_jobs().filter(kind__in=_inside)):
        done += 1
    return done


def note_done(kind: str, *, at: datetime) -> Job:
    """A job that was done at once, by a command: it stands in the table like any other."""
    return Job.objects.create(kind=kind, due_at=at, done_at=timezone.now(), attempts=1)


def dead_jobs() -> QuerySet[Job]:
    """The jobs that wait for the operator's word, the newest first."""
    return Job.objects.filter(set_aside_at=None).exclude(dead_at=None).order_by("-dead_at", "pk")


def revive(job: Job) -> bool:
    """Let a dead job be tried again from the start; False where it is not dead any more."""
    return bool(
        dead_jobs()
        .filter(pk=job.pk)
        .update(dead_at=None, attempts=0, lease_until=None, retry_at=None, last_error="")
    )


def set_aside(job: Job) -> bool:
    """Leave a dead job for good: nobody tries it or is asked about it again; False where it is not dead any more."""
    return bool(dead_jobs().filter(pk=job.pk).update(set_aside_at=timezone.now()))


def hold_what_goes_outside(*, written_since: datetime | None = None) -> int:
    """Let every job that is due and speaks to the outside wait for the operator's word; answers how many.

    With `written_since`, only those written since this moment of the machine's clock.
    """
    found = waiting_jobs().exclude(kind__in=_inside).order_by()
    if written_since is not None:
        found = found.filter(written_at__gte=written_since)
    return found.update(dead_at=timezone.now(), last_error=RESTORED)


@ledger.replays(SENT)
def _went_out(*, noted_at: datetime, job_id: UUID, kind: str, dedupe_key: str | None) -> None:
    """The restored database did not know that this went outside: it is done, and nothing with its key is written again."""
    same = Q(pk=job_id) if dedupe_key is None else Q(dedupe_key=dedupe_key)
    if Job.objects.filter(same).exists():
        Job.objects.filter(same, done_at=None).update(done_at=noted_at, dead_at=None)
    elif dedupe_key is not None:
        Job.objects.create(
            pk=job_id, kind=kind, dedupe_key=dedupe_key, due_at=noted_at, done_at=noted_at, attempts=1
        )


def _plain(payload: dict[str, UUID | str | int]) -> dict[str, str | int]:
    return {name: str(value) if isinstance(value, UUID) else value for name, value in payload.items()}


def _typed(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: UUID(value) if name.endswith("_id") else value for name, value in payload.items()}
