"""Family files: what they say, what they leave open, and how they are refused."""

import json
import math
from datetime import date
from textwrap import dedent

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from konbit_rules.households.facts import INCOME
from konbit_rules.households.household import Household, HouseholdError, Person
from konbit_rules.households.offers import offers_from_bytes, read_offers
from konbit_rules.households.reading import as_data, household_from_bytes, household_of, read_household
from tests.rules.families import households

FAMILY = """\
state: MS
county: Hinds County
rent: "$1,450.50"
rest: none
receives: {tanf: 170, snap: unknown}
persons:
  - role: head
    age: 29
    is_female: yes
    income:
      - {kind: wages, amount: 14.50, every: hour, hours: 30}
  - {role: child, age: 4, care_charge: 300, receives: [medicaid, wic]}
  - {role: child, name: Ana, age: unknown}
"""


def read(text):
    return household_from_bytes(dedent(text).encode(), "family.yaml")


def refusal(text):
    with pytest.raises(HouseholdError) as caught:
        read(text)
    return caught.value


def one(more="", person=""):
    return read(f"state: MS\n{more}\npersons:\n  - {{role: head{person}}}\n")


def test_a_family_file_says_what_it_says():
    family = read(FAMILY)
    head, child, ana = family.persons
    assert family.state == "MS"
    assert [person.name for person in family.persons] == ["head", "child 1", "Ana"]
    assert family.facts["county"] == "hinds"
    assert family.facts["rent"] == 1450.5
    assert head.facts["wages"] == (435.0, 0, 0, 0, 0)
    assert head.facts["weekly_hours_worked"] == 30  # hours told with the pay are hours of work
    assert child.facts["care_charge"] == 300
    assert child.facts["receives_medicaid"] is True
    assert child.facts["receives_chip"] is False
    assert "age" not in ana.facts


def test_the_rest_is_none_where_it_says_so_and_unknown_where_it_does_not():
    told, silent = one("rest: none").head.facts, one().head.facts
    assert set(silent) == {"role"}
    assert told["wages"] == (0, 0, 0, 0, 0)
    assert told["is_disabled"] is False
    assert told["immigration"] == "citizen"
    assert told["care_provider"] == "center"
    # Everybody has these: no file can leave them out as none.
    assert not {"age", "is_female"} & set(told)
    assert "county" not in one("rest: none").facts


def test_the_rest_never_speaks_for_an_amount_received_or_a_step_taken():
    family = one("rest: none\nreceives: [tanf]")
    assert family.facts["receives_tanf"] is True
    assert "tanf_received" not in family.facts
    assert "snap_interview_held" not in family.facts
    assert family.facts["snap_received"] == 0


def test_what_is_told_as_unknown_stays_unknown():
    family = one("rest: none\nrent: unknown", ", age: 30, is_disabled: unknown, income: unknown")
    assert "rent" not in family.facts
    assert "is_disabled" not in family.head.facts
    assert not {fact.name for fact in INCOME} & set(family.head.facts)


def test_an_income_list_is_whole_and_an_unknown_amount_is_unknown_for_its_kind_alone():
    entries = "[{kind: pension, amount: unknown}, {kind: wages, amount: 10, every: day, days: 4}]"
    facts = one(person=f", income: {entries}").head.facts
    assert "pension" not in facts
    assert facts["wages"] == (40, 0, 0, 0, 0)
    assert facts["unemployment"] == (0, 0, 0, 0, 0)
    assert one(person=", income: []").head.facts["wages"] == (0, 0, 0, 0, 0)


def test_payments_of_one_kind_add_up_period_by_period():
    entries = [
        {"kind": "wages", "amount": "1,000", "every": "month"},
        {"kind": "wages", "amount": 50, "every": "two weeks"},
        {"kind": "wages", "amount": 20.5, "every": "month"},
    ]
    family = household_of({"state": "MS", "persons": [{"role": "head", "income": entries}]})
    assert family.head.facts["wages"] == (0, 50, 0, 1020.5, 0)


