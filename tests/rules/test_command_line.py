"""konbit-rules as a person at a terminal uses it: answers in two forms, and a sentence for everything else."""

import csv
import gzip
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from konbit_rules import casebook
from konbit_rules.bulk import ANSWER_COLUMNS
from konbit_rules.command_line import main
from konbit_rules.households.table import NEEDED
from konbit_rules.law import load_law

COMMAND = [sys.executable, "-m", "konbit_rules.command_line"]
SOURCE = Path(__file__).resolve().parents[2] / "src"
JUNE = date(2026, 6, 15)
DAY = ("--as-of", "2026-06-15")
FAMILY = """state: MS
county: hinds
rent: 700
heating_or_cooling_bill: 140
receives: [snap, child_care]
rest: none
persons:
  - {name: Mother, role: head, age: 29, is_female: yes, in_school: no,
     income: [{kind: wages, amount: 14, every: hour, hours: 35}]}
  - {name: Ana, role: child, age: 4, is_female: yes, in_school: no, receives: [medicaid], care_charge: 600,
     care_provider: center, care_hours_per_day: 9, care_days_per_week: 5, care_days_per_month: 21}
offers:
  - {name: warehouse, amount: 17.50, every: hour, hours: 40}
"""
PERSON = dict.fromkeys(NEEDED, "0") | {
    "role": "head",
    "age": "30",
    "county": "HINDS_COUNTY_MS",
    "immigration_status": "CITIZEN",
    "ms_ccpp_provider_type": "CENTER",
    "employment_income": "12000",
}


@pytest.fixture
def family(tmp_path):
    path = tmp_path / "family.yaml"
    path.write_text(FAMILY)
    return path


def people_file(path, *rows):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", newline="") as file:
        writer = csv.DictWriter(file, NEEDED)
        writer.writeheader()
        writer.writerows([{**PERSON, "household_id": str(place), **row} for place, row in enumerate(rows, 1)])
    return path


@pytest.fixture
def say(capsys):
    """Runs one command here: its status, what it printed, what it complained of."""

    def said(*words):
        try:
            status = main([str(word) for word in words])
        except SystemExit as left:
            status = left.code
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return status, out, err

    return said


@pytest.fixture
def refused(say):
    """Runs a command that is refused; gives the sentence."""

    def sentence(*words):
        status, out, err = say(*words)
        assert status == 2
        assert out == ""
        assert err.startswith("konbit-rules: ")
        return err

    return sentence


def data_of(say, *words, status=0):
    found, out, err = say(*words, "--format", "json")
    assert (found, err) == (status, "")
    return json.loads(out)


# --- each command as a program of its own -----------------------------------------------------------------------------


def run(*words):
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("screen", "{family}", *DAY), "SNAP (food benefits): likely"),
        (
            ("cliffs", "{family}", *DAY, "--up-to", "50000"),
            "Today Mother earns $25,480 a year ($14 an hour).",
        ),
        (("offers", "{family}", *DAY), "warehouse (40 hours a week): "),
        (("explain", "snap", *DAY), "Figures in force:"),
        (("--help",), "screen"),
    ],
)
def test_each_command_answers_at_a_terminal(family, words, says):
    done = run(*(word.format(family=family) for word in words))
    assert (done.returncode, done.stderr) == (0, "")
    assert says in done.stdout


