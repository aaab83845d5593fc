"""Checks of achieved results, six and twelve months after: which are planned, which are due, which were done."""

from dataclasses import dataclass
from datetime import date

from konbit.network.models import Group
from konbit.results.domain import ladder
from konbit.results.models import Result


@dataclass(frozen=True)
class Check:
    """One planned look at an achieved result. `done_on`: the day on which somebody looked."""

    result: Result
    planned_on: date
    # The last look is a step on the ladder: the result is sustained, or it goes down again.
    is_last: bool
    done_on: date | None = None
    is_due: bool = False
    # Its time went by; what is due now is the look after it.
    was_missed: bool = False


def checks_of(result: Result, today: date) -> list[Check]:
    """The checks of a result, in their order; none where it is not reached or nobody knows since when."""
    if result.rung not in ladder.REACHED or result.achieved_on is None:
        return []
    half_year, year = ladder.planned_checks(result.achieved_on)
    looks = sorted(
        one.checked_on
        for one in result.changes.all()
        if one.checked_on is not None and one.checked_on > result.achieved_on
    )
    # However early somebody looked, nobody must look twice for the first check.
    first = looks[0] if looks else None
    last = next((day for day in looks if day >= year), None)
    return [
        Check(
            result,
            half_year,
            is_last=False,
            done_on=first,
            is_due=first is None and half_year <= today < year,
            was_missed=first is None and year <= today,
        ),
        Check(result, year, is_last=True, done_on=last, is_due=last is None and year <= today),
    ]


def checks_due(network: Group, today: date) -> list[Check]:
    """The checks of achieved results whose day has come and that nobody made yet, the oldest first."""
    achieved = (
        Result.objects.filter(priority__network=network, rung="achieved", achieved_on__lt=today)
        .select_related("priority__network")
        .prefetch_related("changes")
    )
    due = [check for result in achieved for check in checks_of(result, today) if check.is_due]
    return sorted(due, key=lambda check: (check.planned_on, check.result.code))
