"""In the meeting: check-in, and the live record of decisions, commitments, questions and parked items."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.meetings import forms, policies, queries, words
from konbit.meetings.operations.attendance import check_in, check_in_delegate, undo_check_in
from konbit.meetings.operations.captures import ask_question, park, undo_withdraw, withdraw
from konbit.meetings.operations.commitments import propose_commitment
from konbit.meetings.operations.decisions import put_to_the_table, record_decision, undo_record_decision, vote
from konbit.meetings.pages.meetings import facts_of, mine_in
from konbit.network.queries import member_in, seat_in
from konbit.ui.attempt import attempt

CAPTURE = {
    "decision": (forms.ProposalForm, put_to_the_table, gettext_lazy("It is on the table.")),
    "commitment": (
        forms.CommitmentForm,
        propose_commitment,
        gettext_lazy("It is noted. It counts once its owner accepts it."),
    ),
    "question": (forms.QuestionForm, ask_question, gettext_lazy("The question is noted.")),
    "parkeditem": (forms.WordingForm, park, gettext_lazy("It is parked for the next agenda.")),
}


# The parts of the check-in, in their order.
SECTIONS = {
    "votes": gettext_lazy("Seats with a vote"),
    "residents": gettext_lazy("Parents and residents"),
    "seats": gettext_lazy("Seats without a vote"),
    "roles": gettext_lazy("People with a role"),
}


def _section_of(member: Any) -> str:
    """Parents and residents are a part of their own, whether their seat has a vote or not."""
    if member.is_parent_or_resident:
        return "residents"
    if member.kind == "role":
        return "roles"
    return "votes" if member.votes else "seats"


def check_in_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    return _check_in(request, meeting)


def _check_in(request: HttpRequest, meeting: Any, wrong: Any = None, status: int = 200) -> HttpResponse:
    here: dict[UUID, list[Any]] = {}
    for row in queries.attendance_of(meeting):
        here.setdefault(row.member_id, []).append(row)
    sections: dict[str, list[Any]] = {name: [] for name in SECTIONS}
    listed: set[UUID] = set()
    for member in queries.expected_people(meeting):
        rows = here.get(member.id, [])
        people = {person.pk for person in member.people}
        # A person comes once: for the seat, or in the first of their roles.
        if member.kind == "role" and people <= listed and not rows:
            continue
        listed |= people
        by_person = {row.person_id: row for row in rows if not row.is_delegate}
        sections[_section_of(member)].append(
            {
                "member": member,
                "people": [(person, by_person.get(person.pk)) for person in member.people],
                # Those of that day who hold the seat no longer, and delegates.
                "others": [r for r in rows if r.is_delegate or r.person not in member.people],
                "delegate_form": wrong
                if wrong is not None and wrong.prefix == member.id.hex
                else forms.DelegateForm(prefix=member.id.hex),
            }
        )
    facts = facts_of(
        request,
        meeting,
        sections=[{"name": SECTIONS[name], "members": found} for name, found in sections.items() if found],
        may_check_in=meeting.state != "planned",
        quorum=queries.quorum_of(meeting, clock.now()),
        modes=words.MODES.items(),
        wrong=wrong,
    )
    return render(request, "meetings/check_in.html", facts, status=status)


@require_POST
def tap(request: HttpRequest, meeting_id: UUID, member_id: UUID) -> HttpResponse:
    """One tap: this person is here in person, by link, or absent."""
    meeting = queries.meeting_for(request.by, meeting_id)
    expected = {member.id: member for member in queries.expected_people(meeting)}
    people = (
        {str(person.pk): person for person in expected[member_id].people} if member_id in expected else {}
    )
    person, mode = people.get(request.POST.get("person", "")), request.POST.get("mode")
    if person is None or mode not in words.MODES:
        raise NotFound
    member = member_in(meeting.group, member_id)
    before = queries.checked_in_as(meeting, member, person)
    row = check_in(meeting=meeting, member=member, person=person, mode=mode, by=request.by, at=clock.now())
    undo = "undo:" + reverse("undo_check_in", args=[meeting.pk, row.pk]) + (before and f"?before={before}")
    said = {
        "in_person": _("%(person)s is here."),
        "by_link": _("%(person)s is here by link."),
        "absent": _("%(person)s is absent."),
    }[mode]
    messages.success(request, said % {"person": person.name}, extra_tags=undo)
    return redirect(reverse("check_in", args=[meeting.pk]) + f"#member-{member_id}")


@require_POST
def delegate(request: HttpRequest, meeting_id: UUID, member_id: UUID) -> HttpResponse:
    """Somebody stands in for a seat at this meeting."""
    meeting = queries.meeting_for(request.by, meeting_id)
    require(policies.may_facilitate(request.by, meeting))
    member = member_in(meeting.group, member_id)
    form = forms.DelegateForm(request.POST, prefix=member_id.hex)
    status = 422
    if form.is_valid():
        tried = attempt(
            request,
            form,
            check_in_delegate,
            meeting=meeting,
            member=member,
            name=form.cleaned_data["delegate"],
            mode=form.cleaned_data["mode"],
            by=request.by,
            at=clock.now(),
        )
        if tried:
            undo = "undo:" + reverse("undo_check_in", args=[meeting.pk, tried.value.pk])
            said = _("%(person)s stands in for %(seat)s.") % {
                "person": tried.value.person.name,
                "seat": member.name,
            }
            messages.success(request, said, extra_tags=undo)
            return redirect(reverse("check_in", args=[meeting.pk]) + f"#member-{member_id}")
        status = tried.status
    return _check_in(request, meeting, wrong=form, status=status)


@require_POST
def undo_tap(request: HttpRequest, meeting_id: UUID, attendance_id: UUID) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    attendance = queries.attendance_for(meeting, attendance_id)
    before = request.GET.get("before", "")
    undo_check_in(
        attendance=attendance,
        before=before if before in words.MODES else "",
        by=request.by,
        at=clock.now(),
    )
    messages.success(request, _("The check-in is taken back."))
    return redirect("check_in", meeting_id=meeting.pk)


def live(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting as it goes: the item now, what came of it, and what can be captured."""
    meeting = queries.meeting_for(request.by, meeting_id)
    items = queries.agenda_of(meeting, request.by)
    wanted = request.GET.get("item", "")
    item = next((one for one in items if str(one.pk) == wanted), items[0] if items else None)
    return _live(request, meeting, item)


