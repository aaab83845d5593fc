"""Files of many households: what their columns say, how they are refused, and how answers are written."""

import csv
import gzip
import io

import pytest

from konbit_rules.households.columns import CODES
from konbit_rules.households.household import HouseholdError
from konbit_rules.households.table import read_people, write_answers

HEADER = (
    "household_id,role,age,is_female,county,employment_income,self_employment_income,weekly_hours_worked,"
    "unemployment_compensation,social_security_disability,social_security_retirement,child_support_received,is_disabled,"
    "is_pregnant,has_esi,childcare_hours_per_day,childcare_days_per_week,childcare_attending_days_per_month,"
    "ms_ccpp_provider_type,immigration_status,bank_account_assets,zip3,medical_expenses,child_care_charge,rent,"
    "electricity_expense,child_care_expense"
)
ROWS = """\
7,head,29,True,HINDS_COUNTY_MS,24000.0,0.0,40.0,0.0,0.0,0.0,600.0,False,False,False,0.0,0.0,0,CENTER,CITIZEN,500.0,390,0.0,0.0,8400.0,1200.0,3600.0
7,child,4,False,HINDS_COUNTY_MS,0.0,0.0,0.0,0.0,0.0,0.0,0.0,False,False,False,8.0,5.0,21,FAMILY_HOME,CITIZEN,0.0,390,0.0,3600.0,0.0,1200.0,3600.0
3,head,70,False,DESOTO_COUNTY_MS,0.0,0.0,0.0,0.0,0.0,14400.0,0.0,False,False,False,0.0,0.0,0,CENTER,LEGAL_PERMANENT_RESIDENT,0.0,390,1200.0,0.0,0.0,0.0,0.0
9,child,12,True,BOLIVAR_COUNTY_MS,0.0,0.0,0.0,0.0,0.0,0.0,0.0,False,False,False,0.0,0.0,0,CENTER,UNDOCUMENTED,0.0,390,0.0,0.0,0.0,0.0,0.0
9,spouse,40,False,BOLIVAR_COUNTY_MS,0.0,9600.0,20.0,0.0,0.0,0.0,0.0,True,False,False,0.0,0.0,0,CENTER,CITIZEN,0.0,390,0.0,0.0,0.0,0.0,0.0
9,head,41,True,BOLIVAR_COUNTY_MS,0.0,0.0,0.0,1200.0,0.0,0.0,0.0,False,True,False,0.0,0.0,0,CENTER,CITIZEN,900.0,390,0.0,0.0,0.0,0.0,0.0
"""
PEOPLE = f"{HEADER}\n{ROWS}"


@pytest.fixture
def file(tmp_path):
    def written(text, name="people.csv"):
        path = tmp_path / name
        raw = text if isinstance(text, bytes) else text.encode()
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    return written


@pytest.mark.parametrize("name", ["people.csv", "people.csv.gz", "people"])
def test_a_file_says_what_it_says(file, name):
    people = read_people(file(PEOPLE, name))
    columns = people.columns
    assert list(people.ids) == ["7", "3", "9"]
    assert people.refused == {}

    def persons(name):
        return columns.persons_in_rows(columns.fact(name)).tolist()

    def of_households(name):
        return columns.unsort(columns.fact(name)).tolist()

    assert persons("age") == [29, 4, 70, 12, 40, 41]
    assert persons("role") == [
        CODES["role"][role] for role in ("head", "child", "head", "child", "spouse", "head")
    ]
    assert persons("medical_costs") == [0, 0, 100, 0, 0, 0]
    assert persons("care_charge") == [0, 300, 0, 0, 0, 0]
    assert persons("in_school") == [False, False, False, True, False, False]
    assert persons("five_years_resident") == [False, False, True, False, False, False]
    assert columns.persons_in_rows(columns.fact("wages")[4]).tolist() == [24000, 0, 0, 0, 0, 0]
    assert columns.persons_in_rows(columns.fact("self_employment")[4]).tolist() == [0, 0, 0, 0, 9600, 0]
    assert columns.fact("wages")[:4] == (None,) * 4
    assert of_households("rent") == [700, 0, 0]
    assert of_households("heating_or_cooling_bill") == [100, 0, 0]
    assert of_households("assets") == [500, 0, 900]
    assert of_households("county") == [CODES["county"][county] for county in ("hinds", "desoto", "bolivar")]
    assert columns.fact("takes_up_what_is_due") is True
    assert columns.fact("receives_snap") is False
    assert columns.fact("snap_interview_held") is True
    assert columns.fact("pension") == (None,) * 5


def changed(row, column, value):
    rows = [line.split(",") for line in PEOPLE.strip().splitlines()]
    rows[row][rows[0].index(column)] = value
    return "\n".join(",".join(cells) for cells in rows) + "\n"


