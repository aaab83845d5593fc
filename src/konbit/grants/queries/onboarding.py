"""How partners are taken on: the list of what to see to, and the first six months of an award."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from konbit.foundation.refusals import NotFound
from konbit.grants.domain.first_months import (
    FIRST_MONTHS,
    RELATIONSHIP,
    month_begins,
    month_ends,
    month_of,
    outputs_are_asked_for,
)
from konbit.grants.models import Award, ChecklistItem, Deliverable
from konbit.grants.queries.roll_up import roll_up
from konbit.grants.queries.work import activities_of, awards_under
from konbit.network.models import Group
from konbit.network.queries import day_in


@dataclass(frozen=True)
class Month:
    """One of an award's first months, and the work that was recorded in it."""

    number: int
    begins: date
    ends: date
    relationship: int
    outputs: int


@dataclass(frozen=True)
class FirstMonths:
    """An award's first six months. Work on relationships is work, though nothing else came of it yet."""

    award: Award
    starts_on: date
    # 0: the award has not started.
    month: int
    work_recorded: int
    outputs: int
    months: tuple[Month, ...] = ()

    @property
    def are_running(self) -> bool:
        return 1 <= self.month <= FIRST_MONTHS

    @property
    def outputs_are_asked_for(self) -> bool:
        return outputs_are_asked_for(self.month, self.outputs)

    @property
    def last_day(self) -> date:
        return month_ends(self.starts_on, FIRST_MONTHS)

    @property
    def asked_from(self) -> date:
        return month_begins(self.starts_on, FIRST_MONTHS + 1)


def first_months_of(award: Award, at: datetime) -> FirstMonths | None:
    """The first months of one award, with the work under it and under what was passed on from it; None where nobody
    said when it starts."""
    starts_on = _starts_on(award)
    if starts_on is None:
        return None
    work = list(activities_of(award.network, award=award).order_by().values_list("done_on", "kind"))
    finished = Deliverable.objects.filter(award__in=awards_under(award), done_on__isnull=False)
    done = list(finished.values_list("done_on", flat=True))
    return FirstMonths(
        award=award,
        starts_on=starts_on,
        month=month_of(starts_on, day_in(award.network, at)),
        work_recorded=len(work),
        outputs=sum(kind != RELATIONSHIP for _day, kind in work) + len(done),
        months=tuple(_month(starts_on, number, work, done) for number in range(1, FIRST_MONTHS + 1)),
    )


def _month(starts_on: date, number: int, work: list[tuple[date, str]], finished: list[date]) -> Month:
    inside = [kind for day, kind in work if month_of(starts_on, day) == number]
    relationship = inside.count(RELATIONSHIP)
    done = sum(month_of(starts_on, day) == number for day in finished)
    return Month(
        number=number,
        begins=month_begins(starts_on, number),
        ends=month_ends(starts_on, number),
        relationship=relationship,
        outputs=len(inside) - relationship + done,
    )


def _starts_on(award: Award) -> date | None:
    return award.starts_on or award.awarded_on


def partners_taken_on(network: Group, at: datetime) -> list[FirstMonths]:
    """Active awards in their first six months, and then those that are past them and have no output yet, by their start.
    What has ended takes nobody on any more.

    The number of queries does not grow with the tree.
    """
    today = day_in(network, at)
    all_work = roll_up(network)
    found = []
    running = Award.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), network=network, state="active")
    for award in running.select_related("recipient"):
        starts_on = _starts_on(award)
        if starts_on is None or starts_on > today:
            continue
        done = all_work.under(award.pk)
        outputs = done.reached.activities - done.reached.relationships + done.deliverables_done
        month = month_of(starts_on, today)
        if month <= FIRST_MONTHS or not outputs:
            found.append(FirstMonths(award, starts_on, month, done.reached.activities, outputs))
    return sorted(found, key=lambda one: (not one.are_running, one.starts_on, one.award.code))


def checklist_of(award: Award) -> list[ChecklistItem]:
    """What to see to under this award, in its order."""
    return list(award.checklist.all())


def checklist_item_in(network: Group, item_id: UUID) -> ChecklistItem:
    """An item of an award of this network.

    Raises:
        NotFound: it is none of this network.
    """
    found = (
        ChecklistItem.objects.filter(award__network=network, pk=item_id)
        .select_related("award__network")
        .first()
    )
    if found is None:
        raise NotFound
    return found
