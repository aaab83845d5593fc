"""Payments of an award: promised, paid, returned; and withdrawn, where they were written down by mistake."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.money import plain_amount
from konbit.foundation.refusals import Refusal
from konbit.grants.conditions import (
    refuse_day_ahead,
    refuse_day_before_award,
    refuse_no_amount,
    refuse_other_state,
)
from konbit.grants.domain.balances import over_what_is_awarded, over_what_was_paid
from konbit.grants.ending import lower_to_what_was_kept
from konbit.grants.models import Award, Payment
from konbit.grants.policies import gives, receives
from konbit.grants.queries.balances import balance_of
from konbit.grants.steps import hold, note_act
from konbit.network.queries import day_in


class PromisesOverAward(Refusal):
    code, field = "promises_over_award", "cents"
    says = _(
        "This is %(over)s over: of the %(awarded)s awarded, %(committed)s is promised already. "
        "Promise less, or raise the award first."
    )


@transaction.atomic
def promise_payment(
    *,
    award: Award,
    cents: int,
    due_on: date,
    by: Actor,
    at: datetime,
    promised_on: date | None = None,
    note: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Payment:
    """Promise to pay part of an award by a day. Without `promised_on` it is promised today.

    Raises:
        AmountIsNothing, AmountIsTooLarge: the amount cannot be paid.
        PromisesOverAward: with what is promised already it is more than the award.
        DayBeforeAward, DayLiesAhead: it is due or promised before the award, or promised on a day still to come.
        AwardIsInAnotherState: the award is not active.
    """
    award = hold(award, by, gives)
    if key and (there := Payment.objects.filter(key=key).first()):
        return there
    refuse_other_state(award, "active")
    refuse_no_amount(cents)
    promised_on = promised_on or day_in(award.network, at)
    refuse_day_ahead(award.network, "promised_on", promised_on, at)
    refuse_day_before_award(award, "promised_on", promised_on)
    refuse_day_before_award(award, "due_on", due_on)
    balance = balance_of(award)
    over = over_what_is_awarded(balance, cents)
    if over:
        raise PromisesOverAward(
            over=plain_amount(over),
            awarded=plain_amount(balance.awarded),
            committed=plain_amount(balance.committed),
        )
    payment = Payment.objects.create(
        award=award,
        cents=cents,
        promised_on=promised_on,
        due_on=due_on,
        note=note.strip(),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    note_act(award, "grants.promise_payment", ["cents", "due_on"], by=by, at=at)
    return payment


class PaidAlready(Refusal):
    code = "paid_already"
    says = _("This payment is written down as paid already.")


class PaymentIsWithdrawn(Refusal):
    code = "payment_is_withdrawn"
    says = _("This payment was withdrawn. Promise it anew where it is to be paid after all.")


@transaction.atomic
def pay(*, payment: Payment, paid_on: date, by: Actor, at: datetime) -> Payment:
    """Write down that a promised payment was made.

    Raises:
        PaidAlready, PaymentIsWithdrawn: there is nothing to pay.
        DayIsMissing, DayLiesAhead, DayBeforeAward: it was not paid on that day.
        AwardIsInAnotherState: the award is neither active nor completed.
    """
    award, payment = _held(payment, by)
    refuse_other_state(award, "active", "completed")
    if payment.withdrawn_at is not None:
        raise PaymentIsWithdrawn
    if payment.paid_on is not None:
        raise PaidAlready
    refuse_day_ahead(award.network, "paid_on", paid_on, at)
    refuse_day_before_award(award, "paid_on", paid_on)
    payment.paid_on = paid_on
    payment.version += 1
    payment.save(update_fields=["paid_on", "version"])
    note_act(award, "grants.pay", ["paid_on"], by=by, at=at)
    return payment


class ReturnOverPaid(Refusal):
    code, field = "return_over_paid", "cents"
    says = _("This is %(over)s over: %(kept)s was paid and did not come back yet.")


@transaction.atomic
def record_return(
    *,
    award: Award,
    cents: int,
    paid_on: date,
    by: Actor,
    at: datetime,
    note: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Payment:
    """Write down that a recipient sent money back. Of a cancelled award, the amount sinks by as much.

    Raises:
        AmountIsNothing: there is no amount.
        ReturnOverPaid: it is more than what was paid and did not come back yet.
        MoreUsedThanPaid: of a cancelled award, what was spent and passed on would not be covered any more.
        DayIsMissing, DayLiesAhead, DayBeforeAward: it did not come back on that day.
        AwardIsInAnotherState: nothing was awarded yet.
    """
    award = hold(award, by, gives, receives)
    if key and (there := Payment.objects.filter(key=key).first()):
        return there
    refuse_other_state(award, "active", "completed", "cancelled")
    refuse_no_amount(cents)
    refuse_day_ahead(award.network, "paid_on", paid_on, at)
    refuse_day_before_award(award, "paid_on", paid_on)
    balance = balance_of(award)
    over = over_what_was_paid(balance, cents)
    if over:
        raise ReturnOverPaid(over=plain_amount(over), kept=plain_amount(balance.kept))
    returned = Payment.objects.create(
        award=award,
        kind="return",
        cents=cents,
        promised_on=paid_on,
        due_on=paid_on,
        paid_on=paid_on,
        note=note.strip(),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    if award.state == "cancelled":
        lower_to_what_was_kept(award, "lowered", returned.note, "grants.record_return", by=by, at=at)
    else:
        note_act(award, "grants.record_return", ["cents", "paid_on"], by=by, at=at)
    return returned


class ReturnLeansOnPayment(Refusal):
    code = "return_leans_on_payment"
    says = _("%(over)s of this payment came back. Withdraw that return first.")


@transaction.atomic
def withdraw_payment(*, payment: Payment, by: Actor, at: datetime) -> Payment:
    """Take back a promise, or a payment or return that was written down by mistake. It stays in the audit trail.

    Raises:
        PaymentIsWithdrawn: it was already.
        ReturnLeansOnPayment: more came back than would have been paid.
        PromisesOverAward: without this return, more is promised than awarded.
        AwardIsInAnotherState: the award was cancelled; its amount is what was paid.
    """
    award, payment = _held(payment, by)
    refuse_other_state(award, "active", "completed")
    if payment.withdrawn_at is not None:
        raise PaymentIsWithdrawn
    payment.withdrawn_at = at
    payment.version += 1
    payment.save(update_fields=["withdrawn_at", "version"])
    balance = balance_of(award)
    if balance.kept < 0:
        raise ReturnLeansOnPayment(over=plain_amount(-balance.kept))
    over = over_what_is_awarded(balance, 0)
    if over:
        raise PromisesOverAward(
            over=plain_amount(over),
            awarded=plain_amount(balance.awarded),
            committed=plain_amount(balance.committed),
        )
    note_act(award, "grants.withdraw_payment", ["withdrawn_at"], by=by, at=at)
    return payment


def _held(payment: Payment, by: Actor) -> tuple[Award, Payment]:
    may = (gives,) if payment.kind == "payment" else (gives, receives)
    award = hold(payment.award, by, *may)
    return award, Payment.objects.select_for_update().get(pk=payment.pk)
