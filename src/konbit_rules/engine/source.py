"""Reads a file of law as text: its rules, its programs, and nothing else. No law file is ever run."""

import ast
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from konbit_rules.parameters.errors import LawError

ENTITIES = ("person", "household", "tax_unit", "snap_unit", "assistance_unit", "child_care_family")
LANGUAGE = "konbit_rules.engine.language"
BITES = ("at_once", "next_report", "end_of_period", "tax_return")
RULE_WORDS = {"unit", "entity", "cites", "about", "since", "until", "procedural"}
PROGRAM_WORDS = {
    "code", "title", "entity", "eligible", "amount", "receives", "holds", "steps", "availability",
    "guaranteed", "bites", "bites_cites", "bites_while_eligible", "bites_while_eligible_cites", "owed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleSource:
    """One version of one rule, as written."""

    name: str
    unit: str
    entity: str
    cites: str
    about: str
    since: date
    until: date
    procedural: bool
    reads: tuple[str, ...]
    body: list[ast.stmt]
    path: Path
    line: int

    @property
    def where(self) -> str:
        """File and line, for whoever has to mend it."""
        return f"{self.path}:{self.line}"

    def is_in_force(self, day: date) -> bool:
        """Whether this version is the law of that day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class ProgramSource:
    """What a folder's rules answer for a family, as written in `program(...)`."""

    code: str
    title: str
    entity: str
    path: Path
    line: int
    eligible: str = ""
    amount: str = ""
    receives: str = ""
    holds: str = ""
    steps: tuple[str, ...] = ()
    availability: str = ""
    guaranteed: bool = True
    owed: bool = False
    bites: str = "at_once"
    bites_cites: str = ""
    bites_while_eligible: str = ""  # where a smaller amount waits longer than the end of help does
    bites_while_eligible_cites: str = ""

    @property
    def where(self) -> str:
        """File and line, for whoever has to mend it."""
        return f"{self.path}:{self.line}"


@dataclass(slots=True)
class FileOfLaw:
    """What one file says."""

    rules: list[RuleSource] = field(default_factory=list)
    programs: list[ProgramSource] = field(default_factory=list)


def read_file(path: Path) -> FileOfLaw:
    """Every rule and program of one file.

    Raises:
        LawError: the file holds something that is not law, with its line.
    """
    try:
        tree = ast.parse(path.read_bytes(), filename=str(path))
    except OSError as fault:
        raise LawError(f"cannot be read: {fault.strerror}", str(path)) from None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        line = getattr(fault, "lineno", None) or 1
        raise LawError("this is not Python that can be read", f"{path}:{line}") from fault
    found = FileOfLaw()
    for position, statement in enumerate(tree.body):
        where = f"{path}:{statement.lineno}"
        match statement:
            case ast.Expr(value=ast.Constant(value=str())) if position == 0:
                continue
            case ast.ImportFrom(module=module) if module == LANGUAGE:
                continue
            case ast.Expr(value=ast.Call(func=ast.Name(id="program"), args=[], keywords=said)):
                found.programs.append(
                    _program(_constants(said, PROGRAM_WORDS, where), path, statement.lineno)
                )
            case ast.FunctionDef(decorator_list=[ast.Call(func=ast.Name(id="rule"), args=[], keywords=said)]):
                found.rules.append(_rule(statement, _constants(said, RULE_WORDS, where), path))
            case _:
                raise LawError(
                    "a file of law holds rules (functions marked @rule(...)), program(...) and the import of their words, "
                    "nothing else",
                    where,
                )
    return found


def _constants(said: list[ast.keyword], known: set[str], where: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for word in said:
        if word.arg not in known:
            raise LawError(f"{word.arg} is not a word here; known are {', '.join(sorted(known))}", where)
        if word.arg in found:
            raise LawError(f"{word.arg} stands twice", where)
        try:
            found[word.arg] = ast.literal_eval(word.value)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            raise LawError(f"{word.arg} must be written out, not computed", where) from None
    return found


def _text(said: dict[str, object], word: str, where: str) -> str:
    value = said.get(word)
    if not isinstance(value, str) or not value.strip():
        raise LawError(f"{word} is missing or empty", where)
    return value


def _program(said: dict[str, object], path: Path, line: int) -> ProgramSource:
    where = f"{path}:{line}"
    for word in ("code", "title", "entity"):
        _text(said, word, where)
    if said["entity"] not in ENTITIES:
        raise LawError(f"entity {said['entity']} is none of {', '.join(ENTITIES)}", where)
    for word in ("bites", "bites_while_eligible"):
        if said.get(word, BITES[0]) not in BITES:
            raise LawError(f"{word} {said[word]} is none of {', '.join(BITES)}", where)
    if not said.get("eligible") and not said.get("amount"):
        raise LawError("a program answers with eligible, amount or both", where)
    for word, value in said.items():
        if word in {"guaranteed", "owed"}:
            _yes_or_no(said, word, where)
        elif word != "steps":
            _text(said, word, where)
        elif not isinstance(value, tuple) or not all(isinstance(step, str) for step in value):
            raise LawError('steps is a tuple of rules, such as ("interview_done",)', where)
    return ProgramSource(path=path, line=line, **said)  # type: ignore[arg-type]


def _yes_or_no(said: dict[str, object], word: str, where: str) -> bool:
    value = said.get(word, False)
    if not isinstance(value, bool):
        raise LawError(f"{word} is True or False", where)
    return value


def _rule(function: ast.FunctionDef, said: dict[str, object], path: Path) -> RuleSource:
    where = f"{path}:{function.lineno}"
    arguments = function.args
    others = (arguments.posonlyargs, arguments.kwonlyargs, arguments.defaults, arguments.kw_defaults)
    if any(others) or arguments.vararg or arguments.kwarg:
        raise LawError(f"{function.name}: a rule's arguments are plain names", where)
    names = [argument.arg for argument in arguments.args]
    if len(set(names)) < len(names):
        raise LawError(f"{function.name}: an argument stands twice", where)
    since, until = _day(said.get("since"), date.min, where), _day(said.get("until"), date.max, where)
    if until < since:
        raise LawError(f"{function.name} ends before it begins", where)
    entity = _text(said, "entity", where)
    if entity not in ENTITIES:
        raise LawError(f"{function.name}: entity {entity} is none of {', '.join(ENTITIES)}", where)
    return RuleSource(
        name=function.name,
        unit=_text(said, "unit", where),
        entity=entity,
        cites=_text(said, "cites", where),
        about=_text(said, "about", where),
        since=since,
        until=until,
        procedural=_yes_or_no(said, "procedural", where),
        reads=tuple(names),
        body=function.body,
        path=path,
        line=function.lineno,
    )


def _day(said: object, otherwise: date, where: str) -> date:
    if said is None:
        return otherwise
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        raise LawError(f"{said} is not a day such as 2023-05-15", where) from None
