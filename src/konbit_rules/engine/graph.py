"""The law of one day as a graph: which rules are in force, what each reads, and in what order they can be worked out."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from konbit_rules.engine.body import BodyReader
from konbit_rules.engine.nodes import PERSON, UNIT, Known, Node, parts_of
from konbit_rules.engine.source import ProgramSource, RuleSource, read_file
from konbit_rules.engine.units import BOOL, NUMBER, PAY_PERIOD, Unit
from konbit_rules.households.facts import FACTS, Fact
from konbit_rules.parameters.errors import LawError
from konbit_rules.parameters.reading import DatedValue, Parameter, Table, read_parameters

MEMBERSHIP = {
    "household": "",
    "tax_unit": "in_tax_unit",
    "snap_unit": "in_snap_unit",
    "assistance_unit": "in_assistance_unit",
    "child_care_family": "in_child_care_family",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in force: its words and its body as a typed tree."""

    source: RuleSource
    unit: Unit
    level: str
    node: Node
    reads: tuple[str, ...]  # rules, facts and parameters, the membership of its unit included

    @property
    def name(self) -> str:
        """The stable code of the rule."""
        return self.source.name


@dataclass(slots=True)
class Texts:
    """All the files of law, read once and good for every day."""

    folders: tuple[Path, ...]
    rules: dict[str, list[RuleSource]] = field(default_factory=dict)
    programs: list[ProgramSource] = field(default_factory=list)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=lambda: {fact.name: fact for fact in FACTS})
    version: str = ""


