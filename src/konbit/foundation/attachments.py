"""Files that people add to records: which records take them, what a file may be, and where it is kept.

How a room takes files for its records
1. Its module `attached.py`, found at start-up, says for each kind of record who sees it and who adds to it:

       class Artifacts(FileHolder):
           code = "artifact"                                     # stored with every file; never changed later
           def find(self, by, record_id): ...                    # the record, or NotFound where they may not know of it
           def may_add(self, by, record): ...                    # an Answer
           def group(self, record): return record.network        # whose facilitators may take a file away
           def page(self, record): return reverse("artifact", args=[...])
           def words(self, record): return record.name

       holds_files(Artifacts())

2. The record's page shows its files, and to whoever may add one the way to do it, by

       {% load attachments %}{% attachments "artifact" artifact %}            (add `level=3` below a heading of level 2)

3. A form that makes the record takes a file along: `class ArtifactForm(WithFile, Form)` of `konbit.ui.uploads`, filled
   with `Form(posted(request), sent_files(request))`. Its `cleaned_data["file"]` is a `ReadFile` or None; the verb passes
   it, in its own transaction, to `konbit.network.operations.attachments.add_attachment`.

A file belongs to its record: who sees the record sees it, and nobody else. Its bytes lie in the folder `attachments` of
the data folder under a random name, drawn or written anew by `attachment_reader.py`; nothing of what was sent is kept.
"""

import hashlib
import json
import os
import re
import secrets
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konbit.foundation import attachment_reader
from konbit.foundation.actor import Actor
from konbit.foundation.models import Attachment
from konbit.foundation.refusals import Answer, Kind, NotFound, Refusal

MOST_BYTES = 10_000_000
MOST_FILES = 20
LONGEST_NAME = 120
# The machine may be busy: by the wall's clock a file has more time than by the processor's.
READS_WITHIN = 60
# How long a file that was taken away can be brought back, and one that no row speaks of is left alone.
KEPT_AFTER_REMOVAL, KEPT_UNNAMED = timedelta(days=7), timedelta(days=1)
READER = Path(attachment_reader.__file__)


@dataclass(frozen=True)
class Taken:
    """A kind of file that is taken: how it begins, how its name ends, and what it is served as."""

    code: str
    media_type: str
    begins: bytes
    endings: tuple[str, ...]


TAKEN = (
    Taken("pdf", "application/pdf", b"%PDF-", (".pdf",)),
    Taken("jpeg", "image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg")),
    Taken("png", "image/png", b"\x89PNG\r\n\x1a\n", (".png",)),
    # Text has no beginning of its own: it is what its name says and its reader can read.
    Taken("csv", "text/csv", b"", (".csv",)),
)
ENDINGS = tuple(ending for kind in TAKEN for ending in kind.endings)


# --- what is not taken ------------------------------------------------------------------------


class FileRefused(Refusal):
    kind, field = Kind.UNREADABLE, "file"


class FileIsEmpty(FileRefused):
    code = "file_is_empty"
    says = _("“%(name)s” is empty. Choose another file.")


class FileIsTooBig(FileRefused):
    code = "file_is_too_big"
    says = _("“%(name)s” has %(size)s MB, and 10 MB fit. Make it smaller, or give a link to it.")


class FileKindNotTaken(FileRefused):
    code = "file_kind_not_taken"
    says = _("“%(name)s” is no file of a kind that is taken. PDF, JPEG, PNG and CSV are.")


class FileIsNotWhatItSays(FileRefused):
    code = "file_is_not_what_it_says"
    says = _(
        "“%(name)s” is not what its name says. Save it again as PDF, JPEG, PNG or CSV, then choose it here."
    )


class FileIsNotReadable(FileRefused):
    code = "file_is_not_readable"
    says = _("“%(name)s” cannot be read: it is damaged, or not complete. Save it again, then choose it here.")


class FileIsLocked(FileRefused):
    code = "file_is_locked"
    says = _("“%(name)s” is locked with a password. Save it without one, then choose it here.")


