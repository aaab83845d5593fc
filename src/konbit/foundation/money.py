"""Money: whole cents with a currency. How an amount is read, written, and split without losing a cent."""

import re
from collections.abc import Sequence

# Currencies that have hundredths, so that whole cents mean the same in each. Code: the sign before the figure.
CURRENCIES = {"USD": "$", "CAD": "CA$", "EUR": "€", "GBP": "£", "MXN": "MX$", "HTG": "G "}
# The largest amount that is kept: ten trillion, in cents. A database holds more; a typing slip is no budget.
MOST_CENTS = 10**15

_AMOUNT = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<cents>\d{1,2}))?")


class NotMoney(ValueError):
    """What was written is no amount of whole cents. `why`: unreadable, negative, too_large."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def cents_of(typed: str) -> int:
    """Read an amount as people write it: "1,234.50", "$1234.5", "1234". Answers whole cents.

    Raises:
        NotMoney: it is negative, has a fraction of a cent, has commas elsewhere than between thousands, or is larger
            than ten trillion.
    """
    plain = typed.strip().removeprefix("$").strip()
    if plain.startswith(("-", "−", "(")):
        raise NotMoney("negative")
    found = _AMOUNT.fullmatch(plain) if plain.isascii() else None
    if found is None:
        raise NotMoney("unreadable")
    whole = found["whole"].replace(",", "")
    if len(whole) > len(str(MOST_CENTS)):
        raise NotMoney("too_large")
    cents = int(whole) * 100 + int((found["cents"] or "").ljust(2, "0"))
    if cents > MOST_CENTS:
        raise NotMoney("too_large")
    return cents


def amount_words(cents: int, currency: str = "USD") -> str:
    """$1,234, or $1,234.50 where cents matter; the same in every language."""
    sign = CURRENCIES.get(currency, f"{currency} ")
    return f"{'−' if cents < 0 else ''}{sign}{plain_amount(abs(cents)).removesuffix('.00')}"


def plain_amount(cents: int) -> str:
    """1,234.50, without a sign of the currency."""
    return f"{cents // 100:,}.{cents % 100:02d}"


def split_evenly(cents: int, parts: int) -> list[int]:
    """Equal shares by largest remainder: no cent is lost, and the first shares are the larger ones."""
    return split_by(cents, [1] * parts)


def split_by(cents: int, weights: Sequence[int]) -> list[int]:
    """Shares in proportion to whole weights, by largest remainder; ties go to the first. Sums to `cents`.

    Raises:
        ValueError: there is no weight above zero, or one below.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("shares need weights above zero")
    shares = [cents * weight // total for weight in weights]
    remainders = [cents * weight % total for weight in weights]
    for index in sorted(range(len(weights)), key=lambda one: -remainders[one])[: cents - sum(shares)]:
        shares[index] += 1
    return shares
