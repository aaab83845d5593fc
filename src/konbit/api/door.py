"""The door of the API: what every request passes before an endpoint looks at it. A key, its limit, its scope, and JSON."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security.http import HttpAuthBase

from konbit.accounts.operations.api_keys import read_api_key
from konbit.api.operations.limits import count_request
from konbit.api.problems import NotServed
from konbit.foundation import clock
from konbit.foundation.actor import NOBODY
from konbit.foundation.refusals import Kind, Refusal
from konbit.network.queries import actor_for

READS, SENDS = ("GET", "HEAD"), ("POST", "PUT", "PATCH")
_SCHEME = "bearer "


class KeyMayOnlyRead(Refusal):
    code, kind = "key_may_only_read", Kind.NOT_ALLOWED
    says = _("This key may only read. Make one that may write, on your page.")


def enter(request: HttpRequest) -> Any:
    """The key of this request, which then acts as the key's person, with the seats and roles held now.

    A session opens nothing here: a page of somebody else's could send its cookie along. Asked twice, it looks once.

    Raises:
        KeyIsMissing, KeyDoesNotWork, TooManyRequests, KeyMayOnlyRead, NotServed.
    """
    if not hasattr(request, "entered"):
        try:
            request.entered = _look(request)
        except (Refusal, NotServed) as wrong:
            request.entered = wrong
    if isinstance(request.entered, Exception):
        raise request.entered
    return request.entered


def _look(request: HttpRequest) -> Any:
    request.by, at = NOBODY, clock.now()
    sent = request.headers.get("Authorization", "")
    secret = sent[len(_SCHEME) :].strip() if sent.lower().startswith(_SCHEME) else ""
    api_key = read_api_key(secret=secret, by=NOBODY, at=at)
    request.by = actor_for(api_key.person, at, channel="api")
    count_request(api_key=api_key, by=request.by, at=at)
    if request.method not in READS and "write" not in api_key.scopes:
        raise KeyMayOnlyRead
    if not request.accepts("application/json"):
        raise NotServed(406, "not_acceptable")
    if request.method in SENDS and request.content_type != "application/json":
        raise NotServed(415, "unsupported_media_type")
    return api_key


class Key(HttpAuthBase):
    """A key that a person made on their own page."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Any:
        return enter(request)
