"""Reading an archive that somebody brings. It is hostile until every byte of it was looked at.

Nothing is unpacked to the disk under a name from the file; no part of it is read beyond its limit; and what its tables say
must be what its other files say.
"""

import hashlib
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

from django.utils.translation import gettext_lazy as _

from konbit.exchange.archive import describing
from konbit.exchange.archive.columns import WrongValue
from konbit.exchange.archive.contents import TRAVEL, Table
from konbit.exchange.archive.indicators import INDICATORS
from konbit.exchange.archive.packing import (
    FILES,
    FORMAT,
    MANIFEST,
    PACKAGE,
    README,
    SEEN,
    VERSION,
    WHOLE,
    table_csv,
    table_json,
)
from konbit.exchange.archive.unnamed import Row
from konbit.foundation.attachments import MOST_BYTES
from konbit.foundation.refusals import Kind, Refusal

# What one part of an archive may hold unpacked, and all of it together.
MOST_IN_A_PART, MOST_IN_ALL, MOST_PARTS = 256 << 20, 2 << 30, 100_000
# Tables pack well, but not like this: what unpacks to more than so many times its size was made to fill a machine.
SMALL_PART, MOST_TIMES = 4 << 20, 200
MOST_IN_MANIFEST = 16 << 20


class ArchiveRefused(Refusal):
    kind, field = Kind.UNREADABLE, "source"


class NoArchive(ArchiveRefused):
    code = "no_archive"
    says = _(
        "This file is no archive of a network. One is made with “Take it with you”, or with: konbit export"
    )


class OfOnePerson(ArchiveRefused):
    code = "archive_of_one_person"
    says = _(
        "This archive holds what one person may see. Only the archive of a whole network can be taken in."
    )


class OtherVersion(ArchiveRefused):
    code = "archive_of_other_version"
    says = _(
        "This archive was made by another version of Konbit: %(what)s. Take it in with the same version."
    )


class ArchiveIsDamaged(ArchiveRefused):
    code = "archive_is_damaged"
    says = _("This archive is damaged or was changed after it was made: %(part)s. Nothing was taken in.")


class ArchiveTooBig(ArchiveRefused):
    code = "archive_too_big"
    says = _("This archive holds more than fits: %(part)s. Nothing was taken in.")


class ArchiveContradictsItself(ArchiveRefused):
    code = "archive_contradicts_itself"
    says = _("This archive contradicts itself: %(what)s. Nothing was taken in.")


class WrongCell(ArchiveRefused):
    code = "archive_wrong_cell"
    says = _(
        "In this archive, table %(table)s holds in row %(row)s, column %(column)s, what cannot stand there. "
        "Nothing was taken in."
    )


class PointsNowhere(ArchiveRefused):
    code = "archive_points_nowhere"
    says = _(
        "In this archive, table %(table)s points in row %(row)s, column %(column)s, to a row that is not there. "
        "Nothing was taken in."
    )


@dataclass
class Opened:
    """An archive of which every part was looked at: its manifest, and its rows as the database holds them."""

    network_id: str
    network_name: str
    manifest: dict[str, Any]
    rows: dict[str, list[Row]]
    files: dict[str, bytes]


