"""Who acts in this request: built once, on first use, and read by every room as `request.by`."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from konbit.foundation import clock
from konbit.network.queries import actor_for

TOUCHED, A_MINUTE = "touched", 60


def _stay_awake(request: HttpRequest) -> None:
    """Begin the idle time anew; written once a minute, since a write at every page is what slows readers down."""
    now = int(time.time())
    if now - request.session.get(TOUCHED, 0) >= A_MINUTE:
        request.session[TOUCHED] = now


class Acting:
    """Set `request.by`, the frozen actor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.by = SimpleLazyObject(lambda: actor_for(request.user, clock.now()))
        response = self.get_response(request)
        if request.user.is_authenticated:
            _stay_awake(request)
            # A page with private content stays in no cache.
            response.headers.setdefault("Cache-Control", "no-store")
        return response
