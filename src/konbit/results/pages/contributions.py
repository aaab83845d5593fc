"""Who had a part in a result: written down, corrected, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.results import policies, queries
from konbit.results.forms.evidence import ContributionForm, CorrectionForm
from konbit.results.operations import contributions
from konbit.results.pages.form_page import form_page
from konbit.results.queries.contributions import contribution_in, organizations_spoken_for
from konbit.results.queries.networks import chosen_organization, network_for
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def add_contribution(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = network_for(request.by, address)
    result = queries.result_by_code(network, code).result
    form = ContributionForm(posted(request), **_choices(request, network))
    tried = send(
        request,
        form,
        contributions.add_contribution,
        prepare=lambda typed: _whose(network, typed),
        result=result,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. It stands on the list of who had a part in it."))
        return redirect(_list_of(result))
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Who had a part in %(code)s") % {"code": result.code},
        lede=_("One body, what it did, and who says so. Several bodies may have had a part."),
        button=_("Put it on the list"),
        under=(result.code, reverse("result", args=[network.address, result.code])),
        back=_list_of(result),
    )


@require_http_methods(["GET", "POST"])
def correct_contribution(request: HttpRequest, address: str, contribution_id: UUID) -> HttpResponse:
    network = network_for(request.by, address)
    shown = contribution_in(network, contribution_id)
    require(policies.may_write_contribution(request.by, network, shown.organization))
    as_typed = {
        "organization": str(shown.organization_id or ""),
        "body": shown.body,
        "did": shown.did,
        "says_who": shown.says_who,
        "version": shown.version,
    }
    form = CorrectionForm(posted(request), initial=as_typed, **_choices(request, network))
    tried = send(
        request,
        form,
        contributions.correct_contribution,
        prepare=lambda typed: _whose(network, typed),
        contribution=shown,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Corrected."))
        return redirect(_list_of(shown.result))
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Correct a line of who had a part in %(code)s") % {"code": shown.result.code},
        lede=_("One body, what it did, and who says so."),
        button=_("Save"),
        under=(shown.result.code, reverse("result", args=[network.address, shown.result.code])),
        back=_list_of(shown.result),
    )


@require_POST
def withdraw_contribution(request: HttpRequest, address: str, contribution_id: UUID) -> HttpResponse:
    network = network_for(request.by, address)
    shown = contribution_in(network, contribution_id)
    contributions.withdraw_contribution(contribution=shown, by=request.by, at=clock.now())
    undo = "undo:" + reverse("undo_withdraw_contribution", args=[network.address, shown.pk])
    messages.success(request, _("It is off the list."), extra_tags=undo)
    return redirect(_list_of(shown.result))


@require_POST
def undo_withdraw_contribution(request: HttpRequest, address: str, contribution_id: UUID) -> HttpResponse:
    network = network_for(request.by, address)
    shown = contribution_in(network, contribution_id)
    contributions.undo_withdraw_contribution(contribution=shown, by=request.by, at=clock.now())
    messages.success(request, _("It stands on the list again."))
    return redirect(_list_of(shown.result))


def _choices(request: HttpRequest, network: Any) -> dict[str, Any]:
    """All organizations for who keeps the register, else those of the person's own seats."""
    found = organizations_spoken_for(request.by, network)
    require(policies.may_write_contribution(request.by, network, found[0] if found else None))
    keeps = bool(policies.may_keep_register(request.by, network))
    return {"organizations": [(str(one.pk), one.name) for one in found], "only_own": not keeps}


def _whose(network: Any, typed: dict[str, Any]) -> dict[str, Any]:
    return {**typed, "organization": chosen_organization(network, typed["organization"])}


def _list_of(result: Any) -> str:
    return reverse("result", args=[result.priority.network.address, result.code]) + "#parts"
