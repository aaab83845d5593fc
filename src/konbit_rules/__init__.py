"""The law as a pure library: a household in; what it may get, why, and where a raise costs it more than it earns, out.

`screen(household, as_of)` answers for every program, `find_cliffs` draws what is left as pay rises, `compare_offers` holds
job offers side by side, `load_law(day)` gives the law itself. Nothing here reads a clock, a network or a database.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from konbit_rules.engine.reasons import Condition, Test
from konbit_rules.households.facts import FACTS, PAY_PERIODS, Fact
from konbit_rules.households.household import Household, HouseholdError, Person
from konbit_rules.households.reading import as_data, household_of, read_household
from konbit_rules.law import Law, load_law
from konbit_rules.parameters.errors import LawError
from konbit_rules.screening import Amount, Answer, Missing, PersonAnswer, Screening, screen, values_of

if TYPE_CHECKING:
    from konbit_rules.casebook import Report, check
    from konbit_rules.cliffs import Curve, Drop, Offer, compare_offers, find_cliffs

# A first answer needs no arrays, and numpy is slow to load: these come when they are asked for.
_LATER = {
    "Report": "konbit_rules.casebook",
    "check": "konbit_rules.casebook",
    "Curve": "konbit_rules.cliffs",
    "Drop": "konbit_rules.cliffs",
    "Offer": "konbit_rules.cliffs",
    "compare_offers": "konbit_rules.cliffs",
    "find_cliffs": "konbit_rules.cliffs",
}

__all__ = [
    "FACTS",
    "PAY_PERIODS",
    "Amount",
    "Answer",
    "Condition",
    "Curve",
    "Drop",
    "Fact",
    "Household",
    "HouseholdError",
    "Law",
    "LawError",
    "Missing",
    "Offer",
    "Person",
    "PersonAnswer",
    "Report",
    "Screening",
    "Test",
    "as_data",
    "check",
    "compare_offers",
    "find_cliffs",
    "household_of",
    "load_law",
    "read_household",
    "screen",
    "values_of",
]


def __getattr__(name: str) -> object:
    """The names that are loaded when they are first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