def _form(request: HttpRequest, meeting: Any, kind: str, data: Any = None) -> Any:
    form_class = CAPTURE[kind][0]
    if kind == "parkeditem":
        return form_class(data, prefix=kind)
    members = queries.expected_people(meeting)
    initial = {}
    if kind == "commitment":
        start = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone)).date()
        initial["due_on"] = start + timedelta(days=meeting.group.interval_days)
    if kind == "decision":
        mine = mine_in(request, meeting.group)
        initial["proposed_by"] = (
            str(mine[0].id) if mine and not policies.may_facilitate(request.by, meeting) else ""
        )
    return form_class(data, prefix=kind, members=members, initial=initial)


def _live(
    request: HttpRequest, meeting: Any, item: Any, bound: Any = None, status: int = 200
) -> HttpResponse:
    items = queries.agenda_of(meeting, request.by)
    here = next((index for index, one in enumerate(items) if item and one.pk == item.pk), 0)
    captured = {kind: queries.captured_in(meeting, kind, request.by) for kind in queries.CAPTURED}
    of_item = {
        kind: [one for one in found if item and one.item_id == item.pk] for kind, found in captured.items()
    }
    all_forms = {
        kind: bound if bound is not None and bound.prefix == kind else _form(request, meeting, kind)
        for kind in CAPTURE
    }
    facts = facts_of(
        request,
        meeting,
        items=items,
        item=item,
        here=here + 1,
        decisions=_on_the_table(request, meeting, of_item["decision"], bound),
        hands=request.GET.get("hands", ""),
        of_item=of_item,
        forms=all_forms,
        wrong=bound,
        previous=items[here - 1] if here > 0 else None,
        following=items[here + 1] if here + 1 < len(items) else None,
        counts={kind: len(found) for kind, found in captured.items()},
        quorum=queries.quorum_of(meeting, clock.now()),
        choices=words.CHOICES.items(),
        may_put=policies.may_put_to_the_table(request.by, meeting),
    )
    return render(request, "meetings/live.html", facts, status=status)


def _on_the_table(
    request: HttpRequest, meeting: Any, decisions: list[Any], bound: Any
) -> list[dict[str, Any]]:
    """Each decision of the item with its votes. Where no names stand, nobody sees how a seat voted but its holder."""
    mine = {one.id for one in mine_in(request, meeting.group) if one.votes}
    present = {row.member_id for row in queries.attendance_of(meeting) if row.mode != "absent"}
    seats = [one for one in queries.expected_people(meeting) if one.votes]
    shown = []
    for one in decisions:
        cast = {vote.seat.member_id: vote.choice for vote in one.votes.select_related("seat")}
        seen = {} if one.item.is_no_names else cast
        prefix = one.pk.hex
        # What was typed before an undo stands in the form again.
        typed = {"right": one.right, "dissent": one.dissent, "review_on": one.review_on}
        outcome = forms.OutcomeForm(prefix=prefix, initial=typed)
        shown.append(
            {
                "decision": one,
                "votes": queries.votes_on(one),
                "mine": [
                    {"seat": seat, "choice": cast.get(seat.id, ""), "is_here": seat.id in present}
                    for seat in seats
                    if seat.id in mine
                ],
                "hands": [
                    {"seat": seat, "choice": seen.get(seat.id, "")} for seat in seats if seat.id in present
                ],
                "outcome": bound if bound is not None and bound.prefix == prefix else outcome,
            }
        )
    return shown


