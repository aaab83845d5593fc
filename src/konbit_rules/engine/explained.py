"""The first way to run the law: plain Python for one household, every test kept with its two sides.

The rules of a day become one function, a line a rule, so that a fault's line names its rule. Nothing is compiled just in
time: this path answers a family in a fraction of a millisecond.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from konbit_rules.engine.graph import Graph, Rule
from konbit_rules.engine.language import DUST
from konbit_rules.engine.nodes import PERSON, Node, parts_of
from konbit_rules.engine.runtime import NUMBER_DUST, bracket, prepared, round_down, round_near, round_up, step

# What a shared branch may hold and still be worked out before it is known to be needed: nothing that can fail.
CAN_FAIL = {"look_up", "step", "/"}
MEMBER_WORDS = {"sum", "count", "any", "largest", "sum_largest"}
ROUNDING = {"round_down": round_down, "round_up": round_up, "round_near": round_near}


class Printer:
    """Prints nodes as Python expressions; a name of a person is the loop's own variable."""

    def __init__(self, parameters: Mapping[str, object]) -> None:
        """`parameters` are prepared values; plain ones are printed, tables go by name."""
        self.parameters = parameters
        self.shared: dict[int, str] = {}

    def show(self, node: Node) -> str:
        """The expression of a node."""
        if id(node) in self.shared:
            return self.shared[id(node)]
        parts = node.args
        match node.op:
            case "constant":
                return repr(node.value)
            case "name":
                return self._name(node)
            case "+" | "-" | "*" | "/":
                return f"({self.show(parts[0])} {node.op} {self.show(parts[1])})"
            case "negative":
                return f"(-{self.show(parts[0])})"
            case "and" | "or":
                return "(" + f" {node.op} ".join(self.show(part) for part in parts) + ")"
            case "not":
                return f"(not {self.show(parts[0])})"
            case "if":
                test, then, otherwise = (self.show(part) for part in parts)
                return f"({then} if {test} else {otherwise})"
            case "min" | "max":
                return f"{node.op}({', '.join(self.show(part) for part in parts)})"
            case "yearly":
                return f"({self.show(parts[0])} * 12.0)"
            case "monthly":
                return f"({self.show(parts[0])} / 12.0)"
            case "look_up":
                return f"t_{node.value}" + "".join(f"[{self.show(key)}]" for key in parts)
            case "bracket" | "step":
                keys = "".join(f"[{self.show(key)}]" for key in parts[1:])
                return f"{node.op}({self.show(parts[0])}, t_{node.value}{keys})"
            case "as_paid":
                return self._as_paid(node)
            case "sum" | "count" | "any" | "largest" | "sum_largest":
                return self._members(node)
        if node.op in ROUNDING:
            return f"{node.op}({', '.join(self.show(part) for part in parts)})"
        return self._comparison(node)

    def _name(self, node: Node) -> str:
        name = str(node.value)
        if name in self.parameters:
            return repr(self.parameters[name])
        return f"p_{name}" if node.level == PERSON else f"u_{name}"

    def _comparison(self, node: Node) -> str:
        left, right = (self.show(part) for part in node.args)
        if not node.value.is_amount:  # type: ignore[attr-defined]
            return f"({left} {node.op} {right})"
        dust = DUST if node.value.kind == "money" else NUMBER_DUST  # type: ignore[attr-defined]
        match node.op:
            case "<=" | ">":
                return f"({left} {node.op} {right} + {dust})"
            case ">=" | "<":
                return f"({left} {node.op} {right} - {dust})"
            case "==":
                return f"(-{dust} <= {left} - {right} <= {dust})"
            case _:
                return f"(not -{dust} <= {left} - {right} <= {dust})"

    def _as_paid(self, node: Node) -> str:
        pay = self.show(node.args[0])
        factors = self.parameters[str(node.value)]
        terms = [f"{pay}[{slot}] * {factor!r}" for slot, factor in enumerate(factors.values())]  # type: ignore[attr-defined]
        return f"({' + '.join(terms)})"

    def _members(self, node: Node) -> str:
        inner = self.show(node.args[0])
        only = f" if {self.show(node.args[1])}" if len(node.args) == 2 else ""
        loop = f"for {loop_over(node.args)}{only}"
        match node.op:
            case "sum":
                return f"added([{inner} {loop}])"
            case "count":
                return f"float(sum([{inner} {loop}]))"
            case "any":
                return f"(True in [{inner} {loop}])"
            case "largest":
                return f"max([0.0, *[{inner} {loop}]])"
            case _:
                count = how_many(node, self.parameters)
                return f"added(sorted([max({inner}, 0.0) {loop}], reverse=True)[:{count}])"


def how_many(node: Node, parameters: Mapping[str, object]) -> int:
    """The number of members that sum_largest_members adds up."""
    count: Any = parameters[node.value] if isinstance(node.value, str) else node.value
    return int(count)


