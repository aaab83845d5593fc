"""The columns that a kind of import knows: their names as people write them, and how a cell of theirs is read."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.functional import Promise

from konbit.exchange.domain.days import read_day
from konbit.exchange.domain.numbers import read_number
from konbit.exchange.domain.words_of_cells import plain, tidy
from konbit.exchange.imports.faults import CannotTake
from konbit.foundation.money import NotMoney, cents_of

_CODE = re.compile(r"[A-Za-z0-9_-]+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
# Twelve thousand five hundred, or twelve and a half: nobody guesses which one is meant.
_TWO_WAYS = re.compile(r"\d{1,3},\d{3}")
_SHORTEST_PART = 4
_YES = frozenset(["yes", "y", "true", "1", "x", "si", "wi", "co", "vrai", "oui", "v", "✓", "✔"])
_NO = frozenset(["no", "n", "false", "0", "non", "khong", "faux", "–"])


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its header in the reader's language, other names for it, and how its cells are read."""

    code: str
    says: str | Promise
    # In any of the four languages, parted by "|".
    also: str = ""
    reads: str = "text"
    most: int = 300
    is_needed: bool = False
    # An empty cell says something of its own here, so that one that cannot be read is never taken for empty.
    says_when_empty: bool = False
    # Where a header stands for it, no cell under it is empty.
    is_filled: bool = False
    # For `choice`: the words of each code, as pages show them, and others parted by "|".
    choices: Mapping[str, Any] = field(default_factory=dict)
    choices_also: Mapping[str, str] = field(default_factory=dict)
    hint: str | Promise = ""
    # What the rows of the sample sheet hold.
    sample: tuple[Any, ...] = ()

    @property
    def is_day(self) -> bool:
        return self.reads == "day"

    @property
    def could_be_empty(self) -> bool:
        """Whether a cell that cannot be read may be left empty, if whoever imports says so."""
        return not (self.is_needed or self.is_filled or self.says_when_empty)


@dataclass(frozen=True)
class Reading:
    """How days of this table are meant."""

    orders: Mapping[str, str] = field(default_factory=dict)
    counted_from: int | None = None


def in_all_languages(text: str | Promise) -> set[str]:
    """A word of the pages as each of the four languages says it, ready to be compared."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(plain(str(text)))
    return found


@cache
def names_of_column(column: Column) -> frozenset[str]:
    """Every header by which the column is known."""
    return frozenset(
        {plain(column.code), *in_all_languages(column.says), *map(plain, column.also.split("|"))} - {""}
    )


@cache
def _codes_of(column: Column) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, words in column.choices.items():
        for word in {plain(code), *in_all_languages(words)}:
            found.setdefault(word, code)
    for code, also in column.choices_also.items():
        for word in also.split("|"):
            found.setdefault(plain(word), code)
    return found


def guess(headers: Iterable[str], columns: Iterable[Column]) -> dict[str, str]:
    """Which header stands for which column: a header that is one of its names, else one that holds such a name."""
    left = list(headers)
    free = list(columns)
    found: dict[str, str] = {}

    def give(fits: Callable[[Column, str], int]) -> None:
        pairs = [(fits(column, header), header, column) for header in left for column in free]
        meanings = Counter(header for weight, header, _column in pairs if weight)
        # A header that can mean one thing only comes first: “Lead” is the owner, and “Who” beside it is a person.
        pairs.sort(key=lambda pair: (-pair[0], meanings[pair[1]]))
        for weight, header, column in pairs:
            if weight and header in left and column in free:
                found[header] = column.code
                free.remove(column)
                left.remove(header)

    # “Action #” is not “Action”, where both are there.
    give(lambda column, header: int(tidy(header).casefold() in names_of_column(column)))
    give(lambda column, header: int(_bare(header) in names_of_column(column)))
    give(_longest_name_within)
    return found


def _bare(header: str) -> str:
    return plain(_BRACKETS.sub(" ", header)) or plain(header)


def _longest_name_within(column: Column, header: str) -> int:
    text = _bare(header)
    within = [
        len(name)
        for name in names_of_column(column)
        if len(name) >= _SHORTEST_PART and f" {name} " in f" {text} "
    ]
    return max(within, default=0)


def read_cell(column: Column, text: str, reading: Reading) -> Any:
    """What the cell says, in the type of its column.

    Raises:
        CannotTake: it says nothing that this column can take.
    """
    return _READERS[column.reads](column, text, reading)


def _text(column: Column, text: str, _reading: Reading) -> str:
    return _fitting(column, tidy(text))


def _long_text(column: Column, text: str, _reading: Reading) -> str:
    return _fitting(column, text.strip())


def _fitting(column: Column, text: str) -> str:
    if len(text) > column.most:
        raise CannotTake("too_long", column.code, count=len(text), most=column.most)
    return text


def _code(column: Column, text: str, reading: Reading) -> str:
    if not _CODE.fullmatch(text):
        raise CannotTake("no_code", column.code)
    return _text(column, text, reading)


def _day(column: Column, text: str, reading: Reading) -> Any:
    read = read_day(text, order=reading.orders.get(column.code, ""), counted_from=reading.counted_from)
    if read.unread is not None:
        raise CannotTake(read.unread.value, column.code)
    return read.day


def _number(column: Column, text: str, _reading: Reading) -> Any:
    number = read_number(text)
    if number is None:
        raise CannotTake("no_number", column.code)
    return number


def _money(column: Column, text: str, _reading: Reading) -> int:
    """Whole cents."""
    if _TWO_WAYS.fullmatch(text):
        raise CannotTake("amount_two_ways", column.code, plainly=text.replace(",", ""))
    try:
        return cents_of(text)
    except NotMoney as fault:
        raise CannotTake(f"amount_{fault.why}", column.code) from fault


def _whole(column: Column, text: str, _reading: Reading) -> int:
    number = read_number(text)
    if number is None or number != int(number) or not 0 <= number < 2**31:
        raise CannotTake("no_whole_number", column.code)
    return int(number)


def _yes_no(column: Column, text: str, _reading: Reading) -> bool:
    word = plain(text) or text.strip()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CannotTake("no_yes_or_no", column.code)


def _address(column: Column, text: str, reading: Reading) -> str:
    try:
        validate_email(text)
    except ValidationError as fault:
        raise CannotTake("no_address", column.code) from fault
    return _text(column, text, reading)


def _choice(column: Column, text: str, _reading: Reading) -> str:
    code = _codes_of(column).get(plain(text))
    if code is None:
        words = ", ".join(str(word) for word in column.choices.values())
        raise CannotTake("no_such_choice", column.code, choices=words)
    return code


_READERS: dict[str, Callable[[Column, str, Reading], Any]] = {
    "text": _text,
    "long_text": _long_text,
    "code": _code,
    "day": _day,
    "number": _number,
    "money": _money,
    "whole": _whole,
    "yes_no": _yes_no,
    "address": _address,
    "choice": _choice,
}
