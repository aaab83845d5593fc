"""Why an answer came out as it did, as data: each test a program puts, and the fewest that decide.

A program's answer is taken apart along its and, or and not down to the named tests. Sentences are made elsewhere, from
the tests' codes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from konbit_rules.engine.graph import Graph, Rule
from konbit_rules.engine.nodes import PERSON, Node, parts_of
from konbit_rules.engine.units import BOOL

MET, MISSED, OPEN = "met", "missed", "unknown"
COMPARED = {"<", "<=", ">", ">=", "==", "!="}


class Cited(NamedTuple):
    """A parameter that a test rests on, with the source of the value in force."""

    name: str
    about: str
    since: date
    source: str
    read: bool
    recorded_by: str | None


@dataclass(frozen=True, slots=True)
class Test:
    """One test of the law: a yes-or-no rule with its own source. `code` is the rule's name."""

    code: str
    about: str
    cites: str
    level: str
    unit: str  # of the two sides it compares; empty where it compares no amounts
    since: date | None
    parameters: tuple[Cited, ...]


class Condition(NamedTuple):
    """How a test came out. `value` and `limit` are the sides it compares, a pair where they are not settled."""

    test: Test
    state: str
    value: float | tuple[float, float] | None = None
    limit: float | tuple[float, float] | None = None

    @property
    def margin(self) -> float | None:
        """How far the value is from the limit, above 0 when above it; none where either is not settled."""
        if isinstance(self.value, float) and isinstance(self.limit, float):
            return self.value - self.limit
        return None


@dataclass(frozen=True, slots=True)
class Clause:
    """A program's answer as a tree: all of, any of, not, or one test. `code` is the rule of a test or of a named group."""

    word: str
    parts: tuple["Clause", ...] = ()
    code: str = ""

    def tests(self) -> Iterator[str]:
        """Every test below, in the order of the law."""
        if self.word == "test":
            yield self.code
        for part in self.parts:
            yield from part.tests()


def clause_of(graph: Graph, name: str) -> Clause:
    """The tree of tests behind a yes-or-no rule, down to the tests of its own folder.

    What another program's law answers is one test here: its own tests stand with that program.
    """
    rule = graph.rules.get(name)
    whole = None
    if rule is not None and (rule.node.op != "name" or _is_own(graph, rule.node, rule)):
        whole = _taken_apart(graph, rule.node, rule)
    return Clause("test", code=name) if whole is None else replace(whole, code=name)


def _is_own(graph: Graph, node: Node, rule: Rule) -> bool:
    """Whether a name is a rule of the same folder."""
    named = graph.rules.get(str(node.value))
    return named is not None and named.source.path.parent == rule.source.path.parent


def _taken_apart(graph: Graph, node: Node, rule: Rule) -> Clause | None:
    if node.op == "name" and node.unit == BOOL and node.value not in graph.values:
        if _is_own(graph, node, rule):
            return clause_of(graph, str(node.value))
        fact = graph.texts.facts.get(str(node.value))
        # A switch of the calculation is no reason to anybody: the rule that asks it is the test.
        return Clause("test", code=str(node.value)) if fact is None or fact.default is None else None
    if node.op not in {"and", "or", "not"}:
        return None
    parts = [_taken_apart(graph, part, rule) for part in node.args]
    if any(part is None for part in parts):
        return None
    word = {"and": "all", "or": "any", "not": "not"}[node.op]
    return Clause(word, tuple(part for part in parts if part is not None))


def state(clause: Clause, state_of: Callable[[str], bool | None]) -> bool | None:
    """Whether a clause is met; a named group's answer is known without looking into it."""
    if clause.code:
        return state_of(clause.code)
    if clause.word == "not":
        inner = state(clause.parts[0], state_of)
        return None if inner is None else not inner
    found = [state(part, state_of) for part in clause.parts]
    settles = clause.word == "any"
    if settles in found:
        return settles
    return None if None in found else not settles


def deciding(
    clause: Clause, state_of: Callable[[str], bool | None], tests: Mapping[str, Test]
) -> tuple[str, ...]:
    """The fewest tests that make a clause come out as it does; of as few, those about amounts come first.

    For a no: the fewest failed tests that would have to change. For cannot tell: the open tests.
    """
    if clause.word == "test":
        return (clause.code,)
    if clause.word == "not":
        return deciding(clause.parts[0], state_of, tests)
    whole = state(clause, state_of)
    parts = clause.parts
    if whole is not (clause.word == "all"):
        # A no of "all" or a yes of "any" lies in the parts that came out so; an open clause in its open parts.
        parts = tuple(part for part in parts if state(part, state_of) is whole)
    # Settled as a whole though none of its parts is: whatever the missing facts are, one of the open parts makes it so.
    in_turn = not parts
    parts = parts or tuple(part for part in clause.parts if state(part, state_of) is None)
    alike = [deciding(part, state_of, tests) for part in parts]
    if clause.word == "any" and whole is not None and not in_turn:
        return min(alike, key=lambda codes: (len(codes), sum(not tests[code].unit for code in codes)))
    return tuple(dict.fromkeys(code for codes in alike for code in codes))


def comparison_of(rule: Rule) -> Node | None:
    """The one comparison of amounts in a test, whose sides a reason shows."""
    found = [
        part
        for part in parts_of(rule.node)
        if part.op in COMPARED and part.value.is_amount  # type: ignore[attr-defined]
    ]
    inside_members = any(
        part.op in {"any", "count", "sum", "largest", "sum_largest"} for part in parts_of(rule.node)
    )
    return found[0] if len(found) == 1 and not inside_members else None


def test_of(graph: Graph, code: str) -> Test:
    """What a test says, with its sources; a plain fact is a test of itself."""
    rule = graph.rules.get(code)
    if rule is None:
        fact = graph.texts.facts[code]
        level = PERSON if fact.entity == PERSON else "unit"
        return Test(code, fact.about, "", level, "", None, ())
    comparison = comparison_of(rule)
    cited = tuple(_cited(graph, name) for name in _parameters_behind(graph, rule, comparison))
    since = rule.source.since if rule.source.since > date.min else None
    unit = str(comparison.value) if comparison else ""
    return Test(code, rule.source.about, rule.source.cites, rule.level, unit, since, cited)


def _parameters_behind(graph: Graph, rule: Rule, comparison: Node | None) -> list[str]:
    """The parameters in a test itself; where there is none, those of the rules it compares with."""
    nodes = parts_of(comparison or rule.node)
    names = [str(part.value) for part in nodes if part.value in graph.values]
    if not names:
        names = [
            read
            for part in nodes
            if part.op == "name" and part.value in graph.rules
            for read in graph.rules[str(part.value)].reads
            if read in graph.values
        ]
    return list(dict.fromkeys(names))


def _cited(graph: Graph, name: str) -> Cited:
    value = graph.values[name]
    return Cited(
        name, graph.texts.parameters[name].about, value.since, value.source, value.read, value.recorded_by
    )
