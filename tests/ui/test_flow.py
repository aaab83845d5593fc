"""The flow of money and the bars: totals agree to the cent, and words keep clear of each other, whatever the data."""

import re
from itertools import combinations

import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.foundation.money import MOST_CENTS, amount_words, split_evenly
from konbit.ui.charts.bars import Bars
from konbit.ui.charts.boxes import Box, wrapped
from konbit.ui.charts.flow import BAR, MOST_IN_THE_LAST, MOST_ON_A_PHONE, Band, Flow, Node, Tier

SHOWN_AT = {"wide": 860, "narrow": 254}
NAMES = [
    "Community fund", "Children's Foundation of Mississippi", "Hội Phụ huynh Tiểu bang Mississippi miền Bắc",
    "Fondasyon", "American Public Human Services Association", "x" * 60, "W.K. Kellogg Foundation", "Best Start",
]  # fmt: skip


def a_flow(*tiers, bands, **changes):
    given_ = {
        "id": "f",
        "heading": "Where it goes",
        "finding": "From 1 to 2.",
        "tiers": tiers,
        "bands": bands,
    }
    return Flow(**{**given_, **changes})


@st.composite
def flows(draw):
    """Two to five tiers: what reaches a node is split among some nodes of the next tier."""
    held = {"0-0": draw(st.integers(1, MOST_CENTS))}
    tiers, bands = [Tier("Funder", (Node("0-0", draw(st.sampled_from(NAMES))),))], []
    for number in range(1, draw(st.integers(2, 5))):
        count = draw(st.integers(1, 30))
        nodes = [
            Node(f"{number}-{index}", draw(st.sampled_from(NAMES)), is_open=index == count - 1 and index > 0)
            for index in range(count)
        ]
        reached = {}
        for source, cents in held.items():
            targets = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=4, unique=True))
            for target, share in zip(targets, split_evenly(cents, len(targets)), strict=True):
                if share:
                    bands.append(Band(source, target.key, share))
                    reached[target.key] = reached.get(target.key, 0) + share
        tiers.append(Tier("Local contractors of the region", tuple(n for n in nodes if n.key in reached)))
        held = reached
    return a_flow(*tiers, bands=tuple(bands))


@settings(max_examples=80, deadline=None)
@given(flows())
def test_words_of_a_flow_keep_clear_of_each_other_of_bars_and_at_the_edges_of_bands(flow):
    drawing = flow.wide
    words = [*drawing.headings, *(node.label for node in drawing.nodes)]
    for one, other in combinations(words, 2):
        assert not one.box.overlaps(other.box)
    for label in words:
        assert label.box.is_inside(Box(-1, -1, drawing.width + 1, drawing.height + 1))
        for node in drawing.nodes:
            assert label.kind.startswith("heading") or not label.box.overlaps(node.box)
    first, last = (pick(node.box.left for node in drawing.nodes) for pick in (min, max))
    for node in drawing.nodes:
        outside = node.label.box.right <= first or node.label.box.left >= last + BAR
        assert outside != (node.plate is not None)
        assert node.plate is None or node.label.box.is_inside(node.plate)


@settings(max_examples=60, deadline=None)
@given(flows())
def test_words_of_bars_keep_clear_of_each_other_and_of_every_bar(flow):
    drawing = flow.narrow
    for one, other in combinations(drawing.labels, 2):
        assert not one.box.overlaps(other.box)
    for label in drawing.labels:
        assert label.box.is_inside(Box(-1, -1, drawing.width + 1, drawing.height + 1))
        assert not any(label.box.overlaps(bar.box) for bar in drawing.bars)


@settings(max_examples=60, deadline=None)
@given(flows())
def test_every_tier_holds_the_same_money_however_many_names_are_shown(flow):
    assert {flow.held_by(tier) for tier in flow.tiers} == {flow.cents}
    assert {step.cents for step in flow.steps} == {flow.cents}
    assert sum(len(step.rows) for step in flow.steps) == len(flow.bands)
    lefts = [node.box.left for node in flow.wide.nodes]
    assert max(map(lefts.count, lefts)) <= MOST_IN_THE_LAST
    assert len(flow.narrow.bars) <= MOST_ON_A_PHONE * len(flow.tiers)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, MOST_CENTS)] * 3), min_size=1, max_size=30))
def test_words_of_bars_over_time_keep_clear_too(amounts):
    bars = a_bars(*(tuple(one) for one in amounts))
    for drawing in bars.drawings:
        for one, other in combinations(drawing.labels, 2):
            assert not one.box.overlaps(other.box)
        for label in drawing.labels:
            assert label.box.is_inside(Box(-1, -1, drawing.width + 1, drawing.height + 1))
            assert not any(label.box.overlaps(bar.box) for bar in drawing.bars)
    assert [cents for _name, cents in bars.rows[-1][1]] == [sum(one) for one in zip(*amounts, strict=True)]


