"""Bytes that somebody sent become rows of text. This runs in a process of its own, with little memory and time.

`python -m konbit.exchange.tables.parsing` reads a file from standard input and prints one JSON object: {"sheets": [...]}
or {"refused": code, "facts": {...}}. It knows nothing of Django and trusts nothing it reads.
"""

import csv
import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from konbit.exchange.tables.grants_json import grants_in, rows_of

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, MOST_SHEETS = 100_000, 200, 20_000, 50
# An unpacked workbook of 100,000 full rows has about 100 MB; sheets full of the same words pack 60 to 1.
MOST_UNPACKED, MOST_PARTS, MOST_RATIO, RATIO_COUNTS_FROM = 300_000_000, 2_000, 250, 1_000_000
LAST_ROW = 1_048_576
MEMORY, SECONDS = 1_500_000_000, 60
DELIMITERS = ",;\t|"
# How a file begins that is something else, by what it is.
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "old_workbook",
    b"%PDF": "not_a_table",
    b"\x89PNG": "not_a_table",
    b"\xff\xd8\xff": "not_a_table",
    b"GIF8": "not_a_table",
    b"\x1f\x8b": "not_a_table",
    b"7z\xbc\xaf": "not_a_table",
    b"Rar!": "not_a_table",
    b"{\\rtf": "not_a_table",
    b"<!DOCTYPE": "not_a_table",
    b"<html": "not_a_table",
    b"<?xml": "not_a_table",
}
_UNSEEN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u202a-\u202e\u2066-\u2069]")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,40}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


class Unreadable(Exception):
    """The file is refused: a stable code, and facts for the sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def parse(data: bytes) -> dict[str, Any]:
    """The sheets of the file: {"name", "headers": [[column, text]], "header_row", "rows": [[number, [cells]]], "marked":
    [[row, column, what]], "counted_from"}. Cells are texts; what cannot be taken as text is marked.

    Raises:
        Unreadable: it is no table, or one that cannot be read.
    """
    if not data.strip(b"\x00\t\r\n ") and b"\x00" not in data:
        raise Unreadable("empty_file")
    for begins, code in _OTHERS.items():
        if data[:16].lstrip().startswith(begins):
            raise Unreadable(code)
    if data.startswith(b"PK"):
        sheets = _workbook(data)
    else:
        text = _decoded(data)
        sheets = [_grants(text) if text.lstrip()[:1] == "{" else _text_table(text)]
    found = [sheet for sheet in sheets if sheet["headers"]]
    if not found:
        raise Unreadable("empty_file")
    if len(found) == 1 and not found[0]["rows"]:
        raise Unreadable("no_rows")
    return {"sheets": [sheet for sheet in found if sheet["rows"]] or found[:1]}


# --- text with delimiters ---


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16")
    if b"\x00" in data[:4000]:
        # Two bytes a letter without saying so: the zeros stand on one side.
        even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
        if min(even, odd) * 20 > max(even, odd):
            raise Unreadable("not_a_table")
        return _as(data, "utf-16-be" if even > odd else "utf-16-le")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as(data, "cp1252")


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unreadable("unknown_letters") from fault


def _grants(text: str) -> dict[str, Any]:
    """A package of grants, each a row as a spreadsheet would number it: the first one stands in row 2."""
    try:
        grants = grants_in(text)
    except ValueError as fault:
        raise Unreadable("no_package") from fault
    if len(grants) > MOST_ROWS:
        raise Unreadable("too_many_rows", most=MOST_ROWS)
    headers, rows = rows_of(grants)
    return _sheet("", _numbered([headers, *rows]), [])


def _text_table(text: str) -> dict[str, Any]:
    if "\x00" in text:
        raise Unreadable("not_a_table")
    csv.field_size_limit(200_000)
    return _sheet("", _numbered(_records(text, _delimiter(text))), [])


def _delimiter(text: str) -> str:
    """The sign that cuts the first rows into the same number of cells, and into the most."""
    beginning = text[:40_000]

    def width(sign: str) -> tuple[int, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(beginning), delimiter=sign) if any(row)][:20]
        except csv.Error:
            return (0, 0)
        widths = [len(row) for row in rows if len(row) > 1]
        usual = max(set(widths), key=widths.count) if widths else 0
        return (widths.count(usual), usual) if usual else (0, 0)

    return max(DELIMITERS, key=width)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Every row; a quotation mark that is never closed would swallow the rest, so it is refused."""
    try:
        # Strict only to find that one fault: a mark inside an unquoted cell is no fault of the table.
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as fault:
        if "unexpected end" in str(fault):
            raise Unreadable("open_quotation") from fault
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as fault:
        raise Unreadable("long_cell", row=reader.line_num) from fault


