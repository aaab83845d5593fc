"""Money on its way: who gives it, who passes it on, and the places it is meant for, tier by tier.

Each tier holds the same money, to the cent. Everything is laid out here: on a wide card as bands between fixed columns,
on a narrow one as bars by tier. A tier with too many names shows the largest ones; the table lists all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from math import ceil

from django.utils.translation import ngettext

from konbit.foundation.money import amount_words
from konbit.ui.charts.bars import BarsDrawing, Row, Rows, lay_out_bars
from konbit.ui.charts.boxes import LEADING, Box, size_of, wrapped
from konbit.ui.charts.labels import Label

WIDTH, SIZE = 1000, 14.0
# How many names a column shows, the last one, and each tier on a phone. One of them may stand for all others.
MOST_IN_COLUMN, MOST_IN_THE_LAST, MOST_ON_A_PHONE = 12, 16, 6
# How many lines a name takes at the edge, where there is room, and between columns.
EDGE_LINES, LINES = 3, 2
# All the money, in the height of the drawing. A column with many names is taller, since each has room for its words.
MONEY_HEIGHT = 300.0
BAR, LEFT, RIGHT, GAP = 12.0, 146.0, 172.0, 10.0
# The white plate under the words between two columns.
PLATE = 4.0


@dataclass(frozen=True)
class Node:
    """Somebody who holds money, or a place it is meant for. An open one is nobody's: it stands last, hatched."""

    key: str
    name: str
    is_open: bool = False


@dataclass(frozen=True)
class Tier:
    """A column: what its nodes are, in an order that does not change with the amounts."""

    name: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Band:
    """Money that goes from a node to one of the next tier, in whole cents."""

    source: str
    target: str
    cents: int


@dataclass(frozen=True)
class Step:
    """What goes from one tier to the next: every band by its names, and their sum."""

    source: str
    target: str
    rows: tuple[tuple[str, str, int], ...]
    cents: int


@dataclass(frozen=True)
class DrawnNode:
    """A node as it is drawn, with its words."""

    box: Box
    is_open: bool
    label: Label
    # The ground of words that stand between two columns.
    plate: Box | None


@dataclass(frozen=True)
class FlowDrawing:
    """The drawing for wide cards."""

    name: str
    width: int
    height: int
    headings: tuple[Label, ...]
    nodes: tuple[DrawnNode, ...]
    bands: tuple[str, ...]


@dataclass(frozen=True)
class Flow:
    """Money from tier to tier. `finding` is a sentence of the page.

    Raises:
        ValueError: two tiers do not hold the same money.
    """

    id: str
    heading: str
    finding: str
    tiers: tuple[Tier, ...]
    bands: tuple[Band, ...]
    currency: str = "USD"
    is_made_up: bool = False

    def __post_init__(self) -> None:
        if len({self.held_by(tier) for tier in self.tiers}) != 1:
            raise ValueError("every tier holds the same money")

    @cached_property
    def amounts(self) -> Mapping[str, int]:
        """What each node holds: what reaches it, or in the first tier what leaves it."""
        return _amounts(self.tiers, self.bands)

    def held_by(self, tier: Tier) -> int:
        return sum(self.amounts[node.key] for node in tier.nodes)

    @property
    def cents(self) -> int:
        return self.held_by(self.tiers[0])

    @cached_property
    def wide(self) -> FlowDrawing:
        """Bands between columns."""
        return _lay_out(self)

    @cached_property
    def narrow(self) -> BarsDrawing:
        """Bars by tier."""
        tiers, bands = _merged(self, [MOST_ON_A_PHONE] * len(self.tiers))
        amounts = _amounts(tiers, bands)
        groups = [
            Rows(
                tier.name,
                tuple(
                    Row(
                        node.name,
                        amount_words(amounts[node.key], self.currency),
                        amounts[node.key] / (self.cents or 1),
                        "hatched" if node.is_open else "full",
                    )
                    for node in tier.nodes
                ),
            )
            for tier in tiers
        ]
        return lay_out_bars(groups, name="narrow", width=350, size=17)

    @property
    def steps(self) -> list[Step]:
        """Every band, for the table: nothing is merged there."""
        steps = []
        for before, after in pairwise(self.tiers):
            names = {node.key: node.name for node in (*before.nodes, *after.nodes)}
            inside = {node.key for node in before.nodes}
            rows = tuple(
                (names[one.source], names[one.target], one.cents)
                for one in _in_order(self.tiers, self.bands)
                if one.source in inside
            )
            steps.append(Step(before.name, after.name, rows, sum(cents for _from, _to, cents in rows)))
        return steps

    @property
    def are_merged(self) -> bool:
        """Whether a drawing shows fewer names than the table."""
        return any(len(tier.nodes) > MOST_ON_A_PHONE for tier in self.tiers)


