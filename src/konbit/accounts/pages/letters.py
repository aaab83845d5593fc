"""Letters: stop one kind by the address in its foot, the mailbox, and what came in that nobody could place."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts import queries
from konbit.accounts.links import stopped_by
from konbit.accounts.operations.inbound import deal_with_letter, take_letter_up_again
from konbit.accounts.operations.letters import send_letters_again, stop_letters
from konbit.accounts.operations.links import LinkDoesNotWork
from konbit.accounts.words import LETTER_KINDS
from konbit.foundation import clock
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.ui.attempt import attempt

# What a mail program sends when its reader presses "unsubscribe" (RFC 8058): no cookie, and no page is looked at.
ONE_CLICK = ("List-Unsubscribe", "One-Click")
LETTERS_A_PAGE = 20


# The address itself is the proof, and nobody need be signed in: a form from elsewhere could do no more than its holder.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Opening changes nothing. One button stops letters of this kind, and one lets them come again."""
    person_id, kind = stopped_by(token) or (None, "")
    person = queries.person_if_there(person_id)
    if person is None or kind not in LETTER_KINDS:
        raise LinkDoesNotWork
    if request.method == "POST":
        by, at = Actor(person_id=person.pk, channel="link"), clock.now()
        verb = send_letters_again if "again" in request.POST else stop_letters
        verb(person=person, kind=kind, by=by, at=at)
        if request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]:
            return HttpResponse(status=200, content_type="text/plain")
        return redirect(request.path)
    facts = {"person": person, "kind": LETTER_KINDS[kind], "wants": queries.wants(person, kind)}
    return render(request, "accounts/stop_letters.html", facts)


def mailbox(request: HttpRequest) -> HttpResponse:
    """Every letter of the demo; elsewhere only for the operator, and only what was not sent out."""
    if not (settings.KONBIT_DEMO or request.by.is_operator):
        raise NotFound
    # PostgreSQL refuses to look for a null character; no address holds one.
    to = request.GET.get("to", "").replace("\0", "") or None
    page = Paginator(queries.letters(to), LETTERS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/mailbox.html", {"letters": page, "to": to, "demo": settings.KONBIT_DEMO})


def unplaced(request: HttpRequest) -> HttpResponse:
    """What came in and nobody could place, for the operator."""
    if not request.by.is_operator:
        raise NotFound
    facts = {
        "waiting": queries.unplaced_letters()[:100],
        "done": queries.letters_dealt_with()[:20],
        "reply_to": settings.KONBIT_MAIL_REPLY,
    }
    return render(request, "accounts/unplaced_letters.html", facts)


@require_POST
def deal_with(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Note that a letter is dealt with, or take that back."""
    if not request.by.is_operator:
        raise NotFound
    again = "again" in request.POST
    verb = take_letter_up_again if again else deal_with_letter
    letter = queries.inbound_letter(letter_id)
    if attempt(request, None, verb, letter=letter, by=request.by, at=clock.now()):
        says = _("The letter waits again.") if again else _("The letter is dealt with.")
        messages.success(request, says)
    return redirect("unplaced_letters")
