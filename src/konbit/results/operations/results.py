"""Results, and their steps on the ladder."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.attachments import ReadFile
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.foundation.texts import say, written
from konbit.network.models import Group
from konbit.network.operations.attachments import add_attachment
from konbit.network.queries import day_in
from konbit.results import policies, words
from konbit.results.acting import acting_words
from konbit.results.conditions import refuse_other_addresses
from konbit.results.domain import ladder
from konbit.results.domain.ladder import Fault, Step
from konbit.results.models import Priority, Result, ResultChange


class ResultCodeIsUsed(Refusal):
    code, field = "result_code_is_used", "code"
    says = _("The code “%(code)s” stands for another result of this network. Choose another one.")


class PriorityIsRetired(Refusal):
    code, field = "priority_is_retired", "priority"
    says = _("“%(name)s” was retired on %(retired_on)s and takes no new results. Choose another priority.")


class NoSuchRung(Refusal):
    code, kind, field = "no_such_rung", Kind.UNREADABLE, "rung"
    says = _("“%(rung)s” is no step of the ladder. Choose one that is shown.")


class AlreadyOnThisRung(Refusal):
    code, field = "already_on_this_rung", "rung"
    says = _("The result stands at “%(rung)s” already. Choose another step.")


class StepNeedsReason(Refusal):
    code, kind, field = "step_needs_reason", Kind.UNREADABLE, "reason"
    says = _("A result that goes to “%(rung)s” needs a reason. Write why in one sentence.")


class AchievedNeedsEvidence(Refusal):
    code, kind, field = "achieved_needs_evidence", Kind.UNREADABLE, "evidence"
    says = _("“%(rung)s” needs evidence. Write what shows it, such as a document, a vote or a page.")


class AchievedLiesAhead(Refusal):
    code, kind, field = "achieved_lies_ahead", Kind.UNREADABLE, "achieved_on"
    says = _("%(achieved_on)s is still to come. Write the day on which it was achieved, up to %(today)s.")


class AchievedDayIsUnknown(Refusal):
    code, kind, field = "achieved_day_is_unknown", Kind.UNREADABLE, "achieved_on"
    says = _(
        "“Sustained” means that it still held twelve months after it was achieved, and that day is not known. "
        "Write the day on which it was achieved, or leave the result at “Achieved”."
    )


class SustainedNeedsCheck(Refusal):
    code, kind, field = "sustained_needs_check", Kind.UNREADABLE, "checked_on"
    says = _("“Sustained” needs a check. Write the day on which somebody looked: %(earliest)s or later.")


class CheckLiesAhead(Refusal):
    code, kind, field = "check_lies_ahead", Kind.UNREADABLE, "checked_on"
    says = _("%(checked_on)s is still to come. Write the day on which somebody looked, up to %(today)s.")


class CheckIsTooEarly(Refusal):
    code, kind, field = "check_is_too_early", Kind.UNREADABLE, "checked_on"
    says = _(
        "It was achieved on %(achieved_on)s, so “Sustained” needs a check on %(earliest)s or later. "
        "The check of %(checked_on)s is too early. Leave the result at “Achieved” until then."
    )


_REFUSALS: dict[Fault, type[Refusal]] = {
    Fault.NO_SUCH_RUNG: NoSuchRung,
    Fault.SAME_RUNG: AlreadyOnThisRung,
    Fault.NEEDS_REASON: StepNeedsReason,
    Fault.NEEDS_EVIDENCE: AchievedNeedsEvidence,
    Fault.NOT_YET_THERE: AchievedLiesAhead,
    Fault.DAY_OF_ACHIEVEMENT_UNKNOWN: AchievedDayIsUnknown,
    Fault.NEEDS_CHECK: SustainedNeedsCheck,
    Fault.CHECK_NOT_YET_THERE: CheckLiesAhead,
    Fault.CHECK_TOO_EARLY: CheckIsTooEarly,
}


def _check(step: Step) -> None:
    fault = ladder.fault_in(step)
    if fault is None:
        return
    days = {"achieved_on": step.achieved_on, "checked_on": step.checked_on, "today": step.today}
    if step.achieved_on is not None:
        days["earliest"] = ladder.earliest_sustained(step.achieved_on)
    facts = {name: day.isoformat() for name, day in days.items() if day is not None}
    raise _REFUSALS[fault](rung=words.RUNGS.get(step.after, step.after), **facts)


@transaction.atomic
def add_result(
    *,
    priority: Priority,
    code: str,
    level: str,
    text: dict[str, Any] | str,
    by: Actor,
    at: datetime,
    rung: str = "idea",
    evidence: str = "",
    evidence_source: str = "",
    achieved_on: date | None = None,
    note: str = "",
    label: str = "",
    source: str = "",
    file: ReadFile | None = None,
) -> Result:
    """Add a result under a priority. A plain text is taken to be in the network's own language.

    What shows it may come as a file.

    Writing a result down is no step of the ladder: it leaves no change behind, whatever its first rung. Sustained and
    dropped cannot be first: each is a step of its own, with its check or its reason.

    Raises:
        ResultCodeIsUsed: another result of the network has this code, whatever the capitals.
        PriorityIsRetired: nothing new stands under it.
        AchievedNeedsEvidence, AchievedLiesAhead: it begins as achieved, without what shows it.
        NoSuchRung, StepNeedsReason, AchievedDayIsUnknown, SustainedNeedsCheck: it cannot begin there.
        SourceIsNoAddress: the evidence is said to be at an address that nobody else can open.
    """
    network = priority.network
    require(policies.may_keep_register(by, network))
    # One after the other: two people who add at once get one code once.
    Group.objects.select_for_update().get(pk=network.pk)
    priority = Priority.objects.select_related("network").get(pk=priority.pk)
    if priority.retired_on is not None:
        name = say(priority.name, network.language).text
        raise PriorityIsRetired(name=name, retired_on=priority.retired_on.isoformat())
    if Result.objects.filter(priority__network=network, code__iexact=code).exists():
        raise ResultCodeIsUsed(code=code)
    refuse_other_addresses(evidence_source=evidence_source)
    _check(Step("", rung, day_in(network, at), evidence=evidence, achieved_on=achieved_on))
    result = Result.objects.create(
        priority=priority,
        code=code,
        level=level,
        rung=rung,
        text=written(text.strip(), network.language) if isinstance(text, str) else text,
        evidence=evidence.strip(),
        evidence_source=evidence_source.strip(),
        achieved_on=achieved_on,
        note=note,
        label=label,
        source=source,
        written_at=None if by.channel == "command" else at,
        names_before=priority.names_before.count(),
    )
    write_entry(
        "results.add_result",
        about=result,
        by=by,
        at=at,
        group_id=network.pk,
        fields=["code", "level", "rung", "text"],
    )
    if file is not None:
        add_attachment(kind="result", record_id=result.pk, file=file, by=by, at=at)
    return result


@transaction.atomic
def change_rung(
    *,
    result: Result,
    rung: str,
    version: int,
    by: Actor,
    at: datetime,
    evidence: str = "",
    evidence_source: str = "",
    reason: str = "",
    achieved_on: date | None = None,
    checked_on: date | None = None,
    file: ReadFile | None = None,
) -> ResultChange:
    """Move a result up or down the ladder; a step up may skip rungs. Who, when, evidence and the rung before are kept.

    The evidence may come as a file, which is added to the result.

    A result that is no longer achieved loses its day of achievement; the change that set it keeps it.

    Raises:
        ChangedMeanwhile: somebody moved it since `version`.
        AlreadyOnThisRung, NoSuchRung, StepNeedsReason, AchievedNeedsEvidence, AchievedLiesAhead,
        AchievedDayIsUnknown, SustainedNeedsCheck, CheckLiesAhead, CheckIsTooEarly, SourceIsNoAddress.
    """
    result = (
        Result.objects.select_for_update(of=("self",)).select_related("priority__network").get(pk=result.pk)
    )
    network = result.priority.network
    require(policies.may_change_rung(by, network))
    if result.version != version:
        raise ChangedMeanwhile(theirs={"rung": result.rung_word}, version=result.version)
    before = result.rung
    achieved_on = achieved_on or result.achieved_on
    evidence = evidence.strip()
    refuse_other_addresses(evidence_source=evidence_source)
    _check(Step(before, rung, day_in(network, at), evidence, reason, achieved_on, checked_on))
    result.rung = rung
    result.achieved_on = achieved_on if rung in ladder.REACHED else None
    if evidence:
        result.evidence, result.evidence_source = evidence, evidence_source.strip()
    result.version += 1
    result.save(update_fields=["rung", "achieved_on", "evidence", "evidence_source", "version"])
    change = ResultChange.objects.create(
        result=result,
        number=result.version - 1,
        rung_before=before,
        rung_after=rung,
        at=at,
        person_id=by.person_id,
        acted_as=acting_words(by, network),
        evidence=evidence,
        evidence_source=evidence_source.strip(),
        reason=reason.strip(),
        achieved_on=result.achieved_on,
        checked_on=checked_on if rung == "sustained" else None,
    )
    write_entry(
        "results.change_rung",
        about=change,
        by=by,
        at=at,
        group_id=network.pk,
        fields=["rung", "evidence", "achieved_on"],
    )
    if file is not None:
        add_attachment(kind="result", record_id=result.pk, file=file, by=by, at=at)
    return change
