"""What was captured or recorded by mistake is taken back, and brought back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konbit.foundation import clock
from konbit.meetings import policies, queries
from konbit.meetings.operations.captures import undo_withdraw, withdraw
from konbit.meetings.operations.decisions import undo_record_decision
from konbit.meetings.pages.sending import where_it_stands


@require_POST
def take_back(request: HttpRequest, kind: str, captured_id: UUID) -> HttpResponse:
    captured = queries.captured_for(request.by, kind, captured_id, withdrawn=True)
    withdraw(captured=captured, by=request.by, at=clock.now())
    undo = "undo:" + reverse("undo_withdraw", args=[kind, captured.pk])
    messages.success(request, _("It is taken back."), extra_tags=undo)
    return _after_capture(request, captured, "brought-about")


@require_POST
def bring_back(request: HttpRequest, kind: str, captured_id: UUID) -> HttpResponse:
    captured = queries.captured_for(request.by, kind, captured_id, withdrawn=True)
    undo_withdraw(captured=captured, by=request.by, at=clock.now())
    messages.success(request, _("It is back."))
    return _after_capture(request, captured, f"{kind}-{captured.pk}")


def _after_capture(request: HttpRequest, captured: Any, place: str) -> HttpResponse:
    if captured.meeting.is_open or not policies.may_facilitate(request.by, captured.meeting):
        return redirect(where_it_stands(captured.meeting, captured.item_id, place))
    return redirect("review", meeting_id=captured.meeting_id)


@require_POST
def undo_outcome(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    decision = queries.captured_for(request.by, "decision", decision_id)
    undo_record_decision(decision=decision, by=request.by, at=clock.now())
    messages.success(request, _("It is on the table again."))
    return redirect(where_it_stands(decision.meeting, decision.item_id, f"decision-{decision.pk}"))
