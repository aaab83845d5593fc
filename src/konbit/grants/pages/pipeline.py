"""Sources of funding, who pursues them, and the steps of a pursuit from finding a source to an award."""

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
from konbit.grants import policies
from konbit.grants.domain.stages import is_an_end, ways_on
from konbit.grants.forms.pipeline import (
    DaysForm,
    FundingSourceForm,
    MoveForm,
    NarrowForm,
    NewFundingSourceForm,
    NewPursuitForm,
    PursuitForm,
    TieAwardForm,
)
from konbit.grants.operations import funding_sources as sources
from konbit.grants.operations import pursuits as operations
from konbit.grants.queries import pipeline as found
from konbit.grants.queries.networks import money_network
from konbit.network.pages.form_page import form_page
from konbit.network.queries import day_in, organization_in, organizations_of
from konbit.results.queries import result_by_code
from konbit.results.queries.career_ladders import result_choices
from konbit.ui.attempt import posted, send


@require_GET
def funding(request: HttpRequest, address: str) -> HttpResponse:
    """The sources of money that members told each other of, narrowed by what fits a small group."""
    network = money_network(request.by, address)
    form = NarrowForm(request.GET or None, results=result_choices(network))
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    today = day_in(network, clock.now())
    narrowed = {
        "match_required": asked.get("match", ""),
        "paid_in_advance": asked.get("advance", ""),
        "most_pages": asked.get("pages"),
        "result": asked.get("result", ""),
        "open_on": today if asked.get("is_open") else None,
    }
    facts = {
        "group": network,
        "form": form,
        "sources": found.funding_sources(network, **narrowed),
        "is_narrowed": any(value not in ("", None) for value in narrowed.values()),
        "today": today,
    }
    return render(request, "grants/funding.html", facts)


