"""Everything about one award that its page shows."""

from dataclasses import dataclass
from typing import Any

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants.domain.balances import Balance
from konbit.grants.models import Award, AwardChange, AwardPlace, Deliverable, Payment, Spending
from konbit.grants.queries.balances import balance_of
from konbit.meetings.models import Decision
from konbit.meetings.policies import may_see_item


@dataclass(frozen=True)
class AwardShown:
    """One award with what became of it. What was withdrawn stands in the audit trail alone."""

    balance: Balance
    places: list[AwardPlace]
    children: list[Award]
    deliverables: list[Deliverable]
    payments: list[Payment]
    spending: list[Spending]
    changes: list[AwardChange]
    results: list[Any]
    # None: it rests on no decision, or on one that this person may not read.
    decision: Decision | None

    @property
    def has_place_amounts(self) -> bool:
        return any(place.cents is not None for place in self.places)

    @property
    def without_place(self) -> int:
        """What of the award is meant for no place in particular."""
        return self.balance.awarded - self.balance.placed


def award_shown(award: Award, by: Actor) -> AwardShown:
    """The award's places, what was passed on from it, and its history, newest step first."""
    children = award.children.select_related("recipient").order_by("code")
    return AwardShown(
        balance=balance_of(award),
        places=list(award.places.select_related("community")),
        children=list(children),
        deliverables=list(award.deliverables.all()),
        payments=list(award.payments.filter(withdrawn_at=None)),
        spending=list(award.spending.filter(withdrawn_at=None)),
        changes=list(award.changes.order_by("-number")),
        results=list(award.results.select_related("priority")),
        decision=award.decision if award.decision and may_see_item(by, award.decision.item) else None,
    )


def payment_in(award: Award, payment_id: Any) -> Payment:
    """A payment of this award.

    Raises:
        NotFound: it is none of it.
    """
    return _one(award.payments, payment_id)


def spending_in(award: Award, spending_id: Any) -> Spending:
    """A spending of this award.

    Raises:
        NotFound: it is none of it.
    """
    return _one(award.spending, spending_id)


def deliverable_in(award: Award, deliverable_id: Any) -> Deliverable:
    """A deliverable of this award.

    Raises:
        NotFound: it is none of it.
    """
    return _one(award.deliverables, deliverable_id)


def _one(rows: Any, pk: Any) -> Any:
    found = rows.select_related("award").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
