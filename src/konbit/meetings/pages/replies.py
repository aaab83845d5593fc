"""Replies by mail that could not be read as an answer: the facilitator reads them, and enters what was meant."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.meetings import policies, queries
from konbit.meetings.operations.replies import deal_with_reply, take_reply_up_again
from konbit.meetings.pages.meetings import facts_of


def replies(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    facts = facts_of(request, meeting, replies=queries.replies_of(meeting))
    return render(request, "meetings/replies.html", facts)


@require_POST
def deal_with(request: HttpRequest, meeting_id: UUID, reply_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    reply, at = queries.reply_in(meeting, reply_id), clock.now()
    if "again" in request.POST:
        take_reply_up_again(reply=reply, by=request.by, at=at)
        messages.success(request, _("It waits again."))
    else:
        deal_with_reply(reply=reply, by=request.by, at=at)
        messages.success(request, _("It is marked as seen to."))
    return redirect("unread_replies", meeting_id=meeting.pk)
