"""How much of the interface's own words a person has reviewed, read from the catalogs themselves."""

import unicodedata
from functools import lru_cache
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import get_language, get_language_info

REVIEWED_BY_A_PERSON = "reviewed:"
SOURCE_LANGUAGE = "en"


@lru_cache(maxsize=16)
def interface_review(language: str) -> tuple[int, int]:
    """How many sentences of the interface a person has reviewed in this language, and how many there are.

    A sentence counts as reviewed when its translator comment has a line "reviewed: role, date".
    """
    reviewed = total = 0
    for folder in settings.LOCALE_PATHS:
        catalog = Path(folder) / language / "LC_MESSAGES" / "django.po"
        if not catalog.exists():
            continue
        for entry in polib.pofile(str(catalog)):
            if entry.obsolete or not entry.translated():
                continue
            total += 1
            reviewed += any(
                line.strip().startswith(REVIEWED_BY_A_PERSON) for line in entry.tcomment.splitlines()
            )
    return reviewed, total


def page_language() -> str:
    """The language of the page now being made."""
    return get_language() or SOURCE_LANGUAGE


def own_name(code: str) -> str:
    """A language by the name its speakers use, as it begins a line."""
    # Django keeps some names as letters and loose accents, which fonts draw less well.
    name = unicodedata.normalize("NFC", get_language_info(code)["name_local"])
    return name[:1].upper() + name[1:]
