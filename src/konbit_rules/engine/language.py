"""The words a rule may use. A law file imports them from here; the compiler reads the file and never runs it.

Only the roundings, which every back end calls, can be called directly; the other words have a meaning inside the compiler
alone, and their bodies say so.
"""

import math
from collections.abc import Callable

from konbit_rules.parameters.errors import LawError

# Amounts closer than this, in dollars, are the same amount: sums of cents in binary numbers leave such dust.
DUST = 5e-5


def rule[F: Callable](
    *,
    unit: str,
    entity: str,
    cites: str,
    about: str,
    since: str = "",
    until: str = "",
    procedural: bool = False,
) -> Callable[[F], F]:
    """Mark a function as law.

    `unit` is bool, number, money/week, money/month, money/year, money or choice:a|b. `entity` is person, or the unit
    whose members `sum_members` goes through: household, tax_unit, snap_unit, assistance_unit, child_care_family.
    `cites` names the source of the rule, `about` says it in a few words. `since` and `until` (both inclusive) date it.
    A procedural rule is a step a family takes (interview, papers): shown as still to do while it is unknown.
    """
    return lambda function: function


def program(**said: object) -> None:
    """Name what a folder's rules answer; see docs/explanation/rules-engine.md for every field."""


def _only_compiled(word: str) -> LawError:
    return LawError(f"{word} has a meaning only inside a loaded rule")


def sum_members(amount: float) -> float:
    """The sum over the unit's members."""
    raise _only_compiled("sum_members")


def count_members(test: object) -> int:
    """How many of the unit's members pass the test."""
    raise _only_compiled("count_members")


def any_member(test: object) -> bool:
    """Whether a member of the unit passes the test; no for a unit without members."""
    raise _only_compiled("any_member")


def largest_member(amount: float) -> float:
    """The largest amount among the unit's members, 0 for a unit without members; amounts below 0 count as 0."""
    raise _only_compiled("largest_member")


def sum_largest_members(how_many: int, amount: float) -> float:
    """The sum of the largest so many amounts among the members; amounts below 0 count as 0."""
    raise _only_compiled("sum_largest_members")


def round_down(amount: float, to: float = 1.0) -> float:
    """Down to a whole multiple of `to`."""
    return math.floor(amount / to + DUST) * to


def round_up(amount: float, to: float = 1.0) -> float:
    """Up to a whole multiple of `to`."""
    return math.ceil(amount / to - DUST) * to


def round_near(amount: float, to: float = 1.0) -> float:
    """To the nearest whole multiple of `to`, halves up."""
    return math.floor(amount / to + 0.5 + DUST) * to


def yearly(amount: float) -> float:
    """A monthly amount as a yearly one: 12 times; a weekly amount: 52 times."""
    raise _only_compiled("yearly")


def monthly(amount: float) -> float:
    """A yearly amount as a monthly one: a twelfth; a weekly amount: 52 twelfths."""
    raise _only_compiled("monthly")


def as_paid(pay: object, factors: object) -> float:
    """Pay as a monthly or yearly amount, by a program's own factor for each pay period."""
    raise _only_compiled("as_paid")


def bracket(amount: float, schedule: object) -> float:
    """What a schedule of marginal rates takes of an amount: each rate on the part that lies in its band."""
    raise _only_compiled("bracket")


def step(amount: float, schedule: object) -> float:
    """The value of the last row of a schedule whose start the amount has reached; below the first row it is a fault."""
    raise _only_compiled("step")
