"""The files of a record, on the record's page: `{% attachments "artifact" artifact %}`."""

from collections.abc import Mapping
from typing import Any

from django import template

from konbit.foundation.actor import NOBODY
from konbit.foundation.attachments import holder_of
from konbit.network.files import files_shown

register = template.Library()


@register.filter
def at_record(files: Mapping[Any, Any] | None, record_id: Any) -> Any:
    """The files of one of the records that `files_by_record` was asked about."""
    return files.get(record_id, ()) if files else ()


@register.inclusion_tag("network/attachments.html", takes_context=True)
def attachments(
    context: template.Context, kind: str, record: Any, level: int = 2, *, adding: bool = True
) -> dict[str, Any]:
    """The files of a record, and the way to add one for whoever may; nothing where there is neither.

    `level` is that of its heading; without `adding` it only lists, for paper and for lists of records.
    """
    by = getattr(context.get("request"), "by", NOBODY)
    return {
        "files": files_shown(by, kind, record),
        "kind": kind,
        "record": record,
        "level": level,
        "may_add": adding and bool(holder_of(kind).may_add(by, record)),
        "handled": adding,
        "csrf_token": context.get("csrf_token"),
    }
