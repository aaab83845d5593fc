"""The law as a pure library: a household in; what it may get, why, and where a raise costs it more than it earns, out.

`screen(household, as_of)` answers for every program, `find_cliffs` draws what is left as pay rises, `compare_offers` holds
job offers side by side, `load_law(day)` gives the law itself. Nothing here reads a clock, a network or a database.
"""

from konbit_rules.casebook import Report, check
from konbit_rules.cliffs import Curve, Drop, Offer, compare_offers, find_cliffs
from konbit_rules.engine.reasons import Condition, Test
from konbit_rules.households.facts import FACTS, PAY_PERIODS, Fact
from konbit_rules.households.household import Household, HouseholdError, Person
from konbit_rules.households.reading import as_data, household_of, read_household
from konbit_rules.law import Law, load_law
from konbit_rules.parameters.errors import LawError
from konbit_rules.screening import Amount, Answer, Missing, PersonAnswer, Screening, screen, values_of

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
