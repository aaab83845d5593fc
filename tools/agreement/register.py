"""The groups of src/konbit_rules/disagreements.md as code, and which programs come before which.

A group is a switch of the readings beside this file: with it, our law reads one thing the other calculator's way. The few
whose other reading cannot be written as a rule have a test of the household instead, as narrow as their description.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

HOUSEHOLD, PERSON = "household", "person"


@dataclass(frozen=True, slots=True)
class Differing:
    """A household that disagrees: its rows, the other calculator's answers, and the places of the persons who differ."""

    rows: Sequence[Mapping[str, str]]
    expected: Mapping[str, str]
    ours: Sequence[object]
    places: Sequence[int]

    def everyone(self, test: Callable[[Mapping[str, str]], bool]) -> bool:
        """Whether all of those who differ pass a test."""
        return bool(self.places) and all(test(self.rows[place]) for place in self.places)

    def theirs_gives_more(self) -> bool:
        """Whether all of those who differ have a no here and a yes there."""
        return not any(self.ours[place] for place in self.places)


@dataclass(frozen=True, slots=True)
class Group:
    """One way in which the two read the law differently; `title` is its heading in the register."""

    code: str
    program: str
    title: str
    test: Callable[[Differing], bool] | None = None  # none: the code is a switch of the readings
    also: tuple[str, ...] = ()  # other programs that read it so


@dataclass(frozen=True, slots=True)
class Program:
    """Answers worked out together, and the columns told to it so that only its own differences are left."""

    title: str
    columns: tuple[str, ...]
    told: tuple[str, ...]


SSI = ("ssi_month",)
TANF = ("tanf_eligible", "tanf_month")
CARE = ("child_care_eligible", "child_care_month", "child_care_copay_month")
SNAP = ("snap_eligible", "snap_month", "snap_gross_income_month", "snap_net_income_month")
HEALTH = ("medicaid_eligible", "chip_eligible")
TAXES = (
    "eitc", "ctc", "refundable_ctc", "cdcc", "income_tax", "adjusted_gross_income", "employee_payroll_tax",
    "self_employment_tax", "state_income_tax",
)  # fmt: skip
CASH = (*SSI, *TANF)
PROGRAMS = {
    "ssi": Program("SSI", SSI, ()),
    "tanf": Program("TANF", TANF, SSI),
    "child_care": Program("Child Care Payment Program", CARE, CASH),
    "snap": Program("SNAP", SNAP, (*CASH, *CARE[:2])),
    "liheap": Program("LIHEAP", ("liheap",), (*CASH, *SNAP[:2])),
    "health": Program("Medicaid and CHIP", HEALTH, SSI),
    "premium_credit": Program("Premium tax credit", ("aca_ptc",), (*SSI, *HEALTH)),
    "nutrition_and_early_childhood": Program(
        "WIC and Head Start",
        ("wic_eligible", "head_start_eligible", "early_head_start_eligible"),
        (*CASH, *SNAP[:2], *HEALTH),
    ),
    "school_meals": Program("School meals", ("school_meal_tier",), (*CASH, *SNAP[:2])),
    "taxes": Program("Federal and state tax", TAXES, (*CASH, *CARE[:2])),
}
# What takes the place of our own rules when a column is told: rule -> its answer.
TOLD = {
    "ssi_month": (PERSON, "money/month", {"ssi_amount": "told", "ssi_eligible": "told > 0"}),
    "tanf_eligible": (HOUSEHOLD, "bool", {"tanf_eligible": "told"}),
    "tanf_month": (HOUSEHOLD, "money/month", {"tanf_amount": "told"}),
    "child_care_eligible": (HOUSEHOLD, "bool", {"child_care_eligible": "told"}),
    "child_care_month": (HOUSEHOLD, "money/month", {"child_care_amount": "told"}),
    "snap_eligible": (HOUSEHOLD, "bool", {"snap_eligible": "told"}),
    "snap_month": (HOUSEHOLD, "money/month", {"snap_amount": "told"}),
    "medicaid_eligible": (PERSON, "bool", {"medicaid_eligible": "told", "medicaid_in_main_group": "told"}),
    "chip_eligible": (PERSON, "bool", {"chip_eligible": "told"}),
}

