"""`konbit import NETWORK KIND FILE`: counts and errors as JSON, exit codes 0, 1 and 2, and nothing written by a dry run."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from konbit.exchange.models import ImportRun
from konbit.meetings.models import Commitment
from konbit.network.models import Organization
from tests.exchange.lists import as_csv
from tests.makers import a_meeting, a_network, a_person, a_seat

pytestmark = pytest.mark.django_db
ROWS = [["Name", "Sector"], ["Library", "education"], ["Clinic", "nowhere"], ["Works", ""]]


@pytest.fixture
def ask(tmp_path, capsys):
    """What the command prints for these bytes, and how it ends."""

    def asked(group, kind, data, *options):
        file = tmp_path / "list.csv"
        file.write_bytes(data)
        ended = 0
        try:
            call_command("import", group.address, kind, str(file), "--format", "json", *options)
        except SystemExit as end:
            ended = end.code
        return ended, json.loads(capsys.readouterr().out)

    return asked


def test_a_dry_run_counts_and_writes_nothing(ask):
    ended, told = ask(a_network(), "organizations", as_csv(ROWS), "--dry-run")
    assert ended == 1
    assert {name: told[name] for name in ("new", "changed", "same", "refused", "imported")} == {
        "new": 2, "changed": 0, "same": 0, "refused": 1, "imported": False,
    }  # fmt: skip
    (error,) = told["errors"]
    assert (error["row"], error["column"], error["value"], error["code"]) == (
        3,
        "Sector",
        "nowhere",
        "no_such_choice",
    )
    assert error["says"].startswith("This is none of the words")
    assert (Organization.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_a_dry_run_tells_rows_remarks_and_what_changes(ask):
    group = a_network()
    assert ask(group, "organizations", as_csv([["Name", "Sector"], ["Library", "education"]]))[0] == 0
    rows = [["Name", "Sector"], ["Library", "school"], ["Works", "company"], ["Clinic", "health"]]
    rows.append(["Library branch", "health"])
    rows[1][1] = "clinic"
    ended, told = ask(group, "organizations", as_csv(rows), "--dry-run")
    assert ended == 0
    assert [row["name"] for row in told["rows"]["new"]] == ["Works", "Clinic", "Library branch"]
    (changed,) = told["rows"]["changed"]
    assert (changed["row"], changed["name"]) == (2, "Library")
    assert changed["changes"] == [{"column": "Sector", "before": "Education", "after": "Health"}]
    assert "“company” under “Sector” is read as “Business”." in {one["says"] for one in told["remarks"]}
    assert told["remarks"][0]["rows"] == [{"row": 2, "name": ""}]


def test_bad_cells_are_left_empty_where_that_is_asked_for(ask):
    ended, told = ask(a_network(), "organizations", as_csv(ROWS), "--leave-cells-empty")
    assert (ended, told["imported"], told["refused"], told["errors"]) == (0, True, 0, [])
    (cell,) = told["left_empty"]
    assert (cell["row"], cell["column"], cell["value"]) == (3, "Sector", "nowhere")
    assert Organization.objects.get(name="Clinic").sector == "other"


def test_refused_rows_stop_it_unless_they_are_left_out(ask):
    group = a_network()
    assert ask(group, "organizations", as_csv(ROWS))[0] == 1
    assert Organization.objects.count() == 0
    ended, told = ask(group, "organizations", as_csv(ROWS), "--leave-out-refused")
    assert (ended, told["imported"], Organization.objects.count()) == (1, True, 2)
    ended, told = ask(group, "organizations", as_csv([*ROWS[:2], ROWS[3]]))
    assert (ended, told["same"], told["imported"]) == (0, 2, False)


def test_what_cannot_be_read_ends_with_two(ask):
    for data, code in ((b"%PDF-1.7", "not_a_table"), (as_csv([["Zyx"], ["a"]]), "column_is_missing")):
        ended, told = ask(a_network(), "organizations", data)
        assert (ended, told["errors"][0]["code"]) == (2, code)
    with pytest.raises(CommandError):
        call_command("import", "nowhere", "organizations", "list.csv")
    assert ImportRun.objects.count() == 0


def test_days_that_read_two_ways_need_the_option(ask):
    group = a_network()
    a_seat(group, "Library", holder=a_person())
    a_meeting(group, seats=0, state="planned", item="")
    data = as_csv([["Action", "Lead", "Due"], ["Call", "Library", "03/04/2030"]])
    ended, told = ask(group, "commitments", data, "--dry-run")
    assert (ended, told["errors"][0]["code"]) == (2, "order_is_missing")
    assert ask(group, "commitments", data, "--dates", "month-first")[0] == 0
    assert Commitment.objects.get().due_on.isoformat() == "2030-03-04"


def test_a_large_file_is_written_in_parts_with_its_progress(ask, capsys):
    group = a_network()
    rows = [["Name"], *([f"Organization {number}"] for number in range(6000))]
    ended, told = ask(group, "organizations", as_csv(rows))
    assert (ended, told["new"], Organization.objects.count()) == (0, 6000, 6000)
