"""What the readers of people's files share: what is told keeps its line, and what is wrong is said with it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Never

from konbit_rules.households.facts import PAY_PERIODS
from konbit_rules.households.household import HOUSEHOLD_FACTS, PERSON_FACTS, HouseholdError, meant
from konbit_rules.households.lined_yaml import LinedError, line_of, read_lined, text_of

LARGEST_FILE = 200_000  # bytes; twenty persons with everything told take a tenth of it
UNKNOWN = "unknown"
EVERY = ("hour", "day", *PAY_PERIODS)
PIECES_OF_A_WEEK = {"hour": "hours", "day": "days"}  # pay by these is multiplied into a week's
MOST_OF_A_WEEK = {"hours": 168, "days": 7}
_AMOUNT = re.compile(r"(-?)\$?\s?([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(\.[0-9]{0,15})?")


def file_bytes(path: Path | str) -> bytes:
    """The bytes of a file of a family's size.

    Raises:
        HouseholdError: it cannot be read, or is too large.
    """
    try:
        with Path(path).open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise HouseholdError(
            f"cannot be read: {getattr(error, 'strerror', None) or error}", str(path)
        ) from None
    if len(raw) > LARGEST_FILE:
        raise HouseholdError(f"a file of more than {LARGEST_FILE:,} bytes is no family's", str(path))
    return raw


def data_in(raw: bytes, where: str) -> Any:
    """What YAML or JSON tells.

    Raises:
        HouseholdError: it is neither, or empty.
    """
    try:
        data = read_lined(text_of(raw))
    except LinedError as error:
        raise HouseholdError(error.what, place_of(where, error.line)) from None
    if data is None:
        raise HouseholdError("the file is empty", where)
    return data


def place_of(where: str, line: int) -> str:
    """File and line, as far as they are known."""
    if not line:
        return where
    return f"{where}:{line}" if where else f"line {line}"


def word_of(said: str) -> str:
    """A choice as people may write it, as the law's word."""
    return re.sub(r"[\s-]+", "_", said.strip().lower())


class Telling:
    """One file while it is read: it remembers in which line each field stands."""

    def __init__(self, where: str) -> None:
        """`where` is what a complaint calls the file."""
        self.where = where
        self.lines: dict[str, int] = {}

    def wrong(self, what: str, field: str) -> Never:
        """Complain, with file, line and field."""
        raise HouseholdError(what, place_of(self.where, self.line(field)), field)

    def line(self, field: str) -> int:
        """The line of a field, else of what it stands in."""
        while field and field not in self.lines:
            field = re.sub(r"(^|\.)[^.\[]*$|\[[0-9]+\]$", "", field)
        return self.lines.get(field, 0)

    def words(self, data: object, field: str, known: set[str], what: str) -> Mapping[str, Any]:
        """The data as a mapping of known words; the lines of its fields are remembered."""
        if not isinstance(data, Mapping):
            self.wrong(f"{what} is due here, as lines of 'word: value'", field)
        prefix = f"{field}." if field else ""
        self.lines[field] = self.lines.get(field, line_of(data))
        for key in data:
            self.lines[f"{prefix}{key}"] = line_of(data, key)
            if not isinstance(key, str) or key not in known:
                self.wrong(_not_known(key, known), f"{prefix}{key!s:.60}")
            if data[key] is None:
                self.wrong("nothing is said here; say 'unknown', or leave the line out", f"{prefix}{key}")
        return data

    def entries(self, said: object, field: str, what: str) -> list[Any]:
        """The data as a list; the lines of its entries are remembered."""
        if not isinstance(said, list | tuple):
            self.wrong(f"a list is due here: {what}", field)
        for place in range(len(said)):
            self.lines[f"{field}[{place}]"] = line_of(said, place)
        return list(said)

    def amount(self, said: object, field: str) -> float | None:
        """An amount as people write it, such as 1450.50 or "$1,450.50"; None where it is told as unknown."""
        if isinstance(said, str):
            if word_of(said) == UNKNOWN:
                return None
            if not (found := _AMOUNT.fullmatch(said.strip())):
                self.wrong(f"{said[:60]} is no number such as 30, 1450.50 or $1,450.50", field)
            return float(found[1] + found[2].replace(",", "") + (found[3] or ""))
        if isinstance(said, bool) or not isinstance(said, int | float):
            self.wrong(f"an amount is due, not {said!s:.60}", field)
        return said

    def payment(
        self, data: Mapping[str, Any], field: str, *, any_hours: bool = False
    ) -> tuple[tuple[float, ...] | None, float | None]:
        """The pay by period (None where it is unknown), and the hours a week that are told with it.

        Hours are told with pay by the hour; with `any_hours` they may be told with any.
        """
        if "amount" not in data:
            self.wrong("amount is missing; say 'unknown' where it is not known", field)
        amount = self.amount(data["amount"], f"{field}.amount")
        if amount is None and "every" not in data:
            return None, None
        every = self.one_of(data, "every", EVERY, field)
        pieces = PIECES_OF_A_WEEK.get(every)
        for word in MOST_OF_A_WEEK:
            if word in data and word != pieces and not (any_hours and word == "hours"):
                self.wrong(f"{word} are told only of pay by the {word.removesuffix('s')}", f"{field}.{word}")
        if pieces and pieces not in data:
            self.wrong(f"{pieces} of a usual week are missing", field)
        hours = self.of_a_week(data, "hours", field)
        if amount is not None and not 0 <= amount < float("inf"):
            self.wrong(f"{amount:g} is no amount of pay", f"{field}.amount")
        count = self.of_a_week(data, pieces, field) if pieces else 1.0
        if amount is None or count is None:
            return None, hours
        slot = "week" if pieces else every
        return tuple(amount * count if period == slot else 0.0 for period in PAY_PERIODS), hours

    def of_a_week(self, data: Mapping[str, Any], word: str, field: str) -> float | None:
        """So many hours or days of a week; None where they are not told, or told as unknown."""
        count = self.amount(data[word], f"{field}.{word}") if word in data else None
        if count is not None and not 0 <= count <= MOST_OF_A_WEEK[word]:
            self.wrong(f"{count:g} is not between 0 and {MOST_OF_A_WEEK[word]}", f"{field}.{word}")
        return count

    def one_of(self, data: Mapping[str, Any], key: str, choices: tuple[str, ...], field: str) -> str:
        """The word that is told under a key, one of some."""
        if key not in data:
            self.wrong(f"{key} is missing: one of {', '.join(choices)}", field)
        word = word_of(data[key]) if isinstance(data[key], str) else ""
        if word not in choices:
            self.wrong(f"{data[key]!s:.60} is none of {', '.join(choices)}", f"{field}.{key}")
        return word


def _not_known(key: object, known: set[str]) -> str:
    if not isinstance(key, str):
        return f"{key!s:.60} is not known here; an amount with a comma is put in quotes"
    if key in HOUSEHOLD_FACTS or key in PERSON_FACTS:
        return f"{key} is told of {'the household' if key in HOUSEHOLD_FACTS else 'each person'}, not here"
    return f"{key[:60]} is not known here{meant(key[:60], known)}"
