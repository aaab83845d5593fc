"""Job offers held against today, each worked out alone as the screening does."""

from dataclasses import replace
from datetime import date

import pytest

from konbit_rules.cliffs import compare_offers, find_cliffs, parts_of_what_is_left
from konbit_rules.households.household import Household, HouseholdError, Person
from konbit_rules.households.offers import Offer, offers_from_bytes, read_offers
from konbit_rules.households.reading import household_of, read_household
from konbit_rules.law import load_law
from konbit_rules.parameters.errors import LawError
from konbit_rules.screening import values_of

DAY = date(2026, 6, 15)
LAW = load_law(DAY)
CENT = 0.005
FAMILY = """
state: MS
county: hinds
rent: 700
receives: [snap, child_care]
rest: none
persons:
  - {name: Mother, role: head, age: 29, is_female: yes, income: [{kind: wages, amount: 14, every: hour, hours: 35}]}
  - {name: Ana, role: child, age: 4, is_female: yes, care_charge: 600, care_provider: center, care_hours_per_day: 9,
     care_days_per_week: 5, care_days_per_month: 21, in_school: no}
offers:
  - {name: warehouse, amount: 17.50, every: hour, hours: 40}
  - {name: evenings, amount: 300, every: week}
"""
HOURLY = (700.0, 0.0, 0.0, 0.0, 0.0)  # 17.50 an hour for 40 hours


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "family.yaml"
    path.write_text(FAMILY)
    return path


@pytest.fixture
def family(file):
    return read_household(file)


def paid(household, wages, hours=None):
    """What the law works out for the household with other wages."""
    mother = household.persons[0]
    facts = {
        **mother.facts,
        "wages": wages,
        "weekly_hours_worked": hours or mother.facts["weekly_hours_worked"],
    }
    persons = (Person(mother.name, facts), *household.persons[1:])
    return values_of(Household("MS", persons, {**household.facts, "follows_pay": True}), DAY, LAW)


def test_offers_stand_beside_the_family_in_its_own_file(file, family):
    offers = read_offers(file)
    assert [(one.name, one.hours) for one in offers] == [("warehouse", 40), ("evenings", None)]
    assert offers[0].wages == HOURLY
    found = compare_offers(family, offers, DAY, law=LAW)
    assert [one.name for one in found] == ["today", "warehouse", "evenings"]


def test_offers_stand_in_a_file_of_their_own(tmp_path):
    path = tmp_path / "offers.json"
    path.write_text('[{"name": "office", "amount": "$2,400", "every": "month"}]')
    assert read_offers(path) == (Offer("office", (0, 0, 0, 2_400, 0), None),)


def test_today_comes_first_and_each_change_is_against_it(family, file):
    today, *offers = compare_offers(family, read_offers(file), DAY, law=LAW)
    now = paid(family, family.persons[0].facts["wages"])
    assert today.left == pytest.approx(now["what_is_left"] / 12)
    assert today.change == 0
    for part in parts_of_what_is_left(LAW):
        assert today.parts[part.rule] == pytest.approx(now[part.rule] * part.sign / 12)
    for answer, offer in zip(offers, read_offers(file), strict=True):
        then = paid(family, offer.wages, offer.hours)
        assert answer.left == pytest.approx(then["what_is_left"] / 12)
        assert answer.change == pytest.approx((then["what_is_left"] - now["what_is_left"]) / 12)
        assert sum(answer.parts.values()) == pytest.approx(answer.change)
        for part in parts_of_what_is_left(LAW):
            lost = (then[part.rule] - now[part.rule]) * part.sign / 12
            assert answer.parts[part.rule] == pytest.approx(lost, abs=CENT), part.rule


def test_today_is_the_point_of_the_curve(family):
    (today,) = compare_offers(family, (), DAY, law=LAW)
    assert today.left == pytest.approx(find_cliffs(family, DAY, law=LAW).here.left / 12)


def test_the_same_job_changes_nothing(family):
    same = Offer("the same", family.persons[0].facts["wages"])
    _, answer = compare_offers(family, (same,), DAY, law=LAW)
    assert answer.change == 0
    assert set(answer.parts.values()) == {0}


def test_hours_of_an_offer_decide_child_care(family):
    """Care asks for 25 hours of work a week; an offer that tells no hours keeps today's."""
    pay = (400.0, 0, 0, 0, 0)
    offers = (Offer("keeps today's", pay), Offer("few", pay, 24.0), Offer("enough", pay, 25.0))
    today, kept, few, enough = compare_offers(family, offers, DAY, law=LAW)
    assert [one.hours for one in (today, kept, few, enough)] == [35, 35, 24, 25]
    assert kept.parts == enough.parts
    assert few.parts["left_child_care"] < enough.parts["left_child_care"]


