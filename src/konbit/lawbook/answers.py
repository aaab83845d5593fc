"""A screening as rows that a family can read: likely or not, how much, why, and which facts would settle more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.lawbook.fact_words import fact_in_words
from konbit.lawbook.forms import person_name
from konbit.lawbook.reasons import sentence_of
from konbit.lawbook.words import ANSWERS, AVAILABILITY, PROGRAMS, STATES, quantities, title_of
from konbit_rules import Answer, Screening

# Held, these add dollars to what is left.
IN_THE_CURVE = {"snap", "tanf", "ssi", "child_care", "liheap", "housing_voucher", "premium_credit"}
MOST_FACTS = 12
# An amount that may be anything says nothing.
MOST_SAID, MOST_AN_ANSWER = 1_000_000.0, 250_000.0


@dataclass(frozen=True)
class Source:
    """A figure that a test rests on, with where it is from."""

    about: str
    since: date
    source: str
    recorded_by: str | None


@dataclass(frozen=True)
class Reason:
    """One test and how it came out: a tag, the sentence, the two sides where it compares amounts, and its sources."""

    tag: str
    word: str
    sentence: str
    sides: str
    cites: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Group:
    """The answer for one person, or for the whole family; the tests that decide come first."""

    name: str
    tag: str
    word: str
    amount: str
    deciding: tuple[Reason, ...]
    others: tuple[Reason, ...]


@dataclass(frozen=True)
class Row:
    """A program with its answer."""

    code: str
    title: str
    tag: str
    word: str
    amount: str
    because: str
    because_of: Reason | None
    receives: bool
    availability: tuple[str, str] | None
    groups: tuple[Group, ...]
    likely_for: tuple[str, ...]
    steps: tuple[str, ...]
    decides: str
    is_fault: bool

    @property
    def has_reasons(self) -> bool:
        """Whether there is anything to unfold."""
        return any(group.deciding or group.others for group in self.groups)


@dataclass(frozen=True)
class Missing:
    """A fact that would settle programs, most helpful first."""

    question: str
    programs: str
    count: int


@dataclass(frozen=True)
class Answers:
    """All of it, in the order in which a family wants it."""

    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    not_likely: tuple[Row, ...]
    taxes: tuple[Row, ...]
    missing: tuple[Missing, ...]
    more_missing: int
    not_loaded: tuple[str, ...]
    law_version: str


def answers_of(screening: Screening) -> Answers:
    """The rows: what is received, likely and open, one fact away, likely but not open, not likely; taxes apart."""
    rows = {code: _row(answer) for code, answer in screening.answers.items()}
    kinds: dict[str, list[Row]] = {}
    for code, row in rows.items():
        kinds.setdefault(_kind(screening.answers[code]), []).append(row)
    names = {
        "receives": _("What you receive already"),
        "likely": _("Likely"),
        "open": _("Needs one more fact, or more"),
        "waiting": _("Likely, but places may not be free"),
    }
    missing = screening.missing
    return Answers(
        tuple((name, tuple(kinds[kind])) for kind, name in names.items() if kind in kinds),
        tuple(kinds.get("not_likely", ())),
        tuple(kinds.get("tax", ())),
        tuple(_missing(one) for one in missing[:MOST_FACTS]),
        max(len(missing) - MOST_FACTS, 0),
        tuple(title_of(code) for code in screening.not_loaded),
        screening.law_version,
    )


def not_held(screening: Screening) -> tuple[str, ...]:
    """Help in dollars that a family may likely get and does not hold, so that no curve counts it."""
    return tuple(
        title_of(code)
        for code, answer in screening.answers.items()
        if code in IN_THE_CURVE and answer.answer == "likely" and not answer.receives
    )


def _kind(answer: Answer) -> str:
    if answer.owed:
        return "tax"
    if answer.receives:
        return "receives"
    if answer.answer == "need_info" or answer.fault:
        return "open"
    if answer.answer == "not_likely":
        return "not_likely"
    return "likely" if answer.availability in {"", "open"} else "waiting"


def _row(answer: Answer) -> Row:
    tag, word = _tag_of(answer)
    if answer.persons:
        groups = tuple(_group(person, person_name(int(person.name))) for person in answer.persons)
    else:
        groups = (_group(answer, ""),)
    words = PROGRAMS.get(answer.code)
    because, because_of = _because(groups, answer.answer)
    availability = AVAILABILITY.get(answer.availability)
    return Row(
        code=answer.code,
        title=title_of(answer.code, answer.title),
        tag=tag,
        word=word,
        amount=_amount(answer),
        because=because,
        because_of=because_of,
        receives=bool(answer.receives),
        availability=(availability[0], str(availability[1])) if availability else None,
        groups=groups,
        likely_for=tuple(
            person_name(int(person.name)) for person in answer.persons if person.answer == "likely"
        ),
        steps=() if answer.receives else _to_do(answer),
        decides=str(words.decides) if words else "",
        is_fault=answer.fault is not None,
    )


def _to_do(answer: Answer) -> tuple[str, ...]:
    return tuple(sentence_of(step.test.code, step.test.about) for step in answer.steps if step.state != "met")


def _tag_of(answer: Answer) -> tuple[str, str]:
    if answer.fault:
        return "attention", _("Not checked now")
    if answer.owed and answer.answer != "need_info" and answer.amount:
        lowest = answer.amount.lowest
        return "calm", _("To pay") if lowest > 0 else _("Comes back") if lowest < 0 else _("Nothing to pay")
    tag, word = ANSWERS[answer.answer]
    if answer.answer == "need_info" and len(answer.missing) > 1:
        word = _("Needs more facts")
    return tag, str(word)


def _amount(answer: Any) -> str:
    if (
        answer.fault
        or answer.amount is None
        or (answer.answer == "not_likely" and not getattr(answer, "owed", False))
    ):
        return ""
    lowest, highest = answer.amount.lowest, answer.amount.highest
    if getattr(answer, "owed", False):
        if highest <= 0:
            # What is given back is told as an amount, not as a tax below zero.
            lowest, highest = -highest, -lowest
    else:
        lowest = max(lowest, 0)
    # With pay unknown an amount may be anything, which says nothing to anybody.
    return quantities(lowest, highest, answer.amount.unit) if highest and highest < MOST_AN_ANSWER else ""


def _group(one: Any, name: str) -> Group:
    tag, word = ("attention", _("Not checked now")) if one.fault else ANSWERS[one.answer]
    reasons = {condition.test.code: _reason(condition) for condition in one.conditions}
    deciding = [reasons[code] for code in one.because if code in reasons]
    others = [reason for code, reason in reasons.items() if code not in one.because]
    return Group(name, tag, str(word), _amount(one), tuple(deciding), tuple(others))


def _because(groups: Sequence[Group], answer: str) -> tuple[str, Reason | None]:
    """Why in one sentence, or the first test that decides, of the first group that came out as the whole did."""
    wanted = str(ANSWERS[answer][1])
    reasons = next((group.deciding for group in groups if group.word == wanted and group.deciding), ())
    if not reasons:
        return "", None
    if answer != "likely":
        return "", reasons[0]
    says = ngettext(
        "The condition that decides is met.", "All %(count)s conditions that decide are met.", len(reasons)
    )
    return says % {"count": len(reasons)}, None


def _reason(condition: Any) -> Reason:
    test = condition.test
    tag, word = STATES[condition.state]
    return Reason(
        tag,
        str(word),
        sentence_of(test.code, test.about),
        _sides(condition),
        test.cites,
        tuple(
            Source(one.about, one.since, one.source, None if one.read else one.recorded_by)
            for one in test.parameters
        ),
    )


def _sides(condition: Any) -> str:
    """What the household has against the law's figure, where both are money; counts and ages say nothing more so."""
    if condition.value is None or not condition.limit or not condition.test.unit.startswith("money"):
        return ""
    if max(_highest(condition.value), _highest(condition.limit)) > MOST_SAID:
        return ""
    value, limit = (_side(one, condition.test.unit) for one in (condition.value, condition.limit))
    return _("%(value)s, held against %(limit)s") % {"value": value, "limit": limit}


def _highest(side: Any) -> float:
    return side[1] if isinstance(side, tuple) else side


def _side(side: Any, unit: str) -> str:
    lowest, highest = side if isinstance(side, tuple) else (side, side)
    return quantities(lowest, highest, unit)


def _missing(one: Any) -> Missing:
    question = fact_in_words(one.fact, one.about)
    if one.person is not None:
        question = _("%(question)s (%(person)s)") % {
            "question": question,
            "person": person_name(int(one.person)),
        }
    programs = [title_of(code) for code in one.programs]
    return Missing(question, ", ".join(programs), len(programs))
