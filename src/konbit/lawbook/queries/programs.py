"""The programs of the pack, each with its conditions, figures, steps and cases."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.lawbook.measured import measured
from konbit.lawbook.plain_pages import page_of, section_of
from konbit.lawbook.queries.figures import Figure, figure_of
from konbit.lawbook.reasons import sentence_of
from konbit.lawbook.words import AVAILABILITY, BITES, PACKS, PROGRAMS, title_of
from konbit_rules import Law

NOT_MODELED = "not modeled"


@dataclass(frozen=True)
class Availability:
    """Whether places are free, apart from whether a family may have one; and where that is known from."""

    tag: str
    words: str
    since: date
    source: str


@dataclass(frozen=True)
class Cases:
    """A program's families worked by hand; `passed` is none while they are still being worked."""

    total: int
    passed: int | None
    sources_read: int


@dataclass(frozen=True)
class Card:
    """A program as the list shows it."""

    code: str
    title: str
    line: str
    per_person: bool
    is_owed: bool
    guaranteed: bool
    availability: Availability | None
    cases: Cases | None
    not_modeled: tuple[str, ...]


@dataclass(frozen=True)
class Test:
    """A condition as its page shows it."""

    sentence: str
    cites: str


@dataclass(frozen=True)
class Page:
    """Everything a program's page shows."""

    card: Card
    text: SafeString | None
    tests: tuple[Test, ...]
    steps: tuple[Test, ...]
    figures: tuple[Figure, ...]
    shared_figures: tuple[Figure, ...]
    rests_on: tuple[tuple[str, str], ...]
    bites: str
    bites_cites: str
    decides: str


def packs(law: Law) -> list[dict[str, Any]]:
    """The programs in force, grouped as federal and Mississippi's."""
    cards: dict[str, list[Card]] = {pack: [] for pack in PACKS}
    for program in law.programs:
        cards[_pack_of(program)].append(_card(law, program))
    return [
        {"code": pack, "name": PACKS[pack], "cards": sorted(found, key=lambda card: card.title)}
        for pack, found in cards.items()
        if found
    ]


def not_loaded(law: Law) -> list[tuple[str, date]]:
    """The programs whose law is not loaded on this day, with their first day."""
    return sorted((title_of(code), first) for code, first in law.graph.not_loaded.items())


def first_day_of(code: str, law: Law) -> date | None:
    """The first day of a program that is not loaded on this one; none where there is no such program."""
    return law.graph.not_loaded.get(code)


def program_page(code: str, law: Law, day: date) -> Page | None:
    """A program on a day; none where there is no such program on it."""
    program = next((one for one in law.programs if one.code == code), None)
    if program is None:
        return None
    own, shared = _figures(law, program, day)
    return Page(
        card=_card(law, program),
        text=page_of(_file(program)),
        tests=tuple(_test(law, one) for one in law.codes.get(code, ())),
        steps=tuple(_test(law, one) for one in program.steps),
        figures=own,
        shared_figures=shared,
        rests_on=_rests_on(law, program),
        bites=str(BITES[program.bites]),
        bites_cites=program.bites_cites,
        decides=str(PROGRAMS[code].decides) if code in PROGRAMS else "",
    )


def name_of(code: str, law: Law) -> str:
    """A program's name."""
    return next((title_of(code, program.title) for program in law.programs if program.code == code), "")


def all_cards(law: Law) -> list[Card]:
    """Every program in force, by its name."""
    return sorted((_card(law, program) for program in law.programs), key=lambda card: card.title)


def _card(law: Law, program: Any) -> Card:
    words = PROGRAMS.get(program.code)
    return Card(
        code=program.code,
        title=title_of(program.code, program.title),
        line=str(words.line) if words else "",
        per_person=program.entity == "person",
        is_owed=program.owed,
        guaranteed=program.guaranteed,
        availability=_availability(law, program),
        cases=cases_of(law, program),
        not_modeled=tuple(section_of(_file(program), NOT_MODELED)),
    )


def _availability(law: Law, program: Any) -> Availability | None:
    if not program.availability:
        return None
    now = law.graph.values[program.availability]
    tag, words = AVAILABILITY[str(now.value)]
    return Availability(tag, str(words), now.since, now.source)


def cases_of(law: Law, program: Any) -> Cases | None:
    """How many families of this program's folder agree; none where no figures ship with the library."""
    found = measured()
    if found is None:
        return None
    # Programs of one folder share their cases.
    codes = [one.code for one in law.programs if one.path.parent == program.path.parent]
    counted = next((found["cases"][code] for code in codes if code in found["cases"]), None)
    return Cases(counted["cases"], counted["passed"], counted["sources_read"]) if counted else Cases(0, 0, 0)


def _figures(law: Law, program: Any, day: date) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The figures of the program's own folder, and those it reads from folders that belong to no program."""
    upstream = _upstream(law, program)
    folder = program.path.parent
    of_programs = {one.path.parent for one in law.programs}
    own, shared = [], []
    for name, parameter in law.graph.texts.parameters.items():
        place = Path(parameter.path).parent
        if (place == folder or (name in upstream and place not in of_programs)) and (
            figure := figure_of(parameter, day)
        ):
            (own if place == folder else shared).append(figure)
    abouts = Counter(figure.about for figure in (*own, *shared))
    own, shared = (
        [
            replace(one, region=f"{one.about} ({one.name.replace('_', ' ')})")
            if abouts[one.about] > 1
            else one
            for one in found
        ]
        for found in (own, shared)
    )
    return tuple(own), tuple(shared)


def _rests_on(law: Law, program: Any) -> tuple[tuple[str, str], ...]:
    """Other programs whose rules this one reads."""
    upstream = _upstream(law, program)
    rules = law.graph.rules
    folders = {rules[name].source.path.parent for name in upstream if name in rules} - {program.path.parent}
    found = {one.code: title_of(one.code, one.title) for one in law.programs if one.path.parent in folders}
    return tuple(sorted(found.items(), key=lambda one: one[1]))


def _upstream(law: Law, program: Any) -> frozenset[str]:
    names = [name for name in (program.eligible, program.amount, *program.steps) if name]
    return frozenset().union(*(law.graph.upstream(name) for name in names))


def _test(law: Law, code: str) -> Test:
    test = law.tests[code]
    return Test(sentence_of(code, test.about), test.cites or _("what the family tells"))


def _pack_of(program: Any) -> str:
    return next(pack for pack in PACKS if pack in Path(program.path).parts)


def _file(program: Any) -> Path:
    return program.path.parent / "program.md"
