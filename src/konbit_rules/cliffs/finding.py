"""Finds the cliffs of a family: its curve and all that happens along it.

A drop is looked for at every dollar of yearly pay and then narrowed to the cent, so both sides of each are exact. The
earner's hours of work stay as they were told: the curve is of a raise, not of longer hours. Help that asks for hours
stays out where somebody who works none is given pay; another job with its hours is compared as an offer.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from konbit_rules.cliffs.curve import Curve, ToldOtherwise
from konbit_rules.cliffs.losses import coverage_changes, drops_of, plateaus_of, sides_of_drops, zones_of
from konbit_rules.cliffs.sweep import Sweep
from konbit_rules.cliffs.untold import (
    BAND_POINTS,
    FIRST_LOOK_POINTS,
    band,
    disagreeing,
    evenly,
    fillings,
    has_gaps,
)
from konbit_rules.cliffs.what_is_left import check_earner, following_pay, parts_of_what_is_left
from konbit_rules.engine.source import ProgramSource
from konbit_rules.engine.spans import is_settled
from konbit_rules.households.household import AMOUNT_RECEIVED, FactValue, Household, HouseholdError
from konbit_rules.law import Law, load_law
from konbit_rules.screening import values_of

CURVE_POINTS = 1_001
LEAST_RANGE, MOST_RANGE = 1_000, 1_000_000
NEAR = 0.5  # dollars a month; an agency rounds in its own way


def find_cliffs(
    household: Household, as_of: date, earner: int = 1, up_to: float = 100_000.0, law: Law | None = None
) -> Curve:
    """The curve of a household as the wages of one person (1 is the first) go from nothing to `up_to` dollars a year.

    What the family holds is worked out anew at each pay; nothing it does not hold is counted. Where a fact that matters
    was not told, the curve is a band and no drop is told.

    Raises:
        HouseholdError: no such person, pay today that was not told, or a range beyond reason.
        LawError: the law is broken or not loaded for that day or state.
    """
    law = law or load_law(as_of, state=household.state)
    check_earner(household, earner)
    if (
        isinstance(up_to, bool)
        or not isinstance(up_to, int | float)
        or not LEAST_RANGE <= up_to <= MOST_RANGE
    ):
        what = f"the curve goes up to a pay from {LEAST_RANGE:,} to {MOST_RANGE:,} dollars a year, not {up_to!s:.20}"
        raise HouseholdError(what, field="up_to")
    parts_of_what_is_left(law)  # refuses a day whose law does not say what is left
    household, place, up_to = following_pay(household), earner - 1, float(up_to)
    if not has_gaps(law, household):
        return _line(law, household, place, up_to)
    first_look = band(law, household, place, evenly(up_to, FIRST_LOOK_POINTS))
    if first_look.missing:
        return band(law, household, place, evenly(up_to, BAND_POINTS))
    # Nothing is open so far. Fillings of the untold facts agree on the line, or show where they matter after all.
    filled = fillings(law, household)
    line = _line(law, filled[0], place, up_to)
    sides = np.array([pay for drop in line.drops for pay in (drop.start, round(drop.start + 0.01, 2))])
    differing = disagreeing(law, filled, place, up_to, sides)
    if not len(differing):
        return replace(line, told_otherwise=_told_otherwise(law, household), hours=first_look.hours)
    shown = differing[:: max(len(differing) // BAND_POINTS, 1)].tolist()
    return band(law, household, place, sorted({*evenly(up_to, BAND_POINTS), *shown}))


def _line(law: Law, household: Household, place: int, up_to: float) -> Curve:
    sweep = Sweep(law, household, place)
    dollars = sweep.at(np.arange(0.0, np.floor(up_to) + 1.0))
    sides = sides_of_drops(sweep, dollars)
    drops = drops_of(law, sides, dollars)
    zones = zones_of(law, sweep, drops, dollars)
    (here,) = sweep.at(np.array([sweep.pay_today])).points()
    shown = {*evenly(up_to, CURVE_POINTS), *([sweep.pay_today] if sweep.pay_today <= up_to else [])}
    for start in [drop.start for drop in drops if drop.over_floor] + [zone.start for zone in zones]:
        shown |= {start, round(start + 0.01, 2)}
    shown |= {zone.lowest_at for zone in zones}
    hours = household.persons[place].facts.get("weekly_hours_worked")
    return Curve(
        law.day,
        law.version,
        household.persons[place].name,
        here,
        sweep.at(np.array(sorted(shown))).points(),
        drops,
        plateaus_of(dollars, zones),
        coverage_changes(sweep, dollars),
        zones=zones,
        told_otherwise=_told_otherwise(law, household),
        hours=hours if isinstance(hours, float) else None,
    )


def _told_otherwise(law: Law, household: Household) -> tuple[ToldOtherwise, ...]:
    """Help told as received that the law works out otherwise at today's pay."""
    values = values_of(household, law.day, law)
    found: list[ToldOtherwise | None] = []
    for program in law.programs:
        if not program.receives or not program.holds:
            continue
        held, amount = values[program.holds], values.get(str(program.amount))
        if not isinstance(held, list):
            found.append(_held_against(program, None, household.facts, held, amount))
            continue
        amounts = amount if isinstance(amount, list) else [None] * len(held)
        for person, one, worked_out in zip(household.persons, held, amounts, strict=True):
            found.append(_held_against(program, person.name, person.facts, one, worked_out))
    return tuple(one for one in found if one)


def _held_against(
    program: ProgramSource, person: str | None, facts: Mapping[str, FactValue], held: object, amount: object
) -> ToldOtherwise | None:
    """What was told of one program against what is worked out; none where both agree, or where it is open."""
    if facts.get(program.receives) is not True or not is_settled(held) or not is_settled(amount):
        return None
    told = facts.get(AMOUNT_RECEIVED.get(program.receives, ""))
    told = told if isinstance(told, float) else None
    now = 0.0 if not held else amount if isinstance(amount, float) else None
    if held and (told is None or now is None or abs(told - now) <= NEAR):
        return None
    return ToldOtherwise(program.code, person, told, now)
