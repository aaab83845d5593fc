"""The outer frame of every page: turns a refusal into an answer a person can read, and writes refused attempts down."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from konbit.audit.operations import write_refusal
from konbit.foundation import clock
from konbit.foundation.actor import NOBODY
from konbit.foundation.refusals import Kind, Refusal
from konbit.ui.pages import not_found
from konbit.ui.sendings import by_script, refused_by


class RefusalFrame:
    """Catch refusals that a page let through, and audit those that a form already answered (`request.refusals`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.refusals = []
        response = self.get_response(request)
        for refusal in request.refusals:
            match = request.resolver_match
            write_refusal(
                (match.view_name if match else "") or "page",
                refusal=refusal.code,
                by=getattr(request, "by", NOBODY),
                at=clock.now(),
            )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        request.refusals.append(exception)
        if exception.kind is Kind.NOT_FOUND:
            return not_found(request, exception)
        if by_script(request):
            return refused_by(exception)
        return render(request, "ui/refusal.html", {"refusal": exception}, status=exception.kind.status)
