"""Answers as data for JSON, and as text for a terminal. English only: the platform has its own sentences."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from konbit_rules.engine.reasons import MET, MISSED, Condition, Test
from konbit_rules.engine.source import ProgramSource
from konbit_rules.law import Law
from konbit_rules.parameters.parameter import Table
from konbit_rules.screening import Amount, Answer, Missing, Screening

if TYPE_CHECKING:
    from konbit_rules.casebook import Report
    from konbit_rules.cliffs import Curve, Drop, OfferAnswer, Point

WORDS = {"likely": "likely", "not_likely": "not likely", "need_info": "needs one more fact"}
PERIODS = {"money/month": "a month", "money/year": "a year", "money/week": "a week", "money": ""}
# What an unknown pay could be at most says nothing to a reader.
BEYOND_REASON = 250_000.0
BITES = {
    "at_once": "at once",
    "next_report": "at the next report to the agency",
    "end_of_period": "at the end of the period it was granted for",
    "tax_return": "at tax time",
}


def dollars(amount: float) -> str:
    """$1,234.50, without cents where there are none."""
    sign = "-" if amount < -0.004 else ""
    text = f"{abs(amount):,.2f}"
    return f"{sign}${text.removesuffix('.00')}"


def _side(value: float | tuple[float, float] | None, unit: str) -> str:
    if value is None:
        return "?"
    if isinstance(value, tuple):
        if value[1] >= BEYOND_REASON:
            return f"{_side(value[0], unit)} or more"
        return f"{_side(value[0], unit)} to {_side(value[1], unit)}"
    return dollars(value) if unit.startswith("money") else f"{value:,.4g}"


def amount_text(amount: Amount | None) -> str:
    """An amount or its span, with its period in words."""
    if amount is None:
        return "no dollar amount"
    if not amount.unit.startswith("money"):
        return str(amount.lowest)
    span = dollars(amount.lowest)
    if amount.highest >= BEYOND_REASON:
        span = f"{span} or more"
    elif amount.highest != amount.lowest:
        span = f"{span} to {dollars(amount.highest)}"
    return f"{span} {PERIODS[amount.unit]}".strip()


def amount_data(amount: Amount | None) -> dict | None:
    """An amount as data."""
    if amount is None:
        return None
    if isinstance(amount.lowest, str):
        return {"value": amount.lowest}
    return {"lowest": _cents(amount.lowest), "highest": _cents(amount.highest), "unit": amount.unit}


def _cents(value: float) -> float:
    return round(value + 0.0, 2)


def _number(value: float | tuple[float, float] | None) -> object:
    if isinstance(value, tuple):
        return [_number(part) for part in value]
    return None if value is None else round(value + 0.0, 6)


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


def _missing_data(missing: Iterable[Missing]) -> list[dict]:
    return [
        {"fact": one.fact, "person": one.person, "about": one.about, "programs": list(one.programs)} for one in missing
    ]


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
        "missing": _missing_data(answer.missing),
        "steps": [condition_data(step) for step in answer.steps],
        "receives": answer.receives,
        "availability": answer.availability or None,
        "guaranteed": answer.guaranteed,
        "fault": answer.fault,
    }


def screening_data(screening: Screening) -> dict:
    """A screening as data."""
    return {
        "as_of": str(screening.as_of),
        "law_version": screening.law_version,
        "programs": [answer_data(answer) for answer in screening.answers.values()],
        "missing": _missing_data(screening.missing),
        "not_loaded": {code: str(first) for code, first in screening.not_loaded.items()},
    }


def screening_text(screening: Screening) -> str:
    """A screening to read."""
    lines = [f"Law of {screening.as_of}, version {screening.law_version}. Agencies decide; this is not a decision.", ""]
    order = {"likely": 0, "need_info": 1, "not_likely": 2}
    for answer in sorted(screening.answers.values(), key=lambda one: order[one.answer]):
        lines += [*_answer_lines(answer), ""]
    if screening.missing:
        lines += ["Facts that would settle more:"]
        for one in screening.missing:
            whose = f" of {one.person}" if one.person else ""
            lines.append(f"  {one.about}{whose} ({one.fact}): {', '.join(one.programs)}")
    for code, first in screening.not_loaded.items():
        lines.append(f"{code}: its law is loaded from {first} on.")
    return "\n".join(lines).rstrip()


def _answer_lines(answer: Answer) -> list[str]:
    if answer.fault:
        return [f"{answer.title}: we could not check this one now ({answer.fault})."]
    shown = f", {amount_text(answer.amount)}" if answer.amount and answer.answer != "not_likely" else ""
    word = ("to pay" if answer.owed else WORDS[answer.answer]) if answer.answer == "likely" else WORDS[answer.answer]
    lines = [f"{answer.title}: {word}{shown}"]
    if answer.receives:
        lines.append("  The family receives it already.")
    if answer.availability and answer.availability != "open":
        lines.append(f"  New places: {answer.availability}. Being eligible is not having a place.")
    lines += _because_lines(answer.because, answer.conditions, "  ")
    for person in answer.persons:
        amount = f", {amount_text(person.amount)}" if person.amount and person.answer != "not_likely" else ""
        lines.append(f"  {person.name}: {WORDS[person.answer]}{amount}")
        lines += _because_lines(person.because, person.conditions, "    ")
    lines += [f"  Still to do: {step.test.about}." for step in answer.steps if step.state == "unknown"]
    return lines


def _because_lines(because: Sequence[str], conditions: Sequence[Condition], indent: str) -> list[str]:
    chosen = [condition for condition in conditions if condition.test.code in because]
    return [indent + condition_text(condition) for condition in chosen]


def condition_text(condition: Condition) -> str:
    """One test and how it came out, in a line."""
    test = condition.test
    mark = {MET: "yes", MISSED: "no"}.get(condition.state, "not known")
    sides = ""
    if condition.value is not None and test.unit.startswith("money"):
        sides = f" ({_side(condition.value, test.unit)} against {_side(condition.limit, test.unit)})"
    cites = f" [{test.cites}]" if test.cites else ""
    return f"{mark}: {test.about}{sides}{cites}"


def _point_data(point: "Point") -> dict:
    return {
        "earnings": _cents(point.earnings),
        "left": _cents(point.left),
        "highest": _cents(point.highest),
        "parts": {rule: _cents(value) for rule, value in point.parts.items()},
    }


def curve_data(curve: "Curve") -> dict:
    """A curve as data: yearly dollars, and the loss of each drop a month too."""
    return {
        "as_of": str(curve.as_of),
        "law_version": curve.law_version,
        "earner": curve.earner,
        "unit": "money/year",
        "here": _point_data(curve.here),
        "drops": [_drop_data(drop) for drop in curve.drops],
        "plateaus": [
            {"start": plateau.start, "end": plateau.end, "kept_of_a_dollar": round(plateau.kept, 4)}
            for plateau in curve.plateaus
        ],
        "coverage": [
            {"program": one.program, "person": one.person, "at": one.at, "ends": one.ends} for one in curve.coverage
        ],
        "points": [_point_data(point) for point in curve.points],
        "missing": _missing_data(curve.missing),
    }


def _drop_data(drop: "Drop") -> dict:
    return {
        "start": _cents(drop.start),
        "before": _cents(drop.before),
        "after": _cents(drop.after),
        "loss_a_year": _cents(drop.loss),
        "loss_a_month": _cents(drop.loss / 12),
        "driver": drop.driver,
        "others": list(drop.others),
        "regained_at": None if drop.regained_at is None else _cents(drop.regained_at),
        "bites": drop.bites,
        "bites_cites": drop.bites_cites or None,
        "over_floor": drop.over_floor,
    }


def curve_text(curve: "Curve") -> str:
    """The curve's large drops to read; small ones are counted."""
    here = curve.here
    if curve.missing:
        return _band_text(curve)
    lines = [
        f"Law of {curve.as_of}, version {curve.law_version}. Dollars a year unless said otherwise.",
        f"Today {curve.earner} earns {dollars(here.earnings)}; {dollars(here.left)} is left after taxes, help and child care.",
    ]
    large = [drop for drop in curve.drops if drop.over_floor]
    small = len(curve.drops) - len(large)
    if not large:
        lines.append("No raise in this range leaves the family with much less.")
    for number, drop in enumerate(large, 1):
        others = f" (with {', '.join(drop.others)})" if drop.others else ""
        back = f"worth it again from {dollars(drop.regained_at)}" if drop.regained_at else "not made good in this range"
        lines.append(
            f"{number}. Above {dollars(drop.start)}: {dollars(drop.loss / 12)} a month less, because of {drop.driver}{others}; "
            f"{back}. It bites {BITES[drop.bites]}."
        )
    lines += [
        f"Between {dollars(plateau.start)} and {dollars(plateau.end)} the family keeps {plateau.kept:.0%} of each dollar more."
        for plateau in curve.plateaus
    ]
    lines += [
        f"At {dollars(one.at)} {one.person}'s {one.program} {'ends' if one.ends else 'begins'}." for one in curve.coverage
    ]
    if small:
        lines.append(f"{small} more drops are under $500 a year; JSON lists each.")
    return "\n".join(lines)