def test_many_people_are_answered_at_a_terminal(tmp_path):
    people, out = people_file(tmp_path / "people.csv.gz", {}, {}), tmp_path / "answers.csv.gz"
    done = run("screen", "--people", people, "--state", "MS", *DAY, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"2 households answered in {out}\n"
    with gzip.open(out, "rt", newline="") as file:
        assert [row["household_id"] for row in csv.DictReader(file)] == ["1", "2"]


def test_a_refusal_at_a_terminal_is_a_sentence_and_status_2(tmp_path):
    done = run("screen", tmp_path / "nobody.yaml", *DAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"konbit-rules: {tmp_path}/nobody.yaml: cannot be read: No such file or directory\n"


def test_whoever_stops_reading_gets_no_complaint(family):
    piped = subprocess.Popen(
        [*COMMAND, "cliffs", str(family), *DAY, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    piped.stdout.close()
    complaint = piped.stderr.read().decode()
    piped.stderr.close()
    assert (piped.wait(), complaint) == (1, "")


# --- screen -----------------------------------------------------------------------------------------------------------


def test_a_screening_as_json(say, family):
    data = data_of(say, "screen", family, *DAY)
    assert set(data) == {"as_of", "law_version", "programs", "missing", "not_loaded"}
    assert (data["as_of"], data["not_loaded"]) == ("2026-06-15", {})
    assert {program["code"] for program in data["programs"]} == {
        program.code for program in load_law(JUNE).programs
    }
    snap = next(program for program in data["programs"] if program["code"] == "snap")
    assert set(snap) == {
        "code", "title", "entity", "answer", "amount", "because", "conditions", "persons", "missing", "steps",
        "receives", "availability", "guaranteed", "owed", "fault",
    }  # fmt: skip
    assert snap["answer"] == "likely"
    assert snap["receives"] is True
    assert set(snap["amount"]) == {"lowest", "highest", "unit"}
    gross = next(one for one in snap["conditions"] if one["code"] == "snap_gross_income_ok")
    assert set(gross) == {
        "code", "about", "state", "value", "limit", "margin", "unit", "cites", "in_force_since", "parameters",
    }  # fmt: skip
    assert gross["margin"] == gross["value"] - gross["limit"]
    assert gross["parameters"][0]["source"]


def test_money_back_from_a_tax_reads_as_money_back(say, family):
    _, out, _ = say("screen", family, *DAY)
    (federal,) = (line for line in out.splitlines() if line.startswith("Federal income tax"))
    assert federal.startswith("Federal income tax: back, $")
    assert "-$" not in out
    (payroll,) = (line for line in out.splitlines() if line.startswith("Payroll and self-employment tax"))
    assert payroll.startswith("Payroll and self-employment tax: to pay, $")


def test_facts_that_would_settle_more_are_named_with_their_person(say, family, tmp_path):
    path = tmp_path / "open.yaml"
    path.write_text(FAMILY.replace("age: 4", "age: unknown").replace("rent: 700", "rent: unknown"))
    _, out, _ = say("screen", path, *DAY)
    told = out[out.index("Facts that would settle more") :]
    assert "  Ana: age in whole years (age): " in told
    assert "  rent or house payment (rent): " in told
    assert "cannot tell yet" in out


def test_an_early_day_answers_for_what_is_loaded_and_says_what_is_not(say, family):
    day = ("--as-of", "2023-05-15")
    status, out, _ = say("screen", family, *day)
    assert status == 0
    assert "Child Care Payment Program: likely" in out
    assert "from 2023-10-01 on: snap" in out
    data = data_of(say, "screen", family, *day)
    assert data["not_loaded"]["snap"] == "2023-10-01"
    assert "snap" not in {program["code"] for program in data["programs"]}


# --- many people ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "out"), [("people.csv", "answers.csv"), ("people.csv.gz", "answers.csv.gz")]
)
def test_many_people_as_plain_or_packed_files(say, tmp_path, people, out):
    file = people_file(tmp_path / people, {}, {"employment_income": "90000"}, {"age": "70"})
    data = data_of(say, "screen", "--people", file, *DAY, "--out", tmp_path / out)
    assert set(data) == {"households", "out", "columns", "faults", "refused", "not_loaded"}
    assert (data["households"], data["faults"], data["refused"]) == (3, {}, {})
    opened = gzip.open if out.endswith(".gz") else open
    with opened(tmp_path / out, "rt", newline="") as answers:
        rows = list(csv.DictReader(answers))
    assert list(rows[0]) == ["household_id", *data["columns"]] == ["household_id", *ANSWER_COLUMNS]
    assert [row["snap_eligible"] for row in rows] == ["True", "False", "True"]


def test_people_who_cannot_be_are_left_out_and_named_where_asked(say, refused, tmp_path):
    file, out = people_file(tmp_path / "people.csv", {}, {"age": "130"}, {}), tmp_path / "answers.csv"
    sentence = refused("screen", "--people", file, *DAY, "--out", out)
    assert sentence == f"konbit-rules: {file}:3: age: household 2: '130' is no number from 0 to 120\n"
    assert not out.exists()
    status, told, complaint = say("screen", "--people", file, *DAY, "--out", out, "--go-on")
    assert (status, told) == (1, f"2 households answered in {out}, 1 left out\n")
    assert f"household 2: {file}:3: age: " in complaint
    with out.open(newline="") as answers:
        assert [row["household_id"] for row in csv.DictReader(answers)] == ["1", "3"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "no row of a person"),
        ([{"age": ""}], ":2: age: household 1: '' is no number"),
        (
            [{}, {"employment_income": "1e30"}],
            ":3: employment_income: household 2: '1e30' is no number from 0 to",
        ),
        ([{"employment_income": "nan"}], "employment_income"),
        ([{"role": "child"}], "household 1"),
        ([{"county": "HINDS"}], ":2: county: household 1: 'HINDS' is not known here"),
    ],
)
def test_people_files_that_cannot_be_read_are_refused(refused, tmp_path, rows, says):
    file = people_file(tmp_path / "people.csv", *rows)
    sentence = refused("screen", "--people", file, *DAY, "--out", tmp_path / "answers.csv")
    assert str(file) in sentence
    assert says in sentence


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "missing columns"),
        (b"a,b\n1,2\n", "missing columns: household_id"),
        (b"\xff\xfe\x00\x01", "cannot be read"),
        (b"\x1f\x8b\x08not packed", "cannot be read"),
    ],
)
def test_files_that_are_no_people_files_are_refused(refused, tmp_path, raw, says):
    file = tmp_path / "people.csv"
    file.write_bytes(raw)
    sentence = refused("screen", "--people", file, *DAY, "--out", tmp_path / "answers.csv")
    assert str(file) in sentence
    assert says in sentence


