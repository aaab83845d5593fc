"""Looking again: whether an achieved result still holds after six months. The look after twelve is a step of its own."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.acting import acting_words
from konbit.results.domain import ladder
from konbit.results.models import Result, ResultChange


class NothingToCheck(Refusal):
    code = "nothing_to_check"
    says = _(
        "A check looks whether an achieved result still holds, and needs the day on which it was achieved."
    )


class CheckNeedsEvidence(Refusal):
    code, kind, field = "check_needs_evidence", Kind.UNREADABLE, "evidence"
    says = _("Write what you looked at and what it shows.")


class CheckIsNotYet(Refusal):
    code, kind, field = "check_is_not_yet", Kind.UNREADABLE, "checked_on"
    says = _("%(typed)s is still to come. Write the day on which somebody looked, up to %(today)s.")


class CheckIsBeforeAchievement(Refusal):
    code, kind, field = "check_is_before_achievement", Kind.UNREADABLE, "checked_on"
    says = _("It was achieved on %(achieved_on)s. Write a later day.")


class CheckMakesItSustained(Refusal):
    code, field = "check_makes_it_sustained", "checked_on"
    says = _(
        "From %(earliest)s on, a check shows that the result is sustained. "
        "Choose “Sustained” on the result's page and write this check there."
    )


@transaction.atomic
def check_result(
    *, result: Result, checked_on: date, evidence: str, version: int, by: Actor, at: datetime
) -> ResultChange:
    """Write down that somebody looked and an achieved result still holds. It stays on its rung.

    Raises:
        NothingToCheck: it is not achieved, or nobody knows since when.
        CheckNeedsEvidence, CheckIsNotYet, CheckIsBeforeAchievement: the check says too little, or its day cannot be.
        CheckMakesItSustained: twelve months have passed, so it is a step on the ladder.
        ChangedMeanwhile: somebody moved it since `version`.
    """
    result = (
        Result.objects.select_for_update(of=("self",)).select_related("priority__network").get(pk=result.pk)
    )
    network = result.priority.network
    require(policies.may_change_rung(by, network))
    if result.version != version:
        raise ChangedMeanwhile(theirs={}, version=result.version)
    if result.rung != "achieved" or result.achieved_on is None:
        raise NothingToCheck
    _check_day(checked_on, result.achieved_on, day_in(network, at))
    if not evidence.strip():
        raise CheckNeedsEvidence
    result.version += 1
    result.save(update_fields=["version"])
    check = ResultChange.objects.create(
        result=result,
        number=result.version - 1,
        rung_before="achieved",
        rung_after="achieved",
        at=at,
        person_id=by.person_id,
        acted_as=acting_words(by, network),
        evidence=evidence.strip(),
        achieved_on=result.achieved_on,
        checked_on=checked_on,
    )
    fields = ["checked_on", "evidence"]
    write_entry("results.check_result", about=check, by=by, at=at, group_id=network.pk, fields=fields)
    return check


def _check_day(checked_on: date, achieved_on: date, today: date) -> None:
    if checked_on > today:
        raise CheckIsNotYet(typed=checked_on.isoformat(), today=today.isoformat())
    if checked_on <= achieved_on:
        raise CheckIsBeforeAchievement(achieved_on=achieved_on.isoformat())
    earliest = ladder.earliest_sustained(achieved_on)
    if checked_on >= earliest:
        raise CheckMakesItSustained(earliest=earliest.isoformat())
