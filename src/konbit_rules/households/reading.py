"""Reads a family file, YAML or JSON, into a Household; docs/reference/family-file.md shows the form.

What the file does not say is unknown. `rest: none` says that everything not told is no, nothing or 0, and everybody a
citizen. It never speaks for age, sex, role and county, which everybody has; nor for how much of a program is received,
nor for a step taken with an agency: an interview nobody told of is still to do.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from konbit_rules.households.facts import INCOME, PAY_PERIODS, Fact
from konbit_rules.households.household import (
    AMOUNT_RECEIVED,
    HOUSEHOLD_FACTS,
    PERSON_FACTS,
    FactValue,
    Household,
    HouseholdError,
    Person,
)
from konbit_rules.households.lined_yaml import line_of
from konbit_rules.households.telling import UNKNOWN, Telling, data_in, file_bytes, word_of

NONE = "none"
# Offers may stand in the same file; they are read in offers.py.
HOUSEHOLD_WORDS = {"state", "persons", "receives", "rest", "offers", *HOUSEHOLD_FACTS}
PERSON_WORDS = {"name", "income", "receives", *PERSON_FACTS}
INCOME_WORDS = {"kind", "amount", "every", "hours", "days"}
INCOME_KINDS = tuple(fact.name for fact in INCOME)
EARNED = ("wages", "self_employment")
NEVER_FILLED = {"age", "role", "is_female", "county", *AMOUNT_RECEIVED.values()}
SCHOOL_AGES, MEDICARE_AGE = (5, 17), 65
# A kind that `rest: none` may fill with its first choice: only where all of these are 0, so that it is of no matter.
KIND_OF = {
    "care_provider": ("care_charge", "care_hours_per_day", "care_days_per_week", "care_days_per_month"),
    "heating_fuel": ("heating_fuel_bill",),
}
NO_PAY = (0.0,) * len(PAY_PERIODS)

# A fact told as unknown is kept as None while reading, so that `rest: none` does not speak over it.
type Told = dict[str, FactValue | None]


def read_household(path: Path | str) -> Household:
    """The household in a YAML or JSON file.

    Raises:
        HouseholdError: the file cannot be read, or what it says; it names file and line.
    """
    return household_from_bytes(file_bytes(path), str(path))


def household_from_bytes(raw: bytes, where: str = "") -> Household:
    """The household in the bytes of such a file.

    Raises:
        HouseholdError: what is wrong, with `where` and the line.
    """
    return household_of(data_in(raw, where), where)


def household_of(data: Mapping[str, Any], where: str = "") -> Household:
    """The household that plain data tells, in the form of the file.

    Raises:
        HouseholdError: what is wrong, with `where`, the field, and the line where the data came from a file.
    """
    return _Family(where).household(data)


def as_data(household: Household) -> dict[str, Any]:
    """The household as plain data that household_of reads back the same."""
    facts = _in_order(household.facts, HOUSEHOLD_FACTS)
    told = {name: value for name, value in facts.items() if value != HOUSEHOLD_FACTS[name].default}
    return {
        "state": household.state,
        **told,
        "persons": [_person_data(person) for person in household.persons],
    }


def _person_data(person: Person) -> dict[str, Any]:
    data: dict[str, Any] = {"name": person.name}
    told = _in_order(person.facts, PERSON_FACTS)
    data |= {name: value for name, value in told.items() if name not in INCOME_KINDS}
    if any(kind in person.facts for kind in INCOME_KINDS):
        income: list[dict[str, Any]] = []
        data["income"] = income
        for kind in INCOME_KINDS:
            pay = person.facts.get(kind)
            if not isinstance(pay, tuple):
                income.append({"kind": kind, "amount": UNKNOWN})
                continue
            every = zip(PAY_PERIODS, pay, strict=True)
            income += [
                {"kind": kind, "amount": amount, "every": period} for period, amount in every if amount
            ]
    return data


def _in_order(told: Mapping[str, FactValue], known: Mapping[str, Fact]) -> dict[str, FactValue]:
    return {name: told[name] for name in known if name in told}


def _county(said: str) -> str:
    return re.sub(r"_county(_[a-z]{2})?$", "", word_of(said))


class _Family(Telling):
    """One family file while it is read."""

    def household(self, data: object) -> Household:
        known = self.words(data, "", HOUSEHOLD_WORDS, "a household")
        for needed in ("state", "persons"):
            if needed not in known:
                self.wrong(f"{needed} is missing", needed)
        if (rest := known.get("rest", UNKNOWN)) not in (NONE, UNKNOWN):
            self.wrong(f"rest is 'none', or left out; not {rest!s:.60}", "rest")
        state = known["state"]
        if not isinstance(state, str):
            self.wrong("the state is a code of two letters, such as MS", "state")
        facts = self.facts(known, "", HOUSEHOLD_FACTS)
        entries = self.entries(known["persons"], "persons", "one entry for each person")
        told = [self.person(entry, f"persons[{place}]") for place, entry in enumerate(entries)]
        if rest == NONE:
            _fill_rest(facts, HOUSEHOLD_FACTS)
            for _, person in told:
                person.setdefault("immigration", "citizen")
                _fill_rest(person, PERSON_FACTS)
        names = _names([(name, person.get("role")) for name, person in told])
        persons = tuple(Person(name, _known(person)) for name, (_, person) in zip(names, told, strict=True))
        try:
            return Household(state.strip().upper(), persons, _known(facts))
        except HouseholdError as error:
            self.wrong(error.what, error.field)

    def person(self, entry: object, field: str) -> tuple[str, Told]:
        data = self.words(entry, field, PERSON_WORDS, "a person")
        name = data.get("name", "")
        if not isinstance(name, str) or ("name" in data and not name):
            self.wrong("a name is text; put it in quotes", f"{field}.name")
        told = self.facts(data, field, PERSON_FACTS)
        if "income" in data:
            told |= self.income(data["income"], f"{field}.income", told)
        return name, told

    def facts(self, data: Mapping[str, Any], field: str, known: Mapping[str, Fact]) -> Told:
        prefix = f"{field}." if field else ""
        told: Told = {}
        for name, fact in known.items():
            if name not in data:
                continue
            if fact.unit == "pay":
                example = f"income: [{{kind: {name}, amount: 100, every: week}}]"
                self.wrong(f"how often it is paid matters: tell it as {example}", f"{prefix}{name}")
            told[name] = self.value(fact, data[name], f"{prefix}{name}")
        if "receives" in data:
            for name, value in self.receives(data["receives"], f"{prefix}receives", known).items():
                if name in told:
                    self.wrong(f"told twice: here and as {name}", f"{prefix}receives")
                told[name] = value
        return told

    def value(self, fact: Fact, said: Any, field: str) -> FactValue | None:
        if not isinstance(said, str):
            return said  # type: ignore[no-any-return]  # the household refuses what it cannot be
        if (word := word_of(said)) == UNKNOWN:
            return None
        if fact.unit == "bool":
            return {"yes": True, "no": False}.get(word, said)
        if fact.unit == "choice":
            return _county(said) if fact.name == "county" else word
        return self.amount(said, field)

    def receives(self, said: object, field: str, known: Mapping[str, Fact]) -> Told:
        """`[snap, tanf]`, `{tanf: 170, snap: unknown}`, `none` or `unknown`; what is not named is not received."""
        programs = {name.removeprefix("receives_"): name for name in known if name.startswith("receives_")}
        if said == UNKNOWN:
            return dict.fromkeys(programs.values())
        if isinstance(said, Mapping):
            pairs = list(said.items())
        elif said == NONE:
            pairs = []
        else:
            pairs = [(program, True) for program in self.entries(said, field, "the programs received")]
        told: Told = dict.fromkeys(programs.values(), False)
        for place, (program, value) in enumerate(pairs):
            at = f"{field}.{program!s:.60}" if isinstance(said, Mapping) else f"{field}[{place}]"
            self.lines.setdefault(at, line_of(said, program if isinstance(said, Mapping) else place))
            name = programs.get(word_of(program) if isinstance(program, str) else "")
            if name is None:
                self.wrong(self.no_program(str(program), programs), at)
            self.lines.setdefault(
                f"{field.removesuffix('receives')}{AMOUNT_RECEIVED.get(name)}", self.line(at)
            )
            self.one_received(told, name, value, at)
        return told

    def no_program(self, program: str, programs: Mapping[str, str]) -> str:
        if f"receives_{word_of(program)}" in HOUSEHOLD_FACTS | PERSON_FACTS:
            of_whom = "each person" if "snap" in programs else "the household"
            return f"{program} is told under 'receives' of {of_whom}"
        return f"{program[:60]} is no program asked here: {', '.join(programs)}"

    def one_received(self, told: Told, name: str, value: Any, field: str) -> None:
        said = {"yes": True, "no": False}.get(word_of(value), value) if isinstance(value, str) else value
        if isinstance(said, bool):
            told[name] = said
        elif isinstance(said, str) and word_of(said) == UNKNOWN:
            told[name] = None
        elif name in AMOUNT_RECEIVED:
            told[name], told[AMOUNT_RECEIVED[name]] = True, self.amount(said, field)
        else:
            self.wrong(f"yes, no or unknown is due, not {value!s:.60}", field)

    def income(self, said: object, field: str, told: Told) -> Told:
        """A list that is there is whole: a kind it does not name brings nothing in."""
        if said == UNKNOWN:
            return dict.fromkeys(INCOME_KINDS)
        entries = (
            [] if said == NONE else self.entries(said, field, "[{kind: wages, amount: 100, every: week}]")
        )
        pay: dict[str, tuple[float, ...] | None] = dict.fromkeys(INCOME_KINDS, NO_PAY)
        hours: list[float | None] = []
        for place, entry in enumerate(entries):
            at = f"{field}[{place}]"
            data = self.words(entry, at, INCOME_WORDS, "{kind: wages, amount: 100, every: week}")
            kind = self.one_of(data, "kind", INCOME_KINDS, at)
            paid, hour = self.payment(data, at)
            before = pay[kind]
            pay[kind] = (
                None if paid is None or before is None else tuple(map(sum, zip(before, paid, strict=True)))
            )
            if kind in EARNED:
                hours.append(hour)
        if (
            "weekly_hours_worked" not in told and hours and None not in hours
        ):  # paid by the hour: then hours are told
            told["weekly_hours_worked"] = sum(hour for hour in hours if hour is not None)
        return dict(pay)


def _known(told: Told) -> dict[str, FactValue]:
    return {name: value for name, value in told.items() if value is not None}


def _names(said: list[tuple[str, Any]]) -> list[str]:
    """Who has no name is called by the place in the household: head, spouse, child 1, child 2."""
    names: list[str] = []
    roles = [role if isinstance(role, str) else "person" for _, role in said]
    for place, (name, _) in enumerate(said):
        role = roles[place] or "person"
        number = f" {roles[: place + 1].count(role)}" if role in {"child", "other"} else ""
        names.append(name or role + number)
    return names


def _is_of_age(told: Told, youngest: int, oldest: int) -> bool:
    age = told.get("age")
    return isinstance(age, int | float) and youngest <= age <= oldest


def _fill_rest(told: Told, known: Mapping[str, Fact]) -> None:
    for name, fact in known.items():
        if (
            name in told
            or name in NEVER_FILLED
            or fact.step
            or fact.unit == "choice"
            or fact.default is not None
            # Hardly a child of these ages is out of school; silence must not say so.
            or (name == "in_school" and _is_of_age(told, *SCHOOL_AGES))
            # And hardly anybody of 65 is without Medicare.
            or (name == "has_medicare" and _is_of_age(told, MEDICARE_AGE, 200))
        ):
            continue
        told[name] = False if fact.unit == "bool" else NO_PAY if fact.unit == "pay" else 0.0
    for kind, amounts in KIND_OF.items():
        if kind in known and all(told[amount] == 0 for amount in amounts):
            told.setdefault(kind, known[kind].choices[0])
    if told.get("has_absent_parent") is False:
        told.setdefault("child_support_cooperation", True)  # nobody to cooperate about