def test_answers_need_a_place_to_go(refused, tmp_path):
    file = people_file(tmp_path / "people.csv", {})
    assert "--out" in refused("screen", "--people", file, *DAY)
    assert "Is a directory" in refused("screen", "--people", file, *DAY, "--out", tmp_path)
    nowhere = tmp_path / "nowhere" / "answers.csv"
    assert f"{nowhere}: No such file" in refused("screen", "--people", file, *DAY, "--out", nowhere)
    assert "would overwrite the people" in refused("screen", "--people", file, *DAY, "--out", file)
    assert "not both" in refused("screen", file, "--people", file, *DAY, "--out", tmp_path / "answers.csv")
    assert "belong to --people" in refused("screen", file, *DAY, "--out", tmp_path / "answers.csv")
    assert "name a family file" in refused("screen", *DAY)
    assert "the law of CA is not loaded" in refused(
        "screen", "--people", file, "--state", "CA", *DAY, "--out", tmp_path / "answers.csv"
    )


# --- cliffs and offers ------------------------------------------------------------------------------------------------


def test_a_curve_as_json(say, family):
    data = data_of(say, "cliffs", family, *DAY, "--earner", "1", "--up-to", "100000")
    assert set(data) == {
        "as_of", "law_version", "earner", "hours_a_week", "unit", "here", "zones", "drops", "plateaus", "coverage",
        "told_otherwise", "points", "missing",
    }  # fmt: skip
    assert (data["earner"], data["hours_a_week"], data["unit"]) == ("Mother", 35, "money/year")
    drop = next(one for one in data["drops"] if one["over_floor"])
    assert set(drop) == {
        "start", "before", "after", "loss_a_year", "loss_a_month", "driver", "others", "bites", "bites_cites",
        "regained_at", "over_floor",
    }  # fmt: skip
    assert drop["loss_a_year"] == pytest.approx(drop["before"] - drop["after"], abs=0.011)
    assert drop["loss_a_month"] == pytest.approx(drop["loss_a_year"] / 12, abs=0.006)
    assert set(data["zones"][0]) == {
        "start", "end", "lowest_at", "loss_a_year", "loss_a_month", "driver", "others", "bites", "bites_cites", "drops",
    }  # fmt: skip
    assert set(data["points"][0]) == {"earnings", "left", "highest", "parts"}
    assert data["here"] in data["points"]


