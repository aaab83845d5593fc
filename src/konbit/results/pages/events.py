"""Events of a network, one of them with its material, and the forms that change it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.results import policies
from konbit.results.forms.evidence import EventForm, NewEventForm
from konbit.results.operations import events as operations
from konbit.results.pages.form_page import form_page
from konbit.results.queries.artifacts import artifact_in, artifacts_of
from konbit.results.queries.events import event_in, events_of, missing_of, words_for_missing
from konbit.results.queries.evidence import results_shown_by
from konbit.results.queries.networks import (
    chosen_organization,
    network_for,
    organization_choices,
    public_network,
)
from konbit.ui.attempt import posted, send
from konbit.ui.uploads import sent_files


@require_GET
def events(request: HttpRequest, address: str) -> HttpResponse:
    network = public_network(request.by, address)
    facts = {
        "group": network,
        "events": events_of(network),
        "may_keep": bool(policies.may_keep_register(request.by, network)),
    }
    return render(request, "results/events.html", facts)


@require_GET
def event(request: HttpRequest, address: str, event_id: UUID) -> HttpResponse:
    network = public_network(request.by, address)
    shown = event_in(network, event_id)
    facts = {
        "group": network,
        "event": shown,
        "artifacts": shown.artifacts.order_by("name"),
        "results": results_shown_by(shown.evidence_ties),
        "missing": words_for_missing(missing_of(shown)),
        "may_keep": bool(policies.may_keep_register(request.by, network)),
    }
    return render(request, "results/event.html", facts)


@require_http_methods(["GET", "POST"])
def new_event(request: HttpRequest, address: str) -> HttpResponse:
    network = _kept(request, address)
    form = NewEventForm(posted(request), sent_files(request), **_choices(network))
    tried = send(
        request,
        form,
        operations.add_event,
        prepare=lambda typed: _chosen(network, typed),
        network=network,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved."))
        return redirect("event", address=network.address, event_id=tried.value.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Add an event"),
        lede=_(
            "Something that was held for an audience. With its day, its audience and its material it can be evidence."
        ),
        button=_("Add this event"),
        under=(_("Events"), reverse("events", args=[network.address])),
        back=reverse("events", args=[network.address]),
    )


@require_http_methods(["GET", "POST"])
def change_event(request: HttpRequest, address: str, event_id: UUID) -> HttpResponse:
    network = _kept(request, address)
    shown = event_in(network, event_id)
    plain = ("name", "held_on", "audience", "people", "place", "note", "version")
    as_typed = {name: getattr(shown, name) for name in plain} | {
        "held_by": str(shown.held_by_id or ""),
        "artifacts": [str(one.pk) for one in shown.artifacts.all()],
    }
    form = EventForm(posted(request), initial=as_typed, **_choices(network))
    tried = send(
        request,
        form,
        operations.change_event,
        prepare=lambda typed: _chosen(network, typed),
        event=shown,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved."))
        return redirect("event", address=network.address, event_id=shown.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Change what stands about it"),
        lede=shown.name,
        lede_in=network.language,
        button=_("Save"),
        under=(_("Events"), reverse("events", args=[network.address])),
        back=reverse("event", args=[network.address, shown.pk]),
    )


def _kept(request: HttpRequest, address: str) -> Any:
    network = network_for(request.by, address)
    require(policies.may_keep_register(request.by, network))
    return network


def _choices(network: Any) -> dict[str, Any]:
    return {
        "organizations": organization_choices(network),
        "artifacts": [(str(one.pk), one.name) for one in artifacts_of(network)],
    }


def _chosen(network: Any, typed: dict[str, Any]) -> dict[str, Any]:
    return typed | {
        "held_by": chosen_organization(network, typed["held_by"]),
        "artifacts": [artifact_in(network, UUID(one)) for one in typed.get("artifacts", [])],
    }