# Each column's program in the law, and what it is called where the figures are shown.
LABELS = {
    "snap_month": ("snap", "SNAP a month"),
    "snap_eligible": ("snap", "SNAP, yes or no"),
    "snap_gross_income_month": ("snap", "SNAP, gross income a month"),
    "snap_net_income_month": ("snap", "SNAP, net income a month"),
    "child_care_eligible": ("child_care", "Child care, yes or no"),
    "child_care_month": ("child_care", "Child care a month"),
    "child_care_copay_month": ("child_care", "Child care, co-payment a month"),
    "tanf_eligible": ("tanf", "TANF, yes or no"),
    "tanf_month": ("tanf", "TANF a month"),
    "ssi_month": ("ssi", "SSI a month, each person"),
    "medicaid_eligible": ("medicaid", "Medicaid, yes or no, each person"),
    "chip_eligible": ("chip", "CHIP, yes or no, each person"),
    "aca_ptc": ("premium_credit", "Premium tax credit a year"),
    "wic_eligible": ("wic", "WIC, yes or no, each person"),
    "head_start_eligible": ("head_start", "Head Start, yes or no, each child"),
    "early_head_start_eligible": ("head_start", "Early Head Start, yes or no, each child"),
    "school_meal_tier": ("school_meals", "School meals: free, reduced or paid"),
    "liheap": ("liheap", "LIHEAP a year"),
    "eitc": ("eitc", "Earned income credit a year"),
    "ctc": ("ctc", "Child tax credit a year"),
    "refundable_ctc": ("ctc", "Child tax credit, refundable part a year"),
    "cdcc": ("cdcc", "Child and dependent care credit a year"),
    "income_tax": ("income_tax", "Federal income tax a year"),
    "adjusted_gross_income": ("income_tax", "Adjusted gross income a year"),
    "employee_payroll_tax": ("payroll_tax", "Payroll tax a year"),
    "self_employment_tax": ("payroll_tax", "Self-employment tax a year, each person"),
    "state_income_tax": ("mississippi_income_tax", "Mississippi income tax a year"),
}


def _is_disabled_child(row: Mapping[str, str]) -> bool:
    return row["role"] == "child" and row["is_disabled"] == "True"


def _is_aged_or_disabled(row: Mapping[str, str]) -> bool:
    return row["role"] != "child" and (int(row["age"]) >= 65 or row["is_disabled"] == "True")


def _an_uncovered_child_takes_a_place(one: Differing) -> bool:
    """More than three people under 21, one of the oldest three not covered with the credit."""
    young = sorted(
        (place for place, row in enumerate(one.rows) if int(row["age"]) < 21),
        key=lambda place: -int(one.rows[place]["age"]),
    )
    other = [one.expected[column].split("|") for column in HEALTH]
    return len(young) > 3 and any(
        one.rows[place]["immigration_status"] == "UNDOCUMENTED"
        or one.rows[place]["has_esi"] == "True"
        or any(answers[place] == "True" for answers in other)
        for place in young[:3]
    )


GROUPS = (
    Group("ssi_support_is_the_parents", "ssi", "Child support is the child's", also=("health",)),
    Group("ssi_self_employment_in_full", "ssi", "Self-employment counts at 92.35 percent"),
    Group("ssi_spouse_may_raise", "ssi", "Never more than without the spouse"),
    Group("ssi_couple_without_status", "ssi", "A spouse without an admitted status"),
    Group("ssi_disabled_child_without_status", "ssi", "A disabled child without an admitted status"),
    Group(
        "ssi_disabled_child",
        "ssi",
        "Parents' income and the disabled child",
        lambda one: one.everyone(_is_disabled_child),
    ),
    Group("tanf_people_with_ssi_count", "tanf", "A person with SSI does not count"),
    Group("tanf_people_without_status_count", "tanf", "A person without an admitted status does not count"),
    Group("tanf_gross_test_alone", "tanf", "Income that counts is held to the need standard"),
    Group("tanf_expected_child_is_enough", "tanf", "No child yet"),
    Group("tanf_pay_in_full", "tanf", "$90 of each worker's pay"),
    Group("child_care_rates_together", "child_care", "One child's rate is not used for another's charge"),
    Group("child_care_uncovered_child_counts", "child_care", "A child who is not covered"),
    Group(
        "child_care_unemployment_always", "child_care", "Unemployment benefits when a family first applies"
    ),
    Group("snap_those_left_out_need_ssi", "snap", "SSI for every member, with a person left out"),
    Group("medicaid_one_parent_only", "health", "Two parents at home"),
    Group("medicaid_expected_child_for_mother", "health", "An expected child counts for the whole family"),
    Group("medicaid_parent_limit_by_share", "health", "The limit for parents in dollars"),
    Group(
        "medicaid_disabled_child",
        "health",
        "A disabled child and the parents' money",
        lambda one: one.everyone(_is_disabled_child),
    ),
    Group("medicaid_exclusion_of_ssi", "health", "The waiver's general exclusion"),
    Group(
        "medicaid_optional_group",
        "health",
        "An optional group for the aged and disabled",
        lambda one: one.everyone(_is_aged_or_disabled) and one.theirs_gives_more(),
    ),
    Group(
        "premium_credit_oldest_three",
        "premium_credit",
        "Which three children are charged",
        _an_uncovered_child_takes_a_place,
    ),
    Group("school_meals_head_start_frees_all", "school_meals", "A brother or sister eligible for Head Start"),
)
