"""Sign in and sign out."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts.forms import SignInForm
from konbit.accounts.operations.links import read_link, use_link
from konbit.accounts.operations.sign_in import SIGN_IN, ask_for_link, sign_in_with_password
from konbit.foundation import clock
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.ui.attempt import attempt, posted


def welcome(request: HttpRequest, person) -> HttpResponse:
    """Sign the person in and lead them on: where they were going, else to their own page in their own language."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return _onward(request, person)


def _onward(request: HttpRequest, person) -> HttpResponse:
    onward = request.session.pop("onward", "")
    with translation.override(person.language):
        mine = reverse("my_page")
    # An address of this site, from its root on: a bare word would be taken for the name of a page.
    safe = onward.startswith("/") and url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}
    )
    return redirect(onward if safe else mine)


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.GET.get("next"):
        request.session["onward"] = request.GET["next"]
    if request.user.is_authenticated and request.method == "GET":
        return _onward(request, request.user)
    form = SignInForm(posted(request))
    status = 200
    if request.method == "POST":
        if form.is_valid() and form.cleaned_data["password"]:
            tried = attempt(
                request, form, sign_in_with_password, **form.cleaned_data, by=request.by, at=clock.now()
            )
            if tried.ok:
                return welcome(request, tried.value)
        elif form.is_valid():
            email = form.cleaned_data["email"]
            if attempt(request, form, ask_for_link, email=email, by=request.by, at=clock.now()).ok:
                return render(request, "accounts/link_sent.html", {"email": email})
        status = 422
    return render(request, "accounts/sign_in.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening shows a button; only the button signs in."""
    at = clock.now()
    link = read_link(token=token, purpose=SIGN_IN, by=request.by, at=at)
    if request.method == "POST":
        use_link(link=link, by=Actor(person_id=link.person_id, channel="link"), at=at)
        return welcome(request, link.person)
    return render(request, "accounts/sign_in_link.html", {"person": link.person})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = redirect("front_page")
    # What somebody else wrote down in a meeting and could not send yet waits on this device for them.
    keeps = "keeps" in request.POST
    response["Clear-Site-Data"] = '"cache"' if keeps else '"cache", "storage"'
    return response


def signed_in_person(request: HttpRequest):
    """The person signed in; nobody else may know that the page is there."""
    if not request.user.is_authenticated:
        raise NotFound
    return request.user
