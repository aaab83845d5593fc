"""Small laws of the tests' own, written into a folder: a good one to break, and any other text as law."""

from datetime import date
from pathlib import Path
from textwrap import dedent

from konbit_rules import law

DAY = date(2026, 6, 15)
# Where a broken text says this, its refusal must name that line.
HERE = "# here"

GOOD_RULES = '''\
"""A small program with every word of the language."""

from konbit_rules.engine.language import (
    any_member, as_paid, bracket, count_members, largest_member, monthly, program, round_down, rule, step,
    sum_largest_members, sum_members, yearly,
)

program(
    code="toy", title="Toy help", entity="household", eligible="toy_eligible", amount="toy_amount",
    receives="receives_liheap", holds="toy_held", steps=("toy_papers",), availability="toy_availability",
    guaranteed=False, bites="next_report", bites_cites="Toy Act 9",
)


@rule(unit="bool", entity="person", cites="Toy Act 1", about="a child")
def toy_child(role, age, toy_child_age):
    return role == "child" and age < toy_child_age


@rule(unit="number", entity="household", cites="Toy Act 1", about="how many children")
def toy_children(toy_child):
    return count_members(toy_child)


@rule(unit="money/month", entity="person", cites="Toy Act 2", about="what a person earns")
def toy_person_pay(wages, self_employment, toy_months):
    return as_paid(wages, toy_months) + as_paid(self_employment, toy_months)


@rule(unit="money/month", entity="household", cites="Toy Act 2", about="what all of them earn")
def toy_pay(toy_person_pay):
    return sum_members(toy_person_pay)


@rule(unit="money/month", entity="household", cites="Toy Act 3", about="what counts of it")
def toy_countable(toy_pay, toy_person_pay, care_charge, toy_share, toy_tax):
    left = toy_pay * toy_share - sum_largest_members(2, care_charge)
    left = left - monthly(bracket(yearly(toy_pay), toy_tax)) - largest_member(toy_person_pay) / 10
    return round_down(max(left, 0))


@rule(unit="choice:small|large", entity="household", cites="Toy Act 4", about="the size of the family")
def toy_kind(toy_children):
    if toy_children > 2:
        return "large"
    else:
        return "small"


@rule(unit="bool", entity="household", cites="Toy Act 5", about="income at or under the limit")
def toy_income_ok(toy_countable, toy_children, toy_kind, toy_limit, toy_more):
    return toy_countable <= toy_limit[toy_children] + toy_more[toy_kind]


@rule(unit="bool", entity="household", cites="Toy Act 6", about="a child in the family")
def toy_has_child(toy_child):
    return any_member(toy_child)


@rule(unit="bool", entity="household", cites="Toy Act 6", about="may get toy help")
def toy_eligible(toy_has_child, toy_income_ok):
    return toy_has_child and toy_income_ok


@rule(unit="money/month", entity="household", cites="Toy Act 7", about="the help")
def toy_amount(toy_eligible, toy_countable, toy_steps):
    return step(toy_countable, toy_steps) if toy_eligible else 0


@rule(unit="bool", entity="household", cites="Toy Act 8", about="holds toy help")
def toy_held(receives_liheap, takes_up_what_is_due, toy_eligible):
    return receives_liheap or (takes_up_what_is_due and toy_eligible)


@rule(unit="bool", entity="household", cites="Toy Act 8", about="papers given", procedural=True)
def toy_papers(liheap_papers_given):
    return liheap_papers_given
'''

GOOD_PARAMETERS = """\
recorded_by: the tests

toy_child_age:
  about: Who is younger is a child
  unit: number
  values:
    2020-01-01: {value: 18, source: Toy Act 1}
toy_months:
  about: Months' worth of a payment
  unit: conversion/month
  by: pay_period
  values:
    2020-01-01: {value: {week: 4.3, two_weeks: 2.15, half_month: 2, month: 1, year: "1/12"}, source: Toy Act 2}
toy_share:
  about: The share that counts
  unit: rate
  values:
    2020-01-01: {value: 0.8, source: Toy Act 3}
toy_tax:
  about: Tax taken off
  unit: rate
  of: money/year
  values:
    2020-01-01: {value: [[0, 0], [12000, 0.1], [40000, 0.2]], source: Toy Act 3}
toy_limit:
  about: The limit by number of children
  unit: money/month
  by: size
  values:
    2020-01-01: {value: {0: 900, 1: 1000, 2: 1200, each_more: 150}, source: Toy Act 5}
    2025-01-01: {value: {0: 1000, 1: 1100, 2: 1300, each_more: 160}, source: Toy Act 5}
toy_more:
  about: A little more for large families
  unit: money/month
  by: kind
  values:
    2020-01-01: {value: {small: 0, large: 50}, source: Toy Act 5}
toy_steps:
  about: The help by income
  unit: money/month
  of: money/month
  values:
    2020-01-01: {value: [[0, 300], [500, 200], [1000, 100]], source: Toy Act 7}
toy_availability:
  about: Whether there are places
  unit: choice:open|waitlist|paused|unknown
  values:
    2020-01-01: {value: waitlist, source: Toy Act 9}
"""


def folder_with(
    root: Path, rules: str | None = GOOD_RULES, parameters: str | None = GOOD_PARAMETERS, name: str = "toy"
) -> Path:
    """A folder of law with these files."""
    folder = root / name
    folder.mkdir(parents=True)
    if rules is not None:
        (folder / "rules.py").write_text(dedent(rules), encoding="utf-8")
    if parameters is not None:
        (folder / "parameters.yaml").write_text(dedent(parameters), encoding="utf-8")
    return folder


def law_of(
    root: Path, rules: str | None = GOOD_RULES, parameters: str | None = GOOD_PARAMETERS, day: date = DAY
) -> law.Law:
    """The law of these files, read afresh and not kept."""
    folders = (folder_with(root, rules, parameters),)
    try:
        return law._compiled.__wrapped__(day, folders)
    finally:
        law._texts.cache_clear()
