"""How the values of a column stand in a file: as JSON values that lose nothing, and back, strictly."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey

TYPES = {
    "UUIDField": "id",
    "BooleanField": "yes or no",
    "DateField": "day",
    "DateTimeField": "moment",
    "TimeField": "time",
    "DecimalField": "decimal",
    "JSONField": "structure",
    "CharField": "text",
    "SlugField": "text",
    "TextField": "text",
}
# The smallest and the largest number that both databases hold.
NUMBERS = {
    "SmallIntegerField": (-(2**15), 2**15 - 1),
    "IntegerField": (-(2**31), 2**31 - 1),
    "BigIntegerField": (-(2**63), 2**63 - 1),
    "PositiveSmallIntegerField": (0, 2**15 - 1),
    "PositiveIntegerField": (0, 2**31 - 1),
    "PositiveBigIntegerField": (0, 2**63 - 1),
}
# No plain moment or number is longer; a longer one is an attack on whoever reads it.
LONGEST_PLAIN = 60


class WrongValue(Exception):
    """A value that this column cannot hold."""


@dataclass(frozen=True)
class Column:
    """One column as it travels."""

    name: str
    holds: str
    may_be_empty: bool
    codes: tuple[str, ...] = ()
    # The table whose id it holds.
    points_to: str = ""
    longest: int | None = None
    smallest: int = 0
    largest: int = 0
    digits: tuple[int, int] | None = None
    # What a structure is at the top: a list, or a mapping.
    shape: type = dict
    is_unique: bool = False

    def plain(self, value: Any) -> Any:
        """The value as JSON holds it."""
        return None if value is None else _PLAIN.get(self.holds, _as_is)(value)

    def stored(self, value: Any) -> Any:
        """The value as the database holds it.

        Raises:
            WrongValue: it is not of this column's type, or does not fit.
        """
        if value is None:
            if not self.may_be_empty:
                raise WrongValue
            return None
        found = _STORED[self.holds](value, self)
        if self.codes and value not in self.codes:
            raise WrongValue
        return found


def column_of(field: Field) -> Column:
    """The column of a field."""
    points_to = ""
    pointed = field
    while isinstance(pointed, ForeignKey):
        points_to = points_to or pointed.related_model._meta.label
        pointed = pointed.target_field
    internal = pointed.get_internal_type()
    kind = "whole number" if internal in NUMBERS else TYPES[internal]
    smallest, largest = NUMBERS.get(internal, (0, 0))
    return Column(
        name=field.attname,
        holds=kind,
        may_be_empty=field.null,
        codes=_codes(field),
        points_to=points_to,
        longest=pointed.max_length if kind == "text" else None,
        smallest=smallest,
        largest=largest,
        digits=(pointed.max_digits, pointed.decimal_places) if kind == "decimal" else None,
        shape=list if kind == "structure" and isinstance(field.get_default(), list) else dict,
        is_unique=field.unique,
    )


def _codes(field: Field) -> tuple[str, ...]:
    """The codes of a fixed list; and nothing at all, where the column may hold it."""
    codes = tuple(str(code) for code, _word in field.choices or ())
    return (*codes, "") if codes and field.blank else codes


def settled(value: Any) -> Any:
    """A structure whose mappings stand in one order, so that the same structure is the same text."""
    if isinstance(value, dict):
        return {key: settled(value[key]) for key in sorted(value)}
    return [settled(one) for one in value] if isinstance(value, list) else value


def json_text(value: Any) -> str:
    """JSON as every file of an archive holds it."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _as_is(value: Any) -> Any:
    return value


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _decimal(value: Decimal) -> str:
    """Without zeros that say nothing, and never as 1E+3."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "id": str,
    "day": date.isoformat,
    "moment": _moment,
    "time": time.isoformat,
    "decimal": _decimal,
    "structure": settled,
}


def _text(value: Any, column: Column) -> str:
    if not isinstance(value, str):
        raise WrongValue
    if column.longest is not None and len(value) > column.longest:
        raise WrongValue
    _refuse_letters(value)
    return value


def _refuse_letters(value: str) -> None:
    if re.search("[\x00\ud800-\udfff]", value):
        raise WrongValue


def _yes_or_no(value: Any, _column: Column) -> bool:
    if not isinstance(value, bool):
        raise WrongValue
    return value


def _whole_number(value: Any, column: Column) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongValue
    if not column.smallest <= value <= column.largest:
        raise WrongValue
    return value


def _parsed(parse: Callable[[str], Any]) -> Callable[[Any, Column], Any]:
    """A reader that takes only the one way in which we write a value ourselves."""

    def read(value: Any, column: Column) -> Any:
        if not isinstance(value, str) or len(value) > LONGEST_PLAIN:
            raise WrongValue
        try:
            found = parse(value)
        except (ValueError, InvalidOperation, OverflowError):
            raise WrongValue from None
        if column.plain(found) != value:
            raise WrongValue
        return found

    return read


def _read_moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError
    return found.astimezone(UTC)


def _read_decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        raise ValueError
    return Decimal(text)


def _fitting_decimal(value: Any, column: Column) -> Decimal:
    found = _parsed(_read_decimal)(value, column)
    digits, places = column.digits or (0, 0)
    if abs(found) >= Decimal(10) ** (digits - places) or -found.as_tuple().exponent > places:
        raise WrongValue
    return found


def _structure(value: Any, column: Column) -> Any:
    if not isinstance(value, column.shape):
        raise WrongValue
    for text in _texts_in(value):
        _refuse_letters(text)
    return value


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from _texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts_in(one)


_STORED: dict[str, Callable[[Any, Column], Any]] = {
    "id": _parsed(UUID),
    "day": _parsed(date.fromisoformat),
    "moment": _parsed(_read_moment),
    "time": _parsed(time.fromisoformat),
    "decimal": _fitting_decimal,
    "whole number": _whole_number,
    "yes or no": _yes_or_no,
    "structure": _structure,
    "text": _text,
}
