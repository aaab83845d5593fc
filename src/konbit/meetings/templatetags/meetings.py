"""The tag library `meetings`: words for stored codes, and what a record keeps as text."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from konbit.meetings import words
from konbit.meetings.record_content import LISTS
from konbit.network.templatetags.network import role_word
from konbit.ui import formats

register = template.Library()

_BOOLEANS = {"private", "no_names", "is_delegate"}
_DAYS = {"due_on", "review_on"}
_MOMENTS = {"starts_at", "ends_at"}


@register.filter
def tag_kind(code: str) -> str:
    """Which kind of tag a state wears."""
    return words.TAGS.get(code, "calm")


@register.filter
def iso_day(text: str | None) -> str:
    """A day that a record keeps as text, in the words of the page's language."""
    return formats.long_day(date.fromisoformat(text)) if text else ""


@register.filter
def moment(text: str | None) -> datetime | str:
    """A moment that a record keeps as text, for the filters of days and times."""
    return datetime.fromisoformat(text) if text else ""


@register.filter
def decision_word(code: str) -> str:
    return str(words.DECISION_STATES.get(code, code))


@register.filter
def purpose_word(code: str) -> str:
    return str(words.PURPOSES.get(code, code))


@register.filter
def mode_word(code: str) -> str:
    return str(words.MODES.get(code, code))


@register.filter
def right_word(code: str) -> str:
    return str(words.RIGHTS.get(code, code))


@register.filter
def choice_word(code: str) -> str:
    return str(words.CHOICES.get(code, code))


@register.filter
def step_word(code: str) -> str:
    """What happened to a commitment."""
    return str(words.COMMITMENT_STEPS.get(code, code))


@register.filter
def list_word(code: str) -> str:
    """What sort of row of a record differs."""
    return str(words.RECORD_LISTS.get(code, code))


@register.filter
def field_word(code: str) -> str:
    """What of a row of a record differs."""
    return str(words.RECORD_FIELDS.get(code, code))


@register.filter
def without_outcome(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items of a record of which nothing came that could be noted."""
    return [item for item in items if not any(item[name] for name in LISTS[1:])]


@register.filter
def votes_words(counts: Mapping[str, Any]) -> str:
    """6 yes, 1 no; nothing where nobody voted."""
    votes = {choice: counts[choice] for choice in words.CHOICES}
    if not any(votes.values()):
        return ""
    if votes["abstain"]:
        return _("%(yes)s yes, %(no)s no, %(abstain)s abstained") % votes
    return _("%(yes)s yes, %(no)s no") % votes


@register.filter
def value_words(value: str | None, field: str) -> str:
    """The value of a field on one side of a difference, in words."""
    if not value:
        return _("(nothing)")
    if field in _BOOLEANS:
        return _("Yes") if value == "True" else _("No")
    if field in _DAYS:
        return iso_day(value)
    if field in _MOMENTS:
        return formats.long_day(datetime.fromisoformat(value))
    read = {
        "state": decision_word,
        "right": right_word,
        "mode": mode_word,
        "purpose": purpose_word,
        "role": role_word,
    }
    return read[field](value) if field in read else value