def test_f4_a_curve_in_words_says_loss_program_and_where_it_is_made_good(say, family):
    status, out, _ = say("cliffs", family, *DAY)
    assert status == 0
    assert " a month less, because of SNAP (food benefits)" in out
    assert "As well off again from $" in out
    assert "The loss bites at the next report to the agency [7 CFR" in out
    assert "Medicaid ends for Ana; CHIP (children's health insurance) may take its place." in out
    assert "works the same 35 hours a week" in out


def test_a_curve_of_who_works_no_hours_says_so(say, tmp_path):
    path = tmp_path / "family.yaml"
    path.write_text(
        FAMILY.replace("income: [{kind: wages, amount: 14, every: hour, hours: 35}]", "income: none")
    )
    _, out, _ = say("cliffs", path, *DAY)
    assert "Mother is told to work no hours" in out
    assert "weekly_hours_worked" in out


def test_a_band_names_what_was_not_told(say, tmp_path):
    path = tmp_path / "family.yaml"
    path.write_text(FAMILY.replace("rent: 700", "rent: unknown"))
    _, out, _ = say("cliffs", path, *DAY)
    assert "depends on what was not told:\n  rent or house payment (rent)" in out
    data = data_of(say, "cliffs", path, *DAY)
    assert [one["fact"] for one in data["missing"]] == ["rent"]
    assert data["here"]["left"] < data["here"]["highest"]


def test_pay_beyond_the_curve_is_said(say, family):
    _, out, _ = say("cliffs", family, *DAY, "--up-to", "20000")
    assert "beyond the end of this curve at $20,000" in out


def test_offers_as_json_and_in_words(say, family, tmp_path):
    today, warehouse = data_of(say, "offers", family, *DAY)
    assert (
        set(today) == set(warehouse) == {"name", "hours_a_week", "left_a_month", "change_a_month", "changes"}
    )
    assert (today["name"], today["changes"], today["change_a_month"]) == ("today", {}, 0)
    assert sum(warehouse["changes"].values()) == pytest.approx(warehouse["change_a_month"], abs=0.05)
    own = tmp_path / "offers.yaml"
    own.write_text("- {name: office, amount: 3000, every: month, hours: 40}\n")
    status, out, _ = say("offers", family, own, *DAY)
    assert status == 0
    assert out.splitlines()[0].startswith("Today (35 hours a week): $")
    assert "office (40 hours a week): $" in out
    assert "  money in: +$" in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("cliffs", "{family}", *DAY, "--earner", "3"),
            "earner: there is no person 3; the persons are 1 to 2",
        ),
        (("cliffs", "{family}", *DAY, "--earner", "x"), "--earner"),
        (
            ("cliffs", "{family}", *DAY, "--up-to", "10"),
            "up_to: the curve goes up to a pay from 1,000 to 1,000,000",
        ),
        (("cliffs", "{family}", *DAY, "--up-to", "nan"), "up_to"),
        (("cliffs", "{family}", "--as-of", "2025-06-01"), "what is left cannot be worked out for 2025-06-01"),
        (("offers", "{family}", "--as-of", "2025-06-01"), "what is left cannot be worked out for 2025-06-01"),
        (("offers", "{family}", "{family}.no", *DAY), "cannot be read"),
        (("explain", "snapp", *DAY), "no program is called snapp; loaded on 2026-06-15 are"),
        (("explain", "snap", "--as-of", "2023-05-15"), "the law of snap is loaded from 2023-10-01 on"),
        (
            ("screen", "{family}", "--as-of", "2019-01-01"),
            "the first day with any is 2023-01-01",
        ),
        (("screen", "{family}", "--as-of", "15 June"), "15 June is not a day such as 2026-06-15"),
        (("screen", "{family}"), "the library has no clock of its own"),
        (("explain", "snap"), "name the day whose law is asked"),
        (("screen", "{folder}", *DAY), "cannot be read: Is a directory"),
        (("screen", "{family}", *DAY, "--law", "{folder}/none"), "is no folder of law"),
        (("screen", "{family}", *DAY, "--law", "{folder}"), "no rules.py or parameters.yaml below"),
        (("screen", "{family}", *DAY, "--format", "xml"), "--format"),
        (("draw", "{family}"), "draw"),
        ((), "COMMAND"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(refused, family, words, says):
    sentence = refused(*(word.format(family=family, folder=family.parent) for word in words))
    assert says in sentence


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("state: [", "family.yaml:"),
        ("{", "family.yaml:"),
        ("- 1", "a household is due here"),
        ("state: MS", "persons is missing"),
        (
            FAMILY.replace("MS", "CA").replace("hinds", "alameda"),
            "the law of CA is not loaded; loaded is that of MS",
        ),
        (
            FAMILY.replace("hinds", "hindss"),
            "family.yaml:2: county: hindss is no county of MS; did you mean hinds?",
        ),
        (
            FAMILY.replace("age: 29", "age: 2900"),
            "family.yaml:8: persons[0].age: 2,900 is not between 0 and 120",
        ),
        (
            FAMILY.replace("age: 4", "age: 40"),
            "family.yaml:10: persons[1].age: a child is not older than its parents",
        ),
        (FAMILY.replace("role: child", "role: head"), "a household has one head, not 2"),
        (FAMILY.replace("rent: 700", "rent: 1e400"), "family.yaml:3: rent: "),
        (FAMILY.replace("amount: 14", "amount: 140000000"), "slip of the pen"),
        (
            FAMILY.replace("rent: 700", "rentt: 700"),
            "family.yaml:3: rentt: rentt is not known here; did you mean rent?",
        ),
    ],
)
def test_a_family_that_cannot_be_read_is_refused_with_file_and_line(refused, tmp_path, text, says):
    path = tmp_path / "family.yaml"
    path.write_text(text)
    for command in ("screen", "cliffs"):
        assert says in refused(command, path, *DAY)


