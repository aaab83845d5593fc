"""The archive: a zip with the database, the files people added, and a manifest that says what must be found in it.

The signing key is not in it: keep `secret.key` of the data folder apart. Letters and links stand on it.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.foundation import attachments
from konbit.foundation.refusals import Kind, Refusal
from konbit.home.backup import postgresql, sqlite

FORMAT = "konbit backup 1"
PART = "database"
MANIFEST = "manifest.json"
FILES = "attachments/"


class FileExists(Refusal):
    code = "file_exists"
    says = _("There is a file %(file)s already. A backup never overwrites one: choose another name.")


class NoSuchBackup(Refusal):
    code, kind = "no_such_backup", Kind.NOT_FOUND
    says = _("There is no file %(file)s.")


class NoBackup(Refusal):
    code, kind = "no_backup", Kind.UNREADABLE
    says = _("%(file)s is no backup of Konbit. Nothing was changed.")


class BackupIsBroken(Refusal):
    code, kind = "backup_is_broken", Kind.UNREADABLE
    says = _("The backup %(file)s is damaged: what it holds is not what its list says. Nothing was changed.")


class OtherDatabase(Refusal):
    code = "other_database"
    says = _(
        "The backup is of a %(theirs)s database, and this installation uses %(ours)s. Nothing was changed. "
        "Set KONBIT_DATABASE_URL to a %(theirs)s database to restore it."
    )


class MadeByNewerKonbit(Refusal):
    code = "made_by_newer_konbit"
    says = _(
        "The backup was made by Konbit %(version)s, which is newer than this one. Nothing was changed. Upgrade first."
    )


@dataclass(frozen=True)
class Manifest:
    """What an archive says about itself."""

    format: str
    konbit: str
    made_at: str
    database: str
    migrations: list[str]
    tables: dict[str, int]
    sha256: str
    bytes: int
    # Each file that people added, by its name in the folder; an archive of before there were any names none.
    files: dict[str, str] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def means() -> ModuleType:
    """The database's own means: `dump`, `check` and `put_back`."""
    return sqlite if connection.vendor == "sqlite" else postgresql


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as room:
        yield Path(room)


def write_archive(file: Path) -> Manifest:
    """Write the whole database and the files people added into a new file that only its owner may read.

    Raises:
        FileExists: there is one of that name.
        ProgramIsMissing: PostgreSQL's own program is not on this machine.
    """
    if file.exists():
        raise FileExists(file=file.name)
    made_at = timezone.now()
    with _beside(file.parent) as room:
        part, packed = room / PART, room / "archive.zip"
        dumped = means().dump(part)
        # After the database: a file is written before its row, and its bytes stay for days after the row is gone.
        files = {name: attachments.folder() / name for name in attachments.names_kept()}
        manifest = Manifest(
            format=FORMAT,
            konbit=version("konbit"),
            made_at=made_at.isoformat(),
            database=connection.vendor,
            migrations=dumped.migrations,
            tables=dumped.tables,
            sha256=_sha256(part),
            bytes=part.stat().st_size,
            files={name: _sha256(path) for name, path in files.items()},
        )
        packed.touch(mode=0o600)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(part, PART)
            for name, path in files.items():
                # Packed already, by what they are.
                archive.write(path, FILES + name, zipfile.ZIP_STORED)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        try:
            # Whole or not at all, and never in the place of another file.
            os.link(packed, file)
        except FileExistsError as there:
            raise FileExists(file=file.name) from there
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What the archive says about itself.

    Raises:
        NoSuchBackup: there is no such file.
        NoBackup: it is something else.
    """
    if not file.is_file():
        raise NoSuchBackup(file=file.name)
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = Manifest(**json.loads(archive.read(MANIFEST)))
            datetime.fromisoformat(manifest.made_at)
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        NotImplementedError,
    ) as other:
        raise NoBackup(file=file.name) from other
    if manifest.format != FORMAT:
        raise NoBackup(file=file.name)
    return manifest


@contextmanager
def opened(file: Path, known_migrations: set[str]) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and the database part of an archive that was checked from beginning to end.

    Raises:
        NoSuchBackup, NoBackup, BackupIsBroken: it cannot be used.
        OtherDatabase: it is of another kind of database.
        MadeByNewerKonbit: it holds tables this Konbit does not know.
        ProgramIsMissing: PostgreSQL's own program is not on this machine.
    """
    manifest = read_manifest(file)
    if manifest.database != connection.vendor:
        raise OtherDatabase(theirs=manifest.database, ours=connection.vendor)
    if not known_migrations.issuperset(manifest.migrations):
        raise MadeByNewerKonbit(version=manifest.konbit)
    if not all(map(attachments.is_name_kept, manifest.files)):
        raise BackupIsBroken(file=file.name)
    with _beside(file.parent) as room:
        part = room / PART
        try:
            with zipfile.ZipFile(file) as archive:
                _unpack(archive, PART, part)
                for name in manifest.files:
                    _unpack(archive, FILES + name, files_beside(part) / name)
        except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError) as fault:
            raise BackupIsBroken(file=file.name) from fault
        unlike = any(_sha256(files_beside(part) / name) != wanted for name, wanted in manifest.files.items())
        if unlike or _sha256(part) != manifest.sha256 or not means().is_sound(part, manifest.tables):
            raise BackupIsBroken(file=file.name)
        yield manifest, part


def files_beside(part: Path) -> Path:
    """Where the files of an opened archive lie; made when missing."""
    folder = part.parent / "files"
    folder.mkdir(exist_ok=True)
    return folder


def put_files_back(part: Path) -> int:
    """Put the files of an opened archive into this installation's folder; answers how many were missing there.

    A file never changes under its name, so what is there already stays.
    """
    there, put = set(attachments.names_kept()), 0
    for path in files_beside(part).iterdir():
        if path.name not in there:
            shutil.copyfile(path, attachments.folder() / path.name)
            (attachments.folder() / path.name).chmod(0o600)
            put += 1
    return put


def _unpack(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    with archive.open(name) as packed, path.open("xb") as loose:
        shutil.copyfileobj(packed, loose, 1 << 20)


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