def open_archive(source: IO[bytes] | Path) -> Opened:
    """Read an archive from beginning to end, and check it, before anything is written.

    Raises:
        ArchiveRefused: it cannot be taken in, and why.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _Reader(archive).read()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as fault:
        # What the zip's own reader stumbles over: wrong sums, cut ends, unknown or locked packing.
        raise NoArchive from fault
    except RuntimeError as fault:
        # A part that is locked with a password; or lists within lists without end.
        raise NoArchive from fault


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.zip = archive
        self.parts = {info.filename: info for info in archive.infolist()}

    def read(self) -> Opened:
        self._look_at_sizes()
        manifest = self._manifest()
        rows = {table.label: self._table(table, manifest) for table in TRAVEL}
        self._look_at_pointers(rows)
        files = self._files(rows, manifest)
        self._look_at_the_rest(manifest)
        network = self._network(rows, manifest)
        return Opened(network["id"], network["name"], manifest, rows, files)

    def _look_at_sizes(self) -> None:
        infos = self.zip.infolist()
        if len(infos) != len(self.parts) or len(infos) > MOST_PARTS:
            raise NoArchive
        if sum(info.file_size for info in infos) > MOST_IN_ALL:
            raise ArchiveTooBig(part=self.zip.filename or "zip")

    def _part(self, name: str, most: int | None = None) -> bytes:
        """The bytes of one part, never more than the limit, whatever its header says."""
        info, most = self.parts.get(name), most or MOST_IN_A_PART
        if info is None:
            raise ArchiveIsDamaged(part=name)
        if info.file_size > most or info.file_size > max(SMALL_PART, MOST_TIMES * info.compress_size):
            raise ArchiveTooBig(part=name)
        with self.zip.open(info) as part:
            data = part.read(most + 1)
        if len(data) > most:
            raise ArchiveTooBig(part=name)
        return data

    def _manifest(self) -> dict[str, Any]:
        if MANIFEST not in self.parts:
            raise NoArchive
        manifest = _json(self._part(MANIFEST, MOST_IN_MANIFEST), MANIFEST)
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise NoArchive
        if manifest.get("scope") == SEEN:
            raise OfOnePerson
        if manifest.get("scope") != WHOLE:
            raise NoArchive
        if manifest.get("format_version") != VERSION:
            raise OtherVersion(what=f"format {str(manifest.get('format_version'))[:20]}, not {VERSION}")
        files = manifest.get("files")
        if not isinstance(files, dict) or set(files) != set(self.parts) - {MANIFEST}:
            raise ArchiveIsDamaged(part=MANIFEST)
        return manifest

    def _checked(self, name: str, manifest: dict[str, Any], most: int | None = None) -> bytes:
        data = self._part(name, most)
        told = manifest["files"].get(name)
        if told != {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}:
            raise ArchiveIsDamaged(part=name)
        return data

    def _table(self, table: Table, manifest: dict[str, Any]) -> list[Row]:
        """The rows of a table as the database holds them."""
        if f"{table.name}.json" not in self.parts:
            raise OtherVersion(what=f"there is no table {table.name}")
        data = self._checked(f"{table.name}.json", manifest)
        plain = _json(data, f"{table.name}.json")
        if not isinstance(plain, list) or not all(isinstance(row, dict) for row in plain):
            raise ArchiveIsDamaged(part=f"{table.name}.json")
        for row in plain:
            if tuple(row) != table.header:
                raise OtherVersion(what=f"the columns of {table.name} are others")
        stored = [self._row(table, number, row) for number, row in enumerate(plain, 1)]
        csv = self._checked(f"{table.name}.csv", manifest)
        if table_json(table, plain) != data or table_csv(table, plain) != csv:
            raise ArchiveContradictsItself(what=f"{table.name}.csv / {table.name}.json")
        return stored

    def _row(self, table: Table, number: int, row: Row) -> Row:
        found: Row = {}
        for column in describing.columns_of(table):
            try:
                found[column.name] = column.stored(row[column.name])
            except WrongValue:
                raise WrongCell(table=table.name, row=number, column=column.name) from None
        return found

    def _look_at_pointers(self, rows: dict[str, list[Row]]) -> None:
        """Every id is there once, and everything that a row points to is there."""
        there: dict[str, set[Any]] = {}
        for table in TRAVEL:
            key = table.model._meta.pk.attname
            if table.has_id:
                ids = [row[key] for row in rows[table.label]]
                there[table.label] = set(ids)
                if len(ids) != len(there[table.label]):
                    raise ArchiveContradictsItself(what=f"{table.name}: {key}")
        for table in TRAVEL:
            for column in table.columns:
                if not column.points_to:
                    continue
                for number, row in enumerate(rows[table.label], 1):
                    value = row[column.name]
                    if value is not None and value not in there[column.points_to]:
                        raise PointsNowhere(table=table.name, row=number, column=column.name)

    def _files(self, rows: dict[str, list[Row]], manifest: dict[str, Any]) -> dict[str, bytes]:
        """The bytes of the files that the rows speak of, by their fingerprint."""
        files = {}
        for row in rows["foundation.Attachment"]:
            name = FILES + row["sha256"]
            data = self._checked(name, manifest, 2 * MOST_BYTES)
            if hashlib.sha256(data).hexdigest() != row["sha256"] or len(data) != row["size"]:
                raise ArchiveIsDamaged(part=name[:80])
            files[row["sha256"]] = data
        return files

    def _look_at_the_rest(self, manifest: dict[str, Any]) -> None:
        """What is generated must be whole too, and nothing else may lie in the archive."""
        known = {README, PACKAGE, "dictionary.csv", "dictionary.json"}
        known |= {f"{INDICATORS}.{end}" for end in ("csv", "json", "csv-metadata.json")}
        for table in TRAVEL:
            known |= {f"{table.name}.{end}" for end in ("csv", "json", "csv-metadata.json")}
        for name in manifest["files"]:
            if name not in known and not name.startswith(FILES):
                raise ArchiveContradictsItself(what=name[:80])
            if name in known:
                self._checked(name, manifest)

    def _network(self, rows: dict[str, list[Row]], manifest: dict[str, Any]) -> dict[str, str]:
        """The one network that the archive is of."""
        topmost = [row for row in rows["network.Group"] if row["parent_id"] is None]
        if len(topmost) != 1:
            raise ArchiveContradictsItself(what="network/group: parent_id")
        facts = {"id": str(topmost[0]["id"]), "name": topmost[0]["name"], "address": topmost[0]["address"]}
        if manifest.get(WHOLE) != facts:
            raise ArchiveContradictsItself(what=MANIFEST)
        return facts


def _json(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise ArchiveIsDamaged(part=name) from fault


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)
