"""Everything the law names has words: programs, tests of every day, facts; and no words stand for nothing."""

import pytest
from django.utils import translation

from konbit.lawbook.fact_words import CHOICES_IN_WORDS, FACTS_IN_WORDS, HOUSEHOLD_TOPICS, PERSON_TOPICS
from konbit.lawbook.queries.days import NEWEST, NotLoadedThen, _changes, first_day, law_on
from konbit.lawbook.reasons import SENTENCES, sentence_of
from konbit.lawbook.telling import INCOMES
from konbit.lawbook.words import AVAILABILITY, BITES, PROGRAMS, UNITS, quantities, quantity
from konbit_rules import FACTS
from tests.lawbook.families import DAY


def laws():
    return [law_on(day) for day in _changes() if day >= first_day()]


def test_every_test_of_every_day_has_its_sentence_and_no_sentence_is_left_over():
    codes = {code for law in laws() for code in law.tests}
    assert sorted(codes - set(SENTENCES)) == [], "write their sentences into lawbook/reasons.py"
    assert sorted(set(SENTENCES) - codes) == [], "the law of no day asks these"


def test_sentences_are_whole():
    for code, sentence in SENTENCES.items():
        assert str(sentence)[0].isupper(), code
        assert str(sentence).endswith("."), code


def test_a_test_without_a_sentence_is_said_in_the_laws_own_words():
    assert sentence_of("new_test", "owns no boat") == "Owns no boat."


def test_every_program_has_a_name_a_line_and_who_decides():
    codes = {program.code for law in laws() for program in law.programs}
    assert codes == set(PROGRAMS)


def test_every_fact_of_a_family_is_asked_once():
    asked = [name for topic in (*PERSON_TOPICS, *HOUSEHOLD_TOPICS) for name in topic.facts]
    of_a_family = {fact.name for fact in FACTS if fact.default is None}
    assert len(asked) == len(set(asked))
    assert {*asked, *INCOMES, "weekly_hours_worked"} == of_a_family == set(FACTS_IN_WORDS)


def test_every_choice_has_words():
    for fact in FACTS:
        if fact.unit == "choice" and fact.name != "county":
            assert set(CHOICES_IN_WORDS[fact.name]) == set(fact.choices), fact.name


def test_every_unit_availability_and_moment_of_a_loss_has_words():
    law = law_on(DAY)
    plain = {one.unit for one in law.graph.texts.parameters.values() if not one.unit.startswith("choice")}
    assert plain <= set(UNITS)
    assert {program.bites for program in law.programs} <= set(BITES)
    named = [law.graph.texts.parameters[one.availability] for one in law.programs if one.availability]
    assert {value.value for one in named for value in one.values} <= set(AVAILABILITY)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (412, "money/month", "$412 a month"),
        (1234.5, "money/year", "$1,234.50 a year"),
        (0.3, "rate", "30%"),
        (1.42, "rate", "142%"),
        (3, "number", "3"),
        (4.3, "conversion/month", "4.3"),
        (100, "money", "$100"),
    ],
)
def test_a_figure_is_said_with_its_unit(value, unit, said):
    assert quantity(value, unit) == said


def test_an_amount_that_is_not_settled_is_said_from_lowest_to_highest():
    assert quantities(0, 546, "money/month") == "$0 to $546 a month"
    assert quantities(1, 2, "number") == "1 to 2"


def test_the_law_of_a_day_is_kept_once_for_each_stretch_between_two_changes():
    assert law_on(DAY) is law_on(DAY.replace(day=16))
    assert law_on(NEWEST) is law_on(max(_changes()))


def test_a_day_before_the_loaded_law_names_the_first_day():
    with pytest.raises(NotLoadedThen) as refused:
        law_on(first_day().replace(year=1900))
    assert refused.value.first == first_day()
    assert law_on(first_day()).programs


def test_words_speak_the_language_of_the_page():
    with translation.override("es"):
        assert str(SENTENCES["snap_gross_income_ok"])
