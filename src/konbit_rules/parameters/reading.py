"""Reads parameters.yaml: every figure with its unit, its day and its source, or a complaint with file and line.

The form is explained in docs/explanation/rules-engine.md. Nothing is guessed: an unknown word, a gap in a table or a
value without a source is an error of the law's text.
"""

import itertools
import keyword
import math
import re
from datetime import date
from pathlib import Path
from typing import Any, Never

from konbit_rules.households.facts import FACTS, PAY_PERIODS
from konbit_rules.households.lined_yaml import LinedDict, LinedError, LinedList, line_of, read_lined, text_of
from konbit_rules.parameters.errors import LawError
from konbit_rules.parameters.parameter import DatedValue, Parameter, Scalar, Schedule, Table, Value

__all__ = ["DatedValue", "Parameter", "Schedule", "Table", "read_parameters"]

AMOUNTS = (
    "number",
    "rate",
    "money",
    "money/week",
    "money/month",
    "money/year",
    "conversion/month",
    "conversion/year",
)
NEVER_NEGATIVE = ("money", "conversion")
EDGES = ("from", "above")
_PARAMETER_WORDS = {"about", "unit", "of", "by", "edge", "values"}
_VALUE_WORDS = {"value", "source", "recorded_by", "read"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FRACTION = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*/\s*([0-9]+(?:\.[0-9]+)?)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CHOICES = {fact.name: fact.choices for fact in FACTS if fact.choices} | {"pay_period": PAY_PERIODS}


def read_parameters(path: Path | str) -> dict[str, Parameter]:
    """The parameters of one file, by name.

    Raises:
        LawError: the file cannot be read, or says something that a figure of law may not leave out or get wrong.
    """
    try:
        data = read_lined(text_of(Path(path).read_bytes()))
    except OSError as error:
        raise LawError(f"cannot be read: {error.strerror}", str(path)) from None
    except LinedError as error:
        raise LawError(error.what, f"{path}:{error.line}") from None
    if data is None:
        return {}
    return _File(str(path)).parameters(data)


class _File:
    """One parameters.yaml while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.recorded_by: str | None = None

    def wrong(self, what: str, data: object, key: object = None) -> Never:
        raise LawError(what, f"{self.path}:{line_of(data, key) or 1}")

    def parameters(self, data: Any) -> dict[str, Parameter]:
        if not isinstance(data, LinedDict):
            self.wrong("the file names parameters, each with about, unit and values", data)
        if "recorded_by" in data:
            self.recorded_by = self.text(data, "recorded_by")
        return {name: self.parameter(data, name) for name in data if name != "recorded_by"}

    def parameter(self, data: LinedDict, name: Any) -> Parameter:
        if not isinstance(name, str) or not _NAME.fullmatch(name) or keyword.iskeyword(name):
            self.wrong(f"{name} is no name for a parameter: small letters, digits and _", data, name)
        said = data[name]
        if not isinstance(said, LinedDict):
            self.wrong(f"{name} needs about, unit and values", data, name)
        self.known_words(said, _PARAMETER_WORDS, name)
        unit = self.unit(said, "unit", name)
        schedule_of = self.unit(said, "of", name) if "of" in said else None
        if schedule_of is not None and schedule_of not in AMOUNTS:
            self.wrong(f"{name}: a schedule is applied to an amount, not to {schedule_of}", said, "of")
        edge = said.get("edge", EDGES[0])
        if edge not in EDGES or ("edge" in said and schedule_of is None):
            self.wrong(f"{name}: edge is 'from' or 'above', and only of a schedule (with 'of')", said, "edge")
        by = self.keys_named(said, name)
        leaf = _Leaf(self, name, unit, schedule_of, by)
        return Parameter(
            name=name,
            about=self.text(said, "about", name),
            unit=unit,
            of=schedule_of,
            by=by,
            edge=edge,
            values=self.values(said, name, leaf),
            path=self.path,
            line=line_of(data, name),
        )

    def known_words(self, data: LinedDict, words: set[str], name: str) -> None:
        for word in data:
            if word not in words:
                self.wrong(
                    f"{name}: {word!s} is not known here; known are {', '.join(sorted(words))}", data, word
                )

    def text(self, data: LinedDict, key: str, name: str = "") -> str:
        prefix = f"{name}: " if name else ""
        if key not in data:
            self.wrong(f"{prefix}{key} is missing", data)
        if not isinstance(said := data[key], str) or not said.strip():
            self.wrong(f"{prefix}{key} is text", data, key)
        return " ".join(said.split())

    def unit(self, data: LinedDict, key: str, name: str) -> str:
        unit = self.text(data, key, name)
        options = unit.removeprefix("choice:").split("|") if unit.startswith("choice:") else []
        good_options = len(set(options)) == len(options) > 1 and all(
            _NAME.fullmatch(option) for option in options
        )
        if unit != "bool" and unit not in AMOUNTS and not good_options:
            self.wrong(
                f"{name}: {unit} is no unit; units are bool, choice:a|b, {', '.join(AMOUNTS)}", data, key
            )
        return unit

    def keys_named(self, data: LinedDict, name: str) -> tuple[str, ...]:
        said = data.get("by", [])
        by = tuple(said) if isinstance(said, list) else (said,)
        if not all(isinstance(key, str) and _NAME.fullmatch(key) for key in by) or ("by" in data and not by):
            self.wrong(f"{name}: by names what the table's keys are, such as size", data, "by")
        return by

    def values(self, data: LinedDict, name: str, leaf: "_Leaf") -> tuple[DatedValue, ...]:
        by_day = data.get("values")
        if not isinstance(by_day, LinedDict) or not by_day:
            self.wrong(f"{name}: values are missing: each under the day it took effect", data, "values")
        values = [self.dated(by_day, day, name, leaf) for day in by_day]
        return tuple(sorted(values, key=lambda dated: dated.since))

    def dated(self, by_day: LinedDict, day: Any, name: str, leaf: "_Leaf") -> DatedValue:
        try:
            since = date.fromisoformat(day if isinstance(day, str) and _DAY.fullmatch(day) else "")
        except ValueError:
            self.wrong(f"{name}: {day!s} is no day such as 2026-01-31", by_day, day)
        said = by_day[day]
        if not isinstance(said, LinedDict):
            self.wrong(f"{name}: value and source are missing", by_day, day)
        self.known_words(said, _VALUE_WORDS, name)
        if "value" not in said:
            self.wrong(f"{name}: value is missing", by_day, day)
        if "source" not in said:
            self.wrong(f"{name}: source is missing", by_day, day)
        if not isinstance(read := said.get("read", False), bool):
            self.wrong(f"{name}: read is yes or no", said, "read")
        recorded_by = self.text(said, "recorded_by", name) if "recorded_by" in said else self.recorded_by
        if not read and recorded_by is None:
            self.wrong(f"{name}: say who recorded this figure (recorded_by), or read: yes", by_day, day)
        return DatedValue(
            since=since,
            value=leaf.read(said, "value", leaf.by),
            source=self.text(said, "source", name),
            recorded_by=None if read else recorded_by,
            read=read,
            line=line_of(by_day, day),
        )


class _Leaf:
    """How the values of one parameter are read: tables by its keys, then schedules or single values of its unit."""

    def __init__(
        self, file: _File, name: str, unit: str, schedule_of: str | None, by: tuple[str, ...]
    ) -> None:
        self.file, self.name, self.unit, self.schedule_of, self.by = file, name, unit, schedule_of, by
        self.options = tuple(unit.removeprefix("choice:").split("|")) if unit.startswith("choice:") else ()

    def wrong(self, what: str, data: object, key: object = None) -> Never:
        self.file.wrong(f"{self.name}: {what}", data, key)

    def read(self, data: Any, key: Any, by: tuple[str, ...]) -> Value:
        if by:
            return self.table(data, key, by)
        return self.schedule(data, key) if self.schedule_of else self.scalar(data, key, self.unit)

    def table(self, data: Any, key: Any, by: tuple[str, ...]) -> Table:
        said = data[key]
        if not isinstance(said, LinedDict):
            self.wrong(f"a table by {by[0]} is due", data, key)
        keys = [row for row in said if row not in ("each_more", "more")]
        if not keys:
            self.wrong("the table has no rows", data, key)
        if all(isinstance(row, int) and not isinstance(row, bool) for row in keys):
            keys.sort()
            self.whole_numbers(said, keys, by)
        else:
            self.words(said, keys, by)
        rows = {row: self.read(said, row, by[1:]) for row in keys}
        return Table(
            rows, self.beyond_amount(said), self.scalar(said, "more", self.unit) if "more" in said else None
        )

    def whole_numbers(self, said: LinedDict, keys: list[int], by: tuple[str, ...]) -> None:
        gap = next((key for key, after in itertools.pairwise(keys) if after != key + 1), None)
        if gap is not None:
            self.wrong(f"the table by {by[0]} has a gap after {gap}", said, gap)
        if keys[0] < 0:
            self.wrong(f"a table by {by[0]} has no row below 0", said, keys[0])
        if "each_more" in said and "more" in said:
            self.wrong("each_more or more, not both", said, "more")
        for word in ("each_more", "more"):
            if word in said and (len(by) > 1 or self.schedule_of):
                self.wrong(f"{word} stands only beside single values", said, word)

    def words(self, said: LinedDict, keys: list[Any], by: tuple[str, ...]) -> None:
        for key in keys:
            if not isinstance(key, str) or not _NAME.fullmatch(key):
                self.wrong(f"keys are all whole numbers or all words, not {key!s}", said, key)
        for word in ("each_more", "more"):
            if word in said:
                self.wrong(f"{word} stands only in a table by whole numbers", said, word)
        if known := _CHOICES.get(by[0]):
            if strange := [key for key in keys if key not in known]:
                self.wrong(f"{by[0]} is never {strange[0]}", said, strange[0])
            if by[0] == "pay_period" and len(keys) < len(known):
                self.wrong(f"a table by pay_period has {', '.join(known)}", said)

    def beyond_amount(self, said: LinedDict) -> float | None:
        if "each_more" not in said:
            return None
        if self.unit not in AMOUNTS:
            self.wrong(f"each_more cannot be added to {self.unit}", said, "each_more")
        return self.number(said, "each_more", self.unit)

    def schedule(self, data: Any, key: Any) -> Schedule:
        said = data[key]
        if not isinstance(said, LinedList) or not said:
            self.wrong("a schedule is due: rows of [start, value]", data, key)
        rows = []
        for place, row in enumerate(said):
            if not isinstance(row, LinedList) or len(row) != 2:
                self.wrong("a row of a schedule is [start, value]", said, place)
            rows.append((self.number(row, 0, self.schedule_of or ""), self.scalar(row, 1, self.unit)))
            if place and rows[place][0] <= rows[place - 1][0]:
                self.wrong("the rows of a schedule rise: each starts above the one before", said, place)
        return tuple(rows)

    def scalar(self, data: Any, key: Any, unit: str) -> Scalar:
        if unit == "bool":
            if not isinstance(said := data[key], bool):
                self.wrong(f"yes or no is due, not {_shown(said)}", data, key)
            return said
        if self.options:
            if (said := data[key]) not in self.options or not isinstance(said, str):
                self.wrong(f"one of {', '.join(self.options)} is due, not {_shown(said)}", data, key)
            return said
        return self.number(data, key, unit)

    def number(self, data: Any, key: Any, unit: str) -> float:
        said = data[key]
        if isinstance(said, str) and (fraction := _FRACTION.fullmatch(said)):
            over = float(fraction[2])
            if over == 0:
                self.wrong(f"{said} divides by nothing", data, key)
            said = float(fraction[1]) / over
        if isinstance(said, bool) or not isinstance(said, int | float):
            self.wrong(f"a number is due, not {_shown(said)}", data, key)
        if not math.isfinite(said):
            self.wrong(f"{said} is no amount", data, key)
        if said < 0 and unit.startswith(NEVER_NEGATIVE):
            self.wrong(f"{said} is below 0", data, key)
        return float(said)


def _shown(said: object) -> str:
    if said is None:
        return "nothing"
    if isinstance(said, bool):
        return "yes" if said else "no"
    return "a list" if isinstance(said, list) else "a table" if isinstance(said, dict) else str(said)[:60]
