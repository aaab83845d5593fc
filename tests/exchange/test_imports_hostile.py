"""Broken files of many kinds: each is refused in plain words or read as a table, and nothing is ever half imported."""

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.exchange.domain.days import read_day
from konbit.exchange.domain.numbers import read_number
from konbit.exchange.imports.faults import SAYS as ROW_SAYS
from konbit.exchange.models import ImportedRow, ImportRun
from konbit.exchange.tables.parsing import answer
from konbit.exchange.tables.reading import SAYS, FileCannotBeRead, read_table
from konbit.network.models import Organization
from tests.exchange.lists import as_csv, as_xlsx, at, newest, upload
from tests.makers import a_network, client_of, clock_stands_at, the_person_with

HEADERS = ["Organization", "Short name", "Sector"]
CELLS = [
    "Library", "Clinic", "", " ", "=1+1", "+1", "-2", "@x", "health", "Sector", "é", "Thư viện", "a" * 300, "x\ny", '"',
    "'", ";", ",", "\t", "\u202eevil", "\ufeff", "0", "1e309", "nan", "<script>", "\x07", "😀", "2023-02-30", "03/04/2023",
]  # fmt: skip
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "utf-32", "cp1251"]


def broken_file(chance):
    """A file of one of many kinds: whole, cut off, mixed up, or no table at all."""
    rows = [HEADERS[:], *([chance.choice(CELLS) for _ in HEADERS] for _ in range(chance.randrange(6)))]
    if chance.random() < 0.1:
        rows[0][chance.randrange(3)] = chance.choice(["", "Organization", " organization "])
    if chance.random() < 0.1:
        rows.append([chance.choice(CELLS) for _ in range(chance.randrange(1, 9))])
    if chance.random() < 0.5:
        data = _workbook(chance, rows)
    else:
        sign, encoding = chance.choice(",;\t|"), chance.choice(ENCODINGS)
        data = as_csv(rows, sign=sign).decode().encode(encoding, errors="replace")
    return chance.choice(SPOILERS)(chance, data)


def _changed_bytes(chance, data):
    spoiled = bytearray(data)
    for _ in range(chance.randrange(1, 40)):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


BEGINNINGS = [b"%PDF-1.4", b"\x89PNG\r\n", b"PK\x03\x04", b"\xff\xfe", b"", b"<html>", b"\x1f\x8b"]
SPOILERS = [
    *[lambda _chance, data: data] * 5,
    lambda chance, data: data[: chance.randrange(len(data) + 1)],
    _changed_bytes,
    lambda chance, data: chance.choice(BEGINNINGS) + data,
    lambda chance, _data: chance.randbytes(chance.randrange(2000)),
    lambda chance, data: data + b"\x00" * chance.randrange(50),
    lambda chance, _data: _archive(chance),
]


def _workbook(chance, rows):
    # Openpyxl writes no control signs: what a hostile program writes is spoiled below.
    kept = [[cell.replace("\x07", "") for cell in row] for row in rows]
    merged = ["A2:A4"] if chance.random() < 0.3 else ["A1:C1"] if chance.random() < 0.1 else []
    data = as_xlsx(*[kept] * chance.randrange(1, 3), merged=merged)
    if chance.random() < 0.3:
        data = _with_part(data, chance)
    return data


