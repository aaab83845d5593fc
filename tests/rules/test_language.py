"""Law that is broken is refused when it is loaded, with file and line, and never answers."""

import random
import re
import tempfile
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konbit_rules.engine.graph import graph_on, read_texts
from konbit_rules.law import Law
from konbit_rules.parameters.errors import LawError
from tests.rules.broken_files import BROKEN_PARAMETERS, BROKEN_PROGRAMS
from tests.rules.broken_rules import BROKEN_RULES, PARAMETERS, RULES
from tests.rules.small_laws import DAY, GOOD_PARAMETERS, GOOD_RULES, HERE, folder_with, law_of


def marked_lines(text):
    return [number for number, line in enumerate(text.splitlines(), 1) if HERE in line]


def refused(root, rules, parameters, file, day=DAY):
    with pytest.raises(LawError) as caught:
        law_of(root, rules, parameters, day)
    path, line = caught.value.where.rsplit(":", 1)
    assert Path(path).name == file, caught.value
    return caught.value.what, int(line)


def test_the_good_laws_are_good(tmp_path):
    assert law_of(tmp_path / "small", RULES, PARAMETERS).programs[0].code == "toy"
    loaded = law_of(tmp_path / "whole")
    assert [program.code for program in loaded.programs] == ["toy"]
    assert loaded.graph.not_loaded == {}


@pytest.mark.parametrize("broken", BROKEN_RULES)
def test_a_broken_rule_is_refused_with_its_line(tmp_path, broken):
    text, says = BROKEN_RULES[broken]
    parameters = PARAMETERS
    whole = RULES + text
    what, line = refused(
        tmp_path, whole, parameters, "parameters.yaml" if "of a parameter" in broken else "rules.py"
    )
    assert re.search(says, what), what
    if marked := marked_lines(whole):
        assert line in marked, what


@pytest.mark.parametrize("broken", BROKEN_PROGRAMS)
def test_a_broken_program_is_refused_with_its_line(tmp_path, broken):
    text, says = BROKEN_PROGRAMS[broken]
    more = (
        '@rule(unit="money/month", entity="household", cites="x", about="y")\ndef money_rule(rent):\n    return rent\n'
        '@rule(unit="bool", entity="person", cites="x", about="y")\ndef person_rule(is_female):\n    return is_female\n'
    )
    what, line = refused(tmp_path, RULES + more + text + "\n", PARAMETERS, "rules.py")
    assert re.search(says, what), what
    assert line == (RULES + more).count("\n") + 1


@pytest.mark.parametrize("broken", BROKEN_PARAMETERS)
def test_a_broken_parameter_is_refused_with_its_line(tmp_path, broken):
    text, says = BROKEN_PARAMETERS[broken]
    if broken != "nobody recorded it":
        text = "recorded_by: the tests\n" + text
    what, line = refused(tmp_path, RULES, text, "parameters.yaml")
    assert re.search(says, what), what
    assert line in marked_lines(text), what


def test_a_rounding_goes_to_more_than_nothing(tmp_path):
    head = '@rule(unit="bool", entity="household", cites="x", about="y")\n'
    rounded = f"{head}def toy_rule(rent, to):\n    return round_up(rent, to) > 0\n"
    nothing = PARAMETERS + "to: {about: a, unit: number, values: {2020-01-01: {value: 0, source: s}}}\n"
    what, _ = refused(tmp_path, RULES + rounded, nothing, "rules.py")
    assert "more than 0" in what


@pytest.mark.parametrize("text", ["", "\n\n", '"""Only a sentence."""\n', "# only a remark\n"])
def test_an_empty_file_holds_no_law(tmp_path, text):
    with pytest.raises(LawError, match="no law is loaded"):
        law_of(tmp_path, text, "")
    assert law_of(tmp_path / "beside", RULES, "").programs  # an empty file of parameters is no fault


def test_a_folder_that_is_not_there_holds_no_law(tmp_path):
    with pytest.raises(LawError, match="no law is loaded"):
        graph_on(read_texts([tmp_path / "nowhere"]), DAY)


