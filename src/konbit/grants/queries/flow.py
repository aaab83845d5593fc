"""The money of a network as pictures need it: what runs between whom, and what is promised and paid over time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from konbit.grants.domain.flow import Flows, Grant, run_of
from konbit.grants.models import Award, Payment
from konbit.network.models import Group, Organization


@dataclass(frozen=True)
class MoneyRun:
    """Money of one currency on its way: how many steps it takes, what runs between their points, and who is who."""

    currency: str
    steps: int
    flows: Flows
    names: dict[str, str]
    # Whether any amount is made up.
    is_made_up: bool


@dataclass(frozen=True)
class Quarter:
    """Three months of a year, with what was promised for them, and what was paid and came back in them."""

    year: int
    number: int
    promised: int = 0
    paid: int = 0
    returned: int = 0


@dataclass(frozen=True)
class PaymentsOverTime:
    """Payments of one currency, by quarters in which there were any."""

    currency: str
    is_passed_on: bool
    quarters: tuple[Quarter, ...]
    is_made_up: bool


def runs_of(network: Group) -> list[MoneyRun]:
    """What every award of the network holds now, on its way, one run for each currency."""
    awards = (
        network.awards.filter(awarded_on__isnull=False, cents__gt=0)
        .exclude(state="proposed")
        .select_related("funder__merged_into", "recipient__merged_into")
        .prefetch_related("places__community")
    )
    by_currency: dict[str, list[Award]] = defaultdict(list)
    for award in awards:
        by_currency[award.currency].append(award)
    return [_run(currency, found) for currency, found in sorted(by_currency.items())]


def _run(currency: str, awards: list[Award]) -> MoneyRun:
    names: dict[str, str] = {}

    def key_of(row: Organization) -> str:
        stays = row.merged_into or row
        names[str(stays.pk)] = stays.name
        return str(stays.pk)

    grants = []
    for award in awards:
        places = list(award.places.all())
        names |= {str(place.community_id): place.community.name for place in places}
        grants.append(
            Grant(
                key=str(award.pk),
                parent=award.parent_id and str(award.parent_id),
                funder=key_of(award.funder),
                recipient=key_of(award.recipient),
                cents=award.cents,
                places={str(place.community_id): place.cents for place in places},
            )
        )
    steps, flows = run_of(grants)
    return MoneyRun(currency, steps, flows, names, any(award.label == "made_up" for award in awards))


def payments_over_time(network: Group) -> list[PaymentsOverTime]:
    """Payments of the awards at the top, and apart from them of the awards that pass money on."""
    found: dict[tuple[str, bool], list[Payment]] = defaultdict(list)
    payments = Payment.objects.filter(award__network=network, withdrawn_at=None).select_related("award")
    for payment in payments.exclude(award__awarded_on=None):
        found[payment.award.currency, payment.award.parent_id is not None].append(payment)
    return [
        PaymentsOverTime(currency, passed_on, _quarters(rows), any(row.label == "made_up" for row in rows))
        for (currency, passed_on), rows in sorted(found.items())
    ]


def _quarters(payments: Iterable[Payment]) -> tuple[Quarter, ...]:
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for payment in payments:
        if payment.kind == "return":
            sums[_count(payment.paid_on)]["returned"] += payment.cents
            continue
        sums[_count(payment.due_on)]["promised"] += payment.cents
        if payment.paid_on is not None:
            sums[_count(payment.paid_on)]["paid"] += payment.cents
    return tuple(Quarter(count // 4, count % 4 + 1, **sums[count]) for count in sorted(sums))


def _count(day: date) -> int:
    """Quarters since the year nought, so that they stand in their order."""
    return day.year * 4 + (day.month - 1) // 3
