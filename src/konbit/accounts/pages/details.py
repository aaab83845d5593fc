"""One's own details: name and address, which letters come and when, and a password."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts import queries
from konbit.accounts.forms import DetailsForm, LettersForm, PasswordForm
from konbit.accounts.operations.letters import change_letters, try_address_again
from konbit.accounts.operations.people import change_details, choose_password
from konbit.accounts.pages.sign_in import signed_in_person
from konbit.foundation import clock
from konbit.ui.attempt import attempt, send


@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Three forms; which one was sent shows in a field that only it has."""
    person = signed_in_person(request)
    at, by = clock.now(), request.by
    form = DetailsForm(
        request.POST if "name" in request.POST else None,
        initial={"name": person.name, "email": person.email or "", "language": person.language},
    )
    letters_form = LettersForm(
        request.POST if "time_zone" in request.POST else None,
        initial={
            "kinds": queries.kinds_wanted(person),
            "quiet_from": person.quiet_from,
            "quiet_until": person.quiet_until,
            "time_zone": person.time_zone,
        },
    )
    password_form = PasswordForm(request.POST if "password" in request.POST else None, person=person)
    if send(request, form, change_details, person=person, by=by, at=at):
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your details are saved."))
            return redirect("details")
    if send(request, letters_form, change_letters, person=person, by=by, at=at):
        messages.success(request, _("Your letters come as you chose."))
        return redirect("details")
    if send(request, password_form, choose_password, person=person, by=by, at=at):
        # A new password ends every other session; this one goes on.
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, _("Your password is saved. A sign-in link still works too."))
        return redirect("details")
    facts = {"form": form, "letters_form": letters_form, "password_form": password_form, "person": person}
    return render(request, "accounts/details.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def address_works(request: HttpRequest) -> HttpResponse:
    """The owner of an address from which letters came back says that it works."""
    person = signed_in_person(request)
    if attempt(request, None, try_address_again, person=person, by=request.by, at=clock.now()):
        messages.success(request, _("Letters go to your address again."))
    return redirect("details")