def test_files_that_cannot_be_read_say_so(tmp_path):
    folder = folder_with(tmp_path, RULES, PARAMETERS)
    (folder / "more.py").mkdir()
    with pytest.raises(LawError, match=r"more\.py"):
        read_texts([folder])
    (folder / "more.py").rmdir()
    (folder / "parameters.yaml").write_bytes(b"recorded_by: \xff")
    with pytest.raises(LawError, match=r"parameters\.yaml:1: .*UTF-8"):
        read_texts([folder])


def test_a_day_before_the_loaded_law_names_the_first(tmp_path):
    with pytest.raises(
        LawError, match=r"no law is loaded for 2019-12-31; the first day with any is 2020-01-01"
    ):
        law_of(tmp_path, day=date(2019, 12, 31))
    assert law_of(tmp_path / "first", day=date(2020, 1, 1)).programs


def test_a_program_whose_figures_begin_later_is_named_with_its_first_day(tmp_path):
    later = GOOD_RULES + dedent("""

        program(code="late", title="Late help", entity="household", eligible="late_ok")


        @rule(unit="bool", entity="household", cites="Late Act 1", about="rent over the limit")
        def late_ok(rent, late_limit):
            return rent > late_limit
    """)
    figures = (
        GOOD_PARAMETERS
        + "late_limit: {about: a, unit: money/month, values: {2026-10-01: {value: 9, source: s}}}\n"
    )
    loaded = law_of(tmp_path, later, figures)
    assert [program.code for program in loaded.programs] == ["toy"]
    assert loaded.graph.not_loaded == {"late": date(2026, 10, 1)}


def test_versions_follow_one_another_by_the_day(tmp_path):
    rules = RULES + dedent("""
        program(code="dated", title="Dated", entity="household", amount="dated_amount")


        @rule(unit="money/month", entity="household", cites="x", about="y", until="2023-05-14")
        def dated_amount(rent):
            return rent


        @rule(unit="money/month", entity="household", cites="x", about="y", since="2023-05-15")
        def dated_amount(rent):
            return rent * 2
    """)
    for day, due in ((date(2023, 5, 14), 100.0), (date(2023, 5, 15), 200.0)):
        values = law_of(tmp_path / str(day), rules, "", day).bounds.run([{"role": "head"}], {"rent": 100.0})
        assert values["dated_amount"] == due


# Random mutations of a good law ------------------------------------------------------------------

PIECES = re.compile(r"\w+|[^\w\s]|\s+")


def mutated(text, chance):
    """The text with one to three pieces or lines left out, doubled, exchanged or replaced."""
    others = PIECES.findall(
        GOOD_RULES + GOOD_PARAMETERS + "0 1 -1 1e9 nan .5 yes 'x' \t ( ) [ ] { } : , . @ \\ \0 é"
    )
    for _ in range(chance.randint(1, 3)):
        pieces = PIECES.findall(text) if chance.random() < 0.7 else text.splitlines(keepends=True)
        if not pieces:
            return text
        one, two = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        match chance.randrange(5):
            case 0:
                del pieces[one]
            case 1:
                pieces.insert(one, pieces[two])
            case 2:
                pieces[one], pieces[two] = pieces[two], pieces[one]
            case 3:
                pieces[one] = chance.choice(others)
            case 4:
                pieces.insert(one, chance.choice(others))
        text = "".join(pieces)
    return text


def loads_or_is_refused(rules, parameters):
    with tempfile.TemporaryDirectory() as root:
        try:
            loaded = law_of(Path(root), rules, parameters)
        except LawError as refusal:
            assert refusal.what  # noqa: PT017 - the sentence, where it is refused at all
            return
        assert isinstance(loaded, Law)
        loaded.arrays(loaded.graph.rules)


random_source = st.integers(0, 2**63).map(random.Random)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(random_source)
def test_a_mutated_rule_is_refused_or_loaded(chance):
    loads_or_is_refused(mutated(GOOD_RULES, chance), GOOD_PARAMETERS)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(random_source)
def test_a_mutated_parameter_is_refused_or_loaded(chance):
    loads_or_is_refused(GOOD_RULES, mutated(GOOD_PARAMETERS, chance))


@pytest.mark.full
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
@given(random_source)
def test_many_mutations_are_refused_or_loaded(chance):
    loads_or_is_refused(mutated(GOOD_RULES, chance), mutated(GOOD_PARAMETERS, chance))
