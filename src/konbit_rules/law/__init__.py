"""The law itself, one folder a program, and the way to load it for a day.

`load_law(day)` reads every folder once, picks what is in force and compiles it. A folder holds program.md (plain words),
parameters.yaml (dated figures with their sources), rules.py and cases/*.yaml; a change of law touches one folder.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from konbit_rules.engine.bounds import Bounds
from konbit_rules.engine.explained import Explained
from konbit_rules.engine.graph import Graph, Texts, graph_on, read_texts
from konbit_rules.engine.reasons import Clause, Test, clause_of, comparison_of, test_of
from konbit_rules.engine.source import ProgramSource
from konbit_rules.parameters.errors import LawError

if TYPE_CHECKING:
    from konbit_rules.engine.arrays import Arrays

HERE = Path(__file__).parent
# The packs that a household's state brings along; federal law goes with each.
STATES = {"MS": "mississippi"}


@dataclass(slots=True)
class Law:
    """The law of one day, ready to run."""

    day: date
    graph: Graph
    clauses: dict[str, Clause]  # program -> its answer as a tree of tests
    codes: dict[str, tuple[str, ...]]  # program -> its tests, each once
    tests: dict[str, Test]
    facts_as_tests: tuple[str, ...]
    defaults: dict[str, object]
    has_steps: bool
    explained: Explained
    bounds: Bounds
    _arrays: "dict[tuple[str, ...], Arrays]" = field(default_factory=dict)

    @property
    def programs(self) -> tuple[ProgramSource, ...]:
        """The programs whose law is loaded on this day."""
        return self.graph.programs

    @property
    def version(self) -> str:
        """A short mark of the texts the law was read from."""
        return self.graph.texts.version

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the law was read."""
        return self.graph.texts.folders

    def arrays(self, wanted: Iterable[str]) -> "Arrays":
        """The law over columns for these rules; compiled once."""
        from konbit_rules.engine.arrays import Arrays  # noqa: PLC0415 - one household needs no numpy, which is slow to load

        names = tuple(wanted)
        if names not in self._arrays:
            self._arrays[names] = Arrays(self.graph, names)
        return self._arrays[names]


def program_folders(roots: Iterable[Path]) -> tuple[Path, ...]:
    """Every folder of law below these roots, in a stable order."""
    found = {
        path.parent for root in roots for word in ("rules.py", "parameters.yaml") for path in root.rglob(word)
    }
    return tuple(sorted(found))


@cache
def folders_of_state(state: str = "MS") -> tuple[Path, ...]:
    """Federal law and a state's own.

    Raises:
        LawError: the state's law is not among those here.
    """
    if state not in STATES:
        raise LawError(f"the law of {state} is not loaded; loaded is that of {', '.join(STATES)}")
    return program_folders([HERE / "federal", HERE / STATES[state]])


def load_law(day: date, folders: tuple[Path, ...] | None = None, state: str = "MS") -> Law:
    """The law of a day, from the given folders or else the federal ones and a state's.

    Raises:
        LawError: a file of law is broken (it names file and line), or no law is loaded for that day or state.
    """
    return _compiled(day, folders or folders_of_state(state))


@cache
def _texts(folders: tuple[Path, ...]) -> Texts:
    return read_texts(folders)


@cache
def _compiled(day: date, folders: tuple[Path, ...]) -> Law:
    graph = graph_on(_texts(folders), day)
    clauses = {
        program.code: clause_of(graph, program.eligible) for program in graph.programs if program.eligible
    }
    codes = {program: tuple(dict.fromkeys(clause.tests())) for program, clause in clauses.items()}
    steps = [step for program in graph.programs for step in program.steps]
    tests = {
        code: test_of(graph, code) for code in [*steps, *(code for tests in codes.values() for code in tests)]
    }
    compared = {
        code: node
        for code in tests
        if code in graph.rules
        and not graph.rules[code].source.procedural
        and (node := comparison_of(graph.rules[code]))
    }
    return Law(
        day=graph.day,
        graph=graph,
        clauses=clauses,
        codes=codes,
        tests=tests,
        facts_as_tests=tuple(code for code in tests if code not in graph.rules),
        defaults={fact.name: fact.default for fact in graph.texts.facts.values() if fact.default is not None},
        has_steps=any(rule.source.procedural for rule in graph.rules.values()),
        explained=Explained(graph, compared),
        bounds=Bounds(graph),
    )
