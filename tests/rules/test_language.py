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
from tests.rules.small_laws import DAY, GOOD_PARAMETERS, GOOD_RULES, HERE, folder_with, law_of

PROGRAM = 'program(code="toy", title="Toy", entity="household", eligible="toy_ok")\n'
OK = '@rule(unit="bool", entity="household", cites="x", about="y")\ndef toy_ok(receives_snap):\n    return receives_snap\n'
RULES = f"from konbit_rules.engine.language import program, rule\n{PROGRAM}{OK}"
PARAMETERS = """\
recorded_by: the tests
monthly_limit: {about: a, unit: money/month, values: {2020-01-01: {value: 100, source: s}}}
yearly_limit: {about: a, unit: money/year, values: {2020-01-01: {value: 1200, source: s}}}
flag: {about: a, unit: bool, values: {2020-01-01: {value: yes, source: s}}}
by_size: {about: a, unit: money/month, by: size, values: {2020-01-01: {value: {1: 5, 2: 6}, source: s}}}
by_place: {about: a, unit: money/month, by: role, values: {2020-01-01: {value: {head: 1, child: 2}, source: s}}}
by_both: {about: a, unit: number, by: [size, role], values: {2020-01-01: {value: {1: {head: 1}, 2: {head: 2}}, source: s}}}
tax: {about: a, unit: rate, of: money/year, values: {2020-01-01: {value: [[0, 0.1], [9, 0.2]], source: s}}}
grades: {about: a, unit: money/month, of: money/month, values: {2020-01-01: {value: [[0, 1], [9, 2]], source: s}}}
monthly_pay: {about: a, unit: conversion/month, by: pay_period, values: {2020-01-01: {value: {week: 4, two_weeks: 2, half_month: 2, month: 1, year: 1/12}, source: s}}}
"""


def unit_rule(reads, body, unit="bool"):
    """A household's rule whose body is at fault where it says here; the only line, if it says so nowhere."""
    if HERE not in body:
        body += f"  {HERE}"
    return f'@rule(unit="{unit}", entity="household", cites="x", about="y")\ndef toy_rule({reads}):\n' + "".join(
        f"    {line}\n" for line in body.splitlines()
    )


def person_rule(reads, body, unit="bool"):
    return unit_rule(reads, body, unit).replace("household", "person", 1)


def headed(unit, head=f"def toy_rule(rent):  {HERE}", body="    return rent > 0"):
    return f"{unit}\n{head}\n{body}\n"