def _numbered(records: Iterable[list[str]]) -> Iterator[tuple[int, list[str], list[tuple[int, str]]]]:
    for number, cells in enumerate(records, start=1):
        yield number, cells, []


# --- workbooks ---


def _workbook(data: bytes) -> list[dict[str, Any]]:
    # Imported here, so that a CSV file does not wait for it; `main` has said which XML library it may use.
    from openpyxl import load_workbook  # noqa: PLC0415

    _check_archive(data)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    counted_from = 1904 if book.epoch.year == 1904 else 1900
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    found, rows = [], 0
    for sheet in sheets[:MOST_SHEETS]:
        sheet.reset_dimensions()
        merges = _merges(data, getattr(sheet, "_worksheet_path", ""))
        one = _sheet(sheet.title, _rows_of(sheet), merges)
        rows += len(one["rows"])
        if rows > MOST_ROWS:
            raise Unreadable("too_many_rows", most=MOST_ROWS)
        found.append({**one, "counted_from": counted_from})
    return found


def _check_archive(data: bytes) -> None:
    """A workbook is an archive: look at what it claims to hold before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Unreadable("broken_workbook") from fault
    names = {part.filename for part in parts}
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1))
    ):
        raise Unreadable("unpacks_too_large")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("locked_workbook")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable("not_a_table")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("holds_macros")


def _rows_of(sheet: Any) -> Iterator[tuple[int, list[str], list[tuple[int, str]]]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_ROW:
            raise Unreadable("broken_workbook")
        marked = [
            (place, _MARKS[cell.data_type])
            for place, cell in enumerate(row)
            if cell.value is not None and cell.data_type in _MARKS
        ]
        yield number, [_text(cell) for cell in row], marked


_MARKS = {"f": "formula", "e": "error"}


def _text(cell: Any) -> str:
    """The cell as text: a day as 2023-04-03, a number without what a computer adds to it, a formula not at all."""
    value = cell.value
    if value is None or cell.data_type == "f":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        at_midnight = value.time().replace(microsecond=0) == time()
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".12g")
    return str(value)


def _merges(data: bytes, path: str) -> list[tuple[int, int, int]]:
    """Cells merged downward, as (column, first row, last row): a merged cell means the same for each row it covers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path.lstrip("/")) as part:
            raw = part.read(MOST_UNPACKED)
    except KeyError:
        return []
    found = []
    for first, top, _last, bottom in _MERGE.findall(raw):
        if int(bottom) > int(top):
            found.append((_place(first.decode()), int(top), min(int(bottom), LAST_ROW)))
    return found[:20_000]


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


# --- rows with their headers ---


