"""The network report: what one cycle brought, each level apart, with every priority's baseline beside its latest figure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from konbit.foundation.refusals import NotFound
from konbit.meetings.models import Meeting
from konbit.meetings.queries import counts_of_closure
from konbit.network.models import Group
from konbit.results import words
from konbit.results.domain.ladder import DROPPED, LADDER
from konbit.results.models import Contribution, Priority, Result, ResultChange
from konbit.results.queries.indicators import (
    BaselineAndLatest,
    IndicatorCard,
    cards_for,
    indicator_cards,
)
from konbit.results.queries.news import Move, moves_by
from konbit.results.queries.priorities import RungCount, priorities_of


@dataclass(frozen=True)
class PriorityLine:
    """A priority in the report: baseline and latest figure of each of its indicators, both or neither."""

    priority: Priority
    both: tuple[BaselineAndLatest, ...]
    # Its indicators of which no two figures can stand beside each other yet.
    alone: int

    @property
    def is_flagged(self) -> bool:
        """No dated, sourced baseline stands: no report can say what has changed."""
        return not self.priority.has_baseline


@dataclass(frozen=True)
class LevelCount:
    """The results of one level by rung, highest rung first. Levels are never summed."""

    level: str
    counts: tuple[RungCount, ...]

    @property
    def word(self) -> str:
        return str(words.LEVELS[self.level])

    @property
    def meaning(self) -> str:
        return str(words.LEVEL_MEANINGS[self.level])


@dataclass(frozen=True)
class Report:
    """One cycle of a network: from the end of one held meeting to the end of the next."""

    network: Group
    # The meeting that ended the cycle, and the one before it; None where none was held yet.
    meeting: Meeting | None
    before: Meeting | None
    priorities: tuple[PriorityLine, ...]
    levels: tuple[LevelCount, ...]
    moves: tuple[Move, ...]
    contributions: tuple[Contribution, ...]
    closure: dict[str, Any] | None

    @property
    def flagged(self) -> list[PriorityLine]:
        return [line for line in self.priorities if line.is_flagged]


def held_meetings(network: Group) -> list[Meeting]:
    """The meetings that are over, newest first: each ends a cycle."""
    return list(network.meetings.filter(closed_at__isnull=False).order_by("-closed_at"))


def report_of(network: Group, at: datetime, meeting_id: UUID | None = None) -> Report:
    """The report of the cycle that this meeting ended, or of the newest one that is over.

    Raises:
        NotFound: no held meeting of this network has the id.
    """
    held = held_meetings(network)
    place = 0 if meeting_id is None else next((n for n, one in enumerate(held) if one.pk == meeting_id), None)
    if place is None:
        raise NotFound
    meeting = held[place] if held else None
    before = held[place + 1] if place + 1 < len(held) else None
    until = meeting.closed_at if meeting else at
    after = before.closed_at if before else None
    changes = list(
        ResultChange.objects.filter(result__priority__network=network)
        .select_related("result__priority__network")
        .order_by("number")
    )
    cards = indicator_cards(network, at)
    priorities = priorities_of(network)
    return Report(
        network=network,
        meeting=meeting,
        before=before,
        priorities=tuple(_line(priority, cards_for(cards, priority=priority)) for priority in priorities),
        levels=_levels(network, changes, until),
        moves=_moves(changes, after, until),
        contributions=_contributions(network, after, until),
        closure=counts_of_closure(meeting) if meeting else None,
    )


def _line(priority: Priority, cards: Sequence[IndicatorCard]) -> PriorityLine:
    found = [card.both for card in cards]
    both = tuple(one for one in found if one is not None and not one.is_one_figure)
    return PriorityLine(priority, both, len(found) - len(both))


def _moves(changes: Sequence[ResultChange], after: datetime | None, until: datetime) -> tuple[Move, ...]:
    """What stands on another rung at the end than at the beginning, each level apart."""
    in_cycle = [one for one in changes if one.at <= until and (after is None or one.at > after)]
    levels = list(words.LEVELS)
    return tuple(sorted(moves_by(in_cycle), key=lambda move: levels.index(move.result.level)))


def _levels(network: Group, changes: Sequence[ResultChange], until: datetime) -> tuple[LevelCount, ...]:
    """Where the results of each level stood at the end of the cycle."""
    later: dict[UUID, ResultChange] = {}
    for change in reversed(changes):
        if change.at > until:
            later[change.result_id] = change
    found: dict[str, Counter[str]] = {level: Counter() for level in words.LEVELS}
    for result in Result.objects.filter(priority__network=network):
        if result.written_at is None or result.written_at <= until:
            found[result.level][later[result.pk].rung_before if result.pk in later else result.rung] += 1
    order = [*reversed(LADDER), DROPPED]
    return tuple(
        LevelCount(level, tuple(RungCount(rung, rungs[rung]) for rung in order if rungs[rung]))
        for level, rungs in found.items()
    )


def _contributions(network: Group, after: datetime | None, until: datetime) -> tuple[Contribution, ...]:
    """What was written down in the cycle about who had a part in which result."""
    found = Contribution.objects.filter(
        result__priority__network=network, withdrawn_at=None, written_at__lte=until
    )
    if after is not None:
        found = found.filter(written_at__gt=after)
    return tuple(
        found.select_related("result__priority", "organization").order_by(
            "result__priority__position", "result__code", "written_at"
        )
    )
