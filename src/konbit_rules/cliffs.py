"""What a family keeps as one earner's pay rises: the curve, every place where it drops, and where the loss is made good.

The curve is the law's own rule `what_is_left`, over many households at once that differ in one person's pay. A drop is
looked for at every dollar of yearly pay and then narrowed to the cent, so both sides of each are exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from konbit_rules.engine.bounds import Facts, Fault, facts_of, high, low
from konbit_rules.engine.language import DUST
from konbit_rules.engine.nodes import Node
from konbit_rules.households.columns import columns_of
from konbit_rules.households.facts import PAY_PERIODS, PERSON, Fact
from konbit_rules.households.household import FactValue, Household, HouseholdError, Person
from konbit_rules.law import Law, load_law
from konbit_rules.parameters.errors import LawError
from konbit_rules.screening import Missing, values_of

WHAT_IS_LEFT = "what_is_left"
FLOOR = 500.0  # a year; smaller drops are told but not shaded
NAMED_SHARE = 0.10  # a program behind more than this share of a loss is named
PLATEAU_STEP, PLATEAU_KEPT, PLATEAU_LEAST = 500, 0.20, 1_000
PAYMENTS_A_YEAR = (52.0, 26.0, 24.0, 12.0, 1.0)
CURVE_POINTS, BAND_POINTS = 1_001, 41
HALVINGS = 7  # a dollar halved seven times is less than a cent
LEAST_RANGE, MOST_RANGE = 1_000, 1_000_000
COVERAGE = ("medicaid", "chip")


@dataclass(frozen=True, slots=True)
class Point:
    """What is left at a yearly pay of the earner, in dollars a year, and the parts it is made of.

    Where a fact that matters was not told, `left` is the least and `highest` the most it could be, without parts.
    """

    earnings: float
    left: float
    highest: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Drop:
    """A place where one cent more of yearly pay leaves the family with less.

    `start` is the last pay before the drop, in dollars a year; `loss` is dollars a year. `regained_at` is the first pay at
    which the family has again at least what it had at `start`, None where that lies beyond the curve.
    """

    start: float
    before: float
    after: float
    loss: float
    driver: str
    others: tuple[str, ...]
    regained_at: float | None
    bites: str
    bites_cites: str
    over_floor: bool


@dataclass(frozen=True, slots=True)
class Plateau:
    """A stretch of pay of which the family keeps a fifth or less."""

    start: float
    end: float
    kept: float  # of each dollar


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """Where a person's health coverage of a program ends or begins; coverage is not counted in dollars."""

    program: str
    person: str
    at: float
    ends: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """What is left over a range of yearly pay. `here` is the family today. `missing` are the facts that leave a band."""

    as_of: date
    law_version: str
    earner: str
    here: Point
    points: tuple[Point, ...]
    drops: tuple[Drop, ...]
    plateaus: tuple[Plateau, ...]
    coverage: tuple[CoverageChange, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def is_band(self) -> bool:
        """Whether facts are missing, so that there is no single line and no drop is told."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True)
class Part:
    """A term of what is left: its rule, whether it adds or takes, and the program it comes from."""

    rule: str
    sign: float
    program: str


def parts_of_what_is_left(law: Law) -> tuple[Part, ...]:
    """The terms of the law's own sum."""
    found: list[tuple[str, float]] = []

    def visit(node: Node, sign: float) -> None:
        if node.op == "name":
            found.append((str(node.value), sign))
            return
        visit(node.args[0], sign)
        visit(node.args[1], -sign if node.op == "-" else sign)

    visit(law.graph.rules[WHAT_IS_LEFT].node, 1.0)
    return tuple(Part(rule, sign, _program_of(law, rule)) for rule, sign in found)


def _program_of(law: Law, rule: str) -> str:
    """The program whose amount is nearest upstream of a term."""
    amounts = {program.amount: program.code for program in law.programs if program.amount}
    level = [rule]
    seen: set[str] = set()
    while level:
        for name in level:
            if name in amounts and name != WHAT_IS_LEFT:
                return amounts[name]
        seen |= set(level)
        level = [read for name in level if name in law.graph.rules for read in law.graph.rules[name].reads if read not in seen]
    return rule


def find_cliffs(
    household: Household, as_of: date, earner: int = 1, up_to: float = 100_000.0, law: Law | None = None
) -> Curve:
    """The curve of a household as the wages of one person (1 is the first) go from nothing to `up_to` dollars a year.

    What the family holds is worked out anew at each pay; nothing it does not hold is counted. Where a fact that matters
    was not told, the curve is a band and no drop is told.

    Raises:
        HouseholdError: no such person, or pay beyond reason.
        LawError: the law is broken or not loaded for that day.
    """
    law = law or load_law(as_of)
    _check_earner(household, earner)
    if not LEAST_RANGE <= up_to <= MOST_RANGE:
        raise HouseholdError("the curve goes up to something from 1,000 to 1,000,000 dollars a year", field="up_to")
    household = replace(household, facts={**household.facts, "follows_pay": True})
    if not all(name in law.graph.rules for name in (WHAT_IS_LEFT, *(p.rule for p in parts_of_what_is_left(law)))):
        raise LawError(f"what is left cannot be worked out by the law loaded for {as_of}")
    filled = _without_gaps(law, household)
    if filled is None:
        return _exact(law, household, earner - 1, up_to)
    band = _band(law, household, earner - 1, up_to)
    if band.missing:
        return band
    # Nothing on the band is open: whatever the untold facts are, they do not matter. Two fillings must agree on it.
    curves = [_exact(law, one, earner - 1, up_to) for one in filled]
    return curves[0] if curves[0] == curves[1] else band


def _check_earner(household: Household, earner: int) -> None:
    if not 1 <= earner <= len(household.persons):
        raise HouseholdError(f"there is no person {earner}; the household has {len(household.persons)}", field="earner")


def _exact(law: Law, household: Household, place: int, up_to: float) -> Curve:
    sweep = Sweep(law, household, place)
    grid = sweep.at(np.linspace(0.0, up_to, CURVE_POINTS))
    dollars = sweep.at(np.arange(0.0, np.floor(up_to) + 1.0))
    drops = sweep.drops(dollars)
    (here,) = sweep.at(np.array([sweep.pay_today])).points()
    points = {point.earnings: point for point in grid.points()}
    turning = sorted({drop.start for drop in drops if drop.over_floor})
    if turning:
        around = sweep.at(np.array([pay for start in turning for pay in (start, round(start + 0.01, 2))]))
        points |= {point.earnings: point for point in around.points()}
    ordered = tuple(points[pay] for pay in sorted(points))
    name = household.persons[place].name
    plateaus = _plateaus(dollars, drops)
    return Curve(law.day, law.version, name, here, ordered, drops, plateaus, sweep.coverage(dollars))


def _without_gaps(law: Law, household: Household) -> tuple[Household, Household] | None:
    """The household with every untold fact at its one end and at its other; None where nothing is untold."""
    facts = law.graph.texts.facts
    names = [name for name in law.graph.upstream(WHAT_IS_LEFT) if name in facts and facts[name].default is None]
    ends: list[Household] = []
    gaps = False
    for end in (0, 1):
        persons = []
        for person in household.persons:
            untold = [name for name in names if facts[name].entity == PERSON and name not in person.facts]
            gaps = gaps or bool(untold)
            persons.append(Person(person.name, {**person.facts, **{name: _end(facts[name], end) for name in untold}}))
        untold = [name for name in names if facts[name].entity != PERSON and name not in household.facts]
        gaps = gaps or bool(untold)
        told = {**household.facts, **{name: _end(facts[name], end) for name in untold}}
        ends.append(_unchecked(household.state, tuple(persons), told))
    if not gaps:
        return None
    return ends[0], ends[1]


def _unchecked(state: str, persons: tuple[Person, ...], facts: Mapping[str, FactValue]) -> Household:
    """A household that need not be one that can be: its untold facts stand at the ends of what they could be."""
    household = object.__new__(Household)
    for name, value in (("state", state), ("persons", persons), ("facts", facts)):
        object.__setattr__(household, name, value)
    return household


def _end(fact: Fact, end: int) -> FactValue:
    if fact.unit == "bool":
        return bool(end)
    if fact.unit == "choice":
        return fact.choices[-end]
    if fact.unit == "pay":
        return (0.0, 0.0, 0.0, end * fact.most / 12, 0.0)
    return (fact.least, fact.most)[end]


@dataclass(slots=True)
class Swept:
    """What the law gave along a row of pays."""

    parts: tuple[Part, ...]
    pay: NDArray
    left: NDArray
    terms: dict[str, NDArray]
    covered: dict[str, NDArray]  # program -> yes or no, person after person

    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(float(pay), float(left), float(left), {part.rule: float(self.terms[part.rule][at]) for part in self.parts})
            for at, (pay, left) in enumerate(zip(self.pay, self.left, strict=True))
        )


