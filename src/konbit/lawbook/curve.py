"""The curve of what a family has left, with its sentences, ready to be drawn."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from konbit.lawbook.fact_words import fact_in_words
from konbit.lawbook.forms import person_name
from konbit.lawbook.words import BITES, title_of, whole_dollars
from konbit.ui.charts.cliff import Cliff, Point, Row, Stretch
from konbit.ui.formats import us_money
from konbit_rules import Curve, Household

MONTHS, WEEKS = 12, 52
PAYMENTS_A_YEAR = (52, 26, 24, 12, 1)  # in the order of the library's pay periods
# A benefit in whole dollars falls a dollar a month at a time, and tables of tax step: no turning points.
ROUNDING = 60.0
# A band wider than this, in dollars a year, shows nothing to anybody.
WIDEST_BAND = 120_000.0
MOST_QUESTIONS = 12
LEAST_CURVE, MOST_CURVE = 100_000.0, 200_000.0


@dataclass(frozen=True)
class PayScale:
    """How pay is said: by the hour where the earner is paid so, else by the month."""

    a_year: float
    sentence: Callable[[float], str]
    name: str
    units: str

    def shown(self, yearly: float) -> float:
        """Yearly pay on this scale."""
        return yearly / self.a_year

    def says(self, yearly: float) -> str:
        """Yearly pay in words, such as $21.15 an hour."""
        return self.sentence(self.shown(yearly))


def pay_scale(hours: float | None) -> PayScale:
    """By the hour with the hours of a week, else by the month."""
    if hours:
        return PayScale(
            hours * WEEKS,
            lambda pay: _("%(amount)s an hour") % {"amount": us_money(round(pay, 2))},
            _("Pay before taxes, an hour"),
            _("Up: dollars left, a month. Across: pay before taxes, dollars an hour."),
        )
    return PayScale(
        MONTHS,
        lambda pay: _("%(amount)s a month") % {"amount": whole_dollars(pay)},
        _("Pay before taxes, a month"),
        _("Up: dollars left, a month. Across: pay before taxes, dollars a month."),
    )


def highest_pay(household: Household, person: int) -> float:
    """Up to which yearly pay a person's curve is drawn: past today's, within bounds."""
    wages = household.persons[person - 1].facts.get("wages")
    today = (
        sum(amount * count for amount, count in zip(wages, PAYMENTS_A_YEAR, strict=True)) if wages else 0.0
    )
    return min(max(LEAST_CURVE, today * 1.25), MOST_CURVE)


@dataclass(frozen=True)
class CurveView:
    """The chart, what stands beside it, and what would make a band a line."""

    chart: Cliff
    here: str
    told_otherwise: tuple[str, ...]
    coverage: tuple[str, ...]
    small_drops: int
    roundings: int
    depends_on: tuple[str, ...]
    more_questions: int
    next_steps: tuple[tuple[str, str], ...]


def may_be_anything(left: Any) -> bool:
    """Whether what is left today, an amount or a span of it, is too open for a curve to say something."""
    return getattr(left, "high", 0.0) - getattr(left, "low", 0.0) > WIDEST_BAND


def says_too_little(curve: Curve) -> bool:
    """Whether so much is unknown that the curve could be anything."""
    return any(point.highest - point.left > WIDEST_BAND for point in curve.points)


def view_of(curve: Curve, hours: float | None) -> CurveView:
    """The curve in words and in the chart's terms; by the hour with the weekly hours of somebody paid so."""
    scale = pay_scale(hours)
    stretches = [_zone(one, scale) for one in curve.zones] + [_plateau(one, scale) for one in curve.plateaus]
    points = tuple(
        Point(scale.shown(one.earnings), one.left / MONTHS, one.highest / MONTHS) for one in curve.points
    )
    first, last, here = curve.points[0].earnings, curve.points[-1].earnings, curve.here
    chart = Cliff(
        id="curve",
        heading=_("What is left as the pay of %(person)s rises") % {"person": person_name(int(curve.earner))},
        finding=_finding(curve, scale),
        units=scale.units,
        pay_name=scale.name,
        left_name=_("with benefits"),
        alone_name=_("pay alone"),
        points=points,
        alone=((scale.shown(first), first / MONTHS), (scale.shown(last), last / MONTHS)),
        stretches=tuple(sorted(stretches, key=lambda one: one.start)),
        rows=_rows(curve, scale),
        here=(scale.shown(here.earnings), here.left / MONTHS) if here.earnings <= last else None,
        here_name=(_("you are here"),),
    )
    in_zones = [drop for drop in curve.drops if not drop.over_floor]
    return CurveView(
        chart,
        _here(curve, scale),
        tuple(_otherwise(one) for one in curve.told_otherwise),
        tuple(_coverage(one, scale) for one in curve.coverage),
        sum(drop.loss >= ROUNDING for drop in in_zones),
        sum(drop.loss < ROUNDING for drop in in_zones),
        tuple(_question(one) for one in curve.missing[:MOST_QUESTIONS]),
        max(len(curve.missing) - MOST_QUESTIONS, 0),
        tuple(
            (title_of(code), _next_step(code)) for code in dict.fromkeys(one.driver for one in curve.zones)
        ),
    )


