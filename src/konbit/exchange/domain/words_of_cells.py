"""How a word of a spreadsheet is compared: whatever its capitals, its accents, and the signs around it."""

import re
import unicodedata
from functools import lru_cache

_SIGNS = re.compile(r"[^\w]+")


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """The text in small letters, without accents, with single spaces between words: “ Due-Date: ” is “due date”."""
    if text.isascii():
        return _SIGNS.sub(" ", text.replace("_", " ")).strip().lower()
    taken_apart = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return _SIGNS.sub(" ", bare.replace("_", " ")).strip().casefold()


def tidy(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())
