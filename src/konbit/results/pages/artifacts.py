"""The register of documents, maps and forms, one of them with its receivers, and the forms that change it."""

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
from konbit.results import policies
from konbit.results.forms.evidence import ArtifactForm, NewArtifactForm, ReceiverForm
from konbit.results.operations import artifacts as operations
from konbit.results.pages.form_page import form_page
from konbit.results.queries.artifacts import artifact_in, artifacts_of, receipt_of, receipts_of
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
def artifacts(request: HttpRequest, address: str) -> HttpResponse:
    network = public_network(request.by, address)
    facts = {
        "group": network,
        "artifacts": artifacts_of(network),
        "may_keep": bool(policies.may_keep_register(request.by, network)),
    }
    return render(request, "results/artifacts.html", facts)


@require_GET
def artifact(request: HttpRequest, address: str, artifact_id: UUID) -> HttpResponse:
    network = public_network(request.by, address)
    shown = artifact_in(network, artifact_id)
    facts = {
        "group": network,
        "artifact": shown,
        "receipts": receipts_of(shown),
        "results": results_shown_by(shown.evidence_ties),
        "may_keep": bool(policies.may_keep_register(request.by, network)),
    }
    return render(request, "results/artifact.html", facts)


@require_http_methods(["GET", "POST"])
def new_artifact(request: HttpRequest, address: str) -> HttpResponse:
    network = _kept(request, address)
    form = NewArtifactForm(posted(request), sent_files(request))
    tried = send(request, form, operations.add_artifact, network=network, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("Saved. Write down below who received it."))
        return redirect("artifact", address=network.address, artifact_id=tried.value.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Add a document"),
        lede=_("A document, a map or a form, with who approved it and when."),
        button=_("Add it to the register"),
        under=(_("Documents"), reverse("artifacts", args=[network.address])),
        back=reverse("artifacts", args=[network.address]),
    )


@require_http_methods(["GET", "POST"])
def change_artifact(request: HttpRequest, address: str, artifact_id: UUID) -> HttpResponse:
    network = _kept(request, address)
    shown = artifact_in(network, artifact_id)
    as_typed = {name: getattr(shown, name) for name in ArtifactForm.base_fields}
    form = ArtifactForm(posted(request), initial=as_typed)
    tried = send(request, form, operations.change_artifact, artifact=shown, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("Saved."))
        return redirect("artifact", address=network.address, artifact_id=shown.pk)
    return _form_of(request, form, tried, shown, heading=_("Change what stands about it"), button=_("Save"))


@require_http_methods(["GET", "POST"])
def add_receiver(request: HttpRequest, address: str, artifact_id: UUID) -> HttpResponse:
    network = _kept(request, address)
    shown = artifact_in(network, artifact_id)
    form = ReceiverForm(posted(request), organizations=organization_choices(network))
    tried = send(
        request,
        form,
        operations.add_receiver,
        prepare=lambda typed: {**typed, "organization": chosen_organization(network, typed["organization"])},
        artifact=shown,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. It stands on the list of receivers."))
        return redirect("artifact", address=network.address, artifact_id=shown.pk)
    return _form_of(request, form, tried, shown, heading=_("Who received it"), button=_("Put it on the list"))


@require_POST
def remove_receiver(request: HttpRequest, address: str, artifact_id: UUID, receipt_id: UUID) -> HttpResponse:
    network = _kept(request, address)
    shown = artifact_in(network, artifact_id)
    operations.remove_receiver(receipt=receipt_of(shown, receipt_id), by=request.by, at=clock.now())
    messages.success(request, _("The receiver is off the list."))
    return redirect("artifact", address=network.address, artifact_id=shown.pk)


def _kept(request: HttpRequest, address: str) -> Any:
    network = network_for(request.by, address)
    require(policies.may_keep_register(request.by, network))
    return network


def _form_of(request: HttpRequest, form: Any, tried: Any, shown: Any, **facts: str) -> HttpResponse:
    network = shown.network
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        lede=shown.name,
        lede_in=network.language,
        under=(_("Documents"), reverse("artifacts", args=[network.address])),
        back=reverse("artifact", args=[network.address, shown.pk]),
        **facts,
    )
