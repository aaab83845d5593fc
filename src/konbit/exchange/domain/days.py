"""Reading a day as people write it. 03/04/2023 can be read in two ways; nobody guesses which one is meant."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from konbit.exchange.domain.words_of_cells import plain

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
# Day 1 of a spreadsheet's count, by the year its count begins in: Excel also counts a 29 February 1900 that never was.
_DAY_ZERO = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}")
_COUNTED = re.compile(r"\d{4,7}")
_WORDS = re.compile(r"[^\W\d_]+|\d+")

# The months in the four languages, whole and cut short.
_MONTHS = {
    1: "january jan enero ene janvye janv",
    2: "february feb febrero fevriye fev",
    3: "march mar marzo mas",
    4: "april apr abril abr avril avr",
    5: "may mayo me",
    6: "june jun junio jen",
    7: "july jul julio jiye",
    8: "august aug agosto ago out",
    9: "september sep sept septiembre setiembre septanm",
    10: "october oct octubre oktob okt",
    11: "november nov noviembre novanm",
    12: "december dec diciembre dic desanm des",
}
_MONTH_OF = {word: number for number, words in _MONTHS.items() for word in words.split()}
# Words between the parts of a day that say nothing.
_FILLERS = frozenset(
    [
        "de",
        "del",
        "of",
        "the",
        "st",
        "nd",
        "rd",
        "th",
        "le",
        "ngay",
        "nam",
        "thang",
        "lendi",
        "madi",
        "mekredi",
        "jedi",
        "vandredi",
        "samdi",
        "dimanch",
    ]
)
_WEEKDAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
    ]
)


class Unread(Enum):
    """Why a text is no day."""

    NO_DAY = "no_day"
    SHORT_YEAR = "short_year"
    NO_SUCH_DAY = "no_such_day"
    TWO_WAYS = "two_ways"
    OUT_OF_TIME = "out_of_time"


@dataclass(frozen=True)
class Read:
    """The day that was read, or why none was."""

    day: date | None = None
    unread: Unread | None = None


def read_day(text: str, *, order: str = "", counted_from: int | None = None) -> Read:
    """Read a day. `order` says how 03/04/2023 is meant, where that was asked; without it such a text reads two ways.

    `counted_from` is the year in which the workbook's own count of days begins; a CSV file has none.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return _day(year, month, day)
    if found := _NUMBERS.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        return _in_order(first, second, year, order)
    if _SHORT_YEAR.fullmatch(text):
        return Read(unread=Unread.SHORT_YEAR)
    if counted_from in _DAY_ZERO and _COUNTED.fullmatch(text):
        return _counted(int(text), counted_from)
    return _in_words(text)


def is_two_ways(text: str) -> bool:
    """Whether the text is a day that reads in two ways, such as 03/04/2023; 04/04/2023 and 25/04/2023 read in one."""
    found = _NUMBERS.fullmatch(text.strip())
    if found is None:
        return False
    first, second = int(found[1]), int(found[2])
    return first != second and 1 <= first <= 12 and 1 <= second <= 12


def _in_order(first: int, second: int, year: int, order: str) -> Read:
    if order == MONTH_FIRST:
        return _day(year, first, second)
    if order == DAY_FIRST or first == second or first > 12:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else Read(unread=Unread.TWO_WAYS)


def _counted(number: int, counted_from: int) -> Read:
    start = _DAY_ZERO[counted_from]
    if not 0 < number <= (LATEST - start).days:
        return Read(unread=Unread.NO_DAY)
    return _within(start + timedelta(days=number))


def _in_words(text: str) -> Read:
    """A day with the name of its month: 3 April 2023, April 3rd, 2023, 3 de abril de 2023; Vietnamese numbers its months."""
    numbers: list[int] = []
    month, numbered = None, False
    parts = _WORDS.findall(plain(text))
    for before, part in zip(["", *parts], parts, strict=False):
        if part.isdecimal() and before == "thang" and month is None:
            month, numbered = int(part[:4]), True
        elif part.isdecimal():
            numbers.append(int(part[:9]))
        elif part in _MONTH_OF and month is None:
            month = _MONTH_OF[part]
        elif part not in _FILLERS and part not in _WEEKDAYS:
            return Read(unread=Unread.NO_DAY)
    if month is None or len(numbers) != 2:
        return Read(unread=Unread.NO_DAY)
    day, year = numbers
    if day > 31 and not numbered:
        day, year = year, day
    return _day(year, month, day) if year > 999 else Read(unread=Unread.SHORT_YEAR)


def _day(year: int, month: int, day: int) -> Read:
    try:
        return _within(date(year, month, day))
    except ValueError:
        return Read(unread=Unread.NO_SUCH_DAY)


def _within(day: date) -> Read:
    return Read(day) if EARLIEST <= day <= LATEST else Read(unread=Unread.OUT_OF_TIME)
