"""Files of records: added, taken away, brought back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation import attachments
from konbit.foundation.actor import Actor
from konbit.foundation.attachments import ReadFile, TooManyFiles
from konbit.foundation.models import Attachment
from konbit.foundation.refusals import Refusal, require
from konbit.network import policies


@transaction.atomic
def add_attachment(*, kind: str, record_id: UUID, file: ReadFile, by: Actor, at: datetime) -> Attachment:
    """Add a file to a record. The same file once more, while it is there, is the same file.

    Raises:
        NotFound: no such record, or the person may not know of it.
        NotAllowed: they may see the record, and not add to it.
        TooManyFiles: as many as fit are there.
    """
    holder = attachments.holder_of(kind)
    record = holder.find(by, record_id)
    require(holder.may_add(by, record))
    holder.refuse(record, file.name, file.text)
    there = attachments.files_of(kind, record_id)
    if (same := there.filter(sha256=file.sha256, name=file.name).first()) is not None:
        return same
    if there.count() >= attachments.MOST_FILES:
        raise TooManyFiles(most=attachments.MOST_FILES)
    attachment = Attachment.objects.create(
        about_kind=kind,
        about_id=record_id,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=file.sha256,
        stored_as=attachments.keep(file),
        added_by_id=by.person_id,
        added_at=at,
    )
    _note("network.add_attachment", attachment, holder, record, by=by, at=at)
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, by: Actor, at: datetime) -> Attachment:
    """Take a file away: from now on nobody sees it, and after some days its bytes are deleted.

    Raises:
        NotFound: the person may not know of the record it belongs to.
        NotAllowed: somebody else added it, and the person facilitates nothing here.
        Refusal: the record needs it; its holder says what for.
    """
    holder, record = _of(attachment, by)
    require(policies.may_remove_file(by, attachment, holder.group(record)))
    if attachment.removed_at is None:
        attachment.removed_at = at
        attachment.save(update_fields=["removed_at"])
        holder.refuse_without(record)
        _note("network.remove_attachment", attachment, holder, record, by=by, at=at)
    return attachment


class FileIsGone(Refusal):
    code = "file_is_gone"
    says = _("This file was deleted meanwhile. Add it anew.")


@transaction.atomic
def undo_remove_attachment(*, attachment: Attachment, by: Actor, at: datetime) -> Attachment:
    """Bring a file back that was taken away.

    Raises:
        NotFound, NotAllowed: as for taking it away.
        FileIsGone: its bytes were deleted.
        TooManyFiles: as many as fit are there.
    """
    holder, record = _of(attachment, by)
    require(policies.may_remove_file(by, attachment, holder.group(record)))
    if attachment.removed_at is None:
        return attachment
    if attachments.is_gone(attachment):
        raise FileIsGone
    if attachments.files_of(attachment.about_kind, attachment.about_id).count() >= attachments.MOST_FILES:
        raise TooManyFiles(most=attachments.MOST_FILES)
    attachment.removed_at = None
    attachment.save(update_fields=["removed_at"])
    _note("network.undo_remove_attachment", attachment, holder, record, by=by, at=at)
    return attachment


def _of(attachment: Attachment, by: Actor) -> tuple[attachments.FileHolder, Any]:
    holder = attachments.holder_of(attachment.about_kind)
    return holder, holder.find(by, attachment.about_id)


def _note(
    action: str,
    attachment: Attachment,
    holder: attachments.FileHolder,
    record: Any,
    *,
    by: Actor,
    at: datetime,
) -> None:
    write_entry(
        action,
        about=attachment,
        by=by,
        at=at,
        group_id=holder.group(record).pk,
        fields=["name"],
        unnamed=holder.has_no_names(record),
    )
