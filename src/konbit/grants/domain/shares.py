"""Shares of an activity under its awards, in hundredths of a percent: together they make exactly the whole."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

WHOLE = 10_000


def percent_words(hundredths: int) -> str:
    """33.33, or 50 where there is no fraction."""
    text = f"{hundredths / 100:.2f}"
    return text.rstrip("0").rstrip(".")


def together_of(awards: Iterable[UUID]) -> int | None:
    """The same number for the same awards, in whatever order; None for a single one."""
    ids = sorted({award.hex for award in awards})
    return number_of(" ".join(ids)) if len(ids) > 1 else None


def number_of(words: str) -> int:
    """The same number for the same words, of 63 bits: of a million, two are the same once in twenty million times."""
    return int.from_bytes(sha256(words.encode()).digest()[:8]) >> 1
