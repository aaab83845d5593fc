"""Reports: due for a period, drafted, submitted as a frozen version, returned or answered with a receipt, corrected."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.grants import policies, words
from konbit.grants.conditions import refuse_other_state, refuse_report_to_its_writer
from konbit.grants.domain.report_states import (
    MAY_ANSWER,
    MAY_CORRECT,
    MAY_WRITE,
    SHORTEST_RECEIPT,
    quarters,
)
from konbit.grants.models import Award, Report, ReportVersion
from konbit.grants.queries.reports import content_of
from konbit.grants.queries.transitions import report_owed_to
from konbit.grants.steps import hold, the_one_that_stays
from konbit.network.models import Organization
from konbit.network.queries import day_in
from konbit.results.acting import acting_words

MOST_AT_ONCE = 60
DAYS_TO_WRITE = 30
MOST_DAYS_TO_WRITE = 366


class PeriodRunsBackward(Refusal):
    code, kind, field = "period_runs_backward", Kind.UNREADABLE, "period_until"
    says = _("A period ends on the day it begins, or later. Check both days.")


class DueBeforeItsPeriodEnds(Refusal):
    code, kind, field = "due_before_its_period_ends", Kind.UNREADABLE, "due_on"
    says = _("The period ends on %(until)s. Write that day or a later one.")


class PeriodOutsideAward(Refusal):
    code, kind, field = "period_outside_award", Kind.UNREADABLE, "period_from"
    says = _("No day of this period lies in the term of the award. Check the days.")


class PeriodIsDueAlready(Refusal):
    code, field = "period_is_due_already", "period_from"
    says = _("A report about this period of this award is asked for already.")


@transaction.atomic
def set_report_due(
    *,
    award: Award,
    period_from: date,
    period_until: date,
    due_on: date,
    by: Actor,
    at: datetime,
    owed_to: Organization | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Report:
    """Ask the recipient of an award for a report about a period. It is owed to the funder, or to who took over the
    communities from it before the period began, unless `owed_to` says otherwise; and stays so whoever does later.

    Raises:
        PeriodRunsBackward, DueBeforeItsPeriodEnds, PeriodOutsideAward: its days cannot be.
        PeriodIsDueAlready: it is asked for already.
        AwardIsInAnotherState: nothing was awarded, or the award was cancelled.
        ReportOwedToItsWriter: it would be owed to who writes it.
    """
    award = hold(award, by, policies.gives)
    if key and (there := Report.objects.filter(key=key).first()):
        return there
    refuse_other_state(award, "active", "completed")
    if period_until < period_from:
        raise PeriodRunsBackward
    if due_on < period_until:
        raise DueBeforeItsPeriodEnds(until=period_until)
    after_its_end = award.ends_on is not None and period_from > award.ends_on
    if after_its_end or (award.starts_on is not None and period_until < award.starts_on):
        raise PeriodOutsideAward
    if award.reports.filter(period_from=period_from, period_until=period_until).exists():
        raise PeriodIsDueAlready
    owed_to = the_one_that_stays(owed_to or report_owed_to(award, period_from))
    refuse_report_to_its_writer(award, owed_to)
    report = Report.objects.create(
        award=award,
        owed_to=owed_to,
        period_from=period_from,
        period_until=period_until,
        due_on=due_on,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _note(report, "grants.set_report_due", ["period", "due_on"], by=by, at=at)
    return report


class AwardHasNoTerm(Refusal):
    code = "award_has_no_term"
    says = _("This award has no first and last day, so it has no quarters. Set its term, or name one period.")


class TermHasTooManyQuarters(Refusal):
    code = "term_has_too_many_quarters"
    says = _("The term of this award has more than %(most)s quarters. Ask for single periods.")


class DaysToWriteCannotBe(Refusal):
    code, kind, field = "days_to_write_cannot_be", Kind.UNREADABLE, "days"
    says = _("Write from 0 to %(most)s days after the end of a quarter.")


@transaction.atomic
def set_every_quarter_due(
    *, award: Award, by: Actor, at: datetime, days: int = DAYS_TO_WRITE, label: str = ""
) -> list[Report]:
    """Ask for a report about every calendar quarter of the award's term, due so many days after its end. Quarters that
    are asked for already stay as they are.

    Raises:
        AwardHasNoTerm, TermHasTooManyQuarters: there are no quarters, or too many at once.
        DaysToWriteCannotBe: so few or so many days are not given.
        AwardIsInAnotherState: nothing was awarded, or the award was cancelled.
    """
    award = hold(award, by, policies.gives)
    if not 0 <= days <= MOST_DAYS_TO_WRITE:
        raise DaysToWriteCannotBe(most=MOST_DAYS_TO_WRITE)
    if award.starts_on is None or award.ends_on is None:
        raise AwardHasNoTerm
    if (award.ends_on - award.starts_on).days > MOST_AT_ONCE * 92:
        raise TermHasTooManyQuarters(most=MOST_AT_ONCE)
    there = set(award.reports.values_list("period_from", "period_until"))
    return [
        set_report_due(
            award=award,
            period_from=begins,
            period_until=ends,
            due_on=ends + timedelta(days=days),
            label=label,
            by=by,
            at=at,
        )
        for begins, ends in quarters(award.starts_on, award.ends_on)
        if (begins, ends) not in there
    ]


class ReportHasBegun(Refusal):
    code = "report_has_begun"
    says = _("Somebody has begun to write this report, so it stays.")


@transaction.atomic
def drop_due_report(*, report: Report, by: Actor, at: datetime) -> None:
    """Ask for a report no more that was asked for by mistake.

    Raises:
        ReportHasBegun: it was begun or sent.
    """
    report = _locked(report)
    require(policies.gives(by, report.award))
    if report.state != "due":
        raise ReportHasBegun
    _note(report, "grants.drop_due_report", [], by=by, at=at)
    report.delete()


class ReportIsOut(Refusal):
    code = "report_is_out"
    says = _(
        "This report was submitted. What was sent stays as it is: a correction is sent as a version of its own."
    )


@transaction.atomic
def save_report_draft(
    *, report: Report, written: Mapping[str, str], version: int, by: Actor, at: datetime
) -> Report:
    """Keep what is written so far. It may be unfinished; nobody but those who write sees it.

    Raises:
        ReportIsOut: it was submitted, and not returned.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    report = _written_by(report, by)
    if report.state not in MAY_WRITE:
        raise ReportIsOut
    draft = _parts(written)
    if report.version != version and draft != report.draft:
        raise ChangedMeanwhile(theirs=dict(report.draft), version=report.version)
    report.draft = draft
    # What was returned stays "returned" until it is sent again.
    report.state = "draft" if report.state == "due" else report.state
    report.version += 1
    report.save(update_fields=["draft", "state", "version"])
    _note(report, "grants.save_report_draft", ["draft"], by=by, at=at)
    return report


