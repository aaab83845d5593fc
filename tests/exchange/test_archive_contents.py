"""What an archive is: every table decided about, every column in words, no secret, and files that other programs read."""

import csv
import io
import json

import pytest
from csvw import CSVW
from django.apps import apps
from frictionless import Package
from frictionless import system as frictionless_system

from konbit.exchange.archive import describing
from konbit.exchange.archive.contents import BEHIND, COLUMNS_BEHIND, TRAVEL, undecided
from konbit.foundation.texts import written
from konbit.results.models import Contribution, Figure, Statement
from tests.exchange.installs import parts_of, rows_of, the_archive_of, what_sees
from tests.exchange.networks import a_full_network
from tests.makers import a_network, a_person, a_seat, the_person_with

SECRETS = ("password", "token", "secret", "hash", "key", "session", "prefix")


def test_every_table_of_the_house_travels_or_stays_behind_for_a_reason():
    assert list(undecided()) == [], "decide in exchange/archive/contents.py"
    assert all(len(reason) > 15 for reason in BEHIND.values())
    assert all(len(reason) > 15 for columns in COLUMNS_BEHIND.values() for reason in columns.values())


def test_no_column_that_travels_holds_a_secret():
    named = {f"{table.name}.{column}" for table in TRAVEL for column in table.header}
    named -= {"grants/moneysettings.publisher_prefix"}  # it begins every identifier that is published
    assert not [one for one in named if any(word in one.rsplit(".", 1)[1] for word in SECRETS)]
    assert {"accounts.Link", "accounts.ApiKey", "sessions.Session"} <= set(BEHIND)


def test_every_table_and_column_is_described_in_words():
    rows = describing.dictionary_rows()
    assert [row for row in rows if len(row["meaning"]) < 8] == []
    assert {row["table"] for row in rows} == {table.name for table in TRAVEL}
    words = describing._dictionary()
    for table in TRAVEL:
        left_over = set(words["tables"].get(table.name, {})) - set(table.header)
        assert not left_over, f"{table.name}: no such column"


def test_whatever_points_to_a_table_points_to_one_that_travels():
    labels = {table.label for table in TRAVEL}
    assert {column.points_to for table in TRAVEL for column in table.columns} - {""} <= labels
    assert all(apps.get_model(label) for label in labels)


@pytest.fixture
def unpacked(db, tmp_path):
    for name, data in parts_of(the_archive_of(a_full_network())).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def test_table_schema_holds_for_every_table(unpacked):
    with frictionless_system.use_context(trusted=True):
        report = Package(str(unpacked / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:10]


def test_csvw_reads_the_indicators_and_every_table(unpacked):
    for metadata in sorted(unpacked.rglob("*.csv-metadata.json")):
        table = CSVW(
            str(metadata.with_name(metadata.name.removesuffix("-metadata.json"))), md_url=str(metadata)
        )
        assert table.is_valid, (metadata.name, [str(one.message) for one in table.warnings][:3])
    rows = list(csv.DictReader(io.StringIO((unpacked / "indicators/indicators.csv").read_text())))
    assert [row["value"] for row in rows] == ["-3.25", "1000000", "0"], "numbers stay numbers"
    assert rows[0]["indicator_id"] == "IND1"


def test_csv_holds_nothing_that_a_spreadsheet_runs_and_json_holds_it_as_it_was(unpacked):
    for path in unpacked.rglob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.reader(file):
                for cell in row:
                    if cell[:1] in tuple("=+@\t\r\n") or (
                        cell[:1] == "-" and not cell[1:].replace(".", "").isdigit()
                    ):
                        pytest.fail(f"{path.name}: {cell!r}")
    group = json.loads((unpacked / "network/group.json").read_text())
    assert "Delta =network" in {row["name"] for row in group}
    person = json.loads((unpacked / "results/contribution.json").read_text())[0]
    assert person["did"] == "=Trained"


def test_what_one_person_may_see_holds_no_address_of_others_and_no_settings_of_theirs(db):
    network = a_network(address="delta")
    member = a_person("Ordinary member")
    a_seat(network, "Health fund", holder=member)
    convener = the_person_with(network, "convener")
    mine = what_sees(member)
    people = {row["id"]: row for row in rows_of(mine, "accounts/person")}
    assert people[str(member.pk)]["email"] == member.email
    assert people[str(convener.pk)] == {
        **dict.fromkeys(people[str(convener.pk)]), "id": str(convener.pk), "name": convener.name, "is_example": False,
    }  # fmt: skip
    assert rows_of(mine, "audit/entry") == [], "the trail is for those who look after the group"
    assert convener.email.encode() not in b"".join(parts_of(mine).values())


def test_n27_drafts_and_what_was_taken_back_leave_with_nobody_but_the_keepers(db):
    network = a_full_network()
    member = a_person("Ordinary member")
    a_seat(network, "Health fund", holder=member)
    Statement.objects.create(network=network, number=2, text=written("Marker draft", "en"))
    Contribution.objects.update(did="Marker withdrawn", withdrawn_at="2025-03-06T00:00:00Z")
    Figure.objects.filter(period_end__year=2024).update(state="draft", note="Marker figure", value=None)
    told = b"".join(parts_of(what_sees(member)).values())
    assert b"Marker" not in told
    keeper = b"".join(parts_of(what_sees(the_person_with(network, "convener"))).values())
    assert b"Marker draft" in keeper
    assert b"Marker withdrawn" not in keeper