def test_a_broken_law_is_refused_with_file_and_line(refused, family, tmp_path):
    folder = tmp_path / "law" / "broken"
    folder.mkdir(parents=True)
    (folder / "rules.py").write_text("import os\n")
    assert f"{folder}/rules.py:1" in refused("screen", family, *DAY, "--law", tmp_path / "law")


# --- check and explain ------------------------------------------------------------------------------------------------


def test_check_tells_what_passed_and_what_failed(say, monkeypatch):
    report = casebook.Report()
    report.programs["snap"] = casebook.ProgramCases(cases=26, passed=26, sources_read=3)
    monkeypatch.setattr(casebook, "check", lambda folders: report)
    assert data_of(say, "check") == {
        "passed": True,
        "programs": {"snap": {"cases": 26, "passed": 26, "sources_read": 3}},
        "failures": [],
    }
    assert say("check")[:2] == (0, "snap: 26 of 26 cases\nEverything passed.\n")
    report.failures.append(
        casebook.Failure("pay.yaml:3", "one dollar over", ("snap is likely, not not_likely",))
    )
    status, out, _ = say("check")
    assert status == 1
    assert "pay.yaml:3: one dollar over" in out
    assert data_of(say, "check", status=1)["passed"] is False


def test_the_law_of_every_program_can_be_explained(say):
    for program in load_law(JUNE).programs:
        data = data_of(say, "explain", program.code, *DAY)
        assert set(data) == {
            "code",
            "title",
            "as_of",
            "law_version",
            "tests",
            "rules",
            "parameters",
            "bites",
            "bites_cites",
        }
        assert data["rules"]
        for one in data["parameters"]:
            assert one["source"]
            assert one["source_read"] or one["recorded_by"]
        status, out, _ = say("explain", program.code, *DAY)
        assert status == 0
        assert out.startswith(f"{program.title}, law of 2026-06-15")
        assert "A loss bites " in out


def test_explain_shows_figures_in_their_units_with_source_and_recorder(say):
    _, out, _ = say("explain", "snap", *DAY)
    assert "1: $1,696 a month, 2: $2,292 a month" in out
    assert "each more: $596 a month" in out
    assert "source not read; figure as recorded by" in out
    assert "  - gross income is at or under the limit [7 CFR 273.9(a)(1)]" in out
    early, late = (say("explain", "child_care", "--as-of", day)[1] for day in ("2023-05-14", "2023-05-15"))
    assert "cooperates with child support" in early
    assert "cooperates with child support" not in late
