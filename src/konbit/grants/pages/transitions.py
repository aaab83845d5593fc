"""Plans by which communities move from one organization's support to another's, and who looks after which now."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.grants import policies
from konbit.grants.forms.duties import (
    CallOffForm,
    MoveTransitionForm,
    PlanTransitionForm,
    RelationOwnerForm,
    TaskForm,
)
from konbit.grants.operations import transition_tasks as tasks
from konbit.grants.operations import transitions as operations
from konbit.grants.pages.form_page import form_page
from konbit.grants.queries import transitions as found
from konbit.grants.queries.networks import money_network
from konbit.network.policies import may_see_group
from konbit.network.queries import day_in, organizations_of
from konbit.ui.attempt import posted, send


@require_GET
def transitions(request: HttpRequest, address: str) -> HttpResponse:
    network = money_network(request.by, address)
    facts = {
        "group": network,
        "transitions": found.transitions_of(network),
        "may_plan": policies.may_plan_transition(request.by, network),
        "today": day_in(network, clock.now()),
    }
    return render(request, "grants/transitions.html", facts)


@require_GET
def relation_owners(request: HttpRequest, address: str) -> HttpResponse:
    network = money_network(request.by, address)
    today = day_in(network, clock.now())
    facts = {
        "group": network,
        "kept": found.communities_kept(network, today),
        "may_plan": policies.may_plan_transition(request.by, network),
        "may_open_members": bool(may_see_group(request.by, network)),
    }
    return render(request, "grants/relation_owners.html", facts)


@require_http_methods(["GET", "POST"])
def name_relation_owner(request: HttpRequest, address: str, community_id: UUID) -> HttpResponse:
    network = _planned(request, address)
    community = found.community_in(network, community_id)
    organizations = list(organizations_of(network))
    form = RelationOwnerForm(posted(request), organizations=_choices(organizations))
    tried = send(
        request,
        form,
        operations.name_relation_owner,
        prepare=lambda typed: typed | {"organization": _chosen(organizations, typed["organization"])},
        community=community,
        by=request.by,
        at=clock.now(),
    )
    communities = reverse("relation_owners", args=[network.address])
    if tried:
        messages.success(request, _("Saved."))
        return redirect(communities)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Who looks after this community?"),
        lede=community.name,
        lede_in=network.language,
        button=_("Save"),
        under=[(_("Who looks after which community"), communities)],
    )


@require_GET
def transition(request: HttpRequest, address: str, transition_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    shown = found.transition_in(network, transition_id)
    today = day_in(network, clock.now())
    is_over = bool(shown.closed_at or shown.called_off_at)
    facts = {
        "group": network,
        "transition": shown,
        "hand_overs": found.handed_over_by(shown),
        "tasks": [
            (one, not is_over and policies.may_do_task(request.by, one)) for one in found.tasks_of(shown)
        ],
        "is_over": is_over,
        "has_come": shown.on <= today,
        "today": today,
        "may_plan": not is_over and policies.may_plan_transition(request.by, network),
    }
    return render(request, "grants/transition.html", facts)


@require_http_methods(["GET", "POST"])
def new_transition(request: HttpRequest, address: str) -> HttpResponse:
    network = _planned(request, address)
    organizations = list(organizations_of(network))
    communities = {str(one.community.pk): one.community for one in _kept(network)}
    form = PlanTransitionForm(
        posted(request),
        organizations=_choices(organizations),
        communities=[(pk, one.name) for pk, one in communities.items()],
    )
    tried = send(
        request,
        form,
        operations.plan_transition,
        prepare=lambda typed: (
            typed
            | {
                "before": _chosen(organizations, typed["before"]),
                "hand_overs": [
                    (communities[one], _chosen(organizations, chosen)) for one, chosen in typed["hand_overs"]
                ],
            }
        ),
        network=network,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("The plan stands. Add the tasks that belong to it."))
        return redirect("transition", address=network.address, transition_id=tried.value.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Plan a transition"),
        lede=_(
            "From a day on, other organizations look after communities. What was before that day stays as it was."
        ),
        button=_("Plan it"),
        under=[_under(network)],
    )


@require_http_methods(["GET", "POST"])
def move_transition(request: HttpRequest, address: str, transition_id: UUID) -> HttpResponse:
    network = _planned(request, address)
    shown = found.transition_in(network, transition_id)
    form = MoveTransitionForm(posted(request), initial={"on": shown.on, "version": shown.version})
    tried = send(request, form, operations.move_transition, transition=shown, by=request.by, at=clock.now())
    return _after(
        request,
        form,
        tried,
        shown,
        heading=_("Move the day"),
        button=_("Move it"),
        said=_("The day is moved."),
    )


@require_http_methods(["GET", "POST"])
def call_off_transition(request: HttpRequest, address: str, transition_id: UUID) -> HttpResponse:
    network = _planned(request, address)
    shown = found.transition_in(network, transition_id)
    form = CallOffForm(posted(request), initial={"version": shown.version})
    tried = send(
        request, form, operations.call_off_transition, transition=shown, by=request.by, at=clock.now()
    )
    return _after(
        request,
        form,
        tried,
        shown,
        heading=_("Call this plan off?"),
        button=_("Call it off"),
        said=_("The plan is called off. Nothing changes hands."),
    )


@require_POST
def close_transition(request: HttpRequest, address: str, transition_id: UUID) -> HttpResponse:
    network = _planned(request, address)
    shown = found.transition_in(network, transition_id)
    operations.close_transition(transition=shown, by=request.by, at=clock.now())
    messages.success(request, _("The plan is closed."))
    return redirect("transition", address=network.address, transition_id=shown.pk)


@require_http_methods(["GET", "POST"])
def new_transition_task(request: HttpRequest, address: str, transition_id: UUID) -> HttpResponse:
    network = _planned(request, address)
    shown = found.transition_in(network, transition_id)
    organizations = list(organizations_of(network))
    form = TaskForm(posted(request), organizations=_choices(organizations))
    tried = send(
        request,
        form,
        tasks.add_task,
        prepare=lambda typed: typed | {"owner": _chosen(organizations, typed["owner"])},
        transition=shown,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        shown,
        heading=_("Add a task"),
        button=_("Add it"),
        said=_("The task is added."),
    )


@require_POST
def finish_transition_task(request: HttpRequest, address: str, task_id: UUID) -> HttpResponse:
    task = found.task_in(money_network(request.by, address), task_id)
    tasks.finish_task(task=task, by=request.by, at=clock.now())
    undo = "undo:" + reverse("reopen_transition_task", args=[address, task.pk])
    messages.success(request, _("The task is done."), extra_tags=undo)
    return redirect("transition", address=address, transition_id=task.transition_id)


@require_POST
def reopen_transition_task(request: HttpRequest, address: str, task_id: UUID) -> HttpResponse:
    task = found.task_in(money_network(request.by, address), task_id)
    tasks.reopen_task(task=task, by=request.by, at=clock.now())
    messages.success(request, _("The task is open again."))
    return redirect("transition", address=address, transition_id=task.transition_id)


@require_POST
def remove_transition_task(request: HttpRequest, address: str, task_id: UUID) -> HttpResponse:
    task = found.task_in(money_network(request.by, address), task_id)
    tasks.remove_task(task=task, by=request.by, at=clock.now())
    messages.success(request, _("The task is taken out of the plan."))
    return redirect("transition", address=address, transition_id=task.transition_id)


def _planned(request: HttpRequest, address: str) -> Any:
    network = money_network(request.by, address)
    require(policies.may_plan_transition(request.by, network))
    return network


def _kept(network: Any) -> list[found.CommunityKept]:
    return found.communities_kept(network, day_in(network, clock.now()))


def _choices(organizations: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in organizations]


def _chosen(organizations: Iterable[Any], chosen: str) -> Any:
    return next((one for one in organizations if str(one.pk) == chosen), None)


def _under(network: Any) -> tuple[str, str]:
    return _("Transitions"), reverse("transitions", args=[network.address])


def _after(
    request: HttpRequest, form: Any, tried: Any, shown: Any, *, heading: str, button: str, said: str
) -> HttpResponse:
    network = shown.network
    if tried:
        messages.success(request, said)
        return redirect("transition", address=network.address, transition_id=shown.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=heading,
        lede=shown.name,
        lede_in=network.language,
        button=button,
        under=[_under(network), (shown.name, reverse("transition", args=[network.address, shown.pk]))],
    )