def _finding(curve: Curve, scale: PayScale) -> str:
    """The zone that the family stands in, or the next one from here, in one sentence."""
    if curve.is_band:
        return _("What is left depends on facts that are not known yet, so the curve is a band.")
    for zone in curve.zones:
        if zone.start < curve.here.earnings and (zone.end is None or curve.here.earnings < zone.end):
            return _(
                "You are in a stretch where less is left than at %(pay)s, because %(program)s ends or shrinks."
            ) % {
                "pay": scale.says(zone.start),
                "program": title_of(zone.driver),
            }
        if zone.start >= curve.here.earnings:
            return _zone(zone, scale).says
    return _("From here up to %(pay)s no raise leaves this family with much less.") % {
        "pay": scale.says(curve.points[-1].earnings)
    }


def _here(curve: Curve, scale: PayScale) -> str:
    facts = {"pay": scale.says(curve.here.earnings)}
    if curve.here.left != curve.here.highest:
        facts["lowest"] = whole_dollars(curve.here.left / MONTHS)
        facts["highest"] = whole_dollars(curve.here.highest / MONTHS)
        return _("You are here: at %(pay)s, between %(lowest)s and %(highest)s a month is left.") % facts
    return _("You are here: at %(pay)s, %(left)s a month is left.") % {
        **facts,
        "left": whole_dollars(curve.here.left / MONTHS),
    }


def _zone(zone: Any, scale: PayScale) -> Stretch:
    """A losing zone with its line: from where, how much, because of what, and where it is worth it again."""
    facts = {
        "pay": scale.says(zone.start),
        "program": _programs(zone),
        "loss": whole_dollars(zone.loss / MONTHS),
        "when": str(BITES[zone.bites]),
    }
    if zone.end is None:
        says = _(
            "Above %(pay)s: up to %(loss)s a month less, because %(program)s ends or shrinks. It is not made good on this "
            "curve. The loss is felt %(when)s."
        )
        return Stretch(scale.shown(zone.start), None, says % facts)
    facts["back"] = scale.says(zone.end)
    says = _(
        "Above %(pay)s: up to %(loss)s a month less, because %(program)s ends or shrinks. Worth it again from %(back)s. The "
        "loss is felt %(when)s."
    )
    return Stretch(scale.shown(zone.start), scale.shown(zone.end), says % facts)


def _programs(loss: Any) -> str:
    """The program behind a drop or a zone, and those with a part in it."""
    if not loss.others:
        return title_of(loss.driver)
    others = ", ".join(title_of(code) for code in loss.others)
    return _("%(program)s (with %(others)s)") % {"program": title_of(loss.driver), "others": others}


def _plateau(plateau: Any, scale: PayScale) -> Stretch:
    says = _(
        "From %(start)s to %(end)s most of a raise is lost: about %(cents)s cents of each dollar stay."
    ) % {
        "start": scale.says(plateau.start),
        "end": scale.says(plateau.end),
        "cents": round(plateau.kept * 100),
    }
    return Stretch(scale.shown(plateau.start), scale.shown(plateau.end), says, is_plateau=True)


