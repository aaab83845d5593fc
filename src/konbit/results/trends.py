"""An indicator as a trend chart, and the sentence that says what it shows. Both are made of the same printed figures."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from konbit.foundation.texts import say
from konbit.results.domain.figures import Move
from konbit.results.figure_words import number_words, short_period, value_words
from konbit.results.models import Indicator
from konbit.results.queries import BaselineAndLatest, IndicatorCard
from konbit.ui.catalogs import page_language
from konbit.ui.charts.trend import Line, Point, Trend
from konbit.ui.formats import long_day


def trend_of(card: IndicatorCard) -> Trend | None:
    """The chart of an indicator's figures for everybody; None where there are fewer than two to join."""
    indicator, both = card.indicator, card.both
    if len(card.series) < 2:
        return None
    return Trend(
        id=f"trend-{indicator.code}",
        heading=say(indicator.name, page_language()).text,
        finding=finding_of(card),
        direction=direction_words(indicator),
        unit=indicator.unit,
        points=tuple(
            Point(
                on=one.figure.period_end,
                value=one.value,
                says=one.says,
                period=one.period,
                short=short_period(one.figure.period_start, one.figure.period_end),
                is_provisional=one.figure.is_provisional,
                method_changed=one.figure.method_changed,
            )
            for one in card.series
        ),
        baseline=_baseline_line(both),
        goal=_goal_line(indicator),
        is_made_up=indicator.label == "made_up",
    )


def direction_words(indicator: Indicator) -> str:
    """Which way is better, as a sentence."""
    match indicator.direction:
        case "up":
            return _("Higher is better.")
        case "down":
            return _("Lower is better.")
    return _("No direction is wished for.")


def finding_of(card: IndicatorCard) -> str:
    """What the figures say, computed: from the baseline to the latest, then the goal. Without a baseline, nothing."""
    both = card.both
    if both is None:
        return _("No baseline is marked, so nothing is said about how this has changed.")
    sentences = [change_words(both)]
    if (goal := goal_words(both)) != "":
        sentences.append(goal)
    return " ".join(sentences)


def change_words(both: BaselineAndLatest) -> str:
    """From the baseline to the latest figure, both with their periods."""
    facts = {
        "before": both.baseline.says,
        "before_period": both.baseline.period,
        "after": both.latest.says,
        "after_period": both.latest.period,
        "difference": both.difference,
    }
    if both.is_one_figure:
        return _("Baseline and latest figure are the same: %(before)s, %(before_period)s.") % facts
    match both.move:
        case None:
            words = _("Baseline: %(before)s, %(before_period)s. Latest: %(after)s, %(after_period)s.")
        case Move.SAME:
            words = _(
                "The baseline was %(before)s (%(before_period)s). The latest figure is the same (%(after_period)s)."
            )
        case Move.CHANGED:
            words = _(
                "From %(before)s (%(before_period)s) to %(after)s (%(after_period)s): a difference of %(difference)s."
            )
        case Move.BETTER:
            words = _(
                "From %(before)s (%(before_period)s) to %(after)s (%(after_period)s): "
                "%(difference)s in the direction wished for."
            )
        case _:
            words = _(
                "From %(before)s (%(before_period)s) to %(after)s (%(after_period)s): "
                "%(difference)s away from the direction wished for."
            )
    return words % facts


def goal_words(both: BaselineAndLatest) -> str:
    """How far the latest figure is from the goal; nothing without a goal."""
    indicator, left = both.indicator, both.still_to_go
    if left is None or indicator.goal_on is None:
        return ""
    facts = {
        "goal": value_words(indicator.goal_value, indicator.unit),
        "day": long_day(indicator.goal_on),
        "left": number_words(left),
    }
    if left == 0:
        return _("The goal of %(goal)s by %(day)s is reached.") % facts
    return _("The goal is %(goal)s by %(day)s: %(left)s to go.") % facts


def _baseline_line(both: BaselineAndLatest | None) -> Line | None:
    if both is None or both.baseline.value is None:
        return None
    day = both.baseline.figure.period_end
    return _line(_("Baseline: %(value)s"), both.baseline.value, day, both.indicator)


def _goal_line(indicator: Indicator) -> Line | None:
    if indicator.goal_value is None or indicator.goal_on is None:
        return None
    return _line(_("Goal: %(value)s"), indicator.goal_value, indicator.goal_on, indicator)


def _line(words: str, value: Decimal, on: date, indicator: Indicator) -> Line:
    """The words of a line: its value, and its day under it."""
    said = value_words(value, indicator.unit)
    return Line(
        value, on, (words % {"value": said if len(said) <= 16 else number_words(value)}, long_day(on))
    )
