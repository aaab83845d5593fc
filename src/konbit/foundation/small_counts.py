"""Small numbers say too much about who said what: how answers of members may be printed (network.md, section i).

Families' counts follow another rule and a higher threshold; they are not printed from here.
"""

from dataclasses import dataclass

FEWEST, PERCENT_FROM = 5, 10


@dataclass(frozen=True)
class Shown:
    """What may be printed of one yes-or-no item.

    `kind`: "too_few" (fewer than 5 answered, and nothing else), "count" (yes of answered), "most", "half" or "few" (a
    band, no number), "withheld" (all answered alike, or nearly), "percent" (count and percentage).
    """

    kind: str
    yes: int | None = None
    answered: int | None = None
    percent: int | None = None


def shown(*, yes: int, answered: int, sensitive: bool) -> Shown:
    """What may be printed when `yes` of `answered` said yes. A sensitive item is about honesty, power or staff."""
    if answered < FEWEST:
        return Shown("too_few")
    alike = min(yes, answered - yes)
    if answered < PERCENT_FROM:
        if not sensitive:
            return Shown("count", yes, answered)
        return Shown("withheld") if alike == 0 else Shown(_band(yes, answered))
    if sensitive and alike <= 1:
        return Shown("withheld", answered=answered)
    return Shown("percent", yes, answered, (200 * yes + answered) // (2 * answered))


def _band(yes: int, answered: int) -> str:
    """Few = up to one third, most = two thirds and up."""
    if 3 * yes <= answered:
        return "few"
    return "most" if 3 * yes >= 2 * answered else "half"