def _amounts(tiers: Sequence[Tier], bands: Sequence[Band]) -> dict[str, int]:
    reached: dict[str, int] = defaultdict(int)
    left: dict[str, int] = defaultdict(int)
    for band in bands:
        reached[band.target] += band.cents
        left[band.source] += band.cents
    first = {node.key for node in tiers[0].nodes}
    return {
        node.key: (left if node.key in first else reached)[node.key] for tier in tiers for node in tier.nodes
    }


def _in_order(tiers: Sequence[Tier], bands: Sequence[Band]) -> list[Band]:
    """Bands in the order of their nodes, so that they cross as little as the columns allow."""
    order = {node.key: number for number, node in enumerate(node for tier in tiers for node in tier.nodes)}
    return sorted(bands, key=lambda band: (order[band.source], order[band.target]))


def _merged(flow: Flow, most: Sequence[int]) -> tuple[list[Tier], list[Band]]:
    """The tiers with at most so many names, one number for each: small ones stand together as "n others"."""
    givers = {band.target: band.source for band in sorted(flow.bands, key=lambda band: band.cents)}
    becomes: dict[str, str] = {}
    tiers = []
    for number, tier in enumerate(flow.tiers):
        kept = []
        for nodes in _standing(tier, flow.amounts, givers, most[number]):
            if len(nodes) > 1:
                others = f"others-{number}-{len(kept)}"
                becomes |= dict.fromkeys((node.key for node in nodes), others)
                words = ngettext("%(count)s other", "%(count)s others", len(nodes)) % {"count": len(nodes)}
                kept.append(Node(others, words))
            else:
                kept += nodes
        tiers.append(Tier(tier.name, tuple(kept)))
    together: dict[tuple[str, str], int] = defaultdict(int)
    for band in flow.bands:
        together[becomes.get(band.source, band.source), becomes.get(band.target, band.target)] += band.cents
    return tiers, [Band(source, target, cents) for (source, target), cents in together.items()]


def _standing(
    tier: Tier, amounts: Mapping[str, int], givers: Mapping[str, str], most: int
) -> list[list[Node]]:
    """Who stands alone and who stands together, in their order, what is open last.

    Small ones stand with others of the same giver, so that bands do not cross; where there are too many givers for
    that, with all others.
    """
    named, still_open = ([node for node in tier.nodes if node.is_open is told] for told in (False, True))
    room = max(most - len(still_open), 2)
    groups = [list(nodes) for _giver, nodes in groupby(named, key=lambda node: givers.get(node.key))]
    if len(named) <= room:
        groups = [[node] for node in named]
    elif room // len(groups) < 2:
        groups = [named]
    each = room // max(len(groups), 1)
    standing = []
    for nodes in groups:
        by_size = sorted(nodes, key=lambda node: -amounts[node.key])
        small = {node.key for node in by_size[each - 1 :]} if len(nodes) > each else set()
        standing += [[node] for node in nodes if node.key not in small]
        standing += [[node for node in nodes if node.key in small]] if small else []
    return standing + [[node] for node in still_open]


