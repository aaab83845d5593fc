"""The road map, on the screen and on paper; and the plan of one result."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.network.queries import group_for, member_in, public_group
from konbit.results import policies, queries
from konbit.results.forms import PlanForm
from konbit.results.operations.road_map import plan_result
from konbit.ui.attempt import posted, send


@require_GET
def road_map(request: HttpRequest, address: str) -> HttpResponse:
    group = public_group(request.by, address)
    # Results, and with them the road map, belong to the whole network.
    if group.parent_id is not None:
        raise NotFound
    at = clock.now()
    facts = {
        "group": group,
        "now": at,
        "road_map": queries.road_map_for(request.by, group, at),
        "may_plan": bool(policies.may_keep_register(request.by, group)),
    }
    template = "results/road_map_print.html" if "print" in request.GET else "results/road_map.html"
    return render(request, template, facts)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, address: str, code: str) -> HttpResponse:
    group = group_for(request.by, address)
    result = queries.result_by_code(group, code).result
    require(policies.may_plan_result(request.by, result))
    at = clock.now()
    form = PlanForm(
        posted(request),
        initial=queries.plan_of(result),
        owners=queries.owner_choices(group, result, at),
        periods=queries.period_choices(group, result, at),
    )

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        until = typed["planned_until"]
        return {
            "owner": member_in(group, typed["owner"]) if typed["owner"] else None,
            "planned_until": date.fromisoformat(until) if until else None,
            "version": typed["version"],
        }

    tried = send(request, form, plan_result, prepare=prepare, result=result, by=request.by, at=at)
    if tried:
        messages.success(request, _("Planned. It stands on the road map below."))
        return redirect("road_map", address=group.address)
    facts = {"group": group, "result": result, "form": form}
    return render(request, "results/plan_result.html", facts, status=tried.status)
