"""The casebook: what agrees, what does not and how that is said, and whose sources were read."""

from textwrap import dedent

import pytest

from konbit_rules.casebook import check, read_cases, work
from konbit_rules.households.lined_yaml import LinedDict
from konbit_rules.parameters.errors import LawError

RULES = """\
from konbit_rules.engine.language import as_paid, program, rule, sum_members

program(code="toy", title="Toy", entity="household", eligible="toy_ok", amount="toy_amount")
program(code="milk", title="Milk", entity="person", eligible="milk_ok")


@rule(unit="money/month", entity="person", cites="Act 1", about="pay")
def toy_pay(wages, toy_months):
    return as_paid(wages, toy_months)


@rule(unit="money/month", entity="household", cites="Act 1", about="income")
def toy_income(toy_pay):
    return sum_members(toy_pay)


@rule(unit="bool", entity="household", cites="Act 2", about="income at or under the limit")
def toy_ok(toy_income, toy_limit):
    return toy_income <= toy_limit


@rule(unit="money/month", entity="household", cites="Act 3", about="the help")
def toy_amount(toy_ok, toy_income, toy_limit):
    return max(toy_limit - toy_income, 0) if toy_ok else 0


@rule(unit="number", entity="household", cites="Act 4", about="a third")
def toy_third(toy_share):
    return toy_share


@rule(unit="bool", entity="person", cites="Act 5", about="young")
def milk_ok(age, milk_age):
    return age < milk_age
"""
PARAMETERS = """\
recorded_by: the tests
toy_months:
  about: Months
  unit: conversion/month
  by: pay_period
  values: {2020-01-01: {value: {week: 4.3, two_weeks: 2.15, half_month: 2, month: 1, year: 1/12}, source: s, read: yes}}
toy_limit: {about: Limit, unit: money/month, values: {2020-01-01: {value: 1000, source: s}}}
toy_share: {about: Share, unit: rate, values: {2020-01-01: {value: 1/3, source: s, read: yes}}}
milk_age: {about: Age, unit: number, values: {2020-01-01: {value: 5, source: s, read: yes}}}
"""
CASE = """\
- name: one dollar under
  as_of: 2026-06-15
  household:
    state: MS
    persons:
      - {role: head, age: 29, income: [{kind: wages, amount: 999, every: month}]}
      - {role: child, age: 4, income: none}
  expect:
    toy: {answer: likely, amount: 1}
    milk: {answers: [not_likely, likely]}
  values: {toy_income: 999, toy_pay: [999, 0], toy_ok: yes, toy_third: 0.3333}
  arithmetic: |
    1,000 - 999
    = 1
  sources: Act 3
"""


@pytest.fixture
def book(tmp_path):
    """A folder of law, written afresh with the cases given."""

    def written(cases, rules=RULES, name="toy"):
        folder = tmp_path / name
        (folder / "cases").mkdir(parents=True, exist_ok=True)
        (folder / "rules.py").write_text(rules)
        (folder / "parameters.yaml").write_text(PARAMETERS)
        (folder / "cases" / "all.yaml").write_text(dedent(cases))
        return folder

    return written


def failure_of(folder):
    report = check((folder,))
    assert not report.passed
    (failure,) = report.failures
    return failure


def test_a_case_that_agrees_passes(book):
    report = check((book(CASE),))
    assert report.passed
    assert report.cases == 1
    counted = report.programs["toy"]
    assert (counted.cases, counted.passed, counted.sources_read, counted.sources_not_read) == (1, 1, 0, 1)


