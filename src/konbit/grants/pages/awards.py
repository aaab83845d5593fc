"""The steps of an award, each with a form of its own: proposed, decided, changed, ended."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.money import amount_words
from konbit.foundation.refusals import NotAllowed, require
from konbit.grants import policies
from konbit.grants.forms.tree import (
    AmountForm,
    AwardedForm,
    CancelForm,
    ChangeAwardForm,
    CompleteForm,
    DecidingForm,
    NewAwardForm,
    PassOnForm,
    PlacesForm,
)
from konbit.grants.operations import awards as operations
from konbit.grants.operations.interests import choose_deciding
from konbit.grants.pages.form_page import form_page
from konbit.grants.queries import ties
from konbit.grants.queries.balances import balance_of
from konbit.grants.queries.networks import money_network
from konbit.grants.queries.tree import award_in
from konbit.network.policies import may_see_group
from konbit.network.queries import day_in, organization_in
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def new_award(request: HttpRequest, address: str) -> HttpResponse:
    """Propose an award at the top of a tree."""
    network = money_network(request.by, address)
    if not ties.organizations_giving(request.by, network):
        raise NotAllowed(policies.may_keep_money(request.by, network))
    form = NewAwardForm(posted(request), choices=ties.award_choices(request.by, network))
    return _propose(
        request,
        network,
        form,
        lede=_(
            "New money at the top of a tree, from one organization to another. To pass on money that was received, "
            "open that award and pass some of it on from there."
        ),
        under=[],
        prepare=lambda typed: typed | {"funder": organization_in(network, UUID(typed["funder"]))},
    )


@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """Propose an award that passes some of this one on."""
    network = money_network(request.by, address)
    parent = award_in(network, code)
    require(policies.may_give_for(request.by, parent.recipient))
    form = PassOnForm(posted(request), choices=ties.award_choices(request.by, network))
    settled = {"funder": parent.recipient, "parent": parent, "currency": parent.currency}
    return _propose(
        request,
        network,
        form,
        lede=_("%(recipient)s passes some of this award on.") % {"recipient": parent.receiver.name},
        under=[_award_line(parent)],
        prepare=lambda typed: typed | settled,
    )


def _propose(
    request: HttpRequest,
    network: Any,
    form: Any,
    *,
    lede: str,
    under: list[tuple[str, str]],
    prepare: Callable[[dict[str, Any]], dict[str, Any]],
) -> HttpResponse:
    def prepared(typed: dict[str, Any]) -> dict[str, Any]:
        chosen = {
            "recipient": ties.recipient_named(network, typed["recipient"]),
            "deciding": ties.seats_chosen(network, typed.get("deciding", [])),
        }
        return prepare(typed) | ties.ties_chosen(request.by, network, typed) | chosen

    tried = send(
        request,
        form,
        operations.propose_award,
        prepare=prepared,
        network=network,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(
            request, _("Proposed. Now say which places it serves, and let the deciding seats answer.")
        )
        return redirect("award", address=network.address, code=tried.value.code)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Propose an award"),
        lede=lede,
        button=_("Propose this award"),
        under=under,
    )


@require_http_methods(["GET", "POST"])
def award_grant(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _given(request, address, code)
    form = AwardedForm(posted(request), initial={"awarded_on": day_in(award.network, clock.now())})
    tried = send(request, form, operations.award_grant, award=award, by=request.by, at=clock.now())
    return _after(
        request,
        form,
        tried,
        award,
        heading=_("Award this money"),
        button=_("Award it"),
        said=_("Awarded. It stands in the tree now."),
    )


@require_http_methods(["GET", "POST"])
def choose_seats(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _given(request, address, code)
    network = award.network
    asked = [str(pk) for pk in award.interests.values_list("seat_id", flat=True)]
    initial = {"deciding": asked, "version": award.version}
    form = DecidingForm(posted(request), initial=initial, choices=ties.seat_choices(network))
    tried = send(
        request,
        form,
        choose_deciding,
        prepare=lambda typed: {
            "seats": ties.seats_chosen(network, typed["deciding"]),
            "version": typed["version"],
        },
        award=award,
        by=request.by,
        at=clock.now(),
    )
    said = _("Saved. Each seat is asked what ties it to the recipient.")
    return _after(
        request, form, tried, award, heading=_("Which seats decide this award?"), button=_("Save"), said=said
    )


@require_http_methods(["GET", "POST"])
def change_award(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _given(request, address, code)
    tied = {name: str(getattr(award, f"{name}_id") or "") for name in ("priority", "strategy", "decision")}
    initial = {name: getattr(award, name) for name in ChangeAwardForm.base_fields if name != "results"} | tied
    initial["results"] = [str(pk) for pk in award.results.values_list("pk", flat=True)]
    choices = ties.award_choices(request.by, award.network, award)
    form = ChangeAwardForm(posted(request), initial=initial, choices=choices)
    tried = send(
        request,
        form,
        operations.change_award,
        prepare=lambda typed: typed | ties.ties_chosen(request.by, award.network, typed, award),
        award=award,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request, form, tried, award, heading=_("Change the award"), button=_("Save"), said=_("Saved.")
    )


@require_http_methods(["GET", "POST"])
def change_amount(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _given(request, address, code)
    form = AmountForm(posted(request), initial={"cents": award.cents, "version": award.version})
    tried = send(request, form, operations.change_amount, award=award, by=request.by, at=clock.now())
    return _after(
        request,
        form,
        tried,
        award,
        heading=_("Raise or lower the award"),
        button=_("Save"),
        said=_("Saved. What it was before stands in its history."),
    )


@require_http_methods(["GET", "POST"])
def cancel_award(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _given(request, address, code)
    form = CancelForm(posted(request), initial={"version": award.version})
    tried = send(request, form, operations.cancel_award, award=award, by=request.by, at=clock.now())
    is_proposal = award.state == "proposed"
    return _after(
        request,
        form,
        tried,
        award,
        heading=_("Drop this proposal") if is_proposal else _("Cancel the award"),
        button=_("Drop it") if is_proposal else _("Cancel it"),
        said=_("Dropped.")
        if is_proposal
        else _("Cancelled. The award is worth what was paid and did not come back."),
    )


@require_http_methods(["GET", "POST"])
def complete_award(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _given(request, address, code)
    form = CompleteForm(posted(request), initial={"version": award.version})
    tried = send(request, form, operations.complete_award, award=award, by=request.by, at=clock.now())
    return _after(
        request,
        form,
        tried,
        award,
        heading=_("Is the work of this award done?"),
        lede=_left_over(award),
        button=_("Complete the award"),
        said=_("Completed. What is promised may still be paid."),
    )


@require_http_methods(["GET", "POST"])
def award_places(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = money_network(request.by, address)
    award = award_in(network, code)
    may_give = policies.gives(request.by, award)
    require(may_give or policies.receives(request.by, award))
    communities = ties.community_choices(network)
    if not communities:
        facts = {
            "group": network,
            "award": award,
            "may_open_members": bool(may_see_group(request.by, network)),
        }
        return render(request, "grants/no_communities.html", facts)
    there = dict(award.places.values_list("community_id", "cents"))
    initial = {f"cents_{pk}": cents for pk, cents in there.items()}
    form = PlacesForm(
        posted(request),
        initial=initial | {"serves": [str(pk) for pk in there], "version": award.version},
        communities=communities,
        cents=award.cents,
    )
    tried = send(
        request,
        form,
        operations.set_places,
        prepare=lambda typed: {
            "places": {UUID(pk): cents for pk, cents in form.places().items()},
            "version": typed["version"],
        },
        award=award,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        award,
        heading=_("Which places does it serve?"),
        button=_("Save"),
        said=_("Saved."),
    )


@require_POST
def confirm_regrant(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = award_in(money_network(request.by, address), code)
    operations.confirm_regrant(award=award, by=request.by, at=clock.now())
    messages.success(request, _("Saved. It is your own word now."))
    return redirect("award", address=award.network.address, code=award.code)


def _left_over(award: Any) -> str:
    """What an award that is to be completed still holds, and what of it is not paid yet."""
    balance = balance_of(award)
    return _(
        "Of the %(awarded)s awarded, %(held)s is still held: neither passed on nor written down as spent. "
        "%(unpaid)s is not paid yet."
    ) % {
        "awarded": amount_words(award.cents, award.currency),
        "held": amount_words(balance.held, award.currency),
        "unpaid": amount_words(balance.awarded - balance.kept, award.currency),
    }


def _given(request: HttpRequest, address: str, code: str) -> Any:
    award = award_in(money_network(request.by, address), code)
    require(policies.gives(request.by, award))
    return award


def _award_line(award: Any) -> tuple[str, str]:
    return award.title, reverse("award", args=[award.network.address, award.code])


def _after(
    request: HttpRequest,
    form: Any,
    tried: Any,
    award: Any,
    *,
    heading: str,
    button: str,
    said: str,
    lede: str = "",
) -> HttpResponse:
    if tried:
        messages.success(request, said)
        return redirect("award", address=award.network.address, code=award.code)
    return form_page(
        request,
        form,
        tried.status,
        group=award.network,
        heading=heading,
        lede=lede or award.title,
        lede_in="" if lede else award.network.language,
        button=button,
        under=[_award_line(award)],
    )
