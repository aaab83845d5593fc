"""Career ladders: the steps of an organization's staff with what they pay, who approved them, and when."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network.models import Organization
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.changing import set_changed
from konbit.results.models import CareerLadder, LadderStep, Result


class ApprovalIsHalf(Refusal):
    code, kind, field = "approval_is_half", Kind.UNREADABLE, "approved_on"
    says = _("An approval has a body and a day. Write both, or leave both empty.")


class LadderApprovalLiesAhead(Refusal):
    code, kind, field = "ladder_approval_lies_ahead", Kind.UNREADABLE, "approved_on"
    says = _("%(typed)s is still to come. Write the day of the approval, up to %(today)s.")


class ResultOfAnotherNetwork(Refusal):
    code, field = "result_of_another_network", "result"
    says = _("This result is another network's. Choose one of this network, or none.")


@transaction.atomic
def add_ladder(
    *,
    organization: Organization,
    name: str,
    by: Actor,
    at: datetime,
    approved_by: str = "",
    approved_on: date | None = None,
    result: Result | None = None,
    label: str = "",
    source: str = "",
) -> CareerLadder:
    """Begin the career ladder of an organization's staff, without steps. One of the same name stands once.

    Raises:
        NotAllowed: neither who keeps the register nor the holder of a seat of this organization.
        ApprovalIsHalf, LadderApprovalLiesAhead: it is said to be approved, and not by whom and when.
        ResultOfAnotherNetwork: it belongs to a result of another network.
    """
    require(policies.may_speak_for(by, organization))
    name = " ".join(name.split())
    # One after the other: sent twice, it is one ladder.
    Organization.objects.select_for_update().get(pk=organization.pk)
    if there := organization.career_ladders.filter(name__iexact=name).first():
        return there
    ladder = CareerLadder(
        organization=organization,
        name=name,
        approved_by=approved_by.strip(),
        approved_on=approved_on,
        result=result,
        label=label,
        source=source,
    )
    _check(ladder, at)
    ladder.save(force_insert=True)
    _note(ladder, "results.add_ladder", ["name", "approved_by", "approved_on"], by=by, at=at)
    return ladder


@transaction.atomic
def change_ladder(
    *,
    ladder: CareerLadder,
    version: int,
    name: str,
    by: Actor,
    at: datetime,
    approved_by: str = "",
    approved_on: date | None = None,
    result: Result | None = None,
) -> CareerLadder:
    """Say anew what it is called, who approved it and when, or to which result it belongs.

    Raises:
        ApprovalIsHalf, LadderApprovalLiesAhead, ResultOfAnotherNetwork: as when beginning one.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    ladder = _locked(ladder, by)
    values = {
        "name": " ".join(name.split()),
        "approved_by": approved_by.strip(),
        "approved_on": approved_on,
        "result": result,
    }
    fields = set_changed(ladder, values, version)
    _check(ladder, at)
    ladder.save(update_fields=[*fields, "version"])
    _note(ladder, "results.change_ladder", fields, by=by, at=at)
    return ladder


class RangeRunsBackward(Refusal):
    code, kind, field = "range_runs_backward", Kind.UNREADABLE, "high"
    says = _(
        "The range runs backward: its highest pay is less than its lowest. Write the higher amount here."
    )


class StepIsThere(Refusal):
    code, field = "step_is_there", "number"
    says = _("Step %(number)s is there already: “%(title)s”. Choose another number, or change that step.")


@transaction.atomic
def add_step(
    *,
    ladder: CareerLadder,
    number: int,
    title: str,
    low: int,
    high: int,
    per: str,
    by: Actor,
    at: datetime,
    entry: int | None = None,
    label: str = "",
    source: str = "",
) -> LadderStep:
    """Add a step with its range of pay and its pay at entry, in whole cents for a period.

    Entry pay may lie outside the range: that is shown, and refused by nobody.

    Raises:
        RangeRunsBackward: the highest pay is less than the lowest.
        StepIsThere: another step has this number.
    """
    ladder = _locked(ladder, by)
    _check_step(ladder, number, low, high)
    step = LadderStep.objects.create(
        ladder=ladder,
        number=number,
        title=title.strip(),
        low_cents=low,
        high_cents=high,
        entry_cents=entry,
        per=per,
        label=label,
        source=source,
    )
    _note(ladder, "results.add_step", ["number", "title", "pay"], by=by, at=at)
    return step


@transaction.atomic
def change_step(
    *,
    step: LadderStep,
    number: int,
    title: str,
    low: int,
    high: int,
    per: str,
    by: Actor,
    at: datetime,
    entry: int | None = None,
) -> LadderStep:
    """Say anew what a step is called, where it stands and what it pays.

    Raises:
        RangeRunsBackward, StepIsThere: as when adding one.
    """
    ladder = _locked(step.ladder, by)
    _check_step(ladder, number, low, high, but=step)
    values = {
        "number": number,
        "title": title.strip(),
        "low_cents": low,
        "high_cents": high,
        "entry_cents": entry,
        "per": per,
    }
    for name, value in values.items():
        setattr(step, name, value)
    step.save(update_fields=list(values))
    _note(ladder, "results.change_step", ["number", "title", "pay"], by=by, at=at)
    return step


@transaction.atomic
def remove_step(*, step: LadderStep, by: Actor, at: datetime) -> None:
    """Take a step off the ladder that does not belong there."""
    ladder = _locked(step.ladder, by)
    deleted, _tables = LadderStep.objects.filter(pk=step.pk).delete()
    if deleted:
        _note(ladder, "results.remove_step", ["number", "title", "pay"], by=by, at=at)


def _locked(ladder: CareerLadder, by: Actor) -> CareerLadder:
    ladder = (
        CareerLadder.objects.select_for_update(of=("self",))
        .select_related("organization__network", "result__priority")
        .get(pk=ladder.pk)
    )
    require(policies.may_speak_for(by, ladder.organization))
    return ladder


def _check(ladder: CareerLadder, at: datetime) -> None:
    network = ladder.organization.network
    if ladder.result is not None and ladder.result.priority.network_id != network.pk:
        raise ResultOfAnotherNetwork
    if bool(ladder.approved_by) != (ladder.approved_on is not None):
        raise ApprovalIsHalf
    today = day_in(network, at)
    if ladder.approved_on is not None and ladder.approved_on > today:
        raise LadderApprovalLiesAhead(typed=ladder.approved_on.isoformat(), today=today.isoformat())


def _check_step(
    ladder: CareerLadder, number: int, low: int, high: int, but: LadderStep | None = None
) -> None:
    if high < low:
        raise RangeRunsBackward
    there = ladder.steps.filter(number=number).exclude(pk=but.pk if but else None).first()
    if there is not None:
        raise StepIsThere(number=number, title=there.title)


def _note(ladder: CareerLadder, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    network_id = ladder.organization.network_id
    write_entry(verb, about=ladder, by=by, at=at, group_id=network_id, fields=fields)