GOOD_HEAD = '@rule(unit="bool", entity="household", cites="x", about="y")'
PAY, MONTH, YEAR = "care_charge", "rent, monthly_limit", "rent, yearly_limit"
BROKEN_RULES = {
    # words that are not in the language
    "an unknown word": (unit_rule("rent", "return absolute(rent) > 0"), "absolute"),
    "a word with too much": (unit_rule("rent", "return yearly(rent, rent) > 0"), "yearly"),
    "min of one": (unit_rule("rent", "return min(rent) > 0"), "min"),
    "a loop": (unit_rule("rent", f"for _ in rent:  {HERE}\n    pass\nreturn True"), "assignments, if and return"),
    "while": (unit_rule("rent", f"while rent > 0:  {HERE}\n    pass\nreturn True"), "assignments, if and return"),
    "an import in a rule": (unit_rule("rent", f"import os  {HERE}\nreturn rent > 0"), "assignments, if and return"),
    "an import in the file": (f"import os  {HERE}\n", "nothing else"),
    "an import of other names": (f"from os import path  {HERE}\n", "nothing else"),
    "a sentence in the middle": (f'"hello"  {HERE}\n', "nothing else"),
    "a figure in the file": (f"LIMIT = 100  {HERE}\n", "nothing else"),
    "a class": (f"class Toy:  {HERE}\n    pass\n", "nothing else"),
    "a function that is no rule": (f"def helper(rent):  {HERE}\n    return rent\n", "nothing else"),
    "an attribute": (unit_rule("rent", "return rent.real > 0"), "may not say this"),
    "a call of a value": (unit_rule("rent", "return rent() > 0"), "rent"),
    "a call of a method": (unit_rule("rent", "return rent.hex() > 0"), "may not say this"),
    "a named argument in a call": (unit_rule("rent", "return max(rent, key=rent) > 0"), "may not say this"),
    "a list": (unit_rule("rent", "return rent in [1, 2]"), "may not say this|compare with"),
    "a comprehension": (unit_rule("rent", "return sum(x for x in rent) > 0"), "may not say this"),
    "a lambda": (unit_rule("rent", "return (lambda: rent)() > 0"), "may not say this"),
    "a text with values": (unit_rule("role", "return any_member(role == f'{role}')"), "may not say this"),
    "a power": (unit_rule("rent", "return rent ** 2 > 0"), "may not say this"),
    "a remainder": (unit_rule("rent", "return rent % 2 > 0"), "may not say this"),
    "is": (unit_rule("rent", "return rent is 0"), "compare with|not Python"),
    "an assignment inside": (unit_rule("rent", "return (x := rent) > 0"), "may not say this"),
    "an addition in place": (unit_rule("rent", f"x = rent\nx += rent  {HERE}\nreturn x > 0"), "assignments, if and return"),
    "two names at once": (unit_rule("rent", f"x, y = rent, rent  {HERE}\nreturn x > 0"), "assignments, if and return"),
    "a fraction in a rule": (unit_rule("rent", "return rent * 0.5 > 0"), "may not say this"),
    "a number without end": (unit_rule("rent", f"return rent * {'9' * 400} > 0"), "number"),
    "nothing": (unit_rule("rent", "return None"), "may not say this"),
    # paths and names
    "no return": (unit_rule("rent", "x = rent"), "return"),
    "a path without return": (unit_rule("rent", f"if rent > 0:  {HERE}\n    return True"), "return"),
    "a return of nothing": (unit_rule("rent", "return"), "assignments, if and return"),
    "something after a return": (unit_rule("rent", f"return rent > 0\nimport os  {HERE}"), "never reached"),
    "something after returns on every path": (
        unit_rule("rent", f"if rent > 0:\n    return True\nelse:\n    return False\nx = rent  {HERE}"),
        "never reached",
    ),
    "an argument that is not used": (headed(GOOD_HEAD, f"def toy_rule(rent, assets):  {HERE}"), "never uses its argument assets"),
    "an argument twice": (headed(GOOD_HEAD, f"def toy_rule(rent, rent):  {HERE}"), "twice"),
    "an argument set again": (unit_rule("rent", f"rent = rent + rent  {HERE}\nreturn rent > 0"), "cannot be set again"),
    "a name that is no argument": (unit_rule("rent", "return rent > monthly_limit"), "not an argument"),
    "a local name of one branch": (
        unit_rule("rent", f"if rent > 0:\n    x = rent\nreturn x > 0  {HERE}"),
        "x is not an argument",
    ),
    "a name that does not exist": (headed(GOOD_HEAD, f"def toy_rule(rint):  {HERE}", "    return rint > 0"), "no rule, fact or parameter"),
    "a default": (headed(GOOD_HEAD, f"def toy_rule(rent=1):  {HERE}"), "plain names"),
    "all other arguments": (headed(GOOD_HEAD, f"def toy_rule(*rent):  {HERE}"), "plain names"),
    "a name for two things": (headed(GOOD_HEAD, f"def rent(assets):  {HERE}", "    return assets > 0"), "two things"),
    "a name of a parameter": (headed(GOOD_HEAD, "def monthly_limit(assets):", "    return assets > 0"), "two things"),
    "a circle": (
        headed(GOOD_HEAD, f"def one(two):  {HERE}", "    return two")
        + headed(GOOD_HEAD, f"def two(three):  {HERE}", "    return three")
        + headed(GOOD_HEAD, f"def three(one):  {HERE}", "    return one"),
        "circle: .* -> ",
    ),
    "a rule that reads itself": (headed(GOOD_HEAD, f"def one(one):  {HERE}", "    return one"), "circle"),
    # the words about a rule
    "no source": (headed('@rule(unit="bool", entity="household", about="y")'), "cites is missing"),
    "an empty source": (headed('@rule(unit="bool", entity="household", cites=" ", about="y")'), "cites is missing"),
    "no about": (headed('@rule(unit="bool", entity="household", cites="x")'), "about is missing"),
    "no unit": (headed('@rule(entity="household", cites="x", about="y")'), "unit is missing"),
    "no entity": (headed('@rule(unit="bool", cites="x", about="y")'), "entity is missing"),
    "an unknown unit": (headed('@rule(unit="dollars", entity="household", cites="x", about="y")'), "dollars is not a unit"),
    "a choice of nothing": (headed('@rule(unit="choice:", entity="household", cites="x", about="y")'), "not a unit"),
    "a unit of pay": (
        headed('@rule(unit="pay", entity="person", cites="x", about="y")', f"def toy_rule(wages):  {HERE}", "    return wages"),
        "not a unit",
    ),
    "an unknown entity": (headed('@rule(unit="bool", entity="family", cites="x", about="y")'), "entity family"),
    "an unknown word about a rule": (headed('@rule(unit="bool", entity="household", cites="x", about="y", when=1)'), "when is not a word"),
    "a word about a rule twice": (
        headed('@rule(unit="bool", entity="household", cites="x", cites="z", about="y")'),
        "cites stands twice|not Python",
    ),
    "a word that is computed": (headed('@rule(unit="bool", entity="household", cites="x" + "y", about="y")'), "written out"),
    "a word that cannot be": (headed('@rule(unit="bool", entity="household", cites={[]: 1}, about="y")'), "written out"),
    "words unpacked": (headed('@rule(unit="bool", entity="household", **{})'), "not a word"),
    "a day that is none": (headed('@rule(unit="bool", entity="household", cites="x", about="y", since="2026-02-30")'), "not a day"),
    "an end before the start": (
        headed('@rule(unit="bool", entity="household", cites="x", about="y", since="2026-02-03", until="2026-02-02")'),
        "ends before",
    ),
    "procedural in words": (headed('@rule(unit="bool", entity="household", cites="x", about="y", procedural="no")'), "procedural"),
    "two versions in force": (
        headed('@rule(unit="bool", entity="household", cites="x", about="y", until="2023-05-15")', "def toy_rule(rent):")
        + headed('@rule(unit="bool", entity="household", cites="x", about="y", since="2023-05-15")'),
        "another version in force",
    ),
    "two versions of different units": (
        headed('@rule(unit="bool", entity="household", cites="x", about="y", until="2023-05-14")', "def toy_rule(rent):")
        + headed('@rule(unit="number", entity="household", cites="x", about="y", since="2023-05-15")'),
        "another unit",
    ),
    # months and years
    "a month's rent added to a year's limit": (unit_rule(YEAR, "return rent + yearly_limit > 0"), "do not go together: money/month and money/year"),
    "a month's rent taken from a year's limit": (unit_rule(YEAR, "return yearly_limit - rent > 0"), "do not go together"),
    "a month's rent compared with a year's": (unit_rule(YEAR, "return rent <= yearly_limit"), "do not go together"),
    "a month's rent equal to a year's": (unit_rule(YEAR, "return rent == yearly_limit"), "do not go together"),
    "in a chain": (unit_rule(YEAR, "return 0 <= rent <= yearly_limit"), "do not go together"),
    "the smaller of a month's and a year's": (unit_rule(YEAR, "return min(rent, yearly_limit) > 0"), "do not go together"),
    "one branch a month's, one a year's": (unit_rule(f"{YEAR}, flag", "return (rent if flag else yearly_limit) > 0"), "do not go together"),
    "branches of if": (
        unit_rule(f"{YEAR}, flag", f"if flag:  {HERE}\n    return rent\nreturn yearly_limit", "money/month"),
        "do not go together",
    ),
    "an answer by the month where the year is said": (
        headed('@rule(unit="money/year", entity="household", cites="x", about="y")', body="    return rent"),
        "answers with money/month, but its unit is money/year",
    ),
    "an amount held where a month's is said": (
        headed('@rule(unit="money/month", entity="household", cites="x", about="y")', f"def toy_rule(assets):  {HERE}", "    return assets"),
        "answers with money, but",
    ),
    "a schedule of years for a month's rent": (unit_rule("rent, tax", "return bracket(rent, tax) > 0"), "applied to money/year, not money/month"),
    "a step of months for a year's amount": (unit_rule("yearly_limit, grades", "return step(yearly_limit, grades) > 0"), "applied to money/month"),
    "yearly of a year": (unit_rule("yearly_limit", "return yearly(yearly_limit) > 0"), "takes money/month"),
    "monthly of a month": (unit_rule("rent", "return monthly(rent) > 0"), "takes money/year"),
    "yearly of an amount held": (unit_rule("assets", "return yearly(assets) > 0"), "takes money/month"),
    "a quotient of month by year": (unit_rule(YEAR, "return rent / yearly_limit > 0"), "cannot be divided"),
    "money times money": (unit_rule(MONTH, "return rent * monthly_limit > 0"), "cannot be multiplied"),
    "a number by money": (unit_rule("rent", "return 5 / rent > 0"), "cannot be divided"),
    "a number compared with money": (unit_rule("rent", "return rent > 100"), "do not go together"),
    "rounding to another period": (unit_rule(YEAR, "return round_down(rent, yearly_limit) > 0"), "multiple of"),
    "rounding to what may be nothing": (unit_rule("rent, assets", "return round_down(rent, rent) > 0"), "written number or a parameter"),
    "rounding to nothing": (unit_rule("rent", "return round_down(rent, 0) > 0"), "multiple of"),
    # yes and no, amounts, choices
    "adding yes": (unit_rule("rent, flag", "return rent + flag > 0"), "an amount is due"),
    "more than yes": (unit_rule("flag", "return flag > True"), "no more and less"),
    "an amount as a test": (unit_rule("rent", "return True if rent else False"), "yes or no"),
    "not an amount": (unit_rule("rent", "return not rent"), "yes or no is due"),
    "an amount and a test": (unit_rule("rent, flag", "return rent and flag"), "yes or no is due"),
    "if an amount": (unit_rule("rent", f"if rent:  {HERE}\n    return True\nreturn False"), "yes or no"),
    "a sum of tests": (unit_rule("is_female", "return sum_members(is_female) > 0"), "an amount is due"),
    "any of amounts": (unit_rule("age", "return any_member(age)"), "takes yes or no"),
    "a count of amounts": (unit_rule("age", "return count_members(age) > 0"), "takes yes or no"),
    "a choice that does not exist": (person_rule("role", 'return role == "boss"'), "boss is not among"),
    "a choice in one branch": (
        headed('@rule(unit="choice:free|paid", entity="household", cites="x", about="y")', f"def toy_rule(flag):  {HERE}",
               '    return "free" if flag else "cheap"'),
        "answers with",
    ),
    "a choice or nothing": (
        headed('@rule(unit="choice:free|paid", entity="household", cites="x", about="y")', "def toy_rule(flag):",
               f'    return "free" if flag else 0  {HERE}'),
        "do not go together",
    ),
    "a choice compared with nothing": (person_rule("role", "return role == 0"), "do not go together"),
    "a choice compared with another": (person_rule("role, immigration", "return role == immigration"), "do not go together"),
    "more than a choice": (person_rule("role", 'return role > "head"'), "no more and less"),
    "a choice added": (person_rule("role", "return role + role == role"), "an amount is due"),
    # persons and units
    "a person's fact in a unit's rule": (unit_rule("age", "return age > 18"), "one value a person"),
    "a person's rule in a unit's rule": (
        person_rule("age", "return age > 18").replace(HERE, "").replace("toy_rule", "old")
        + unit_rule("old", "return old"),
        "one value a person",
    ),
    "a word about members in a person's rule": (person_rule("age", "return sum_members(age) > 18"), "not of a person"),
    "words about members inside one another": (
        unit_rule("age", "return sum_members(count_members(age > 18)) > 1"),
        "cannot stand inside another",
    ),
    "the largest of a number that is not written": (
        unit_rule("age, monthly_limit", "return sum_largest_members(monthly_limit, age) > 1"),
        "written whole number",
    ),
    "the largest minus one": (unit_rule("age", "return sum_largest_members(True, age) > 1"), "written whole number"),
    "members of nothing": (unit_rule("age", "return sum_members() + sum_members(age) > 1"), "takes one"),
    # tables, schedules, pay
    "a table without its row": (unit_rule("by_size", "return by_size > 0"), "say which row"),
    "a row of no table": (unit_rule("rent", "return rent[1] > 0"), "not a table"),
    "a table by one key too many": (unit_rule("by_size", "return by_size[1, 2] > 0"), "by 1 keys"),
    "a table by one key too few": (unit_rule("by_both", "return by_both[1] > 0"), "by 2 keys"),
    "a table by size, asked by a word": (unit_rule("by_size", 'return by_size["head"] > 0'), "looked up by number"),
    "a table by size, asked by money": (unit_rule("by_size, rent", "return by_size[rent] > 0"), "looked up by number"),
    "a table by a word, asked by a number": (unit_rule("by_place", "return by_place[1] > 0"), "looked up by choice"),
    "a table by a word, asked by another": (unit_rule("by_place", 'return by_place["boss"] > 0'), "looked up by choice"),
    "a schedule as an amount": (unit_rule("tax", "return tax > 0"), "say which row"),
    "a schedule asked like a table": (unit_rule("tax", "return tax[1] > 0"), "not a table"),
    "bracket over amounts": (unit_rule("rent, grades", "return bracket(rent, grades) > 0"), "schedule of rates"),
    "bracket over no schedule": (unit_rule("rent, monthly_limit", "return bracket(rent, monthly_limit) > 0"), "not a schedule"),
    "bracket over a sum": (unit_rule("rent, tax", "return bracket(rent, tax + tax) > 0"), "takes a schedule"),
    "pay as an amount": (unit_rule("wages", "return sum_members(wages) > 0"), "an amount is due"),
    "pay compared": (person_rule("wages, pension", "return wages == pension"), "as_paid"),
    "pay of two kinds": (
        person_rule("wages, pension, flag, monthly_pay", "return as_paid(wages if flag else pension, monthly_pay) > 0"),
        "as_paid",
    ),
    "as_paid without factors": (person_rule("wages, monthly_limit", "return as_paid(wages, monthly_limit) > 0"), "as_paid takes"),
    "as_paid of an amount": (unit_rule("rent, monthly_pay", "return as_paid(rent, monthly_pay) > 0"), "as_paid takes"),
    # depth
    "a rule without end": (unit_rule("flag", "return " + "not " * 500 + "flag"), "too (deep|long)"),
    "a rule with too many paths": (
        unit_rule("flag, rent", "x = rent\n" + f"if flag:  {HERE}\n    x = x + rent  {HERE}\n" * 30 + "return x > 0"),
        "too (deep|long)",
    ),
    # what cannot be read
    "no Python": (f"def toy_rule(  {HERE}\n", "not Python|never closed"),
    "text of no code": ("\0", "not Python"),
}

