"""What a deciding seat says about its ties to the recipient of one award."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.grants import policies
from konbit.grants.forms.trail import InterestForm
from konbit.grants.operations.interests import answer_interest
from konbit.grants.queries.interests import interest_in
from konbit.grants.queries.networks import money_network, money_settings_of
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def interest(request: HttpRequest, address: str, interest_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    asked = interest_in(network, interest_id)
    require(policies.may_answer_interest(request.by, asked.seat))
    form = InterestForm(posted(request), initial={"answer": asked.answer, "what": asked.what})
    tried = send(
        request,
        form,
        answer_interest,
        award=asked.award,
        seat=asked.seat,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. It counts for this award alone."))
        return redirect("award", address=network.address, code=asked.award.code)
    facts = {
        "group": network,
        "interest": asked,
        "award": asked.award,
        "form": form,
        "settings": money_settings_of(network),
        "back": reverse("award", args=[network.address, asked.award.code]),
    }
    return render(request, "grants/interest.html", facts, status=tried.status)