def _back_to(meeting: Any, item_id: Any) -> HttpResponse:
    return redirect(reverse("live", args=[meeting.pk]) + f"?item={item_id}")


@require_POST
def capture(request: HttpRequest, meeting_id: UUID, item_id: UUID, kind: str) -> HttpResponse:
    meeting = queries.meeting_for(request.by, meeting_id)
    item = queries.item_for(request.by, meeting, item_id)
    if kind not in CAPTURE:
        raise NotFound
    form = _form(request, meeting, kind, request.POST)
    _class, verb, said = CAPTURE[kind]
    status = 422
    if form.is_valid():
        values = dict(form.cleaned_data)
        for name in ("owner", "asked_of", "proposed_by"):
            if name in values:
                values[name] = member_in(meeting.group, values[name]) if values[name] else None
        if kind == "question":
            mine = mine_in(request, meeting.group)
            values["asked_by"] = member_in(meeting.group, mine[0].id) if mine else None
        tried = attempt(request, form, verb, item=item, **values, by=request.by, at=clock.now())
        if tried:
            undo = "undo:" + reverse("withdraw", args=[kind, tried.value.pk])
            messages.success(request, str(said), extra_tags=undo)
            return _back_to(meeting, item.pk)
        status = tried.status
    return _live(request, meeting, item, bound=form, status=status)


@require_POST
def take_back(request: HttpRequest, kind: str, captured_id: UUID) -> HttpResponse:
    captured = queries.captured_for(request.by, kind, captured_id, withdrawn=True)
    withdraw(captured=captured, by=request.by, at=clock.now())
    undo = "undo:" + reverse("undo_withdraw", args=[kind, captured.pk])
    messages.success(request, _("It is taken back."), extra_tags=undo)
    return _after_capture(request, captured)


@require_POST
def bring_back(request: HttpRequest, kind: str, captured_id: UUID) -> HttpResponse:
    captured = queries.captured_for(request.by, kind, captured_id, withdrawn=True)
    undo_withdraw(captured=captured, by=request.by, at=clock.now())
    messages.success(request, _("It is back."))
    return _after_capture(request, captured)


def _after_capture(request: HttpRequest, captured: Any) -> HttpResponse:
    if captured.meeting.is_open or not policies.may_facilitate(request.by, captured.meeting):
        return _back_to(captured.meeting, captured.item_id)
    return redirect("review", meeting_id=captured.meeting_id)


@require_POST
def cast_vote(request: HttpRequest, decision_id: UUID, seat_id: UUID) -> HttpResponse:
    decision = queries.captured_for(request.by, "decision", decision_id)
    choice = request.POST.get("choice")
    if choice not in words.CHOICES:
        raise NotFound
    seat = seat_in(decision.meeting.group, seat_id)
    vote(decision=decision, seat=seat, choice=choice, by=request.by, at=clock.now())
    # With "no names", not even this line says who voted.
    messages.success(request, _("The vote is noted. You can change it until the result is recorded."))
    # Whoever counts hands goes on with the next one where they were.
    hands = f"&hands={decision.pk}" if "hands" in request.POST else ""
    live = reverse("live", args=[decision.meeting_id])
    return redirect(f"{live}?item={decision.item_id}{hands}#decision-{decision.pk}")


@require_POST
def outcome(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    decision = queries.captured_for(request.by, "decision", decision_id)
    form = forms.OutcomeForm(request.POST, prefix=decision.pk.hex)
    status = 422
    if form.is_valid():
        tried = attempt(
            request,
            form,
            record_decision,
            decision=decision,
            **form.cleaned_data,
            by=request.by,
            at=clock.now(),
        )
        if tried:
            undo = "undo:" + reverse("undo_outcome", args=[decision.pk])
            messages.success(request, _("It is recorded."), extra_tags=undo)
            return _back_to(decision.meeting, decision.item_id)
        status = tried.status
    return _live(request, decision.meeting, decision.item, bound=form, status=status)


@require_POST
def undo_outcome(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    decision = queries.captured_for(request.by, "decision", decision_id)
    undo_record_decision(decision=decision, by=request.by, at=clock.now())
    messages.success(request, _("It is on the table again."))
    return _back_to(decision.meeting, decision.item_id)
