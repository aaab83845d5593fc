"""A *no names* item may carry no person and no organization: a wording that holds a known name is found here."""

import re
import unicodedata
from collections.abc import Iterable


def _plain(text: str) -> str:
    """The text as it is read: however its letters are stored, and whatever stands between its words."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def names_within(text: str, names: Iterable[str]) -> list[str]:
    """The names that stand in the text as whole words, whatever their capitals, longest first."""
    said = _plain(text)
    found = [
        name
        for name in names
        if len(_plain(name)) > 1
        and re.search(rf"(?<!\w){re.escape(_plain(name))}(?!\w)", said, flags=re.IGNORECASE)
    ]
    return sorted(set(found), key=lambda name: (-len(name), name))
