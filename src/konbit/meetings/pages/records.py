"""After the meeting: review, publish, correct; and read the record in any of its versions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.meetings import forms, policies, queries
from konbit.meetings.domain.record_difference import differences
from konbit.meetings.operations.captures import correct_wording
from konbit.meetings.operations.records import publish_record
from konbit.meetings.pages.meetings import facts_of
from konbit.meetings.pages.sending import for_its_writer, it_is_refused, it_is_stored, kept_beside
from konbit.meetings.record_content import by_item, content_of, people_counts, readable
from konbit.ui.attempt import posted, send
from konbit.ui.sendings import by_script


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Everything the record will say, each line open to correction, and the button that publishes it."""
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    if meeting.state not in ("closed", "published"):
        raise NotFound
    newest = queries.records_of(meeting).first()
    form = forms.PublishForm(posted(request), initial={"seen": newest.version if newest else 0})
    tried = send(request, form, publish_record, meeting=meeting, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("The record is published. Each person gets its full text by mail."))
        return redirect("record", meeting_id=meeting.pk)
    content = content_of(meeting)
    newest = queries.records_of(meeting).first()
    changed = _worded(differences(newest.content, content)) if newest else []
    facts = facts_of(
        request,
        meeting,
        form=form,
        items=by_item(content),
        content=content,
        counts=people_counts(content),
        newest=newest,
        changed=changed,
        clashes=queries.open_clashes(meeting, request.by),
    )
    return render(request, "meetings/review.html", facts, status=tried.status)


@require_http_methods(["GET", "POST"])
@for_its_writer
def correct(request: HttpRequest, kind: str, captured_id: UUID) -> HttpResponse:
    captured = queries.captured_for(request.by, kind, captured_id, withdrawn=by_script(request))
    require(policies.may_facilitate(request.by, captured.meeting))
    initial = {"wording": captured.wording, "version": captured.version}
    form = forms.CorrectionForm(posted(request), initial=initial)
    back = reverse("live" if captured.meeting.is_open else "review", args=[captured.meeting_id])
    if captured.meeting.is_open:
        back += f"?item={captured.item_id}"
    tried = send(request, form, correct_wording, captured=captured, by=request.by, at=clock.now())
    if tried:
        return it_is_stored(request, _("The words are corrected."), back)
    if kept := kept_beside(request, form, tried, captured, back):
        return kept
    if by_script(request):
        return it_is_refused(form, tried.status)
    facts = facts_of(
        request,
        captured.meeting,
        form=form,
        heading=_("Correct the words"),
        button=_("Save the correction"),
        back=back,
        captured=captured,
        item=captured.item,
    )
    return render(request, "meetings/correct.html", facts, status=tried.status)


def record(request: HttpRequest, meeting_id: UUID, version: int | None = None) -> HttpResponse:
    """A published version, for one reader: private items only for those who may see them."""
    meeting = queries.meeting_for(request.by, meeting_id)
    found = queries.record_of(meeting, version)
    private = bool(policies.may_see_private(request.by, meeting.group))
    content = readable(found.content, private=private)
    before = queries.record_of(meeting, found.version - 1) if found.version > 1 else None
    changed = differences(readable(before.content, private=private), content) if before else []
    facts = facts_of(
        request,
        meeting,
        record=found,
        content=content,
        items=by_item(content),
        counts=people_counts(content),
        versions=queries.records_of(meeting),
        changed=_worded(changed),
    )
    template = "meetings/record_print.html" if "print" in request.GET else "meetings/record.html"
    return render(request, template, facts)


def _worded(changed: list[Any]) -> list[Any]:
    """Differences in words, attendance, items and what came of them; row ids mean nothing to a reader."""
    return [one for one in changed if one.field not in ("id", "item")]
