"""The tag library `konbit`: days, times, amounts, and content in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.foundation.money import amount_words
from konbit.foundation.texts import say
from konbit.ui import formats
from konbit.ui.catalogs import SOURCE_LANGUAGE, interface_review, own_name, page_language

register = template.Library()


@register.filter
def day(value: Any, zone: str = "") -> str:
    """March 5, 2026, in the words of the page's language."""
    return formats.long_day(value, zone) if value else ""


@register.filter
def weekday_day(value: Any, zone: str = "") -> str:
    """Thursday, March 5, 2026."""
    return formats.long_weekday_day(value, zone) if value else ""


@register.filter
def clock(value: Any, zone: str = "") -> str:
    """2:14 pm, on the clocks of the zone named."""
    return formats.clock_time(value, zone) if value is not None and value != "" else ""


@register.filter
def thousands(value: Any) -> str:
    """1,234."""
    return formats.us_number(value) if value is not None and value != "" else ""


@register.filter
def money(value: Any) -> str:
    """$1,234 or $1,234.50."""
    return formats.us_money(value) if value is not None and value != "" else ""


@register.filter
def cents(value: Any, currency: str = "USD") -> str:
    """$1,234 or $1,234.50, of whole cents."""
    return amount_words(value, currency) if value is not None and value != "" else ""


register.filter(own_name)


@register.filter
def words_of(texts: Mapping[str, Any]) -> str:
    """The words alone, for places that hold no markup: attributes, titles, letters."""
    return say(texts, page_language()).text if texts else ""


@register.filter
def undo_path(extra_tags: str | None) -> str:
    """The address that undoes what a flash tells of: what follows "undo:" in the message's extra tags."""
    path = (extra_tags or "").partition("undo:")[2]
    return path if path.startswith("/") and not path.startswith("//") else ""


@register.simple_tag(takes_context=True)
def said(context: template.Context, texts: Mapping[str, Any]) -> SafeString:
    """A content text in the page's language, or in another one, marked so; counts what nobody has reviewed."""
    if not texts:
        return SafeString("")
    language = page_language()
    part = say(texts, language)
    if part.language != language or not part.is_reviewed:
        _note_unreviewed(context, part.language)
    if part.language == language:
        return format_html("{}", part.text)
    return format_html(
        '<span lang="{}">{}</span> <span class="in-language">{}</span>',
        part.language,
        part.text,
        _in_language(part.language),
    )


def _in_language(code: str) -> str:
    """The visible mark of a text in another language than the page."""
    match code:
        case "en":
            return _("(in English)")
        case "es":
            return _("(in Spanish)")
        case "ht":
            return _("(in Haitian Creole)")
        case "vi":
            return _("(in Vietnamese)")
        case _:
            return f"({own_name(code)})"


def _note_unreviewed(context: template.Context, language: str) -> None:
    request = context.get("request")
    if request is None:
        return
    if not hasattr(request, "unreviewed_parts"):
        request.unreviewed_parts = []
    request.unreviewed_parts.append(language)


@register.filter
def way_instead(refusal: Any) -> str:
    """The page that helps where this was refused."""
    page, _words, *opened_with = refusal.instead
    return reverse(page, args=opened_with)


@register.simple_tag(takes_context=True)
def way_back(context: template.Context) -> str:
    """The page of ours that the person came from, or nothing."""
    request = context.get("request")
    came_from = request.headers.get("Referer", "") if request else ""
    here = request is not None and came_from == request.build_absolute_uri()
    known = request is not None and url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return came_from if known and not here else ""


@register.inclusion_tag("ui/unreviewed_line.html", takes_context=True)
def unreviewed_line(context: template.Context) -> dict[str, Any]:
    """One line a page: what of it no person has reviewed."""
    language = page_language()
    parts = getattr(context.get("request"), "unreviewed_parts", [])
    reviewed, total = interface_review(language) if language != SOURCE_LANGUAGE else (0, 0)
    return {
        "fallen_back": sum(part != language for part in parts),
        "machine": sum(part == language for part in parts),
        "unreviewed_interface": total - reviewed,
        "total_interface": total,
    }


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The languages of this installation, each by its own name."""
    return [(code, own_name(code)) for code, _name in settings.LANGUAGES]