def _rows(curve: Curve, scale: PayScale) -> tuple[Row, ...]:
    """Where the family is, both sides of every drop, where each zone is worst and ends, and the ends of the curve."""
    ends = (curve.points[0], curve.points[-1])
    found = [(one.earnings, one.left, one.highest, "") for one in ends]
    found.append((curve.here.earnings, curve.here.left, curve.here.highest, _("you are here")))
    for drop in curve.drops:
        if drop.loss >= ROUNDING:
            lost = _("after it: %(loss)s a month less, because of %(program)s") % {
                "loss": us_money(round(drop.loss / MONTHS, 2)),
                "program": _programs(drop),
            }
            found.append((drop.start, drop.before, drop.before, _("the last pay before the drop")))
            found.append((drop.start + 0.01, drop.after, drop.after, lost))
    for zone in curve.zones:
        start = _left_at(curve, zone.start)
        found.append((zone.start, start, start, _("a losing zone begins")))
        worst = start - zone.loss
        found.append((zone.lowest_at, worst, worst, _("the worst of it")))
        if zone.end is not None:
            back = _left_at(curve, zone.end)
            found.append((zone.end, back, back, _("at least as well off again as where it began")))
    return tuple(
        Row(scale.says(pay), _left(left, highest), whole_dollars(pay / MONTHS), remark)
        for pay, left, highest, remark in sorted(found, key=lambda one: one[0])
    )


def _left_at(curve: Curve, pay: float) -> float:
    """What is left at a pay: of the point there, else between its neighbors."""
    at = bisect_left(curve.points, pay, key=lambda point: point.earnings)
    at = min(max(at, 1), len(curve.points) - 1)
    before, after = curve.points[at - 1], curve.points[at]
    share = (pay - before.earnings) / (after.earnings - before.earnings)
    return before.left + (after.left - before.left) * min(max(share, 0.0), 1.0)


def _left(lowest: float, highest: float) -> str:
    if lowest == highest:
        return whole_dollars(lowest / MONTHS)
    return _("%(lowest)s to %(highest)s") % {
        "lowest": whole_dollars(lowest / MONTHS),
        "highest": whole_dollars(highest / MONTHS),
    }


def _otherwise(one: Any) -> str:
    """Help that was told otherwise than the law works it out: the curve counts what is worked out."""
    facts = {"program": title_of(one.program), "told": "", "worked_out": whole_dollars(one.worked_out or 0)}
    if one.person is not None:
        facts["program"] = _("%(program)s (%(person)s)") % {**facts, "person": person_name(int(one.person))}
    if one.worked_out is None:
        return _("%(program)s: you said it is received; by the law as modeled there is none.") % facts
    if one.told is None:
        return _("%(program)s: no amount was told; the curve counts %(worked_out)s a month.") % facts
    facts["told"] = whole_dollars(one.told)
    return (
        _("%(program)s: you told %(told)s a month; the curve counts %(worked_out)s, as the law works it out.")
        % facts
    )


def _coverage(one: Any, scale: PayScale) -> str:
    facts = {
        "pay": scale.says(one.at),
        "program": title_of(one.program),
        "person": person_name(int(one.person)),
    }
    if one.ends and one.instead:
        facts["instead"] = title_of(one.instead)
        return _("Above %(pay)s %(program)s ends for %(person)s, who may have %(instead)s instead.") % facts
    if one.ends:
        return _("Above %(pay)s %(program)s ends for %(person)s.") % facts
    return _("Above %(pay)s %(program)s begins for %(person)s.") % facts


def _question(one: Any) -> str:
    question = fact_in_words(one.fact, one.about)
    if one.person is None:
        return question
    return _("%(question)s (%(person)s)") % {"question": question, "person": person_name(int(one.person))}


def _next_step(driver: str) -> str:
    """What to ask for before the change, from a fixed list; it never says to refuse a raise."""
    match driver:
        case "child_care":
            return _(
                "Ask the child care office when your certificate is reviewed, and what it pays until then."
            )
        case "snap":
            return _(
                "Ask the county office to work out your new amount before you report, and report in time."
            )
        case "tanf":
            return _("Ask the county office which help goes on after TANF ends, for child care and for work.")
        case "eitc" | "ctc" | "cdcc" | "income_tax" | "mississippi_income_tax":
            return _("Ask a free tax help site to work out next year's return with the new pay.")
        case _:
            return _("Ask the office that decides from which day it changes, and what you may ask for then.")
