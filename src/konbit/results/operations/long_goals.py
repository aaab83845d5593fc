"""The long goal above all priorities, and the milestones on the way to it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.foundation.texts import written
from konbit.meetings.conditions import refuse_past
from konbit.network.models import Group
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.models import Indicator, LongGoal, Milestone
from konbit.results.operations.indicators import TiedToAnotherNetwork
from konbit.results.queries import long_goal_as_typed


class LongGoalBelongsToTheNetwork(Refusal):
    code = "long_goal_belongs_to_the_network"
    says = _("The long goal belongs to the whole network. Set it there, not in the group “%(group)s”.")


class MilestoneIsPastTheGoal(Refusal):
    code, kind, field = "milestone_is_past_the_goal", Kind.UNREADABLE, "due_on"
    says = _("The long goal ends on %(goal_day)s. A milestone on the way to it is due by then.")


class MilestoneNeedsEvidence(Refusal):
    code, kind, field = "milestone_needs_evidence", Kind.UNREADABLE, "evidence"
    says = _("A milestone is reached when something shows it. Write what does.")


class ReachedLiesAhead(Refusal):
    code, kind, field = "reached_lies_ahead", Kind.UNREADABLE, "reached_on"
    says = _("%(typed)s is still to come. Write the day on which it was reached, up to %(today)s.")


@transaction.atomic
def set_long_goal(
    *,
    network: Group,
    name: str,
    text: dict[str, Any] | str,
    due_on: date,
    by: Actor,
    at: datetime,
    version: int = 0,
    day_note: str = "",
    indicator: Indicator | None = None,
    label: str = "",
    source: str = "",
) -> LongGoal:
    """Set the network's one long goal, or say it anew. Without an indicator nothing is ever said about its progress.

    Raises:
        LongGoalBelongsToTheNetwork: the group lies inside a network.
        TiedToAnotherNetwork: the indicator is another network's.
        DayIsPast: its day is past, and is not the one that stands.
        ChangedMeanwhile: somebody saved it since `version`; 0 is a page that showed none.
    """
    require(policies.may_keep_register(by, network))
    if network.parent_id is not None:
        raise LongGoalBelongsToTheNetwork(group=network.name)
    if indicator is not None and indicator.network_id != network.pk:
        raise TiedToAnotherNetwork
    Group.objects.select_for_update().get(pk=network.pk)
    goal = LongGoal.objects.filter(network=network).first()
    if goal is not None and goal.version != version:
        raise ChangedMeanwhile(theirs=long_goal_as_typed(goal), version=goal.version)
    if goal is None or goal.due_on != due_on:
        refuse_past(network, due_on, "due_on", at)
    goal = goal or LongGoal(network=network, version=0, label=label, source=source)
    goal.name, goal.due_on, goal.day_note, goal.indicator = name.strip(), due_on, day_note.strip(), indicator
    if isinstance(text, dict):
        goal.text = text
    elif (goal.text or {}).get(network.language, {}).get("text") != text.strip():
        goal.text = written(text.strip(), network.language)
    goal.version += 1
    goal.save()
    fields = ["name", "text", "due_on", "day_note", "indicator"]
    write_entry("results.set_long_goal", about=goal, by=by, at=at, group_id=network.pk, fields=fields)
    return goal


@transaction.atomic
def add_milestone(
    *,
    goal: LongGoal,
    text: dict[str, Any] | str,
    due_on: date,
    by: Actor,
    at: datetime,
    label: str = "",
    source: str = "",
) -> Milestone:
    """Add a step on the way. The same step for the same day stands once.

    Raises:
        MilestoneIsPastTheGoal: its day lies after the goal's.
    """
    network = goal.network
    require(policies.may_keep_register(by, network))
    goal = LongGoal.objects.select_for_update().get(pk=goal.pk)
    if due_on > goal.due_on:
        raise MilestoneIsPastTheGoal(goal_day=goal.due_on.isoformat())
    texts = written(text.strip(), network.language) if isinstance(text, str) else text
    for one in goal.milestones.filter(due_on=due_on):
        if one.text == texts:
            return one
    milestone = Milestone.objects.create(goal=goal, text=texts, due_on=due_on, label=label, source=source)
    _write("results.add_milestone", milestone, by, at, ["text", "due_on"])
    return milestone


@transaction.atomic
def reach_milestone(
    *, milestone: Milestone, version: int, reached_on: date, evidence: str, by: Actor, at: datetime
) -> Milestone:
    """Say that a milestone was reached, on which day, and what shows it.

    Raises:
        MilestoneNeedsEvidence: nothing shows it.
        ReachedLiesAhead: its day is still to come.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    milestone = (
        Milestone.objects.select_for_update(of=("self",)).select_related("goal__network").get(pk=milestone.pk)
    )
    network = milestone.goal.network
    require(policies.may_keep_register(by, network))
    today = day_in(network, at)
    if not evidence.strip():
        raise MilestoneNeedsEvidence
    if reached_on > today:
        raise ReachedLiesAhead(typed=reached_on.isoformat(), today=today.isoformat())
    if milestone.version != version:
        theirs = {"reached_on": str(milestone.reached_on or ""), "evidence": milestone.evidence}
        raise ChangedMeanwhile(theirs=theirs, version=milestone.version)
    milestone.reached_on, milestone.evidence = reached_on, evidence.strip()
    milestone.version += 1
    milestone.save(update_fields=["reached_on", "evidence", "version"])
    _write("results.reach_milestone", milestone, by, at, ["reached_on", "evidence"])
    return milestone


def _write(verb: str, milestone: Milestone, by: Actor, at: datetime, fields: list[str]) -> None:
    write_entry(verb, about=milestone, by=by, at=at, group_id=milestone.goal.network_id, fields=fields)
