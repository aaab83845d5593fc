"""Cliffs: what a family keeps as pay rises, held against the law asked one pay after the other."""

import random
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from konbit_rules.cliffs import find_cliffs, parts_of_what_is_left
from konbit_rules.cliffs.losses import FLOOR
from konbit_rules.households.facts import PAY_PERIODS
from konbit_rules.households.household import (
    HOUSEHOLD_FACTS,
    PAYMENTS_A_YEAR,
    PERSON_FACTS,
    Household,
    HouseholdError,
    Person,
)
from konbit_rules.households.reading import household_of
from konbit_rules.law import load_law
from konbit_rules.parameters.errors import LawError
from konbit_rules.screening import screen, values_of
from tests.rules.households import random_households

DAY = date(2026, 6, 15)
LAW = load_law(DAY)
CENT = 0.005
DUST = 5e-5


def family(*children, wages=None, hours=35, receives=(), **more):
    """A mother in Hinds County and her children; everything not told is no or nothing."""
    wages = wages or {"amount": 490, "every": "week"}
    mother = {
        "name": "Mother",
        "role": "head",
        "age": 29,
        "is_female": True,
        "weekly_hours_worked": hours,
        "income": [{"kind": "wages", **wages}],
    }
    data = {"state": "MS", "county": "hinds", "rent": 700, "heating_or_cooling_bill": 140, "rest": "none"}
    household = household_of({**data, "receives": receives or "none", "persons": [mother, *children], **more})
    return with_every_step_taken(household)


def with_every_step_taken(household):
    """Nothing is untold, so every answer comes with its reasons."""
    persons = tuple(Person(one.name, {**steps_of(PERSON_FACTS), **one.facts}) for one in household.persons)
    return Household(household.state, persons, {**steps_of(HOUSEHOLD_FACTS), **household.facts})


def steps_of(known):
    return {name: True for name, fact in known.items() if fact.step}


def child(name, age, *receives, care=0.0):
    facts = {"name": name, "role": "child", "age": age, "is_female": False, "in_school": age >= 5}
    facts["receives"] = list(receives)
    if not care:
        return facts
    days = {"care_hours_per_day": 9, "care_days_per_week": 5, "care_days_per_month": 21}
    return {**facts, "care_charge": care, "care_provider": "center", **days}


def with_pay(household, yearly, earner=1):
    """The household with another yearly pay of its earner, in the pay periods the earner has."""
    wages = household.persons[earner - 1].facts["wages"]
    today = sum(amount * times for amount, times in zip(wages, PAYMENTS_A_YEAR, strict=True))
    shares = [amount / today for amount in wages] if today else [0, 0, 0, 0, 1]
    paid = tuple(yearly * share for share in shares)
    persons = list(household.persons)
    persons[earner - 1] = Person(persons[earner - 1].name, {**persons[earner - 1].facts, "wages": paid})
    return Household(household.state, tuple(persons), {**household.facts, "follows_pay": True})


def at_pay(household, yearly, earner=1):
    """Every rule's value at a pay, worked out alone and with reasons."""
    return values_of(with_pay(household, yearly, earner), DAY, LAW)


def left_at(household, yearly, earner=1):
    return at_pay(household, yearly, earner)["what_is_left"]


@cache
def curve_of(name):
    return find_cliffs(FAMILIES[name], DAY, law=LAW)


HELD = ("snap", "child_care")
TWO_CHILDREN = "two children, SNAP and child care"
FAMILIES = {
    TWO_CHILDREN: family(
        child("Ana", 4, "medicaid", care=600), child("Ben", 8, "medicaid", care=300), receives=HELD
    ),
    "one child, TANF, SNAP and energy help": family(
        child("Ana", 2, "medicaid"),
        wages={"amount": 200, "every": "month"},
        hours=6,
        receives={"snap": True, "tanf": 170, "liheap": True},
    ),
    "three children and a housing voucher": family(
        child("Ana", 1), child("Ben", 7), child("Cat", 12), receives=("snap", "housing_voucher")
    ),
    "a disabled child with SSI": family(
        {**child("Ana", 9), "receives": {"ssi": 994, "medicaid": True}, "is_disabled": True},
        receives=("snap",),
    ),
    "alone with a marketplace plan": family(receives=("marketplace_credit",)),
}
# Where something happens to each, in dollars a year.
RANGES = {
    TWO_CHILDREN: (34_860, 35_080),
    "one child, TANF, SNAP and energy help": (5_190, 5_410),
    "three children and a housing voucher": (41_960, 42_180),
    "a disabled child with SSI": (16_000, 16_220),
    "alone with a marketplace plan": (62_490, 62_710),
}


