# ruff: noqa: E501 - one figure a line
"""Random laws in the law's own language: any word of it inside any other, wherever the units allow it."""

import random
import re

PARAMETERS = """\
recorded_by: the tests
r_few: {about: a, unit: number, values: {2020-01-01: {value: 3, source: s}}}
r_share: {about: a, unit: rate, values: {2020-01-01: {value: 0.35, source: s}}}
r_flag: {about: a, unit: bool, values: {2020-01-01: {value: yes, source: s}}}
r_color: {about: a, unit: "choice:red|blue|green", values: {2020-01-01: {value: blue, source: s}}}
r_month: {about: a, unit: money/month, values: {2020-01-01: {value: 812.5, source: s}}}
r_year: {about: a, unit: money/year, values: {2020-01-01: {value: 20000, source: s}}}
r_week: {about: a, unit: money/week, values: {2020-01-01: {value: 130, source: s}}}
r_held: {about: a, unit: money, values: {2020-01-01: {value: 3000, source: s}}}
r_pay_month: {about: a, unit: conversion/month, by: pay_period, values: {2020-01-01: {value: {week: 4.3, two_weeks: 2.15, half_month: 2, month: 1, year: 1/12}, source: s}}}
r_pay_year: {about: a, unit: conversion/year, by: pay_period, values: {2020-01-01: {value: {week: 52, two_weeks: 26, half_month: 24, month: 12, year: 1}, source: s}}}
t_more: {about: a, unit: money/month, by: size, values: {2020-01-01: {value: {0: 100, 1: 150, 2: 220, each_more: 45.5}, source: s}}}
t_above: {about: a, unit: number, by: size, values: {2020-01-01: {value: {1: 4, 2: 2, more: 1}, source: s}}}
t_short: {about: a, unit: money/year, by: size, values: {2020-01-01: {value: {1: 900, 2: 1200, 3: 1500}, source: s}}}
t_role: {about: a, unit: number, by: role, values: {2020-01-01: {value: {head: 1, spouse: 2, child: 3}, source: s}}}
t_fuel: {about: a, unit: "choice:red|blue|green", by: heating_fuel, values: {2020-01-01: {value: {electricity: red, natural_gas: blue, propane: green, other_fuel: red}, source: s}}}
t_both: {about: a, unit: money/month, by: [color, size], values: {2020-01-01: {value: {red: {1: 10, 2: 20}, blue: {1: 30, 2: 40, 3: 50}, green: {2: 60, 3: 70}}, source: s}}}
t_flag: {about: a, unit: bool, by: color, values: {2020-01-01: {value: {red: yes, blue: no, green: yes}, source: s}}}
s_tax: {about: a, unit: rate, of: money/year, values: {2020-01-01: {value: [[0, 0], [6000, 0.1], [30000, 0.25]], source: s}}}
s_taxes: {about: a, unit: rate, of: money/year, by: color, values: {2020-01-01: {value: {red: [[0, 0.1]], blue: [[500, 0.2], [900, 0.1]], green: [[0, 0.3], [12000, 0.4], [50000, 0.1]]}, source: s}}}
s_help: {about: a, unit: money/month, of: money/month, values: {2020-01-01: {value: [[0, 400], [300, 250], [1200, 0]], source: s}}}
s_above: {about: a, unit: number, of: money/month, edge: above, values: {2020-01-01: {value: [[0, 2], [500, 5], [900, 1]], source: s}}}
s_grade: {about: a, unit: "choice:red|blue|green", of: number, values: {2020-01-01: {value: [[0, green], [18, red], [60, blue]], source: s}}}
"""

