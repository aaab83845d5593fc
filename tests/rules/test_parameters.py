"""Figures of law: what a file of them says, and how it is refused."""

import json
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

import konbit_rules
from konbit_rules.households.lined_yaml import LinedError, read_lined
from konbit_rules.parameters.errors import LawError
from konbit_rules.parameters.reading import Table, read_parameters

GOOD = """\
recorded_by: somebody

limit:
  about: A limit
    by size
  unit: money/month
  by: size
  values:
    2026-10-01:
      value: {1: 1305, 2: 1763, each_more: 459}
      source: a law
      read: yes
    2025-10-01: {value: {2: 3, 1: 2, more: 4}, source: an older law}
rates:
  about: A schedule of each kind of return
  unit: rate
  of: money/year
  by: [filing_status]
  edge: above
  values:
    2026-01-01: {value: {single: [[0, 0.1], [12400, "1/8"]], joint: [[0, 0.2]]}, source: s, recorded_by: us}
pay:
  about: Months in a pay period
  unit: conversion/month
  by: pay_period
  values:
    2020-01-01: {value: {week: "52/12", two_weeks: 26/12, half_month: 2, month: 1, year: "1/12"}, source: s}
places:
  about: Whether places are open
  unit: choice:open|paused
  values:
    2020-01-01: {value: open, source: s}
    2025-04-01: {value: paused, source: s}
grades:
  about: Two keys
  unit: number
  by: [kind, size]
  values:
    2020-01-01: {value: {a: {1: 1, 2: 2}, b: {1: 3, 2: 4, each_more: 1}}, source: s}
"""


@pytest.fixture
def file(tmp_path):
    def written(text):
        path = tmp_path / "parameters.yaml"
        path.write_text(dedent(text))
        return path

    return written


def test_a_file_says_what_it_says(file):
    path = file(GOOD)
    found = read_parameters(path)
    assert list(found) == ["limit", "rates", "pay", "places", "grades"]
    limit = found["limit"]
    assert (limit.about, limit.unit, limit.by, limit.of, limit.edge) == (
        "A limit by size", "money/month", ("size",), None, "from",
    )  # fmt: skip
    assert limit.where == f"{path}:3"
    assert [dated.since for dated in limit.values] == [date(2025, 10, 1), date(2026, 10, 1)]
    older, newer = limit.values
    assert older.value == Table({1: 2.0, 2: 3.0}, more=4.0)
    assert newer.value == Table({1: 1305.0, 2: 1763.0}, each_more=459.0)
    assert (older.read, older.recorded_by, older.line) == (False, "somebody", 13)
    assert (newer.read, newer.recorded_by) == (True, None)
    rates = found["rates"].values[0]
    assert found["rates"].edge == "above"
    assert rates.value == Table({"single": ((0.0, 0.1), (12400.0, 0.125)), "joint": ((0.0, 0.2),)})
    assert rates.recorded_by == "us"
    assert found["pay"].values[0].value.rows["week"] == 52 / 12
    assert found["grades"].values[0].value.rows["b"] == Table({1: 3.0, 2: 4.0}, each_more=1.0)


def test_a_day_picks_the_value_in_force(file):
    places = read_parameters(file(GOOD))["places"]
    assert places.on(date(2019, 12, 31)) is None
    assert places.on(date(2020, 1, 1)).value == "open"
    assert places.on(date(2025, 3, 31)).value == "open"
    assert places.on(date(2025, 4, 1)).value == "paused"
    assert places.on(date(2030, 1, 1)).value == "paused"


def test_an_empty_file_has_no_parameters(file):
    assert read_parameters(file("# nothing yet\n")) == {}


