"""konbit-rules: screen a family, find its cliffs, compare job offers, check the law, print the law of a day."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Never

from konbit_rules import readable
from konbit_rules.households.household import Household, HouseholdError
from konbit_rules.households.offers import read_offers
from konbit_rules.households.reading import read_household
from konbit_rules.law import Law, folders_of_state, load_law, program_folders
from konbit_rules.parameters.errors import LawError

ANSWERED, FAILED, REFUSED = 0, 1, 2
NO_DAY = "name the day whose law is asked, such as --as-of 2026-06-15; the library has no clock of its own"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Never:
        """One sentence, as for every other refusal."""
        self.exit(REFUSED, f"konbit-rules: {message}\nSee: {self.prog} --help\n")


def main(said: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it answered, 1 when something failed, 2 when the input or the law is refused."""
    options = _parser().parse_args(said)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (HouseholdError, LawError) as refusal:
        print(f"konbit-rules: {refusal}", file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our answer has seen enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        print(f"konbit-rules: {where}{fault.strerror or fault}", file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="konbit-rules", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    form = _Parser(add_help=False)
    form.add_argument("--format", choices=("text", "json"), default="text")
    form.add_argument(
        "--law", type=Path, action="append", metavar="FOLDER", help="folders of law instead of our own"
    )
    whole = _Parser(add_help=False, parents=[form])
    whole.add_argument(
        "--as-of", type=_day, metavar="DAY", help="the day whose law is asked, such as 2026-06-15"
    )

    screen = commands.add_parser(
        "screen", parents=[whole], help="what a family, or a file of families, may get"
    )
    screen.add_argument("family", nargs="?", type=Path, help="a family file, YAML or JSON")
    screen.add_argument(
        "--people", type=Path, metavar="CSV", help="many families: a .csv or .csv.gz with one row a person"
    )
    screen.add_argument("--state", default="MS", help="the state of --people")
    screen.add_argument(
        "--out", type=Path, metavar="CSV", help="where the answers of --people go, .csv or .csv.gz"
    )
    screen.add_argument(
        "--go-on", action="store_true", help="leave out families of --people that cannot be, and name them"
    )
    screen.set_defaults(run=_screen)

    cliffs = commands.add_parser("cliffs", parents=[whole], help="where more pay leaves a family with less")
    cliffs.add_argument("family", type=Path, help="a family file, YAML or JSON")
    cliffs.add_argument("--earner", type=int, default=1, help="whose pay rises: 1 is the first person")
    cliffs.add_argument(
        "--up-to", type=float, default=100_000, metavar="DOLLARS", help="the end of the curve, a year"
    )
    cliffs.set_defaults(run=_cliffs)

    offers = commands.add_parser("offers", parents=[whole], help="what is left under each job offer")
    offers.add_argument("family", type=Path, help="a family file, YAML or JSON")
    offers.add_argument(
        "offers", nargs="?", type=Path, help="a list of offers; left out, the family file's own `offers`"
    )
    offers.add_argument("--earner", type=int, default=1, help="whose job it is: 1 is the first person")
    offers.set_defaults(run=_offers)

    check = commands.add_parser("check", parents=[form], help="every rule, source, date and case of the law")
    check.set_defaults(run=_check)

    explain = commands.add_parser("explain", parents=[whole], help="a program's law as it stands on a day")
    explain.add_argument("program", help="its code, such as snap")
    explain.set_defaults(run=_explain)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day such as 2026-06-15") from None


def _law(options: argparse.Namespace, state: str = "MS") -> Law:
    """The law of the day that was asked: of the folders named, else of the state."""
    if options.as_of is None:
        raise LawError(NO_DAY)
    return load_law(options.as_of, _folders(options) or folders_of_state(state))


def _folders(options: argparse.Namespace) -> tuple[Path, ...] | None:
    if not options.law:
        return None
    for folder in options.law:
        if not folder.is_dir():
            raise LawError("is no folder of law", str(folder))
    folders = program_folders(options.law)
    if not folders:
        raise LawError(f"no rules.py or parameters.yaml below {', '.join(map(str, options.law))}")
    return folders


def _family(options: argparse.Namespace) -> tuple[Household, Law]:
    """The family of the file, and the law that is asked for it."""
    household = read_household(options.family)
    return household, _law(options, household.state)


def _say(options: argparse.Namespace, data: object, text: str) -> None:
    print(
        json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) if options.format == "json" else text
    )
    sys.stdout.flush()


def _screen(options: argparse.Namespace) -> int:
    if options.people and options.family:
        raise HouseholdError("either a family file or --people is due, not both", field="screen")
    if options.people:
        return _screen_people(options)
    if not options.family:
        raise HouseholdError("name a family file, or --people with a file of many", field="screen")
    if options.out or options.go_on:
        raise HouseholdError("--out and --go-on belong to --people", field="screen")
    from konbit_rules.screening import screen  # noqa: PLC0415 - each command loads what it needs

    household, law = _family(options)
    screening = screen(household, law.day, law)
    _say(options, readable.screening_data(screening), readable.screening_text(screening))
    return ANSWERED


def _screen_people(options: argparse.Namespace) -> int:
    if not options.out:
        raise HouseholdError("--people asks for --out, the file that takes the answers", field="--out")
    if options.out.exists() and options.people.exists() and options.out.samefile(options.people):
        raise HouseholdError("the answers would overwrite the people", str(options.out), "--out")
    from konbit_rules.bulk import screen_many  # noqa: PLC0415
    from konbit_rules.households.table import read_people, write_answers  # noqa: PLC0415

    law = _law(options, options.state)
    people = read_people(options.people, options.state, go_on=options.go_on)
    answers = screen_many(people.columns, law.day, law)
    write_answers(options.out, people.ids, answers.columns)
    for household, rule in answers.faults.items():
        print(f"konbit-rules: household {household}: {rule} could not be worked out", file=sys.stderr)
    for household, why in people.refused.items():
        print(f"konbit-rules: household {household}: {why}", file=sys.stderr)
    data = {
        "households": len(people.ids),
        "out": str(options.out),
        "columns": list(answers.columns),
        "faults": answers.faults,
        "refused": people.refused,
        "not_loaded": {code: str(first) for code, first in law.graph.not_loaded.items()},
    }
    left_out = f", {len(people.refused)} left out" if people.refused else ""
    _say(options, data, f"{len(people.ids):,} households answered in {options.out}{left_out}")
    return FAILED if answers.faults or people.refused else ANSWERED


def _cliffs(options: argparse.Namespace) -> int:
    from konbit_rules.cliffs import find_cliffs  # noqa: PLC0415

    household, law = _family(options)
    curve = find_cliffs(household, law.day, options.earner, options.up_to, law)
    _say(options, readable.curve_data(curve), readable.curve_text(curve, _titles(law)))
    return ANSWERED


def _titles(law: Law) -> dict[str, str]:
    return {program.code: program.title for program in law.programs}


def _offers(options: argparse.Namespace) -> int:
    from konbit_rules.cliffs import compare_offers  # noqa: PLC0415

    household, law = _family(options)
    offers = read_offers(options.offers or options.family)
    compared = compare_offers(household, offers, law.day, options.earner, law)
    _say(options, readable.offers_data(compared), readable.offers_text(compared))
    return ANSWERED


def _check(options: argparse.Namespace) -> int:
    from konbit_rules.casebook import check  # noqa: PLC0415

    report = check(_folders(options))
    _say(options, readable.check_data(report), readable.check_text(report))
    return ANSWERED if report.passed else FAILED


def _explain(options: argparse.Namespace) -> int:
    law = _law(options)
    program = next((program for program in law.programs if program.code == options.program.lower()), None)
    if program is None:
        first = law.graph.not_loaded.get(options.program)
        if first:
            raise LawError(f"the law of {options.program} is loaded from {first} on, not yet on {law.day}")
        known = ", ".join(program.code for program in law.programs)
        raise LawError(f"no program is called {options.program:.60}; loaded on {law.day} are {known}")
    _say(options, readable.program_data(law, program), readable.program_text(law, program))
    return ANSWERED


if __name__ == "__main__":
    sys.exit(main())
