"""News of results: which of them moved, and of which nothing was heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from konbit.meetings.queries import answered_since, held_since
from konbit.network.models import Group
from konbit.results import words
from konbit.results.domain import news
from konbit.results.models import Result, ResultChange, ServedBy


def open_results(network: Group) -> int:
    """How many results of the network are neither reached nor dropped."""
    return Result.objects.filter(priority__network=network, rung__in=news.TESTED).count()


def silent_ids(network: Group) -> list[UUID]:
    """The open results of which nothing was heard for two full cycles, in the order of the register."""
    since = held_since(network, news.CYCLES)
    if since is None:
        return []
    # News are few and lately; so the search begins with them, and other networks' fall away below.
    heard = set(ResultChange.objects.filter(at__gte=since).values_list("result", flat=True))
    heard |= set(
        ServedBy.objects.filter(commitment__in=answered_since(since)).values_list("result", flat=True)
    )
    tested = Result.objects.filter(priority__network=network, rung__in=news.TESTED)
    return [
        pk
        for pk, rung, written_at in tested.order_by(
            "priority__position", "priority__code", "code"
        ).values_list("pk", "rung", "written_at")
        if news.is_silent(
            rung=rung, since=since, last_news=since if pk in heard else None, written_at=written_at
        )
    ]


def results_in_order(ids: Sequence[UUID]) -> list[Result]:
    """The results of these ids, in their order."""
    found = Result.objects.in_bulk(ids)
    return [found[one] for one in ids]


@dataclass(frozen=True)
class Move:
    """A result that stands on another rung than it did."""

    result: Result
    rung_before: str

    @property
    def word_before(self) -> str:
        return str(words.RUNGS[self.rung_before])

    @property
    def word_after(self) -> str:
        return self.result.rung_word


def moved_since(network: Group, since: datetime | None) -> list[Move]:
    """The results that stand on another rung than at this moment (None: than at first), in the register's order."""
    changes = ResultChange.objects.select_related("result__priority")
    # By the moment where there is one: by the network, every step that its results ever took would be read.
    changes = (
        changes.filter(result__priority__network=network)
        if since is None
        else [
            change
            for change in changes.filter(at__gte=since)
            if change.result.priority.network_id == network.pk
        ]
    )
    first: dict[object, ResultChange] = {}
    for change in sorted(changes, key=lambda one: one.number):
        first.setdefault(change.result_id, change)
    moves = [
        Move(change.result, change.rung_before)
        for change in first.values()
        if change.rung_before != change.result.rung
    ]
    return sorted(moves, key=lambda move: _place_in_register(move.result))


def _place_in_register(result: Result) -> tuple[int, str, str]:
    return result.priority.position, result.priority.code, result.code
