# ruff: noqa: E501 - laws of a few lines, with one figure a line
"""One text of law, several ways to run it: each gives the same, to the cent, for every rule."""

import random
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from konbit_rules.boundaries import crossings, with_pay
from konbit_rules.bulk import screen_many
from konbit_rules.households.columns import columns_of
from konbit_rules.households.household import Household, Person
from konbit_rules.law import load_law
from konbit_rules.screening import screen
from tests.rules.agreement import differences, explained_of, three_ways
from tests.rules.households import random_households, seeds
from tests.rules.random_laws import PARAMETERS, RandomLaw
from tests.rules.small_laws import law_of

AS_OF = date(2026, 6, 15)
relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))


def limits_of(law):
    """Every amount of money that stands alone in a parameter: random amounts gather near these."""
    amounts = [
        value.value
        for name, value in law.graph.values.items()
        if law.graph.texts.parameters[name].unit.startswith("money")
    ]
    return tuple(amount for amount in amounts if isinstance(amount, float) and amount > 0)


def hold_the_law(seed, number, day=AS_OF):
    law = load_law(day)
    ways = three_ways(law, random_households(seed, number, limits_of(law)))
    assert differences(law, ways) == []
    assert not any(ways.faults), "no household that can be makes a rule of the real law fail"


def hold_a_random_law(seed, number=25):
    text = RandomLaw(random.Random(seed), can_fail=seed % 3 > 0).text(8)
    with tempfile.TemporaryDirectory() as root:
        law = law_of(Path(root), text, PARAMETERS)
    found = differences(law, three_ways(law, random_households(seed, number)))
    assert not found, "\n".join([*found[:10], text])


@settings(relaxed, max_examples=6)
@given(seeds)
def test_every_rule_of_the_law_comes_out_the_same_every_way(seed):
    hold_the_law(seed, 60)


@pytest.mark.full
@pytest.mark.parametrize("day", [AS_OF, date(2023, 5, 14), date(2026, 1, 1), date(2026, 10, 1)])
@settings(relaxed, max_examples=40)
@given(seeds)
def test_every_rule_comes_out_the_same_for_many_households(day, seed):
    hold_the_law(seed, 150, day)


@settings(relaxed, max_examples=60)
@given(seeds)
def test_a_random_law_comes_out_the_same_every_way(seed):
    hold_a_random_law(seed)


@pytest.mark.full
@settings(relaxed, max_examples=3000)
@given(seeds)
def test_many_random_laws_come_out_the_same_every_way(seed):
    hold_a_random_law(seed)


# Boundary cases, from the law's own comparisons ---------------------------------------------------


def families_with_work(seed, number):
    """Families of which everything is told and whose first person may earn."""
    found = random_households(seed, number * 3)
    return [household for household in found if household.persons[0].facts["age"] >= 18][:number]


def hold_the_boundaries(seed, number):
    law = load_law(AS_OF)
    seen = set()
    for household in families_with_work(seed, number):
        at = list(crossings(law, household, 0))
        seen |= {crossing.threshold for crossing in at}
        # A dollar and a cent a month below and above, exactly there, and a hair beside it.
        beside = [-12.0, -0.12, -1e-3, 0.0, 1e-3, 0.12, 12.0]
        pays = sorted({max(crossing.pay + more, 0.0) for crossing in at for more in beside})
        ways = three_ways(law, [with_pay(household, 0, pay) for pay in pays])
        assert differences(law, ways) == []
    return seen


def test_every_way_agrees_at_the_boundaries_of_the_law():
    seen = hold_the_boundaries(6, 2)
    assert len(seen) > 20, "pay alone crosses this many of the law's own limits"


@pytest.mark.full
@pytest.mark.parametrize("seed", range(25))
def test_every_way_agrees_at_the_boundaries_for_many_families(seed):
    hold_the_boundaries(1000 + seed, 4)


def test_a_crossing_is_where_the_law_turns():
    law = load_law(AS_OF)
    for household in families_with_work(3, 1):
        for threshold, person, pay in crossings(law, household, 0, 60_000.0):
            below, above = (
                law.bounds.walk(
                    [one.facts for one in family.persons],
                    {**law.defaults, **family.facts},
                    explained_of(law, family),
                ).sides(threshold.comparison, person)
                for family in (
                    with_pay(household, 0, max(pay - 0.01, 0.0)),
                    with_pay(household, 0, pay + 0.01),
                )
            )
            assert (below[0] - below[1] > 0) != (above[0] - above[1] > 0), threshold.rule


# Faults ------------------------------------------------------------------------------------------

FAILING = """\
from konbit_rules.engine.language import count_members, program, rule
program(code="short", title="A table that ends too soon", entity="household", eligible="short_ok", amount="short_amount")
program(code="sound", title="Untouched", entity="household", eligible="sound_ok")

@rule(unit="number", entity="household", cites="x", about="people")
def people(age):
    return count_members(age >= 0)

@rule(unit="money/month", entity="household", cites="x", about="the limit")
def short_limit(people, limits):
    return limits[people]

@rule(unit="bool", entity="household", cites="x", about="rent at or under the limit")
def short_ok(rent, short_limit):
    return rent <= short_limit

@rule(unit="money/month", entity="household", cites="x", about="the help")
def short_amount(short_ok, short_limit):
    return short_limit if short_ok else 0

@rule(unit="bool", entity="household", cites="x", about="pays rent")
def sound_ok(rent):
    return rent > 0
"""
SHORT = "limits: {about: a, unit: money/month, by: size, values: {2020-01-01: {value: {1: 500, 2: 600}, source: s, read: yes}}}\n"


