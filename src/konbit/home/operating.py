"""How the installation runs, for its operator: who works, what waits, what failed, which backups there are.

Kinds and counts only: an operator reads no letter and learns of nobody to whom one goes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konbit.foundation import outbox
from konbit.foundation.models import Job, RegularFault
from konbit.foundation.processes import JOBS, SCHEDULE, is_alive, last_seen
from konbit.foundation.refusals import Refusal
from konbit.foundation.schedule import regular_tasks
from konbit.home.backup.archive import read_manifest
from konbit.home.backup.places import backups_folder

LATE = timedelta(minutes=10)
LOOPS = {
    JOBS: _("Sends letters and does what waits"),
    SCHEDULE: _("Turns the cycle and does what is regular"),
}


@dataclass(frozen=True)
class Loop:
    """One of the two loops behind the pages."""

    kind: str
    says: Promise
    last_seen: datetime | None
    is_alive: bool


@dataclass(frozen=True)
class Waiting:
    """What waits of one kind. Its age is by the settings' clock, as its due moment is."""

    kind: str
    says: str | Promise
    count: int
    tried: int
    age: timedelta

    @property
    def minutes(self) -> int:
        return int(self.age.total_seconds() // 60)

    @property
    def is_late(self) -> bool:
        return self.age > LATE


@dataclass(frozen=True)
class DeadJob:
    """A job that waits for the operator's word."""

    id: str
    kind: str
    says: str | Promise
    dead_at: datetime
    attempts: int
    last_error: str

    @property
    def was_held(self) -> bool:
        return self.last_error == outbox.RESTORED


@dataclass(frozen=True)
class Fault:
    """A regular task that failed when it was done last."""

    name: str
    says: str | Promise
    first_failed_at: datetime
    last_error: str


@dataclass(frozen=True)
class Standing:
    """How it stands now."""

    loops: list[Loop]
    waiting: list[Waiting]
    dead: int
    faults: list[Fault]

    @property
    def works(self) -> bool:
        return all(loop.is_alive for loop in self.loops)

    @property
    def is_late(self) -> bool:
        return any(kind.is_late for kind in self.waiting)

    @property
    def is_well(self) -> bool:
        return self.works and not self.is_late and not self.dead and not self.faults


def standing(at: datetime) -> Standing:
    """How the installation stands at this moment of the settings' clock."""
    return Standing(
        loops=[Loop(kind, says, last_seen(kind), is_alive(kind)) for kind, says in LOOPS.items()],
        waiting=_waiting(at),
        dead=outbox.dead_jobs().count(),
        faults=_faults(),
    )


def _waiting(at: datetime) -> list[Waiting]:
    by_kind = (
        outbox.waiting_jobs()
        .order_by()
        .values("kind")
        .annotate(count=Count("pk"), tries=Max("attempts"), since=Min("due_at"))
        .order_by("since")
    )
    return [
        Waiting(row["kind"], outbox.kind_in_words(row["kind"]), row["count"], row["tries"], at - row["since"])
        for row in by_kind
    ]


def dead_jobs(count: int = 200) -> list[DeadJob]:
    """The jobs that wait for the operator's word, the newest first."""
    found: QuerySet[Job] = outbox.dead_jobs()[:count]
    return [
        DeadJob(
            str(job.pk), job.kind, outbox.kind_in_words(job.kind), job.dead_at, job.attempts, job.last_error
        )
        for job in found
    ]


def _faults() -> list[Fault]:
    says = {task.name: task.says for task in regular_tasks()}
    return [
        Fault(fault.name, says.get(fault.name, fault.name), fault.first_failed_at, fault.last_error)
        for fault in RegularFault.objects.order_by("name")
    ]


@dataclass(frozen=True)
class Backup:
    """One archive in the folder of backups."""

    name: str
    made_at: datetime
    rows: int
    kilobytes: int
    can_be_read: bool


def backups() -> list[Backup]:
    """What lies in the folder of backups, the newest first."""
    found = []
    for file in backups_folder().glob("*.zip"):
        size = file.stat()
        try:
            manifest = read_manifest(file)
            made_at, rows = manifest.moment, manifest.rows
        except Refusal:
            made_at, rows = datetime.fromtimestamp(size.st_mtime, tz=timezone.get_default_timezone()), 0
        found.append(Backup(file.name, made_at, rows, size.st_size // 1000, bool(rows)))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def backup_is_waiting() -> bool:
    """Whether a backup was asked for and is not made yet."""
    return Job.objects.filter(kind="home.make_backup", done_at=None, dead_at=None).exists()
