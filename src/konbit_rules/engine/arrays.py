"""The second way to run the law: the same rules over columns of many households, with numpy.

Both branches of an if are worked out and the right one kept; a look-up that fails counts only where its branch was taken.
Households go through in parts that fit the processor's cache, several parts at a time.
"""

import os
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from konbit_rules.engine import array_words
from konbit_rules.engine.array_words import Lookup, Run, Steps
from konbit_rules.engine.explained import CAN_FAIL, how_many, prepared_parameters, shared_parts
from konbit_rules.engine.graph import Graph, Rule
from konbit_rules.engine.language import DUST
from konbit_rules.engine.nodes import PERSON, Node, parts_of
from konbit_rules.engine.runtime import NUMBER_DUST, Rows, Schedule
from konbit_rules.engine.units import Unit
from konbit_rules.households.columns import Columns

PART = 25_000  # households at a time: long enough that threads seldom wait, short enough for the cache


@dataclass(slots=True)
class Answers:
    """What the rules gave: one value a household or a person (slot by slot), and the households that met a fault."""

    values: dict[str, NDArray]
    faults: dict[str, NDArray]  # rule -> yes for each household, sorted as the columns are


class Arrays:
    """The rules of a day, or those that the wanted ones rest on, over columns."""

    def __init__(self, graph: Graph, wanted: Collection[str]) -> None:
        """Prints and compiles once; `run` may then be called for any households."""
        self.graph, self.wanted = graph, tuple(wanted)
        needed = frozenset().union(*(graph.upstream(name) for name in wanted))
        self.rules = [rule for name, rule in graph.rules.items() if name in needed]
        self.facts = tuple(sorted(name for name in needed if name in graph.texts.facts))
        self.parameters = prepared_parameters(graph)
        self.space: dict[str, object] = {"np": np, **vars(array_words)}
        printer = Printer(self)
        lines = [f"f_{name} = facts[{name!r}]" for name in self.facts]
        for rule in self.rules:
            lines += printer.rule(rule)
        results = ", ".join(f"{name!r}: v_{name}" for name in wanted)
        self.code = "def work(run, facts):\n    " + "\n    ".join([*lines, f"return {{{results}}}"]) + "\n"
        exec(compile(self.code, "<law over columns>", "exec"), self.space)  # noqa: S102 - our own printed text
        self.work: Callable[[Run, Mapping], dict] = self.space["work"]  # type: ignore[assignment]

    def run(self, columns: Columns, processes: int | None = None) -> Answers:
        """The wanted rules for every household of the columns, in the columns' order."""
        if not columns.households:
            return Answers({name: np.zeros(0) for name in self.wanted}, {})
        parts = list(columns.parts(PART))
        with np.errstate(all="ignore"):
            if len(parts) == 1:
                done = [self._part(parts[0])]
            else:
                with ThreadPoolExecutor(processes or os.cpu_count()) as pool:
                    done = list(pool.map(self._part, parts))
        if len(done) == 1:
            values = done[0].values
        else:
            values = {
                name: self._joined(columns, name, [answers.values[name] for answers in done])
                for name in self.wanted
            }
        faults = {}
        for name in {name for answers in done for name in answers.faults}:
            faults[name] = np.concatenate(
                [
                    answers.faults.get(name, np.zeros(part.households, dtype=bool))
                    for answers, part in zip(done, parts, strict=True)
                ]
            )
        return Answers(values, faults)

    def _part(self, part: Columns) -> Answers:
        run = Run(part.counts)
        with np.errstate(all="ignore"):
            found = self.work(run, {name: part.fact(name) for name in self.facts})
        sizes = {PERSON: run.persons}
        values = {
            name: np.broadcast_to(value, sizes.get(self.graph.rules[name].level, run.households))
            for name, value in found.items()
        }
        return Answers(values, run.faults)

    def _joined(self, columns: Columns, name: str, parts: list[NDArray]) -> NDArray:
        if self.graph.rules[name].level == PERSON:
            return columns.join_persons(parts, PART)
        return np.concatenate(parts)