COLORS, ROLES, FUELS = (
    ("red", "blue", "green"),
    ("head", "spouse", "child", "other"),
    (
        "electricity",
        "natural_gas",
        "propane",
        "other_fuel",
    ),
)
COLOR, ROLE, FUEL = ("choice:" + "|".join(words) for words in (COLORS, ROLES, FUELS))
WORDS = {COLOR: COLORS, ROLE: ROLES, FUEL: FUELS}
MONEY = ("money/month", "money/year", "money/week", "money")
ANSWERS = ("bool", "bool", "number", "money/month", "money/month", "money/year", "money", COLOR)
PERSON_NAMES = {
    "bool": ["is_female", "is_disabled", "in_school"], "number": ["age", "weekly_hours_worked"],
    "money/month": ["care_charge", "medical_costs"], ROLE: ["role"],
}  # fmt: skip
UNIT_NAMES = {
    "bool": ["receives_snap", "r_flag"], "number": ["r_few", "r_share"], "money/month": ["rent", "r_month"],
    "money/year": ["r_year"], "money/week": ["r_week"], "money": ["assets", "r_held"], COLOR: ["r_color"],
    FUEL: ["heating_fuel"],
}  # fmt: skip
FIGURES = {
    "number": ["r_few", "r_share", "7"],
    "money/month": ["r_month"],
    "money/year": ["r_year"],
    "money/week": ["r_week"],
    "money": ["r_held"],
}


PAY = {"wages", "self_employment", "pension"}