class Sweep:
    """One household along its earner's pay."""

    def __init__(self, law: Law, household: Household, place: int) -> None:
        self.law, self.household, self.place = law, household, place
        self.parts = parts_of_what_is_left(law)
        self.shares, self.pay_today = _shares(household.persons[place].facts.get("wages"))
        self.coverage_programs = [program for program in law.programs if program.code in COVERAGE]
        rules = [WHAT_IS_LEFT, *(part.rule for part in self.parts)]
        self.arrays = law.arrays([*rules, *(program.eligible for program in self.coverage_programs)])
        self.one = columns_of([household])

    def at(self, pay: NDArray) -> Swept:
        """The household once for each pay."""
        columns = self.one.repeated(len(pay))
        own = slice(self.place * len(pay), (self.place + 1) * len(pay))
        slots = []
        for share, wages in zip(self.shares, columns.person["wages"], strict=True):  # type: ignore[arg-type]
            amounts = np.zeros(columns.persons) if wages is None else wages
            amounts[own] = pay * share
            slots.append(amounts if wages is not None or share else None)
        columns = replace(columns, person={**columns.person, "wages": tuple(slots)})
        values = self.arrays.run(columns).values
        return Swept(
            self.parts,
            pay,
            values[WHAT_IS_LEFT],
            {part.rule: values[part.rule] for part in self.parts},
            {program.code: values[program.eligible] for program in self.coverage_programs},
        )

    def drops(self, dollars: Swept) -> tuple[Drop, ...]:
        """Every dollar at which less is left than one dollar before, narrowed to the cent."""
        falls = np.flatnonzero(np.diff(dollars.left) < -DUST)
        if not len(falls):
            return ()
        low, high, below = dollars.pay[falls], dollars.pay[falls + 1], dollars.left[falls]
        for _ in range(HALVINGS):
            middle = np.round((low + high) / 2, 2)
            left = self.at(middle).left
            fell = left < below - DUST
            low, high, below = np.where(fell, low, middle), np.where(fell, middle, high), np.where(fell, below, left)
        before, after = self.at(low), self.at(high)
        return tuple(self._drop(at, int(fall), before, after, dollars) for at, fall in enumerate(falls))

    def _drop(self, at: int, fall: int, before: Swept, after: Swept, dollars: Swept) -> Drop:
        loss = float(before.left[at] - after.left[at])
        losses = {}
        for part in self.parts:
            lost = float((before.terms[part.rule][at] - after.terms[part.rule][at]) * part.sign)
            losses[part.program] = losses.get(part.program, 0.0) + lost
        ordered = sorted((code for code in losses if losses[code] > 0), key=lambda code: -losses[code])
        others = tuple(code for code in ordered[1:] if losses[code] > NAMED_SHARE * loss)
        back = np.flatnonzero(dollars.left[fall + 1 :] >= before.left[at] - DUST)
        program = next((program for program in self.law.programs if program.code == ordered[0]), None)
        return Drop(
            start=float(before.pay[at]),
            before=float(before.left[at]),
            after=float(after.left[at]),
            loss=loss,
            driver=ordered[0],
            others=others,
            regained_at=float(dollars.pay[fall + 1 + back[0]]) if len(back) else None,
            bites=program.bites if program else "at_once",
            bites_cites=program.bites_cites if program else "",
            over_floor=loss >= FLOOR,
        )

    def coverage(self, dollars: Swept) -> tuple[CoverageChange, ...]:
        """Where the coverage of each person who holds it ends or begins."""
        found = []
        for program in self.coverage_programs:
            for place, person in enumerate(self.household.persons):
                if not (person.facts.get(program.receives) or self.household.facts.get("takes_up_what_is_due")):
                    continue
                eligible = dollars.covered[program.code][place * len(dollars.pay) : (place + 1) * len(dollars.pay)]
                found += [
                    CoverageChange(program.code, person.name, float(dollars.pay[at]), bool(eligible[at]))
                    for at in np.flatnonzero(eligible[1:] != eligible[:-1])
                ]
        return tuple(sorted(found, key=lambda change: change.at))


