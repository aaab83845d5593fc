"""Pay as people type it, read into whole cents: "$1,234.50", "1234.5" and "1 234" are amounts; "1,2" is none."""

import re

# Thousands are grouped all through or not at all; at most two decimals, since there is nothing smaller than a cent.
_AMOUNT = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.(?P<part>\d{1,2}))?")
MOST_CENTS = 10**12


def read_cents(typed: str) -> int | None:
    """The amount in whole cents; None where it is no amount that can be meant in one way only."""
    plain = " ".join(typed.split()).removeprefix("$").removesuffix("USD").strip()
    found = _AMOUNT.fullmatch(plain)
    if found is None or not plain.isascii():
        return None
    whole = int(found["whole"].replace(",", "").replace(" ", ""))
    cents = whole * 100 + int((found["part"] or "0").ljust(2, "0"))
    return cents if cents <= MOST_CENTS else None


def typed_from(cents: int) -> str:
    """The amount as a person would type it: 1234.50, or 1234 where there are no cents."""
    whole, part = divmod(cents, 100)
    return f"{whole}.{part:02d}" if part else str(whole)


def is_outside(entry: int, low: int, high: int) -> bool:
    """Whether what is paid at entry lies outside the range of its step."""
    return not low <= entry <= high
