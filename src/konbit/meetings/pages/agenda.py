"""The agenda: read, asked for, built, changed; and the run sheet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.meetings import policies, queries, words
from konbit.meetings.agenda_forms import ItemForm, ReasonForm, RequestForm
from konbit.meetings.operations.agenda import (
    add_item,
    ask_for_item,
    change_item,
    move_item,
    set_aside,
    undo_set_aside,
)
from konbit.meetings.pages.meetings import facts_of, mine_in
from konbit.network.files import files_by_record
from konbit.network.queries import member_in
from konbit.ui.attempt import attempt, posted
from konbit.ui.uploads import sent_files


def _agenda_facts(request: HttpRequest, meeting: Any) -> dict[str, Any]:
    items = queries.agenda_of(meeting, request.by)
    everything = queries.agenda_of(meeting)
    due_then = queries.due_days_then(meeting, items)
    for item in items:
        item.due_then = due_then.get(item.pk)
    begins = {item.pk: moment for moment, item in queries.timed(meeting, everything)}
    parts = [
        {"word": word, "number": number, "items": [(begins[i.pk], i) for i in items if i.part == number]}
        for number, word in words.PARTS.items()
    ]
    seen = [one for one in queries.requests_of(meeting) if policies.may_see_item(request.by, one)]
    aside = [one for one in queries.set_aside_of(meeting) if policies.may_see_item(request.by, one)]
    return facts_of(
        request,
        meeting,
        parts=[part for part in parts if part["items"]],
        items=items,
        requests=seen,
        aside=aside,
        passed_up=[one for one in queries.passed_up_in(meeting) if policies.may_see_item(request.by, one)],
        minutes=queries.minutes_planned(meeting),
        over=queries.minutes_planned(meeting) - meeting.length_minutes,
        may_ask=meeting.is_before,
        open_needs=queries.open_needs_in(meeting),
        files=files_by_record("agenda_item", [one.pk for one in (*items, *seen, *aside)]),
    )


def agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    template = "meetings/agenda_print.html" if "print" in request.GET else "meetings/agenda.html"
    return render(request, template, _agenda_facts(request, meeting))


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A member asks for something to be taken up."""
    meeting = queries.meeting_for(request.by, meeting_id)
    form = RequestForm(posted(request), sent_files(request), mine=mine_in(request, meeting.group))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        values = {**form.cleaned_data, "asked_by": member_in(meeting.group, form.cleaned_data["asked_by"])}
        tried = attempt(request, form, ask_for_item, meeting=meeting, **values, by=request.by, at=clock.now())
        if tried:
            messages.success(
                request, _("Your item is asked for. The facilitator places it, or tells you why not.")
            )
            return redirect("agenda", meeting_id=meeting.pk)
        status = tried.status
    facts = facts_of(
        request,
        meeting,
        form=form,
        heading=_("Ask for an item"),
        button=_("Ask for it"),
        back=reverse("agenda", args=[meeting.pk]),
    )
    return render(request, "meetings/form_page.html", facts, status=status)


def _item_values(form: Any, meeting: Any) -> dict[str, Any]:
    lead = form.cleaned_data["lead"]
    return {**form.cleaned_data, "lead": member_in(meeting.group, lead) if lead else None}


@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    form = ItemForm(posted(request), sent_files(request), members=queries.expected_people(meeting))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        values = _item_values(form, meeting)
        values.pop("version")
        tried = attempt(request, form, add_item, meeting=meeting, **values, by=request.by, at=clock.now())
        if tried:
            messages.success(request, _("The item is on the agenda."))
            return redirect("agenda", meeting_id=meeting.pk)
        status = tried.status
    facts = facts_of(
        request,
        meeting,
        form=form,
        heading=_("Add an item"),
        button=_("Put it on the agenda"),
        back=reverse("agenda", args=[meeting.pk]),
    )
    return render(request, "meetings/form_page.html", facts, status=status)


@require_http_methods(["GET", "POST"])
def edit_item(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    item = queries.item_for(request.by, meeting, item_id)
    form = _item_form(meeting, item, posted(request), sent_files(request))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        values = _item_values(form, meeting)
        values.pop("key")
        values["version"] = values["version"] or 0
        tried = attempt(request, form, change_item, item=item, **values, by=request.by, at=clock.now())
        if tried:
            messages.success(request, _("The item is saved."))
            return redirect("agenda", meeting_id=meeting.pk)
        status = tried.status
    return _edit_page(request, meeting, item, form=form, status=status)


def _item_form(meeting: Any, item: Any, data: Any = None, sent: Any = None) -> Any:
    """The form of an item, filled with what stands."""
    names = ("title", "background", "purpose", "minutes", "is_private", "is_no_names", "version")
    initial = {**{name: getattr(item, name) for name in names}, "lead": str(item.lead_id or "")}
    return ItemForm(data, sent, initial=initial, members=queries.expected_people(meeting))


def _edit_page(
    request: HttpRequest, meeting: Any, item: Any, *, form: Any, reason: Any = None, status: int = 200
) -> HttpResponse:
    facts = facts_of(request, meeting, form=form, item=item, reason=reason or ReasonForm())
    return render(request, "meetings/edit_item.html", facts, status=status)


@require_POST
def put_aside(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    item = queries.item_for(request.by, meeting, item_id)
    require(policies.may_facilitate(request.by, meeting))
    reason = ReasonForm(request.POST)
    status, was_requested = 422, item.state == "requested"
    if reason.is_valid():
        tried = attempt(
            request, reason, set_aside, item=item, **reason.cleaned_data, by=request.by, at=clock.now()
        )
        if tried:
            undo = "undo:" + reverse("undo_set_aside", args=[meeting.pk, item.pk])
            undo += "?requested" if was_requested else ""
            messages.success(request, _("The item is set aside, with your reason."), extra_tags=undo)
            return redirect("agenda", meeting_id=meeting.pk)
        status = tried.status
    return _edit_page(request, meeting, item, form=_item_form(meeting, item), reason=reason, status=status)


@require_POST
def take_back_aside(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    item = queries.item_for(request.by, meeting, item_id)
    item = undo_set_aside(item=item, as_requested="requested" in request.GET, by=request.by, at=clock.now())
    again = _("The item is on the agenda again.")
    messages.success(request, _("Asked for, waiting to be placed") if item.state == "requested" else again)
    return redirect("agenda", meeting_id=meeting.pk)


@require_POST
def move(request: HttpRequest, meeting_id: UUID, item_id: UUID, way: str) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    item = queries.item_for(request.by, meeting, item_id)
    move_item(item=item, up=way == "up", by=request.by, at=clock.now())
    return redirect(reverse("agenda", args=[meeting.pk]) + f"#item-{item.pk}")


def run_sheet(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Minutes per item, the people expected, the access needs and the quorum to reach; for printing too."""
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    facts = _agenda_facts(request, meeting)
    facts |= {
        "timed": queries.timed(meeting, facts["items"]),
        "left": meeting.length_minutes - facts["minutes"],
        "expected": queries.expected_at(meeting),
        "forecast": queries.quorum_forecast(meeting),
        "needs": queries.access_needs_of(meeting),
        "quorum": queries.quorum_of(meeting, clock.now()),
    }
    template = "meetings/run_sheet_print.html" if "print" in request.GET else "meetings/run_sheet.html"
    return render(request, template, facts)
