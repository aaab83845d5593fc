"""One way to call an operation from a page: what is refused goes into the form and into the audit trail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from konbit.foundation.refusals import Refusal
from konbit.ui.forms import Form


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt: the operation's value, or the refusal."""

    ok: bool
    value: Any = None
    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        """The HTTP status a page that shows this outcome answers with."""
        return self.refusal.kind.status if self.refusal else 200

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
        return Outcome(ok=True, value=operation(**kwargs))
    except Refusal as refusal:
        if not hasattr(request, "refusals"):
            request.refusals = []
        request.refusals.append(refusal)
        if form is not None:
            form.refuse(refusal)
        return Outcome(ok=False, refusal=refusal)
