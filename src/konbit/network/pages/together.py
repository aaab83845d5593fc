"""Working together: collaborations, and what members offer and look for."""

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
from konbit.network.operations.collaborations import (
    end_collaboration,
    log_collaboration,
    restore_collaboration,
    withdraw_collaboration,
)
from konbit.network.operations.offers import make_offer, restore_offer, withdraw_offer
from konbit.network.pages.form_page import form_page
from konbit.network.queries import launching
from konbit.network.queries import together as found
from konbit.ui.attempt import posted, send


def together(request: HttpRequest, address: str) -> HttpResponse:
    """Who works with whom, who could help with what, who is missing, and what is needed: at a glance."""
    group = queries.group_for(request.by, address)
    network, today = queries.network_of(group), queries.day_in(group, clock.now())
    facts = {
        "group": group,
        "network": network,
        "collaborating": found.collaborating_seats(network, today),
        "collaborations": [
            {"it": one, "may": policies.may_speak_for(request.by, network, one.one, one.other)}
            for one in found.collaborations_of(network)
        ],
        "offers": len(found.offers_of(network, today)),
        "asks": len(found.offers_of(network, today, is_ask=True)),
        "open_needs": sum(need.is_open for need in found.needs_of(request.by, network)),
        "gaps": launching.gaps_of(network, today),
        "may_log": bool(_own(request, network)),
    }
    return render(request, "network/together.html", facts)


def _own(request: HttpRequest, network: Any) -> list[Any]:
    """The organizations the person may speak for."""
    return found.organizations_spoken_for(request.by, network, queries.organizations_of(network))


def _must_speak(request: HttpRequest, network: Any) -> list[Any]:
    own = _own(request, network)
    if not own:
        require(policies.may_speak_for(request.by, network))
    return own


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    network = queries.network_of(group)
    own, organizations = _must_speak(request, network), queries.organizations_of(network)
    initial = {"one": str(own[0].pk) if len(own) == 1 else "", "began_on": queries.day_in(group, clock.now())}
    form = forms.CollaborationForm(posted(request), own=own, organizations=organizations, initial=initial)

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        ends = {name: queries.organization_in(network, UUID(typed[name])) for name in ("one", "other")}
        return {**typed, **ends}

    tried = send(
        request, form, log_collaboration, prepare=prepare, network=network, by=request.by, at=clock.now()
    )
    if tried:
        messages.success(
            request,
            _("It is logged."),
            extra_tags="undo:" + reverse("withdraw_collaboration", args=[address, tried.value.pk]),
        )
        return redirect("together", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Log a collaboration"),
        lede=_(
            "Two organizations work together outside the meetings. It takes a minute, and it draws the map."
        ),
        button=_("Log it"),
        back=reverse("together", args=[address]),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, address: str, collaboration_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    logged = found.collaboration_in(group, collaboration_id)
    require(policies.may_speak_for(request.by, logged.network, logged.one, logged.other))
    today = queries.day_in(group, clock.now())
    form = forms.EndCollaborationForm(posted(request), initial={"ended_on": today})
    tried = send(request, form, end_collaboration, collaboration=logged, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("It is noted as ended. It stays on the record."))
        return redirect("together", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("A collaboration has ended"),
        lede=_("%(one)s and %(other)s: %(about)s")
        % {"one": logged.one.name, "other": logged.other.name, "about": logged.about},
        lede_in=group.language,
        button=_("Note that it ended"),
        back=reverse("together", args=[address]),
    )


@require_POST
def withdraw(request: HttpRequest, address: str, collaboration_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    logged = found.collaboration_in(group, collaboration_id)
    withdraw_collaboration(collaboration=logged, by=request.by, at=clock.now())
    messages.success(
        request,
        _("It is taken back."),
        extra_tags="undo:" + reverse("restore_collaboration", args=[address, logged.pk]),
    )
    return redirect("together", address=address)


@require_POST
def restore(request: HttpRequest, address: str, collaboration_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    logged = found.collaboration_in(group, collaboration_id)
    restore_collaboration(collaboration=logged, by=request.by, at=clock.now())
    messages.success(request, _("It stands again."))
    return redirect("together", address=address)


def offers(request: HttpRequest, address: str) -> HttpResponse:
    """Who can…: live offers narrowed by kind, place and words; and what members look for."""
    group = queries.group_for(request.by, address)
    network, today = queries.network_of(group), queries.day_in(group, clock.now())
    form = forms.WhoCanForm(request.GET or None, communities=queries.communities_of(network))
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    narrowed = {
        "kind": wanted.get("kind", ""),
        "community_id": wanted.get("community", ""),
        "said": wanted.get("said", ""),
    }
    facts = {
        "group": group,
        "form": form,
        "is_narrowed": any(narrowed.values()),
        "lists": [
            (is_ask, _marked(request, network, found.offers_of(network, today, is_ask=is_ask, **narrowed)))
            for is_ask in (False, True)
        ],
        "may_offer": bool(_own(request, network)),
    }
    return render(request, "network/offers.html", facts)


def _marked(request: HttpRequest, network: Any, offers: list[Any]) -> list[dict[str, Any]]:
    return [
        {"it": one, "may": policies.may_speak_for(request.by, network, one.organization)} for one in offers
    ]


@require_http_methods(["GET", "POST"])
def new_offer(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    network = queries.network_of(group)
    own = _must_speak(request, network)
    form = forms.OfferForm(
        posted(request),
        organizations=own,
        communities=queries.communities_of(network),
        initial={"organization": str(own[0].pk) if len(own) == 1 else ""},
    )

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        return {
            **typed,
            "organization": queries.organization_in(network, UUID(typed["organization"])),
            "is_ask": typed["is_ask"] == "yes",
            "communities": launching.communities_in(network, typed.get("communities", ())),
        }

    tried = send(request, form, make_offer, prepare=prepare, network=network, by=request.by, at=clock.now())
    if tried:
        messages.success(
            request,
            _("It stands in the list."),
            extra_tags="undo:" + reverse("withdraw_offer", args=[address, tried.value.pk]),
        )
        return redirect("offers", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Offer or ask for something"),
        button=_("Save"),
        back=reverse("offers", args=[address]),
    )


@require_POST
def change_offer(request: HttpRequest, address: str, offer_id: UUID, step: str) -> HttpResponse:
    """Take an offer back, or let it stand again."""
    group = queries.group_for(request.by, address)
    offer = found.offer_in(group, offer_id)
    if step == "withdraw":
        withdraw_offer(offer=offer, by=request.by, at=clock.now())
        undo = "undo:" + reverse("restore_offer", args=[address, offer.pk])
        messages.success(request, _("It is taken back."), extra_tags=undo)
    elif step == "restore":
        restore_offer(offer=offer, by=request.by, at=clock.now())
        messages.success(request, _("It stands again."))
    else:
        raise NotFound
    return redirect("offers", address=address)
