"""Transitions: communities move from one organization's support to another's on a day, with tasks and hand-over."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.grants import policies
from konbit.grants.domain.handing_over import may_change_hands_on
from konbit.grants.models import Award, RelationOwner, Report, Transition
from konbit.grants.queries.transitions import report_owed_to
from konbit.grants.transition_steps import hold_transition
from konbit.network.models import Community, Group, Organization
from konbit.network.queries import day_in


class NotOfThisNetwork(Refusal):
    code = "not_of_this_network"
    says = _("“%(name)s” belongs to another network. Choose one of this network.")


class CommunityIsLookedAfter(Refusal):
    code = "community_is_looked_after"
    says = _(
        "“%(owner)s” looks after “%(community)s” already. Plan a transition to change that from a day on."
    )


@transaction.atomic
def name_relation_owner(
    *,
    community: Community,
    organization: Organization,
    by: Actor,
    at: datetime,
    since: date | None = None,
    label: str = "",
    source: str = "",
) -> RelationOwner:
    """Say which organization looks after a community of which nobody said so yet. Later changes go by a transition.

    Raises:
        NotOfThisNetwork; CommunityIsLookedAfter: somebody does.
    """
    network = community.network
    require(policies.may_plan_transition(by, network))
    _must_be_of(network, organization)
    Community.objects.select_for_update().get(pk=community.pk)
    first = community.relation_owners.select_related("organization").first()
    if first is not None:
        raise CommunityIsLookedAfter(owner=first.organization.name, community=community.name)
    row = RelationOwner.objects.create(
        community=community, organization=organization, since=since, label=label, source=source
    )
    write_entry(
        "grants.name_relation_owner", about=row, by=by, at=at, group_id=network.pk, fields=["organization"]
    )
    return row


class TransitionNeedsName(Refusal):
    code, kind, field = "transition_needs_name", Kind.UNREADABLE, "name"
    says = _("Give the plan a name, such as “From direct support to a network”.")


class HandsNothingOver(Refusal):
    code, kind = "hands_nothing_over", Kind.UNREADABLE
    says = _("Choose for at least one community who looks after it from that day on.")


class NobodyToTakeOverFrom(Refusal):
    code, kind, field = "nobody_to_take_over_from", Kind.UNREADABLE, "before"
    says = _("Nobody said who looks after “%(community)s” until then. Say who does.")


class SameOwnerAsBefore(Refusal):
    code = "same_owner_as_before"
    says = _("“%(owner)s” looks after “%(community)s” already. Choose another organization, or leave it out.")


class DayCutsIntoThePast(Refusal):
    code, field = "day_cuts_into_the_past", "on"
    says = _(
        "Who looks after “%(community)s” changed on %(since)s already, and what was stays as it was. "
        "Choose a day after that one."
    )


@transaction.atomic
def plan_transition(
    *,
    network: Group,
    name: str,
    on: date,
    hand_overs: Sequence[tuple[Community, Organization]],
    by: Actor,
    at: datetime,
    before: Organization | None = None,
    why: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Transition:
    """Plan that from the day `on` these communities are looked after by these organizations.

    `before` looks after those of which nobody said so yet. A day that has gone by records what happened on it.

    Raises:
        TransitionNeedsName, HandsNothingOver, NobodyToTakeOverFrom: something is missing.
        NotOfThisNetwork, SameOwnerAsBefore, DayCutsIntoThePast: a hand-over cannot be.
    """
    require(policies.may_plan_transition(by, network))
    if key and (there := Transition.objects.filter(key=key).first()):
        return there
    if not name.strip():
        raise TransitionNeedsName
    if not hand_overs:
        raise HandsNothingOver
    transition = Transition.objects.create(
        network=network,
        name=name.strip(),
        why=why.strip(),
        on=on,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    for community, organization in hand_overs:
        _must_be_of(network, community, organization)
        _hand_over(transition, community, organization, before)
    _reports_follow(community.pk for community, _organization in hand_overs)
    _note(transition, "grants.plan_transition", ["on", "hand_overs"], by, at)
    return transition


def _must_be_of(network: Group, *rows: Community | Organization) -> None:
    for row in rows:
        if row.network_id != network.pk:
            raise NotOfThisNetwork(name=row.name)


def _hand_over(
    transition: Transition, community: Community, organization: Organization, before: Organization | None
) -> None:
    Community.objects.select_for_update().get(pk=community.pk)
    last = community.relation_owners.filter(until=None).select_related("organization").first()
    if last is None:
        if before is None:
            raise NobodyToTakeOverFrom(community=community.name)
        _must_be_of(transition.network, before)
        last = RelationOwner(community=community, organization=before, label=transition.label)
    if last.organization == organization:
        raise SameOwnerAsBefore(owner=organization.name, community=community.name)
    if not may_change_hands_on(transition.on, last.since, None):
        raise DayCutsIntoThePast(community=community.name, since=last.since.isoformat())
    last.until = transition.on
    last.save()
    RelationOwner.objects.create(
        community=community,
        organization=organization,
        since=transition.on,
        transition=transition,
        label=transition.label,
        source=transition.source,
    )


def _reports_follow(communities: Iterable[UUID]) -> None:
    """Reports that nobody submitted yet are owed to who looks after the communities in their period; others stay."""
    awards = Award.objects.filter(places__community__in=list(communities)).distinct().select_related("funder")
    for award in awards:
        for report in Report.objects.filter(award=award, state__in=["due", "draft"]).select_related(
            "owed_to"
        ):
            owed_to = report_owed_to(award, report.period_from)
            if report.owed_to != owed_to:
                report.owed_to = owed_to
                report.version += 1
                report.save(update_fields=["owed_to", "version"])


class TransitionDayHasCome(Refusal):
    code = "transition_day_has_come"
    says = _("Its day, %(on)s, has come, and what was stays as it was. Plan another transition.")


class DayIsNotAhead(Refusal):
    code, kind, field = "day_is_not_ahead", Kind.UNREADABLE, "on"
    says = _("Choose a day after today, %(today)s.")


class LaterHandOverStands(Refusal):
    code, field = "later_hand_over_stands", "on"
    says = _("“%(community)s” changes hands again on %(until)s. Choose a day before that one.")


@transaction.atomic
def move_transition(*, transition: Transition, on: date, version: int, by: Actor, at: datetime) -> Transition:
    """Move a plan to another day, as long as its day is ahead.

    Raises:
        TransitionIsClosed, TransitionDayHasCome: it stands.
        DayIsNotAhead, DayCutsIntoThePast, LaterHandOverStands: the new day cannot be.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    transition = _ahead(transition, version, by, at)
    today = day_in(transition.network, at)
    if on <= today:
        raise DayIsNotAhead(today=today.isoformat())
    rows = list(transition.hand_overs.select_related("community"))
    before = {row.pk: _ended_by(row) for row in rows}
    for row in rows:
        _must_fit_between(before[row.pk], row, on)
    for row in rows:
        before[row.pk].until, row.since = on, on
        before[row.pk].save(update_fields=["until"])
        row.save(update_fields=["since"])
    transition.on = on
    transition.version += 1
    transition.save(update_fields=["on", "version"])
    _reports_follow(row.community_id for row in rows)
    _note(transition, "grants.move_transition", ["on"], by, at)
    return transition