class ReportSaysNothing(Refusal):
    code, kind, field = "report_says_nothing", Kind.UNREADABLE, "said"
    says = _("Write what was done with the money. Figures alone do not tell it.")


class PeriodIsNotOver(Refusal):
    code = "period_is_not_over"
    says = _("The period of this report ends on %(until)s. It can be submitted from that day on.")


@transaction.atomic
def submit_report(*, report: Report, version: int, by: Actor, at: datetime) -> ReportVersion:
    """Send the draft, with the work, the money and the deliverables of its period as they stand: frozen as a version.

    Raises:
        ReportSaysNothing: nobody wrote what was done.
        PeriodIsNotOver: more may be done in it.
        ReportIsOut: it was submitted, and not returned.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    report = _written_by(report, by)
    if report.state not in MAY_WRITE:
        raise ReportIsOut
    if report.version != version:
        raise ChangedMeanwhile(theirs={}, version=report.version)
    return _freeze(report, "grants.submit_report", "", by=by, at=at)


class NothingToCorrect(Refusal):
    code = "nothing_to_correct"
    says = _("This report was not submitted yet, or was returned. Write in it, then submit it.")


class CorrectionLacksReason(Refusal):
    code, kind, field = "correction_lacks_reason", Kind.UNREADABLE, "correction"
    says = _("Say in one sentence what is corrected, and why.")


@transaction.atomic
def correct_report(
    *, report: Report, written: Mapping[str, str], correction: str, version: int, by: Actor, at: datetime
) -> ReportVersion:
    """Send a corrected version of a report that was submitted or accepted. The version before stays, and the difference
    is shown; it waits for a receipt again.

    Raises:
        NothingToCorrect: nothing was submitted, or it was returned.
        CorrectionLacksReason: nobody says what is corrected.
        ReportSaysNothing: nobody wrote what was done.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    report = _written_by(report, by)
    if report.state not in MAY_CORRECT:
        raise NothingToCorrect
    if not correction.strip():
        raise CorrectionLacksReason
    draft = _parts(written)
    if report.version != version:
        raise ChangedMeanwhile(theirs=dict(report.draft), version=report.version)
    report.draft = draft
    return _freeze(report, "grants.correct_report", correction.strip(), by=by, at=at)


class ReportDoesNotWait(Refusal):
    code = "report_does_not_wait"
    says = _("This report does not wait for an answer.")


