"""The long goal with its day count and milestones, and the forms that change it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.network.queries import group_for, public_group
from konbit.results import policies, queries
from konbit.results.forms import LongGoalForm, MilestoneForm, ReachedForm
from konbit.results.operations import long_goals
from konbit.results.trends import change_words, goal_words, trend_of
from konbit.ui.attempt import posted, send


@require_GET
def long_goal(request: HttpRequest, address: str) -> HttpResponse:
    group = public_group(request.by, address)
    now = queries.long_goal_of(group, clock.now())
    both = now.both if now else None
    facts = {
        "group": group,
        "now": now,
        "change": change_words(both) if both else "",
        "goal_words": goal_words(both) if both else "",
        "chart": trend_of(now.card) if now and both and now.card else None,
        "may_keep": bool(policies.may_keep_register(request.by, group)) and group.parent_id is None,
    }
    return render(request, "results/long_goal.html", facts)


@require_http_methods(["GET", "POST"])
def set_long_goal(request: HttpRequest, address: str) -> HttpResponse:
    group = _kept_by(request, address)
    now = queries.long_goal_of(group, clock.now())
    form = LongGoalForm(
        posted(request),
        initial=queries.long_goal_as_typed(now.goal) if now else {},
        indicators=queries.indicator_choices(group),
    )
    tried = send(
        request,
        form,
        long_goals.set_long_goal,
        prepare=lambda typed: {
            **typed,
            "indicator": queries.indicator_by_code(group, typed["indicator"]) if typed["indicator"] else None,
        },
        network=group,
        by=request.by,
        at=clock.now(),
    )
    return _after(request, tried, "results/set_long_goal.html", group, form)


@require_http_methods(["GET", "POST"])
def add_milestone(request: HttpRequest, address: str) -> HttpResponse:
    group = _kept_by(request, address)
    now = queries.long_goal_of(group, clock.now())
    if now is None:
        raise NotFound
    form = MilestoneForm(posted(request))
    tried = send(request, form, long_goals.add_milestone, goal=now.goal, by=request.by, at=clock.now())
    return _after(request, tried, "results/add_milestone.html", group, form)


@require_http_methods(["GET", "POST"])
def reach_milestone(request: HttpRequest, address: str, milestone_id: UUID) -> HttpResponse:
    group = _kept_by(request, address)
    milestone = queries.milestone_by_id(group, milestone_id)
    form = ReachedForm(
        posted(request),
        initial={
            "reached_on": milestone.reached_on,
            "evidence": milestone.evidence,
            "version": milestone.version,
        },
    )
    tried = send(
        request, form, long_goals.reach_milestone, milestone=milestone, by=request.by, at=clock.now()
    )
    return _after(request, tried, "results/reach_milestone.html", group, form, milestone=milestone)


def _kept_by(request: HttpRequest, address: str) -> Any:
    group = group_for(request.by, address)
    require(policies.may_keep_register(request.by, group))
    return group


def _after(
    request: HttpRequest, tried: Any, template: str, group: Any, form: Any, **facts: Any
) -> HttpResponse:
    if tried:
        messages.success(request, _("Saved."))
        return redirect("long_goal", address=group.address)
    return render(request, template, {"group": group, "form": form, **facts}, status=tried.status)
