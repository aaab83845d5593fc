"""The steps of an import, whatever the list holds: days asked once, columns remembered, large files, stop, undo, who may."""

from datetime import timedelta

import pytest
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.exchange.models import ImportRun
from konbit.exchange.operations import imports as checking
from konbit.exchange.operations.importing import UNDO_WITHIN
from konbit.foundation.outbox import work_once, work_until_empty
from konbit.meetings.models import Commitment
from konbit.network.models import Organization
from tests.exchange.lists import as_csv, as_xlsx, at, brought, counted, newest, taken_back, upload
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_role,
    a_seat,
    client_of,
    clock_stands_at,
    the_person_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(settings):
    clock_stands_at(settings)
    return a_network()


@pytest.fixture
def client(group):
    return client_of(the_person_with(group, "facilitator"))


@pytest.fixture
def with_owner(group):
    a_seat(group, "Department of Health", holder=a_person("Leader of health"))
    return a_meeting(group, seats=1, state="planned", item="")


def many(count, words="Organization"):
    return [["Name", "Short name"], *([f"{words} {number}", f"O{number}"] for number in range(1, count + 1))]


# --- days ---

TWO_WAYS = [
    ["Action", "Lead", "Due"],
    ["Call", "Department of Health", "03/04/2026"],
    ["Write", "Department of Health", "25/04/2026"],
]


@pytest.mark.parametrize(
    ("order", "days", "refused"),
    [("day-first", ["2026-04-03", "2026-04-25"], 0), ("month-first", ["2026-03-04"], 1)],
)
def test_days_that_read_two_ways_are_asked_once_for_the_column(
    group, client, with_owner, *, order, days, refused
):
    upload(client, group, "commitments", as_csv(TWO_WAYS))
    run = newest()
    answer = client.post(
        at(run, "import_columns"), {f"column_{place}": code for place, code in run.columns.items()}
    )
    assert answer.url == at(run, "import_days")
    page = client.get(at(run, "import_days")).content.decode()
    assert "Due: what does 03/04/2026 mean?" in page
    assert page.count("what does") == 1
    assert client.post(at(run, "import_days"), {}).status_code == 422
    run.refresh_from_db()
    assert run.state == "dates"
    client.post(at(run, "import_days"), {"order_due_on": order})
    run.refresh_from_db()
    assert counted(run) == (2 - refused, 0, 0, refused)
    client.post(at(run, "import_step", "begin"), {"leaves_out_refused": "1"})
    assert [one.due_on.isoformat() for one in Commitment.objects.order_by("due_on")] == days


def test_days_that_read_one_way_are_not_asked_about(group, client, with_owner):
    rows = [
        ["Action", "Lead", "Due"],
        ["a", "Department of Health", "25/04/2026"],
        ["b", "Department of Health", "4 April 2026"],
    ]
    run = brought(client, group, "commitments", as_csv(rows))
    assert run.state == "done"
    assert sorted(one.due_on.isoformat() for one in Commitment.objects.all()) == ["2026-04-04", "2026-04-25"]


def test_days_of_a_workbook_and_its_numbers_are_days(group, client, with_owner):
    rows = [
        ["Action", "Lead", "Due"],
        ["a", "Department of Health", AT.replace(tzinfo=None)],
        ["b", "Department of Health", 46137],
    ]
    run = brought(client, group, "commitments", as_xlsx(rows), name="list.xlsx")
    assert run.state == "done"
    assert sorted(one.due_on.isoformat() for one in Commitment.objects.all()) == ["2025-03-06", "2026-04-25"]
    refused = brought(client, group, "commitments", as_csv([rows[0], ["c", "Department of Health", "46137"]]))
    assert counted(refused) == (0, 0, 0, 1)


# --- columns ---


def test_columns_are_matched_by_hand_and_remembered_for_the_same_headers(group, client):
    rows = [["Zyx", "Abc"], ["Library", "LIB"]]
    upload(client, group, "organizations", as_csv(rows))
    run = newest()
    assert run.columns == {}
    answer = client.post(at(run, "import_columns"), {"column_0": "", "column_1": ""})
    assert answer.status_code == 422
    assert "No header stands for “Name”" in answer.content.decode()
    answer = client.post(at(run, "import_columns"), {"column_0": "name", "column_1": "name"})
    assert "is chosen for two headers, “Zyx” and “Abc”" in answer.content.decode()
    client.post(at(run, "import_columns"), {"column_0": "name", "column_1": "short_name"})
    run.refresh_from_db()
    assert counted(run) == (1, 0, 0, 0)
    upload(client, group, "organizations", as_csv([["ABC ", "zyx"], ["CLI", "Clinic"]]))
    assert newest().columns == {"0": "short_name", "1": "name"}


def test_headers_are_known_in_four_languages(group, client):
    for headers in (
        ["Acción", "Responsable", "Fecha límite", "Estado"],
        ["Aksyon", "Responsab", "Dat limit", "Eta"],
        ["Hành động", "Người phụ trách", "Hạn chót", "Trạng thái"],
    ):
        a_meeting(group, seats=0, state="planned", item="")
        upload(client, group, "commitments", as_csv([headers, ["x", "y", "", ""]]))
        assert newest().columns == {"0": "wording", "1": "owner", "2": "due_on", "3": "status"}


