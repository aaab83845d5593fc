"""The API as one: the rooms' routers behind one door."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from konbit.accounts.api import router as accounts
from konbit.api.door import Key, enter
from konbit.api.openapi import documented
from konbit.api.operations.answers import answer_once
from konbit.api.problems import HANDLERS, NotServed, not_read, precondition_failed, refused, unreadable
from konbit.api.versions import names_its_version, shows_version, tagged
from konbit.foundation import clock
from konbit.foundation.refusals import Refusal
from konbit.meetings.api import router as meetings
from konbit.network.api import router as network
from konbit.results.api import router as results

ROUTERS = (accounts, network, meetings, results)
ABOUT = (
    "Everything that a person may see and do in Konbit, for programs. A key speaks for the person who made it, with the "
    "seats and roles they hold at that moment: the API shows and does nothing that the pages would not. "
    "Texts come in the language of the Accept-Language header. A “no names” item carries no person and no organization. "
    "Dates are days, moments carry their time zone. A change names the version it read; another one now is a conflict. "
    "One record comes with an ETag: If-None-Match asks for it only where it differs, and a change may name it by If-Match."
)


class Endpoints(NinjaAPI):
    """Ninja's own, with the description completed and each endpoint known by one short name."""

    @cached_property
    def schema(self) -> OpenAPISchema:
        return documented(super().get_openapi_schema())

    def get_openapi_schema(self, **_where: Any) -> OpenAPISchema:
        return self.schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def _unknown(names: set[str]) -> ValidationError:
    """A parameter that nobody reads is a slip: without it, more would be answered than was wanted."""
    return ValidationError(
        [
            {"loc": ("query", name), "type": "extra_forbidden", "msg": "Not known here."}
            for name in sorted(names)
        ]
    )


def _known_to(operation: Operation) -> set[str]:
    """The names of the parameters that an endpoint reads from its address."""
    models = [one for one in operation.models if one.__ninja_param_source__ == "query"]
    return {name for model in models for name in model.__ninja_flatten_map__}


def _carefully(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No parameter is passed over in silence, a request that names an idempotency key is carried out once, and one that
    names the version it read changes no other."""
    known, is_versioned = _known_to(run.__self__), shows_version(run.__self__)

    @wraps(run)
    def answered(request: HttpRequest, **where: Any) -> HttpResponse:
        name = request.headers.get("Idempotency-Key")
        try:
            api_key = enter(request)
        except (Refusal, NotServed):
            # The door says so itself.
            return run(request, **where)
        if unknown := set(request.GET) - known:
            return unreadable(request, _unknown(unknown))
        try:
            if not names_its_version(request):
                return precondition_failed(request)
            if is_versioned:
                return tagged(request, run(request, **where))
            if name is None or request.method != "POST":
                return run(request, **where)
            return answer_once(
                api_key_id=api_key.pk,
                name=name,
                request=request,
                answer=lambda: run(request, **where),
                by=request.by,
                at=clock.now(),
            )
        except Refusal as refusal:
            return refused(request, refusal)
        except (SuspiciousOperation, UnreadablePostError) as wrong:
            return not_read(request, wrong)

    return answered


endpoints = Endpoints(
    title="Konbit", version="1", description=ABOUT, auth=Key(), docs_url=None, urls_namespace="api"
)
endpoints.add_decorator(_carefully, mode="view")
for _router in ROUTERS:
    endpoints.add_router("", _router)
for _exception, _handler in HANDLERS.items():
    endpoints.add_exception_handler(_exception, _handler)