class Printer:
    """Prints one rule after the other as numpy statements."""

    def __init__(self, arrays: Arrays) -> None:
        """`arrays` takes the tables that the statements name."""
        self.arrays, self.graph = arrays, arrays.graph
        self.spread: set[str] = set()
        self.lines: list[str] = []
        self.shared: dict[int, str] = {}
        self.rule_name, self.person, self.where, self.marks = "", False, "np.True_", 0

    def rule(self, rule: Rule) -> list[str]:
        """The statements of a rule."""
        self.lines, self.shared = [], {}
        self.rule_name, self.person, self.where = rule.name, rule.level == PERSON, "np.True_"
        for part in shared_parts(rule.node):
            name = self._keep(self.show(part, part.unit))
            self.shared[id(part)] = name
        text = self.show(rule.node, rule.unit)
        return [*self.lines, f"v_{rule.name} = {text}"]

    def _keep(self, text: str) -> str:
        self.marks += 1
        self.lines.append(f"k_{self.marks} = {text}")
        return f"k_{self.marks}"

    def show(self, node: Node, unit: Unit) -> str:
        """The expression of a node; `unit` says whose words a choice is counted by."""
        if id(node) in self.shared:
            return self._recoded(self.shared[id(node)], node.unit, unit)
        parts = node.args
        match node.op:
            case "constant":
                return self._constant(node.value, unit)
            case "name":
                return self._recoded(self._name(node), node.unit, unit)
            case "+" | "-" | "*":
                return f"({self._plain(parts[0])} {node.op} {self._plain(parts[1])})"
            case "/":
                left, right = self._plain(parts[0]), self._plain(parts[1])
                if self._is_number(right):
                    return f"({left} / {right})"
                return f"divided(run, {self.rule_name!r}, lambda: {self.where}, {left}, {right})"
            case "negative":
                return f"(-{self._plain(parts[0])})"
            case "and" | "or":
                return self._logic(node)
            case "not":
                return f"np.logical_not({self._plain(parts[0])})"
            case "if":
                return self._if(node, unit)
            case "min" | "max":
                word = "np.minimum" if node.op == "min" else "np.maximum"
                text = self._plain(parts[0])
                for part in parts[1:]:
                    text = f"{word}({text}, {self._plain(part)})"
                return text
            case "yearly":
                return f"({self._plain(parts[0])} * 12.0)"
            case "monthly":
                return f"({self._plain(parts[0])} / 12.0)"
            case "look_up":
                return self._look_up(node, unit)
            case "bracket" | "step":
                return self._schedule(node, unit)
            case "as_paid":
                factors = tuple(self.arrays.parameters[str(node.value)].values())  # type: ignore[attr-defined]
                return f"as_paid({self._plain(parts[0])}, {factors!r})"
            case "sum" | "count" | "any" | "largest" | "sum_largest":
                return self._members(node)
            case "round_down" | "round_up" | "round_near":
                return f"{node.op}({', '.join(self._plain(part) for part in parts)})"
        return self._comparison(node)

    def _plain(self, node: Node) -> str:
        return self.show(node, node.unit)

    def _is_number(self, text: str) -> bool:
        try:
            return float(text) != 0.0
        except ValueError:
            return False

    def _constant(self, value: object, unit: Unit) -> str:
        if isinstance(value, bool):
            return f"np.{value}_"
        if isinstance(value, str):
            return str(unit.options.index(value))
        return repr(value)

    def _name(self, node: Node) -> str:
        name = str(node.value)
        if name in self.arrays.parameters:
            return self._constant(self.arrays.parameters[name], node.unit)
        variable = f"v_{name}" if name in self.graph.rules else f"f_{name}"
        if not self.person or node.level == PERSON:
            return variable
        if name not in self.spread:
            self.lines.append(f"b_{name} = run.spread({variable})")
            self.spread.add(name)
        return f"b_{name}"

    def _recoded(self, text: str, have: Unit, want: Unit) -> str:
        if have.kind != "choice" or have.options == want.options:
            return text
        codes = tuple(want.options.index(word) if word in want.options else 0 for word in have.options)
        return f"np.array({codes})[{text}]"

    def _comparison(self, node: Node) -> str:
        unit: Unit = node.value  # type: ignore[assignment]
        left, right = self.show(node.args[0], unit), self.show(node.args[1], unit)
        if not unit.is_amount:
            return f"({left} {node.op} {right})"
        dust = DUST if unit.kind == "money" else NUMBER_DUST
        match node.op:
            case "<=" | ">":
                return f"({left} {node.op} {right} + {dust})"
            case ">=" | "<":
                return f"({left} {node.op} {right} - {dust})"
            case "==":
                return f"(np.abs({left} - {right}) <= {dust})"
            case _:
                return f"(np.abs({left} - {right}) > {dust})"

    def _can_fail(self, *nodes: Node) -> bool:
        return any(part.op in CAN_FAIL for node in nodes for part in parts_of(node))

    def _logic(self, node: Node) -> str:
        text = self._plain(node.args[0])
        outer = self.where
        for part in node.args[1:]:
            if self._can_fail(part):
                text = self._keep(text)
                here = text if node.op == "and" else f"np.logical_not({text})"
                self.where = f"np.logical_and({outer}, {here})"
            text = f"np.logical_{node.op}({text}, {self._plain(part)})"
        self.where = outer
        return text

    def _if(self, node: Node, unit: Unit) -> str:
        test, then, otherwise = node.args
        if not self._can_fail(then, otherwise):
            return f"np.where({self._plain(test)}, {self.show(then, unit)}, {self.show(otherwise, unit)})"
        outer, kept = self.where, self._keep(self._plain(test))
        self.where = f"np.logical_and({outer}, {kept})"
        yes = self.show(then, unit)
        self.where = f"np.logical_and({outer}, np.logical_not({kept}))"
        no = self.show(otherwise, unit)
        self.where = outer
        return f"np.where({kept}, {yes}, {no})"

    def _keys(self, node: Node, keys: tuple[Node, ...]) -> tuple[list[str], list[tuple[str, ...] | None]]:
        units = self.arrays.graph.keys[str(node.value)]
        shown = [self.show(key, unit) for key, unit in zip(keys, units, strict=True)]
        return shown, [unit.options if unit.kind == "choice" else None for unit in units]

    def _codes(self, unit: Unit) -> dict[str, int] | None:
        return {word: code for code, word in enumerate(unit.options)} if unit.kind == "choice" else None

    def _table(self, node: Node, choices: list[tuple[str, ...] | None], unit: Unit) -> tuple[str, Lookup]:
        name = f"t_{node.value}"
        if name not in self.arrays.space:
            rows = self.arrays.parameters[str(node.value)]
            assert isinstance(rows, Rows)  # noqa: S101 - the graph has checked it
            self.arrays.space[name] = Lookup(rows, choices, self._codes(unit))
        return name, self.arrays.space[name]  # type: ignore[return-value]

    def _look_up(self, node: Node, unit: Unit) -> str:
        keys, choices = self._keys(node, node.args)
        name, _ = self._table(node, choices, node.unit)
        text = f"{name}.at(run, {self.rule_name!r}, lambda: {self.where}, {', '.join(keys)})"
        return self._recoded(text, node.unit, unit)

    def _schedule(self, node: Node, unit: Unit) -> str:
        amount = self._plain(node.args[0])
        name = f"s_{node.value}"
        place = ""
        if len(node.args) > 1:
            keys, choices = self._keys(node, node.args[1:])
            table, lookup = self._table(node, choices, node.unit)
            schedules: list[Schedule | None] = lookup.schedules
            place = f", {table}.at(run, {self.rule_name!r}, lambda: {self.where}, {', '.join(keys)})"
        else:
            schedules = [self.arrays.parameters[str(node.value)]]  # type: ignore[list-item]
        if name not in self.arrays.space:
            self.arrays.space[name] = Steps(schedules, self._codes(node.unit))
        if node.op == "bracket":
            return f"{name}.bracket({amount}{place})"
        text = f"{name}.step(run, {self.rule_name!r}, lambda: {self.where}, {amount}{place})"
        return self._recoded(text, node.unit, unit)

    def _members(self, node: Node) -> str:
        # A local name may bring a word about members into another's: it goes over all members for each of them.
        inside, outer = self.person, self.where
        self.person = True
        members = self._plain(node.args[1]) if len(node.args) == 2 else "np.True_"
        if self._can_fail(node.args[0]):
            taken = f"run.any({outer}, np.True_)" if inside else outer
            spread = outer if outer == "np.True_" else f"run.spread({taken})"
            self.where = f"np.logical_and({spread}, {members})"
        inner = self._plain(node.args[0])
        self.person, self.where = inside, outer
        more = f", {how_many(node, self.arrays.parameters)}" if node.op == "sum_largest" else ""
        text = f"run.{node.op}({inner}, {members}{more})"
        return f"run.spread({text})" if inside else text
