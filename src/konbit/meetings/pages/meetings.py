"""The meetings of a group, one meeting at a glance, its steps, and what people need to take part."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.meetings import forms, policies, queries, words
from konbit.meetings.domain.next_step import Standing, next_step
from konbit.meetings.operations.access import answer_access, ask_for_access
from konbit.meetings.operations.meetings import (
    change_meeting,
    close_meeting,
    open_meeting,
    set_meeting,
    set_ready,
    undo_close,
    undo_open,
    undo_ready,
)
from konbit.meetings.series_forms import ChangeMeetingForm
from konbit.network.queries import day_in, group_for, member_in, members_of
from konbit.ui.attempt import attempt, posted

# step in the address -> (verb, what the page says afterwards, step that takes it back)
STEPS = {
    "ready": (set_ready, gettext_lazy("The agenda is approved. Each person gets it by mail."), "undo-ready"),
    "undo-ready": (undo_ready, gettext_lazy("The agenda is being prepared again."), ""),
    "open": (open_meeting, gettext_lazy("The meeting has begun."), "undo-open"),
    "undo-open": (undo_open, gettext_lazy("The meeting has not begun yet."), ""),
    "close": (
        close_meeting,
        gettext_lazy("The meeting is closed. Owners get a letter with what was proposed."),
        "undo-close",
    ),
    "undo-close": (undo_close, gettext_lazy("The meeting goes on."), ""),
}


def facts_of(request: HttpRequest, meeting: Any, **more: Any) -> dict[str, Any]:
    """What every page of a meeting needs."""
    return {
        "meeting": meeting,
        "group": meeting.group,
        "label": queries.labels_of(meeting),
        "may_facilitate": policies.may_facilitate(request.by, meeting),
        "may_call": policies.may_call_meeting(request.by, meeting.group),
        "may_pass_up": meeting.group.parent_id and policies.may_pass_up(request.by, meeting.group),
        "now": clock.now(),
        **more,
    }


def mine_in(request: HttpRequest, group: Any) -> list[Any]:
    """The seats and roles of the group for which the person may speak."""
    return [one for one in members_of(group, day_in(group, clock.now())) if request.by.holds(one.id)]


def meetings(request: HttpRequest, address: str) -> HttpResponse:
    """The series of a group: what comes, what was held and what was missed."""
    group = group_for(request.by, address)
    at = clock.now()
    coming, past = queries.series_of(group)
    facts = {
        "group": group,
        "coming": coming,
        "past": past,
        "next_meeting": queries.next_meeting(group),
        "has_series": queries.has_series(group),
        "cadence": queries.cadence_break(group, at),
        "may_call": policies.may_call_meeting(request.by, group),
        "suggested": queries.suggested_start(group, at),
    }
    return render(request, "meetings/meetings.html", facts)


@require_http_methods(["GET", "POST"])
def new_meeting(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    require(policies.may_call_meeting(request.by, group))
    at = clock.now()
    begins, ends = queries.suggested_hours(group)
    initial = {
        # Beside a series, only a person knows the day.
        "day": None if queries.has_series(group) else queries.suggested_start(group, at),
        "begins": begins,
        "ends": ends,
        "place": group.place,
        "link": group.meeting_link,
    }
    form = forms.MeetingForm(posted(request), initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        tried = attempt(request, form, set_meeting, group=group, **values, by=request.by, at=at)
        if tried:
            messages.success(request, _("The meeting is set. Members can ask for items now."))
            return redirect("meeting", meeting_id=tried.value.pk)
        status = tried.status
    facts = {
        "group": group,
        "form": form,
        "heading": _("Set one more meeting") if queries.has_series(group) else _("Set the next meeting"),
        "button": _("Set the meeting"),
        "lede": _("It stands beside the series, which stays as it is.")
        if queries.has_series(group)
        else _("The day comes from the interval of %(days)s days. You can choose another.")
        % {"days": group.interval_days},
        "back": reverse("meetings", args=[address]),
    }
    return render(request, "meetings/form_page.html", facts, status=status)


@require_http_methods(["GET", "POST"])
def edit_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_call_meeting(request.by, meeting.group))
    zone = ZoneInfo(meeting.time_zone)
    begins, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    initial = {
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "place": meeting.place,
        "link": meeting.link,
        "version": meeting.version,
    }
    form = ChangeMeetingForm(posted(request), initial=initial, has_later=queries.has_later(meeting))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        values = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        tried = attempt(
            request, form, change_meeting, meeting=meeting, **values, by=request.by, at=clock.now()
        )
        if tried:
            messages.success(request, _("The meeting is changed."))
            return redirect("meeting", meeting_id=meeting.pk)
        status = tried.status
    facts = {
        "group": meeting.group,
        "meeting": meeting,
        "form": form,
        "heading": _("Change day or place"),
        "button": _("Save the change"),
        "back": reverse("meeting", args=[meeting.pk]),
    }
    return render(request, "meetings/form_page.html", facts, status=status)


def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting at a glance: its state, its steps, and the next thing to do for this person."""
    found = queries.meeting_for(request.by, meeting_id)
    at = clock.now()
    outline = queries.outline_of(found, request.by)
    is_prepared = found.is_before and not outline.checked_in
    expected = () if outline.checked_in else queries.expected_names(found)
    facts = facts_of(
        request,
        found,
        outline=outline,
        requests=outline.requests,
        minutes=outline.minutes,
        open_needs=outline.open_needs,
        owed=queries.owed_in(found, request.by),
        quorum=None if is_prepared else queries.quorum_of(found, at),
        expected=expected,
        held=sum(one.is_held for one in expected),
        empty=sum(not one.is_held for one in expected),
        is_on_holiday=found.is_before and queries.is_holiday(found),
        pre_read=queries.pre_reads_of(found).first(),
        records=() if found.is_before else queries.records_of(found),
        days=queries.cycle_days(found, at),
        cadence=queries.cadence_break(found.group, at),
        closure=queries.counts_of_closure(found),
        pulse=[(words.PULSE[code], shown) for code, shown in queries.pulse_of(found, at).items()],
        has_captures=found.is_open and queries.has_captures(found),
    )
    facts["next"] = _next_step(facts)
    return render(request, "meetings/meeting.html", facts)