@pytest.mark.parametrize(
    ("change", "row", "what"),
    [
        ((2, "age", "four"), 2, "'four' is no number"),
        ((2, "age", "4.5"), 2, "no number"),
        ((2, "age", "-1"), 2, "no number"),
        ((2, "age", ""), 2, "no number"),
        ((2, "age", "30"), 2, "older than its parents"),
        ((1, "age", "13"), 1, "below 14"),
        ((1, "employment_income", "nan"), 1, "no number"),
        ((1, "employment_income", "inf"), 1, "no number"),
        ((1, "employment_income", "1e12"), 1, "no number"),
        ((1, "employment_income", '"24,000"'), 1, "'24,000' is no number"),
        ((3, "county", "LOS_ANGELES_COUNTY_CA"), 3, "not known here"),
        ((2, "county", "DESOTO_COUNTY_MS"), 2, "differs from the head's"),
        ((2, "electricity_expense", "600.0"), 2, "differs from the head's"),
        ((3, "role", "boss"), 3, "not known here"),
        ((3, "role", "child"), 3, "one head"),
        ((4, "role", "head"), 4, "one head"),
        ((4, "role", "spouse"), 4, "one spouse"),
        ((6, "is_female", "False"), 6, "not female"),
        ((6, "is_female", "perhaps"), 6, "not known here"),
        ((3, "immigration_status", "VISITOR"), 3, "not known here"),
        ((3, "household_id", "7"), 1, "one head"),
    ],
)
def test_a_household_that_cannot_be_is_refused_with_its_line(file, change, row, what):
    path = file(changed(*change))
    with pytest.raises(HouseholdError) as caught:
        read_people(path)
    assert what in caught.value.what
    assert caught.value.where == f"{path}:{row + 1}"


def test_the_rest_goes_on_where_that_is_asked(file):
    people = read_people(file(changed(2, "age", "four")), go_on=True)
    assert list(people.ids) == ["3", "9"]
    assert list(people.refused) == ["7"]
    assert "people.csv:3: age: 'four'" in people.refused["7"]
    assert people.columns.persons_in_rows(people.columns.fact("age")).tolist() == [70, 12, 40, 41]
    nobody = read_people(file("\n".join(changed(2, "age", "four").splitlines()[:3])), go_on=True)
    assert nobody.columns.households == 0


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "missing columns"),
        (ROWS, "missing columns"),
        (HEADER, "no row"),
        (HEADER + "\n\n\n", "no row"),
        (PEOPLE.replace("rent", "loan", 1), "missing columns: rent"),
        (PEOPLE.replace("zip3", "rent", 1), "twice"),
        (PEOPLE.replace("7,head,29,", "7,head,", 1), "26 cells where 27"),
        (PEOPLE.replace("7,head", ",head", 1), "has an id"),
        (b"\x1f\x8b\x08\x00broken", "cannot be read"),
        (gzip.compress(PEOPLE.encode())[:-20], "cannot be read"),
        (b"\xff\xfe\x00", "cannot be read"),
        (PEOPLE.encode() + b"\xff", "cannot be read"),
        (PEOPLE.replace("7,child", '"7,child', 1), "cells"),
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused(file, text, what):
    with pytest.raises(HouseholdError, match=what):
        read_people(file(text))


def test_the_rows_of_a_household_stand_together(file):
    header, first, child, *others = PEOPLE.splitlines()
    path = file("\n".join([header, first, *others, child]))
    with pytest.raises(HouseholdError, match="stand together") as caught:
        read_people(path)
    assert caught.value.where == f"{path}:7"
    people = read_people(path, go_on=True)
    assert (list(people.ids), list(people.refused)) == (["3", "9"], ["7"])


def test_a_file_that_is_not_there_or_of_a_state_that_is_not_is_refused(file, tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(HouseholdError, match="cannot be read"):
            read_people(path)
    with pytest.raises(HouseholdError, match="CA"):
        read_people(file(PEOPLE), "CA")


def test_blank_lines_and_more_columns_do_no_harm(file):
    more = "\n\n".join(f"{line},x" for line in PEOPLE.strip().splitlines())
    assert read_people(file(more)).columns.persons == 6


@pytest.mark.parametrize("name", ["answers.csv", "answers.csv.gz"])
def test_answers_are_written_in_the_form_of_the_oracle(tmp_path, name):
    path = tmp_path / name
    columns = {
        "snap_month": [546.0, 12.345678, -0.0],
        "snap_eligible": [True, False, None],
        "tier": [0, 2, 1],
        "wic_eligible": [[True, False], [False], None],
        "ssi_month": [[0.0, 994.5], [1.005], []],
    }
    write_answers(path, ["7", "3", "9"], columns)
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    assert text.splitlines() == [
        "household_id,snap_month,snap_eligible,tier,wic_eligible,ssi_month",
        "7,546.0,True,0.0,True|False,0.00|994.50",
        "3,12.35,False,2.0,False,1.00",
        "9,0.0,,1.0,,",
    ]


def test_the_shared_sample_is_read_whole(shared):
    path = shared / "oracle" / "persons_MS.csv.gz"
    people = read_people(path)
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    columns = people.columns
    assert (columns.households, columns.persons) == (2000, len(rows))
    assert columns.persons_in_rows(columns.fact("age")).tolist() == [float(row["age"]) for row in rows]
    wages = columns.persons_in_rows(columns.fact("wages")[4]).tolist()
    assert wages == [float(row["employment_income"]) for row in rows]
    assert list(people.ids) == list(dict.fromkeys(row["household_id"] for row in rows))
    for place in range(0, 2000, 40):
        columns.household_at(place, "MS")  # each is a household that can be
