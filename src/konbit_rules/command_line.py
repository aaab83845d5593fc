"""konbit-rules: screen a family, find its cliffs, compare job offers, check the law, print the law of a day."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from konbit_rules import readable
from konbit_rules.households.household import HouseholdError
from konbit_rules.households.offers import read_offers
from konbit_rules.households.reading import read_household
from konbit_rules.law import load_law, program_folders
from konbit_rules.parameters.errors import LawError

REFUSED = 2


def main(said: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it answered, 1 when a check failed, 2 when the input or the law is refused."""
    options = _parser().parse_args(said)
    try:
        return options.run(options)
    except (HouseholdError, LawError) as refusal:
        print(f"konbit-rules: {refusal}", file=sys.stderr)
    except OSError as fault:
        print(f"konbit-rules: {fault.filename}: {fault.strerror}", file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="konbit-rules", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    whole = argparse.ArgumentParser(add_help=False)
    whole.add_argument("--as-of", type=_day, required=True, metavar="DAY", help="the day whose law is asked, 2026-06-15")
    whole.add_argument("--format", choices=("text", "json"), default="text")
    whole.add_argument("--law", type=Path, action="append", metavar="FOLDER", help="folders of law instead of our own")

    screen = commands.add_parser("screen", parents=[whole], help="what a family, or a file of families, may get")
    screen.add_argument("family", nargs="?", type=Path, help="a family file, YAML or JSON")
    screen.add_argument("--people", type=Path, help="many families: a CSV with one row a person")
    screen.add_argument("--state", default="MS", help="the state of --people")
    screen.add_argument("--out", type=Path, help="where the answers of --people go")
    screen.set_defaults(run=_screen)

    cliffs = commands.add_parser("cliffs", parents=[whole], help="where more pay leaves a family with less")
    cliffs.add_argument("family", type=Path)
    cliffs.add_argument("--earner", type=int, default=1, help="whose pay rises: 1 is the first person")
    cliffs.add_argument("--up-to", type=float, default=100_000, help="dollars a year")
    cliffs.set_defaults(run=_cliffs)

    offers = commands.add_parser("offers", parents=[whole], help="what is left under each job offer")
    offers.add_argument("family", type=Path)
    offers.add_argument("offers", type=Path, help="a YAML or JSON list of offers")
    offers.add_argument("--earner", type=int, default=1)
    offers.set_defaults(run=_offers)

    check = commands.add_parser("check", help="every rule, source, date and case of the law")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--law", type=Path, action="append", metavar="FOLDER")
    check.set_defaults(run=_check)

    explain = commands.add_parser("explain", parents=[whole], help="a program's law as it stands on a day")
    explain.add_argument("program")
    explain.set_defaults(run=_explain)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day such as 2026-06-15") from None


def _folders(options: argparse.Namespace) -> tuple[Path, ...] | None:
    if not options.law:
        return None
    folders = program_folders(options.law)
    if not folders:
        raise LawError(f"no folder of law below {', '.join(map(str, options.law))}")
    return folders


def _say(options: argparse.Namespace, data: object, text: str) -> int:
    print(json.dumps(data, indent=1, ensure_ascii=False) if options.format == "json" else text)
    return 0


def _screen(options: argparse.Namespace) -> int:
    if options.people:
        return _screen_people(options)
    if not options.family:
        raise HouseholdError("name a family file, or --people with a file of many", field="screen")
    from konbit_rules.screening import screen  # noqa: PLC0415 - each command loads what it needs

    household = read_household(options.family)
    screening = screen(household, options.as_of, load_law(options.as_of, _folders(options)))
    return _say(options, readable.screening_data(screening), readable.screening_text(screening))


def _screen_people(options: argparse.Namespace) -> int:
    if not options.out:
        raise HouseholdError("--people asks for --out, the file that takes the answers", field="--out")
    from konbit_rules.bulk import screen_many  # noqa: PLC0415
    from konbit_rules.households.table import read_people, write_answers  # noqa: PLC0415

    law = load_law(options.as_of, _folders(options))
    people = read_people(options.people, options.state)
    answers = screen_many(people.columns, options.as_of, law)
    write_answers(options.out, people.columns.ids, answers.columns)
    for household, rule in answers.faults.items():
        print(f"konbit-rules: household {household}: {rule} could not be worked out", file=sys.stderr)
    for household, why in people.refused.items():
        print(f"konbit-rules: household {household}: {why}", file=sys.stderr)
    print(f"{len(people.columns.ids)} households answered in {options.out}")
    return 1 if answers.faults or people.refused else 0


def _cliffs(options: argparse.Namespace) -> int:
    from konbit_rules.cliffs import find_cliffs  # noqa: PLC0415

    household = read_household(options.family)
    law = load_law(options.as_of, _folders(options))
    curve = find_cliffs(household, options.as_of, options.earner, options.up_to, law)
    return _say(options, readable.curve_data(curve), readable.curve_text(curve))


def _offers(options: argparse.Namespace) -> int:
    from konbit_rules.cliffs import compare_offers  # noqa: PLC0415

    household = read_household(options.family)
    offers = read_offers(options.offers)
    law = load_law(options.as_of, _folders(options))
    compared = compare_offers(household, offers, options.as_of, options.earner, law)
    return _say(options, readable.offers_data(compared), readable.offers_text(compared))


def _check(options: argparse.Namespace) -> int:
    from konbit_rules.casebook import check  # noqa: PLC0415

    report = check(_folders(options))
    _say(options, readable.check_data(report), readable.check_text(report))
    return 0 if report.passed else 1


def _explain(options: argparse.Namespace) -> int:
    law = load_law(options.as_of, _folders(options))
    program = next((program for program in law.programs if program.code == options.program), None)
    if program is None:
        known = ", ".join(program.code for program in law.programs)
        first = law.graph.not_loaded.get(options.program)
        if first:
            raise LawError(f"the law of {options.program} is loaded from {first} on")
        raise LawError(f"no program is called {options.program}; loaded on {options.as_of} are {known}")
    return _say(options, readable.program_data(law, program), readable.program_text(law, program))


if __name__ == "__main__":
    sys.exit(main())
