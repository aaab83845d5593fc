"""The trend chart: its words keep clear of each other and of every line, whatever the data."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.ui.charts.boxes import Box, Segment
from konbit.ui.charts.scales import ticks_for
from konbit.ui.charts.trend import Line, Point, Trend

SHOWN_AT = {"wide": 600, "narrow": 254}
PHRASES = [
    ("Baseline: 25 percent", "June 30, 2022"),
    ("Línea de base: 25 por ciento", "30 de junio de 2022"),
    ("Pwen depa: 25 pousan", "30 jen 2022"),
    ("Mốc ban đầu: 25 phần trăm", "30 tháng 6 năm 2022"),
]


def a_point(day=0, value="10", **changes):
    on = date(2019, 12, 31) + timedelta(days=day)
    number = None if value is None else Decimal(value)
    given_ = {
        "on": on,
        "value": number,
        "says": f"{value} percent",
        "period": str(on.year),
        "short": str(on.year),
    }
    return Point(**{**given_, **changes})


def a_trend(*points, **changes):
    given_ = {
        "id": "t", "heading": "Waiting", "finding": "From 10 to 8.", "direction": "Lower is better.", "unit": "percent",
        "points": points,
    }  # fmt: skip
    return Trend(**{**given_, **changes})


@st.composite
def trends(draw):
    days = sorted(draw(st.sets(st.integers(0, 4000), min_size=2, max_size=14)))
    values = st.one_of(st.none(), st.decimals(0, 1000, places=1), st.decimals(90, 100, places=2))
    points = [a_point(day, draw(values)) for day in days]
    points = [replace(one, is_provisional=draw(st.booleans())) for one in points]
    lines = []
    for _ in range(2):
        words = draw(st.sampled_from(PHRASES))
        day = date(2019, 12, 31) + timedelta(days=draw(st.integers(0, 5000)))
        value = Decimal(draw(st.integers(0, 1000)))
        lines.append(draw(st.sampled_from([None, Line(value, day, words)])))
    return a_trend(*points, baseline=lines[0], goal=lines[1])


def words_in(drawing):
    return [*drawing.labels, *(tick.label for tick in drawing.ticks)]


@settings(max_examples=120, deadline=None)
@given(trends())
def test_words_keep_clear_of_each_other_and_of_every_line_and_point(trend):
    for drawing in trend.drawings:
        words = words_in(drawing)
        for one, other in combinations(words, 2):
            assert not one.box.overlaps(other.box)
        lines = [*drawing.segments, *(line for line in (drawing.baseline, drawing.goal) if line)]
        lines += [label.leader for label in drawing.labels if label.leader]
        for label in words:
            assert label.box.is_inside(Box(-1, -1, drawing.width + 1, drawing.height + 1))
            for line in lines:
                if line is not label.leader:
                    assert not line.crosses(label.box)
            for mark in drawing.marks:
                assert not label.box.overlaps(Box(mark.x - 5, mark.y - 5, mark.x + 5, mark.y + 5))


@settings(max_examples=120, deadline=None)
@given(trends())
def test_no_line_is_without_a_name(trend):
    for drawing in trend.drawings:
        kinds = [label.kind for label in drawing.labels]
        assert ("baseline" in kinds) == (trend.baseline is not None)
        assert ("goal" in kinds) == (trend.goal is not None)
        assert ("last" in kinds) == any(point.value is not None for point in trend.points)
        assert len(drawing.listed) == sum(label.lines[0].isdigit() for label in drawing.labels)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.decimals(-10000, 10000, places=2), min_size=1, max_size=8))
def test_the_scale_holds_every_value_in_few_round_steps(values):
    ticks = ticks_for(values)
    assert ticks[0] <= min(values) <= max(values) <= ticks[-1]
    assert 2 <= len(ticks) <= 8


def test_letters_are_twelve_pixels_or_more_as_shown():
    for drawing in a_trend(a_point(0), a_point(365)).drawings:
        for label in words_in(drawing):
            assert label.size * SHOWN_AT[drawing.name] / drawing.width >= 12


def test_a_withheld_figure_is_a_gap_and_stays_one():
    wide, _narrow = a_trend(
        a_point(0), a_point(365), a_point(730, None), a_point(1095), a_point(1460)
    ).drawings
    assert [path.count("L") for path in wide.paths] == [1, 1]
    assert len(wide.gaps) == 1


def test_a_segment_that_passes_a_box_crosses_it():
    box = Box(0, 0, 10, 10)
    assert Segment(-5, 5, 15, 5).crosses(box)
    assert Segment(2, 2, 3, 3).crosses(box)
    assert not Segment(-5, 12, 15, 12).crosses(box)
    assert not Segment(-5, -20, 30, 5).crosses(box)


@pytest.fixture
def drawn():
    def draw(trend):
        compiled = CottonCompiler().process('<c-trend :chart="chart" level="3" />')
        template = engines["django"].from_string(compiled)
        return template.render({"chart": trend})

    return draw


def test_picture_sentence_and_table_say_the_same_facts(drawn):
    goal = Line(Decimal(5), date(2028, 12, 31), ("Goal: 5 percent", "December 31, 2028"))
    page = drawn(a_trend(a_point(0), a_point(365, "8", is_provisional=True), goal=goal, is_made_up=True))
    assert page.count('role="img"') == 2
    assert page.count("<desc") == 2
    assert page.count("From 10 to 8.") == 3
    assert "8 percent" in page
    assert "made up" in page
    assert "A hollow point is provisional." in page
    assert "Lower is better." in page
    assert 'style="' not in page
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))


def test_the_table_holds_every_point_and_both_lines(drawn):
    line = Line(Decimal(12), date(2019, 12, 31), ("Baseline: 12 percent", "December 31, 2019"))
    table = drawn(a_trend(a_point(0), a_point(365, None, says="fewer than 11"), baseline=line)).split(
        "<table>"
    )[1]
    assert "fewer than 11" in table
    assert "Baseline: 12 percent" in table
    assert table.count("<tr>") == 4


def test_an_axis_that_does_not_begin_at_zero_says_so(drawn):
    assert "The scale begins at" in drawn(a_trend(a_point(0, "92"), a_point(365, "95")))
    assert "The scale begins at" not in drawn(a_trend(a_point(0, "2"), a_point(365, "95")))
