"""What a household may get on a day, for every program: yes, no or cannot tell yet, how much, and why."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from konbit_rules.engine.language import DUST
from konbit_rules.engine.nodes import PERSON
from konbit_rules.engine.reasons import MET, MISSED, OPEN, Condition, deciding
from konbit_rules.engine.source import ProgramSource
from konbit_rules.engine.spans import Facts, Fault, Span, facts_of, unknown
from konbit_rules.households.household import Household
from konbit_rules.law import Law, load_law
from konbit_rules.splitting import narrowed, told_facts

LIKELY, NOT_LIKELY, NEED_INFO = "likely", "not_likely", "need_info"
RULE_FAULT = "rule_fault"


class Amount(NamedTuple):
    """An amount from lowest to highest (the same when it is settled), with its unit, such as money/month."""

    lowest: float
    highest: float
    unit: str


class Missing(NamedTuple):
    """A fact that nobody told and that could still change an answer, of a person or of the household."""

    fact: str
    person: str | None
    about: str
    programs: tuple[str, ...]  # those it would help to settle


class PersonAnswer(NamedTuple):
    """A program's answer for one person."""

    name: str
    answer: str
    amount: Amount | None
    conditions: tuple[Condition, ...]
    because: tuple[str, ...]
    fault: str | None = None


class Answer(NamedTuple):
    """A program's answer for a household. For a program of persons, `persons` has one answer each."""

    code: str
    title: str
    entity: str
    answer: str
    amount: Amount | None
    conditions: tuple[Condition, ...]
    because: tuple[str, ...]  # the fewest tests that decide
    missing: tuple[Missing, ...]
    persons: tuple[PersonAnswer, ...]
    steps: tuple[Condition, ...]
    receives: bool | None
    availability: str
    guaranteed: bool
    owed: bool
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    """Every program's answer on a day, under one version of the law."""

    as_of: date
    law_version: str
    answers: dict[str, Answer]
    missing: tuple[Missing, ...]  # of all programs, the one that helps most of them first
    not_loaded: dict[str, date]  # programs whose law is not loaded for the day, with the first day that is


@dataclass(slots=True)
class _Worked:
    """One household's values, however they were worked out: of every rule, and of the facts that are tests themselves."""

    law: Law
    household: Household
    values: dict[str, object]
    sides: Mapping[str, object]

    def of(self, name: str, place: int | None) -> Any:
        """A value, of one person where it has one each."""
        value = self.values[name]
        return value[place] if place is not None and isinstance(value, list) else value


def screen(household: Household, as_of: date, law: Law | None = None) -> Screening:
    """Screen a household on a day.

    A missing fact leaves a program open only where it could change the answer. A rule that fails leaves its program open
    with a fault and touches no other.

    Raises:
        LawError: the law is broken, or not loaded for that day.
    """
    law = law or load_law(as_of, state=household.state)
    worked = _work(household, law)
    answers = {program.code: _answer(program, worked) for program in law.programs}
    missing = _most_helpful_first(answers)
    return Screening(as_of, law.version, answers, missing, dict(law.graph.not_loaded))


def values_of(household: Household, as_of: date, law: Law | None = None) -> dict[str, object]:
    """Every rule's value for a household, a list for rules of persons; spans and open choices where facts are missing."""
    return dict(_work(household, law or load_law(as_of, state=household.state)).values)


def _work(household: Household, law: Law) -> _Worked:
    told = told_facts(household, law.explained)
    values: dict[str, object] = {}
    sides: dict[str, object] = {}
    if told is not None:
        # Whatever fails here, the walk below finds the rule it lies in and answers everything else.
        with suppress(Exception):
            found, pairs = law.explained.run(*told, household.persons)
            values = dict(zip(law.explained.names, found, strict=True))
            sides = dict(zip(law.explained.tests, pairs, strict=True))
    facts = law.graph.texts.facts
    others = {**law.defaults, **household.facts}
    told_of_persons = [person.facts for person in household.persons]
    if not values:
        values = narrowed(law, household, law.bounds.run(told_of_persons, others))
        sides = law.bounds.sides(law.explained.compared, told_of_persons, others, values)
    elif law.has_steps:
        values = law.bounds.run(told_of_persons, others, values)
    for name in law.facts_as_tests:
        if facts[name].entity == PERSON:
            persons = enumerate(household.persons)
            values[name] = [person.facts.get(name, unknown(facts[name], place)) for place, person in persons]
        else:
            values[name] = others.get(name, unknown(facts[name], None))
    return _Worked(law, household, values, sides)


