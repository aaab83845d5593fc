"""The law when facts are missing: every value becomes the span of what it could be, and why it is not settled.

An answer that comes out settled holds for every value of the unknown facts; one that does not names the facts behind it.
The same walk finds which rule a fault lies in: what rests on it is a fault, and everything else is still answered.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from itertools import product

from konbit_rules.engine.explained import ROUNDING, how_many, prepared_parameters
from konbit_rules.engine.graph import Graph, Rule
from konbit_rules.engine.language import DUST
from konbit_rules.engine.nodes import PERSON, Node
from konbit_rules.engine.runtime import LAST_ROW, NUMBER_DUST, Rows, Schedule, bracket, step
from konbit_rules.engine.spans import (
    NOTHING,
    VAST,
    Facts,
    Fault,
    OneOf,
    PaySpan,
    Span,
    facts_of,
    high,
    is_settled,
    joined,
    low,
    one_of,
    options_of,
    span,
    unknown,
)
from konbit_rules.households.household import PAYMENTS_A_YEAR
from konbit_rules.parameters.errors import LawError


class Bounds:
    """The rules of a day, walked with whatever is known."""

    def __init__(self, graph: Graph) -> None:
        """Nothing is printed or compiled here; the walk is short and rarely taken."""
        self.graph = graph
        self.parameters = prepared_parameters(graph)

    def run(
        self,
        persons: Sequence[Mapping[str, object]],
        household: Mapping[str, object],
        worked: Mapping[str, object] | None = None,
        wanted: Container[str] | None = None,
    ) -> dict[str, object]:
        """Every rule's value, a list for rules of persons; each may be a span, an open choice or a fault.

        `worked` holds values that are known already and are taken as they are. `wanted` may name the only rules asked;
        what they read must be among them.
        """
        walk = self.walk(persons, household, worked or {})
        for name, rule in self.graph.rules.items():
            if name not in walk.values and (wanted is None or name in wanted):
                walk.values[name] = walk.rule(rule)
        return walk.values

    def walk(
        self,
        persons: Sequence[Mapping[str, object]],
        household: Mapping[str, object],
        worked: Mapping[str, object],
    ) -> "_Walk":
        """A walk that knows these values and works out what it is asked."""
        walk = _Walk(self, persons, household)
        walk.values.update(worked)
        return walk

    def sides(
        self,
        tests: Mapping[str, Node],
        persons: Sequence[Mapping[str, object]],
        household: Mapping[str, object],
        values: Mapping[str, object],
    ) -> dict[str, object]:
        """Both sides of each test's comparison, a list of them for tests of persons; none where one failed."""
        walk = self.walk(persons, household, values)
        return {
            code: [walk.sides(node, place) for place in range(len(persons))]
            if self.graph.rules[code].level == PERSON
            else walk.sides(node, None)
            for code, node in tests.items()
        }


