"""Sentences that slides and documents share: when a meeting is, what comes back, what became of promises."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.meetings.templatetags.meetings import closure_words
from konbit.ui.formats import clock_time, long_day, long_weekday_day


def when_words(content: Mapping[str, Any], zone: str) -> str:
    """Thursday, March 5, 2026, 10:00 am to 11:30 am."""
    starts, ends = (datetime.fromisoformat(content[name]) for name in ("starts_at", "ends_at"))
    return _("%(day)s, %(begins)s to %(ends)s") % {
        "day": long_weekday_day(starts, zone),
        "begins": clock_time(starts, zone),
        "ends": clock_time(ends, zone),
    }


def comes_back_words(back: Mapping[str, Any]) -> str:
    """Which open matter comes back with an item."""
    facts = {"day": long_day(date.fromisoformat(back["day"]))}
    match back["kind"]:
        case "commitment":
            return _("Comes back: a commitment due on %(day)s") % facts
        case "decision":
            return _("Comes back: a decision of %(day)s") % facts
        case "question":
            return _("Comes back: a question of %(day)s") % facts
    return _("Comes back: parked on %(day)s") % facts


def closure_lines(closure: Mapping[str, Any]) -> list[str]:
    """What became of what fell due; and apart from it what nobody has accepted yet."""
    lines = [closure_words(closure)]
    if closure["awaiting"]:
        awaiting = ngettext(
            "Not counted: %(awaiting)s proposed, which waits for its owner.",
            "Not counted: %(awaiting)s proposed, which wait for their owners.",
            closure["awaiting"],
        )
        lines.append(awaiting % {"awaiting": closure["awaiting"]})
    return lines