def _band_text(curve: "Curve") -> str:
    here = curve.here
    lines = [
        f"Law of {curve.as_of}, version {curve.law_version}. Dollars a year.",
        f"Today {curve.earner} earns {dollars(here.earnings)}; between {dollars(here.left)} and {dollars(here.highest)} is left.",
        "Where the drops lie depends on what was not told:",
    ]
    lines += [f"  {one.about}" + (f" of {one.person}" if one.person else "") + f" ({one.fact})" for one in curve.missing]
    return "\n".join(lines)


def offers_data(offers: Sequence["OfferAnswer"]) -> list[dict]:
    """Offers as data, dollars a month."""
    return [
        {
            "name": offer.name,
            "left_a_month": _cents(offer.left),
            "change_a_month": _cents(offer.change),
            "changes": {rule: _cents(value) for rule, value in offer.parts.items() if abs(value) >= 0.005},
        }
        for offer in offers
    ]


def offers_text(offers: Sequence["OfferAnswer"]) -> str:
    """Offers to read."""
    lines = []
    for offer in offers:
        more = f", {dollars(abs(offer.change))} {'more' if offer.change >= 0 else 'less'} than today"
        lines.append(f"{offer.name}: {dollars(offer.left)} a month left" + ("" if offer.name == "today" else more))
        lines += [
            f"  {rule.removeprefix('left_').replace('_', ' ')}: {'+' if value > 0 else ''}{dollars(value)}"
            for rule, value in offer.parts.items()
            if abs(value) >= 0.005
        ]
    return "\n".join(lines)


