"""Amounts and single words, as every other page of text uses them."""

from collections.abc import Iterable

from konbit_rules.screening import Amount, Missing

WORDS = {"likely": "likely", "not_likely": "not likely", "need_info": "cannot tell yet"}
PERIODS = {"money/month": "a month", "money/year": "a year", "money/week": "a week", "money": ""}
# What an unknown pay could be at most says nothing to a reader.
BEYOND_REASON = 250_000.0
BITES = {
    "at_once": "at once",
    "next_report": "at the next report to the agency",
    "end_of_period": "at the end of the period it was granted for",
    "tax_return": "at tax time",
}
HALF_A_CENT = 0.005


def dollars(amount: float) -> str:
    """$1,234.50, without cents where there are none."""
    sign = "-" if amount <= -HALF_A_CENT else ""
    text = f"{abs(amount):,.2f}"
    return f"{sign}${text.removesuffix('.00')}"


def amount_text(amount: Amount | None) -> str:
    """An amount or its span, with its period in words."""
    if amount is None:
        return "no dollar amount"
    if not amount.unit.startswith("money"):
        return str(amount.lowest)
    return f"{span_text(amount.lowest, amount.highest)} {PERIODS[amount.unit]}".strip()


def span_text(lowest: float, highest: float) -> str:
    """From the lowest to the highest of what an amount could be."""
    is_open_below, is_open_above = lowest <= -BEYOND_REASON, highest >= BEYOND_REASON
    if highest == lowest:
        return dollars(lowest)
    if is_open_below and is_open_above:
        return "anything"
    if is_open_above:
        return f"{dollars(lowest)} or more"
    return f"{dollars(highest)} or less" if is_open_below else f"{dollars(lowest)} to {dollars(highest)}"


def owed_text(amount: Amount) -> str:
    """A tax: what is to pay, or what comes back."""
    period = PERIODS[amount.unit]
    if amount.lowest == amount.highest:
        return _owed(amount.lowest, period)
    if amount.lowest >= 0:
        return f"to pay, {span_text(amount.lowest, amount.highest)} {period}"
    if amount.highest <= 0:
        return f"back, {span_text(-amount.highest, -amount.lowest)} {period}"
    return f"between {_owed(amount.lowest, period)}, and {_owed(amount.highest, period)}"


def _owed(amount: float, period: str) -> str:
    if abs(amount) < HALF_A_CENT:
        return "nothing to pay"
    return f"{'back' if amount < 0 else 'to pay'}, {dollars(abs(amount))} {period}"


def amount_data(amount: Amount | None) -> dict | None:
    """An amount as data."""
    if amount is None:
        return None
    if isinstance(amount.lowest, str):
        return {"value": amount.lowest}
    return {"lowest": cents(amount.lowest), "highest": cents(amount.highest), "unit": amount.unit}


def cents(value: float) -> float:
    """Rounded to the cent, never -0."""
    return round(value, 2) + 0.0


def missing_data(missing: Iterable[Missing]) -> list[dict]:
    """Facts that would settle something, as data."""
    return [
        {"fact": one.fact, "person": one.person, "about": one.about, "programs": list(one.programs)}
        for one in missing
    ]


def missing_text(one: Missing) -> str:
    """A fact that would settle something, with the name by which a family file tells it."""
    whose = f"{one.person}: " if one.person else ""
    return f"{whose}{one.about} ({one.fact})"