def a_bars(*amounts):
    periods = tuple((f"January to March {2000 + number}", one) for number, one in enumerate(amounts))
    columns = ("Promised", "Paid", "Returned")[: len(amounts[0])]
    return Bars("b", "Promised and paid", "Half is paid.", "Quarter", columns, periods)


def contractors(count):
    """One grantee that passes $100 for each of so many contractors, which serve one place."""
    names = tuple(Node(f"c{number}", f"Contractor {number}") for number in range(count))
    bands = [Band("fund", "north", sum(range(count)) * 100 + count * 10_000)]
    for number, node in enumerate(names):
        bands += [
            Band("north", node.key, 10_000 + number * 100),
            Band(node.key, "river", 10_000 + number * 100),
        ]
    return a_flow(
        Tier("Funder", (Node("fund", "Fund"),)),
        Tier("Grantee", (Node("north", "North"),)),
        Tier("Contractor", names),
        Tier("Place", (Node("river", "River"),)),
        bands=tuple(bands),
    )


def test_the_smallest_of_many_stand_together_and_the_table_lists_each():
    flow = contractors(26)
    in_column = [node.label.lines for node in flow.wide.nodes if node.label.lines[0].startswith("Contractor")]
    assert [lines[0] for lines in in_column] == [f"Contractor {number}" for number in range(15, 26)]
    others = sum(10_000 + number * 100 for number in range(15))
    assert ("15 others", amount_words(others)) in [node.label.lines for node in flow.wide.nodes]
    assert (
        sum(target.startswith("Contractor") for step in flow.steps for _from, target, _cents in step.rows)
        == 26
    )
    assert flow.are_merged
    assert not contractors(4).are_merged


def test_tiers_with_different_money_are_no_flow():
    with pytest.raises(ValueError, match="same money"):
        a_flow(
            Tier("Funder", (Node("a", "A"),)), Tier("Grantee", (Node("b", "B"),)), Tier("Place", (Node("c", "C"),)),
            bands=(Band("a", "b", 2), Band("b", "c", 1)),
        )  # fmt: skip


def test_letters_are_twelve_pixels_or_more_as_shown():
    flow = contractors(3)
    for drawing, words in (
        (flow.wide, [*flow.wide.headings, *(node.label for node in flow.wide.nodes)]),
        (flow.narrow, flow.narrow.labels),
    ):
        for label in words:
            assert label.size * SHOWN_AT[drawing.name] / drawing.width >= 12


@given(st.text(max_size=80), st.integers(20, 300), st.integers(1, 3))
def test_wrapped_words_fit_their_lines(text, width, most):
    lines = wrapped(text, width, 14, most)
    assert 1 <= len(lines) <= most
    assert all(len(line) <= max(int(width / (0.6 * 14)), 2) for line in lines)
    plain = " ".join(text.split())
    assert lines[-1].endswith("…") or "".join(lines).replace(" ", "") == plain.replace(" ", "")


def test_names_break_at_spaces_and_hyphens_before_they_break_inside_a_word():
    assert wrapped("Compton / East Compton", 130, 14) == ("Compton / East", "Compton")
    assert wrapped("Broadway-Manchester", 130, 14) == ("Broadway-", "Manchester")
    assert wrapped("W.K. Kellogg Foundation of Battle Creek", 110, 14) == ("W.K. Kellogg", "Foundation o…")


@pytest.fixture
def drawn():
    def draw(component, chart):
        compiled = CottonCompiler().process(f'<c-{component} :chart="chart" level="3" />')
        return engines["django"].from_string(compiled).render({"chart": chart})

    return draw


@pytest.mark.parametrize(
    ("component", "chart"), [("flow", contractors(3)), ("bars", a_bars((100, 50), (0, 25)))]
)
def test_picture_sentence_and_table_say_the_same_facts(drawn, component, chart):
    page = drawn(component, chart)
    assert page.count('role="img"') == page.count("<desc") == page.count("<title") == 2
    assert page.count(chart.finding) == 3
    assert 'style="' not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert "<h3>" in page


def test_the_table_holds_every_band_and_the_sum_of_each_step(drawn):
    table = drawn("flow", contractors(3)).split("<table>")[1]
    assert table.count("$303") == 4
    assert table.count("$101") == 2
    assert table.count("<tbody>") == 3


def test_the_table_of_bars_holds_every_period_and_the_sums(drawn):
    table = drawn("bars", a_bars((100, 50), (0, 25))).split("<table>")[1]
    assert [*re.findall(r">(\$[\d.]+|\$0)<", table)] == ["$1", "$0.50", "$0", "$0.25", "$1", "$0.75"]
