# ruff: noqa: E501 - one broken rule a line, where it can be
"""Rules that may not be law, each with the words of its refusal; # here marks the line that the refusal names."""

from tests.rules.small_laws import HERE

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
    return (
        f'@rule(unit="{unit}", entity="household", cites="x", about="y")\ndef toy_rule({reads}):\n'
        + "".join(f"    {line}\n" for line in body.splitlines())
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
    "a loop": (
        unit_rule("rent", f"for _ in rent:  {HERE}\n    pass\nreturn True"),
        "assignments, if and return",
    ),
    "while": (
        unit_rule("rent", f"while rent > 0:  {HERE}\n    pass\nreturn True"),
        "assignments, if and return",
    ),
    "an import in a rule": (
        unit_rule("rent", f"import os  {HERE}\nreturn rent > 0"),
        "assignments, if and return",
    ),
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
    "an addition in place": (
        unit_rule("rent", f"x = rent\nx += rent  {HERE}\nreturn x > 0"),
        "assignments, if and return",
    ),
    "two names at once": (
        unit_rule("rent", f"x, y = rent, rent  {HERE}\nreturn x > 0"),
        "assignments, if and return",
    ),
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
    "an argument that is not used": (
        headed(GOOD_HEAD, f"def toy_rule(rent, assets):  {HERE}"),
        "never uses its argument assets",
    ),
    "an argument twice": (headed(GOOD_HEAD, f"def toy_rule(rent, rent):  {HERE}"), "twice"),
    "an argument set again": (
        unit_rule("rent", f"rent = rent + rent  {HERE}\nreturn rent > 0"),
        "cannot be set again",
    ),
    "a name that is no argument": (unit_rule("rent", "return rent > monthly_limit"), "not an argument"),
    "a local name of one branch": (
        unit_rule("rent", f"if rent > 0:\n    x = rent\nreturn x > 0  {HERE}"),
        "x is not an argument",
    ),
    "a name that does not exist": (
        headed(GOOD_HEAD, f"def toy_rule(rint):  {HERE}", "    return rint > 0"),
        "no rule, fact or parameter",
    ),
    "a default": (headed(GOOD_HEAD, f"def toy_rule(rent=1):  {HERE}"), "plain names"),
    "all other arguments": (headed(GOOD_HEAD, f"def toy_rule(*rent):  {HERE}"), "plain names"),
    "a name for two things": (
        headed(GOOD_HEAD, f"def rent(assets):  {HERE}", "    return assets > 0"),
        "two things",
    ),
    "a name of a parameter": (
        headed(GOOD_HEAD, "def monthly_limit(assets):", "    return assets > 0"),
        "two things",
    ),
    "a circle": (
        headed(GOOD_HEAD, f"def one(two):  {HERE}", "    return two")
        + headed(GOOD_HEAD, f"def two(three):  {HERE}", "    return three")
        + headed(GOOD_HEAD, f"def three(one):  {HERE}", "    return one"),
        "circle: .* -> ",
    ),
    "a rule that reads itself": (headed(GOOD_HEAD, f"def one(one):  {HERE}", "    return one"), "circle"),
    # the words about a rule
    "no source": (headed('@rule(unit="bool", entity="household", about="y")'), "cites is missing"),
    "an empty source": (
        headed('@rule(unit="bool", entity="household", cites=" ", about="y")'),
        "cites is missing",
    ),
    "no about": (headed('@rule(unit="bool", entity="household", cites="x")'), "about is missing"),
    "no unit": (headed('@rule(entity="household", cites="x", about="y")'), "unit is missing"),
    "no entity": (headed('@rule(unit="bool", cites="x", about="y")'), "entity is missing"),
    "an unknown unit": (
        headed('@rule(unit="dollars", entity="household", cites="x", about="y")'),
        "dollars is not a unit",
    ),
    "a choice of nothing": (
        headed('@rule(unit="choice:", entity="household", cites="x", about="y")'),
        "not a unit",
    ),
    "a unit of pay": (
        headed(
            '@rule(unit="pay", entity="person", cites="x", about="y")',
            f"def toy_rule(wages):  {HERE}",
            "    return wages",
        ),
        "not a unit",
    ),
    "an unknown entity": (
        headed('@rule(unit="bool", entity="family", cites="x", about="y")'),
        "entity family",
    ),
    "an unknown word about a rule": (
        headed('@rule(unit="bool", entity="household", cites="x", about="y", when=1)'),
        "when is not a word",
    ),
    "a word about a rule twice": (
        headed('@rule(unit="bool", entity="household", cites="x", cites="z", about="y")'),
        "cites stands twice|not Python",
    ),
    "a word that is computed": (
        headed('@rule(unit="bool", entity="household", cites="x" + "y", about="y")'),
        "written out",
    ),
    "a word that cannot be": (
        headed('@rule(unit="bool", entity="household", cites={[]: 1}, about="y")'),
        "written out",
    ),
    "words unpacked": (headed('@rule(unit="bool", entity="household", **{})'), "not a word"),
    "a day that is none": (
        headed('@rule(unit="bool", entity="household", cites="x", about="y", since="2026-02-30")'),
        "not a day",
    ),
    "an end before the start": (
        headed(
            '@rule(unit="bool", entity="household", cites="x", about="y", since="2026-02-03", until="2026-02-02")'
        ),
        "ends before",
    ),
    "procedural in words": (
        headed('@rule(unit="bool", entity="household", cites="x", about="y", procedural="no")'),
        "procedural",
    ),
    "two versions in force": (
        headed(
            '@rule(unit="bool", entity="household", cites="x", about="y", until="2023-05-15")',
            "def toy_rule(rent):",
        )
        + headed('@rule(unit="bool", entity="household", cites="x", about="y", since="2023-05-15")'),
        "another version in force",
    ),
    "two versions of different units": (
        headed(
            '@rule(unit="bool", entity="household", cites="x", about="y", until="2023-05-14")',
            "def toy_rule(rent):",
        )
        + headed('@rule(unit="number", entity="household", cites="x", about="y", since="2023-05-15")'),
        "another unit",
    ),
    # months and years
    "a month's rent added to a year's limit": (
        unit_rule(YEAR, "return rent + yearly_limit > 0"),
        "do not go together: money/month and money/year",
    ),
    "a month's rent taken from a year's limit": (
        unit_rule(YEAR, "return yearly_limit - rent > 0"),
        "do not go together",
    ),
    "a month's rent compared with a year's": (
        unit_rule(YEAR, "return rent <= yearly_limit"),
        "do not go together",
    ),
    "a month's rent equal to a year's": (
        unit_rule(YEAR, "return rent == yearly_limit"),
        "do not go together",
    ),
    "in a chain": (unit_rule(YEAR, "return 0 <= rent <= yearly_limit"), "do not go together"),
    "the smaller of a month's and a year's": (
        unit_rule(YEAR, "return min(rent, yearly_limit) > 0"),
        "do not go together",
    ),
    "one branch a month's, one a year's": (
        unit_rule(f"{YEAR}, flag", "return (rent if flag else yearly_limit) > 0"),
        "do not go together",
    ),
    "branches of if": (
        unit_rule(f"{YEAR}, flag", f"if flag:  {HERE}\n    return rent\nreturn yearly_limit", "money/month"),
        "do not go together",
    ),
    "an answer by the month where the year is said": (
        headed('@rule(unit="money/year", entity="household", cites="x", about="y")', body="    return rent"),
        "answers with money/month, but its unit is money/year",
    ),
    "an amount held where a month's is said": (
        headed(
            '@rule(unit="money/month", entity="household", cites="x", about="y")',
            f"def toy_rule(assets):  {HERE}",
            "    return assets",
        ),
        "answers with money, but",
    ),
    "a schedule of years for a month's rent": (
        unit_rule("rent, tax", "return bracket(rent, tax) > 0"),
        "applied to money/year, not money/month",
    ),
    "a step of months for a year's amount": (
        unit_rule("yearly_limit, grades", "return step(yearly_limit, grades) > 0"),
        "applied to money/month",
    ),
    "yearly of a year": (unit_rule("yearly_limit", "return yearly(yearly_limit) > 0"), "takes money/month"),
    "monthly of a month": (unit_rule("rent", "return monthly(rent) > 0"), "takes money/year"),
    "yearly of an amount held": (unit_rule("assets", "return yearly(assets) > 0"), "takes money/month"),
    "a quotient of month by year": (unit_rule(YEAR, "return rent / yearly_limit > 0"), "cannot be divided"),
    "money times money": (unit_rule(MONTH, "return rent * monthly_limit > 0"), "cannot be multiplied"),
    "a number by money": (unit_rule("rent", "return 5 / rent > 0"), "cannot be divided"),
    "a number compared with money": (unit_rule("rent", "return rent > 100"), "do not go together"),
    "rounding to another period": (
        unit_rule(YEAR, "return round_down(rent, yearly_limit) > 0"),
        "multiple of",
    ),
    "rounding to what may be nothing": (
        unit_rule("rent, assets", "return round_down(rent, rent) > 0"),
        "written number or a parameter",
    ),
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
        headed(
            '@rule(unit="choice:free|paid", entity="household", cites="x", about="y")',
            f"def toy_rule(flag):  {HERE}",
            '    return "free" if flag else "cheap"',
        ),
        "answers with",
    ),
    "a choice or nothing": (
        headed(
            '@rule(unit="choice:free|paid", entity="household", cites="x", about="y")',
            "def toy_rule(flag):",
            f'    return "free" if flag else 0  {HERE}',
        ),
        "do not go together",
    ),
    "a choice compared with nothing": (person_rule("role", "return role == 0"), "do not go together"),
    "a choice compared with another": (
        person_rule("role, immigration", "return role == immigration"),
        "do not go together",
    ),
    "more than a choice": (person_rule("role", 'return role > "head"'), "no more and less"),
    "a choice added": (person_rule("role", "return role + role == role"), "an amount is due"),
    # persons and units
    "a person's fact in a unit's rule": (unit_rule("age", "return age > 18"), "one value a person"),
    "a person's rule in a unit's rule": (
        person_rule("age", "return age > 18").replace(HERE, "").replace("toy_rule", "old")
        + unit_rule("old", "return old"),
        "one value a person",
    ),
    "a word about members in a person's rule": (
        person_rule("age", "return sum_members(age) > 18"),
        "not of a person",
    ),
    "words about members inside one another": (
        unit_rule("age", "return sum_members(count_members(age > 18)) > 1"),
        "cannot stand inside another",
    ),
    "the largest of a number that is not written": (
        unit_rule("age, monthly_limit", "return sum_largest_members(monthly_limit, age) > 1"),
        "written whole number",
    ),
    "the largest minus one": (
        unit_rule("age", "return sum_largest_members(True, age) > 1"),
        "written whole number",
    ),
    "members of nothing": (unit_rule("age", "return sum_members() + sum_members(age) > 1"), "takes one"),
    # tables, schedules, pay
    "a table without its row": (unit_rule("by_size", "return by_size > 0"), "say which row"),
    "a row of no table": (unit_rule("rent", "return rent[1] > 0"), "not a table"),
    "a table by one key too many": (unit_rule("by_size", "return by_size[1, 2] > 0"), "by 1 keys"),
    "a table by one key too few": (unit_rule("by_both", "return by_both[1] > 0"), "by 2 keys"),
    "a table by size, asked by a word": (
        unit_rule("by_size", 'return by_size["head"] > 0'),
        "looked up by number",
    ),
    "a table by size, asked by money": (
        unit_rule("by_size, rent", "return by_size[rent] > 0"),
        "looked up by number",
    ),
    "a table by a word, asked by a number": (
        unit_rule("by_place", "return by_place[1] > 0"),
        "looked up by choice",
    ),
    "a table by a word, asked by another": (
        unit_rule("by_place", 'return by_place["boss"] > 0'),
        "looked up by choice",
    ),
    "a schedule as an amount": (unit_rule("tax", "return tax > 0"), "say which row"),
    "a schedule asked like a table": (unit_rule("tax", "return tax[1] > 0"), "not a table"),
    "bracket over amounts": (
        unit_rule("rent, grades", "return bracket(rent, grades) > 0"),
        "schedule of rates",
    ),
    "bracket over no schedule": (
        unit_rule("rent, monthly_limit", "return bracket(rent, monthly_limit) > 0"),
        "not a schedule",
    ),
    "bracket over a sum": (unit_rule("rent, tax", "return bracket(rent, tax + tax) > 0"), "takes a schedule"),
    "pay as an amount": (unit_rule("wages", "return sum_members(wages) > 0"), "an amount is due"),
    "pay compared": (person_rule("wages, pension", "return wages == pension"), "as_paid"),
    "pay of two kinds": (
        person_rule(
            "wages, pension, flag, monthly_pay", "return as_paid(wages if flag else pension, monthly_pay) > 0"
        ),
        "as_paid",
    ),
    "as_paid without factors": (
        person_rule("wages, monthly_limit", "return as_paid(wages, monthly_limit) > 0"),
        "as_paid takes",
    ),
    "as_paid of an amount": (
        unit_rule("rent, monthly_pay", "return as_paid(rent, monthly_pay) > 0"),
        "as_paid takes",
    ),
    # depth
    "a rule without end": (unit_rule("flag", "return " + "not " * 500 + "flag"), "too (deep|long)"),
    "a rule with too many paths": (
        unit_rule(
            "flag, rent", "x = rent\n" + f"if flag:  {HERE}\n    x = x + rent  {HERE}\n" * 30 + "return x > 0"
        ),
        "too (deep|long)",
    ),
    # what cannot be read
    "no Python": (f"def toy_rule(  {HERE}\n", "not Python|never closed"),
    "text of no code": ("\0", "not Python"),
}
