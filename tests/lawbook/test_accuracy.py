"""The accuracy page tells how often the answers are right, and counts everything it says."""

import re
from datetime import date
from html import unescape

import pytest

from konbit.lawbook.measured import measured
from konbit.lawbook.queries import accuracy
from konbit.lawbook.queries.days import law_on
from konbit_rules import check
from tests.lawbook.families import DAY

pytestmark = pytest.mark.django_db

MEASURED = {
    "made_on": "2026-06-20",
    "compared_with": "another calculator 1.0",
    "cases": {"snap": {"cases": 30, "passed": 29, "sources_read": 4}},
    "failures": ["one dollar over the limit"],
    "samples": [{"seed": 1, "households": 1500}, {"seed": 2, "households": 500}],
    "columns": {
        "snap_month": {
            "label": "SNAP a month",
            "compared": 2000,
            "agree": 1999,
            "positives": 700,
            "after_recorded": 2000,
        },
        "ssi_month": {"label": "SSI", "compared": 0, "agree": 0, "positives": 0, "after_recorded": 0},
    },
}


def words(answer):
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_cases_are_counted_with_those_whose_sources_were_not_read(visitor, shipped):
    shipped(MEASURED)
    page = words(visitor.get("/en/rules/accuracy/"))
    assert "29 of 30 families worked by hand agree with the library." in page
    assert "In 4 of them the source of every figure was read. In 26 some figure’s source was not read" in page
    assert "No caseworker and no agency has reviewed them yet." in page
    assert "one dollar over the limit" in page


def test_what_is_covered_partly_says_what_is_not_modeled(visitor):
    page = words(visitor.get("/en/rules/accuracy/"))
    assert re.search(r"SNAP \(food benefits\) Partly covered \d+ things are not modeled", page)
    assert "Other states are not." in page


def test_figures_are_counted_by_who_took_them_down(visitor):
    law = law_on(DAY)
    counted = dict(accuracy.figures_made_by(law))
    assert sum(counted.values()) == len(law.graph.values)
    page = words(visitor.get("/en/rules/accuracy/"))
    assert f"{counted['']} figures read at their source by the authors of the library" in page
    assert "source not read; as recorded by policyengine-us 2.68.0" in page


def test_a_measured_run_is_shown_as_it_stands_in_its_file(visitor, shipped):
    shipped(MEASURED)
    found = accuracy.comparison()
    assert found.made_on == date(2026, 6, 20)
    # Never rounded up to all of them.
    assert [row.percent for row in found.rows] == ["99.95%", "—"]
    page = words(visitor.get("/en/rules/accuracy/"))
    assert "Measured on June 20, 2026 against another calculator 1.0, over 2,000 random families." in page
    assert "SNAP a month 2,000 1,999 99.95% 700 2,000" in page


def test_without_a_measured_run_and_a_register_the_page_says_that_there_is_none(
    visitor, shipped, tmp_path, monkeypatch
):
    shipped(None)
    assert accuracy.disagreements(tmp_path / "none.md") is None
    monkeypatch.setattr(accuracy, "disagreements", lambda: None)
    page = words(visitor.get("/en/rules/accuracy/"))
    assert "No figures of families worked by hand ship with this version." in page
    assert "Not measured for this version." in page
    assert "No register ships with this version." in page


def test_the_register_stands_below_its_own_heading(tmp_path):
    path = tmp_path / "disagreements.md"
    path.write_text("# Register\n\n## SNAP\n\nBoth readings.\n")
    assert accuracy.disagreements(path) == "<h3>SNAP</h3>\n<p>Both readings.</p>\n"


@pytest.mark.slow
def test_the_cases_that_the_page_counts_are_those_of_the_law_as_it_stands():
    report = check()
    counted = {
        code: {"cases": one.cases, "passed": one.passed, "sources_read": one.sources_read}
        for code, one in report.programs.items()
    }
    assert measured()["cases"] == counted
    assert measured()["failures"] == [failure.name for failure in report.failures]