class FileHoldsTooMuch(FileRefused):
    code = "file_holds_too_much"
    says = _(
        "“%(name)s” holds too much: at most 500 pages, 50 million points of a picture, or 200,000 rows. "
        "Make it smaller, or give a link to it."
    )


class FileActs(FileRefused):
    code = "file_acts"
    says = _(
        "“%(name)s” holds a program that could not be taken out. Print it to a new PDF, then choose that."
    )


class TooManyFiles(FileRefused):
    code, kind = "too_many_files", Kind.CONFLICT
    says = _("%(most)s files are here already, and no more fit. Take one away first.")


_BY_CODE: dict[str, type[FileRefused]] = {
    "not_what_it_says": FileIsNotWhatItSays,
    "locked": FileIsLocked,
    "acts": FileActs,
    **dict.fromkeys(
        ("too_many_points", "too_many_pages", "unpacks_too_much", "too_many_rows", "too_much"),
        FileHoldsTooMuch,
    ),
}


# --- reading what was sent --------------------------------------------------------------------


@dataclass(frozen=True)
class ReadFile:
    """A file that was read and written anew: only this is ever kept."""

    name: str
    media_type: str
    content: bytes
    # A small picture of an image; empty for other kinds.
    small: bytes = b""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """What of it is plain text: the cells of a table."""
        return self.content.decode() if self.media_type == "text/csv" else ""


def read_file(name: str, data: bytes) -> ReadFile:
    """Read what somebody sent, in a process of its own.

    Raises:
        FileRefused: it is not taken, and why.
    """
    name = plain_name(name)
    if len(data) > MOST_BYTES:
        raise FileIsTooBig(name=name, size=f"{len(data) / 1_000_000:.1f}")
    if not data:
        raise FileIsEmpty(name=name)
    kind = _kind_of(name, data)
    content, small = _read_apart(name, kind, data)
    return ReadFile(name, kind.media_type, content, small)


def plain_name(name: str) -> str:
    """The name of a file as it may be shown and sent: no folders, nothing that turns or hides letters, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(letter for letter in unicodedata.normalize("NFC", last) if _is_seen(letter))
    plain = re.sub(r"[<>:\"|?*;]", "_", " ".join(plain.split())).lstrip(".")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - len(ending[:8]) - 1] or 'file'}.{ending[:8].lower()}"


def _is_seen(letter: str) -> bool:
    return letter == " " or unicodedata.category(letter)[0] not in "CZ"


def _kind_of(name: str, data: bytes) -> Taken:
    ends = [kind for kind in TAKEN if name.endswith(kind.endings)]
    if not ends:
        raise FileKindNotTaken(name=name)
    begins = [kind for kind in TAKEN if kind.begins and data.startswith(kind.begins)]
    if (begins or [ends[0]]) != ends or not data.startswith(ends[0].begins):
        raise FileIsNotWhatItSays(name=name)
    return ends[0]


def _read_apart(name: str, kind: Taken, data: bytes) -> tuple[bytes, bytes]:
    try:
        done = subprocess.run(  # noqa: S603 - our own file, by the Python that runs this
            [sys.executable, "-I", str(READER), kind.code],
            input=data,
            capture_output=True,
            timeout=READS_WITHIN,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileHoldsTooMuch(name=name) from None
    if done.returncode == attachment_reader.REFUSED:
        raise _BY_CODE.get(done.stderr.decode(errors="replace"), FileIsNotReadable)(name=name)
    if done.returncode < 0:
        # It was stopped: out of time, or out of memory in a library that does not say so.
        raise FileHoldsTooMuch(name=name)
    if done.returncode:
        raise FileIsNotReadable(name=name)
    header, _line, parts = done.stdout.partition(b"\n")
    first, second = json.loads(header)
    if first > 2 * MOST_BYTES:
        raise FileHoldsTooMuch(name=name)
    return parts[:first], parts[first : first + second]


# --- which records take files -----------------------------------------------------------------


class FileHolder:
    """A kind of record that files are added to. A room derives one for each kind, and registers it."""

    code: str

    def find(self, by: Actor, record_id: UUID) -> Any:
        """The record, for somebody who may see it.

        Raises:
            NotFound: there is none, or the person may not know of it.
        """
        raise NotImplementedError

    def may_add(self, by: Actor, record: Any) -> Answer:
        """Who adds a file to it."""
        raise NotImplementedError

    def group(self, record: Any) -> Any:
        """The group it belongs to."""
        raise NotImplementedError

    def page(self, record: Any) -> str:
        """The address of the page on which its files stand."""
        raise NotImplementedError

    def words(self, record: Any) -> str | Promise:
        """What it is called, for the page of a file."""
        raise NotImplementedError

    def has_no_names(self, record: Any) -> bool:  # noqa: ARG002 - for those who derive it
        """Whether nobody may be named with it: then a file tells neither who added it nor a name in its own name."""
        return False

    def refuse(self, record: Any, *texts: str) -> None:
        """Raise where these words, the file's name and what can be read of it, may not stand with the record."""

    def refuse_without(self, record: Any) -> None:
        """Raise where the record cannot be without the file that was just taken away."""


