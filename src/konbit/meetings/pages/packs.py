"""What goes with a seat: for its new holder, and the leaving one's note."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from konbit.accounts.operations.links import read_link, use_link
from konbit.foundation import clock
from konbit.meetings import queries
from konbit.meetings.forms import NoteForm
from konbit.meetings.hand_over_content import readable
from konbit.meetings.operations.packs import write_note
from konbit.meetings.words import PACK_NOTE
from konbit.network.queries import actor_for
from konbit.ui.attempt import attempt, posted


def pack(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    found = queries.pack_for(request.by, pack_id)
    seat = found.holder.seat
    facts = {
        "pack": found,
        "seat": seat,
        "group": seat.group,
        "content": readable(found.content, of_the_seat=request.by.holds(seat.member_id)),
        "is_of_the_seat": request.by.holds(seat.member_id),
    }
    return render(request, "meetings/pack.html", facts)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, token: str) -> HttpResponse:
    """The leaving holder's note, from a link that shows nothing else."""
    at = clock.now()
    link = read_link(token=token, purpose=PACK_NOTE, by=request.by, at=at)
    found = queries.pack_by_id(link.about_id)
    by = actor_for(link.person, at, channel="link")
    form = NoteForm(posted(request), initial={"note": found.note})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        tried = attempt(request, form, write_note, pack=found, **form.cleaned_data, by=by, at=at)
        if tried:
            use_link(link=link, by=by, at=at)
            messages.success(request, _("Thank you. The next holder reads it with what the seat has open."))
            return redirect("pack_note", token=token)
        status = tried.status
    facts = {"pack": found, "seat": found.holder.seat, "group": found.holder.seat.group, "form": form}
    return render(request, "meetings/pack_note.html", facts, status=status)
