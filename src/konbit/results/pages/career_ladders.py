"""Career ladders: two of them side by side, one of them step by step, and the forms that change them."""

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
from konbit.network.queries import organization_in
from konbit.results import policies, queries
from konbit.results.domain.pay import is_outside
from konbit.results.forms.career_ladders import ChangeLadderForm, LadderForm, StepForm, TwoLaddersForm
from konbit.results.operations import career_ladders as operations
from konbit.results.pages.form_page import form_page
from konbit.results.queries.career_ladders import (
    ladder_choices,
    ladder_in,
    ladders_of,
    result_choices,
    side_by_side,
    step_of,
    steps_of,
)
from konbit.results.queries.contributions import organizations_spoken_for
from konbit.results.queries.networks import network_for, public_network
from konbit.ui.attempt import posted, send


@require_GET
def career_ladders(request: HttpRequest, address: str) -> HttpResponse:
    """All ladders, and two of them side by side: the first two unless others are chosen."""
    network = public_network(request.by, address)
    found = list(ladders_of(network))
    known = [str(one.pk) for one in found]
    chosen = [
        request.GET.get(name) if request.GET.get(name) in known else fallback
        for name, fallback in zip(("first", "second"), known, strict=False)
    ]
    two = [ladder_in(network, UUID(one)) for one in chosen] if len(chosen) == len(("first", "second")) else []
    facts = {
        "group": network,
        "ladders": found,
        "two": two,
        "rows": side_by_side(*two) if two else [],
        # With two there is nothing to choose.
        "form": TwoLaddersForm(
            initial=dict(zip(("first", "second"), chosen, strict=False)), ladders=ladder_choices(found)
        )
        if len(found) > len(two)
        else None,
        "may_add": bool(organizations_spoken_for(request.by, network)),
    }
    return render(request, "results/career_ladders.html", facts)


@require_GET
def career_ladder(request: HttpRequest, address: str, ladder_id: UUID) -> HttpResponse:
    network = public_network(request.by, address)
    shown = ladder_in(network, ladder_id)
    facts = {
        "group": network,
        "ladder": shown,
        "steps": steps_of(shown),
        "staff_indicators": shown.organization.indicators.filter(concerns_staff=True),
        "may_change": bool(policies.may_speak_for(request.by, shown.organization)),
    }
    return render(request, "results/career_ladder.html", facts)


@require_http_methods(["GET", "POST"])
def new_career_ladder(request: HttpRequest, address: str) -> HttpResponse:
    network = network_for(request.by, address)
    organizations = organizations_spoken_for(request.by, network)
    if not organizations:
        require(policies.may_keep_register(request.by, network))
    form = LadderForm(
        posted(request),
        organizations=[(str(one.pk), one.name) for one in organizations],
        results=result_choices(network),
    )
    tried = send(
        request,
        form,
        operations.add_ladder,
        prepare=lambda typed: (
            _chosen(network, typed) | {"organization": organization_in(network, UUID(typed["organization"]))}
        ),
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. Add its steps below."))
        return redirect("career_ladder", address=network.address, ladder_id=tried.value.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Add a career ladder"),
        lede=_(
            "The steps of an organization's staff with what they pay. Whoever sees the register sees the ladder."
        ),
        button=_("Add this ladder"),
        under=(_("Career ladders"), reverse("career_ladders", args=[network.address])),
        back=reverse("career_ladders", args=[network.address]),
    )


@require_http_methods(["GET", "POST"])
def change_career_ladder(request: HttpRequest, address: str, ladder_id: UUID) -> HttpResponse:
    shown = _changed(request, address, ladder_id)
    network = shown.organization.network
    as_typed = {
        "name": shown.name,
        "approved_by": shown.approved_by,
        "approved_on": shown.approved_on,
        "result": shown.result.code if shown.result else "",
        "version": shown.version,
    }
    form = ChangeLadderForm(posted(request), initial=as_typed, results=result_choices(network))
    tried = send(
        request,
        form,
        operations.change_ladder,
        prepare=lambda typed: _chosen(network, typed),
        ladder=shown,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved."))
        return redirect("career_ladder", address=network.address, ladder_id=shown.pk)
    return _form_of(request, form, tried, shown, heading=_("Change what stands about the ladder"))


@require_http_methods(["GET", "POST"])
def add_ladder_step(request: HttpRequest, address: str, ladder_id: UUID) -> HttpResponse:
    shown = _changed(request, address, ladder_id)
    steps = steps_of(shown)
    last = steps[-1].step if steps else None
    # The next step is most likely paid for the same time.
    likely = {"number": last.number + 1 if last else 1, "per": last.per if last else "year"}
    form = StepForm(posted(request), initial=likely)
    tried = send(request, form, operations.add_step, ladder=shown, by=request.by, at=clock.now())
    if tried:
        return _saved_step(request, shown, form)
    return _form_of(request, form, tried, shown, heading=_("Add a step"))


@require_http_methods(["GET", "POST"])
def change_ladder_step(request: HttpRequest, address: str, ladder_id: UUID, step_id: UUID) -> HttpResponse:
    shown = _changed(request, address, ladder_id)
    step = step_of(shown, step_id)
    as_typed = {
        "number": step.number,
        "title": step.title,
        "low": step.low_cents,
        "high": step.high_cents,
        "entry": step.entry_cents,
        "per": step.per,
    }
    form = StepForm(posted(request), initial=as_typed)
    tried = send(request, form, operations.change_step, step=step, by=request.by, at=clock.now())
    if tried:
        return _saved_step(request, shown, form)
    return _form_of(request, form, tried, shown, heading=_("Change a step"))


@require_POST
def remove_ladder_step(request: HttpRequest, address: str, ladder_id: UUID, step_id: UUID) -> HttpResponse:
    shown = _changed(request, address, ladder_id)
    operations.remove_step(step=step_of(shown, step_id), by=request.by, at=clock.now())
    messages.success(request, _("The step is off the ladder."))
    return redirect("career_ladder", address=address, ladder_id=shown.pk)


def _saved_step(request: HttpRequest, shown: Any, form: StepForm) -> HttpResponse:
    """What was understood of the amounts stands on the ladder's page; entry pay outside the range is said aloud."""
    typed = form.cleaned_data
    if typed["entry"] is not None and is_outside(typed["entry"], typed["low"], typed["high"]):
        messages.warning(
            request, _("Saved. The entry pay lies outside the range of its step: look whether that is meant.")
        )
    else:
        messages.success(request, _("Saved. It stands on the ladder below."))
    return redirect("career_ladder", address=shown.organization.network.address, ladder_id=shown.pk)


def _changed(request: HttpRequest, address: str, ladder_id: UUID) -> Any:
    """The ladder, for whoever may change it."""
    shown = ladder_in(network_for(request.by, address), ladder_id)
    require(policies.may_speak_for(request.by, shown.organization))
    return shown


def _chosen(network: Any, typed: dict[str, Any]) -> dict[str, Any]:
    code = typed["result"]
    return typed | {"result": queries.result_by_code(network, code).result if code else None}


def _form_of(request: HttpRequest, form: Any, tried: Any, shown: Any, *, heading: str) -> HttpResponse:
    network = shown.organization.network
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=heading,
        lede=f"{shown.organization.name}: {shown.name}",
        lede_in=network.language,
        button=_("Save"),
        under=(_("Career ladders"), reverse("career_ladders", args=[network.address])),
        back=reverse("career_ladder", args=[network.address, shown.pk]),
    )