def _sheet(
    name: str,
    numbered: Iterable[tuple[int, list[str], list[tuple[int, str]]]],
    merges: list[tuple[int, int, int]],
) -> dict[str, Any]:
    headers: list[tuple[int, str]] = []
    header_row, rows, marks = 0, [], []
    beginning: tuple[int, list[str]] | None = None
    for number, raw, marked in numbered:
        cells = [_seen(text, number) for text in raw]
        filled = [place for place, text in enumerate(cells) if text]
        if not filled and not marked:
            continue
        if len(filled) + len(marked) and filled and filled[-1] >= MOST_COLUMNS:
            raise Unreadable("too_many_columns", most=MOST_COLUMNS)
        if not header_row and len(filled) < 2:
            # A title above the table, or a table of one column.
            if beginning is None:
                beginning = (number, cells)
            rows.append((number, cells))
        elif not header_row:
            header_row, headers, rows = number, _headers(cells), []
        else:
            rows.append((number, cells))
            marks += [[number, place, what] for place, what in marked]
        if len(rows) > MOST_ROWS:
            raise Unreadable("too_many_rows", most=MOST_ROWS)
    if not header_row and beginning is not None:
        header_row, headers = beginning[0], _headers(beginning[1])
        rows = [row for row in rows if row[0] != header_row]
    _fill_merged(rows, merges, header_row)
    places = _check_headers(headers, rows)
    kept = [
        [number, [cells[place] if place < len(cells) else "" for place in places]] for number, cells in rows
    ]
    index = {place: position for position, place in enumerate(places)}
    return {
        "name": name[:100],
        "headers": [[letters_of(place), text] for place, text in headers],
        "header_row": header_row,
        "rows": kept,
        "marked": [[row, index[place], what] for row, place, what in marks if place in index],
        "counted_from": None,
    }


def _seen(text: str, row: int) -> str:
    """The text without signs that nobody sees; what a computer cannot keep is refused."""
    text = _UNSEEN.sub("", text.replace("\u00a0", " ")).strip()
    if len(text) > LONGEST_CELL:
        raise Unreadable("long_cell", row=row)
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text if letter > "\ud7ff"):
        raise Unreadable("unknown_letters")
    return text


def _headers(cells: list[str]) -> list[tuple[int, str]]:
    return [(place, " ".join(text.split())[:200]) for place, text in enumerate(cells) if text]


def _check_headers(headers: list[tuple[int, str]], rows: list[tuple[int, list[str]]]) -> list[int]:
    """The places that have a header; refused where one stands twice, or cells stand under none."""
    seen: dict[str, int] = {}
    for place, text in headers:
        if (first := seen.setdefault(text.casefold(), place)) != place:
            raise Unreadable("doubled_header", header=text, first=letters_of(first), second=letters_of(place))
    places = [place for place, _text in headers]
    known = set(places)
    for number, cells in rows:
        for place, text in enumerate(cells):
            if text and place not in known:
                raise Unreadable("empty_header", column=letters_of(place), row=number)
    return places


def _fill_merged(
    rows: list[tuple[int, list[str]]], merges: list[tuple[int, int, int]], header_row: int
) -> None:
    by_number = {number: cells for number, cells in rows if number > header_row}
    for place, top, bottom in merges:
        first = by_number.get(top)
        if first is None or place >= len(first) or not first[place]:
            continue
        for number in range(top + 1, min(bottom, top + MOST_ROWS) + 1):
            cells = by_number.get(number)
            if cells is not None:
                cells += [""] * (place + 1 - len(cells))
                cells[place] = cells[place] or first[place]


def letters_of(place: int) -> str:
    """The letters over a column of a spreadsheet: 0 is A, 26 is AA."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def main() -> None:
    """Read standard input, print what was found."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    # Only the XML parser that refuses entities, and none of the machine's own.
    os.environ["OPENPYXL_LXML"] = "False"
    os.environ["OPENPYXL_DEFUSEDXML"] = "True"
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


def answer(data: bytes) -> dict[str, Any]:
    """What is printed about these bytes. A file that makes a library stumble is a file we cannot read."""
    try:
        return parse(data)
    except Unreadable as refused:
        return {"refused": refused.code, "facts": refused.facts}
    except MemoryError:
        return {"refused": "unpacks_too_large", "facts": {}}
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a library raise
        return {"refused": "broken_workbook" if data.startswith(b"PK") else "not_a_table", "facts": {}}


if __name__ == "__main__":
    main()
