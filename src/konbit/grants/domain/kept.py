"""What stays at each award of a tree, so that no cent of it is counted twice."""

from collections import defaultdict
from collections.abc import Hashable, Mapping


def kept_at[K: Hashable](amounts: Mapping[K, int], parents: Mapping[K, K | None]) -> dict[K, int]:
    """The amount of each award without what the awards under it stand for; all together they sum to the tops.

    `amounts` holds whole awards, or what each names for one place; an award that names nothing is left out of it. What
    lies under an award and goes beyond its own amount counts there, where it was named.
    """
    children: dict[K | None, list[K]] = defaultdict(list)
    for key, parent in parents.items():
        children[parent if parent in parents else None].append(key)
    order = list(children[None])
    for key in order:
        order.extend(children[key])
    through: dict[K, int] = {}
    kept: dict[K, int] = {}
    for key in reversed(order):
        below = sum(through[child] for child in children[key])
        through[key] = max(amounts.get(key, 0), below)
        kept[key] = through[key] - below
    return kept