def hold_against_brute_force(household, start, stop):
    """Every dollar from start to stop, asked alone, against what find_cliffs tells."""
    curve = find_cliffs(household, DAY, up_to=100_000, law=LAW)
    left = {pay: left_at(household, pay) for pay in range(start, stop + 1)}
    fell = [pay for pay in range(start, stop) if left[pay + 1] < left[pay] - DUST]
    told = [drop for drop in curve.drops if start <= drop.start < stop]
    assert [int(drop.start) for drop in told] == fell
    for drop in told:
        hold_a_drop(household, drop, left, start, stop)
    return told


def hold_a_drop(household, drop, left, start, stop):
    """Both sides, the program that takes most, and where it is made good."""
    before, after = at_pay(household, drop.start), at_pay(household, round(drop.start + 0.01, 2))
    if abs(after["what_is_left"] - drop.after) > CENT:  # every cent of the dollar takes its part
        after = at_pay(household, drop.start + 1)
    assert drop.before == pytest.approx(before["what_is_left"], abs=CENT)
    assert drop.after == pytest.approx(after["what_is_left"], abs=CENT)
    assert drop.loss == pytest.approx(drop.before - drop.after, abs=DUST)
    assert drop.over_floor == (drop.loss >= FLOOR - DUST)
    lost = {part.program: 0.0 for part in parts_of_what_is_left(LAW)}
    credited = set()
    for part in parts_of_what_is_left(LAW):
        lost[part.program] += (before[part.rule] - after[part.rule]) * part.sign
        credited |= {credit.code for credit in part.credits}
    largest = max(lost, key=lambda code: lost[code])
    assert drop.driver == largest or (largest.endswith("income_tax") and drop.driver in credited)
    if drop.regained_at is not None and drop.regained_at <= stop:
        back = int(drop.regained_at)
        assert left[back] >= drop.before - DUST
        assert all(left[pay] < drop.before - DUST for pay in range(int(drop.start) + 1, back))
    else:
        assert all(left[pay] < drop.before - DUST for pay in range(int(drop.start) + 1, stop + 1))


@pytest.mark.parametrize("name", FAMILIES)
def test_f4_every_drop_stands_where_asking_each_dollar_alone_finds_it(name):
    assert hold_against_brute_force(FAMILIES[name], *RANGES[name]), (
        "the range is chosen so that something happens in it"
    )


@pytest.mark.full
@pytest.mark.parametrize("name", FAMILIES)
def test_f4_every_drop_of_the_whole_curve_stands_where_asking_each_dollar_finds_it(name):
    hold_against_brute_force(FAMILIES[name], 0, 100_000)


def test_f4_the_side_before_a_drop_is_exact_to_the_cent():
    household = FAMILIES[TWO_CHILDREN]
    large = [drop for drop in find_cliffs(household, DAY, law=LAW).drops if drop.over_floor]
    assert {drop.driver for drop in large} == {"snap", "child_care"}
    for drop in large:
        cents = [left_at(household, round(drop.start + cent / 100, 2)) for cent in (-1, 0, 1)]
        assert abs(cents[1] - cents[0]) < 0.02, "a cent of pay is a cent at most before the drop"
        assert cents[1] - cents[2] == pytest.approx(drop.loss, abs=CENT)
        assert drop.loss > FLOOR


def test_f4_a_loss_is_told_with_its_program_and_where_it_is_made_good():
    household = FAMILIES[TWO_CHILDREN]
    snap = next(
        drop
        for drop in find_cliffs(household, DAY, law=LAW).drops
        if drop.driver == "snap" and drop.over_floor
    )
    program = next(program for program in LAW.programs if program.code == "snap")
    assert (snap.bites, snap.bites_cites) == ("next_report", program.bites_cites)
    assert program.bites_cites
    values = [at_pay(household, pay) for pay in (snap.start, snap.start + 0.01)]
    assert [one["snap_eligible"] for one in values] == [True, False]
    assert snap.loss >= values[0]["snap_amount"] * 12 - 1
    assert left_at(household, snap.regained_at) >= left_at(household, snap.start)
    assert left_at(household, snap.regained_at - 1) < left_at(household, snap.start)


