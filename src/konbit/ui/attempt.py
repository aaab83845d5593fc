"""One way to call an operation from a page: what is refused goes into the form and into the audit trail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest

from konbit.foundation.refusals import Refusal
from konbit.ui.forms import Form
from konbit.ui.kept import forget_what_went_through


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt: the operation's value, or the refusal; or nothing, of a form not sent or not readable."""

    ok: bool
    value: Any = None
    refusal: Refusal | None = None
    unreadable: bool = False

    @property
    def status(self) -> int:
        """The HTTP status a page that shows this outcome answers with."""
        if self.refusal is not None:
            return self.refusal.kind.status
        return 422 if self.unreadable else 200

    def __bool__(self) -> bool:
        return self.ok


def posted(request: HttpRequest) -> Any:
    """What was sent, for a form; None where the page is only being opened. An empty sending is a sending too."""
    return request.POST if request.method == "POST" else None


def attempt(request: HttpRequest, form: Form | None, operation: Callable[..., Any], **kwargs: Any) -> Outcome:
    """Call the operation. A refusal stands in the form afterwards, and is written down after the page has answered.

    Anything else that goes wrong is a fault and rises.
    """
    try:
        value = _called(operation, kwargs)
    except Refusal as refusal:
        if not hasattr(request, "refusals"):
            request.refusals = []
        request.refusals.append(refusal)
        if form is not None:
            form.refuse(refusal)
        return Outcome(ok=False, refusal=refusal)
    forget_what_went_through(request)
    return Outcome(ok=True, value=value)


def _called(operation: Callable[..., Any], kwargs: dict[str, Any]) -> Any:
    """The operation's value. Of two sendings at once, the later one meets a row that did not stand yet when it looked:
    it looks again, and finds what the first one stored."""
    try:
        return operation(**kwargs)
    except IntegrityError:
        return operation(**kwargs)


def send(
    request: HttpRequest,
    form: Form,
    operation: Callable[..., Any],
    *,
    prepare: Callable[[dict[str, Any]], dict[str, Any]] = dict,
    **kwargs: Any,
) -> Outcome:
    """Attempt the operation with what the form holds. A form that is only being opened, or cannot be read, attempts
    nothing. `prepare` turns what was typed and chosen into what the operation takes.
    """
    if not form.is_bound:
        return Outcome(ok=False)
    if not form.is_valid():
        return Outcome(ok=False, unreadable=True)
    return attempt(request, form, operation, **prepare(form.cleaned_data), **kwargs)
