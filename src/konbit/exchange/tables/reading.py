"""Read a table that somebody sent: CSV or XLSX, in a process of its own with limits, refused in plain words."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

import konbit
from konbit.exchange.tables.parsing import SECONDS
from konbit.foundation.refusals import Kind, Refusal

MOST_BYTES = 10 * 1024 * 1024
MOST_MEGABYTES = 10
SAYS = {
    "empty_file": _(
        "The file is empty. Choose a table with one row of headers and at least one row under it."
    ),
    "no_rows": _("The file has headers and no row under them. Fill in at least one row."),
    "not_a_table": _(
        "This file is no table that we can read. Save it as CSV or as an Excel workbook (.xlsx), then try again."
    ),
    "no_package": _(
        "This file is no package of grants that we can read. A 360Giving file in JSON holds a list named “grants”."
    ),
    "old_workbook": _(
        "This is a workbook of an old kind (.xls), or one with a password. Save it as .xlsx without a password, or as CSV."
    ),
    "locked_workbook": _("This workbook has a password. Save it without one, then try again."),
    "holds_macros": _("This workbook holds macros. Save it as .xlsx without macros, or as CSV."),
    "broken_workbook": _(
        "This workbook is damaged or was cut off. Open it in your program, save it anew and try again."
    ),
    "unpacks_too_large": _(
        "This workbook unpacks to far more than it says. Save only the table itself, as CSV."
    ),
    "unknown_letters": _("Some letters of this file cannot be read. Save it as CSV in the encoding UTF-8."),
    "open_quotation": _(
        "A quotation mark in this file is opened and never closed, so rows run into each other. Save it as .xlsx instead."
    ),
    "long_cell": _("A cell in row %(row)s is longer than 20,000 letters. Shorten it."),
    "too_many_rows": _("The file has more than %(most)s rows. Split it into several files."),
    "too_many_columns": _("The file has more than %(most)s columns. Take away those that are not needed."),
    "empty_header": _(
        "Column %(column)s has no header, but row %(row)s has something in it. Write a header, or empty it."
    ),
    "doubled_header": _(
        "The header “%(header)s” stands over columns %(first)s and %(second)s. Give one of them another name."
    ),
    "too_slow": _("This file takes too long to read. Save only the table itself, as CSV."),
    "too_large": _("The file is larger than %(most)s MB. Split it into several files, or save it as CSV."),
}


class FileCannotBeRead(Refusal):
    """Facts: `why`, the stable code of what is wrong with the file."""

    code, kind, field = "file_cannot_be_read", Kind.UNREADABLE, "file"

    def __init__(self, why: str, **facts: Any) -> None:
        super().__init__(**facts)
        self.why = why
        self.says = SAYS[why]


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its headers with the letters above them, and its rows by the number a person sees."""

    name: str
    headers: list[tuple[str, str]]
    header_row: int
    rows: list[tuple[int, list[str]]]
    # What could not be taken as text, by row and place: “formula” or “error”.
    marked: list[tuple[int, int, str]] = field(default_factory=list)
    counted_from: int | None = None


def read_table(data: bytes) -> list[Sheet]:
    """The tables of the file that hold rows.

    Raises:
        FileCannotBeRead: it is no table, too large, broken, or hostile.
    """
    if len(data) > MOST_BYTES:
        raise FileCannotBeRead("too_large", most=MOST_MEGABYTES)
    found = _parsed(data)
    if "refused" in found:
        raise FileCannotBeRead(found["refused"], **found["facts"])
    return [
        Sheet(
            name=one["name"],
            headers=[(letters, text) for letters, text in one["headers"]],
            header_row=one["header_row"],
            rows=[(number, cells) for number, cells in one["rows"]],
            marked=[(row, place, what) for row, place, what in one["marked"]],
            counted_from=one["counted_from"],
        )
        for one in found["sheets"]
    ]


def _parsed(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-m", "konbit.exchange.tables.parsing"]
    paths = [str(Path(konbit.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "PATH": os.environ.get("PATH", "")}
    try:
        # Our own program, told nothing by whoever sent the file.
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=SECONDS + 10, env=environment, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise FileCannotBeRead("too_slow") from fault
    if done.returncode:
        # It was ended for using too much of the machine's time or memory.
        raise FileCannotBeRead("too_slow")
    return json.loads(done.stdout)
