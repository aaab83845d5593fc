"""The grant tree of a network as it stands: every award with what became of it, in a fixed number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import CharField, F, Q, Sum
from django.db.models.functions import Cast, Coalesce

from konbit.foundation.refusals import NotFound
from konbit.grants import words
from konbit.grants.domain.balances import Balance
from konbit.grants.models import Award, AwardPlace, OutsideMoney, Payment, Spending
from konbit.network.models import Group


@dataclass(slots=True)
class AwardNow:
    """One award of the tree. `committed` and `paid` are without what came back."""

    id: UUID
    parent_id: UUID | None
    code: str
    title: str
    funder_id: UUID
    funder: str
    recipient_id: UUID
    recipient: str
    money_kind: str
    state: str
    cents: int
    currency: str
    starts_on: date | None
    ends_on: date | None
    label: str
    source: str
    depth: int = 0
    passed_on: int = 0
    spent: int = 0
    committed: int = 0
    paid: int = 0
    returned: int = 0
    children: "list[AwardNow]" = field(default_factory=list)

    @property
    def awarded(self) -> int:
        """What it is worth; of a proposal nothing yet."""
        return 0 if self.state == "proposed" else self.cents

    @property
    def held(self) -> int:
        """What its recipient may still pass on or spend."""
        return self.awarded - self.passed_on - self.spent

    @property
    def tier_word(self) -> str:
        return words.tier_word(self.depth)

    @property
    def indent(self) -> int:
        """How far its row stands in: beyond the third step there is no room for more."""
        return min(self.depth, 3)

    @property
    def state_word(self) -> str:
        return str(words.AWARD_STATES[self.state])

    @property
    def state_tag(self) -> str:
        return words.AWARD_TAGS[self.state]

    @property
    def balance(self) -> Balance:
        return Balance(
            awarded=self.awarded,
            passed_on=self.passed_on,
            spent=self.spent,
            promised=self.committed + self.returned,
            paid=self.paid + self.returned,
            returned=self.returned,
        )


@dataclass(slots=True)
class Tree:
    """The awards of a network: `tops` in the order of their codes, each with what was passed on from it."""

    tops: list[AwardNow]
    by_id: dict[UUID, AwardNow]

    def __iter__(self) -> Iterator[AwardNow]:
        """Every award, each before what was passed on from it."""
        waiting = self.tops[::-1]
        while waiting:
            award = waiting.pop()
            yield award
            waiting.extend(reversed(award.children))

    def __len__(self) -> int:
        return len(self.by_id)


# Ids are costly to read by the ten thousand, so organizations are looked up by the text of theirs, and rows that
# belong to an award are summed by its code.
_FUNDER, _RECIPIENT = Cast("funder_id", CharField()), Cast("recipient_id", CharField())
_PLAIN = ("money_kind", "state", "cents", "currency", "starts_on", "ends_on", "label", "source")


def tree_of(network: Group) -> Tree:
    """Every award of the network. Four queries, however many there are."""
    bodies = {
        text: (pk, name)
        for text, pk, name in network.organizations.values_list(
            Cast("pk", CharField()),
            # Of a merged double, the organization that stayed.
            Coalesce("merged_into_id", "pk"),
            Coalesce("merged_into__name", "name"),
        )
    }
    rows = network.awards.order_by("code").values_list(
        "pk", "parent__code", "code", "title", _FUNDER, _RECIPIENT, *_PLAIN
    )
    by_code, above = {}, {}
    for pk, parent, code, title, funder, recipient, *plain in rows:
        by_code[code] = AwardNow(pk, None, code, title, *bodies[funder], *bodies[recipient], *plain)
        above[code] = parent
    _add_payments(network, by_code)
    _add_spending(network, by_code)
    tops = _grown(by_code, above)
    return Tree(tops, {award.id: award for award in by_code.values()})


def _grown(by_code: dict[str, AwardNow], above: dict[str, str | None]) -> list[AwardNow]:
    """Hang each award under the one it comes from; answers those at the top."""
    tops = []
    for code, award in by_code.items():
        parent = by_code[above[code]] if above[code] is not None else None
        if parent is None:
            tops.append(award)
            continue
        award.parent_id = parent.id
        parent.children.append(award)
        parent.passed_on += award.awarded
    waiting = list(tops)
    while waiting:
        award = waiting.pop()
        for child in award.children:
            child.depth = award.depth + 1
        waiting += award.children
    return tops


def _add_payments(network: Group, by_code: dict[str, AwardNow]) -> None:
    payments = Payment.objects.filter(award__network=network, withdrawn_at=None)
    sums = (
        payments.order_by()
        .values_list("award__code")
        .annotate(
            promised=Sum("cents", filter=Q(kind="payment")),
            paid=Sum("cents", filter=Q(kind="payment", paid_on__isnull=False)),
            returned=Sum("cents", filter=Q(kind="return")),
        )
    )
    for code, *cents in sums:
        promised, paid, returned = (one or 0 for one in cents)
        award = by_code[code]
        award.committed, award.paid, award.returned = promised - returned, paid - returned, returned


def _add_spending(network: Group, by_code: dict[str, AwardNow]) -> None:
    spending = Spending.objects.filter(award__network=network, withdrawn_at=None)
    for code, spent in spending.order_by().values_list("award__code").annotate(Sum("cents")):
        by_code[code].spent = spent


def award_in(network: Group, code: str) -> Award:
    """The network's award of this code.

    Raises:
        NotFound: there is none.
    """
    around = ("network", "funder", "recipient", "parent", "decision", "priority", "strategy")
    found = Award.objects.select_related(*around).filter(network=network, code=code).first()
    if found is None:
        raise NotFound
    return found


@dataclass(slots=True)
class PlaceNow:
    """A community that an award serves, with its amount or without one."""

    award: AwardNow
    community_id: UUID
    community: str
    cents: int | None


def places_of(network: Group, tree: Tree) -> list[PlaceNow]:
    """Which award serves which community, by the community's name. One query."""
    rows = AwardPlace.objects.filter(award__network=network).order_by("community__name", "award__code")
    return [
        PlaceNow(tree.by_id[award_id], *rest)
        for award_id, *rest in rows.values_list("award_id", "community_id", "community__name", "cents")
    ]


