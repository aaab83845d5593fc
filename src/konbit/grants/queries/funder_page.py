"""What an organization owes, and what it is owed, recounted from the records: one form for funders and everybody else."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.grants.domain.report_states import AHEAD, MAY_ANSWER, MAY_WRITE
from konbit.grants.models import Award, Payment, Report
from konbit.grants.queries.bodies import funders_of, parties_of, same_as
from konbit.grants.queries.funder_questions import Asked, open_questions, questions_of
from konbit.network.models import Group, Organization
from konbit.network.queries import day_in


@dataclass(frozen=True)
class ReportWaits:
    """A report, and for how many days it waits: for its reader since it came, or to come since its due day."""

    report: Report
    days: int


@dataclass(frozen=True)
class PaymentDue:
    """A payment that was promised and not made yet."""

    payment: Payment
    days_late: int


@dataclass(frozen=True)
class Payments:
    """Payments of a funder, or to a recipient: those to come, and how those that were made kept to their day."""

    due: list[PaymentDue]
    # Of payments that were made: days from the day they were due to the day they were paid; below zero is early.
    days_from_due: list[int]

    @property
    def late(self) -> list[PaymentDue]:
        return [one for one in self.due if one.days_late]

    @property
    def paid(self) -> int:
        return len(self.days_from_due)

    @property
    def paid_late(self) -> int:
        return sum(days > 0 for days in self.days_from_due)

    @property
    def median_days(self) -> int | None:
        """Half of the payments came within so many days after they were due; None where none was made."""
        return round(median(self.days_from_due)) if self.days_from_due else None


@dataclass(frozen=True)
class Duties:
    """One side of the page. What one owes is what the other is owed."""

    unopened: list[ReportWaits]
    receipts: list[ReportWaits]
    questions: list[Asked]
    payments: Payments
    reports: list[ReportWaits]

    @property
    def open_questions(self) -> list[Asked]:
        return [one for one in self.questions if one.is_open]

    @property
    def is_nothing(self) -> bool:
        return not (
            self.unopened or self.receipts or self.open_questions or self.payments.due or self.reports
        )


@dataclass(frozen=True)
class Party:
    """An organization's page: what it owes, what it is owed, and until when support is promised."""

    organization: Organization
    gives: bool
    receives: bool
    owes: Duties
    owed: Duties
    # The last day of the last active award it gives, and of the last one it receives; None: not said.
    promises_until: date | None
    promised_until: date | None


def party_in(by: Actor, network: Group, organization: Organization, at: datetime) -> Party:
    """The page of this organization, as it stands now."""
    ids = same_as(organization)
    today = day_in(network, at)
    gives, receives = Q(award__funder__in=ids), Q(award__recipient__in=ids)
    reads = Q(owed_to__in=ids)
    awards = Award.objects.filter(network=network)
    return Party(
        organization=organization,
        gives=awards.filter(funder__in=ids).exists() or organization in funders_of(network),
        receives=awards.filter(recipient__in=ids).exists(),
        owes=_duties(
            network,
            today,
            questions_of(by, network, at, asked_of=organization),
            read_by=reads,
            paid_by=gives,
            written_by=receives,
        ),
        owed=_duties(
            network,
            today,
            questions_of(by, network, at, asked_by=organization),
            read_by=receives,
            paid_by=receives,
            written_by=reads,
        ),
        promises_until=_last_end(awards.filter(funder__in=ids)),
        promised_until=_last_end(awards.filter(recipient__in=ids)),
    )


def _duties(
    network: Group, today: date, questions: list[Asked], *, read_by: Q, paid_by: Q, written_by: Q
) -> Duties:
    came = _came(network).filter(read_by)
    return Duties(
        unopened=_waiting(came.filter(_UNOPENED), today),
        receipts=_waiting(came, today),
        questions=questions,
        payments=_payments(network, today, paid_by),
        reports=_waiting(_to_come(network, today).filter(written_by), today),
    )


_UNOPENED = Q(opened_at=None)
_UNPAID = Q(paid_on=None) & ~Q(award__state="cancelled")


def _came(network: Group) -> QuerySet[Report]:
    """Reports that were submitted and wait: to be opened, and for the sentence that answers them."""
    found = Report.objects.filter(award__network=network, state__in=MAY_ANSWER)
    return found.select_related("award__recipient", "owed_to").order_by("sent_on", "due_on")