@pytest.mark.parametrize(
    ("said", "receives_snap", "snap_received"),
    [
        ("[snap]", True, None),
        ("[tanf]", False, 0),
        ("none", False, 0),
        ("[]", False, 0),
        ("unknown", None, None),
        ("{snap: 200}", True, 200),
        ("{snap: yes}", True, None),
        ("{snap: no}", False, 0),
        ("{snap: unknown}", None, None),
        ('{snap: "$1,200"}', True, 1200),
    ],
)
def test_what_a_family_receives(said, receives_snap, snap_received):
    facts = one(f"receives: {said}").facts
    assert (facts.get("receives_snap"), facts.get("snap_received")) == (receives_snap, snap_received)


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "what"),
    [
        ('"$1,450.50"', "1.450,00", 3, "rent", "no number"),
        ('"$1,450.50"', "-1", 3, "rent", "not between"),
        ('"$1,450.50"', ".nan", 3, "rent", "no number"),
        ('"$1,450.50"', "1" + "0" * 500, 3, "rent", "no number"),
        ('"$1,450.50"', "", 3, "rent", "unknown"),
        ('"$1,450.50"', "true", 3, "rent", "number"),
        ("county", "countee", 2, "countee", "did you mean county?"),
        ("Hinds", "Hnds", 2, "county", "did you mean hinds?"),
        ("state: MS", "state: Mississippi", 1, "state", "two letters"),
        ("state: MS", "state: no", 1, "state", "two letters"),
        ("state: MS\n", "", 1, "state", "missing"),
        ("age: 4", "age: 40", 12, "persons[1].age", "older than"),
        ("age: 4", "age: 4.5", 12, "persons[1].age", "whole"),
        ("age: 4", "age: 2020-01-01", 12, "persons[1].age", "no number"),
        ("age: 29", "age: 13", 8, "persons[0].age", "14"),
        ("age: 29", "age: 29\n    age: 30", 9, "", "twice"),
        ("age: 29", "age: [29]", 8, "persons[0].age", "number"),
        ("age: 29", "wages: 29", 8, "persons[0].wages", "income"),
        ("age: 29", "rent: 29", 8, "persons[0].rent", "household"),
        ("is_female: yes", "is_female: no\n    is_pregnant: yes", 10, "persons[0].is_pregnant", "female"),
        ("is_female: yes", "is_female: maybe", 9, "persons[0].is_female", "yes or no"),
        ("role: head", "role: boss", 7, "persons[0].role", "one of head"),
        ("role: head", "role: child", 6, "persons", "one head"),
        ("name: Ana", "name: 3", 13, "persons[2].name", "quotes"),
        ("[medicaid", "[snap", 12, "persons[1].receives[0]", "household"),
        ("tanf: 170", "tanf: -3", 5, "tanf_received", "not between"),
        ("tanf: 170", "tenf: 170", 5, "receives.tenf", "no program"),
        ("tanf: 170", "child_care: 170", 5, "receives.child_care", "yes, no or unknown"),
        ("every: hour", "every: hours", 11, "persons[0].income[0].every", "none of hour"),
        (", hours: 30", "", 11, "persons[0].income[0]", "hours of a usual week"),
        ("hours: 30", "hours: 300", 11, "persons[0].income[0].hours", "168"),
        ("14.50", "1e999", 11, "persons[0].income[0].amount", "no amount"),
        ("14.50", "1,450", 11, "persons[0].income[0].450", "quotes"),
        ("rest: none", "rest: all", 4, "rest", "none"),
        ("persons:", "persons: 3\nx:", 7, "x", "not known"),
        ("persons:", "persons: {}\noffers:", 6, "persons", "list"),
        ("  - role: head", "\t- role: head", 7, "", "tabs"),
    ],
)
def test_a_wrong_word_is_refused_with_its_line(before, after, line, field, what):
    assert before in FAMILY
    error = refusal(FAMILY.replace(before, after, 1))
    assert (error.where, error.field) == (f"family.yaml:{line}", field)
    assert what in error.what
    assert str(error).startswith(f"family.yaml:{line}: ")


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b"# nothing\n", "empty"),
        (b"- state: MS\n", "household"),
        (b"just words", "household"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"state: \x00", "no text file"),
        (b"[" * 150_000, "nested"),
        (b"- " * 90_000, "nested"),
        (b"a: &a [x]\nb: [*a, *a]\n", "anchors"),
        (b"state: !!python/object/apply:os.system [ls]\n", "tags"),
        (b"state: MS\n---\nstate: MS\n", "one document"),
        (b'{"state": "MS", "state": "MS"}', "twice"),
        (b"{state: MS", "not YAML"),
        (b"? [a]\n: b\n", "name was expected"),
    ],
)
def test_a_file_that_is_no_family_is_refused(raw, what):
    with pytest.raises(HouseholdError, match=what):
        household_from_bytes(raw, "x.yaml")


