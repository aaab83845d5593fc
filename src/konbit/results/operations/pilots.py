"""Pilots: planned, started with what they are measured against, and closed by a choice with its reason."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network.models import Group, GroupMember
from konbit.network.queries import day_in
from konbit.results import policies, words
from konbit.results.changing import set_changed
from konbit.results.conditions import refuse_other_addresses
from konbit.results.models import Pilot, Result


class PilotOfAnotherNetwork(Refusal):
    code, field = "pilot_of_another_network", "result"
    says = _("The result and the owner of a pilot belong to its own network. Choose those of this network.")


class PilotBaselineLiesAhead(Refusal):
    code, kind, field = "pilot_baseline_lies_ahead", Kind.UNREADABLE, "baseline_on"
    says = _("A baseline looks back: %(typed)s is still to come. Write a day up to %(today)s.")


class DecidedBeforeItStarts(Refusal):
    code, kind, field = "decided_before_it_starts", Kind.UNREADABLE, "decide_on"
    says = _("A pilot is decided about after it started on %(starts_on)s. Write a later day.")


class PilotLacks(Refusal):
    code, kind = "pilot_lacks", Kind.UNREADABLE
    says = _("This pilot cannot start, and a running one needs the same. Missing: %(missing)s.")


@transaction.atomic
def plan_pilot(
    *,
    network: Group,
    name: str,
    by: Actor,
    at: datetime,
    what: str = "",
    result: Result | None = None,
    owner: GroupMember | None = None,
    baseline: str = "",
    baseline_on: date | None = None,
    baseline_source: str = "",
    participants: int | None = None,
    starts_on: date | None = None,
    decide_on: date | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Pilot:
    """Plan something to be tried for a while. What it needs to start may come later.

    Raises:
        PilotOfAnotherNetwork: its result or its owner is another network's.
        PilotBaselineLiesAhead, DecidedBeforeItStarts: its days cannot be.
        SourceIsNoAddress: nobody else could open the source of its baseline.
    """
    require(policies.may_keep_register(by, network))
    if key and (there := Pilot.objects.filter(key=key).first()):
        return there
    pilot = Pilot(
        network=network,
        name=name.strip(),
        what=what.strip(),
        result=result,
        owner=owner,
        baseline=baseline.strip(),
        baseline_on=baseline_on,
        baseline_source=baseline_source.strip(),
        participants=participants,
        starts_on=starts_on,
        decide_on=decide_on,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _check(pilot, at)
    pilot.save(force_insert=True)
    _note(pilot, "results.plan_pilot", ["name", "baseline", "participants", "decide_on"], by=by, at=at)
    return pilot


class PilotIsClosed(Refusal):
    code = "pilot_is_closed"
    says = _("This pilot is closed. What was decided about it stands; plan another one.")


@transaction.atomic
def change_pilot(*, pilot: Pilot, version: int, by: Actor, at: datetime, **said: Any) -> Pilot:
    """Say anew what is tried, by whom, against which baseline, with how many, and when it is decided about.

    Takes what `plan_pilot` takes.

    Raises:
        PilotIsClosed: it was decided about.
        PilotLacks: it runs, and would lose what it needs.
        PilotOfAnotherNetwork, PilotBaselineLiesAhead, DecidedBeforeItStarts, SourceIsNoAddress: as when planning one.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    pilot = _locked(pilot, by)
    if pilot.state == "closed":
        raise PilotIsClosed
    values = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    fields = set_changed(pilot, values, version)
    _check(pilot, at)
    if pilot.state == "running":
        _check_complete(pilot)
    pilot.save(update_fields=[*fields, "version"])
    _note(pilot, "results.change_pilot", fields, by=by, at=at)
    return pilot


class PilotHasStarted(Refusal):
    code = "pilot_has_started"
    says = _("This pilot has started already.")


class DecisionDayHasPassed(Refusal):
    code = "decision_day_has_passed"
    says = _(
        "The day of the decision, %(decide_on)s, is not ahead any more. Set a later one, then start the pilot."
    )