@dataclass(slots=True)
class Graph:
    """The law of one day. `rules` stand in an order in which each comes after all that it reads."""

    day: date
    texts: Texts
    rules: dict[str, Rule]
    values: dict[str, DatedValue]
    programs: tuple[ProgramSource, ...]
    not_loaded: dict[str, date]  # program -> the first day whose law is loaded
    keys: dict[str, tuple[Unit, ...]]  # what each table is looked up by

    def upstream(self, name: str) -> frozenset[str]:
        """Everything that a rule rests on, itself included."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.rules[one].reads if one in self.rules else ()
        return frozenset(found)


def read_texts(folders: Iterable[Path]) -> Texts:
    """Every rule, program and parameter in these program folders.

    Raises:
        LawError: a file that cannot be used, or one name for two things.
    """
    texts = Texts(folders=tuple(folders))
    fingerprint = hashlib.sha256()
    for folder in texts.folders:
        for path in sorted(folder.glob("*.py")):
            fingerprint.update(_bytes_of(path))
            if path.name != "__init__.py":
                _add_rules(texts, path)
        path = folder / "parameters.yaml"
        if path.exists():
            fingerprint.update(_bytes_of(path))
            for name, parameter in read_parameters(path).items():
                _new_name(texts, name, f"{path}:{parameter.line}")
                texts.parameters[name] = parameter
    texts.version = fingerprint.hexdigest()[:12]
    return texts


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise LawError(f"cannot be read: {fault.strerror}", str(path)) from None


def _add_rules(texts: Texts, path: Path) -> None:
    found = read_file(path)
    for rule in found.rules:
        versions = texts.rules.get(rule.name)
        if versions is None:
            _new_name(texts, rule.name, rule.where)
            texts.rules[rule.name] = versions = []
        for other in versions:
            if rule.since <= other.until and other.since <= rule.until:
                raise LawError(
                    f"{rule.name} has another version in force at the same time ({other.where})", rule.where
                )
            if (other.unit, other.entity) != (rule.unit, rule.entity):
                raise LawError(
                    f"{rule.name} has another unit or entity in its other version ({other.where})", rule.where
                )
        versions.append(rule)
    for program in found.programs:
        if any(program.code == other.code for other in texts.programs):
            raise LawError(f"program {program.code} stands twice", program.where)
        texts.programs.append(program)


def _new_name(texts: Texts, name: str, where: str) -> None:
    if name in texts.facts or name in texts.parameters or name in texts.rules:
        raise LawError(f"{name} is the name of two things", where)


def graph_on(texts: Texts, day: date) -> Graph:
    """The law of a day.

    Raises:
        LawError: a rule reads a name that does not exist, goes in a circle, or breaks a unit; or no program's law
            is loaded for that day (it names the first day that has one).
    """
    in_force = {
        name: rule for name, versions in texts.rules.items() for rule in versions if rule.is_in_force(day)
    }
    values = {name: value for name, parameter in texts.parameters.items() if (value := parameter.on(day))}
    reads = {name: _reads(texts, rule) for name, rule in in_force.items()}
    order = _order(texts, reads, values)
    known = _known_names(texts)
    _keep_steps_apart(in_force, order)
    rules = {name: _rule(in_force[name], reads[name], known, values) for name in order}
    keys = {name: known[name].keys for name in texts.parameters}
    graph = Graph(day, texts, rules, values, (), {}, keys)
    loaded = []
    for program in texts.programs:
        if all(name in rules for name in _answers_of(program, texts)):
            _check_answers(program, rules)
            loaded.append(program)
        else:
            graph.not_loaded[program.code] = _first_day(texts, program)
    graph.programs = tuple(loaded)
    if not loaded:
        first = min(graph.not_loaded.values(), default=None)
        raise LawError(
            f"no law is loaded for {day}" + (f"; the first day with any is {first}" if first else "")
        )
    return graph


def _check_answers(program: ProgramSource, rules: Mapping[str, Rule]) -> None:
    """A program answers with a yes or no, and with an amount, of what it is a program of."""
    level = PERSON if program.entity == PERSON else UNIT
    for name in (program.eligible, program.amount):
        if name and rules[name].level != level:
            raise LawError(
                f"{program.code} is a program of a {level}, but {name} is not a rule of one", program.where
            )
    for name in (program.eligible, program.holds, *program.steps):
        if name and rules[name].unit != BOOL:
            raise LawError(
                f"{program.code} asks {name} for yes or no, but it answers {rules[name].unit}", program.where
            )
    if program.amount and not rules[program.amount].unit.is_amount:
        raise LawError(
            f"{program.code} asks {program.amount} for an amount, but it answers yes or no", program.where
        )


def _answers_of(program: ProgramSource, texts: Texts) -> list[str]:
    names = [name for name in (program.eligible, program.amount, program.holds, *program.steps) if name]
    for name in names:
        if name not in texts.rules:
            raise LawError(f"{program.code} answers with {name}, which is no rule", program.where)
    for name, there in ((program.receives, texts.facts), (program.availability, texts.parameters)):
        if name and name not in there:
            raise LawError(f"{program.code} names {name}, which does not exist", program.where)
    return names


def _reads(texts: Texts, rule: RuleSource) -> tuple[str, ...]:
    for name in rule.reads:
        if name not in texts.rules and name not in texts.facts and name not in texts.parameters:
            raise LawError(f"{rule.name} reads {name}, which is no rule, fact or parameter", rule.where)
    membership = MEMBERSHIP.get(rule.entity, "")
    return (*rule.reads, membership) if membership and membership not in rule.reads else rule.reads


def _order(texts: Texts, reads: Mapping[str, tuple[str, ...]], values: Mapping[str, DatedValue]) -> list[str]:
    """Rules whose every leaf has a value on the day, each after what it reads."""
    loaded: dict[str, bool] = {}
    order: list[str] = []

    def visit(name: str, above: tuple[str, ...]) -> bool:
        if name in above:
            circle = " -> ".join((*above[above.index(name) :], name))
            raise LawError(f"rules go in a circle: {circle}", texts.rules[name][0].where)
        if name not in loaded:
            if name in texts.rules:
                parts = [visit(part, (*above, name)) for part in reads[name]] if name in reads else [False]
                loaded[name] = all(parts)
                if loaded[name]:
                    order.append(name)
            else:
                loaded[name] = name in texts.facts or name in values
        return loaded[name]

    for name in reads:
        visit(name, ())
    return order


def _keep_steps_apart(in_force: Mapping[str, RuleSource], order: list[str]) -> None:
    """A step with an agency changes no other rule: programs name it in `steps`."""
    steps = {name for name in order if in_force[name].procedural}
    for name in order:
        step = next((read for read in in_force[name].reads if read in steps), None)
        if step and name not in steps:
            raise LawError(
                f"{name} reads the step {step}; a program names it in its steps instead", in_force[name].where
            )


def _known_names(texts: Texts) -> dict[str, Known]:
    known = {
        fact.name: Known(Unit.read(fact.unit, fact.choices), PERSON if fact.entity == PERSON else UNIT)
        for fact in texts.facts.values()
    }
    choices = {unit.options: unit for item in known.values() if (unit := item.unit).kind == "choice"}
    for name, versions in texts.rules.items():
        unit = _unit_of(versions[0].unit, versions[0].where)
        if unit.kind in {"pay", "conversion"}:
            raise LawError(f"{unit} is not a unit that a rule answers with", versions[0].where)
        known[name] = Known(unit, PERSON if versions[0].entity == PERSON else UNIT)
        if unit.kind == "choice":
            choices[unit.options] = unit
    for parameter in texts.parameters.values():
        if parameter.unit.startswith("choice:"):
            unit = Unit.read(parameter.unit)
            choices.setdefault(unit.options, unit)
    for name, parameter in texts.parameters.items():
        where = f"{parameter.path}:{parameter.line}"
        of = _unit_of(parameter.of, where) if parameter.of else None
        known[name] = Known(_unit_of(parameter.unit, where), UNIT, _keys_of(parameter, choices, where), of)
    return known


def _unit_of(text: str, where: str) -> Unit:
    try:
        return Unit.read(text)
    except ValueError:
        raise LawError(f"{text} is not a unit", where) from None


def _keys_of(parameter: Parameter, choices: Mapping[tuple[str, ...], Unit], where: str) -> tuple[Unit, ...]:
    """What each key of a table is: a whole number, or the choice whose words the rows stand under."""
    found: list[Unit] = []
    tables = [dated.value for dated in parameter.values]
    for key in parameter.by:
        words = {word for table in tables if isinstance(table, Table) for word in table.rows}
        if len({isinstance(word, int) for word in words}) > 1:
            raise LawError(f"{parameter.name}: its keys by {key} are now whole numbers, now words", where)
        if all(isinstance(word, int) for word in words):
            found.append(NUMBER)
        elif set(PAY_PERIOD.options) == words:
            found.append(PAY_PERIOD)
        else:
            fitting = [unit for options, unit in choices.items() if words == set(options)]
            wider = [unit for options, unit in choices.items() if words < set(options)]
            if not fitting and not wider:
                raise LawError(
                    f"{parameter.name}: no fact or rule chooses among {', '.join(map(str, words))}", where
                )
            found.append((fitting or wider)[0])
        tables = [inner for table in tables if isinstance(table, Table) for inner in table.rows.values()]
    return tuple(found)


def _rule(
    source: RuleSource,
    reads: tuple[str, ...],
    known: Mapping[str, Known],
    parameters: Mapping[str, DatedValue],
) -> Rule:
    level = PERSON if source.entity == PERSON else UNIT
    membership = MEMBERSHIP.get(source.entity, "")
    reader = BodyReader(
        names={name: known[name] for name in source.reads},
        parameters=parameters,
        is_person=level == PERSON,
        membership=Node("name", BOOL, PERSON, value=membership) if membership else None,
        where=lambda line: f"{source.path}:{line or source.line}",
    )
    node = reader.read(source.body)
    unit = _unit_of(source.unit, source.where)
    fits = node.unit == unit or (node.unit.period == "zero" and unit.is_amount)
    if unit.kind == "choice":
        fits = node.unit.kind == "choice" and set(node.unit.options) <= set(unit.options)
    if not fits:
        raise LawError(f"{source.name} answers with {node.unit}, but its unit is {unit}", source.where)
    used = {part.value for part in parts_of(node)}
    idle = [name for name in source.reads if name not in used]
    if idle:
        raise LawError(f"{source.name} never uses its argument {', '.join(idle)}", source.where)
    return Rule(source, unit, level, node, reads)


def _first_day(texts: Texts, program: ProgramSource) -> date:
    """The first day on which everything that a program rests on has a value."""
    first, seen = date.min, set()
    waiting = [name for name in (program.eligible, program.amount, program.holds, *program.steps) if name]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in texts.parameters:
            first = max(first, texts.parameters[name].values[0].since)
        elif name in texts.rules:
            first = max(first, min(rule.since for rule in texts.rules[name]))
            waiting += [read for rule in texts.rules[name][:1] for read in _reads(texts, rule)]
    return first
