"""The public money trail: the networks that show their money, and the trail of each. No sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konbit.foundation import clock
from konbit.grants.flows import flow_pictures, payment_pictures
from konbit.grants.queries.networks import open_networks
from konbit.grants.queries.public_questions import public_questions
from konbit.grants.queries.trail import may_open_group, totals_of, trail_of


@require_GET
def money_trails(request: HttpRequest) -> HttpResponse:
    networks = [(network, totals_of(network)) for network in open_networks()]
    return render(request, "grants/trails.html", {"networks": networks})


@require_GET
def money_trail(request: HttpRequest, address: str) -> HttpResponse:
    """A page of the awards and the sums over all of them; for paper, every award."""
    is_for_paper = "print" in request.GET
    trail = trail_of(address, "all" if is_for_paper else request.GET.get("page", "1"))
    facts = {
        "trail": trail,
        "group": trail.network,
        "may_open_group": may_open_group(request.by, trail.network),
        "now": clock.now(),
        "questions": public_questions(trail.network, clock.now()),
    }
    if is_for_paper:
        return render(request, "grants/trail_print.html", facts)
    pictures = {"flows": flow_pictures(trail.network), "payments": payment_pictures(trail.network)}
    return render(request, "grants/trail.html", facts | pictures)
