"""The register of priorities and results, one result, one priority, and the forms that change them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.network.queries import day_in, group_for, network_of, public_group
from konbit.results import policies, queries
from konbit.results.forms import BaselineForm, PriorityForm, ResultForm, RungForm
from konbit.results.operations.priorities import add_priority as keep_priority
from konbit.results.operations.priorities import set_baseline as keep_baseline
from konbit.results.operations.results import add_result as keep_result
from konbit.results.operations.results import change_rung
from konbit.results.queries.career_ladders import ladders_for
from konbit.results.queries.change_agendas import has_agenda_page, lists_agendas
from konbit.results.queries.checks import checks_of
from konbit.results.queries.contributions import organizations_spoken_for, parts_in
from konbit.results.queries.evidence import evidence_for
from konbit.results.queries.pilots import pilots_for
from konbit.ui.attempt import attempt, posted
from konbit.ui.forms import Form
from konbit.ui.uploads import sent_files


@require_GET
def results(request: HttpRequest, address: str) -> HttpResponse:
    group = public_group(request.by, address)
    network = network_of(group)
    cards = queries.register(group)
    facts = {
        "group": group,
        # A group inside a network keeps no priorities of its own: its page leads to the network's.
        "network": network if network.pk != group.pk and queries.may_look(request.by, network) else None,
        "cards": cards,
        "counts": queries.rung_counts(standing.result for card in cards for standing in card.standings),
        "may_keep": bool(policies.may_keep_register(request.by, group)) and group.parent_id is None,
        "is_member": request.by.in_group(group.pk),
        "sees_agendas": bool(policies.may_see_agendas(request.by, network)),
        "lists_agendas": lists_agendas(request.by, network),
        "shows_agenda": has_agenda_page(request.by, group),
    }
    if "print" in request.GET:
        return render(request, "results/register_print.html", {**facts, "now": clock.now()})
    return render(request, "results/register.html", facts)


@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, address: str, code: str) -> HttpResponse:
    group = public_group(request.by, address)
    standing = queries.result_by_code(group, code)
    shown = standing.result
    initial = {"rung": shown.rung, "version": shown.version}
    form, status = RungForm(posted(request), sent_files(request), initial=initial), 200
    if request.method == "POST":
        require(policies.may_change_rung(request.by, group))
        status = 422
        if form.is_valid():
            wanted = form.cleaned_data
            tried = attempt(request, form, change_rung, result=shown, **wanted, by=request.by, at=clock.now())
            if tried.ok:
                facts = {
                    "code": shown.code,
                    "after": tried.value.word_after,
                    "before": tried.value.word_before,
                }
                messages.success(
                    request,
                    _(
                        "%(code)s now stands at “%(after)s”. "
                        "If that was a mistake, choose “%(before)s” again and say so as the reason."
                    )
                    % facts,
                )
                return redirect("result", address=group.address, code=shown.code)
            status = tried.status
    facts = {
        "group": group,
        "standing": standing,
        "result": shown,
        "changes": queries.changes_of(shown),
        "names_people": request.by.in_group(group.pk),
        "planned_for": queries.plan_says(shown),
        "is_on_road_map": queries.is_on_road_map(shown),
        "may_plan": bool(policies.may_plan_result(request.by, shown)),
        "serving": queries.commitments_serving(request.by, shown),
        "may_add_serving": queries.may_add_serving(request.by, shown),
        **_what_stands_behind(request, shown),
        "form": form if policies.may_change_rung(request.by, group) else None,
    }
    return render(request, "results/result.html", facts, status=status)


def _what_stands_behind(request: HttpRequest, shown: Any) -> dict[str, Any]:
    """Who had a part in a result, its evidence, its checks, and the pilots and ladders that belong to it."""
    network, today = shown.priority.network, day_in(shown.priority.network, clock.now())
    may_change = bool(policies.may_change_rung(request.by, network))
    checks = checks_of(shown, today)
    return {
        "parts": parts_in(request.by, shown),
        "may_add_part": bool(organizations_spoken_for(request.by, network)),
        "evidence": evidence_for(shown),
        "may_add_evidence": may_change,
        "checks": checks,
        "may_check": may_change
        and shown.rung == "achieved"
        and any(one.is_due and not one.is_last for one in checks),
        "pilots": pilots_for(shown),
        "ladders": ladders_for(shown),
    }


@require_GET
def priority(request: HttpRequest, address: str, code: str) -> HttpResponse:
    group = public_group(request.by, address)
    card = queries.priority_card(group, code)
    facts = {
        "group": group,
        "card": card,
        "part": Paginator(card.standings, queries.SHOWN_AT_ONCE).get_page(request.GET.get("page")),
        "names_before": card.priority.names_before.order_by("-number"),
        "may_keep": bool(policies.may_keep_register(request.by, group)),
    }
    return render(request, "results/priority.html", facts)


@require_http_methods(["GET", "POST"])
def add_priority(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    require(policies.may_keep_register(request.by, group))
    form = PriorityForm(posted(request))
    return _keep(request, "results/add_priority.html", {"group": group}, form, keep_priority, network=group)


@require_http_methods(["GET", "POST"])
def set_baseline(request: HttpRequest, address: str, code: str) -> HttpResponse:
    group = group_for(request.by, address)
    require(policies.may_keep_register(request.by, group))
    chosen = queries.priority_by_code(group, code)
    form = BaselineForm(posted(request), initial=queries.baseline_of(chosen))
    facts = {"group": group, "priority": chosen}
    return _keep(request, "results/set_baseline.html", facts, form, keep_baseline, priority=chosen)


@require_http_methods(["GET", "POST"])
def add_result(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    require(policies.may_keep_register(request.by, group))
    choices = queries.priority_choices(group)
    form = ResultForm(
        posted(request),
        sent_files(request),
        priorities=choices,
        initial={"priority": request.GET.get("priority", ""), "rung": "idea"},
    )

    def keep(*, priority: str, **values: Any) -> Any:
        return keep_result(priority=queries.priority_by_code(group, priority), **values)

    facts = {"group": group, "has_priorities": bool(choices)}
    return _keep(request, "results/add_result.html", facts, form, keep)


def _keep(
    request: HttpRequest,
    template: str,
    facts: dict[str, Any],
    form: Form,
    operation: Callable[..., Any],
    **about: Any,
) -> HttpResponse:
    """Show the form, or carry it out and lead back to the register. A refusal keeps what was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            tried = attempt(
                request, form, operation, **about, **form.cleaned_data, by=request.by, at=clock.now()
            )
            if tried.ok:
                messages.success(request, _("Saved. It stands in the register below."))
                return redirect("results", address=facts["group"].address)
            status = tried.status
    return render(request, template, {**facts, "form": form}, status=status)