class RandomLaw:
    """Writes one rule after the other; later ones may read earlier ones."""

    def __init__(self, chance: random.Random, *, can_fail: bool = True) -> None:
        self.chance, self.can_fail = chance, can_fail
        self.persons = {unit: list(names) for unit, names in PERSON_NAMES.items()}
        self.units = {unit: list(names) for unit, names in UNIT_NAMES.items()}
        self.locals = 0
        self.local: dict[str, list[str]] = {}
        self.is_person, self.in_members = False, False

    def text(self, rules: int) -> str:
        """A file of law with so many rules and a program that answers with the last yes or no."""
        written = [
            self.members_of_the_tax_unit(),
            *(self.rule(number) for number in range(rules)),
            self.last(),
        ]
        head = "from konbit_rules.engine.language import program, rule\n"
        return (
            head
            + 'program(code="random", title="Random", entity="household", eligible="r_last")\n'
            + "".join(written)
        )

    def members_of_the_tax_unit(self) -> str:
        return (
            '@rule(unit="bool", entity="person", cites="c", about="a")\n'
            'def in_tax_unit(role):\n    return role == "head" or role == "child"\n'
        )

    def last(self) -> str:
        self.local, self.is_person = {}, False
        return self.definition("r_last", "bool", "household", [f"return {self.expression('bool', 2)}"])

    def rule(self, number: int) -> str:
        unit, entity = self.chance.choice(ANSWERS), self.chance.choice(["person", "household", "tax_unit"])
        self.local, self.is_person = {}, entity == "person"
        body = self.body(unit, 3)
        name = f"rule_{number}"
        known = self.persons if self.is_person else self.units
        text = self.definition(name, unit, entity, body)
        known.setdefault(unit, []).append(name)
        return text

    def definition(self, name: str, unit: str, entity: str, body: list[str]) -> str:
        lines = "".join(f"    {line}\n" for line in _without_idle(body))
        reads = sorted({word for word in re.findall(r"(?<!\")\b[a-z]\w*", lines) if word in self.known()})
        head = f'@rule(unit="{unit}", entity="{entity}", cites="c", about="a")\n'
        return f"{head}def {name}({', '.join(reads)}):\n{lines}"

    def known(self) -> set[str]:
        names = {name for known in (self.persons, self.units) for names in known.values() for name in names}
        return names | PAY | set(re.findall(r"^\w+", PARAMETERS, re.MULTILINE))

    def body(self, unit: str, depth: int) -> list[str]:
        """A local name, used at least once; perhaps branches; an answer."""
        kind = self.chance.random()
        if kind < 0.3:
            of = self.chance.choice(ANSWERS)
            self.locals += 1
            name = f"x_{self.locals}"
            line = f"{name} = {self.expression(of, 2)}"
            self.local.setdefault(of, []).append(name)
            return [line, *self.body(unit, depth)]
        if kind < 0.55 and depth:
            test = self.expression("bool", 2)
            before = {of: list(names) for of, names in self.local.items()}
            then = self.body(unit, depth - 1)
            self.local = before
            branches = [f"if {test}:", *("    " + line for line in then)]
            if self.chance.random() < 0.4:
                self.local = {of: list(names) for of, names in before.items()}
                other = self.body(unit, depth - 1)
                self.local = before
                return [*branches, "else:", *("    " + line for line in other)]
            return [*branches, *self.body(unit, depth - 1)]
        return [f"return {self.expression(unit, 3)}"]

    def name(self, unit: str) -> str:
        """A name of that unit that may stand here, or a written value."""
        here = list(self.units.get(unit, []))
        if self.is_person or self.in_members:
            here += self.persons.get(unit, [])
        local = self.local.get(unit, [])
        if local and self.chance.random() < 0.5:
            return self.chance.choice(local)
        if unit in WORDS and (not here or self.chance.random() < 0.3):
            return f'"{self.chance.choice(WORDS[unit])}"'
        if not here:
            return "0"
        return self.chance.choice(here)

    def figure(self, unit: str) -> str:
        return self.chance.choice(FIGURES[unit])

    def expression(self, unit: str, depth: int) -> str:
        if depth <= 0 or self.chance.random() < 0.12:
            return self.name(unit)
        if self.chance.random() < 0.15:
            return f"({self.expression(unit, depth - 1)} if {self.expression('bool', depth - 1)} else {self.expression(unit, depth - 1)})"
        if unit == "bool":
            return self.test(depth - 1)
        if unit in WORDS:
            return self.choice(unit, depth - 1)
        return self.amount(unit, depth - 1)

    def test(self, depth: int) -> str:
        kind = self.chance.randrange(9)
        if kind <= 2:
            parts = [self.expression("bool", depth) for _ in range(self.chance.choice([2, 2, 3]))]
            return f"({self.chance.choice([' and ', ' or ']).join(parts)})"
        if kind == 3:
            return f"(not {self.expression('bool', depth)})"
        if kind == 4 and self.members_may_stand:
            return self.members("any_member", "bool", depth)
        if kind == 5:
            words = self.chance.choice(
                [COLOR, ROLE, FUEL] if self.is_person or self.in_members else [COLOR, FUEL]
            )
            other = (
                f'"{self.chance.choice(WORDS[words])}"'
                if self.chance.random() < 0.6
                else self.expression(words, depth)
            )
            return f"({self.expression(words, depth)} {self.chance.choice(['==', '!='])} {other})"
        if kind == 6:
            return f"t_flag[{self.expression(COLOR, depth)}]"
        unit = self.chance.choice(["number", *MONEY])
        sign = self.chance.choice(["<", "<=", ">", ">=", "==", "!="])
        left, right = self.expression(unit, depth), self.expression(unit, depth)
        return (
            f"({left} {sign} {right})"
            if kind == 7
            else f"({self.expression(unit, depth)} <= {left} {sign} {right})"
        )

    def choice(self, unit: str, depth: int) -> str:
        if unit == COLOR and self.chance.random() < 0.6:
            if self.chance.random() < 0.5:
                return f"t_fuel[{self.expression(FUEL, depth)}]"
            return (
                f"step({self.expression('number', depth) if self.can_fail else self.name('number')}, s_grade)"
            )
        return f"({self.name(unit)} if {self.expression('bool', depth)} else {self.name(unit)})"

    @property
    def members_may_stand(self) -> bool:
        return not self.is_person and not self.in_members

    def members(self, word: str, unit: str, depth: int) -> str:
        self.in_members = True
        inner = self.expression(unit, depth)
        self.in_members = False
        return (
            f"{word}({inner})"
            if word != "sum_largest_members"
            else f"{word}({self.chance.choice([1, 2, 3])}, {inner})"
        )

    def key(self, depth: int) -> str:
        """A whole number, small as a rule."""
        if self.members_may_stand and self.chance.random() < 0.7:
            return self.members("count_members", "bool", depth)
        return self.chance.choice(["1", "2", "3", "max(1, 2)"])

    def amount(self, unit: str, depth: int) -> str:
        options = [self.sum, self.sum, self.scaled, self.limited, self.rounded]
        if self.members_may_stand:
            options += [self.of_members] * 3
        options += [self.looked_up] * 2
        if unit in {"money/month", "money/year"}:
            options += [self.converted, self.paid]
        if unit == "number":
            options += [self.quotient]
        return self.chance.choice(options)(unit, depth)

    def sum(self, unit: str, depth: int) -> str:
        return f"({self.expression(unit, depth)} {self.chance.choice('+-')} {self.expression(unit, depth)})"

    def scaled(self, unit: str, depth: int) -> str:
        if self.chance.random() < 0.2:
            return f"(-{self.expression(unit, depth)})"
        return f"({self.expression(unit, depth)} {self.chance.choice('*/')} {self.figure('number')})"

    def limited(self, unit: str, depth: int) -> str:
        parts = [self.expression(unit, depth) for _ in range(self.chance.choice([2, 3]))] + ["0"] * (
            self.chance.random() < 0.3
        )
        return f"{self.chance.choice(['min', 'max'])}({', '.join(parts)})"

    def rounded(self, unit: str, depth: int) -> str:
        to = "" if self.chance.random() < 0.5 else f", {self.figure(unit)}"
        return f"{self.chance.choice(['round_down', 'round_up', 'round_near'])}({self.expression(unit, depth)}{to})"

    def of_members(self, unit: str, depth: int) -> str:
        if unit == "number" and self.chance.random() < 0.5:
            return self.members("count_members", "bool", depth)
        word = self.chance.choice(["sum_members", "largest_member", "sum_largest_members"])
        return self.members(word, unit, depth)

    def looked_up(self, unit: str, depth: int) -> str:
        kind = self.chance.random()
        if unit == "money/month":
            if kind < 0.4:
                return f"t_more[{self.key(depth)}]"
            if kind < 0.7 and self.can_fail:
                return f"t_both[{self.expression(COLOR, depth)}, {self.key(depth)}]"
            amount = self.expression("money/month", depth)
            return f"step({amount if self.can_fail else f'max({amount}, 0)'}, s_help)"
        if unit == "money/year":
            if kind < 0.4 and self.can_fail:
                return f"t_short[{self.key(depth)}]"
            amount = self.expression("money/year", depth)
            return (
                f"bracket({amount}, s_tax)"
                if kind < 0.7
                else f"bracket({amount}, s_taxes[{self.expression(COLOR, depth)}])"
            )
        if unit == "number" and self.can_fail:
            if kind < 0.3:
                return f"t_above[{self.key(depth)}]"
            if kind < 0.6 and (self.is_person or self.in_members):
                return f"t_role[{self.expression(ROLE, depth)}]"
            return f"step({self.expression('money/month', depth)}, s_above)"
        return self.sum(unit, depth)

    def converted(self, unit: str, depth: int) -> str:
        if unit == "money/month":
            return f"monthly({self.expression(self.chance.choice(['money/year', 'money/week']), depth)})"
        return f"yearly({self.expression(self.chance.choice(['money/month', 'money/week']), depth)})"

    def paid(self, unit: str, depth: int) -> str:
        factors = "r_pay_month" if unit == "money/month" else "r_pay_year"
        pay = self.chance.choice(sorted(PAY))
        if self.is_person or self.in_members:
            return f"as_paid({pay}, {factors})"
        if not self.members_may_stand:
            return self.sum(unit, depth)
        return f"sum_members(as_paid({pay}, {factors}))"

    def quotient(self, unit: str, depth: int) -> str:
        of = self.chance.choice(["number", "money/month"])
        over = self.expression(of, depth) if self.can_fail else self.figure(of)
        return f"({self.expression(of, depth)} / {over})"


def _without_idle(body: list[str]) -> list[str]:
    """The lines without local names that no other line reads."""
    for line in body:
        name = re.match(r" *(x_\d+) =", line)
        if name and not any(re.search(rf"\b{name[1]}\b", other) for other in body if other is not line):
            return _without_idle([other for other in body if other is not line])
    return body