def test_files_that_cannot_be_read_are_refused(tmp_path):
    large = tmp_path / "large.yaml"
    large.write_bytes(b"state: MS\n" * 500_000)
    for path in (large, tmp_path, tmp_path / "none.yaml", "a\0b"):
        with pytest.raises(HouseholdError) as caught:
            read_household(path)
        assert caught.value.where == str(path)


def test_the_same_family_in_json_keeps_its_lines(tmp_path):
    path = tmp_path / "family.json"
    path.write_text(json.dumps(as_data(read(FAMILY)), indent=2))
    assert read_household(path) == read(FAMILY)
    path.write_text(path.read_text().replace('"age": 29.0', '"age": -1'))
    with pytest.raises(HouseholdError, match=r"family\.json:\d+: persons\[0\]\.age"):
        read_household(path)


@given(households())
def test_a_household_reads_back_the_same(household):
    data = as_data(household)
    assert household_of(data) == household
    assert household_from_bytes(json.dumps(data).encode()) == household
    assert household_from_bytes(json.dumps(data, indent=1, ensure_ascii=False).encode()) == household
    assert household_from_bytes(yaml.safe_dump(data, sort_keys=False).encode()) == household


@given(st.binary(max_size=400))
@example(b"\xef\xbb\xbf")
@example(b"%YAML 1.3")
def test_any_bytes_are_a_family_or_refused(raw):
    refuses_or_reads(lambda: household_from_bytes(raw))


WORDS = st.sampled_from(
    ["state", "MS", "persons", "role", "head", "child", "age", "income", "kind", "wages", "amount", "every", "hour",
     "hours", "receives", "snap", "ssi", "rest", "none", "unknown", "name", "rent", "county", "hinds", "1,450", "-1", ""]
)  # fmt: skip
SCALARS = WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
SCALARS |= st.sampled_from([10**400, b"x", date(2026, 6, 15), object()])
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | SCALARS, inner, max_size=5),
    max_leaves=12,
)


@given(ANYTHING)
def test_any_data_is_a_family_or_refused(data):
    refuses_or_reads(lambda: household_of(data))


@given(households(), st.data())
def test_a_family_with_one_thing_put_wrong_is_a_family_or_refused(household, data):
    told = as_data(household)
    payments = [payment for person in told["persons"] for payment in person.get("income", [])]
    place = data.draw(st.sampled_from([told, *told["persons"], *payments]))
    place[data.draw(st.sampled_from([*place, "receives", "rest", "income"]))] = data.draw(ANYTHING)
    refuses_or_reads(lambda: household_of(told))


@given(households(), st.data())
def test_a_person_or_household_made_by_hand_is_checked_too(household, data):
    person = household.persons[0]
    name = data.draw(st.sampled_from([*person.facts, "shoe_size", "rent"]))
    broken = Person(person.name, {**person.facts, name: data.draw(ANYTHING)})
    refuses_or_reads(lambda: Household("MS", (broken, *household.persons[1:]), household.facts))


