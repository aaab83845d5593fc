"""A person's calendar: the page with its address, and the feed that a calendar reads at that address."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from konbit.accounts.operations.links import LinkDoesNotWork, read_link
from konbit.accounts.pages import signed_in_person
from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.meetings import queries
from konbit.meetings.calendars import feed, fingerprint
from konbit.meetings.operations.calendars import make_feed, revoke_feed
from konbit.meetings.words import CALENDAR_FEED


@require_http_methods(["GET", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Make, show, renew and take back the address of one's own calendar."""
    person = signed_in_person(request)
    at = clock.now()
    if request.method == "POST":
        if "take_back" in request.POST:
            revoke_feed(person=person, by=request.by, at=at)
            messages.success(request, _("The address is taken back. It leads nowhere now."))
        else:
            make_feed(person=person, by=request.by, at=at)
            messages.success(request, _("Here is the address of your calendar."))
        return redirect("my_calendar")
    token = queries.feed_token(person, at)
    address = settings.KONBIT_ADDRESS.rstrip("/") + reverse("calendar_feed", args=[token]) if token else ""
    facts = {
        "address": address,
        # What calendar programs open as a subscription.
        "subscribe": "webcal://" + address.partition("://")[2] if address else "",
        "meetings": [one for one in queries.meetings_for_calendar(person, at) if one.starts_at > at],
    }
    return render(request, "meetings/my_calendar.html", facts)


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The meetings of whom the address belongs to, as iCalendar. Who has the address can read it, and nothing more."""
    at = clock.now()
    try:
        person = read_link(token=token, purpose=CALENDAR_FEED, by=request.by, at=at).person
    except LinkDoesNotWork as refused:
        raise NotFound from refused
    if not person.is_active:
        raise NotFound
    meetings = queries.meetings_for_calendar(person, at)
    etag = f'"{fingerprint(person, meetings)}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(
            feed(person, meetings, at),
            content_type="text/calendar; charset=utf-8",
            headers={"ETag": etag, "Content-Disposition": 'inline; filename="konbit.ics"'},
        )
    response["Cache-Control"] = "private, no-cache"
    return response
