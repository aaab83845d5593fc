"""What the endpoints of every room share: pages of a list, and how texts, days and versions are sent and read.

A room's `api.py` builds on this; `konbit.api` gathers the rooms and keeps the door: keys, limits, refusals.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.utils.translation import get_language
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr, WithJsonSchema

from konbit.foundation import texts
from konbit.foundation.refusals import ChangedMeanwhile
from konbit.ui.forms import EARLIEST, LATEST

MOST_A_PAGE, A_PAGE, LAST_PAGE = 100, 25, 1_000_000
LARGEST, PLACES = 10**14, 6
# A database takes no null character, and a sentence needs none.
_ANY, _SOME = r"^[^\x00]*$", r"^[^\x00]*[^\s\x00][^\x00]*$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Body(Schema):
    """What is sent: exactly the fields that are listed."""

    model_config = ConfigDict(extra="forbid")


def line(most: int, *, needed: bool = True) -> Any:
    """A text of up to `most` characters; `needed`: not only blanks."""
    return Annotated[
        StrictStr, Field(min_length=int(needed), max_length=most, pattern=_SOME if needed else _ANY)
    ]


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    # Only the one form that is written down: a number or a moment would be read as a day too.
    if not isinstance(value, str) or len(value) != len("2026-03-05") or not value.isascii():
        raise ValueError("Write a day like 2026-03-05.")
    day = date.fromisoformat(value)
    if not EARLIEST <= day <= LATEST:
        raise ValueError("Write a day between 1900-01-01 and 2199-12-31.")
    return day


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY}, mode="validation"),
]


def _number(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    number = Decimal(str(value)) if is_number else Decimal("NaN")
    if not number.is_finite() or abs(number) >= LARGEST or number != round(number, PLACES):
        raise ValueError("Write a number of up to 14 digits, and up to 6 after the point.")
    return number


Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    WithJsonSchema(
        {"type": "number", "exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}, mode="validation"
    ),
]
Version = Annotated[
    StrictInt, Field(ge=1, le=2**31 - 1, description="The version you read; another one now is a conflict.")
]
YesOrNo = StrictBool
Code = Annotated[StrictStr, Field(min_length=1, max_length=20, pattern=r"^[-a-zA-Z0-9_]+$")]


def one_of(words: dict[str, Any]) -> Any:
    """One of the fixed codes of a list of words."""
    return Literal[tuple(words)]


class Words(Schema):
    """A text in the language you asked for, or, where it has no such translation, in the one it was written in."""

    text: str
    language: str
    state: str = Field(description="source, machine, checked or human-reviewed")


def words_of(said: dict[str, Any] | None) -> Words | None:
    """A text that is kept in several languages, in the language now active."""
    if not said:
        return None
    found = texts.say(said, get_language() or "en")
    return Words(text=found.text, language=found.language, state=found.state)


class Paging(Schema):
    """Which page of a list is wanted."""

    page: int = Field(1, ge=1, le=LAST_PAGE, description="The number of the page, from 1.")
    per_page: int = Field(A_PAGE, ge=1, le=MOST_A_PAGE, description="How many a page.")


class Page[Shown](Schema):
    """One page of a list."""

    total_items: int
    total_pages: int
    page_number: int
    size: int = Field(description="How many stand on this page.")
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[Shown]


def page_of(
    found: Sequence[Any] | QuerySet[Any], paging: Paging, show: Callable[[Any], Any]
) -> dict[str, Any]:
    """The wanted page of what was found, each as `show` says it. A page after the last is empty."""
    total = found.count() if isinstance(found, QuerySet) else len(found)
    begins = (paging.page - 1) * paging.per_page
    contents = [show(one) for one in found[begins : begins + paging.per_page]] if begins < total else []
    pages = -(-total // paging.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": paging.page,
        "size": len(contents),
        "first_page": paging.page == 1,
        "last_page": paging.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def must_be_version(found: Any, version: int, *fields: str) -> None:
    """Refuse to change a record that somebody changed since `version`, and say how these fields stand now.

    Raises:
        ChangedMeanwhile: another version stands.
    """
    if found.version != version:
        raise ChangedMeanwhile(
            theirs={field: getattr(found, field) for field in fields}, version=found.version
        )
