"""The settings of a group, groups inside it, and its place among the others."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.network import forms, policies, queries, what_follows
from konbit.network.operations.groups import change_settings, found_group, place_group
from konbit.network.pages.form_page import form_page
from konbit.ui.attempt import Outcome, posted, send

SETTING_FIELDS = (
    "name",
    "short_name",
    "purpose",
    "language",
    "languages",
    "time_zone",
    "working_days",
    "meets_from",
    "meets_until",
    "place",
    "meeting_link",
    "interval_days",
    "longest_gap_days",
    "quorum_votes",
    "holidays",
    "asks_how_staff_are",
    "road_map_months",
    "results_are_public",
    "version",
)
DAYS_OF = "days_"
# What the page about moves sends besides what was typed.
NOT_TYPED = {"csrfmiddlewaretoken", "agreed", "again"}


def _with_offsets(typed: dict[str, Any]) -> dict[str, Any]:
    """The days of the cycle go together under one name."""
    offsets = {name.removeprefix(DAYS_OF): days for name, days in typed.items() if name.startswith(DAYS_OF)}
    others = {name: value for name, value in typed.items() if not name.startswith(DAYS_OF)}
    return {**others, "offsets": offsets}


@require_http_methods(["GET", "POST"])
def group_settings(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    require(policies.may_change_group(request.by, group))
    initial = {name: getattr(group, name) for name in SETTING_FIELDS}
    initial |= {DAYS_OF + name: days for name, days in group.offsets.items()}
    form = forms.SettingsForm(posted(request), initial=initial, has_road_map=group.parent_id is None)
    at = clock.now()
    tried = Outcome(ok=False)
    if "again" not in request.POST:
        agreed = request.POST.get("agreed", "")
        tried = send(
            request,
            form,
            change_settings,
            prepare=_with_offsets,
            group=group,
            agreed=agreed,
            by=request.by,
            at=at,
        )
    if tried.refusal is not None and tried.refusal.code == "meetings_would_move":
        return _ask_about_moves(request, group, form, tried)
    if tried:
        messages.success(request, _("The settings are saved. They count from the next step on."))
        return redirect("group_settings", address=address)
    facts = {
        "group": group,
        "form": form,
        "votes": queries.voting_seats(group, queries.day_in(group, at)),
        "on_holidays": what_follows.on_holidays(group, at),
        "may_convene": policies.may_convene(request.by, group),
    }
    return render(request, "network/settings.html", facts, status=tried.status)


def _ask_about_moves(request: HttpRequest, group: Any, form: Any, tried: Outcome) -> HttpResponse:
    """What would move, before anything is saved. The page holds what was typed, to save it or to go back to it."""
    refusal = tried.refusal
    # To be asked first is no refusal to write down.
    request.refusals.remove(refusal)
    facts = {
        "group": group,
        "moves": refusal.facts["moves"],
        "mark": refusal.facts["mark"],
        "holidays": form.cleaned_data["holidays"],
        "interval": form.cleaned_data["interval_days"],
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_TYPED
            for value in values
        ],
    }
    return render(request, "network/settings_moves.html", facts)


@require_http_methods(["GET", "POST"])
def new_group(request: HttpRequest, address: str) -> HttpResponse:
    parent = queries.group_for(request.by, address)
    require(policies.may_convene(request.by, parent))
    initial = {name: getattr(parent, name) for name in ("language", "languages", "time_zone", "working_days")}
    form = forms.FoundGroupForm(posted(request), initial={**initial, "interval_days": parent.interval_days})
    tried = send(
        request, form, found_group, parent=parent, founder=request.user, by=request.by, at=clock.now()
    )
    if tried:
        messages.success(request, _("“%(group)s” is founded. You convene it.") % {"group": tried.value.name})
        return redirect("group", address=tried.value.address)
    return form_page(
        request,
        form,
        tried.status,
        group=parent,
        heading=_("Found a group inside"),
        button=_("Found the group"),
        lede=_("It keeps its own members, interval, agenda and records."),
        back=reverse("members", args=[address]),
    )


@require_http_methods(["GET", "POST"])
def move_group(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    require(policies.may_convene(request.by, group))
    groups = queries.groups_of(request.by)
    form = forms.PlaceForm(posted(request), groups=groups, initial={"parent": str(group.parent_id or "")})

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        return {"parent": next(one for one in groups if str(one.pk) == typed["parent"])}

    tried = send(request, form, place_group, prepare=prepare, group=group, by=request.by, at=clock.now())
    if tried:
        messages.success(
            request,
            _("“%(group)s” lies inside “%(parent)s” now.")
            % {"group": group.name, "parent": tried.value.parent.name},
        )
        return redirect("group", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Place this group inside another"),
        button=_("Place it"),
        back=reverse("group_settings", args=[address]),
    )