def _next_step(facts: dict[str, Any]) -> str:
    """What this person does next, by what the page shows."""
    found = facts["meeting"]
    return next_step(
        Standing(
            state=found.state,
            facilitates=bool(facts["may_facilitate"]),
            items=facts["outline"].items,
            requests=facts["requests"],
            open_needs=facts["open_needs"],
            minutes_over=facts["minutes"] - found.length_minutes,
            is_due=day_in(found.group, facts["now"]) >= day_in(found.group, found.starts_at),
            checked_in=facts["outline"].checked_in,
            owed=len(facts["owed"]),
        )
    )


@require_POST
def step(request: HttpRequest, meeting_id: UUID, name: str) -> HttpResponse:
    """Approve the agenda, open, close; or take the last of these back."""
    found = queries.meeting_for(request.by, meeting_id)
    if name not in STEPS:
        raise NotFound
    verb, said, back = STEPS[name]
    verb(meeting=found, by=request.by, at=clock.now())
    undo = "undo:" + reverse("meeting_step", args=[found.pk, back]) if back else ""
    messages.success(request, str(said), extra_tags=undo)
    return redirect("live" if name in ("open", "undo-close") else "meeting", meeting_id=found.pk)


@require_http_methods(["GET", "POST"])
def access(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What people need to take part, and what became of it. Everybody in the group may say what they need."""
    found = queries.meeting_for(request.by, meeting_id)
    form = forms.NeedForm(posted(request))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        mine = mine_in(request, found.group)
        asked_by = member_in(found.group, mine[0].id) if mine else None
        tried = attempt(
            request,
            form,
            ask_for_access,
            meeting=found,
            **form.cleaned_data,
            asked_by=asked_by,
            by=request.by,
            at=clock.now(),
        )
        if tried:
            messages.success(request, _("It is noted. The facilitator answers it before the meeting."))
            return redirect("access", meeting_id=found.pk)
        status = tried.status
    return render(request, "meetings/access.html", _access_facts(request, found, form=form), status=status)


def _access_facts(request: HttpRequest, found: Any, **more: Any) -> dict[str, Any]:
    """What somebody needs says much about them: all of it stands before who prepares the meeting, and their own."""
    sees_all = policies.may_facilitate(request.by, found) or policies.may_call_meeting(
        request.by, found.group
    )
    wrong = more.get("wrong")
    needs = []
    for need in queries.access_needs_of(found):
        prefix = need.pk.hex
        answer = (
            wrong if wrong is not None and wrong.prefix == prefix else forms.NeedAnswerForm(prefix=prefix)
        )
        needs.append(
            {"need": need, "answer": answer, "in_full": sees_all or request.by.holds(need.asked_by_id)}
        )
    return facts_of(request, found, **{"needs": needs, "form": forms.NeedForm(), **more})


@require_POST
def answer_need(request: HttpRequest, meeting_id: UUID, need_id: UUID) -> HttpResponse:
    found = queries.meeting_for(request.by, meeting_id)
    need = queries.need_for(found, need_id)
    answer = forms.NeedAnswerForm(request.POST, prefix=need.pk.hex)
    status = 422
    if answer.is_valid():
        tried = attempt(
            request, answer, answer_access, need=need, **answer.cleaned_data, by=request.by, at=clock.now()
        )
        if tried:
            messages.success(request, _("The answer is noted."))
            return redirect("access", meeting_id=found.pk)
        status = tried.status
    return render(request, "meetings/access.html", _access_facts(request, found, wrong=answer), status=status)
