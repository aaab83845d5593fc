"""What happens with the money of an award: promised, paid, returned, spent; what it brings about; money from outside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.grants import policies
from konbit.grants.forms.payments import (
    DeliverableForm,
    DoneForm,
    MoneySettingsForm,
    OutsideMoneyForm,
    PaidForm,
    PromiseForm,
    ReturnForm,
    SpendingForm,
)
from konbit.grants.operations import deliverables, outside_money, payments, spending
from konbit.grants.operations.interests import set_money_settings
from konbit.grants.pages.form_page import form_page
from konbit.grants.queries.award_page import deliverable_in, payment_in, spending_in
from konbit.grants.queries.networks import money_network, money_settings_of
from konbit.grants.queries.tree import award_in, outside_money_in
from konbit.network.queries import day_in
from konbit.results.queries.networks import chosen_organization, organization_choices
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def promise_payment(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _award(request, address, code, policies.gives)
    return _form(
        request,
        PromiseForm(posted(request)),
        payments.promise_payment,
        award,
        heading=_("Promise a payment"),
        button=_("Promise it"),
        said=_("Promised."),
    )


@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, address: str, code: str, payment_id: UUID) -> HttpResponse:
    award = _award(request, address, code, policies.gives)
    return _form(
        request,
        PaidForm(posted(request), initial={"paid_on": _today(award)}),
        payments.pay,
        award,
        payment=payment_in(award, payment_id),
        heading=_("When was it paid?"),
        button=_("Save"),
        said=_("Saved as paid."),
    )


@require_POST
def withdraw_payment(request: HttpRequest, address: str, code: str, payment_id: UUID) -> HttpResponse:
    award = award_in(money_network(request.by, address), code)
    payment = payment_in(award, payment_id)
    payments.withdraw_payment(payment=payment, by=request.by, at=clock.now())
    return _back(request, award, _("Withdrawn."))


@require_http_methods(["GET", "POST"])
def record_return(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _award(request, address, code, policies.gives, policies.receives)
    return _form(
        request,
        ReturnForm(posted(request), initial={"paid_on": _today(award)}),
        payments.record_return,
        award,
        heading=_("Money came back"),
        button=_("Save"),
        said=_("Saved. It may be promised again."),
    )


@require_http_methods(["GET", "POST"])
def record_spending(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _award(request, address, code, policies.receives)
    return _form(
        request,
        SpendingForm(posted(request), initial={"spent_on": _today(award)}),
        spending.record_spending,
        award,
        heading=_("Write down what was spent"),
        button=_("Save"),
        said=_("Saved."),
    )


@require_POST
def withdraw_spending(request: HttpRequest, address: str, code: str, spending_id: UUID) -> HttpResponse:
    award = award_in(money_network(request.by, address), code)
    spending.withdraw_spending(spending=spending_in(award, spending_id), by=request.by, at=clock.now())
    return _back(request, award, _("Withdrawn."))


@require_http_methods(["GET", "POST"])
def new_deliverable(request: HttpRequest, address: str, code: str) -> HttpResponse:
    award = _award(request, address, code, policies.gives, policies.receives)
    return _form(
        request,
        DeliverableForm(posted(request)),
        deliverables.add_deliverable,
        award,
        heading=_("What is it to bring about?"),
        button=_("Save"),
        said=_("Saved."),
    )


@require_http_methods(["GET", "POST"])
def finish_deliverable(request: HttpRequest, address: str, code: str, deliverable_id: UUID) -> HttpResponse:
    award = _award(request, address, code, policies.gives, policies.receives)
    return _form(
        request,
        DoneForm(posted(request), initial={"done_on": _today(award)}),
        deliverables.finish_deliverable,
        award,
        deliverable=deliverable_in(award, deliverable_id),
        heading=_("When was it done?"),
        button=_("Save"),
        said=_("Saved as done."),
    )


@require_http_methods(["GET", "POST"])
def new_outside_money(request: HttpRequest, address: str) -> HttpResponse:
    network = money_network(request.by, address)
    require(policies.may_keep_money(request.by, network))
    form = OutsideMoneyForm(posted(request), organizations=organization_choices(network))
    tried = send(
        request,
        form,
        outside_money.record_outside_money,
        prepare=lambda typed: typed | {"recipient": chosen_organization(network, typed["recipient"])},
        network=network,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Saved. It stands apart from the tree, and in none of its sums."))
        return redirect("money", address=network.address)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Write down money from outside"),
        lede=_("Money that did not come down the tree. It is shown, and never raises what may be passed on."),
        button=_("Save"),
        under=[],
    )


@require_POST
def withdraw_outside_money(request: HttpRequest, address: str, money_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    found = outside_money_in(network, money_id)
    outside_money.withdraw_outside_money(money=found, by=request.by, at=clock.now())
    messages.success(request, _("Withdrawn."))
    return redirect("money", address=network.address)


@require_http_methods(["GET", "POST"])
def money_settings(request: HttpRequest, address: str) -> HttpResponse:
    network = money_network(request.by, address)
    require(policies.may_keep_money(request.by, network))
    settings = money_settings_of(network)
    initial = {name: getattr(settings, name) for name in MoneySettingsForm.base_fields}
    form = MoneySettingsForm(posted(request), initial=initial)
    tried = send(request, form, set_money_settings, network=network, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("Saved."))
        return redirect("money", address=network.address)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("How this network keeps its money"),
        lede=_("Who sees the awards, and which seats may decide them."),
        button=_("Save"),
        under=[],
    )


def _award(request: HttpRequest, address: str, code: str, *may: Any) -> Any:
    award = award_in(money_network(request.by, address), code)
    answers = [policy(request.by, award) for policy in may]
    require(next((answer for answer in answers if answer), answers[0]))
    return award


def _today(award: Any) -> Any:
    return day_in(award.network, clock.now())


def _back(request: HttpRequest, award: Any, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("award", address=award.network.address, code=award.code)


def _form(
    request: HttpRequest,
    form: Any,
    operation: Any,
    award: Any,
    *,
    heading: str,
    button: str,
    said: str,
    **about: Any,
) -> HttpResponse:
    """One form about an award, or about one row of it that is named in `about`."""
    tried = send(request, form, operation, **(about or {"award": award}), by=request.by, at=clock.now())
    if tried:
        return _back(request, award, said)
    return form_page(
        request,
        form,
        tried.status,
        group=award.network,
        heading=heading,
        lede=award.title,
        lede_in=award.network.language,
        button=button,
        under=[(award.title, reverse("award", args=[award.network.address, award.code]))],
    )
