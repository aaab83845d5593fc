"""Members: seats and their holders, people with a role, and invitations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts.operations.links import read_link, use_link
from konbit.accounts.pages import welcome
from konbit.foundation import clock
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound, require
from konbit.network import forms, policies, queries
from konbit.network.operations.members import add_member, answer_invitation, bring_in, hand_over, invite
from konbit.network.operations.seats import end_holder, end_role, undo_hand_over
from konbit.network.pages.form_page import form_page
from konbit.network.words import INVITATION
from konbit.ui.attempt import posted, send
from konbit.ui.formats import long_day


def members(request: HttpRequest, address: str) -> HttpResponse:
    """Seats with their holders; parents and residents as a part of their own; people with a role."""
    group = queries.group_for(request.by, address)
    network, today = queries.network_of(group), queries.day_in(group, clock.now())
    organizations = {one.pk: one for one in queries.organizations_of(group)}
    rows = [
        {"member": one, "organization": organizations.get(one.organization_id)}
        for one in queries.members_of(group, today)
    ]
    others = [row for row in rows if not row["member"].is_parent_or_resident]
    facts = {
        "group": group,
        "seats": [row for row in others if row["member"].kind == "seat"],
        "roles": [row for row in others if row["member"].kind == "role"],
        "residents": [row for row in rows if row["member"].is_parent_or_resident],
        "votes": sum(row["member"].votes for row in rows),
        "invitations": queries.open_invitations(group),
        "communities": queries.communities_of(group),
        "subgroups": queries.subgroups_for(request.by, group),
        "may_change": policies.may_change_group(request.by, group),
        "may_change_network": policies.may_change_group(request.by, network),
        "may_convene": policies.may_convene(request.by, group),
    }
    return render(request, "network/members.html", facts)


def seat(request: HttpRequest, address: str, seat_id: UUID) -> HttpResponse:
    """One seat: who held it and when."""
    group = queries.group_for(request.by, address)
    found = queries.seat_in(group, seat_id)
    facts = {
        "group": group,
        "seat": found,
        "holders": queries.holders_of(found),
        "today": queries.day_in(group, clock.now()),
        "may_change": policies.may_change_group(request.by, group),
    }
    return render(request, "network/seat.html", facts)


@require_http_methods(["GET", "POST"])
def open_seat(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    require(policies.may_change_group(request.by, group))
    communities = queries.communities_of(group)
    initial = {"language": group.language, "votes": True}
    form = forms.OpenSeatForm(posted(request), initial=initial, communities=communities)

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        chosen = typed.pop("community", "")
        return {**typed, "community": next((one for one in communities if str(one.pk) == chosen), None)}

    tried = send(request, form, bring_in, prepare=prepare, group=group, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("The seat “%(seat)s” is open.") % {"seat": tried.value.name})
        return redirect("members", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Open a seat"),
        button=_("Open the seat"),
        lede=_("A seat belongs to an organization and stays when people leave."),
        back=reverse("members", args=[address]),
    )


@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest, address: str) -> HttpResponse:
    group = queries.group_for(request.by, address)
    require(policies.may_change_group(request.by, group))
    at = clock.now()
    seats = [one for one in queries.members_of(group, queries.day_in(group, at)) if one.kind == "seat"]
    initial = {"language": group.language, "standing": request.GET.get("standing", "")}
    form = forms.AddPersonForm(posted(request), initial=initial, seats=seats)

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        kind, _sep, code = typed.pop("standing").partition(":")
        return (
            {**typed, "seat": queries.seat_in(group, UUID(code))}
            if kind == "seat"
            else {**typed, "role": code}
        )

    tried = send(request, form, add_member, prepare=prepare, group=group, by=request.by, at=at)
    if tried:
        messages.success(
            request, _("%(person)s is a member of this group now.") % {"person": tried.value.name}
        )
        return redirect("members", address=address)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        heading=_("Add a person"),
        button=_("Add the person"),
        lede=_("Into a seat that is there, or in a role of their own."),
        back=reverse("members", args=[address]),
    )


@require_http_methods(["GET", "POST"])
def hand_over_seat(request: HttpRequest, address: str, seat_id: UUID, holder_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    require(policies.may_change_group(request.by, group))
    holder = queries.holder_in(group, holder_id)
    at = clock.now()
    form = forms.HandOverForm(
        posted(request), initial={"language": group.language, "until": queries.day_in(group, at)}
    )
    tried = send(request, form, hand_over, holder=holder, by=request.by, at=at)
    if tried:
        until, facts = form.cleaned_data["until"], {"person": tried.value.name}
        if until > queries.day_in(group, at):
            said = _("%(person)s holds the seat from %(day)s on. What is open stays with it.")
            back = "undo:" + reverse("undo_hand_over", args=[address, holder.pk])
            messages.success(request, said % {**facts, "day": long_day(until)}, extra_tags=back)
        else:
            messages.success(request, _("%(person)s holds the seat now. What is open stays with it.") % facts)
        return redirect("seat", address=address, seat_id=seat_id)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        button=_("Hand the seat over"),
        heading=_("Hand over the seat of %(person)s") % {"person": holder.person.name},
        lede=holder.seat.name,
        lede_in=group.language,
        back=reverse("seat", args=[address, seat_id]),
    )


@require_POST
def end_holding(request: HttpRequest, address: str, holder_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    holder = end_holder(holder=queries.holder_in(group, holder_id), by=request.by, at=clock.now())
    messages.success(request, _("%(person)s has left the seat.") % {"person": holder.person.name})
    return redirect("seat", address=address, seat_id=holder.seat_id)


@require_POST
def take_back_hand_over(request: HttpRequest, address: str, holder_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    holder = undo_hand_over(holder=queries.holder_in(group, holder_id), by=request.by, at=clock.now())
    said = _("The hand-over is taken back. %(person)s stays in the seat.")
    messages.success(request, said % {"person": holder.person.name})
    return redirect("seat", address=address, seat_id=holder.seat_id)


@require_POST
def end_role_page(request: HttpRequest, address: str, role_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    held = end_role(held=queries.role_in(group, role_id), by=request.by, at=clock.now())
    messages.success(request, _("%(person)s no longer has this role.") % {"person": held.person.name})
    return redirect("members", address=address)


@require_POST
def invite_again(request: HttpRequest, address: str, invitation_id: UUID) -> HttpResponse:
    group = queries.group_for(request.by, address)
    invitation = queries.open_invitations(group).filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound
    invite(group=group, person=invitation.person, by=request.by, at=clock.now())
    messages.success(
        request, _("A new invitation to %(person)s is on its way.") % {"person": invitation.person.name}
    )
    return redirect("members", address=address)


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening shows what the invitation is; only a button answers it."""
    at = clock.now()
    link = read_link(token=token, purpose=INVITATION, by=request.by, at=at)
    found = queries.invitation_by_id(link.about_id)
    members_now = queries.members_of(found.group, queries.day_in(found.group, at))
    standing = [one for one in members_now if found.person in one.people]
    # After "this is not me", or once the place has ended, the link lets nobody in.
    if found.refused_at:
        return render(request, "network/invitation_refused.html", {"invitation": found})
    if standing and request.method == "POST":
        by = Actor(person_id=link.person_id, channel="link")
        # It signs in once: a letter that lies around is no key. Later a sign-in link does the same.
        if "accept" in request.POST and not found.accepted_at:
            answer_invitation(invitation=found, accepts=True, by=by, at=at)
            use_link(link=link, by=by, at=at)
            return welcome(request, link.person)
        if "refuse" in request.POST and not found.accepted_at:
            answer_invitation(invitation=found, accepts=False, by=by, at=at)
            use_link(link=link, by=by, at=at)
            return render(request, "network/invitation_refused.html", {"invitation": found})
    return render(request, "network/invitation.html", {"invitation": found, "standing": standing})
