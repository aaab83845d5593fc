"""Front page, my page, a group at a glance, its audit trail, the operator's page, and the demo's seats and clock."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.accounts.operations.people import speak
from konbit.accounts.pages import signed_in_person, welcome
from konbit.accounts.queries import letters, unplaced_letters
from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.grants.queries.networks import money_settings_of
from konbit.home import demo, queries
from konbit.home.operating import standing
from konbit.home.operations.demo_clock import move_clock
from konbit.home.owed import owed
from konbit.meetings.queries import (
    answers_for,
    cadence_break,
    commitments_owned_by,
    packs_for,
    requests_by,
)
from konbit.network import policies
from konbit.network.forms import FoundForm
from konbit.network.operations.groups import found_network
from konbit.network.queries import day_in, group_for, networks, public_group, subgroups_for
from konbit.results.queries import register
from konbit.results.queries.checks import checks_due
from konbit.ui.attempt import posted, send
from konbit.ui.kept import kept, throw_away


def front_page(request: HttpRequest) -> HttpResponse:
    facts = {
        "cards": queries.network_cards(clock.now()),
        "seats": demo.seats(clock.now()) if settings.KONBIT_DEMO else [],
        "is_new": not networks().exists(),
    }
    return render(request, "home/front_page.html", facts)


def my_page(request: HttpRequest) -> HttpResponse:
    """What this person owes, by day, across groups; and the groups themselves. Nobody is led to the sign-in page."""
    if not request.user.is_authenticated:
        return redirect("sign_in")
    facts = {
        "owed": owed(request.by, clock.now()),
        "asked_to_change": [one for one in commitments_owned_by(request.by) if one.is_amended],
        "requests": requests_by(request.by),
        "answers": answers_for(request.by),
        "packs": packs_for(request.by, clock.now()),
        "groups": queries.my_groups(request.by),
        "kept": kept(request),
    }
    return render(request, "home/my_page.html", facts)


@require_POST
def throw_away_kept(request: HttpRequest) -> HttpResponse:
    """Forget what was typed before the person was signed out."""
    signed_in_person(request)
    throw_away(request)
    messages.success(request, _("It is thrown away."))
    return redirect("my_page")


def group(request: HttpRequest, address: str) -> HttpResponse:
    """A group at a glance. Who is no member of a public network sees its name, priorities and results alone."""
    found = public_group(request.by, address)
    is_member = bool(policies.may_see_group(request.by, found))
    facts = {
        "group": found,
        "is_member": is_member,
        "card": queries.group_card(found) if is_member else None,
        "priorities": [card for card in register(found) if card.priority.retired_on is None],
        "checks_due": checks_due(found, day_in(found, clock.now())) if is_member else [],
        "subgroups": subgroups_for(request.by, found),
        "may_change": policies.may_change_group(request.by, found),
        "shows_money": money_settings_of(found).is_public,
        "cadence": cadence_break(found, clock.now()) if is_member else None,
    }
    return render(request, "home/group.html", facts)


def group_audit(request: HttpRequest, address: str) -> HttpResponse:
    """What was done in the group, newest first, for those who look after it."""
    found = group_for(request.by, address)
    require(policies.may_change_group(request.by, found))
    wanted = request.GET.get("page", "")
    # An address that was mistyped shows the newest ones.
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 1
    lines, number, pages = queries.audit_page(found, number)
    facts = {
        "group": found,
        "lines": lines,
        "number": number,
        "pages": pages,
        "newer": number - 1,
        "older": number + 1 if number < pages else 0,
    }
    return render(request, "home/group_audit.html", facts)


def installation(request: HttpRequest) -> HttpResponse:
    """The operator's page: the networks by name, and whether letters go out. Operators found networks; they do not
    read them."""
    if not request.by.is_operator:
        raise NotFound
    facts = {
        "networks": networks(),
        "sends_mail": "Smtp" in settings.MAILERS["default"]["BACKEND"],
        "kept_letters": letters().count(),
        "unplaced_letters": unplaced_letters().count(),
        "standing": standing(clock.now()),
    }
    return render(request, "home/installation.html", facts)


@require_http_methods(["GET", "POST"])
def new_network(request: HttpRequest) -> HttpResponse:
    if not request.by.is_operator:
        raise NotFound
    language = get_language()
    initial = {
        "language": language,
        "languages": [language],
        "time_zone": "America/Chicago",
        "interval_days": 42,
        "working_days": ["mon", "tue", "wed", "thu", "fri"],
    }
    form = FoundForm(posted(request), initial=initial)
    tried = send(request, form, found_network, founder=request.user, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("“%(group)s” is founded. You convene it.") % {"group": tried.value.name})
        return redirect("group", address=tried.value.address)
    return render(
        request, "home/new_network.html", {"form": form, "back": reverse("installation")}, status=tried.status
    )


@require_POST
def take_seat(request: HttpRequest, key: str) -> HttpResponse:
    """The demo's one click: the visitor is the example person in that seat, in the visitor's own language."""
    if not settings.KONBIT_DEMO:
        raise NotFound
    at = clock.now()
    seat = next((one for one in demo.seats(at) if one.key == key), None)
    if seat is None:
        raise NotFound
    if request.user.is_authenticated:
        # Not for a visitor whose session ended: what they typed meanwhile is kept in this one.
        logout(request)
    speak(person=seat.person, language=get_language(), by=request.by, at=at)
    return welcome(request, seat.person)


@require_http_methods(["GET", "POST"])
def demo_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock forward; it never goes back."""
    if not settings.KONBIT_DEMO:
        raise NotFound
    if request.method == "POST":
        try:
            moment = datetime.fromisoformat(request.POST.get("moment", ""))
        except ValueError as unreadable:
            raise NotFound from unreadable
        # The page offers moments with their zone; a visitor who writes one of their own could end the demo for all.
        if moment.tzinfo is None or moment > max(move.moment for move in demo.moves(clock.now())):
            raise NotFound
        move_clock(to=moment, by=request.by, at=clock.now())
        messages.success(request, _("The clock moved forward."))
        return redirect("demo_clock")
    return render(request, "home/demo_clock.html", {"moves": demo.moves(clock.now()), "now": clock.now()})
