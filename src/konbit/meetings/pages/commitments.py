"""Commitments: all of a group, one with its history, and the owner's answer, on a page or from a link."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts.operations.links import read_link, revoke_links, use_link
from konbit.foundation import clock
from konbit.meetings import forms, policies, queries
from konbit.meetings.forms import uuid_or_none
from konbit.meetings.operations import commitments as verbs
from konbit.meetings.operations.answering import answer_commitment
from konbit.meetings.pages.meetings import facts_of
from konbit.meetings.words import ANSWER
from konbit.network.policies import may_change_group
from konbit.network.queries import actor_for, day_in, group_for, member_in, members_of
from konbit.ui.attempt import attempt, posted


def commitments(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    found = queries.commitments_for(request.by, group)
    facts = {
        "group": group,
        "label": "made_up" if group.is_example else "",
        "waiting": [one for one in found if one.state == "proposed"],
        "promised": [one for one in found if one.state == "accepted"],
        "today": day_in(group, clock.now()),
        "past": [one for one in found if one.state not in ("proposed", "accepted")],
        "mine": {one.pk for one in found if request.by.holds(one.owner_id)},
        "may_change": bool(may_change_group(request.by, group)),
    }
    return render(request, "meetings/commitments.html", facts)


def _answer(values: dict[str, Any], commitment: Any, **call: Any) -> Any:
    """Take the chosen step with what was typed; the next owner is chosen by id."""
    next_id = uuid_or_none(values.get("owner"))
    owner = member_in(commitment.meeting.group, next_id) if next_id else None
    return answer_commitment(**{**values, "owner": owner, "commitment": commitment, **call})


def _form(
    kind: type[forms.AnswerForm], data: Any, commitment: Any, at: Any, **kwargs: Any
) -> forms.AnswerForm:
    """The form of an owner's answer, with the answers that fit the commitment now and the members it can go to."""
    group = commitment.meeting.group
    others = [one for one in members_of(group, day_in(group, at)) if one.id != commitment.owner_id]
    steps = queries.answers_to(commitment, at)
    is_past = commitment.state == "proposed" and commitment.due_on < day_in(group, at)
    return kind(data, steps=steps, version=commitment.version, members=others, is_past=is_past, **kwargs)


def _page(request: HttpRequest, commitment: Any, status: int = 200, **given: Any) -> HttpResponse:
    at = clock.now()
    at_work = bool(queries.answers_to(commitment, at))
    last = queries.last_step(commitment)
    may_facilitate = policies.may_facilitate(request.by, commitment.meeting)
    is_owner = request.by.holds(commitment.owner_id)
    facts = facts_of(
        request,
        commitment.meeting,
        commitment=commitment,
        history=queries.history_of(commitment),
        is_owner=is_owner,
        answer=_form(forms.AnswerForm, None, commitment, at) if is_owner and at_work else None,
        told=_form(forms.ToldForm, None, commitment, at, prefix="told")
        if may_facilitate and at_work
        else None,
        disagree=forms.DisagreeForm(prefix="disagree") if may_facilitate and commitment.is_amended else None,
        may_undo=last is not None and bool(policies.may_take_back(request.by, last)),
        waits_for_holder=queries.waits_for_holder(commitment, at),
        today=day_in(commitment.meeting.group, at),
        no_names=commitment.item.is_no_names,
    )
    return render(request, "meetings/commitment.html", {**facts, **given}, status=status)