@pytest.mark.parametrize(
    ("before", "after", "line", "what"),
    [
        ("  unit: money/month\n", "", 4, "limit: unit is missing"),
        ("unit: money/month", "unit: dollars", 6, "no unit"),
        ("unit: choice:open|paused", "unit: choice:open", 30, "no unit"),
        ("unit: choice:open|paused", "unit: choice:open|open", 30, "no unit"),
        ("  about: Two keys\n", "", 35, "about is missing"),
        ("about: Two keys", "about: 3", 35, "about is text"),
        ("source: a law", "note: a law", 11, "note is not known"),
        ("      source: a law\n", "", 9, "source is missing"),
        ("source: a law", "source: ' '", 11, "source is text"),
        ("recorded_by: somebody\n", "\n", 13, "who recorded"),
        ("read: yes", "read: perhaps", 12, "yes or no"),
        ("2026-10-01:", "2026-10-32:", 9, "no day"),
        ("2026-10-01:", "2026:", 9, "no day"),
        ("2026-10-01:", "2025-10-01:", 13, "twice"),
        ("rates:\n", "limit:\n", 14, "twice"),
        ("rates:\n", "Rates:\n", 14, "no name"),
        ("rates:\n", "lambda:\n", 14, "no name"),
        ("1: 1305, 2: 1763", "1: 1305, 3: 1763", 10, "gap after 1"),
        ("1: 1305, 2: 1763", "0: 1305, 2: 1763", 10, "gap after 0"),
        ("1: 1305, 2: 1763", "-1: 1, 0: 2", 10, "below 0"),
        ("1: 1305, 2: 1763", "1: 1305, 1: 1763", 10, "twice"),
        ("1: 1305, 2: 1763", "1: 1305, b: 1763", 10, "whole numbers or all words"),
        ("1: 1305, 2: 1763, ", "", 10, "no rows"),
        ("1: 1305", "1: -1305", 10, "below 0"),
        ("1: 1305", "1: 1_305", 10, "a number is due, not 1_305"),
        ("1: 1305", "1: yes", 10, "a number is due, not yes"),
        ("1: 1305", "1: .nan", 10, "a number is due"),
        ("1: 1305", "1: 1e999", 10, "no amount"),
        ("1: 1305", "1: 5/0", 10, "divides by nothing"),
        ("1: 1305", "1: null", 10, "not nothing"),
        ("each_more: 459}", "each_more: 459, more: 3}", 10, "not both"),
        ("{1: 1305, 2: 1763, each_more: 459}", "5", 10, "a table by size"),
        ("single: [[0, 0.1], [12400", "single: [[0, 0.1], [0", 21, "rise"),
        ("joint: [[0, 0.2]]", "joint: 0.2", 21, "a schedule is due"),
        ("joint: [[0, 0.2]]", "joint: []", 21, "a schedule is due"),
        ("joint: [[0, 0.2]]", "joint: [[0, 0.2, 3]]", 21, "[start, value]"),
        ("joint: [[0, 0.2]]", "more: [[0, 0.2]]", 21, "table by whole numbers"),
        ("edge: above", "edge: below", 19, "edge"),
        ("  of: money/year\n", "", 18, "edge"),
        ("by: [filing_status]", "by: []", 18, "by names"),
        ("by: [kind, size]", "by: kind", 39, "a number is due, not a table"),
        ("half_month: 2, ", "", 27, "pay_period has"),
        ("half_month: 2", "fortnight: 2", 27, "never fortnight"),
        ("value: paused", "value: shut", 33, "one of open, paused"),
        ("each_more: 1}", "each_more: a}", 39, "a number is due"),
        ("recorded_by: somebody", "- recorded_by: somebody", 3, "not YAML"),
    ],
)
def test_a_wrong_figure_is_refused_with_its_line(file, before, after, line, what):
    assert before in GOOD
    path = file(GOOD.replace(before, after, 1))
    with pytest.raises(LawError) as caught:
        read_parameters(path)
    assert what in caught.value.what
    assert caught.value.where == f"{path}:{line}"


@pytest.mark.parametrize(
    "text", ["- a list\n", "a word", "limit: 3", "limit: {}", "limit: {about: a, unit: bool}"]
)
def test_what_names_no_figures_is_refused(file, text):
    with pytest.raises(LawError, match=r"parameters\.yaml:1"):
        read_parameters(file(text))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(LawError, match="cannot be read"):
        read_parameters(tmp_path / "none.yaml")


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    try:
        read_lined(text)
    except LinedError as refused:
        if refused.line < 1:
            raise


PLAIN = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(-1e300, 1e300) | st.text()
KEYS = st.text(max_size=20)  # YAML takes no key of a thousand signs, as JSON would
NESTED = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


@given(NESTED)
def test_json_is_read_as_json(data):
    for indent in (None, 2, "\t"):
        for ascii_only in (True, False):
            text = json.dumps({"": data}, indent=indent, ensure_ascii=ascii_only)
            try:
                found = read_lined(text)
            except LinedError:
                # A lone half of a sign, or a control sign, is no text; JSON alone would let it through.
                assert any(not sign.isprintable() for sign in json.dumps(data, ensure_ascii=False))
            else:
                assert found == {"": data}


def test_every_figure_of_the_law_is_read():
    law = Path(konbit_rules.__path__[0]) / "law"
    files = sorted(law.glob("*/*/parameters.yaml"))
    assert files
    for path in files:
        for parameter in read_parameters(path).values():
            assert parameter.values, parameter.where
