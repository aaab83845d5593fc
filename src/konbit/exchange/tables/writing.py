"""Tables as files, written in one way: CSV, XLSX and JSON whose cells no spreadsheet runs.

Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers, in JSON every value
stays as it is. UTF-8, ISO dates, `.` as decimal point, one header row. The same table is the same bytes.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

# Also the wide signs of East Asian keyboards, which some spreadsheets read as the narrow ones.
_RUNS = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_HARMLESS = re.compile("''*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# What XML cannot hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Zip holds no earlier day. A day that never changes keeps the bytes the same.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
LONGEST_CELL = 32_767
Row = Sequence[Any]


def harmless(text: str) -> str:
    """The text as a cell may hold it: an apostrophe stands before what a spreadsheet would run."""
    return "'" + text if _RUNS.match(text) else text


def as_typed(text: str) -> str:
    """The text of a cell without the apostrophe that `harmless` put before it."""
    return text[1:] if _HARMLESS.match(text) else text


def csv_lines(header: Iterable[str], rows: Iterable[Row]) -> Iterator[str]:
    """The table as CSV, line by line."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    for row in chain([tuple(header)], rows):
        writer.writerow([_cell(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def csv_text(header: Iterable[str], rows: Iterable[Row]) -> str:
    """The table as CSV."""
    return "".join(csv_lines(header, rows))


def json_lines(header: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The table as a JSON list of objects, one line each."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(
            {name: _plain(value) for name, value in zip(header, row, strict=True)}, ensure_ascii=False
        )
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def xlsx_bytes(title: str, header: Iterable[str], rows: Iterable[Row], widths: Sequence[int] = ()) -> bytes:
    """The table as a workbook with one sheet, its columns as wide as `widths` says. No cell of it is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in chain([tuple(header)], rows):
        sheet.append([_sheet_cell(sheet, value) for value in row])
    made = io.BytesIO()
    book.save(made)
    return _without_times(made.getvalue())


def _cell(value: Any) -> str:
    """One value as CSV holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, float | date | time):
        return value.isoformat() if isinstance(value, date | time) else repr(value)
    return harmless(str(value))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | time):
        return value.isoformat()
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def _sheet_cell(sheet: Any, value: Any) -> Any:
    if value is None or (
        isinstance(value, bool | int | float | Decimal | date) and not isinstance(value, datetime)
    ):
        return value
    text = _NO_XML.sub("\ufffd", _cell(value))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=text)
    # It would take a text that begins with "=" for a formula, and one such as "#N/A" for a fault.
    cell.data_type = "s"
    return cell


def _without_times(made: bytes) -> bytes:
    """The workbook without the moments at which it was made."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(again, "w") as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(
                    rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data
                )
            put(new, name, data)
    return again.getvalue()


def put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Put a file into a zip, without telling when or on which machine."""
    info = zipfile.ZipInfo(name, FIRST_DAY)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    archive.writestr(info, data)