def test_a_sheet_of_a_workbook_is_chosen(group, client):
    data = as_xlsx([["Notes", "More"], ["hello", "there"]], [["Name", "Short name"], ["Library", "LIB"]])
    upload(client, group, "organizations", data, "two.xlsx")
    run = newest()
    assert "Sheet 2" in client.get(at(run, "import_columns")).content.decode()
    client.post(at(run, "import_sheet"), {"sheet": "1"})
    run.refresh_from_db()
    assert (run.sheet, run.columns) == (1, {"0": "name", "1": "short_name"})
    client.post(at(run, "import_columns"), {"column_0": "name"})
    client.post(at(run, "import_step", "begin"))
    assert Organization.objects.get().name == "Library"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_sample_sheet_reads_back_as_its_kind(group, client, form):
    from konbit.exchange.imports import KINDS
    from konbit.exchange.imports.columns import guess
    from konbit.exchange.tables.parsing import parse

    for kind, made in KINDS.items():
        answer = client.get(reverse("import_sample", args=[group.address, kind, form]))
        (sheet,) = parse(answer.content)["sheets"]
        headers = [text for _letters, text in sheet["headers"]]
        assert guess(headers, made.columns) == {str(column.says): column.code for column in made.columns}
        assert len(sheet["rows"]) == 2


# --- large files ---


def test_a_large_file_is_checked_and_written_by_a_worker_in_parts(group, client):
    upload(client, group, "organizations", as_csv(many(6000)))
    run = newest()
    client.post(at(run, "import_columns"), {"column_0": "name", "column_1": "short_name"})
    run.refresh_from_db()
    assert run.state == "checking"
    assert "The rows are being checked" in client.get(at(run, "import_run")).content.decode()
    work_until_empty()
    run.refresh_from_db()
    assert (run.state, counted(run)) == ("checked", (6000, 0, 0, 0))
    client.post(at(run, "import_step", "begin"))
    assert Organization.objects.count() == 0
    work_once()
    run.refresh_from_db()
    assert (run.state, run.rows_done, Organization.objects.count()) == ("importing", 5000, 5000)
    assert "5,000 of 6,000 rows" in client.get(at(run, "import_run")).content.decode()
    work_until_empty()
    run.refresh_from_db()
    assert (run.state, run.rows_done, Organization.objects.count()) == ("done", 6000, 6000)
    assert Entry.objects.filter(action="network.add_organization").count() == 6000
    assert run.parts.count() == 0


def test_a_stopped_import_takes_back_what_it_had_written(group, client):
    upload(client, group, "organizations", as_csv(many(5100)))
    run = newest()
    client.post(at(run, "import_columns"), {"column_0": "name"})
    work_until_empty()
    client.post(at(run, "import_step", "begin"))
    work_once()
    assert Organization.objects.count() == 5000
    client.post(at(run, "import_step", "stop"))
    work_until_empty()
    run.refresh_from_db()
    assert (run.state, run.kept, Organization.objects.count()) == ("undone", [], 0)


def test_a_part_that_is_done_twice_is_written_once(group, client):
    from konbit.exchange.jobs.imports import write_part

    upload(client, group, "organizations", as_csv(many(5100)))
    run = newest()
    client.post(at(run, "import_columns"), {"column_0": "name"})
    work_until_empty()
    client.post(at(run, "import_step", "begin"))
    work_once()
    write_part(run_id=run.pk, part=0, at=AT)
    work_until_empty()
    assert Organization.objects.count() == 5100


def test_an_import_asked_for_twice_is_done_once(group, client):
    run = brought(client, group, "organizations", as_csv(many(3)))
    assert client.post(at(run, "import_step", "begin")).status_code == 302
    assert Organization.objects.count() == 3


def test_records_that_changed_since_the_check_stop_the_whole_import(group, client, with_owner):
    rows = [["Action", "Lead"], ["Call", "Department of Health"], ["Write", "Example Works"]]
    seat = a_seat(group, "Example Works")
    upload(client, group, "commitments", as_csv(rows))
    run = newest()
    client.post(at(run, "import_columns"), {"column_0": "wording", "column_1": "owner"})
    seat.closed_on = AT.date()
    seat.save()
    answer = client.post(at(run, "import_step", "begin"))
    assert answer.status_code == 409
    assert "Records changed since this file was checked" in answer.content.decode()
    assert Commitment.objects.count() == 0
    run.refresh_from_db()
    assert (run.state, counted(run)) == ("checked", (1, 0, 0, 1))


# --- undo ---


def test_an_import_is_taken_back_for_thirty_days(group, client, settings):
    run = brought(client, group, "organizations", as_csv(many(2)))
    clock_stands_at(settings, AT + UNDO_WITHIN + timedelta(days=1))
    assert client.post(at(run, "import_step", "undo")).status_code == 409
    assert Organization.objects.count() == 2


