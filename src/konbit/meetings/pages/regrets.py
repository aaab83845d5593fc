"""Who cannot come, for those who are signed in: one's own word, what was told to a facilitator, and the check-in of
who stands in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts.queries import person_by_id
from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.meetings import forms, policies, queries, words
from konbit.meetings.operations.attendance import check_in_delegate
from konbit.meetings.operations.regrets import say_cannot_come, undo_cannot_come
from konbit.meetings.pages.before import members_chosen, named_before
from konbit.meetings.pages.meetings import facts_of, mine_in
from konbit.network.queries import member_in
from konbit.ui.attempt import send


@require_http_methods(["GET", "POST"])
def cannot_come(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Say that you cannot come; a facilitator also enters here what somebody told them."""
    meeting = queries.meeting_for(request.by, meeting_id)
    facilitates = bool(policies.may_facilitate(request.by, meeting))
    mine = mine_in(request, meeting.group)
    entering = any(name.startswith("told-") for name in request.POST)
    sent = queries.regrets_sent(meeting, request.by)
    own = forms.RegretForm(
        request.POST if request.method == "POST" and not entering else None,
        initial={"language": meeting.group.language},
        mine=mine,
        named_before=named_before(sent),
    )
    told = forms.ToldRegretForm(
        request.POST if entering and facilitates else None,
        initial={"language": meeting.group.language},
        members=queries.expected_people(meeting),
        prefix="told",
    )
    form, prepare = (told, _as_told(meeting)) if entering else (own, _as_own(request, meeting, mine))
    tried = send(
        request, form, say_cannot_come, prepare=prepare, meeting=meeting, by=request.by, at=clock.now()
    )
    if tried:
        said = _("It is noted.") if entering else _("Thank you for telling us. You are not expected.")
        messages.success(request, said, extra_tags=_way_back(meeting, tried.value))
        return redirect("cannot_come", meeting_id=meeting.pk)
    facts = facts_of(
        request,
        meeting,
        form=own if mine and meeting.is_before else None,
        told=told if facilitates and meeting.is_before else None,
        wrong=form if form.is_bound else None,
        sent=sent,
        regrets=queries.regrets_of(meeting) if facilitates else [],
        me=request.by.person_id,
    )
    return render(request, "meetings/cannot_come.html", facts, status=tried.status)


def _as_own(request: HttpRequest, meeting: Any, mine: list[Any]) -> Any:
    return lambda values: {
        **values,
        "members": members_chosen(meeting, mine, values),
        "person": request.user,
    }


def _as_told(meeting: Any) -> Any:
    def prepared(values: dict[str, Any]) -> dict[str, Any]:
        member, _colon, person = values.pop("who").partition(":")
        return {
            **values,
            "members": [member_in(meeting.group, member)],
            "person": person_by_id(UUID(person)),
        }

    return prepared


def _way_back(meeting: Any, regrets: list[Any]) -> str:
    """The undo of the flash, where one word was said."""
    return (
        "undo:" + reverse("undo_cannot_come", args=[meeting.pk, regrets[0].pk]) if len(regrets) == 1 else ""
    )


@require_POST
def take_back(request: HttpRequest, meeting_id: UUID, regret_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    regret = queries.regret_for(meeting, regret_id)
    if regret.person_id != request.by.person_id and not policies.may_facilitate(request.by, meeting):
        raise NotFound
    undo_cannot_come(regret=regret, by=request.by, at=clock.now())
    messages.success(request, _("%(person)s is expected again.") % {"person": regret.person.name})
    return redirect("cannot_come", meeting_id=meeting.pk)


@require_POST
def delegate_is_here(request: HttpRequest, meeting_id: UUID, regret_id: UUID) -> HttpResponse:
    """One tap: who was named beforehand is here, for the seat they stand in for."""
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    regret = queries.regret_for(meeting, regret_id)
    mode = request.POST.get("mode", "")
    if regret.delegate is None or mode not in words.MODES:
        raise NotFound
    row = check_in_delegate(
        meeting=meeting,
        member=member_in(meeting.group, regret.member_id),
        person=regret.delegate,
        mode=mode,
        by=request.by,
        at=clock.now(),
    )
    said = _("%(person)s stands in for %(seat)s.") % {"person": row.person.name, "seat": regret.member.name}
    messages.success(request, said, extra_tags="undo:" + reverse("undo_check_in", args=[meeting.pk, row.pk]))
    return redirect(reverse("check_in", args=[meeting.pk]) + f"#member-{regret.member_id}")