BROKEN_PROGRAMS = {
    "a rule that does not exist": ('program(code="t", title="T", entity="household", eligible="gone")', "gone, which is no rule"),
    "an amount that does not exist": ('program(code="t", title="T", entity="household", amount="gone")', "gone, which is no rule"),
    "a step that does not exist": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", steps=("gone",))', "gone, which is no rule",
    ),
    "a fact that does not exist": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", receives="gone")', "gone, which does not exist",
    ),
    "an availability that does not exist": (
        'program(code="t", title="T", entity="household", eligible="toy_ok", availability="gone")', "gone, which does not exist",
    ),
    "no answer": ('program(code="t", title="T", entity="household")', "eligible, amount or both"),
    "no code": ('program(title="T", entity="household", eligible="toy_ok")', "code is missing"),
    "no title": ('program(code="t", entity="household", eligible="toy_ok")', "title is missing"),
    "no such entity": ('program(code="t", title="T", entity="x", eligible="toy_ok")', "entity x"),
    "no such bite": ('program(code="t", title="T", entity="household", eligible="toy_ok", bites="soon")', "bites soon"),
    "no such word": ('program(code="t", title="T", entity="household", eligible="toy_ok", color="red")', "color is not a word"),
    "the same code twice": (PROGRAM.strip(), "stands twice"),
    "steps as one text": ('program(code="t", title="T", entity="household", eligible="toy_ok", steps="toy_ok")', "steps"),
    "guaranteed in words": ('program(code="t", title="T", entity="household", eligible="toy_ok", guaranteed="no")', "guaranteed"),
    "a rule's name as a number": ('program(code="t", title="T", entity="household", eligible=5)', "eligible"),
    "an amount as the answer": (
        'program(code="t", title="T", entity="household", eligible="money_rule")', "money_rule.*yes or no|yes or no.*money_rule",
    ),
    "a test as the amount": (
        'program(code="t", title="T", entity="household", amount="toy_ok")', "toy_ok.*amount|amount.*toy_ok",
    ),
    "an answer for persons of a unit": (
        'program(code="t", title="T", entity="household", eligible="person_rule")', "person_rule",
    ),
}