def test_nothing_that_stays_is_taken_by_half(group, client):
    run = brought(client, group, "organizations", as_csv(many(3)))
    a_seat(group, "Organization 2")
    undone = taken_back(client, run)
    assert undone.kept == [[3, "Organization 2"]]
    assert list(Organization.objects.values_list("name", flat=True)) == ["Organization 2"]


# --- who may, and what is refused ---


def test_only_who_looks_after_the_group_imports(group, client):
    upload(client, group, "organizations", as_csv(many(1)))
    run = newest()
    member = a_person()
    a_seat(group, "Somebody", holder=member)
    for other in (client_of(member), client_of(a_role(group, "funder").person), client_of(a_person())):
        assert upload(other, group, "organizations", as_csv(many(1))).status_code == 404
        for address in (
            reverse("imports", args=[group.address]),
            at(run, "import_run"),
            at(run, "import_columns"),
            at(run, "import_faults"),
            reverse("import_sample", args=[group.address, "results", "csv"]),
        ):
            assert other.get(address).status_code == 404
        assert other.post(at(run, "import_step", "begin")).status_code == 404
    assert ImportRun.objects.count() == 1


def test_an_import_of_another_group_is_no_page_here(group, client):
    upload(client, group, "organizations", as_csv(many(1)))
    run = newest()
    other = a_network()
    facilitator = client_of(the_person_with(other, "facilitator"))
    assert facilitator.get(reverse("import_run", args=[other.address, run.pk])).status_code == 404


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"Name,Short\r\n", "no row under them"),
        (b"%PDF-1.7 nothing", "no table that we can read"),
        (b"\x89PNG\r\n\x1a\n....", "no table that we can read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old kind"),
        (b"PK\x03\x04 cut off", "damaged or was cut off"),
        (b"Name,Name\r\na,b\r\n", "stands over columns A and B"),
        (b"Name,Short,\r\na,b,c\r\n", "Column C has no header, but row 2 has something in it"),
        (b'Name,Short\r\n"a,b\r\nc,d\r\n', "never closed"),
        (b"Name,Short\r\na\x00b,c\r\n" * 3, "no table that we can read"),
        (b"Name,Short\r\n\x81\x8d,b\r\n", "Some letters of this file cannot be read"),
        (b"Name,Short\r\n" + b"a,b\r\n" * 100_001, "more than 100000 rows"),
        (b"a" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(group, client, data, says):
    answer = upload(client, group, "organizations", data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert ImportRun.objects.count() == 0


def test_a_workbook_that_unpacks_to_a_gigabyte_is_refused_before_it_is_unpacked(group, client):
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(1000):
                part.write(bytes(1_000_000))
    answer = upload(client, group, "organizations", made.getvalue(), "bomb.xlsx")
    assert answer.status_code == 422
    assert "unpacks to far more than it says" in answer.content.decode()


def test_a_formula_is_refused_by_row_and_column(group, client):
    data = as_xlsx([["Name", "Short name"], ["Library", "LIB"], ["=A2", "X"]])
    run = brought(client, group, "organizations", data, name="list.xlsx")
    assert counted(run) == (1, 0, 0, 1)
    told = client.get(at(run, "import_faults")).content.decode()
    assert "3,A,Name,,This cell holds a formula." in told


def test_a_text_that_looks_like_a_formula_is_text_in_csv_and_harmless_when_told(group, client):
    run = brought(
        client,
        group,
        "organizations",
        as_csv([["Name", "Sector"], ["=1+1", "nowhere"], ["=2+2", "health"]]),
        leaves_out=True,
    )
    assert Organization.objects.get().name == "=2+2"
    run = brought(client, group, "organizations", as_csv([["Name", "Sector"], ["x", "=nowhere"]]))
    assert "'=nowhere" in client.get(at(run, "import_faults")).content.decode()


def test_cells_merged_downward_mean_the_same_for_each_row(group, client, with_owner):
    rows = [
        ["Strategy", "Action", "Lead"],
        ["Health", "a", "Department of Health"],
        [None, "b", "Department of Health"],
    ]
    brought(client, group, "commitments", as_xlsx(rows, merged=["A2:A3"]), name="list.xlsx")
    assert set(Commitment.objects.values_list("item__title", flat=True)) == {"Health"}


def test_a_title_above_the_headers_is_no_header(group, client):
    upload(
        client,
        group,
        "organizations",
        as_csv([["Our partners, 2026"], [], ["Name", "Short name"], ["Library", "LIB"]]),
    )
    run = newest()
    assert (run.table["header_row"], run.rows_total) == (3, 1)


def test_files_nobody_imported_are_forgotten(group, client):
    upload(client, group, "organizations", as_csv(many(1)))
    from konbit.exchange.jobs.imports import forget

    forget(at=AT + timedelta(days=6))
    assert ImportRun.objects.count() == 1
    forget(at=AT + timedelta(days=8))
    assert ImportRun.objects.count() == 0
    assert checking.AT_ONCE == 500
