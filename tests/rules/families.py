"""Random households for hypothesis: every fact known or not, everything that can be."""

from hypothesis import strategies as st

from konbit_rules.households.facts import PAY_PERIODS
from konbit_rules.households.household import (
    AMOUNT_RECEIVED,
    HOUSEHOLD_FACTS,
    PAYMENTS_A_YEAR,
    PERSON_FACTS,
    Household,
    Person,
)

CENTS = st.integers(0, 300_000).map(lambda cents: cents / 100)
ROLES = st.sampled_from(["child", "child", "child", "other"])


def value_of(fact):
    """Any value that a fact may have."""
    if fact.unit == "bool":
        return st.booleans()
    if fact.unit == "choice":
        return st.sampled_from(fact.choices)
    if fact.unit == "pay":
        return pay()
    if fact.name == "age":
        return st.integers(0, 90).map(float)
    return st.one_of(
        st.just(0.0), st.floats(fact.least, fact.most), CENTS.map(lambda cents: min(cents, fact.most))
    )


@st.composite
def pay(draw):
    """Money as it is paid: mostly by one period or none, seldom by several."""
    periods = draw(st.sets(st.sampled_from(PAY_PERIODS), max_size=2))
    amounts = draw(st.lists(CENTS, min_size=5, max_size=5))
    return tuple(
        amount / times * 12 if period in periods else 0.0
        for period, amount, times in zip(PAY_PERIODS, amounts, PAYMENTS_A_YEAR, strict=True)
    )


@st.composite
def facts_of(draw, known, everything, told=()):
    """Some facts, or all of them, with a value each."""
    facts = dict(told)
    for name, fact in known.items():
        if name not in facts and (everything or draw(st.booleans())):
            facts[name] = draw(value_of(fact))
    for receives, amount in AMOUNT_RECEIVED.items():
        if receives in known and facts.get(receives) is not True:
            facts.pop(amount, None)
            if everything:
                facts[amount] = 0.0
    return facts


@st.composite
def person(draw, role, everything):
    """Somebody who can be."""
    facts = draw(facts_of(PERSON_FACTS, everything, {"role": role}))
    if "age" in facts and role in {"head", "spouse"}:
        facts["age"] += 14
    if "age" in facts and role == "child":
        facts["age"] = min(facts["age"], 13.0)
    if not facts.get("is_female", False) or not 14 <= facts.get("age", 20) <= 60:
        facts["is_pregnant"] = False
    if facts.get("immigration") == "undocumented":
        facts["five_years_resident"] = False
    for hours in ("weekly_hours_worked", "weekly_hours_in_school"):
        if hours in facts:
            facts[hours] = min(facts[hours], 80.0)
    if "care_days_per_week" in facts and "care_days_per_month" in facts:
        facts["care_days_per_month"] = min(facts["care_days_per_month"], facts["care_days_per_week"] * 4)
    return facts


@st.composite
def households(draw, everything=False):
    """A household of Mississippi; with `everything`, every fact is known."""
    roles = ["head", *draw(st.sampled_from([[], ["spouse"]])), *draw(st.lists(ROLES, max_size=4))]
    if draw(st.booleans()):
        roles = draw(st.permutations(roles))
    names = st.text("ABCdefñé '-", min_size=1, max_size=8).filter(str.strip)
    persons = tuple(Person(draw(names), draw(person(role, everything))) for role in roles)
    return Household("MS", persons, draw(facts_of(HOUSEHOLD_FACTS, everything)))
