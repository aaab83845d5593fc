"""Partners that are being taken on: what to see to, and the first six months of their award."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.grants import policies
from konbit.grants.forms.duties import ChecklistItemForm
from konbit.grants.operations import onboarding as operations
from konbit.grants.pages.form_page import form_page
from konbit.grants.queries import onboarding as found
from konbit.grants.queries.networks import money_network
from konbit.grants.queries.tree import award_in
from konbit.ui.attempt import posted, send


@require_GET
def partners(request: HttpRequest, address: str) -> HttpResponse:
    network = money_network(request.by, address)
    taken_on = found.partners_taken_on(network, clock.now())
    facts = {
        "group": network,
        "asked": [one for one in taken_on if one.outputs_are_asked_for],
        "young": [one for one in taken_on if one.are_running],
    }
    return render(request, "grants/partners.html", facts)


@require_GET
def first_months(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = money_network(request.by, address)
    award = award_in(network, code)
    facts = {
        "group": network,
        "award": award,
        "first": found.first_months_of(award, clock.now()),
        "items": found.checklist_of(award),
        "may_change": policies.may_take_on(request.by, award),
    }
    return render(request, "grants/first_months.html", facts)


@require_POST
def start_checklist(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = money_network(request.by, address)
    operations.start_checklist(award=award_in(network, code), by=request.by, at=clock.now())
    messages.success(request, _("The list stands below. Take off what does not fit, and add your own."))
    return _back(address, code)


@require_http_methods(["GET", "POST"])
def new_checklist_item(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = money_network(request.by, address)
    award = award_in(network, code)
    require(policies.may_take_on(request.by, award))
    form = ChecklistItemForm(posted(request))
    tried = send(request, form, operations.add_checklist_item, award=award, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("It stands on the list."))
        return _back(address, code)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Add to the list"),
        lede=award.title,
        lede_in=network.language,
        button=_("Add it"),
        under=[(_("The first six months"), reverse("first_months", args=[address, code]))],
    )


@require_POST
def tick_checklist_item(request: HttpRequest, address: str, checklist_item_id: UUID) -> HttpResponse:
    item = found.checklist_item_in(money_network(request.by, address), checklist_item_id)
    operations.tick_checklist_item(item=item, by=request.by, at=clock.now())
    undo = "undo:" + reverse("untick_checklist_item", args=[address, item.pk])
    messages.success(request, _("It is seen to."), extra_tags=undo)
    return _back(address, item.award.code)


@require_POST
def untick_checklist_item(request: HttpRequest, address: str, checklist_item_id: UUID) -> HttpResponse:
    item = found.checklist_item_in(money_network(request.by, address), checklist_item_id)
    operations.untick_checklist_item(item=item, by=request.by, at=clock.now())
    messages.success(request, _("It is still to be seen to."))
    return _back(address, item.award.code)


@require_POST
def remove_checklist_item(request: HttpRequest, address: str, checklist_item_id: UUID) -> HttpResponse:
    item = found.checklist_item_in(money_network(request.by, address), checklist_item_id)
    operations.remove_checklist_item(item=item, by=request.by, at=clock.now())
    messages.success(request, _("It is off the list."))
    return _back(address, item.award.code)


def _back(address: str, code: str) -> HttpResponse:
    return redirect("first_months", address=address, code=code)
