"""Addresses of the grant tree: awards, payments, spending, places, money from outside."""

from django.urls import path

from konbit.grants.pages import awards, payments, tree

_MONEY = "groups/<slug:address>/money/"
_AWARD = f"{_MONEY}awards/<slug:code>/"
_PAYMENT = f"{_AWARD}payments/<uuid:payment_id>/"

urlpatterns = [
    path(_MONEY, tree.money, name="money"),
    path(f"{_MONEY}places/", tree.money_places, name="money_places"),
    path(f"{_MONEY}settings/", payments.money_settings, name="money_settings"),
    path(f"{_MONEY}outside/new/", payments.new_outside_money, name="new_outside_money"),
    path(
        f"{_MONEY}outside/<uuid:money_id>/withdraw/",
        payments.withdraw_outside_money,
        name="withdraw_outside_money",
    ),
    path(f"{_MONEY}propose/", awards.new_award, name="new_award"),
    path(_AWARD, tree.award, name="award"),
    path(f"{_AWARD}pass-on/", awards.pass_on, name="pass_on"),
    path(f"{_AWARD}award/", awards.award_grant, name="award_grant"),
    path(f"{_AWARD}seats/", awards.choose_seats, name="choose_seats"),
    path(f"{_AWARD}change/", awards.change_award, name="change_award"),
    path(f"{_AWARD}amount/", awards.change_amount, name="change_amount"),
    path(f"{_AWARD}cancel/", awards.cancel_award, name="cancel_award"),
    path(f"{_AWARD}complete/", awards.complete_award, name="complete_award"),
    path(f"{_AWARD}places/", awards.award_places, name="award_places"),
    path(f"{_AWARD}regrant/", awards.confirm_regrant, name="confirm_regrant"),
    path(f"{_AWARD}payments/new/", payments.promise_payment, name="promise_payment"),
    path(f"{_PAYMENT}paid/", payments.pay, name="pay"),
    path(f"{_PAYMENT}withdraw/", payments.withdraw_payment, name="withdraw_payment"),
    path(f"{_AWARD}returns/new/", payments.record_return, name="record_return"),
    path(f"{_AWARD}spending/new/", payments.record_spending, name="record_spending"),
    path(
        f"{_AWARD}spending/<uuid:spending_id>/withdraw/",
        payments.withdraw_spending,
        name="withdraw_spending",
    ),
    path(f"{_AWARD}deliverables/new/", payments.new_deliverable, name="new_deliverable"),
    path(
        f"{_AWARD}deliverables/<uuid:deliverable_id>/done/",
        payments.finish_deliverable,
        name="finish_deliverable",
    ),
]
