"""Pilots of a network, one of them, and the steps it takes from its plan to the choice about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.meetings.forms import member_choices
from konbit.network.queries import day_in, member_in, members_of
from konbit.results import policies, queries
from konbit.results.forms.pilots import ClosePilotForm, NewPilotForm, PilotForm
from konbit.results.operations import pilots as operations
from konbit.results.pages.form_page import form_page
from konbit.results.queries.career_ladders import result_choices
from konbit.results.queries.networks import network_for, public_network
from konbit.results.queries.pilots import missing_of, pilot_in, pilots_of
from konbit.ui.attempt import posted, send


@require_GET
def pilots(request: HttpRequest, address: str) -> HttpResponse:
    network = public_network(request.by, address)
    facts = {
        "group": network,
        "pilots": pilots_of(network),
        "may_keep": bool(policies.may_keep_register(request.by, network)),
    }
    return render(request, "results/pilots.html", facts)


@require_GET
def pilot(request: HttpRequest, address: str, pilot_id: UUID) -> HttpResponse:
    network = public_network(request.by, address)
    shown = pilot_in(network, pilot_id)
    facts = {
        "group": network,
        "pilot": shown,
        "missing": ", ".join(missing_of(shown)),
        "is_due": shown.state == "running" and shown.decide_on <= day_in(network, clock.now()),
        "names_people": request.by.in_group(network.pk),
        "may_keep": bool(policies.may_keep_register(request.by, network)),
    }
    return render(request, "results/pilot.html", facts)


@require_http_methods(["GET", "POST"])
def new_pilot(request: HttpRequest, address: str) -> HttpResponse:
    network = _kept(request, address)
    form = NewPilotForm(posted(request), **_choices(network))
    tried = send(
        request,
        form,
        operations.plan_pilot,
        prepare=lambda typed: _chosen(network, typed),
        network=network,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. It is planned and has not started."))
        return redirect("pilot", address=network.address, pilot_id=tried.value.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Plan a pilot"),
        lede=_(
            "Something tried for a while. On its day the network decides whether to keep, change or stop it."
        ),
        button=_("Plan this pilot"),
        under=(_("Pilots"), reverse("pilots", args=[network.address])),
        back=reverse("pilots", args=[network.address]),
    )


@require_http_methods(["GET", "POST"])
def change_pilot(request: HttpRequest, address: str, pilot_id: UUID) -> HttpResponse:
    network = _kept(request, address)
    shown = pilot_in(network, pilot_id)
    as_typed = {name: getattr(shown, name) for name in PilotForm.base_fields} | {
        "result": shown.result.code if shown.result else "",
        "owner": str(shown.owner_id or ""),
    }
    form = PilotForm(posted(request), initial=as_typed, **_choices(network))
    tried = send(
        request,
        form,
        operations.change_pilot,
        prepare=lambda typed: _chosen(network, typed),
        pilot=shown,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request, form, tried, shown, heading=_("Change the pilot"), button=_("Save"), said=_("Saved.")
    )


@require_POST
def start_pilot(request: HttpRequest, address: str, pilot_id: UUID) -> HttpResponse:
    network = _kept(request, address)
    shown = operations.start_pilot(pilot=pilot_in(network, pilot_id), by=request.by, at=clock.now())
    messages.success(request, _("The pilot has started."))
    return redirect("pilot", address=network.address, pilot_id=shown.pk)


@require_http_methods(["GET", "POST"])
def close_pilot(request: HttpRequest, address: str, pilot_id: UUID) -> HttpResponse:
    network = _kept(request, address)
    shown = pilot_in(network, pilot_id)
    form = ClosePilotForm(posted(request), initial={"version": shown.version})
    tried = send(request, form, operations.close_pilot, pilot=shown, by=request.by, at=clock.now())
    said = _("The pilot is closed. What was decided stands below.")
    return _after(
        request,
        form,
        tried,
        shown,
        heading=_("Keep, change or stop?"),
        button=_("Close the pilot"),
        said=said,
    )


def _kept(request: HttpRequest, address: str) -> Any:
    network = network_for(request.by, address)
    require(policies.may_keep_register(request.by, network))
    return network


def _choices(network: Any) -> dict[str, Any]:
    members = members_of(network, day_in(network, clock.now()))
    return {"results": result_choices(network), "owners": member_choices(members)}


def _chosen(network: Any, typed: dict[str, Any]) -> dict[str, Any]:
    code, owner = typed["result"], typed["owner"]
    return typed | {
        "result": queries.result_by_code(network, code).result if code else None,
        "owner": member_in(network, owner) if owner else None,
    }


def _after(
    request: HttpRequest, form: Any, tried: Any, shown: Any, *, heading: str, button: str, said: str
) -> HttpResponse:
    network = shown.network
    if tried:
        messages.success(request, said)
        return redirect("pilot", address=network.address, pilot_id=shown.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=heading,
        lede=shown.name,
        lede_in=network.language,
        button=button,
        under=(_("Pilots"), reverse("pilots", args=[network.address])),
        back=reverse("pilot", args=[network.address, shown.pk]),
    )
