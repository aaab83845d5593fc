"""Root addresses: every page under its language."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import get_language_from_request

from konbit.meetings.pages.calendars import calendar_feed


def to_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the front page in the language the browser asks for."""
    return redirect(f"/{get_language_from_request(request)}/")


def healthz(request: HttpRequest) -> HttpResponse:
    """For machines: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("", to_language),
    path("healthz", healthz),
    # For programs, which say in a header which language they want.
    path("api/v1/", include("konbit.api.urls")),
    # For calendars, which ask in no language.
    path("calendar/<str:token>.ics", calendar_feed, name="calendar_feed"),
    *i18n_patterns(
        path("", include("konbit.home.urls")),
        path("", include("konbit.exchange.urls")),
        path("", include("konbit.grants.urls")),
        path("", include("konbit.results.urls")),
        path("", include("konbit.meetings.urls")),
        path("", include("konbit.network.urls")),
        path("", include("konbit.accounts.urls")),
        path("", include("konbit.audit.urls")),
        path("rules/", include("konbit.lawbook.urls")),
        path("", include("konbit.ui.urls")),
    ),
]
handler404 = "konbit.ui.pages.not_found"
handler500 = "konbit.ui.pages.fault"
