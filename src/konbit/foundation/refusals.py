"""A refusal is a "no" with a stable code and a sentence for the person who asked. It is not a fault."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """What sort of "no" it is, with the HTTP status a page answers with."""

    NOT_KNOWN = 401
    NOT_ALLOWED = 403
    NOT_FOUND = 404
    CONFLICT = 409
    UNREADABLE = 422
    TOO_MANY = 429

    @property
    def status(self) -> int:
        return self.value


_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITERS: dict[str, Callable[[date], str]] = {"day": date.isoformat}


def days_are_written(write: Callable[[date], str]) -> None:
    """Register how a day stands in a sentence, in the words of the language now active."""
    _WRITERS["day"] = write


def _in_words(fact: Any) -> Any:
    if isinstance(fact, str) and _A_DAY.fullmatch(fact):
        try:
            return _WRITERS["day"](date.fromisoformat(fact))
        except ValueError:
            return fact
    return _WRITERS["day"](fact) if isinstance(fact, date) and not isinstance(fact, datetime) else fact


class Refusal(Exception):
    """Something that cannot be done, and why.

    Subclasses stand above the verb that raises them and set `code` (stored, stable), `kind`, `says` (a translatable
    sentence with named placeholders) and, where one form field is meant, `field`. Facts fill the placeholders; a day
    among them stands there as on pages.
    """

    code = "refused"
    kind = Kind.CONFLICT
    says: str | Promise = _("This cannot be done now.")
    field: str | None = None
    # Where something else helps: the name of a page, the words that lead there, and what the page is opened with.
    instead: tuple[Any, ...] | None = None

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def sentence(self) -> str:
        """The sentence in the language now active."""
        return str(self.says) % {name: _in_words(fact) for name, fact in self.facts.items()}


@dataclass(frozen=True)
class Answer:
    """What a policy answers: yes, or no with a code and a sentence. Truthy when yes."""

    allowed: bool
    code: str = ""
    says: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


def no(code: str, says: str | Promise) -> Answer:
    """A policy's "no"."""
    return Answer(False, code, says)


class NotAllowed(Refusal):
    """The person may know of the record, but may not do this with it."""

    code, kind = "not_allowed", Kind.NOT_ALLOWED
    says = _("You may not do this.")

    def __init__(self, answer: Answer | None = None, **facts: Any) -> None:
        super().__init__(**facts)
        if answer is not None:
            self.code = answer.code
            self.says = answer.says


class NotFound(Refusal):
    """There is no such record, or the person may not know of it. Both look the same: the one fixed 404 page."""

    code, kind = "not_found", Kind.NOT_FOUND
    says = _("There is no page here.")


class ChangedMeanwhile(Refusal):
    """Somebody else saved the record after this person opened it. Nothing was overwritten.

    Facts: `theirs`, a mapping of field name to the value that now stands; `version`, the version that now stands.
    """

    code = "changed_meanwhile"
    says = _(
        "Somebody else changed this while you were writing. Nothing was overwritten. "
        "Compare both below, then save again."
    )


def require(answer: Answer) -> None:
    """Raise NotAllowed when a policy said no."""
    if not answer:
        raise NotAllowed(answer)
