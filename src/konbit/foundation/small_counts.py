"""Small numbers say too much about who said what, and about which family it was.

Answers of members print by `shown` (network.md, section i). Counts of families from 1 to 10 are hidden, and with them as
much of their table as keeps anybody from working them out (`hidden_in`; safety.md, section 5).
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from konbit.foundation.table_bounds import TOTAL, Key, Network, Quantity, network_of

FEWEST, PERCENT_FROM = 5, 10
# Counts of families from 1 up to this one are hidden.
HIDDEN_UP_TO = 10
PRIMARY, COMPLEMENTARY = "primary", "complementary"
# What hiding a total costs, beside its size: more than any part.
_A_TOTAL = 10**9


@dataclass(frozen=True)
class Shown:
    """What may be printed of one yes-or-no item.

    `kind`: "too_few" (fewer than 5 answered, and nothing else), "count" (yes of answered), "most", "half" or "few" (a
    band, no number), "withheld" (all answered alike, or nearly), "percent" (count and percentage).
    """

    kind: str
    yes: int | None = None
    answered: int | None = None
    percent: int | None = None


def shown(*, yes: int, answered: int, sensitive: bool) -> Shown:
    """What may be printed when `yes` of `answered` said yes. A sensitive item is about honesty, power or staff."""
    if answered < FEWEST:
        return Shown("too_few")
    alike = min(yes, answered - yes)
    if answered < PERCENT_FROM:
        if not sensitive:
            return Shown("count", yes, answered)
        return Shown("withheld") if alike == 0 else Shown(_band(yes, answered))
    if sensitive and alike <= 1:
        return Shown("withheld", answered=answered)
    return Shown("percent", yes, answered, (200 * yes + answered) // (2 * answered))


def _band(yes: int, answered: int) -> str:
    """Few = up to one third, most = two thirds and up."""
    if 3 * yes <= answered:
        return "few"
    return "most" if 3 * yes >= 2 * answered else "half"


def is_small(count: int, up_to: int = HIDDEN_UP_TO) -> bool:
    """Whether a count is one that must not be printed. Zero may be shown."""
    return 0 < count <= up_to


def hidden_in(
    counts: Mapping[Key, int], *, up_to: int = HIDDEN_UP_TO, elsewhere: frozenset[Key] = frozenset()
) -> dict[Key, str]:
    """What of a table must be hidden, and why: "primary" where it is small, else "complementary".

    A key is (row, column); `TOTAL` for either means the total of that line. A table of one dimension has one row.
    `elsewhere` are counts that another table hides already.

    Whoever knows everything printed, the marks and this rule can bound no hidden count to fewer than `up_to` + 1 steps,
    and no primary one to less than 1 to `up_to`. Where marks would say too much, the whole table is hidden, zeros too, and
    every mark reads "complementary".
    """
    small = {key for key, count in counts.items() if is_small(count, up_to)}
    hidden = small | (elsewhere & counts.keys())
    if not hidden:
        return {}
    network = network_of(counts, up_to)
    while (open_to := _first_bounded(network, hidden, small, up_to)) is not None:
        more = _way_round(network, open_to, counts.keys() - hidden, hidden)
        if not more:
            return dict.fromkeys(counts, COMPLEMENTARY)
        hidden |= more
    return {key: PRIMARY if key in small else COMPLEMENTARY for key in counts if key in hidden}


def _first_bounded(network: Network, hidden: set[Key], small: set[Key], up_to: int) -> Key | None:
    """A hidden count that what is printed bounds too narrowly, the smallest first."""
    by_size = sorted(hidden, key=lambda key: (network.quantity(key).value, key))
    unmarked = network.bounded(dict.fromkeys(hidden, (0, None)))
    for key in by_size:
        low, high = unmarked.range_of(key, at_most=up_to + 1)
        if high - low <= up_to:
            return key
    sizes = {key: network.quantity(key).value for key in hidden}
    marked = network.bounded(
        {key: (1, up_to) if key in small else (min(sizes[key], up_to + 1), None) for key in hidden}
    )
    for key in by_size:
        if key in small and marked.range_of(key, at_most=up_to) != (1, up_to):
            return key
    return None


def _way_round(network: Network, key: Key, may_hide: AbstractSet[Key], hidden: AbstractSet[Key]) -> set[Key]:
    """The cheapest counts to hide so that this one can move while the sums beside it stay: a closed way through it.

    A way through what is hidden already costs nothing; where that was not enough, the next one keeps off it.
    """
    for cost_of_hidden in (0, _A_TOTAL):

        def cost(one: Quantity, again: int = cost_of_hidden) -> int | None:
            if one.key in may_hide and one.value:
                # A total is worth more than one of its parts.
                return one.value + (_A_TOTAL if TOTAL in one.key else 0)
            if one.key in hidden:
                return again
            return None if one.is_published else 0

        way = network.cheapest_way_round(key, cost)
        if new := {one for one in way if one in may_hide}:
            return new
    return set(sorted(one for one in may_hide if network.quantity(one).value)[:1])
