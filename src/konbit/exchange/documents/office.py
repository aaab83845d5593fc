"""What slides and documents have in common: their colors, the language of their words, and bytes without the hour."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.exchange.tables.writing import put
from konbit.foundation.texts import say
from konbit.ui.catalogs import page_language

# Present or replaced width by width wherever slides and documents are opened; Vietnamese accents included.
FONT = "Arial"
INK, SOFT, BRAND, WASH, LINE, ATTENTION = "1C2430", "4D5766", "083F41", "E3F0ED", "E6DDCF", "6B4206"
# The regions that programs for slides and documents know their spelling by.
REGIONS = {"en": "en-US", "es": "es-US", "ht": "ht-HT", "vi": "vi-VN"}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def region(language: str = "") -> str:
    """The language, the page's unless another is given, as programs for slides and documents name it."""
    return REGIONS.get(language or get_language() or "en", "en-US")


def clean(text: str) -> str:
    """The text without what no slide or document can hold."""
    return _NO_XML.sub("\ufffd", text)


def said(texts: Mapping[str, Any] | None) -> str:
    """A content text in the reader's language, else in its own."""
    return say(texts, page_language()).text if texts else ""


def label_words(label: str, source: str = "") -> str:
    """Where a card of an example comes from, with its source; nothing on records of somebody's own."""
    match label:
        case "public_record":
            word = _("public record")
        case "our_reading":
            word = _("our reading")
        case "made_up":
            word = _("made up")
        case _:
            return ""
    # Translators: where a record comes from, such as "public record: annual report of 2022"
    return _("%(label)s: %(source)s") % {"label": word, "source": source} if source else word


def foot_words(*parts: str) -> str:
    """What stands at the foot of each page: the parts there are, each kept apart."""
    return " · ".join(part for part in parts if part)


def example_words(group: Any) -> str:
    """What every sheet of an example says of itself; nothing of somebody's own group."""
    return _("Made up: the people and meetings of this example do not exist.") if group.is_example else ""


def describe(properties: Any, *, title: str, at: datetime, language: str = "") -> None:
    """Say what the file is and as of when; never on whose machine it was made."""
    properties.title, properties.author, properties.last_modified_by = clean(title)[:255], "Konbit", "Konbit"
    properties.language, properties.revision = region(language), 1
    properties.created = properties.modified = at.replace(tzinfo=None, microsecond=0)
    properties.comments = properties.keywords = properties.subject = ""


def same_bytes(package: bytes) -> bytes:
    """The file without the moment at which its parts were put together."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(again, "w") as new:
        names = old.namelist()
        # Readers look for the list of parts first.
        for name in sorted(names, key=lambda one: (one != "[Content_Types].xml", one)):
            put(new, name, old.read(name))
    return again.getvalue()