def loop_over(nodes: Sequence[Node]) -> str:
    """`p_age, p_role in zip(l_age, l_role)` for every person name that these nodes read."""
    names = list(
        dict.fromkeys(
            str(part.value)
            for node in nodes
            for part in parts_of(node)
            if part.op == "name" and part.level == PERSON
        )
    )
    if not names:
        return "_ in people"
    if len(names) == 1:
        return f"p_{names[0]} in l_{names[0]}"
    return f"{', '.join('p_' + name for name in names)} in zip({', '.join('l_' + name for name in names)})"


def added(amounts: Sequence[float]) -> float:
    """The sum, one after the other, as the arrays add it."""
    total = 0.0
    for amount in amounts:
        total += amount
    return total


def shared_parts(node: Node) -> list[Node]:
    """Branches that stand in more than one place of a tree and cannot fail, parts before the whole.

    What stands inside a word about members belongs to that word's loop and is not shared.
    """
    parts = parts_of(node)
    inside = {
        id(inner)
        for part in parts
        if part.op in MEMBER_WORDS
        for inner in parts_of(part)
        if inner is not part
    }
    uses = Counter(id(arg) for part in parts for arg in part.args)
    return [
        part
        for part in parts
        if uses[id(part)] > 1
        and part.args
        and id(part) not in inside
        and not any(inner.op in CAN_FAIL for inner in parts_of(part))
    ]


class Explained:
    """The law of a day as one Python function."""

    def __init__(self, graph: Graph, tests: Mapping[str, Node]) -> None:
        """`tests` are the comparisons whose two sides a reason shows, by the name of their rule."""
        self.graph = graph
        # Steps that a family takes are mostly still to come: what nobody knows of them must not hold up the answers.
        self.rules = [rule for rule in graph.rules.values() if not rule.source.procedural]
        self.names = tuple(rule.name for rule in self.rules)
        self.compared, self.tests = tests, tuple(tests)
        self.parameters = prepared_parameters(graph)
        printer = Printer(self.parameters)
        self.facts = tuple(
            sorted({name for rule in self.rules for name in rule.reads if name in graph.texts.facts})
        )
        lines = [self._prologue()]
        self.rule_of_line = {}
        for rule in self.rules:
            for line in self._rule_lines(rule, printer):
                lines.append(line)
                self.rule_of_line[len(lines) + 1] = rule.name
        results = [self._variable(rule) for rule in self.rules]
        sides = [self._sides(graph.rules[name], comparison, printer) for name, comparison in tests.items()]
        lines += [f"return ({', '.join(results)},), ({', '.join(sides)}{',' if sides else ''})"]
        self.code = "def run(persons, household, people):\n    " + "\n    ".join(lines) + "\n"
        space: dict[str, object] = {"added": added, "bracket": bracket, "step": step, **ROUNDING}
        space |= {f"t_{name}": value for name, value in self.parameters.items() if isinstance(value, object)}
        exec(compile(self.code, "<law>", "exec"), space)  # noqa: S102 - our own printed text of checked rules
        self.run: Callable[..., tuple[tuple, tuple]] = space["run"]  # type: ignore[assignment]

    def _prologue(self) -> str:
        facts = self.graph.texts.facts
        parts = [
            f"l_{name} = persons[{name!r}]"
            if facts[name].entity == PERSON
            else f"u_{name} = household[{name!r}]"
            for name in self.facts
        ]
        return "; ".join(parts) or "pass"

    def _variable(self, rule: Rule) -> str:
        return f"l_{rule.name}" if rule.level == PERSON else f"u_{rule.name}"

    def _rule_lines(self, rule: Rule, printer: Printer) -> list[str]:
        shared = shared_parts(rule.node)
        if not shared:
            inner = printer.show(rule.node)
            if rule.level == PERSON:
                return [f"l_{rule.name} = [{inner} for {loop_over([rule.node])}]"]
            return [f"u_{rule.name} = {inner}"]
        steps = []
        for position, part in enumerate(shared):
            steps.append(f"s_{position} = {printer.show(part)}")
            printer.shared[id(part)] = f"s_{position}"
        inner = printer.show(rule.node)
        printer.shared.clear()
        if rule.level == PERSON:
            loop = loop_over([rule.node])
            return [
                f"l_{rule.name} = []",
                f"for {loop}: " + "; ".join(steps) + f"; l_{rule.name}.append({inner})",
            ]
        return [*steps, f"u_{rule.name} = {inner}"]

    def _sides(self, rule: Rule, comparison: Node, printer: Printer) -> str:
        left, right = (printer.show(side) for side in comparison.args)
        if rule.level == PERSON:
            return f"[({left}, {right}) for {loop_over([comparison])}]"
        return f"({left}, {right})"


def prepared_parameters(graph: Graph) -> dict[str, object]:
    """Every parameter's value of the day as generated code uses it."""
    found = {}
    for name, value in graph.values.items():
        parameter = graph.texts.parameters[name]
        dust = NUMBER_DUST if parameter.of in {None, "", "number", "rate"} else DUST
        found[name] = prepared(value.value, parameter.edge or "from", dust)
    return found