def test_an_offer_takes_the_place_of_all_wages(family):
    two_jobs = Person("Mother", {**family.persons[0].facts, "wages": (200.0, 0, 0, 500.0, 0)})
    household = replace(family, persons=(two_jobs, *family.persons[1:]))
    _, answer = compare_offers(household, (Offer("one job", HOURLY),), DAY, law=LAW)
    assert answer.left == pytest.approx(paid(family, HOURLY)["what_is_left"] / 12)


def test_the_second_earner_may_have_the_offer(family):
    spouse = Person("Father", {**family.persons[0].facts, "role": "spouse", "is_female": False})
    couple = replace(family, persons=(family.persons[0], spouse, family.persons[1]))
    offer = Offer("warehouse", HOURLY)
    first, second = (compare_offers(couple, (offer,), DAY, earner=earner, law=LAW)[1] for earner in (1, 2))
    assert first.left == pytest.approx(second.left)
    with pytest.raises(HouseholdError, match="there is no person 4"):
        compare_offers(couple, (offer,), DAY, earner=4, law=LAW)


def test_what_must_be_told_first_is_named(family):
    facts = {name: value for name, value in family.facts.items() if name != "rent"}
    household = Household("MS", family.persons, facts)
    with pytest.raises(HouseholdError, match="when these are told too: rent"):
        compare_offers(household, (Offer("warehouse", HOURLY),), DAY, law=LAW)


def test_many_untold_facts_are_named_with_their_persons_and_counted():
    household = household_of(
        {
            "state": "MS",
            "persons": [
                {
                    "name": "Mother",
                    "role": "head",
                    "age": 29,
                    "income": [{"kind": "wages", "amount": 9, "every": "week"}],
                },
                {"name": "Ana", "role": "child", "age": 4},
            ],
        }
    )
    with pytest.raises(HouseholdError, match=r"assets, .* of Ana.*, \d+ more$"):
        compare_offers(household, (), DAY, law=LAW)


def test_wages_of_today_must_be_told(family):
    mother = {name: value for name, value in family.persons[0].facts.items() if name != "wages"}
    household = replace(family, persons=(Person("Mother", mother), *family.persons[1:]))
    with pytest.raises(HouseholdError, match="wages of Mother"):
        compare_offers(household, (Offer("warehouse", HOURLY),), DAY, law=LAW)


@pytest.mark.parametrize(
    ("offer", "says"),
    [
        (Offer("huge", (1e9, 0, 0, 0, 0)), "slip of the pen"),
        (Offer("owing", (-1.0, 0, 0, 0, 0)), "not below 0"),
        (Offer("endless", (float("nan"), 0, 0, 0, 0)), "a number that has an end"),
        (Offer("too long", HOURLY, 200.0), "not between 0 and 168"),
        (Offer("short", (1.0,)), "one amount for each of"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_with_its_name(family, offer, says):
    with pytest.raises(HouseholdError, match=rf"{says}.*\(offer {offer.name}\)"):
        compare_offers(family, (offer,), DAY, law=LAW)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("[]", "from 1 to 50 offers"),
        ("{}", "a list is due"),
        ("- {name: x}", "amount"),
        ("- {amount: 10}", "every"),
        ("- {amount: 10, every: hour}", "hours"),
        ("- {amount: -10, every: week}", "no amount of pay"),
        ("- {amount: unknown, every: week}", "says what it pays"),
        ("- {amount: 10, every: fortnight}", "none of"),
        ("- {amount: 10, every: week, wage: 3}", "wage is not known here"),
        ("- {amount: 10, every: hour, hours: 900}", "not between 0 and 168"),
        ("- {amount: 10, every: week, name: 7}", "a name is text"),
        ("- warehouse", "offers"),
        ("offers: 3", "a list is due"),
        ("- {amount: 10, every: week", "not YAML"),
    ],
)
def test_a_file_of_offers_that_cannot_be_read_is_refused_with_its_line(text, says):
    with pytest.raises(HouseholdError, match=says) as refused:
        offers_from_bytes(text.encode(), "offers.yaml")
    assert str(refused.value).startswith("offers.yaml")


def test_a_day_whose_law_does_not_say_what_is_left_is_refused(family):
    with pytest.raises(LawError, match="is loaded from 2026-01-01 on"):
        compare_offers(family, (Offer("warehouse", HOURLY),), date(2025, 6, 1))
