"""Reports as lists and pages read them, and what one is made of: written once below, read at every level above."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet, Sum

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants import policies, words
from konbit.grants.domain.reached import Reached
from konbit.grants.domain.report_states import (
    AHEAD,
    MAY_ANSWER,
    MAY_WRITE,
    RECEIPT_WITHIN,
    Change,
    changes,
    is_asked_for,
    lateness,
)
from konbit.grants.models import Activity, Award, Deliverable, Payment, Report, ReportVersion, Spending
from konbit.grants.queries.roll_up import reached_of
from konbit.grants.queries.tree import AwardNow, tree_of
from konbit.grants.queries.work import activities_of, awards_under
from konbit.network.models import Group
from konbit.network.queries import day_in

# A version lists so many activities one by one; its numbers count all.
MOST_LISTED = 2000
_AROUND = ("award__network", "award__recipient__network", "award__funder__network", "owed_to")


@dataclass(frozen=True)
class ReportLine:
    """A report on a list, with how late it is on this day."""

    report: Report
    late: str

    @property
    def late_word(self) -> str:
        return str(words.LATENESS[self.late]) if self.late else ""


@dataclass(frozen=True)
class ReportLists:
    """Reports of a network as its list shows them: it opens with what is due, not with what has come."""

    due: list[ReportLine]
    waiting: list[ReportLine]
    to_come: list[ReportLine]
    answered: list[ReportLine]


def line_of(report: Report, today: date) -> ReportLine:
    return ReportLine(report, lateness(report.due_on, report.sent_on, today))


def reports_of(network: Group, at: datetime, award: Award | None = None) -> ReportLists:
    """All reports of the network, or of one award and those below it."""
    today = day_in(network, at)
    found = Report.objects.filter(award__network=network).select_related(*_AROUND)
    if award is not None:
        found = found.filter(award__in=awards_under(award))
    lines = [line_of(one, today) for one in found.order_by("due_on", "award__code", "period_from")]
    owed = [one for one in lines if one.report.state in MAY_WRITE]
    due = [one for one in owed if _is_asked_for(one.report, today)]
    return ReportLists(
        due=due,
        waiting=[one for one in lines if one.report.state in MAY_ANSWER],
        to_come=[one for one in owed if one not in due],
        answered=[one for one in reversed(lines) if one.report.state == "accepted"],
    )


def _is_asked_for(report: Report, today: date) -> bool:
    # A report that came back is asked for, whenever its period ends.
    return report.state == "returned" or is_asked_for(report.period_until, report.due_on, today)


def report_in(network: Group, report_id: UUID) -> Report:
    """A report about an award of this network.

    Raises:
        NotFound: it is none of this network.
    """
    found = Report.objects.filter(award__network=network, pk=report_id).select_related(*_AROUND).first()
    if found is None:
        raise NotFound
    return found


def versions_of(report: Report) -> QuerySet[ReportVersion]:
    """Its versions, newest first, for a list: without what each says."""
    return report.versions.defer("content")


@dataclass(frozen=True)
class VersionRead:
    """One frozen version, with the one before it and what differs between the two."""

    version: ReportVersion
    before: ReportVersion | None

    @property
    def changes(self) -> list[Change]:
        return changes(self.before.content, self.version.content) if self.before else []


def version_in(report: Report, number: int | None = None) -> VersionRead:
    """A version of the report, the newest one unless a number says otherwise.

    Raises:
        NotFound: there is none of this number.
    """
    versions = report.versions.select_related("person", "answered_by")
    found = versions.first() if number is None else versions.filter(number=number).first()
    if found is None:
        raise NotFound
    return VersionRead(found, versions.filter(number=found.number - 1).first())


def reports_to_write(by: Actor, at: datetime) -> Iterator[Report]:
    """Reports that organizations of this person owe, as far as lists open with them."""
    for report in _of_mine(by, "award__recipient", MAY_WRITE).filter(
        Q(state="returned")
        | Q(period_until__lte=at.date())
        | Q(due_on__lte=at.date() + timedelta(days=AHEAD + 1))
    ):
        if _is_asked_for(report, day_in(report.award.network, at)):
            yield report


def reports_to_answer(by: Actor) -> QuerySet[Report]:
    """Reports that were submitted to organizations of this person and wait for a receipt."""
    return _of_mine(by, "owed_to", MAY_ANSWER).annotate(came_at=Max("versions__at"))


def answered_by(report: Any) -> date:
    """The day by which one of `reports_to_answer` should have its receipt."""
    return day_in(report.award.network, report.came_at) + timedelta(days=RECEIPT_WITHIN)


def _of_mine(by: Actor, side: str, states: tuple[str, ...]) -> QuerySet[Report]:
    mine = {held.organization_id for held in by.memberships} - {None}
    is_mine = Q(**{f"{side}__in": mine}) | Q(**{f"{side}__doubles__in": mine})
    found = Report.objects.filter(is_mine | Q(**{f"{side}__merged_into__in": mine}), state__in=states)
    return found.exclude(award__state="cancelled").select_related(*_AROUND).distinct().order_by("due_on")


def may_write(by: Actor, report: Report) -> bool:
    return bool(policies.receives(by, report.award)) and report.state in MAY_WRITE


# --- what a report is made of ---


def content_of(report: Report, at: datetime) -> dict[str, Any]:
    """The report's content as it stands: what was written, and what everybody below recorded for its period, each entry
    with its origin. Plain values, ready to be frozen."""
    award, network = report.award, report.award.network
    tree = tree_of(network)
    here = tree.by_id[award.pk]
    under = [here, *_below(here)]
    done = activities_of(network, award=award).filter(
        done_on__gte=report.period_from, done_on__lte=report.period_until
    )
    reached = reached_of(done.order_by())
    awards = awards_under(award)
    return {
        "as_of": day_in(network, at).isoformat(),
        "award": {
            "code": award.code,
            "title": award.title,
            "funder": award.giver.name,
            "recipient": award.receiver.name,
            "currency": award.currency,
        },
        "owed_to": report.owed_to.name,
        "period": [report.period_from.isoformat(), report.period_until.isoformat()],
        "written": {name: report.draft.get(name, "") for name in words.REPORT_FORMS[words.REPORT_FORM]},
        "reached": _reached(reached),
        "money": _money(here) | _in_period(report, award),
        "below": [_line(one, one.depth - here.depth) for one in under[1:]],
        "activities": [_activity(one, under) for one in done[:MOST_LISTED]],
        "deliverables": [_deliverable(one) for one in _deliverables(awards)],
    }


def _below(award: AwardNow) -> Iterator[AwardNow]:
    waiting = award.children[::-1]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(here.children))


def _reached(reached: Reached) -> dict[str, Any]:
    return {
        "activities": reached.activities,
        "relationships": reached.relationships,
        "people": reached.people,
        "may_count_twice": reached.may_count_twice,
        "uncounted": reached.uncounted,
    }


def _money(award: AwardNow) -> dict[str, int]:
    names = ("awarded", "passed_on", "held", "committed", "paid", "returned", "spent")
    return {name: getattr(award, name) for name in names}


def _in_period(report: Report, award: Award) -> dict[str, int]:
    """What came in and what was spent in the period itself."""
    days = (report.period_from, report.period_until)
    paid = Payment.objects.filter(award=award, kind="payment", withdrawn_at=None, paid_on__range=days)
    spent = Spending.objects.filter(award=award, withdrawn_at=None, spent_on__range=days)
    return {
        "paid_in_period": paid.aggregate(cents=Sum("cents"))["cents"] or 0,
        "spent_in_period": spent.aggregate(cents=Sum("cents"))["cents"] or 0,
    }


def _line(award: AwardNow, level: int) -> dict[str, Any]:
    facts = {name: getattr(award, name) for name in ("code", "title", "recipient", "state", "label")}
    return facts | {"level": level} | _money(award)


def _activity(activity: Activity, under: list[AwardNow]) -> dict[str, Any]:
    here = {award.id for award in under}
    return {
        "id": str(activity.pk),
        "done_on": activity.done_on.isoformat(),
        "what": activity.what,
        "kind": activity.kind,
        "community": activity.community.name if activity.community else "",
        "people": activity.people,
        "same_people": activity.same_people,
        "by": activity.organization.name,
        "label": activity.label,
        "under": [
            {"code": share.award.code, "title": share.award.title, "percent": share.percent}
            for share in activity.shares.all()
            if share.award_id in here
        ],
    }


def _deliverables(awards: QuerySet[Award]) -> QuerySet[Deliverable]:
    found = Deliverable.objects.filter(award__in=awards).select_related("award__recipient")
    return found.order_by("award__code", "position", "due_on")


def _deliverable(one: Deliverable) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "what": one.what,
        "by": one.award.receiver.name,
        "award": one.award.code,
        "due_on": one.due_on and one.due_on.isoformat(),
        "done_on": one.done_on and one.done_on.isoformat(),
        "label": one.label,
    }
