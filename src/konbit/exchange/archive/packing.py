"""Writing an archive: the same records are the same bytes, whenever and wherever it is written."""

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from konbit.exchange.archive import describing
from konbit.exchange.archive.columns import json_text, settled
from konbit.exchange.archive.contents import TRAVEL, Table
from konbit.exchange.archive.indicators import (
    INDICATOR_COLUMNS,
    INDICATORS,
    indicator_rows,
    indicators_csvw,
    indicators_schema,
)
from konbit.exchange.archive.rows import rows_of_network
from konbit.exchange.archive.unnamed import Row
from konbit.exchange.tables.writing import csv_text, json_lines, put
from konbit.foundation.attachments import path_of
from konbit.foundation.models import Attachment
from konbit.network.models import Group

FORMAT, VERSION = "konbit-network", 1
MANIFEST = "manifest.json"
PACKAGE = "datapackage.json"
README = "README.txt"
FILES = "files/"
WHOLE, SEEN = "network", "person"

_WORDS = """This folder holds {of}, as tables.

- One folder for each part of Konbit; in it, for each table, the same rows as CSV and as JSON. JSON loses nothing. In CSV a
  text that a spreadsheet would run as a formula has an apostrophe before it, and nothing at all is an empty cell.
- <table>.csv-metadata.json says what each column is, as CSV on the Web; datapackage.json says it for all tables, as a data
  package with Table Schema.
- dictionary.csv and dictionary.json say in words what each table and column means.
- indicators/ holds the figures as a tidy table, small counts withheld as pages withhold them.
- files/ holds the files that were added to records, each named by its fingerprint (see foundation/attachment).
- manifest.json lists every file with its size and its fingerprint (SHA-256).

Moments are in universal time. Texts are UTF-8.

What is not in it
- Passwords, links, keys, and what an installation does for itself: letters that wait, attempts to sign in, backups.
- Names where none may stand: of an item marked "no names" and of all that came of it, nobody who asked, led, owned, voted
  or wrote it down. Single votes on it are left out; its commitments belong to the group's member without a name.
- Single answers to the question after a meeting.
{more}"""
_MORE = {
    WHOLE: """
An empty installation takes it in: konbit import-network FILE.zip
""",
    SEEN: """- What you may not see: it holds what your pages show you, and nothing else. It cannot be taken in by another
  installation.
""",
}


@dataclass(frozen=True)
class Whose:
    """What an archive is of: a whole network, or what one person may see."""

    scope: str
    id: str
    name: str
    address: str = ""

    def facts(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name, **({"address": self.address} if self.address else {})}


@dataclass
class Packing:
    """An archive while it is written. Files are put in as they come; the manifest closes it."""

    whose: Whose
    zip: zipfile.ZipFile
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> None:
        put(self.zip, name, data)
        self.files[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    def add_table(self, table: Table, rows: list[Row]) -> None:
        """The rows as CSV and JSON, with what says what they mean."""
        self.counts[table.name] = len(rows)
        self.add(f"{table.name}.csv", table_csv(table, rows))
        self.add(f"{table.name}.json", table_json(table, rows))
        self.add(f"{table.name}.csv-metadata.json", _json(describing.csvw_of(table, is_whole=self.is_whole)))

    def add_files(self, rows: list[Row]) -> None:
        """The bytes of the files that these rows speak of, each once."""
        by_print = {row["sha256"]: row["id"] for row in rows}
        kept = Attachment.objects.in_bulk(by_print.values())
        for sha256, row_id in sorted(by_print.items()):
            self.add(FILES + sha256, path_of(kept[UUID(row_id)]).read_bytes())

    def add_indicators(self, rows: list[Row]) -> None:
        """The figures as a tidy table, small counts withheld."""
        cells = [[row[name] for name in INDICATOR_COLUMNS] for row in rows]
        self.add(INDICATORS + ".csv", csv_text(INDICATOR_COLUMNS, cells).encode())
        self.add(INDICATORS + ".json", "".join(json_lines(INDICATOR_COLUMNS, cells)).encode())
        self.add(INDICATORS + ".csv-metadata.json", _json(indicators_csvw()))

    @property
    def is_whole(self) -> bool:
        return self.whose.scope == WHOLE

    def close(self) -> None:
        """The words about all of it, and the manifest."""
        of = f"the network {self.whose.name}" if self.is_whole else f"what {self.whose.name} may see"
        self.add(README, _WORDS.format(of=of, more=_MORE[self.whose.scope]).encode())
        rows = describing.dictionary_rows()
        cells = [[row[name] for name in describing.HEADER] for row in rows]
        self.add("dictionary.csv", csv_text(describing.HEADER, cells).encode())
        self.add("dictionary.json", _json(rows))
        tables = [describing.table_schema_of(table, is_whole=self.is_whole) for table in TRAVEL]
        self.add(PACKAGE, _json({"name": FORMAT, "resources": [*tables, indicators_schema()]}))
        put(self.zip, MANIFEST, _json(self.manifest()))

    def manifest(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "format_version": VERSION,
            "scope": self.whose.scope,
            self.whose.scope: self.whose.facts(),
            "rows": dict(sorted(self.counts.items())),
            "files": {name: self.files[name] for name in sorted(self.files)},
        }


def write_archive(
    to: IO[bytes] | Path, whose: Whose, tables: Iterable[tuple[Table, list[Row]]], indicators: list[Row]
) -> dict[str, Any]:
    """Write an archive, and answer its manifest."""
    with zipfile.ZipFile(to, "w") as archive:
        packing = Packing(whose, archive)
        for table, rows in tables:
            packing.add_table(table, rows)
            if table.label == "foundation.Attachment":
                packing.add_files(rows)
        packing.add_indicators(indicators)
        packing.close()
        return packing.manifest()


def write_network(network: Group, to: IO[bytes] | Path) -> dict[str, Any]:
    """Write everything of a network; nobody's rights are asked."""
    # As it is called when its rows are read: somebody may have renamed it since the caller knew it.
    network = Group.objects.get(pk=network.pk)
    whose = Whose(WHOLE, str(network.pk), network.name, network.address)
    return write_archive(to, whose, rows_of_network(network), indicator_rows([network]))


def table_csv(table: Table, rows: list[Row]) -> bytes:
    """The rows as CSV. A structure is written as JSON in one cell."""
    types = {column.name: column.holds for column in describing.columns_of(table)}

    def cells(row: Row) -> list[Any]:
        return [
            value if value is None else _AS_CELL.get(types[name], _as_is)(value)
            for name, value in ((name, row[name]) for name in table.header)
        ]

    return csv_text(table.header, (cells(row) for row in rows)).encode()


def _as_is(value: Any) -> Any:
    return value


# A number is written as a number: it is no text that a spreadsheet could run.
_AS_CELL = {"structure": json_text, "decimal": Decimal}


def table_json(table: Table, rows: list[Row]) -> bytes:
    """The rows as a JSON list, one line each, their columns in the order of the table."""
    lines = (json_text({name: row[name] for name in table.header}) for row in rows)
    return ("[" + ",\n".join(lines) + "]\n").encode()


def _json(value: Any) -> bytes:
    return (json_text(settled(value)) + "\n").encode()