@require_http_methods(["GET", "POST"])
def commitment(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """One commitment. Its owner answers here; a facilitator enters here what the owner said on paper or by phone."""
    found = queries.commitment_for(request.by, commitment_id)
    if request.method == "GET":
        return _page(request, found)
    at = clock.now()
    if not queries.answers_to(found, at):
        raise verbs.StepDoesNotFit(state=found.get_state_display())
    # A form of which nothing was chosen still sends its other fields.
    entering = any(name.startswith("told-") for name in request.POST)
    form = (
        _form(forms.ToldForm, request.POST, found, at, prefix="told")
        if entering
        else _form(forms.AnswerForm, request.POST, found, at)
    )
    status = 422
    if form.is_valid():
        told = form.cleaned_data["told"] if entering else ""
        tried = attempt(
            request,
            form,
            _answer,
            values=form.cleaned_data,
            commitment=found,
            by=request.by,
            at=at,
            told=told,
        )
        if tried:
            undo = "undo:" + reverse("undo_answer", args=[found.pk])
            messages.success(request, _("The answer is noted."), extra_tags=undo)
            return redirect("commitment", commitment_id=found.pk)
        status = tried.status
    return _page(request, found, status, **{"told" if entering else "answer": form})


@require_POST
def undo_answer(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    found = queries.commitment_for(request.by, commitment_id)
    verbs.undo_answer(commitment=found, by=request.by, at=clock.now())
    messages.success(request, _("The answer is taken back. It stays in the history."))
    return redirect("commitment", commitment_id=found.pk)


@require_POST
def agree(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """The facilitator agrees to the owner's other words or day, or does not."""
    found = queries.commitment_for(request.by, commitment_id)
    at, undo = clock.now(), "undo:" + reverse("undo_answer", args=[found.pk])
    if "agree" in request.POST:
        verbs.agree_to_amendment(commitment=found, by=request.by, at=at)
        messages.success(request, _("Both sides agree: it is accepted in the new form."), extra_tags=undo)
        return redirect("commitment", commitment_id=found.pk)
    form = forms.DisagreeForm(request.POST, prefix="disagree")
    if not form.is_valid():
        return _page(request, found, 422, disagree=form)
    tried = attempt(
        request, form, verbs.refuse_amendment, commitment=found, **form.cleaned_data, by=request.by, at=at
    )
    if not tried:
        return _page(request, found, tried.status, disagree=form)
    messages.success(request, _("It stands as first proposed, and waits for its owner."), extra_tags=undo)
    return redirect("commitment", commitment_id=found.pk)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The owner's answer from a link, without signing in. Opening it changes nothing."""
    at = clock.now()
    link = read_link(token=token, purpose=ANSWER, by=request.by, at=at)
    found = queries.commitment_by_id(link.about_id)
    by = actor_for(link.person, at, channel="link")
    last = queries.last_step(found)
    # The link is about its own question: what was answered before it was asked is taken back on the commitment's page.
    is_of_before = last is not None and last.at < link.made_at and last.entered_by_id is None
    may_undo = last is not None and by.holds(found.owner_id) and not is_of_before
    if request.method == "POST" and "undo" in request.POST:
        if not is_of_before:
            verbs.undo_answer(commitment=found, by=by, at=at)
            messages.success(request, _("The answer is taken back. It stays in the history."))
        return redirect("answer", token=token)
    asks = bool(queries.answers_to(found, at))
    form = _form(forms.AnswerForm, posted(request), found, at) if asks else None
    status = 422 if form is not None and form.is_bound else 200
    if form is not None and form.is_valid():
        tried = attempt(request, form, _answer, values=form.cleaned_data, commitment=found, by=by, at=at)
        if tried:
            use_link(link=link, by=by, at=at)
            messages.success(request, _("Thank you. Your answer is noted."))
            return redirect("answer", token=token)
        status = tried.status
    facts = {
        "commitment": found,
        "form": form,
        "person": link.person,
        "group": found.meeting.group,
        "holds_it": by.holds(found.owner_id),
        "may_undo": may_undo,
        "waits_for_holder": asks and queries.waits_for_holder(found, at),
        "last": last,
        "token": token,
        "no_names": found.item.is_no_names,
    }
    return render(request, "meetings/answer.html", facts, status=status)


@require_POST
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """For "this is not me": the link is taken back, and nothing is answered."""
    at = clock.now()
    link = read_link(token=token, purpose=ANSWER, by=request.by, at=at)
    by = actor_for(link.person, at, channel="link")
    revoke_links(person=link.person, purpose=ANSWER, about_id=link.about_id, by=by, at=at)
    return render(request, "meetings/not_me.html")
