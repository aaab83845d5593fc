"""The casebook: families worked by hand from the law, held against what the rules answer.

Each program folder has its cases in cases/*.yaml: a family, a day, what is expected, and the arithmetic. A case's source
counts as read when the source of every figure that its expected answers rest on was read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from konbit_rules.engine.spans import is_settled
from konbit_rules.households.household import Household, HouseholdError
from konbit_rules.households.lined_yaml import LinedDict, LinedError, LinedList, line_of, read_lined, text_of
from konbit_rules.households.reading import household_of
from konbit_rules.law import Law, folders_of_state, load_law
from konbit_rules.parameters.errors import LawError
from konbit_rules.screening import Amount, Answer, screen, values_of

HALF_A_CENT = 0.005
NEAR = 1e-4  # for rates and shares, which have no cents
DUST = 1e-9
CASE_WORDS = ("name", "as_of", "household", "expect", "values", "arithmetic", "sources")
NEEDED = ("name", "as_of", "household", "arithmetic", "sources")
EXPECT_WORDS = ("answer", "answers", "amount", "amounts")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that does not agree, or cannot be worked: where it stands, what was expected and what came."""

    where: str
    name: str
    what: tuple[str, ...]
    arithmetic: str = ""

    def __str__(self) -> str:
        """All of it, to read."""
        worked = [f"    | {line}" for line in self.arithmetic.strip().splitlines()]
        return "\n".join([f"{self.where}: {self.name}", *(f"    {one}" for one in self.what), *worked])


@dataclass(slots=True)
class ProgramCases:
    """How the cases of one program's folder came out."""

    cases: int = 0
    passed: int = 0
    sources_read: int = 0

    @property
    def sources_not_read(self) -> int:
        """Cases that rest on a figure whose source was not read."""
        return self.cases - self.sources_read


@dataclass(slots=True)
class Report:
    """How the whole casebook came out, by program (by folder, where a folder answers no program)."""

    programs: dict[str, ProgramCases] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether everything agreed."""
        return not self.failures

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return sum(program.cases for program in self.programs.values())


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it stands in its file."""

    data: LinedDict
    path: Path
    line: int

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.path}:{self.line}"

    @property
    def name(self) -> str:
        """What the case is called."""
        return str(self.data.get("name", "a case without a name"))


class CaseError(Exception):
    """A case that is not written as a case is."""


def check(folders: tuple[Path, ...] | None = None) -> Report:
    """Work every case of these folders of law, or of all of ours.

    Raises:
        LawError: a file of the law is broken.
    """
    folders = folders or folders_of_state()
    report = Report()
    for folder in folders:
        cases, broken = read_cases(folder)
        if not cases and not broken:
            continue
        program, counted = folder.name, ProgramCases()
        failures = list(broken)
        for case in cases:
            law, failure = work(case, folders)
            counted.cases += 1
            counted.passed += failure is None
            if failure:
                failures.append(failure)
            if law:
                counted.sources_read += _sources_read(case, law)
                program = _code(folder, law)
        report.programs[program] = counted
        report.failures += failures
    return report


def read_cases(folder: Path) -> tuple[list[Case], list[Failure]]:
    """The cases of a program's folder, and the files that hold none."""
    cases: list[Case] = []
    broken: list[Failure] = []
    for path in sorted(folder.glob("cases/*.yaml")):
        try:
            data = read_lined(text_of(path.read_bytes()))
        except LinedError as error:
            broken.append(Failure(f"{path}:{error.line}", "the file cannot be read", (error.what,)))
            continue
        if not isinstance(data, LinedList):
            broken.append(Failure(f"{path}:1", "the file is no list of cases", ()))
            continue
        for place, entry in enumerate(data):
            if isinstance(entry, LinedDict):
                cases.append(Case(entry, path, line_of(data, place)))
            else:
                broken.append(Failure(f"{path}:{line_of(data, place)}", "a case is due here", ()))
    return cases, broken


def work(case: Case, folders: tuple[Path, ...] | None = None) -> tuple[Law | None, Failure | None]:
    """The law that a case was worked with, and how it failed if it did.

    Raises:
        LawError: a file of the law is broken.
    """
    law = None
    try:
        day = _checked(case)
        household = household_of(case.data["household"], str(case.path))
        law = load_law(day, folders)
        what = _differences(case, household, day, law)
    except (CaseError, HouseholdError) as error:
        what = [str(error)]
    except LawError as error:
        if error.where:
            raise
        what = [str(error)]
    if not what:
        return law, None
    return law, Failure(case.where, case.name, tuple(what), str(case.data.get("arithmetic", "")))


