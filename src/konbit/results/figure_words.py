"""How a figure is said: its value with the unit, its period, and what stands in its place where it is withheld."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from konbit.foundation.small_counts import Shown
from konbit.results.domain.withheld import Withheld, is_share
from konbit.ui.formats import long_day, us_number


def number_words(value: Decimal) -> str:
    """1,234.5: no more decimals than the value has."""
    plain = value.normalize()
    return us_number(plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain)


def value_words(value: Decimal, unit: str, qualifier: str = "") -> str:
    """The value with its unit, and with what the source says before the number."""
    facts = {"value": number_words(value), "unit": unit, "qualifier": qualifier}
    if is_share(unit):
        # Translators: a value such as "28 percent"
        said = _("%(value)s percent") % facts
    elif " " not in unit:
        # Translators: a value and its unit in one word, such as "41 days"
        said = _("%(value)s %(unit)s") % facts
    else:
        # Translators: a value and its unit in several words, such as "49 (rank of states)"
        said = _("%(value)s (%(unit)s)") % facts
    # Translators: what a source says before a number, such as "about 28 percent"
    return _("%(qualifier)s %(value)s") % {**facts, "value": said} if qualifier else said


def period_words(start: date | None, end: date | None) -> str:
    """2022; or from which day to which; or one day."""
    if start is None or end is None:
        return _("Period not given")
    if start == end:
        return long_day(end)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        facts = {"first": start.year, "last": end.year}
        # Translators: a period of whole years, such as "2019 to 2022"
        return str(end.year) if start.year == end.year else _("%(first)s to %(last)s") % facts
    # Translators: a period, from its first day to its last
    return _("%(start)s to %(end)s") % {"start": long_day(start), "end": long_day(end)}


def short_period(start: date, end: date) -> str:
    """The period where room is scarce: its year, or its month as in 2025-03."""
    whole_years = (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31)
    return str(end.year) if whole_years else f"{end.year}-{end.month:02d}"


def withheld_words(withheld: Withheld) -> str:
    """What stands in the place of a withheld value."""
    if withheld.instead is not None:
        return _answers_words(withheld.instead)
    if withheld.mark == "primary":
        return _("fewer than 11")
    return _("not shown, so that a small number cannot be worked out")


def _answers_words(shown: Shown) -> str:
    match shown.kind:
        case "too_few":
            return _("fewer than 5 answered")
        case "count":
            return _("%(yes)s of %(answered)s") % {"yes": shown.yes, "answered": shown.answered}
        case "most":
            return _("most")
        case "half":
            return _("about half")
        case "few":
            return _("few")
    return _("not shown: too few, or all answered alike")
