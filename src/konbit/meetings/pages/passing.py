"""An item between two groups: pass it up, take it back, answer the group that asked; and the list of these."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konbit.foundation import clock
from konbit.meetings import policies, queries
from konbit.meetings.operations.passing import answer_down, pass_up, undo_answer_down, undo_pass_up
from konbit.meetings.pages.meetings import facts_of
from konbit.meetings.passing_forms import AnswerDownForm, PassUpForm
from konbit.network.queries import group_for
from konbit.ui.attempt import send


def passed(request: HttpRequest, address: str) -> HttpResponse:
    """What the group passed up, and what others passed up to it, with ages and answers."""
    group = group_for(request.by, address)
    up, here = queries.passed_by_and_to(request.by, group)
    label = "made_up" if group.is_example else ""
    return render(request, "meetings/passed.html", {"group": group, "up": up, "here": here, "label": label})


def passing(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Where an item came from and went to, and what was answered: each reader sees the other group's name, no more."""
    meeting = queries.meeting_for(request.by, meeting_id)
    return _page(request, queries.item_for(request.by, meeting, item_id))


def _page(request: HttpRequest, item: Any, wrong: Any = None, status: int = 200) -> HttpResponse:
    below, upward = queries.sides_of(request.by, item)
    from_above = {"answer": upward.item.answer if upward is not None else ""}
    named = upward and upward.item.passed_by
    facts = facts_of(
        request,
        item.meeting,
        item=item,
        below=below,
        upward=upward,
        named=named and policies.may_see_item(request.by, named.item) and named,
        form=wrong,
        up_form=wrong if isinstance(wrong, PassUpForm) else _pass_up_form(request, item),
        answer_form=wrong if isinstance(wrong, AnswerDownForm) else AnswerDownForm(initial=from_above),
        may_answer=policies.may_answer_down(request.by, item),
        taken_up=below is not None and queries.is_taken_up(item),
        may_take_back=upward is not None and upward.item.meeting.is_before,
    )
    return render(request, "meetings/passing.html", facts, status=status)


def _pass_up_form(request: HttpRequest, item: Any, data: Any = None) -> PassUpForm:
    asks = item.is_private or item.is_no_names
    decisions = queries.decisions_to_name(item.meeting.group) if asks else ()
    seen = [one for one in decisions if policies.may_see_item(request.by, one.item)]
    return PassUpForm(data, decisions=seen, asks=asks)


def _item(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> Any:
    return queries.item_for(request.by, queries.meeting_for(request.by, meeting_id), item_id)


@require_POST
def up(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    item = _item(request, meeting_id, item_id)
    form = _pass_up_form(request, item, request.POST)

    def prepare(typed: dict[str, Any]) -> dict[str, Any]:
        chosen = typed.get("decision")
        return {"decision": chosen and queries.captured_for(request.by, "decision", chosen)}

    tried = send(request, form, pass_up, prepare=prepare, item=item, by=request.by, at=clock.now())
    if not tried:
        return _page(request, item, wrong=form, status=tried.status)
    undo = "undo:" + reverse("undo_pass_up", args=[meeting_id, item_id])
    undo += "?requested" if item.state == "requested" else ""
    said = _("It is passed up to “%(parent)s”.") % {"parent": tried.value.meeting.group.name}
    messages.success(request, said, extra_tags=undo)
    return redirect("passing", meeting_id=meeting_id, item_id=item_id)


@require_POST
def back(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    item, waited = _item(request, meeting_id, item_id), "requested" in request.GET
    undo_pass_up(item=item, as_requested=waited, by=request.by, at=clock.now())
    messages.success(request, _("It is taken back. It stands in this group alone."))
    return redirect("passing", meeting_id=meeting_id, item_id=item_id)


@require_POST
def answer(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    item = _item(request, meeting_id, item_id)
    form = AnswerDownForm(request.POST)
    tried = send(request, form, answer_down, item=item, by=request.by, at=clock.now())
    if not tried:
        return _page(request, item, wrong=form, status=tried.status)
    undo = "undo:" + reverse("undo_answer_down", args=[meeting_id, item_id])
    messages.success(request, _("The answer went down to the group that asked."), extra_tags=undo)
    return redirect("passing", meeting_id=meeting_id, item_id=item_id)


@require_POST
def answer_back(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    undo_answer_down(item=_item(request, meeting_id, item_id), by=request.by, at=clock.now())
    messages.success(request, _("The answer is taken back. The item is open again in both groups."))
    return redirect("passing", meeting_id=meeting_id, item_id=item_id)
