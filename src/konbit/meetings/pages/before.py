"""Before a meeting, from a letter and without signing in: ask for an item, say that you cannot come, and read the
meeting's material where you stand in for somebody. Opening a link changes nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts.operations.links import LinkDoesNotWork, read_link, revoke_links, use_link
from konbit.foundation import clock
from konbit.meetings import forms, queries
from konbit.meetings.agenda_forms import RequestForm
from konbit.meetings.operations.agenda import ask_for_item, take_back_request, undo_take_back_request
from konbit.meetings.operations.regrets import say_cannot_come, undo_cannot_come
from konbit.meetings.pages.pre_reads import shown
from konbit.meetings.pre_read_content import content_of
from konbit.meetings.words import BRING_ITEM, CANNOT_COME, STANDS_IN
from konbit.network.queries import actor_for, day_in, member_in, members_of
from konbit.ui.attempt import posted, send
from konbit.ui.uploads import sent_files

ASKED_FOR = gettext_lazy("Your item is asked for. The facilitator places it, or tells you why not.")
# What the buttons of the list send -> (verb, what the page says afterwards)
BROUGHT = {
    "take_back": (take_back_request, gettext_lazy("It is taken back. The meeting does not take it up.")),
    "ask_again": (undo_take_back_request, ASKED_FOR),
}


def _asked(request: HttpRequest, token: str, purpose: str) -> tuple[Any, Any, Any]:
    """The link, the meeting it is about, and its person as who acts; only until the meeting is over.

    Raises:
        LinkDoesNotWork: the link, or its meeting, is over.
    """
    at = clock.now()
    link = read_link(token=token, purpose=purpose, by=request.by, at=at)
    meeting = queries.meeting_by_id(link.about_id)
    if not queries.can_be_asked(meeting, at):
        raise LinkDoesNotWork
    return link, meeting, actor_for(link.person, at, channel="link")


def _mine(meeting: Any, by: Any) -> list[Any]:
    """The seats and roles of the meeting's group for which the person speaks today."""
    today = day_in(meeting.group, clock.now())
    return [one for one in members_of(meeting.group, today) if by.holds(one.id)]


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for an item, and take back what was asked for. What others asked for does not stand here, and of what this
    person asked for privately or without names, no word: a letter may be handed on."""
    link, meeting, by = _asked(request, token, BRING_ITEM)
    at, mine = clock.now(), _mine(meeting, by)
    brought = queries.brought_by(by, meeting) if mine else []
    for name, (verb, said) in BROUGHT.items():
        if request.method == "POST" and name in request.POST:
            for item in brought:
                if str(item.pk) == request.POST[name]:
                    verb(item=item, by=by, at=at)
                    use_link(link=link, by=by, at=at)
                    messages.success(request, str(said))
            return redirect("bring", token=token)
    form = RequestForm(posted(request), sent_files(request), mine=mine) if mine else None
    status = 200
    if form is not None:
        tried = send(
            request,
            form,
            ask_for_item,
            prepare=lambda sent: {**sent, "asked_by": member_in(meeting.group, sent["asked_by"])},
            meeting=meeting,
            by=by,
            at=at,
        )
        if tried:
            use_link(link=link, by=by, at=at)
            messages.success(request, str(ASKED_FOR))
            return redirect("bring", token=token)
        status = tried.status
    facts = {
        **_facts(link, meeting, mine, token),
        "form": form,
        "brought": [(one, queries.can_be_taken_back(one)) for one in brought],
    }
    return render(request, "meetings/bring.html", facts, status=status)


@require_http_methods(["GET", "POST"])
def cannot_come(request: HttpRequest, token: str) -> HttpResponse:
    """Say that you cannot come and who stands in, or take it back."""
    link, meeting, by = _asked(request, token, CANNOT_COME)
    at, mine = clock.now(), _mine(meeting, by)
    sent = queries.regrets_sent(meeting, by)
    if request.method == "POST" and "undo" in request.POST:
        for regret in sent:
            if str(regret.pk) == request.POST["undo"]:
                undo_cannot_come(regret=regret, by=by, at=at)
                use_link(link=link, by=by, at=at)
                messages.success(request, _("You are expected again."))
        return redirect("cannot_come_by_link", token=token)
    form = (
        forms.RegretForm(
            posted(request),
            initial={"language": meeting.group.language},
            mine=mine,
            named_before=named_before(sent),
        )
        if mine
        else None
    )
    status = 200
    if form is not None:
        tried = send(
            request,
            form,
            say_cannot_come,
            prepare=lambda values: {**values, "members": members_chosen(meeting, mine, values)},
            meeting=meeting,
            person=link.person,
            by=by,
            at=at,
        )
        if tried:
            use_link(link=link, by=by, at=at)
            messages.success(request, _("Thank you for telling us. You are not expected."))
            return redirect("cannot_come_by_link", token=token)
        status = tried.status
    facts = {**_facts(link, meeting, mine, token), "form": form, "sent": sent}
    return render(request, "meetings/cannot_come_by_link.html", facts, status=status)


def named_before(sent: list[Any]) -> str:
    """Who stands in by what the person said before, so that a change of something else does not take it away."""
    return next((one.delegate_name for one in sent if one.delegate_name), "")


def members_chosen(meeting: Any, mine: list[Any], values: dict[str, Any]) -> list[Any]:
    """The seats and roles that were ticked; of a person with one, that one."""
    chosen = values["members"] if "members" in values else [one.id for one in mine]
    return [member_in(meeting.group, one) for one in chosen]


def _facts(link: Any, meeting: Any, mine: list[Any], token: str) -> dict[str, Any]:
    return {
        "person": link.person,
        "meeting": meeting,
        "group": meeting.group,
        "label": queries.labels_of(meeting),
        "mine": mine,
        "token": token,
    }


def stands_in(request: HttpRequest, token: str) -> HttpResponse:
    """For somebody who stands in: when, where, for whom, and the agenda without what is private to members."""
    at = clock.now()
    link = read_link(token=token, purpose=STANDS_IN, by=request.by, at=at)
    meeting = queries.meeting_by_id(link.about_id)
    regrets = queries.standing_in(meeting, link.person)
    if not regrets or not queries.may_still_read(meeting, at):
        raise LinkDoesNotWork
    frozen = queries.pre_reads_of(meeting).first()
    content = frozen.content if frozen else content_of(meeting)
    facts = {
        **_facts(link, meeting, [], token),
        "regrets": regrets,
        "pre_read": frozen,
        **shown(content, private=False),
    }
    return render(request, "meetings/stands_in.html", facts)


# What stops working together when somebody says "this is not me".
_TOGETHER = {
    BRING_ITEM: (BRING_ITEM, CANNOT_COME),
    CANNOT_COME: (BRING_ITEM, CANNOT_COME),
    STANDS_IN: (STANDS_IN,),
}


@require_POST
def not_me(request: HttpRequest, token: str, purpose: str) -> HttpResponse:
    """For "this is not me": the links of that letter are taken back, and nothing is said."""
    at = clock.now()
    link = read_link(token=token, purpose=purpose, by=request.by, at=at)
    by = actor_for(link.person, at, channel="link")
    for one in _TOGETHER[purpose]:
        revoke_links(person=link.person, purpose=one, about_id=link.about_id, by=by, at=at)
    return render(request, "meetings/not_me.html")