def test_a_case_whose_figures_were_all_read_counts_as_read(book):
    case = CASE.replace("    toy: {answer: likely, amount: 1}\n", "")
    case = case.replace(
        "{toy_income: 999, toy_pay: [999, 0], toy_ok: yes, toy_third: 0.3333}", "{toy_income: 999}"
    )
    assert check((book(case),)).programs["toy"].sources_read == 1


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("amount: 1}", "amount: 1.006}", "toy amount: expected 1.006, got 1"),
        ("answer: likely", "answer: not_likely", "toy answer: expected not_likely, got likely"),
        (
            "[not_likely, likely]",
            "[likely, likely]",
            "milk answers: expected [likely, likely], got [not_likely, likely]",
        ),
        ("[not_likely, likely]", "[likely]", "milk answers"),
        ("toy_income: 999", "toy_income: 998.99", "toy_income: expected 998.99, got 999"),
        ("toy_ok: yes", "toy_ok: no", "toy_ok: expected no, got yes"),
        ("toy_ok: yes", "toy_ok: 1", "toy_ok: expected 1, got yes"),
        ("toy_third: 0.3333", "toy_third: 0.333", "toy_third: expected 0.333, got 0.3333"),
        ("toy_ok: yes", "toy_okay: yes", "toy_okay: no such rule"),
        ("toy: {", "toys: {", "toys: no such program"),
        ("amount: 1}", "amont: 1}", "expected is one or more of"),
        ("age: 4", "age: 40", "persons[1].age"),
        ("arithmetic: |", "working: |", "working is not known here"),
        ("  sources: Act 3\n", "", "sources is missing"),
        ("as_of: 2026-06-15", "as_of: June", "no day"),
        ("as_of: 2026-06-15", "as_of: 2019-06-15", "2020-01-01"),
    ],
)
def test_a_case_that_does_not_agree_says_what_came_and_shows_the_arithmetic(book, before, after, what):
    assert before in CASE
    folder = book(CASE.replace(before, after, 1))
    failure = failure_of(folder)
    assert failure.where == f"{folder}/cases/all.yaml:1"
    assert what in "\n".join(failure.what)
    if "arithmetic: |" in CASE.replace(before, after, 1):
        assert "    | 1,000 - 999\n    | = 1" in str(failure)
    assert str(failure).startswith(f"{failure.where}: one dollar under\n")


def test_half_a_cent_is_no_difference(book):
    assert check((book(CASE.replace("amount: 1}", "amount: 1.005}")),)).passed


def test_what_is_not_known_is_expected_as_a_range_or_as_unknown(book):
    case = CASE.replace("income: [{kind: wages, amount: 999, every: month}]", "income: unknown")
    ranged = case.replace(
        "{answer: likely, amount: 1}", "{answer: need_info, amount: {lowest: 0, highest: 1000}}"
    )
    ranged = ranged.replace(
        "toy_income: 999, toy_pay: [999, 0], toy_ok: yes", "toy_pay: [unknown, 0], toy_ok: unknown"
    )
    assert check((book(ranged),)).passed
    wrong = ranged.replace("highest: 1000", "highest: 999")
    assert "got 0.00 to 1,000.00" in str(failure_of(book(wrong)))


def test_a_file_that_is_no_list_of_cases_fails_and_the_others_go_on(book):
    folder = book(CASE)
    (folder / "cases" / "broken.yaml").write_text("- name: a: b\n")
    (folder / "cases" / "no_list.yaml").write_text("name: x\n")
    (folder / "cases" / "words.yaml").write_text("- one\n")
    report = check((folder,))
    assert [failure.where.rpartition("/")[2] for failure in report.failures] == [
        "broken.yaml:1", "no_list.yaml:1", "words.yaml:1",
    ]  # fmt: skip
    assert report.programs["toy"].passed == 1


def test_a_case_stands_where_its_file_says(book):
    cases, broken = read_cases(book(CASE + CASE.replace("one dollar under", "again")))
    assert not broken
    assert [(case.name, case.line) for case in cases] == [("one dollar under", 1), ("again", 16)]
    assert isinstance(cases[0].data, LinedDict)


def test_law_that_is_broken_is_the_laws_fault_and_no_cases(book):
    with pytest.raises(LawError, match=r"rules\.py:\d+"):
        check((book(CASE, RULES.replace("max(toy_limit - toy_income, 0)", "toy_limit - nothing"), "broken"),))


def test_one_case_can_be_worked_alone(book):
    folder = book(CASE)
    law, failure = work(read_cases(folder)[0][0], (folder,))
    assert failure is None
    assert law is not None
    assert [program.code for program in law.programs] == ["toy", "milk"]