GOOD_PARAMETER = "p:\n  about: a\n  unit: money/month\n  values:\n    2026-01-01: {value: 1, source: s}\n"
BROKEN_PARAMETERS = {
    "no source": ("p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1}  # here\n", "source is missing"),
    "an empty source": ("p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: ' '}  # here\n", "source is text"),
    "no value": ("p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {source: s}  # here\n", "value is missing"),
    "no unit": ("p:\n  about: a  # here\n  values:\n    2026-01-01: {value: 1, source: s}\n", "unit is missing"),
    "an unknown unit": ("p:\n  about: a\n  unit: money/day  # here\n  values:\n    2026-01-01: {value: 1, source: s}\n", "no unit"),
    "no about": ("p:\n  unit: number  # here\n  values:\n    2026-01-01: {value: 1, source: s}\n", "about is missing"),
    "no day": ("p:\n  about: a\n  unit: number\n  values:\n    now: {value: 1, source: s}  # here\n", "no day"),
    "no values": ("p:\n  about: a  # here\n  unit: number\n", "values are missing"),
    "a day that is none": ("p:\n  about: a\n  unit: number\n  values:\n    2026-02-30: {value: 1, source: s}  # here\n", "no day"),
    "a day twice": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: s}\n    2026-01-01: {value: 2, source: s}  # here\n",
        "said twice",
    ),
    "nobody recorded it": ("p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: s}  # here\n", "recorded"),
    "a word too many": (GOOD_PARAMETER + "  color: red  # here\n", "not known here"),
    "a gap in a table": (
        "p:\n  about: a\n  unit: number\n  by: size\n  values:\n    2026-01-01: {value: {1: 1, 3: 2}, source: s}  # here\n", "gap after 1",
    ),
    "a value where a table is said": (
        "p:\n  about: a\n  unit: number\n  by: size\n  values:\n    2026-01-01: {value: 1, source: s}  # here\n", "a table by size is due",
    ),
    "a table where none is said": (
        "p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: {1: 1}, source: s}  # here\n", "a number is due",
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
    "yes for an amount": ("p:\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: yes, source: s}  # here\n", "a number is due"),
    "a name with a dash": ("p-q:  # here\n  about: a\n  unit: number\n  values: {}\n", "no name"),
    "a schedule that falls": (
        "p:\n  about: a\n  unit: rate\n  of: money/year\n  values:\n    2026-01-01: {value: [[5, 1], [4, 2]], source: s}  # here\n", "rise",
    ),
    "no YAML": ("p: ]  # here\n", "not YAML"),
    "a tab": ("p:\n\tabout: a  # here\n", "tabs"),
    "a name of a rule": ("toy_ok:  # here\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: s}\n", "two things"),
    "a name of a fact": ("rent:  # here\n  about: a\n  unit: number\n  values:\n    2026-01-01: {value: 1, source: s}\n", "two things"),
}


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
    what, line = refused(tmp_path, whole, parameters, "parameters.yaml" if "of a parameter" in broken else "rules.py")
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
    rounded = '@rule(unit="bool", entity="household", cites="x", about="y")\ndef toy_rule(rent, to):\n    return round_up(rent, to) > 0\n'
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
    with pytest.raises(LawError, match=r"no law is loaded for 2019-12-31; the first day with any is 2020-01-01"):
        law_of(tmp_path, day=date(2019, 12, 31))
    assert law_of(tmp_path / "first", day=date(2020, 1, 1)).programs


def test_a_program_whose_figures_begin_later_is_named_with_its_first_day(tmp_path):
    later = GOOD_RULES + dedent("""

        program(code="late", title="Late help", entity="household", eligible="late_ok")


        @rule(unit="bool", entity="household", cites="Late Act 1", about="rent over the limit")
        def late_ok(rent, late_limit):
            return rent > late_limit
    """)
    figures = GOOD_PARAMETERS + "late_limit: {about: a, unit: money/month, values: {2026-10-01: {value: 9, source: s}}}\n"
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
    others = PIECES.findall(GOOD_RULES + GOOD_PARAMETERS + "0 1 -1 1e9 nan .5 yes 'x' \t ( ) [ ] { } : , . @ \\ \0 é")
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
