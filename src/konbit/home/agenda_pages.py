"""The draft agenda, built by the facilitator's hand: the cycle builds it by itself on its day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from konbit.foundation import clock
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings.queries import meeting_for


@require_POST
def build(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = meeting_for(request.by, meeting_id)
    added = build_draft(meeting=meeting, by=request.by, at=clock.now())
    messages.success(
        request,
        ngettext("%(count)s item came onto the agenda.", "%(count)s items came onto the agenda.", added)
        % {"count": added},
    )
    return redirect("agenda", meeting_id=meeting.pk)
