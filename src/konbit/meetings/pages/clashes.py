"""The facilitator chooses between two sayings of the same thing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.meetings import queries
from konbit.meetings.operations.clashes import resolve_clash, undo_resolve_clash
from konbit.meetings.pages.sending import where_it_stands

CHOICES = ("standing", "arrived")


@require_POST
def choose(request: HttpRequest, meeting_id: UUID, clash_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    clash = queries.clash_for(request.by, meeting, clash_id)
    chosen = request.POST.get("chosen")
    if chosen not in CHOICES:
        raise NotFound
    resolve_clash(clash=clash, chosen=chosen, by=request.by, at=clock.now())
    said = _("What stands is kept.") if chosen == "standing" else _("What came second stands now.")
    undo = "undo:" + reverse("undo_resolve_clash", args=[meeting.pk, clash.pk])
    messages.success(request, said, extra_tags=undo)
    return _back(meeting, clash.item_id)


@require_POST
def undo_choice(request: HttpRequest, meeting_id: UUID, clash_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    clash = queries.clash_for(request.by, meeting, clash_id)
    undo_resolve_clash(clash=clash, by=request.by, at=clock.now())
    messages.success(request, _("The choice is taken back."))
    return _back(meeting, clash.item_id)


def _back(meeting: Any, item_id: UUID) -> HttpResponse:
    if meeting.is_open:
        return redirect(where_it_stands(meeting, item_id))
    return redirect("review", meeting_id=meeting.pk)
