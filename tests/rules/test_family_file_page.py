"""docs/reference/family-file.md names every fact that can be told, and its example can be read."""

import re
from pathlib import Path

import pytest

from konbit_rules import FACTS, household_of
from konbit_rules.households.lined_yaml import read_lined

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "family-file.md"


def test_the_page_names_every_fact_and_nothing_else():
    rows = set(re.findall(r"^\| `(\w+)` \|", PAGE.read_text(), re.MULTILINE))
    assert rows == {fact.name for fact in FACTS if fact.unit != "pay"}
    assert [
        fact.name for fact in FACTS if fact.unit == "pay" and f"`{fact.name}`" not in PAGE.read_text()
    ] == []


def test_the_example_on_the_page_can_be_read():
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
    household = household_of(read_lined(example))
    assert [person.facts["age"] for person in household.persons] == [29, 4]


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.unit == "pay"], ids=lambda fact: fact.name)
def test_every_kind_of_income_can_be_told(fact):
    person = {"role": "head", "age": 40, "income": [{"kind": fact.name, "amount": 10, "every": "week"}]}
    household = household_of({"state": "MS", "persons": [person]})
    assert household.persons[0].facts[fact.name] == (10.0, 0.0, 0.0, 0.0, 0.0)
