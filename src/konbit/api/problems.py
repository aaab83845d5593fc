"""Every "no" of the API as problem+json (RFC 9457): a code that stays, a sentence, and never a trace."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.errors import HttpError, ValidationError

from konbit.api.operations.limits import TooManyRequests
from konbit.foundation.refusals import Kind, Refusal

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("django.request")


class WrongField(Schema):
    """One field that cannot be read, and why."""

    field: str
    code: str
    detail: str


class Problem(Schema):
    """Why a request was not carried out. Nothing was changed."""

    type: str
    title: str
    status: int
    code: str = Field(description="Stays the same in every language and every version.")
    detail: str = Field(description="What is wrong and what to do, in the language you asked for.")
    field: str | None = Field(None, description="The one field that is meant.")
    errors: list[WrongField] | None = Field(None, description="Each field that cannot be read.")
    theirs: dict[str, Any] | None = Field(
        None, description="What stands now, where somebody changed it meanwhile."
    )
    yours: dict[str, Any] | None = Field(None, description="What you sent for the same fields.")
    version: int | None = Field(None, description="The version that stands now.")


class NotServed(Exception):
    """The request cannot even be looked at: its form is wrong, not its meaning."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


def body_of(status: int, code: str, detail: str, **more: Any) -> str:
    """The text of a problem."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": code}
    return json.dumps({**said, "detail": detail, **more}, cls=DjangoJSONEncoder)


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    return HttpResponse(body_of(status, code, detail, **more), status=status, content_type=MEDIA_TYPE)


def sentence_for(status: int) -> tuple[str, str]:
    """Code and sentence for a status that says nothing more of itself."""
    known = {
        400: ("unreadable_request", _("This request cannot be read.")),
        404: ("not_found", _("There is nothing here.")),
        405: ("method_not_allowed", _("This address does not take such a request.")),
        406: ("not_acceptable", _("Answers come as JSON. Accept “application/json”.")),
        412: (
            "precondition_failed",
            _("If-Match does not name the version that this request carries. Nothing was changed."),
        ),
        413: ("too_large", _("This is too much at once. Send it in smaller parts.")),
        415: ("unsupported_media_type", _("Send JSON, with the content type “application/json”.")),
    }
    fault = ("fault", _("We could not work this out. Nothing was changed."))
    return known.get(status, known[400] if status < 500 else fault)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """The one fixed answer for what is not there, or not there for this person."""
    return problem(404, *sentence_for(404))


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refused request. It is written down by the same outer frame as a refused page."""
    if not isinstance(refusal, TooManyRequests) or refusal.facts["is_first"]:
        request.refusals.append(refusal)
    if refusal.kind is Kind.NOT_FOUND:
        return nothing_here(request)
    more: dict[str, Any] = {"field": refusal.field} if refusal.field else {}
    if theirs := refusal.facts.get("theirs"):
        more["theirs"], more["yours"] = theirs, _sent(request, theirs)
    if version := refusal.facts.get("version"):
        more["version"] = version
    # Of a request that names the version it read, HTTP asks for an answer of its own.
    is_unmet = bool(version) and request.headers.get("If-Match", "*").strip() != "*"
    answer = problem(412 if is_unmet else refusal.kind.status, refusal.code, refusal.sentence, **more)
    if refusal.kind is Kind.NOT_KNOWN:
        answer["WWW-Authenticate"] = "Bearer"
    if refusal.kind is Kind.TOO_MANY:
        answer["Retry-After"] = str(refusal.facts["wait"])
    return answer


def _sent(request: HttpRequest, fields: Any) -> dict[str, Any]:
    sent = json.loads(request.body or b"{}")
    return {name: sent[name] for name in fields if name in sent}


def not_served(request: HttpRequest, wrong: NotServed) -> HttpResponse:
    return problem(wrong.status, *sentence_for(wrong.status))


def precondition_failed(request: HttpRequest) -> HttpResponse:
    return problem(412, *sentence_for(412))


def unreadable(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Each field that cannot be read. What was sent is not repeated."""
    errors = [
        {"field": ".".join(str(part) for part in one["loc"][1:]), "code": one["type"], "detail": one["msg"]}
        for one in wrong.errors
    ]
    said = _("Some fields cannot be read. Each is named, with what would work.")
    return problem(422, "unreadable_fields", said, errors=errors)


def http_error(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    return problem(wrong.status_code, *sentence_for(wrong.status_code))


def not_read(request: HttpRequest, wrong: Exception) -> HttpResponse:
    """A body that is too large, or broke off on its way."""
    status = 413 if isinstance(wrong, RequestDataTooBig) else 400
    return problem(status, *sentence_for(status))


def fault(request: HttpRequest, wrong: Exception) -> HttpResponse:
    """What we could not work out: logged, and told without a trace."""
    log.error("Fault in the API: %s", request.path, exc_info=wrong)
    return problem(500, *sentence_for(500))


HANDLERS = {
    Refusal: refused,
    NotServed: not_served,
    ValidationError: unreadable,
    HttpError: http_error,
    SuspiciousOperation: not_read,
    UnreadablePostError: not_read,
    Exception: fault,
}