def program_data(law: Law, program: ProgramSource) -> dict:
    """A program's law on a day: its tests, its rules and the figures in force."""
    names = _upstream(law, program)
    return {
        "code": program.code,
        "title": program.title,
        "as_of": str(law.day),
        "law_version": law.version,
        "tests": [_test_data(test) for test in _tests(law, program)],
        "rules": [
            {
                "name": name,
                "about": law.graph.rules[name].source.about,
                "cites": law.graph.rules[name].source.cites,
                "unit": law.graph.rules[name].source.unit,
                "reads": list(law.graph.rules[name].source.reads),
            }
            for name in names
            if name in law.graph.rules
        ],
        "parameters": [
            {
                "name": name,
                "about": law.graph.texts.parameters[name].about,
                "unit": law.graph.texts.parameters[name].unit,
                "value": plain_value(law.graph.values[name].value),
                "in_force_since": str(law.graph.values[name].since),
                "source": law.graph.values[name].source,
                "source_read": law.graph.values[name].read,
                "recorded_by": law.graph.values[name].recorded_by,
            }
            for name in names
            if name in law.graph.values
        ],
        "bites": program.bites,
        "bites_cites": program.bites_cites or None,
    }


def _test_data(test: Test) -> dict:
    return {"code": test.code, "about": test.about, "cites": test.cites or None}


def _tests(law: Law, program: ProgramSource) -> list[Test]:
    clause = law.clauses.get(program.code)
    return [law.tests[code] for code in dict.fromkeys(clause.codes())] if clause else []


def _upstream(law: Law, program: ProgramSource) -> list[str]:
    """The rules and parameters of the program's own folder that its answer rests on, in the order of the law."""
    wanted = [name for name in (program.eligible, program.amount) if name]
    upstream = frozenset().union(*(law.graph.upstream(name) for name in wanted))
    folder = program.path.parent
    rules = [name for name, rule in law.graph.rules.items() if name in upstream and rule.source.path.parent == folder]
    read = {read for name in rules for read in law.graph.rules[name].reads}
    return rules + [name for name in law.graph.values if name in read]


def plain_value(value: object) -> object:
    """A parameter's value as plain data."""
    if isinstance(value, Table):
        rows = {str(key): plain_value(inner) for key, inner in value.rows.items()}
        if value.each_more is not None:
            rows["each_more"] = value.each_more
        if value.more is not None:
            rows["more"] = value.more
        return rows
    return [list(row) for row in value] if isinstance(value, tuple) else value


def program_text(law: Law, program: ProgramSource) -> str:
    """A program's law to read: tests first, then figures with their sources."""
    data = program_data(law, program)
    lines = [f"{program.title}, law of {law.day}, version {law.version}", "", "What is asked:"]
    lines += [f"  - {test['about']} [{test['cites'] or 'a fact'}]" for test in data["tests"]]
    lines += ["", "How it is worked out:"]
    lines += [f"  - {rule['about']} ({rule['unit']}) [{rule['cites']}]" for rule in data["rules"]]
    lines += ["", "Figures in force:"]
    for one in data["parameters"]:
        read = "" if one["source_read"] else f"; source not read; figure as recorded by {one['recorded_by']}"
        lines.append(f"  - {one['about']} ({one['unit']}): {one['value']}")
        lines.append(f"      since {one['in_force_since']}, {one['source']}{read}")
    lines += ["", f"A loss bites {BITES[program.bites]} [{program.bites_cites}]"]
    return "\n".join(lines)


def check_data(report: "Report") -> dict:
    """What the check found."""
    return {
        "passed": report.passed,
        "programs": {
            code: {"cases": one.cases, "passed": one.passed, "sources_read": one.sources_read}
            for code, one in report.programs.items()
        },
        "failures": [str(failure) for failure in report.failures],
    }


def check_text(report: "Report") -> str:
    """What the check found, to read."""
    lines = [f"{code}: {one.passed} of {one.cases} cases" for code, one in report.programs.items()]
    lines += [str(failure) for failure in report.failures]
    lines.append("Everything passed." if report.passed else f"{len(report.failures)} do not agree.")
    return "\n".join(lines)
