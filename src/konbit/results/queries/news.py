"""News of results: which of them moved, and of which nothing was heard."""

from collections.abc import Iterable, Sequence
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
    """A result that stood on another rung before some steps than after them, with the last of these steps."""

    result: Result
    change: ResultChange
    rung_before: str

    @property
    def word_before(self) -> str:
        return str(words.RUNGS[self.rung_before])

    @property
    def word_after(self) -> str:
        return self.change.word_after


def moves_by(changes: Iterable[ResultChange]) -> list[Move]:
    """The results that stand on another rung after these steps than before, in the register's order."""
    taken: dict[UUID, list[ResultChange]] = {}
    for change in sorted(changes, key=lambda one: one.number):
        taken.setdefault(change.result_id, []).append(change)
    moves = [
        Move(steps[-1].result, steps[-1], steps[0].rung_before)
        for steps in taken.values()
        if steps[0].rung_before != steps[-1].rung_after
    ]
    return sorted(moves, key=lambda move: _place_in_register(move.result))


def moved_since(network: Group, since: datetime | None) -> list[Move]:
    """The results that stand on another rung than at this moment (None: than at first), in the register's order."""
    changes = ResultChange.objects.select_related("result__priority")
    if since is None:
        return moves_by(changes.filter(result__priority__network=network))
    # By the moment: by the network, every step that its results ever took would be read.
    lately = changes.filter(at__gte=since)
    return moves_by(one for one in lately if one.result.priority.network_id == network.pk)


def _place_in_register(result: Result) -> tuple[int, str, str]:
    return result.priority.position, result.priority.code, result.code