def _lay_out(flow: Flow) -> FlowDrawing:
    """Place the columns with their words, then the bands between them."""
    most = [MOST_IN_COLUMN] * (len(flow.tiers) - 1)
    tiers, bands = _merged(flow, [*most, MOST_IN_THE_LAST])
    amounts = _amounts(tiers, bands)
    scale = MONEY_HEIGHT / (flow.cents or 1)
    step = (WIDTH - LEFT - RIGHT - BAR) / (len(tiers) - 1)
    lefts = [LEFT + step * number for number in range(len(tiers))]
    headings = [_heading(tier.name, number, lefts, step) for number, tier in enumerate(tiers)]
    top = max(label.box.bottom for label in headings) + GAP
    columns = [
        _Column(
            tier,
            [
                _words(
                    node,
                    amount_words(amounts[node.key], flow.currency),
                    _room(number, len(tiers), step),
                    LINES if number else EDGE_LINES,
                )
                for node in tier.nodes
            ],
            [max(amounts[node.key] * scale, 2.0) for node in tier.nodes],
        )
        for number, tier in enumerate(tiers)
    ]
    height = max(column.height for column in columns)
    drawn: dict[str, DrawnNode] = {}
    for number, column in enumerate(columns):
        drawn |= column.placed(lefts[number], top + (height - column.height) / 2, number, len(columns))
    return FlowDrawing(
        name="wide",
        width=WIDTH,
        height=ceil(top + height),
        headings=tuple(headings),
        nodes=tuple(drawn.values()),
        bands=tuple(_paths(_in_order(tiers, bands), drawn, scale)),
    )


def _room(number: int, columns: int, step: float) -> float:
    """How wide the words beside a column may be."""
    if number == 0:
        return LEFT - GAP
    return RIGHT - GAP if number == columns - 1 else step - BAR - 2 * GAP - 2 * PLATE


def _heading(name: str, number: int, lefts: Sequence[float], step: float) -> Label:
    """The name of a column, above its words."""
    last = number == len(lefts) - 1
    lines = wrapped(name, LEFT + BAR if number == 0 else RIGHT if last else step - GAP, SIZE)
    wide, high = size_of(lines, SIZE)
    left = lefts[number] + BAR - wide if number == 0 else lefts[number]
    return Label("heading-end" if number == 0 else "heading", lines, Box(left, 0, left + wide, high), SIZE)


def _words(node: Node, amount: str, width: float, most: int) -> tuple[str, ...]:
    return (*wrapped(node.name, width, SIZE, most), *wrapped(amount, width, SIZE))


@dataclass
class _Column:
    """A tier on its way into the drawing: the words and the height of each node."""

    tier: Tier
    words: list[tuple[str, ...]]
    heights: list[float]

    @property
    def slots(self) -> list[float]:
        """The height each node takes with its words and the space below it."""
        return [
            max(high, len(lines) * LEADING * SIZE) + GAP
            for lines, high in zip(self.words, self.heights, strict=True)
        ]

    @property
    def height(self) -> float:
        return sum(self.slots)

    def placed(self, left: float, top: float, number: int, columns: int) -> dict[str, DrawnNode]:
        drawn = {}
        for node, lines, high, slot in zip(
            self.tier.nodes, self.words, self.heights, self.slots, strict=True
        ):
            middle = top + (slot - GAP) / 2
            box = Box(left, middle - high / 2, left + BAR, middle + high / 2)
            wide, tall = size_of(lines, SIZE)
            begins = left - GAP + 2 - wide if number == 0 else box.right + GAP
            beside = Box(begins, middle - tall / 2, begins + wide, middle + tall / 2)
            label = Label("end" if number == 0 else "start", lines, beside, SIZE)
            on_plate = 0 < number < columns - 1
            drawn[node.key] = DrawnNode(box, node.is_open, label, _around(beside) if on_plate else None)
            top += slot
        return drawn


def _around(box: Box) -> Box:
    return Box(box.left - PLATE, box.top - PLATE, box.right + PLATE, box.bottom + PLATE)


def _paths(bands: Sequence[Band], drawn: Mapping[str, DrawnNode], scale: float) -> list[str]:
    """Each band from the bar it leaves to the bar it reaches; at both, the bands stand below each other."""
    leaves = {key: node.box.top for key, node in drawn.items()}
    reaches = dict(leaves)
    paths = []
    for band in bands:
        thick = max(band.cents * scale, 0.6)
        source, target = drawn[band.source].box, drawn[band.target].box
        x1, x2, y1, y2 = source.right, target.left, leaves[band.source], reaches[band.target]
        leaves[band.source] += thick
        reaches[band.target] += thick
        middle = (x1 + x2) / 2
        paths.append(
            f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
            f"V{y2 + thick:.1f}C{middle:.1f} {y2 + thick:.1f} {middle:.1f} {y1 + thick:.1f} {x1:.1f} {y1 + thick:.1f}Z"
        )
    return paths