@require_GET
def funding_source(request: HttpRequest, address: str, source_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    source = found.funding_source_in(network, source_id)
    pursuits = found.pursuits_of_source(request.by, source)
    own = found.own_organizations(request.by, network)
    pursuing = {one.organization_id for one in pursuits}
    facts = {
        "group": network,
        "source": source,
        "pursuits": pursuits,
        "may_pursue": any(one.pk not in pursuing for one in own),
        "today": day_in(network, clock.now()),
    }
    return render(request, "grants/funding_source.html", facts)


@require_http_methods(["GET", "POST"])
def new_funding_source(request: HttpRequest, address: str) -> HttpResponse:
    network = money_network(request.by, address)
    form = NewFundingSourceForm(posted(request), results=result_choices(network))
    tried = send(
        request,
        form,
        sources.add_funding_source,
        prepare=lambda typed: _with_results(network, typed),
        network=network,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. Every member of the network sees it."))
        return redirect("funding_source", address=network.address, source_id=tried.value.pk)
    return _form(
        request,
        form,
        tried,
        network,
        heading=_("Tell of a source of money"),
        lede=_("Money that a member could apply for. What you do not know may stay empty."),
        button=_("Save"),
        back=reverse("funding", args=[network.address]),
    )


@require_http_methods(["GET", "POST"])
def change_funding_source(request: HttpRequest, address: str, source_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    source = found.funding_source_in(network, source_id)
    as_typed = {name: getattr(source, name) for name in FundingSourceForm.base_fields} | {
        "results": [one.code for one in source.results.all()]
    }
    form = FundingSourceForm(posted(request), initial=as_typed, results=result_choices(network))
    tried = send(
        request,
        form,
        sources.change_funding_source,
        prepare=lambda typed: _with_results(network, typed),
        funding_source=source,
        by=request.by,
        at=clock.now(),
    )
    back = reverse("funding_source", args=[network.address, source.pk])
    if tried:
        messages.success(request, _("Saved."))
        return redirect(back)
    return _form(
        request,
        form,
        tried,
        network,
        heading=_("Change this source"),
        lede=source.name,
        lede_in=network.language,
        button=_("Save"),
        back=back,
    )


@require_GET
def pursuits(request: HttpRequest, address: str) -> HttpResponse:
    """Who pursues which source, as far as this person may see it, and how many days each stage takes."""
    network = money_network(request.by, address)
    ours = {one.pk for one in found.own_organizations(request.by, network)}
    shown = found.pursuits_shown(request.by, network)
    facts = {
        "group": network,
        "own": [one for one in shown if one.organization_id in ours],
        "others": [one for one in shown if one.organization_id not in ours],
        "medians": found.middles(found.pursuits_seen(request.by, network)),
    }
    return render(request, "grants/pursuits.html", facts)


@require_GET
def pursuit(request: HttpRequest, address: str, pursuit_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    shown = found.pursuit_in(request.by, network, pursuit_id)
    today = day_in(network, clock.now())
    medians = found.middles(found.pursuits_seen(request.by, network))
    is_own = bool(policies.may_pursue_for(request.by, shown.organization))
    stages = found.stages_shown(shown, medians, today)
    facts = {
        "group": network,
        "pursuit": shown,
        "source": shown.source_of_funding,
        "stages": stages,
        "is_own": is_own,
        # Who else pursues it is told to its own people alone: others see both on the page of the source.
        "others": found.others_of(shown) if is_own else [],
        "may_move": is_own and bool(ways_on(shown.stage)),
        "may_step_back": is_own and len(stages) > 1,
        "may_tie": is_own and shown.stage == "awarded",
        "is_over": is_an_end(shown.stage),
    }
    return render(request, "grants/pursuit.html", facts)


@require_http_methods(["GET", "POST"])
def new_pursuit(request: HttpRequest, address: str, source_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    source = found.funding_source_in(network, source_id)
    require(policies.may_pursue(request.by, network))
    own = found.own_organizations(request.by, network)
    form = NewPursuitForm(
        posted(request),
        initial={"organization": str(own[0].pk), "is_visible": "yes"},
        organizations=_named(own),
        partners=_named(organizations_of(network)),
        results=result_choices(network),
    )
    tried = send(
        request,
        form,
        operations.open_pursuit,
        prepare=lambda typed: (
            _with_partners(network, typed)
            | {"organization": organization_in(network, UUID(typed["organization"]))}
        ),
        funding_source=source,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. It stands in its first stage."))
        return redirect("pursuit", address=network.address, pursuit_id=tried.value.pk)
    return _form(
        request,
        form,
        tried,
        network,
        heading=_("Pursue this source"),
        lede=source.name,
        lede_in=network.language,
        button=_("Begin"),
        back=reverse("funding_source", args=[network.address, source.pk]),
    )


@require_http_methods(["GET", "POST"])
def change_pursuit(request: HttpRequest, address: str, pursuit_id: UUID) -> HttpResponse:
    network, shown = _own(request, address, pursuit_id)
    form = PursuitForm(
        posted(request),
        initial={
            "is_visible": "yes" if shown.is_visible else "no",
            "sought_cents": shown.sought_cents,
            "partners": [str(one.pk) for one in shown.partners.all()],
            "results": [one.code for one in shown.results.all()],
            "note": shown.note,
            "version": shown.version,
        },
        partners=_named(one for one in organizations_of(network) if one.pk != shown.organization_id),
        results=result_choices(network),
    )
    tried = send(
        request,
        form,
        operations.change_pursuit,
        prepare=lambda typed: _with_partners(network, typed),
        pursuit=shown,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved."))
        return _to(network, shown)
    return _form_of(request, form, tried, network, shown, heading=_("Change this pursuit"), button=_("Save"))


@require_http_methods(["GET", "POST"])
def move_pursuit(request: HttpRequest, address: str, pursuit_id: UUID) -> HttpResponse:
    """The next stage. Before "applied", the page shows who pursues the same source, and the form says that it did."""
    network, shown = _own(request, address, pursuit_id)
    if not ways_on(shown.stage):
        return _to(network, shown)
    form = MoveForm(
        posted(request),
        initial={"on": day_in(network, clock.now()), "stage": ways_on(shown.stage)[0]},
        stands_in=shown.stage,
    )
    tried = send(request, form, operations.move_pursuit, pursuit=shown, by=request.by, at=clock.now())
    if tried:
        messages.success(
            request, _("It stands at “%(stage)s” now.") % {"stage": tried.value.get_stage_display()}
        )
        return _to(network, shown)
    # Asked anew: whoever came while this was being sent stands on the page too.
    others = found.others_of(shown)
    form.show_names(found.mark_of(shown, others), shown.version)
    facts = {
        "group": network,
        "pursuit": shown,
        "form": form,
        "others": others,
        "may_apply": "applied" in ways_on(shown.stage),
    }
    return render(request, "grants/move_pursuit.html", facts, status=tried.status)


@require_POST
def undo_move_pursuit(request: HttpRequest, address: str, pursuit_id: UUID) -> HttpResponse:
    network, shown = _own(request, address, pursuit_id)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    operations.take_step_back(pursuit=shown, version=version, by=request.by, at=clock.now())
    messages.success(request, _("The last step is taken back."))
    return _to(network, shown)


@require_http_methods(["GET", "POST"])
def correct_days(request: HttpRequest, address: str, pursuit_id: UUID, number: int) -> HttpResponse:
    network, shown = _own(request, address, pursuit_id)
    row = next((one for one in shown.stages.all() if one.number == number), None)
    if row is None:
        raise NotFound
    form = DaysForm(
        posted(request),
        initial={"opened_on": row.opened_on, "closed_on": row.closed_on, "version": shown.version},
        is_over=row.closed_on is not None,
    )
    tried = send(
        request,
        form,
        operations.correct_days,
        prepare=lambda typed: {"closed_on": None, **typed},
        pursuit=shown,
        number=number,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved."))
        return _to(network, shown)
    heading = _("Days of “%(stage)s”") % {"stage": row.get_stage_display()}
    return _form_of(request, form, tried, network, shown, heading=heading, button=_("Save"))


@require_http_methods(["GET", "POST"])
def tie_award(request: HttpRequest, address: str, pursuit_id: UUID) -> HttpResponse:
    network, shown = _own(request, address, pursuit_id)
    awards = {str(one.pk): one for one in found.awards_for(shown)}
    form = TieAwardForm(
        posted(request),
        initial={"award": str(shown.award_id or ""), "version": shown.version},
        awards=[(pk, f"{one.code}: {one.title}") for pk, one in awards.items()],
    )
    tried = send(
        request,
        form,
        operations.tie_award,
        prepare=lambda typed: {**typed, "award": awards.get(typed["award"])},
        pursuit=shown,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved."))
        return _to(network, shown)
    return _form_of(request, form, tried, network, shown, heading=_("The award it led to"), button=_("Save"))


def _own(request: HttpRequest, address: str, pursuit_id: UUID) -> tuple[Any, Any]:
    """The network, and a pursuit of the person's own organization."""
    network = money_network(request.by, address)
    shown = found.pursuit_in(request.by, network, pursuit_id)
    require(policies.may_pursue_for(request.by, shown.organization))
    return network, shown


def _named(organizations: Any) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in organizations]


def _with_results(network: Any, typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with the results themselves in place of their codes."""
    return typed | {"results": [result_by_code(network, code).result for code in typed.get("results", ())]}


def _with_partners(network: Any, typed: dict[str, Any]) -> dict[str, Any]:
    partners = [organization_in(network, UUID(one)) for one in typed.get("partners", ())]
    return _with_results(network, typed) | {"partners": partners, "is_visible": typed["is_visible"] == "yes"}


def _to(network: Any, shown: Any) -> HttpResponse:
    return redirect("pursuit", address=network.address, pursuit_id=shown.pk)


def _form(request: HttpRequest, form: Any, tried: Any, network: Any, **facts: Any) -> HttpResponse:
    between = [
        (_("Money"), reverse("money", args=[network.address])),
        (_("Sources of money"), reverse("funding", args=[network.address])),
    ]
    return form_page(request, form, tried.status, group=network, between=between, **facts)


def _form_of(
    request: HttpRequest, form: Any, tried: Any, network: Any, shown: Any, **facts: Any
) -> HttpResponse:
    said = {"organization": shown.organization.name, "source": shown.source_of_funding.name}
    return _form(
        request,
        form,
        tried,
        network,
        lede=_("%(organization)s, toward %(source)s") % said,
        back=reverse("pursuit", args=[network.address, shown.pk]),
        **facts,
    )
