"""A program's law on a day, as data and to read."""

from konbit_rules.engine.reasons import Test
from konbit_rules.engine.source import ProgramSource
from konbit_rules.law import Law
from konbit_rules.parameters.parameter import Table
from konbit_rules.readable.words import BITES, PERIODS, dollars


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
    return [law.tests[code] for code in law.codes.get(program.code, ())]


def _upstream(law: Law, program: ProgramSource) -> list[str]:
    """The rules and parameters of the program's own folder that its answer rests on, in the order of the law."""
    wanted = [name for name in (program.eligible, program.amount) if name]
    upstream = frozenset().union(*(law.graph.upstream(name) for name in wanted))
    folder = program.path.parent
    rules = [
        name
        for name, rule in law.graph.rules.items()
        if name in upstream and rule.source.path.parent == folder
    ]
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
    lines = [f"{program.title}, law of {law.day}, version {law.version}"]
    if data["tests"]:
        lines += ["", "What is asked:"]
        lines += [f"  - {test['about']} [{test['cites'] or 'told by the family'}]" for test in data["tests"]]
    lines += ["", "How it is worked out:"]
    lines += [f"  - {rule['about']} ({_unit_text(rule['unit'])}) [{rule['cites']}]" for rule in data["rules"]]
    lines += ["", "Figures in force:"]
    for one in data["parameters"]:
        parameter = law.graph.texts.parameters[one["name"]]
        read = "" if one["source_read"] else f"; source not read; figure as recorded by {one['recorded_by']}"
        value = value_text(law.graph.values[one["name"]].value, parameter.unit, parameter.of or "")
        lines.append(f"  - {one['about']}: {value}")
        lines.append(f"      since {one['in_force_since']}, {one['source']}{read}")
    cites = f" [{program.bites_cites}]" if program.bites_cites else ""
    lines += ["", f"A loss bites {BITES[program.bites]}{cites}."]
    return "\n".join(lines)


def _unit_text(unit: str) -> str:
    if unit.startswith("choice:"):
        return " or ".join(word.replace("_", " ") for word in unit.removeprefix("choice:").split("|"))
    return {
        "bool": "yes or no",
        **{money: f"dollars {period}".strip() for money, period in PERIODS.items()},
    }.get(unit, unit)


def value_text(value: object, unit: str, of: str) -> str:
    """A figure in its unit; `of` is the unit that a schedule is applied to."""
    if isinstance(value, Table):
        rows = [f"{key}: {value_text(inner, unit, of)}" for key, inner in value.rows.items()]
        if value.each_more is not None:
            rows.append(f"each more: {value_text(value.each_more, unit, of)}")
        if value.more is not None:
            rows.append(f"more: {value_text(value.more, unit, of)}")
        return (
            "; ".join(rows)
            if any(isinstance(inner, Table) for inner in value.rows.values())
            else ", ".join(rows)
        )
    if isinstance(value, tuple):
        rows = [f"from {value_text(start, of, '')}: {value_text(inner, unit, '')}" for start, inner in value]
        return ", ".join(rows)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ")
    if unit.startswith("money"):
        return f"{dollars(value)} {PERIODS[unit]}".strip()  # type: ignore[arg-type]
    return f"{value:.12g}"
