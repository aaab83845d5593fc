"""What money is meant to reach: investment, strategy and outcome of one group; and what a plan of a funder answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konbit.foundation import clock
from konbit.grants import policies
from konbit.grants.queries.impact import groups_with_impact, impact_of
from konbit.grants.queries.networks import money_network
from konbit.grants.queries.plan_answers import answering_versions, open_questions_to
from konbit.results.queries.strategic_plans import plan_in


@require_GET
def impact(request: HttpRequest, address: str) -> HttpResponse:
    shown = impact_of(request.by, address, clock.now())
    awards = [one.award for block in [*shown.strategies, shown.no_strategy] for one in block.investments]
    facts = {
        "group": shown.group,
        "network": shown.network,
        "impact": shown,
        "groups": [one for one in groups_with_impact(shown.network) if one.pk != shown.group.pk],
        # Who gives the money says which strategy it is for.
        "may_tie": {one.pk for one in awards if policies.gives(request.by, one)},
    }
    return render(request, "grants/impact.html", facts)


@require_GET
def plan_answers(request: HttpRequest, address: str, plan_id: UUID) -> HttpResponse:
    """Which questions each version of a strategic plan answers, and which are open, with their age."""
    network = money_network(request.by, address)
    plan = plan_in(network, plan_id)
    facts = {
        "group": network,
        "plan": plan,
        "versions": answering_versions(plan),
        "open": open_questions_to(request.by, plan, clock.now()),
    }
    return render(request, "grants/plan_answers.html", facts)
