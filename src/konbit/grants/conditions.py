"""What several verbs of this room ask of an amount, a day, an award's state, a reason, and of who is asked."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.foundation.money import MOST_CENTS
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal
from konbit.grants.domain.balances import Term
from konbit.grants.models import Award
from konbit.grants.queries.bodies import can_answer, is_funder, is_of
from konbit.network.models import Group, Organization
from konbit.network.queries import day_in


class AmountIsNothing(Refusal):
    code, kind, field = "amount_is_nothing", Kind.UNREADABLE, "cents"
    says = _("Write an amount above nothing, like 1,234.50.")


class AmountIsTooLarge(Refusal):
    code, kind, field = "amount_is_too_large", Kind.UNREADABLE, "cents"
    says = _("This is more than can be kept. Write less than ten trillion.")


class AwardIsInAnotherState(Refusal):
    code = "award_is_in_another_state"
    says = _("This cannot be done now: the state of this award is “%(state)s”.")


class ReasonIsMissing(Refusal):
    code, kind, field = "reason_is_missing", Kind.UNREADABLE, "reason"
    says = _("Say why, in one sentence. It stands in the history of the award.")


class ReportOwedToItsWriter(Refusal):
    code = "report_owed_to_its_writer"
    says = _("“%(name)s” writes this report, so it is owed to another organization. Choose another one.")


class DayIsMissing(Refusal):
    code, kind = "day_is_missing", Kind.UNREADABLE
    says = _("Write the day, like 2026-03-05.")


class DayLiesAhead(Refusal):
    code, kind = "day_lies_ahead", Kind.UNREADABLE
    says = _("%(typed)s is still to come. Write a day up to %(today)s.")


class DayBeforeAward(Refusal):
    code, kind = "day_before_award", Kind.UNREADABLE
    says = _("This money was awarded on %(awarded_on)s. Write that day or a later one.")


class DayBeforeTerm(Refusal):
    code, kind = "day_before_term", Kind.UNREADABLE
    says = _("The term of this award begins on %(starts_on)s. Write that day or a later one.")


class DayAfterTerm(Refusal):
    code, kind = "day_after_term", Kind.UNREADABLE
    says = _("The term of this award ends on %(ends_on)s. Write that day or an earlier one.")


def refuse_no_amount(cents: int | None) -> None:
    """Money moves in whole cents above zero.

    Raises:
        AmountIsNothing, AmountIsTooLarge: it does not, or is more than is kept.
    """
    if not isinstance(cents, int) or cents <= 0:
        raise AmountIsNothing
    if cents > MOST_CENTS:
        raise AmountIsTooLarge


def refuse_other_state(award: Award, *states: str) -> None:
    """The verb is for awards in these states.

    Raises:
        AwardIsInAnotherState: this one is in none of them.
    """
    if award.state not in states:
        raise AwardIsInAnotherState(state=award.state_word)


class AwardChangedMeanwhile(ChangedMeanwhile):
    """What was changed stands in no field of this form, so there is nothing to compare in it."""

    says = _(
        "Somebody else changed this award while this page was open. Nothing was done. "
        "Look at the award once more, then send this again."
    )


def refuse_other_version(award: Award, version: int, **theirs: Any) -> None:
    """Nothing is changed that somebody changed since. `theirs` is what stands now in fields of the form.

    Raises:
        ChangedMeanwhile: somebody saved the award after `version`.
    """
    if award.version != version:
        raise (ChangedMeanwhile if theirs else AwardChangedMeanwhile)(theirs=theirs, version=award.version)


def refuse_no_reason(reason: str) -> str:
    """The reason, without blanks around it.

    Raises:
        ReasonIsMissing: there is none.
    """
    if not reason.strip():
        raise ReasonIsMissing
    return reason.strip()


def refuse_report_to_its_writer(award: Award, owed_to: Organization) -> None:
    """Nobody reports to itself.

    Raises:
        ReportOwedToItsWriter: the recipient of the award would.
    """
    if is_of(owed_to, award.recipient):
        raise ReportOwedToItsWriter(name=award.recipient.name)


def refuse_day_ahead(network: Group, field: str, day: date | None, at: datetime) -> None:
    """What is said to have happened, happened.

    Raises:
        DayIsMissing, DayLiesAhead: no day is said, or one that is still to come.
    """
    if day is None:
        raise about(field, DayIsMissing())
    today = day_in(network, at)
    if day > today:
        raise about(field, DayLiesAhead(typed=day, today=today))


def refuse_day_before_award(award: Award, field: str, day: date | None) -> None:
    """Money is promised, paid and returned from the day of its award on.

    Raises:
        DayIsMissing, DayBeforeAward: no day is said, or an earlier one.
    """
    if day is None:
        raise about(field, DayIsMissing())
    if award.awarded_on is not None and day < award.awarded_on:
        raise about(field, DayBeforeAward(awarded_on=award.awarded_on))


def refuse_day_outside_term(award: Award, field: str, day: date | None) -> None:
    """The day lies in the award's term, where one is said.

    Raises:
        DayBeforeTerm, DayAfterTerm: it does not.
    """
    term = term_of(award)
    if day is None or term.holds(day):
        return
    if term.starts_on is not None and day < term.starts_on:
        raise about(field, DayBeforeTerm(starts_on=term.starts_on))
    raise about(field, DayAfterTerm(ends_on=term.ends_on))


def term_of(award: Award) -> Term:
    return Term(award.starts_on, award.ends_on)


def about(field: str, refusal: Refusal) -> Refusal:
    """The refusal, beside this field of the form."""
    refusal.field = field
    return refusal


class NoFunder(Refusal):
    code = "no_funder"
    says = _(
        "“%(name)s” gives no money in this network, so it owes no answer as a funder. Ask one that does."
    )


class NobodyCouldAnswer(Refusal):
    code = "nobody_could_answer"
    says = _("Nobody sits in the network for “%(name)s”, so nobody could answer.")


def refuse_who_cannot_answer(network: Group, asked_of: Organization, today: date) -> None:
    """Only a funder is asked for which somebody sits or acts in the network.

    Raises:
        NoFunder, NobodyCouldAnswer: it is none, or has nobody here.
    """
    if not is_funder(network, asked_of):
        raise NoFunder(name=asked_of.name)
    if not can_answer(network, asked_of, today):
        raise NobodyCouldAnswer(name=asked_of.name)
