"""The cliff chart: every losing stretch is shaded and numbered, and its words keep clear of each other and of the lines."""

import re
from itertools import combinations

import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.ui.charts.boxes import Box
from konbit.ui.charts.cliff import Cliff, Point, Row, Stretch

SHOWN_AT = {"wide": 600, "narrow": 254}
NAMES = [
    (("you are here",), "with benefits", "pay alone"),
    (("usted está aquí",), "con los beneficios", "solo el sueldo"),
    (("ou la a",), "avèk èd yo", "salè a sèlman"),
    (("quý vị đang ở đây",), "khi có trợ cấp", "chỉ tiền lương"),
]


def a_cliff(points, stretches=(), here=None, names=NAMES[0], rows=()):
    most = points[-1].pay
    return Cliff(
        "c", "What is left", "One raise is lost.", "Dollars a month.", "Pay", names[1], names[2], tuple(points),
        ((points[0].pay, points[0].pay), (most, most)), tuple(stretches), tuple(rows), here, names[0],
    )  # fmt: skip


@st.composite
def cliffs(draw):
    pays = [float(pay) for pay in sorted(draw(st.sets(st.integers(0, 9000), min_size=2, max_size=40)))]
    band = draw(st.booleans())
    points, left = [], float(draw(st.integers(0, 3000)))
    for pay in pays:
        left += draw(st.integers(-900, 900))
        points.append(Point(pay, left, left + (draw(st.integers(0, 800)) if band else 0)))
    stretches = []
    for _ in range(draw(st.integers(0, 20))):
        start = draw(st.sampled_from(pays))
        end = draw(st.sampled_from([None, *[pay for pay in pays if pay >= start]]))
        stretches.append(Stretch(start, end, "less", draw(st.booleans())))
    stretches.sort(key=lambda one: one.start)
    here = draw(st.sampled_from([None, *points]))
    names = draw(st.sampled_from(NAMES))
    return a_cliff(points, stretches, (here.pay, here.lowest) if here else None, names)


def words_in(drawing):
    return [*drawing.labels, *(tick.label for tick in drawing.ticks)]


@settings(max_examples=50, deadline=None)
@given(cliffs())
def test_words_keep_clear_of_each_other_of_the_lines_and_of_where_the_family_is(cliff):
    for drawing in cliff.drawings:
        words = words_in(drawing)
        for one, other in combinations(words, 2):
            assert not one.box.overlaps(other.box)
        lines = [*drawing.segments, *(label.leader for label in drawing.labels if label.leader)]
        for label in words:
            assert label.box.is_inside(Box(-1, -1, drawing.width + 1, drawing.height + 1))
            assert not any(line.crosses(label.box) for line in lines if line is not label.leader)
            if drawing.here:
                x, y = drawing.here
                assert not label.box.overlaps(Box(x - 6, y - 6, x + 6, y + 6))


@settings(max_examples=40, deadline=None)
@given(cliffs())
def test_both_lines_and_the_place_of_the_family_have_a_name(cliff):
    for drawing in cliff.drawings:
        kinds = [label.kind for label in drawing.labels]
        assert kinds.count("left") == kinds.count("alone") == 1
        assert kinds.count("here") == (cliff.here is not None)
        assert len(drawing.zones) + len(drawing.plateaus) == len(cliff.stretches)
        # A number under the drawing is none of the list of stretches.
        assert all(number > len(cliff.stretches) for number, _words in drawing.listed)


def test_every_losing_zone_is_shaded_for_its_whole_length():
    points = [Point(0, 500, 500), Point(1000, 1500, 1500), Point(1000, 900, 900), Point(2000, 1900, 1900)]
    wide = a_cliff(points, [Stretch(1000, 1600, "less"), Stretch(1800, None, "less")]).drawings[0]
    curve = wide.segments
    per_dollar = (curve[-1].x2 - curve[-1].x1) / 2000
    first, second = wide.zones
    assert first.right - first.left == pytest.approx(600 * per_dollar)
    assert second.right == pytest.approx(curve[-1].x2)
    assert [label.lines for label in wide.labels if label.kind == "stretch"] == [("1",), ("2",)]


def test_a_range_is_drawn_as_a_band_and_never_as_one_line():
    wide, narrow = a_cliff([Point(0, 0, 300), Point(1000, 900, 1200)]).drawings
    for drawing in (wide, narrow):
        assert drawing.band
        assert not drawing.curve


def test_letters_are_twelve_pixels_or_more_as_shown():
    for drawing in a_cliff([Point(0, 0, 0), Point(1000, 900, 900)], here=(500, 450)).drawings:
        for label in words_in(drawing):
            assert label.size * SHOWN_AT[drawing.name] / drawing.width >= 12


def test_picture_sentence_list_and_table_say_the_same_facts():
    compiled = CottonCompiler().process('<c-cliff :chart="chart" level="3" />')
    rows = [Row("$1,000", "$1,500", "$1,000", "just before the drop")]
    points = [Point(0, 500, 500), Point(1000, 1500, 1500), Point(1000, 900, 900), Point(2000, 1900, 1900)]
    chart = a_cliff(points, [Stretch(1000, 1600, "From $1,000 help ends.")], (0, 500), rows=rows)
    page = engines["django"].from_string(compiled).render({"chart": chart})
    assert page.count('role="img"') == 2
    assert page.count("One raise is lost.") == 3
    assert page.count("From $1,000 help ends.") == 1
    assert "just before the drop" in page
    assert page.count('class="zone"') == 2
    assert 'style="' not in page
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))
