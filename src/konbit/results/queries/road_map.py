"""The road map: every open result once, by the period it is planned for and by who sees to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from konbit.foundation.actor import Actor
from konbit.network.models import Group, GroupMember
from konbit.network.queries import day_in, members_of
from konbit.results.domain import road_map as rules
from konbit.results.domain.ladder import DROPPED, REACHED
from konbit.results.domain.road_map import Period
from konbit.results.models import Result
from konbit.results.queries.priorities import Standing, results_of
from konbit.results.road_map_words import behind_words, moved_words, open_words, period_name, reached_words

OWNER = ("owner__seat__organization", "owner__seat__community", "owner__role_holding__person")


@dataclass(frozen=True)
class Planned:
    """One open result with its plan, as of one day."""

    standing: Standing
    drift: int
    moved: int
    months: int

    @property
    def result(self) -> Result:
        return self.standing.result

    @property
    def period(self) -> Period | None:
        until = self.result.planned_until
        return rules.period_of(until, self.months) if until else None

    @property
    def period_says(self) -> str:
        """The period it is planned for, in words; nothing where it is not planned."""
        return period_name(self.period) if self.period else ""

    @property
    def behind(self) -> str:
        """How far it lies behind its plan, in words; nothing where it does not."""
        return behind_words(self.drift, self.months)

    @property
    def moved_says(self) -> str:
        """That its plan is not the first one, in words; nothing where it is."""
        first = self.result.first_planned_until
        return moved_words(self.moved, rules.period_of(first, self.months)) if first else ""


@dataclass(frozen=True)
class OfOwner:
    """The results that one member sees to in a period; without an owner, those that nobody sees to yet."""

    owner: GroupMember | None
    rows: tuple[Planned, ...]


@dataclass(frozen=True)
class Stretch:
    """One period of the road map with its results; the last stretch, without a period, holds what is not planned."""

    period: Period | None
    owners: tuple[OfOwner, ...]
    is_past: bool
    is_now: bool

    @property
    def name(self) -> str:
        return period_name(self.period) if self.period else ""

    @property
    def key(self) -> str:
        """Names the stretch in addresses and templates."""
        return self.period.ends_on.isoformat() if self.period else "unplanned"

    @property
    def rows(self) -> list[Planned]:
        return [row for one in self.owners for row in one.rows]


@dataclass(frozen=True)
class RoadMap:
    """The open results of a network by period and owner, as of one day."""

    network: Group
    today: date
    stretches: tuple[Stretch, ...]
    reached: int
    names_owners: bool

    @property
    def rows(self) -> list[Planned]:
        return [row for stretch in self.stretches for row in stretch.rows]

    @property
    def open_says(self) -> str:
        return open_words(len(self.rows), sum(bool(row.drift) for row in self.rows))

    @property
    def reached_says(self) -> str:
        return reached_words(self.reached)


def road_map_for(by: Actor, network: Group, at: datetime) -> RoadMap:
    """The road map as this person sees it: who sees to a result is for members of the network alone."""
    today, months = day_in(network, at), network.road_map_months
    results = list(results_of(network).select_related("priority__network", *OWNER))
    rows = [_planned(result, today, months) for result in results if rules.is_open(result.rung)]
    names_owners = by.in_group(network.pk)
    by_period: dict[Period | None, list[Planned]] = {}
    for row in rows:
        by_period.setdefault(row.period, []).append(row)
    now = rules.period_of(today, months)
    order = sorted((period for period in by_period if period), key=lambda one: one.index)
    stretches = [
        Stretch(period, _by_owner(by_period[period], names_owners=names_owners), period < now, period == now)
        for period in order
    ]
    if None in by_period:
        stretches.append(Stretch(None, _by_owner(by_period[None], names_owners=names_owners), False, False))
    reached = sum(result.rung in REACHED for result in results)
    return RoadMap(network, today, tuple(stretches), reached, names_owners)


def plan_of(result: Result) -> dict[str, object]:
    """The plan of a result as its form shows it, with the version it was read at."""
    months = result.priority.network.road_map_months
    until = result.planned_until
    return {
        "owner": str(result.owner_id or ""),
        "planned_until": rules.period_of(until, months).ends_on.isoformat() if until else "",
        "version": result.version,
    }


def owner_choices(network: Group, result: Result, at: datetime) -> list[tuple[str, str]]:
    """The members of the network who can see to the result: seats and roles of today, and who does so now."""
    found = {str(one.id): one.name for one in members_of(network, day_in(network, at))}
    if result.owner is not None:
        found.setdefault(str(result.owner_id), result.owner.name)
    return list(found.items())


def period_choices(network: Group, result: Result, at: datetime) -> list[tuple[str, str]]:
    """The periods that the result can be planned for, each by its last day: what it is planned for now stays open."""
    months = network.road_map_months
    periods = rules.periods_from(day_in(network, at), months)
    if result.planned_until is not None:
        periods = sorted({*periods, rules.period_of(result.planned_until, months)})
    return [(period.ends_on.isoformat(), period_name(period)) for period in periods]


def is_on_road_map(result: Result) -> bool:
    """Whether the result is still on its way."""
    return rules.is_open(result.rung)


def plan_says(result: Result) -> str:
    """The period that the result is planned for, in words; nothing where it is not planned."""
    if result.planned_until is None or result.rung == DROPPED:
        return ""
    return period_name(rules.period_of(result.planned_until, result.priority.network.road_map_months))


def _planned(result: Result, today: date, months: int) -> Planned:
    return Planned(
        Standing(result, result.times_changed > 0),
        rules.drift(result.planned_until, result.rung, today, months),
        rules.moved(result.first_planned_until, result.planned_until, months),
        months,
    )


def _by_owner(rows: Iterable[Planned], *, names_owners: bool) -> tuple[OfOwner, ...]:
    """Owners by name, whose results nobody sees to last; to others than members, all results as one list."""
    found: dict[GroupMember | None, list[Planned]] = {}
    for row in rows:
        found.setdefault(row.result.owner if names_owners else None, []).append(row)
    order = sorted(found, key=lambda one: (one is None, one.name if one else ""))
    return tuple(OfOwner(owner, tuple(found[owner])) for owner in order)