def refuses_or_reads(read_it):
    """Any other exception than a refusal fails the test."""
    try:
        household = read_it()
    except HouseholdError:
        return
    assert isinstance(household, Household)
    for person in household.persons:
        numbers = [value for value in person.facts.values() if isinstance(value, float)]
        assert all(math.isfinite(number) for number in numbers)


@pytest.mark.parametrize(
    ("persons", "what"),
    [
        ((), "at least one"),
        (({"role": "head"},) * 2, "one head"),
        (({"role": "child"},), "one head"),
        (({},), "one of head"),
        (({"role": "head"}, {"role": "spouse"}, {"role": "spouse"}), "one spouse"),
        (({"role": "head"}, *[{"role": "other"}] * 20), "more than 20"),
        (({"role": "head", "immigration": "undocumented", "five_years_resident": True},), "undocumented"),
        (({"role": "head", "ssi_received": 5.0},), "receives_ssi"),
        (({"role": "head", "receives_ssi": False, "ssi_received": 5.0},), "receives_ssi"),
        (({"role": "head", "weekly_hours_worked": 100.0, "weekly_hours_in_school": 100.0},), "168"),
        (({"role": "head", "care_days_per_week": 1.0, "care_days_per_month": 21.0},), "days of care"),
        (({"role": "head", "wages": (1.0, 2.0)},), "pay is one amount"),
        (({"role": "head", "wages": (-1.0, 0.0, 0.0, 0.0, 0.0)},), "below 0"),
        (({"role": "head", "wages": (1e6, 0.0, 0.0, 0.0, 0.0)},), "slip of the pen"),
        (({"role": "head", "age": True},), "number"),
        (({"role": "head", "rent": 3.0},), "the household"),
    ],
)
def test_a_household_that_cannot_be_is_refused(persons, what):
    with pytest.raises(HouseholdError, match=what):
        Household("MS", tuple(Person("somebody", facts) for facts in persons), {})


def test_a_child_may_be_older_than_a_young_step_parent():
    people = [("head", 40.0), ("spouse", 25.0), ("child", 30.0)]
    Household("MS", tuple(Person(role, {"role": role, "age": age}) for role, age in people), {})


def test_a_state_whose_law_is_not_loaded_is_not_the_readers_matter():
    assert Household("CA", (Person("head", {"role": "head"}),), {"county": "los_angeles"}).state == "CA"


def test_offers_are_a_list_alone_or_beside_the_family(tmp_path):
    offers = """\
    - {name: warehouse, amount: 17.50, every: hour, hours: 40}
    - {amount: "2,000", every: month, hours: 35}
    - {amount: 100, every: day, days: 3}
    """
    path = tmp_path / "offers.yaml"
    path.write_text(dedent(offers))
    warehouse, second, third = read_offers(path)
    assert (warehouse.name, warehouse.wages, warehouse.hours) == ("warehouse", (700, 0, 0, 0, 0), 40)
    assert (second.name, second.wages, second.hours) == ("offer 2", (0, 0, 0, 2000, 0), 35)
    assert (third.wages, third.hours) == ((300, 0, 0, 0, 0), None)
    beside = FAMILY + "offers:\n" + dedent(offers)
    assert offers_from_bytes(beside.encode()) == (warehouse, second, third)
    assert read(beside) == read(FAMILY)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("3", "list"),
        ("[]", "from 1"),
        ("[{amount: 3}]", "every"),
        ("[{amount: unknown, every: week}]", "what it pays"),
        ("[{amount: -3, every: week}]", "no amount"),
        ("[{amount: 3, every: week, hours: 200}]", "168"),
        ("[{name: 3, amount: 3, every: week}]", "quotes"),
        ("[{wage: 3}]", "not known"),
    ],
)
def test_a_wrong_offer_is_refused(said, what):
    with pytest.raises(HouseholdError, match=what):
        offers_from_bytes(said.encode(), "offers.yaml")
