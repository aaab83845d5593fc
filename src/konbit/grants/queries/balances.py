"""What one award holds now, counted from its rows."""

from django.db.models import Q, Sum

from konbit.grants.domain.balances import Balance
from konbit.grants.models import Award


def balance_of(award: Award) -> Balance:
    """The award's balance. A proposal under it counts once it is awarded."""
    children = award.children.exclude(state="proposed").aggregate(cents=Sum("cents"))
    spent = award.spending.filter(withdrawn_at=None).aggregate(cents=Sum("cents"))
    placed = award.places.aggregate(cents=Sum("cents"))
    payments = award.payments.filter(withdrawn_at=None).aggregate(
        promised=Sum("cents", filter=Q(kind="payment")),
        paid=Sum("cents", filter=Q(kind="payment", paid_on__isnull=False)),
        returned=Sum("cents", filter=Q(kind="return")),
    )
    return Balance(
        awarded=award.cents,
        passed_on=children["cents"] or 0,
        spent=spent["cents"] or 0,
        placed=placed["cents"] or 0,
        **{name: cents or 0 for name, cents in payments.items()},
    )
