"""Files of records: looked at, downloaded, added, taken away. Each asks the record the file belongs to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from konbit.foundation import attachments, clock
from konbit.foundation.refusals import require
from konbit.network import files
from konbit.network.forms import FileForm
from konbit.network.operations.attachments import add_attachment, remove_attachment, undo_remove_attachment
from konbit.network.pages.form_page import form_page
from konbit.ui.attempt import posted, send
from konbit.ui.uploads import sent_files


@require_safe
def attachment(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """What a file is, and a look at it: a small picture, or the first lines of a table."""
    file = files.file_for(request.by, attachment_id)
    facts = {"file": file, "group": file.group, "lines": files.first_lines(file.attachment)}
    return render(request, "network/attachment.html", facts)


@require_safe
def download(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """The file, to be saved and never to be opened in the place of a page."""
    found = files.file_for(request.by, attachment_id).attachment
    return _sent(attachments.path_of(found), found)


@require_safe
def picture(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """The small picture of an image."""
    found = files.file_for(request.by, attachment_id).attachment
    return _sent(attachments.path_of(found, small=True), found)


def _sent(path: Any, found: Any) -> HttpResponse:
    answer = HttpResponse(path.read_bytes(), content_type=found.media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, found.name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # Once it is taken away, no cache goes on showing it.
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, about: str, record_id: UUID) -> HttpResponse:
    holder = attachments.holder_of(about)
    record = holder.find(request.by, record_id)
    require(holder.may_add(request.by, record))
    form = FileForm(posted(request), sent_files(request))
    tried = send(
        request, form, add_attachment, kind=about, record_id=record_id, by=request.by, at=clock.now()
    )
    if tried:
        messages.success(request, _("“%(name)s” is added.") % {"name": tried.value.name})
        return redirect(holder.page(record))
    return form_page(
        request,
        form,
        tried.status,
        group=holder.group(record),
        heading=_("Add a file"),
        lede=str(holder.words(record)),
        lede_in=holder.group(record).language,
        button=_("Add the file"),
        back=holder.page(record),
    )


@require_POST
def remove(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    file = files.file_for(request.by, attachment_id)
    remove_attachment(attachment=file.attachment, by=request.by, at=clock.now())
    said = _("“%(name)s” is taken away. Its content is deleted after seven days.") % {
        "name": file.attachment.name
    }
    undo = "undo:" + reverse("undo_remove_attachment", args=[attachment_id])
    messages.success(request, said, extra_tags=undo)
    return redirect(file.page)


@require_POST
def undo_remove(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    file = files.file_for(request.by, attachment_id, removed=True)
    undo_remove_attachment(attachment=file.attachment, by=request.by, at=clock.now())
    messages.success(request, _("“%(name)s” is here again.") % {"name": file.attachment.name})
    return redirect(file.page)
