"""Quiet hours: between two times of a person's own clock, no letter comes."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def quiet_until(at: datetime, *, zone: str, begins: time | None, ends: time | None) -> datetime | None:
    """The moment at which the quiet hours around `at` end; None where letters may come now.

    The hours may reach over midnight. Without both times, or with the same time twice, there are none.
    """
    if begins is None or ends is None or begins == ends:
        return None
    local = at.astimezone(ZoneInfo(zone))
    now = local.time()
    over_midnight = begins > ends
    is_quiet = now >= begins or now < ends if over_midnight else begins <= now < ends
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=1) if over_midnight and now >= begins else local.date()
    end = datetime.combine(day, ends, tzinfo=ZoneInfo(zone))
    if end.astimezone(UTC) <= at:
        # The hour comes twice when summer time ends, and the first of both is over.
        end = end.replace(fold=1)
    return end.astimezone(UTC)
