"""What every organization that gives or receives money owes, and what it is owed: one form for all of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konbit.foundation import clock
from konbit.grants.domain.ages import ANSWERED_WITHIN
from konbit.grants.queries.bodies import can_answer, is_funder, seats_for_asking
from konbit.grants.queries.funder_page import party_in, party_lines
from konbit.grants.queries.networks import money_network
from konbit.network.queries import day_in, organization_in


@require_GET
def funders(request: HttpRequest, address: str) -> HttpResponse:
    network = money_network(request.by, address)
    facts = {
        "group": network,
        "lines": party_lines(request.by, network, clock.now()),
        "longest_wait": ANSWERED_WITHIN,
    }
    return render(request, "grants/funders.html", facts)


@require_GET
def funder_page(request: HttpRequest, address: str, organization_id: UUID) -> HttpResponse:
    """Every member of the network sees it; nobody can hide it."""
    network = money_network(request.by, address)
    organization = organization_in(network, organization_id)
    today = day_in(network, clock.now())
    may_ask = is_funder(network, organization) and seats_for_asking(request.by, network, organization)
    facts = {
        "group": network,
        "party": party_in(request.by, network, organization, clock.now()),
        "may_ask": bool(may_ask),
        "can_answer": can_answer(network, organization, today),
        "today": today,
    }
    return render(request, "grants/funder.html", facts)
