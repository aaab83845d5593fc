"""What is evidence for a result, and the looks whether it still holds."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.results import policies, queries
from konbit.results.forms.evidence import CheckForm, EvidenceForm
from konbit.results.operations import checks
from konbit.results.operations.evidence import end_tie, tie_artifact, tie_event
from konbit.results.pages.form_page import form_page
from konbit.results.queries.artifacts import artifact_in
from konbit.results.queries.events import event_in
from konbit.results.queries.evidence import evidence_choices, tie_in
from konbit.results.queries.networks import network_for
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def add_evidence(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """Choose a document or an event of the network that shows where this result stands."""
    network = network_for(request.by, address)
    require(policies.may_change_rung(request.by, network))
    result = queries.result_by_code(network, code).result
    choices = evidence_choices(result)
    form = EvidenceForm(posted(request), choices=choices)
    tried = send(
        request, form, _tie, prepare=dict, network=network, result=result, by=request.by, at=clock.now()
    )
    if tried:
        messages.success(request, _("Noted: it stands under the evidence of this result."))
        return redirect("result", address=network.address, code=result.code)
    facts = {
        "group": network,
        "result": result,
        "form": form,
        "has_choices": bool(choices),
        "may_keep": bool(policies.may_keep_register(request.by, network)),
    }
    return render(request, "results/add_evidence.html", facts, status=tried.status)


def _tie(*, evidence: str, network: Any, **about: Any) -> Any:
    kind, _colon, record_id = evidence.partition(":")
    if kind == "artifact":
        return tie_artifact(artifact=artifact_in(network, UUID(record_id)), **about)
    return tie_event(event=event_in(network, UUID(record_id)), **about)


@require_POST
def end_evidence(request: HttpRequest, address: str, tie_id: UUID) -> HttpResponse:
    """It is no evidence for this result after all."""
    network = network_for(request.by, address)
    tie = tie_in(network, tie_id)
    end_tie(tie=tie, by=request.by, at=clock.now())
    messages.success(request, _("Noted: it is no evidence for this result."))
    return redirect("result", address=network.address, code=tie.result.code)


@require_http_methods(["GET", "POST"])
def check_result(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """Somebody looked, and it still holds."""
    network = network_for(request.by, address)
    require(policies.may_change_rung(request.by, network))
    result = queries.result_by_code(network, code).result
    form = CheckForm(posted(request), initial={"version": result.version})
    tried = send(request, form, checks.check_result, result=result, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("Saved: it still holds."))
        return redirect("result", address=network.address, code=result.code)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Does %(code)s still hold?") % {"code": result.code},
        lede=_(
            "Write this where it still holds. Where it does not, change where the result stands and say why."
        ),
        button=_("It still holds"),
        under=(result.code, reverse("result", args=[network.address, result.code])),
        back=reverse("result", args=[network.address, result.code]),
    )
