"""The sum whose curve is drawn, taken apart into its terms and the programs they come from."""

from dataclasses import dataclass, replace

from konbit_rules.engine.nodes import Node
from konbit_rules.engine.source import ProgramSource
from konbit_rules.households.household import Household, HouseholdError
from konbit_rules.law import Law
from konbit_rules.parameters.errors import LawError

WHAT_IS_LEFT = "what_is_left"


@dataclass(frozen=True, slots=True)
class Part:
    """A term of what is left: its rule, whether it adds or takes, and the program it comes from.

    `credits` are programs that have no term of their own because they only lower or raise this one, as tax credits do.
    """

    rule: str
    sign: float
    program: str
    credits: tuple[ProgramSource, ...] = ()


def parts_of_what_is_left(law: Law) -> tuple[Part, ...]:
    """The terms of the law's own sum.

    Raises:
        LawError: a program that it rests on is not loaded for the law's day.
    """
    if WHAT_IS_LEFT not in law.graph.rules:
        raise LawError(f"what is left cannot be worked out for {law.day}: {_when_it_can(law)}")
    found: list[tuple[str, float]] = []

    def visit(node: Node, sign: float) -> None:
        if node.op == "name":
            found.append((str(node.value), sign))
            return
        visit(node.args[0], sign)
        visit(node.args[1], -sign if node.op == "-" else sign)

    visit(law.graph.rules[WHAT_IS_LEFT].node, 1.0)
    programs = {rule: _program_of(law, rule) for rule, _ in found}
    return tuple(
        Part(rule, sign, programs[rule], _credits(law, rule, set(programs.values()))) for rule, sign in found
    )


def _when_it_can(law: Law) -> str:
    if not law.graph.not_loaded:
        return "the law has no such rule"
    program, first = max(law.graph.not_loaded.items(), key=lambda one: one[1])
    return f"it rests on every program, and the law of {program} is loaded from {first} on"


def _program_of(law: Law, rule: str) -> str:
    """The program in whose folder the nearest rule upstream of a term stands; the term itself where there is none."""
    folders = {program.path.parent: program.code for program in reversed(law.programs)}
    level, seen = [rule], set[str]()
    while level:
        for name in level:
            folder = law.graph.rules[name].source.path.parent
            if folder in folders:
                return folders[folder]
        seen |= set(level)
        reads = [read for name in level for read in law.graph.rules[name].reads]
        level = [read for read in dict.fromkeys(reads) if read in law.graph.rules and read not in seen]
    return rule


def _credits(law: Law, rule: str, programs: set[str]) -> tuple[ProgramSource, ...]:
    """Programs of the tax return, without a term of their own, on whose rules a tax rests."""
    taxes = {program.code for program in law.programs if program.owed}
    if _program_of(law, rule) not in taxes:
        return ()
    rules = [law.graph.rules[name] for name in law.graph.upstream(rule) if name in law.graph.rules]
    folders = {upstream.source.path.parent for upstream in rules}
    return tuple(
        program
        for program in law.programs
        if program.entity == "tax_unit"
        and program.amount
        and program.path.parent in folders
        and program.code not in programs | taxes
    )


def program_named(law: Law, code: str) -> ProgramSource | None:
    """The program of a code; none for a term that comes from no program."""
    return next((program for program in law.programs if program.code == code), None)


def following_pay(household: Household) -> Household:
    """The household with what it holds worked out anew at each pay, whatever amount it told."""
    return replace(household, facts={**household.facts, "follows_pay": True})


def check_earner(household: Household, earner: int) -> None:
    """Refuse a person that is not there, or whose pay today is not known.

    Raises:
        HouseholdError: it says which.
    """
    many = len(household.persons)
    if isinstance(earner, bool) or not isinstance(earner, int) or not 1 <= earner <= many:
        persons = (
            "1 is the only person"
            if many == 1
            else f"the persons are 1 to {many}, in the order of the family"
        )
        raise HouseholdError(f"there is no person {earner!s:.20}; {persons}", field="earner")
    person = household.persons[earner - 1]
    if "wages" not in person.facts:
        raise HouseholdError(
            f"the wages of {person.name} today are not told; a curve and offers start from them",
            field=f"persons[{earner - 1}].income",
        )