def _band(law: Law, household: Household, place: int, up_to: float) -> Curve:
    """The least and the most that could be left at a few pays, and the facts behind the difference."""
    shares, today = _shares(household.persons[place].facts.get("wages"))
    wanted = law.graph.upstream(WHAT_IS_LEFT)
    others = {**law.defaults, **household.facts}
    facts: Facts = frozenset()
    points = []
    for pay in (today, *np.linspace(0.0, up_to, BAND_POINTS).tolist()):
        persons = [person.facts for person in household.persons]
        persons[place] = {**persons[place], "wages": tuple(pay * share for share in shares)}
        left = law.bounds.run(persons, others, wanted=wanted)[WHAT_IS_LEFT]
        if isinstance(left, Fault):
            raise LawError(f"{left.rule}: {left.what}")
        facts |= facts_of(left)
        points.append(Point(pay, low(left), high(left), {}))
    missing = tuple(
        Missing(fact, household.persons[whose].name if whose is not None else None, law.graph.texts.facts[fact].about, ())
        for fact, whose in sorted(facts, key=str)
    )
    name = household.persons[place].name
    return Curve(law.day, law.version, name, points[0], tuple(points[1:]), (), (), (), missing)


def _shares(wages: object) -> tuple[tuple[float, ...], float]:
    """How a dollar of yearly pay is spread over the pay periods the earner has, and today's pay a year."""
    told = wages if isinstance(wages, tuple) else (0.0,) * len(PAY_PERIODS)
    today = sum(amount * count for amount, count in zip(told, PAYMENTS_A_YEAR, strict=True))
    if today == 0:
        return (0.0, 0.0, 0.0, 0.0, 1.0), 0.0
    return tuple(amount / today for amount in told), today


