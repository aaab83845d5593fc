"""How was the meeting? Answered from a link, without a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from konbit.accounts.operations.links import read_link
from konbit.foundation import clock
from konbit.meetings import queries
from konbit.meetings.forms import PulseForm
from konbit.meetings.operations.pulse import answer_pulse
from konbit.meetings.words import PULSE_LINK
from konbit.network.queries import actor_for, day_in
from konbit.ui.attempt import attempt, posted


@require_http_methods(["GET", "POST"])
def pulse(request: HttpRequest, token: str) -> HttpResponse:
    """The questions. That the link was used is noted nowhere: the ticket alone knows that its person answered."""
    at = clock.now()
    link = read_link(token=token, purpose=PULSE_LINK, by=request.by, at=at)
    by = actor_for(link.person, at, channel="link")
    ticket = queries.ticket_of(by, link.about_id)
    form = PulseForm(posted(request), questions=queries.pulse_questions(ticket.meeting))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        tried = attempt(request, form, answer_pulse, ticket_id=ticket.pk, answers=form.answers, by=by, at=at)
        if tried:
            messages.success(request, _("Thank you. Your answer is kept without your name."))
            return redirect("pulse", token=token)
        status = tried.status
    last_day = queries.deadline_for(ticket.meeting, "pulse_end")
    facts = {
        "meeting": ticket.meeting,
        "group": ticket.meeting.group,
        "label": queries.labels_of(ticket.meeting),
        "form": form,
        "has_answered": ticket.is_redeemed,
        "is_over": day_in(ticket.meeting.group, at) > last_day,
        "last_day": last_day,
    }
    return render(request, "meetings/pulse.html", facts, status=status)