def _answer(program: ProgramSource, worked: _Worked) -> Answer:
    law, household = worked.law, worked.household
    # A step not taken yet is shown as such and can still be taken: it makes nothing likely and nothing unlikely.
    steps = tuple(_conditions(program.steps, worked, None))
    availability = str(law.graph.values[program.availability].value) if program.availability else ""
    persons: tuple[PersonAnswer, ...] = ()
    if program.entity == PERSON:
        persons = tuple(
            PersonAnswer(person.name, *_one(program, worked, place))
            for place, person in enumerate(household.persons)
        )
        said = {person.answer for person in persons}
        answer = next((word for word in (LIKELY, NEED_INFO) if word in said), NOT_LIKELY)
        fault = next((person.fault for person in persons if person.fault), None)
        amount = None if fault else _together([person.amount for person in persons])
        one = _One(answer, amount, because=(RULE_FAULT,) if fault else (), fault=fault)
    else:
        one = _one(program, worked, None)
    return Answer(
        program.code, program.title, program.entity, one.answer, one.amount, one.conditions, one.because,
        _missing(program, worked), persons, steps, _receives(program, worked), availability, program.guaranteed,
        program.owed, one.fault,
    )  # fmt: skip


def _receives(program: ProgramSource, worked: _Worked) -> bool | None:
    name = program.receives
    if not name:
        return None
    if worked.law.graph.texts.facts[name].entity != PERSON:
        return worked.household.facts.get(name)  # type: ignore[return-value]
    told = [person.facts.get(name) for person in worked.household.persons]
    return True if True in told else None if None in told else False


class _One(NamedTuple):
    answer: str
    amount: Amount | None = None
    conditions: tuple[Condition, ...] = ()
    because: tuple[str, ...] = ()
    fault: str | None = None


def _one(program: ProgramSource, worked: _Worked, place: int | None) -> _One:
    """A program's answer for the household, or for one person."""
    amount, fault = _amount(program, worked, place)
    if not program.eligible:
        return _One(_by_amount(amount), amount, because=(RULE_FAULT,) if fault else (), fault=fault)
    conditions = tuple(_conditions(worked.law.codes[program.code], worked, place))
    eligible = worked.of(program.eligible, place)
    if isinstance(eligible, Fault) or fault:
        fault = eligible.rule if isinstance(eligible, Fault) else fault
        return _One(NEED_INFO, None, conditions, (RULE_FAULT,), fault)
    because = deciding(
        worked.law.clauses[program.code], lambda code: _state(worked.of(code, place)), worked.law.tests
    )
    settled = _state(eligible)
    answer = NEED_INFO if settled is None else LIKELY if settled else NOT_LIKELY
    return _One(answer, amount, conditions, because)


def _amount(program: ProgramSource, worked: _Worked, place: int | None) -> tuple[Amount | None, str | None]:
    if not program.amount:
        return None, None
    value = worked.of(program.amount, place)
    if isinstance(value, Fault):
        return None, value.rule
    unit = worked.law.graph.rules[program.amount].source.unit
    return (
        Amount(value.low, value.high, unit) if isinstance(value, Span) else Amount(value, value, unit)
    ), None


def _by_amount(amount: Amount | None) -> str:
    """The answer of a program that asks no test: whether there is an amount at all."""
    if amount is None:
        return NEED_INFO
    if amount.lowest > DUST or amount.highest < -DUST:
        return LIKELY
    return NOT_LIKELY if -DUST <= amount.lowest <= amount.highest <= DUST else NEED_INFO


def _state(value: object) -> bool | None:
    return value if value is True or value is False else None


def _conditions(codes: Sequence[str], worked: _Worked, place: int | None) -> Iterator[Condition]:
    tests, values, sides = worked.law.tests, worked.values, worked.sides
    for code in codes:
        value = values[code]
        if type(value) is list:
            value = value[place] if place is not None else None
        word = MET if value is True else MISSED if value is False else OPEN
        pair = sides.get(code)
        if pair is None:
            yield Condition(tests[code], word)
            continue
        if type(pair) is list:
            pair = pair[place] if place is not None else (None, None)
        yield Condition(tests[code], word, *pair)  # type: ignore[misc]


def _together(amounts: Sequence[Amount | None]) -> Amount | None:
    known = [amount for amount in amounts if amount is not None]
    if not known:
        return None
    return Amount(sum(a.lowest for a in known), sum(a.highest for a in known), known[0].unit)


def _missing(program: ProgramSource, worked: _Worked) -> tuple[Missing, ...]:
    facts: Facts = frozenset()
    for name in (program.eligible, program.amount):
        if name:
            value = worked.values[name]
            facts |= facts_of(*value) if isinstance(value, list) else facts_of(value)
    return tuple(_missing_fact(fact, place, worked, program.code) for fact, place in sorted(facts, key=str))


def _missing_fact(fact: str, place: int | None, worked: _Worked, program: str) -> Missing:
    person = worked.household.persons[place].name if place is not None else None
    return Missing(fact, person, worked.law.graph.texts.facts[fact].about, (program,))


def _most_helpful_first(answers: Mapping[str, Answer]) -> tuple[Missing, ...]:
    found: dict[tuple[str, str | None], Missing] = {}
    for answer in answers.values():
        for one in answer.missing:
            key = (one.fact, one.person)
            before = found[key].programs if key in found else ()
            found[key] = one._replace(programs=(*before, answer.code))
    return tuple(sorted(found.values(), key=lambda one: (-len(one.programs), one.person or "", one.fact)))
