"""Lay the series of a group, and say that a meeting is missed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.meetings import policies, queries
from konbit.meetings.operations.series import lay_series, miss_meeting, undo_miss
from konbit.meetings.series_forms import MissForm, SeriesForm
from konbit.network.queries import group_for
from konbit.ui.attempt import posted, send
from konbit.ui.formats import long_day


@require_http_methods(["GET", "POST"])
def lay(request: HttpRequest, address: str) -> HttpResponse:
    """The meetings of a year, by the group's interval."""
    group = group_for(request.by, address)
    require(policies.may_call_meeting(request.by, group))
    at = clock.now()
    initial = {
        "first_day": queries.suggested_start(group, at),
        "begins": group.meets_from,
        "ends": group.meets_until,
        "place": group.place,
        "link": group.meeting_link,
    }
    form = SeriesForm(posted(request), initial=initial)
    tried = send(request, form, lay_series, group=group, by=request.by, at=at)
    if tried:
        said = ngettext(
            "%(count)d meeting is laid. Members get its day for their calendar.",
            "%(count)d meetings are laid. Members get the days for their calendar, in one letter.",
            len(tried.value),
        )
        messages.success(request, said % {"count": len(tried.value)})
        return redirect("meetings", address=address)
    facts = {
        "group": group,
        "form": form,
        "heading": _("Lay the meetings of a year"),
        "button": _("Lay the meetings"),
        "lede": ngettext(
            "From the first day on, a meeting every %(days)d day. Konbit keeps a year ahead.",
            "From the first day on, a meeting every %(days)d days. Konbit keeps a year ahead.",
            group.interval_days,
        )
        % {"days": group.interval_days},
        "back": reverse("meetings", args=[address]),
    }
    return render(request, "meetings/form_page.html", facts, status=tried.status)


@require_http_methods(["GET", "POST"])
def miss(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """We will not meet, or did not."""
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_call_meeting(request.by, meeting.group))
    form = MissForm(posted(request))
    tried = send(request, form, miss_meeting, meeting=meeting, by=request.by, at=clock.now())
    if tried:
        messages.success(
            request,
            _("The meeting is marked as missed."),
            extra_tags="undo:" + reverse("undo_miss", args=[meeting.pk]),
        )
        return redirect("meetings", address=meeting.group.address)
    facts = {
        "group": meeting.group,
        "meeting": meeting,
        "form": form,
        "heading": _("No meeting on %(day)s") % {"day": long_day(meeting.day)},
        "button": _("Mark it as missed"),
        "lede": _(
            "The day stays in the list, as missed. What was promised stays as it is until you meet next."
        ),
        "back": reverse("meeting", args=[meeting.pk]),
    }
    return render(request, "meetings/form_page.html", facts, status=tried.status)


@require_POST
def take_back_miss(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    undo_miss(meeting=meeting, by=request.by, at=clock.now())
    messages.success(request, _("The meeting is not missed: it is being prepared again."))
    return redirect("meeting", meeting_id=meeting.pk)