_holders: dict[str, FileHolder] = {}


def holds_files(holder: FileHolder) -> None:
    """Register a kind of record that takes files."""
    _holders[holder.code] = holder


def holder_of(code: str) -> FileHolder:
    """The kind of record with this code.

    Raises:
        NotFound: none takes files under it.
    """
    if code not in _holders:
        raise NotFound
    return _holders[code]


def files_of(code: str, record_id: UUID) -> QuerySet[Attachment]:
    """The files of a record, the oldest first. Ask first whether the person may see the record."""
    return Attachment.objects.filter(about_kind=code, about_id=record_id, removed_at=None)


# --- where they lie ---------------------------------------------------------------------------

SMALL = ".small"
KEPT_NAME = re.compile(r"[0-9a-f]{48}(\.small)?")


def folder() -> Path:
    """Where the files lie; made when missing, for its owner alone."""
    found = Path(settings.KONBIT_HOME) / "attachments"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def keep(read: ReadFile) -> str:
    """Write the file under a random name, and answer the name. A row must speak of it soon, or it is swept away."""
    name = secrets.token_hex(24)
    _write(folder() / name, read.content)
    if read.small:
        _write(folder() / (name + SMALL), read.small)
    return name


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def path_of(attachment: Attachment, *, small: bool = False) -> Path:
    """Where the bytes of a file lie, or those of the small picture of it.

    Raises:
        NotFound: they do not; a picture of a file that is none, or a folder that was lost.
    """
    path = folder() / (attachment.stored_as + (SMALL if small else ""))
    if not path.is_file():
        raise NotFound
    return path


def is_gone(attachment: Attachment) -> bool:
    """Whether the bytes of a file were deleted."""
    return not (folder() / attachment.stored_as).is_file()


def names_kept() -> Iterable[str]:
    """The name of every file in the folder, small pictures too."""
    return sorted(one.name for one in folder().iterdir() if is_name_kept(one.name))


def is_name_kept(name: str) -> bool:
    """Whether a file of the folder can be called so: no path, and nothing that a person chose."""
    return KEPT_NAME.fullmatch(name) is not None


def sweep(at: datetime, now: datetime) -> int:
    """Delete the bytes of what was removed a while ago, and of what no row speaks of; answers how many files went.

    `at` is by the settings' clock, as rows are; `now` by the machine's, as files are.
    """
    living = Attachment.objects.filter(Q(removed_at=None) | Q(removed_at__gt=at - KEPT_AFTER_REMOVAL))
    known = set(living.values_list("stored_as", flat=True))
    gone = 0
    for name in names_kept():
        path = folder() / name
        age = now.timestamp() - path.stat().st_mtime
        if name.removesuffix(SMALL) not in known and age > KEPT_UNNAMED.total_seconds():
            path.unlink(missing_ok=True)
            gone += 1
    return gone