def test_f4_only_what_is_held_is_at_stake():
    children = (child("Ana", 4, care=600), child("Ben", 8, care=300))
    nothing = find_cliffs(family(*children), DAY, law=LAW)
    for drop in nothing.drops:
        assert {drop.driver, *drop.others}.isdisjoint(
            {"snap", "tanf", "child_care", "liheap", "housing_voucher"}
        )
    assert all(point.parts["left_snap"] == 0 for point in nothing.points)
    assert nothing.coverage == ()
    snap_alone = find_cliffs(family(*children, receives=("snap",)), DAY, law=LAW)
    assert "snap" in {drop.driver for drop in snap_alone.drops if drop.over_floor}
    assert "child_care" not in {drop.driver for drop in snap_alone.drops}


def test_what_is_due_but_not_held_counts_where_the_family_asks_for_it():
    household = family(child("Ana", 4), takes_up_what_is_due=True)
    assert find_cliffs(household, DAY, law=LAW).here.parts["left_snap"] > 0


# --- the curve and where the family is --------------------------------------------------------------------------------


def hold_here(household):
    """ "You are here" against the screening, program after program."""
    curve = find_cliffs(household, DAY, up_to=20_000, law=LAW)
    following = replace(household, facts={**household.facts, "follows_pay": True})
    answers, values = screen(following, DAY, LAW).answers, values_of(following, DAY, LAW)
    parts = curve.here.parts
    months = {"left_snap": "snap", "left_tanf": "tanf"}
    for rule, code in months.items():
        held = values[f"{code}_held"]
        assert parts[rule] == pytest.approx(answers[code].amount.lowest * 12 if held else 0, abs=CENT)
    assert parts["left_federal_tax"] == pytest.approx(answers["income_tax"].amount.lowest, abs=CENT)
    assert parts["left_state_tax"] == pytest.approx(answers["mississippi_income_tax"].amount.lowest, abs=CENT)
    assert parts["left_payroll_taxes"] == pytest.approx(answers["payroll_tax"].amount.lowest, abs=CENT)
    ssi = sum(person.amount.lowest for person in answers["ssi"].persons) if any(values["ssi_held"]) else 0
    assert parts["left_ssi"] <= ssi * 12 + CENT
    for rule, value in parts.items():
        assert value == pytest.approx(values[rule], abs=CENT), rule
    assert curve.here.left == pytest.approx(values["what_is_left"], abs=CENT)


def test_f4_here_is_what_the_screening_answers():
    for household in [*FAMILIES.values(), *random_households(seed=21, number=40)]:
        hold_here(household)


@pytest.mark.full
def test_f4_here_is_what_the_screening_answers_for_500_households():
    for household in random_households(seed=22, number=500):
        hold_here(household)


def test_here_is_the_screening_as_it_was_told_where_no_amount_was():
    household = FAMILIES[TWO_CHILDREN]
    answers, here = screen(household, DAY, LAW).answers, find_cliffs(household, DAY, law=LAW).here
    assert here.parts["left_snap"] == answers["snap"].amount.lowest * 12
    assert here.earnings == 490 * 52


@pytest.mark.parametrize("name", FAMILIES)
def test_the_curve_is_the_law_at_every_point(name):
    household, curve = FAMILIES[name], curve_of(name)
    for point in random.Random(4).sample(curve.points, 60):
        values = at_pay(household, point.earnings)
        assert point.left == point.highest == pytest.approx(values["what_is_left"], abs=CENT)
        for rule, value in point.parts.items():
            assert value == pytest.approx(values[rule], abs=CENT), rule


@pytest.mark.parametrize("name", FAMILIES)
def test_f4_the_curve_has_at_least_201_points_and_both_sides_of_every_large_drop(name):
    curve = curve_of(name)
    pays = [point.earnings for point in curve.points]
    assert pays == sorted(set(pays))
    assert len(pays) >= 201
    assert (pays[0], pays[-1]) == (0, 100_000)
    assert curve.here in curve.points
    for drop in curve.drops:
        if drop.over_floor:
            sides = {drop.start: drop.before, round(drop.start + 0.01, 2): drop.after}
            assert sides.items() <= {point.earnings: point.left for point in curve.points}.items()