@dataclass(slots=True)
class TierTotal:
    """The awards at one step of the tree, in one currency: what is passed on here is awarded at the next step."""

    currency: str
    depth: int
    count: int = 0
    awarded: int = 0
    passed_on: int = 0
    spent: int = 0
    held: int = 0
    committed: int = 0
    paid: int = 0
    returned: int = 0

    @property
    def tier_word(self) -> str:
        return words.tier_word(self.depth)


def tier_totals(awards: Iterable[AwardNow]) -> list[TierTotal]:
    """Sums of these awards by currency and step, each award counted once; the steps from the top down."""
    found: dict[tuple[str, int], TierTotal] = {}
    for award in awards:
        total = found.setdefault((award.currency, award.depth), TierTotal(award.currency, award.depth))
        total.count += award.state != "proposed"
        total.awarded += award.awarded
        total.passed_on += award.passed_on
        total.spent += award.spent
        total.held += award.held
        total.committed += award.committed
        total.paid += award.paid
        total.returned += award.returned
    return [found[key] for key in sorted(found)]


@dataclass(slots=True)
class MoneyTotal:
    """All money of a tree in one currency, each cent once: what was awarded at the top is spent or held somewhere."""

    currency: str
    awarded: int = 0
    passed_on: int = 0
    spent: int = 0
    held: int = 0


def money_totals(tiers: Iterable[TierTotal]) -> list[MoneyTotal]:
    """The sums over every step, by currency."""
    found: dict[str, MoneyTotal] = {}
    for tier in tiers:
        total = found.setdefault(tier.currency, MoneyTotal(tier.currency))
        if tier.depth == 0:
            total.awarded, total.passed_on = tier.awarded, tier.passed_on
        total.spent += tier.spent
        total.held += tier.held
    return list(found.values())


def outside_money_of(network: Group) -> list[OutsideMoney]:
    """Money from outside the tree, newest first."""
    there = network.outside_money.filter(withdrawn_at=None).select_related("recipient")
    return list(there.order_by(F("year").desc(nulls_last=True), "what"))


def outside_money_in(network: Group, money_id: UUID) -> OutsideMoney:
    """Money from outside that this network wrote down.

    Raises:
        NotFound: it is none of it.
    """
    found = network.outside_money.select_related("network").filter(pk=money_id).first()
    if found is None:
        raise NotFound
    return found
