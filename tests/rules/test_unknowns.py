"""What is said while facts are missing holds whatever they turn out to be; and little is left open that need not be."""

import random
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from konbit_rules.households.household import AMOUNT_RECEIVED, HOUSEHOLD_FACTS, PERSON_FACTS, HouseholdError
from konbit_rules.law import load_law
from konbit_rules.screening import screen
from tests.rules.agreement import explained_of
from tests.rules.households import random_household, random_households, seeds
from tests.rules.random_laws import PARAMETERS, RandomLaw
from tests.rules.small_laws import law_of
from tests.rules.unknowns import contradictions, could_be, every_fill_in, facts_to_hide, fill_ins, hide

AS_OF = date(2026, 6, 15)
LIMITS = (1000.0, 1500.0, 2000.0, 3000.0)
SENSITIVE = ("is_pregnant", "is_disabled", "immigration", "five_years_resident")
KNOWN = PERSON_FACTS | HOUSEHOLD_FACTS
relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))


def hidden_sets(chance, household, number):
    """So many sets of one or two facts of this household that may be left open together."""
    pool = facts_to_hide(household)
    for _ in range(number):
        hidden = tuple(chance.sample(pool, chance.choice([1, 2, 2])))
        try:
            yield hidden, hide(household, hidden)
        except HouseholdError:
            continue  # a family may not leave out the one without the other


def hold_soundness(seed, households, sets, number=20):
    law, chance = load_law(AS_OF), random.Random(seed)
    for household in (random_household(chance, LIMITS) for _ in range(households)):
        for hidden, unknown in hidden_sets(chance, household, sets):
            said = screen(unknown, AS_OF, law)
            for family in fill_ins(chance, household, hidden, number):
                assert contradictions(said, screen(family, AS_OF, law)) == [], (seed, hidden)


def test_no_answer_is_contradicted_by_what_turns_out():
    hold_soundness(1, households=30, sets=3)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(20))
def test_no_answer_is_contradicted_for_many_families(seed):
    hold_soundness(100 + seed, households=10, sets=60)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(10))
def test_every_single_fact_can_be_hidden(seed):
    law, chance = load_law(AS_OF), random.Random(seed)
    household = random_household(chance, LIMITS)
    for fact in facts_to_hide(household):
        said = screen(hide(household, (fact,)), AS_OF, law)
        for family in fill_ins(chance, household, (fact,), 20):
            assert contradictions(said, screen(family, AS_OF, law)) == [], fact