@transaction.atomic
def start_pilot(*, pilot: Pilot, by: Actor, at: datetime) -> Pilot:
    """Start a planned pilot: today, or on the day before today that is written down.

    Raises:
        PilotHasStarted: it is planned no more.
        PilotLacks: its baseline with day and source, its participants or the day of the decision is missing.
        DecisionDayHasPassed: there would be no time to try it.
    """
    pilot = _locked(pilot, by)
    if pilot.state != "planned":
        raise PilotHasStarted
    _check_complete(pilot)
    today = day_in(pilot.network, at)
    if pilot.decide_on <= today:
        raise DecisionDayHasPassed(decide_on=pilot.decide_on.isoformat())
    pilot.state, pilot.starts_on = "running", min(pilot.starts_on or today, today)
    pilot.version += 1
    pilot.save(update_fields=["state", "starts_on", "version"])
    _note(pilot, "results.start_pilot", ["state", "starts_on"], by=by, at=at)
    return pilot


class PilotNeedsOutcome(Refusal):
    code, kind, field = "pilot_needs_outcome", Kind.UNREADABLE, "outcome"
    says = _("Say what becomes of it: keep, change or stop.")


class PilotNeedsReason(Refusal):
    code, kind, field = "pilot_needs_reason", Kind.UNREADABLE, "because"
    says = _("Closing a pilot needs a reason. Write why in one sentence.")


class PilotDoesNotRun(Refusal):
    code = "pilot_does_not_run"
    says = _("Only a running pilot is closed. This one has not started.")


@transaction.atomic
def close_pilot(*, pilot: Pilot, outcome: str, because: str, version: int, by: Actor, at: datetime) -> Pilot:
    """Close a running pilot: keep it, change it or stop it, for a stated reason. It leaves the agenda.

    Raises:
        PilotNeedsOutcome, PilotNeedsReason: one of the two is missing.
        PilotDoesNotRun, PilotIsClosed: there is nothing to close.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    pilot = _locked(pilot, by)
    if pilot.state != "running":
        raise PilotIsClosed if pilot.state == "closed" else PilotDoesNotRun
    if outcome not in words.PILOT_OUTCOMES:
        raise PilotNeedsOutcome
    if not because.strip():
        raise PilotNeedsReason
    if pilot.version != version:
        raise ChangedMeanwhile(theirs={}, version=pilot.version)
    pilot.state, pilot.outcome, pilot.because, pilot.closed_at = "closed", outcome, because.strip(), at
    pilot.version += 1
    fields = ["state", "outcome", "because", "closed_at"]
    pilot.save(update_fields=[*fields, "version"])
    _note(pilot, "results.close_pilot", fields, by=by, at=at)
    return pilot


def _locked(pilot: Pilot, by: Actor) -> Pilot:
    pilot = (
        Pilot.objects.select_for_update(of=("self",))
        .select_related("network", "owner", "result__priority")
        .get(pk=pilot.pk)
    )
    require(policies.may_keep_register(by, pilot.network))
    return pilot


def _check(pilot: Pilot, at: datetime) -> None:
    network = pilot.network
    tied = [pilot.owner and pilot.owner.group_id, pilot.result and pilot.result.priority.network_id]
    if any(one is not None and one != network.pk for one in tied):
        raise PilotOfAnotherNetwork
    refuse_other_addresses(baseline_source=pilot.baseline_source)
    today = day_in(network, at)
    if pilot.baseline_on is not None and pilot.baseline_on > today:
        raise PilotBaselineLiesAhead(typed=pilot.baseline_on.isoformat(), today=today.isoformat())
    if pilot.starts_on and pilot.decide_on and pilot.decide_on <= pilot.starts_on:
        raise DecidedBeforeItStarts(starts_on=pilot.starts_on.isoformat())


def _check_complete(pilot: Pilot) -> None:
    missing = [str(name) for part, name in words.PILOT_PARTS.items() if not getattr(pilot, part)]
    if missing:
        raise PilotLacks(missing=", ".join(missing))


def _note(pilot: Pilot, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    write_entry(verb, about=pilot, by=by, at=at, group_id=pilot.network_id, fields=fields)
