"""Strategic plans of funders: their versions, what changed in each, and who was consulted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.network.pages.form_page import form_page
from konbit.results import policies
from konbit.results.forms.change_agendas import (
    BecameForm,
    ConsultationForm,
    NewPlanForm,
    PlanVersionForm,
    PublishPlanForm,
)
from konbit.results.operations import strategic_plans as operations
from konbit.results.queries import strategic_plans as queries
from konbit.results.queries.alignment import funders_kept
from konbit.results.queries.change_agendas import agendas_network
from konbit.ui.attempt import posted, send


@require_GET
def plans(request: HttpRequest, address: str) -> HttpResponse:
    network = agendas_network(request.by, address)
    facts = {
        "group": network,
        "plans": queries.plans_of(network),
        "may_add": bool(funders_kept(request.by, network)),
    }
    return render(request, "results/strategic_plans.html", facts)


@require_http_methods(["GET", "POST"])
def new_plan(request: HttpRequest, address: str) -> HttpResponse:
    network = agendas_network(request.by, address)
    funders = {str(one.pk): one for one in funders_kept(request.by, network)}
    if not funders:
        # Who acts for no organization has no plan to begin.
        raise NotFound
    form = NewPlanForm(posted(request), funders=[(pk, one.name) for pk, one in funders.items()])
    tried = send(
        request,
        form,
        operations.found_plan,
        prepare=lambda typed: typed | {"funder": funders[typed["funder"]]},
        network=network,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("The plan is begun. Write its first version."))
        return redirect("write_plan", address=address, plan_id=tried.value.pk)
    home = reverse("plans", args=[address])
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Begin a strategic plan"),
        lede=_("What a funder means to do. It is refined version by version, with who was consulted."),
        button=_("Begin this plan"),
        between=[(_("Strategic plans"), home)],
        back=home,
    )


@require_GET
def plan(request: HttpRequest, address: str, plan_id: UUID, number: int | None = None) -> HttpResponse:
    """The newest published version, or the one asked for."""
    network = agendas_network(request.by, address)
    return _page(request, queries.plan_in(network, plan_id), number, PublishPlanForm())


@require_http_methods(["GET", "POST"])
def write_plan(request: HttpRequest, address: str, plan_id: UUID) -> HttpResponse:
    shown = _kept(request, address, plan_id)
    draft, newest = queries.draft_of(shown), queries.newest_version(shown)
    start = draft or newest
    initial = {
        "text": start.text if start else "",
        "what_changed": draft.what_changed if draft else "",
        "version": draft.version if draft else 0,
    }
    form = PlanVersionForm(posted(request), initial=initial)
    tried = send(request, form, operations.write_version, plan=shown, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("The draft is saved. Members can read it before it is published."))
        return redirect(_address(shown, tried.value.number))
    return _form(request, form, tried, shown, heading=_("Write the next version"), button=_("Save the draft"))


@require_POST
def publish_plan(request: HttpRequest, address: str, plan_id: UUID, number: int) -> HttpResponse:
    shown = _kept(request, address, plan_id)
    form = PublishPlanForm(request.POST)
    tried = send(
        request,
        form,
        operations.publish_version,
        plan_version=queries.plan_version_in(shown, number).version,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Version %(number)s is published.") % {"number": number})
        return redirect(_address(shown, number))
    return _page(request, shown, number, form, status=tried.status)


@require_http_methods(["GET", "POST"])
def add_consultation(request: HttpRequest, address: str, plan_id: UUID, number: int) -> HttpResponse:
    shown = _kept(request, address, plan_id)
    form = ConsultationForm(posted(request))
    tried = send(
        request,
        form,
        operations.add_consultation,
        plan_version=queries.plan_version_in(shown, number).version,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("It stands in the log."))
        return redirect(_address(shown, number))
    return _form(
        request,
        form,
        tried,
        shown,
        number=number,
        heading=_("Write who was consulted about version %(number)s") % {"number": number},
        button=_("Write it into the log"),
    )


@require_http_methods(["GET", "POST"])
def say_what_became(request: HttpRequest, address: str, plan_id: UUID, consultation_id: UUID) -> HttpResponse:
    shown = _kept(request, address, plan_id)
    consultation = queries.consultation_in(shown, consultation_id)
    form = BecameForm(posted(request), initial={"became": consultation.became})
    tried = send(
        request, form, operations.say_what_became, consultation=consultation, by=request.by, at=clock.now()
    )
    number = consultation.plan_version.number
    if tried:
        messages.success(request, _("It stands in the log."))
        return redirect(_address(shown, number))
    return _form(
        request,
        form,
        tried,
        shown,
        number=number,
        heading=_("What became of what %(who)s said?") % {"who": consultation.who},
        button=_("Save"),
    )


def _kept(request: HttpRequest, address: str, plan_id: UUID) -> Any:
    shown = queries.plan_in(agendas_network(request.by, address), plan_id)
    require(policies.may_keep_for_funder(request.by, shown.funder))
    return shown


def _address(shown: Any, number: int) -> str:
    return reverse("plan_version", args=[shown.network.address, shown.pk, number])


def _page(request: HttpRequest, shown: Any, number: int | None, form: Any, status: int = 200) -> HttpResponse:
    versions = list(shown.versions.all())
    version = queries.plan_version_in(shown, number) if versions or number is not None else None
    if version is not None and not form.is_bound:
        form = PublishPlanForm(initial={"version": version.version.version})
    facts = {
        "group": shown.network,
        "plan": shown,
        "versions": versions,
        "shown": version,
        "draft": next((one for one in versions if one.published_at is None), None),
        "may_keep": bool(policies.may_keep_for_funder(request.by, shown.funder)),
        "form": form,
    }
    return render(request, "results/strategic_plan.html", facts, status=status)


def _form(
    request: HttpRequest, form: Any, tried: Any, shown: Any, *, number: int | None = None, **facts: Any
) -> HttpResponse:
    network = shown.network
    home = reverse("plan", args=[network.address, shown.pk])
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        lede=shown.name,
        lede_in=network.language,
        between=[(_("Strategic plans"), reverse("plans", args=[network.address])), (shown.name, home)],
        back=_address(shown, number) if number else home,
        **facts,
    )
