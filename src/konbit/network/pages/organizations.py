"""Organizations and communities of a network: added, corrected, merged and un-merged."""

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
from konbit.network import forms, policies, queries
from konbit.network.operations.organizations import (
    add_community,
    add_organization,
    change_organization,
    merge_organizations,
    undo_merge,
)
from konbit.network.pages.form_page import form_page
from konbit.ui.attempt import posted, send


def organizations(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    facts = {
        "group": group,
        "organizations": queries.organizations_of(group),
        "merges": queries.merges_of(group),
        "may_change": policies.may_change_group(request.by, queries.network_of(group)),
        "may_convene": policies.may_convene(request.by, queries.network_of(group)),
    }
    return render(request, "network/organizations.html", facts)


@require_http_methods(["GET", "POST"])
def new_organization(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    network = queries.network_of(group)
    require(policies.may_change_group(request.by, network))
    form = forms.OrganizationForm(posted(request))
    tried = send(request, form, add_organization, network=network, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("“%(name)s” is in the network.") % {"name": tried.value.name})
        return redirect("organizations", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Add an organization"),
        button=_("Add the organization"),
        back=reverse("organizations", args=[address]),
    )


@require_http_methods(["GET", "POST"])
def organization(request: HttpRequest, address: str, organization_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    found = queries.organization_in(group, organization_id)
    require(policies.may_change_group(request.by, found.network))
    initial = {name: getattr(found, name) for name in ("name", "short_name", "sector", "version")}
    form = forms.CorrectOrganizationForm(posted(request), initial=initial)
    tried = send(request, form, change_organization, organization=found, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("The correction is saved."))
        return redirect("organizations", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=found.name,
        heading_in=group.language,
        button=_("Save the correction"),
        back=reverse("organizations", args=[address]),
    )


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    network = queries.network_of(group)
    require(policies.may_convene(request.by, network))
    form = forms.MergeForm(posted(request), organizations=queries.organizations_of(group))

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        return {name: queries.organization_in(group, UUID(chosen)) for name, chosen in typed.items()}

    tried = send(request, form, merge_organizations, prepare=prepare, by=request.by, at=clock.now())
    if tried:
        names = {"kept": tried.value.kept.name, "doubled": tried.value.doubled.name}
        messages.success(
            request,
            _("“%(doubled)s” is part of “%(kept)s” now.") % names,
            extra_tags="undo:" + reverse("undo_merge", args=[address, tried.value.pk]),
        )
        return redirect("organizations", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Merge a doubled organization"),
        button=_("Merge"),
        lede=_("Nothing is lost, and the merge can be taken back."),
        back=reverse("organizations", args=[address]),
    )


@require_POST
def undo_merge_page(request: HttpRequest, address: str, merge_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    found = queries.merges_of(group).filter(pk=merge_id).first()
    if found is None:
        raise NotFound
    undone = undo_merge(merge=found, by=request.by, at=clock.now())
    messages.success(
        request, _("The merge is taken back. “%(name)s” stands alone again.") % {"name": undone.doubled.name}
    )
    return redirect("organizations", address=address)


@require_http_methods(["GET", "POST"])
def new_community(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    network = queries.network_of(group)
    require(policies.may_change_group(request.by, network))
    inside = {
        str(one.pk): one for one in queries.groups_of(request.by) if queries.network_of(one).pk == network.pk
    }
    form = forms.CommunityForm(posted(request), groups=list(inside.values()))

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        return {
            **typed,
            "region": inside.get(typed["region"]),
            "partnership": inside.get(typed["partnership"]),
        }

    tried = send(
        request, form, add_community, prepare=prepare, network=network, by=request.by, at=clock.now()
    )
    if tried:
        messages.success(
            request, _("The community “%(name)s” is in the network.") % {"name": tried.value.name}
        )
        return redirect("members", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Add a community"),
        button=_("Add the community"),
        back=reverse("members", args=[address]),
    )
