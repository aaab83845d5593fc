"""Files of other systems held against schemas of our own: what is wrong, where, and what would be right.

Nothing is fetched: each schema refers to itself alone. Without a look at formats every day would pass as a moment, so the
looks that are needed must be there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from konbit.exchange.tables.exact_json import read_exactly

FORMATS = Draft202012Validator.FORMAT_CHECKER
LONGEST_VALUE = 60


@dataclass(frozen=True)
class Wrong:
    """One thing that the schema refuses: where it stands, such as grants[3].awardDate, and what would be right there."""

    where: str
    says: str


@cache
def validator_of(path: Path) -> Draft202012Validator:
    """The validator of a schema file, which looks at formats too."""
    missing = {"date", "date-time", "uuid"} - FORMATS.checkers.keys()
    if missing:
        raise RuntimeError(
            f"formats are not looked at: {sorted(missing)}; rfc3339-validator is not installed"
        )
    schema = read_exactly(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FORMATS)


def wrong_in(value: Any, path: Path) -> Iterator[Wrong]:
    """Everything that the schema at this path refuses."""
    for error in validator_of(path).iter_errors(value):
        yield Wrong(_where(error), _says(error))


def _where(error: ValidationError) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path]
    if error.validator == "required":
        parts.append(f".{_missing(error)}")
    return "".join(parts).removeprefix(".") or "the file"


def _missing(error: ValidationError) -> str:
    """Each missing value is an error of its own, which begins with its name."""
    return next(name for name in error.validator_value if error.message.startswith(repr(name)))


def _says(error: ValidationError) -> str:
    """Our schemas say in a comment beside each rule what is right."""
    if error.validator == "required":
        return "It is missing."
    if error.validator == "oneOf":
        return "One recipient is needed: organizations, or one person, and not both."
    value = str(error.instance)
    value = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
    right = error.schema.get("$comment") if isinstance(error.schema, dict) else ""
    return f"It must be {right or error.message}. It is “{value}”."
