# ruff: noqa: E501, ISC004 - one broken line of law a line, where it can be
"""Programs and parameters that may not be law, each with the words of its refusal."""

from tests.rules.broken_rules import PROGRAM

BROKEN_PROGRAMS = {
    "a rule that does not exist": (
        'program(code="t", title="T", entity="household", eligible="gone")',
        "gone, which is no rule",
    ),
    "an amount that does not exist": (
        'program(code="t", title="T", entity="household", amount="gone")',
        "gone, which is no rule",
    ),
    "a step that does not exist": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", steps=("gone",))',
        "gone, which is no rule",
    ),
    "a fact that does not exist": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", receives="gone")',
        "gone, which does not exist",
    ),
    "an availability that does not exist": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", availability="gone")',
        "gone, which does not exist",
    ),
    "no answer": ('program(code="t", title="T", entity="household")', "eligible, amount or both"),
    "no code": ('program(title="T", entity="household", eligible="toy_ok")', "code is missing"),
    "no title": ('program(code="t", entity="household", eligible="toy_ok")', "title is missing"),
    "no such entity": ('program(code="t", title="T", entity="x", eligible="toy_ok")', "entity x"),
    "no such bite": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", bites="soon")',
        "bites soon",
    ),
    "no such word": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", color="red")',
        "color is not a word",
    ),
    "the same code twice": (PROGRAM.strip(), "stands twice"),
    "steps as one text": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", steps="toy_ok")',
        "steps",
    ),
    "guaranteed in words": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", guaranteed="no")',
        "guaranteed",
    ),
    "a rule's name as a number": ('program(code="t", title="T", entity="household", eligible=5)', "eligible"),
    "an amount as the answer": (
        'program(code="t", title="T", entity="household", eligible="money_rule")',
        "money_rule.*yes or no|yes or no.*money_rule",
    ),
    "a test as the amount": (
        'program(code="t", title="T", entity="household", amount="toy_ok")',
        "toy_ok.*amount|amount.*toy_ok",
    ),
    "an answer for persons of a unit": (
        'program(code="t", title="T", entity="household", eligible="person_rule")',
        "person_rule",
    ),
}

GOOD_PARAMETER = "p:\n  about: a\n  unit: money/month\n  values:\n    2026-01-01: {value: 1, source: s}\n"
BROKEN_PARAMETERS = {
    "no source": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1}  # here\n",
        "source is missing",
    ),
    "an empty source": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: ' '}  # here\n",
        "source is text",
    ),
    "no value": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {source: s}  # here\n",
        "value is missing",
    ),
    "no unit": (
        "p:\n  about: a  # here\n  values:\n    2026-01-01: {value: 1, source: s}\n",
        "unit is missing",
    ),
    "an unknown unit": (
        "p:\n  about: a\n  unit: money/day  # here\n  values:\n    2026-01-01: {value: 1, source: s}\n",
        "no unit",
    ),
    "no about": (
        "p:\n  unit: number  # here\n  values:\n    2026-01-01: {value: 1, source: s}\n",
        "about is missing",
    ),
    "no day": (
        "p:\n  about: a\n  unit: number\n  values:\n    now: {value: 1, source: s}  # here\n",
        "no day",
    ),
    "no values": ("p:\n  about: a  # here\n  unit: number\n", "values are missing"),
    "a day that is none": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-02-30: {value: 1, source: s}  # here\n",
        "no day",
    ),
    "a day twice": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: s}\n    2026-01-01: {value: 2, source: s}  # here\n",
        "said twice",
    ),
    "nobody recorded it": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: s}  # here\n",
        "recorded",
    ),
    "a word too many": (GOOD_PARAMETER + "  color: red  # here\n", "not known here"),
    "a gap in a table": (
        "p:\n  about: a\n  unit: number\n  by: size\n  values:\n    2026-01-01: {value: {1: 1, 3: 2}, source: s}  # here\n",
        "gap after 1",
    ),
    "a value where a table is said": (
        "p:\n  about: a\n  unit: number\n  by: size\n  values:\n    2026-01-01: {value: 1, source: s}  # here\n",
        "a table by size is due",
    ),
    "a table where none is said": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: {1: 1}, source: s}  # here\n",
        "a number is due",
    ),
    "words that nothing chooses": (
        "p:  # here\n  about: a\n  unit: number\n  by: color\n  values:\n    2026-01-01: {value: {red: 1, blue: 2}, source: s}\n",
        "no fact or rule chooses among",
    ),
    "keys that change their kind": (
        "p:  # here\n  about: a\n  unit: number\n  by: role\n  values:\n    2025-01-01: {value: {head: 1, child: 2}, source: s}\n"
        "    2026-01-01: {value: {1: 1, 2: 2}, source: s}\n",
        "keys",
    ),
    "yes for an amount": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: yes, source: s}  # here\n",
        "a number is due",
    ),
    "a name with a dash": ("p-q:  # here\n  about: a\n  unit: number\n  values: {}\n", "no name"),
    "a schedule that falls": (
        "p:\n  about: a\n  unit: rate\n  of: money/year\n  values:\n    2026-01-01: {value: [[5, 1], [4, 2]], source: s}  # here\n",
        "rise",
    ),
    "no YAML": ("p: ]  # here\n", "not YAML"),
    "a tab": ("p:\n\tabout: a  # here\n", "tabs"),
    "a name of a rule": (
        "toy_ok:  # here\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: s}\n",
        "two things",
    ),
    "a name of a fact": (
        "rent:  # here\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: s}\n",
        "two things",
    ),
}
