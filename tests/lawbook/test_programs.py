"""Who opens /rules/ learns which programs there are, and of each its rules and figures on a day, with their sources."""

import itertools
import re
from datetime import date
from html import unescape

import pytest

from konbit.lawbook.queries.days import first_day, law_on
from konbit.lawbook.queries.figures import figure_of
from konbit.lawbook.words import PROGRAMS
from konbit.ui.formats import long_day
from konbit_rules.parameters.parameter import DatedValue, Parameter, Table
from tests.lawbook.families import DAY

pytestmark = pytest.mark.django_db


def words(answer):
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_the_list_holds_every_program_grouped_with_what_matters_at_a_glance(visitor, shipped):
    shipped({"cases": {"snap": {"cases": 30, "passed": 29, "sources_read": 4}}})
    page = words(visitor.get("/en/rules/"))
    assert page.index("Federal programs") < page.index("Mississippi programs")
    for program in PROGRAMS.values():
        assert str(program.title) in page
    assert "New applications are paused since April 1, 2025" in page
    assert "29 of 30 families worked by hand agree." in page
    assert "Not guaranteed: places or money may run out" in page
    assert "Answered for each person" in page


def test_a_day_before_a_programs_law_lists_it_with_its_first_day(visitor):
    page = words(visitor.get("/en/rules/?on=2023-11-01"))
    assert "Law in force on November 1, 2023" in page
    assert re.search(r"Not loaded for this day .* its law is loaded from", page)


def test_a_day_before_all_law_names_the_first_day(visitor):
    answer = visitor.get("/en/rules/?on=1900-01-01")
    assert answer.status_code == 422
    assert f"No law is loaded before {long_day(first_day())}" in words(answer)


@pytest.mark.parametrize("day", ["yesterday", "2026-13-40", "%00", "9999999", "0000-00-00", "<b>"])
def test_a_day_that_cannot_be_read_is_kept_and_explained(visitor, day):
    for path in ("/en/rules/", "/en/rules/snap/"):
        answer = visitor.get(path, {"on": day})
        assert answer.status_code == 422
        assert "is not a date we can read" in words(answer)


def test_a_day_far_ahead_shows_the_newest_law(visitor):
    assert visitor.get("/en/rules/?on=9999-12-31").status_code == 200


def test_a_programs_page_has_its_words_conditions_figures_steps_and_when_a_loss_is_felt(visitor, shipped):
    shipped({"cases": {"snap": {"cases": 30, "passed": 29, "sources_read": 4}}})
    page = words(visitor.get("/en/rules/snap/?on=2026-06-15"))
    assert "What is not modeled" in page
    assert "Income before deductions is at or under the limit." in page
    assert "7 CFR 273.9(a)(1)" in page
    assert "Have the interview for SNAP." in page
    assert "when the change is reported" in page
    assert "Figures in force on June 15, 2026" in page
    assert "$1,305 a month" in page
    assert "In force since October 1, 2025" in page
    assert "Source not read; figure as recorded by policyengine-us 2.68.0." in page
    assert "29 of 30 families worked by hand agree." in page


def test_figures_are_those_of_the_day_and_the_others_stand_in_the_history(visitor):
    before = words(visitor.get("/en/rules/snap/?on=2025-06-15"))
    assert "$1,255 a month" in before.split("Earlier and later values")[1]
    assert "Later, from October 1, 2025: 1: $1,305 a month" in before


def test_every_program_has_a_page_with_one_h1_and_headings_in_order(visitor):
    for code in PROGRAMS:
        answer = visitor.get(f"/en/rules/{code}/")
        assert answer.status_code == 200, code
        main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]
        levels = [int(level) for level in re.findall(r"<h([1-6])", main)]
        assert levels[0] == 1, code
        assert levels.count(1) == 1, code
        assert all(later - one <= 1 for one, later in itertools.pairwise(levels)), code
        ids = re.findall(r' id="([^"]+)"', answer.content.decode())
        assert len(ids) == len(set(ids)), code


def test_a_program_that_is_not_loaded_on_the_day_says_from_when_it_is(visitor):
    missing = [code for code in law_on(date(2023, 11, 1)).graph.not_loaded if code in PROGRAMS]
    assert missing
    answer = visitor.get(f"/en/rules/{missing[0]}/?on=2023-11-01")
    assert answer.status_code == 200
    assert "The law of this program is loaded from" in words(answer)


@pytest.mark.parametrize("code", ["nothing", "what_is_left", "snap_amount"])
def test_what_is_no_program_has_no_page(visitor, code):
    assert visitor.get(f"/en/rules/{code}/").status_code == 404


def test_in_another_language_the_page_says_that_its_words_are_english(visitor):
    answer = visitor.get("/vi/rules/snap/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="in-language"' in page
    assert '<article class="stack" lang="en">' in page
    assert 'class="in-language"' not in visitor.get("/en/rules/snap/").content.decode()


def test_pages_are_only_to_be_read(visitor):
    for path in ("/en/rules/", "/en/rules/snap/", "/en/rules/accuracy/"):
        assert visitor.post(path).status_code == 405
        assert visitor.head(path).status_code == 200


def a_parameter(value, **more):
    dated = DatedValue(date(2026, 1, 1), value, "a statute", None, read=True, line=1)
    said = {"unit": "money/month", "of": None, "by": (), "edge": "from", **more}
    return Parameter("p", "A figure", values=(dated,), path="p.yaml", line=1, **said)


def test_a_table_shows_each_row_and_what_holds_beyond_the_last():
    table = Table({1: 100.0, 2: 150.0}, each_more=50.0)
    found = figure_of(a_parameter(table, by=("size",)), DAY)
    assert found.columns == ("size", "value")
    assert found.now.rows == (
        ("1", "$100 a month"),
        ("2", "$150 a month"),
        ("each one beyond 2", "$50 a month more"),
    )
    more = figure_of(a_parameter(Table({1: 100.0}, more=7.0), by=("size",)), DAY)
    assert more.now.rows[-1] == ("more than 1", "$7 a month")


def test_a_schedule_shows_from_where_to_where():
    schedule = Table({"single": ((0.0, 0.1), (12400.0, 0.12))})
    said = {"unit": "rate", "of": "money/year", "by": ("filing_status",)}
    found = figure_of(a_parameter(schedule, **said), DAY)
    assert found.columns == ("filing status", "from", "to", "value")
    assert found.now.rows == (
        ("single", "$0 a year", "$12,400 a year", "10%"),
        ("single", "$12,400 a year", "", "12%"),
    )
    assert figure_of(a_parameter(1.0), date(2020, 1, 1)) is None


def test_a_choice_and_a_yes_are_said_in_words():
    assert figure_of(a_parameter("family_home", unit="choice:a|b"), DAY).now.plain == "family home"
    assert figure_of(a_parameter(value=True, unit="bool"), DAY).now.plain == "yes"
