"""The indicators of a network, one indicator with its chart and tables, and the forms that change them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.network.queries import day_in, group_for, organization_in, organizations_of, public_group
from konbit.results import policies, queries
from konbit.results.forms import ChangeIndicatorForm, CorrectFigureForm, FigureForm, GoalForm, IndicatorForm
from konbit.results.operations import figures, indicators
from konbit.results.trends import change_words, direction_words, finding_of, goal_words, trend_of
from konbit.ui.attempt import posted, send


@require_GET
def all_indicators(request: HttpRequest, address: str) -> HttpResponse:
    group = public_group(request.by, address)
    cards = queries.indicator_cards(group, clock.now())
    levels: dict[str, list[Any]] = {}
    for card in cards:
        levels.setdefault(card.indicator.get_level_display(), []).append(
            {"card": card, "change": change_words(card.both) if card.both else ""}
        )
    facts = {
        "group": group,
        "levels": levels,
        "may_keep": bool(policies.may_keep_register(request.by, group)) and group.parent_id is None,
    }
    return render(request, "results/indicators.html", facts)


@require_GET
def indicator(request: HttpRequest, address: str, code: str) -> HttpResponse:
    group = public_group(request.by, address)
    shown = queries.indicator_by_code(group, code)
    card = queries.card_of(shown, day_in(group, clock.now()))
    facts = {
        "group": group,
        "indicator": shown,
        "card": card,
        "chart": trend_of(card),
        "finding": finding_of(card),
        "goal": goal_words(card.both) if card.both else "",
        "direction": direction_words(shown),
        "drafts": queries.drafts_of(request.by, shown),
        "may_keep": bool(policies.may_keep_register(request.by, group)),
    }
    return render(request, "results/indicator.html", facts)


@require_http_methods(["GET", "POST"])
def add_indicator(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    require(policies.may_keep_register(request.by, group))
    form = IndicatorForm(posted(request), **_choices(group))
    tried = send(
        request,
        form,
        indicators.add_indicator,
        prepare=lambda typed: _tied(group, typed),
        network=group,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. It has no figures yet: write down the first one."))
        return redirect("indicator", address=group.address, code=tried.value.code)
    facts = {"group": group, "form": form}
    return render(request, "results/add_indicator.html", facts, status=tried.status)


@require_http_methods(["GET", "POST"])
def change_indicator(request: HttpRequest, address: str, code: str) -> HttpResponse:
    group, shown = _kept(request, address, code)
    form = ChangeIndicatorForm(posted(request), initial=queries.indicator_as_typed(shown), **_choices(group))
    tried = send(
        request,
        form,
        indicators.change_indicator,
        prepare=lambda typed: _tied(group, typed),
        indicator=shown,
        by=request.by,
        at=clock.now(),
    )
    return _after(request, tried, "results/change_indicator.html", shown, form)


@require_http_methods(["GET", "POST"])
def set_goal(request: HttpRequest, address: str, code: str) -> HttpResponse:
    _group, shown = _kept(request, address, code)
    form = GoalForm(posted(request), initial=queries.indicator_as_typed(shown))
    tried = send(request, form, indicators.set_goal, indicator=shown, by=request.by, at=clock.now())
    return _after(request, tried, "results/set_goal.html", shown, form)


@require_http_methods(["GET", "POST"])
def record_figure(request: HttpRequest, address: str, code: str) -> HttpResponse:
    _group, shown = _kept(request, address, code)
    form = FigureForm(posted(request))
    tried = send(request, form, figures.record_figure, indicator=shown, by=request.by, at=clock.now())
    if tried:
        messages.success(
            request, _("Saved as a draft. Publish it below, once it says all that a reader must know.")
        )
        return redirect("indicator", address=shown.network.address, code=shown.code)
    facts = {"group": shown.network, "indicator": shown, "form": form}
    return render(request, "results/record_figure.html", facts, status=tried.status)


@require_http_methods(["GET", "POST"])
def correct_figure(request: HttpRequest, address: str, figure_id: UUID) -> HttpResponse:
    group = group_for(request.by, address)
    require(policies.may_keep_register(request.by, group))
    figure = queries.figure_by_id(group, figure_id)
    form = CorrectFigureForm(posted(request), initial=queries.figure_as_typed(figure))
    tried = send(request, form, figures.correct_figure, figure=figure, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _said_of(tried.value))
        return redirect("indicator", address=group.address, code=figure.indicator.code)
    facts = {"group": group, "indicator": figure.indicator, "figure": figure, "form": form}
    return render(request, "results/correct_figure.html", facts, status=tried.status)


def _said_of(figure: Any) -> str:
    """What became of a figure that was saved anew."""
    if figure.state == "published":
        return _("The figure is corrected.")
    missing = queries.missing_words(figure)
    if missing:
        return _("The draft is saved. Still missing: %(missing)s.") % {"missing": ", ".join(missing)}
    return _("The draft is saved and complete. Publish it below.")


@require_POST
def publish_figure(request: HttpRequest, address: str, figure_id: UUID) -> HttpResponse:
    return _step(request, address, figure_id, figures.publish_figure, _("The figure is published."))


@require_POST
def mark_baseline(request: HttpRequest, address: str, figure_id: UUID) -> HttpResponse:
    return _step(request, address, figure_id, figures.mark_baseline, _("This figure is the baseline now."))


def _step(request: HttpRequest, address: str, figure_id: UUID, operation: Any, told: str) -> HttpResponse:
    group = group_for(request.by, address)
    figure = queries.figure_by_id(group, figure_id)
    version = request.POST.get("version", "")
    operation(figure=figure, version=int(version) if version.isdigit() else 0, by=request.by, at=clock.now())
    messages.success(request, told)
    return redirect("indicator", address=group.address, code=figure.indicator.code)


def _kept(request: HttpRequest, address: str, code: str) -> Any:
    """The network and its indicator, for those who keep them."""
    group = group_for(request.by, address)
    require(policies.may_keep_register(request.by, group))
    return group, queries.indicator_by_code(group, code)


def _after(request: HttpRequest, tried: Any, template: str, shown: Any, form: Any) -> HttpResponse:
    if tried:
        messages.success(request, _("Saved."))
        return redirect("indicator", address=shown.network.address, code=shown.code)
    facts = {"group": shown.network, "indicator": shown, "form": form}
    return render(request, template, facts, status=tried.status)


def _choices(group: Any) -> dict[str, list[tuple[str, str]]]:
    return {
        "priorities": queries.priority_choices(group),
        "results": queries.result_choices(group, without=()),
        "organizations": [(str(one.pk), one.name) for one in organizations_of(group)],
    }


def _tied(group: Any, typed: dict[str, Any]) -> dict[str, Any]:
    """What was chosen, as the records it stands for."""
    priority, result, organization = (typed.pop(name) for name in ("priority", "result", "organization"))
    return {
        **typed,
        "priority": queries.priority_by_code(group, priority) if priority else None,
        "result": queries.result_by_code(group, result).result if result else None,
        "organization": organization_in(group, UUID(organization)) if organization else None,
    }
