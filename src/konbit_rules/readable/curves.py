"""A curve and job offers as data, and to read."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from konbit_rules.readable.words import (
    BITES,
    HALF_A_CENT,
    cents,
    dollars,
    missing_data,
    missing_text,
    span_text,
)

if TYPE_CHECKING:
    from konbit_rules.cliffs import Curve, Drop, OfferAnswer, Point, Zone

MONTHS, WEEKS = 12, 52
A_DOLLAR = 1.0


def _point_data(point: "Point") -> dict:
    return {
        "earnings": cents(point.earnings),
        "left": cents(point.left),
        "highest": cents(point.highest),
        "parts": {rule: cents(value) for rule, value in point.parts.items()},
    }


def curve_data(curve: "Curve") -> dict:
    """A curve as data: yearly dollars, and each loss a month too."""
    return {
        "as_of": str(curve.as_of),
        "law_version": curve.law_version,
        "earner": curve.earner,
        "hours_a_week": curve.hours,
        "unit": "money/year",
        "here": _point_data(curve.here),
        "zones": [_zone_data(zone) for zone in curve.zones],
        "drops": [_drop_data(drop) for drop in curve.drops],
        "plateaus": [
            {"start": plateau.start, "end": plateau.end, "kept_of_a_dollar": round(plateau.kept, 4)}
            for plateau in curve.plateaus
        ],
        "coverage": [
            {
                "program": one.program,
                "person": one.person,
                "at": cents(one.at),
                "ends": one.ends,
                "instead": one.instead or None,
            }
            for one in curve.coverage
        ],
        "told_otherwise": [
            {
                "program": one.program,
                "person": one.person,
                "told_a_month": one.told,
                "worked_out_a_month": None if one.worked_out is None else cents(one.worked_out),
            }
            for one in curve.told_otherwise
        ],
        "points": [_point_data(point) for point in curve.points],
        "missing": missing_data(curve.missing),
    }


def _zone_data(zone: "Zone") -> dict:
    return {
        "start": cents(zone.start),
        "end": None if zone.end is None else cents(zone.end),
        "lowest_at": cents(zone.lowest_at),
        **_loss_data(zone),
        "drops": zone.drops,
    }


def _drop_data(drop: "Drop") -> dict:
    return {
        "start": cents(drop.start),
        "before": cents(drop.before),
        "after": cents(drop.after),
        **_loss_data(drop),
        "regained_at": None if drop.regained_at is None else cents(drop.regained_at),
        "over_floor": drop.over_floor,
    }


def _loss_data(one: "Drop | Zone") -> dict:
    return {
        "loss_a_year": cents(one.loss),
        "loss_a_month": cents(one.loss / MONTHS),
        "driver": one.driver,
        "others": list(one.others),
        "bites": one.bites,
        "bites_cites": one.bites_cites or None,
    }


def curve_text(curve: "Curve", titles: Mapping[str, str]) -> str:
    """The curve's losing zones to read; `titles` are the programs' names by their codes."""
    if curve.is_band:
        return _band_text(curve)
    here, last = curve.here, curve.points[-1].earnings
    beyond = f", beyond the end of this curve at {dollars(last)}" if here.earnings > last else ""
    left = f"{dollars(here.left / MONTHS)} a month is left after taxes, help that the family holds, child care and rent."
    lines = [_head(curve), f"Today {curve.earner} earns {_pay(here.earnings, curve.hours)}{beyond}. {left}"]
    if not curve.zones:
        lines.append(f"No raise up to {_pay(last, curve.hours)} leaves the family with $500 a year less.")
    for number, zone in enumerate(curve.zones, 1):
        lines += [
            f"{number}. {line}" if at == 0 else f"   {line}"
            for at, line in enumerate(_zone_lines(zone, curve, titles))
        ]
    lines += [
        f"From {_pay(plateau.start, curve.hours)} to {_pay(plateau.end, curve.hours)} the family keeps about "
        f"{plateau.kept * 100:.0f} cents of each dollar more."
        for plateau in curve.plateaus
    ]
    for one in curve.coverage:
        program = titles.get(one.program, one.program)
        turn = "ends" if one.ends else "begins"
        instead = f"; {titles.get(one.instead, one.instead)} may take its place" if one.instead else ""
        lines.append(f"Above {_pay(one.at, curve.hours)} {program} {turn} for {one.person}{instead}.")
    lines += _told_lines(curve, titles)
    small = [drop for drop in curve.drops if not drop.over_floor]
    if small:
        most = dollars(max(drop.loss for drop in small))
        lines.append(
            f"Drops under $500 a year: {len(small):,}, the largest {most}; --format json lists each."
        )
    return "\n".join(lines)


def _head(curve: "Curve") -> str:
    first = f"Law of {curve.as_of}, version {curve.law_version}. Agencies decide; this is not a decision."
    if curve.hours is None:
        return first
    if curve.hours == 0:
        return (
            f"{first}\n{curve.earner} is told to work no hours, and stays so along the curve: help that asks for hours of "
            "work stays out. Tell weekly_hours_worked, or compare a job with its hours: konbit-rules offers."
        )
    return f"{first}\nAlong the curve {curve.earner} works the same {curve.hours:g} hours a week for another pay."


def _pay(yearly: float, hours: float | None) -> str:
    """A yearly pay, with what it is an hour where the hours are known."""
    if not hours:
        return f"{dollars(yearly)} a year"
    return f"{dollars(yearly)} a year ({dollars(yearly / WEEKS / hours)} an hour)"


def _zone_lines(zone: "Zone", curve: "Curve", titles: Mapping[str, str]) -> list[str]:
    others = f" (with {', '.join(titles.get(code, code) for code in zone.others)})" if zone.others else ""
    back = "Not made good on this curve."
    if zone.end is not None:
        back = f"As well off again from {_pay(zone.end, curve.hours)}."
    cites = f" [{zone.bites_cites}]" if zone.bites_cites else ""
    up_to = "up to " if zone.lowest_at - zone.start > A_DOLLAR else ""
    loss = f"{up_to}{dollars(zone.loss / MONTHS)} a month less, because of {titles.get(zone.driver, zone.driver)}{others}"
    return [
        f"Above {_pay(zone.start, curve.hours)}: {loss}.",
        back,
        f"The loss bites {BITES[zone.bites]}{cites}.",
    ]


def _told_lines(curve: "Curve", titles: Mapping[str, str]) -> list[str]:
    lines = []
    for one in curve.told_otherwise:
        whose = f" of {one.person}" if one.person else ""
        program = f"{titles.get(one.program, one.program)}{whose}"
        if one.told is None or not one.worked_out:
            lines.append(
                f"{program} was told as received, but is not due at today's pay; the curve does not count it."
            )
        else:
            lines.append(
                f"{program}: {dollars(one.told)} a month was told, {dollars(one.worked_out)} is worked out for today's pay; "
                "the curve counts what is worked out."
            )
    return lines


def _band_text(curve: "Curve") -> str:
    left = span_text(curve.here.left / MONTHS, curve.here.highest / MONTHS)
    known = "what is left cannot be told yet" if left == "anything" else f"{left} a month is left"
    lines = [
        _head(curve),
        f"Today {curve.earner} earns {_pay(curve.here.earnings, curve.hours)}; {known}.",
        "Where more pay leaves less depends on what was not told:",
    ]
    return "\n".join([*lines, *(f"  {missing_text(one)}" for one in curve.missing)])


def offers_data(offers: Sequence["OfferAnswer"]) -> list[dict]:
    """Offers as data, dollars a month."""
    return [
        {
            "name": offer.name,
            "hours_a_week": offer.hours,
            "left_a_month": cents(offer.left),
            "change_a_month": cents(offer.change),
            "changes": {} if place == 0 else _changes(offer),
        }
        for place, offer in enumerate(offers)
    ]


def _changes(offer: "OfferAnswer") -> dict[str, float]:
    return {rule: cents(value) for rule, value in offer.parts.items() if abs(value) >= HALF_A_CENT}


def offers_text(offers: Sequence["OfferAnswer"]) -> str:
    """Offers to read."""
    lines = []
    for place, offer in enumerate(offers):
        hours = "" if offer.hours is None else f" ({offer.hours:g} hours a week)"
        if place == 0:
            lines.append(f"Today{hours}: {dollars(offer.left)} a month left")
            continue
        more = f"{dollars(abs(offer.change))} {'more' if offer.change >= 0 else 'less'} than today"
        if abs(offer.change) < HALF_A_CENT:
            more = "as much as today"
        lines.append(f"{offer.name}{hours}: {dollars(offer.left)} a month left, {more}")
        lines += [
            f"  {rule.removeprefix('left_').replace('_', ' ')}: {'+' if value > 0 else ''}{dollars(value)}"
            for rule, value in _changes(offer).items()
        ]
    return "\n".join(lines)
