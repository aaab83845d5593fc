"""How narrowly the printed part of a table bounds its hidden counts: exact, in whole numbers.

A table with its totals is a circulation: the grand total flows into the rows, each row's total into its cells, the cells
into their columns, and the columns' totals back. Each count is the flow of one edge. The true table is one circulation
that fits; how far a hidden count can move from it, while everything printed stays, is a greatest flow.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

# In place of a row or a column: the total over all of them.
TOTAL = ""
# (row, column); longer or shorter ones name what is in no table.
Key = tuple[str, ...]
_ENDLESS = 10**15


@dataclass(frozen=True)
class Quantity:
    """One count of the table as an edge. What is not published is in no table; readers may still know that it is there."""

    key: Key
    start: str
    end: str
    value: int
    is_published: bool = True


class Network:
    """The counts of one table, with the sums that tie them."""

    def __init__(self, quantities: list[Quantity]) -> None:
        self.quantities = quantities
        self._by_key = {one.key: one for one in quantities}

    def quantity(self, key: Key) -> Quantity:
        return self._by_key[key]

    def cheapest_way_round(self, key: Key, cost: Callable[[Quantity], int | None]) -> list[Key]:
        """The counts on the cheapest way from one end of this one to its other end; a cost of None bars a count."""
        without = self._by_key[key]
        ways: dict[str, list[tuple[str, Key, int]]] = {}
        for one in self.quantities:
            price = cost(one)
            if one is not without and price is not None:
                ways.setdefault(one.start, []).append((one.end, one.key, price))
                ways.setdefault(one.end, []).append((one.start, one.key, price))
        waiting: list[tuple[int, int, str, tuple[Key, ...]]] = [(0, 0, without.end, ())]
        done: set[str] = set()
        while waiting:
            paid, steps, here, taken = heappop(waiting)
            if here == without.start:
                return list(taken)
            if here in done:
                continue
            done.add(here)
            for there, one_key, price in ways.get(here, ()):
                if there not in done:
                    heappush(waiting, (paid + price, steps + 1, there, (*taken, one_key)))
        return []

    def bounded(self, hidden: Mapping[Key, tuple[int, int | None]]) -> "Bounded":
        """The network as somebody reads it who knows these bounds of the hidden counts, and all others exactly."""
        return Bounded(self, hidden)


class Bounded:
    """A network of which a reader knows some counts exactly and others between bounds (None: no upper one)."""

    def __init__(self, network: Network, hidden: Mapping[Key, tuple[int, int | None]]) -> None:
        self._network = network
        self._room: dict[str, dict[tuple[str, int], int]] = {}
        self._bounds: dict[Key, tuple[int, int]] = {}
        self._edges = list(network.quantities)
        for place, one in enumerate(self._edges):
            if one.key in hidden:
                low, high = hidden[one.key]
                bounds = (low, _ENDLESS if high is None else high)
            else:
                bounds = (one.value, one.value) if one.is_published else (0, _ENDLESS)
            self._bounds[one.key] = bounds
            self._room.setdefault(one.start, {})[one.end, place] = bounds[1] - one.value
            self._room.setdefault(one.end, {})[one.start, ~place] = one.value - bounds[0]

    def range_of(self, key: Key, *, at_most: int) -> tuple[int, int]:
        """From where to where the count can be. The search stops once it reaches `at_most` away on either side."""
        edge = self._network.quantity(key)
        place = self._edges.index(edge)
        low, high = self._bounds[key]
        # More of this count needs a way back around it, less of it a way that replaces it.
        up = self._flow(edge.end, edge.start, place, min(at_most, high - edge.value))
        down = self._flow(edge.start, edge.end, place, min(at_most, edge.value - low))
        return edge.value - down, edge.value + up

    def _flow(self, start: str, end: str, without: int, most: int) -> int:
        """How much can flow from one node to the other without this edge, up to `most`."""
        used: dict[int, int] = {}

        def room(place: int, free: int) -> int:
            forward = place if place >= 0 else ~place
            return free - used.get(forward, 0) if place >= 0 else free + used.get(forward, 0)

        flow = 0
        while flow < most:
            came: dict[str, tuple[str, int]] = {start: (start, 0)}
            waiting = deque([start])
            while waiting and end not in came:
                here = waiting.popleft()
                for (there, place), free in self._room.get(here, {}).items():
                    if there in came or without in (place, ~place) or room(place, free) <= 0:
                        continue
                    came[there] = (here, place)
                    waiting.append(there)
            if end not in came:
                return flow
            step, node, way = most - flow, end, []
            while node != start:
                before, place = came[node]
                step = min(step, room(place, self._room[before][node, place]))
                way.append(place)
                node = before
            for place in way:
                forward = place if place >= 0 else ~place
                used[forward] = used.get(forward, 0) + (step if place >= 0 else -step)
            flow += step
        return flow


def network_of(counts: Mapping[Key, int], small: int) -> Network:
    """The network of a table. Totals that nobody printed are there without being published.

    Where the parts say less than their total, the rest is a part of its own: unknown to readers, unless it is so small
    that they may take it for nothing. Where they say more, they overlap, and that total is tied to nothing.
    """
    cells = {key: count for key, count in counts.items() if TOTAL not in key}
    edges = [Quantity(key, f"row {key[0]}", f"column {key[1]}", count) for key, count in cells.items()]

    def rest(name: Key, start: str, end: str, value: int, *, has_parts: bool) -> int:
        if value:
            edges.append(Quantity(name, start, end, value, is_published=has_parts and value <= small))
        return value

    def total(key: Key, start: str, end: str, parts: int) -> int:
        """The edge of a total, and how much more it says than its parts do."""
        said = counts.get(key)
        is_tied = said is not None and said >= parts
        edges.append(
            Quantity(
                key if said is None or is_tied else (*key, "parts"),
                start,
                end,
                said if is_tied else parts,
                is_tied,
            )
        )
        if said is not None and not is_tied:
            edges.append(Quantity(key, f"before {key}", f"after {key}", said))
            edges.append(Quantity((*key, "back"), f"after {key}", f"before {key}", said, is_published=False))
        return said - parts if is_tied else 0

    beyond_columns = beyond_rows = 0
    for row in dict.fromkeys(row for row, _column in counts if row != TOTAL):
        parts = [count for (one, _column), count in cells.items() if one == row]
        more = total((row, TOTAL), "total", f"row {row}", sum(parts))
        beyond_columns += rest(
            (row, TOTAL, "rest"), f"row {row}", "other columns", more, has_parts=bool(parts)
        )
    for column in dict.fromkeys(column for _row, column in counts if column != TOTAL):
        parts = [count for (_row, one), count in cells.items() if one == column]
        more = total((TOTAL, column), f"column {column}", "sum", sum(parts))
        beyond_rows += rest(
            (TOTAL, column, "rest"), "other rows", f"column {column}", more, has_parts=bool(parts)
        )
    whole = sum(cells.values()) + beyond_columns + beyond_rows
    more = total((TOTAL, TOTAL), "sum", "total", whole)
    corner = rest(("corner",), "other rows", "other columns", more, has_parts=len(counts) > 1)
    edges.append(Quantity(("rows",), "total", "other rows", beyond_rows + corner, is_published=False))
    edges.append(Quantity(("columns",), "other columns", "sum", beyond_columns + corner, is_published=False))
    return Network(edges)
