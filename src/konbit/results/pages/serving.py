"""Which commitments serve a result, said from the result's page or from the commitment's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.meetings.queries import commitment_for
from konbit.network.queries import group_for, network_of
from konbit.results import policies, queries
from konbit.results.forms import ServedForm, ServingForm
from konbit.results.operations.serving import tie_commitment, untie_commitment
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def add_serving(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """Choose a commitment that serves this result."""
    group = group_for(request.by, address)
    result = queries.result_by_code(group, code).result
    found = queries.commitments_that_could_serve(request.by, result)
    form = ServingForm(posted(request), commitments=[(str(one.pk), one.wording) for one in found])
    tried = send(
        request,
        form,
        tie_commitment,
        prepare=lambda typed: {"commitment": commitment_for(request.by, UUID(typed["commitment"]))},
        result=result,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Noted: what its owner answers is news for this result."))
        return redirect("result", address=group.address, code=result.code)
    facts = {"group": group, "result": result, "form": form, "has_commitments": bool(found)}
    return render(request, "results/add_serving.html", facts, status=tried.status)


@require_http_methods(["GET", "POST"])
def serves(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """The results that a commitment serves; its owner, or who keeps the register, adds one."""
    commitment = commitment_for(request.by, commitment_id)
    network = network_of(commitment.meeting.group)
    require(policies.may_say_what_serves(request.by, network, commitment))
    served = queries.results_served_by(commitment)
    choices = queries.result_choices(network, without=served)
    form = ServedForm(posted(request), results=choices)
    tried = send(
        request,
        form,
        tie_commitment,
        prepare=lambda typed: {"result": queries.result_by_code(network, typed["result"]).result},
        commitment=commitment,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Noted: what its owner answers is news for this result."))
        return redirect("serves", commitment_id=commitment.pk)
    facts = {
        "group": commitment.meeting.group,
        "network": network,
        "commitment": commitment,
        "results": served,
        "form": form if choices else None,
    }
    return render(request, "results/serves.html", facts, status=tried.status)


@require_POST
def end_serving(request: HttpRequest, commitment_id: UUID, code: str) -> HttpResponse:
    """It does not serve this result after all."""
    commitment = commitment_for(request.by, commitment_id)
    network = network_of(commitment.meeting.group)
    result = queries.result_by_code(network, code).result
    untie_commitment(result=result, commitment=commitment, by=request.by, at=clock.now())
    messages.success(request, _("Noted: it does not serve this result."))
    if "result" in request.POST:
        return redirect("result", address=network.address, code=result.code)
    return redirect("serves", commitment_id=commitment.pk)
