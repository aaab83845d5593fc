"""Round numbers for the value axis of a chart."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MOST_STEPS = 5


def ticks_for(values: Sequence[Decimal]) -> list[Decimal]:
    """Round numbers from below the least value to above the greatest; from zero where that costs little of the height."""
    low, high = (min(values), max(values)) if values else (Decimal(0), Decimal(1))
    if low > 0 and low <= high * Decimal("0.6"):
        low = Decimal(0)
    if high < 0 and high >= low * Decimal("0.6"):
        high = Decimal(0)
    span = high - low or abs(high) / 4 or Decimal(1)
    step = _round_step(span / MOST_STEPS)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    if last == first:
        last += 1
    return [_plain(step * number) for number in range(int(first), int(last) + 1)]


def _round_step(least: Decimal) -> Decimal:
    power = Decimal(10) ** least.adjusted()
    return next(power * step for step in STEPS if power * step >= least)


def _plain(value: Decimal) -> Decimal:
    """Without zeros behind the point, and without an exponent."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
