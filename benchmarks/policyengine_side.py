"""The peer's half of against_policyengine.py: runs in policyengine-us' own environment and prints its times as JSON.

Reads the same persons file that our half answers, so both are asked the same households.
"""

import json
import resource
import sys
import time

START = time.perf_counter()
import numpy as np  # noqa: E402 - the import itself is measured
import pandas as pd  # noqa: E402
from policyengine_core.data.dataset import Dataset  # noqa: E402
from policyengine_us import Simulation  # noqa: E402

YEAR, MONTH = "2026", "2026-06"
ASKED = (
    *(("snap", MONTH), ("snap_gross_income", MONTH), ("snap_net_income", MONTH), ("is_snap_eligible", MONTH)),
    *(("school_meal_tier", YEAR), ("aca_ptc", YEAR), ("eitc", YEAR), ("ctc", YEAR), ("refundable_ctc", YEAR)),
    *(("cdcc", YEAR), ("income_tax", YEAR), ("adjusted_gross_income", YEAR), ("employee_payroll_tax", YEAR)),
    *(("state_income_tax", YEAR), ("ms_tanf", MONTH), ("ms_tanf_eligible", MONTH), ("ms_ccpp", MONTH)),
    *(
        ("ms_ccpp_eligible", MONTH),
        ("ms_ccpp_copay", MONTH),
        ("ms_liheap", YEAR),
        ("is_medicaid_eligible", YEAR),
    ),
    *(
        ("is_chip_eligible", YEAR),
        ("is_wic_eligible", MONTH),
        ("ssi", MONTH),
        ("is_head_start_eligible", YEAR),
    ),
    *(("is_early_head_start_eligible", YEAR), ("self_employment_tax", YEAR)),
)
CARD = {"CITIZEN": "CITIZEN", "LEGAL_PERMANENT_RESIDENT": "NON_CITIZEN_VALID_EAD", "UNDOCUMENTED": "NONE"}
SAME_NAME = (
    *("is_female", "employment_income", "self_employment_income", "unemployment_compensation", "is_disabled"),
    *(
        "social_security_disability",
        "social_security_retirement",
        "child_support_received",
        "is_pregnant",
        "has_esi",
    ),
    *("childcare_hours_per_day", "childcare_days_per_week", "childcare_attending_days_per_month", "county"),
    *("ms_ccpp_provider_type", "bank_account_assets"),
)


def simulation(people: pd.DataFrame) -> Simulation:
    """One simulation of every household in the file."""
    household = people.household_id.to_numpy()
    adult = people.role.ne("child")
    place = people.groupby("household_id").cumcount().to_numpy()
    units = ("household", "tax_unit", "spm_unit", "family")
    frame = pd.DataFrame(
        {
            "person_id": np.arange(len(people)),
            **{f"person_{unit}_id": household for unit in units},
            "person_marital_unit_id": np.where(adult, household * 100, household * 100 + 1 + place),
            "is_tax_unit_head": people.role.eq("head"),
            "is_tax_unit_spouse": people.role.eq("spouse"),
            "is_tax_unit_dependent": ~adult,
            "age": people.age.where(people.age > 0, 0.5),
            **{name: people[name] for name in SAME_NAME},
            "weekly_hours_worked_before_lsr": people.weekly_hours_worked,
            "immigration_status_str": people.immigration_status,
            "ssn_card_type": people.immigration_status.map(CARD),
            "meets_ssi_disability_criteria": people.is_disabled,
            "other_medical_expenses": people.medical_expenses,
            "pre_subsidy_childcare_expenses": people.child_care_charge,
            "spm_unit_pre_subsidy_childcare_expenses": people.child_care_expense,
            "pre_subsidy_rent": people.rent,
            "pre_subsidy_electricity_expense": people.electricity_expense,
            "heating_type": np.where(people.electricity_expense > 0, "ELECTRICITY", "NONE"),
            "spm_unit_tenure_type": "RENTER",
            "state_fips": 28,
            "state_code": "MS",
        }
    )
    return Simulation(dataset=Dataset.from_dataframe(frame, YEAR))


def answer(people: pd.DataFrame) -> float:
    """Seconds to answer every question for every household."""
    begun = time.perf_counter()
    run = simulation(people)
    for variable, period in ASKED:
        run.calculate(variable, period)
    return time.perf_counter() - begun


def curve(people: pd.DataFrame, points: int) -> float:
    """Seconds for one household at so many pays: the household stands in the frame once for each."""
    many = pd.concat([people.assign(household_id=number) for number in range(points)], ignore_index=True)
    head = many.role.eq("head")
    many.loc[head, "employment_income"] = np.linspace(0, 100_000, points)
    begun = time.perf_counter()
    simulation(many).calculate("household_net_income", YEAR)
    return time.perf_counter() - begun


def main(one: str, many: str, points: int) -> None:
    """Times of each kind of work."""
    imported = time.perf_counter() - START
    family = pd.read_csv(one)
    first = answer(family)
    again = min(answer(family) for _ in range(3))
    drawn = min(curve(family, points) for _ in range(2))
    crowd = answer(pd.read_csv(many))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {"first": imported + first, "one": again, "curve": drawn, "many": crowd, "peak_mb": round(peak)}
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
