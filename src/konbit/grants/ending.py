"""What an award is worth once it is lowered or cancelled: never less than what became of it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.money import plain_amount
from konbit.foundation.refusals import Refusal
from konbit.grants.domain.balances import what_an_amount_leaves_out
from konbit.grants.models import Award
from konbit.grants.queries.balances import balance_of
from konbit.grants.steps import note_step

WHY = {
    "used": _(
        "This is %(over)s over: that much more was passed on and spent. The award cannot be less than %(least)s."
    ),
    "committed": _(
        "This is %(over)s over: that much more is promised. The award cannot be less than %(least)s."
    ),
    "placed": _(
        "This is %(over)s over: the amounts for places are that much more. Lower these first, or write %(least)s or more."
    ),
}


class AmountLeavesOut(Refusal):
    code, field = "amount_leaves_out", "cents"

    def __init__(self, why: str, over: int, cents: int) -> None:
        super().__init__(over=plain_amount(over), least=plain_amount(cents + over))
        self.says = WHY[why]


def refuse_too_low(award: Award, cents: int) -> None:
    """An award of this amount still covers what was passed on, spent, promised and named for places.

    Raises:
        AmountLeavesOut: it does not; says by how much.
    """
    left_out = what_an_amount_leaves_out(balance_of(award), cents)
    if left_out is not None:
        raise AmountLeavesOut(*left_out, cents)


class MoreUsedThanPaid(Refusal):
    code = "more_used_than_paid"
    says = _(
        "%(kept)s was paid and did not come back, and %(used)s was passed on and spent: %(over)s over. "
        "Write down the missing payments first."
    )


def lower_to_what_was_kept(
    award: Award, step: str, reason: str, verb: str, *, by: Actor, at: datetime
) -> None:
    """A cancelled award is worth what was paid and did not come back. Amounts for places go where they are more.

    Raises:
        MoreUsedThanPaid: what was passed on and spent is more than that.
    """
    balance = balance_of(award)
    if balance.used > balance.kept:
        over = plain_amount(balance.used - balance.kept)
        raise MoreUsedThanPaid(kept=plain_amount(balance.kept), used=plain_amount(balance.used), over=over)
    if balance.placed > balance.kept:
        award.places.update(cents=None)
    award.cents = balance.kept
    award.version += 1
    award.save(update_fields=["state", "cents", "version"])
    note_step(award, step, verb, ["state", "cents"], by=by, at=at, before=balance.awarded, reason=reason)
