"""The network report of one cycle, on the screen and on paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.network.queries import group_for
from konbit.results import queries


@require_GET
def report(request: HttpRequest, address: str, meeting_id: UUID | None = None) -> HttpResponse:
    """The cycle that ended with this meeting, the newest one unless another is asked for."""
    group = group_for(request.by, address)
    # Results, and with them the report, belong to the whole network.
    if group.parent_id is not None:
        raise NotFound
    at = clock.now()
    facts = {
        "group": group,
        "now": at,
        "report": queries.report_of(group, at, meeting_id),
        "cycles": queries.held_meetings(group),
    }
    template = "results/report_print.html" if "print" in request.GET else "results/report.html"
    return render(request, template, facts)
