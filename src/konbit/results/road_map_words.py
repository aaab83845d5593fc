"""How the road map is said: the name of a period, how far a result lies behind its plan, how often the plan moved."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.results import words
from konbit.results.domain.road_map import Period


def period_name(period: Period) -> str:
    """Quarter 3 of 2026."""
    return str(words.PERIOD_NAMES[period.months]) % {"number": period.number, "year": period.year}


def behind_words(drift: int, months: int) -> str:
    """2 quarters behind its plan; nothing where it is not behind."""
    return words.BEHIND[months] % {"count": drift} if drift else ""


def moved_words(moved: int, first: Period) -> str:
    """That the plan is another one than the first, and which that was; nothing where it is the same."""
    if not moved:
        return ""
    facts = {"period": period_name(first), "count": abs(moved)}
    if moved > 0:
        return (
            ngettext(
                "First planned for %(period)s, moved %(count)d period later",
                "First planned for %(period)s, moved %(count)d periods later",
                moved,
            )
            % facts
        )
    return (
        ngettext(
            "First planned for %(period)s, moved %(count)d period earlier",
            "First planned for %(period)s, moved %(count)d periods earlier",
            -moved,
        )
        % facts
    )


def open_words(count: int, behind: int) -> str:
    """How many results are open, and how many of them lie behind their plan."""
    facts = {"open": count, "behind": behind}
    if not behind:
        return ngettext("%(open)d open result", "%(open)d open results", count) % facts
    return (
        ngettext(
            "%(open)d open result, %(behind)d of them behind its plan",
            "%(open)d open results, %(behind)d of them behind their plans",
            count,
        )
        % facts
    )


def reached_words(count: int) -> str:
    """How many results the road map leaves out, because they are there."""
    return (
        ngettext(
            "%(count)d result is achieved or sustained. It stands in the register.",
            "%(count)d results are achieved or sustained. They stand in the register.",
            count,
        )
        % {"count": count}
        if count
        else _("No result is achieved yet.")
    )