def _ended_by(row: RelationOwner) -> RelationOwner:
    return RelationOwner.objects.select_for_update().get(community=row.community_id, until=row.since)


def _must_fit_between(before: RelationOwner, row: RelationOwner, on: date) -> None:
    if may_change_hands_on(on, before.since, row.until):
        return
    if before.since is not None and on <= before.since:
        raise DayCutsIntoThePast(community=row.community.name, since=before.since.isoformat())
    raise LaterHandOverStands(community=row.community.name, until=row.until.isoformat())


@transaction.atomic
def call_off_transition(*, transition: Transition, version: int, by: Actor, at: datetime) -> Transition:
    """Call a plan off before its day: the communities stay with who looks after them now. The plan stays in sight.

    Raises:
        TransitionIsClosed, TransitionDayHasCome: it stands.
        LaterHandOverStands: a later plan builds on it.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    transition = _ahead(transition, version, by, at)
    rows = list(transition.hand_overs.select_related("community"))
    for row in rows:
        if row.until is not None:
            raise LaterHandOverStands(community=row.community.name, until=row.until.isoformat())
        before = _ended_by(row)
        row.delete()
        before.until = None
        before.save(update_fields=["until"])
    transition.called_off_at = at
    transition.version += 1
    transition.save(update_fields=["called_off_at", "version"])
    _reports_follow(row.community_id for row in rows)
    _note(transition, "grants.call_off_transition", ["called_off_at"], by, at)
    return transition


class TasksAreOpen(Refusal):
    code = "tasks_are_open"
    says = _("This plan cannot close while tasks are open: %(tasks)s.")


class TransitionDayIsAhead(Refusal):
    code = "transition_day_is_ahead"
    says = _("This plan closes from its day on, %(on)s. Until then it can be moved or called off.")


@transaction.atomic
def close_transition(*, transition: Transition, by: Actor, at: datetime) -> Transition:
    """Close a plan whose day has come and whose tasks are all done.

    Raises:
        TransitionIsClosed: there is nothing to close.
        TasksAreOpen: it names them.
        TransitionDayIsAhead: nothing was handed over yet.
    """
    transition = hold_transition(transition, by)
    still_open = transition.tasks.filter(done_on=None).values_list("what", flat=True)
    if still_open:
        raise TasksAreOpen(tasks=", ".join(f"“{what}”" for what in still_open))
    if transition.on > day_in(transition.network, at):
        raise TransitionDayIsAhead(on=transition.on.isoformat())
    transition.closed_at = at
    transition.version += 1
    transition.save(update_fields=["closed_at", "version"])
    _note(transition, "grants.close_transition", ["closed_at"], by, at)
    return transition


def _ahead(transition: Transition, version: int, by: Actor, at: datetime) -> Transition:
    transition = hold_transition(transition, by)
    if transition.on <= day_in(transition.network, at):
        raise TransitionDayHasCome(on=transition.on.isoformat())
    if transition.version != version:
        raise ChangedMeanwhile(theirs={"on": transition.on.isoformat()}, version=transition.version)
    return transition


def _note(transition: Transition, verb: str, fields: list[str], by: Actor, at: datetime) -> None:
    write_entry(verb, about=transition, by=by, at=at, group_id=transition.network_id, fields=fields)
