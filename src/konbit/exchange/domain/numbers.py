"""Reading a number as people write it: 1234.5, 1,234.50, 1.234,50, 12 %, $ 1,200."""

import re
from decimal import Decimal, InvalidOperation

_GROUPED_BY_COMMA = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_POINT = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|-?\d{1,3}(?:\.\d{3})+,\d+")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,2})?")
_COMMA_FRACTION = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,})")
_AROUND = re.compile(r"^[\s$€£]+|[\s%€$]+$")
MOST_DIGITS, MOST_PLACES = 14, 6


def read_number(text: str) -> Decimal | None:
    """The number, or None where it is none, is too large to keep, or has more than six places after the point."""
    bare = _AROUND.sub("", text.strip()).replace("\u00a0", "").replace("\u202f", "").replace("−", "-")
    if _PLAIN.fullmatch(bare):
        written = bare
    elif _GROUPED_BY_COMMA.fullmatch(bare):
        written = bare.replace(",", "")
    elif _GROUPED_BY_POINT.fullmatch(bare):
        written = bare.replace(".", "").replace(",", ".")
    elif _COMMA_FRACTION.fullmatch(bare):
        written = bare.replace(",", ".")
    else:
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    places = -int(number.normalize().as_tuple().exponent)
    return number if abs(number) < 10**MOST_DIGITS and places <= MOST_PLACES else None
