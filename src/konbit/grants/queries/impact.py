"""What money is meant to reach: every award of a group under its strategy, every strategy under its outcomes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants import policies
from konbit.grants.domain.kept import kept_at
from konbit.grants.models import Award, AwardPlace
from konbit.network.models import Community, Group
from konbit.network.queries import communities_of, group_by_address, network_of
from konbit.results.models import Alignment, Strategy
from konbit.results.queries.alignment import OutcomeNow, outcomes_now

Sums = dict[str, int]


@dataclass(frozen=True)
class Investment:
    """An award with the part of its money that counts here."""

    award: Award
    # None: it serves a place of this group without an amount of its own.
    cents: int | None

    @property
    def is_counted_below(self) -> bool:
        """Nothing of it stays here: it was passed on, and is counted where it went."""
        return self.cents == 0 and self.award.cents > 0


@dataclass(frozen=True)
class Reached:
    """A confirmed tie of a strategy to an outcome, with what the outcome is measured by."""

    tie: Alignment
    now: OutcomeNow


@dataclass(frozen=True)
class UnderStrategy:
    """A strategy with the money under it and the outcomes it meets; no strategy: money that is tied to none."""

    strategy: Strategy | None
    investments: list[Investment] = field(default_factory=list)
    outcomes: list[Reached] = field(default_factory=list)

    @property
    def sums(self) -> Sums:
        return _sums(self.investments)


@dataclass(frozen=True)
class Impact:
    """Investment, strategy and outcome of one group. Every award of it stands in exactly one place."""

    group: Group
    network: Group
    strategies: list[UnderStrategy]
    # What no strategy stands behind.
    no_strategy: UnderStrategy
    # Awards that are only proposed: they hold no money yet.
    proposed: int

    @property
    def sums(self) -> Sums:
        """The money of the group, by currency: each cent once."""
        everything = [*self.strategies, self.no_strategy]
        return _sums(one for each in everything for one in each.investments)

    @property
    def awards(self) -> int:
        return sum(len(one.investments) for one in [*self.strategies, self.no_strategy])


def impact_of(by: Actor, address: str, at: datetime) -> Impact:
    """The impact page of a network, of a region or of a community partnership, for a member of the network.

    Raises:
        NotFound: there is no such group, it is of another kind, or the person is no member of its network.
    """
    group = group_by_address(address)
    if group is None:
        raise NotFound
    network = network_of(group)
    if not policies.may_see_money(by, network):
        raise NotFound
    places = None if group.pk == network.pk else _places_of(network, group)
    awards = list(
        Award.objects.filter(network=network)
        .exclude(state="cancelled", awarded_on=None)
        .select_related("funder__network", "recipient", "strategy__agenda__community__partnership")
    )
    active = [one for one in awards if one.state != "proposed"]
    served = _served(network, places)
    found = _for_places(active, served, places) if places is not None else _whole(active)
    blocks = {one.pk: UnderStrategy(one) for one in _strategies(network, places)}
    none = UnderStrategy(None)
    for investment in found:
        strategy = investment.award.strategy
        # One that was retired, or stands in another community's agenda, is named where money is tied to it.
        block = blocks.setdefault(strategy.pk, UnderStrategy(strategy)) if strategy else none
        block.investments.append(investment)
    _add_outcomes(network, blocks, at)
    proposed = [one for one in awards if one.state == "proposed" and (places is None or one.pk in served)]
    return Impact(group, network, list(blocks.values()), none, len(proposed))


def groups_with_impact(network: Group) -> list[Group]:
    """The regions and community partnerships of a network, each with an impact page of its own."""
    found = communities_of(network)
    regions = {one.region_id: one.region for one in found if one.region}
    partnerships = {one.partnership_id: one.partnership for one in found if one.partnership}
    return sorted([*regions.values(), *partnerships.values()], key=lambda group: (group.kind, group.name))


def _places_of(network: Group, group: Group) -> set[UUID]:
    """The communities of a region, or the one of a partnership.

    Raises:
        NotFound: the group is neither.
    """
    found = Community.objects.filter(Q(region=group) | Q(partnership=group), network=network)
    places = set(found.values_list("pk", flat=True))
    if not places and group.kind != "region":
        raise NotFound
    return places


def _strategies(network: Group, places: set[UUID] | None) -> list[Strategy]:
    found = Strategy.objects.filter(
        agenda__community__network=network, agenda__closed_at=None, retired_on=None
    )
    if places is not None:
        found = found.filter(agenda__community__in=places)
    order = ("agenda__community__name", "position", "code")
    return list(found.select_related("agenda__community__partnership").order_by(*order))


def _served(network: Group, places: set[UUID] | None) -> dict[UUID, dict[UUID, int | None]]:
    """By award, the places of this group that it serves, with what it names for each."""
    if places is None:
        return {}
    served: dict[UUID, dict[UUID, int | None]] = defaultdict(dict)
    rows = AwardPlace.objects.filter(award__network=network, community__in=places)
    for award_id, community_id, cents in rows.values_list("award_id", "community_id", "cents"):
        served[award_id][community_id] = cents
    return served


def _whole(awards: list[Award]) -> list[Investment]:
    """What is held at each award: what it is worth without what it passed on."""
    kept = kept_at({one.pk: one.cents for one in awards}, {one.pk: one.parent_id for one in awards})
    return [Investment(one, kept[one.pk]) for one in awards]


def _for_places(
    awards: list[Award], served: dict[UUID, dict[UUID, int | None]], places: set[UUID]
) -> list[Investment]:
    """The awards that serve these places, each with what it names for them and did not pass on for them."""
    parents = {one.pk: one.parent_id for one in awards}
    kept: dict[UUID, int] = defaultdict(int)
    for place in places:
        named = {pk: cents for pk, said in served.items() if (cents := said.get(place)) and pk in parents}
        for pk, cents in kept_at(named, parents).items():
            kept[pk] += cents
    return [
        Investment(one, kept[one.pk] if any(cents is not None for cents in said.values()) else None)
        for one in awards
        if (said := served.get(one.pk)) is not None
    ]


def _add_outcomes(network: Group, blocks: dict[UUID, UnderStrategy], at: datetime) -> None:
    ties = Alignment.objects.filter(
        strategy__in=list(blocks), state="confirmed", outcome__retired_on=None
    ).select_related("outcome")
    if not blocks:
        return
    now = {one.outcome.pk: one for one in outcomes_now(network, at)}
    for tie in ties.order_by("outcome__position", "outcome__code"):
        blocks[tie.strategy_id].outcomes.append(Reached(tie, now[tie.outcome_id]))


def _sums(investments: Iterable[Investment]) -> Sums:
    sums: Sums = defaultdict(int)
    for one in investments:
        sums[one.award.currency] += one.cents or 0
    return dict(sorted(sums.items()))
