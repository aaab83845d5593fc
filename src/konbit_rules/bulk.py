"""Many households at once: the columns of a persons file in, one line of answers a household out."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from konbit_rules.households.columns import Columns
from konbit_rules.law import Law, load_law

# Column of the answers -> the rule behind it.
ANSWER_COLUMNS = {
    "snap_month": "snap_amount",
    "snap_gross_income_month": "snap_gross_income",
    "snap_net_income_month": "snap_net_income",
    "snap_eligible": "snap_eligible",
    "school_meal_tier": "school_meal_tier",
    "aca_ptc": "premium_credit",
    "eitc": "eitc",
    "ctc": "ctc",
    "refundable_ctc": "refundable_ctc",
    "cdcc": "cdcc",
    "income_tax": "income_tax",
    "adjusted_gross_income": "adjusted_gross_income",
    "employee_payroll_tax": "employee_payroll_tax",
    "state_income_tax": "mississippi_income_tax",
    "tanf_month": "tanf_amount",
    "tanf_eligible": "tanf_eligible",
    "child_care_month": "child_care_amount",
    "child_care_eligible": "child_care_eligible",
    "child_care_copay_month": "child_care_copay",
    "liheap": "liheap_amount",
    "medicaid_eligible": "medicaid_eligible",
    "chip_eligible": "chip_eligible",
    "wic_eligible": "wic_eligible",
    "ssi_month": "ssi_amount",
    "head_start_eligible": "head_start_eligible",
    "early_head_start_eligible": "early_head_start_eligible",
    "self_employment_tax": "self_employment_tax",
}


@dataclass(frozen=True, slots=True)
class BulkAnswers:
    """Answers in the order of the file: a value a household, a list of values for answers of persons.

    `faults` names, for each household that met one, the first rule that failed; its answers are left empty.
    """

    columns: dict[str, list]
    faults: dict[str, str]


def screen_many(columns: Columns, as_of: date, law: Law | None = None) -> BulkAnswers:
    """Answer every household of the columns; columns whose law is not loaded on that day are left out.

    Raises:
        LawError: the law is broken, or none of it is loaded for that day.
    """
    law = law or load_law(as_of)
    wanted = {column: rule for column, rule in ANSWER_COLUMNS.items() if rule in law.graph.rules}
    answers = law.arrays(wanted.values()).run(columns)
    ids = [str(one) for one in columns.ids]
    faulty: dict[int, str] = {}
    for rule, bad in answers.faults.items():
        for place in np.flatnonzero(columns.unsort(bad)):
            faulty.setdefault(int(place), rule)
    found = {
        column: _in_order(law, columns, rule, answers.values[rule], faulty) for column, rule in wanted.items()
    }
    return BulkAnswers(found, {ids[place]: rule for place, rule in sorted(faulty.items())})


def _in_order(law: Law, columns: Columns, rule: str, values: np.ndarray, faulty: dict[int, str]) -> list:
    level: Literal["person", "unit"] = law.graph.rules[rule].level  # type: ignore[assignment]
    if level == "person":
        found: list = columns.persons_of_households(values)
    else:
        found = columns.unsort(values).tolist()
    for place in faulty:
        found[place] = None
    return found