def hold_a_random_law(seed):
    """Every rule of a random law, with up to five facts hidden, against what it comes to for each family it could be."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as root:
        law = law_of(Path(root), RandomLaw(random.Random(seed), can_fail=seed % 3 > 0).text(8), PARAMETERS)
    for household in random_households(seed, 3):
        pool = [(name, place) for name, place in facts_to_hide(household) if name in law.explained.facts]
        hidden = tuple(chance.sample(pool, min(len(pool), chance.randint(1, 5))))
        try:
            unknown = hide(household, hidden)
        except HouseholdError:
            continue
        bounds = law.bounds.run(
            [person.facts for person in unknown.persons], {**law.defaults, **unknown.facts}
        )
        for family in fill_ins(chance, household, hidden, 10):
            values = explained_of(law, family)
            if values is not None:
                wrong = {name for name in values if not could_be(bounds[name], values[name])}
                assert not wrong, (seed, hidden)


@settings(relaxed, max_examples=50)
@given(seeds)
def test_the_walk_of_a_random_law_holds_whatever_turns_out(seed):
    hold_a_random_law(seed)


@pytest.mark.full
@settings(relaxed, max_examples=4000)
@given(seeds)
def test_the_walk_of_many_random_laws_holds(seed):
    hold_a_random_law(seed)


def receiving(chance, receives):
    """A family that receives a program, with the amount and without it, and who of it receives."""
    while True:
        household = random_household(chance, LIMITS)
        places = [None] if receives in HOUSEHOLD_FACTS else list(range(len(household.persons)))
        place = chance.choice(places)
        facts = household.facts if place is None else household.persons[place].facts
        if facts[receives]:
            return household, place


@pytest.mark.parametrize("receives", AMOUNT_RECEIVED)
def test_a_received_amount_that_nobody_told_is_never_taken_as_nothing(receives):
    law, chance = load_law(AS_OF), random.Random(7)
    amount = AMOUNT_RECEIVED[receives]
    counted = {name for name in law.explained.names if amount in law.graph.upstream(name)}
    ranges = 0
    for _ in range(25):
        household, place = receiving(chance, receives)
        hidden = ((amount, place),)
        said = screen(hide(household, hidden), AS_OF, law)
        seen = {code: set() for code in said.answers}
        for family in fill_ins(chance, household, hidden, 20):
            filled = screen(family, AS_OF, law)
            assert contradictions(said, filled) == [], receives
            for code, answer in filled.answers.items():
                seen[code].add(answer.amount.lowest if answer.amount else None)
        for program in law.programs:
            answer = said.answers[program.code]
            if len(seen[program.code]) > 1:  # the amount matters here: a range, never a point
                assert answer.amount.lowest < answer.amount.highest, program.code
                ranges += 1
            if program.eligible not in counted and program.amount not in counted:
                assert not answer.missing, f"{program.code} does not count {amount}"
    assert ranges > 3 or not counted


def test_not_saying_something_sensitive_makes_nothing_unlikely():
    law, chance = load_law(AS_OF), random.Random(11)
    for household in (random_household(chance, LIMITS) for _ in range(60)):
        people = range(len(household.persons))
        hidden = tuple(
            (name, chance.choice(people)) for name in chance.sample(SENSITIVE, chance.choice([1, 2]))
        )
        said = screen(hide(household, hidden), AS_OF, law)
        families = [screen(family, AS_OF, law) for family in every_fill_in(household, hidden)]
        for code, answer in said.answers.items():
            could = {family.answers[code].answer for family in families}
            if answer.answer == "not_likely":
                assert could == {"not_likely"}, (code, hidden)
            elif answer.answer == "likely":
                assert could == {"likely"}, (code, hidden)


def test_an_unlikely_answer_names_its_reason_and_an_open_one_what_would_settle_it():
    law, chance = load_law(AS_OF), random.Random(13)
    for household in (random_household(chance, LIMITS) for _ in range(80)):
        for _, unknown in hidden_sets(chance, household, 2):
            for answer in screen(unknown, AS_OF, law).answers.values():
                for one in answer.persons or [answer]:
                    if one.answer == "not_likely" and one.conditions:
                        assert one.because, answer.code
                        assert {condition.test.code for condition in one.conditions} >= set(one.because)
                if answer.answer == "need_info":
                    assert answer.missing, answer.code


def openness(seed, households, number=60):
    """How many answers stay open, and how many of these though all families tried agree."""
    law, chance = load_law(AS_OF), random.Random(seed)
    counted = Counter()
    for household in (random_household(chance, LIMITS) for _ in range(households)):
        for hidden, unknown in hidden_sets(chance, household, 1):
            said = screen(unknown, AS_OF, law)
            seen = {code: set() for code in said.answers}
            for family in fill_ins(chance, household, hidden, number):
                for code, answer in screen(family, AS_OF, law).answers.items():
                    seen[code].add(answer.answer)
            counted["answers"] += len(seen)
            counted["open"] += sum(answer.answer == "need_info" for answer in said.answers.values())
            counted["open, though all agree"] += sum(
                said.answers[code].answer == "need_info" and len(answers) == 1
                for code, answers in seen.items()
            )
    return counted


def test_little_stays_open_that_need_not():
    counted = openness(3, 40, 40)
    assert counted["open, though all agree"] < 0.02 * counted["answers"], counted


@pytest.mark.full
def test_little_stays_open_in_many_families():
    counted = openness(5, 1000)
    assert counted["open, though all agree"] < 0.015 * counted["answers"], counted


def test_few_yes_or_nos_and_choices_leave_open_only_what_they_change():
    law, chance = load_law(AS_OF), random.Random(17)
    for household in (random_household(chance, LIMITS) for _ in range(60)):
        pool = [
            (name, place)
            for name, place in facts_to_hide(household)
            if KNOWN[name].unit in {"bool", "choice"}
            and name != "county"
            and not name.startswith("receives_")
        ]
        hidden = tuple(chance.sample(pool, 3))
        said = screen(hide(household, hidden), AS_OF, law)
        families = [screen(family, AS_OF, law) for family in every_fill_in(household, hidden)]
        for code, answer in said.answers.items():
            could = {family.answers[code].answer for family in families}
            assert answer.answer == (could.pop() if len(could) == 1 else "need_info"), (code, hidden)
            if answer.amount:
                amounts = [family.answers[code].amount for family in families]
                assert answer.amount.lowest == pytest.approx(
                    min(amount.lowest for amount in amounts), abs=0.005
                )
                assert answer.amount.highest == pytest.approx(
                    max(amount.highest for amount in amounts), abs=0.005
                )
