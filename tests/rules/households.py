"""Random households that can be, with every fact told: plain ones, odd ones, and values at the edges of the law.

They are made from a seed that hypothesis draws, since thousands of them are wanted a second.
"""

import random
from collections.abc import Sequence

from hypothesis import strategies as st

from konbit_rules.households.facts import PAY_PERIODS, Fact
from konbit_rules.households.household import (
    AMOUNT_RECEIVED,
    HOUSEHOLD_FACTS,
    PAYMENTS_A_YEAR,
    PERSON_FACTS,
    Household,
    HouseholdError,
    Person,
)

EDGES_OF_AGE = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    12,
    13,
    16,
    17,
    18,
    19,
    20,
    21,
    24,
    25,
    49,
    50,
    54,
    55,
    59,
    60,
    61,
    62,
    64,
    65,
    66,
    120,
)
seeds = st.integers(0, 2**63 - 1)


def random_household(chance: random.Random, limits: Sequence[float] = ()) -> Household:
    """A household with every fact told; `limits` are amounts near which some of its amounts lie."""
    while True:
        try:
            return _household(chance, limits)
        except HouseholdError:
            continue  # it could not be, so another


def random_households(seed: int, number: int, limits: Sequence[float] = ()) -> list[Household]:
    """So many of them."""
    chance = random.Random(seed)
    return [random_household(chance, limits) for _ in range(number)]


def _household(chance: random.Random, limits: Sequence[float]) -> Household:
    often = chance.choice([0.05, 0.2, 0.5])  # how often a yes or no is yes
    others = chance.choices(["child", "other"], [3, 1], k=chance.choice([0, 0, 1, 1, 2, 2, 3, 4, 5]))
    roles = ["head", *chance.choice([[], ["spouse"]]), *others]
    if chance.random() < 0.2:
        chance.shuffle(roles)
    richest = chance.choice([0, 500, 2_000, 5_000, 20_000, 800_000])  # a month
    facts = _facts(chance, HOUSEHOLD_FACTS, often, richest, limits)
    persons = tuple(
        Person(f"person {place}", _person(chance, role, often, richest, limits))
        for place, role in enumerate(roles, 1)
    )
    return Household("MS", persons, facts)


def _person(chance: random.Random, role: str, often: float, richest: float, limits: Sequence[float]) -> dict:
    facts = _facts(chance, PERSON_FACTS, often, richest, limits) | {"role": role, "age": _age(chance, role)}
    if not facts["is_female"] or not 8 <= facts["age"] <= 70:
        facts["is_pregnant"] = False
    if facts["immigration"] == "undocumented":
        facts["five_years_resident"] = False
    facts["weekly_hours_in_school"] = min(facts["weekly_hours_in_school"], 168 - facts["weekly_hours_worked"])
    facts["care_days_per_month"] = min(facts["care_days_per_month"], 5 * facts["care_days_per_week"])
    return facts


def _age(chance: random.Random, role: str) -> float:
    if chance.random() < 0.3:
        age = chance.choice(EDGES_OF_AGE)
    else:
        age = chance.randint(0, 19) if role == "child" else chance.randint(18, 80)
    return float(max(age, 14) if role in {"head", "spouse"} else age)


def _facts(
    chance: random.Random, known: dict[str, Fact], often: float, richest: float, limits: Sequence[float]
) -> dict:
    facts = {name: _value(chance, fact, often, richest, limits) for name, fact in known.items()}
    for receives, amount in AMOUNT_RECEIVED.items():
        if receives in known and not facts[receives]:
            facts[amount] = 0.0
    return facts


def _value(
    chance: random.Random, fact: Fact, often: float, richest: float, limits: Sequence[float]
) -> object:
    if fact.unit == "bool":
        return chance.random() < often
    if fact.unit == "choice":
        return chance.choice(fact.choices)
    if fact.unit == "pay":
        return _pay(chance, often, richest, limits)
    if fact.unit == "number":
        whole = chance.random() < 0.8
        amount = chance.choice([0, chance.uniform(0, fact.most), chance.uniform(0, min(fact.most, 40))])
        return float(round(amount)) if whole or fact.name == "age" else amount
    return min(fact.most, _amount(chance, richest, limits))


def _amount(chance: random.Random, richest: float, limits: Sequence[float]) -> float:
    """Nothing, a plain amount in cents, an amount as a quotient leaves it, one near a limit, a huge one."""
    kind = chance.random()
    if kind < 0.35:
        return 0.0
    if kind < 0.75:
        return round(chance.uniform(0, richest), 2)
    if kind < 0.85:
        return chance.uniform(0, richest)
    if kind < 0.99 and limits:
        return max(chance.choice(limits) + chance.choice([-1, -0.01, 0, 0, 0.01, 1]), 0.0)
    return chance.choice([0.01, 1_000.0, 100_000.0])


def _pay(chance: random.Random, often: float, richest: float, limits: Sequence[float]) -> tuple[float, ...]:
    amounts = [0.0] * len(PAY_PERIODS)
    if chance.random() < max(often, 0.3):
        for place in chance.sample(range(len(PAY_PERIODS)), chance.choice([1, 1, 1, 2])):
            a_month = min(_amount(chance, richest, limits), 400_000.0)
            amount = a_month * 12 / PAYMENTS_A_YEAR[place]
            amounts[place] = round(amount, 2) if chance.random() < 0.8 else amount
    return tuple(amounts)