def test_weekly_pay_stays_weekly():
    """SNAP takes a week's pay 4.3 times a month, a year's pay a twelfth: the same pay a year ends SNAP elsewhere."""
    children = (child("Ana", 4), child("Ben", 8))
    ends = {}
    for every, times in zip(PAY_PERIODS, PAYMENTS_A_YEAR, strict=True):
        household = family(*children, wages={"amount": 20_000 / times, "every": every}, receives=("snap",))
        drops = [
            drop
            for drop in find_cliffs(household, DAY, law=LAW).drops
            if drop.driver == "snap" and drop.over_floor
        ]
        ends[every] = drops[-1].start
    limit = LAW.graph.values["snap_gross_income_limit"].value.rows[3]
    assert ends["week"] == pytest.approx(limit / 4.3 * 52, abs=0.02)
    assert ends["two_weeks"] == pytest.approx(limit / 2.15 * 26, abs=0.02)
    assert ends["month"] == ends["year"] == pytest.approx(limit * 12, abs=0.02)


# --- zones, plateaus, coverage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAMILIES)
def test_f4_zones_are_the_stretches_with_less_than_at_their_start(name):
    household, curve = FAMILIES[name], curve_of(name)
    ends = [0.0]
    for zone in curve.zones:
        assert zone.start >= ends[-1]
        ends.append(zone.end or 100_000)
        high, low = left_at(household, zone.start), left_at(household, zone.lowest_at)
        assert zone.loss == pytest.approx(high - low, abs=0.02)
        assert zone.loss >= FLOOR - DUST
        inside = [drop for drop in curve.drops if zone.start <= drop.start < ends[-1]]
        assert zone.drops == len(inside)
        assert min(drop.after for drop in inside) == pytest.approx(low, abs=0.02)
        if zone.end is not None:
            assert left_at(household, zone.end) >= high - DUST
            assert left_at(household, zone.end - 1) < high
        for pay in np.linspace(zone.start + 0.01, ends[-1] - 1, 7).tolist():
            assert left_at(household, pay) < high
    for drop in curve.drops:
        if drop.over_floor:
            assert any(zone.start <= drop.start < (zone.end or 1e9) for zone in curve.zones)


def test_losses_under_the_floor_that_no_raise_makes_good_add_up_to_a_zone(monkeypatch):
    """The last $12 of SNAP before its end, and its end, are one loss: neither alone reaches this floor."""
    name = "three children and a housing voucher"
    (zone,) = curve_of(name).zones
    largest = max(drop.loss for drop in curve_of(name).drops)
    assert zone.loss > largest + 0.5
    monkeypatch.setattr("konbit_rules.cliffs.losses.FLOOR", largest + 0.5)
    curve = find_cliffs(FAMILIES[name], DAY, law=LAW)
    assert curve.zones == (zone,)
    assert not any(drop.over_floor for drop in curve.drops)
    pays = [point.earnings for point in curve.points]
    assert {zone.start, zone.lowest_at} <= set(pays)


def test_plateaus_keep_a_fifth_of_each_dollar_at_most():
    found = 0
    for name, household in FAMILIES.items():
        curve = curve_of(name)
        for plateau in curve.plateaus:
            found += 1
            assert plateau.end - plateau.start >= 1_000
            assert 0 <= plateau.kept <= 0.2
            kept = left_at(household, plateau.end) - left_at(household, plateau.start)
            assert max(kept, 0) / (plateau.end - plateau.start) == pytest.approx(plateau.kept, abs=1e-6)
            for zone in curve.zones:
                assert plateau.end <= zone.start or plateau.start >= (zone.end or 1e9)
    assert found


def test_coverage_that_ends_is_told_with_the_person_and_what_comes_instead():
    household = FAMILIES[TWO_CHILDREN]
    changes = curve_of(TWO_CHILDREN).coverage
    assert [(one.person, one.program, one.ends, one.instead) for one in changes] == [
        ("Ben", "medicaid", True, "chip"),
        ("Ana", "medicaid", True, "chip"),
    ]
    for change in changes:
        place = ["Mother", "Ana", "Ben"].index(change.person)
        assert at_pay(household, change.at)["medicaid_held"][place] is True
        after = at_pay(household, round(change.at + 0.01, 2))
        assert after["medicaid_held"][place] is False
        assert after["chip_eligible"][place] is True


def test_coverage_nobody_holds_is_not_told():
    assert find_cliffs(family(child("Ana", 4)), DAY, law=LAW).coverage == ()


