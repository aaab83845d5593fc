"""A rule's body as a tree of typed operations: the one form that every way of running the law is made from."""

from dataclasses import dataclass

from konbit_rules.engine.units import Unit

PERSON, UNIT = "person", "unit"


@dataclass(slots=True, eq=False, frozen=True)
class Node:
    """One operation. `op` is constant, name, a sign of arithmetic or comparison, or a word of the language."""

    op: str
    unit: Unit
    level: str = UNIT
    args: tuple["Node", ...] = ()
    value: object = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for: its unit, whether one value a person or a household, and how it is looked up."""

    unit: Unit
    level: str = UNIT
    keys: tuple[Unit, ...] = ()  # a table's keys
    of: Unit | None = None  # a schedule's measure


def parts_of(node: Node) -> list[Node]:
    """Every node of a tree once, parts before the whole."""
    seen: dict[int, Node] = {}

    def visit(at: Node) -> None:
        if id(at) in seen:
            return
        for part in at.args:
            visit(part)
        seen[id(at)] = at

    visit(node)
    return list(seen.values())
