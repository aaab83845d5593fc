"""The page that describes the API, made on the server from its own description; and the end of the road."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from konbit.api import problems
from konbit.api.endpoints import endpoints
from konbit.api.reference import reference


@require_safe
def to_docs(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the page about the API."""
    return redirect("api_docs")


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Every endpoint with what it takes and answers."""
    facts: dict[str, Any] = reference(endpoints.schema)
    return render(request, "api/docs.html", facts)


# Nothing is done here, so nobody can be made to do it.
@csrf_exempt
def not_here(request: HttpRequest) -> HttpResponse:
    """Any other address below the API's."""
    return problems.nothing_here(request)
