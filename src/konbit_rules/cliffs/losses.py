"""What happens along a sweep of every dollar of pay: drops, losing zones, plateaus, and changes of coverage."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from konbit_rules.cliffs.curve import CoverageChange, Drop, Plateau, Zone
from konbit_rules.cliffs.sweep import Sweep, Swept
from konbit_rules.cliffs.what_is_left import Part, program_named
from konbit_rules.engine.language import DUST
from konbit_rules.law import Law

FLOOR = 500.0  # a year; smaller losses are told but not shaded
NAMED_SHARE = 0.10  # a program behind more than this share of a loss is named
HALF = 0.5
PLATEAU_STEP, PLATEAU_KEPT, PLATEAU_LEAST = 500, 0.20, 1_000
HALVINGS = 7  # a dollar halved seven times is less than a cent


@dataclass(slots=True)
class Sides:
    """Both sides of every drop, and by which program how much was lost between them."""

    before: Swept
    after: Swept
    fell: NDArray  # the dollar of the sweep before each drop


def sides_of_drops(sweep: Sweep, dollars: Swept) -> Sides:
    """Every dollar at which less is left than one dollar before, narrowed to the cent.

    Where no single cent takes most of the dollar's loss, the whole dollar is the drop.
    """
    fell = np.flatnonzero(np.diff(dollars.left) < -DUST)
    low, high, below = dollars.pay[fell], dollars.pay[fell + 1], dollars.left[fell]
    for _ in range(HALVINGS if len(fell) else 0):
        middle = sweep.at(_middle(low, high))
        is_lost = middle.left < below - DUST
        low, high = np.where(is_lost, low, middle.pay), np.where(is_lost, middle.pay, high)
        below = np.where(is_lost, below, middle.left)
    sloping = below - sweep.at(high).left < HALF * (dollars.left[fell] - dollars.left[fell + 1])
    low = np.where(sloping, dollars.pay[fell], low)
    high = np.where(sloping, dollars.pay[fell + 1], high)
    return Sides(sweep.at(low), sweep.at(high), fell)


def _middle(low: NDArray, high: NDArray) -> NDArray:
    middle: NDArray = np.round((low + high) / 2, 2)
    return middle


def drops_of(law: Law, sides: Sides, dollars: Swept) -> tuple[Drop, ...]:
    """Every drop with who drives it and where it is made good."""
    parts = dollars.parts
    lost = {rule: sides.before.terms[rule] - sides.after.terms[rule] for rule in sides.before.terms}
    rows = zip(*(values.tolist() for values in lost.values()), strict=True)
    found = []
    starts, befores, afters = sides.before.pay.tolist(), sides.before.left.tolist(), sides.after.left.tolist()
    for at, (start, before, after, fell, row) in enumerate(
        zip(starts, befores, afters, sides.fell.tolist(), rows, strict=True)
    ):
        driver, others = _drivers(parts, dict(zip(lost, row, strict=True)), before - after)
        found.append(
            Drop(
                start=start,
                before=before,
                after=after,
                loss=before - after,
                driver=driver,
                others=others,
                regained_at=_regained(dollars, fell + 1, before),
                **_bites(law, driver, sides.after, at),
                over_floor=before - after >= FLOOR - DUST,
            )
        )
    return tuple(found)


def _drivers(parts: Sequence[Part], lost: dict[str, float], loss: float) -> tuple[str, tuple[str, ...]]:
    """The program that takes most of a loss, and the others that take more than a tenth of it."""
    by_program: dict[str, float] = {}
    for part in parts:
        taken = lost[part.rule] * part.sign
        by_program[part.program] = by_program.get(part.program, 0.0) + taken
        for credit in part.credits:
            # A tax that rises because a credit ends is the credit's doing.
            if taken > DUST and (of_credit := lost[str(credit.amount)]) > HALF * taken:
                by_program[part.program] -= min(of_credit, taken)
                by_program[credit.code] = by_program.get(credit.code, 0.0) + min(of_credit, taken)
    ordered = sorted(by_program, key=lambda code: -by_program[code])
    return ordered[0], tuple(code for code in ordered[1:] if by_program[code] > NAMED_SHARE * loss)


def _bites(law: Law, driver: str, after: Swept, at: int) -> dict[str, str]:
    """When a loss is felt: a program may let help end sooner than it lets it shrink."""
    program = program_named(law, driver)
    if program and program.bites_while_eligible and after.lasting[driver][at]:
        return {"bites": program.bites_while_eligible, "bites_cites": program.bites_while_eligible_cites}
    return {
        "bites": program.bites if program else "at_once",
        "bites_cites": program.bites_cites if program else "",
    }


def _regained(dollars: Swept, start: int, before: float) -> float | None:
    """The first dollar from a place on at which no less is left than before; looked for ever farther away."""
    width = 256
    while start < len(dollars.left):
        window = dollars.left[start : start + width] >= before - DUST
        if window.any():
            return float(dollars.pay[start + int(window.argmax())])
        start, width = start + width, width * 4
    return None


def zones_of(law: Law, sweep: Sweep, drops: Sequence[Drop], dollars: Swept) -> tuple[Zone, ...]:
    """The stretches in which less is left than at their start, where the most that is lost reaches the floor."""
    found: list[list[Drop]] = []
    for drop in drops:
        end = found[-1][0].regained_at if found else 0.0
        if end is None or drop.start < end:
            found[-1].append(drop)
        else:
            found.append([drop])
    return tuple(
        _zone(law, sweep, inside)
        for inside in found
        if inside[0].before - min(one.after for one in inside) >= FLOOR - DUST
    )


def _zone(law: Law, sweep: Sweep, inside: Sequence[Drop]) -> Zone:
    first, lowest = inside[0], min(inside, key=lambda one: one.after)
    lowest_at = round(lowest.start + 0.01, 2)
    both = sweep.at(np.array([first.start, lowest_at]))
    if lowest is first:
        driver, others = first.driver, first.others
    else:
        lost = {rule: float(values[0] - values[1]) for rule, values in both.terms.items()}
        driver, others = _drivers(both.parts, lost, first.before - lowest.after)
    return Zone(
        first.start,
        first.regained_at,
        first.before - lowest.after,
        lowest_at,
        driver,
        others,
        **_bites(law, driver, both, 1),
        drops=len(inside),
    )


def plateaus_of(dollars: Swept, zones: Sequence[Zone]) -> tuple[Plateau, ...]:
    """Stretches outside the zones where at most a fifth of more pay is kept."""
    steps = np.arange(0, len(dollars.pay), PLATEAU_STEP)
    kept = np.diff(dollars.left[steps]) / PLATEAU_STEP
    found: list[Plateau] = []
    for at, share in enumerate(kept.tolist()):
        start, end = float(dollars.pay[steps[at]]), float(dollars.pay[steps[at + 1]])
        if share > PLATEAU_KEPT or any(start < (zone.end or end) and zone.start < end for zone in zones):
            continue
        if found and found[-1].end == start:
            found[-1] = Plateau(found[-1].start, end, 0.0)
        else:
            found.append(Plateau(start, end, 0.0))
    return tuple(
        Plateau(one.start, one.end, max(_kept(dollars, one), 0.0))
        for one in found
        if one.end - one.start >= PLATEAU_LEAST
    )


def _kept(dollars: Swept, plateau: Plateau) -> float:
    start, end = (int(pay - dollars.pay[0]) for pay in (plateau.start, plateau.end))
    return float(dollars.left[end] - dollars.left[start]) / (plateau.end - plateau.start)


def coverage_changes(sweep: Sweep, dollars: Swept) -> tuple[CoverageChange, ...]:
    """Where the coverage that a person holds ends or begins, to the cent, and what the person may have instead."""
    turns = [
        (code, person, turn)
        for code, held in dollars.held.items()
        for person, turn in zip(*np.nonzero(held[:, 1:] != held[:, :-1]), strict=True)
    ]
    if not turns:
        return ()

    def held_in(swept: Swept) -> NDArray:
        return np.array([swept.held[code][person][at] for at, (code, person, _) in enumerate(turns)])

    low = dollars.pay[[turn for _, _, turn in turns]]
    high, before = low + 1.0, np.array([dollars.held[code][person][turn] for code, person, turn in turns])
    for _ in range(HALVINGS):
        middle = sweep.at(_middle(low, high))
        is_changed = held_in(middle) != before
        low, high = np.where(is_changed, low, middle.pay), np.where(is_changed, middle.pay, high)
    may = sweep.at(high).may
    found = []
    for at, (code, person, _) in enumerate(turns):
        instead = next((other for other in may if other != code and may[other][person][at]), "")
        ends = bool(before[at])
        name = sweep.household.persons[person].name
        found.append(CoverageChange(code, name, float(low[at]), ends, instead if ends else ""))
    return tuple(sorted(found, key=lambda change: change.at))
