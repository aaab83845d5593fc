"""One's own keys for programs: made and shown once, listed, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts import queries, words
from konbit.accounts.forms import ApiKeyForm
from konbit.accounts.operations.api_keys import make_api_key, revoke_api_key
from konbit.accounts.pages.sign_in import signed_in_person
from konbit.foundation import clock
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def api_keys(request: HttpRequest) -> HttpResponse:
    """The page that answers the form shows the new key: it stands in no address and in no session."""
    person, at = signed_in_person(request), clock.now()
    form = ApiKeyForm(posted(request))

    def prepare(typed: dict) -> dict:
        return {**typed, "scopes": words.KEY_SCOPES[typed["scopes"]]}

    tried = send(request, form, make_api_key, prepare=prepare, person=person, by=request.by, at=at)
    facts = {
        "secret": tried.value if tried else "",
        "form": ApiKeyForm() if tried else form,
        "keys": queries.api_keys_of(person, at),
        "person": person,
    }
    return render(request, "accounts/api_keys.html", facts, status=tried.status)


@require_POST
def revoke(request: HttpRequest, key_id: UUID) -> HttpResponse:
    person = signed_in_person(request)
    found = queries.api_key_of(person, key_id)
    revoke_api_key(api_key=found, by=request.by, at=clock.now())
    messages.success(request, _("The key “%(name)s” is taken back. It works no more.") % {"name": found.name})
    return redirect("api_keys")
