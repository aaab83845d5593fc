"""What a page shows of the files of a record, to one person."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from konbit.accounts.models import Person
from konbit.foundation import attachments
from konbit.foundation.actor import Actor
from konbit.foundation.models import Attachment
from konbit.foundation.refusals import NotFound
from konbit.network import policies

FIRST_LINES, FIRST_COLUMNS, FIRST_BYTES = 20, 12, 64_000


@dataclass(frozen=True)
class File:
    """A file with its record, as one person sees it."""

    attachment: Attachment
    record: Any
    holder: attachments.FileHolder
    added_by: str
    may_remove: bool

    @property
    def group(self) -> Any:
        return self.holder.group(self.record)

    @property
    def page(self) -> str:
        return self.holder.page(self.record)

    @property
    def words(self) -> str:
        return str(self.holder.words(self.record))

    @property
    def kind(self) -> str:
        """PDF, JPEG, PNG or CSV."""
        return next(
            one.code for one in attachments.TAKEN if one.media_type == self.attachment.media_type
        ).upper()

    @property
    def is_picture(self) -> bool:
        return self.attachment.media_type.startswith("image/")


def _shown(attachment: Attachment, holder: attachments.FileHolder, record: Any, by: Actor) -> File:
    person = Person.objects.filter(pk=attachment.added_by_id).first()
    is_member = by.in_group(holder.group(record).pk)
    return File(
        attachment,
        record,
        holder,
        # Whoever only looks in from outside learns no names.
        added_by=person.name if person and is_member and not holder.has_no_names(record) else "",
        may_remove=bool(policies.may_remove_file(by, attachment, holder.group(record))),
    )


def files_shown(by: Actor, kind: str, record: Any) -> list[File]:
    """The files of a record that stands on a page which this person sees."""
    holder = attachments.holder_of(kind)
    return [_shown(one, holder, record, by) for one in attachments.files_of(kind, record.pk)]


def files_by_record(kind: str, record_ids: Iterable[UUID]) -> dict[UUID, list[Attachment]]:
    """The files of many records that this page shows, by the record, in one look."""
    found: dict[UUID, list[Attachment]] = defaultdict(list)
    for one in Attachment.objects.filter(about_kind=kind, about_id__in=list(record_ids), removed_at=None):
        found[one.about_id].append(one)
    return dict(found)


def file_for(by: Actor, attachment_id: UUID, *, removed: bool = False) -> File:
    """A file, for whoever sees the record it belongs to; one that was taken away only with `removed`.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    found = Attachment.objects.filter(pk=attachment_id).first()
    if found is None or (found.removed_at and not removed):
        raise NotFound
    holder = attachments.holder_of(found.about_kind)
    return _shown(found, holder, holder.find(by, found.about_id), by)


def first_lines(attachment: Attachment) -> list[list[str]]:
    """The first rows of a table, as far as they fit on a page."""
    if attachment.media_type != "text/csv":
        return []
    with attachments.path_of(attachment).open(encoding="utf-8", errors="replace", newline="") as file:
        lines = _lines(file.read(FIRST_BYTES))
        return [row[:FIRST_COLUMNS] for row in islice(lines, FIRST_LINES)]


def _lines(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(text.splitlines(keepends=True))
    except csv.Error:
        # Cut in the middle of a cell that is longer than what is shown.
        return