class _Walk:
    def __init__(
        self, bounds: Bounds, persons: Sequence[Mapping[str, object]], household: Mapping[str, object]
    ) -> None:
        self.graph, self.parameters = bounds.graph, bounds.parameters
        self.persons, self.household = persons, household
        self.values: dict[str, object] = {}
        self.name = ""

    def rule(self, rule: Rule) -> object:
        self.name = rule.name
        if rule.level == PERSON:
            return [self.safely(rule.node, place) for place in range(len(self.persons))]
        return self.safely(rule.node, None)

    def safely(self, node: Node, person: int | None) -> object:
        try:
            return self.at(node, person)
        except (LawError, ArithmeticError, TypeError, KeyError) as fault:
            return Fault(self.name, str(fault))

    def sides(self, node: Node, person: int | None) -> tuple[object, object]:
        left, right = (_side(self.safely(part, person)) for part in node.args)
        return left, right

    def at(self, node: Node, person: int | None) -> object:
        match node.op:
            case "constant":
                return node.value
            case "name":
                return self.named(str(node.value), node.level, person)
            case "and" | "or":
                return self.logic(node, person)
            case "if":
                return self.choose(node, person)
            case "sum" | "count" | "any" | "largest" | "sum_largest":
                return self.members(node)
        values = [self.at(part, person) for part in node.args]
        for value in values:
            if isinstance(value, Fault):
                return value
        return self.worked(node, values)

    def named(self, name: str, level: str, person: int | None) -> object:
        if name in self.values:
            value = self.values[name]
            return value[person] if level == PERSON else value  # type: ignore[index]
        if name in self.parameters:
            return self.parameters[name]
        told, place = (self.persons[person], person) if level == PERSON else (self.household, None)  # type: ignore[index]
        value = told.get(name)
        return unknown(self.graph.texts.facts[name], place) if value is None else value

    def logic(self, node: Node, person: int | None) -> object:
        settles = node.op == "or"
        open_facts: Facts = NOTHING
        fault = None
        for part in node.args:
            value = self.at(part, person)
            if value is settles:
                return settles
            if isinstance(value, Fault):
                fault = fault or value
                break  # what stands after a fault is not asked, as in the plain law
            open_facts |= facts_of(value)
        if fault:
            return fault
        return OneOf(frozenset([True, False]), open_facts) if open_facts else not settles

    def choose(self, node: Node, person: int | None) -> object:
        test = self.at(node.args[0], person)
        if isinstance(test, Fault):
            return test
        if isinstance(test, OneOf):
            return joined([self.at(part, person) for part in node.args[1:]], test.facts)
        return self.at(node.args[1 if test else 2], person)

    def members(self, node: Node) -> object:
        lows, highs, facts = [], [], NOTHING
        tested = {"count", "any"}
        for person in range(len(self.persons)):
            belongs = self.at(node.args[1], person) if len(node.args) == 2 else True
            if belongs is False:
                continue
            value = self.at(node.args[0], person)
            for part in (belongs, value):
                if isinstance(part, Fault):
                    return part
            if node.op in tested:
                ends = [float(option) for option in options_of(value)]
                value = span(min(ends), max(ends), facts_of(value))
            maybe = [0.0] if isinstance(belongs, OneOf) else []
            lows.append(min([low(value), *maybe]))
            highs.append(max([high(value), *maybe]))
            if not is_settled(value) or maybe:
                facts |= facts_of(value, belongs)
        least, most = self.over(node, lows), self.over(node, highs)
        if node.op == "any":
            return one_of(frozenset([bool(least), bool(most)]), facts)
        return span(least, most, facts)

    def over(self, node: Node, amounts: list[float]) -> float:
        match node.op:
            case "largest" | "any":
                return max([0.0, *amounts])
            case "sum_largest":
                amounts = sorted((max(amount, 0.0) for amount in amounts), reverse=True)
                amounts = amounts[: how_many(node, self.parameters)]
        total = 0.0
        for amount in amounts:
            total += amount
        return total

    def worked(self, node: Node, values: list) -> object:
        facts = facts_of(*values)
        match node.op:
            case "not":
                return one_of(frozenset(not option for option in options_of(values[0])), facts)
            case "+":
                return span(low(values[0]) + low(values[1]), high(values[0]) + high(values[1]), facts)
            case "-":
                return span(low(values[0]) - high(values[1]), high(values[0]) - low(values[1]), facts)
            case "negative":
                return span(-high(values[0]), -low(values[0]), facts)
            case "*":
                return self.corners(lambda one, two: one * two, values, facts)
            case "/":
                return self.quotient(values, facts)
            case "yearly":
                return self.ends(lambda one: one * 12.0, values, facts)
            case "monthly":
                return self.ends(lambda one: one / 12.0, values, facts)
            case "min" | "max":
                pick = min if node.op == "min" else max
                return self.picked(pick, values)
            case "look_up":
                return self.look_up(self.parameters[str(node.value)], values, facts)
            case "bracket" | "step":
                return self.schedule(node, values, facts)
            case "as_paid":
                return self.paid(node, values[0])
        if node.op in ROUNDING:
            return self.ends(ROUNDING[node.op], values, facts)
        return self.compared(node, values, facts)

    def ends(self, word: Callable[..., float], values: list, facts: Facts) -> object:
        """A word that never falls when its first value rises."""
        return span(
            word(low(values[0]), *map(low, values[1:])), word(high(values[0]), *map(high, values[1:])), facts
        )

    def corners(self, word: Callable[[float, float], float], values: list, facts: Facts) -> object:
        found = [word(*pair) for pair in product(*((low(value), high(value)) for value in values))]
        return span(min(found), max(found), facts)

    def quotient(self, values: list, facts: Facts) -> object:
        if low(values[1]) <= 0.0 <= high(values[1]):
            if is_settled(values[1]):
                raise LawError("division by nothing")
            return self.over_nearly_nothing(values, facts)
        return self.corners(lambda one, two: one / two, values, facts)

    def over_nearly_nothing(self, values: list, facts: Facts) -> object:
        """A quotient whose divisor may come near to nothing, from above or from both sides."""
        least, most, largest = low(values[0]), high(values[0]), high(values[1])
        if low(values[1]) < 0.0 or largest <= 0.0:
            return Span(-VAST, VAST, facts)
        return Span(
            least / largest if least >= 0.0 else -VAST, most / largest if most <= 0.0 else VAST, facts
        )

    def picked(self, pick: Callable, values: list) -> object:
        least, most = pick(map(low, values)), pick(map(high, values))
        # A value that can never be the one picked is no reason.
        if pick is min:
            behind = [value for value in values if low(value) <= most]
        else:
            behind = [value for value in values if high(value) >= least]
        return span(least, most, facts_of(*behind))

    def look_up(self, rows: object, keys: list, facts: Facts) -> object:
        found = rows
        if not facts:
            for key in keys:
                found = found[key]  # type: ignore[index]
            return found
        cells = self.cells([rows], keys)
        if not cells:
            raise LawError("no row for anything this could be")
        return joined(cells, facts)

    def cells(self, tables: list, keys: list) -> list:
        if not keys:
            return tables
        key = keys[0]
        return self.cells([inner for table in tables for inner in self.rows_of(table, key)], keys[1:])

    def rows_of(self, table: Rows, key: object) -> list:
        if isinstance(key, Span):
            least, most = max(key.low, -1.0), min(key.high, float(LAST_ROW))
            return [value for row, value in table.items() if least <= row <= most]
        return [table[option] for option in options_of(key) if option in table]

    def schedule(self, node: Node, values: list, facts: Facts) -> object:
        tables = self.cells([self.parameters[str(node.value)]], values[1:])
        ends = (low(values[0]), high(values[0]))
        if node.op == "bracket":
            # Marginal rates below nothing would make the sum fall; corners inside are starts of bands.
            found = [bracket(at, table) for table in tables for at in self.inside(ends, table)]
        else:
            # What lies below the first row is a fault, and no value that this could have.
            found = [
                step(at, table) for table in tables for at in self.inside(ends, table) if table.reaches(at)
            ]
        if not found:
            raise LawError("no row for anything this could be")
        return joined(found, facts)

    def inside(self, ends: tuple[float, float], table: Schedule) -> list[float]:
        """Both ends, and every place between them where another row begins."""
        between = [start + (DUST * 2 if table.above else 0.0) for start in table.starts]
        return [*dict.fromkeys(ends), *(start for start in between if ends[0] < start < ends[1])]

    def paid(self, node: Node, pay: object) -> object:
        factors = list(self.parameters[str(node.value)].values())  # type: ignore[attr-defined]
        if isinstance(pay, PaySpan):
            most = max(factor / times for factor, times in zip(factors, PAYMENTS_A_YEAR, strict=True))
            return Span(0.0, pay.most * most, pay.facts)
        return sum_in_order([amount * factor for amount, factor in zip(pay, factors, strict=True)])  # type: ignore[call-overload]

    def compared(self, node: Node, values: list, facts: Facts) -> object:
        left, right = values
        if not node.value.is_amount:  # type: ignore[attr-defined]
            return self.alike(node.op, left, right, facts)
        dust = DUST if node.value.kind == "money" else NUMBER_DUST  # type: ignore[attr-defined]
        lowest, highest = low(left) - high(right), high(left) - low(right)
        match node.op:
            case "<=" | ">":
                possible = {lowest <= dust, highest <= dust}
                possible = possible if node.op == "<=" else {not yes for yes in possible}
            case ">=" | "<":
                possible = {lowest >= -dust, highest >= -dust}
                possible = possible if node.op == ">=" else {not yes for yes in possible}
            case _:
                equal = (
                    {False}
                    if highest < -dust or lowest > dust
                    else {True}
                    if lowest == highest
                    else {True, False}
                )
                possible = equal if node.op == "==" else {not yes for yes in equal}
        return one_of(frozenset(possible), facts)

    def alike(self, op: str, left: object, right: object, facts: Facts) -> object:
        lefts, rights = options_of(left), options_of(right)
        possible = set()
        if lefts & rights:
            possible.add(True)
        if len(lefts) > 1 or len(rights) > 1 or lefts != rights:
            possible.add(False)
        if op == "!=":
            possible = {not yes for yes in possible}
        return one_of(frozenset(possible), facts)


def _side(value: object) -> object:
    if isinstance(value, Fault):
        return None
    return (value.low, value.high) if isinstance(value, Span) else value


def sum_in_order(amounts: Sequence[float]) -> float:
    """The sum, one after the other, as every back end adds it."""
    total = 0.0
    for amount in amounts:
        total += amount
    return total
