"""docs/explanation/rules-engine.md names every word of the language, and its examples can be read."""

import re
from pathlib import Path

from konbit_rules import household_of
from konbit_rules.engine import language
from konbit_rules.engine.source import BITES, ENTITIES, PROGRAM_WORDS, RULE_WORDS
from konbit_rules.households.lined_yaml import read_lined
from konbit_rules.parameters.reading import read_parameters

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "explanation" / "rules-engine.md").read_text(
    encoding="utf-8"
)
WORDS = [
    name
    for name, what in vars(language).items()
    if callable(what) and what.__module__ == language.__name__ and not name.startswith("_")
]


def named_in_first_cells(head):
    """The words in the first cells of the table below this head."""
    rows = PAGE.split(head)[1].split("\n\n")[0].splitlines()[2:]
    return {word for row in rows for word in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_the_page_names_every_word():
    assert named_in_first_cells("| word of `@rule` | what it says |") == RULE_WORDS
    assert named_in_first_cells("## program(...)\n\n| word | what it says |") == PROGRAM_WORDS
    assert named_in_first_cells("| entity | its members |") == set(ENTITIES) - {"person"}
    missing = [word for word in (*WORDS, *BITES, *ENTITIES) if not re.search(rf"\b{word}\b", PAGE)]
    assert missing == []


def test_its_examples_can_be_read(tmp_path):
    parameters, family = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "parameters.yaml"
    path.write_text(parameters)
    assert set(read_parameters(path)) == {"snap_net_income_limit", "income_tax_rates"}
    household = household_of(read_lined(family))
    assert household.persons[0].facts["wages"][0] == 15.5 * 35
    assert "care_charge" not in household.persons[1].facts
