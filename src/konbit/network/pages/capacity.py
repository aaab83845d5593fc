"""Who is missing at the table, the launch of a network, and what members must learn or be lent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.network import policies, queries
from konbit.network.forms import together as forms
from konbit.network.operations.capacity import (
    record_support,
    say_what_changed,
    say_who_was_asked,
    withdraw_need,
    write_need,
)
from konbit.network.operations.launching import launch_network, say_who_is_wanted
from konbit.network.pages.form_page import form_page
from konbit.network.queries import launching
from konbit.network.queries import together as found
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def launch(request: HttpRequest, address: str) -> HttpResponse:
    """The launch checklist: wanted against held; launching stays possible, and its record keeps the gaps."""
    group = queries.group_for(request.by, address)
    network = queries.network_of(group)
    if group.pk != network.pk:
        raise NotFound
    may_convene = policies.may_convene(request.by, network)
    if request.method == "POST":
        require(may_convene)
    form = forms.LaunchForm(posted(request))
    tried = send(request, form, launch_network, network=network, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("The network is launched. Its founding record stands below."))
        return redirect("launch", address=address)
    kept = launching.launch_of(network)
    facts = {
        "group": group,
        "form": form,
        "gaps": launching.gaps_of(network, queries.day_in(group, clock.now())),
        "launch": kept,
        "missing_then": launching.as_at_the_table(kept.missing) if kept else None,
        "may_change": policies.may_change_group(request.by, network),
        "may_convene": may_convene,
    }
    return render(request, "network/launch.html", facts, status=tried.status)


@require_http_methods(["GET", "POST"])
def wanted(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    network = queries.network_of(group)
    require(policies.may_change_group(request.by, network))
    sectors, communities = launching.wanted_now(network)
    form = forms.WantedForm(
        posted(request),
        communities=queries.communities_of(network),
        initial={"sectors": sectors, "communities": communities},
    )

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        return {
            "sectors": typed["sectors"],
            "communities": launching.communities_in(network, typed.get("communities", ())),
        }

    tried = send(
        request, form, say_who_is_wanted, prepare=prepare, network=network, by=request.by, at=clock.now()
    )
    if tried:
        messages.success(request, _("It is noted. Who is missing stands on the page."))
        return redirect("launch", address=network.address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Who should sit at the table"),
        button=_("Save"),
        back=reverse("launch", args=[network.address]),
    )


def capacity(request: HttpRequest, address: str) -> HttpResponse:
    """Every need once, under the group that wrote it or the organization it is about."""
    group = queries.group_for(request.by, address)
    needs = found.needs_of(request.by, queries.network_of(group))
    by_group = request.GET.get("by") == "group"
    facts = {
        "group": group,
        "by_group": by_group,
        "lists": found.needs_by_group(needs)
        if by_group
        else found.needs_by_organization(needs, _("A group's own")),
        "mine": {
            need.pk for need in needs if policies.may_write_need(request.by, need.group, need.organization)
        },
        "open": sum(need.is_open for need in needs),
        "count": len(needs),
        "may_write": bool(_may_write_for(request, group)) or policies.may_change_group(request.by, group),
    }
    return render(request, "network/capacity.html", facts)


def _may_write_for(request: HttpRequest, group: Any) -> list[Any]:
    organizations = queries.organizations_of(group)
    return [one for one in organizations if policies.may_write_need(request.by, group, one)]


@require_http_methods(["GET", "POST"])
def new_need(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    own = _may_write_for(request, group)
    if not own:
        require(policies.may_change_group(request.by, group))
    initial = {
        "needed_on": queries.day_in(group, clock.now()),
        "organization": str(own[0].pk) if len(own) == 1 else "",
    }
    form = forms.NeedForm(posted(request), organizations=own, group=group.name, initial=initial)

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        chosen = typed["organization"]
        return {**typed, "organization": queries.organization_in(group, UUID(chosen)) if chosen else None}

    tried = send(request, form, write_need, prepare=prepare, group=group, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("The need is written down. It stays open until what changed is said."))
        return redirect("capacity", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Write down a support need"),
        button=_("Write it down"),
        back=reverse("capacity", args=[address]),
    )


# What comes next for a need, with its form, its verb and its words.
NEXT: dict[str, tuple[Any, Callable[..., Any]]] = {
    "asked": (forms.AskedForm, say_who_was_asked),
    "given": (forms.GivenForm, record_support),
    "changed": (forms.ChangedForm, say_what_changed),
}


@require_http_methods(["GET", "POST"])
def need_step(request: HttpRequest, address: str, support_need_id: UUID, step: str) -> HttpResponse:
    """Fill the next part of a need: who was asked, what was given, or what changed."""
    group = queries.group_for(request.by, address)
    need = found.need_in(request.by, group, support_need_id)
    if step not in NEXT:
        raise NotFound
    organizations = queries.organizations_of(group)
    form_class, verb = NEXT[step]
    today = queries.day_in(group, clock.now())
    own = organizations if step == "given" else []
    may = [one for one in own if policies.may_write_need(request.by, need.group, need.organization, one)]
    if not may:
        require(policies.may_write_need(request.by, need.group, need.organization))
    facts = {} if step == "changed" else {"organizations": may or organizations}
    initial = {"asked_on": today, "given_on": today}
    form = form_class(posted(request), initial=initial, **facts)

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        chosen = {name: typed[name] for name in ("asked_of", "given_by") if name in typed}
        named = {name: queries.organization_in(group, UUID(value)) for name, value in chosen.items()}
        return {**typed, **named}

    tried = send(request, form, verb, prepare=prepare, need=need, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("It is noted."))
        return redirect("capacity", address=address)
    headings = {
        "asked": _("Who was asked for this support?"),
        "given": _("What support was given?"),
        "changed": _("What changed through this support?"),
    }
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=headings[step],
        lede=need.need,
        lede_in=group.language,
        button=_("Save"),
        back=reverse("capacity", args=[address]),
    )


@require_POST
def withdraw(request: HttpRequest, address: str, support_need_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    need = found.need_in(request.by, group, support_need_id)
    withdraw_need(need=need, by=request.by, at=clock.now())
    messages.success(request, _("It is taken back."))
    return redirect("capacity", address=address)