def test_help_told_otherwise_than_the_law_works_it_out_is_told():
    household = family(child("Ana", 4, "medicaid"), receives=("snap",))
    told = replace(
        household,
        facts={**household.facts, "snap_received": 100.0, "receives_tanf": True, "tanf_received": 170.0},
    )
    assert find_cliffs(household, DAY, law=LAW).told_otherwise == ()
    found = {one.program: one for one in find_cliffs(told, DAY, law=LAW).told_otherwise}
    assert set(found) == {"snap", "tanf"}
    assert found["snap"].told == 100
    assert found["snap"].worked_out == screen(household, DAY, LAW).answers["snap"].amount.lowest
    assert (found["tanf"].told, found["tanf"].worked_out) == (170, 0)


# --- facts that were not told -----------------------------------------------------------------------------------------


def without(household, name, place=None):
    """The household with one fact untold."""
    return changed(
        household, place, lambda facts: {key: value for key, value in facts.items() if key != name}
    )


def told_again(household, name, value, place=None):
    return changed(household, place, lambda facts: {**facts, name: value})


def changed(household, place, change):
    persons = list(household.persons)
    if place is None:
        return Household(household.state, household.persons, change(household.facts))
    persons[place] = Person(persons[place].name, change(persons[place].facts))
    return Household(household.state, tuple(persons), household.facts)


@pytest.mark.parametrize(
    ("name", "place", "fillings"),
    [
        ("rent", None, [0.0, 350.0, 700.0, 2_000.0]),
        ("assets", None, [0.0, 2_900.0, 3_100.0, 90_000.0]),
        ("weekly_hours_worked", 0, [0.0, 24.0, 25.0, 40.0]),
        ("care_charge", 1, [0.0, 300.0, 1_200.0]),
        ("immigration", 1, ["citizen", "undocumented"]),
    ],
)
def test_what_was_not_told_leaves_a_band_that_holds_every_filling(name, place, fillings):
    household = without(FAMILIES[TWO_CHILDREN], name, place)
    band = find_cliffs(household, DAY, law=LAW)
    assert band.is_band
    assert {one.fact for one in band.missing} == {name}
    assert {one.person for one in band.missing} == {None if place is None else household.persons[place].name}
    assert (band.drops, band.zones, band.plateaus, band.coverage) == ((), (), (), ())
    assert len(band.points) >= 201
    for filling in fillings:
        told = told_again(household, name, filling, place)
        for point in (*random.Random(7).sample(band.points, 25), band.here):
            assert point.left - CENT <= left_at(told, point.earnings) <= point.highest + CENT


def test_what_was_not_told_and_does_not_matter_leaves_an_exact_line():
    whole = FAMILIES[TWO_CHILDREN]
    household = without(without(whole, "receives_wic", 0), "is_breastfeeding", 0)
    line = find_cliffs(household, DAY, law=LAW)
    assert not line.is_band
    assert line == find_cliffs(whole, DAY, law=LAW)


def test_a_fact_read_but_of_no_matter_leaves_an_exact_line():
    whole = FAMILIES[TWO_CHILDREN]
    # Cooperation is asked only where a parent lives elsewhere; the fuel only of who holds energy help.
    untold = [without(whole, "child_support_cooperation", 1), without(whole, "heating_fuel")]
    for household in untold:
        line = find_cliffs(household, DAY, law=LAW)
        assert not line.is_band
        assert line.drops == find_cliffs(whole, DAY, law=LAW).drops


def test_the_amount_of_help_that_was_not_told_is_worked_out():
    household = without(
        family(child("Ana", 2), wages={"amount": 100, "every": "month"}, hours=4, receives=("tanf", "snap")),
        "tanf_received",
    )
    curve = find_cliffs(household, DAY, law=LAW)
    assert not curve.is_band
    assert curve.here.parts["left_tanf"] == screen(household, DAY, LAW).answers["tanf"].amount.lowest * 12


# --- who earns, and how far -------------------------------------------------------------------------------------------


def test_pay_today_beyond_the_curve_stays_where_it_is():
    curve = find_cliffs(FAMILIES[TWO_CHILDREN], DAY, up_to=20_000, law=LAW)
    assert curve.here.earnings == 490 * 52
    assert curve.points[-1].earnings == 20_000
    assert all(drop.start < 20_000 for drop in curve.drops)
    assert curve.here.left == pytest.approx(left_at(FAMILIES[TWO_CHILDREN], 490 * 52), abs=CENT)


def test_who_earns_nothing_today_starts_at_nothing():
    household = family(child("Ana", 4), wages={"amount": 0, "every": "month"}, hours=0, receives=("snap",))
    curve = find_cliffs(household, DAY, law=LAW)
    assert curve.here == curve.points[0]
    assert curve.here.earnings == 0
    assert curve.hours == 0
    assert curve.points[-1].left == pytest.approx(left_at(household, 100_000), abs=CENT)


