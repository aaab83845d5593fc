"""Sentences for what a form cannot read: each names the field, what was typed and what would work."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST_QUOTE = 60


def sentence_for(error: ValidationError, field: forms.Field, label: str, typed: Any) -> ValidationError:
    """The error in our words, or as it is where its author wrote it for this very field."""
    if not _is_stock(error, field):
        return error
    facts = {"label": label, "typed": _quoted(typed), **(error.params or {})}
    words = _required(field, facts) if error.code == "required" else _unfit(error.code, field, facts, typed)
    return ValidationError(words, code=error.code) if words else error


def _is_stock(error: ValidationError, field: forms.Field) -> bool:
    """Whether Django or a validator worded the error, and not somebody who knew the field."""
    stock: list[Any] = [getattr(validator, "message", None) for validator in field.validators]
    for validator in field.validators:
        stock.extend(getattr(validator, "messages", {}).values())
    for ancestor in type(field).__mro__:
        stock.extend(getattr(ancestor, "default_error_messages", {}).values())
    return any(error.message is message for message in stock)


def _quoted(typed: Any) -> str:
    """What was typed, short enough to stand in a sentence."""
    if isinstance(typed, list | tuple):
        typed = ", ".join(str(part) for part in typed)
    text = "" if typed is None else str(typed).strip()
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _required(field: forms.Field, facts: dict[str, Any]) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Tick “%(label)s” to go on.") % facts
    if isinstance(field, forms.FileField):
        return _("Choose a file for “%(label)s”.") % facts
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Choose an answer for “%(label)s”.") % facts
    return _("Fill in “%(label)s”.") % facts


def _unfit(code: str | None, field: forms.Field, facts: dict[str, Any], typed: Any) -> str:
    match code:
        case "invalid_choice" | "invalid_pk_value" | "invalid_list":
            return (
                _("“%(typed)s” is not one of the answers for “%(label)s”. Choose one that is shown.") % facts
            )
        case "max_length" if isinstance(typed, str):
            return _too_long(facts, len(typed))
        case "min_length":
            return _at_least_characters(facts)
        case "max_value":
            return (
                _("“%(typed)s” in “%(label)s” is too much. %(limit_value)s is the most that works.") % facts
            )
        case "min_value":
            return (
                _("“%(typed)s” in “%(label)s” is too little. %(limit_value)s is the least that works.")
                % facts
            )
        case "max_digits" | "max_whole_digits" | "max_decimal_places":
            return _too_many_digits(field, facts)
        case "null_characters_not_allowed":
            return _("“%(label)s” holds a character that cannot be saved. Type the text again.") % facts
        case _:
            return _unreadable(field, facts)


def _too_long(facts: dict[str, Any], count: int) -> str:
    limit = int(facts["limit_value"])
    facts = {**facts, "count": count, "limit": limit, "over": count - limit}
    return (
        ngettext(
            "“%(label)s” has %(count)d characters and %(limit)d fit. Shorten it by %(over)d character.",
            "“%(label)s” has %(count)d characters and %(limit)d fit. Shorten it by %(over)d characters.",
            count - limit,
        )
        % facts
    )


def _too_many_digits(field: forms.Field, facts: dict[str, Any]) -> str:
    after = field.decimal_places
    return _(
        "“%(typed)s” in “%(label)s” has more digits than fit: at most %(before)d before the point and %(after)d after it."
    ) % {**facts, "before": field.max_digits - after, "after": after}


def _at_least_characters(facts: dict[str, Any]) -> str:
    limit = int(facts["limit_value"])
    return ngettext(
        "“%(typed)s” in “%(label)s” is too short. Write at least %(limit)d character.",
        "“%(typed)s” in “%(label)s” is too short. Write at least %(limit)d characters.",
        limit,
    ) % {**facts, "limit": limit}


def _unreadable(field: forms.Field, facts: dict[str, Any]) -> str:
    match field:
        case forms.DateTimeField():
            words = _(
                "“%(typed)s” in “%(label)s” is not a day and time we can read. Write it like 2026-03-05 14:30."
            )
        case forms.DateField():
            words = _("“%(typed)s” in “%(label)s” is not a date we can read. Write it like 2026-03-05.")
        case forms.TimeField():
            words = _("“%(typed)s” in “%(label)s” is not a time we can read. Write it like 14:30.")
        case forms.DecimalField() | forms.FloatField():
            words = _("“%(typed)s” in “%(label)s” is not a number we can read. Write it like 12.50.")
        case forms.IntegerField():
            words = _("“%(typed)s” in “%(label)s” is not a whole number. Write it in digits, like 12.")
        case forms.EmailField():
            words = _("“%(typed)s” in “%(label)s” is not an e-mail address. Write it like name@example.org.")
        case forms.URLField():
            words = _("“%(typed)s” in “%(label)s” is not a web address. Write it like https://example.org.")
        case forms.SlugField():
            words = _(
                "“%(typed)s” in “%(label)s” does not work. Use letters without accents, digits and hyphens."
            )
        case _:
            words = _(
                "“%(typed)s” in “%(label)s” is not something we can read. Look at the hint and write it again."
            )
    return words % facts