def household_of_size(size, rent=550.0, **facts):
    roles = ["head", *["child"] * (size - 1)]
    persons = tuple(
        Person(f"person {n}", {"role": role, "age": 30.0 if n == 0 else 5.0}) for n, role in enumerate(roles)
    )
    return Household("MS", persons, {"rent": rent, **facts})


def test_one_household_out_of_range_is_named_and_the_others_are_answered(tmp_path):
    law = law_of(tmp_path, FAILING, SHORT)
    households = [household_of_size(size) for size in (2, 1, 5, 2)]
    columns = columns_of(households, ids=["first", "second", "large", "last"])
    answers = law.arrays(["short_amount", "sound_ok"]).run(columns)
    assert set(answers.faults) == {"short_limit"}
    failed = columns.unsort(answers.faults["short_limit"])
    assert [name for name, bad in zip(columns.ids, failed, strict=True) if bad] == ["large"]
    assert columns.unsort(answers.values["short_amount"])[[0, 1, 3]].tolist() == [600.0, 0.0, 600.0]
    assert columns.unsort(answers.values["sound_ok"]).all()


def test_many_parts_name_the_household_out_of_range(tmp_path, monkeypatch):
    monkeypatch.setattr("konbit_rules.engine.arrays.PART", 7)
    law = law_of(tmp_path, FAILING, SHORT)
    chance = random.Random(4)
    sizes = [chance.choice([1, 2, 2, 3]) for _ in range(100)]
    columns = columns_of([household_of_size(size) for size in sizes])
    answers = law.arrays(["short_amount", "sound_ok"]).run(columns)
    assert columns.unsort(answers.faults["short_limit"]).tolist() == [size == 3 for size in sizes]
    right = [
        size == 3 or amount == (600.0 if size == 2 else 0.0)
        for size, amount in zip(sizes, columns.unsort(answers.values["short_amount"]), strict=True)
    ]
    assert all(right)


def test_no_household_at_all_is_answered_with_nothing(tmp_path):
    answers = law_of(tmp_path, FAILING, SHORT).arrays(["short_amount", "sound_ok"]).run(columns_of([]))
    assert {name: list(values) for name, values in answers.values.items()} == {
        "short_amount": [],
        "sound_ok": [],
    }
    assert answers.faults == {}
    assert not any(screen_many(columns_of([]), AS_OF).columns.values())


def test_a_fault_leaves_its_program_open_and_touches_no_other(tmp_path):
    law = law_of(tmp_path, FAILING, SHORT)
    for facts in ({}, {"rent": None}):
        household = household_of_size(5)
        if facts:
            household = Household("MS", household.persons, {})
        answers = screen(household, AS_OF, law).answers
        short, sound = answers["short"], answers["sound"]
        assert (short.answer, short.fault, short.amount, short.because) == (
            "need_info",
            "short_limit",
            None,
            ("rule_fault",),
        )
        assert sound.fault is None
        assert sound.answer == ("need_info" if facts else "likely")


def test_a_schedule_asked_below_its_first_row_is_a_fault_every_way(tmp_path):
    rules = FAILING.replace("return limits[people]", "return step(rent, limits)").replace(
        "def short_limit(people, limits)", "def short_limit(rent, limits)"
    )
    above = "limits: {about: a, unit: money/month, of: money/month, values: {2020-01-01: {value: [[500, 550], [600, 700]], source: s, read: yes}}}\n"
    law = law_of(tmp_path, rules, above)
    ways = three_ways(law, [household_of_size(1, rent) for rent in (499.99, 500.0, 499.99999, 599.99, 600.0)])
    assert differences(law, ways) == []
    assert [bool(failed) for failed in ways.faults] == [True, False, False, False, False]
    assert [found["short_limit"] for found in ways.arrays[1:]] == [550.0, 550.0, 550.0, 700.0]


def test_a_table_of_schedules_asked_by_a_word_it_has_not_is_a_fault(tmp_path):
    rules = FAILING.replace("return limits[people]", "return step(rent, limits[heating_fuel])").replace(
        "def short_limit(people, limits)", "def short_limit(rent, heating_fuel, limits)"
    )
    some = "limits: {about: a, unit: money/month, of: money/month, by: heating_fuel, values: {2020-01-01: {value: {propane: [[0, 1000]], electricity: [[0, 5]]}, source: s, read: yes}}}\n"
    law = law_of(tmp_path, rules, some)
    ways = three_ways(
        law,
        [household_of_size(1, 9.0, heating_fuel=fuel) for fuel in ("propane", "electricity", "natural_gas")],
    )
    assert differences(law, ways) == []
    assert [bool(failed) for failed in ways.faults] == [False, False, True]
    assert (
        screen(household_of_size(1, 9.0, heating_fuel="natural_gas"), AS_OF, law).answers["short"].fault
        == "short_limit"
    )


def test_the_dust_of_binary_cents_moves_no_limit(tmp_path):
    rules = FAILING.replace(
        "return limits[people]", "return limits[1] + limits[1] / 10 + limits[1] / 5"
    ).replace("def short_limit(people, limits)", "def short_limit(limits)")
    tenth = SHORT.replace("{1: 500, 2: 600}", "{1: 1}")  # 1 + 0.1 + 0.2 is 1.3 and some dust
    law = law_of(tmp_path, rules, tenth)
    ways = three_ways(law, [household_of_size(1, rent) for rent in (1.29, 1.3, 1.30004, 1.31)])
    assert differences(law, ways) == []
    assert [found["short_ok"] for found in ways.arrays] == [True, True, True, False]