@transaction.atomic
def open_report(*, report: Report, by: Actor, at: datetime) -> Report:
    """Say that the newest version was opened and read by whom it is owed to.

    Raises:
        ReportDoesNotWait: nothing was submitted, or it was answered.
    """
    report = _answered_by(report, by)
    if report.opened_at is None:
        report.opened_at = at
        report.save(update_fields=["opened_at"])
        _note(report, "grants.open_report", ["opened_at"], by=by, at=at)
    return report


class ReturnLacksReason(Refusal):
    code, kind, field = "return_lacks_reason", Kind.UNREADABLE, "because"
    says = _("Say what is missing or has to be put right, in at least %(fewest)s letters.")


@transaction.atomic
def return_report(*, report: Report, because: str, version: int, by: Actor, at: datetime) -> Report:
    """Send a report back, with what is missing. Whoever wrote it writes on in what was sent.

    Raises:
        ReturnLacksReason: nobody says what is missing.
        ReportDoesNotWait: nothing was submitted, or it was answered.
        ChangedMeanwhile: another version came since `version`.
    """
    report = _answered_by(report, by, version)
    if len(because.strip()) < SHORTEST_RECEIPT:
        raise ReturnLacksReason(fewest=SHORTEST_RECEIPT)
    return _answer(report, "returned", because.strip(), "grants.return_report", by=by, at=at)


class ReceiptIsNoSentence(Refusal):
    code, kind, field = "receipt_is_no_sentence", Kind.UNREADABLE, "receipt"
    says = _(
        "A receipt is a sentence that you write, of at least %(fewest)s letters: what you read, or what comes of it."
    )


@transaction.atomic
def accept_report(*, report: Report, receipt: str, version: int, by: Actor, at: datetime) -> Report:
    """Take a report, with a receipt: a sentence that a person wrote.

    Raises:
        ReceiptIsNoSentence: there is none, or it is too short for one.
        ReportDoesNotWait: nothing was submitted, or it was answered.
        ChangedMeanwhile: another version came since `version`.
    """
    report = _answered_by(report, by, version)
    if len(receipt.strip()) < SHORTEST_RECEIPT:
        raise ReceiptIsNoSentence(fewest=SHORTEST_RECEIPT)
    report.receipt = receipt.strip()
    return _answer(report, "accepted", report.receipt, "grants.accept_report", by=by, at=at)


def _answer(report: Report, answer: str, said: str, verb: str, *, by: Actor, at: datetime) -> Report:
    newest = report.versions.first()
    newest.answer, newest.answer_words, newest.answered_at = answer, said, at
    newest.answered_by_id, newest.answered_as = by.person_id, acting_words(by, report.award.network)
    newest.save(update_fields=["answer", "answer_words", "answered_at", "answered_by", "answered_as"])
    report.state, report.opened_at = answer, report.opened_at or at
    report.version += 1
    report.save(update_fields=["state", "opened_at", "receipt", "version"])
    _note(report, verb, ["state"], by=by, at=at)
    return report


def _freeze(report: Report, verb: str, correction: str, *, by: Actor, at: datetime) -> ReportVersion:
    if not report.draft.get("said"):
        raise ReportSaysNothing
    network = report.award.network
    today = day_in(network, at)
    if today < report.period_until:
        raise PeriodIsNotOver(until=report.period_until)
    number = (report.versions.values_list("number", flat=True).first() or 0) + 1
    version = ReportVersion.objects.create(
        report=report,
        number=number,
        form=words.REPORT_FORM,
        content=content_of(report, at),
        correction=correction,
        at=at,
        person_id=by.person_id,
        acted_as=acting_words(by, network),
    )
    report.state, report.opened_at, report.receipt = "submitted", None, ""
    report.sent_on = report.sent_on or today
    report.version += 1
    report.save(update_fields=["state", "opened_at", "receipt", "sent_on", "draft", "version"])
    _note(report, verb, ["state", "draft"], by=by, at=at)
    return version


def _parts(written: Mapping[str, str]) -> dict[str, str]:
    return {name: written.get(name, "").strip() for name in words.REPORT_FORMS[words.REPORT_FORM]}


def _locked(report: Report) -> Report:
    around = ("award__network", "award__recipient__network", "award__funder__network", "owed_to")
    return Report.objects.select_for_update(of=("self",)).select_related(*around).get(pk=report.pk)


def _written_by(report: Report, by: Actor) -> Report:
    report = _locked(report)
    require(policies.receives(by, report.award))
    return report


def _answered_by(report: Report, by: Actor, version: int | None = None) -> Report:
    report = _locked(report)
    require(policies.may_receive_report(by, report.owed_to))
    if report.state not in MAY_ANSWER:
        raise ReportDoesNotWait
    if version is not None and report.version != version:
        raise ChangedMeanwhile(theirs={}, version=report.version)
    return report


def _note(report: Report, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    write_entry(verb, about=report, by=by, at=at, group_id=report.award.network_id, fields=fields)