def _plateaus(dollars: Swept, drops: tuple[Drop, ...]) -> tuple[Plateau, ...]:
    """Stretches without a large drop where at most a fifth of more pay is kept."""
    steps = np.arange(0, len(dollars.pay), PLATEAU_STEP)
    kept = np.diff(dollars.left[steps]) / PLATEAU_STEP
    large = [drop.start for drop in drops if drop.over_floor]
    found: list[Plateau] = []
    for at, share in enumerate(kept):
        start, end = float(dollars.pay[steps[at]]), float(dollars.pay[steps[at + 1]])
        if not 0 <= share <= PLATEAU_KEPT or any(start <= cliff <= end for cliff in large):
            continue
        if found and found[-1].end == start:
            width = found[-1].end - found[-1].start
            whole = (found[-1].kept * width + share * PLATEAU_STEP) / (width + PLATEAU_STEP)
            found[-1] = Plateau(found[-1].start, end, float(whole))
        else:
            found.append(Plateau(start, end, float(share)))
    return tuple(plateau for plateau in found if plateau.end - plateau.start >= PLATEAU_LEAST)


@dataclass(frozen=True, slots=True)
class Offer:
    """A job offer for the earner: wages by pay period, and hours where they change."""

    name: str
    wages: tuple[float, ...]
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """What is left under an offer, a month, and the change from today, whole and by part."""

    name: str
    left: float
    change: float
    parts: Mapping[str, float]


def compare_offers(
    household: Household, offers: tuple[Offer, ...], as_of: date, earner: int = 1, law: Law | None = None
) -> tuple[OfferAnswer, ...]:
    """Each offer's money left a month against today's; today comes first.

    Raises:
        HouseholdError: no such person, or a fact that is needed was not told.
    """
    law = law or load_law(as_of)
    _check_earner(household, earner)
    household = replace(household, facts={**household.facts, "follows_pay": True})
    parts = parts_of_what_is_left(law)
    found: list[OfferAnswer] = []
    today: Mapping[str, float] = {}
    first = 0.0
    for offer in (None, *offers):
        values = values_of(_with_offer(household, earner - 1, offer), as_of, law)
        if not isinstance(values[WHAT_IS_LEFT], float):
            raise HouseholdError(_untold(law, household, values[WHAT_IS_LEFT]), field="offers")
        now = {part.rule: part.sign * values[part.rule] / 12 for part in parts}  # type: ignore[operator]
        left = values[WHAT_IS_LEFT] / 12  # type: ignore[operator]
        if offer is None:
            today, first = now, left
        changes = {rule: now[rule] - today[rule] for rule in now}
        found.append(OfferAnswer(offer.name if offer else "today", left, left - first, changes))
    return tuple(found)


def _untold(law: Law, household: Household, left: object) -> str:
    """Why an offer cannot be held against today."""
    if isinstance(left, Fault):
        return f"{left.rule} could not be worked out: {left.what}"
    names = sorted({law.graph.texts.facts[fact].about for fact, _ in facts_of(left)})
    return f"offers can be compared when these are told too: {'; '.join(names)}"


def _with_offer(household: Household, place: int, offer: Offer | None) -> Household:
    if offer is None:
        return household
    person = household.persons[place]
    facts = {**person.facts, "wages": offer.wages}
    if offer.hours is not None:
        facts["weekly_hours_worked"] = offer.hours
    persons = (*household.persons[:place], Person(person.name, facts), *household.persons[place + 1 :])
    return replace(household, persons=persons)
