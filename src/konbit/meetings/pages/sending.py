"""How a page answers who sent a form to it: a person, with a page; or the script of the page, which sends what waited on
a device, as JSON."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.foundation import clock
from konbit.meetings.operations.clashes import keep_clash
from konbit.ui.attempt import Outcome, attempt
from konbit.ui.forms import Form
from konbit.ui.sendings import by_script, refused, saved, signed_out, somebody_else

# Refusals that say: something else stands there already.
CLASHES = {"said_otherwise", "already_recorded", "changed_meanwhile", "is_taken_back"}
NOT_SAID = {"key", "version"}


def for_its_writer(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A script is answered only in the session of the person who wrote what it sends."""

    @wraps(page)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if by_script(request):
            if request.by.person_id is None:
                return signed_out()
            sent = request.POST if request.method == "POST" else request.GET
            if sent.get("person") != str(request.by.person_id):
                return somebody_else()
            if request.method == "POST" and sending(request) is None:
                return refused("unreadable", _("This could not be read. Load the page again."), 422)
        return page(request, *args, **kwargs)

    return asked


def sending(request: HttpRequest) -> UUID | None:
    """The id of what the script sends: the same however often it is sent, another once it is edited."""
    try:
        return UUID(request.POST.get("sending", ""))
    except ValueError:
        return None


def where_it_stands(meeting: Any, item_id: UUID, place: str = "") -> str:
    """The address of the live page, with this item open; `place` is what on it takes the focus."""
    return reverse("live", args=[meeting.pk]) + f"?item={item_id}" + (place and f"#{place}")


def page_was_opened_at(request: HttpRequest) -> datetime | None:
    """When the page was opened on which this waited to be sent; None of what is sent at once."""
    try:
        return datetime.fromisoformat(request.POST["seen"]) if "waited" in request.POST else None
    except (KeyError, ValueError):
        return None


def it_is_stored(request: HttpRequest, said: str, address: str, undo: str = "") -> HttpResponse:
    """Tell the person, and lead them to where it stands. What waited on a device is told by the page's script."""
    if "waited" not in request.POST:
        messages.success(request, said, extra_tags=undo)
    return saved(address) if by_script(request) else redirect(address)


def it_is_refused(form: Form, status: int, fields: str = "meetings/fields.html") -> HttpResponse:
    """What the script shows: one sentence, or the form with its complaints. `fields` is the template of its fields."""
    facts = {
        "summary": render_to_string("ui/forms/errors.html", {"form": form}),
        "fields": render_to_string(fields, {"form": form}),
    }
    code = form.refusals[-1].code if form.refusals else "unreadable"
    return refused(code, " ".join(one.sentence for one in form.complaints), status, **facts)


def kept_beside(
    request: HttpRequest, form: Form, tried: Outcome, captured: Any, address: str
) -> HttpResponse | None:
    """Where something else stands already, a script's sending is kept beside it; None where that is not so."""
    if not by_script(request) or tried.refusal is None or tried.refusal.code not in CLASHES:
        return None
    captured = tried.refusal.facts.get("captured", captured)
    kept = attempt(
        request,
        form,
        keep_clash,
        captured=captured,
        arrived={name: value for name, value in form.cleaned_data.items() if name not in NOT_SAID},
        key=sending(request),
        by=request.by,
        at=clock.now(),
    )
    if not kept:
        return it_is_refused(form, kept.status)
    said = _("Something else stands there already. Both are kept, and the facilitator chooses between them.")
    if "waited" not in request.POST:
        messages.warning(request, said)
    return saved(address, clash=said)
