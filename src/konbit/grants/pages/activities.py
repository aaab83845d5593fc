"""Activities: what organizations did, recorded once, with who did it and under which award."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.grants import policies
from konbit.grants.forms.work import ActivityForm, NewActivityForm, shares_as_typed
from konbit.grants.operations import activities as operations
from konbit.grants.pages.form_page import form_page
from konbit.grants.queries import work
from konbit.grants.queries.networks import money_network
from konbit.grants.queries.roll_up import reached_of
from konbit.network.queries import communities_of, organization_in
from konbit.ui.attempt import posted, send


@require_GET
def activities(request: HttpRequest, address: str) -> HttpResponse:
    """What was done in the network; narrowed to one organization, or to one award with everything below it."""
    network = money_network(request.by, address)
    award = work.award_for_filter(network, request.GET.get("award", ""))
    bodies = work.organizations_that_worked(network)
    organization = next((one for one in bodies if str(one.pk) == request.GET.get("organization")), None)
    found = work.activities_of(network, award=award, organization=organization)
    facts = {
        "group": network,
        "part": Paginator(found, work.SHOWN_AT_ONCE).get_page(request.GET.get("page")),
        "reached": reached_of(found),
        "award": award,
        "organization": organization,
        "bodies": bodies,
        "may_record": bool(work.working_organizations(request.by, network)),
    }
    return render(request, "grants/activities.html", facts)


@require_GET
def activity(request: HttpRequest, address: str, activity_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    shown = work.activity_in(network, activity_id)
    facts = {
        "group": network,
        "activity": shown,
        "may_change": bool(policies.may_work_for(request.by, shown.organization)),
    }
    return render(request, "grants/activity.html", facts)


@require_GET
def record_for(request: HttpRequest, address: str) -> HttpResponse:
    """For which organization an activity is recorded; straight on where there is one."""
    network = money_network(request.by, address)
    bodies = work.working_organizations(request.by, network)
    if len(bodies) == 1:
        return redirect("new_activity", address=network.address, organization_id=bodies[0].pk)
    return render(request, "grants/record_for.html", {"group": network, "bodies": bodies})


@require_http_methods(["GET", "POST"])
def new_activity(request: HttpRequest, address: str, organization_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    body = organization_in(network, organization_id)
    require(policies.may_work_for(request.by, body))
    awards = work.awards_with_work(body)
    if not awards:
        return render(request, "grants/record_for.html", {"group": network, "bodies": [], "without": body})
    form = NewActivityForm(posted(request), awards=awards, communities=_communities(network))
    tried = send(
        request,
        form,
        operations.record_activity,
        prepare=lambda typed: _chosen(network, typed),
        organization=body,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Recorded. Every report above takes it from here."))
        return redirect("activity", address=network.address, activity_id=tried.value.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Record an activity"),
        lede=_(
            "You enter it once. It then stands in every report above, with %(organization)s as its origin."
        )
        % {"organization": body.name},
        button=_("Save"),
        under=[(_("Activities"), reverse("activities", args=[network.address]))],
    )


@require_http_methods(["GET", "POST"])
def change_activity(request: HttpRequest, address: str, activity_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    shown = work.activity_in(network, activity_id)
    require(policies.may_work_for(request.by, shown.organization))
    shares = {one.award_id: one.share for one in shown.shares.all()}
    kept = [one.award for one in shown.shares.all()]
    awards = [*kept, *(one for one in work.awards_with_work(shown.organization) if one not in kept)]
    names = ("kind", "what", "done_on", "people", "same_people", "note", "version")
    as_typed = {name: getattr(shown, name) for name in names} | {"community": str(shown.community_id or "")}
    form = ActivityForm(
        posted(request),
        initial=as_typed | shares_as_typed(shares),
        awards=awards,
        communities=_communities(network),
    )
    tried = send(
        request,
        form,
        operations.change_activity,
        prepare=lambda typed: _chosen(network, typed),
        activity=shown,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. Reports that were submitted stay as they were."))
        return redirect("activity", address=network.address, activity_id=shown.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Change an activity"),
        lede=shown.what,
        lede_in=network.language,
        button=_("Save"),
        under=[(_("Activities"), reverse("activities", args=[network.address]))],
        back=reverse("activity", args=[network.address, shown.pk]),
    )


@require_POST
def withdraw_activity(request: HttpRequest, address: str, activity_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    shown = work.activity_in(network, activity_id)
    operations.withdraw_activity(activity=shown, by=request.by, at=clock.now())
    messages.success(
        request, _("Withdrawn. It counts no more. Reports that were submitted stay as they were.")
    )
    return redirect("activity", address=network.address, activity_id=shown.pk)


@require_POST
def restore_activity(request: HttpRequest, address: str, activity_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    shown = work.activity_in(network, activity_id)
    operations.restore_activity(activity=shown, by=request.by, at=clock.now())
    messages.success(request, _("It counts again."))
    return redirect("activity", address=network.address, activity_id=shown.pk)


def _communities(network: Any) -> list[tuple[str, Any]]:
    return [(str(one.pk), one.name) for one in communities_of(network)]


def _chosen(network: Any, typed: dict[str, Any]) -> dict[str, Any]:
    chosen = typed["community"]
    community = next((one for one in communities_of(network) if str(one.pk) == chosen), None)
    return typed | {"community": community}
