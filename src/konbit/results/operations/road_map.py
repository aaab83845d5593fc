"""Plan a result: who sees to it, and by the end of which period."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network.models import GroupMember
from konbit.network.queries import day_in
from konbit.results import policies, words
from konbit.results.domain import road_map as rules
from konbit.results.models import Result
from konbit.results.queries import plan_of
from konbit.results.road_map_words import period_name


class ResultIsNotOpen(Refusal):
    code = "result_is_not_open"
    says = _(
        "The result stands at “%(rung)s”, so there is nothing left to plan. Move it back first if that is wrong."
    )


class PlannedPeriodIsOver(Refusal):
    code, kind, field = "planned_period_is_over", Kind.UNREADABLE, "planned_until"
    says = _("%(period)s is over. Choose the period that runs now or a later one.")


class OwnerIsOfAnotherGroup(Refusal):
    code, kind, field = "owner_is_of_another_group", Kind.UNREADABLE, "owner"
    says = _("Only a seat or a role of this network can see to its results. Choose one of the list.")


@transaction.atomic
def plan_result(
    *,
    result: Result,
    version: int,
    by: Actor,
    at: datetime,
    owner: GroupMember | None = None,
    planned_until: date | None = None,
) -> Result:
    """Say who sees to a result and for which period it is planned; any day of the period stands for its last one.

    The first plan is kept beside every later one. Nobody as owner and no day take the plan away, and the first plan
    stays in sight.

    Raises:
        ResultIsNotOpen: it is reached or dropped.
        OwnerIsOfAnotherGroup: the owner is no member of the network.
        PlannedPeriodIsOver: another plan than the one that stands, for a period that has ended.
        ChangedMeanwhile: somebody changed the result since `version`.
    """
    result = (
        Result.objects.select_for_update(of=("self",)).select_related("priority__network").get(pk=result.pk)
    )
    network = result.priority.network
    require(policies.may_plan_result(by, result))
    if not rules.is_open(result.rung):
        raise ResultIsNotOpen(rung=words.RUNGS[result.rung])
    if owner is not None and owner.group_id != network.pk:
        raise OwnerIsOfAnotherGroup
    period = rules.period_of(planned_until, network.road_map_months) if planned_until else None
    until = period.ends_on if period else None
    if period and until != _planned_now(result) and until < day_in(network, at):
        raise PlannedPeriodIsOver(period=period_name(period))
    if result.version != version:
        theirs = {name: value for name, value in plan_of(result).items() if name != "version"}
        raise ChangedMeanwhile(theirs=theirs, version=result.version)
    result.owner, result.planned_until = owner, until
    result.first_planned_until = result.first_planned_until or until
    result.version += 1
    fields = ["owner", "planned_until", "first_planned_until"]
    result.save(update_fields=[*fields, "version"])
    write_entry("results.plan_result", about=result, by=by, at=at, group_id=network.pk, fields=fields)
    return result


def _planned_now(result: Result) -> date | None:
    until, months = result.planned_until, result.priority.network.road_map_months
    return rules.period_of(until, months).ends_on if until else None
