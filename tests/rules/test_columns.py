"""Households as columns: every value stands where it belongs, and comes back in the order it came."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit_rules.households.columns import CODES, columns_of
from konbit_rules.households.facts import PAY_PERIODS
from konbit_rules.households.household import HOUSEHOLD_FACTS, PERSON_FACTS, Household, Person
from tests.rules.families import households

MANY = st.lists(households(everything=True), min_size=1, max_size=5)
FEW = settings(max_examples=12)  # a household with every fact told is long in the making


def as_told(fact, value):
    return value if fact.unit != "choice" else CODES[fact.name][value]


@FEW
@given(MANY)
def test_every_fact_comes_back_in_the_order_it_came(families):
    columns = columns_of(families)
    persons = [person for family in families for person in family.persons]
    assert (columns.households, columns.persons) == (len(families), len(persons))
    assert columns.sizes().tolist() == [len(family.persons) for family in families]
    for name, fact in HOUSEHOLD_FACTS.items():
        found = columns.unsort(columns.fact(name)).tolist()
        assert found == [as_told(fact, family.facts[name]) for family in families], name
    for name, fact in PERSON_FACTS.items():
        if fact.unit == "pay":
            for period, amounts in enumerate(columns.fact(name)):
                told = [person.facts[name][period] for person in persons]
                found = [0.0] * len(persons) if amounts is None else columns.persons_in_rows(amounts).tolist()
                assert found == told, (name, PAY_PERIODS[period])
        else:
            told = [as_told(fact, person.facts[name]) for person in persons]
            assert columns.persons_in_rows(columns.fact(name)).tolist() == told, name
            by_household = columns.persons_of_households(columns.fact(name))
            assert [value for values in by_household for value in values] == told
            assert [len(values) for values in by_household] == columns.sizes().tolist()


@FEW
@given(MANY)
def test_persons_stand_slot_by_slot_and_the_largest_household_first(families):
    columns = columns_of(families)
    assert list(columns.counts) == sorted(columns.counts, reverse=True)
    ages, start = columns.fact("age"), 0
    for slot, count in enumerate(columns.counts):
        for place in range(count):
            person = families[columns.order[place]].persons[slot]
            assert ages[start + place] == person.facts["age"]
        start += count


@FEW
@given(MANY, st.integers(1, 4))
def test_parts_hold_the_same_households_and_join_again(families, most):
    columns = columns_of(families)
    parts = list(columns.parts(most))
    assert sum(part.households for part in parts) == len(families)
    for name in ("age", "is_female", "immigration"):
        joined = columns.join_persons([part.fact(name) for part in parts], most)
        assert joined.tolist() == columns.fact(name).tolist()
    wages = [columns.fact("wages")[3], *(part.fact("wages")[3] for part in parts)]
    if wages[0] is not None:
        assert columns.join_persons(wages[1:], most).tolist() == wages[0].tolist()
    assert [rent for part in parts for rent in part.fact("rent")] == columns.fact("rent").tolist()
    for part in parts:
        assert part.persons == len(part.fact("age"))


@FEW
@given(households(everything=True), st.integers(1, 5))
def test_one_household_many_times_over_is_that_many_households(family, times):
    columns, same = columns_of([family]).repeated(times), columns_of([family] * times)
    assert columns.counts == same.counts
    assert columns.order.tolist() == same.order.tolist()
    for name in [*PERSON_FACTS, *HOUSEHOLD_FACTS]:
        found, expected = columns.fact(name), same.fact(name)
        if not isinstance(found, tuple):
            found, expected = (found,), (expected,)
        for one, other in zip(found, expected, strict=True):
            assert (one is None and other is None) or one.tolist() == other.tolist()


def test_the_slots_of_a_repeated_household_are_its_persons():
    people = tuple(Person(role, {"role": role, "age": age}) for role, age in (("head", 30), ("child", 5)))
    columns = columns_of([Household("MS", people, {})]).repeated(3)
    assert columns.fact("age").tolist() == [30, 30, 30, 5, 5, 5]


@FEW
@given(MANY)
def test_a_household_comes_out_of_the_columns_as_it_went_in(families):
    columns = columns_of(families)
    for place in range(len(families)):
        family, found = families[columns.order[place]], columns.household_at(place, "MS")
        assert found.facts == family.facts
        assert [person.facts for person in found.persons] == [person.facts for person in family.persons]


@FEW
@given(st.lists(households(), min_size=1, max_size=4))
def test_an_unknown_fact_is_named_with_its_household(families):
    columns = columns_of(families, ids=[f"family {place}" for place in range(len(families))])
    for name in HOUSEHOLD_FACTS:
        untold = [place for place, family in enumerate(families) if name not in family.facts]
        if untold:
            with pytest.raises(ValueError, match=f"{name} is unknown in household family {untold[0]}"):
                columns.fact(name)
        else:
            assert len(columns.fact(name)) == len(families)
    with pytest.raises(ValueError, match="shoe_size"):
        columns.fact("shoe_size")


def test_a_plain_value_stands_for_everybody():
    family = Household("MS", (Person("head", {"role": "head", "age": 30}),), {})
    columns = columns_of([family]).repeated(5)
    plain = replace(columns, person={**columns.person, "is_female": True}, household={"rent": 500.0})
    parts = list(plain.parts(2))
    assert [part.fact("is_female") for part in parts] == [True, True, True]
    assert [part.fact("rent") for part in parts] == [500.0, 500.0, 500.0]


def test_kinds_of_columns():
    head = Person("head", {"role": "head", "is_female": True, "wages": (0, 0, 0, 100, 0)})
    family = Household("MS", (head,), {"county": "hinds", "rent": 5})
    columns = columns_of([family])
    assert columns.fact("is_female").dtype == np.bool_
    assert columns.fact("rent").dtype == np.float64
    assert columns.fact("county").dtype.kind == "i"
    assert [amounts is None for amounts in columns.fact("wages")] == [True, True, True, False, True]


def test_a_county_of_a_state_that_is_not_loaded_has_no_column():
    family = Household("CA", (Person("head", {"role": "head"}),), {"county": "los_angeles"})
    with pytest.raises(ValueError, match="los_angeles"):
        columns_of([family])
