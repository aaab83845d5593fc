"""What a recipient spends of an award on its own work."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.money import plain_amount
from konbit.foundation.refusals import Kind, Refusal
from konbit.grants.conditions import (
    refuse_day_ahead,
    refuse_day_outside_term,
    refuse_no_amount,
    refuse_other_state,
)
from konbit.grants.domain.balances import over_what_is_held
from konbit.grants.models import Award, Spending
from konbit.grants.policies import receives
from konbit.grants.queries.balances import balance_of
from konbit.grants.steps import hold, note_act


class SpendingOverHeld(Refusal):
    code, field = "spending_over_held", "cents"
    says = _(
        "This is %(over)s over: %(held)s of this award is still held. What was passed on is spent by who received it."
    )


class SpendingNeedsWords(Refusal):
    code, kind, field = "spending_needs_words", Kind.UNREADABLE, "what"
    says = _("Say what the money was spent on.")


@transaction.atomic
def record_spending(
    *,
    award: Award,
    cents: int,
    spent_on: date,
    what: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Spending:
    """Write down what the recipient spent on its own work.

    Raises:
        AmountIsNothing, AmountIsTooLarge, SpendingNeedsWords: the amount or what it was for is missing.
        SpendingOverHeld: it is more than what is still held.
        DayIsMissing, DayLiesAhead, DayBeforeTerm, DayAfterTerm: it was not spent on that day of the term.
        AwardIsInAnotherState: the award is neither active nor completed.
    """
    award = hold(award, by, receives)
    if key and (there := Spending.objects.filter(key=key).first()):
        return there
    refuse_other_state(award, "active", "completed")
    refuse_no_amount(cents)
    if not what.strip():
        raise SpendingNeedsWords
    refuse_day_ahead(award.network, "spent_on", spent_on, at)
    refuse_day_outside_term(award, "spent_on", spent_on)
    balance = balance_of(award)
    over = over_what_is_held(balance, cents)
    if over:
        raise SpendingOverHeld(over=plain_amount(over), held=plain_amount(balance.held))
    spending = Spending.objects.create(
        award=award,
        cents=cents,
        spent_on=spent_on,
        what=what.strip(),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    note_act(award, "grants.record_spending", ["cents", "spent_on"], by=by, at=at)
    return spending


class SpendingIsWithdrawn(Refusal):
    code = "spending_is_withdrawn"
    says = _("This was withdrawn already.")


@transaction.atomic
def withdraw_spending(*, spending: Spending, by: Actor, at: datetime) -> Spending:
    """Take back spending that was written down by mistake.

    Raises:
        SpendingIsWithdrawn: it was already.
    """
    award = hold(spending.award, by, receives)
    spending = Spending.objects.select_for_update().get(pk=spending.pk)
    if spending.withdrawn_at is not None:
        raise SpendingIsWithdrawn
    spending.withdrawn_at = at
    spending.version += 1
    spending.save(update_fields=["withdrawn_at", "version"])
    note_act(award, "grants.withdraw_spending", ["withdrawn_at"], by=by, at=at)
    return spending
