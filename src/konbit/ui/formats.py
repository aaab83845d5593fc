"""How days, times, amounts and numbers are written: US figures in all four languages, words of the page's language."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_EVEN, Decimal
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# In the letters of Django's date filter. Vietnamese counts its months, so it needs no month names.
DAYS = {
    "en": "F j, Y",
    "es": r"j \d\e F \d\e Y",
    "ht": "j F Y",
    "vi": r"j \t\h\á\n\g n, Y",
}
WEEKDAY_DAYS = {
    "en": "l, F j, Y",
    "es": r"l, j \d\e F \d\e Y",
    "ht": "l j F Y",
    "vi": r"j \t\h\á\n\g n, Y",
}
# Django's catalog writes "Thứ 5", which beside a day of the month reads like a second one.
VIETNAMESE_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def _in_zone(moment: date, zone: str = "") -> date:
    """The moment as the clocks of the zone show it; a plain day stays as it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment, ZoneInfo(zone) if zone else None)
    return moment


def long_day(moment: date, zone: str = "") -> str:
    """March 5, 2026."""
    return dateformat.format(_in_zone(moment, zone), DAYS.get(get_language() or "en", DAYS["en"]))


def long_weekday_day(moment: date, zone: str = "") -> str:
    """Thursday, March 5, 2026. Spanish and Haitian Creole begin it small, as inside a sentence."""
    shown, language = _in_zone(moment, zone), get_language() or "en"
    words = dateformat.format(shown, WEEKDAY_DAYS.get(language, WEEKDAY_DAYS["en"]))
    return f"{VIETNAMESE_WEEKDAYS[shown.weekday()]}, {words}" if language == "vi" else words


def clock_time(moment: datetime | time, zone: str = "") -> str:
    """2:14 pm."""
    shown = _in_zone(moment, zone) if isinstance(moment, datetime) else moment
    hour = shown.hour % 12 or 12
    facts = {"time": f"{hour}:{shown.minute:02d}"}
    # Translators: a time before noon, such as 9:05 am
    morning = _("%(time)s am")
    # Translators: a time after noon, such as 2:14 pm
    afternoon = _("%(time)s pm")
    # The half of the day never falls onto the next line.
    return ((morning if shown.hour < 12 else afternoon) % facts).replace(" ", "\N{NO-BREAK SPACE}")


def us_number(value: float | Decimal) -> str:
    """1,234, with as many decimals as the value has."""
    return f"{value:,}"


def us_money(value: float | Decimal) -> str:
    """$1,234, or $1,234.50 where cents matter."""
    amount = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
    figure = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"−${figure}" if amount < 0 else f"${figure}"
