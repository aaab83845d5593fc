"""The long goal: the days that are left, its milestones, and the last value where an indicator stands behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from konbit.foundation.refusals import NotFound
from konbit.foundation.texts import say
from konbit.network.models import Group
from konbit.network.queries import day_in
from konbit.results.models import LongGoal, Milestone
from konbit.results.queries.indicators import BaselineAndLatest, IndicatorCard, card_of


@dataclass(frozen=True)
class LongGoalNow:
    """The long goal as of one day."""

    goal: LongGoal
    today: date
    milestones: tuple[Milestone, ...]
    card: IndicatorCard | None

    @property
    def days_left(self) -> int:
        """Whole days until its day; below zero once that has passed."""
        return (self.goal.due_on - self.today).days

    @property
    def is_past(self) -> bool:
        return self.days_left < 0

    @property
    def both(self) -> BaselineAndLatest | None:
        """What may be said about progress. Without an indicator, or without its baseline, nothing is."""
        return self.card.both if self.card else None

    def is_late(self, milestone: Milestone) -> bool:
        return milestone.reached_on is None and milestone.due_on < self.today

    @property
    def late_ids(self) -> frozenset[UUID]:
        return frozenset(one.pk for one in self.milestones if self.is_late(one))


def long_goal_of(network: Group, at: datetime) -> LongGoalNow | None:
    """The network's long goal as of a moment; None where it has none."""
    goal = LongGoal.objects.select_related("network", "indicator__network").filter(network=network).first()
    if goal is None:
        return None
    today = day_in(network, at)
    card = card_of(goal.indicator, today) if goal.indicator else None
    return LongGoalNow(goal, today, tuple(goal.milestones.all()), card)


def milestone_by_id(network: Group, milestone_id: UUID) -> Milestone:
    """The milestone of this network's goal with this id.

    Raises:
        NotFound: the network has none.
    """
    found = (
        Milestone.objects.select_related("goal__network")
        .filter(goal__network=network, pk=milestone_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def long_goal_as_typed(goal: LongGoal) -> dict[str, object]:
    """The goal as its form shows it, with the version it was read at."""
    return {
        "name": goal.name,
        "text": say(goal.text, goal.network.language).text,
        "due_on": goal.due_on,
        "day_note": goal.day_note,
        "indicator": goal.indicator.code if goal.indicator else "",
        "version": goal.version,
    }