def test_hours_of_work_stay_as_they_were_told():
    """A curve is of a raise: nobody gets child care for more pay in the same ten hours a week."""
    children = (child("Ana", 4, care=600),)
    few = family(*children, hours=10, receives=("child_care",))
    enough = family(*children, hours=25, receives=("child_care",))
    assert (find_cliffs(few, DAY, law=LAW).hours, find_cliffs(enough, DAY, law=LAW).hours) == (10, 25)
    few_points, enough_points = (find_cliffs(one, DAY, law=LAW).points for one in (few, enough))
    assert all(point.parts["left_child_care"] == 7_200 for point in few_points)
    assert min(point.parts["left_child_care"] for point in enough_points) < 7_200


def test_each_of_two_earners_has_a_curve():
    spouse = {
        "name": "Father",
        "role": "spouse",
        "age": 31,
        "is_female": False,
        "weekly_hours_worked": 40,
        "income": [{"kind": "wages", "amount": 900, "every": "two_weeks"}],
    }
    household = family(spouse, child("Ana", 4), receives=("snap",))
    first, second = (find_cliffs(household, DAY, earner=earner, law=LAW) for earner in (1, 2))
    assert (first.earner, second.earner) == ("Mother", "Father")
    assert first.here.left == second.here.left
    assert (first.here.earnings, second.here.earnings) == (490 * 52, 900 * 26)
    for earner, curve in ((1, first), (2, second)):
        for point in random.Random(9).sample(curve.points, 20):
            assert point.left == pytest.approx(left_at(household, point.earnings, earner), abs=CENT)


@pytest.mark.parametrize("earner", [0, -1, 4, 1.0, True, "1"])
def test_an_earner_who_is_not_there_is_refused(earner):
    with pytest.raises(HouseholdError, match="the persons are 1 to 3") as refused:
        find_cliffs(FAMILIES[TWO_CHILDREN], DAY, earner=earner, law=LAW)
    assert refused.value.field == "earner"


def test_pay_that_was_not_told_is_asked_for():
    household = without(FAMILIES[TWO_CHILDREN], "wages", 0)
    with pytest.raises(HouseholdError, match="wages of Mother") as refused:
        find_cliffs(household, DAY, law=LAW)
    assert refused.value.field == "persons[0].income"


@pytest.mark.parametrize("up_to", [0, 999, -5, 1_000_001, float("nan"), float("inf"), True, "100000", None])
def test_a_range_beyond_reason_is_refused(up_to):
    with pytest.raises(HouseholdError, match="from 1,000 to 1,000,000") as refused:
        find_cliffs(FAMILIES[TWO_CHILDREN], DAY, up_to=up_to, law=LAW)
    assert refused.value.field == "up_to"


def test_a_day_whose_law_does_not_say_what_is_left_is_refused():
    with pytest.raises(LawError, match="is loaded from 2026-01-01 on"):
        find_cliffs(FAMILIES[TWO_CHILDREN], date(2025, 6, 1))


def test_a_state_whose_law_is_not_loaded_is_refused():
    elsewhere = replace(FAMILIES[TWO_CHILDREN], state="CA")
    with pytest.raises(LawError, match="CA is not loaded"):
        find_cliffs(elsewhere, DAY)


def test_a_rule_that_fails_at_some_pay_is_no_curve(monkeypatch):
    arrays = type(LAW.arrays(["what_is_left"]))
    whole = arrays.run

    def failing(self, columns):
        answers = whole(self, columns)
        return replace(answers, faults={"snap_amount": np.ones(columns.households, dtype=bool)})

    monkeypatch.setattr(arrays, "run", failing)
    with pytest.raises(LawError, match="snap_amount could not be worked out at a pay of"):
        find_cliffs(FAMILIES[TWO_CHILDREN], DAY, law=LAW)


def test_a_curve_of_a_million_dollars_is_worked_out_piece_by_piece(monkeypatch):
    household = FAMILIES[TWO_CHILDREN]
    whole = find_cliffs(household, DAY, up_to=30_000, law=LAW)
    monkeypatch.setattr("konbit_rules.cliffs.sweep.MOST_PERSONS_AT_ONCE", 9_001)
    assert find_cliffs(household, DAY, up_to=30_000, law=LAW) == whole
