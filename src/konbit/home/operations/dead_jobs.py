"""Jobs that failed too often, or were held after a restore: the operator says what becomes of them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts import policies
from konbit.audit.operations import write_entry
from konbit.foundation import outbox
from konbit.foundation.actor import Actor
from konbit.foundation.models import Job
from konbit.foundation.refusals import Kind, Refusal, require


class NotDeadAnyMore(Refusal):
    code, kind = "not_dead_any_more", Kind.CONFLICT
    says = _("Somebody already decided about this one, or it is being done.")


def _dead(job_id: UUID) -> Job:
    job = outbox.dead_jobs().filter(pk=job_id).first()
    if job is None:
        raise NotDeadAnyMore
    return job


@transaction.atomic
def try_again(*, job_id: UUID, by: Actor, at: datetime) -> None:
    """Let a dead job be done as if it were new.

    Raises:
        NotDeadAnyMore: it is not waiting for this decision.
    """
    require(policies.may_operate(by))
    job = _dead(job_id)
    outbox.revive(job)
    write_entry("home.try_again", about=job, by=by, at=at)


@transaction.atomic
def set_aside(*, job_id: UUID, by: Actor, at: datetime) -> None:
    """Leave a dead job for good.

    Raises:
        NotDeadAnyMore: it is not waiting for this decision.
    """
    require(policies.may_operate(by))
    job = _dead(job_id)
    outbox.set_aside(job)
    write_entry("home.set_aside", about=job, by=by, at=at)


@transaction.atomic
def decide_on_all(*, again: bool, by: Actor, at: datetime) -> int:
    """Let every dead job be done as if it were new, or leave every one for good; answers how many."""
    require(policies.may_operate(by))
    verb = try_again if again else set_aside
    waiting = list(outbox.dead_jobs().values_list("pk", flat=True))
    for job_id in waiting:
        verb(job_id=job_id, by=by, at=at)
    return len(waiting)