def _to_come(network: Group, today: date) -> QuerySet[Report]:
    """Reports that are asked for, and were not submitted."""
    is_asked_for = (
        Q(state="returned") | Q(period_until__lt=today) | Q(due_on__lte=today + timedelta(days=AHEAD))
    )
    found = Report.objects.filter(is_asked_for, award__network=network, state__in=MAY_WRITE)
    found = found.exclude(award__state="cancelled").select_related("award__recipient", "owed_to")
    return found.order_by("due_on")


def _waiting(reports: QuerySet[Report], today: date) -> list[ReportWaits]:
    return [ReportWaits(one, max(0, (today - (one.sent_on or one.due_on)).days)) for one in reports]


def _promised(network: Group) -> QuerySet[Payment]:
    return Payment.objects.filter(award__network=network, kind="payment", withdrawn_at=None)


def _payments(network: Group, today: date, whose: Q) -> Payments:
    promised = _promised(network).filter(whose)
    unpaid = promised.filter(_UNPAID).select_related("award__recipient", "award__funder")
    made = promised.filter(paid_on__isnull=False).values_list("due_on", "paid_on")
    return Payments(
        due=[PaymentDue(one, max(0, (today - one.due_on).days)) for one in unpaid.order_by("due_on", "pk")],
        days_from_due=[(paid_on - due_on).days for due_on, paid_on in made],
    )


def _last_end(awards: QuerySet[Award]) -> date | None:
    return awards.filter(state="active").aggregate(last=Max("ends_on"))["last"]


# --- every organization in one list ----------------------------------------------------------


@dataclass(frozen=True)
class PartyLine:
    """An organization in the list: what it owes, counted."""

    organization: Organization
    gives: bool
    unopened: int
    receipts: int
    questions: int
    questions_too_old: int
    payments_late: int
    reports_late: int
    # The last day of the last active award it gives; None: not said.
    promises_until: date | None


def party_lines(by: Actor, network: Group, at: datetime) -> list[PartyLine]:
    """Every organization that gives or receives money, with what it owes, those that give first; in a number of queries
    that does not grow."""
    today = day_in(network, at)
    givers = {one.pk for one in funders_of(network)}
    came, to_come = _came(network), _to_come(network, today)
    late = _promised(network).filter(_UNPAID, due_on__lt=today)
    waiting = open_questions(by, network, at)
    counted = {
        "unopened": _count(came.filter(_UNOPENED), "owed_to"),
        "receipts": _count(came, "owed_to"),
        "questions": Counter(_standing(one.asked_of) for one in waiting),
        "questions_too_old": Counter(_standing(one.asked_of) for one in waiting if one.is_too_old),
        "payments_late": _count(late, "award__funder"),
        "reports_late": _count(to_come.filter(due_on__lt=today), "award__recipient"),
    }
    ends = dict(
        Award.objects.filter(network=network, state="active", ends_on__isnull=False)
        .order_by()
        .values_list("funder")
        .annotate(last=Max("ends_on"))
    )
    lines = [
        PartyLine(
            organization=one,
            gives=one.pk in givers,
            promises_until=ends.get(one.pk),
            **{name: counts.get(one.pk, 0) for name, counts in counted.items()},
        )
        for one in parties_of(network)
    ]
    return sorted(lines, key=lambda line: not line.gives)


def _standing(organization: Organization) -> UUID:
    return organization.merged_into_id or organization.pk


def _count(rows: QuerySet, whose: str) -> dict[UUID, int]:
    return dict(rows.order_by().values_list(whose).annotate(how_many=Count("pk", distinct=True)))


# --- what stands on a person's own page ------------------------------------------------------


def payments_to_make(by: Actor, at: datetime) -> list[Payment]:
    """Promised payments of organizations that the person acts for, whose day has come."""
    mine = {held.organization_id for held in by.memberships if held.organization_id}
    promised = Payment.objects.filter(_UNPAID, kind="payment", withdrawn_at=None, award__funder__in=mine)
    found = promised.select_related("award__network", "award__recipient").order_by("due_on", "pk")
    return [one for one in found if one.due_on <= day_in(one.award.network, at)]
