"""How strategies of communities and long-term outcomes of funders meet, and the outcomes themselves."""

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
from konbit.results import queries as register
from konbit.results.forms.change_agendas import (
    AnswerAlignmentForm,
    NewOutcomeForm,
    OutcomeForm,
    ProposeAlignmentForm,
)
from konbit.results.operations import alignment as operations
from konbit.results.operations import outcomes
from konbit.results.queries import alignment as queries
from konbit.results.queries.career_ladders import result_choices
from konbit.results.queries.change_agendas import agenda_of, agendas_network, community_at, strategy_in
from konbit.ui.attempt import posted, send


@require_GET
def alignment(request: HttpRequest, address: str) -> HttpResponse:
    """Both lists always: strategies that no outcome meets, and outcomes that no strategy meets."""
    network = agendas_network(request.by, address)
    both = queries.both_ways(network)
    facts = {
        "group": network,
        "both": both,
        "to_answer": queries.ties_to_answer(request.by, both.alignments),
    }
    return render(request, "results/alignment.html", facts)


@require_http_methods(["GET", "POST"])
def propose_alignment(request: HttpRequest, address: str, code: str) -> HttpResponse:
    community = community_at(request.by, address)
    require(policies.may_propose_alignment(request.by, community))
    strategy = strategy_in(agenda_of(community), code)
    home = reverse("change_agenda", args=[address])
    form = ProposeAlignmentForm(
        posted(request), outcomes=queries.outcome_choices(community.network, without=strategy)
    )
    tried = send(
        request,
        form,
        operations.propose_alignment,
        prepare=lambda typed: typed | {"outcome": queries.outcome_in(community.network, typed["outcome"])},
        strategy=strategy,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Proposed. The funder of the outcome confirms it, or says why not."))
        return redirect(home)
    return form_page(
        request,
        form,
        tried.status,
        group=community.partnership,
        heading=_("Which outcome does %(code)s meet?") % {"code": strategy.code},
        lede=strategy.text,
        lede_in=community.partnership.language,
        button=_("Propose it"),
        between=[(_("Change agenda"), home)],
        back=home,
    )


@require_http_methods(["GET", "POST"])
def answer_alignment(request: HttpRequest, address: str, alignment_id: UUID) -> HttpResponse:
    network = agendas_network(request.by, address)
    shown = queries.alignment_in(network, alignment_id)
    require(policies.may_answer_alignment(request.by, shown.outcome.funder))
    initial = {
        "answer": "" if shown.state == "proposed" else shown.state,
        "because": shown.because,
        "version": shown.version,
    }
    form = AnswerAlignmentForm(posted(request), initial=initial)
    tried = send(request, form, operations.answer_alignment, alignment=shown, by=request.by, at=clock.now())
    home = reverse("alignment", args=[address])
    if tried:
        messages.success(request, _("Answered. The community reads it on this page."))
        return redirect(home)
    facts = {"group": network, "alignment": shown, "form": form, "back": home}
    return render(request, "results/answer_alignment.html", facts, status=tried.status)


@require_POST
def withdraw_alignment(request: HttpRequest, address: str, alignment_id: UUID) -> HttpResponse:
    """The community takes back what it proposed. `address` is its partnership's."""
    community = community_at(request.by, address)
    shown = queries.alignment_in(community.network, alignment_id)
    operations.withdraw_alignment(alignment=shown, by=request.by, at=clock.now())
    messages.success(request, _("Taken back. It can be proposed again."))
    return redirect("change_agenda", address=address)


@require_GET
def long_term_outcomes(request: HttpRequest, address: str) -> HttpResponse:
    network = agendas_network(request.by, address)
    found = queries.outcomes_now(network, clock.now())
    facts = {
        "group": network,
        "standing": [one for one in found if one.outcome.retired_on is None],
        "retired": [one for one in found if one.outcome.retired_on is not None],
        "kept": {
            one.outcome.pk for one in found if policies.may_keep_for_funder(request.by, one.outcome.funder)
        },
        "may_add": bool(queries.funders_kept(request.by, network)),
    }
    return render(request, "results/long_term_outcomes.html", facts)


@require_http_methods(["GET", "POST"])
def new_outcome(request: HttpRequest, address: str) -> HttpResponse:
    network = agendas_network(request.by, address)
    funders = {str(one.pk): one for one in queries.funders_kept(request.by, network)}
    if not funders:
        # Who acts for no organization has no outcome to add.
        raise NotFound
    choices = [(pk, one.name) for pk, one in funders.items()]
    form = NewOutcomeForm(posted(request), funders=choices, **_measures(network))
    tried = send(
        request,
        form,
        outcomes.set_outcome,
        prepare=lambda typed: _measured_by(network, typed) | {"funder": funders[typed["funder"]]},
        network=network,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        network,
        heading=_("Add a long-term outcome"),
        lede=_("What a funder means to reach, and by what everybody can see whether it did."),
        button=_("Add this outcome"),
    )


@require_http_methods(["GET", "POST"])
def change_outcome(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = agendas_network(request.by, address)
    shown = queries.outcome_in(network, code)
    require(policies.may_keep_for_funder(request.by, shown.funder))
    initial = {
        "text": shown.text,
        "indicator": shown.indicator.code if shown.indicator else "",
        "result": shown.result.code if shown.result else "",
        "version": shown.version,
    }
    form = OutcomeForm(posted(request), initial=initial, **_measures(network))
    tried = send(
        request,
        form,
        outcomes.change_outcome,
        prepare=lambda typed: _measured_by(network, typed),
        outcome=shown,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        network,
        heading=_("Change outcome %(code)s") % {"code": shown.code},
        lede=shown.funder.name,
        button=_("Save"),
    )


@require_POST
def retire_outcome(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = agendas_network(request.by, address)
    shown = outcomes.retire_outcome(outcome=queries.outcome_in(network, code), by=request.by, at=clock.now())
    undo = "undo:" + reverse("undo_retire_outcome", args=[address, shown.code])
    messages.success(request, _("Outcome %(code)s is retired.") % {"code": shown.code}, extra_tags=undo)
    return redirect("long_term_outcomes", address=address)


@require_POST
def undo_retire_outcome(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = agendas_network(request.by, address)
    shown = outcomes.undo_retire_outcome(
        outcome=queries.outcome_in(network, code), by=request.by, at=clock.now()
    )
    messages.success(request, _("Outcome %(code)s stands again.") % {"code": shown.code})
    return redirect("long_term_outcomes", address=address)


def _measures(network: Any) -> dict[str, Any]:
    return {"indicators": register.indicator_choices(network), "results": result_choices(network)}


def _measured_by(network: Any, typed: dict[str, Any]) -> dict[str, Any]:
    indicator, result = typed["indicator"], typed["result"]
    return typed | {
        "indicator": register.indicator_by_code(network, indicator) if indicator else None,
        "result": register.result_by_code(network, result).result if result else None,
    }


def _after(request: HttpRequest, form: Any, tried: Any, network: Any, **facts: Any) -> HttpResponse:
    home = reverse("long_term_outcomes", args=[network.address])
    if tried:
        messages.success(request, _("Saved."))
        return redirect(home)
    between = [(_("Long-term outcomes"), home)]
    return form_page(request, form, tried.status, group=network, between=between, back=home, **facts)
