"""What the frame around every page needs to know."""

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url

from konbit.foundation.actor import NOBODY
from konbit.ui.catalogs import own_name, page_language


def frame(request: HttpRequest) -> dict[str, Any]:
    """The menu for who is asking, and this page's address in each language."""
    return {
        "navigation": _navigation(request),
        "other_languages": _languages(request),
        "page_language_name": own_name(page_language()),
        "konbit_version": _version(),
        "is_demo": settings.KONBIT_DEMO,
    }


@lru_cache(maxsize=1)
def _version() -> str:
    try:
        return version("konbit")
    except PackageNotFoundError:
        # Run from a folder that was never installed, as some editors and tests do.
        return ""


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    entries = []
    for entry in settings.KONBIT_NAVIGATION:
        if not _may_see(request, entry["needs"]):
            continue
        url = _address(entry["url_name"])
        if url:
            entries.append({"label": entry["label"], "url": url, "is_current": _is_current(request, url)})
    return entries


def _may_see(request: HttpRequest, needs: str) -> bool:
    by = getattr(request, "by", NOBODY)
    match needs:
        case "signed_in":
            return by.person_id is not None
        case "operator":
            return by.is_operator
        case "demo":
            return settings.KONBIT_DEMO
        case _:
            return True


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        # An entry whose room is not installed leads nowhere, so it is not shown.
        return ""


def _is_current(request: HttpRequest, url: str) -> str:
    """The value of aria-current: this very page, a page below it, or neither."""
    if request.path == url:
        return "page"
    # Everything lies below the front page, so "below" says something only from the second step on.
    is_front = url.count("/") == 2
    return "true" if not is_front and request.path.startswith(url) else ""


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    current = page_language()
    languages = [
        {
            "code": code,
            "name": own_name(code),
            "url": translate_url(request.get_full_path(), code),
            "is_current": code == current,
        }
        for code, _name in settings.LANGUAGES
    ]
    # A page whose address names no language has one address in all of them: there is nothing to choose.
    return languages if len({one["url"] for one in languages}) > 1 else []