def _with_part(data, chance):
    """The workbook with one of its parts replaced by something else."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            if name == victim:
                part = chance.choice(
                    [
                        b"",
                        part[: len(part) // 2],
                        part.replace(b"<", b"<<", 1),
                        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
                        part.replace(b'r="A2"', b'r="ZZZZZZ99999999999"').replace(
                            b'r="2"', b'r="99999999999"'
                        ),
                        bytes(chance.randrange(5000)),
                    ]
                )
            new.writestr(name, part)
    return made.getvalue()


def _archive(chance):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in chance.sample(
            ["[Content_Types].xml", "xl/workbook.xml", "../../evil", "mimetype", "word/document.xml"], 3
        ):
            archive.writestr(name, chance.choice([b"", b"x", bytes(3_000_000), b"<x/>"]))
    return made.getvalue()


def every_answer_is_known(seeds):
    refused = 0
    for seed in seeds:
        told = answer(broken_file(random.Random(seed)))
        if "refused" in told:
            refused += 1
            assert str(SAYS[told["refused"]]) % told["facts"], seed
            continue
        for sheet in told["sheets"]:
            width = len(sheet["headers"])
            assert width, seed
            assert all(len(cells) == width for _number, cells in sheet["rows"]), seed
            assert all(isinstance(cell, str) for _number, cells in sheet["rows"] for cell in cells), seed
            assert all(0 <= place < width for _row, place, _what in sheet["marked"]), seed
    return refused


def test_three_hundred_broken_files_are_read_or_refused_in_words():
    refused = every_answer_is_known(range(300))
    assert 60 < refused < 290


@pytest.mark.full
@pytest.mark.slow
def test_ten_thousand_broken_files_are_read_or_refused_in_words():
    assert every_answer_is_known(range(10_000)) > 2000


@pytest.mark.parametrize("seed", range(5))
def test_the_process_of_its_own_says_the_same(seed):
    data = broken_file(random.Random(seed))
    told = answer(data)
    if "refused" in told:
        with pytest.raises(FileCannotBeRead) as caught:
            read_table(data)
        assert caught.value.why == told["refused"]
        return
    rows = [[(number, cells) for number, cells in sheet["rows"]] for sheet in told["sheets"]]
    assert [sheet.rows for sheet in read_table(data)] == rows


@pytest.mark.django_db
def test_broken_files_through_the_pages_are_never_an_error_and_never_half_in(settings):
    pages_answer(settings, range(300, 325))


@pytest.mark.django_db
@pytest.mark.full
@pytest.mark.slow
def test_many_broken_files_through_the_pages_are_never_an_error_and_never_half_in(settings):
    pages_answer(settings, range(1000, 1600))


def pages_answer(settings, seeds):
    clock_stands_at(settings)
    group = a_network()
    client = client_of(the_person_with(group, "facilitator"))
    for seed in seeds:
        chance = random.Random(seed)
        there = Organization.objects.count()
        told = upload(
            client,
            group,
            "organizations",
            broken_file(chance),
            chance.choice(["a.csv", "../b.xlsx", "c" * 300, "x\ny"]),
        )
        assert told.status_code in {302, 422}, seed
        if told.status_code == 422:
            assert Organization.objects.count() == there
            continue
        run = newest()
        sent = {f"column_{place}": code for place, code in run.columns.items()}
        told = client.post(at(run, "import_columns"), sent)
        assert told.status_code in {302, 409, 422}, seed
        run.refresh_from_db()
        assert Organization.objects.count() == there
        if run.state != "checked":
            continue
        assert client.get(at(run, "import_run")).status_code == 200
        assert client.get(at(run, "import_faults")).status_code == 200
        told = client.post(at(run, "import_step", "begin"), {"leaves_out_refused": "1"})
        assert told.status_code in {302, 409}, seed
        run.refresh_from_db()
        assert Organization.objects.count() == there + (run.counts["new"] if run.state == "done" else 0)
        assert ImportedRow.objects.filter(run=run).count() == (
            run.counts["new"] + run.counts["changed"] if run.state == "done" else 0
        )
    assert ImportRun.objects.exists()


# --- rules, whatever the cells hold ---


@given(
    st.text(max_size=30),
    st.sampled_from(["", "day-first", "month-first"]),
    st.sampled_from([None, 1900, 1904]),
)
def test_any_text_is_a_day_or_says_why_not(text, order, counted_from):
    read = read_day(text, order=order, counted_from=counted_from)
    assert (read.day is None) != (read.unread is None)
    assert read.unread is None or read.unread.value in ROW_SAYS


@given(
    st.dates(
        min_value=__import__("datetime").date(1900, 1, 1), max_value=__import__("datetime").date(2199, 12, 31)
    )
)
def test_a_day_written_in_any_order_reads_as_itself_once_the_order_is_said(day):
    assert read_day(day.isoformat()).day == day
    assert read_day(f"{day.day}/{day.month}/{day.year}", order="day-first").day == day
    assert read_day(f"{day.month}/{day.day}/{day.year}", order="month-first").day == day
    assert read_day(f"{day:%B} {day.day}, {day.year}").day == day


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text):
    number = read_number(text)
    assert number is None or abs(number) < 10**14


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_importing_twice_changes_nothing_and_undo_gives_back_what_was(settings, seed):
    """For lists of any content: what stands after the second time, and after taking it back."""
    from tests.exchange.lists import brought, counted, taken_back

    clock_stands_at(settings)
    group = a_network()
    client, chance = client_of(the_person_with(group, "facilitator")), random.Random(seed)
    before = brought(client, group, "organizations", as_csv([["Name"], ["Library"], ["Clinic"]]))
    assert before.state == "done"
    stood = list(Organization.objects.order_by("name").values_list("name", "short_name", "sector"))
    names = [f"Organization {number}" for number in chance.sample(range(50), 12)] + ["Library"]
    rows = [
        [name, chance.choice(["", f"S{name[-2:]}"]), chance.choice(["", "health", "Education", "nowhere"])]
        for name in names
    ]
    run = brought(client, group, "organizations", as_csv([HEADERS, *rows]), leaves_out=True)
    assert run.state == "done"
    again = brought(client, group, "organizations", as_csv([HEADERS, *rows]), leaves_out=True)
    assert counted(again)[:2] == (0, 0)
    assert again.state == "checked"
    taken_back(client, run)
    assert list(Organization.objects.order_by("name").values_list("name", "short_name", "sector")) == stood
