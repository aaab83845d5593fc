"""The grant tree as the command line and other programs read it: whole cents, each award inside the one above it."""

from typing import Any

from konbit.grants.queries.tree import AwardNow, PlaceNow, Tree, places_of, tier_totals, tree_of
from konbit.network.models import Group


def exported_tree(network: Group) -> dict[str, Any]:
    """The network's awards. `committed` and `paid` are without what came back; proposals have awarded nothing yet."""
    tree = tree_of(network)
    places: dict[Any, list[PlaceNow]] = {}
    for place in places_of(network, tree):
        places.setdefault(place.award.id, []).append(place)
    return {
        "network": network.address,
        "totals": [
            {
                "currency": total.currency,
                "tier": total.depth + 1,
                "awards": total.count,
                **{name: getattr(total, name) for name in AMOUNTS},
            }
            for total in tier_totals(tree)
        ],
        "awards": _nested(tree, places),
    }


AMOUNTS = ("awarded", "committed", "paid", "returned", "passed_on", "spent", "held")


def _nested(tree: Tree, places: dict[Any, list[PlaceNow]]) -> list[dict[str, Any]]:
    made: dict[Any, dict[str, Any]] = {}
    for award in tree:
        made[award.id] = _award(award, places.get(award.id, []))
        if award.parent_id is not None:
            made[award.parent_id]["children"].append(made[award.id])
    return [made[top.id] for top in tree.tops]


def _award(award: AwardNow, places: list[PlaceNow]) -> dict[str, Any]:
    return {
        "code": award.code,
        "title": award.title,
        "funder": award.funder,
        "recipient": award.recipient,
        "state": award.state,
        "currency": award.currency,
        **{name: getattr(award, name) for name in AMOUNTS},
        "starts_on": award.starts_on and award.starts_on.isoformat(),
        "ends_on": award.ends_on and award.ends_on.isoformat(),
        "label": award.label,
        "source": award.source,
        "places": [{"community": place.community, "cents": place.cents} for place in places],
        "children": [],
    }
