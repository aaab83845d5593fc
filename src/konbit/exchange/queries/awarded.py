"""The awards of a network as files of other systems tell them: what was awarded, paid, and passed on from what."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Max, Min, Q, Sum

from konbit.grants.models import Award, AwardChange, Payment
from konbit.network.models import Group


@dataclass(frozen=True)
class Awarded:
    """One award with what became of it."""

    award: Award
    # Paid and not returned, in whole cents.
    disbursed: int
    # The award it is passed on from, where that one is told too.
    parent: Award | None
    is_passed_on: bool
    first_at: datetime | None
    last_at: datetime | None

    @property
    def began_at(self) -> datetime:
        """When it was first written down; an award always has a day."""
        return self.first_at or datetime.combine(self.award.awarded_on, time(), UTC)

    @property
    def changed_at(self) -> datetime:
        """When it last changed: a step of its own, or money that moved."""
        return self.last_at or self.began_at

    @property
    def regrant(self) -> str:
        """The regrant code: the funder's own, or our reading. None for money that is not passed on."""
        if self.award.regrant:
            return self.award.regrant
        if self.is_passed_on:
            return "FRG020"
        return "FRG070" if self.parent else ""

    @property
    def regrant_is_confirmed(self) -> bool:
        return bool(self.award.regrant and self.award.regrant_confirmed_at)


def awarded_in(network: Group) -> list[Awarded]:
    """Every award of the network by code, but those that are only proposed or were dropped before they were awarded."""
    rows = network.awards.exclude(state="proposed").exclude(awarded_on=None)
    rows = rows.select_related("funder", "recipient", "priority")
    awards = {award.pk: award for award in rows.prefetch_related("places__community")}
    paid = _sums(network)
    steps = AwardChange.objects.filter(award__network=network).order_by().values("award")
    moments = {row["award"]: row for row in steps.annotate(first=Min("at"), last=Max("at"))}
    passed_on = {award.parent_id for award in awards.values()}
    found = []
    # By the letters themselves: two databases need not agree on the order of texts.
    for award in sorted(awards.values(), key=lambda one: one.code):
        moment, money = moments.get(award.pk, {}), paid.get(award.pk, {})
        found.append(
            Awarded(
                award=award,
                disbursed=(money.get("paid") or 0) - (money.get("returned") or 0),
                parent=awards.get(award.parent_id),
                is_passed_on=award.pk in passed_on,
                first_at=moment.get("first"),
                last_at=_last(moment.get("last"), money.get("last_on")),
            )
        )
    return found


def _sums(network: Group) -> dict[Any, dict[str, Any]]:
    moved = Payment.objects.filter(award__network=network, withdrawn_at=None, paid_on__isnull=False)
    rows = moved.order_by().values("award")
    found = rows.annotate(
        paid=Sum("cents", filter=Q(kind="payment")),
        returned=Sum("cents", filter=Q(kind="return")),
        last_on=Max("paid_on"),
    )
    return {row["award"]: row for row in found}


def _last(step: datetime | None, paid_on: Any) -> datetime | None:
    """The later of the last step and the last day on which money moved."""
    moments = [step, paid_on and datetime.combine(paid_on, time(), UTC)]
    return max((one for one in moments if one is not None), default=None)
