"""Tasks of a transition: the plan stays open until each of them is done."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.grants import policies
from konbit.grants.models import Transition, TransitionTask
from konbit.grants.operations.transitions import NotOfThisNetwork
from konbit.grants.transition_steps import hold_transition, refuse_closed
from konbit.network.models import Organization
from konbit.network.queries import day_in


class TaskIsEmpty(Refusal):
    code, kind, field = "task_is_empty", Kind.UNREADABLE, "what"
    says = _("Say in a few words what is to be done.")


@transaction.atomic
def add_task(
    *,
    transition: Transition,
    what: str,
    by: Actor,
    at: datetime,
    owner: Organization | None = None,
    due_on: date | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> TransitionTask:
    """Add something that is to be done before the plan closes.

    Raises:
        TransitionIsClosed, TaskIsEmpty; NotOfThisNetwork: its owner is another network's.
    """
    transition = hold_transition(transition, by)
    if key and (there := TransitionTask.objects.filter(key=key).first()):
        return there
    if not what.strip():
        raise TaskIsEmpty
    if owner is not None and owner.network_id != transition.network_id:
        raise NotOfThisNetwork(name=owner.name)
    task = TransitionTask.objects.create(
        transition=transition,
        position=transition.tasks.count() + 1,
        what=what.strip(),
        owner=owner,
        due_on=due_on,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    return _noted(task, "grants.add_transition_task", ["what", "owner", "due_on"], by, at)


class DoneDayLiesAhead(Refusal):
    code, kind, field = "done_day_lies_ahead", Kind.UNREADABLE, "done_on"
    says = _("What is done lies behind: %(typed)s is still to come.")


@transaction.atomic
def finish_task(
    *, task: TransitionTask, by: Actor, at: datetime, done_on: date | None = None
) -> TransitionTask:
    """Say that a task is done: today, unless another day is named.

    Raises:
        NotAllowed: neither its owner nor who plans the transition.
        TransitionIsClosed; DoneDayLiesAhead.
    """
    task, today = _locked(task, by), day_in(task.transition.network, at)
    if done_on is not None and done_on > today:
        raise DoneDayLiesAhead(typed=done_on.isoformat())
    task.done_on = done_on or today
    task.save(update_fields=["done_on"])
    return _noted(task, "grants.finish_transition_task", ["done_on"], by, at)


@transaction.atomic
def reopen_task(*, task: TransitionTask, by: Actor, at: datetime) -> TransitionTask:
    """Say that a task is not done after all.

    Raises:
        NotAllowed, TransitionIsClosed: as when finishing it.
    """
    task = _locked(task, by)
    task.done_on = None
    task.save(update_fields=["done_on"])
    return _noted(task, "grants.reopen_transition_task", ["done_on"], by, at)


@transaction.atomic
def remove_task(*, task: TransitionTask, by: Actor, at: datetime) -> None:
    """Take a task out of the plan that was written there by mistake.

    Raises:
        NotAllowed: the person does not plan transitions.
        TransitionIsClosed.
    """
    hold_transition(task.transition, by)
    _noted(task, "grants.remove_transition_task", [], by, at)
    task.delete()


def _locked(task: TransitionTask, by: Actor) -> TransitionTask:
    found = (
        TransitionTask.objects.select_for_update(of=("self",))
        .select_related("transition__network", "owner")
        .get(pk=task.pk)
    )
    require(policies.may_do_task(by, found))
    refuse_closed(found.transition)
    return found


def _noted(task: TransitionTask, verb: str, fields: list[str], by: Actor, at: datetime) -> TransitionTask:
    write_entry(verb, about=task, by=by, at=at, group_id=task.transition.network_id, fields=fields)
    return task
