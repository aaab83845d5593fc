"""In the meeting: check-in, and the live record of decisions, commitments, questions and parked items."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.meetings import forms, policies, queries, words
from konbit.meetings.decision_forms import OutcomeForm
from konbit.meetings.operations.attendance import check_in, check_in_delegate, undo_check_in
from konbit.meetings.operations.captures import ask_question, park
from konbit.meetings.operations.commitments import propose_commitment
from konbit.meetings.operations.decisions import put_to_the_table, record_decision, vote
from konbit.meetings.pages.meetings import facts_of, mine_in
from konbit.meetings.pages.sending import (
    for_its_writer,
    it_is_refused,
    it_is_stored,
    kept_beside,
    page_was_opened_at,
    sending,
    where_it_stands,
)
from konbit.network.queries import member_in, seat_in
from konbit.ui.attempt import attempt
from konbit.ui.sendings import by_script, told

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
    for standing in queries.expected_at(meeting):
        member = standing.member
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
                # Who sent word beforehand, and who of those named to stand in is not checked in yet.
                "away": {one.person_id for one in standing.regrets},
                "named": [
                    one for one in standing.delegates if one.delegate_id not in {r.person_id for r in rows}
                ],
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
    votes = undo_check_in(
        attendance=attendance,
        before=before if before in words.MODES else "",
        by=request.by,
        at=clock.now(),
    )
    messages.success(request, _("The check-in is taken back."))
    if votes:
        said = ngettext(
            "Nobody is here for this seat now, so its vote on %(count)s open proposal is taken back too.",
            "Nobody is here for this seat now, so its votes on %(count)s open proposals are taken back too.",
            votes,
        )
        messages.info(request, said % {"count": votes})
    return redirect("check_in", meeting_id=meeting.pk)


@for_its_writer
def live(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting as it goes: the item now, what came of it, and what can be captured. Its script gets a fresh token,
    after the person signed in again."""
    meeting = queries.meeting_for(request.by, meeting_id)
    if by_script(request):
        return told(token=get_token(request))
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
        clashes=queries.open_clashes(meeting, request.by),
    )
    return render(request, "meetings/live.html", facts, status=status)


def _on_the_table(
    request: HttpRequest, meeting: Any, decisions: list[Any], bound: Any
) -> list[dict[str, Any]]:
    """Each decision of the item with its votes. Where no names stand, nobody sees how a seat voted but its holder."""
    mine = {one.id for one in mine_in(request, meeting.group) if one.votes}
    present = {row.member_id for row in queries.attendance_of(meeting) if row.mode != "absent"}
    seats = [one for one in queries.expected_people(meeting) if one.votes]
    topics = queries.topics_of(meeting.group)
    shown = []
    for one in decisions:
        cast = {vote.seat.member_id: vote.choice for vote in one.votes.select_related("seat")}
        seen = {} if one.item.is_no_names else cast
        prefix = one.pk.hex
        outcome = OutcomeForm.of(one, topics)
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


@require_POST
@for_its_writer
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
        key = values["key"]
        if by_script(request) and sending(request) == key and queries.is_stored(kind, key):
            return it_is_stored(request, str(said), where_it_stands(meeting, item.pk, "brought-about"))
        tried = attempt(request, form, verb, item=item, **values, by=request.by, at=clock.now())
        if tried:
            undo = "undo:" + reverse("withdraw", args=[kind, tried.value.pk])
            place = where_it_stands(meeting, item.pk, f"{kind}-{tried.value.pk}")
            return it_is_stored(request, str(said), place, undo)
        if kept := kept_beside(request, form, tried, None, where_it_stands(meeting, item.pk)):
            return kept
        status = tried.status
    if by_script(request):
        return it_is_refused(form, status)
    return _live(request, meeting, item, bound=form, status=status)


@require_POST
@for_its_writer
def cast_vote(request: HttpRequest, decision_id: UUID, seat_id: UUID) -> HttpResponse:
    decision = queries.captured_for(request.by, "decision", decision_id, withdrawn=by_script(request))
    choice = request.POST.get("choice")
    if choice not in words.CHOICES:
        raise NotFound
    seat = seat_in(decision.meeting.group, seat_id)
    since = page_was_opened_at(request)
    vote(decision=decision, seat=seat, choice=choice, by=request.by, at=clock.now(), since=since)
    # With "no names", not even this line says who voted.
    said = _("The vote is noted. You can change it until the result is recorded.")
    # Whoever counts hands goes on with the next one where they were.
    hands = f"&hands={decision.pk}" if "hands" in request.POST else ""
    place = where_it_stands(decision.meeting, decision.item_id)
    return it_is_stored(request, said, f"{place}{hands}#decision-{decision.pk}")


@require_POST
@for_its_writer
def outcome(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    decision = queries.captured_for(request.by, "decision", decision_id, withdrawn=by_script(request))
    place = where_it_stands(decision.meeting, decision.item_id)
    form = OutcomeForm.of(decision, queries.topics_of(decision.meeting.group), request.POST)
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
            return it_is_stored(request, _("It is recorded."), f"{place}#decision-{decision.pk}", undo)
        if kept := kept_beside(request, form, tried, decision, place):
            return kept
        status = tried.status
    if by_script(request):
        return it_is_refused(form, status, "meetings/outcome_fields.html")
    return _live(request, decision.meeting, decision.item, bound=form, status=status)