def _checked(case: Case) -> date:
    """The day of a case that is written as one is."""
    data = case.data
    for word in data:
        if word not in CASE_WORDS:
            raise CaseError(f"{word} is not known here; known are {', '.join(CASE_WORDS)}")
    for word in NEEDED:
        if not data.get(word):
            raise CaseError(f"{word} is missing")
    if not data.get("expect") and not data.get("values"):
        raise CaseError("expect is missing")
    for word in ("expect", "values", "household"):
        if not isinstance(data.get(word, {}), dict):
            raise CaseError(f"{word} is lines of 'word: value'")
    try:
        return date.fromisoformat(str(data["as_of"]))
    except ValueError:
        raise CaseError(f"{data['as_of']} is no day such as 2026-06-15") from None


def _differences(case: Case, household: Household, day: date, law: Law) -> list[str]:
    found: list[str] = []
    if expected := case.data.get("expect"):
        answers = screen(household, day, law).answers
        for code, wanted in expected.items():
            if code not in answers:
                found.append(f"{code}: no such program on {day}; there are {', '.join(answers)}")
            elif (
                not isinstance(wanted, dict) or not wanted or any(word not in EXPECT_WORDS for word in wanted)
            ):
                found.append(f"{code}: expected is one or more of {', '.join(EXPECT_WORDS)}")
            else:
                found += _answer_differences(answers[code], wanted)
    if expected := case.data.get("values"):
        values = values_of(household, day, law)
        for name, wanted in expected.items():
            if name not in values:
                found.append(f"{name}: no such rule on {day}")
            elif not _agree(wanted, values[name], _nearness(law, name)):
                found.append(f"{name}: expected {_shown(wanted)}, got {_shown(values[name])}")
    return found


def _answer_differences(answer: Answer, wanted: Mapping[str, Any]) -> list[str]:
    got = {
        "answer": answer.answer,
        "amount": answer.amount,
        "answers": [person.answer for person in answer.persons],
        "amounts": [person.amount for person in answer.persons],
    }
    found = [
        f"{answer.code} {word}: expected {_shown(expected)}, got {_shown(got[word])}"
        for word, expected in wanted.items()
        if not _agree(expected, got[word], HALF_A_CENT)
    ]
    if found and answer.fault:
        found.append(f"{answer.code}: {answer.fault} could not be worked out")
    return found


def _nearness(law: Law, name: str) -> float:
    """How near two values are the same: half a cent, and less for what is not money."""
    return HALF_A_CENT if law.graph.rules[name].unit.kind == "money" else NEAR


def _agree(expected: Any, got: Any, near: float) -> bool:
    if isinstance(expected, list):
        return (
            isinstance(got, list)
            and len(got) == len(expected)
            and all(_agree(one, other, near) for one, other in zip(expected, got, strict=True))
        )
    if isinstance(got, Amount):
        if isinstance(expected, dict):  # {lowest: 0, highest: 412}
            return _agree(expected.get("lowest"), got.lowest, near) and _agree(
                expected.get("highest"), got.highest, near
            )
        if got.highest - got.lowest > near:
            return bool(expected == UNKNOWN)
        got = got.lowest
    if expected == UNKNOWN:
        return got is None or not is_settled(got)
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return abs(expected - got) <= near + DUST
    return bool(expected == got)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Amount):
        settled = value.highest - value.lowest <= DUST
        return _shown(value.lowest) if settled else f"{value.lowest:,.2f} to {value.highest:,.2f}"
    if isinstance(value, int | float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return "nothing" if value is None else str(value)


def _sources_read(case: Case, law: Law) -> bool:
    expected: Iterable[str] = case.data.get("expect") or ()
    rules = {
        name
        for program in law.programs
        if program.code in expected
        for name in (program.eligible, program.amount)
    }
    rules |= set(case.data.get("values") or ())
    names = frozenset().union(*(law.graph.upstream(name) for name in rules if name))
    return all(law.graph.values[name].read for name in names if name in law.graph.values)


def _code(folder: Path, law: Law) -> str:
    codes = (program.code for program in law.graph.texts.programs if program.path.parent == folder)
    return next(codes, folder.name)
