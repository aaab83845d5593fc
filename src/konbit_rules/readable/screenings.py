"""A screening as data, and to read."""

from collections.abc import Mapping, Sequence
from datetime import date

from konbit_rules.engine.reasons import MET, MISSED, OPEN, Condition
from konbit_rules.readable.words import (
    BEYOND_REASON,
    WORDS,
    amount_data,
    amount_text,
    dollars,
    missing_data,
    missing_text,
    owed_text,
)
from konbit_rules.screening import LIKELY, NEED_INFO, NOT_LIKELY, Answer, PersonAnswer, Screening


def _number(value: float | tuple[float, float] | None) -> object:
    if isinstance(value, tuple):
        return [_number(part) for part in value]
    return None if value is None else round(value + 0.0, 6)


def _side(value: float | tuple[float, float] | None, unit: str) -> str:
    if value is None:
        return "?"
    if isinstance(value, tuple):
        if value[1] >= BEYOND_REASON:
            return f"{_side(value[0], unit)} or more"
        return f"{_side(value[0], unit)} to {_side(value[1], unit)}"
    return dollars(value) if unit.startswith("money") else f"{value:,.4g}"


def condition_data(condition: Condition) -> dict:
    """A test with how it came out and every source behind it."""
    test = condition.test
    return {
        "code": test.code,
        "about": test.about,
        "state": condition.state,
        "value": _number(condition.value),
        "limit": _number(condition.limit),
        "margin": _number(condition.margin),
        "unit": test.unit or None,
        "cites": test.cites or None,
        "in_force_since": str(test.since) if test.since else None,
        "parameters": [
            {
                "name": cited.name,
                "about": cited.about,
                "in_force_since": str(cited.since),
                "source": cited.source,
                "source_read": cited.read,
                "recorded_by": cited.recorded_by,
            }
            for cited in test.parameters
        ],
    }


def answer_data(answer: Answer) -> dict:
    """A program's whole answer."""
    return {
        "code": answer.code,
        "title": answer.title,
        "entity": answer.entity,
        "answer": answer.answer,
        "amount": amount_data(answer.amount),
        "because": list(answer.because),
        "conditions": [condition_data(condition) for condition in answer.conditions],
        "persons": [
            {
                "name": person.name,
                "answer": person.answer,
                "amount": amount_data(person.amount),
                "because": list(person.because),
                "conditions": [condition_data(condition) for condition in person.conditions],
                "fault": person.fault,
            }
            for person in answer.persons
        ],
        "missing": missing_data(answer.missing),
        "steps": [condition_data(step) for step in answer.steps],
        "receives": answer.receives,
        "availability": answer.availability or None,
        "guaranteed": answer.guaranteed,
        "owed": answer.owed,
        "fault": answer.fault,
    }


def screening_data(screening: Screening) -> dict:
    """A screening as data."""
    return {
        "as_of": str(screening.as_of),
        "law_version": screening.law_version,
        "programs": [answer_data(answer) for answer in screening.answers.values()],
        "missing": missing_data(screening.missing),
        "not_loaded": {code: str(first) for code, first in screening.not_loaded.items()},
    }


def screening_text(screening: Screening) -> str:
    """A screening to read."""
    lines = [
        f"Law of {screening.as_of}, version {screening.law_version}. Agencies decide; this is not a decision.",
        "",
    ]
    order = (LIKELY, NEED_INFO, NOT_LIKELY)
    for answer in sorted(screening.answers.values(), key=lambda one: order.index(one.answer)):
        lines += [*_answer_lines(answer), ""]
    if screening.missing:
        lines.append("Facts that would settle more, those that help most programs first:")
        lines += [f"  {missing_text(one)}: {', '.join(one.programs)}" for one in screening.missing]
    lines += _not_loaded_lines(screening.not_loaded)
    return "\n".join(lines).rstrip()


def _not_loaded_lines(not_loaded: Mapping[str, date]) -> list[str]:
    if not not_loaded:
        return []
    by_day: dict[date, list[str]] = {}
    for code, first in not_loaded.items():
        by_day.setdefault(first, []).append(code)
    lines = [f"  from {first} on: {', '.join(by_day[first])}" for first in sorted(by_day)]
    return ["Not answered, because their law is loaded only", *lines]


def _answer_lines(answer: Answer) -> list[str]:
    if answer.fault:
        return [f"{answer.title}: we could not check this one now ({answer.fault})."]
    lines = [f"{answer.title}: {_said(answer)}"]
    if answer.receives:
        lines.append("  The family receives it already.")
    if answer.availability and answer.availability != "open" and answer.answer != NOT_LIKELY:
        lines.append(f"  New places: {answer.availability}. Being eligible is not having a place.")
    lines += _because_lines(answer, answer.conditions, "  ")
    for person in answer.persons:
        lines.append(f"  {person.name}: {_said(person)}")
        lines += _because_lines(person, person.conditions, "    ")
    if answer.answer != NOT_LIKELY:
        lines += [f"  Not told yet: {step.test.about}." for step in answer.steps if step.state == OPEN]
    refused = [step for step in answer.steps if step.state == MISSED and step.test.code in answer.because]
    return [*lines, *(f"  Not done: {step.test.about}." for step in refused)]


def _said(answer: Answer | PersonAnswer) -> str:
    """The answer in words, with its amount."""
    word, amount = WORDS[answer.answer], answer.amount
    if isinstance(answer, Answer) and answer.owed and amount is not None:
        return owed_text(amount) if answer.answer != NEED_INFO else f"{word}, {owed_text(amount)}"
    if amount is None or answer.answer == NOT_LIKELY:
        return word
    return f"{word}, {amount_text(amount)}"


def _because_lines(answer: Answer | PersonAnswer, conditions: Sequence[Condition], indent: str) -> list[str]:
    chosen = [condition for condition in conditions if condition.test.code in answer.because]
    return [indent + condition_text(condition, answer.answer) for condition in chosen]


def condition_text(condition: Condition, answer: str) -> str:
    """One test and how it came out, in a line. A test may count against a program by being met, and the other way."""
    test = condition.test
    mark = {MET: "yes", MISSED: "no"}.get(condition.state, "not known")
    if condition.state == MET and answer == NOT_LIKELY:
        mark = "yes, which rules it out"
    if condition.state == MISSED and answer == LIKELY:
        mark = "no, as it should be"
    sides = ""
    if condition.value is not None and test.unit.startswith("money"):
        sides = f" ({_side(condition.value, test.unit)} against {_side(condition.limit, test.unit)})"
    cites = f" [{test.cites}]" if test.cites else ""
    return f"{mark}: {test.about}{sides}{cites}"
