"""Decision rights of a group: everybody in it reads them, the convener declares them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies, queries, words
from konbit.meetings.decision_forms import RightForm
from konbit.meetings.operations.rights import declare_right, remove_right
from konbit.network.policies import may_change_group
from konbit.network.queries import group_for
from konbit.network.words import ROLES
from konbit.ui.attempt import posted, send


def _undo(address: str, topic: str, role: str, right: str) -> str:
    """The address that puts back what stood on the topic for this role; with no right, nothing stood."""
    query = urlencode({"topic": topic, "role": role, "right": right})
    return f"undo:{reverse('undo_right', args=[address])}?{query}"


@require_http_methods(["GET", "POST"])
def decision_rights(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    form = RightForm(posted(request))
    tried = send(request, form, declare_right, group=group, by=request.by, at=clock.now())
    if tried:
        declared = form.cleaned_data
        undo = _undo(address, declared["topic"], declared["role"], tried.value)
        messages.success(request, _("The right is declared."), extra_tags=undo)
        return redirect("decision_rights", address=address)
    facts = {
        "group": group,
        "topics": queries.rights_of(group),
        "form": form,
        "may_declare": policies.may_declare_rights(request.by, group),
        "may_change": may_change_group(request.by, group),
    }
    return render(request, "meetings/decision_rights.html", facts, status=tried.status)


@require_POST
def take_away(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    topic, role = request.POST.get("topic", ""), request.POST.get("role", "")
    before = remove_right(group=group, topic=topic, role=role, by=request.by, at=clock.now())
    undo = _undo(address, topic, role, before) if before else ""
    messages.success(request, _("The right is taken away."), extra_tags=undo)
    return redirect("decision_rights", address=address)


@require_POST
def put_back(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    topic, role, right = (request.GET.get(name, "") for name in ("topic", "role", "right"))
    if role not in ROLES or right not in ("", *words.RIGHTS):
        raise NotFound
    about = {"group": group, "topic": topic, "role": role, "by": request.by, "at": clock.now()}
    if right:
        declare_right(right=right, **about)
    else:
        remove_right(**about)
    messages.success(request, _("It is as it was before."))
    return redirect("decision_rights", address=address)
