"""The money of a network: its tree of awards, the same by community, and one award with all that became of it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.grants import policies
from konbit.grants.flows import flow_pictures, payment_pictures
from konbit.grants.queries.award_page import award_shown
from konbit.grants.queries.interests import interests_of
from konbit.grants.queries.networks import money_network, money_settings_of
from konbit.grants.queries.ties import community_choices, organizations_giving
from konbit.grants.queries.tree import (
    award_in,
    money_totals,
    outside_money_of,
    places_of,
    tier_totals,
    tree_of,
)
from konbit.network.policies import may_see_group
from konbit.network.queries import day_in, group_by_address, network_of

ROWS_A_PAGE = 200


@require_GET
def money(request: HttpRequest, address: str) -> HttpResponse:
    group = group_by_address(address)
    if group is not None and group.parent_id is not None:
        # Money belongs to whole networks: the page of a group inside one leads there.
        if not may_see_group(request.by, group):
            raise NotFound
        return render(request, "grants/money_elsewhere.html", {"group": group, "network": network_of(group)})
    network = money_network(request.by, address)
    tree = tree_of(network)
    rows = Paginator(list(tree), ROWS_A_PAGE).get_page(request.GET.get("page", "1"))
    tiers = tier_totals(tree)
    facts = {
        "group": network,
        "rows": rows,
        "totals": money_totals(tiers),
        "tiers": tiers,
        "outside": outside_money_of(network),
        "settings": money_settings_of(network),
        "may_keep": bool(policies.may_keep_money(request.by, network)),
        "may_propose": bool(organizations_giving(request.by, network)),
        "flows": flow_pictures(network),
        "payments": payment_pictures(network),
    }
    return render(request, "grants/money.html", facts)


@require_GET
def money_places(request: HttpRequest, address: str) -> HttpResponse:
    """Which awards serve which community; the sums count each award once."""
    network = money_network(request.by, address)
    choices = community_choices(network)
    chosen = request.GET.get("community", "")
    chosen = chosen if chosen in dict(choices) else ""
    places = [
        place
        for place in places_of(network, tree_of(network))
        if place.award.state != "proposed" and chosen in ("", str(place.community_id))
    ]
    distinct = {place.award.id: place.award for place in places}
    facts = {
        "group": network,
        "choices": choices,
        "chosen": chosen,
        "places": Paginator(places, ROWS_A_PAGE).get_page(request.GET.get("page", "1")),
        "tiers": tier_totals(distinct.values()),
    }
    return render(request, "grants/money_places.html", facts)


@require_GET
def award(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = money_network(request.by, address)
    found = award_in(network, code)
    facts = {
        "group": network,
        "award": found,
        "shown": award_shown(found, request.by),
        "interests": interests_of(found, request.by),
        "today": day_in(network, clock.now()),
        "may_give": bool(policies.gives(request.by, found)),
        "may_receive": bool(policies.receives(request.by, found)),
        "may_confirm_regrant": bool(policies.may_confirm_regrant(request.by, found)),
    }
    return render(request, "grants/award.html", facts)
